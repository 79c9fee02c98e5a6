//! The filter that is on: only some items are shown, under their headings and parents.

use jiff::civil::Date;

use super::outline::Row;
use crate::model::{Place, Roadmap};
use crate::query::Query;

/// What is asked for and the rows that it leaves, found once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub query: Query,
    rows: Vec<Row>,
    /// How many items are what is asked for.
    pub n_items: usize,
    /// How many there are without the filter.
    pub n_all: usize,
}

impl Filter {
    pub fn new(roadmap: &Roadmap, query: Query, today: Date) -> Self {
        let mut filter = Self { query, rows: Vec::new(), n_items: 0, n_all: 0 };
        filter.refresh(roadmap, today);
        filter
    }

    /// Looks again, after the text or the day changed.
    pub fn refresh(&mut self, roadmap: &Roadmap, today: Date) {
        let matcher = self.query.matcher(roadmap, today);
        let sections = roadmap.sections();
        let mut rows = Vec::new();
        (self.n_items, self.n_all) = (0, 0);
        // Backwards, so that a heading or a parent knows whether anything below it is shown.
        let mut shown_from = vec![usize::MAX; sections.len() + 1];
        for index in (0..sections.len()).rev() {
            let section = &sections[index];
            let mut next_shown = u32::MAX;
            for item in (0..section.items.len() as u32).rev() {
                let place = Place { section: index as u32, item };
                let holds = matcher.holds(place);
                self.n_items += usize::from(holds);
                if holds || next_shown < section.items[item as usize].end {
                    next_shown = item;
                    rows.push(Row::Item(place));
                }
            }
            self.n_all += section.items.len();
            let has_below = next_shown < u32::MAX || shown_from[index + 1] < section.end as usize;
            shown_from[index] = if has_below { index } else { shown_from[index + 1] };
            if has_below && section.level > 0 && !is_title(roadmap, index as u32) {
                rows.push(Row::Heading(index as u32));
            }
        }
        rows.reverse();
        self.rows = rows;
    }

    /// The rows that are shown, in the order of the file.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// `12 of 140`.
    pub fn count(&self) -> String {
        format!("{} of {}", self.n_items, self.n_all)
    }
}

/// Whether a section's heading is the title of a phase or of the roadmap, and no row.
fn is_title(roadmap: &Roadmap, section: u32) -> bool {
    let phase = roadmap.phase_of(section).and_then(|phase| roadmap.phases().get(phase));
    phase.is_some_and(|phase| phase.first == section) || roadmap.title_section() == Some(section)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn matching_items_are_shown_under_their_parents_and_headings() {
        let text = "# P\n\n## A\n\n- [x] a\n- b\n  - [ ] c\n  - [x] d\n\n# B\n\n- [x] e\n";
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let query = "state:open".parse().unwrap();
        let filter = Filter::new(&roadmap, query, jiff::civil::date(2026, 11, 22));
        let item = |item| Row::Item(Place { section: 2, item });
        assert_eq!(filter.rows(), [Row::Heading(2), item(1), item(2)]);
        assert_eq!(filter.count(), "1 of 5");
    }
}

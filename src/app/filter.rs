//! The filter: only some items are shown, under their headings and parents.

use super::outline::Row;
use super::search;
use crate::model::{Item, Place, Roadmap, Section, State};

/// One thing that items can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Open,
    Doing,
    Done,
    Skipped,
    Untracked,
    WithNotes,
}

impl Choice {
    pub const ALL: [Self; 6] =
        [Self::Open, Self::Doing, Self::Done, Self::Skipped, Self::Untracked, Self::WithNotes];

    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Doing => "doing",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Untracked => "untracked",
            Self::WithNotes => "with notes",
        }
    }

    pub(super) fn holds(self, item: &Item) -> bool {
        match self {
            Self::Open => item.state.is_open() && item.is_leaf(),
            Self::Doing => item.state == State::Doing,
            Self::Done => item.state == State::Done,
            Self::Skipped => item.state == State::Skipped,
            Self::Untracked => item.state == State::Untracked,
            Self::WithNotes => item.note.is_some(),
        }
    }
}

/// What is shown: items of any of the choices that hold the text. No choice is all of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Criteria {
    pub choices: Vec<Choice>,
    pub text: String,
}

impl Criteria {
    pub fn is_empty(&self) -> bool {
        self.choices.is_empty() && self.text.is_empty()
    }

    pub fn toggle(&mut self, choice: Choice) {
        match self.choices.iter().position(|&chosen| chosen == choice) {
            Some(index) => {
                self.choices.remove(index);
            }
            None => self.choices.push(choice),
        }
    }

    /// In words, for the outline's title.
    pub fn describe(&self) -> String {
        let mut words: Vec<String> = self.choices.iter().map(|choice| choice.name().to_owned()).collect();
        if !self.text.is_empty() {
            words.push(format!("\u{201c}{}\u{201d}", self.text));
        }
        words.join(" · ")
    }

    fn holds(&self, item: &Item, section: &Section) -> bool {
        let is_chosen = self.choices.is_empty() || self.choices.iter().any(|choice| choice.holds(item));
        is_chosen && (self.text.is_empty() || search::contains(item.text(section), &self.text))
    }
}

/// Criteria and the rows that they leave, found once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    pub criteria: Criteria,
    rows: Vec<Row>,
    pub n_items: usize,
}

impl Filter {
    pub fn new(roadmap: &Roadmap, criteria: Criteria) -> Self {
        let mut filter = Self { criteria, rows: Vec::new(), n_items: 0 };
        filter.refresh(roadmap);
        filter
    }

    /// Looks again, after the text changed.
    pub fn refresh(&mut self, roadmap: &Roadmap) {
        let sections = roadmap.sections();
        let mut rows = Vec::new();
        let mut n_items = 0;
        // Backwards, so that a heading or a parent knows whether anything below it is shown.
        let mut shown_from = vec![usize::MAX; sections.len() + 1];
        for index in (0..sections.len()).rev() {
            let section = &sections[index];
            let mut next_shown = u32::MAX;
            for item in (0..section.items.len() as u32).rev() {
                let value = &section.items[item as usize];
                let holds = self.criteria.holds(value, section);
                n_items += usize::from(holds);
                if holds || next_shown < value.end {
                    next_shown = item;
                    rows.push(Row::Item(Place { section: index as u32, item }));
                }
            }
            let has_below = next_shown < u32::MAX || shown_from[index + 1] < section.end as usize;
            shown_from[index] = if has_below { index } else { shown_from[index + 1] };
            let is_title = roadmap.phases().iter().any(|phase| phase.first == index as u32)
                || roadmap.title_section() == Some(index as u32);
            if has_below && section.level > 0 && !is_title {
                rows.push(Row::Heading(index as u32));
            }
        }
        rows.reverse();
        self.rows = rows;
        self.n_items = n_items;
    }

    /// The rows that are shown, in the order of the file.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn matching_items_are_shown_under_their_parents_and_headings() {
        let text = "# P\n\n## A\n\n- [x] a\n- b\n  - [ ] c\n  - [x] d\n\n# B\n\n- [x] e\n";
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let criteria = Criteria { choices: vec![Choice::Open], text: String::new() };
        let filter = Filter::new(&roadmap, criteria);
        let item = |item| Row::Item(Place { section: 2, item });
        assert_eq!(filter.rows(), [Row::Heading(2), item(1), item(2)]);
        assert_eq!(filter.n_items, 1);
    }
}

//! The headings and items that a row lies in.

use super::{MAX_NAME, Page};
use crate::display::{displayable, head, joined};
use crate::markdown::{Definitions, inline};
use crate::model::heading::PhaseName;
use crate::model::{Place, fields};

impl Page<'_> {
    /// The headings and items above an item, or above a heading, from the outermost.
    pub(super) fn crumbs(&self, section: u32, item: Option<Place>) -> Vec<String> {
        let roadmap = &self.app.document.roadmap;
        let title = roadmap.title_section();
        let mut above: Vec<u32> = roadmap.ancestors(section).collect();
        above.reverse();
        above.extend(item.map(|_| section));
        let mut crumbs: Vec<String> = above
            .into_iter()
            .filter(|index| Some(*index) != title)
            .filter_map(|index| roadmap.section(index).heading_text())
            .map(short_heading)
            .collect();
        let content = roadmap.section(section);
        let parents =
            std::iter::successors(item.and_then(|place| content.items[place.item as usize].parent), |at| {
                content.items[*at as usize].parent
            });
        let mut items: Vec<u32> = parents.take(8).collect();
        items.reverse();
        crumbs.extend(items.into_iter().map(|at| {
            let text = head(content.items[at as usize].text(content), MAX_NAME);
            let plain = joined(&self.rich(&fields::words(text)));
            plain.trim_end_matches([':', ' ']).to_owned()
        }));
        crumbs
    }
}

/// The words of a heading without its emoji: `Phase 1` for a phase, where it has a number.
pub fn short_heading(heading: &str) -> String {
    let heading = head(heading, MAX_NAME);
    let name = PhaseName::read(heading);
    let words = heading.trim_start_matches(|char: char| !char.is_alphanumeric() && char != '`');
    let text = match (name.number, words.split_once([':', '–', '—'])) {
        (Some(_), Some((before, _))) if before.chars().any(char::is_alphabetic) => before.trim(),
        _ if words.is_empty() => heading,
        _ => words.trim(),
    };
    displayable(&inline::plain(text, &Definitions::default())).into_owned()
}

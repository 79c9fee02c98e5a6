//! What a skill is called: by its row in a matrix, or by the item that bears its level.

use super::fields;
use super::{Item, Roadmap, Section};
use crate::markdown::inline;

impl Roadmap {
    /// The first cell of a row, as it is shown.
    pub fn skill_of_row(&self, cell: &str) -> String {
        inline::plain(cell, &self.definitions).trim().to_owned()
    }

    /// An item's words as they are shown, up to a colon: `**Testing**: unit, e2e` is `Testing`.
    pub fn skill_of_item(&self, item: &Item, section: &Section) -> String {
        let words = inline::plain(&fields::words(item.text(section)), &self.definitions);
        let end = words.find(": ").unwrap_or(words.len());
        words.get(..end).unwrap_or_default().trim_end_matches(':').trim().to_owned()
    }
}

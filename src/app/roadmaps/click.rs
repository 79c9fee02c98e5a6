//! Clicks into the list of roadmaps.

use super::{Line, Roadmaps};

impl Roadmaps {
    /// A click selects; true if it was on what is selected already, which is as good as enter.
    pub fn click(&mut self, column: u16, row: u16) -> bool {
        let list = self.layout().list;
        if !list.contains(column, row) {
            return false;
        }
        let lines = self.lines(list.rows);
        let first = self.first_line(&lines, list.rows);
        let Some(&Line::Offer(index)) = lines.get(first + usize::from(row - list.y)) else { return false };
        let is_selected = index == self.picker.selected;
        self.picker.selected = index;
        self.first = first;
        is_selected
    }
}

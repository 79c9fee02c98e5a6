//! Where on the screen the panes of the Journal tab stand: the same for drawing, for paging and for clicks.

use super::JournalPane;
use crate::app::layout::{Area, Density, Size};

/// The places of the panes, between the header and the hints. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JournalLayout {
    pub list: Area,
    pub entry: Area,
    pub has_borders: bool,
}

impl JournalLayout {
    /// Without entries, the pane that says how to begin is the only one.
    pub fn of(size: Size, focus: JournalPane, has_entries: bool) -> Self {
        let Size { columns, rows } = size;
        let area = |x, y, columns, rows| Area { x, y, columns, rows };
        let height = rows.saturating_sub(2);
        let none = Area::default();
        let density = Density::of(size);
        let (list, entry, has_borders) = match (density, focus) {
            (Density::Line, _) => (area(0, 0, columns, rows), none, false),
            _ if !has_entries => (area(0, 1, columns, height), none, density != Density::One || rows >= 12),
            (Density::One, JournalPane::List) => (area(0, 1, columns, height), none, rows >= 12),
            (Density::One, JournalPane::Entry) => (none, area(0, 1, columns, height), rows >= 12),
            (Density::Two, _) => {
                let entry = if height < 16 { 4 } else { (height / 3).clamp(6, 14) };
                (area(0, 1, columns, height - entry), area(0, 1 + height - entry, columns, entry), true)
            }
            (Density::Three, _) => {
                let beside = (columns * 2 / 5).clamp(44, 72);
                let list = area(0, 1, columns - beside, height);
                (list, area(columns - beside, 1, beside, height), true)
            }
        };
        Self { list, entry, has_borders }
    }

    /// The cells of a pane in which its lines are drawn.
    pub fn content(&self, pane: JournalPane) -> Area {
        let area = match pane {
            JournalPane::List => self.list,
            JournalPane::Entry => self.entry,
        };
        if self.has_borders { area.inside() } else { area }
    }

    pub fn pane_at(&self, column: u16, row: u16) -> Option<JournalPane> {
        let panes = [(JournalPane::List, self.list), (JournalPane::Entry, self.entry)];
        panes.into_iter().find(|(_, area)| area.contains(column, row)).map(|(pane, _)| pane)
    }

    /// The first entry that is shown, so that the chosen one is.
    pub fn first_shown(&self, chosen: usize, n_entries: usize) -> usize {
        let rows = usize::from(self.content(JournalPane::List).rows).max(1);
        (chosen + 1 + (rows / 4).min(2)).saturating_sub(rows).min(n_entries.saturating_sub(rows)).min(chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_size_the_panes_fill_what_is_between_header_and_hints() {
        for (columns, rows) in (20..220).flat_map(|columns| (6..70).map(move |rows| (columns, rows))) {
            for (focus, has_entries) in
                [(JournalPane::List, true), (JournalPane::Entry, true), (JournalPane::List, false)]
            {
                let layout = JournalLayout::of(Size { columns, rows }, focus, has_entries);
                let cells = |area: Area| u32::from(area.columns) * u32::from(area.rows);
                let all = u32::from(columns) * u32::from(rows - 2);
                assert_eq!(cells(layout.list) + cells(layout.entry), all, "{columns}x{rows}");
            }
        }
    }
}

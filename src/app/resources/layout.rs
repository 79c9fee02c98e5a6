//! Where on the screen the panes of the Resources tab stand: the same for drawing, for paging and for clicks.

use super::ResourcesPane;
use crate::app::layout::{Area, Density, Size};

/// The places of the panes, between the header and the hints. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ResourcesLayout {
    pub list: Area,
    pub details: Area,
    pub has_borders: bool,
}

impl ResourcesLayout {
    pub fn of(size: Size, focus: ResourcesPane) -> Self {
        let Size { columns, rows } = size;
        let area = |x, y, columns, rows| Area { x, y, columns, rows };
        let height = rows.saturating_sub(2);
        let none = Area::default();
        let (list, details, has_borders) = match (Density::of(size), focus) {
            (Density::Line, _) => (area(0, 0, columns, rows), none, false),
            (Density::One, ResourcesPane::List) => (area(0, 1, columns, height), none, rows >= 12),
            (Density::One, ResourcesPane::Details) => (none, area(0, 1, columns, height), rows >= 12),
            (Density::Three, _) if columns >= 150 => {
                let beside = (columns / 3).clamp(48, 64);
                let list = area(0, 1, columns - beside, height);
                (list, area(columns - beside, 1, beside, height), true)
            }
            (Density::Two | Density::Three, _) => {
                let below = if height < 16 { 4 } else { (height / 3).clamp(7, 12) };
                let list = area(0, 1, columns, height - below);
                (list, area(0, 1 + height - below, columns, below), true)
            }
        };
        Self { list, details, has_borders }
    }

    /// The cells of a pane in which its lines are drawn.
    pub fn content(&self, pane: ResourcesPane) -> Area {
        let area = match pane {
            ResourcesPane::List => self.list,
            ResourcesPane::Details => self.details,
        };
        if self.has_borders { area.inside() } else { area }
    }

    /// The pane at a cell of the screen.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<ResourcesPane> {
        let panes = [(ResourcesPane::List, self.list), (ResourcesPane::Details, self.details)];
        panes.into_iter().find(|(_, area)| area.contains(column, row)).map(|(pane, _)| pane)
    }

    /// The column of a line's state, from the left of the screen.
    pub fn mark_column(&self) -> u16 {
        self.content(ResourcesPane::List).x + 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_size_the_panes_fill_what_the_first_and_the_last_line_leave() {
        for columns in 1..220 {
            for rows in 1..70 {
                for focus in [ResourcesPane::List, ResourcesPane::Details] {
                    let layout = ResourcesLayout::of(Size { columns, rows }, focus);
                    let cells = |area: Area| u32::from(area.columns) * u32::from(area.rows);
                    let around = if columns < 20 || rows < 6 { 0 } else { 2 };
                    let all = u32::from(columns) * u32::from(rows.saturating_sub(around));
                    assert_eq!(cells(layout.list) + cells(layout.details), all, "{columns}x{rows}");
                    for area in [layout.list, layout.details] {
                        assert!(area.x + area.columns <= columns && area.y + area.rows <= rows);
                    }
                }
            }
        }
    }
}

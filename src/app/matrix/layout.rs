//! Where on the screen the panes of the Matrix tab stand: the same for drawing, for paging and for clicks.

use super::MatrixPane;
use crate::app::layout::{Area, Density, Size};

/// The places of the panes, between the header and the hints. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixLayout {
    pub grid: Area,
    pub skill: Area,
    pub has_borders: bool,
}

impl MatrixLayout {
    pub fn of(size: Size, focus: MatrixPane) -> Self {
        let Size { columns, rows } = size;
        let area = |x, y, columns, rows| Area { x, y, columns, rows };
        let height = rows.saturating_sub(2);
        let none = Area::default();
        let (grid, skill, has_borders) = match (Density::of(size), focus) {
            (Density::Line, _) => (area(0, 0, columns, rows), none, false),
            (Density::One, MatrixPane::Grid) => (area(0, 1, columns, height), none, rows >= 12),
            (Density::One, MatrixPane::Skill) => (none, area(0, 1, columns, height), rows >= 12),
            (Density::Two, _) => {
                let below = if height < 16 { 3 } else { (height / 3).clamp(6, 14) };
                let above = area(0, 1, columns, height - below);
                (above, area(0, 1 + height - below, columns, below), true)
            }
            (Density::Three, _) => {
                let beside = (columns * 2 / 5).clamp(42, 64);
                let grid = area(0, 1, columns - beside, height);
                (grid, area(columns - beside, 1, beside, height), true)
            }
        };
        Self { grid, skill, has_borders }
    }

    /// The cells of a pane in which its rows are drawn.
    pub fn content(&self, pane: MatrixPane) -> Area {
        let area = match pane {
            MatrixPane::Grid => self.grid,
            MatrixPane::Skill => self.skill,
        };
        if self.has_borders { area.inside() } else { area }
    }

    /// The pane at a cell of the screen.
    pub fn pane_at(&self, column: u16, row: u16) -> Option<MatrixPane> {
        let panes = [(MatrixPane::Grid, self.grid), (MatrixPane::Skill, self.skill)];
        panes.into_iter().find(|(_, area)| area.contains(column, row)).map(|(pane, _)| pane)
    }
}

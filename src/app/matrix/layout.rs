//! Where on the screen the panes of the Matrix tab stand: the same for drawing, for paging and for clicks.

use super::MatrixPane;
use crate::app::layout::{Area, Density, Size};

/// The lines of a grid that are no rows: its border, the header, the counts and their rules, and one that stays empty.
const AROUND_ROWS: u16 = 7;

/// The places of the panes, between the header and the hints. An area that is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixLayout {
    pub grid: Area,
    pub skill: Area,
    pub has_borders: bool,
}

impl MatrixLayout {
    /// `n_rows` is how many rows the matrix has: where the panes stand one above the other, the grid has no more lines
    /// than it needs. None: there is no matrix, and the pane that says so is the only one.
    pub fn of(size: Size, focus: MatrixPane, n_rows: Option<usize>) -> Self {
        let Size { columns, rows } = size;
        let area = |x, y, columns, rows| Area { x, y, columns, rows };
        let height = rows.saturating_sub(2);
        let none = Area::default();
        let (grid, skill, has_borders) = match (Density::of(size), focus) {
            (Density::Line, _) => (area(0, 0, columns, rows), none, false),
            (density, _) if n_rows.is_none() => {
                (area(0, 1, columns, height), none, density != Density::One || rows >= 12)
            }
            (Density::One, MatrixPane::Grid) => (area(0, 1, columns, height), none, rows >= 12),
            (Density::One, MatrixPane::Skill) => (none, area(0, 1, columns, height), rows >= 12),
            (Density::Two, _) => {
                let least = if height < 16 { 3 } else { (height / 3).clamp(6, 14) };
                let wanted = n_rows
                    .and_then(|n_rows| u16::try_from(n_rows).ok())
                    .unwrap_or(u16::MAX)
                    .saturating_add(AROUND_ROWS);
                let grid = wanted.max(height / 3).min(height - least);
                (area(0, 1, columns, grid), area(0, 1 + grid, columns, height - grid), true)
            }
            (Density::Three, _) => {
                let beside = (columns / 3).clamp(44, 60);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_size_the_panes_fill_what_is_between_header_and_hints() {
        for columns in 20..220 {
            for rows in 6..70 {
                for (focus, n_rows) in
                    [(MatrixPane::Grid, None), (MatrixPane::Grid, Some(90)), (MatrixPane::Skill, Some(5))]
                {
                    let layout = MatrixLayout::of(Size { columns, rows }, focus, n_rows);
                    let cells = |area: Area| u32::from(area.columns) * u32::from(area.rows);
                    let all = u32::from(columns) * u32::from(rows - 2);
                    assert_eq!(cells(layout.grid) + cells(layout.skill), all, "{columns}x{rows}");
                    for area in [layout.grid, layout.skill].into_iter().filter(|area| !area.is_empty()) {
                        assert!(
                            area.x + area.columns <= columns && area.y + area.rows < rows,
                            "{columns}x{rows}"
                        );
                    }
                }
            }
        }
    }
}

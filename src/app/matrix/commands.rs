//! What the keys do on the Matrix tab.

use super::{App, MatrixPane};
use crate::app::Effect;
use crate::command::Command;

impl App {
    pub(in crate::app) fn matrix_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::LineDown => self.move_by_lines(1),
            Command::LineUp => self.move_by_lines(-1),
            Command::HalfPageDown => self.move_by_lines(self.matrix_page() / 2),
            Command::HalfPageUp => self.move_by_lines(-(self.matrix_page() / 2)),
            Command::PageDown => self.move_by_lines(self.matrix_page()),
            Command::PageUp => self.move_by_lines(-self.matrix_page()),
            Command::Top => self.move_by_lines(-isize::MAX),
            Command::Bottom => self.move_by_lines(isize::MAX),
            Command::CellLeft => self.move_by_cells(-1),
            Command::CellRight => self.move_by_cells(1),
            Command::FirstColumn => self.move_by_cells(-isize::MAX),
            Command::LastColumn => self.move_by_cells(isize::MAX),
            Command::PreviousMatrix => self.next_matrix(-1),
            Command::NextMatrix => self.next_matrix(1),
            _ => {}
        }
        Vec::new()
    }

    /// How many rows a page has.
    fn matrix_page(&self) -> isize {
        let rows = match self.matrix.focus {
            MatrixPane::Grid => self.grid().map_or(1, |grid| grid.n_rows),
            MatrixPane::Skill => self.matrix_layout().content(MatrixPane::Skill).rows,
        };
        isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// In the pane that has the keys.
    pub(in crate::app) fn move_by_lines(&mut self, by: isize) {
        match self.matrix.focus {
            MatrixPane::Grid => self.move_in_matrix(by, 0),
            MatrixPane::Skill => {}
        }
    }

    fn move_by_cells(&mut self, by: isize) {
        if self.matrix.focus == MatrixPane::Grid {
            self.move_in_matrix(0, by);
        }
    }

    pub(in crate::app) fn click_matrix(&mut self, column: u16, row: u16) {
        let Some(pane) = self.matrix_layout().pane_at(column, row) else { return };
        self.matrix.focus = pane;
        let Some((grid, matrix)) = self.grid().zip(self.shown_matrix()) else { return };
        if pane == MatrixPane::Grid
            && grid.area.contains(column, row)
            && let Some(cell) = grid.cell_at(&matrix, column, row)
        {
            self.go_to_cell(cell);
        }
    }

    /// The wheel moves what is under it and leaves the keys where they are.
    pub(in crate::app) fn scroll_matrix(&mut self, column: u16, row: u16, lines: isize) {
        let focus = self.matrix.focus;
        self.matrix.focus = self.matrix_layout().pane_at(column, row).unwrap_or(focus);
        self.move_by_lines(lines);
        self.matrix.focus = focus;
    }

    pub(in crate::app) fn next_matrix_pane(&mut self) {
        self.matrix.focus = match self.matrix.focus {
            MatrixPane::Grid => MatrixPane::Skill,
            MatrixPane::Skill => MatrixPane::Grid,
        };
        self.settle_grid();
    }
}

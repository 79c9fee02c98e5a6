//! What the keys do on the Matrix tab.

use super::{App, MatrixPane};
use crate::app::outline::Row;
use crate::app::{Effect, Status};
use crate::command::Command;
use crate::model::Level;
use crate::model::matrix::CellState;

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
            Command::NextCellState => return self.change_cell_state(CellState::next),
            Command::PreviousCellState => return self.change_cell_state(CellState::previous),
            Command::LevelUp => return self.change_level(true),
            Command::LevelDown => return self.change_level(false),
            Command::LevelNovice => return self.rate(Level::Novice),
            Command::LevelAdvancedBeginner => return self.rate(Level::AdvancedBeginner),
            Command::LevelCompetent => return self.rate(Level::Competent),
            Command::LevelProficient => return self.rate(Level::Proficient),
            Command::LevelExpert => return self.rate(Level::Expert),
            Command::Choose if self.matrix.focus == MatrixPane::Skill => self.go_to_evidence(),
            Command::Choose | Command::EditText | Command::Note | Command::AddBelow => {
                self.open_cell_field(command);
            }
            Command::Delete => self.delete_row(),
            Command::AlignTable => self.preview_alignment(),
            Command::EditInEditor => return self.edit_row_in_editor(),
            Command::CopyText => return self.copy_cell(false),
            Command::CopyMarkdown => return self.copy_cell(true),
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
            MatrixPane::Skill => {
                let last = self.skill_page().lines.len().saturating_sub(1);
                let line = self.matrix.skill_line.min(last);
                self.matrix.skill_line = line.saturating_add_signed(by).min(last);
            }
        }
    }

    fn move_by_cells(&mut self, by: isize) {
        if self.matrix.focus == MatrixPane::Grid {
            self.move_in_matrix(0, by);
        }
    }

    /// Shows the item of the chosen line in the outline.
    fn go_to_evidence(&mut self) {
        let page = self.skill_page();
        match page.lines.get(self.matrix.skill_line).and_then(|line| line.item) {
            Some(item) => self.show_in_outline(Row::Item(item)),
            None => self.status = Status::warning("no item is on this line"),
        }
    }

    pub(in crate::app) fn click_matrix(&mut self, column: u16, row: u16) {
        let Some(pane) = self.matrix_layout().pane_at(column, row) else { return };
        self.matrix.focus = pane;
        if pane == MatrixPane::Skill {
            let content = self.matrix_layout().content(pane);
            let page = self.skill_page();
            let line = page.first + usize::from(row.saturating_sub(content.y));
            if content.contains(column, row) && line < page.lines.len() {
                self.matrix.skill_line = line;
            }
            return;
        }
        let Some((grid, matrix)) = self.grid().zip(self.shown_matrix()) else { return };
        if grid.area.contains(column, row)
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

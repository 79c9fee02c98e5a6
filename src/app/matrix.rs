//! The Matrix tab: which matrix is shown, where the cursor is in it, and how it moves.
//!
//! Where the columns and rows stand on the screen is [`grid`]'s business.

pub mod grid;
pub mod layout;
pub mod skill;

mod commands;
mod editing;
mod following;

use std::collections::{HashMap, HashSet};

pub(super) use following::{CellAnchors, changed_table_rows};

use super::prompt::Overlay;
use super::tab::Tab;
use super::{App, Status};
use crate::assess::Standing;
use crate::assess::level_history::{LevelChange, level_history};
use crate::model::cell_identity::CellIdentity;
use crate::model::matrix::{ColumnKind, Matrix};
use crate::model::{CellPlace, Roadmap};
use grid::Grid;
use layout::MatrixLayout;

/// Where the user is in the matrices.
#[derive(Debug, Clone, Default)]
pub struct MatrixView {
    /// The tables that are matrices, in the order of the file: the section, and which of its tables.
    pub tables: Vec<(u32, u32)>,
    /// The chosen cell. In the header only where the matrix has no rows; none where there is no matrix.
    pub cursor: Option<CellPlace>,
    pub focus: MatrixPane,
    /// The first row that is shown, as far as the cursor is in sight with it.
    pub first_row: usize,
    /// The first column that is shown beside that of the skills, as far as the cursor is in sight with it.
    pub first_column: usize,
    /// How many columns of the screen each column of the matrix would take.
    pub natural: Vec<usize>,
    /// The chosen line of what is known of the skill.
    pub skill_line: usize,
    /// How the skills stand, while the tab is shown.
    pub standing: Option<Standing>,
    /// How their levels went, the oldest change first, while the tab is shown.
    pub history: Vec<LevelChange>,
    /// First cells of rows that another program changed since the last key.
    pub changed: HashSet<CellPlace>,
    /// Where the cursor was left in the other matrices.
    left: HashMap<(u32, u32), CellPlace>,
    /// By what the cell of the open field is known when it comes back, while another program has taken it away.
    lost: Option<CellIdentity>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MatrixPane {
    #[default]
    Grid,
    /// What is known of the selected skill.
    Skill,
}

impl MatrixView {
    pub fn of(roadmap: &Roadmap) -> Self {
        let mut view = Self::default();
        view.refresh(roadmap);
        view
    }

    /// Looks again which matrices there are, after the text changed; the cursor stays as near as it can.
    pub(super) fn refresh(&mut self, roadmap: &Roadmap) {
        self.tables = roadmap.matrices().map(|matrix| (matrix.section, matrix.table)).collect();
        self.left.retain(|table, _| self.tables.contains(table));
        let table = self.cursor.map(table_of).filter(|table| self.tables.contains(table));
        let cursor = self.cursor.filter(|_| table.is_some());
        match table.or(self.tables.first().copied()) {
            Some(table) => self.show(roadmap, table, cursor),
            None => *self = Self { lost: self.lost.take(), ..Self::default() },
        }
    }

    /// Shows a matrix with the cursor at a cell or near it, else at its first row.
    pub(super) fn show(
        &mut self,
        roadmap: &Roadmap,
        (section, table): (u32, u32),
        cursor: Option<CellPlace>,
    ) {
        let Some(matrix) = roadmap.matrix(section, table) else { return };
        let at = cursor.map_or((1, 0), |cell| (cell.row as usize, cell.column as usize));
        self.natural = grid::natural(roadmap, &matrix);
        self.cursor = Some(clamped(&matrix, at));
    }

    /// The matrix that is shown.
    pub fn matrix<'a>(&self, roadmap: &'a Roadmap) -> Option<Matrix<'a>> {
        let cursor = self.cursor?;
        roadmap.matrix(cursor.section, cursor.table)
    }

    /// Which of the matrices is shown, counted from 1.
    pub fn number(&self) -> usize {
        let shown =
            self.cursor.and_then(|cell| self.tables.iter().position(|table| *table == table_of(cell)));
        shown.map_or(0, |index| index + 1)
    }
}

/// More than any table has rows.
const MAX_STEP: isize = i32::MAX as isize;

/// The cell of a matrix that is nearest to a row and a column.
fn clamped(matrix: &Matrix<'_>, (row, column): (usize, usize)) -> CellPlace {
    let rows = matrix.rows();
    let row = if rows.is_empty() { 0 } else { row.clamp(rows.start, rows.end - 1) };
    matrix.place(row, column.min(matrix.kinds.len().saturating_sub(1)))
}

fn table_of(cell: CellPlace) -> (u32, u32) {
    (cell.section, cell.table)
}

impl App {
    /// The matrix that is shown on its tab.
    pub fn shown_matrix(&self) -> Option<Matrix<'_>> {
        self.matrix.matrix(&self.document.roadmap)
    }

    pub fn matrix_layout(&self) -> MatrixLayout {
        let n_rows = self.shown_matrix().map(|matrix| matrix.rows().len());
        MatrixLayout::of(self.size, self.matrix.focus, n_rows)
    }

    /// What of the shown matrix is in sight, and where.
    pub fn grid(&self) -> Option<Grid> {
        let content = self.matrix_layout().content(MatrixPane::Grid);
        let new_row = match &self.overlay {
            Some(Overlay::Cell(cell)) if cell.is_new_row => Some(cell.place.row as usize),
            _ => None,
        };
        Some(Grid::of(&self.matrix, &self.shown_matrix()?, content, new_row))
    }

    /// What the chosen cell's column is for.
    pub fn cell_kind(&self) -> Option<ColumnKind> {
        let cursor = self.matrix.cursor?;
        self.shown_matrix()?.kinds.get(cursor.column as usize).copied()
    }

    /// Puts the cursor on a cell, or on the one of its matrix that is nearest.
    pub(super) fn go_to_cell(&mut self, cell: CellPlace) {
        if self.matrix.cursor.map(table_of) != Some(table_of(cell)) {
            return self.show_matrix(table_of(cell), Some(cell));
        }
        let Some(matrix) = self.shown_matrix() else { return };
        let cursor = Some(clamped(&matrix, (cell.row as usize, cell.column as usize)));
        if self.matrix.cursor.map(|cell| cell.row) != cursor.map(|cell| cell.row) {
            self.matrix.skill_line = 0;
        }
        self.matrix.cursor = cursor;
        self.settle_grid();
    }

    /// Shows a matrix on its tab.
    pub(super) fn go_to_matrix(&mut self, table: (u32, u32)) {
        self.show_matrix(table, self.matrix.cursor.filter(|cursor| table_of(*cursor) == table));
        self.matrix.focus = MatrixPane::Grid;
        self.go_to_tab(Tab::Matrix);
    }

    /// Shows a matrix with the cursor at a cell, else where it was left.
    fn show_matrix(&mut self, table: (u32, u32), cell: Option<CellPlace>) {
        let view = &mut self.matrix;
        if let Some(cursor) = view.cursor {
            view.left.insert(table_of(cursor), cursor);
        }
        let cell = cell.or_else(|| view.left.get(&table).copied());
        (view.first_row, view.first_column, view.skill_line) = (0, 0, 0);
        view.show(&self.document.roadmap, table, cell);
        self.settle_grid();
    }

    /// Scrolls no further than the cursor asks for.
    pub(super) fn settle_grid(&mut self) {
        let Some(grid) = self.grid() else { return };
        self.matrix.first_row = grid.first_row;
        self.matrix.first_column = grid.first_column;
    }

    /// Looks again how the skills stand, where that is shown.
    pub(super) fn refresh_standing(&mut self) {
        let is_shown = self.tab == Tab::Matrix;
        let ladder = || self.aimed_ladder().and_then(|file| file.ladder.as_ref().ok());
        let history = if is_shown { level_history(&self.document.roadmap) } else { Vec::new() };
        self.matrix.standing = is_shown.then(|| Standing::of(&self.document.roadmap, ladder()));
        self.matrix.history = history;
    }

    fn move_in_matrix(&mut self, rows: isize, columns: isize) {
        let Some(cursor) = self.matrix.cursor else { return };
        let moved = |at: u32, by: isize| at.saturating_add_signed(by.clamp(-MAX_STEP, MAX_STEP) as i32);
        self.go_to_cell(CellPlace {
            row: moved(cursor.row, rows),
            column: moved(cursor.column, columns),
            ..cursor
        });
    }

    fn next_matrix(&mut self, by: isize) {
        let n_tables = self.matrix.tables.len();
        let number = self.matrix.number();
        if n_tables < 2 {
            self.status = Status::warning("this is the only matrix");
            return;
        }
        let index = (number as isize - 1 + by).rem_euclid(n_tables as isize) as usize;
        self.show_matrix(self.matrix.tables[index], None);
    }
}

//! The cells of a matrix under their header, with how many of each expectation are met below.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::app::layout::Area;
use crate::app::matrix::MatrixPane;
use crate::app::matrix::grid::{Grid, GridColumn, MAX_CELL};
use crate::app::prompt::Overlay;
use crate::display::{Piece, head, width_of};
use crate::model::matrix::{CellState, ColumnKind, Matrix};
use crate::theme::{Mark, Role};
use crate::ui::Scene;
use crate::ui::pen::{Pen, Text, rich, tint};
use crate::ui::row::searched;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    let Some((grid, matrix)) = scene.app.grid().zip(scene.app.shown_matrix()) else { return };
    if !grid.area.is_empty() {
        Sheet { scene, grid: &grid, matrix: &matrix }.draw(buffer);
    }
}

/// What the drawing of the cells needs.
struct Sheet<'a> {
    scene: &'a Scene<'a>,
    grid: &'a Grid,
    matrix: &'a Matrix<'a>,
}

impl Sheet<'_> {
    fn draw(&self, buffer: &mut Buffer) {
        let look = self.scene.look;
        let grid = self.grid;
        if grid.top > 0 {
            self.header(buffer);
        }
        if grid.top > 1 {
            self.rule(buffer, 1);
        }
        for row in grid.rows(self.matrix) {
            self.row(buffer, row);
        }
        if let Some(footer) = grid.footer {
            self.rule(buffer, footer - 1);
            self.counts(buffer, footer);
        }
        if self.matrix.rows().is_empty() && grid.new_below.is_none() {
            let mut pen = Pen::new(buffer, grid.area, grid.top);
            pen.skip(2);
            pen.write_text(&[Piece::new("no rows yet", look.style(Role::Placeholder))], look);
        }
    }

    fn header(&self, buffer: &mut Buffer) {
        let Scene { app, look, .. } = *self.scene;
        for column in &self.grid.columns {
            let title = self.matrix.title(column.column);
            let definitions = app.document.roadmap.definitions();
            let text = rich(head(&title, MAX_CELL), definitions, look.style(Role::Heading), look);
            self.write(buffer, *column, 0, &text);
        }
        let dim = look.style(Role::Secondary);
        if self.grid.first_column > 1 {
            let before = Area { columns: 1, ..self.grid.area };
            Pen::new(buffer, before, 0).write(look.glyph(Mark::MoreLeft), dim);
        }
        if self.grid.has_more {
            Pen::new(buffer, self.grid.area, 0)
                .write_right(&[Piece::new(look.glyph(Mark::MoreRight), dim)], 0);
        }
    }

    fn rule(&self, buffer: &mut Buffer, line: u16) {
        let look = self.scene.look;
        let glyph = look.glyphs.border().horizontal_top;
        for column in &self.grid.columns {
            let rule = glyph.repeat(usize::from(column.columns));
            Pen::new(buffer, self.area_of(*column), line).write(&rule, look.style(Role::Border));
        }
    }

    fn row(&self, buffer: &mut Buffer, row: usize) {
        let Scene { app, look, .. } = *self.scene;
        let line = self.grid.line_of(row);
        let cursor = app.matrix.cursor.filter(|cursor| cursor.row as usize == row);
        let mut pen = Pen::new(buffer, self.grid.area, line);
        if app.unsaved.is_about_row(self.matrix.place(row, 0)) {
            pen.write(look.glyph(Mark::Unsaved), look.style(Role::Error));
        } else if app.matrix.changed.contains(&self.matrix.place(row, 0)) {
            pen.write(look.glyph(Mark::Changed), look.style(Role::Changed));
        } else if cursor.is_some() {
            pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
        }
        for column in &self.grid.columns {
            let is_chosen = cursor.is_some_and(|cursor| cursor.column as usize == column.column);
            let over = self.style_over(is_chosen, cursor.is_some() && column.column == 0);
            if is_chosen {
                let (x, y) = (column.x.saturating_sub(1), self.grid.area.y + line);
                tint(buffer, Area { x, y, columns: column.columns + 2, rows: 1 }, over);
            }
            let text = cell(self.scene, self.matrix, row, column.column).into_iter();
            let text = text.map(|piece| Piece::new(piece.text, piece.style.patch(over))).collect();
            let hit = look.style(if is_chosen { Role::CurrentMatch } else { Role::Match });
            self.write(buffer, *column, line, &searched(app, text, hit));
        }
    }

    /// What is laid over the chosen cell, and over the name of its skill.
    fn style_over(&self, is_chosen: bool, is_name: bool) -> Style {
        let Scene { app, look, .. } = *self.scene;
        let has_keys =
            app.matrix.focus == MatrixPane::Grid && matches!(app.overlay, None | Some(Overlay::Search(_)));
        match (is_chosen, is_name) {
            (true, _) if has_keys => look.style(Role::Selected),
            (true, _) => look.style(Role::SelectedElsewhere).add_modifier(Modifier::UNDERLINED),
            (false, true) => look.style(Role::Strong),
            (false, false) => Style::new(),
        }
    }

    /// `3/4` below each column of expectations.
    fn counts(&self, buffer: &mut Buffer, line: u16) {
        let secondary = self.scene.look.style(Role::Secondary);
        for column in &self.grid.columns {
            let text = match self.matrix.kinds[column.column] {
                ColumnKind::Skill => "met".to_owned(),
                ColumnKind::Expectation => {
                    let (met, of) = self.matrix.met(column.column);
                    format!("{met}/{of}")
                }
                _ => continue,
            };
            self.write(buffer, *column, line, &[Piece::new(text, secondary)]);
        }
    }

    fn area_of(&self, column: GridColumn) -> Area {
        Area { x: column.x, columns: column.columns, ..self.grid.area }
    }

    /// Writes in a column; states, and what stands above and below them, in its middle.
    fn write(&self, buffer: &mut Buffer, column: GridColumn, line: u16, text: &[Piece<Style>]) {
        let mut pen = Pen::new(buffer, self.area_of(column), line);
        if self.matrix.kinds[column.column] == ColumnKind::Expectation {
            pen.skip((pen.room().saturating_sub(width_of(text)) / 2) as u16);
        }
        pen.write_text(text, self.scene.look);
    }
}

/// A cell as it is shown: a state by its mark, other words as they are.
pub(super) fn cell(scene: &Scene<'_>, matrix: &Matrix<'_>, row: usize, column: usize) -> Text {
    let Scene { app, look, .. } = *scene;
    let cell = matrix.cell(row, column);
    if matrix.kinds[column] == ColumnKind::Expectation
        && let Some(state) = matrix.state(row, column)
    {
        let (mark, role) = state_mark(state, cell.is_empty());
        return vec![Piece::new(look.glyph(mark), look.style(role))];
    }
    rich(head(&cell, MAX_CELL), app.document.roadmap.definitions(), look.style(Role::Text), look)
}

/// An empty cell is as open as one that says so, and is told from it.
pub(super) fn state_mark(state: CellState, is_empty: bool) -> (Mark, Role) {
    match state {
        CellState::Open if is_empty => (Mark::Untracked, Role::UntrackedMark),
        CellState::Open => (Mark::Todo, Role::TodoMark),
        CellState::Partly => (Mark::Doing, Role::DoingMark),
        CellState::Done => (Mark::Done, Role::DoneMark),
        CellState::NotApplicable => (Mark::Skipped, Role::SkippedMark),
    }
}

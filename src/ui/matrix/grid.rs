//! The cells of a matrix under their header, with how many of each expectation are met below.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::app::layout::Area;
use crate::app::matrix::MatrixPane;
use crate::app::matrix::grid::{Grid, GridColumn, MAX_CELL};
use crate::display::{Piece, head, width_of};
use crate::model::matrix::{CellState, ColumnKind, Matrix};
use crate::theme::{Mark, Role, Theme};
use crate::ui::pen::{Pen, Text, rich, tint};
use crate::ui::row::searched;
use crate::ui::{Cursor, Look, Scene};

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let (grid, matrix) = (app.grid()?, app.shown_matrix()?);
    if grid.area.is_empty() {
        return None;
    }
    if grid.top > 0 {
        for column in &grid.columns {
            let style = look.style(Role::Heading);
            let text = rich(
                head(&matrix.title(column.column), MAX_CELL),
                app.document.roadmap.definitions(),
                style,
                look,
            );
            write(look, buffer, &grid, *column, 0, &text, is_centred(&matrix, column.column));
        }
    }
    if grid.top > 1 {
        rule(look, buffer, &grid, 1);
    }
    for (line, row) in (grid.top..).zip(grid.rows(&matrix)) {
        draw_row(scene, buffer, &grid, &matrix, row, line);
    }
    if let Some(footer) = grid.footer {
        rule(look, buffer, &grid, footer - 1);
        draw_counts(look, buffer, &grid, &matrix, footer);
    }
    None
}

fn rule(look: &Look<'_>, buffer: &mut Buffer, grid: &Grid, line: u16) {
    let glyph = look.glyphs.border().horizontal_top;
    for column in &grid.columns {
        let area = Area { x: column.x, columns: column.columns, ..grid.area };
        Pen::new(buffer, area, line)
            .write(&glyph.repeat(usize::from(column.columns)), look.style(Role::Border));
    }
}

fn draw_row(scene: &Scene<'_>, buffer: &mut Buffer, grid: &Grid, matrix: &Matrix<'_>, row: usize, line: u16) {
    let Scene { app, look, .. } = *scene;
    let cursor = app.matrix.cursor.filter(|cursor| cursor.row as usize == row);
    if cursor.is_some() {
        Pen::new(buffer, grid.area, line)
            .write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    }
    for column in &grid.columns {
        let is_chosen = cursor.is_some_and(|cursor| cursor.column as usize == column.column);
        let text = cell(scene, matrix, row, column.column);
        let has_keys = app.matrix.focus == MatrixPane::Grid;
        let over = match (is_chosen, cursor.is_some()) {
            (true, _) if has_keys => look.style(Role::Selected),
            (true, _) => look.style(Role::SelectedElsewhere).add_modifier(Modifier::UNDERLINED),
            (false, true) if column.column == 0 => look.style(Role::Strong),
            (false, _) => Style::new(),
        };
        if is_chosen {
            let area = Area { x: column.x - 1, y: grid.area.y + line, columns: column.columns + 2, rows: 1 };
            tint(buffer, area, over);
        }
        let text: Text =
            text.into_iter().map(|piece| Piece::new(piece.text, piece.style.patch(over))).collect();
        let hit = match look.theme {
            _ if !is_chosen => look.style(Role::Match),
            Theme::Mono => look.style(Role::Match).remove_modifier(Modifier::REVERSED),
            Theme::Dark | Theme::Light => look.style(Role::CurrentMatch),
        };
        let text = searched(app, text, hit);
        write(look, buffer, grid, *column, line, &text, is_centred(matrix, column.column));
    }
}

/// A cell as it is shown: a state by its mark, other words as they are.
fn cell(scene: &Scene<'_>, matrix: &Matrix<'_>, row: usize, column: usize) -> Text {
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
fn state_mark(state: CellState, is_empty: bool) -> (Mark, Role) {
    match state {
        CellState::Open if is_empty => (Mark::Untracked, Role::UntrackedMark),
        CellState::Open => (Mark::Todo, Role::TodoMark),
        CellState::Partly => (Mark::Doing, Role::DoingMark),
        CellState::Done => (Mark::Done, Role::DoneMark),
        CellState::NotApplicable => (Mark::Skipped, Role::SkippedMark),
    }
}

/// States stand in the middle of their columns.
fn is_centred(matrix: &Matrix<'_>, column: usize) -> bool {
    matrix.kinds[column] == ColumnKind::Expectation
}

fn write(
    look: &Look<'_>,
    buffer: &mut Buffer,
    grid: &Grid,
    column: GridColumn,
    line: u16,
    text: &Text,
    is_centred: bool,
) {
    let area = Area { x: column.x, columns: column.columns, ..grid.area };
    let mut pen = Pen::new(buffer, area, line);
    if is_centred {
        pen.skip((pen.room().saturating_sub(width_of(text)) / 2) as u16);
    }
    pen.write_text(text, look);
}

/// `3/4` below each column of expectations.
fn draw_counts(look: &Look<'_>, buffer: &mut Buffer, grid: &Grid, matrix: &Matrix<'_>, line: u16) {
    let secondary = look.style(Role::Secondary);
    for column in &grid.columns {
        let text = match matrix.kinds[column.column] {
            ColumnKind::Skill => "met".to_owned(),
            ColumnKind::Expectation => {
                let (met, of) = matrix.met(column.column);
                format!("{met}/{of}")
            }
            _ => continue,
        };
        write(
            look,
            buffer,
            grid,
            *column,
            line,
            &vec![Piece::new(text, secondary)],
            is_centred(matrix, column.column),
        );
    }
}

//! `milepost matrix`: the development matrices with their states and levels.

mod columns;
mod set;

use std::borrow::Cow;

use serde::Serialize;

pub(super) use set::{action, set};

use super::items::{column_kind, plain_heading, state_cell};
use super::open::Opened;
use super::output::{Cell, Failure, Look, Output, Role, aligned, json, tab_separated};
use crate::display::displayable;
use crate::markdown::inline;
use crate::model::matrix::{CellState, ColumnKind, Matrix};
use crate::model::{Level, Roadmap};
use crate::progress::{ColumnStatus, status};

#[derive(Debug, Serialize)]
struct MatricesJson {
    file: String,
    matrices: Vec<MatrixJson>,
}

#[derive(Debug, Serialize)]
pub(super) struct MatrixJson {
    heading: Option<String>,
    /// Of the header.
    line: usize,
    columns: Vec<ColumnJson>,
    rows: Vec<RowJson>,
}

#[derive(Debug, Serialize)]
struct ColumnJson {
    title: String,
    kind: &'static str,
    met: Option<usize>,
    of: Option<usize>,
}

#[derive(Debug, Serialize)]
struct RowJson {
    skill: String,
    line: usize,
    cells: Vec<CellJson>,
}

#[derive(Debug, Serialize)]
struct CellJson {
    /// Counted from 1.
    column: usize,
    text: String,
    state: Option<&'static str>,
    level: Option<u8>,
}

/// What a cell holds, by the kind of its column.
struct Held<'a> {
    text: Cow<'a, str>,
    state: Option<CellState>,
    level: Option<Level>,
}

pub(super) fn run(look: Look, opened: &Opened) -> Result<Output, Failure> {
    let roadmap = opened.roadmap();
    if look.form.json {
        return json(&MatricesJson { file: opened.name(), matrices: matrices_json(roadmap) });
    }
    let matrices: Vec<(Matrix<'_>, Vec<ColumnStatus>)> = with_columns(roadmap).collect();
    if look.form.plain {
        let rows = matrices.iter().enumerate().flat_map(|(index, (matrix, _))| {
            let lines = roadmap.row_lines(matrix);
            matrix.rows().zip(lines).map(move |(row, line)| plain_row(index + 1, matrix, row, line))
        });
        return Ok(Output::text(tab_separated(rows)));
    }
    let texts: Vec<String> =
        matrices.iter().map(|(matrix, columns)| for_people(look, roadmap, matrix, columns)).collect();
    let mut output = Output::text(texts.join("\n"));
    if texts.is_empty() {
        output.remarks.push(
            "no matrix: no table has skills in its first column, and states or levels beside them".to_owned(),
        );
    }
    Ok(output)
}

/// The matrices, and how many cells of their columns are met.
fn with_columns(roadmap: &Roadmap) -> impl Iterator<Item = (Matrix<'_>, Vec<ColumnStatus>)> {
    roadmap.matrices().zip(status(roadmap).matrices).map(|(matrix, told)| (matrix, told.columns))
}

pub(super) fn matrices_json(roadmap: &Roadmap) -> Vec<MatrixJson> {
    with_columns(roadmap).map(|(matrix, columns)| matrix_json(roadmap, &matrix, &columns)).collect()
}

/// What a cell says, in words.
pub(super) fn said(roadmap: &Roadmap, matrix: &Matrix<'_>, row: usize, column: usize) -> String {
    match held(matrix, row, column) {
        Held { state: Some(state), .. } => state.name().to_owned(),
        Held { level: Some(level), .. } => format!("{} {}", level.number(), level.name()),
        Held { text, .. } => inline::plain(&text, roadmap.definitions()),
    }
}

fn held<'a>(matrix: &Matrix<'a>, row: usize, column: usize) -> Held<'a> {
    let text = matrix.cell(row, column);
    let kind = matrix.kinds[column];
    let state = matrix.state(row, column).filter(|_| kind == ColumnKind::Expectation);
    let is_rating = matches!(kind, ColumnKind::Level | ColumnKind::Target);
    let level = Level::from_token(&text).filter(|_| is_rating);
    Held { text, state, level }
}

fn matrix_json(roadmap: &Roadmap, matrix: &Matrix<'_>, columns: &[ColumnStatus]) -> MatrixJson {
    let columns = columns.iter().map(|column| ColumnJson {
        title: column.title.clone(),
        kind: column_kind(column.kind),
        met: column.met.map(|(met, _)| met),
        of: column.met.map(|(_, of)| of),
    });
    let cell = |row: usize, column: usize| {
        let Held { text, state, level } = held(matrix, row, column);
        let (state, level) = (state.map(CellState::name), level.map(Level::number));
        CellJson { column: column + 1, text: text.into_owned(), state, level }
    };
    let rows = matrix.rows().zip(roadmap.row_lines(matrix)).map(|(row, line)| RowJson {
        skill: inline::plain(&matrix.skill(row), roadmap.definitions()),
        line,
        cells: (0..matrix.kinds.len()).map(|column| cell(row, column)).collect(),
    });
    MatrixJson {
        heading: roadmap.section(matrix.section).heading_text().map(str::to_owned),
        line: line(roadmap, matrix),
        columns: columns.collect(),
        rows: rows.collect(),
    }
}

/// The line of a matrix's header.
fn line(roadmap: &Roadmap, matrix: &Matrix<'_>) -> usize {
    roadmap.row_line(matrix.place(0, 0)).unwrap_or_default()
}

/// The number of the matrix, the line, then the cells: states by their names, levels by their numbers.
fn plain_row<'a>(number: usize, matrix: &Matrix<'a>, row: usize, line: usize) -> Vec<Cow<'a, str>> {
    let mut cells = vec![number.to_string().into(), line.to_string().into()];
    cells.extend((0..matrix.kinds.len()).map(|column| match held(matrix, row, column) {
        Held { state: Some(state), .. } => state.name().into(),
        Held { level: Some(level), .. } => level.number().to_string().into(),
        Held { text, .. } => text,
    }));
    cells
}

fn for_people(look: Look, roadmap: &Roadmap, matrix: &Matrix<'_>, columns: &[ColumnStatus]) -> String {
    let title = plain_heading(roadmap, roadmap.section(matrix.section).heading_text());
    let plain = |text: &str| inline::plain(text, roadmap.definitions());
    let mut rows = vec![vec![Cell::text("")]];
    rows[0].extend(columns.iter().map(|column| Cell::new(Role::Secondary, &plain(&column.title))));
    for (row, line) in matrix.rows().zip(roadmap.row_lines(matrix)) {
        let mut cells = vec![Cell::right(Role::Secondary, &line.to_string())];
        cells.extend((0..matrix.kinds.len()).map(|column| match held(matrix, row, column) {
            Held { state: Some(state), .. } => state_cell(look, state.as_state()),
            Held { level: Some(level), .. } => Cell::text(&format!("{} {}", level.number(), level.name())),
            Held { text, .. } => Cell::text(&plain(&text)),
        }));
        rows.push(cells);
    }
    if columns.iter().any(|column| column.met.is_some()) {
        let met = columns.iter().map(|column| match column.met {
            Some((met, of)) => Cell::new(Role::Secondary, &format!("{met}/{of}")),
            None if column.kind == ColumnKind::Skill => Cell::new(Role::Secondary, "met"),
            None => Cell::text(""),
        });
        rows.push(std::iter::once(Cell::text("")).chain(met).collect());
    }
    format!("{}\n{}", look.paint(Role::Title, &displayable(&title)), aligned(look, 0, &rows))
}

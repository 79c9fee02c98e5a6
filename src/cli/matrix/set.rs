//! `milepost matrix set`: one cell of a matrix.

use super::columns::{columns, matrices, no_column, no_value};
use crate::cli::arguments::MatrixSet;
use crate::cli::carry_out::carry_out;
use crate::cli::open::{Opened, Surroundings, split_file};
use crate::cli::output::{Failure, Look, Output};
use crate::cli::rate::level_of;
use crate::cli::select::Choices;
use crate::cli::stdin;
use crate::config::nearest;
use crate::document::{Action, Target};
use crate::edit::Verb;
use crate::error::Error;
use crate::model::CellPlace;
use crate::model::matrix::{CellState, ColumnKind, Matrix};

const STATES: [CellState; 4] =
    [CellState::Done, CellState::Open, CellState::Partly, CellState::NotApplicable];

pub(in crate::cli) fn set(
    surroundings: &Surroundings,
    look: Look,
    set: MatrixSet,
) -> Result<Output, Failure> {
    let (file, arguments) = split_file(set.arguments, set.source.file, 3, 3, "[FILE] SKILL COLUMN VALUE")?;
    let opened = surroundings.open_for(file.as_deref(), &arguments)?;
    let [skill, wanted, value] = &*arguments else { return Ok(Output::default()) };
    let action = action(&opened, (skill, wanted, value), set.matrix.as_deref(), stdin::text)?;
    carry_out(surroundings, look, &opened, vec![action], set.writing)
}

/// What writes a value into the cell of a skill and a column. `whole` gives the text that `-` stands for.
pub(in crate::cli) fn action(
    opened: &Opened,
    (skill, wanted, value): (&str, &str, &str),
    matrix: Option<&str>,
    whole: fn() -> Result<String, Error>,
) -> Result<Action, Failure> {
    let roadmap = opened.roadmap();
    let meant = matrices(opened, matrix)?;
    let choices = Choices::rows(opened, &meant);
    let rows = choices.rows_meant(skill)?;
    let of_rows: Vec<Matrix<'_>> =
        meant.into_iter().filter(|matrix| rows.iter().any(|row| is_in(*row, matrix))).collect();
    let found: Vec<(Matrix<'_>, usize)> = of_rows
        .iter()
        .filter_map(|matrix| match &*columns(roadmap, matrix, wanted) {
            [only] => Some((*matrix, *only)),
            _ => None,
        })
        .collect();
    if found.is_empty() {
        return Err(no_column(opened, &of_rows, wanted));
    }
    let column_of = |row: CellPlace| found.iter().find(|(matrix, _)| is_in(row, matrix));
    let row = choices.row(skill, |row| column_of(row).is_some())?;
    let Some((matrix, column)) = column_of(row) else { return Err(no_column(opened, &of_rows, wanted)) };
    let verb = verb(matrix, *column, value, whole)?;
    Ok(Action { target: Target::Cell(CellPlace { column: *column as u32, ..row }), verb })
}

fn is_in(row: CellPlace, matrix: &Matrix<'_>) -> bool {
    (row.section, row.table) == (matrix.section, matrix.table)
}

/// What writes a value into a column, by what the column is for.
fn verb(
    matrix: &Matrix<'_>,
    column: usize,
    value: &str,
    whole: fn() -> Result<String, Error>,
) -> Result<Verb, Failure> {
    let text = || Ok::<_, Error>(Verb::SetCell(if value == "-" { whole()? } else { value.to_owned() }));
    let kind = matrix.kinds[column];
    let state = STATES.into_iter().find(|state| state.name() == value.trim().to_lowercase());
    let set_state = state.map(|state| Verb::SetState(state.as_state()));
    Ok(match kind {
        ColumnKind::Expectation => match set_state {
            Some(verb) => verb,
            None if CellState::of_token(value).is_some() => Verb::SetCell(value.to_owned()),
            None => {
                let names = STATES.map(CellState::name);
                let meant = nearest(value, names).map(|name| format!("did you mean `{name}`?"));
                let hint = meant.unwrap_or_else(|| {
                    format!("this column takes {}, or a token such as ✅ as it stands", names.join(", "))
                });
                return Err(no_value(value, "state", hint));
            }
        },
        ColumnKind::Level | ColumnKind::Target => {
            let level = level_of(value)?;
            // Verbs that rate write the first column of a kind.
            match kind {
                _ if matrix.column(kind) != Some(column) => {
                    Verb::SetCell(level.map_or_else(String::new, |level| level.number().to_string()))
                }
                ColumnKind::Target => Verb::SetTarget(level),
                _ => Verb::SetLevel(level),
            }
        }
        // A column that nobody has filled yet takes states as well as words.
        ColumnKind::Other if matrix.rows().all(|row| matrix.cell(row, column).is_empty()) => {
            set_state.map_or_else(text, Ok)?
        }
        ColumnKind::Skill | ColumnKind::Notes | ColumnKind::Other => text()?,
    })
}

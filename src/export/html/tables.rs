//! The tables of a section; a matrix has signs for its states, and says how many are met.

use super::icon;
use super::words::words;
use crate::export::Subject;
use crate::export::xml::escaped;
use crate::model::matrix::{ColumnKind, Matrix};
use crate::model::{CellPlace, Level, Roadmap, Table};

pub(super) fn tables(subject: &Subject<'_>, section: u32) -> String {
    let roadmap = subject.roadmap;
    let value = roadmap.section(section);
    let name = escaped(&subject.heading(value.heading_text()));
    let table = |(table, index): (&Table, u32)| {
        let content = match roadmap.matrix(section, index) {
            Some(matrix) => of_matrix(roadmap, &matrix),
            None => of_table(roadmap, table, CellPlace { section, table: index, row: 0, column: 0 }),
        };
        format!(
            "<div class=\"scroll\" role=\"group\" aria-label=\"Table: {name}\" tabindex=\"0\"><table class=\"grid\">\n\
             {content}</table></div>\n"
        )
    };
    value.tables.iter().zip(0..).map(table).collect()
}

fn of_table(roadmap: &Roadmap, table: &Table, first: CellPlace) -> String {
    let cell = |row: usize, column: usize| {
        let place = CellPlace { row: row as u32, column: column as u32, ..first };
        words(roadmap, &roadmap.cell(place).unwrap_or_default())
    };
    let rows = 1..table.rows.len();
    let body = rows.map(|row| {
        let cells =
            (0..table.n_columns()).map(|column| format!("<td dir=\"auto\">{}</td>", cell(row, column)));
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    let head = head((0..table.n_columns()).map(|column| cell(0, column)));
    format!("{head}<tbody>\n{}</tbody>\n", body.collect::<String>())
}

fn of_matrix(roadmap: &Roadmap, matrix: &Matrix<'_>) -> String {
    let columns = 0..matrix.kinds.len();
    let head = head(columns.clone().map(|column| words(roadmap, &matrix.title(column))));
    let body = matrix.rows().map(|row| {
        let cells = columns.clone().map(|column| cell(roadmap, matrix, row, column));
        format!("<tr>{}</tr>\n", cells.collect::<String>())
    });
    let body: String = body.collect();
    if !matrix.kinds.contains(&ColumnKind::Expectation) {
        return format!("{head}<tbody>\n{body}</tbody>\n");
    }
    let met = columns.clone().map(|column| match matrix.kinds[column] {
        ColumnKind::Skill => "<th scope=\"row\">Met</th>".to_owned(),
        ColumnKind::Expectation => {
            let (met, of) = matrix.met(column);
            format!("<td class=\"state\">{met} of {of}</td>")
        }
        _ => "<td></td>".to_owned(),
    });
    let met: String = met.collect();
    format!("{head}<tbody>\n{body}</tbody>\n<tfoot><tr>{met}</tr></tfoot>\n")
}

fn cell(roadmap: &Roadmap, matrix: &Matrix<'_>, row: usize, column: usize) -> String {
    let text = matrix.cell(row, column);
    let words = words(roadmap, &text);
    match matrix.kinds[column] {
        ColumnKind::Skill => format!("<th scope=\"row\" dir=\"auto\">{words}</th>"),
        ColumnKind::Expectation => {
            let state = matrix.state(row, column).map_or(words, icon::of_cell);
            format!("<td class=\"state\">{state}</td>")
        }
        ColumnKind::Level | ColumnKind::Target => match Level::from_token(&text) {
            Some(level) => {
                format!("<td class=\"level\"><strong>{}</strong> {}</td>", level.number(), level.name())
            }
            None => format!("<td dir=\"auto\">{words}</td>"),
        },
        ColumnKind::Notes | ColumnKind::Other => format!("<td class=\"words\" dir=\"auto\">{words}</td>"),
    }
}

fn head(titles: impl Iterator<Item = String>) -> String {
    // A header that says nothing is a cell like any other.
    let cells = titles.map(|title| {
        if title.trim().is_empty() {
            "<td></td>".to_owned()
        } else {
            format!("<th scope=\"col\" dir=\"auto\">{title}</th>")
        }
    });
    format!("<thead><tr>{}</tr></thead>\n", cells.collect::<String>())
}

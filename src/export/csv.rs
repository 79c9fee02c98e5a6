//! Items and matrices as one table of comma-separated values (RFC 4180).
//!
//! A line for each item, then one for each cell of each matrix but those of skills' names. A cell that a spreadsheet would
//! take for a formula has an apostrophe in front, and is then a text to it.

use std::borrow::Cow;

use crate::display::displayable_lines;
use crate::markdown::inline;
use crate::model::fields::{FieldKind, Fields};
use crate::model::matrix::{CellState, ColumnKind};
use crate::model::{Level, Roadmap};

const HEADER: [&str; 15] = [
    "record", "line", "phase", "section", "headings", "depth", "state", "level", "text", "column", "value",
    "note", "done_on", "links", "id",
];

/// All items and cells. Lines end in CR LF, as the RFC has it.
pub fn csv(roadmap: &Roadmap) -> String {
    let mut text = String::new();
    write(&mut text, &HEADER.map(Cow::Borrowed));
    items(roadmap, &mut text);
    cells(roadmap, &mut text);
    text
}

fn items(roadmap: &Roadmap, text: &mut String) {
    let lines = roadmap.item_lines().into_iter();
    for (((place, item), line), path) in roadmap.items().zip(lines).zip(roadmap.slug_paths()) {
        let section = roadmap.section(place.section);
        let fields = Fields::read(item.text(section));
        let level = fields.level().map(Level::number);
        write(
            text,
            &[
                "item".into(),
                line.to_string().into(),
                phase(roadmap, place.section),
                section.kind.name().into(),
                headings(roadmap, place.section),
                item.depth.to_string().into(),
                item.state.name().into(),
                level.map_or_else(String::new, |level| level.to_string()).into(),
                inline::plain(&roadmap.words(place), roadmap.definitions()).into(),
                "".into(),
                "".into(),
                item.note(section).unwrap_or_default().into(),
                fields.value(&FieldKind::Done).unwrap_or_default().into(),
                roadmap.addresses_of(place).join(" ").into(),
                path.into(),
            ],
        );
    }
}

fn cells(roadmap: &Roadmap, text: &mut String) {
    let plain = |cell: &str| inline::plain(cell, roadmap.definitions());
    for matrix in roadmap.matrices() {
        let section = roadmap.section(matrix.section);
        let headings = headings(roadmap, matrix.section);
        for (row, line) in matrix.rows().zip(roadmap.row_lines(&matrix)) {
            let line = line.to_string();
            for (column, kind) in matrix.kinds.iter().enumerate().skip(1) {
                let value = matrix.cell(row, column);
                let is_rating = matches!(kind, ColumnKind::Level | ColumnKind::Target);
                let level = Level::from_token(&value).filter(|_| is_rating).map(Level::number);
                let state = matrix.state(row, column).filter(|_| *kind == ColumnKind::Expectation);
                write(
                    text,
                    &[
                        "cell".into(),
                        line.as_str().into(),
                        phase(roadmap, matrix.section),
                        section.kind.name().into(),
                        headings.clone(),
                        "".into(),
                        state.map_or("", CellState::name).into(),
                        level.map_or_else(String::new, |level| level.to_string()).into(),
                        plain(&matrix.skill(row)).into(),
                        plain(&matrix.title(column)).into(),
                        plain(&value).into(),
                        "".into(),
                        "".into(),
                        "".into(),
                        "".into(),
                    ],
                );
            }
        }
    }
}

fn phase(roadmap: &Roadmap, section: u32) -> Cow<'static, str> {
    roadmap.phase_of(section).map_or_else(String::new, |phase| (phase + 1).to_string()).into()
}

fn headings(roadmap: &Roadmap, section: u32) -> Cow<'static, str> {
    let plain = |heading: &String| inline::plain(heading, roadmap.definitions());
    roadmap.headings(section).iter().map(plain).collect::<Vec<_>>().join(" > ").into()
}

fn write(text: &mut String, row: &[Cow<'_, str>; HEADER.len()]) {
    for (index, cell) in row.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&quoted(cell));
    }
    text.push_str("\r\n");
}

/// A cell in quotes where it needs them.
fn quoted(cell: &str) -> String {
    let shown = displayable_lines(cell);
    let mark = if is_formula(&shown) { "'" } else { "" };
    if shown.contains(['"', ',', '\n', '\r']) {
        format!("\"{mark}{}\"", shown.replace('"', "\"\""))
    } else {
        format!("{mark}{shown}")
    }
}

/// Whether a spreadsheet may take a cell for a formula: by how it begins, wide forms of the signs included.
fn is_formula(cell: &str) -> bool {
    cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1", "\n=1"] {
            assert!(quoted(cell).trim_start_matches('"').starts_with('\''), "{cell:?}");
        }
        assert_eq!((quoted("a=b"), quoted("1-2"), quoted("")), ("a=b".into(), "1-2".into(), String::new()));
    }

    #[test]
    fn what_divides_is_quoted() {
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("a\"b"), "\"a\"\"b\"");
        assert_eq!(quoted("a\r\nb"), "\"a\nb\"");
        assert_eq!(quoted("a\u{1b}b"), "a␛b");
    }
}

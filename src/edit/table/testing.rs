//! What the tests of verbs on tables share. The place is a `‸` somewhere in the cell that is meant.

use super::grid::Grid;
use crate::edit::testing::{DEFAULTS, assert_edit, read};
use crate::edit::{Edit, Verb};
use crate::error::Error;
use crate::model::{CellPlace, Roadmap};

/// The roadmap of a text without its `‸`, and the cell that it marks.
pub(super) fn read_marked(text: &str) -> (Roadmap, CellPlace) {
    let at = text.find('‸').expect("a cell is marked");
    let roadmap = read(&text.replace('‸', ""), DEFAULTS);
    let section = roadmap.section_at(at) as u32;
    let within = at - roadmap.section(section).offset;
    let n_tables = roadmap.section(section).tables.len() as u32;
    for table in 0..n_tables {
        let first = CellPlace { section, table, row: 0, column: 0 };
        let grid = Grid::of(&roadmap, first).expect("the table is read");
        for (row, written) in (0..).zip(&grid.rows) {
            let is_marked = |cell: &std::ops::Range<usize>| cell.start <= within && within <= cell.end;
            if let Some(column) = written.cells.iter().position(is_marked) {
                return (roadmap, CellPlace { row, column: column as u32, ..first });
            }
        }
    }
    panic!("no cell is marked in {text:?}");
}

#[track_caller]
pub(super) fn check(before: &str, verb: &Verb, after: &str) {
    let (roadmap, place) = read_marked(before);
    let edit = verb.edit_cell(&roadmap, place).unwrap_or_else(|error| panic!("{error}"));
    assert_edit(&roadmap, DEFAULTS, &edit, after);
}

/// The text after a verb on a cell of the first table, which may be one that its row is too short for.
#[track_caller]
pub(super) fn check_at(before: &str, row: u32, column: u32, verb: &Verb) -> String {
    let roadmap = read(before, DEFAULTS);
    let place = CellPlace { section: 0, table: 0, row, column };
    let edit = verb.edit_cell(&roadmap, place).unwrap_or_else(|error| panic!("{error}"));
    let after = String::from_utf8(edit.apply(before.as_bytes()).expect("the old bytes are there"));
    let after = after.expect("no character is cut");
    assert_edit(&roadmap, DEFAULTS, &edit, &after);
    after
}

#[track_caller]
pub(super) fn refused(before: &str, verb: &Verb, reason: &str) {
    let (roadmap, place) = read_marked(before);
    let edit: Result<Edit, Error> = verb.edit_cell(&roadmap, place);
    let error = edit.expect_err("it is refused");
    assert!(error.reason.contains(reason), "{error}");
}

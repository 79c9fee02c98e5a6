//! What an edit did to tables: rows and columns that came or went, cells with another text.
//!
//! A cell that its row is too short for is empty. Blanks and the pipes at a row's ends say nothing and may change.

use super::is_one_run_apart;
use crate::edit::Effect;
use crate::model::{Section, Table};

/// Adds the differences between two sections' tables up, and tells whether all else is as it was.
pub(super) fn compare(old: &Section, new: &Section, found: &mut Effect) -> bool {
    found.tables += new.tables.len() as i32 - old.tables.len() as i32;
    if old.tables.len() != new.tables.len() {
        return is_one_run_apart(&old.tables, &new.tables, |old, new| shape(old) == shape(new));
    }
    if found.is_move {
        let sorted = |section: &Section| {
            let mut shapes: Vec<_> = section.tables.iter().map(shape).collect();
            shapes.sort_unstable();
            shapes
        };
        return sorted(old) == sorted(new);
    }
    old.tables.iter().zip(&new.tables).all(|(old_table, new_table)| {
        let (old, new) = (texts(old, old_table), texts(new, new_table));
        compare_table((&old, old_table.n_columns()), (&new, new_table.n_columns()), found)
    })
}

/// Rows of cells, and how many columns there are.
type Grid<'a> = (&'a [Vec<&'a str>], usize);

fn compare_table(old: Grid<'_>, new: Grid<'_>, found: &mut Effect) -> bool {
    let rows = new.0.len() as i32 - old.0.len() as i32;
    let columns = new.1 as i32 - old.1 as i32;
    found.rows += rows;
    found.columns += columns;
    match (rows, columns) {
        (0, 0) => {
            let differing = old.0.iter().zip(new.0).map(|(old, new)| n_differing(old, new));
            found.cells += differing.sum::<u32>();
            true
        }
        (_, 0) => is_one_run_apart(old.0, new.0, |old, new| n_differing(old, new) == 0),
        (0, 1) => is_one_column_apart(old.0, new.0),
        (0, -1) => is_one_column_apart(new.0, old.0),
        _ => false,
    }
}

/// Whether the wider rows are the others with one column put in.
fn is_one_column_apart(narrow: &[Vec<&str>], wide: &[Vec<&str>]) -> bool {
    let (Some(old), Some(new)) = (narrow.first(), wide.first()) else { return false };
    let column = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    narrow.iter().zip(wide).all(|(narrow, wide)| {
        let mut rest = wide.clone();
        if column < rest.len() {
            rest.remove(column);
        }
        n_differing(narrow, &rest) == 0
    })
}

fn n_differing(old: &[&str], new: &[&str]) -> u32 {
    let len = old.len().max(new.len());
    let cell = |row: &[&str], column: usize| row.get(column).is_some_and(|cell| !cell.is_empty());
    let differs = |column: &usize| match (old.get(*column), new.get(*column)) {
        (Some(old), Some(new)) => old != new,
        _ => cell(old, *column) || cell(new, *column),
    };
    (0..len).filter(differs).count() as u32
}

fn texts<'a>(section: &'a Section, table: &Table) -> Vec<Vec<&'a str>> {
    let text = section.text.as_str();
    let rows = table.rows.iter();
    rows.map(|row| row.cells.iter().map(|cell| cell.of(text)).collect()).collect()
}

fn shape(table: &Table) -> (usize, usize) {
    (table.rows.len(), table.n_columns())
}

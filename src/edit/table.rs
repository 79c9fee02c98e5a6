//! Verbs on tables: cells, rows, columns (format.md, "The matrix").
//!
//! A cell's place is all that a verb is given; what is about its row or its whole table takes it from there. Rows that
//! an edit is not about keep every byte, unless a column is added or the table is aligned.

pub(super) mod align;
pub(super) mod cell;
pub(super) mod level;
pub(super) mod row;
pub(super) mod state;

mod column;
mod grid;
mod padding;

#[cfg(test)]
mod testing;

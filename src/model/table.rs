//! GFM tables, with a span for every cell.

use super::matrix::ColumnKind;
use crate::span::Span;

/// A table as it stands; the header row is the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub span: Span,
    pub rows: Vec<Row>,
    /// What its columns mean where it is a development matrix.
    pub matrix: Option<Vec<ColumnKind>>,
}

/// One row. Cells that the parser adds to a short row are left out, those that viewers do not show as well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub span: Span,
    /// The trimmed contents; an empty cell is an empty span between its pipes.
    pub cells: Vec<Span>,
}

impl Table {
    pub fn cell<'a>(&self, text: &'a str, row: usize, column: usize) -> &'a str {
        self.rows.get(row).and_then(|row| row.cells.get(column)).map_or("", |span| span.of(text))
    }

    pub fn n_columns(&self) -> usize {
        self.rows.first().map_or(0, |header| header.cells.len())
    }
}

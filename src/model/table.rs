//! GFM tables, with a span for every cell.

use std::borrow::Cow;

use super::Roadmap;
use super::matrix::ColumnKind;
use crate::markdown::row;
use crate::span::Span;

/// A table as it stands; the header row is the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    pub span: Span,
    /// The row of hyphens below the header, without what stands around it in its line.
    pub delimiter: Span,
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

/// Where a cell is, in the roadmap as it is now; row 0 is the header. Like a [`super::Place`], it outlives no edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellPlace {
    pub section: u32,
    /// Which of the section's tables.
    pub table: u32,
    pub row: u32,
    pub column: u32,
}

/// On which side a column's cells stand, by the colons below its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    None,
    Left,
    Center,
    Right,
}

impl Table {
    /// A cell as it stands in the file; empty where its row is too short.
    pub fn cell<'a>(&self, text: &'a str, row: usize, column: usize) -> &'a str {
        self.rows.get(row).and_then(|row| row.cells.get(column)).map_or("", |span| span.of(text))
    }

    pub fn n_columns(&self) -> usize {
        self.rows.first().map_or(0, |header| header.cells.len())
    }

    /// The columns' alignments. `text` is the section's.
    pub fn alignments(&self, text: &str) -> Vec<Alignment> {
        let delimiter = self.delimiter.of(text).as_bytes();
        let cells = row::cells(delimiter).into_iter();
        let alignment = |cell| match &delimiter[row::trimmed(delimiter, cell)] {
            [b':', .., b':'] => Alignment::Center,
            [b':', ..] => Alignment::Left,
            [.., b':'] => Alignment::Right,
            _ => Alignment::None,
        };
        cells.map(alignment).collect()
    }
}

/// What a cell says: without the backslashes that keep its pipes from dividing.
pub fn unescaped(cell: &str) -> Cow<'_, str> {
    if cell.contains("\\|") { cell.replace("\\|", "|").into() } else { cell.into() }
}

impl Roadmap {
    /// The table of a cell's place, if there is such a cell in it, be it one that its row is too short for.
    pub fn table(&self, place: CellPlace) -> Option<&Table> {
        let table = self.sections().get(place.section as usize)?.tables.get(place.table as usize)?;
        let is_in_it = (place.row as usize) < table.rows.len() && (place.column as usize) < table.n_columns();
        is_in_it.then_some(table)
    }

    /// What a cell says, as it is typed; none where there is no such cell.
    pub fn cell(&self, place: CellPlace) -> Option<Cow<'_, str>> {
        let text = self.section(place.section).text.as_str();
        Some(unescaped(self.table(place)?.cell(text, place.row as usize, place.column as usize)))
    }

    /// The bytes of the file that a cell's row takes.
    pub fn row_span(&self, place: CellPlace) -> Option<Span> {
        let row = self.table(place)?.rows.get(place.row as usize)?;
        Some(row.span.shifted(self.section(place.section).offset))
    }

    /// The line of a cell's row, counted from 1.
    pub fn row_line(&self, place: CellPlace) -> Option<usize> {
        let row = self.table(place)?.rows.get(place.row as usize)?;
        Some(self.line_of(place.section, row.span.start))
    }
}

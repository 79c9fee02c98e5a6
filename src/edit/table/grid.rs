//! A table as it is written: each row's cells with their blanks, and which columns are padded to one width.
//!
//! All offsets are of the section's text. What an edit is for is the verbs' business.

use std::ops::Range;

use super::padding::{Blanks, columns};
use crate::edit::lines::Lines;
use crate::error::{Error, Kind};
use crate::markdown::row;
use crate::model::table::Alignment;
use crate::model::{CellPlace, Roadmap};

pub(super) struct Grid<'a> {
    pub(super) lines: Lines<'a>,
    /// The header first.
    pub(super) rows: Vec<Written>,
    pub(super) delimiter: Written,
    pub(super) alignments: Vec<Alignment>,
}

/// One row as it is written.
pub(super) struct Written {
    /// From its first to its last character.
    pub(super) span: Range<usize>,
    /// With their blanks; those that viewers do not show as well.
    pub(super) cells: Vec<Range<usize>>,
    /// Whether a pipe stands before the first cell.
    pub(super) is_opened: bool,
    /// Whether a pipe stands behind the last cell.
    pub(super) is_closed: bool,
}

impl<'a> Grid<'a> {
    /// The table that a cell is in.
    pub(super) fn of(roadmap: &'a Roadmap, place: CellPlace) -> Result<Self, Error> {
        let Some(table) = roadmap.table(place) else {
            return Err(Error::new("change the table", "there is no such cell any more").of_kind(Kind::Moved));
        };
        let lines = Lines::of(roadmap, place.section);
        let rows: Vec<Written> =
            table.rows.iter().map(|row| Written::of(lines.bytes, row.span.range())).collect();
        let delimiter = Written::of(lines.bytes, table.delimiter.range());
        let n_columns = table.n_columns();
        // What the parser sees and what is written are the same cells, or nothing is changed.
        let are_the_same = rows.iter().zip(&table.rows).all(|(written, row)| {
            let lie_within = written.cells.iter().zip(&row.cells).all(|(written, cell)| {
                written.start <= cell.start as usize && cell.end as usize <= written.end
            });
            written.cells.len().min(n_columns) == row.cells.len() && lie_within
        });
        if lines.section.is_unreadable() || !are_the_same || delimiter.cells.len() != n_columns {
            return Err(Error::new("change the table", "the text around it could not be read")
                .hint("make this change in an editor"));
        }
        let alignments = table.alignments(lines.text());
        Ok(Self { lines, rows, delimiter, alignments })
    }

    pub(super) fn n_columns(&self) -> usize {
        self.delimiter.cells.len()
    }

    pub(super) fn text(&self, range: Range<usize>) -> &'a str {
        self.lines.text().get(range).unwrap_or_default()
    }

    pub(super) fn content(&self, cell: &Range<usize>) -> &'a str {
        self.text(row::trimmed(self.lines.bytes, cell.clone()))
    }

    /// The blanks of a cell; those of an empty one stand at its right.
    pub(super) fn blanks(&self, cell: &Range<usize>) -> Blanks {
        let content = row::trimmed(self.lines.bytes, cell.clone());
        if content.is_empty() {
            return Blanks { left: 0, right: cell.len() };
        }
        Blanks { left: content.start - cell.start, right: cell.end - content.end }
    }

    /// The least blanks that a row has around its contents, one on each side at most: as its first cells with a content
    /// have them, else as the header's have.
    pub(super) fn style(&self, row: &Written) -> Blanks {
        let filled = |row: &'_ Written| -> Vec<(usize, Blanks)> {
            let cells = row.cells.iter().enumerate();
            let filled = cells.filter(|(_, cell)| !self.content(cell).is_empty());
            filled.map(|(column, cell)| (column, self.blanks(cell))).collect()
        };
        let left = |row: &Written| {
            let has_pipe = |(column, _): &(usize, Blanks)| *column > 0 || row.is_opened;
            filled(row).into_iter().find(has_pipe).map(|(_, blanks)| blanks.left)
        };
        let right = |row: &Written| {
            let has_pipe = |(column, _): &(usize, Blanks)| row.is_divided(*column);
            filled(row).into_iter().find(has_pipe).map(|(_, blanks)| blanks.right)
        };
        let header = &self.rows[0];
        let (left, right) = (left(row).or_else(|| left(header)), right(row).or_else(|| right(header)));
        let one_sided = left.or(right).unwrap_or(1);
        Blanks { left: left.unwrap_or(one_sided), right: right.unwrap_or(one_sided) }.at_most(Blanks::ONE)
    }

    /// The width that all cells of a column are padded to, blanks included; none where they are not. Contents that did not
    /// fit may have outgrown it.
    pub(super) fn column_width(&self, column: usize) -> Option<usize> {
        let delimiter = self.delimiter.cells.get(column)?;
        if !self.delimiter.is_divided(column) {
            return None;
        }
        let width = columns(self.text(delimiter.clone()));
        let (mut n_exact, mut n_outgrown, mut has_room) = (0, 0, false);
        for row in self.rows.iter().filter(|row| row.is_divided(column)) {
            let cell = &row.cells[column];
            let blanks = self.blanks(cell);
            let is_tight = blanks.at_most(Blanks::ONE) == blanks;
            match columns(self.text(cell.clone())) {
                own if own == width => {
                    n_exact += 1;
                    has_room |= !is_tight;
                }
                own if own > width && is_tight => n_outgrown += 1,
                _ => return None,
            }
        }
        // Where contents have outgrown it, one that has as many columns by chance is no sign of padding.
        (n_exact > 0 && (n_outgrown == 0 || has_room)).then_some(width)
    }

    /// The width that a cell has to share with its blanks: that of its column, else its own where it has blanks to spare;
    /// none where it takes what it needs.
    pub(super) fn room(&self, row: &Written, column: usize) -> Option<usize> {
        let cell = row.cells.get(column).filter(|_| row.is_divided(column))?;
        let own = || {
            let blanks = self.blanks(cell);
            let has_room = match self.content(cell).is_empty() {
                true => blanks.sum() > Blanks::ONE.sum(),
                false => blanks.at_most(Blanks::ONE) != blanks,
            };
            has_room.then(|| columns(self.text(cell.clone())))
        };
        self.column_width(column).or_else(own)
    }

    /// Whether every column is padded.
    pub(super) fn is_aligned(&self) -> bool {
        (0..self.n_columns()).all(|column| {
            let is_last_open = !self.delimiter.is_divided(column);
            is_last_open && column > 0 || self.column_width(column).is_some()
        })
    }
}

impl Written {
    fn of(bytes: &[u8], span: Range<usize>) -> Self {
        let line = &bytes[span.clone()];
        let cells: Vec<Range<usize>> =
            row::cells(line).into_iter().map(|cell| cell.start + span.start..cell.end + span.start).collect();
        let is_closed = cells.last().is_some_and(|last| last.end < span.end);
        Self { is_opened: line.first() == Some(&b'|'), is_closed, cells, span }
    }

    /// Whether there is such a cell, and a pipe behind it.
    pub(super) fn is_divided(&self, column: usize) -> bool {
        column + 1 < self.cells.len() || column + 1 == self.cells.len() && self.is_closed
    }
}

//! A table's blocks → its rows and cells.

use super::mark::column;
use super::trim::{trimmed, trimmed_end};
use crate::markdown::{Block, BlockKind, row};
use crate::model::matrix;
use crate::model::table::{Row, Table};
use crate::span::{Span, line_end, line_start, next_line};

/// Reads a table from its block and those within; `own` makes the parser's spans ones of `text`.
pub(super) fn read(text: &str, blocks: &[Block], own: impl Fn(Span) -> Span) -> Table {
    let mut rows: Vec<Row> = Vec::new();
    for block in blocks {
        match block.kind {
            BlockKind::Row { .. } => {
                let span = trimmed_end(text, own(block.span));
                if rows.first().is_some_and(|header| is_code_below(text.as_bytes(), header.span, span)) {
                    break;
                }
                rows.push(Row { span, cells: Vec::new() });
            }
            BlockKind::Cell => {
                let span = own(block.span);
                let Some(row) = rows.last_mut() else { continue };
                // The parser fills short rows up with cells that the text does not have.
                let is_filler = span.is_empty() && span.start >= row.span.end;
                if !is_filler {
                    row.cells.push(trimmed(text, span));
                }
            }
            _ => {}
        }
    }
    let matrix = matrix::columns(text, &rows);
    let span = blocks.first().map_or(Span::default(), |table| trimmed_end(text, own(table.span)));
    let delimiter = rows.first().map_or(Span::default(), |header| {
        let below = row::content(text.as_bytes(), next_line(text.as_bytes(), header.span.start as usize));
        Span::new(below.start, below.end)
    });
    Table { span, delimiter, rows, matrix }
}

/// Whether a row is indented so far that cmark-gfm takes it for code and ends the table before it.
fn is_code_below(bytes: &[u8], header: Span, row: Span) -> bool {
    let indent = |row: Span| {
        let start = line_start(bytes, row.start as usize);
        let line = &bytes[start..line_end(bytes, row.start as usize)];
        let blanks = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        column(bytes, start + blanks)
    };
    indent(row) >= indent(header) + 4
}

//! The line of a table's row: where its content begins, and what its pipes divide (GFM 4.10).
//!
//! A pipe divides wherever it stands, also in code, unless a backslash stands right before it.

use std::ops::Range;

use crate::span::line_end;

/// Where the content of the line that begins at `line` begins and ends: without quote markers, indent, and blanks behind.
pub fn content(bytes: &[u8], line: usize) -> Range<usize> {
    let end = line_end(bytes, line);
    let start = line + prefix_len(&bytes[line..end]);
    start..start + trim_end(&bytes[start..end]).len()
}

/// How many bytes of a line are blanks and block quote markers.
pub(super) fn prefix_len(line: &[u8]) -> usize {
    line.iter().take_while(|&&byte| matches!(byte, b' ' | b'\t' | b'>')).count()
}

/// The cells of a row's content, each with its blanks. What stands before a leading and behind a closing pipe is none.
pub fn cells(row: &[u8]) -> Vec<Range<usize>> {
    let row = trim_end(row);
    let mut start = usize::from(row.first() == Some(&b'|'));
    let mut cells = Vec::new();
    let divides = |pipe: &usize| *pipe > 0 && row[pipe - 1] != b'\\';
    for pipe in memchr::memchr_iter(b'|', row).filter(divides) {
        cells.push(start..pipe);
        start = pipe + 1;
    }
    if start < row.len() {
        cells.push(start..row.len());
    }
    cells
}

/// A cell without the blanks around its content.
pub fn trimmed(row: &[u8], cell: Range<usize>) -> Range<usize> {
    let content = trim_end(&row[cell.clone()]);
    let blanks = content.iter().take_while(|byte| is_blank(**byte)).count();
    cell.start + blanks..cell.start + content.len()
}

fn trim_end(row: &[u8]) -> &[u8] {
    let n_blanks = row.iter().rev().take_while(|byte| is_blank(**byte)).count();
    &row[..row.len() - n_blanks]
}

/// What may stand around a cell: cmark-gfm's `table_spacechar`.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\x0b' | b'\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(row: &str) -> Vec<&str> {
        cells(row.as_bytes()).into_iter().map(|cell| row.get(cell).unwrap()).collect()
    }

    #[test]
    fn cells_lie_between_the_pipes_that_divide() {
        for (row, expected) in [
            ("|a|b|", &["a", "b"][..]),
            ("a|b", &["a", "b"]),
            ("|a| b", &["a", " b"]),
            ("|a\\|b|c|", &["a\\|b", "c"]),
            ("|a\\\\|b|c|", &["a\\\\|b", "c"]),
            ("| a | | ", &[" a ", " "]),
            ("|`a|b`|", &["`a", "b`"]),
            ("||", &[""]),
            ("a", &["a"]),
            ("|", &[]),
            ("", &[]),
        ] {
            assert_eq!(parts(row), expected, "{row}");
        }
    }

    #[test]
    fn content_is_without_quote_markers_and_blanks() {
        assert_eq!(content(b"x\n>  > |a| \ny", 2), 7..10);
        assert_eq!(trimmed(b"|  a \t|", 1..6), 3..4);
        assert_eq!(trimmed(b"|   |", 1..4), 1..1);
    }
}

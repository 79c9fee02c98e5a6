//! Rows with more cells than their table has columns: viewers do not show what is in those.

use super::{in_file, problem};
use crate::model::{Problem, Section};
use crate::span::{Span, line_end};

pub(super) fn check(section: &Section, problems: &mut Vec<Problem>) {
    let bytes = section.text.as_bytes();
    for table in &section.tables {
        let n_columns = table.n_columns();
        for row in table.rows.iter().skip(1) {
            let end = line_end(bytes, row.span.start as usize);
            let line = Span::new(row.span.start as usize, end);
            let cells = cells(line.of(section.text.as_str()));
            let Some(first) = cells.get(n_columns).filter(|_| cells.len() > n_columns) else { continue };
            let n = cells.len() - n_columns;
            let span = Span::new(line.start as usize + first, end);
            let surplus = if n == 1 { "a cell".to_owned() } else { format!("{n} cells") };
            problems.push(problem(
                in_file(section, span),
                format!(
                    "this row has {surplus} more than the table has columns, and no viewer shows what is there"
                ),
                "give the table a column more, or write `\\|` where the pipe is part of the text",
            ));
        }
    }
}

/// Where each cell of a row begins (GFM, "Tables"): pipes divide, also in code, unless a backslash stands before them.
fn cells(row: &str) -> Vec<usize> {
    let row = row.trim_ascii_end();
    let bytes = row.as_bytes();
    let mut starts = vec![0];
    let mut is_escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'|' if !is_escaped => starts.push(at + 1),
            b'\\' => {
                is_escaped = !is_escaped;
                continue;
            }
            _ => {}
        }
        is_escaped = false;
    }
    // What stands before a leading and behind a closing pipe is no cell.
    if bytes.first() == Some(&b'|') {
        starts.remove(0);
    }
    if starts.last() == Some(&bytes.len()) {
        starts.pop();
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::told;

    #[test]
    fn cells_are_counted_as_gfm_does() {
        for (row, n) in [
            ("|a|b|", 2),
            ("a|b", 2),
            ("|a|b", 2),
            ("|a\\|b|c|", 2),
            ("| a | | ", 2),
            ("|`a|b`|", 2),
            ("a", 1),
        ] {
            assert_eq!(cells(row).len(), n, "{row}");
        }
    }

    #[test]
    fn cells_that_no_viewer_shows_are_told() {
        let told = told(b"|a|b|\n|-|-|\n|1|2|\n|1|2|3|\n|1|2|3|4|\n");
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("4:6: this row has a cell more"), "{}", told[0]);
        assert!(told[1].starts_with("5:6: this row has 2 cells more"), "{}", told[1]);
    }
}

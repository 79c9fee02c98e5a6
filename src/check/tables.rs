//! Rows with more cells than their table has columns: viewers do not show what is in those.

use super::{in_file, problem};
use crate::markdown::row;
use crate::model::{Problem, Section};
use crate::span::{Span, line_end};

pub(super) fn check(section: &Section, problems: &mut Vec<Problem>) {
    let bytes = section.text.as_bytes();
    for table in &section.tables {
        let n_columns = table.n_columns();
        for row in table.rows.iter().skip(1) {
            let start = row.span.start as usize;
            let end = line_end(bytes, start);
            let cells = row::cells(&bytes[start..end]);
            let Some(first) = cells.get(n_columns) else { continue };
            let n = cells.len() - n_columns;
            let span = Span::new(start + first.start, end);
            let surplus = if n == 1 { "a cell".to_owned() } else { format!("{n} cells") };
            problems.push(problem(
                in_file(section, span),
                format!(
                    "this row has {surplus} more than the table has columns, and no viewer shows what is there"
                ),
                "give the table one more column, or write `\\|` where the pipe is text",
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told;

    #[test]
    fn cells_that_no_viewer_shows_are_told() {
        let told = told(b"|a|b|\n|-|-|\n|1|2|\n|1|2|3|\n|1|2|3|4|\n");
        assert_eq!(told.len(), 2);
        assert!(told[0].starts_with("4:6: this row has a cell more"), "{}", told[0]);
        assert!(told[1].starts_with("5:6: this row has 2 cells more"), "{}", told[1]);
    }
}

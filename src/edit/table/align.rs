//! Aligns a table: pads every cell to the width of its column.

use super::column::{MIN_HYPHENS, hyphens};
use super::grid::{Grid, Written};
use super::padding::{Blanks, columns};
use crate::edit::lines::Lines;
use crate::edit::{Edit, Effect, Splice, verify};
use crate::error::Error;
use crate::markdown::row;
use crate::model::table::Alignment;
use crate::model::{CellPlace, Roadmap};

/// How large an aligned table may be: many rows beside one endless cell would be mostly blanks.
const MAX_SIZE: usize = 16 << 20;

/// ```text
/// |Skill|Mid|       | Skill | Mid |
/// |:--|--:|      →  |:------|----:|
/// |Libuv|✅|        | Libuv |  ✅ |
/// ```
///
/// Outer pipes are added where some rows have them and others do not, or the first column does not lean to the left. Cells that viewers do not show stay as they are.
pub(in crate::edit) fn table(roadmap: &Roadmap, place: CellPlace) -> Result<Edit, Error> {
    let grid = Grid::of(roadmap, place)?;
    let mut widths = vec![MIN_HYPHENS; grid.n_columns()];
    for row in &grid.rows {
        for (width, cell) in widths.iter_mut().zip(&row.cells) {
            *width = (*width).max(columns(grid.content(cell)));
        }
    }
    if widths.iter().sum::<usize>().saturating_mul(grid.rows.len()) > MAX_SIZE {
        return Err(Error::new(
            "align the table",
            "one of its cells is so long that the padding would fill megabytes",
        )
        .hint("shorten the cell, or leave the table as it is"));
    }
    let all = || grid.rows.iter().chain([&grid.delimiter]);
    // Blanks at the beginning of a line would indent it.
    let leans = matches!(grid.alignments.first(), Some(Alignment::Center | Alignment::Right));
    let is_opened = leans || all().any(|row| row.is_opened);
    let shape = Shape { widths, is_opened, is_closed: all().any(|row| row.is_closed) };
    let mut splices: Vec<Splice> = shape.delimiter(&grid);
    splices.extend(grid.rows.iter().flat_map(|row| shape.row(&grid, row)));
    let edit = Edit::new(splices, Effect::default());
    verify::check(roadmap, &edit, place.section, |_| true)?;
    Ok(edit)
}

/// What all rows of the table shall be like.
struct Shape {
    /// Of the contents.
    widths: Vec<usize>,
    is_opened: bool,
    is_closed: bool,
}

impl Shape {
    fn row(&self, grid: &Grid<'_>, written: &Written) -> Vec<Splice> {
        let mut splices = Vec::new();
        for (column, cell) in written.cells.iter().enumerate().take(self.widths.len()) {
            let content = grid.content(cell);
            let width = self.widths[column] + Blanks::ONE.sum();
            let mut blanks = Blanks::ONE.filling(content, width, Blanks::ONE, grid.alignments[column]);
            if column == 0 && !self.is_opened {
                blanks.left -= 1;
            }
            let trimmed = row::trimmed(grid.lines.bytes, cell.clone());
            let (left, right) = self.around(written, column, blanks);
            if trimmed.is_empty() {
                splices.push(grid.lines.splice(cell.clone(), left + &right));
            } else {
                splices.push(grid.lines.splice(cell.start..trimmed.start, left));
                splices.push(grid.lines.splice(trimmed.end..cell.end, right));
            }
        }
        splices
    }

    fn delimiter(&self, grid: &Grid<'_>) -> Vec<Splice> {
        let style = grid.style(&grid.delimiter);
        let lines: Lines<'_> = grid.lines;
        let cells = grid.delimiter.cells.iter().enumerate().map(|(column, cell)| {
            let mut blanks = style;
            let mut width = self.widths[column] + Blanks::ONE.sum();
            if column == 0 && !self.is_opened {
                blanks.left = 0;
                width -= 1;
            }
            let is_last = column + 1 == self.widths.len();
            if is_last && !self.is_closed {
                blanks.right = 0;
                width -= 1;
            }
            let text = hyphens(width - blanks.sum(), grid.alignments[column]);
            let (left, right) = self.around(&grid.delimiter, column, blanks);
            lines.splice(cell.clone(), format!("{left}{text}{right}"))
        });
        cells.collect()
    }

    /// What stands on either side of a content, with the outer pipes that its row lacks.
    fn around(&self, written: &Written, column: usize, blanks: Blanks) -> (String, String) {
        let opening = if column == 0 && self.is_opened && !written.is_opened { "|" } else { "" };
        let is_last_open = column + 1 == written.cells.len() && !written.is_closed;
        let (n_right, closing) = match (is_last_open, self.is_closed) {
            (true, true) => (blanks.right, "|"),
            (true, false) => (0, ""),
            (false, _) => (blanks.right, ""),
        };
        let left = format!("{opening}{}", " ".repeat(blanks.left));
        (left, format!("{}{closing}", " ".repeat(n_right)))
    }
}

#[cfg(test)]
mod tests {
    use crate::edit::Verb;
    use crate::edit::table::testing::{check, check_at, refused};

    #[track_caller]
    fn align(before: &str, after: &str) {
        check(before, &Verb::AlignTable, after);
        assert_eq!(check_at(after, 0, 0, &Verb::AlignTable), after, "again");
    }

    #[test]
    fn every_cell_has_the_width_of_its_column() {
        align(
            "|‸Skill|Mid|\n|---|---|\n|Node.js|✅|\n|漢字|\n",
            "| Skill   | Mid |\n|---------|-----|\n| Node.js | ✅  |\n| 漢字    |\n",
        );
        align("| ‸a | b |\n| - | -- |\n| cdef   |  |", "| a    | b   |\n| ---- | --- |\n| cdef |     |");
    }

    #[test]
    fn blanks_never_fill_megabytes() {
        let (long, rows) = ("x".repeat(9_000), "|a|\n".repeat(2_000));
        refused(&format!("|‸{long}|\n|-|\n{rows}"), &Verb::AlignTable, "megabytes");
    }

    #[test]
    fn contents_lean_as_the_colons_say() {
        align(
            "|‸l|r|c|\r\n|:-|-:|:-:|\r\n|long|long|long|\r\n",
            "| l    |    r |  c   |\r\n|:-----|-----:|:----:|\r\n| long | long | long |\r\n",
        );
    }

    #[test]
    fn outer_pipes_are_added_only_where_some_rows_have_them() {
        align("‸a|b\n-|-\ncdef|d", "a    | b\n-----|----\ncdef | d");
        align("‸a|b\n-:|-\ncdef|d", "|    a | b\n|-----:|----\n| cdef | d");
        align("‸a | b |\n-|-\n|cdef|d|", "| a    | b   |\n|------|-----|\n| cdef | d   |");
    }

    #[test]
    fn what_viewers_do_not_show_and_what_stands_before_rows_stays() {
        align("> |‸a|b|\n> |-|-|\n>|c|d|e  |f\n", "> | a   | b   |\n> |-----|-----|\n>| c   | d   |e  |f\n");
    }
}

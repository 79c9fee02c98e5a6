//! Sets a cell's text.

use super::grid::Grid;
use super::padding::Blanks;
use crate::edit::{Edit, Effect, Splice, verify};
use crate::error::Error;
use crate::model::table::Alignment;
use crate::model::{CellPlace, Roadmap, Section};

/// Replaces a cell's content; its padding gives way as far as it can.
///
/// ```text
/// | Skill | Notes      |     | Skill | Notes      |
/// |-------|------------|  →  |-------|------------|
/// | Libuv | Read       |     | Libuv | Read again |
/// ```
pub(in crate::edit) fn set(roadmap: &Roadmap, place: CellPlace, text: &str) -> Result<Edit, Error> {
    write(roadmap, place, &content_of(text), |_| true)
}

/// What stands in the file for a text: `|` as `\|`, line endings as `<br>`, other control characters as blanks.
pub(super) fn content_of(text: &str) -> String {
    let text = text.trim().replace("\r\n", "\n").replace(['\n', '\r', '\u{2028}', '\u{2029}'], "<br>");
    text.replace('|', "\\|").replace(char::is_control, " ").trim().to_owned()
}

/// Replaces a cell's content by one that is fit for a file, if `claim` then holds for the section.
pub(super) fn write(
    roadmap: &Roadmap,
    place: CellPlace,
    content: &str,
    claim: impl Fn(&Section) -> bool,
) -> Result<Edit, Error> {
    let grid = Grid::of(roadmap, place)?;
    let (row, column) = (place.row as usize, place.column as usize);
    let reads = |section: &Section| {
        let table = section.tables.get(place.table as usize);
        table.is_some_and(|table| table.cell(section.text.as_str(), row, column) == content)
    };
    if reads(grid.lines.section) {
        return Ok(Edit::default());
    }
    let written = &grid.rows[row];
    let splices = if column < written.cells.len() {
        // Between pipes nothing begins another block or breaks the line.
        vec![replaced(&grid, row, column, content, false), replaced(&grid, row, column, content, true)]
    } else {
        vec![appended(&grid, row, column, content)]
    };
    let effect = Effect { cells: 1, ..Effect::default() };
    let edits = splices.into_iter().map(|splice| Edit::new(vec![splice], effect));
    verify::first_that_reads(roadmap, edits, place.section, |section| reads(section) && claim(section))
}

/// A cell with another content; `is_enclosed` where it shall have a pipe on either side, also at the ends of its row.
fn replaced(grid: &Grid<'_>, row: usize, column: usize, content: &str, is_enclosed: bool) -> Splice {
    let written = &grid.rows[row];
    let cell = &written.cells[column];
    // Without a pipe an empty cell at the end of a row would be none.
    let is_enclosed = is_enclosed || content.is_empty();
    let is_first = column == 0 && !written.is_opened;
    let is_last = !written.is_divided(column);
    let old = grid.blanks(cell);
    let is_empty = grid.content(cell).is_empty();
    let style = grid.style(written);
    let mut least = if is_empty { style } else { old.at_most(Blanks::ONE) };
    if is_first {
        least.left = if is_enclosed { style.left } else { 0 };
    }
    if is_last {
        least.right = if is_enclosed { style.right } else { 0 };
    }
    // A backslash would keep the pipe behind it from dividing.
    if content.ends_with('\\') && (is_enclosed || !is_last) {
        least.right = 1;
    }
    let side = match grid.alignments[column] {
        side @ (Alignment::Center | Alignment::Right) => side,
        _ if old.left > 1 && old.right <= 1 => Alignment::Right,
        side => side,
    };
    let old = if is_empty { least } else { old };
    let width = grid.room(written, column).unwrap_or_default();
    let padded = old.filling(content, width, least, side).around(content);
    let pipe = |is_missing: bool| if is_missing && is_enclosed { "|" } else { "" };
    grid.lines.splice(cell.clone(), format!("{}{padded}{}", pipe(is_first), pipe(is_last)))
}

/// A cell behind those that a row has, with just the pipes that are missing.
pub(super) fn appended(grid: &Grid<'_>, row: usize, column: usize, content: &str) -> Splice {
    let written = &grid.rows[row];
    let style = grid.style(written);
    let n_missing = column - written.cells.len();
    let text = if written.is_closed {
        let right = style.right.max(usize::from(content.ends_with('\\')));
        format!("{}{}|", "|".repeat(n_missing), Blanks { right, ..style }.around(content))
    } else {
        let before = Blanks { left: 0, ..style }.around("");
        format!("{before}{}{}", "|".repeat(n_missing + 1), Blanks { right: 0, ..style }.around(content))
    };
    grid.lines.insertion(written.span.end, text)
}

#[cfg(test)]
mod tests {
    use crate::edit::Verb;
    use crate::edit::table::testing::{check, check_at, refused};

    #[track_caller]
    fn set(before: &str, text: &str, after: &str) {
        check(before, &Verb::SetCell(text.to_owned()), after);
    }

    #[test]
    fn a_cell_of_a_table_without_padding_gets_none() {
        set("|a|b|\n|---|---|\n|c|‸|", "note", "|a|b|\n|---|---|\n|c|note|");
        set("|a|b|\n|-|-|\n|c|‸note|\n", "", "|a|b|\n|-|-|\n|c||\n");
        set("|a|b|\n|---|---|\n|‸long one|d|", "x", "|a|b|\n|---|---|\n|x|d|");
        set("|a|b|\r\n|-|-|\r\n|‸c|d| \r\n", "longer", "|a|b|\r\n|-|-|\r\n|longer|d| \r\n");
    }

    #[test]
    fn a_cell_with_a_blank_on_each_side_keeps_them() {
        set("| a | b |\n| --- | --- |\n| ‸long one | d |\n", "x", "| a | b |\n| --- | --- |\n| x | d |\n");
        set("| a | b |\n| --- | --- |\n| c | ‸ |\n", "x", "| a | b |\n| --- | --- |\n| c | x |\n");
        set("| a | b |\n| --- | --- |\n| c |‸|\n", "x", "| a | b |\n| --- | --- |\n| c | x |\n");
        set("| a | b |\n| --- | --- |\n| c |  ‸|\n", "x", "| a | b |\n| --- | --- |\n| c | x |\n");
        set("| a | b |\n| --- | --- |\n| c | ‸x |\n", "", "| a | b |\n| --- | --- |\n| c |  |\n");
    }

    #[test]
    fn the_padding_of_a_cell_gives_way_so_that_the_table_stays_aligned() {
        let table = |cell: &str| format!("| Skill | Notes  |\n|-------|--------|\n| Libuv |{cell}|\n");
        set(&table(" ‸Read   "), "Again", &table(" Again  "));
        set(&table(" ‸Read   "), "x", &table(" x      "));
        set(&table(" ‸Read   "), "", &table("        "));
        set(&table("        ‸"), "✅", &table(" ✅     "));
        set(&table(" ‸Read   "), "Read it now", &table(" Read it now "));
        set(&table(" ‸Read it now "), "Read", &table(" Read   "));
        set(&table(" ‸漢字   "), "x", &table(" x      "));
        set("|a  |b|\n|---|-|\n|   ‸|c|\n", "no", "|a  |b|\n|---|-|\n|no |c|\n");
        set("a   | b\n--- | ---\nc‸   | d\n", "ef", "a   | b\n--- | ---\nef  | d\n");
    }

    #[test]
    fn padding_stands_on_the_side_that_the_column_leans_to() {
        let table = |cell: &str| format!("|   n |\n|----:|\n|{cell}|\n");
        set(&table("   ‸1 "), "22", &table("  22 "));
        set(&table("     ‸"), "22", &table("  22 "));
        let table = |cell: &str| format!("|   n   |\n|:-----:|\n|{cell}|\n");
        set(&table("   ‸1   "), "22", &table("  22   "));
        set("| n   |\n|-----|\n|   ‸1 |\n", "22", "| n   |\n|-----|\n|  22 |\n");
    }

    #[test]
    fn pipes_and_line_ends_are_escaped() {
        set("|a|b|\n|-|-|\n|c|‸|\n", "`x|y`\nz", "|a|b|\n|-|-|\n|c|`x\\|y`<br>z|\n");
        set("|a|b|\n|-|-|\n|c|‸|\n", "x\\|y", "|a|b|\n|-|-|\n|c|x\\\\|y|\n");
        set("|a|b|\n|-|-|\n|‸c|d|\n", "x\\", "|a|b|\n|-|-|\n|x\\ |d|\n");
        set("|a|b|\n|-|-|\n|c|`‸x\\|y`|\n", "x\ty", "|a|b|\n|-|-|\n|c|x y|\n");
    }

    #[test]
    fn a_short_row_gets_the_pipes_that_are_missing() {
        set("|a|b|c|\n|-|-|-|\n|d‸|\n", "x", "|a|b|c|\n|-|-|-|\n|x|\n");
        let verb = Verb::SetCell("x".to_owned());
        let at = |column| check_at("|a|b|c|\n|-|-|-|\n|d|\n", 1, column, &verb);
        assert_eq!(at(1), "|a|b|c|\n|-|-|-|\n|d|x|\n");
        assert_eq!(at(2), "|a|b|c|\n|-|-|-|\n|d||x|\n");
        let at = |column| check_at("a | b | c\n--|--|--\nd  \n", 1, column, &verb);
        assert_eq!(at(1), "a | b | c\n--|--|--\nd | x  \n");
        assert_eq!(at(2), "a | b | c\n--|--|--\nd || x  \n");
    }

    #[test]
    fn surplus_cells_are_kept() {
        set("|a|b|\n|-|-|\n|c|‸d|e|f|\n", "x", "|a|b|\n|-|-|\n|c|x|e|f|\n");
    }

    #[test]
    fn a_row_without_outer_pipes_stays_a_row() {
        set("a | b\n--|--\n‸c | d\n", "- x", "a | b\n--|--\n| - x | d\n");
        set("a | b\n--|--\n‸c | d\n", "", "a | b\n--|--\n|  | d\n");
        set("a | b\n--|--\nc | ‸d\n", "", "a | b\n--|--\nc |  |\n");
        set("a |\n--|\n‸c\n\nd\n", "", "a |\n--|\n|  |\n\nd\n");
        set("a | b\n--|--\n‸c | d", "# x", "a | b\n--|--\n| # x | d");
        set("‸a | b\n--|--\nc | d", "> x", "| > x | b\n--|--\nc | d");
    }

    #[test]
    fn tables_in_lists_and_quotes_keep_what_stands_before_them() {
        set("> |a|b|\n> |-|-|\n>|c|‸d|\n", "x", "> |a|b|\n> |-|-|\n>|c|x|\n");
        set("- x\n\n  |a|b|\n  |-|-|\n  |‸c|d|\n", "y", "- x\n\n  |a|b|\n  |-|-|\n  |y|d|\n");
        set("- |‸a|b|\n  |-|-|\n  |c|d|\n", "y", "- |y|b|\n  |-|-|\n  |c|d|\n");
        set("para\n‸a|b\n-|-\nc|d\n", "y", "para\ny|b\n-|-\nc|d\n");
        set("> - a | b\n>   --|--\n>   c | ‸d", "y", "> - a | b\n>   --|--\n>   c | y");
    }

    #[test]
    fn the_same_text_changes_nothing() {
        set("| a |\n|---|\n|   ‸c |\n", " c ", "| a |\n|---|\n|   c |\n");
        set("| a | b |\n|---|---|\n| ‸x\\|y |\n", "x|y", "| a | b |\n|---|---|\n| x\\|y |\n");
    }

    #[test]
    fn what_would_read_as_something_else_is_refused() {
        refused("|a|b|\n|-|-|\n|c|‸d|\n", &Verb::SetCell("%% x %%".into()), "something else");
        refused("|a|b|\n|-|-|\n|c|‸d|\n", &Verb::SetNote("x".into()), "on an item");
    }
}

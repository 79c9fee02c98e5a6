//! Adds a row and deletes one.

use super::cell::content_of;
use super::grid::{Grid, Written};
use super::padding::Blanks;
use crate::edit::{Edit, Effect, verify};
use crate::error::Error;
use crate::model::{CellPlace, Roadmap, Section};
use crate::span;

/// Adds a row below one, with a name and empty cells, in the style of that row; below the header the first one.
///
/// ```text
/// | Skill | Mid |     | Skill | Mid |
/// |-------|-----|  →  |-------|-----|
/// | Libuv | ✅  |     | Libuv | ✅  |
///                     | new   |     |
/// ```
pub(in crate::edit) fn below(roadmap: &Roadmap, place: CellPlace, text: &str) -> Result<Edit, Error> {
    let grid = Grid::of(roadmap, place)?;
    let name = content_of(text);
    if name.is_empty() {
        return Err(Error::new("add a row", "a row needs a name").hint("type the name of the skill"));
    }
    let row = place.row as usize;
    let lines = grid.lines;
    let above = if row == 0 { &grid.delimiter } else { &grid.rows[row] };
    // The header's line may begin with a list marker, which the rows below it do not have.
    let (beside, sample) = match grid.rows.get(row.max(1)) {
        Some(body) => (body, body),
        None => (&grid.delimiter, &grid.rows[0]),
    };
    let prefix = &lines.bytes[lines.line_start(beside.span.start)..beside.span.start];
    let at = lines.line_end(above.span.end);
    let is_opened = [sample.is_opened, true];
    let effect = Effect { rows: 1, ..Effect::default() };
    let edits = is_opened.map(|is_opened| {
        let line = new_row(&grid, sample, &name, is_opened);
        let text = [lines.ending(at), prefix, line.as_bytes()].concat();
        Edit::new(vec![lines.insertion(at, text)], effect)
    });
    verify::first_that_reads(roadmap, edits, place.section, |section| reads(section, place, &name))
}

fn reads(section: &Section, place: CellPlace, name: &str) -> bool {
    let table = section.tables.get(place.table as usize);
    table.is_some_and(|table| {
        let cell = |column| table.cell(section.text.as_str(), place.row as usize + 1, column);
        cell(0) == name && (1..table.n_columns()).all(|column| cell(column).is_empty())
    })
}

fn new_row(grid: &Grid<'_>, sample: &Written, name: &str, is_opened: bool) -> String {
    let style = grid.style(sample);
    let cells = (0..grid.n_columns()).map(|column| {
        let width = grid.room(sample, column);
        if column == 0 {
            let left = if is_opened { style.left } else { 0 };
            let right = style.right.max(usize::from(name.ends_with('\\')));
            let least = Blanks { left, right };
            let side = grid.alignments[column];
            return least.filling(name, width.unwrap_or_default(), least, side).around(name);
        }
        let own = sample.cells.get(column).filter(|cell| grid.content(cell).is_empty());
        let n_blanks = width.or(own.map(ExactSizeIterator::len)).unwrap_or(style.sum().min(1));
        " ".repeat(n_blanks)
    });
    let row = cells.collect::<Vec<_>>().join("|");
    let opening = if is_opened { "|" } else { "" };
    if sample.is_closed { format!("{opening}{row}|") } else { format!("{opening}{}", row.trim_end()) }
}

/// Deletes a row with its line.
pub(in crate::edit) fn delete(roadmap: &Roadmap, place: CellPlace) -> Result<Edit, Error> {
    let grid = Grid::of(roadmap, place)?;
    if place.row == 0 {
        return Err(Error::new("delete the row", "the header belongs to the whole table")
            .hint("delete the table in an editor"));
    }
    let lines = grid.lines;
    let start = lines.line_start(grid.rows[place.row as usize].span.start);
    let end = lines.line_end(start);
    let next = span::next_line(lines.bytes, end);
    // The last line of a file that does not end with a line ending takes the one before it along.
    let range = if next > end { start..next } else { lines.end_of_line_before(start)..end };
    let edit = Edit::new(vec![lines.splice(range, "")], Effect { rows: -1, ..Effect::default() });
    verify::check(roadmap, &edit, place.section, |_| true)?;
    Ok(edit)
}

#[cfg(test)]
mod tests {
    use crate::edit::Verb;
    use crate::edit::table::testing::{check, refused};

    #[track_caller]
    fn add(before: &str, after: &str) {
        check(before, &Verb::AddBelow("new".into()), after);
    }

    #[track_caller]
    fn delete(before: &str, after: &str) {
        check(before, &Verb::Delete, after);
    }

    #[test]
    fn a_row_is_added_in_the_style_of_the_one_above() {
        add("|a|b|\n|--|--|\n|‸c|d|\n|e|f|\n", "|a|b|\n|--|--|\n|c|d|\n|new||\n|e|f|\n");
        add("| a | b |\n| --- | --- |\n| ‸c | d |", "| a | b |\n| --- | --- |\n| c | d |\n| new | |");
        add(
            "| Skill | Mid |\r\n|-------|-----|\r\n| ‸Libuv | ✅  |\r\n",
            "| Skill | Mid |\r\n|-------|-----|\r\n| Libuv | ✅  |\r\n| new   |     |\r\n",
        );
        add(
            "| a   | b |\n|----:|---|\n| ‸c   | d |\n",
            "| a   | b |\n|----:|---|\n| c   | d |\n| new |   |\n",
        );
        add("a | b | c\n--|-----|--\n‸d | e | f\n", "a | b | c\n--|-----|--\nd | e | f\nnew | |\n");
        add("|a|b|\n|--|--|\n|‸c|\n", "|a|b|\n|--|--|\n|c|\n|new||\n");
        add("|a|b|\n|--|--|\n|‸c|d|e|f|\n", "|a|b|\n|--|--|\n|c|d|e|f|\n|new||\n");
    }

    #[test]
    fn below_the_header_stands_the_first_row() {
        add("|‸a|b|\n|--|--|\n", "|a|b|\n|--|--|\n|new||\n");
        add("|‸a|b|\n|--|--|", "|a|b|\n|--|--|\n|new||");
        add("|‸a|b|\n|--|--|\n| c | d |\n", "|a|b|\n|--|--|\n| new | |\n| c | d |\n");
        add("- |‸a|b|\n  |--|--|\n", "- |a|b|\n  |--|--|\n  |new||\n");
    }

    #[test]
    fn a_row_in_a_quote_or_a_list_has_what_stands_before_rows_there() {
        add("> |a|b|\n> |--|--|\n>|‸c|d|\n", "> |a|b|\n> |--|--|\n>|c|d|\n>|new||\n");
        add("- x\n\n\t|a|b|\n\t|--|--|\n\t|‸c|d|\n- y", "- x\n\n\t|a|b|\n\t|--|--|\n\t|c|d|\n\t|new||\n- y");
    }

    #[test]
    fn a_name_that_would_begin_something_else_stands_behind_a_pipe() {
        let verb = Verb::AddBelow("- a|b\\".into());
        check("a | b\n--|--\n‸c | d\n", &verb, "a | b\n--|--\nc | d\n| - a\\|b\\ |\n");
        refused("|a|b|\n|--|--|\n|‸c|d|\n", &Verb::AddBelow(" ".into()), "needs a name");
    }

    #[test]
    fn a_row_goes_with_its_line() {
        delete("|a|b|\n|--|--|\n|‸c|d|\n|e|f|\n", "|a|b|\n|--|--|\n|e|f|\n");
        delete("|a|b|\r\n|--|--|\r\n|‸c|d|", "|a|b|\r\n|--|--|");
        delete("> |a|b|\n> |--|--|\n> |‸c|d|\n\nx\n", "> |a|b|\n> |--|--|\n\nx\n");
        refused("|‸a|b|\n|--|--|\n", &Verb::Delete, "header");
    }
}

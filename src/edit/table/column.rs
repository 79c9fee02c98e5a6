//! Adds a column: to the header, the row below it, and all rows that reach that far.

use super::cell::appended;
use super::grid::{Grid, Written};
use super::padding::{Blanks, columns};
use crate::edit::{Edit, Effect, Splice, verify};
use crate::error::Error;
use crate::model::table::Alignment;
use crate::model::{CellPlace, Roadmap, Section};

/// A column that is to be, and the one cell of it that is not empty.
pub(super) struct New<'a> {
    /// The index it will have.
    pub(super) index: usize,
    pub(super) title: &'a str,
    pub(super) row: usize,
    pub(super) content: &'a str,
}

/// ```text
/// |Skill|Notes|     |Skill|Level|Notes|
/// |---|---|      →  |---|---|---|
/// |Libuv||          |Libuv|3||
/// ```
pub(super) fn add(
    roadmap: &Roadmap,
    place: CellPlace,
    new: &New<'_>,
    claim: impl Fn(&Section) -> bool,
) -> Result<Edit, Error> {
    let grid = Grid::of(roadmap, place)?;
    let style = grid.style(&grid.rows[0]);
    let fitting = columns(new.title).max(columns(new.content)).max(MIN_HYPHENS) + style.sum();
    let width = grid.is_aligned().then_some(fitting);
    let mut splices = vec![delimiter(&grid, new.index, width)];
    splices.extend((0..grid.rows.len()).filter_map(|row| {
        let content = match row {
            0 => new.title,
            row if row == new.row => new.content,
            _ => "",
        };
        put(&grid, row, new.index, content, width)
    }));
    let edit = Edit::new(splices, Effect { columns: 1, ..Effect::default() });
    verify::check(roadmap, &edit, place.section, claim)?;
    Ok(edit)
}

/// Fewer make no delimiter row for some programs.
pub(super) const MIN_HYPHENS: usize = 3;

/// Hyphens that are `width` columns wide with the colons of an alignment.
pub(super) fn hyphens(width: usize, alignment: Alignment) -> String {
    let (left, right) = match alignment {
        Alignment::None => ("", ""),
        Alignment::Left => (":", ""),
        Alignment::Center => (":", ":"),
        Alignment::Right => ("", ":"),
    };
    let n_hyphens = width.saturating_sub(left.len() + right.len()).max(1);
    format!("{left}{}{right}", "-".repeat(n_hyphens))
}

fn delimiter(grid: &Grid<'_>, index: usize, width: Option<usize>) -> Splice {
    let style = grid.style(&grid.delimiter);
    let first = grid.alignments[0];
    let alignment = if grid.alignments.iter().all(|other| *other == first) { first } else { Alignment::None };
    let lens: Vec<usize> = grid.delimiter.cells.iter().map(|cell| grid.content(cell).len()).collect();
    let is_even = lens.iter().all(|len| *len == lens[0]);
    let len = match width {
        Some(width) => width - style.sum(),
        None if is_even => lens[0],
        None => MIN_HYPHENS,
    };
    let text = hyphens(len, alignment);
    inserted(grid, &grid.delimiter, index, &style.around(&text), style)
}

/// The new cell of a row; none where the row does not reach that far and has nothing to say there.
fn put(grid: &Grid<'_>, row: usize, index: usize, content: &str, width: Option<usize>) -> Option<Splice> {
    let written = &grid.rows[row];
    let ends_before = written.cells.len() < index || written.cells.len() == index && !written.is_closed;
    if ends_before {
        return (!content.is_empty()).then(|| appended(grid, row, index, content));
    }
    let style = grid.style(written);
    let text = match width {
        None if content.is_empty() => " ".repeat(style.sum().min(1)),
        width => style.filling(content, width.unwrap_or_default(), style, Alignment::None).around(content),
    };
    Some(inserted(grid, written, index, &text, style))
}

fn inserted(grid: &Grid<'_>, written: &Written, index: usize, text: &str, style: Blanks) -> Splice {
    match written.cells.get(index) {
        Some(next) => grid.lines.insertion(next.start, format!("{text}|")),
        None if written.is_closed => grid.lines.insertion(written.span.end, format!("{text}|")),
        None => {
            let blank = " ".repeat(style.right);
            grid.lines.insertion(written.span.end, format!("{blank}|{}", text.trim_end_matches(' ')))
        }
    }
}

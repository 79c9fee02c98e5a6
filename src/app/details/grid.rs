//! A table as aligned columns, as far as it fits.

use super::{Kind, Line};
use crate::display::{Piece, truncate, width};
use crate::markdown::inline::RunStyle;

/// A bigger table is shown in part.
const MAX_ROWS: usize = 200;
const MAX_COLUMNS: usize = 24;
/// A column narrower than this says nothing; the last ones are left out instead.
const MIN_COLUMN: usize = 4;
/// Between two columns: `" | "`.
const GAP: usize = 3;

/// The lines of a table in so many columns of the screen.
pub(super) fn lines(
    n_rows: usize,
    n_columns: usize,
    cell: impl Fn(usize, usize) -> String,
    columns: usize,
) -> Vec<Line> {
    let n_shown = n_columns.min(MAX_COLUMNS);
    let cells: Vec<Vec<String>> =
        (0..n_rows.min(MAX_ROWS)).map(|row| (0..n_shown).map(|column| cell(row, column)).collect()).collect();
    let natural: Vec<usize> = (0..n_shown)
        .map(|column| cells.iter().map(|row| width(&row[column])).max().unwrap_or(0).max(1))
        .collect();
    let widths = fitted(natural, columns);
    let is_cut = widths.len() < n_columns;
    let mut lines = Vec::with_capacity(cells.len() + 2);
    for (index, row) in cells.iter().enumerate() {
        let kind = if index == 0 { Kind::Header } else { Kind::Text(RunStyle::default()) };
        let mut line = Line::new();
        for (column, &columns) in widths.iter().enumerate() {
            if column > 0 {
                line.push(Piece::new(" | ", Kind::Rule));
            }
            let is_short = width(&row[column]) <= columns;
            let text = truncate(&row[column], if is_short { columns } else { columns - 1 }, "");
            let blanks = " ".repeat(columns - width(&text) - usize::from(!is_short));
            line.push(Piece::new(text, kind));
            line.extend((!is_short).then(|| Piece::new("…", Kind::Cut)));
            line.push(Piece::new(blanks, kind));
        }
        if is_cut {
            line.extend([Piece::new(" ", Kind::Secondary), Piece::new("…", Kind::Cut)]);
        }
        lines.push(line);
        if index == 0 {
            let rules: Vec<String> = widths.iter().map(|columns| "-".repeat(*columns)).collect();
            lines.push(vec![Piece::new(rules.join("-+-"), Kind::Rule)]);
        }
    }
    if n_rows > MAX_ROWS {
        lines.push(vec![Piece::new(format!("{} more rows", n_rows - MAX_ROWS), Kind::Secondary)]);
    }
    lines
}

/// Narrows the widest columns until all fit, and leaves out the last where that is not enough.
fn fitted(mut widths: Vec<usize>, columns: usize) -> Vec<usize> {
    let total = |widths: &[usize]| widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
    let n_columns = widths.len();
    loop {
        let room = if widths.len() < n_columns { columns.saturating_sub(2) } else { columns };
        let over = total(&widths).saturating_sub(room);
        if over == 0 {
            return widths;
        }
        let widest = widths.iter().copied().max().unwrap_or(0);
        if widest <= MIN_COLUMN {
            if widths.len() == 1 {
                return vec![room.max(1).min(widest)];
            }
            widths.pop();
            continue;
        }
        if let Some(column) = widths.iter_mut().rev().find(|column| **column == widest) {
            *column -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::display::joined;

    fn shown(rows: &[&[&str]], columns: usize) -> Vec<String> {
        let cell = |row: usize, column: usize| rows[row][column].to_owned();
        lines(rows.len(), rows[0].len(), cell, columns).iter().map(|line| joined(line)).collect()
    }

    #[test]
    fn columns_are_aligned_by_what_they_take_on_the_screen() {
        let rows: &[&[&str]] = &[&["Skill", "Mid"], &["漢字", "✅"], &["a", ""]];
        assert_eq!(shown(rows, 40), ["Skill | Mid", "------+----", "漢字  | ✅ ", "a     |    "]);
    }

    #[test]
    fn the_widest_columns_give_way_and_then_the_last() {
        let rows: &[&[&str]] = &[&["Skill area", "Junior", "Notes"]];
        assert_eq!(shown(rows, 21)[0], "Skil… | Juni… | Notes");
        assert_eq!(shown(rows, 12)[0], "Ski… …");
        assert_eq!(shown(rows, 1)[0], "… …");
    }
}

//! Which rows and columns of a matrix are in sight, and where they stand: for drawing, for paging and for clicks.
//!
//! The header stays while the rows scroll, and the skills stay while the columns do.

use std::ops::Range;

use super::MatrixView;
use crate::app::layout::Area;
use crate::display::{displayable, head, width};
use crate::markdown::inline;
use crate::model::matrix::{ColumnKind, Matrix};
use crate::model::{CellPlace, Roadmap};

/// Between two columns.
pub const GAP: u16 = 2;
/// Before the first one: the mark of the chosen row, and a blank.
const BEFORE: u16 = 2;
/// Of a longer cell no more is looked at.
pub const MAX_CELL: usize = 1000;
/// The widths of a bigger table are those of its first rows.
const MAX_ROWS: usize = 2000;
/// What gives way where there is not room for all, in that order, and how narrow it may become.
const GIVE_WAY: [(ColumnKind, usize); 4] =
    [(ColumnKind::Notes, 10), (ColumnKind::Other, 10), (ColumnKind::Expectation, 8), (ColumnKind::Skill, 12)];
/// So many rows stay in sight beyond the cursor.
const MARGIN: usize = 1;

/// What is in sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Where the cells are drawn, the header included.
    pub area: Area,
    /// That of the skills first.
    pub columns: Vec<GridColumn>,
    /// The first of the columns beside the skills that is shown.
    pub first_column: usize,
    /// Whether there are more behind the last one that is shown.
    pub has_more: bool,
    pub first_row: usize,
    /// How many lines there are for rows.
    pub n_rows: u16,
    /// On which line of the area the first row stands.
    pub top: u16,
    /// The row below which a line is left free for a new one.
    pub new_below: Option<usize>,
    /// On which line the counts stand, where there is room for them.
    pub footer: Option<u16>,
}

/// A column of the matrix on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridColumn {
    /// Which one it is in the matrix.
    pub column: usize,
    /// From the left edge of the screen.
    pub x: u16,
    pub columns: u16,
}

impl Grid {
    /// `new_below` is the row below which one is being added.
    pub fn of(view: &MatrixView, matrix: &Matrix<'_>, area: Area, new_below: Option<usize>) -> Self {
        let cursor = view.cursor.unwrap_or_else(|| matrix.place(0, 0));
        let n_rows = matrix.rows().len();
        let has_rule = area.rows >= 5;
        let has_expectations = matrix.kinds.contains(&ColumnKind::Expectation);
        let has_footer = has_expectations && area.rows >= 8;
        let top = if area.rows >= 2 { 1 + u16::from(has_rule) } else { 0 };
        let used = top + if has_footer { 2 } else { 0 } + u16::from(new_below.is_some());
        let lines = area.rows.saturating_sub(used);
        let first_row = first_shown(view.first_row, cursor.row as usize, usize::from(lines.max(1)), n_rows);
        let room = usize::from(area.columns.saturating_sub(BEFORE + 1));
        let mut widths = fitted(matrix.kinds, &view.natural, room);
        let shown = in_sight(&widths, view.first_column, cursor.column as usize, room);
        widen(&mut widths, &shown, matrix.kinds, &view.natural, room);
        let (first_column, end) = (shown.start, shown.end);
        let mut x = area.x + BEFORE;
        let mut columns = Vec::new();
        for column in std::iter::once(0).chain(first_column..end) {
            let left = (area.x + area.columns).saturating_sub(x + 1);
            let width = u16::try_from(widths[column]).unwrap_or(u16::MAX).min(left);
            columns.push(GridColumn { column, x, columns: width });
            x = x.saturating_add(width + GAP);
        }
        Self {
            area,
            columns,
            first_column,
            has_more: end < widths.len(),
            first_row,
            n_rows: lines,
            top,
            new_below,
            footer: has_footer.then(|| {
                let n_shown = u16::try_from(n_rows).unwrap_or(u16::MAX).min(lines);
                top + n_shown + u16::from(new_below.is_some()) + 1
            }),
        }
    }

    /// The rows that are shown, of a matrix with so many.
    pub fn rows(&self, matrix: &Matrix<'_>) -> Range<usize> {
        let end = (self.first_row + usize::from(self.n_rows)).min(matrix.rows().end);
        self.first_row.min(end)..end
    }

    /// The line of a row that is shown, from the top of the area.
    pub fn line_of(&self, row: usize) -> u16 {
        let line =
            row.saturating_sub(self.first_row) + usize::from(self.new_below.is_some_and(|above| row > above));
        self.top.saturating_add(u16::try_from(line).unwrap_or(u16::MAX))
    }

    /// The cell of the matrix at a cell of the screen.
    pub fn cell_at(&self, matrix: &Matrix<'_>, column: u16, row: u16) -> Option<CellPlace> {
        let line = row.checked_sub(self.area.y + self.top)?;
        let at = self.first_row + usize::from(line);
        let column = self.columns.iter().rev().find(|shown| shown.x <= column + 1)?.column;
        (line < self.n_rows && matrix.rows().contains(&at)).then(|| matrix.place(at, column))
    }
}

/// How many columns of the screen each column of a matrix would take.
pub(super) fn natural(roadmap: &Roadmap, matrix: &Matrix<'_>) -> Vec<usize> {
    let n_rows = matrix.rows().end.min(MAX_ROWS);
    let widest = |column: usize| {
        let is_state =
            |row| matrix.kinds[column] == ColumnKind::Expectation && matrix.state(row, column).is_some();
        let cells = (0..n_rows).map(|row| {
            if row > 0 && is_state(row) { 1 } else { width(&words(roadmap, &matrix.cell(row, column))) }
        });
        let counts = match matrix.kinds[column] {
            ColumnKind::Expectation => matrix.rows().len().to_string().len() * 2 + 1,
            _ => 1,
        };
        cells.max().unwrap_or(0).max(counts)
    };
    (0..matrix.kinds.len()).map(widest).collect()
}

/// A cell's words as they are shown.
pub fn words(roadmap: &Roadmap, cell: &str) -> String {
    displayable(&inline::plain(head(cell, MAX_CELL), roadmap.definitions())).into_owned()
}

/// The widths of all columns, as narrow as they must be to fit: notes give way first, the skills last.
fn fitted(kinds: &[ColumnKind], natural: &[usize], room: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let room = room.saturating_sub(usize::from(GAP) * widths.len().saturating_sub(1));
    for (kind, least) in GIVE_WAY {
        let fits = |most: usize| {
            let narrowed = widths
                .iter()
                .zip(kinds)
                .map(|(width, of)| if *of == kind { *width.min(&most) } else { *width });
            narrowed.sum::<usize>() <= room
        };
        let (mut most, mut too_wide) = (least, MAX_CELL + 1);
        while most + 1 < too_wide {
            let middle = usize::midpoint(most, too_wide);
            if fits(middle) {
                most = middle;
            } else {
                too_wide = middle;
            }
        }
        widths
            .iter_mut()
            .zip(kinds)
            .filter(|(_, of)| **of == kind)
            .for_each(|(width, _)| *width = (*width).min(most));
    }
    widths
}

/// The columns beside that of the skills that are shown together: those from `first` on, moved so that the cursor's is
/// among them and no room stays empty.
fn in_sight(widths: &[usize], first: usize, cursor: usize, room: usize) -> Range<usize> {
    let n_columns = widths.len();
    let room = room.saturating_sub(widths.first().copied().unwrap_or_default());
    let with_gap = |column: usize| widths[column] + usize::from(GAP);
    let mut first =
        first.min(cursor).clamp(1.min(n_columns), n_columns.saturating_sub(1).max(1).min(n_columns));
    let mut end = first;
    let mut used = 0;
    while end < n_columns && (end == first || used + with_gap(end) <= room || end <= cursor) {
        used += with_gap(end);
        end += 1;
        while used > room && first + 1 < end && first < cursor {
            used -= with_gap(first);
            first += 1;
        }
    }
    while end == n_columns && first > 1 && used + with_gap(first - 1) <= room {
        first -= 1;
        used += with_gap(first);
    }
    first..end
}

/// Gives columns that are cut what room is left: the last notes first, then the skills.
fn widen(widths: &mut [usize], shown: &Range<usize>, kinds: &[ColumnKind], natural: &[usize], room: usize) {
    let all = || std::iter::once(0).chain(shown.clone());
    let used: usize =
        all().map(|column| widths.get(column).map_or(0, |width| width + usize::from(GAP))).sum();
    let mut left = (room + usize::from(GAP)).saturating_sub(used);
    for (kind, _) in GIVE_WAY {
        for column in all().filter(|column| kinds.get(*column) == Some(&kind)) {
            let more = natural[column].saturating_sub(widths[column]).min(left);
            widths[column] += more;
            left -= more;
        }
    }
}

/// The first row that is shown, counted from 1, so that the cursor's is among them and no line stays empty.
fn first_shown(first: usize, cursor: usize, n_shown: usize, n_rows: usize) -> usize {
    let margin = MARGIN.min(n_shown.saturating_sub(1) / 2);
    let first =
        first.clamp((cursor + margin + 1).saturating_sub(n_shown), cursor.saturating_sub(margin).max(1));
    first.min((n_rows + 1).saturating_sub(n_shown)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    use ColumnKind::{Expectation, Notes, Skill};

    #[test]
    fn notes_give_way_first_and_skills_last() {
        let kinds = [Skill, Expectation, Notes];
        assert_eq!(fitted(&kinds, &[20, 6, 40], 80), [20, 6, 40]);
        assert_eq!(fitted(&kinds, &[20, 6, 40], 60), [20, 6, 30]);
        assert_eq!(fitted(&kinds, &[20, 6, 40], 36), [16, 6, 10]);
        assert_eq!(fitted(&kinds, &[20, 6, 40], 10), [12, 6, 10]);
        assert_eq!(fitted(&[Skill], &[5], 0), [5]);
    }

    #[test]
    fn the_cursors_column_is_in_sight_and_no_room_stays_empty() {
        let widths = [10, 4, 4, 4, 8];
        assert_eq!(in_sight(&widths, 1, 0, 80), 1..5);
        assert_eq!(in_sight(&widths, 1, 2, 24), 1..3);
        assert_eq!(in_sight(&widths, 1, 3, 24), 2..4);
        assert_eq!(in_sight(&widths, 2, 4, 24), 4..5);
        assert_eq!(in_sight(&widths, 4, 2, 24), 2..4);
        assert_eq!(in_sight(&widths, 4, 4, 27), 3..5);
        assert_eq!(in_sight(&widths, 3, 0, 24), 1..3);
        assert_eq!(in_sight(&widths, 1, 4, 3), 4..5);
        assert_eq!(in_sight(&[10], 1, 0, 24), 1..1);
    }

    #[test]
    fn room_that_is_left_goes_to_what_is_cut() {
        let mut widths = [12, 6, 10];
        widen(&mut widths, &(2..3), &[Skill, Expectation, Notes], &[20, 6, 40], 30);
        assert_eq!(widths, [12, 6, 16]);
    }

    #[test]
    fn the_cursors_row_is_in_sight_with_one_beyond_it() {
        assert_eq!(first_shown(1, 5, 4, 10), 3);
        assert_eq!(first_shown(3, 3, 4, 10), 2);
        assert_eq!(first_shown(9, 10, 4, 10), 7);
        assert_eq!(first_shown(5, 1, 4, 10), 1);
        assert_eq!(first_shown(1, 0, 4, 0), 1);
        assert_eq!(first_shown(1, 4, 1, 10), 4);
    }
}

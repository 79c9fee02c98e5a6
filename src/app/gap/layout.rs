//! Where on the screen the parts of the gap page stand: the same for drawing, for paging and for clicks.

use crate::app::layout::{Area, Density, Size};

/// The places of the parts. What is not shown is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct GapLayout {
    pub pane: Area,
    pub has_borders: bool,
    /// How much of each role is met.
    pub tallies: Area,
    /// What the columns of the list are.
    pub titles: Area,
    pub list: Area,
    /// With a line below it that says what is what.
    pub radar: Area,
}

/// Fewer axes make no shape.
const MIN_AXES: usize = 3;
/// Rings that are lower show no shape.
const MIN_RINGS: u16 = 7;
/// The labels above and below the rings, and what says what is what.
const AROUND_RINGS: u16 = 4;
/// What the list needs beside a radar.
const MIN_LIST: u16 = 54;

/// How many lines the rings of a radar are high beside and between labels of so many columns.
pub fn rings(columns: u16, rows: u16, label: u16) -> u16 {
    let beside = columns.saturating_sub(2 * (label + 1)) / 2;
    rows.saturating_sub(2).min(beside)
}

/// What the numbers of a radar's axes take.
pub const NUMBER_COLUMNS: u16 = 2;

impl GapLayout {
    pub fn of(size: Size, n_skills: usize) -> Self {
        let Size { columns, rows } = size;
        let density = Density::of(size);
        if density == Density::Line {
            let list = Area { x: 0, y: 0, columns, rows: rows.min(1) };
            return Self { pane: list, list, ..Self::default() };
        }
        let pane = Area { x: 0, y: 1, columns, rows: rows.saturating_sub(2) };
        let has_borders = density != Density::One || rows >= 12;
        let content = if has_borders { pane.inside() } else { pane };
        let mut layout = Self { pane, has_borders, ..Self::default() };
        let mut rest = content;
        if content.rows >= 7 {
            layout.tallies = take_lines(&mut rest, 1);
        }
        if content.rows >= 14 {
            take_lines(&mut rest, 1);
        }
        if content.rows >= 4 {
            layout.titles = take_lines(&mut rest, 1);
        }
        layout.list = rest;
        layout.place_radar(n_skills);
        layout
    }

    /// Beside the list or below it, where the radar becomes larger.
    fn place_radar(&mut self, n_skills: usize) {
        let whole = self.list;
        if n_skills < MIN_AXES {
            return;
        }
        let room = |columns, rows: u16| rings(columns, rows.saturating_sub(1), NUMBER_COLUMNS);
        let list_columns = MIN_LIST.max(whole.columns * 3 / 5);
        let columns = whole.columns.saturating_sub(list_columns + 1);
        let list_rows = u16::try_from(n_skills).unwrap_or(u16::MAX);
        let rows = whole.rows.saturating_sub(list_rows.saturating_add(1));
        let (beside, below) = (room(columns, whole.rows), room(whole.columns, rows));
        if beside.max(below) < MIN_RINGS {
            return;
        }
        if beside >= below {
            let rows = (beside + AROUND_RINGS).min(whole.rows + 1);
            self.radar = Area { x: whole.x + whole.columns - columns, y: whole.y - 1, columns, rows };
            self.list.columns = whole.columns - columns - 1;
            self.titles.columns = self.list.columns;
        } else {
            self.list.rows = list_rows;
            let rows = (below + AROUND_RINGS).min(rows);
            self.radar = Area { y: whole.y + list_rows + 1, rows, ..whole };
        }
    }

    /// The first skill that is shown, so that the chosen one is.
    pub fn first_shown(&self, chosen: usize, n_skills: usize) -> usize {
        let rows = usize::from(self.list.rows).max(1);
        (chosen + 1 + (rows / 4).min(2)).saturating_sub(rows).min(n_skills.saturating_sub(rows)).min(chosen)
    }
}

/// Takes lines off the top of an area.
fn take_lines(area: &mut Area, lines: u16) -> Area {
    let lines = lines.min(area.rows);
    let taken = Area { rows: lines, ..*area };
    area.y += lines;
    area.rows -= lines;
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_size_all_parts_lie_within_the_pane_and_the_list_has_a_line() {
        for (columns, rows) in (1..180).flat_map(|columns| (1..60).map(move |rows| (columns, rows))) {
            for n_skills in [0, 1, 3, 8, 20, 200] {
                let layout = GapLayout::of(Size { columns, rows }, n_skills);
                let pane = layout.pane;
                for part in [layout.tallies, layout.titles, layout.list, layout.radar] {
                    let is_within = part.x >= pane.x
                        && part.y >= pane.y
                        && part.x + part.columns <= pane.x + pane.columns
                        && part.y + part.rows <= pane.y + pane.rows;
                    assert!(part.is_empty() || is_within, "{columns}x{rows} {n_skills}: {part:?}");
                }
                assert!(layout.list.rows >= 1, "{columns}x{rows} {n_skills}");
                let meets = |x: u16, y: u16| layout.list.contains(x, y) && layout.radar.contains(x, y);
                let cells = (0..columns).flat_map(|x| (0..rows).map(move |y| (x, y)));
                assert!(rows % 7 != 0 || !cells.into_iter().any(|(x, y)| meets(x, y)));
            }
        }
    }

    #[test]
    fn a_radar_is_there_where_it_has_room_and_a_shape() {
        let radar = |columns, rows, n_skills| GapLayout::of(Size { columns, rows }, n_skills).radar;
        assert!(radar(120, 40, 2).is_empty());
        assert!(radar(40, 12, 8).is_empty());
        assert!(radar(120, 40, 20).x > 50, "beside the list");
        assert!(radar(80, 40, 4).y > radar(80, 24, 8).y, "below the list");
        assert!(radar(80, 24, 8).x > 50, "beside it");
    }
}

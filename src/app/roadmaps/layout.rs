//! Where the parts of the list of roadmaps stand: the same for drawing, for paging and for clicks.

use super::Moment;
use crate::app::layout::{Area, Size};

/// No wider and no higher, however large the screen is.
const MOST: Size = Size { columns: 132, rows: 50 };
/// With few offers this high.
const FEW_ROWS: u16 = 32;
/// The list and the preview stand side by side from here on, without the border.
const BESIDE: u16 = 88;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoadmapsLayout {
    /// The box around all of it.
    pub frame: Area,
    pub has_border: bool,
    /// The line in which is typed.
    pub field: Area,
    pub list: Area,
    /// The line between the list and the preview.
    pub rule: Area,
    /// What the selected roadmap holds; empty where there is no room.
    pub preview: Area,
    /// At a start: what the program is, and the keys.
    pub header: Area,
    pub hints: Area,
}

impl RoadmapsLayout {
    /// `n_lines` are those of the whole list.
    pub fn of(size: Size, moment: Moment, n_lines: usize) -> Self {
        let Size { columns, rows } = size;
        let n_lines = u16::try_from(n_lines).unwrap_or(u16::MAX).min(MOST.rows);
        let row = |y, rows| Area { x: 0, y, columns, rows };
        let has_border = columns >= 20 && rows >= 6;
        let is_start = matches!(moment, Moment::Start { .. });
        let mut layout = Self {
            frame: row(0, rows),
            has_border,
            field: row(0, rows.min(1)),
            list: row(1, rows.saturating_sub(1)),
            rule: Area::default(),
            preview: Area::default(),
            header: Area::default(),
            hints: Area::default(),
        };
        if !has_border {
            if rows == 1 {
                (layout.field, layout.list) = (Area::default(), row(0, 1));
            }
            return layout;
        }
        let has_header = rows >= 16;
        if is_start {
            layout.header = row(0, u16::from(has_header));
            layout.hints = row(rows - 1, 1);
        }
        let margin = if columns > 50 { 4 } else { 0 };
        let (top, bottom) = (u16::from(has_header), 1 + u16::from(rows >= 30));
        let frame = Size {
            columns: (columns - margin).min(MOST.columns),
            rows: (rows - top - bottom).min((n_lines + 5).clamp(FEW_ROWS, MOST.rows)),
        };
        layout.frame = Area {
            x: (columns - frame.columns) / 2,
            y: top + (rows - top - bottom - frame.rows) / 2,
            columns: frame.columns,
            rows: frame.rows,
        };
        let inside = layout.frame.inside();
        layout.field = Area { x: inside.x + 1, columns: inside.columns - 2, rows: 1, ..inside };
        let gap = if inside.rows > 8 { 2 } else { 1 };
        let body = Area { y: inside.y + gap, rows: inside.rows - gap, ..inside };
        layout.list = body;
        if inside.columns >= BESIDE && body.rows >= 8 {
            let list = inside.columns * 11 / 20;
            layout.list.columns = list;
            layout.rule = Area { x: body.x + list, columns: 1, ..body };
            layout.preview = Area { x: body.x + list + 2, columns: body.columns - list - 3, ..body };
        } else if inside.columns >= 50 && body.rows >= 14 {
            let list = n_lines.clamp(4, body.rows * 3 / 5);
            let preview = body.rows - list - 1;
            layout.list.rows = list;
            layout.rule = Area { y: body.y + layout.list.rows, rows: 1, ..body };
            layout.preview = Area {
                x: body.x + 1,
                y: body.y + body.rows - preview,
                columns: body.columns - 2,
                rows: preview,
            };
        }
        layout
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_every_size_there_is_a_list_and_all_parts_lie_on_the_screen_and_apart() {
        for (moment, n_lines) in [(Moment::Start { is_first: true }, 8), (Moment::Open, 900)] {
            for columns in 1..220 {
                for rows in 1..70 {
                    let layout = RoadmapsLayout::of(Size { columns, rows }, moment, n_lines);
                    let RoadmapsLayout { field, list, rule, preview, header, hints, .. } = layout;
                    assert!(!list.is_empty(), "{columns}x{rows}");
                    let parts = [field, list, rule, preview, header, hints];
                    let cells = parts.iter().filter(|part| !part.is_empty()).flat_map(|part| {
                        (part.y..part.y + part.rows)
                            .flat_map(move |y| (part.x..part.x + part.columns).map(move |x| (x, y)))
                    });
                    let mut taken = vec![false; usize::from(columns) * usize::from(rows)];
                    for (x, y) in cells {
                        assert!(x < columns && y < rows, "{columns}x{rows}");
                        let cell = &mut taken[usize::from(y) * usize::from(columns) + usize::from(x)];
                        assert!(!std::mem::replace(cell, true), "{columns}x{rows}: {x},{y} is taken twice");
                    }
                }
            }
        }
    }
}

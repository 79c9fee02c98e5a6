//! The list of roadmaps alone on the screen, before one is open.

use std::path::PathBuf;

use ratatui::buffer::Buffer;

use super::pen::Pen;
use super::{Cursor, Look, hints, list};
use crate::app::layout::Area;
use crate::app::picker::Picker;
use crate::theme::Role;

/// Below so many lines the list has the screen for itself.
const MIN_ROWS: u16 = 6;

pub(super) fn draw(look: &Look<'_>, buffer: &mut Buffer, picker: &Picker<PathBuf>) -> Cursor {
    let (columns, rows) = (buffer.area().width, buffer.area().height);
    if rows >= MIN_ROWS {
        let line = |y| Area { x: 1, y, columns: columns.saturating_sub(2), rows: 1 };
        let mut pen = Pen::new(buffer, line(0), 0);
        pen.write("milepost", look.style(Role::Brand));
        pen.skip(2);
        pen.write("which roadmap?", look.style(Role::Secondary));
        let mut pen = Pen::new(buffer, line(rows - 1), 0);
        for piece in hints::text(look, &hints::choosing(look)) {
            pen.write(&piece.text, piece.style);
        }
    }
    list::draw_roadmaps(look, buffer, picker, None)
}

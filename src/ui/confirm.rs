//! A question, with the keys that answer it.

use ratatui::buffer::Buffer;

use super::pen::{Pen, Text};
use super::popup::Popup;
use super::{Cursor, Scene, hints};
use crate::display::{displayable, head, width, width_of, wrap};
use crate::theme::Role;

/// A longer question wraps.
const MAX_COLUMNS: usize = 56;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, title: &str, question: &str) -> Cursor {
    let look = scene.look;
    let question = displayable(head(question, 1000));
    let answers = hints::text(look, &hints::fitting(scene, MAX_COLUMNS));
    let screen = usize::from(buffer.area().width);
    let columns = width(&question)
        .max(width_of(&answers) + 1)
        .clamp(20, MAX_COLUMNS)
        .min(screen.saturating_sub(4))
        .max(1);
    let lines: Vec<_> = wrap(&question, columns).collect();
    let popup =
        Popup { title, right: Text::new(), columns: columns as u16 + 2, rows: lines.len() as u16 + 2 };
    let (inside, _) = popup.draw(look, buffer);
    let n_shown = inside.rows.saturating_sub(1).max(1);
    for (line, range) in (0..n_shown).zip(lines) {
        let mut pen = Pen::new(buffer, inside, line);
        pen.skip(u16::from(inside.columns > 4));
        pen.write(question.get(range).unwrap_or_default(), look.style(Role::Text));
    }
    if inside.rows > 1 {
        let mut pen = Pen::new(buffer, inside, inside.rows - 1);
        pen.skip(u16::from(inside.columns > 4));
        for piece in hints::text(look, &hints::fitting(scene, pen.room())) {
            pen.write(&piece.text, piece.style);
        }
    }
    None
}

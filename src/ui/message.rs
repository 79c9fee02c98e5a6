//! A warning or an error that is too long for the last line: a box above it that says all of it.

use ratatui::buffer::Buffer;

use super::pane::Border;
use super::pen::{Pen, Text};
use super::{Scene, bottom, popup};
use crate::app::StatusKind;
use crate::app::layout::Area;
use crate::app::prompt::Overlay;
use crate::display::{Piece, width, wrap};
use crate::theme::Role;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    let Scene { app, look, layout } = *scene;
    if !is_shown(scene) {
        return;
    }
    let (text, role) = bottom::message(app);
    let columns = layout.hints.columns;
    let lines: Vec<_> = wrap(&text, usize::from(columns.saturating_sub(4)).max(1)).collect();
    let most = (layout.hints.y * 3 / 4).max(3);
    let rows = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX).min(most).min(layout.hints.y);
    let area = Area { x: 0, y: layout.hints.y - rows, columns, rows };
    popup::clear(buffer, area);
    let word = if role == Role::Error { "Error" } else { "Warning" };
    let title = vec![Piece::new(word, look.style(role))];
    Border { style: look.style(role), title, right: Text::new() }.draw(look, buffer, area);
    let inside = area.inside();
    for (line, range) in (0..inside.rows).zip(lines) {
        let mut pen = Pen::new(buffer, inside, line);
        pen.skip(1);
        pen.write(text.get(range).unwrap_or_default(), look.style(Role::Text));
    }
}

/// Whether there is something to say that the last line cannot hold.
pub(super) fn is_shown(scene: &Scene<'_>) -> bool {
    let (text, _) = bottom::message(scene.app);
    let is_bad = scene.app.status.kind != StatusKind::Done;
    // What stays said for longer than until the next key leaves the rows in sight.
    let is_new = !scene.app.status.text.is_empty();
    let is_cut = width(&text) > bottom::status_columns(scene);
    is_bad && is_new && is_cut && !matches!(scene.app.overlay, Some(Overlay::Search(_) | Overlay::Quit))
}

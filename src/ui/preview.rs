//! What a change would do to the file, line by line, before it is made.

use ratatui::buffer::Buffer;

use super::pane::{Extent, draw_scrollbar};
use super::pen::Pen;
use super::popup::Popup;
use super::{Cursor, Scene, hints};
use crate::app::layout::Area;
use crate::app::prompt::{DiffKind, Preview};
use crate::display::{Piece, displayable, head};
use crate::theme::Role;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, preview: &Preview) -> Cursor {
    let look = scene.look;
    let n_changes = preview.lines.iter().filter(|line| line.kind == DiffKind::Added).count();
    let noun = if n_changes == 1 { "line changes" } else { "lines change" };
    let n_lines = preview.lines.len();
    let title = displayable(head(&preview.title, 400)).into_owned();
    let popup = Popup {
        title: &title,
        right: vec![Piece::new(format!("{n_changes} {noun}"), look.style(Role::Secondary))],
        columns: 96,
        rows: u16::try_from(n_lines.max(1) + 2).unwrap_or(u16::MAX),
    };
    let (inside, outside) = popup.draw(look, buffer);
    let has_keys = inside.rows >= 4;
    let body = if has_keys { Area { rows: inside.rows - 2, ..inside } } else { inside };
    let rows = usize::from(body.rows);
    let scroll = preview.scroll.min(n_lines.saturating_sub(rows));
    let digits = preview.lines.iter().map(|line| line.line).max().unwrap_or(1).to_string().len();
    for (line, diff) in (0..body.rows).zip(preview.lines.iter().skip(scroll)) {
        let (sign, role) = match diff.kind {
            DiffKind::Removed => ("-", Role::Removed),
            DiffKind::Added => ("+", Role::Added),
        };
        let mut pen = Pen::new(buffer, body, line);
        pen.shorten(1);
        if pen.room() > digits + 12 {
            pen.write(&format!(" {:>digits$} ", diff.line), look.style(Role::Secondary));
        }
        let text = displayable(head(diff.text.trim_end_matches(['\r', '\n']), 2000)).into_owned();
        let style = look.style(role);
        pen.write(&format!("{sign} "), style);
        if pen.room() > 30 {
            pen.write(&format!("{} ", look.glyphs.border().vertical_left), look.style(Role::Border));
        }
        pen.write_text(&[Piece::new(text, style)], look);
    }
    if n_lines == 0 {
        let mut pen = Pen::new(buffer, body, 0);
        pen.skip(1);
        pen.write("nothing changes this way", look.style(Role::Secondary));
    }
    if outside != inside {
        let extent = Extent { start: scroll, shown: rows, total: n_lines };
        let track = Area { rows: body.rows + 2, ..outside };
        draw_scrollbar(look, buffer, track, extent, look.style(Role::PopupBorder));
    }
    if has_keys {
        let mut pen = Pen::new(buffer, inside, inside.rows - 1);
        pen.skip(1);
        let keys = hints::fitting(scene, pen.room());
        for piece in hints::text(look, &keys) {
            pen.write(&piece.text, piece.style);
        }
    }
    None
}

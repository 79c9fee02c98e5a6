//! The text in a field and the cursor in it: on one line, scrolled sideways, or on several, wrapped.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use unicode_segmentation::UnicodeSegmentation;

use super::pen::Pen;
use super::{Cursor, Look};
use crate::app::field::Field;
use crate::app::layout::Area;
use crate::display::{displayable, displayable_lines, width, wrap};
use crate::theme::Role;

/// Draws a field of one line, so that its cursor is in sight. An empty one asks for what is to be typed.
pub(super) fn draw_line(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Area,
    field: &Field,
    asks: &str,
) -> Cursor {
    if area.is_empty() {
        return None;
    }
    let mut pen = Pen::new(buffer, area, 0);
    if field.text().is_empty() {
        pen.write(asks, look.style(Role::Placeholder));
        return Some(Position::new(area.x, area.y));
    }
    let shown = displayable(field.text());
    let column = width(&displayable(field.before_cursor()));
    let room = usize::from(area.columns);
    let style = look.style(Role::Input);
    if column < room {
        pen.write(&shown, style);
        return Some(Position::new(area.x + column as u16, area.y));
    }
    // What stands before is cut off, with an ellipsis where it was.
    let cut = width(look.ellipsis());
    let hidden = column + 1 + cut - room;
    let mut columns = 0;
    let mut start = shown.len();
    for (at, grapheme) in shown.grapheme_indices(true) {
        if columns >= hidden {
            start = at;
            break;
        }
        columns += width(grapheme);
    }
    pen.write(look.ellipsis(), look.style(Role::Placeholder));
    pen.write(shown.get(start..).unwrap_or_default(), style);
    let column = (column + cut).saturating_sub(columns).min(room - 1);
    Some(Position::new(area.x + column as u16, area.y))
}

/// Draws a field of several lines, wrapped, so that its cursor is in sight.
pub(super) fn draw_lines(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Area,
    field: &Field,
    asks: &str,
) -> Cursor {
    if area.is_empty() {
        return None;
    }
    if field.text().is_empty() {
        Pen::new(buffer, area, 0).write(asks, look.style(Role::Placeholder));
        return Some(Position::new(area.x, area.y));
    }
    let shown = displayable_lines(field.text());
    let at = displayable_lines(field.before_cursor()).len();
    // The cursor has a column of its own at the end of a full line.
    let max = usize::from(area.columns).saturating_sub(1).max(1);
    let lines: Vec<_> = wrap(&shown, max).collect();
    let line = lines.iter().rposition(|line| line.start <= at).unwrap_or(0);
    let before = lines.get(line).and_then(|line| shown.get(line.start..at));
    let column = width(before.unwrap_or_default()).min(max);
    let first = (line + 1).saturating_sub(usize::from(area.rows));
    for (index, line) in (0..).zip(lines.into_iter().skip(first).take(usize::from(area.rows))) {
        Pen::new(buffer, area, index).write(shown.get(line).unwrap_or_default(), look.style(Role::Input));
    }
    let column = (column as u16).min(area.columns - 1);
    Some(Position::new(area.x + column, area.y + (line - first) as u16))
}

//! Writes text into a stretch of one line of the screen; the only way that text reaches a cell.
//!
//! What is written is made displayable first, whatever it is and wherever it came from, and nothing is written beyond
//! the end of the stretch.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Look;
use crate::app::layout::Area;
use crate::display::{Piece, displayable, joined, slice_pieces, truncate_pieces, width, width_of};
use crate::markdown::Definitions;
use crate::markdown::inline::{self, RunStyle};
use crate::matching::find_in;
use crate::theme::Role;

/// A line of text in its styles.
pub(super) type Text = Vec<Piece<Style>>;

/// Stands in a line and moves on as it writes.
pub(super) struct Pen<'a> {
    buffer: &'a mut Buffer,
    pub(super) x: u16,
    y: u16,
    end: u16,
}

impl<'a> Pen<'a> {
    /// At the beginning of a line of an area; one that lies outside writes nothing.
    pub(super) fn new(buffer: &'a mut Buffer, area: Area, line: u16) -> Self {
        let screen = *buffer.area();
        let y = area.y.saturating_add(line);
        let is_inside = line < area.rows && y < screen.bottom() && area.x < screen.right();
        let end = area.x.saturating_add(area.columns).min(screen.right());
        Self { buffer, x: area.x, y, end: if is_inside { end } else { area.x } }
    }

    pub(super) fn room(&self) -> usize {
        usize::from(self.end.saturating_sub(self.x))
    }

    pub(super) fn write(&mut self, text: &str, style: Style) {
        if self.room() > 0 {
            let shown = displayable(text);
            (self.x, _) = self.buffer.set_stringn(self.x, self.y, shown, self.room(), style);
        }
    }

    /// Writes pieces, with an ellipsis where they are cut off.
    pub(super) fn write_text(&mut self, text: &[Piece<Style>], look: &Look<'_>) {
        let max = self.room();
        if width_of(text) <= max {
            text.iter().for_each(|piece| self.write(&piece.text, piece.style));
        } else {
            for piece in truncate_pieces(text, max, look.ellipsis()) {
                self.write(&piece.text, piece.style);
            }
        }
    }

    /// Goes to a column counted from the left edge of the screen, never back.
    pub(super) fn go_to(&mut self, x: u16) {
        self.x = x.clamp(self.x, self.end.max(self.x));
    }

    pub(super) fn skip(&mut self, columns: u16) {
        self.go_to(self.x.saturating_add(columns));
    }

    /// Writes at the right end and shortens the stretch by that and by a gap.
    pub(super) fn write_right(&mut self, text: &[Piece<Style>], gap: u16) {
        let columns = width_of(text);
        if columns == 0 || columns > self.room() {
            return;
        }
        let start = self.end - columns as u16;
        let mut right = Pen { buffer: self.buffer, x: start, y: self.y, end: self.end };
        text.iter().for_each(|piece| right.write(&piece.text, piece.style));
        self.end = start.saturating_sub(gap).max(self.x);
    }

    /// Lays a style over an area.
    pub(super) fn tint(&mut self, area: Area, style: Style) {
        tint(self.buffer, area, style);
    }

    /// Leaves so many columns at the right end free.
    pub(super) fn shorten(&mut self, columns: u16) {
        self.end = self.end.saturating_sub(columns).max(self.x);
    }
}

/// Lays a style over an area.
pub(super) fn tint(buffer: &mut Buffer, area: Area, style: Style) {
    buffer.set_style(rect(area), style);
}

pub(super) fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.columns, height: area.rows }
}

/// Inline Markdown as it is shown, without its marks.
pub(super) fn rich(source: &str, definitions: &Definitions, base: Style, look: &Look<'_>) -> Text {
    let runs = inline::runs(source, definitions);
    runs.into_iter().map(|run| Piece::new(displayable(&run.text), run_style(run.style, base, look))).collect()
}

pub(super) fn run_style(run: RunStyle, base: Style, look: &Look<'_>) -> Style {
    let roles = [
        (run.is_strong, Role::Strong),
        (run.is_emphasized, Role::Emphasis),
        (run.is_struck, Role::Strikethrough),
        (run.is_code, Role::Code),
        (run.is_link, Role::Link),
    ];
    roles.iter().filter(|(is_set, _)| *is_set).fold(base, |style, (_, role)| style.patch(look.style(*role)))
}

/// Sets off what a search found.
pub(super) fn highlighted(text: Text, query: &str, style: Style) -> Text {
    let found = find_in(&joined(&text), query);
    set_off(text, found, style)
}

/// Sets off ranges of bytes of a text, in their order.
pub(super) fn set_off(text: Text, ranges: Vec<Range<usize>>, style: Style) -> Text {
    if ranges.is_empty() {
        return text;
    }
    let mut pieces = Text::new();
    let mut at = 0;
    for range in ranges {
        pieces.extend(slice_pieces(&text, at..range.start));
        let hits = slice_pieces(&text, range.clone());
        pieces.extend(hits.into_iter().map(|hit| Piece::new(hit.text, hit.style.patch(style))));
        at = range.end;
    }
    pieces.extend(slice_pieces(&text, at..usize::MAX));
    pieces
}

/// Fills a text up with blanks.
pub(super) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

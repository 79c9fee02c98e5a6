//! The border of a pane or popup, with its titles and its scroll bar.

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use ratatui::widgets::{Block, Widget};

use super::Look;
use super::pen::{Pen, Text, rect};
use crate::app::layout::Area;
use crate::display::{Piece, truncate_pieces, width_of};
use crate::theme::Mark;

/// A frame around an area: a title at the left and one at the right of its upper line.
pub(super) struct Border {
    pub(super) style: Style,
    pub(super) title: Text,
    pub(super) right: Text,
}

impl Border {
    pub(super) fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, area: Area) {
        if area.columns < 2 || area.rows < 2 {
            return;
        }
        let block = Block::bordered().border_set(look.glyphs.border()).border_style(self.style);
        block.render(rect(area).intersection(*buffer.area()), buffer);
        let line = Area { x: area.x + 1, columns: area.columns - 2, rows: 1, ..area };
        let mut pen = Pen::new(buffer, line, 0);
        let with_blanks = |text: &Text| {
            let mut padded = over(text);
            if let (Some(first), false) = (padded.first_mut(), text.is_empty()) {
                first.text.insert(0, ' ');
            }
            if let Some(last) = padded.last_mut() {
                last.text.push(' ');
            }
            padded
        };
        // The counts give way to the title where there is no room for both.
        if pen.room() >= width_of(&self.right) + 10 {
            pen.write_right(&with_blanks(&self.right), 2);
        }
        if pen.room() >= 4 && !self.title.is_empty() {
            let title = truncate_pieces(&over(&self.title), pen.room() - 2, look.ellipsis());
            pen.write(" ", self.style);
            title.iter().for_each(|piece| pen.write(&piece.text, piece.style));
            pen.write(" ", self.style);
        }
    }
}

/// The text in its own style alone, whatever that of the line below it is.
fn over(text: &Text) -> Text {
    text.iter().map(|piece| Piece::new(piece.text.as_str(), Style::reset().patch(piece.style))).collect()
}

/// What part of a longer content is in sight, in any unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) start: usize,
    pub(super) shown: usize,
    pub(super) total: usize,
}

/// Draws the thumb on the right border, beside the content; nothing where all is in sight.
pub(super) fn draw_scrollbar(look: &Look<'_>, buffer: &mut Buffer, area: Area, extent: Extent, style: Style) {
    let track = usize::from(area.rows.saturating_sub(2));
    if extent.shown >= extent.total || track < 2 || area.columns < 2 {
        return;
    }
    let thumb = (track * extent.shown / extent.total).clamp(1, track - 1);
    let rest = extent.total - extent.shown;
    // At an end only where the content is at its end.
    let start = match extent.start.min(rest) {
        0 => 0,
        start if start == rest => track - thumb,
        start => ((track - thumb) * start / rest)
            .clamp(1.min(track - thumb), (track - thumb).saturating_sub(1).max(1)),
    };
    for line in start..(start + thumb).min(track) {
        let cell = Area { x: area.x + area.columns - 1, columns: 1, ..area };
        Pen::new(buffer, cell, 1 + line as u16).write(look.glyph(Mark::ScrollThumb), style);
    }
}

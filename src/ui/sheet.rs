//! Drawings finer than cells: each painted by ratatui's canvas on a sheet of its own, and laid over each other.
//!
//! Knows nothing of what is drawn. Where there are no smaller points than cells (in ASCII), a sheet has a mark of its own,
//! by which it is told apart.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Context, Line, Points};

use super::Look;
use super::pen::{Pen, rect};
use crate::app::layout::Area;
use crate::theme::{GlyphSet, Role};

/// A point of a drawing; `y` grows upwards.
pub(super) type Point = (f64, f64);

/// What a drawing reaches from and to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub(super) x: [f64; 2],
    pub(super) y: [f64; 2],
}

pub(super) fn line(context: &mut Context<'_>, from: Point, to: Point) {
    context.draw(&Line::new(from.0, from.1, to.0, to.1, Color::Reset));
}

pub(super) fn points(context: &mut Context<'_>, points: &[Point]) {
    context.draw(&Points::new(points, Color::Reset));
}

/// How many points beside and above each other a cell has.
pub(super) fn points_per_cell(glyphs: GlyphSet) -> (u16, u16) {
    match glyphs {
        GlyphSet::Unicode => (2, 4),
        GlyphSet::Ascii => (1, 1),
    }
}

/// What is painted, on cells of its own; `mark` stands for a point where there are no smaller ones.
pub(super) fn sheet(
    glyphs: GlyphSet,
    area: Area,
    bounds: Bounds,
    mark: char,
    paint: &dyn Fn(&mut Context<'_>),
) -> Buffer {
    let marker = match glyphs {
        GlyphSet::Unicode => Marker::Braille,
        GlyphSet::Ascii => Marker::Custom(mark),
    };
    let area = Rect { x: 0, y: 0, ..rect(area) };
    let mut buffer = Buffer::empty(area);
    let canvas = Canvas::default().marker(marker).x_bounds(bounds.x).y_bounds(bounds.y);
    canvas.paint(|context| paint(context)).render(area, &mut buffer);
    buffer
}

/// Draws sheets over each other: a cell has the points of all, and the style of the last that has any.
pub(super) fn lay_over(look: &Look<'_>, buffer: &mut Buffer, area: Area, sheets: &[(Role, Buffer)]) {
    for (row, column) in (0..area.rows).flat_map(|row| (0..area.columns).map(move |column| (row, column))) {
        let mut cell: Option<(Role, char)> = None;
        for (role, sheet) in sheets {
            let symbol = sheet[(column, row)].symbol().chars().next().unwrap_or(' ');
            if !matches!(symbol, ' ' | BRAILLE_BLANK) {
                cell = Some((*role, cell.map_or(symbol, |(_, below)| joined(below, symbol))));
            }
        }
        if let Some((role, symbol)) = cell {
            let cell = Area { x: area.x + column, y: area.y + row, columns: 1, rows: 1 };
            Pen::new(buffer, cell, 0).write(symbol.encode_utf8(&mut [0; 4]), look.style(role));
        }
    }
}

const BRAILLE_BLANK: char = '\u{2800}';

/// The points of both, of two braille patterns; else the upper one.
fn joined(below: char, above: char) -> char {
    let points =
        |char: char| u32::from(char).checked_sub(u32::from(BRAILLE_BLANK)).filter(|bits| *bits < 256);
    match (points(below), points(above)) {
        (Some(below), Some(above)) => {
            char::from_u32(u32::from(BRAILLE_BLANK) + (below | above)).unwrap_or(' ')
        }
        _ => above,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_two_sheets_are_joined() {
        assert_eq!(joined('\u{2801}', '\u{2808}'), '\u{2809}');
        assert_eq!(joined('.', '#'), '#');
    }
}

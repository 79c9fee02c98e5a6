//! Text in several styles: cut and wrapped as one text, its styles kept.
//!
//! Knows nothing of what a style is. As [`super::measure`], it is given text that is displayable.

use std::ops::Range;

use super::measure::{truncate, width, wrap};

/// A stretch of text in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<S> {
    pub text: String,
    pub style: S,
}

impl<S> Piece<S> {
    pub fn new(text: impl Into<String>, style: S) -> Self {
        Self { text: text.into(), style }
    }
}

/// The text alone.
pub fn joined<S>(pieces: &[Piece<S>]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// The columns that pieces take when they are written one behind the other.
pub fn width_of<S>(pieces: &[Piece<S>]) -> usize {
    pieces.iter().map(|piece| width(&piece.text)).sum()
}

/// What of the pieces fits into `max` columns; an ellipsis has the style of what it stands behind.
pub fn truncate_pieces<S: Copy>(pieces: &[Piece<S>], max: usize, ellipsis: &str) -> Vec<Piece<S>> {
    if width_of(pieces) <= max {
        return slice_pieces(pieces, 0..usize::MAX);
    }
    let text = joined(pieces);
    let cut = truncate(&text, max, ellipsis);
    let is_whole = *cut == text;
    let ellipsis = if !is_whole && cut.ends_with(ellipsis) { ellipsis } else { "" };
    let mut kept = slice_pieces(pieces, 0..cut.len() - ellipsis.len());
    let style = kept.last().or(pieces.first()).map(|piece| piece.style);
    kept.extend(style.filter(|_| !ellipsis.is_empty()).map(|style| Piece::new(ellipsis, style)));
    kept
}

/// The lines into which pieces wrap at `max` columns (see [`wrap`]).
pub fn wrap_pieces<S: Copy>(pieces: &[Piece<S>], max: usize) -> Vec<Vec<Piece<S>>> {
    let text = joined(pieces);
    wrap(&text, max).map(|line| slice_pieces(pieces, line)).collect()
}

/// The pieces, or parts of pieces, in a range of bytes of the joined text.
pub fn slice_pieces<S: Copy>(pieces: &[Piece<S>], range: Range<usize>) -> Vec<Piece<S>> {
    let mut start = 0;
    let mut kept = Vec::new();
    for piece in pieces {
        let end = start + piece.text.len();
        let from = range.start.clamp(start, end) - start;
        let to = range.end.clamp(start, end) - start;
        if let Some(text) = piece.text.get(from..to).filter(|text| !text.is_empty()) {
            kept.push(Piece::new(text, piece.style));
        }
        start = end;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Vec<Piece<u8>> {
        vec![Piece::new("the ", 0), Piece::new("event", 1), Piece::new(" loop", 0)]
    }

    fn shown(pieces: &[Piece<u8>]) -> String {
        pieces.iter().map(|piece| format!("{}{}", piece.text, piece.style)).collect()
    }

    #[test]
    fn styles_survive_a_cut_and_a_wrap() {
        assert_eq!(shown(&truncate_pieces(&pieces(), 14, "…")), "the 0event1 loop0");
        assert_eq!(shown(&truncate_pieces(&pieces(), 7, "…")), "the 0ev1…1");
        assert_eq!(shown(&truncate_pieces(&pieces(), 0, "…")), "");
        let lines: Vec<String> = wrap_pieces(&pieces(), 9).iter().map(|line| shown(line)).collect();
        assert_eq!(lines, ["the 0event1", "loop0"]);
        let lines: Vec<String> = wrap_pieces(&pieces(), 4).iter().map(|line| shown(line)).collect();
        assert_eq!(lines, ["the0", "even1", "t1", "loop0"]);
    }

    #[test]
    fn a_text_without_pieces_is_one_empty_line() {
        assert_eq!(wrap_pieces::<u8>(&[], 5), vec![Vec::new()]);
        assert_eq!(truncate_pieces::<u8>(&[], 0, "…"), []);
    }
}

//! List markers and boxes, byte by byte: what the parser says of them is checked before it is believed.

use crate::model::item::Mark;
use crate::span::{Span, line_start, offset};

/// `-`, `*`, `+`, `12.` or `12)` at the beginning of an item; empty where none is.
///
/// The parser's item begins at the end of the line before where a tab that indents it was used up in part.
pub(super) fn marker(bytes: &[u8], item: Span) -> Span {
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'>' | b'\n' | b'\r');
    let start = item.start as usize + bytes[item.range()].iter().take_while(is_blank).count();
    let digits = bytes[start..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let len = match bytes.get(start + digits) {
        Some(b'-' | b'*' | b'+') if digits == 0 => 1,
        Some(b'.' | b')') if digits > 0 => digits + 1,
        _ => 0,
    };
    Span::new(start, start + len)
}

/// The box that the parser's task list marker ending at `end` is, if its bytes are those of one.
///
/// The parser also takes a tab, a line tabulation or a form feed for the state, and a box that a tab has pushed into
/// indented code.
pub(super) fn task_mark(bytes: &[u8], marker: Span, end: usize) -> Option<Mark> {
    let at = end.checked_sub(2)?;
    let [b'[', state @ (b' ' | b'x' | b'X'), b']'] = bytes.get(at - 1..end)? else { return None };
    let follows_blank = matches!(bytes.get(end), None | Some(b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c));
    let between = bytes.get(marker.end as usize..at - 1)?;
    let is_code = between.contains(&b'\t')
        && column(bytes, at - 1).saturating_sub(column(bytes, marker.end as usize)) > 4;
    (follows_blank && !is_code).then_some(Mark { at: offset(at), char: char::from(*state) })
}

/// The column of a byte, tabs expanded to stops of four (CommonMark 2.2).
pub(super) fn column(bytes: &[u8], at: usize) -> usize {
    bytes[line_start(bytes, at)..at].iter().fold(0, |column, byte| match byte {
        b'\t' => column / 4 * 4 + 4,
        _ => column + 1,
    })
}

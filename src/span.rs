//! Byte ranges in a text, and the text itself as it lies in the file.
//!
//! Knows nothing of Markdown. A span is only meaningful beside the text it was made on: a section's text, or the
//! whole file where that is said.

use std::ops::Range;
use std::sync::Arc;

/// A half-open byte range. Files are at most 1 GiB, so 32 bits hold every offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: offset(start), end: offset(end) }
    }

    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes of `text` that it names; empty where it does not lie on character borders of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }

    /// The same bytes, counted from a place `by` bytes earlier.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self { start: self.start + offset(by), end: self.end + offset(by) }
    }

    /// The same bytes, counted from a place `by` bytes later.
    #[must_use]
    pub fn relative_to(self, by: usize) -> Self {
        Self { start: self.start - offset(by), end: self.end - offset(by) }
    }
}

/// An offset as it is kept.
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).expect("files over 1 GiB are refused on load")
}

/// A file's bytes, with a copy of equal length to read from where they are not UTF-8.
///
/// In the copy each byte that belongs to no character is a `?` (a `,` behind a `<`, which with `?` would begin what hides
/// the rest of a file: CommonMark 4.6), so an offset in one is the same offset in the other.
#[derive(Debug, PartialEq, Eq)]
struct Source {
    text: String,
    raw: Option<Vec<u8>>,
}

/// A stretch of a file: cheap to clone and to cut, since all stretches of one reading share its bytes.
#[derive(Debug, Clone)]
pub struct Text {
    source: Arc<Source>,
    span: Span,
}

impl Text {
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        let source = match String::from_utf8(bytes) {
            Ok(text) => Source { text, raw: None },
            Err(error) => {
                let raw = error.into_bytes();
                Source { text: readable(&raw), raw: Some(raw) }
            }
        };
        let span = Span::new(0, source.text.len());
        Self { source: Arc::new(source), span }
    }

    pub fn as_str(&self) -> &str {
        self.span.of(&self.source.text)
    }

    /// The bytes as they are in the file.
    pub fn as_bytes(&self) -> &[u8] {
        match &self.source.raw {
            Some(raw) => &raw[self.span.range()],
            None => self.as_str().as_bytes(),
        }
    }

    pub fn len(&self) -> usize {
        self.span.len()
    }

    pub fn is_empty(&self) -> bool {
        self.span.is_empty()
    }

    /// Whether every byte belongs to a character.
    pub fn is_utf8(&self) -> bool {
        self.source.raw.is_none() || std::str::from_utf8(self.as_bytes()).is_ok()
    }

    /// A part of it; `span` is relative to it.
    #[must_use]
    pub fn slice(&self, span: Span) -> Self {
        debug_assert!(span.end <= self.span.end - self.span.start);
        Self { source: Arc::clone(&self.source), span: span.shifted(self.span.start as usize) }
    }

    /// One text out of this and the next, without a copy where both are neighbours in the same source.
    #[must_use]
    pub fn joined(&self, next: &Self) -> Self {
        if Arc::ptr_eq(&self.source, &next.source) && self.span.end == next.span.start {
            return Self {
                source: Arc::clone(&self.source),
                span: Span { start: self.span.start, end: next.span.end },
            };
        }
        Self::from_bytes([self.as_bytes(), next.as_bytes()].concat())
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Text {}

/// A copy of equal length in which what is not UTF-8 is `?`, or `,` behind a `<`.
fn readable(raw: &[u8]) -> String {
    let mut text = String::with_capacity(raw.len());
    for chunk in raw.utf8_chunks() {
        text.push_str(chunk.valid());
        for _ in chunk.invalid() {
            text.push(if text.ends_with('<') { ',' } else { '?' });
        }
    }
    text
}

/// Where a byte lies, for people: both count from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// How many lines end in `text`: LF, CR LF, and CR alone (CommonMark, "line ending").
pub fn count_line_ends(text: &[u8]) -> usize {
    let feeds = memchr::memchr_iter(b'\n', text).count();
    let lone_returns = memchr::memchr_iter(b'\r', text).filter(|at| text.get(at + 1) != Some(&b'\n')).count();
    feeds + lone_returns
}

/// Where the line that holds `at` begins.
pub fn line_start(text: &[u8], at: usize) -> usize {
    memchr::memrchr2(b'\n', b'\r', &text[..at]).map_or(0, |end| end + 1)
}

/// Where the line that holds `at` ends, without its line ending.
pub fn line_end(text: &[u8], at: usize) -> usize {
    memchr::memchr2(b'\n', b'\r', &text[at..]).map_or(text.len(), |len| at + len)
}

/// Where the line after the one that holds `at` begins.
pub fn next_line(text: &[u8], at: usize) -> usize {
    let end = line_end(text, at);
    match text.get(end..) {
        Some([b'\r', b'\n', ..]) => end + 2,
        Some([_, ..]) => end + 1,
        _ => end,
    }
}

/// The lines of a text without their endings: LF, CR LF, and CR alone. What ends a line begins none.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        at = next_line(text.as_bytes(), start);
        (start < text.len()).then(|| text.get(start..line_end(text.as_bytes(), start)).unwrap_or_default())
    })
}

/// The lines of a text with their endings.
pub fn whole_lines(text: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = next_line(text, at);
        lines.push(&text[at..end]);
        at = end;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_bytes_keep_their_offsets() {
        let text = Text::from_bytes(b"a\xffb\xe2\x82c".to_vec());
        assert_eq!(text.as_str(), "a?b??c");
        assert_eq!(text.as_bytes(), b"a\xffb\xe2\x82c");
        assert_eq!(text.slice(Span::new(1, 3)).as_bytes(), b"\xffb");
        assert!(!text.slice(Span::new(1, 3)).is_utf8());
        assert!(text.slice(Span::new(2, 3)).is_utf8());
    }

    #[test]
    fn an_invalid_byte_hides_nothing_behind_it() {
        assert_eq!(Text::from_bytes(b"<\xff\xffa?".to_vec()).as_str(), "<,?a?");
    }

    #[test]
    fn a_crlf_ends_one_line() {
        assert_eq!(count_line_ends(b"a\r\nb\rc\nd"), 3);
        assert_eq!(next_line(b"a\r\nb", 0), 3);
        assert_eq!(line_start(b"a\r\nb", 3), 3);
        assert_eq!(next_line(b"a", 0), 1);
        assert_eq!(lines("a\r\nb\rc\n\nd\n").collect::<Vec<_>>(), ["a", "b", "c", "", "d"]);
    }

    #[test]
    fn neighbours_are_joined_without_a_copy() {
        let whole = Text::from_bytes(b"abcdef".to_vec());
        let (left, right) = (whole.slice(Span::new(0, 2)), whole.slice(Span::new(2, 6)));
        let joined = left.joined(&right);
        assert_eq!(joined.as_str(), "abcdef");
        assert!(Arc::ptr_eq(&joined.source, &whole.source));
        assert_eq!(right.joined(&left).as_str(), "cdefab");
    }
}

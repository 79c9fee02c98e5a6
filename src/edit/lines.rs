//! A section's text as lines: where an item's lines begin and end, what separates them, and in which style.
//!
//! All offsets are of the section's text; only [`Lines::splice`] knows where that lies in the file. What an edit is
//! for is the verbs' business.

use std::ops::Range;

use super::Splice;
use crate::model::{Item, Roadmap, Section};
use crate::span::{self, Span};

/// The byte order mark in UTF-8: it stands before the first line and belongs to none.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// More columns of blanks than this behind a marker make indented code (CommonMark 5.2).
const MAX_BLANKS: usize = 4;

/// Tabs go to the next column that this divides (CommonMark 2.2).
const TAB: usize = 4;

#[derive(Clone, Copy)]
pub(super) struct Lines<'a> {
    roadmap: &'a Roadmap,
    pub(super) section: &'a Section,
    pub(super) bytes: &'a [u8],
}

impl<'a> Lines<'a> {
    pub(super) fn of(roadmap: &'a Roadmap, section: u32) -> Self {
        let section = roadmap.section(section);
        Self { roadmap, section, bytes: section.text.as_bytes() }
    }

    pub(super) fn item(&self, index: u32) -> &'a Item {
        &self.section.items[index as usize]
    }

    /// The section's text as it is read.
    pub(super) fn text(&self) -> &'a str {
        self.section.text.as_str()
    }

    /// Some bytes of the section and what they become; the characters that stay at both ends are left out.
    pub(super) fn splice(&self, range: Range<usize>, new: impl Into<Vec<u8>>) -> Splice {
        let old = self.bytes[range.clone()].to_vec();
        let span = Span::new(range.start, range.end).shifted(self.section.offset);
        narrowed(Splice { span, old, new: new.into() })
    }

    pub(super) fn insertion(&self, at: usize, new: impl Into<Vec<u8>>) -> Splice {
        self.splice(at..at, new)
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        let start = span::line_start(self.bytes, at);
        let is_marked = start == 0 && self.section.offset == 0 && self.bytes.starts_with(MARK);
        if is_marked { MARK.len().min(at) } else { start }
    }

    pub(super) fn line_end(&self, at: usize) -> usize {
        span::line_end(self.bytes, at)
    }

    /// The line ending where a line ends, or the one that the lines before it have where the file ends.
    pub(super) fn ending(&self, at: usize) -> &'static [u8] {
        let own = ending_at(self.bytes, self.line_end(at));
        let before = || memchr::memrchr2(b'\n', b'\r', &self.bytes[..at]);
        let ended = || match before()? {
            end if self.bytes[end] == b'\n' && end > 0 && self.bytes[end - 1] == b'\r' => Some(&b"\r\n"[..]),
            end => ending_at(self.bytes, end),
        };
        own.or_else(ended).or_else(|| self.ending_elsewhere()).unwrap_or(b"\n")
    }

    fn ending_elsewhere(&self) -> Option<&'static [u8]> {
        self.roadmap.sections().iter().find_map(|section| {
            let bytes = section.text.as_bytes();
            ending_at(bytes, span::line_end(bytes, 0))
        })
    }

    /// What stands before an item's marker in its line: indent, quote markers, the markers of outer items.
    pub(super) fn prefix(&self, item: &Item) -> &'a [u8] {
        let marker = item.marker.start as usize;
        &self.bytes[self.line_start(marker)..marker]
    }

    /// Whether nothing but indent and quote markers stands before an item's marker.
    pub(super) fn begins_line(&self, item: &Item) -> bool {
        self.prefix(item).iter().all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
    }

    /// Where an item's content begins: its box, else its text.
    pub(super) fn content_start(&self, item: &Item) -> usize {
        let end = item.marker.end as usize;
        let blanks = self.bytes[end..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let start = end + blanks;
        let is_empty = start == self.line_end(end);
        if is_empty || self.column(start) - self.column(end) > MAX_BLANKS { end } else { start }
    }

    /// The column of a byte, tabs expanded to stops of four (CommonMark 2.2).
    pub(super) fn column(&self, at: usize) -> usize {
        width(&self.bytes[self.line_start(at)..at])
    }

    /// What stands before the item's own further lines: its line up to the content, markers as blanks.
    pub(super) fn content_prefix(&self, item: &Item) -> Vec<u8> {
        let start = self.content_start(item);
        let marker = item.marker.start as usize;
        let mut prefix = without_markers(self.prefix(item));
        let behind = without_markers(&self.bytes[marker..start]);
        // A tab behind the marker reaches the content by itself, unless it would set a quote marker apart.
        let blanks = behind.iter().position(|&byte| byte == b'\t').unwrap_or_default();
        let is_reached = width(&prefix) / TAB == (width(&prefix) + blanks) / TAB && !prefix.ends_with(b">");
        prefix.extend_from_slice(if is_reached { &behind[blanks..] } else { &behind });
        if start == item.marker.end as usize {
            prefix.push(b' ');
        }
        prefix
    }

    /// Where the last line of an item and all below it ends.
    pub(super) fn end(&self, item: &Item) -> usize {
        let quotes = self.quotes(item);
        let mut end = self.line_end(item.span.end as usize);
        while quotes > 0
            && self.line_start(end) > item.marker.start as usize
            && self.is_blank(self.line_start(end), quotes)
        {
            end = self.end_of_line_before(self.line_start(end));
        }
        end
    }

    /// How many quote markers stand before an item's marker.
    pub(super) fn quotes(&self, item: &Item) -> usize {
        n_quotes(self.prefix(item))
    }

    /// Whether the line that begins at `line` has nothing but blanks and so many quote markers.
    fn is_blank(&self, line: usize, quotes: usize) -> bool {
        let line = &self.bytes[line..self.line_end(line)];
        line.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'>')) && n_quotes(line) == quotes
    }

    /// Where the line before the one that begins at `line` ends; `line` itself where that is the first.
    pub(super) fn end_of_line_before(&self, line: usize) -> usize {
        match &self.bytes[..line] {
            [.., b'\r', b'\n'] => line - 2,
            [.., b'\n' | b'\r'] => line - 1,
            _ => line,
        }
    }

    /// The line ending and the blank lines before an item's line: from the end of the last line that has something.
    pub(super) fn gap_before(&self, item: &Item) -> Range<usize> {
        self.gap_before_line(self.line_start(item.marker.start as usize), self.quotes(item))
    }

    /// The same before any line.
    pub(super) fn gap_before_line(&self, end: usize, quotes: usize) -> Range<usize> {
        let mut line = end;
        loop {
            let before = self.end_of_line_before(line);
            let line_before = self.line_start(before);
            if before == line || !self.is_blank(line_before, quotes) {
                return before..end;
            }
            line = line_before;
        }
    }

    /// The line ending and the blank lines behind the line that ends at `end`, up to the next that has something.
    pub(super) fn gap_after(&self, end: usize, quotes: usize) -> Range<usize> {
        let mut line = span::next_line(self.bytes, end);
        while line < self.bytes.len() && self.is_blank(line, quotes) {
            line = span::next_line(self.bytes, line);
        }
        end..line
    }

    /// The first blank line of a gap, without its ending.
    pub(super) fn blank_line(&self, gap: Range<usize>) -> Option<&'a [u8]> {
        let start = span::next_line(self.bytes, gap.start);
        (start < gap.end).then(|| &self.bytes[start..span::line_end(self.bytes, start)])
    }

    /// The next item of the same list.
    pub(super) fn next(&self, index: u32) -> Option<u32> {
        let next = self.item(index).end;
        (self.section.items.len() > next as usize && self.are_neighbours(index, next)).then_some(next)
    }

    /// The item before it in the same list.
    pub(super) fn previous(&self, index: u32) -> Option<u32> {
        let parent = self.item(index).parent;
        let mut previous = index.checked_sub(1)?;
        while self.item(previous).parent != parent {
            previous = self.item(previous).parent?;
        }
        (self.item(previous).end == index && self.are_neighbours(previous, index)).then_some(previous)
    }

    /// Whether two items that follow each other are of one list: of one kind, and only blank lines between them.
    fn are_neighbours(&self, left: u32, right: u32) -> bool {
        let (left, right) = (self.item(left), self.item(right));
        let quotes = self.quotes(left);
        if left.parent != right.parent
            || self.kind(left) != self.kind(right)
            || !self.begins_line(right)
            || self.quotes(right) != quotes
        {
            return false;
        }
        let mut line = span::next_line(self.bytes, self.end(left));
        while line < self.line_start(right.marker.start as usize) {
            if !self.is_blank(line, quotes) {
                return false;
            }
            line = span::next_line(self.bytes, line);
        }
        true
    }

    /// The bullet, or the delimiter behind the number: lists differ where it does (CommonMark 5.3).
    fn kind(&self, item: &Item) -> Option<u8> {
        self.bytes[item.marker.range()].last().copied()
    }
}

/// The columns of a line's beginning, tabs expanded.
pub(super) fn width(line: &[u8]) -> usize {
    line.iter().fold(0, |column, byte| match byte {
        b'\t' => column / TAB * TAB + TAB,
        _ => column + 1,
    })
}

/// A line's beginning with list markers as blanks; quote markers and tabs stay.
pub(super) fn without_markers(prefix: &[u8]) -> Vec<u8> {
    prefix.iter().map(|&byte| if matches!(byte, b'>' | b'\t') { byte } else { b' ' }).collect()
}

fn n_quotes(line: &[u8]) -> usize {
    line.iter().filter(|&&byte| byte == b'>').count()
}

fn ending_at(bytes: &[u8], at: usize) -> Option<&'static [u8]> {
    match bytes.get(at..)? {
        [b'\r', b'\n', ..] => Some(b"\r\n"),
        [b'\n', ..] => Some(b"\n"),
        [b'\r', ..] => Some(b"\r"),
        _ => None,
    }
}

/// A splice without the characters that both its old and its new bytes begin and end with.
fn narrowed(splice: Splice) -> Splice {
    let (Ok(old), Ok(new)) = (str::from_utf8(&splice.old), str::from_utf8(&splice.new)) else {
        return splice;
    };
    let same = |(left, right): &(char, char)| left == right;
    let before: usize = old.chars().zip(new.chars()).take_while(same).map(|(char, _)| char.len_utf8()).sum();
    let (old, new) = (old.get(before..).unwrap_or_default(), new.get(before..).unwrap_or_default());
    let behind: usize =
        old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(char, _)| char.len_utf8()).sum();
    let start = splice.span.start as usize + before;
    let (old, new) = (old.len() - behind, new.len() - behind);
    Splice {
        span: Span::new(start, start + old),
        old: splice.old[before..before + old].to_vec(),
        new: splice.new[before..before + new].to_vec(),
    }
}

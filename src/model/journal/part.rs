//! What an entry is made of: paragraphs, quotes, code and the items below it, in the order of the file.
//!
//! The model keeps the first paragraph of each item; what else stands in an entry is read again when it is asked for.

use super::{Entry, EntryPlace, tags_in};
use crate::markdown::{self, BlockKind, Definitions, Inlines, Surroundings, inline};
use crate::model::{Item, Roadmap};
use crate::span::{Span, line_start, lines};

/// A block of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part<'a> {
    pub kind: PartKind,
    /// As the file has it; its first line begins behind the indent.
    pub text: &'a str,
    /// How many items below the entry it lies in; an item lies in itself.
    pub depth: u16,
    /// The columns before its first line.
    indent: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    Paragraph,
    /// A paragraph of a quote.
    Quote,
    /// Fenced or indented.
    Code,
    Table,
    /// An item's first paragraph.
    Item,
}

impl PartKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Quote => "quote",
            Self::Code => "code",
            Self::Table => "table",
            Self::Item => "item",
        }
    }

    /// Whether its lines stand as they are, and none of their signs is Markdown's.
    pub fn is_verbatim(self) -> bool {
        matches!(self, Self::Code | Self::Table)
    }
}

impl<'a> Part<'a> {
    fn new(text: &'a str, kind: PartKind, span: Span, depth: u16) -> Self {
        let before = Span { start: line_start(text.as_bytes(), span.start as usize) as u32, end: span.start };
        Self { kind, text: span.of(text), depth, indent: before.of(text).chars().fold(0, column_behind) }
    }

    /// Its lines without the indent and the quote markers of what it lies in; those of code without its fences.
    pub fn lines(&self) -> Vec<&'a str> {
        if !self.kind.is_verbatim() {
            let own = lines(self.text).map(|line| line.trim_start_matches(['>', ' ', '\t']).trim_end());
            return own.filter(|line| !line.is_empty()).collect();
        }
        let first = lines(self.text).take(1);
        let own: Vec<&str> =
            first.chain(lines(self.text).skip(1).map(|line| without_indent(line, self.indent))).collect();
        let is_fence = |line: &&&str| line.starts_with("```") || line.starts_with("~~~");
        let n_before = usize::from(own.first().filter(is_fence).is_some());
        let n_behind = n_before * usize::from(own.get(1..).and_then(<[_]>::last).filter(is_fence).is_some());
        own.get(n_before..own.len() - n_behind).unwrap_or_default().to_vec()
    }

    /// What it says, as it is shown.
    pub fn plain(&self, definitions: &Definitions) -> String {
        if self.kind.is_verbatim() { self.lines().join("\n") } else { inline::plain(self.text, definitions) }
    }

    /// Its tags, without their `#`; what begins so in code is none.
    pub(super) fn tags(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let text = if self.kind == PartKind::Code { "" } else { self.text };
        tags_in(text)
    }
}

/// The column behind a character, tabs going to stops of four (CommonMark 2.2).
fn column_behind(column: usize, char: char) -> usize {
    if char == '\t' { column / 4 * 4 + 4 } else { column + 1 }
}

/// A line without so many columns of indent and quote markers.
fn without_indent(line: &str, columns: usize) -> &str {
    let mut column = 0;
    line.trim_start_matches(|char| {
        let is_before = column < columns && matches!(char, ' ' | '\t' | '>');
        column = column_behind(column, char);
        is_before
    })
}

impl Entry {
    /// All that it is made of, its words first; never empty.
    pub fn parts<'a>(&self, roadmap: &'a Roadmap) -> Vec<Part<'a>> {
        let section = roadmap.section(self.place.section());
        let text = section.text.as_str();
        let (span, items) = match self.place {
            EntryPlace::Item(place) => {
                let items = place.item as usize..roadmap.item(place).end as usize;
                (roadmap.item(place).span, &section.items[items])
            }
            EntryPlace::Section(_) => (self.text, &section.items[..0]),
        };
        let is_known = if items.is_empty() { is_one_line(span.of(text)) } else { is_of_items(text, items) };
        let read = if is_known { None } else { read(roadmap, text, span, items) };
        let mut found = read.filter(|found| !found.is_empty()).unwrap_or_else(|| {
            let item = |item: &Item| (PartKind::Item, item.text, item.depth - items[0].depth);
            let below = items.iter().skip(1).map(item);
            std::iter::once((PartKind::Paragraph, self.text, 0)).chain(below).collect()
        });
        // Date and kind are no words.
        let words = &mut found[0].1;
        words.start = words.start.max(self.text.start).min(words.end);
        found.into_iter().map(|(kind, span, depth)| Part::new(text, kind, span, depth)).collect()
    }
}

type Found = (PartKind, Span, u16);

/// Whether a text can be nothing but one paragraph.
fn is_one_line(text: &str) -> bool {
    !text.contains(['\n', '\r']) && text.starts_with(char::is_alphanumeric)
}

/// Whether nothing stands between the first paragraphs of an item and those below it.
fn is_of_items(text: &str, items: &[Item]) -> bool {
    let starts = items.iter().skip(1).map(|item| item.marker.start).chain([items[0].span.end]);
    let mut gaps = items.iter().map(|item| item.text.end).zip(starts);
    let is_blank = |(start, end): (u32, u32)| {
        let between = Span { start, end: end.max(start) }.of(text);
        between.trim_matches([' ', '\t', '\r', '\n', '>']).is_empty()
    };
    gaps.all(is_blank)
}

/// The parts of an item with those below it, or of the words of a day. None where they read as something else by
/// themselves.
fn read(roadmap: &Roadmap, text: &str, span: Span, items: &[Item]) -> Option<Vec<Found>> {
    let start = line_start(text.as_bytes(), span.start as usize);
    let surroundings = Surroundings { definitions: roadmap.definitions(), has_comment_after: false };
    let source = text.get(start..span.end as usize)?;
    let blocks = markdown::parse(source, surroundings, Inlines::NotOfItems).blocks;
    let is_item = |kind| matches!(kind, BlockKind::Item { .. });
    let (mut index, end) = match items {
        [] => (0, blocks.len()),
        _ => {
            let own = blocks.iter().position(|block| is_item(block.kind))?;
            (own, blocks[own].end as usize)
        }
    };
    let mut items = items.iter();
    let mut parts = Vec::new();
    // Where the items end that are open, and the quote.
    let (mut open, mut quote_end): (Vec<u32>, u32) = (Vec::new(), 0);
    while index < end {
        let block = blocks[index];
        open.retain(|&end| end as usize > index);
        let mut next = index + 1;
        let span = trimmed(text, block.span.shifted(start));
        let depth = |open: &[u32]| u16::try_from(open.len().saturating_sub(1)).unwrap_or(u16::MAX);
        let words = if (index as u32) < quote_end { PartKind::Quote } else { PartKind::Paragraph };
        let part = match block.kind {
            BlockKind::Item { .. } => {
                open.push(block.end);
                let is_text = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Heading { .. });
                let has_text = next < block.end as usize && is_text(blocks[next].kind);
                next += usize::from(has_text);
                let kind = if parts.is_empty() { PartKind::Paragraph } else { PartKind::Item };
                Some((kind, items.next()?.text))
            }
            BlockKind::Quote => {
                quote_end = quote_end.max(block.end);
                None
            }
            BlockKind::Paragraph | BlockKind::Heading { .. } => Some((words, span)),
            BlockKind::Code => Some((PartKind::Code, span)),
            BlockKind::Table => {
                next = block.end as usize;
                Some((PartKind::Table, span))
            }
            _ => None,
        };
        parts.extend(part.map(|(kind, span)| (kind, span, depth(&open))));
        index = next;
    }
    Some(parts)
}

fn trimmed(text: &str, span: Span) -> Span {
    Span { end: span.start + span.of(text).trim_end().len() as u32, ..span }
}

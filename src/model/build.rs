//! Blocks → sections, items and tables.
//!
//! One walk over the blocks, which are in pre-order, with a stack of the containers that are open: nothing here
//! recurses, so no nesting is too deep.

mod mark;
mod signs;
mod table;
mod trim;

use std::borrow::Cow;
use std::ops::Range;

use super::counts::Counts;
use super::fields;
use super::item::{Item, Mark, State};
use super::read::Context;
use super::section::{Section, SectionKind};
use super::table::Table;
use crate::markdown::{BlockKind, Parsed, cuts};
use crate::settings::{CountRule, DoneDate};
use crate::span::{Span, count_line_ends, line_start, offset};
use mark::{marker, task_mark};
pub(super) use signs::Signs;
use trim::{first_line, heading_text, trimmed, trimmed_end};

/// Text that the parser could make nothing of hangs below whatever heading stands above it.
const UNREADABLE_LEVEL: u8 = 7;

/// The sections of a part of the file. `parsed` is of the text from `start` on, which is later than the part's
/// beginning only where a byte order mark or front matter stands there.
pub(super) fn sections(
    context: &Context<'_>,
    parsed: &mut Parsed,
    range: &Range<usize>,
    start: usize,
) -> Vec<Section> {
    let source = context.text.as_str().as_bytes();
    let mut begins = Vec::new();
    let mut index = 0;
    while let Some(block) = parsed.blocks.get(index) {
        if let BlockKind::Heading { level } = block.kind {
            let at = line_start(source, start + block.span.start as usize).max(range.start);
            begins.push(Begin { at, heading: Some((level, block.span)), block: index });
        }
        index = block.end as usize;
    }
    // What stands before the first heading is a section of its own; at the beginning of the file even if empty.
    let is_file_start = context.base + range.start == 0;
    if is_file_start || begins.first().is_none_or(|first| first.at > range.start) {
        begins.insert(0, Begin { at: range.start, heading: None, block: 0 });
    }
    // Where comments are blanks, an item does not end with one.
    let shown = match parsed.without_comments.take() {
        Some(shown) => {
            let before = context.text.as_str().get(range.start..start).unwrap_or_default();
            Cow::Owned(before.to_owned() + &shown)
        }
        None => Cow::Borrowed(context.text.as_str().get(range.clone()).unwrap_or_default()),
    };
    begins
        .iter()
        .enumerate()
        .map(|(nth, begin)| {
            let next = begins.get(nth + 1);
            let end = next.map_or(range.end, |next| next.at);
            let blocks = begin.block..next.map_or(parsed.blocks.len(), |next| next.block);
            let text = shown.get(begin.at - range.start..end - range.start).unwrap_or_default();
            let builder = Builder::new(context, parsed, begin.at..end, start, text);
            let mut section = builder.build(begin.heading, blocks);
            section.begins_stretch |= nth == 0;
            section
        })
        .collect()
}

/// Where a section begins: in the file, and in the blocks.
struct Begin {
    at: usize,
    /// The heading's level and span.
    heading: Option<(u8, Span)>,
    block: usize,
}

/// A span of the parsed text as one of a section's text.
fn shift(span: Span, parsed_at: usize, section_at: usize) -> Span {
    span.shifted(parsed_at).relative_to(section_at)
}

struct Builder<'a> {
    context: &'a Context<'a>,
    parsed: &'a Parsed,
    /// The section's bytes in the file.
    range: Range<usize>,
    /// Where the parsed text begins in the file.
    parsed_at: usize,
    /// The section's text, comments as blanks.
    text: &'a str,
    items: Vec<Item>,
    tables: Vec<Table>,
    /// Containers that are open: the block, and the item it makes.
    open: Vec<(u32, Option<u32>)>,
    may_have_status: bool,
}

impl<'a> Builder<'a> {
    fn new(
        context: &'a Context<'a>,
        parsed: &'a Parsed,
        range: Range<usize>,
        parsed_at: usize,
        text: &'a str,
    ) -> Self {
        Self {
            context,
            parsed,
            range,
            parsed_at,
            text,
            items: Vec::new(),
            tables: Vec::new(),
            open: Vec::new(),
            may_have_status: context.signs.has_status(text.as_bytes()),
        }
    }

    fn build(mut self, heading: Option<(u8, Span)>, blocks: Range<usize>) -> Section {
        let (level, heading_block) = match heading {
            Some((level, span)) => (level, self.own(span)),
            None if self.context.base + self.range.start == 0 => (0, Span::default()),
            None => (UNREADABLE_LEVEL, Span::default()),
        };
        let heading = heading_text(self.text, heading_block);
        let prose = self.prose(blocks.clone(), heading_block);
        // A list item is a block and its paragraph another.
        self.items.reserve(blocks.len() / 2);
        for index in blocks {
            self.take(index);
        }
        while let Some(container) = self.open.pop() {
            self.close(container);
        }
        let own = count(&mut self.items, self.context.rule());
        let own_kind = self.own_kind(heading.of(self.text));
        let begins_stretch = cuts::is_candidate(self.source(), self.range.start);
        Section {
            text: self.context.text.slice(Span::new(self.range.start, self.range.end)),
            offset: self.context.base + self.range.start,
            line: count_line_ends(self.text.as_bytes()),
            level,
            heading,
            heading_block,
            kind: own_kind.unwrap_or(SectionKind::Other),
            own_kind,
            prose,
            done_dates: self.done_dates(),
            items: self.items,
            tables: self.tables,
            parent: None,
            end: 0,
            own,
            total: own,
            begins_stretch,
            is_unreadable: self.parsed.panicked,
        }
    }

    /// The form of the first date of a done item.
    fn done_dates(&self) -> Option<DoneDate> {
        if self.items.is_empty() || !self.context.signs.has_done_date(self.text.as_bytes()) {
            return None;
        }
        self.items.iter().find_map(|item| {
            let source = item.text.of(self.text);
            let fields = fields::Fields::read(source);
            let done = fields.get(&fields::FieldKind::Done)?;
            Some(if done.span.of(source).starts_with('✅') { DoneDate::Tasks } else { DoneDate::Dataview })
        })
    }

    fn source(&self) -> &[u8] {
        self.context.text.as_str().as_bytes()
    }

    /// A span of the parsed text as one of the section's.
    fn own(&self, span: Span) -> Span {
        shift(span, self.parsed_at, self.range.start)
    }

    fn own_kind(&self, heading: &str) -> Option<SectionKind> {
        if self.tables.iter().any(|table| table.matrix.is_some()) {
            return Some(SectionKind::Matrix);
        }
        let overrides = &self.context.front_matter.sections;
        if !overrides.is_empty() {
            let heading = heading.to_lowercase();
            let words: Vec<&str> =
                heading.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
            let named = |name: &str| {
                let name: Vec<&str> = name.split_whitespace().collect();
                !name.is_empty() && words.windows(name.len()).any(|window| window == name)
            };
            if let Some((_, kind)) =
                overrides.iter().find(|(name, _)| heading.trim() == name.as_str() || named(name))
            {
                return Some(*kind);
            }
        }
        SectionKind::of_heading(heading)
    }

    /// The text from the heading to the first list, table, or item.
    fn prose(&self, blocks: Range<usize>, heading: Span) -> Span {
        let mut index = blocks.start;
        let mut end = self.text.len();
        while index < blocks.end {
            let block = &self.parsed.blocks[index];
            if matches!(block.kind, BlockKind::List | BlockKind::Table) {
                end = line_start(self.text.as_bytes(), self.own(block.span).start as usize);
                break;
            }
            index = block.end as usize;
        }
        let start = if heading.is_empty() {
            self.parsed_at.saturating_sub(self.range.start)
        } else {
            heading.end as usize
        };
        trimmed(self.text, Span::new(start.min(end), end))
    }

    fn take(&mut self, index: usize) {
        while let Some(&container) = self.open.last() {
            if self.parsed.blocks[container.0 as usize].end as usize > index {
                break;
            }
            self.open.pop();
            self.close(container);
        }
        let block = self.parsed.blocks[index];
        match block.kind {
            BlockKind::Item { task_end } => {
                let item = self.open_item(index, task_end);
                self.open.push((offset(index), Some(item)));
            }
            BlockKind::List | BlockKind::Footnote => self.open.push((offset(index), None)),
            BlockKind::Quote => {
                self.take_note(index);
                self.open.push((offset(index), None));
            }
            BlockKind::Table => self.take_table(index),
            _ => {}
        }
    }

    fn close(&mut self, (_, item): (u32, Option<u32>)) {
        if let Some(item) = item {
            self.items[item as usize].end = offset(self.items.len());
        }
    }

    fn open_item(&mut self, index: usize, task_end: Option<u32>) -> u32 {
        let block = self.parsed.blocks[index];
        let span = trimmed_end(self.text, self.own(block.span));
        let marker = marker(self.text.as_bytes(), span);
        let paragraph = (block.end as usize > index + 1)
            .then(|| self.parsed.blocks[index + 1])
            .filter(|child| matches!(child.kind, BlockKind::Paragraph | BlockKind::Heading { .. }))
            .map(|child| {
                let mut span = trimmed_end(self.text, self.own(child.span));
                // The parser's text begins behind the backslash of an escape.
                let is_escaped =
                    span.start > marker.end && self.text.as_bytes()[span.start as usize - 1] == b'\\';
                span.start -= u32::from(is_escaped);
                match child.kind {
                    BlockKind::Heading { .. } => first_line(self.text, span),
                    _ => span,
                }
            });
        let mark = match task_end {
            Some(end) => {
                task_mark(self.text.as_bytes(), marker, end as usize + self.parsed_at - self.range.start)
            }
            None => paragraph.and_then(|paragraph| self.custom_mark(paragraph)),
        };
        let text_start = mark.map_or(marker.end, |mark| mark.span().end);
        let text = match paragraph {
            Some(paragraph) => {
                let start = text_start.max(paragraph.start);
                trimmed(self.text, Span { start: start.min(paragraph.end), end: paragraph.end })
            }
            None => Span { start: text_start, end: text_start },
        };
        let state = self.state(mark, text);
        let parent = self.open.iter().rev().find_map(|&(_, item)| item);
        let depth = parent.map_or(0, |parent| self.items[parent as usize].depth.saturating_add(1));
        let item = offset(self.items.len());
        self.items.push(Item {
            span: Span { start: marker.start, end: span.end },
            marker,
            mark,
            state,
            text,
            note: None,
            depth,
            parent,
            end: item + 1,
            has_tracked_below: false,
            met_below: 0,
            of_below: 0,
        });
        item
    }

    /// A state in brackets that the parser does not take for one: any single character, unless it is a link.
    fn custom_mark(&self, paragraph: Span) -> Option<Mark> {
        let mut chars = paragraph.of(self.text).chars();
        let ('[', Some(char), Some(']')) = (chars.next()?, chars.next(), chars.next()) else { return None };
        let follows_blank = chars.next().is_none_or(|char| matches!(char, ' ' | '\t' | '\n' | '\r'));
        let is_state =
            char == ' ' || !(char.is_whitespace() || char.is_control() || matches!(char, '[' | ']' | '\\'));
        let at_parsed = (paragraph.start as usize + self.range.start - self.parsed_at) as u32;
        let links = &self.parsed.links;
        let link = links.partition_point(|link| link.span.start < at_parsed);
        let is_link = links.get(link).is_some_and(|link| link.span.start == at_parsed);
        (follows_blank && is_state && !is_link).then_some(Mark { at: paragraph.start + 1, char })
    }

    fn state(&self, mark: Option<Mark>, text: Span) -> State {
        let Some(mark) = mark else { return State::Untracked };
        if self.may_have_status && matches!(mark.char, ' ' | 'x' | 'X') {
            let fields = fields::Fields::read(text.of(self.text));
            let named = fields.named("status").and_then(|field| State::of_name(&field.value));
            if let Some(state) = named.filter(|state| state.is_tracked()) {
                return state;
            }
        }
        State::of_char(mark.char)
    }

    /// A block quote that is a child of an item, behind its text and without items of its own, is its note.
    fn take_note(&mut self, index: usize) {
        let Some(&(container, Some(item))) = self.open.last() else { return };
        let block = self.parsed.blocks[index];
        let holds_items = self.parsed.blocks[index + 1..block.end as usize]
            .iter()
            .any(|block| matches!(block.kind, BlockKind::Item { .. }));
        let is_first = index == container as usize + 1;
        let note = trimmed_end(self.text, self.own(block.span));
        let item = &mut self.items[item as usize];
        if item.note.is_none() && !holds_items && !is_first {
            item.note = Some(note);
        }
    }

    fn take_table(&mut self, index: usize) {
        let end = self.parsed.blocks[index].end as usize;
        let blocks = &self.parsed.blocks[index..end];
        self.tables.push(table::read(self.text, blocks, |span| self.own(span)));
    }
}

/// Counts items under a rule, and tells each what lies below it.
fn count(items: &mut [Item], rule: CountRule) -> Counts {
    let mut counts = Counts::default();
    for index in (0..items.len()).rev() {
        let item = items[index];
        let mut own = Counts::default();
        if item.is_counted(rule) {
            own.add(item.state, rule);
        }
        counts += own;
        if let Some(parent) = item.parent {
            let parent = &mut items[parent as usize];
            parent.has_tracked_below |= item.state.is_tracked() || item.has_tracked_below;
            parent.met_below += item.met_below + own.met();
            parent.of_below += item.of_below + own.of();
        }
    }
    counts
}

//! Markdown text → blocks with byte ranges: the only module that knows the parser.
//!
//! The parser reads a copy of equal length in which the places that it is known to misread are corrected
//! ([`correct`]), so its offsets are the text's own. Nothing here fails and nothing panics: where the parser itself
//! panics, the text has no blocks and says so. What the blocks mean is [`crate::model`]'s.

pub mod cuts;
pub mod inline;
pub mod row;

mod comments;
mod correct;
mod definitions;
mod inline_marks;
mod long_lines;
mod paragraphs;
mod tables;

use std::borrow::Cow;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::span::{Span, offset};
pub use correct::{FrontMatterSpan, front_matter};
pub use definitions::{Definition, Definitions};
pub use paragraphs::paragraphs;

/// One block. The blocks of a text are one array in pre-order; a block's descendants are the slice behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    pub span: Span,
    /// The index one past its last descendant.
    pub end: u32,
}

/// The block structure of CommonMark and GFM.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    Heading {
        level: u8,
    },
    /// Also the text of a tight list item, whose span is then that of its inlines.
    Paragraph,
    List,
    /// `task_end` is the end of the parser's task list marker.
    Item {
        task_end: Option<u32>,
    },
    Quote,
    Code,
    Html,
    Table,
    Row {
        is_header: bool,
    },
    Cell,
    Rule,
    Footnote,
}

/// A link or an image that the parser sees, where it stands. Where it goes is asked for when it is needed:
/// [`inline::target`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    pub span: Span,
    pub is_image: bool,
}

/// What the parser made of a text.
#[derive(Debug, Default)]
pub struct Parsed {
    pub blocks: Vec<Block>,
    pub links: Vec<Link>,
    /// Link reference definitions, in the order of the text.
    pub definitions: Vec<Definition>,
    /// Labels in brackets for which no definition is known.
    pub unresolved: Vec<Box<str>>,
    /// Code spans and inline HTML.
    pub verbatim: Vec<Span>,
    /// What is emphasised or struck, from its first mark to its last.
    pub emphasis: Vec<Span>,
    /// The text with its comments as blanks, if it has any.
    pub without_comments: Option<String>,
    /// The text ends inside a fence, an HTML block or a comment: what follows belongs to it.
    pub ends_open: bool,
    /// The parser panicked; there are no blocks.
    pub panicked: bool,
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Whether this thread is in a parse whose panic will be caught, so that a panic hook can keep quiet.
pub fn is_guarded() -> bool {
    GUARDED.get()
}

/// The parser's options, one by one: smart punctuation would break ranges, and its metadata blocks hide boxes.
fn options() -> Options {
    Options::ENABLE_TASKLISTS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_GFM
}

/// What is known of the rest of the file when a part of it is parsed.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// Link reference definitions that stand elsewhere.
    pub definitions: &'a Definitions,
    /// A `%%` follows further down, which may close a comment that this text leaves open.
    pub has_comment_after: bool,
}

/// Whether the links and the code spans of a text are asked for. Without those of list items, which are most, a
/// parse takes half the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inlines {
    All,
    /// Only those that stand outside the words of list items.
    NotOfItems,
}

/// Parses a text whose beginning is the beginning of a section (or of the file, behind its front matter).
pub fn parse(text: &str, surroundings: Surroundings<'_>, inlines: Inlines) -> Parsed {
    let has_comments = memchr::memmem::find(text.as_bytes(), b"%%").is_some();
    let mut copy = long_lines::plain(correct::correct(text));
    // Comments are told from code, so they need the code spans.
    if inlines == Inlines::NotOfItems && !has_comments {
        copy = inline_marks::without(copy);
    }
    let mut parsed = parse_guarded(text, &copy, surroundings.definitions, &[]);
    let mut without_comments = None;
    if has_comments {
        let comments = comments::find(text, &copy, |copy| {
            comments::verbatim_spans(&parse_guarded(text, copy, surroundings.definitions, &[]))
        });
        let ends_open = comments.is_open && surroundings.has_comment_after;
        if !comments.spans.is_empty() {
            copy = Cow::Owned(correct::blank(&copy, &comments.spans));
            without_comments = Some(correct::blank(text, &comments.spans));
            parsed = parse_guarded(text, &copy, surroundings.definitions, &[]);
        }
        parsed.ends_open |= ends_open;
    }
    let missed = tables::missed(&parsed.blocks, &copy);
    if !missed.is_empty() {
        let ends_open = parsed.ends_open;
        let copy = tables::mend(&copy, &missed);
        parsed = parse_guarded(text, &copy, surroundings.definitions, &missed);
        parsed.ends_open |= ends_open;
    }
    parsed.without_comments = without_comments;
    parsed
}

fn parse_guarded(text: &str, copy: &str, definitions: &Definitions, mended: &[u32]) -> Parsed {
    guarded(|| parse_copy(text, copy, definitions, mended))
        .unwrap_or_else(|| Parsed { panicked: true, ..Parsed::default() })
}

/// Runs the parser; none where it panics.
fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    let outer = GUARDED.replace(true);
    let parsed = catch_unwind(AssertUnwindSafe(parse));
    GUARDED.set(outer);
    parsed.ok()
}

fn parse_copy(text: &str, copy: &str, definitions: &Definitions, mended: &[u32]) -> Parsed {
    let mut unresolved = Vec::new();
    let mut resolve = |link: BrokenLink<'_>| {
        if definitions.contains(&link.reference) {
            return Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
        }
        unresolved.push(Box::from(link.reference.as_ref()));
        None
    };
    let parser = Parser::new_with_broken_link_callback(copy, options(), Some(&mut resolve));
    let own_definitions = definitions::of_parser(parser.reference_definitions());
    let mut collector = Collector::new(text.len(), mended);
    for (event, range) in parser.into_offset_iter() {
        collector.take(&event, Span::new(range.start.min(text.len()), range.end.min(text.len())));
    }
    let Collector { blocks, links, verbatim, emphasis, .. } = collector;
    let ends_open = correct::ends_open(&blocks, text);
    Parsed {
        blocks,
        links,
        definitions: own_definitions,
        unresolved,
        verbatim,
        emphasis,
        ends_open,
        ..Parsed::default()
    }
}

/// Turns the parser's events into blocks.
struct Collector<'a> {
    blocks: Vec<Block>,
    links: Vec<Link>,
    verbatim: Vec<Span>,
    emphasis: Vec<Span>,
    /// Indices of the blocks that are open.
    open: Vec<u32>,
    /// The paragraph of a tight item, for which the parser has no events.
    implicit_paragraph: Option<u32>,
    /// How many inline elements are open: their text lies within them.
    inline_depth: u32,
    len: usize,
    /// Where a header row's first character was replaced by a pipe.
    mended: &'a [u32],
}

impl<'a> Collector<'a> {
    fn new(len: usize, mended: &'a [u32]) -> Self {
        Self {
            blocks: Vec::with_capacity(len / 16),
            links: Vec::new(),
            verbatim: Vec::new(),
            emphasis: Vec::new(),
            open: Vec::with_capacity(16),
            implicit_paragraph: None,
            inline_depth: 0,
            len,
            mended,
        }
    }

    fn take(&mut self, event: &Event<'_>, span: Span) {
        match event {
            // By far the most, and told first.
            Event::Text(_) => self.inline(span),
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.finish(tag),
            Event::Rule => {
                self.open_block(BlockKind::Rule, span);
                self.close_block();
            }
            Event::TaskListMarker(_) => self.mark_task(span),
            Event::Html(_) => {}
            Event::Code(_) | Event::InlineHtml(_) => {
                self.verbatim.push(span);
                self.inline(span);
            }
            Event::FootnoteReference(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => self.inline(span),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        let kind = match tag {
            Tag::Heading { level, .. } => BlockKind::Heading { level: *level as u8 },
            Tag::Paragraph => BlockKind::Paragraph,
            Tag::List(_) => BlockKind::List,
            Tag::Item => BlockKind::Item { task_end: None },
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::CodeBlock(_) => BlockKind::Code,
            Tag::HtmlBlock => BlockKind::Html,
            Tag::Table(_) => BlockKind::Table,
            Tag::TableHead => BlockKind::Row { is_header: true },
            Tag::TableRow => BlockKind::Row { is_header: false },
            Tag::TableCell => BlockKind::Cell,
            Tag::FootnoteDefinition(_) => BlockKind::Footnote,
            Tag::Link { .. } | Tag::Image { .. } => {
                self.links.push(Link { span, is_image: matches!(tag, Tag::Image { .. }) });
                return self.start_inline(span);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                self.emphasis.push(span);
                return self.start_inline(span);
            }
            // Their options are off.
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => BlockKind::Html,
        };
        let span = match kind {
            BlockKind::Cell if self.mended.contains(&span.start.saturating_sub(1)) => {
                Span { start: span.start - 1, end: span.end }
            }
            _ => span,
        };
        self.open_block(kind, span);
    }

    fn finish(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Link
            | TagEnd::Image
            | TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => self.inline_depth = self.inline_depth.saturating_sub(1),
            _ => self.close_block(),
        }
    }

    fn start_inline(&mut self, span: Span) {
        self.inline(span);
        self.inline_depth += 1;
    }

    /// Inline content: in a tight item it is what the item's paragraph is made of.
    fn inline(&mut self, span: Span) {
        if self.inline_depth > 0 {
            return;
        }
        if let Some(paragraph) = self.implicit_paragraph {
            let block = &mut self.blocks[paragraph as usize];
            block.span.end = block.span.end.max(span.end);
            return;
        }
        let Some(&parent) = self.open.last() else { return };
        if matches!(self.blocks[parent as usize].kind, BlockKind::Item { .. } | BlockKind::Footnote) {
            let index = offset(self.blocks.len());
            self.blocks.push(Block { kind: BlockKind::Paragraph, span, end: index + 1 });
            self.implicit_paragraph = Some(index);
        }
    }

    fn mark_task(&mut self, span: Span) {
        for &index in self.open.iter().rev() {
            if let BlockKind::Item { task_end } = &mut self.blocks[index as usize].kind {
                *task_end = Some(span.end);
                return;
            }
        }
    }

    fn open_block(&mut self, kind: BlockKind, span: Span) {
        self.implicit_paragraph = None;
        debug_assert!(span.end as usize <= self.len);
        let index = offset(self.blocks.len());
        self.blocks.push(Block { kind, span, end: index + 1 });
        self.open.push(index);
    }

    fn close_block(&mut self) {
        self.implicit_paragraph = None;
        if let Some(index) = self.open.pop() {
            self.blocks[index as usize].end = offset(self.blocks.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text has the same blocks with and without the inline marks of its items.
    #[test]
    fn inline_marks_make_no_difference_to_blocks() {
        let pieces = [
            "- [ ] **a** b\n",
            "  - *c [d](e_f) g*\n",
            "- __h__ `i*` <http://j_k>\n",
            "- **l\n  m** n\n",
            "- _o_ | `p | q` \\| r\n  - | -\n",
            "- * q\n",
            "- ***\n",
            "- **r\n\n    s**\n",
            "- t <b>\n  </b> <!-- u\n",
            "- v `w\n  ```x\n",
            "<pre>\n- a </pre>\n",
            "<![CDATA[\n- a ]]> *b*\n",
            "<!--\n- a --> b\n",
            "```\n- **t\n```\n",
            "1. *u*\n---\n",
            "- **[v]**\n",
            "- a [v]: [^v]: ![y][v] \\* ~z~ &amp;\n",
            "[v]: w_x\n",
            "\n",
            "text **y** z\n",
        ];
        let none = Definitions::default();
        for first in 0..pieces.len() {
            for second in 0..pieces.len() {
                for third in 0..pieces.len() {
                    let text = [pieces[first], pieces[second], pieces[third]].concat();
                    let copy = inline_marks::without(Cow::Borrowed(&text));
                    let (with, without) =
                        (parse_copy(&text, &text, &none, &[]), parse_copy(&text, &copy, &none, &[]));
                    assert_eq!(with.blocks, without.blocks, "{text:?}");
                    assert_eq!(with.definitions, without.definitions, "{text:?}");
                }
            }
        }
    }
}

//! The blocks and inlines of one section, for questions that the model has no values for.
//!
//! The model keeps items and tables; what else a text is made of (running text, links, code, HTML) is read again when
//! it is asked for, a section at a time.

use super::Roadmap;
use crate::markdown::{self, BlockKind, Definitions, Inlines, Link, Surroundings};
use crate::span::{Span, offset};

/// What a text is made of. Spans are of it, in order.
#[derive(Debug, Clone, Default)]
pub struct Blocks {
    /// Running text: paragraphs, headings, cells of tables. What lies elsewhere is code, HTML, a comment or a link
    /// reference definition.
    pub running_text: Vec<Span>,
    /// The parser's links and images.
    pub links: Vec<Link>,
    /// Code spans and HTML within running text.
    pub verbatim: Vec<Span>,
    /// What is emphasised or struck.
    pub emphasis: Vec<Span>,
    /// A fence, an HTML block or a comment that nothing closes.
    pub left_open: Option<(BlockKind, Span)>,
}

impl Blocks {
    /// Reads Markdown that begins where a section could.
    pub(super) fn read(text: &str, definitions: &Definitions) -> Self {
        let surroundings = Surroundings { definitions, has_comment_after: false };
        let parsed = markdown::parse(text, surroundings, Inlines::All);
        let is_running_text =
            |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Heading { .. } | BlockKind::Cell);
        let running_text = parsed.blocks.iter().filter(|block| is_running_text(block.kind));
        let mut running_text: Vec<Span> = running_text.map(|block| block.span).collect();
        running_text.sort_unstable();
        let last = std::iter::successors(parsed.blocks.first().map(|_| 0), |&index: &usize| {
            let next = parsed.blocks.get(index)?.end as usize;
            (next < parsed.blocks.len()).then_some(next)
        });
        let left_open = last
            .last()
            .filter(|_| parsed.ends_open)
            .map(|index| parsed.blocks[index])
            .map(|block| (block.kind, Span { end: offset(text.len()), ..block.span }));
        Self {
            running_text,
            links: parsed.links,
            verbatim: parsed.verbatim,
            emphasis: parsed.emphasis,
            left_open,
        }
    }

    /// Whether a byte is part of running text.
    pub fn is_running_text(&self, at: u32) -> bool {
        let after = self.running_text.partition_point(|span| span.start <= at);
        after.checked_sub(1).is_some_and(|index| at < self.running_text[index].end)
    }

    /// Whether a byte is behind the beginning of a link, an image, a code span or HTML, and before its end.
    pub fn is_in_link_or_verbatim(&self, at: u32) -> bool {
        let links = self.links.iter().map(|link| link.span);
        links.chain(self.verbatim.iter().copied()).any(|span| span.start < at && at < span.end)
    }

    /// Whether a byte is behind the beginning of something emphasised, and before its end.
    pub fn is_in_emphasis(&self, at: u32) -> bool {
        self.emphasis.iter().any(|span| span.start < at && at < span.end)
    }

    /// What a text that has `n_bytes` more before it is made of.
    fn shifted(mut self, n_bytes: usize) -> Self {
        let links = self.links.iter_mut().map(|link| &mut link.span);
        let left_open = self.left_open.iter_mut().map(|(_, span)| span);
        let marked = self.verbatim.iter_mut().chain(&mut self.emphasis);
        for span in self.running_text.iter_mut().chain(links).chain(marked).chain(left_open) {
            *span = span.shifted(n_bytes);
        }
        self
    }
}

impl Roadmap {
    /// The blocks of one section.
    pub fn blocks(&self, section: u32) -> Blocks {
        let section = self.section(section);
        // A byte order mark and the front matter are no Markdown.
        let is_first = section.offset == 0;
        let front_matter = if is_first { self.front_matter.span.end as usize } else { 0 };
        let text = section.text.as_str();
        let mark = if is_first && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let start = front_matter.max(mark).min(text.len());
        Blocks::read(text.get(start..).unwrap_or_default(), self.definitions()).shifted(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    fn running_text(text: &str) -> Vec<String> {
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let of = |(index, section): (usize, &super::super::Section)| {
            let blocks = roadmap.blocks(index as u32);
            blocks
                .running_text
                .iter()
                .map(|span| span.of(section.text.as_str()).to_owned())
                .collect::<Vec<_>>()
        };
        roadmap.sections().iter().enumerate().flat_map(of).collect()
    }

    #[test]
    fn code_html_comments_and_definitions_are_no_running_text() {
        let text = "---\ntitle: x\n---\nbefore\n\n```\ncode\n```\n\n<div>\nhtml\n</div>\n\n%% hidden %%\n\n- item\n\n[a]: b\n";
        assert_eq!(running_text(text)[0], "before\n");
        assert!(!running_text(text).iter().any(|text| text.contains("code") || text.contains("html")));
        assert!(!running_text(text).iter().any(|text| text.contains("[a]")));
        assert!(running_text(text).contains(&"item".to_owned()));
    }

    #[test]
    fn a_fence_that_nothing_closes_is_told() {
        let read = |text: &str| Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let text = "# A\n\n- a\n\n```js\ncode\n";
        let (kind, span) = read(text).blocks(1).left_open.unwrap();
        assert_eq!((kind, span.start), (BlockKind::Code, text.find("```").unwrap() as u32));
        assert!(read("# A\n\n```js\ncode\n```\n").blocks(1).left_open.is_none());
    }
}

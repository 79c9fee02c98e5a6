//! Obsidian's comments: `%% … %%`.
//!
//! One that begins a line runs to the next `%%`, over any number of lines. One within a line ends in its paragraph, or
//! it is text: a stray `100%%` hides nothing. In code and HTML the signs mean nothing.

use std::borrow::Cow;

use memchr::memmem;

use super::{BlockKind, Parsed, correct};
use crate::span::{Span, line_end, line_start, next_line};

pub(super) struct Comments {
    pub(super) spans: Vec<Span>,
    /// The text ends inside a comment that begins a line.
    pub(super) is_open: bool,
}

/// Finds the comments; `verbatim` tells where a copy has code and HTML, in order.
pub(super) fn find(text: &str, copy: &str, mut verbatim: impl FnMut(&str) -> Vec<Span>) -> Comments {
    let bytes = text.as_bytes();
    let mut skipped = verbatim(copy);
    let mut copy = Cow::Borrowed(copy);
    let mut comments = Comments { spans: Vec::new(), is_open: false };
    let mut at = 0;
    while let Some(open) = memmem::find(&bytes[at..], b"%%").map(|found| at + found) {
        if let Some(span) = skipped.iter().find(|span| span.range().contains(&open)) {
            at = (span.end as usize).max(open + 2);
            continue;
        }
        let begins_line = bytes[line_start(bytes, open)..open].iter().all(|&byte| correct::is_blank(byte));
        let limit = if begins_line { bytes.len() } else { paragraph_end(bytes, open) };
        let Some(close) = memmem::find(&bytes[open + 2..limit.max(open + 2)], b"%%") else {
            comments.is_open |= begins_line;
            if begins_line {
                break;
            }
            at = open + 2;
            continue;
        };
        let comment = Span::new(open, open + 2 + close + 2);
        at = comment.end as usize;
        comments.spans.push(comment);
        if comment.of(text).contains(['`', '~', '<']) {
            // What looked like code from here on may have begun inside the comment.
            copy = Cow::Owned(correct::blank(&copy, &[comment]));
            skipped = verbatim(&copy);
        }
    }
    comments
}

/// Where the next blank line begins.
fn paragraph_end(bytes: &[u8], at: usize) -> usize {
    let mut line = next_line(bytes, at);
    while line < bytes.len()
        && !bytes[line..line_end(bytes, line)].iter().all(|&byte| correct::is_blank(byte))
    {
        line = next_line(bytes, line);
    }
    line
}

/// Where a parsed text has code and HTML.
pub(super) fn verbatim_spans(parsed: &Parsed) -> Vec<Span> {
    let blocks = parsed.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code | BlockKind::Html));
    let mut spans: Vec<Span> =
        blocks.map(|block| block.span).chain(parsed.verbatim.iter().copied()).collect();
    spans.sort_unstable();
    spans
}

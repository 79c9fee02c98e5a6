//! Obsidian's comments: `%% … %%`.
//!
//! One that begins a line runs to the next `%%`, over any number of lines. One within a line ends in its paragraph, or
//! it is text: a stray `100%%` hides nothing. In code and HTML the signs mean nothing.

use std::borrow::Cow;

use memchr::memmem;

use super::{BlockKind, Parsed, correct};
use crate::span::{Span, line_end, next_line};

pub(super) struct Comments {
    pub(super) spans: Vec<Span>,
    /// The text ends inside a comment that begins a line.
    pub(super) is_open: bool,
}

/// As many bytes are parsed again to tell code behind a comment; code that begins within a comment and ends behind it is
/// rare, and a text of nothing else would take time by its square.
const MAX_PARSED: usize = 32 * 1024 * 1024;

/// Finds the comments; `verbatim` tells where a copy has code and HTML, in order.
pub(super) fn find(text: &str, copy: &str, mut verbatim: impl FnMut(&str) -> Vec<Span>) -> Comments {
    let bytes = text.as_bytes();
    let mut copy = Cow::Borrowed(copy);
    let mut skipped = Skipped { spans: verbatim(&copy), next: 0 };
    let mut comments = Comments { spans: Vec::new(), is_open: false };
    let (mut at, mut parsed) = (0, 0);
    while let Some(open) = next_sign(bytes, at) {
        if let Some(span) = skipped.around(open) {
            at = (span.end as usize).max(open + 2);
            continue;
        }
        let begins_line = begins_line(bytes, open);
        let close = next_sign(bytes, open + 2);
        let Some(close) = close.filter(|&close| begins_line || is_one_paragraph(bytes, open, close)) else {
            comments.is_open |= begins_line;
            if begins_line {
                break;
            }
            at = open + 2;
            continue;
        };
        let comment = Span::new(open, close + 2);
        at = comment.end as usize;
        comments.spans.push(comment);
        if skipped.reach_beyond(comment) && parsed < MAX_PARSED {
            // What looked like code from here on began inside the comment.
            copy = Cow::Owned(correct::blank(&copy, &comments.spans));
            skipped = Skipped { spans: verbatim(&copy), next: 0 };
            parsed += copy.len();
        }
    }
    comments
}

/// Code and HTML, looked up from the beginning to the end.
struct Skipped {
    /// By where they begin.
    spans: Vec<Span>,
    /// Those before it end before all that is still asked for.
    next: usize,
}

impl Skipped {
    /// The first that does not end before a place.
    fn from(&mut self, at: usize) -> Option<Span> {
        let passed = self.spans[self.next..].iter().take_while(|span| span.end as usize <= at);
        self.next += passed.count();
        self.spans.get(self.next).copied()
    }

    fn around(&mut self, at: usize) -> Option<Span> {
        self.from(at).filter(|span| span.range().contains(&at))
    }

    /// Whether one begins in a comment, around which there is none, and ends behind it.
    fn reach_beyond(&mut self, comment: Span) -> bool {
        self.from(comment.end as usize).is_some_and(|span| span.start < comment.end)
    }
}

fn next_sign(bytes: &[u8], at: usize) -> Option<usize> {
    memmem::find(&bytes[at..], b"%%").map(|found| at + found)
}

/// Whether only blanks stand before a place in its line.
fn begins_line(bytes: &[u8], at: usize) -> bool {
    let before = bytes[..at].iter().rfind(|&&byte| !correct::is_blank(byte));
    matches!(before, None | Some(b'\n' | b'\r'))
}

/// Whether no blank line stands between two places.
fn is_one_paragraph(bytes: &[u8], from: usize, to: usize) -> bool {
    // No further: a line may be long, and hold many signs.
    let bytes = &bytes[..to];
    let mut line = next_line(bytes, from);
    while line < to {
        if bytes[line..line_end(bytes, line)].iter().all(|&byte| correct::is_blank(byte)) {
            return false;
        }
        line = next_line(bytes, line);
    }
    true
}

/// Where a parsed text has code and HTML.
pub(super) fn verbatim_spans(parsed: &Parsed) -> Vec<Span> {
    let blocks = parsed.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Code | BlockKind::Html));
    let mut spans: Vec<Span> =
        blocks.map(|block| block.span).chain(parsed.verbatim.iter().copied()).collect();
    spans.sort_unstable();
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The comments of a text in which code is what the spans say, and how often that was asked.
    fn found(text: &str, code: &[(usize, usize)]) -> (Vec<Span>, usize) {
        let mut n_asked = 0;
        let comments = find(text, text, |_| {
            n_asked += 1;
            code.iter().map(|&(start, end)| Span::new(start, end)).collect()
        });
        (comments.spans, n_asked)
    }

    #[test]
    fn code_is_told_again_only_where_it_reaches_out_of_a_comment() {
        assert_eq!(found("a %% `b` %% `c`", &[(5, 8), (12, 15)]), (vec![Span::new(2, 11)], 1));
        assert_eq!(found("a %% `b %% `c`", &[(5, 12)]), (vec![Span::new(2, 10)], 2));
        let text = "<!-- a %% ".repeat(1_000);
        assert_eq!(found(&text, &[]).1, 1);
    }

    #[test]
    fn comments_are_told_from_code_and_from_stray_signs() {
        assert_eq!(found("`%%` a %% b %%", &[(0, 4)]).0, [Span::new(7, 14)]);
        assert_eq!(found("100%%\n\n \t%% a\n\nb %% c", &[]).0, [Span::new(9, 19)]);
    }

    #[test]
    fn code_that_reaches_out_of_every_comment_is_told_a_few_times() {
        let text = "a %% `b %% c` ".repeat(50_000);
        let code: Vec<(usize, usize)> = (0..50_000).map(|nth| (nth * 14 + 5, nth * 14 + 13)).collect();
        let (spans, n_asked) = found(&text, &code);
        assert_eq!(spans.len(), 50_000);
        assert!(n_asked < 100, "{n_asked}");
    }
}

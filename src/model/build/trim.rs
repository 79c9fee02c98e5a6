//! Spans without the blanks and marks around what they are about.

use crate::span::{Span, offset};

pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let source = span.of(text);
    let start = source.len() - source.trim_ascii_start().len();
    trimmed_end(text, Span { start: span.start + offset(start), end: span.end })
}

pub(super) fn trimmed_end(text: &str, span: Span) -> Span {
    Span { start: span.start, end: span.start + offset(span.of(text).trim_ascii_end().len()) }
}

pub(super) fn first_line(text: &str, span: Span) -> Span {
    let len = span.of(text).find(['\n', '\r']).unwrap_or(span.len());
    Span { start: span.start, end: span.start + offset(len) }
}

/// A heading without its marks: `## Title ##`, or what stands above the line of a setext heading.
pub(super) fn heading_text(text: &str, block: Span) -> Span {
    let block = trimmed(text, block);
    let source = block.of(text);
    if !source.starts_with('#') {
        let end = source.rfind(['\n', '\r']).unwrap_or(source.len());
        return trimmed(text, Span { start: block.start, end: block.start + offset(end) });
    }
    let marks = source.len() - source.trim_start_matches('#').len();
    let inner = trimmed(text, Span { start: block.start + offset(marks), end: block.end });
    let closed = inner.of(text).trim_end_matches('#');
    let is_closing = closed.is_empty() || closed.ends_with([' ', '\t']);
    let len = if is_closing { closed.trim_end().len() } else { inner.len() };
    Span { start: inner.start, end: inner.start + offset(len) }
}

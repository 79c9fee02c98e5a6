//! The tags of a text.

use std::ops::Range;

/// The tags of a paragraph, without their `#`: words of letters, digits, `-`, `_` and `/`, not of digits alone
/// (Obsidian's). A code span has none.
pub fn tags_in(text: &str) -> impl Iterator<Item = &str> {
    let code = code_spans(text);
    text.split_whitespace().filter_map(move |word| {
        let tag = word.trim_start_matches('(').strip_prefix('#')?;
        let at = tag.as_ptr() as usize - text.as_ptr() as usize;
        let end = tag.find(|char: char| !is_in_tag(char)).unwrap_or(tag.len());
        let is_tag = |tag: &&str| tag.chars().any(|char| !char.is_ascii_digit());
        tag.get(..end).filter(is_tag).filter(|_| !code.iter().any(|span| span.contains(&at)))
    })
}

/// The code spans of a paragraph: a run of backticks, up to the next one of the same length (CommonMark 6.1).
fn code_spans(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut runs: Vec<Range<usize>> = Vec::new();
    for at in memchr::memchr_iter(b'`', bytes) {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    let mut spans: Vec<Range<usize>> = Vec::new();
    for (index, open) in runs.iter().enumerate() {
        let is_within = spans.last().is_some_and(|span| open.start < span.end);
        let n_escapes = bytes[..open.start].iter().rev().take_while(|&&byte| byte == b'\\').count();
        if is_within || n_escapes % 2 == 1 {
            continue;
        }
        let close = runs[index + 1..].iter().find(|close| close.len() == open.len());
        spans.extend(close.map(|close| open.start..close.end));
    }
    spans
}

/// Whether a character can stand in a tag.
pub fn is_in_tag(char: char) -> bool {
    char.is_alphanumeric() || matches!(char, '-' | '_' | '/')
}

//! The copy of equal length that the parser reads, and what in a text the parser is not shown.
//!
//! Each correction answers a fault of pulldown-cmark 0.13 met in real files: a tab behind a closing fence keeps the
//! fence open, a tab in a delimiter row hides the table, a blank inside a delimiter cell (`: -`) makes one, a NUL has
//! made it panic, and a box at the very end of a text without a line ending is not seen.

use std::borrow::Cow;

use super::row::{cells, prefix_len};
use super::{Block, BlockKind};
use crate::span::{Span, line_end, line_start, next_line, offset};

/// What no block and no inline begins with, or ends with: a NUL behind `<` that became a `?` would hide what follows.
const MEANINGLESS: u8 = b',';

/// A text as the parser shall see it. It may be one byte longer: the line ending that a file's end lacks.
pub(super) fn correct(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut changes: Vec<(usize, u8)> = memchr::memchr_iter(0, bytes).map(|at| (at, MEANINGLESS)).collect();
    changes.extend(
        memchr::memchr_iter(b'\t', bytes).filter(|&at| follows_fence(bytes, at)).map(|at| (at, b' ')),
    );
    correct_delimiter_rows(bytes, &mut changes);
    let ends_line = matches!(bytes.last(), None | Some(b'\n' | b'\r'));
    if changes.is_empty() && ends_line {
        return Cow::Borrowed(text);
    }
    let mut copy = bytes.to_vec();
    for (at, byte) in changes {
        copy[at] = byte;
    }
    if !ends_line {
        copy.push(b'\n');
    }
    Cow::Owned(String::from_utf8(copy).expect("ASCII is replaced by ASCII"))
}

/// Whether only blanks stand between a run of fence characters and `at`, and between `at` and the line's end.
fn follows_fence(bytes: &[u8], at: usize) -> bool {
    if !bytes[at..line_end(bytes, at)].iter().all(|&byte| is_blank(byte)) {
        return false;
    }
    let before = bytes[line_start(bytes, at)..at].trim_ascii_end();
    before.ends_with(b"```") || before.ends_with(b"~~~")
}

fn correct_delimiter_rows(bytes: &[u8], changes: &mut Vec<(usize, u8)>) {
    let mut at = 0;
    while let Some(pipe) = memchr::memchr(b'|', &bytes[at..]).map(|found| at + found) {
        let span = line_start(bytes, pipe)..line_end(bytes, pipe);
        at = next_line(bytes, pipe);
        let prefix = prefix_len(&bytes[span.clone()]);
        let line = &bytes[span.start + prefix..span.end];
        if !looks_like_delimiter_row(line) {
            continue;
        }
        let first = span.start + prefix;
        // cmark-gfm sees a list item here, or no delimiter row at all.
        let is_row = !matches!(line, [b'-', b' ' | b'\t', ..]) && is_delimiter_row(line);
        // A row like `| - | |` is one of a table's body.
        let closed = line.trim_ascii_end().strip_suffix(b"|");
        let is_row_for_parser = cells(line)
            .into_iter()
            .rev()
            .skip(usize::from(closed.is_none()))
            .all(|cell| line[cell].contains(&b'-'));
        changes.extend(line.iter().enumerate().filter_map(|(column, &byte)| match byte {
            b'\t' => Some((first + column, b' ')),
            b'|' if !is_row && is_row_for_parser => Some((first + column, b'x')),
            _ => None,
        }));
    }
}

fn looks_like_delimiter_row(line: &[u8]) -> bool {
    line.contains(&b'-') && line.iter().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

/// GFM's delimiter row: cells of hyphens with an optional colon at either end (GFM 4.10).
pub(super) fn is_delimiter_row(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let inner = line.strip_prefix(b"|").unwrap_or(line);
    let inner = inner.strip_suffix(b"|").unwrap_or(inner);
    line.contains(&b'|')
        && inner.split(|&byte| byte == b'|').all(|cell| {
            let cell = cell.trim_ascii();
            let cell = cell.strip_prefix(b":").unwrap_or(cell);
            let cell = cell.strip_suffix(b":").unwrap_or(cell);
            !cell.is_empty() && cell.iter().all(|&byte| byte == b'-')
        })
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// A copy of `text` in which the spans are blanks; line endings stay.
pub(super) fn blank(text: &str, spans: &[Span]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for byte in spans.iter().flat_map(|span| span.range()) {
        if !matches!(bytes[byte], b'\n' | b'\r') {
            bytes[byte] = b' ';
        }
    }
    String::from_utf8(bytes).expect("whole characters are blanked")
}

/// Where the front matter of a file lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrontMatterSpan {
    /// What stands between the two `---` lines.
    pub yaml: Span,
    /// Where the Markdown begins.
    pub end: u32,
}

/// The front matter: YAML between two `---` lines, the first of which is the file's first line.
///
/// `text` begins behind the byte order mark.
pub fn front_matter(text: &str) -> Option<FrontMatterSpan> {
    let bytes = text.as_bytes();
    let is_fence = |at: usize| bytes[at..line_end(bytes, at)].trim_ascii_end() == b"---";
    if !is_fence(0) {
        return None;
    }
    let start = next_line(bytes, 0);
    // Only a line that begins with a hyphen can close it: this keeps a long text without a close cheap.
    let mut at = start;
    while at < bytes.len() {
        if is_fence(at) {
            return Some(FrontMatterSpan { yaml: Span::new(start, at), end: offset(next_line(bytes, at)) });
        }
        at = next_line(bytes, at);
    }
    None
}

/// Whether a text ends inside a fenced code block or an HTML block that only an end condition can close, so that
/// what follows in the file belongs to it (CommonMark 4.5 and 4.6).
pub(super) fn ends_open(blocks: &[Block], text: &str) -> bool {
    let mut last = None;
    let mut index = 0;
    while let Some(block) = blocks.get(index) {
        last = Some(block);
        index = block.end as usize;
    }
    match last {
        Some(Block { kind: BlockKind::Code, span, .. }) => fence_is_open(span.of(text)),
        Some(Block { kind: BlockKind::Html, span, .. }) => html_is_open(span.of(text)),
        _ => false,
    }
}

fn fence_is_open(block: &str) -> bool {
    let block = block.trim();
    let opening = block.split(['\n', '\r']).next().unwrap_or_default();
    let Some(fence @ ('`' | '~')) = opening.chars().next() else { return false };
    let fence_len = opening.chars().take_while(|&char| char == fence).count();
    if fence_len < 3 {
        return false;
    }
    // Within code the parser knows no line that a carriage return alone ends.
    let closing = block.rsplit('\n').next().unwrap_or_default().trim();
    let is_single_line = !block.contains('\n');
    is_single_line || closing.len() < fence_len || !closing.chars().all(|char| char == fence)
}

fn html_is_open(block: &str) -> bool {
    let block = block.trim_start().to_ascii_lowercase();
    // The parser wants the end tag of the same name, where CommonMark takes any of the four.
    const VERBATIM: [(&str, &str); 4] =
        [("<script", "</script>"), ("<pre", "</pre>"), ("<style", "</style>"), ("<textarea", "</textarea>")];
    let end = if block.starts_with("<!--") {
        "-->"
    } else if block.starts_with("<?") {
        "?>"
    } else if block.starts_with("<![cdata[") {
        "]]>"
    } else if block.starts_with("<!") {
        ">"
    } else if let Some((_, end)) = VERBATIM.iter().find(|(tag, _)| block.starts_with(tag)) {
        end
    } else {
        return false;
    };
    !block.contains(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corrected(text: &str) -> String {
        correct(text).into_owned()
    }

    #[test]
    fn a_clean_text_is_borrowed() {
        assert!(matches!(correct("- [ ] a\n\tb\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_nul_begins_nothing_with_what_stands_before_it() {
        assert_eq!(corrected("<\0\n\n# a\n"), "<,\n\n# a\n");
    }

    #[test]
    fn tabs_after_a_closing_fence_become_blanks() {
        assert_eq!(corrected("```\nx\ty\n``` \t\n"), "```\nx\ty\n```  \n");
    }

    #[test]
    fn tabs_inside_a_delimiter_row_become_blanks_and_its_indent_stays() {
        assert_eq!(corrected("\t|\t---\t|\n"), "\t| --- |\n");
    }

    #[test]
    fn what_is_no_delimiter_row_for_cmark_is_none_for_the_parser() {
        assert_eq!(corrected("- | -\n"), "- x -\n");
        assert_eq!(corrected("| : - | --- |\n"), "x : - x --- x\n");
        assert_eq!(corrected("| :-: | --- |\n"), "| :-: | --- |\n");
        for row in ["| - |   | - |\n", "| - | |\n", "| : | - - |\n"] {
            assert_eq!(corrected(row), row, "a row of a body");
        }
    }

    #[test]
    fn front_matter_is_only_at_the_very_start_and_closed() {
        let found = front_matter("---\ntitle: a\n--- \n# H\n").unwrap();
        assert_eq!((found.yaml, found.end), (Span::new(4, 13), 18));
        assert_eq!(front_matter("\n---\na: 1\n---\n"), None);
        assert_eq!(front_matter("---\na: 1\n"), None);
        assert_eq!(front_matter("----\na: 1\n----\n"), None);
    }

    #[test]
    fn an_open_fence_is_told_from_a_closed_one() {
        assert!(fence_is_open("```\n"));
        assert!(fence_is_open("````\ncode\n```\n"));
        assert!(fence_is_open("~~~\ncode\n```\n\n"));
        assert!(!fence_is_open("```\ncode\n````  \n\n"));
        assert!(!fence_is_open("    indented"));
    }

    #[test]
    fn an_open_html_block_is_told_from_a_closed_one() {
        assert!(html_is_open("<!-- a\n\nb"));
        assert!(!html_is_open("<!-- a -->"));
        assert!(html_is_open("<script>\n"));
        assert!(!html_is_open("<SCRIPT>\n</Script>"));
        assert!(!html_is_open("<div>\n"));
    }
}

//! Tables that the parser misses: one that follows a paragraph line, where the header row has no leading pipe.
//!
//! cmark-gfm takes the paragraph's last line for the header row (GFM 4.10 leaves it open). The parser does so only
//! if that line begins with a pipe, so in the copy the first character of the header row becomes one; the cell keeps
//! its true beginning.

use super::correct::{is_delimiter_row, prefix_len};
use super::{Block, BlockKind};
use crate::span::{line_end, next_line, offset};

/// Where the header rows of missed tables begin.
pub(super) fn missed(blocks: &[Block], copy: &str) -> Vec<u32> {
    let bytes = copy.as_bytes();
    let mut found = Vec::new();
    let pipe_from = |at: usize| memchr::memchr(b'|', &bytes[at..]).map_or(bytes.len(), |pipe| at + pipe);
    let mut pipe = pipe_from(0);
    for block in blocks.iter().filter(|block| block.kind == BlockKind::Paragraph) {
        let range = block.span.start as usize..(block.span.end as usize).min(bytes.len());
        if pipe < range.start {
            pipe = pipe_from(range.start);
        }
        if pipe >= range.end {
            continue;
        }
        // The paragraph's first line cannot be a header row: the parser would have seen it.
        let mut header = next_line(bytes, range.start);
        while header < range.end {
            let delimiters = next_line(bytes, header);
            if delimiters >= range.end {
                break;
            }
            let header_line = content(bytes, header);
            let delimiter_line = content(bytes, delimiters);
            if is_delimiter_row(delimiter_line.1)
                && !header_line.1.starts_with(b"|")
                && count_cells(header_line.1) == count_cells(delimiter_line.1)
            {
                found.push(offset(header_line.0));
                break;
            }
            header = delimiters;
        }
    }
    found
}

/// A line without its quote markers and indent, and where it begins.
fn content(bytes: &[u8], line: usize) -> (usize, &[u8]) {
    let end = line_end(bytes, line);
    let start = line + prefix_len(&bytes[line..end]);
    (start, &bytes[start..end])
}

/// How many cells a row has: its pipes that are not escaped, without those at its ends.
fn count_cells(row: &[u8]) -> usize {
    let row = row.trim_ascii();
    let inner = row.strip_prefix(b"|").unwrap_or(row);
    let mut is_escaped = false;
    let mut cells = 1;
    for (index, &byte) in inner.iter().enumerate() {
        cells += usize::from(byte == b'|' && !is_escaped && index + 1 < inner.len());
        is_escaped = byte == b'\\' && !is_escaped;
    }
    cells
}

/// A copy of equal length with a pipe at each of the places.
pub(super) fn mend(copy: &str, places: &[u32]) -> String {
    let mut bytes = copy.as_bytes().to_vec();
    for &place in places {
        let place = place as usize;
        let width = copy.get(place..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        bytes[place..place + width].fill(b' ');
        bytes[place] = b'|';
    }
    String::from_utf8(bytes).expect("a whole character is replaced")
}

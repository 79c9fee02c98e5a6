//! Tables that the parser misses: one that follows a paragraph line, where the header row has no leading pipe.
//!
//! cmark-gfm takes the paragraph's last line for the header row (GFM 4.10 leaves it open). The parser does so only
//! if that line begins with a pipe, so in the copy the first character of the header row becomes one; the cell keeps
//! its true beginning.

use super::correct::is_delimiter_row;
use super::row::{cells, content};
use super::{Block, BlockKind};
use crate::span::{next_line, offset};

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
            let (header_row, delimiter_row) =
                (&bytes[header_line.clone()], &bytes[content(bytes, delimiters)]);
            if is_delimiter_row(delimiter_row)
                && !header_row.starts_with(b"|")
                && cells(header_row).len() == cells(delimiter_row).len()
            {
                found.push(offset(header_line.start));
                break;
            }
            header = delimiters;
        }
    }
    found
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

//! Lines too long to be anyone's words, which the copy that the parser reads has without their inline signs.
//!
//! Each `[` or `*` costs the parser 64 bytes and its time, in every one of the readings of an edit: 18 MB of them on one
//! line, seconds and a gigabyte. Blocks and boxes are the same without them. Links far into such a line are not seen.

use std::borrow::Cow;
use std::ops::Range;

/// A line longer than this is such a line.
pub(super) const LONG: usize = 64 * 1024;
/// As many bytes behind the markers of a line are left alone: what begins a block stands there, and so does what stands
/// before a picture that is written into the line.
const KEPT: usize = 1024;

/// A copy of equal length; borrowed where there is nothing to replace.
pub(super) fn plain(copy: Cow<'_, str>) -> Cow<'_, str> {
    let lines = long_lines(copy.as_bytes());
    if lines.is_empty() {
        return copy;
    }
    let mut bytes = copy.into_owned().into_bytes();
    for line in lines {
        let line = &mut bytes[line];
        let words = words(line);
        // Whether it begins a fence depends on all that follows.
        if line[words..].starts_with(b"```") || line[words..].starts_with(b"~~~") {
            continue;
        }
        for at in words.saturating_add(KEPT)..line.len() {
            let is_sign = match line[at] {
                b'*' | b'_' | b'~' | b'`' | b'[' => true,
                // `</pre>` and `]]>` end a block wherever they stand.
                b'<' => line.get(at + 1) != Some(&b'/'),
                b']' => !matches!(line.get(at + 1), Some(b']' | b'>')),
                _ => false,
            };
            if is_sign {
                line[at] = b'x';
            }
        }
    }
    Cow::Owned(String::from_utf8(bytes).expect("ASCII is replaced by ASCII"))
}

/// The long lines, found by looking for the last line end of a stretch: most lines are never looked at.
fn long_lines(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while let Some(stretch) = bytes.get(start..start + LONG) {
        if let Some(end) = memchr::memrchr2(b'\n', b'\r', stretch) {
            start += end + 1;
            continue;
        }
        let rest = &bytes[start + LONG..];
        let end = start + LONG + memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        lines.push(start..end);
        start = end + 1;
    }
    lines
}

/// Where the words of a line begin, or its box: behind all that can be markers of blocks, however many.
fn words(line: &[u8]) -> usize {
    let is_marker = |byte: &u8| {
        matches!(byte, b' ' | b'\t' | b'>' | b'-' | b'+' | b'*' | b'_' | b'.' | b')') || byte.is_ascii_digit()
    };
    line.iter().take_while(|byte| is_marker(byte)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A long line that begins and ends so, with signs all through it.
    fn long(start: &str, end: &str) -> String {
        format!("{start}{}{end}", "*a _b ~c `d [e <f ".repeat(LONG / 16))
    }

    fn plain(text: &str) -> String {
        super::plain(Cow::Borrowed(text)).into_owned()
    }

    #[test]
    fn signs_far_into_a_long_line_are_gone() {
        let text = format!("*a*\n{}\n*b*", long("- [ ] ", "[g](h)</pre>]]>"));
        let plain = plain(&text);
        assert_eq!(plain.len(), text.len());
        assert_eq!(plain.get(..KEPT), text.get(..KEPT));
        assert!(plain.ends_with(" xa xb xc xd xe xf xgx(h)</pre>]]>\n*b*"));
    }

    #[test]
    fn markers_and_boxes_stay_however_many() {
        for start in ["* ".repeat(LONG), "> - 1) ".repeat(LONG)] {
            let text = format!("{start}[ ] [a](b)\n");
            assert_eq!(plain(&text), text);
        }
    }

    #[test]
    fn lines_of_any_ending_that_are_not_long_and_fences_stay() {
        for end in ["\n", "\r", "\r\n"] {
            let text = format!("- *a* [b](c){end}").repeat(LONG / 4);
            assert!(matches!(super::plain(Cow::Borrowed(&text)), Cow::Borrowed(_)), "{end:?}");
        }
        let text = long("- ```", "");
        assert_eq!(plain(&text), text);
    }
}

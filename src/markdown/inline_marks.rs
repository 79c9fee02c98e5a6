//! The marks of inline Markdown in list items, which the copy that is read for blocks goes without.
//!
//! A text has the same blocks and boxes whether `**words**` are strong or not (CommonMark 3.1: the block structure takes
//! precedence), but links, code and strong words cost the parser twice the time of plain ones. So in the first lines
//! of list items such marks become letters; only behind the marker, the box and a first letter, where nothing can begin a
//! block. Pipes and backslashes stay: cells of tables are told by them.

use std::borrow::Cow;

/// A copy of equal length; borrowed where there is nothing to replace.
pub(super) fn without(copy: Cow<'_, str>) -> Cow<'_, str> {
    let Some(mut mark) = next_mark(copy.as_bytes()) else { return copy };
    let mut bytes = copy.into_owned().into_bytes();
    let mut rest = bytes.as_mut_slice();
    loop {
        let start = memchr::memrchr(b'\n', &rest[..mark]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &rest[mark..]).map_or(rest.len(), |end| mark + end + 1);
        let (lines, next) = rest.split_at_mut(end);
        if let Some(words) = item_words(&mut lines[start..]) {
            for byte in words {
                *byte = if is_mark(*byte) { b'x' } else { *byte };
            }
        }
        let Some(found) = next_mark(next) else { break };
        (rest, mark) = (next, found);
    }
    Cow::Owned(String::from_utf8(bytes).expect("ASCII is replaced by ASCII"))
}

/// The first of the marks that are replaced most often: those of links, code and strong words.
fn next_mark(bytes: &[u8]) -> Option<usize> {
    memchr::memchr3(b'*', b'[', b'`', bytes)
}

/// Whether a byte is a mark that may go. `<` and `]` stay: `</pre>` and `]]>` end a block of HTML wherever they stand.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'`' | b'[' | b'!' | b'&' | b'~')
}

/// The words in an item's first line; none where a line is something else, or could be.
fn item_words(line: &mut [u8]) -> Option<&mut [u8]> {
    let blanks = |from: usize| line[from..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let indent = blanks(0);
    let digits = line[indent..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let marker = match line.get(indent + digits)? {
        b'-' | b'*' | b'+' if digits == 0 => indent + 1,
        b'.' | b')' if digits > 0 => indent + digits + 1,
        _ => return None,
    };
    let mut start = marker + Some(blanks(marker)).filter(|&blanks| blanks > 0)?;
    if let Some([b'[', _, b']', b' ' | b'\t']) = line.get(start..start + 4) {
        start += 3 + blanks(start + 3);
    }
    let emphasis = line[start..].iter().take_while(|byte| matches!(byte, b'*' | b'_')).count();
    let first = line.get(start + emphasis)?;
    if !first.is_ascii_alphabetic() && first.is_ascii() {
        return None;
    }
    let words = &mut line[start..];
    // A carriage return alone may end the line.
    let len = memchr::memchr(b'\r', words).unwrap_or(words.len());
    Some(&mut words[..len])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(without(Cow::Borrowed(text)), expected);
    }

    #[test]
    fn marks_in_an_items_words_are_gone() {
        check("- [ ] **a b**: _c_\n", "- [ ] xxa bxx: xcx\n");
        check("  1) __a__ `b_c` [d_e](f_g) *h*\r\n", "  1) xxaxx xbxcx xdxe](fxg) xhx\r\n");
        check("* *é* \\| <b>\n", "* xéx \\| <b>\n");
    }

    #[test]
    fn what_could_be_a_block_or_lies_elsewhere_stays() {
        for text in [
            "- ***\n",
            "- * a\n",
            "* * *\n",
            "- _ _ _\n",
            "**a**\n",
            "# **a**\n",
            "- [**a**](b)\n",
            "- [a] b\r[c]: d\n",
            "> - **a**\n",
            "- 1. *a*\n",
            "- `a`\n",
        ] {
            check(text, text);
        }
    }
}

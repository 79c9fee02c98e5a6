//! Emphasis in list items, which the copy that the parser reads does without.
//!
//! Blocks, boxes, code and links are the same whether `**words**` are strong or not, but strong words cost the parser
//! twice the time of plain ones. So in the first lines of list items, up to the first bracket, stars and underscores
//! become letters. Only where they cannot begin a block: behind a marker and a box, before a letter.

use std::borrow::Cow;

/// A copy of equal length; borrowed where there is nothing to replace.
pub(super) fn plain(copy: Cow<'_, str>) -> Cow<'_, str> {
    let is_sign = |byte: &u8| matches!(byte, b'*' | b'_');
    let Some(first) = memchr::memchr2(b'*', b'_', copy.as_bytes()) else { return copy };
    let mut bytes = copy.into_owned().into_bytes();
    let mut next = Some(first);
    while let Some(sign) = next {
        let start = bytes[..sign].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
        let mut at = sign + 1;
        if let Some(words) = item_words(&bytes[start..]) {
            at = at.max(start + words);
            let is_word = |byte: &u8| !matches!(byte, b'[' | b'<' | b'\n' | b'\r');
            let words = &mut bytes[start + words..];
            let len = words.iter().position(|byte| !is_word(byte)).unwrap_or(words.len());
            words[..len].iter_mut().filter(|byte| is_sign(byte)).for_each(|byte| *byte = b'x');
            // What stands behind the bracket stays, to the end of the line.
            at = at.max(start + len);
        }
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |end| at + end);
        next = memchr::memchr2(b'*', b'_', &bytes[end..]).map(|found| end + found);
    }
    Cow::Owned(String::from_utf8(bytes).expect("ASCII is replaced by ASCII"))
}

/// Where the words of an item begin whose first line a text begins with; none where it begins with none, or it could be
/// more than that.
fn item_words(line: &[u8]) -> Option<usize> {
    let blanks = |from: usize| line[from..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let indent = blanks(0);
    let digits = line[indent..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let marker = match line.get(indent + digits)? {
        b'-' | b'*' | b'+' if digits == 0 => indent + 1,
        b'.' | b')' if digits > 0 => indent + digits + 1,
        _ => return None,
    };
    let mut words = marker + Some(blanks(marker)).filter(|&blanks| blanks > 0)?;
    if let Some([b'[', _, b']', b' ' | b'\t']) = line.get(words..words + 4) {
        words += 3 + blanks(words + 3);
    }
    let emphasis = line[words..].iter().take_while(|byte| matches!(byte, b'*' | b'_')).count();
    let first = line.get(words + emphasis)?;
    (first.is_ascii_alphabetic() || !first.is_ascii()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(Cow::Borrowed(text)), expected);
    }

    #[test]
    fn emphasis_of_an_items_words_is_gone() {
        check("- [ ] **a b**: _c_\n", "- [ ] xxa bxx: xcx\n");
        check("  1) __a__ `b_c` [d_e](f_g) *h*\r\n", "  1) xxaxx `bxc` [d_e](f_g) *h*\r\n");
        check("* *é*\n", "* xéx\n");
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
            "> - **a**\n",
            "- 1. *a*\n",
        ] {
            check(text, text);
        }
    }
}

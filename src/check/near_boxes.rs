//! Brackets that look like a box and are none: no parser ticks them, so whoever typed them waits in vain.

use std::cell::LazyCell;
use std::ops::Deref;

use super::{in_file, problem};
use crate::model::{Blocks, Problem, Roadmap, Section};
use crate::span::{Span, next_line};

/// Brackets that look like a box, and what they become where that is sure to be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NearBox {
    /// Bytes of the section.
    pub span: Span,
    what: String,
    hint: &'static str,
    /// What the bytes become.
    pub mended: Option<String>,
    /// Whether there is an item already, which gets a box.
    pub is_item: bool,
}

/// Stands before the first line and belongs to none.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// What looks like a box in a section and is none.
pub fn near_boxes(roadmap: &Roadmap, index: u32) -> Vec<NearBox> {
    let section = roadmap.section(index);
    let text = section.text.as_str();
    // Few texts need another look at their blocks.
    let blocks = LazyCell::new(|| roadmap.blocks(index));
    let mut found = Vec::new();
    for item in section.items.iter().filter(|item| item.mark.is_none()) {
        let Some(near) = near_box(item.text.of(text)) else { continue };
        let is_link = blocks.links.iter().any(|link| link.span.start == item.text.start);
        if !is_link {
            found.push(NearBox { span: near.span.shifted(item.text.start as usize), ..near });
        }
    }
    unseparated(section, &blocks, &mut found);
    found
}

pub(super) fn check(roadmap: &Roadmap, index: u32, problems: &mut Vec<Problem>) {
    let section = roadmap.section(index);
    problems.extend(
        near_boxes(roadmap, index)
            .into_iter()
            .map(|near| problem(in_file(section, near.span), near.what, near.hint)),
    );
}

/// What looks like a box at the beginning of an untracked item's text, why it is none, and what to do.
fn near_box(text: &str) -> Option<NearBox> {
    let inside = text.strip_prefix('[')?;
    let (between, after) = inside.split_once(']')?;
    let near = |what: String, hint, mended: Option<String>| {
        Some(NearBox { span: Span::new(0, between.len() + 2), what, hint, mended, is_item: true })
    };
    let is_followed = after.starts_with(|next| !matches!(next, ' ' | '\t' | '\n' | '\r'));
    let box_of = |char: char| (!is_followed).then(|| format!("[{char}]"));
    let trimmed = between.trim_matches(is_space);
    let mut chars = between.chars();
    let char = match (chars.next(), chars.next()) {
        (None, _) if is_followed => return None,
        (None, _) => {
            let what = "there is nothing between the brackets, so this is no box";
            return near(what.to_owned(), "write `[ ]`", box_of(' '));
        }
        (Some(char), None) => char,
        _ if matches!(trimmed, "" | "x" | "X") => {
            let what = "there is more than one character between the brackets, so this is no box";
            let is_one_line = !between.contains(['\n', '\r']);
            let mended = is_one_line.then(|| box_of(trimmed.chars().next().unwrap_or(' '))).flatten();
            return near(what.to_owned(), "write `[ ]` or `[x]`", mended);
        }
        _ => return None,
    };
    if char != ' ' && is_space(char) {
        let name = match char {
            '\t' => "a tab".to_owned(),
            '\u{a0}' => "a no-break space".to_owned(),
            other => format!("the blank U+{:04X}", u32::from(other)),
        };
        let mended = box_of(' ').filter(|_| !matches!(char, '\n' | '\r'));
        return near(format!("{name} stands between the brackets, so this is no box"), "write `[ ]`", mended);
    }
    let is_box_char = matches!(char, ' ' | 'x' | 'X' | '/' | '-' | '>');
    let opens_other = after.starts_with(['(', '[', ':']);
    if !is_followed || !is_box_char || opens_other {
        return None;
    }
    let what = "no blank stands behind the brackets, so this is no box".to_owned();
    // Other characters may be meant as words.
    let mended = matches!(char, ' ' | 'x' | 'X').then(|| format!("[{char}] "));
    near(what, "write a blank behind `]`", mended)
}

/// Blanks of Unicode, and those that have no width.
fn is_space(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Lines such as `-[ ] text`, which are no list items.
fn unseparated(section: &Section, blocks: &impl Deref<Target = Blocks>, found: &mut Vec<NearBox>) {
    let text = section.text.as_str();
    let mut at = 0;
    while at < text.len() {
        let next = next_line(text.as_bytes(), at);
        let is_marked = section.offset == 0 && at == 0 && text.starts_with(BYTE_ORDER_MARK);
        let start = if is_marked { BYTE_ORDER_MARK.len_utf8() } else { at };
        let line = text.get(start..next).unwrap_or_default();
        at = next;
        let Some(near) = unseparated_box(line) else { continue };
        let near = NearBox { span: near.span.shifted(start), ..near };
        // Within a link or a code span that began on a line before, it is part of that.
        let start = near.span.start;
        if blocks.is_running_text(start) && !blocks.is_in_link_or_verbatim(start) {
            // An item would end what is emphasised around it.
            let mended = near.mended.filter(|_| !blocks.is_in_emphasis(start));
            found.push(NearBox { mended, ..near });
        }
    }
}

/// A list marker with brackets right behind it.
fn unseparated_box(line: &str) -> Option<NearBox> {
    let rest = line.trim_start_matches([' ', '\t', '>']);
    let before = line.len() - rest.len();
    let digits = rest.bytes().take(9).take_while(u8::is_ascii_digit).count();
    let behind = match rest.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => rest.get(1..)?,
        b'.' | b')' if digits > 0 => rest.get(digits + 1..)?,
        _ => return None,
    };
    let (between, after) = behind.strip_prefix('[')?.split_once(']')?;
    let is_box = matches!(between, "" | " " | "x" | "X" | "/" | "-" | "\u{a0}" | "\t");
    let opens_link = after.starts_with(['(', '[', ':']);
    if !is_box || opens_link {
        return None;
    }
    // A second asterisk may end what the first begins: `*[x] a*` is emphasis.
    let is_sure = after.starts_with([' ', '\t'])
        && !after.trim().is_empty()
        && !(rest.starts_with('*') && after.contains('*'));
    let marker = rest.get(..rest.len() - behind.len()).unwrap_or_default();
    let char = between.chars().next().filter(|char| !is_space(*char)).unwrap_or(' ');
    Some(NearBox {
        span: Span::new(before, before + rest.len() - after.len()),
        what:
            "no blank stands between the list marker and the brackets, so this is neither an item nor a box"
                .to_owned(),
        hint: "write a blank before `[`",
        mended: is_sure.then(|| format!("{marker} [{char}]")),
        is_item: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::told;

    #[test]
    fn brackets_that_no_parser_ticks_are_told() {
        for (text, what) in [
            ("[\u{a0}] a", Some("a no-break space stands between the brackets, so this is no box")),
            ("[\t] a", Some("a tab stands between the brackets, so this is no box")),
            ("[] a", Some("there is nothing between the brackets, so this is no box")),
            ("[x]a", Some("no blank stands behind the brackets, so this is no box")),
            ("[ x ] a", Some("there is more than one character between the brackets, so this is no box")),
            ("[x](http://a.b)", None),
            ("[](http://a.b)", None),
            ("[x][y]", None),
            ("[1]: a", None),
            ("[word] a", None),
            ("a [x]b", None),
            ("[2]nd edition", None),
        ] {
            assert_eq!(near_box(text).map(|near| near.what).as_deref(), what, "{text:?}");
        }
        assert_eq!(
            told("- [ ] a\n- []\n- [x]b\n".as_bytes()),
            [
                "2:3: there is nothing between the brackets, so this is no box",
                "3:3: no blank stands behind the brackets, so this is no box"
            ]
        );
    }

    #[test]
    fn a_box_right_behind_its_marker_is_told_unless_it_is_code() {
        let what =
            "no blank stands between the list marker and the brackets, so this is neither an item nor a box";
        assert_eq!(
            told(b"-[ ] a\n\n1.[x] b\n\n```\n-[ ] code\n```\n\n*[x](http://a.b)\n"),
            [format!("1:1: {what}"), format!("3:1: {what}")]
        );
        assert_eq!(told("\u{feff}-[ ] a\n".as_bytes()), [format!("1:2: {what}")]);
    }
}

//! Brackets that look like a box and are none: no parser ticks them, so whoever typed them waits in vain.

use std::cell::LazyCell;
use std::ops::Deref;

use super::{in_file, problem};
use crate::model::{Blocks, Problem, Roadmap, Section};
use crate::span::{Span, next_line, offset};

pub(super) fn check(roadmap: &Roadmap, index: u32, problems: &mut Vec<Problem>) {
    let section = roadmap.section(index);
    let text = section.text.as_str();
    // Few texts need another look at their blocks.
    let blocks = LazyCell::new(|| roadmap.blocks(index));
    for item in section.items.iter().filter(|item| item.mark.is_none()) {
        let Some((len, what, hint)) = near_box(item.text.of(text)) else { continue };
        let start = item.text.start as usize;
        let is_link = blocks.links.iter().any(|link| link.span.start == item.text.start);
        if !is_link {
            problems.push(problem(in_file(section, Span::new(start, start + len)), what, hint));
        }
    }
    unseparated(section, &blocks, problems);
}

/// How many bytes at the beginning of an untracked item's text look like a box, why they are none, and what to do.
fn near_box(text: &str) -> Option<(usize, String, &'static str)> {
    let inside = text.strip_prefix('[')?;
    let (between, after) = inside.split_once(']')?;
    let len = between.len() + 2;
    let mut chars = between.chars();
    let char = match (chars.next(), chars.next()) {
        (None, _) => {
            let what = "there is nothing between the brackets, so this is no box".to_owned();
            return Some((len, what, "write `[ ]`"))
                .filter(|_| after.starts_with([' ', '\t']) || after.is_empty());
        }
        (Some(char), None) => char,
        _ if between.trim_matches(is_space).is_empty()
            || matches!(between.trim_matches(is_space), "x" | "X") =>
        {
            let what = "there is more than one character between the brackets, so this is no box".to_owned();
            return Some((len, what, "write `[ ]` or `[x]`"));
        }
        _ => return None,
    };
    if char != ' ' && is_space(char) {
        let name = match char {
            '\t' => "a tab".to_owned(),
            '\u{a0}' => "a no-break space".to_owned(),
            other => format!("the blank U+{:04X}", u32::from(other)),
        };
        return Some((len, format!("{name} stands between the brackets, so this is no box"), "write `[ ]`"));
    }
    let is_followed = after.chars().next().is_some_and(|next| !matches!(next, ' ' | '\t' | '\n' | '\r'));
    let is_box_char = matches!(char, ' ' | 'x' | 'X' | '/' | '-' | '>');
    let opens_other = after.starts_with(['(', '[', ':']);
    (is_followed && is_box_char && !opens_other).then(|| {
        let what = "no blank stands behind the brackets, so this is no box".to_owned();
        (len, what, "write a blank behind `]`")
    })
}

/// Blanks of Unicode, and those that have no width.
fn is_space(char: char) -> bool {
    char.is_whitespace() || matches!(char, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Lines such as `-[ ] text`, which are no list items.
fn unseparated(section: &Section, blocks: &impl Deref<Target = Blocks>, problems: &mut Vec<Problem>) {
    let text = section.text.as_str();
    let mut at = 0;
    while at < text.len() {
        let next = next_line(text.as_bytes(), at);
        let line = text.get(at..next).unwrap_or_default();
        let start = at;
        at = next;
        let Some((before, len)) = unseparated_box(line) else { continue };
        let start = start + before;
        if blocks.is_running_text(offset(start)) {
            problems.push(problem(
                in_file(section, Span::new(start, start + len)),
                "no blank stands between the list marker and the brackets, so this is neither an item nor a box",
                "write a blank before `[`",
            ));
        }
    }
}

/// Where in a line a list marker with brackets right behind it begins, and how long both are.
fn unseparated_box(line: &str) -> Option<(usize, usize)> {
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
    (is_box && !opens_link).then_some((before, rest.len() - after.len()))
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
            assert_eq!(near_box(text).map(|(_, what, _)| what).as_deref(), what, "{text:?}");
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
    }
}

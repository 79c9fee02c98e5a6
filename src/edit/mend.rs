//! Makes boxes of brackets that look like one and are none.
//!
//! `- [] a` → `- [ ] a`, and `-[x] b` → `- [x] b`

use super::lines::Lines;
use super::{Edit, Effect, Splice, counters, verify};
use crate::check::near_boxes;
use crate::error::Error;
use crate::model::Roadmap;
use crate::span::Span;

/// Gives items their boxes; where none needs that, makes items of lines. An empty edit where there is nothing to mend.
///
/// What would read as something else is left.
pub(super) fn boxes(roadmap: &Roadmap) -> Result<Edit, Error> {
    let of_items = of_kind(roadmap, true)?;
    if of_items.is_empty() { of_kind(roadmap, false) } else { Ok(of_items) }
}

/// Where a box is meant and not made, as what stands around it would read as something else: bytes of the file, and why.
pub fn left_boxes(roadmap: &Roadmap) -> Vec<(Span, Error)> {
    [true, false].into_iter().flat_map(|is_item| mends(roadmap, is_item).1).collect()
}

fn of_kind(roadmap: &Roadmap, is_item: bool) -> Result<Edit, Error> {
    let (mended, _) = mends(roadmap, is_item);
    counters::keep_right(roadmap, effective(mended, is_item), 0)
}

fn effective(splices: Vec<Splice>, is_item: bool) -> Edit {
    let n = splices.len();
    let effect = if is_item {
        Effect { boxes: n as i32, states: n as u32, ..Effect::default() }
    } else {
        Effect { items: n as i32, boxes: n as i32, is_scattered: true, ..Effect::default() }
    };
    Edit::new(splices, effect)
}

/// What is mended, and what is left.
fn mends(roadmap: &Roadmap, is_item: bool) -> (Vec<Splice>, Vec<(Span, Error)>) {
    let (mut mended, mut left) = (Vec::new(), Vec::new());
    for (index, section) in (0..).zip(roadmap.sections()) {
        if section.is_unreadable() {
            continue;
        }
        let lines = Lines::of(roadmap, index);
        let mut near = near_boxes(roadmap, index);
        near.retain(|near| near.is_item == is_item && near.mended.is_some());
        let meant: Vec<(Span, Splice)> = near
            .iter()
            .filter_map(|near| {
                let splice = lines.splice(near.span.range(), near.mended.clone()?);
                Some((near.span.shifted(section.offset), splice))
            })
            .collect();
        if meant.is_empty() {
            continue;
        }
        let check = |splices: &[Splice]| {
            verify::check(roadmap, &effective(splices.to_vec(), is_item), index, |_| true)
        };
        let all: Vec<Splice> = meant.iter().map(|(_, splice)| splice.clone()).collect();
        match check(&all) {
            Ok(()) => mended.extend(all),
            Err(error) if meant.len() > MOST_ALONE => {
                left.extend(meant.into_iter().map(|(span, _)| (span, error.clone())));
            }
            // One after the other, so that those that cannot be mended do not hold the others back.
            Err(_) => {
                let mut kept = Vec::new();
                for (span, splice) in meant {
                    kept.push(splice);
                    if let Err(error) = check(&kept) {
                        kept.pop();
                        left.push((span, error));
                    }
                }
                mended.extend(kept);
            }
        }
    }
    (mended, left)
}

/// How many brackets of a section are tried one by one, each at the cost of reading the section.
const MOST_ALONE: usize = 64;

#[cfg(test)]
mod tests {
    use super::{boxes, left_boxes};
    use crate::edit::testing::{DEFAULTS, assert_edit, read};

    #[track_caller]
    fn check(before: &str, after: &str) {
        let mut text = before.to_owned();
        for _ in 0..2 {
            let roadmap = read(&text, DEFAULTS);
            let edit = boxes(&roadmap).unwrap();
            text = String::from_utf8(edit.apply(text.as_bytes()).unwrap()).unwrap();
            assert_edit(&roadmap, DEFAULTS, &edit, &text);
        }
        assert_eq!(text, after);
        assert!(boxes(&read(&text, DEFAULTS)).unwrap().is_empty());
    }

    #[test]
    fn items_get_the_boxes_that_were_meant() {
        check(
            "# A [0/1]\r\n\r\n- [ ] a\r\n- [] b\r\n* [\u{a0}] c\r\n  1. [ x ] d\r\n- [ ]e\r\n- [X]f\r\n- [\u{2009}] g",
            "# A [2/6]\r\n\r\n- [ ] a\r\n- [ ] b\r\n* [ ] c\r\n  1. [x] d\r\n- [ ] e\r\n- [X] f\r\n- [ ] g",
        );
    }

    #[test]
    fn lines_become_the_items_that_were_meant() {
        check(
            "Legend:\n-[ ] a\n-[x] b\n\n-[ ] p\n  - [ ] c\n\n# B\n\n- [ ] d\n-[] e\n  *[/] f\n\n1.[ ] g\n> -[\u{a0}] h\n",
            "Legend:\n- [ ] a\n- [x] b\n\n- [ ] p\n  - [ ] c\n\n# B\n\n- [ ] d\n- [ ] e\n  * [/] f\n\n1. [ ] g\n> - [ ] h\n",
        );
        check("- [] a\n-[ ] b\n", "- [ ] a\n- [ ] b\n");
        check("-[ ] Title\n===\n\n-[ ] a\n", "-[ ] Title\n===\n\n- [ ] a\n");
    }

    #[test]
    fn what_may_mean_something_else_is_left() {
        for text in [
            "- [x](http://a.b)\n",
            "- [](http://a.b)\n",
            "- [2]nd\n",
            "- [/]home\n",
            "*[x] a*\n",
            "-[ ]\n",
            "-[x]a\n",
            "```\n-[ ] a\n- [] b\n```\n",
            "<!--\n-[ ] a\n-->\n",
            "<div>\n- [] a\n</div>\n",
            "    -[ ] a\n",
            "`-[ ] a`\n",
            "%%\n-[ ] a\n%%\n",
            "a\n2.[ ] b\n",
            "# T\n\n[link text\n-[ ] x](http://a)\n",
            "`code\n-[ ] x`\n",
            "-[ ] a\n-[ ] b\n---\n",
            "**a\n-[ ] x**\n",
            "*a\n-[ ] x\nb*\n",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_is_left_is_told_with_its_reason() {
        for (text, n_left) in [
            ("-[ ] a\n-[ ] b\n---\n", 2),
            ("-[ ] Title\n===\n", 1),
            ("Para\n2.[ ] foo\n", 1),
            ("|a|\n|-|\n|b|\n-[ ] c\n", 1),
            ("-[ ] a\n\n- [] b\n", 0),
        ] {
            let left = left_boxes(&read(text, DEFAULTS));
            assert_eq!(left.len(), n_left, "{text:?}");
            assert!(left.iter().all(|(_, error)| error.reason.contains("would")), "{left:?}");
        }
    }
}

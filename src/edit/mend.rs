//! Makes boxes of brackets that look like one and are none.
//!
//! `- [] a` → `- [ ] a`, and `-[x] b` → `- [x] b`

use super::lines::Lines;
use super::{Edit, Effect, Splice, counters, verify};
use crate::check::near_boxes;
use crate::error::Error;
use crate::model::Roadmap;

/// Gives items their boxes; where none needs that, makes items of lines. An empty edit where there is nothing to mend.
///
/// What would read as something else is left, with its section.
pub(super) fn boxes(roadmap: &Roadmap) -> Result<Edit, Error> {
    let of_items = of_kind(roadmap, true)?;
    if of_items.is_empty() { of_kind(roadmap, false) } else { Ok(of_items) }
}

fn of_kind(roadmap: &Roadmap, is_item: bool) -> Result<Edit, Error> {
    let edit = |splices: Vec<Splice>| {
        let n = splices.len();
        let effect = if is_item {
            Effect { boxes: n as i32, states: n as u32, ..Effect::default() }
        } else {
            Effect { items: n as i32, boxes: n as i32, is_scattered: true, ..Effect::default() }
        };
        Edit::new(splices, effect)
    };
    let mut mended = Vec::new();
    for (index, section) in (0..).zip(roadmap.sections()) {
        if section.is_unreadable() {
            continue;
        }
        let lines = Lines::of(roadmap, index);
        let near = near_boxes(roadmap, index).into_iter().filter(|near| near.is_item == is_item);
        let splices: Vec<Splice> =
            near.filter_map(|near| Some(lines.splice(near.span.range(), near.mended?))).collect();
        if !splices.is_empty() && verify::check(roadmap, &edit(splices.clone()), index, |_| true).is_ok() {
            mended.extend(splices);
        }
    }
    counters::keep_right(roadmap, edit(mended), 0)
}

#[cfg(test)]
mod tests {
    use super::boxes;
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
        ] {
            check(text, text);
        }
    }
}

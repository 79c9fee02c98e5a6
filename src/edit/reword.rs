//! Replaces an item's words.

use super::lines::Lines;
use super::{Edit, Effect, track, verify, words};
use crate::error::Error;
use crate::model::fields::Fields;
use crate::model::{Place, Roadmap, Section};
use crate::span;

/// `- [x] Old words 📅 2026-11-22 ^b1` → `- [x] New words 📅 2026-11-22 ^b1`
///
/// What would begin another block is escaped. Several lines become one.
pub(super) fn set(roadmap: &Roadmap, place: Place, text: &str) -> Result<Edit, Error> {
    let line = words::of_item(text, "reword the item")?;
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    let old = item.text.of(lines.text());
    let head = item.text.start as usize;
    if old.is_empty() && !lines.bytes[head..lines.line_end(head)].trim_ascii().is_empty() {
        return Err(Error::new("reword the item", "it has no text of its own").hint("edit the file there"));
    }
    let end = Fields::read(old).words_end();
    let kept = fields_of_first_line(old);
    // Behind a bare box or marker there may be no blank yet.
    let needs_blank = head == item.mark.map_or(item.marker, |mark| mark.span()).end as usize;
    let edits = [line.clone(), words::escaped(&line)].map(|line| {
        let blank = if needs_blank { " " } else { "" };
        let separator = if kept.is_empty() { "" } else { " " };
        let mut new = format!("{blank}{line}{separator}{kept}");
        if end == 0 && !old.is_empty() {
            new.push(' ');
        }
        Edit::new(vec![lines.splice(head..head + end, new)], Effect::default())
    });
    let rest = old.get(end..).unwrap_or_default();
    let reads = |section: &Section| {
        let item = &section.items[place.item as usize];
        let text = item.text(section);
        let is_heading = item.mark.is_none() && track::is_heading(text);
        let is_meant = |line: &str| {
            let meant = [line, kept, rest].into_iter().flat_map(str::split_whitespace);
            text.split_whitespace().eq(meant)
        };
        !is_heading && (is_meant(&line) || is_meant(&words::escaped(&line)))
    };
    verify::first_that_reads(roadmap, edits, place.section, reads)
}

/// An item's words as [`set`] replaces them, in one line: what an editor of them begins with.
pub fn words_to_edit(roadmap: &Roadmap, place: Place) -> String {
    let section = roadmap.section(place.section);
    let text = roadmap.item(place).text(section);
    let words = text.get(..Fields::read(text).words_end()).unwrap_or_default();
    let n_quotes = Lines::of(roadmap, place.section).quotes(roadmap.item(place));
    let lines = span::lines(words).enumerate().map(|(nth, line)| {
        let is_first = nth == 0;
        let line = (0..if is_first { 0 } else { n_quotes })
            .fold(line, |line, _| line.trim_start().strip_prefix('>').unwrap_or(line));
        let first_fields = if is_first { fields_of_first_line(text).len() } else { 0 };
        line.get(..line.len().saturating_sub(first_fields)).unwrap_or(line).trim()
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The trailing fields of the first of several lines: there Obsidian Tasks reads them.
fn fields_of_first_line(text: &str) -> &str {
    let Some((first, _)) = text.split_once(['\n', '\r']) else { return "" };
    let first = first.trim_end();
    first.get(Fields::read(first).words_end()..).unwrap_or_default().trim_start()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Verb;
    use crate::edit::testing::{DEFAULTS, check, read_marked, refused};

    fn to(words: &str) -> Verb {
        Verb::Reword(words.to_owned())
    }

    #[test]
    fn reword_changes_only_the_words() {
        check(
            "- [x] ‸Old words 📅 2026-11-22 #t ^b1  \n- b",
            &to("New"),
            "- [x] New 📅 2026-11-22 #t ^b1  \n- b",
        );
        check("1.  ‸a\r\n\r\n    b\r\n", &to("c"), "1.  c\r\n\r\n    b\r\n");
        check("- ‸a [level:: 3] b\n  > n\n  - c", &to("d"), "- d\n  > n\n  - c");
        check("> - [ ] ‸a\n>   - b\n", &to("**c** `d`"), "> - [ ] **c** `d`\n>   - b\n");
        check("\u{feff}-\t‸a", &to("b"), "\u{feff}-\tb");
        check("- ‸a\n", &to(" a\n"), "- a\n");
        check("- ‸# a\n", &to("b"), "- b\n");
    }

    #[test]
    fn several_lines_become_one() {
        check("- [ ] ‸a\n  b\nc #t\n- d", &to("e"), "- [ ] e #t\n- d");
        check("- [ ] ‸a ✅ 2026-01-01\n  b\n", &to("e\r\nf"), "- [ ] e f ✅ 2026-01-01\n");
        check("> - ‸a\n>   b\n> - c\n", &to("e"), "> - e\n> - c\n");
    }

    #[test]
    fn an_item_without_words_gets_some() {
        check("- [ ]‸\n- b\n", &to("a"), "- [ ] a\n- b\n");
        check("-‸\n- b\n", &to("a"), "- a\n- b\n");
        check("- ‸📅 2026-01-01\n", &to("a"), "- a 📅 2026-01-01\n");
        refused("-‸ - b\n", &to("a"), "no text");
        for words in [" \n", "✅ 2026-01-01", "^id"] {
            refused("- ‸a\n", &to(words), "words");
        }
    }

    #[test]
    fn what_would_be_another_block_is_escaped() {
        for (words, written) in [
            ("[ ] b", "\\[ ] b"),
            ("# b", "\\# b"),
            ("> b", "\\> b"),
            ("- b", "\\- b"),
            ("1. b", "1\\. b"),
            ("12) b", "12\\) b"),
            ("```", "\\```"),
            ("***", "\\***"),
            ("<div>", "\\<div>"),
            ("[b]: http://c.d", "\\[b]: http://c.d"),
            ("    b", "b"),
            ("*b*", "*b*"),
            ("[b](c)", "[b](c)"),
        ] {
            check("- ‸a\n- c\n", &to(words), &format!("- {written}\n- c\n"));
        }
        check("- [ ] ‸a\n", &to("- b"), "- [ ] - b\n");
    }

    #[test]
    fn the_words_to_edit_are_those_that_are_replaced() {
        let words = |text| {
            let (roadmap, place) = read_marked(text, DEFAULTS);
            words_to_edit(&roadmap, place)
        };
        assert_eq!(words("- [x] ‸Old *words* [level:: 3] 📅 2026-11-22 ^b1"), "Old *words*");
        assert_eq!(words("> - ‸a ✅ 2026-01-01\n>   b\n>   c #t\n"), "a b c");
        assert_eq!(words("- ‸\n"), "");
    }
}

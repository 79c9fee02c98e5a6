//! Replaces an item's words.

use std::ops::Range;

use super::difference::changed_runs;
use super::lines::Lines;
use super::{Edit, Effect, track, verify, words};
use crate::error::Error;
use crate::model::fields::Fields;
use crate::model::{Place, Roadmap};
use crate::span;

/// `- [x] Old words 📅 2026-11-22 ^b1` → `- [x] New words 📅 2026-11-22 ^b1`
///
/// What would begin another block is escaped. Of a text of several lines only the words that differ are replaced, so
/// that its line breaks stay; where what that makes would read as something else, it becomes one line.
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
    let rest = old.get(end..).unwrap_or_default();
    let n_quotes = lines.quotes(item);
    let whole = |line: &str| {
        let blank = if needs_blank { " " } else { "" };
        let separator = if kept.is_empty() { "" } else { " " };
        let mut new = format!("{blank}{line}{separator}{kept}");
        if end == 0 && !old.is_empty() {
            new.push(' ');
        }
        let splice = lines.splice(head..head + end, &*new);
        (format!("{new}{rest}"), Edit::new(vec![splice], Effect::default()))
    };
    let word_by_word = |line: &str| {
        let runs = changed_words(&own_tokens(old, n_quotes), line);
        let text = runs.iter().rev().fold(old.to_owned(), |mut text, (range, new)| {
            text.replace_range(range.clone(), new);
            text
        });
        let splices = runs.into_iter().map(|(at, new)| lines.splice(head + at.start..head + at.end, new));
        (text, Edit::new(splices.collect(), Effect::default()))
    };
    let ways = [line.clone(), words::escaped(&line)];
    let keeps_lines = ways.iter().map(|line| word_by_word(line)).filter(|(text, _)| {
        !old.is_empty() && text.contains(['\n', '\r']) && fields_of_first_line(text).ends_with(kept)
    });
    let (texts, edits): (Vec<String>, Vec<Edit>) =
        keeps_lines.chain(ways.iter().map(|line| whole(line))).unzip();
    verify::first_that_reads(roadmap, edits, place.section, |section| {
        let item = &section.items[place.item as usize];
        let text = item.text(section);
        let is_heading = item.mark.is_none() && track::is_heading(text);
        let is_meant = |meant: &String| text.split_whitespace().eq(meant.split_whitespace());
        !is_heading && texts.iter().any(is_meant)
    })
}

/// An item's words as [`set`] replaces them, in one line: what an editor of them begins with.
pub fn words_to_edit(roadmap: &Roadmap, place: Place) -> String {
    let lines = Lines::of(roadmap, place.section);
    let item = roadmap.item(place);
    own_tokens(item.text.of(lines.text()), lines.quotes(item)).iter().map(|token| token.1).collect()
}

/// A text of one or several lines in one line.
pub(super) fn joined(text: &str, n_quotes: usize) -> String {
    tokens(text, 0, n_quotes).iter().map(|token| token.1).collect()
}

/// What of a text of one or several lines becomes what, so that its words are those of a line.
pub(super) fn changed(text: &str, n_quotes: usize, line: &str) -> Vec<(Range<usize>, String)> {
    changed_words(&tokens(text, 0, n_quotes), line)
}

/// The tokens of an item's text without its fields.
fn own_tokens(text: &str, n_quotes: usize) -> Vec<(Range<usize>, &str)> {
    let words = text.get(..Fields::read(text).words_end()).unwrap_or_default();
    tokens(words, fields_of_first_line(text).len(), n_quotes)
}

/// The words and the blanks between them that a text is in one line, and where in the text each stands. The blank
/// between two lines stands for all that is between their words. `fields` bytes end the first of several lines.
fn tokens(words: &str, fields: usize, n_quotes: usize) -> Vec<(Range<usize>, &str)> {
    let mut tokens: Vec<(Range<usize>, &str)> = Vec::new();
    for (nth, line) in span::lines(words).enumerate() {
        let is_first = nth == 0;
        let line = (0..if is_first { 0 } else { n_quotes })
            .fold(line, |line, _| line.trim_start().strip_prefix('>').unwrap_or(line));
        let first_fields = if is_first { fields } else { 0 };
        let line = line.get(..line.len().saturating_sub(first_fields)).unwrap_or(line).trim();
        if line.is_empty() {
            continue;
        }
        let mut at = line.as_ptr() as usize - words.as_ptr() as usize;
        if !tokens.is_empty() {
            tokens.push((end_of(&tokens)..at, " "));
        }
        for token in split(line) {
            tokens.push((at..at + token.len(), token));
            at += token.len();
        }
    }
    tokens
}

/// What of some tokens becomes what, so that they are those of a line.
fn changed_words(tokens: &[(Range<usize>, &str)], line: &str) -> Vec<(Range<usize>, String)> {
    let words = split(line);
    let old: Vec<&str> = tokens.iter().map(|token| token.1).collect();
    let in_text = |(old, new): (Range<usize>, Range<usize>)| {
        let start = tokens.get(old.start).map_or(end_of(tokens), |token| token.0.start);
        let end = tokens.get(old).and_then(<[_]>::last).map_or(start, |token| token.0.end);
        (start..end, words.get(new).unwrap_or_default().concat())
    };
    changed_runs(&old, &words).into_iter().map(in_text).collect()
}

fn end_of(tokens: &[(Range<usize>, &str)]) -> usize {
    tokens.last().map_or(0, |token| token.0.end)
}

/// A line's words and the blanks between them.
fn split(line: &str) -> Vec<&str> {
    let words = line.split_inclusive(char::is_whitespace).flat_map(|word| {
        let bare = word.trim_end();
        [bare, word.get(bare.len()..).unwrap_or_default()]
    });
    words.filter(|token| !token.is_empty()).collect()
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
    fn of_several_lines_only_the_words_that_differ_are_replaced() {
        check("- [ ] ‸aa\\\n  hard\n", &to("aa\\ hard zz"), "- [ ] aa\\\n  hard zz\n");
        check("- [ ] ‸aa  \n  hard\n", &to("aa harder"), "- [ ] aa  \n  harder\n");
        check("- ‸`a\r\n  b` c\r\n  d #t\r\n", &to("`a b` c dd"), "- `a\r\n  b` c\r\n  dd #t\r\n");
        check(
            "- ‸one two\n  three\n  four five\n",
            &to("One two three four six"),
            "- One two\n  three\n  four six\n",
        );
        check("> - ‸a\n>   b\n>   > n\n", &to("a bb"), "> - a\n>   bb\n>   > n\n");
        check("- [ ] ‸a ✅ 2026-01-01\n  b\n", &to("e\r\nf"), "- [ ] e ✅ 2026-01-01\n  f\n");
        check("- ‸a\n  b\n", &to("# b"), "- \\#\n  b\n");
    }

    #[test]
    fn lines_go_with_their_words_and_where_their_words_would_read_as_something_else() {
        check("- [ ] ‸a\n  b\nc #t\n- d", &to("e"), "- [ ] e #t\n- d");
        check("- [ ] ‸a ✅ 2026-01-01\n  b\n", &to("e"), "- [ ] e ✅ 2026-01-01\n");
        check("> - ‸a\n>   b\n> - c\n", &to("e"), "> - e\n> - c\n");
        check("- ‸a\n  b c\n", &to("a - c"), "- a - c\n");
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

//! Columns: how wide a text is, what of it fits, where it wraps. Always between graphemes, never inside one.
//!
//! Knows nothing of control characters: it is given what [`super::displayable`] returns.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that a text takes, as ratatui's buffer draws it: grapheme by grapheme.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// The columns of one grapheme; a lone ASCII byte takes one, whatever it is.
fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.len() == 1 { 1 } else { grapheme.width() }
}

/// The beginning of a text, `max` bytes at most: what is shown of a huge line costs no more than that.
pub fn head(text: &str, max: usize) -> &str {
    let mut end = max.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// What of a text fits into `max` columns, with `ellipsis` at its end if something was cut off.
///
/// Looks at no more of the text than fits. An ellipsis that is itself too wide is left out.
pub fn truncate<'a>(text: &'a str, max: usize, ellipsis: &str) -> Cow<'a, str> {
    let ellipsis = if width(ellipsis) <= max { ellipsis } else { "" };
    let room = max - width(ellipsis);
    let mut column = 0;
    let mut cut = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        if column <= room {
            cut = at;
        }
        column += grapheme_width(grapheme);
        if column > max {
            let kept = text.get(..cut).unwrap_or_default();
            return if ellipsis.is_empty() { kept.into() } else { format!("{kept}{ellipsis}").into() };
        }
    }
    text.into()
}

/// The lines into which a text wraps at `max` columns, as byte ranges of it, first to last.
///
/// Breaks at line feeds, at blanks, after hyphens and around wide characters (but not before closing punctuation);
/// where a word is too long, between graphemes. The blanks at a break belong to no line. A grapheme wider than `max` is
/// left out. The ranges come as they are asked for, so a huge text costs no more than what is shown of it.
pub fn wrap(text: &str, max: usize) -> impl Iterator<Item = Range<usize>> {
    let mut rest = Some(0);
    std::iter::from_fn(move || {
        let start = rest?;
        let (line, next) = next_line(text, start, max);
        rest = next;
        Some(line)
    })
}

/// The line that begins at `start`, and where the next one begins, if there is one.
fn next_line(text: &str, start: usize, max: usize) -> (Range<usize>, Option<usize>) {
    let mut start = start;
    let mut column = 0;
    let mut line_end = start;
    // Where the line could end, and where the next would then begin.
    let mut last_break: Option<(usize, usize)> = None;
    let mut before: Option<&str> = None;
    let rest = text.get(start..).unwrap_or_default();
    let offset = start;
    for (at, grapheme) in rest.grapheme_indices(true).map(|(at, grapheme)| (offset + at, grapheme)) {
        let after = at + grapheme.len();
        if grapheme == "\n" || grapheme == "\r\n" {
            return (start..line_end, Some(after));
        }
        if is_blank(grapheme) {
            // Blanks may hang over the edge: they are dropped if the line breaks here.
            if before.is_none_or(|before| !is_blank(before)) {
                last_break = Some((line_end, after));
            } else if let Some((_, next)) = &mut last_break {
                *next = after;
            }
            column += grapheme_width(grapheme);
            if column <= max {
                line_end = after;
            }
            before = Some(grapheme);
            continue;
        }
        if before.is_some_and(|before| !is_blank(before) && may_break(before, grapheme)) {
            last_break = Some((at, at));
        }
        let columns = grapheme_width(grapheme);
        if column + columns > max {
            if columns > max && line_end == start {
                // It fits on no line at all.
                start = after;
                line_end = after;
                column = 0;
                last_break = None;
                before = None;
                continue;
            }
            let (end, next) = match last_break {
                Some((end, next)) if end > start || next > start => (end, next),
                _ => (at, at),
            };
            return (start..end, Some(next));
        }
        column += columns;
        line_end = after;
        before = Some(grapheme);
    }
    (start..line_end, None)
}

/// A place to break that is not itself shown; a no-break space is none.
fn is_blank(grapheme: &str) -> bool {
    grapheme
        .chars()
        .all(|c| c.is_whitespace() && !matches!(c, '\u{A0}' | '\u{2007}' | '\u{202F}' | '\n' | '\r'))
}

/// Whether a line may end between two graphemes that are not blank: a small part of UAX 14.
fn may_break(before: &str, after: &str) -> bool {
    const OPENING: &str = "([{（「『【〈《〔［｛“‘";
    const CLOSING: &str =
        ")]},.!?;:…%）」』】〉》〕］｝、。，．！？；：・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ”’";
    if OPENING.contains(before) || CLOSING.contains(after) {
        return false;
    }
    let is_wide = |grapheme: &str| grapheme.len() > 1 && grapheme_width(grapheme) > 1;
    is_wide(before) || is_wide(after) || (before == "-" && after.starts_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::display::{displayable, displayable_lines};

    fn lines(text: &str, max: usize) -> Vec<&str> {
        wrap(text, max).map(|line| text.get(line).unwrap()).collect()
    }

    #[test]
    fn width_counts_columns_not_characters() {
        for (text, columns) in
            [("", 0), ("abc", 3), ("漢字", 4), ("e\u{301}", 1), ("👩🏽‍💻", 2), ("❤️", 2), ("✔", 1), ("ｶﾞ", 2)]
        {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn truncate_cuts_between_graphemes_and_says_so() {
        for (text, max, shown) in [
            ("roadmap", 7, "roadmap"),
            ("roadmap", 6, "roadm…"),
            ("roadmap", 1, "…"),
            ("roadmap", 0, ""),
            ("漢字漢字", 8, "漢字漢字"),
            ("漢字漢字", 7, "漢字漢…"),
            ("漢字漢字", 6, "漢字…"),
            ("ae\u{301}e\u{301}o", 3, "ae\u{301}…"),
            ("", 0, ""),
        ] {
            assert_eq!(truncate(text, max, "…"), shown, "{text:?} in {max}");
        }
        assert_eq!(truncate("roadmap", 1, ".."), "r");
    }

    #[test]
    fn wrap_breaks_at_blanks_and_drops_them() {
        assert_eq!(lines("the event loop", 9), ["the event", "loop"]);
        assert_eq!(lines("the event   loop", 10), ["the event", "loop"]);
        assert_eq!(lines("the event loop", 80), ["the event loop"]);
        assert_eq!(lines("  indented text", 10), ["  indented", "text"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn wrap_keeps_line_feeds() {
        assert_eq!(lines("one\n\ntwo three\n", 5), ["one", "", "two", "three", ""]);
    }

    #[test]
    fn wrap_cuts_only_words_that_fit_on_no_line() {
        assert_eq!(lines("an incomprehensible word", 8), ["an", "incompre", "hensible", "word"]);
        assert_eq!(lines("self-assessment", 8), ["self-", "assessme", "nt"]);
        assert_eq!(lines("10-20", 4), ["10-2", "0"]);
    }

    #[test]
    fn wrap_breaks_between_wide_characters_but_not_before_their_stops() {
        assert_eq!(lines("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(lines("漢字。漢", 4), ["漢", "字。", "漢"]);
        assert_eq!(lines("Node漢字", 6), ["Node漢", "字"]);
    }

    #[test]
    fn wrap_leaves_out_what_fits_on_no_line() {
        assert_eq!(lines("a漢b", 1), ["a", "b"]);
        assert_eq!(lines("漢", 1), [""]);
        assert_eq!(lines("ab", 0), [""]);
    }

    #[test]
    fn wrap_does_not_break_at_a_no_break_space() {
        assert_eq!(lines("see page\u{A0}12", 8), ["see", "page\u{A0}12"]);
    }

    proptest! {
        #[test]
        fn nothing_is_wider_than_was_asked_for(text in super::super::marks::tests::hostile(), max in 0usize..12) {
            let line = displayable(&text);
            prop_assert!(width(&truncate(&line, max, "…")) <= max);
            let text = displayable_lines(&text);
            for line in lines(&text, max) {
                prop_assert!(width(line) <= max, "{:?}", line);
            }
        }

        #[test]
        fn wrapping_loses_only_blanks(text in super::super::marks::tests::hostile(), max in 3usize..12) {
            let text = displayable_lines(&text);
            prop_assume!(text.graphemes(true).all(|grapheme| grapheme_width(grapheme) <= max));
            let seen = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(seen(&lines(&text, max).concat()), seen(&text));
        }

        #[test]
        fn any_text_at_all_is_measured_without_a_panic(text in any::<String>(), max in 0usize..9) {
            let _ = (width(&text), truncate(&text, max, ".."), wrap(&text, max).count());
        }
    }
}

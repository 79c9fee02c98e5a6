//! How far a resource has been read: `(120/320)`, `page 120 of 320`, `7/12` at the end of an item's words.
//!
//! Knows nothing of states: what is read to its end is not therefore done.

use super::fields::Fields;
use super::{Place, Roadmap};
use crate::span::Span;

/// A part of a whole, in the units of its text: pages, chapters, lessons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    pub done: u32,
    /// At least 1, and no less than what is done.
    pub total: u32,
    /// The digits of what is done, and of the total, in the item's text.
    pub done_span: Span,
    pub total_span: Span,
    /// Where the words before it end.
    pub words_end: usize,
}

/// What may stand before or behind the numbers.
const UNITS: [&str; 22] = [
    "p",
    "pp",
    "page",
    "pages",
    "ch",
    "chapter",
    "chapters",
    "lesson",
    "lessons",
    "part",
    "parts",
    "section",
    "sections",
    "module",
    "modules",
    "video",
    "videos",
    "episode",
    "episodes",
    "exercise",
    "exercises",
    "unit",
];
/// Words before which `7/12` is a day, a release or an address and no part of anything.
const OTHERS: [&str; 28] = [
    "on",
    "at",
    "by",
    "until",
    "till",
    "since",
    "before",
    "after",
    "from",
    "due",
    "published",
    "updated",
    "released",
    "version",
    "v",
    "release",
    "ver",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "date",
    "issue",
    "no",
    "nr",
];
/// More digits are no pages.
const MAX_DIGITS: usize = 6;

impl Roadmap {
    /// How far an item's text says that it has been read.
    pub fn fraction(&self, place: Place) -> Option<Fraction> {
        Fraction::read(self.item(place).text(self.section(place.section)))
    }
}

impl Fraction {
    /// Reads an item's text. Behind the numbers there may be fields, dates and tags.
    pub fn read(text: &str) -> Option<Self> {
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let words = text.get(..Fields::read(text).words_end())?;
        let is_enclosed = words.ends_with(')');
        let inside = words.strip_suffix(')').unwrap_or(words);
        let start = if is_enclosed { inside.rfind('(')? + 1 } else { 0 };
        // Brackets right behind other text are a link's address or a call.
        if is_enclosed && !inside.get(..start - 1)?.chars().next_back().is_none_or(char::is_whitespace) {
            return None;
        }
        Numbers::at_end_of(words, start, inside.len())?.fraction(words, is_enclosed.then_some(start))
    }
}

/// Two numbers at the end of a text, and the words around them.
struct Numbers {
    done: Span,
    total: Span,
    /// `of` or `/`.
    has_slash: bool,
    /// A unit stands behind them.
    has_unit: bool,
}

impl Numbers {
    /// The numbers that `text[start..end]` ends with, with a unit behind them or without.
    fn at_end_of(text: &str, start: usize, end: usize) -> Option<Self> {
        let whole = text.get(start..end)?.trim_end();
        let mut rest = whole;
        let last = rest.rsplit(char::is_whitespace).next()?;
        let has_unit = UNITS.contains(&&*last.to_lowercase());
        if has_unit {
            rest = rest.strip_suffix(last)?.trim_end();
        }
        let total = digits_at_end(rest)?;
        let total_span = Span::new(start + rest.len() - total.len(), start + rest.len());
        rest = rest.strip_suffix(total)?;
        let before = rest.trim_end();
        let has_slash = before.ends_with('/');
        rest = match before.strip_suffix('/') {
            Some(before) => before.trim_end(),
            None if before.len() < rest.len() => {
                let before = before.strip_suffix("of")?;
                before.strip_suffix(char::is_whitespace)?.trim_end()
            }
            None => return None,
        };
        let done = digits_at_end(rest)?;
        let done_span = Span::new(start + rest.len() - done.len(), start + rest.len());
        Some(Self { done: done_span, total: total_span, has_slash, has_unit })
    }

    /// The fraction that they are, if they are none of the other things that two numbers can be. `enclosed_from` is where
    /// the bracket opens that encloses them.
    fn fraction(&self, text: &str, enclosed_from: Option<usize>) -> Option<Fraction> {
        let before = text.get(enclosed_from.unwrap_or(0)..self.done.start as usize)?;
        let begins_word = before.chars().next_back().is_none_or(char::is_whitespace);
        let word = before.split_whitespace().next_back().unwrap_or_default().to_lowercase();
        let word = word.trim_end_matches('.');
        let is_after_unit = UNITS.contains(&word);
        let is_glued_unit = !begins_word && before.ends_with("p.");
        let is_alone = enclosed_from.is_some() && before.trim().is_empty();
        let has_unit = self.has_unit || is_after_unit || is_glued_unit;
        let is_bare = self.has_slash && begins_word && !OTHERS.contains(&word);
        if !(has_unit && (begins_word || is_glued_unit) || is_alone || enclosed_from.is_none() && is_bare) {
            return None;
        }
        let number = |span: Span| number(span.of(text));
        let (done, total) = (number(self.done)?, number(self.total)?);
        let is_part = total > 0 && done <= total;
        // A month of a year, or two years.
        let is_year = |number: u32| (1900..2100).contains(&number);
        let is_date = !has_unit && is_year(total) && (done <= 12 || is_year(done));
        let words = enclosed_from.map_or(before, |start| text.get(..start - 1).unwrap_or_default());
        let unit =
            if is_glued_unit { "p." } else { before.split_whitespace().next_back().unwrap_or_default() };
        let is_unit_of_words = enclosed_from.is_none() && (is_glued_unit || is_after_unit);
        let words =
            if is_unit_of_words { words.trim_end().strip_suffix(unit).unwrap_or(words) } else { words };
        (is_part && !is_date).then_some(Fraction {
            done,
            total,
            done_span: self.done,
            total_span: self.total,
            words_end: words.trim_end_matches([' ', '\t', '\n', '\r', ',', ':', '-', '–', '—']).len(),
        })
    }
}

/// A number as it is written; with a zero before it, it is part of a date or a version.
fn number(digits: &str) -> Option<u32> {
    let is_plain = digits.len() <= MAX_DIGITS && (digits.len() == 1 || !digits.starts_with('0'));
    digits.parse().ok().filter(|_| is_plain)
}

fn digits_at_end(text: &str) -> Option<&str> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    text.get(text.len() - digits..).filter(|digits| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(u32, u32)> {
        let fraction = Fraction::read(text)?;
        assert_eq!(fraction.done_span.of(text), fraction.done.to_string(), "{text}");
        assert_eq!(fraction.total_span.of(text), fraction.total.to_string(), "{text}");
        Some((fraction.done, fraction.total))
    }

    #[test]
    fn numbers_at_the_end_say_how_far_it_is_read() {
        for text in [
            "_Clean Code_ (120/320)",
            "_Clean Code_ (120 / 320)",
            "Clean Code (page 120 of 320)",
            "Clean Code (p. 120/320)",
            "Clean Code (p.120/320)",
            "Clean Code (120 of 320)",
            "Clean Code (120/320 pages)",
            "Clean Code, page 120 of 320",
            "Clean Code, Page 120/320",
            "Clean Code p. 120/320",
            "Clean Code p.120 of 320",
            "Clean Code: 120/320",
            "Clean Code 120/320 pages",
            "Clean Code 120 of 320 pages",
            "Clean Code, 120/320",
            "120/320",
            "Clean\n  Code 120/320",
            "[Clean Code](https://a.b/7/12) (120/320) #book 📅 2026-11-22 ^id",
            "Clean Code (120/320) [effort:: 3]",
            "https://a.b/7/12 120/320",
        ] {
            assert_eq!(read(text), Some((120, 320)), "{text}");
            let words = text.get(..Fraction::read(text).unwrap().words_end).unwrap();
            assert!(
                words.ends_with("Code") || words.ends_with(['_', ')', '2']) || words.is_empty(),
                "{words}"
            );
        }
        assert_eq!(read("Course 7/12"), Some((7, 12)));
        assert_eq!(read("Course 0/12"), Some((0, 12)));
        assert_eq!(read("Course lesson 12 of 12"), Some((12, 12)));
        assert_eq!(read("Book (page 12 of 1999)"), Some((12, 1999)));
    }

    #[test]
    fn dates_versions_and_addresses_are_no_fractions() {
        for text in [
            "",
            "Clean Code",
            "Read it 2026/11/22",
            "Read it 7/12/2026",
            "Read it (7/12/2026)",
            "Read it (11/2026)",
            "Read it 11/2026",
            "Season 2025/2026",
            "Season 2025/26",
            "Read it on 7/12",
            "Read it by 7/12 #soon",
            "Version 7/12",
            "Read it 07/12",
            "Read it (7/012)",
            "API v7/12",
            "Rust 1.7/12",
            "Rust 7/1.12",
            "https://a.b/7/12",
            "[Clean Code](7/12)",
            "<https://a.b/7/12>",
            "Clean Code (https://a.b/7/12)",
            "`7/12`",
            "12/7",
            "0/0",
            "Available 24/7",
            "Read 3 of 12",
            "Read the best of 12",
            "f(7/12)",
            "7/12 of it",
            "Goals [7/12]",
            "Read it 1234567/12345678",
            "Read it -7/12",
            "📅 2026-11-22",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

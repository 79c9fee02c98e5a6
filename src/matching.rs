//! Where a query is found in a text: in any case, unless the query has capitals, and with any diacritics on the letters
//! that have none in the query. Knows no roadmap.

use std::ops::Range;

use memchr::{memchr, memchr2};
use nucleo_matcher::chars::normalize;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// What is looked for, read once for many texts.
#[derive(Debug, Clone)]
pub struct Needle {
    query: String,
    letters: Vec<Letter>,
    is_exact: bool,
}

/// Where a query is found in a text, in bytes.
pub fn find_in(text: &str, query: &str) -> Vec<Range<usize>> {
    Needle::new(query).find_in(text)
}

/// Whether a query is found in a text.
pub fn contains(text: &str, query: &str) -> bool {
    Needle::new(query).is_in(text)
}

impl Needle {
    pub fn new(query: &str) -> Self {
        let mut letters = Vec::new();
        let mut rest = query;
        while let Some((letter, len)) = Letter::first(rest) {
            letters.push(letter);
            rest = rest.get(len..).unwrap_or_default();
        }
        Self { query: query.to_owned(), letters, is_exact: query.chars().any(char::is_uppercase) }
    }

    /// Whether there is nothing to look for; it is found nowhere.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Where it is found in a text, in bytes; no two overlap.
    pub fn find_in(&self, text: &str) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(range) = self.first_in(text, from) {
            from = range.end.max(range.start + 1);
            found.push(range);
        }
        found
    }

    /// Whether it is found in a text.
    pub fn is_in(&self, text: &str) -> bool {
        if self.query.is_ascii() && text.is_ascii() {
            return self.is_in_ascii(text.as_bytes());
        }
        self.first_in(text, 0).is_some()
    }

    /// Whether its letters stand in a text in their order, with whatever between them; it says so of any text that is
    /// not ASCII alone.
    pub fn is_scattered_in(&self, text: &str) -> bool {
        if !text.is_ascii() || !self.query.is_ascii() {
            return true;
        }
        let mut rest = text.bytes();
        self.query.bytes().all(|wanted| rest.any(|byte| byte.eq_ignore_ascii_case(&wanted)))
    }

    fn first_in(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let first = self.letters.first()?.base;
        let rest = text.get(from..)?;
        rest.char_indices().find_map(|(at, char)| {
            // Told without looking for what stands on it.
            if first.is_ascii() && char.is_ascii() && !first.eq_ignore_ascii_case(&char) {
                return None;
            }
            let len = self.prefix_len(rest.get(at..)?)?;
            Some(from + at..from + at + len)
        })
    }

    /// The same where there are no letters but those of ASCII: from one place to the next where the first one stands.
    fn is_in_ascii(&self, text: &[u8]) -> bool {
        let query = self.query.as_bytes();
        let Some(first) = query.first() else { return false };
        let mut rest = text;
        loop {
            let at = if self.is_exact {
                memchr(*first, rest)
            } else {
                memchr2(first.to_ascii_lowercase(), first.to_ascii_uppercase(), rest)
            };
            let Some(found) = at.and_then(|at| rest.get(at..)) else { return false };
            let Some(window) = found.get(..query.len()) else { return false };
            if if self.is_exact { window == query } else { window.eq_ignore_ascii_case(query) } {
                return true;
            }
            rest = found.get(1..).unwrap_or_default();
        }
    }

    /// How many bytes of `text` its beginning takes that this finds.
    fn prefix_len(&self, text: &str) -> Option<usize> {
        let mut len = 0;
        for wanted in &self.letters {
            let (letter, letter_len) = Letter::first(text.get(len..)?)?;
            if !wanted.finds(letter, self.is_exact) {
                return None;
            }
            len += letter_len;
        }
        Some(len)
    }
}

/// A character with the diacritics on it, however the two are encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letter {
    base: char,
    /// More are as good as these.
    marks: [Option<char>; 3],
}

impl Letter {
    /// The first letter of a text, and how many bytes it takes.
    fn first(text: &str) -> Option<(Self, usize)> {
        let mut chars = text.char_indices();
        let (_, first) = chars.next()?;
        let mut letter = Self::of(first);
        for (at, char) in chars {
            if char.is_ascii() || !is_diacritic(char) {
                return Some((letter, at));
            }
            letter.mark(char);
        }
        Some((letter, text.len()))
    }

    fn of(char: char) -> Self {
        let whole = Self { base: char, marks: [None; 3] };
        if char.is_ascii() {
            return whole;
        }
        let (mut letter, mut is_first, mut is_letter) = (whole, true, true);
        decompose_canonical(char, |part| {
            if is_first {
                letter.base = part;
                is_first = false;
            } else if is_diacritic(part) {
                letter.mark(part);
            } else {
                // A syllable of Hangul, for one, is more than its first part with something on it.
                is_letter = false;
            }
        });
        if is_letter { letter } else { whole }
    }

    fn mark(&mut self, mark: char) {
        if let Some(free) = self.marks.iter_mut().find(|mark| mark.is_none()) {
            *free = Some(mark);
        }
    }

    /// Whether this letter of a query finds one of a text.
    fn finds(self, other: Self, is_exact: bool) -> bool {
        let is_base =
            |char: char| self.base == char || !is_exact && self.base.to_lowercase().eq(char.to_lowercase());
        (is_base(other.base) || is_base(without_stroke(other.base)))
            && (self.marks == [None; 3] || self.marks == other.marks)
    }
}

/// The letter below a stroke, as in `ø` and `ł`, which is no mark that could be taken off.
fn without_stroke(char: char) -> char {
    let plain = normalize(char);
    if plain != char || !char.is_uppercase() {
        return plain;
    }
    // Of some letters nucleo has the small form alone.
    let small = char.to_lowercase().next().unwrap_or(char);
    let plain = normalize(small);
    if plain == small { char } else { plain.to_ascii_uppercase() }
}

/// Whether a character is a mark above, below or on a letter which readers do without: accents, and the points of
/// Hebrew and Arabic. (Those that make another letter, as in Japanese and in Indic scripts, are of other classes.)
fn is_diacritic(char: char) -> bool {
    matches!(canonical_combining_class(char), 10..=36 | 200..=240)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_matters_only_where_the_query_has_capitals() {
        assert_eq!(find_in("Libuv and libUV", "libuv"), [0..5, 10..15]);
        assert_eq!(find_in("Libuv and libUV", "Libuv"), vec![0..5]);
        assert_eq!(find_in("ÄÖ äö", "äö"), [0..4, 5..9]);
        assert_eq!(find_in("aaa", "aa"), vec![0..2]);
        assert_eq!(find_in("a", ""), []);
    }

    #[test]
    fn diacritics_matter_only_where_the_query_has_them() {
        let cases: [(_, _, &[(usize, usize)]); 18] = [
            ("Über uns, uber", "uber", &[(0, 5), (11, 15)]),
            ("Über uns, uber", "über", &[(0, 5)]),
            ("Über uns, über", "Uber", &[(0, 5)]),
            ("Café cafe", "cafe", &[(0, 5), (6, 10)]),
            ("Café cafe", "café", &[(0, 5)]),
            // The same in two characters.
            ("U\u{308}ber", "uber", &[(0, 6)]),
            ("U\u{308}ber", "über", &[(0, 6)]),
            ("Über", "u\u{308}ber", &[(0, 5)]),
            ("cafe\u{301}s", "cafe", &[(0, 6)]),
            ("Søren, Łódź", "soren", &[(0, 6)]),
            ("Søren, Łódź", "lodz", &[(8, 15)]),
            ("Łódź łódź", "Lodz", &[(0, 7)]),
            ("soren", "søren", &[]),
            ("Việt", "viet", &[(0, 6)]),
            ("ещё", "еще", &[(0, 6)]),
            ("שָׁלוֹם", "שלום", &[(0, 14)]),
            ("한국", "하", &[]),
            ("がか", "か", &[(3, 6)]),
        ];
        for (text, query, found) in cases {
            let ranges: Vec<_> =
                find_in(text, query).into_iter().map(|range| (range.start, range.end)).collect();
            assert_eq!(ranges, found, "{query} in {text}");
            assert_eq!(contains(text, query), !found.is_empty(), "{query} in {text}");
        }
    }
}

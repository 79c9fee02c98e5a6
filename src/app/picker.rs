//! A list to choose from, narrowed by what is typed.

use std::cmp::Reverse;
use std::ops::Range;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use unicode_segmentation::UnicodeSegmentation;

use super::field::Field;

/// Something to choose, and the words by which it is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<T> {
    pub value: T,
    pub words: String,
}

#[derive(Debug, Clone)]
pub struct Picker<T> {
    pub query: Field,
    pub entries: Vec<Entry<T>>,
    /// Indices of the entries that match, the best first; all in their order where nothing is typed.
    pub matches: Vec<usize>,
    /// An index of the matches.
    pub selected: usize,
}

impl<T> Picker<T> {
    pub fn new(entries: Vec<Entry<T>>) -> Self {
        let matches = (0..entries.len()).collect();
        Self { query: Field::default(), entries, matches, selected: 0 }
    }

    pub fn selected(&self) -> Option<&T> {
        self.matches.get(self.selected).map(|&index| &self.entries[index].value)
    }

    /// Moves by so many entries, stopping at the ends.
    pub fn select_by(&mut self, by: isize) {
        let last = self.matches.len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
    }

    /// Looks for the query again, after it was edited.
    pub fn narrow(&mut self) {
        // Who types a whole name means it, and not a longer one.
        let query = self.query.text().to_owned();
        let is_named = |words: &str| words.split_whitespace().next() == Some(&*query);
        self.narrow_by(|finder, entry| {
            let score = finder.score(&entry.words)?;
            Some(if is_named(&entry.words) { u32::MAX } else { score })
        });
    }

    /// The same with a score of one's own: none where an entry does not match.
    pub fn narrow_by(&mut self, score: impl Fn(&mut Finder, &Entry<T>) -> Option<u32>) {
        let mut finder = Finder::new(self.query.text());
        let mut scored: Vec<(u32, usize)> = (0..)
            .zip(&self.entries)
            .filter_map(|(index, entry)| Some((score(&mut finder, entry)?, index)))
            .collect();
        if !self.query.text().is_empty() {
            scored.sort_by_key(|&(score, index)| (Reverse(score), index));
        }
        self.matches = scored.into_iter().map(|(_, index)| index).collect();
        self.selected = 0;
    }
}

/// Finds a query in texts: its letters in their order, with others between them.
pub struct Finder {
    pattern: Pattern,
    matcher: Matcher,
    buffer: Vec<char>,
}

impl Finder {
    /// What one letter that is found is worth.
    pub const LETTER: u32 = 16;

    pub fn new(query: &str) -> Self {
        let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        Self { pattern, matcher: Matcher::new(Config::DEFAULT), buffer: Vec::new() }
    }

    /// How well the query is found in a text; none where it is not.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        self.pattern.score(Utf32Str::new(text, &mut self.buffer), &mut self.matcher)
    }

    /// Where in a text the query's letters are found, in bytes of it.
    pub fn ranges(&mut self, text: &str) -> Vec<Range<usize>> {
        let haystack = Utf32Str::new(text, &mut self.buffer);
        let mut found = Vec::new();
        if self.pattern.indices(haystack, &mut self.matcher, &mut found).is_none() {
            return Vec::new();
        }
        found.sort_unstable();
        found.dedup();
        let is_in_bytes = matches!(haystack, Utf32Str::Ascii(_));
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for (number, (at, grapheme)) in text.grapheme_indices(true).enumerate() {
            let end = at + grapheme.len();
            let counted = if is_in_bytes { at..end } else { number..number + 1 };
            let next = found.partition_point(|&index| (index as usize) < counted.start);
            if found.get(next).is_none_or(|&index| index as usize >= counted.end) {
                continue;
            }
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end = end,
                _ => ranges.push(at..end),
            }
        }
        ranges
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_narrows_and_an_empty_query_shows_all_in_order() {
        let entry = |words: &str| Entry { value: words.len(), words: words.to_owned() };
        let mut picker = Picker::new(vec![entry("undo"), entry("redo"), entry("fold all")]);
        picker.query.paste("do");
        picker.narrow();
        assert_eq!(picker.matches, [0, 1]);
        picker.query = Field::default();
        picker.narrow_by(|_, entry| Some(entry.value as u32));
        assert_eq!(picker.matches, [0, 1, 2]);
        picker.select_by(9);
        assert_eq!(picker.selected(), Some(&8));
    }

    #[test]
    fn found_letters_are_told_by_their_bytes_whatever_the_text_is_made_of() {
        let found = |query: &str, text: &str| -> Vec<String> {
            let ranges = Finder::new(query).ranges(text).into_iter();
            ranges.map(|range| text.get(range).unwrap().to_owned()).collect()
        };
        assert_eq!(found("nod dev", "Node.js developer"), ["Nod", "dev"]);
        assert_eq!(found("ue", "für 漢字 e\u{301}"), ["ü", "e\u{301}"]);
        assert_eq!(found("ab", "e\u{301}ab"), ["ab"]);
        assert_eq!(found("x", "abc"), Vec::<String>::new());
    }
}

//! A list to choose from, narrowed by what is typed.

use std::cmp::Reverse;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

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
        let query = self.query.text();
        let pattern = Pattern::new(query, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        // Who types a whole name means it, and not a longer one.
        let is_named = |words: &str| words.split_whitespace().next() == Some(query);
        let mut scored: Vec<(bool, u32, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| {
                let score = pattern.score(Utf32Str::new(&entry.words, &mut buffer), &mut matcher)?;
                Some((is_named(&entry.words), score, index))
            })
            .collect();
        scored.sort_by_key(|&(is_named, score, index)| (Reverse((is_named, score)), index));
        self.matches = scored.into_iter().map(|(_, _, index)| index).collect();
        self.selected = 0;
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
        picker.narrow();
        assert_eq!(picker.matches, [0, 1, 2]);
        picker.select_by(9);
        assert_eq!(picker.selected(), Some(&8));
    }
}

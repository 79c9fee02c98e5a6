//! The search: which rows hold a text, in the order of the file.

use super::outline::Row;
use crate::markdown::inline;
use crate::model::{Place, Roadmap};

/// What is searched for, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    pub query: String,
    /// In the order of the file, over all phases.
    pub matches: Vec<Row>,
    /// Where the cursor was when the search began.
    pub origin: Option<Row>,
}

impl Search {
    pub fn new(roadmap: &Roadmap, query: &str, origin: Option<Row>) -> Self {
        Self { query: query.to_owned(), matches: matches(roadmap, query), origin }
    }

    /// Looks again, after the text changed.
    pub fn refresh(&mut self, roadmap: &Roadmap) {
        self.matches = matches(roadmap, &self.query);
    }

    /// The first match at or behind a row, else the first of all.
    pub fn at_or_after(&self, row: Option<Row>) -> Option<Row> {
        let from = row.map_or(0, |row| self.matches.partition_point(|found| *found < row));
        self.matches.get(from).or_else(|| self.matches.first()).copied()
    }

    pub fn next(&self, row: Option<Row>) -> Option<Row> {
        let from = row.map_or(0, |row| self.matches.partition_point(|found| *found <= row));
        self.matches.get(from).or_else(|| self.matches.first()).copied()
    }

    pub fn previous(&self, row: Option<Row>) -> Option<Row> {
        let before = row.map_or(0, |row| self.matches.partition_point(|found| *found < row));
        let index = before.checked_sub(1);
        index.map_or_else(|| self.matches.last(), |index| self.matches.get(index)).copied()
    }

    /// Which of the matches a row is, counted from 1.
    pub fn number_of(&self, row: Row) -> Option<usize> {
        self.matches.binary_search(&row).ok().map(|index| index + 1)
    }
}

/// Where a text is found in another, in bytes: any case, unless the query has capitals.
pub fn find_in(text: &str, query: &str) -> Vec<std::ops::Range<usize>> {
    if query.is_empty() {
        return Vec::new();
    }
    let is_exact = query.chars().any(char::is_uppercase);
    let mut found = Vec::new();
    let mut starts = text.char_indices().map(|(at, _)| at);
    let mut from = 0;
    while let Some(start) = starts.find(|&start| start >= from) {
        let rest = text.get(start..).unwrap_or_default();
        if let Some(len) = prefix_len(rest, query, is_exact) {
            found.push(start..start + len);
            from = start + len.max(1);
        }
    }
    found
}

/// How many bytes of `text` its beginning takes that equals the query.
fn prefix_len(text: &str, query: &str, is_exact: bool) -> Option<usize> {
    let mut rest = text.chars();
    for wanted in query.chars() {
        let char = rest.next()?;
        let is_equal = char == wanted || !is_exact && char.to_lowercase().eq(wanted.to_lowercase());
        if !is_equal {
            return None;
        }
    }
    Some(text.len() - rest.as_str().len())
}

fn contains(text: &str, query: &str) -> bool {
    let is_exact = query.chars().any(char::is_uppercase);
    if is_exact || text.is_ascii() && query.is_ascii() {
        let finds = |window: &[u8]| {
            if is_exact { window == query.as_bytes() } else { window.eq_ignore_ascii_case(query.as_bytes()) }
        };
        return text.as_bytes().windows(query.len()).any(finds);
    }
    !find_in(text, query).is_empty()
}

/// The rows whose shown text or note holds the query.
fn matches(roadmap: &Roadmap, query: &str) -> Vec<Row> {
    if query.is_empty() {
        return Vec::new();
    }
    let mut rows = Vec::new();
    for (index, section) in (0..).zip(roadmap.sections()) {
        if section.heading_text().is_some_and(|heading| contains(heading, query)) {
            rows.push(Row::Heading(index));
        }
        for (item, value) in (0..).zip(&section.items) {
            let place = Place { section: index, item };
            let source = value.text(section);
            let is_in_text = contains(source, query)
                || source.contains(['\n', '*', '`', '_', '['])
                    && contains(&inline::plain(source, roadmap.definitions()), query);
            if is_in_text
                || value.note.is_some() && value.note(section).is_some_and(|note| contains(&note, query))
            {
                rows.push(Row::Item(place));
            }
        }
        for (table, value) in (0..).zip(&section.tables) {
            if contains(value.span.of(section.text.as_str()), query) {
                rows.push(Row::Table(index, table));
            }
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn the_case_matters_only_where_the_query_has_capitals() {
        assert_eq!(find_in("Libuv and libUV", "libuv"), [0..5, 10..15]);
        assert_eq!(find_in("Libuv and libUV", "Libuv"), vec![0..5]);
        assert_eq!(find_in("ÄÖ äö", "äö"), [0..4, 5..9]);
        assert_eq!(find_in("aaa", "aa"), vec![0..2]);
    }

    #[test]
    fn text_is_found_as_it_is_shown_and_in_notes() {
        let text = "# A\n\n- **Node.js Basics**: x\n- b\n  > node.js note\n";
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let search = Search::new(&roadmap, "node.js basics:", None);
        assert_eq!(search.matches, [Row::Item(Place { section: 1, item: 0 })]);
        assert_eq!(Search::new(&roadmap, "node.js", None).matches.len(), 2);
    }
}

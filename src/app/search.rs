//! The search: where in each tab a text is found, in the order of what the tab shows.

use super::outline::Row;
use crate::model::{CellPlace, Place, Roadmap};
use crate::query::Words;

/// What is searched for, and where it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    pub query: String,
    /// Over all phases, as far as a filter shows them.
    pub rows: Found<Row>,
    /// Over all matrices.
    pub cells: Found<CellPlace>,
    /// Over the entries that the Journal tab shows.
    pub entries: Found<usize>,
    /// Over the lines that the Resources tab shows.
    pub lines: Found<usize>,
}

/// Places where a text was found, in the order in which they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    pub matches: Vec<T>,
    /// Where the cursor was when the search began.
    pub origin: Option<T>,
}

/// A cursor in each of the tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursors {
    pub row: Option<Row>,
    pub cell: Option<CellPlace>,
    pub entry: Option<usize>,
    pub line: Option<usize>,
}

impl Search {
    /// Searches from where the cursors are. What is shown of the rows, the journal and the resources is for these to say.
    pub fn new(roadmap: &Roadmap, query: &str, origin: Cursors) -> Self {
        Self {
            query: query.to_owned(),
            rows: Found { matches: Vec::new(), origin: origin.row },
            cells: Found { matches: matching_cells(roadmap, query), origin: origin.cell },
            entries: Found { matches: Vec::new(), origin: origin.entry },
            lines: Found { matches: Vec::new(), origin: origin.line },
        }
    }

    /// Looks again, after the text changed.
    pub fn refresh(&mut self, roadmap: &Roadmap) {
        self.cells.matches = matching_cells(roadmap, &self.query);
    }

    /// Looks for rows, only among those that are shown where not all of them are.
    pub fn find_rows(&mut self, roadmap: &Roadmap, shown: Option<&[Row]>) {
        self.rows.matches = matching_rows(roadmap, &self.query);
        if let Some(shown) = shown {
            self.rows.matches.retain(|row| shown.binary_search(row).is_ok());
        }
    }

    /// Where the search began.
    pub fn origin(&self) -> Cursors {
        Cursors {
            row: self.rows.origin,
            cell: self.cells.origin,
            entry: self.entries.origin,
            line: self.lines.origin,
        }
    }

    /// The first match at or behind where the search began, else the first of all; where it began if there is none.
    pub fn first(&self) -> Cursors {
        fn first<T: Copy + Ord>(found: &Found<T>) -> Option<T> {
            found.at_or_after(found.origin).or(found.origin)
        }
        Cursors {
            row: first(&self.rows),
            cell: first(&self.cells),
            entry: first(&self.entries),
            line: first(&self.lines),
        }
    }

    /// The match behind or before where the cursors are, around the end if need be.
    pub fn step(&self, from: Cursors, is_next: bool) -> Cursors {
        fn step<T: Copy + Ord>(found: &Found<T>, from: Option<T>, is_next: bool) -> Option<T> {
            if is_next { found.next(from) } else { found.previous(from) }
        }
        Cursors {
            row: step(&self.rows, from.row, is_next),
            cell: step(&self.cells, from.cell, is_next),
            entry: step(&self.entries, from.entry, is_next),
            line: step(&self.lines, from.line, is_next),
        }
    }
}

impl<T: Copy + Ord> Found<T> {
    /// The first match at or behind a place, else the first of all.
    pub fn at_or_after(&self, place: Option<T>) -> Option<T> {
        let from = place.map_or(0, |place| self.matches.partition_point(|found| *found < place));
        self.matches.get(from).or_else(|| self.matches.first()).copied()
    }

    /// The match behind a place, else the first of all.
    pub fn next(&self, place: Option<T>) -> Option<T> {
        let from = place.map_or(0, |place| self.matches.partition_point(|found| *found <= place));
        self.matches.get(from).or_else(|| self.matches.first()).copied()
    }

    /// The match before a place, else the last of all.
    pub fn previous(&self, place: Option<T>) -> Option<T> {
        let before = place.map_or(0, |place| self.matches.partition_point(|found| *found < place));
        let index = before.checked_sub(1);
        index.map_or_else(|| self.matches.last(), |index| self.matches.get(index)).copied()
    }

    /// Which of the matches a place is, counted from 1, and of how many.
    pub fn number_of(&self, place: Option<T>) -> (Option<usize>, usize) {
        let index = place.and_then(|place| self.matches.binary_search(&place).ok());
        (index.map(|index| index + 1), self.matches.len())
    }
}

/// The rows whose shown text or note holds the query.
fn matching_rows(roadmap: &Roadmap, query: &str) -> Vec<Row> {
    let words = Words::new(query);
    if words.is_empty() {
        return Vec::new();
    }
    let definitions = roadmap.definitions();
    let mut rows = Vec::new();
    for (index, section) in (0..).zip(roadmap.sections()) {
        if section.heading_text().is_some_and(|heading| words.are_shown_in(heading, definitions)) {
            rows.push(Row::Heading(index));
        }
        let places = (0..section.items.len() as u32).map(|item| Place { section: index, item });
        rows.extend(places.filter(|place| words.are_in_item(roadmap, *place)).map(Row::Item));
        for (table, value) in (0..).zip(&section.tables) {
            if words.are_in(value.span.of(section.text.as_str())) {
                rows.push(Row::Table(index, table));
            }
        }
    }
    rows
}

/// The cells of matrices whose shown text holds the query; their headers are no cells.
fn matching_cells(roadmap: &Roadmap, query: &str) -> Vec<CellPlace> {
    let words = Words::new(query);
    if words.is_empty() {
        return Vec::new();
    }
    let mut cells = Vec::new();
    for matrix in roadmap.matrices() {
        let columns = 0..matrix.kinds.len();
        let places = matrix.rows().flat_map(|row| columns.clone().map(move |column| (row, column)));
        let holds = |&(row, column): &_| words.are_shown_in(&matrix.cell(row, column), roadmap.definitions());
        cells.extend(places.filter(holds).map(|(row, column)| matrix.place(row, column)));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn text_is_found_as_it_is_shown_and_in_notes() {
        let text = "# A\n\n- **Node.js Basics**: x\n- b\n  > node.js note\n";
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let rows = |query| {
            let mut search = Search::new(&roadmap, query, Cursors::default());
            search.find_rows(&roadmap, None);
            search.rows.matches
        };
        assert_eq!(rows("node.js basics:"), [Row::Item(Place { section: 1, item: 0 })]);
        assert_eq!(rows("node.js").len(), 2);
    }

    #[test]
    fn cells_are_found_over_all_matrices_and_around_the_ends() {
        let table = "|Skill|Mid|Notes|\n|-|-|-|\n|Libuv|✅|**read** on|\n|Read|✅||\n";
        let text = format!("{table}\n# B\n\n{table}");
        let roadmap = Roadmap::read(text.into_bytes(), Defaults::default());
        let cells = Search::new(&roadmap, "read", Cursors::default()).cells;
        let cell = |section, row, column| CellPlace { section, table: 0, row, column };
        assert_eq!(cells.matches, [cell(0, 1, 2), cell(0, 2, 0), cell(1, 1, 2), cell(1, 2, 0)]);
        assert_eq!(cells.next(Some(cell(1, 2, 0))), Some(cell(0, 1, 2)));
        assert_eq!(cells.previous(Some(cell(0, 1, 0))), Some(cell(1, 2, 0)));
        assert_eq!(cells.number_of(Some(cell(1, 1, 2))), (Some(3), 4));
        assert_eq!(
            Search::new(&roadmap, "read on", Cursors::default()).cells.matches.len(),
            2,
            "as it is shown"
        );
    }
}

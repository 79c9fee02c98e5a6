//! The prompt of the search, and going from match to match on the tab that is shown.

use std::cmp::Ordering;

use super::field::Field;
use super::filter::Filter;
use super::outline::Row;
use super::prompt::Overlay;
use super::search::{Cursors, Search};
use super::tab::Tab;
use super::{App, Status};

/// What was searched for, and where the user was when the prompt opened.
#[derive(Debug, Clone, Default)]
pub(super) struct Searches {
    /// The last one at the end, each once.
    former: Vec<String>,
    /// Which of them stands in the field, in the place of what was typed.
    shown: Option<usize>,
    typed: String,
    /// The page that was left, which has nothing to find.
    left: Option<Left>,
}

#[derive(Debug, Clone, Copy)]
enum Left {
    Progress,
    Gap,
}

impl Searches {
    /// So many are kept.
    const MAX: usize = 50;

    fn keep(&mut self, query: &str) {
        self.former.retain(|other| other != query);
        self.former.push(query.to_owned());
        let n_over = self.former.len().saturating_sub(Self::MAX);
        self.former.drain(..n_over);
    }

    /// The former search above or below what stands in the field; what was typed is the last below.
    fn step(&mut self, by: isize, text: &str) -> Option<&str> {
        if self.shown.is_none() {
            text.clone_into(&mut self.typed);
        }
        let at = self.shown.unwrap_or(self.former.len()).checked_add_signed(by)?;
        if at > self.former.len() || self.shown.is_none() && by > 0 {
            return None;
        }
        self.shown = Some(at).filter(|at| *at < self.former.len());
        Some(self.former.get(at).unwrap_or(&self.typed))
    }
}

impl App {
    /// Begins a search. The Progress tab has nothing to find and gives way to the outline, the gap page to the grid.
    pub(super) fn begin_search(&mut self) {
        self.searches.shown = None;
        self.searches.left = match self.tab {
            Tab::Progress => Some(Left::Progress),
            Tab::Matrix if self.gap.is_shown => Some(Left::Gap),
            _ => None,
        };
        match self.searches.left {
            Some(Left::Gap) if !self.matrix.tables.is_empty() => self.hide_gap(),
            Some(_) => self.go_to_tab(Tab::Roadmap),
            None => {}
        }
        self.search = Some(Search::new(self.roadmap(), "", self.cursors()));
        self.overlay = Some(Overlay::Search(Field::default()));
    }

    /// Up and down in the prompt: what was searched for before.
    pub(super) fn former_search(&mut self, by: isize) {
        let Some(Overlay::Search(field)) = &mut self.overlay else { return };
        let Some(former) = self.searches.step(by.signum(), field.text()) else { return };
        *field = Field::new(former, false);
        let query = field.text().to_owned();
        self.search_for(&query);
    }

    /// Enter: the search stays on, if there is one.
    pub(super) fn keep_search(&mut self) {
        match self.search.as_ref().map(|search| search.query.clone()) {
            Some(query) if !query.is_empty() => self.searches.keep(&query),
            _ => self.give_up_search(),
        }
    }

    pub(super) fn search_for(&mut self, query: &str) {
        let origin = self.search.as_ref().map_or_else(|| self.cursors(), Search::origin);
        self.search = Some(Search::new(self.roadmap(), query, origin));
        self.search_outline();
        self.search_journal();
        self.find_in_resources();
        if let Some(found) = self.search.as_ref().map(Search::first) {
            self.go_to_found(found);
        }
    }

    /// Looks again which rows hold what is searched for, of those that the filter shows.
    pub(super) fn search_outline(&mut self) {
        if let Some(search) = &mut self.search {
            search.find_rows(&self.document.roadmap, self.filter.as_ref().map(Filter::rows));
        }
    }

    /// Esc while the query is typed: back to where the search began.
    pub(super) fn give_up_search(&mut self) {
        if let Some(search) = self.search.take() {
            self.go_to_found(search.origin());
        }
        match self.searches.left.take() {
            Some(Left::Progress) => self.go_to_tab(Tab::Progress),
            Some(Left::Gap) => self.go_back_to_gap(),
            None => {}
        }
    }

    pub(super) fn next_match(&mut self, is_next: bool) {
        let Some(search) = &self.search else { return };
        let from = self.cursors();
        let mut found = search.step(from, is_next);
        // From the first row below a phase's heading, which stands for it, the heading itself is no step.
        let stays = |row: &Row| self.view.cursor.is_some() && self.shown_for(*row) == self.view.cursor;
        for _ in &search.rows.matches {
            let Some(row) = found.row.filter(stays) else { break };
            found.row = search.step(Cursors { row: Some(row), ..found }, is_next).row;
        }
        let (way, place) = match self.tab {
            Tab::Roadmap | Tab::Progress if self.filter.is_some() => {
                (way(from.row, found.row), "what the filter shows")
            }
            Tab::Roadmap | Tab::Progress => (way(from.row, found.row), "this file"),
            Tab::Matrix => (way(from.cell, found.cell), "the matrix"),
            Tab::Journal => (way(from.entry, found.entry), "the entries that are shown"),
            Tab::Resources => (way(from.line, found.line), "the resources that are shown"),
        };
        let query = search.query.clone();
        self.go_to_found(found);
        let told = match (way, is_next) {
            (None, _) => {
                self.status = Status::warning(format!("\u{201c}{query}\u{201d} is nowhere in {place}"));
                return;
            }
            (Some(Ordering::Equal), _) => "the only match",
            (Some(Ordering::Less), true) => "on from the top",
            (Some(Ordering::Greater), false) => "on from the bottom",
            (Some(Ordering::Greater), true) | (Some(Ordering::Less), false) => return,
        };
        // It stands where the counter would.
        if let Some((Some(number), n_matches)) = self.found() {
            self.status = Status::done(format!("{number}/{n_matches}, {told}"));
        }
    }

    /// Where the cursor of each tab is.
    fn cursors(&self) -> Cursors {
        // In a phase without rows it is at the phase's heading.
        let heading = || self.roadmap().phases().get(self.view.phase).map(|phase| Row::Heading(phase.first));
        Cursors {
            row: self.view.cursor.or_else(heading),
            cell: self.matrix.cursor,
            entry: Some(self.journal.selected),
            line: Some(self.resources.cursor),
        }
    }

    /// Goes to a place on the tab that is shown.
    fn go_to_found(&mut self, cursors: Cursors) {
        match self.tab {
            Tab::Roadmap | Tab::Progress => {
                if let Some(row) = cursors.row.filter(|row| self.exists(*row)) {
                    self.go_to(row);
                }
            }
            Tab::Matrix => {
                if let Some(cell) = cursors.cell.filter(|cell| self.roadmap().table(*cell).is_some()) {
                    self.go_to_cell(cell);
                }
            }
            Tab::Journal => {
                if let Some(entry) = cursors.entry {
                    self.journal.select(entry);
                }
            }
            Tab::Resources => {
                if let Some(line) = cursors.line {
                    self.go_to_resource_line(line);
                }
            }
        }
    }

    /// Which of the matches on the shown tab the cursor is on, and how many there are.
    pub fn found(&self) -> Option<(Option<usize>, usize)> {
        let (search, at) = (self.search.as_ref()?, self.cursors());
        Some(match self.tab {
            Tab::Roadmap | Tab::Progress => search.rows.number_of(at.row),
            Tab::Matrix => search.cells.number_of(at.cell),
            Tab::Journal => search.entries.number_of(at.entry),
            Tab::Resources => search.lines.number_of(at.line),
        })
    }
}

/// Whether the way from a place to a found one leads on or back; none if nothing was found.
fn way<T: Ord>(from: Option<T>, found: Option<T>) -> Option<Ordering> {
    let found = found?;
    Some(from.map_or(Ordering::Greater, |from| found.cmp(&from)))
}

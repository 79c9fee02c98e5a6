//! The Journal tab: which entries are shown, which of them is chosen, and how the user moves over them.
//!
//! What is said of the chosen one is [`page`]'s; what is typed is [`entry`]'s.

pub mod entry;
pub mod filter;
pub mod layout;
pub mod page;

mod about;
mod commands;
mod following;

use super::App;
use super::outline::Row;
use super::tab::Tab;
use crate::matching::Needle;
use crate::model::Roadmap;
use crate::model::identity::Identity;
use crate::model::journal::{Entry, EntryPlace};
use filter::Criteria;
use layout::JournalLayout;

pub(super) use following::EntryAnchors;

/// Where the user is in the journal.
#[derive(Debug, Clone, Default)]
pub struct JournalView {
    /// Those that the filter leaves, the newest first; none while another tab is shown.
    pub entries: Vec<Entry>,
    /// How many there are without the filter.
    pub n_all: usize,
    /// Which of them is chosen.
    pub selected: usize,
    pub focus: JournalPane,
    /// How many lines of the chosen one are scrolled away.
    pub scroll: usize,
    pub filter: Criteria,
    /// The chosen one, by which it is found again.
    place: Option<EntryPlace>,
    /// By what the entry of the open field is known when it comes back, while another program has taken it away.
    lost: Option<Identity>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JournalPane {
    #[default]
    List,
    /// The chosen entry whole.
    Entry,
}

impl JournalView {
    /// The chosen entry.
    pub fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.selected)
    }

    pub(super) fn select(&mut self, selected: usize) {
        let selected = selected.min(self.entries.len().saturating_sub(1));
        if self.selected != selected {
            self.scroll = 0;
        }
        self.selected = selected;
        self.place = self.entry().map(|entry| entry.place);
    }

    /// Looks again which entries there are; the chosen one stays so, or what stands in its place.
    fn refresh(&mut self, roadmap: &Roadmap) {
        let mut entries = roadmap.entries_newest_first();
        self.n_all = entries.len();
        entries.retain(|entry| self.filter.holds(roadmap, entry));
        self.entries = entries;
        let place = self.place;
        let at = place.and_then(|place| self.entries.iter().position(|entry| entry.place == place));
        self.select(at.unwrap_or(self.selected));
    }
}

/// The row of the outline that shows an entry.
fn row_of(place: EntryPlace) -> Row {
    match place {
        EntryPlace::Item(place) => Row::Item(place),
        EntryPlace::Section(section) => Row::Heading(section),
    }
}

/// Whether an entry holds a text, in its words or whatever else belongs to it, as they are shown.
fn is_found_in(roadmap: &Roadmap, entry: &Entry, needle: &Needle) -> bool {
    let parts = entry.parts(roadmap);
    let shown = parts.iter().map(|part| part.plain(roadmap.definitions()));
    let head = format!("{} ", entry.kind.name());
    std::iter::once(head).chain(shown).any(|text| needle.is_in(&text))
}

impl App {
    pub fn journal_layout(&self) -> JournalLayout {
        let focus = if self.entry_field().is_some() { JournalPane::List } else { self.journal.focus };
        JournalLayout::of(self.size, focus, self.journal.n_all > 0)
    }

    /// Looks again which entries there are, where they are shown.
    pub(super) fn refresh_journal(&mut self) {
        if self.tab == Tab::Journal {
            self.journal.refresh(&self.document.roadmap);
            self.search_journal();
        } else {
            self.journal.entries.clear();
        }
    }

    /// Looks again which entries hold what is searched for.
    pub(super) fn search_journal(&mut self) {
        let Some(search) = self.search.as_mut().filter(|_| self.tab == Tab::Journal) else { return };
        let (roadmap, needle) = (&self.document.roadmap, Needle::new(&search.query));
        let is_match = |(_, entry): &(usize, &Entry)| is_found_in(roadmap, entry, &needle);
        let entries = self.journal.entries.iter().enumerate();
        search.entries.matches = entries.filter(is_match).map(|(index, _)| index).collect();
    }

    pub(super) fn move_in_journal(&mut self, by: isize) {
        match self.journal.focus {
            JournalPane::List => self.journal.select(self.journal.selected.saturating_add_signed(by)),
            JournalPane::Entry => {
                let rows = usize::from(self.journal_layout().content(JournalPane::Entry).rows);
                let most = self.journal_page().lines.len().saturating_sub(rows);
                self.journal.scroll = self.journal.scroll.saturating_add_signed(by).min(most);
            }
        }
    }

    pub(super) fn next_journal_pane(&mut self) {
        self.journal.focus = match self.journal.focus {
            JournalPane::List if self.journal.n_all > 0 => JournalPane::Entry,
            JournalPane::List | JournalPane::Entry => JournalPane::List,
        };
    }
}

//! What the keys do on the Journal tab.

use super::filter::{Choice, EntryFilter};
use super::{App, JournalPane, row_of};
use crate::app::journal::entry::kind_of;
use crate::app::prompt::Overlay;
use crate::app::{Effect, Status};
use crate::command::Command;
use crate::markdown::inline;
use crate::model::journal::EntryPlace;

impl App {
    pub(in crate::app) fn journal_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::LineDown => self.move_in_journal(1),
            Command::LineUp => self.move_in_journal(-1),
            Command::HalfPageDown => self.move_in_journal(self.journal_rows() / 2),
            Command::HalfPageUp => self.move_in_journal(-(self.journal_rows() / 2)),
            Command::PageDown => self.move_in_journal(self.journal_rows()),
            Command::PageUp => self.move_in_journal(-self.journal_rows()),
            Command::Top => self.move_in_journal(-isize::MAX),
            Command::Bottom => self.move_in_journal(isize::MAX),
            Command::AddBelow => self.add_entry(),
            Command::EditText => self.reword_entry(),
            Command::Delete => return self.delete_entry(),
            Command::EditInEditor => {
                let line = self.journal.entry().map_or(1, |entry| entry.line(self.roadmap()));
                return vec![Effect::RunEditor { line }];
            }
            Command::CopyText => return self.copy_entry(false),
            Command::CopyMarkdown => return self.copy_entry(true),
            Command::Filter => {
                let filter = EntryFilter::of(self.roadmap());
                self.overlay = Some(Overlay::EntryFilter(filter));
            }
            Command::Choose => self.go_to_what_it_is_about(),
            _ => {}
        }
        Vec::new()
    }

    fn journal_rows(&self) -> isize {
        let rows = self.journal_layout().content(self.journal.focus).rows;
        isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// Shows the item that the chosen entry is about, else the entry itself, in the outline.
    fn go_to_what_it_is_about(&mut self) {
        let Some(place) = self.selected_entry() else { return };
        let about = self.journal.entry().and_then(|entry| self.about(entry));
        let row = about.map_or_else(|| row_of(place), crate::app::outline::Row::Item);
        self.show_in_outline(row);
    }

    fn copy_entry(&mut self, is_markdown: bool) -> Vec<Effect> {
        if self.selected_entry().is_none() {
            return Vec::new();
        }
        let roadmap = self.roadmap();
        let Some(entry) = self.journal.entry() else { return Vec::new() };
        let section = roadmap.section(entry.place.section());
        let text = match entry.place {
            EntryPlace::Item(place) if is_markdown => {
                roadmap.item(place).span.of(section.text.as_str()).to_owned()
            }
            _ if is_markdown => entry.words(roadmap).to_owned(),
            _ => inline::plain(entry.words(roadmap), roadmap.definitions()),
        };
        self.status = Status::done(if is_markdown { "copied the Markdown" } else { "copied the text" });
        vec![Effect::Copy(text)]
    }

    /// A key in the list of kinds: chooses one, or moves.
    pub(in crate::app) fn kind_command(&mut self, command: Command) -> Vec<Effect> {
        let kind = kind_of(command);
        match (&mut self.overlay, kind) {
            (Some(Overlay::Kind(menu)), Some(kind)) => {
                let about = menu.about.take();
                self.write_entry(kind, about);
            }
            (Some(Overlay::EntryFilter(_)), Some(kind)) => self.toggle_entry_filter(&Choice::Kind(kind)),
            _ => {}
        }
        Vec::new()
    }

    /// Shows or leaves out what the chosen line of the filter says.
    pub(in crate::app) fn toggle_entry_choice(&mut self) {
        let Some(Overlay::EntryFilter(filter)) = &self.overlay else { return };
        if let Some((choice, _)) = filter.choices.get(filter.selected).cloned() {
            self.toggle_entry_filter(&choice);
        }
    }

    fn toggle_entry_filter(&mut self, choice: &Choice) {
        self.journal.filter.toggle(choice);
        self.refresh_journal();
    }

    pub(in crate::app) fn show_all_entries(&mut self) {
        self.journal.filter = super::filter::Criteria::default();
        self.refresh_journal();
    }

    pub(in crate::app) fn click_journal(&mut self, column: u16, row: u16) {
        let layout = self.journal_layout();
        let Some(pane) = layout.pane_at(column, row) else { return };
        self.journal.focus = pane;
        let content = layout.content(pane);
        if pane == JournalPane::List && content.contains(column, row) {
            let n_entries = self.journal.entries.len();
            let first = layout.first_shown(self.journal.selected, n_entries);
            let clicked = first + usize::from(row - content.y);
            if clicked < n_entries {
                self.journal.select(clicked);
            }
        }
    }

    /// The wheel moves what is under it and leaves the keys where they are.
    pub(in crate::app) fn scroll_journal(&mut self, column: u16, row: u16, lines: isize) {
        let focus = self.journal.focus;
        self.journal.focus = self.journal_layout().pane_at(column, row).unwrap_or(focus);
        self.move_in_journal(lines);
        self.journal.focus = focus;
    }
}

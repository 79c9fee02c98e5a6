//! The prompt of the filter: what is typed is shown in the outline at once, and completed from what the roadmap has.
//!
//! Where what is typed is no filter, the prompt says why, and what was shown before that word stays shown.

pub mod prompt;

use super::field::FieldEdit;
use super::filter::Filter;
use super::outline::Row;
use super::prompt::Overlay;
use super::{App, Pane, Status};
use crate::query::Query;
use prompt::{FilterPrompt, Suggestion};

impl App {
    pub(super) fn open_filter(&mut self) {
        let before = self.filter.as_ref().map(|filter| filter.query.clone());
        let prompt = FilterPrompt::new(self.roadmap(), before, self.view.cursor);
        self.overlay = Some(Overlay::Filter(Box::new(prompt)));
    }

    /// A key in the field, where it is not typed but takes a choice. Tells whether it did.
    pub(super) fn filter_takes(&mut self, edit: FieldEdit) -> bool {
        let Some(Overlay::Filter(prompt)) = &mut self.overlay else { return false };
        let takes = prompt.is_key_of_choice(edit);
        if takes {
            self.take_suggestion();
        }
        takes
    }

    /// Takes the selected suggestion and shows what it leaves.
    pub(super) fn take_suggestion(&mut self) -> Option<Suggestion> {
        let Some(Overlay::Filter(prompt)) = &mut self.overlay else { return None };
        let taken = prompt.take();
        self.show_typed_filter();
        taken
    }

    /// After a key in the field.
    pub(super) fn filter_typed(&mut self) {
        if let Some(Overlay::Filter(prompt)) = &mut self.overlay {
            prompt.suggest();
        }
        self.show_typed_filter();
    }

    /// Shows what is typed leaves, if it is a filter.
    fn show_typed_filter(&mut self) {
        let Some(Overlay::Filter(prompt)) = &mut self.overlay else { return };
        let (shown, origin) = (prompt.read_again(), prompt.origin);
        if let Some(query) = shown {
            self.filter_from(Some(query), origin);
        }
    }

    /// Enter: takes what the user went to, else keeps the filter as it is typed.
    pub(super) fn choose_filter(&mut self) {
        let Some(Overlay::Filter(prompt)) = &self.overlay else { return };
        let is_last = if prompt.takes() {
            matches!(self.take_suggestion(), Some(Suggestion::Choice { .. }))
        } else {
            prompt.wrong.is_none()
        };
        if is_last {
            self.overlay = None;
        }
    }

    /// Esc: back to the filter and the row from which the prompt was opened.
    pub(super) fn give_up_filter(&mut self, prompt: &FilterPrompt) {
        self.filter_from(prompt.before.clone(), prompt.origin);
    }

    /// Turns a filter on, or off; the cursor stays, or goes to what is nearest.
    pub(super) fn set_filter(&mut self, query: Option<Query>) {
        self.filter_from(query, self.view.cursor);
    }

    /// The same with the cursor at a row, or what the filter leaves nearest to it.
    fn filter_from(&mut self, query: Option<Query>, origin: Option<Row>) {
        let query = query.filter(|query| !query.is_empty());
        self.filter = query.map(|query| Filter::new(self.roadmap(), query, self.today));
        self.search_outline();
        match origin.filter(|row| self.exists(*row)) {
            Some(row) => {
                self.go_to(row);
                // Where nothing is left there is no cursor to come back to.
                if self.view.cursor.is_none() {
                    self.view.left.insert(self.view.phase, row);
                }
            }
            None => self.show_phase(self.view.phase),
        }
        if matches!(self.overlay, Some(Overlay::Filter(_))) {
            // Above the prompt, which lies over the lower lines.
            self.view.line = self.view.line.min(self.layout().content(Pane::Outline).rows / 3);
            self.settle_line();
        }
        // Where only other phases have such items, the first of them behind this one.
        let Some(filter) = self.filter.as_ref().filter(|_| self.view.cursor.is_none()) else { return };
        let phases = self.roadmap().phases();
        let from = phases.get(self.view.phase).map_or(0, |phase| phase.end);
        let (before, behind) =
            filter.rows().split_at(filter.rows().partition_point(|row| row.section() < from));
        let first = behind.iter().chain(before).copied().find(|row| row.place().is_some());
        if let Some(row) = first {
            self.go_to(row);
        }
    }

    /// Looks again what the filter leaves, after the text or the day changed.
    pub(super) fn refresh_filter(&mut self) {
        let roadmap = &self.document.roadmap;
        if let Some(filter) = &mut self.filter {
            filter.refresh(roadmap, self.today);
        }
        if let Some(Overlay::Filter(prompt)) = &mut self.overlay {
            prompt.follow(roadmap, self.view.cursor);
        }
    }

    /// Ends a filter that hides a row which the user has just made.
    pub(super) fn show_despite_filter(&mut self, row: Row) {
        if self.exists(row) && self.is_filtered_out(row) {
            self.filter_from(None, Some(row));
            self.status.text.push_str("; the filter is off: it hid this item");
        }
    }

    /// The filter as it is kept until the file is opened again; one that is too long is not.
    pub fn remembered_filter(&self) -> Option<String> {
        const MAX_LEN: usize = 2000;
        self.filter.as_ref().map(|filter| filter.query.to_string()).filter(|text| text.len() <= MAX_LEN)
    }

    /// Turns a filter on that was kept, and says so. A text that is none is passed over.
    pub fn restore_filter(&mut self, text: &str) {
        let Ok(query) = text.parse::<Query>() else { return };
        self.set_filter(Some(query));
        if let Some(filter) = &self.filter {
            self.status = Status::done(format!("filtered as it was left: {}", filter.count()));
        }
    }
}

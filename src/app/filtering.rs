//! The prompt of the filter: what is typed is shown in the outline at once, and completed from what the roadmap has.
//!
//! Where what is typed is no filter, the prompt says why, and what was shown before that word stays shown.

use std::ops::Range;

use super::field::{Field, FieldEdit};
use super::filter::Filter;
use super::outline::Row;
use super::prompt::Overlay;
use super::{App, Pane, Status};
use crate::query::complete::{Offer, complete};
use crate::query::{Choice, Query, Vocabulary, Wrong};

/// The filter as it is typed.
#[derive(Debug, Clone, Default)]
pub struct FilterPrompt {
    pub field: Field,
    pub suggestions: Vec<Suggestion>,
    /// An index of the suggestions.
    pub selected: Option<usize>,
    /// Why what is typed is no filter.
    pub wrong: Option<Wrong>,
    /// The suggestions are what was probably meant.
    pub is_guess: bool,
    /// The user went to the selected one, or it stands for an empty field: enter takes it.
    is_chosen: bool,
    /// Where the word begins that is being written, and the bytes of the text that an offer stands for.
    word: usize,
    replaces: Range<usize>,
    vocabulary: Vocabulary,
    /// How many items each choice would leave by itself.
    counts: [usize; Choice::ALL.len()],
    /// The filter and the cursor to go back to.
    before: Option<Query>,
    origin: Option<Row>,
}

/// What can be taken from the list below the field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    /// A term that comes and goes as a whole, and how many items it would leave by itself.
    Choice { choice: Choice, is_on: bool, n_items: usize },
    /// What the word before the cursor can become.
    Offer(Offer),
}

impl FilterPrompt {
    /// What is typed, as a filter that asks for what there is.
    fn query(&self) -> Result<Query, Wrong> {
        self.read(self.field.text())
    }

    /// The same without the word that is being written.
    fn query_before(&self) -> Result<Query, Wrong> {
        let text = self.field.text();
        let (before, after) = (text.get(..self.word), text.get(self.field.before_cursor().len()..));
        match (before, after) {
            (Some(before), Some(after)) if after.is_empty() || after.starts_with(char::is_whitespace) => {
                self.read(&format!("{before}{after}"))
            }
            _ => self.query(),
        }
    }

    fn read(&self, text: &str) -> Result<Query, Wrong> {
        let query: Query = text.parse()?;
        self.vocabulary.check(&query).map(|()| query)
    }

    /// Whether enter takes what is selected, and does not keep what is typed.
    pub fn takes(&self) -> bool {
        self.is_chosen || self.wrong.is_some() && self.selected.is_some()
    }

    /// Looks again what can stand where the cursor is.
    fn suggest(&mut self) {
        let before = self.field.before_cursor();
        let completion = complete(before, &self.vocabulary);
        (self.word, self.replaces) = (completion.word, completion.replaces);
        self.is_guess = completion.is_guess;
        let offers = completion.offers.into_iter().map(Suggestion::Offer);
        self.suggestions = match self.field.text().parse::<Query>() {
            Ok(query) if self.replaces.is_empty() => {
                let choice = |(choice, n_items): (Choice, usize)| Suggestion::Choice {
                    choice,
                    is_on: choice.is_in(&query),
                    n_items,
                };
                Choice::ALL.into_iter().zip(self.counts).map(choice).chain(offers).collect()
            }
            _ => offers.collect(),
        };
        // What is begun is completed by one key; where nothing is, a blank is a blank.
        let is_begun = !before.is_empty() && !before.ends_with(char::is_whitespace);
        self.selected = Some(0).filter(|_| is_begun && !self.suggestions.is_empty());
        self.is_chosen = false;
    }

    /// Moves over the suggestions, stopping at the ends.
    pub(super) fn select_by(&mut self, by: isize) {
        let Some(last) = self.suggestions.len().checked_sub(1) else { return };
        let selected = match self.selected {
            Some(selected) => selected.saturating_add_signed(by).min(last),
            None if by < 0 => last,
            None => 0,
        };
        (self.selected, self.is_chosen) = (Some(selected), true);
    }

    /// Takes the selected suggestion, or the first; tells what it was.
    fn take(&mut self) -> Option<Suggestion> {
        let at = self.selected.unwrap_or(0);
        let taken = self.suggestions.get(at)?.clone();
        match &taken {
            Suggestion::Choice { choice, .. } => {
                let mut query: Query = self.field.text().parse().ok()?;
                choice.toggle(&mut query);
                let gap = if query.is_empty() { "" } else { " " };
                self.field = Field::new(&format!("{query}{gap}"), false);
                self.suggest();
                // The same key takes it back.
                self.selected = Some(at);
            }
            Suggestion::Offer(offer) => {
                let begun = self.field.before_cursor().get(self.replaces.clone()).unwrap_or_default();
                let n_begun = begun.chars().count();
                (0..n_begun).for_each(|_| self.field.edit(FieldEdit::DeleteBack));
                self.field.paste(&offer.text);
                self.suggest();
            }
        }
        Some(taken)
    }

    /// Whether a key that types stands for the selected choice: a blank where nothing is begun.
    fn is_key_of_choice(&self, edit: FieldEdit) -> bool {
        let is_on_choice = self.selected.and_then(|at| self.suggestions.get(at));
        edit == FieldEdit::Insert(' ') && matches!(is_on_choice, Some(Suggestion::Choice { .. }))
    }
}

impl App {
    pub(super) fn open_filter(&mut self) {
        let roadmap = self.roadmap();
        let n_of = |choice: Choice| roadmap.items().filter(|(_, item)| choice.holds(item)).count();
        let before = self.filter.as_ref().map(|filter| filter.query.clone());
        let text = before.as_ref().map(|query| format!("{query} ")).unwrap_or_default();
        let mut prompt = FilterPrompt {
            field: Field::new(&text, false),
            vocabulary: Vocabulary::of(roadmap),
            counts: Choice::ALL.map(n_of),
            before,
            origin: self.view.cursor,
            ..FilterPrompt::default()
        };
        prompt.suggest();
        prompt.wrong = prompt.query().err();
        if text.is_empty() {
            (prompt.selected, prompt.is_chosen) = (Some(0), true);
        }
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
        let (query, origin) = (prompt.query(), prompt.origin);
        prompt.wrong = query.as_ref().err().cloned();
        // A term that is not whole yet leaves what the others do.
        if let Ok(query) = query.or_else(|_| prompt.query_before()) {
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
            prompt.vocabulary = Vocabulary::of(roadmap);
            prompt.origin = self.view.cursor;
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
            self.status = Status::done(format!("filtered as it was left: {}; esc shows all", filter.count()));
        }
    }
}

//! The filter as it is typed: its field, what can be taken from the list below it, and what is wrong. Knows no rows.

use std::ops::Range;

use crate::app::field::{Field, FieldEdit};
use crate::app::outline::Row;
use crate::model::Roadmap;
use crate::query::complete::{Offer, complete};
use crate::query::{Choice, Query, Vocabulary, Wrong};

/// The prompt of the filter.
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
    pub(super) before: Option<Query>,
    pub(super) origin: Option<Row>,
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
    /// Begins with the filter that is on, to be gone on with.
    pub(super) fn new(roadmap: &Roadmap, before: Option<Query>, origin: Option<Row>) -> Self {
        let n_of = |choice: Choice| roadmap.items().filter(|(_, item)| choice.holds(item)).count();
        let text = before.as_ref().map(|query| format!("{query} ")).unwrap_or_default();
        let mut prompt = Self {
            field: Field::new(&text, false),
            vocabulary: Vocabulary::of(roadmap),
            counts: Choice::ALL.map(n_of),
            before,
            origin,
            ..Self::default()
        };
        prompt.suggest();
        prompt.wrong = prompt.query().err();
        if text.is_empty() {
            (prompt.selected, prompt.is_chosen) = (Some(0), true);
        }
        prompt
    }

    /// Takes over what another text has, and where the cursor is in it.
    pub(super) fn follow(&mut self, roadmap: &Roadmap, origin: Option<Row>) {
        self.vocabulary = Vocabulary::of(roadmap);
        self.origin = origin;
    }

    /// Looks what is wrong, and gives what is to be shown: what is typed, or while a term is not whole yet, the others.
    pub(super) fn read_again(&mut self) -> Option<Query> {
        let query = self.query();
        self.wrong = query.as_ref().err().cloned();
        query.or_else(|_| self.query_before()).ok()
    }

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
    pub(super) fn suggest(&mut self) {
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
    pub(in crate::app) fn select_by(&mut self, by: isize) {
        let Some(last) = self.suggestions.len().checked_sub(1) else { return };
        let selected = match self.selected {
            Some(selected) => selected.saturating_add_signed(by).min(last),
            None if by < 0 => last,
            None => 0,
        };
        (self.selected, self.is_chosen) = (Some(selected), true);
    }

    /// Takes the selected suggestion, or the first; tells what it was.
    pub(super) fn take(&mut self) -> Option<Suggestion> {
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
    pub(super) fn is_key_of_choice(&self, edit: FieldEdit) -> bool {
        let is_on_choice = self.selected.and_then(|at| self.suggestions.get(at));
        edit == FieldEdit::Insert(' ') && matches!(is_on_choice, Some(Suggestion::Choice { .. }))
    }
}

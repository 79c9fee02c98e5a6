//! A filter: which items of a roadmap are asked for, as a value and as the text that people write.
//!
//! ```text
//! state:todo,doing tag:#node -note:yes level:<3 "event loop"
//! ```
//!
//! Terms are joined by *and*, the values of one term by *or*; a `-` leaves out what holds. A word without a field is looked
//! for in the words of the item and in its note. Knows no rows, no screen and no clock: the day comes with the question.

pub mod choice;
pub mod complete;
pub mod vocabulary;

mod compare;
mod day;
mod field;
mod holds;
mod parse;
mod show;
mod text;
mod words;

#[cfg(test)]
mod tests;

pub use choice::Choice;
pub use compare::Compare;
pub use day::Day;
pub use field::Field;
pub use holds::Matcher;
pub use text::Words;
pub use vocabulary::Vocabulary;

use std::fmt;

use crate::model::{Item, Level, SectionKind, State};

/// What is asked for: items of which all terms hold. No term is every item.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    pub terms: Vec<Term>,
}

/// One thing that is asked for, or left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    pub is_negated: bool,
    pub test: Test,
}

/// What is asked of an item. Of several values one has to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    State(Vec<StateTest>),
    /// Without their `#`.
    Tag(Vec<String>),
    Note(bool),
    Link(bool),
    Level(Vec<LevelTest>),
    Phase(Vec<PhaseTest>),
    Section(Vec<SectionKind>),
    Due(Vec<DateTest>),
    Done(Vec<DateTest>),
    Text(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateTest {
    /// Something is left to do, and not below it.
    Open,
    Is(State),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LevelTest {
    None,
    Is(Compare<Level>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhaseTest {
    /// Counted from 1.
    Number(usize),
    /// Words of its heading.
    Words(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateTest {
    /// Whether there is a date.
    Given(bool),
    Is(Compare<Day>),
}

/// Why a text is no filter, or asks for what is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub reason: String,
    /// What can be written instead.
    pub hint: String,
}

impl Query {
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The texts that are looked for.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().filter(|term| !term.is_negated).filter_map(|term| match &term.test {
            Test::Text(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether some term asks for states.
    pub fn asks_for_state(&self) -> bool {
        self.terms.iter().any(|term| matches!(term.test, Test::State(_)))
    }
}

impl StateTest {
    /// All of them, in the order in which they are told.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Open).chain(State::ALL.into_iter().map(Self::Is))
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Is(state) => state.name(),
        }
    }

    pub fn holds(self, item: &Item) -> bool {
        match self {
            Self::Open => item.state.is_open() && item.is_leaf(),
            Self::Is(state) => item.state == state,
        }
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.reason, self.hint)
    }
}

impl std::error::Error for Wrong {}

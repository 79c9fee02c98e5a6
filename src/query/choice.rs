//! What is asked for most, each turned on and off by one key.

use super::{Query, StateTest, Term, Test};
use crate::model::{Item, State};

/// A state, or that there is a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    State(StateTest),
    WithNotes,
}

impl Choice {
    pub const ALL: [Self; 6] = [
        Self::State(StateTest::Open),
        Self::State(StateTest::Is(State::Doing)),
        Self::State(StateTest::Is(State::Done)),
        Self::State(StateTest::Is(State::Skipped)),
        Self::State(StateTest::Is(State::Untracked)),
        Self::WithNotes,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::State(state) => state.name(),
            Self::WithNotes => "with notes",
        }
    }

    /// The term that asks for it alone.
    pub fn term(self) -> Term {
        let test = match self {
            Self::State(state) => Test::State(vec![state]),
            Self::WithNotes => Test::Note(true),
        };
        Term { is_negated: false, test }
    }

    pub fn holds(self, item: &Item) -> bool {
        match self {
            Self::State(state) => state.holds(item),
            Self::WithNotes => item.note.is_some(),
        }
    }

    /// Whether a filter asks for it.
    pub fn is_in(self, query: &Query) -> bool {
        query.terms.iter().any(|term| {
            !term.is_negated
                && match (&term.test, self) {
                    (Test::State(states), Self::State(state)) => states.contains(&state),
                    (Test::Note(is_wanted), Self::WithNotes) => *is_wanted,
                    _ => false,
                }
        })
    }

    /// Asks for it as well, or no more. States widen each other; the others narrow what is shown.
    pub fn toggle(self, query: &mut Query) {
        if self.is_in(query) {
            for term in query.terms.iter_mut().filter(|term| !term.is_negated) {
                if let (Test::State(states), Self::State(state)) = (&mut term.test, self) {
                    states.retain(|other| *other != state);
                }
            }
            query.terms.retain(|term| match &term.test {
                Test::State(states) => !states.is_empty(),
                _ => *term != self.term(),
            });
            return;
        }
        let states = query.terms.iter_mut().find_map(|term| match &mut term.test {
            Test::State(states) if !term.is_negated => Some(states),
            _ => None,
        });
        match (states, self) {
            (Some(states), Self::State(state)) => states.push(state),
            _ => query.terms.push(self.term()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_come_and_go_and_leave_the_rest() {
        let mut query: Query = "streams -state:done".parse().unwrap();
        let [open, .., notes] = Choice::ALL;
        for (choice, text) in [
            (open, "streams -state:done state:open"),
            (Choice::ALL[2], "streams -state:done state:open,done"),
            (notes, "streams -state:done state:open,done note:yes"),
            (open, "streams -state:done state:done note:yes"),
            (notes, "streams -state:done state:done"),
            (Choice::ALL[2], "streams -state:done"),
        ] {
            choice.toggle(&mut query);
            assert_eq!(query.to_string(), text);
        }
    }
}

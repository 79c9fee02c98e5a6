//! A filter → the text that reads as it.

use std::fmt::{self, Display};

use super::words::quoted;
use super::{DateTest, Field, LevelTest, PhaseTest, Query, StateTest, Term, Test};
use crate::model::{Level, SectionKind};

impl Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, term) in self.terms.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(f, "{gap}{term}")?;
        }
        Ok(())
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negated { "-" } else { "" };
        write!(f, "{sign}{}", self.test)
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (field, values) = match self {
            Self::Text(text) => return f.write_str(&quoted(text, true)),
            Self::State(states) => (Field::State, list(states, |state| state.name().to_owned())),
            Self::Tag(tags) => (Field::Tag, list(tags, |tag| quoted(&format!("#{tag}"), false))),
            Self::Note(is_wanted) => (Field::Note, yes_or_no(*is_wanted)),
            Self::Link(is_wanted) => (Field::Link, yes_or_no(*is_wanted)),
            Self::Level(levels) => (Field::Level, list(levels, level)),
            Self::Phase(phases) => (Field::Phase, list(phases, phase)),
            Self::Section(kinds) => (Field::Section, list(kinds, |kind| SectionKind::name(*kind).to_owned())),
            Self::Due(dates) => (Field::Due, list(dates, date)),
            Self::Done(dates) => (Field::Done, list(dates, date)),
        };
        write!(f, "{}:{values}", field.name())
    }
}

impl Display for StateTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

fn list<T>(values: &[T], show: impl Fn(&T) -> String) -> String {
    values.iter().map(show).collect::<Vec<_>>().join(",")
}

fn yes_or_no(is_yes: bool) -> String {
    if is_yes { "yes" } else { "no" }.to_owned()
}

fn level(test: &LevelTest) -> String {
    match test {
        LevelTest::None => LevelTest::NONE.to_owned(),
        LevelTest::Is(compare) => compare.map(Level::number).to_string(),
    }
}

fn phase(test: &PhaseTest) -> String {
    match test {
        PhaseTest::Number(number) => number.to_string(),
        // A number in quotes is looked for in the heading.
        PhaseTest::Words(words) if words.parse::<usize>().is_ok() => format!("\"{words}\""),
        PhaseTest::Words(words) => quoted(words, false),
    }
}

fn date(test: &DateTest) -> String {
    match test {
        DateTest::Given(is_given) => yes_or_no(*is_given),
        DateTest::Is(compare) => compare.to_string(),
    }
}

//! Text → a filter, or what is wrong with it and what is probably meant.

use std::str::FromStr;

use super::words::{Value, Word, words};
use super::{Compare, DateTest, Day, Field, LevelTest, PhaseTest, Query, StateTest, Term, Test, Wrong};
use crate::model::{Level, SectionKind};
use crate::spelling::nearest;

impl FromStr for Query {
    type Err = Wrong;

    fn from_str(text: &str) -> Result<Self, Wrong> {
        let terms = words(text).into_iter().filter(|word| !is_begun(word)).map(term);
        Ok(Self { terms: terms.collect::<Result<_, _>>()? })
    }
}

/// Whether a word asks for nothing yet: a lone `-`, quotes with nothing between them.
fn is_begun(word: &Word<'_>) -> bool {
    let is_nothing = |value: &Value| value.text.is_empty() || value.text == "-" && !value.is_quoted;
    word.field.is_none() && word.values.iter().all(is_nothing)
}

fn term(word: Word<'_>) -> Result<Term, Wrong> {
    let test = match word.field {
        Some(name) => asked(name, &word.values)?,
        None => Test::Text(word.values.into_iter().map(|value| value.text).collect()),
    };
    Ok(Term { is_negated: word.is_negated, test })
}

fn asked(name: &str, values: &[Value]) -> Result<Test, Wrong> {
    let Some(field) = Field::of_name(name) else {
        let names = Field::ALL.map(Field::name);
        let hint = match nearest(name, names) {
            Some(name) => format!("did you mean `{name}:`?"),
            None => names.join(", "),
        };
        return Err(Wrong { reason: format!("there is no `{name}:`"), hint });
    };
    let is_empty = |value: &Value| match field {
        Field::Tag => value.text.trim_start_matches('#').is_empty(),
        _ => value.text.is_empty(),
    };
    if values.iter().any(is_empty) {
        return Err(Wrong { reason: format!("`{}:` asks for", field.name()), hint: field.values() });
    }
    Ok(match field {
        Field::State => Test::State(each(field, values, state)?),
        Field::Tag => Test::Tag(each(field, values, tag)?),
        Field::Note => Test::Note(yes_or_no(field, values)?),
        Field::Link => Test::Link(yes_or_no(field, values)?),
        Field::Level => Test::Level(each(field, values, level)?),
        Field::Phase => Test::Phase(each(field, values, phase)?),
        Field::Section => Test::Section(each(field, values, section)?),
        Field::Due => Test::Due(each(field, values, date)?),
        Field::Done => Test::Done(each(field, values, date)?),
    })
}

fn each<T>(field: Field, values: &[Value], read: impl Fn(&Value) -> Option<T>) -> Result<Vec<T>, Wrong> {
    values.iter().map(|value| read(value).ok_or_else(|| wrong(field, &value.text))).collect()
}

fn wrong(field: Field, value: &str) -> Wrong {
    let names: Vec<&str> = match field {
        Field::State => StateTest::all().map(StateTest::name).collect(),
        Field::Note | Field::Link => YES_OR_NO.map(|(name, _)| name).to_vec(),
        Field::Section => SectionKind::ALL.map(SectionKind::name).to_vec(),
        Field::Level => Level::ALL.map(Level::name).into_iter().chain([LevelTest::NONE]).collect(),
        Field::Due | Field::Done => vec!["yes", "no", "today", "tomorrow", "yesterday"],
        Field::Tag | Field::Phase => Vec::new(),
    };
    let hint = nearest(value, names).map_or_else(|| field.values(), |name| format!("did you mean `{name}`?"));
    Wrong { reason: format!("`{}:` does not know `{value}`", field.name()), hint }
}

const YES_OR_NO: [(&str, bool); 2] = [("yes", true), ("no", false)];

fn yes(text: &str) -> Option<bool> {
    YES_OR_NO.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)).map(|(_, is_yes)| *is_yes)
}

fn yes_or_no(field: Field, values: &[Value]) -> Result<bool, Wrong> {
    match values {
        [value] => yes(&value.text).ok_or_else(|| wrong(field, &value.text)),
        _ => Err(Wrong { reason: format!("`{}:` asks for one of", field.name()), hint: field.values() }),
    }
}

fn state(value: &Value) -> Option<StateTest> {
    StateTest::all().find(|state| state.name().eq_ignore_ascii_case(&value.text))
}

fn tag(value: &Value) -> Option<String> {
    Some(value.text.trim_start_matches('#').to_owned())
}

fn level(value: &Value) -> Option<LevelTest> {
    if value.text.eq_ignore_ascii_case(LevelTest::NONE) {
        return Some(LevelTest::None);
    }
    Compare::parse(&value.text, Level::from_token).map(LevelTest::Is)
}

fn phase(value: &Value) -> Option<PhaseTest> {
    let number = value.text.parse().ok().filter(|_| !value.is_quoted);
    Some(number.map_or_else(|| PhaseTest::Words(value.text.clone()), PhaseTest::Number))
}

fn section(value: &Value) -> Option<SectionKind> {
    SectionKind::of_name(&value.text.to_ascii_lowercase())
}

fn date(value: &Value) -> Option<DateTest> {
    let given = yes(&value.text).map(DateTest::Given);
    given.or_else(|| Compare::parse(&value.text, Day::parse).map(DateTest::Is))
}

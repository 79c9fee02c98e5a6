//! What the word before the cursor can become: names of fields, and the values of one.

use std::ops::Range;

use super::words::{Word, quoted, words};
use super::{Field, LevelTest, StateTest, Vocabulary};
use crate::matching::Needle;
use crate::model::{Level, SectionKind};
use crate::spelling::nearest;

/// What can stand for some bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Completion {
    /// Where the word begins that is being written.
    pub word: usize,
    pub replaces: Range<usize>,
    pub offers: Vec<Offer>,
    /// They are not what is begun, but what was probably meant.
    pub is_guess: bool,
}

/// One text to put there, and what is told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub text: String,
    pub told: String,
}

/// No more are offered.
const MAX_OFFERS: usize = 100;

/// What can be written where a text ends: at the cursor.
pub fn complete(before: &str, vocabulary: &Vocabulary) -> Completion {
    let end = before.len();
    let is_begun = |word: &Word<'_>| word.span.end == end && before.get(word.span.clone()) != Some("-");
    let begun = words(before).pop().filter(is_begun);
    let Some((word, value)) = begun.as_ref().and_then(|word| Some((word, word.values.last()?))) else {
        return Completion { word: end, replaces: end..end, offers: fields(""), is_guess: false };
    };
    let mut completion =
        Completion { word: word.span.start, replaces: value.span.clone(), ..Completion::default() };
    match (word.field, word.field.and_then(Field::of_name)) {
        (_, Some(field)) => {
            completion.offers = values(field, &value.text, vocabulary);
            if completion.offers.is_empty() {
                completion.offers = meant(field, &value.text, vocabulary);
                completion.is_guess = true;
            }
        }
        (Some(name), None) => {
            let begin = word.span.start + usize::from(word.is_negated);
            let rest = before.get(begin + name.len()..).unwrap_or_default();
            let field = nearest(name, Field::ALL.map(Field::name)).and_then(Field::of_name);
            let offer = |field: Field| Offer {
                text: format!("{}{rest}", field.name()),
                told: field.help().to_owned(),
            };
            completion.offers = field.map(offer).into_iter().collect();
            (completion.replaces, completion.is_guess) = (begin..end, true);
        }
        (None, None) if value.is_quoted => {}
        (None, None) => {
            completion.offers = fields(&value.text);
            let asked = [Field::State, Field::Tag].into_iter().flat_map(|field| {
                let values = values(field, &value.text, vocabulary);
                let whole =
                    move |offer: Offer| Offer { text: format!("{}:{}", field.name(), offer.text), ..offer };
                values.into_iter().map(whole)
            });
            completion.offers.extend(asked);
        }
    }
    let begun = before.get(completion.replaces.clone());
    completion.offers.retain(|offer| Some(offer.text.as_str()) != begun);
    completion.offers.truncate(MAX_OFFERS);
    completion
}

/// The value of a field that a misspelt one was probably meant to be.
fn meant(field: Field, typed: &str, vocabulary: &Vocabulary) -> Vec<Offer> {
    let typed =
        if field == Field::Tag { format!("#{}", typed.trim_start_matches('#')) } else { typed.to_owned() };
    let all = values(field, "", vocabulary);
    let meant = nearest(&typed, all.iter().map(|offer| offer.text.as_str())).map(str::to_owned);
    all.into_iter().filter(|offer| Some(&offer.text) == meant.as_ref()).collect()
}

/// The fields whose names begin so.
fn fields(begun: &str) -> Vec<Offer> {
    let begins = |field: &Field| field.name().starts_with(&begun.to_ascii_lowercase());
    let offer = |field: Field| Offer { text: format!("{}:", field.name()), told: field.help().to_owned() };
    Field::ALL.into_iter().filter(begins).map(offer).collect()
}

/// The values of a field that begin so.
fn values(field: Field, begun: &str, vocabulary: &Vocabulary) -> Vec<Offer> {
    let lower = begun.to_lowercase();
    let named = |names: &[(&str, &str)]| -> Vec<Offer> {
        let begins = names.iter().filter(|(name, _)| name.starts_with(&lower));
        begins.map(|(name, told)| Offer { text: (*name).to_owned(), told: (*told).to_owned() }).collect()
    };
    match field {
        Field::State => {
            let states: Vec<_> = StateTest::all().map(|state| (state.name(), told_of(state))).collect();
            named(&states)
        }
        Field::Tag => {
            let begun = lower.trim_start_matches('#');
            let begins = |(tag, _): &&(String, usize)| tag.to_lowercase().starts_with(begun);
            let offer = |(tag, n): &(String, usize)| Offer {
                text: quoted(&format!("#{tag}"), false),
                told: if *n == 1 { "1 item".to_owned() } else { format!("{n} items") },
            };
            vocabulary.tags.iter().filter(begins).map(offer).collect()
        }
        Field::Note | Field::Link => named(&[("yes", ""), ("no", "")]),
        Field::Level => levels(&lower),
        Field::Phase => {
            let needle = Needle::new(begun);
            let fits = |(number, title): &(usize, &String)| {
                needle.is_empty() || number.to_string().starts_with(begun) || needle.is_in(title)
            };
            let offer =
                |(number, title): (usize, &String)| Offer { text: number.to_string(), told: title.clone() };
            (1..).zip(&vocabulary.phases).filter(fits).map(offer).collect()
        }
        Field::Section => named(&SectionKind::ALL.map(|kind| (kind.name(), ""))),
        Field::Due => named(&[
            ("yes", "has a date"),
            ("no", "has none"),
            ("today", ""),
            ("<today", "overdue"),
            ("<=today+7", "within a week"),
        ]),
        Field::Done => named(&[
            ("yes", "has a date"),
            ("no", "has none"),
            ("today", ""),
            (">today-7", "in the last seven days"),
        ]),
    }
}

/// Levels, behind the sign that is written, or with those that can be.
fn levels(begun: &str) -> Vec<Offer> {
    let number = |text: &str| text.trim_start_matches(['<', '>', '=']).len();
    let sign = begun.get(..begun.len() - number(begun)).unwrap_or_default();
    let level =
        |level: Level| Offer { text: format!("{sign}{}", level.number()), told: level.name().to_owned() };
    let more =
        [(LevelTest::NONE, "no level is written"), ("<3", "below competent"), (">=3", "competent and above")];
    let more = more.into_iter().filter(|_| sign.is_empty());
    let more = more.map(|(text, told)| Offer { text: text.to_owned(), told: told.to_owned() });
    let begins =
        |offer: &Offer| offer.text.starts_with(begun) || sign.is_empty() && offer.told.starts_with(begun);
    Level::ALL.map(level).into_iter().chain(more).filter(begins).collect()
}

fn told_of(state: StateTest) -> &'static str {
    use crate::model::State;
    match state {
        StateTest::Open => "left to do",
        StateTest::Is(State::Todo) => "not begun",
        StateTest::Is(State::Doing) => "begun",
        StateTest::Is(State::Done) => "",
        StateTest::Is(State::Skipped) => "left out",
        StateTest::Is(State::Deferred) => "put off",
        StateTest::Is(State::Other) => "a box with another sign",
        StateTest::Is(State::Untracked) => "no box",
    }
}

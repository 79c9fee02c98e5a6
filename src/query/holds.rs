//! Whether an item is what is asked for.

use std::cell::LazyCell;

use jiff::civil::Date;

use super::{Compare, DateTest, Day, LevelTest, PhaseTest, Query, Test, Words};
use crate::markdown::inline;
use crate::matching::Needle;
use crate::model::fields::{FieldKind, Fields};
use crate::model::journal::tags_in;
use crate::model::{Place, Roadmap};

/// A filter, made ready to be asked of many items.
pub struct Matcher<'a> {
    roadmap: &'a Roadmap,
    today: Date,
    /// What takes the least time comes first.
    terms: Vec<(bool, Ready<'a>)>,
}

enum Ready<'a> {
    Test(&'a Test),
    /// Whether each phase is asked for.
    Phases(Vec<bool>),
    Text(Words),
}

impl Query {
    /// The filter for a roadmap's items on a day.
    pub fn matcher<'a>(&'a self, roadmap: &'a Roadmap, today: Date) -> Matcher<'a> {
        let ready = |test: &'a Test| match test {
            Test::Text(text) => Ready::Text(Words::new(text)),
            Test::Phase(phases) => Ready::Phases(are_asked_for(roadmap, phases)),
            test => Ready::Test(test),
        };
        let mut terms: Vec<_> = self.terms.iter().map(|term| (term.is_negated, ready(&term.test))).collect();
        terms.sort_by_key(|(_, test)| cost(test));
        Matcher { roadmap, today, terms }
    }
}

/// What takes long to be asked.
fn cost(test: &Ready<'_>) -> u8 {
    match test {
        Ready::Phases(_) | Ready::Test(Test::State(_) | Test::Note(_) | Test::Section(_)) => 0,
        Ready::Text(_) => 2,
        Ready::Test(Test::Link(_)) => 3,
        Ready::Test(_) => 1,
    }
}

fn are_asked_for(roadmap: &Roadmap, wanted: &[PhaseTest]) -> Vec<bool> {
    let needles: Vec<(usize, Needle)> = wanted
        .iter()
        .map(|wanted| match wanted {
            PhaseTest::Number(number) => (*number, Needle::new("")),
            PhaseTest::Words(words) => (0, Needle::new(words)),
        })
        .collect();
    let is_asked_for = |(number, title): (usize, String)| {
        needles.iter().any(|(wanted, needle)| *wanted == number || needle.is_in(&title))
    };
    (1..).zip(phase_titles(roadmap)).map(is_asked_for).collect()
}

/// The headings of the phases as they are shown; empty for what stands before the first.
pub(super) fn phase_titles(roadmap: &Roadmap) -> impl Iterator<Item = String> {
    roadmap.phases().iter().map(|phase| {
        let heading = roadmap.section(phase.first).heading_text().filter(|_| !phase.is_unnamed);
        heading.map(|heading| inline::plain(heading, roadmap.definitions())).unwrap_or_default()
    })
}

impl Matcher<'_> {
    pub fn holds(&self, place: Place) -> bool {
        let section = self.roadmap.section(place.section);
        let fields = LazyCell::new(|| Fields::read(self.roadmap.item(place).text(section)));
        self.terms.iter().all(|(is_negated, test)| {
            let holds = match test {
                Ready::Phases(phases) => {
                    let phase = self.roadmap.phase_of(place.section);
                    phase.and_then(|phase| phases.get(phase)).is_some_and(|is_asked_for| *is_asked_for)
                }
                Ready::Text(words) => words.are_in_item(self.roadmap, place),
                Ready::Test(test) => self.is_so(test, place, &fields),
            };
            holds != *is_negated
        })
    }

    fn is_so(&self, test: &Test, place: Place, fields: &LazyCell<Fields, impl FnOnce() -> Fields>) -> bool {
        let section = self.roadmap.section(place.section);
        let item = self.roadmap.item(place);
        // Most texts have no fields, which is told without reading them.
        let text = item.text(section);
        let has_fields = || text.contains("::");
        let has_dates = || has_fields() || !text.is_ascii();
        match test {
            Test::State(states) => states.iter().any(|state| state.holds(item)),
            Test::Tag(tags) => {
                let has_some = text.contains('#');
                has_some && tags_in(text).any(|tag| tags.iter().any(|wanted| is_or_lies_in(tag, wanted)))
            }
            Test::Note(is_wanted) => item.note.is_some() == *is_wanted,
            Test::Link(is_wanted) => self.roadmap.addresses_of(place).is_empty() != *is_wanted,
            Test::Level(levels) => {
                let level = has_fields().then(|| fields.level()).flatten();
                levels.iter().any(|wanted| match wanted {
                    LevelTest::None => level.is_none(),
                    LevelTest::Is(compare) => level.is_some_and(|level| compare.holds(level)),
                })
            }
            Test::Section(kinds) => kinds.contains(&section.kind),
            Test::Due(dates) => {
                self.is_then(dates, has_dates().then(|| fields.value(&FieldKind::Due)).flatten())
            }
            Test::Done(dates) => {
                self.is_then(dates, has_dates().then(|| fields.value(&FieldKind::Done)).flatten())
            }
            Test::Phase(_) | Test::Text(_) => false,
        }
    }

    /// Whether a date that may not be given is one of those asked for.
    fn is_then(&self, wanted: &[DateTest], date: Option<&str>) -> bool {
        let date: Option<Date> = date.and_then(|date| date.parse().ok());
        let compared = |compare: Compare<Day>| compare.map(|day| day.date(self.today));
        wanted.iter().any(|wanted| match wanted {
            DateTest::Given(is_given) => date.is_some() == *is_given,
            DateTest::Is(compare) => date.is_some_and(|date| compared(*compare).holds(date)),
        })
    }
}

/// Whether a tag is another or nested in it: `node/streams` lies in `node`.
pub(super) fn is_or_lies_in(tag: &str, wanted: &str) -> bool {
    let Some((begin, rest)) = tag.split_at_checked(wanted.len()) else { return false };
    (rest.is_empty() || rest.starts_with('/') || wanted.ends_with('/')) && is_same(begin, wanted)
}

/// Whether two tags are one: their case does not matter.
fn is_same(tag: &str, other: &str) -> bool {
    tag.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

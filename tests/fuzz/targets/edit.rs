//! Any edit of an item, of a journal or of a roadmap, with any words, is refused or does what it says and no more, and
//! taking it back brings the old bytes back.
#![no_main]

mod input;
#[path = "../../harness/picture.rs"]
mod picture;
#[path = "../../harness/promises.rs"]
mod promises;

use libfuzzer_sys::fuzz_target;
use milepost::edit::{Below, Circumstances, Draft, Edit, Rewording, Verb};
use milepost::model::journal::{EntryKind, EntryPlace};
use milepost::model::{Level, Place, Roadmap, State};
use milepost::settings::{Cascade, CountRule, Defaults, DoneDate, StateSet};
use milepost::span::{line_start, next_line};

use input::Input;

const TODAY: Circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };

fuzz_target!(init: input::end_at_panic(), |bytes: &[u8]| {
    let Some(input) = Input::read(bytes) else { return };
    let Some(defaults) = input.choose(0, &settings()) else { return };
    let roadmap = promises::read(input.text, defaults);
    let Some(verb) = input.choose(1, &verbs(&input.words)) else { return };
    match verb {
        Verb::AddEntry(_) | Verb::AimAt { .. } | Verb::MendBoxes => {
            let Ok(edit) = verb.edit_roadmap(&roadmap) else { return };
            promises::assert_edit(&roadmap, defaults, &edit);
        }
        Verb::RewordEntry(_) | Verb::DeleteEntry => {
            let entries: Vec<_> = roadmap.entries().collect();
            let Some(nth) = input.number(2).checked_rem(entries.len()) else { return };
            let edit = match entries[nth].place {
                EntryPlace::Item(place) => verb.edit(&roadmap, place, TODAY),
                EntryPlace::Section(section) => verb.edit_section(&roadmap, section),
            };
            let Ok(edit) = edit else { return };
            promises::assert_edit(&roadmap, defaults, &edit);
        }
        verb => {
            let n_items = roadmap.items().count();
            let Some(nth) = input.number(2).checked_rem(n_items) else { return };
            let Some((place, _)) = roadmap.items().nth(nth) else { return };
            let Ok(edit) = verb.edit(&roadmap, place, TODAY) else { return };
            let new = promises::assert_edit(&roadmap, defaults, &edit);
            promises::assert_others_stay(&roadmap, &new, defaults, place, &verb);
            if matches!(verb, Verb::SetNote(_) | Verb::RemoveNote | Verb::Reword(_) | Verb::SetFraction { .. }) {
                assert_only_its_lines(&roadmap, place, &edit);
            }
        }
    }
});

/// Nothing but the lines of the item and of what lies below it is changed.
fn assert_only_its_lines(roadmap: &Roadmap, place: Place, edit: &Edit) {
    let section = roadmap.section(place.section);
    let (text, span) = (section.text.as_bytes(), roadmap.item(place).span);
    let start = section.offset + line_start(text, span.start as usize);
    let end = section.offset + next_line(text, span.end as usize);
    for splice in edit.splices() {
        assert!(start <= splice.span.start as usize && splice.span.end as usize <= end, "{edit:?}");
    }
}

fn settings() -> Vec<Defaults> {
    let mut settings = vec![Defaults::default()];
    settings.extend(
        [Cascade::Up, Cascade::Down, Cascade::Both]
            .map(|cascade| Defaults { cascade, ..Defaults::default() }),
    );
    settings.extend(
        [DoneDate::Tasks, DoneDate::Dataview].map(|done_date| Defaults { done_date, ..Defaults::default() }),
    );
    settings.push(Defaults { states: StateSet::Github, ..Defaults::default() });
    settings.push(Defaults { count: CountRule::SkippedAsDone, ..Defaults::default() });
    settings
}

fn verbs(words: &str) -> Vec<Verb> {
    let words = || words.to_owned();
    let draft = |below| Draft { date: TODAY.today, kind: EntryKind::Lesson, words: words(), below };
    let mut verbs = vec![
        Verb::SetNote(words()),
        Verb::RemoveNote,
        Verb::Reword(words()),
        Verb::AddBelow(words()),
        Verb::AddChild(words()),
        Verb::Delete,
        Verb::MoveUp,
        Verb::MoveDown,
        Verb::Track,
        Verb::TrackSection { with_resources: true },
        Verb::SetLevel(Some(Level::Competent)),
        Verb::SetLevel(None),
        Verb::SetTarget(Some(Level::Expert)),
        Verb::SetFraction { done: 3, total: Some(20) },
        Verb::AddEntry(draft(Below::Items(vec![words()]))),
        Verb::AddEntry(draft(Below::Markdown(words()))),
        Verb::RewordEntry(Rewording::typed(&words(), "")),
        Verb::DeleteEntry,
        Verb::AimAt { ladder: None, role: Some(words()) },
        Verb::AimAt { ladder: Some(words()), role: None },
        Verb::MendBoxes,
    ];
    let states = [State::Todo, State::Doing, State::Done, State::Skipped, State::Deferred];
    verbs.extend(states.map(Verb::SetState));
    verbs
}

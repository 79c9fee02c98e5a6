//! A roadmap is lived with for some days; what is gathered of its changes must be what was seen on each of them.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

#[path = "harness/seed.rs"]
mod seed;

use std::collections::{BTreeMap, HashMap};

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan as _};
use milepost::document::{self, Action, Document, Target};
use milepost::edit::{Circumstances, Verb};
use milepost::model::{Counts, Place, Roadmap, State};
use milepost::settings::{Cascade, CountRule, Defaults};
use milepost::timeline::{Change, Day, Timeline, What};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const TEXT: &str = "- [ ] one\n  - [x] two\n- three\n\n# A\n\n- [x] four\n  - [ ] five\n  - [/] six\n\n## B\n\n- [-] seven\n- eight\n  - nine\n- [ ] ten\n";

const FIRST: Date = date(2026, 11, 1);
const TODAY: Date = date(2026, 12, 24);

/// What is done in one go.
#[derive(Debug, Clone)]
enum Act {
    Verb(Index, Verb),
    /// With a name that nothing else has.
    Name(Index, Naming),
    Undo,
    Redo,
    /// Sleep; with a commit before it or without.
    Sleep {
        commits: bool,
    },
    /// Another program changes a state, and nobody sees it.
    Unseen(Index, char),
}

#[derive(Debug, Clone, Copy)]
enum Naming {
    Below,
    Child,
    Reword,
}

fn act() -> impl Strategy<Value = Act> {
    let states = vec![State::Todo, State::Doing, State::Done, State::Done, State::Skipped, State::Deferred];
    let verb = prop_oneof![
        4 => select(states).prop_map(Verb::SetState),
        1 => Just(Verb::Delete),
        1 => Just(Verb::MoveUp),
        1 => Just(Verb::MoveDown),
        1 => Just(Verb::Track),
        1 => Just(Verb::TrackSection { with_resources: true }),
    ];
    prop_oneof![
        8 => (any::<Index>(), verb).prop_map(|(index, verb)| Act::Verb(index, verb)),
        3 => (any::<Index>(), select(&[Naming::Below, Naming::Child, Naming::Reword][..]))
            .prop_map(|(index, naming)| Act::Name(index, naming)),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
        3 => any::<bool>().prop_map(|commits| Act::Sleep { commits }),
    ]
}

/// A roadmap, and what is known of its changes.
struct Life {
    document: Document,
    day: Date,
    n_acts: i64,
    recorded: Vec<Change>,
    /// What git would tell of the versions that were committed.
    committed: Vec<Change>,
    last_commit: HashMap<String, State>,
    /// The counts at the end of each day on which something was recorded.
    seen: BTreeMap<Date, Counts>,
}

impl Life {
    fn begin(defaults: Defaults) -> Self {
        let document = Document::new(TEXT.into(), defaults);
        let last_commit = counted(&document.roadmap);
        let (recorded, committed) = (Vec::new(), Vec::new());
        Self { document, day: FIRST, n_acts: 0, recorded, committed, last_commit, seen: BTreeMap::new() }
    }

    fn live(&mut self, act: &Act) {
        self.n_acts += 1;
        let items: Vec<Place> = self.document.roadmap.items().map(|(place, _)| place).collect();
        let at = |index: &Index, verb: Verb| {
            let place = (!items.is_empty()).then(|| *index.get(&items))?;
            Some(document::Change::Act(vec![Action { target: Target::Item(place), verb }]))
        };
        let name = || format!("new {}", self.n_acts);
        let change = match act {
            Act::Verb(index, verb) => at(index, verb.clone()),
            Act::Name(index, Naming::Below) => at(index, Verb::AddBelow(name())),
            Act::Name(index, Naming::Child) => at(index, Verb::AddChild(name())),
            Act::Name(index, Naming::Reword) => at(index, Verb::Reword(name())),
            Act::Undo => Some(document::Change::Undo),
            Act::Redo => Some(document::Change::Redo),
            Act::Sleep { commits } => {
                if *commits {
                    self.commit();
                }
                self.day = self.day.tomorrow().unwrap();
                None
            }
            Act::Unseen(index, state) => return self.change_unseen(index, *state),
        };
        let prepared = change.map(|change| self.document.prepare(&change, Circumstances { today: self.day }));
        if let Some(Ok(prepared)) = prepared {
            let changes = prepared.changes(&self.document);
            self.document.commit(prepared);
            let (at, date) = (self.now(), self.day);
            let change = |what| Change { at, date, what };
            self.recorded.extend(changes.into_iter().map(change));
            self.seen.insert(self.day, self.document.roadmap.counts());
        }
    }

    fn now(&self) -> Timestamp {
        let days = self.day.since(FIRST).unwrap().get_days();
        Timestamp::UNIX_EPOCH + (i64::from(days) * 86_400 + self.n_acts).seconds()
    }

    fn commit(&mut self) {
        self.n_acts += 1;
        let (at, date) = (self.now(), self.day);
        let now = counted(&self.document.roadmap);
        let names =
            self.last_commit.keys().chain(now.keys().filter(|name| !self.last_commit.contains_key(*name)));
        let changes = names.filter_map(|name| {
            let (from, to) = (self.last_commit.get(name).copied(), now.get(name).copied());
            let what = What::State { item: name.clone(), from, to };
            (from != to).then_some(Change { at, date, what })
        });
        let changes: Vec<Change> = changes.collect();
        self.committed.extend(changes);
        self.last_commit = now;
    }

    fn change_unseen(&mut self, index: &Index, state: char) {
        let mut text = self.document.roadmap.to_bytes();
        let marks: Vec<usize> = self
            .document
            .roadmap
            .items()
            .filter_map(|(place, item)| {
                Some(self.document.roadmap.section(place.section).offset + item.mark?.at as usize)
            })
            .collect();
        if !marks.is_empty() {
            text[*index.get(&marks)] = state as u8;
            self.document.reload(text);
        }
    }
}

/// The items that count by themselves.
fn counted(roadmap: &Roadmap) -> HashMap<String, State> {
    let items = roadmap.items().zip(roadmap.slug_paths());
    let counted = items.filter(|((_, item), _)| item.is_counted(roadmap.rule()));
    counted.map(|((_, item), path)| (path, item.state)).collect()
}

/// Puts changes in another order, the same for the same seed.
fn shuffle(changes: &mut [Change], mut seed: u64) {
    for last in (1..changes.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        changes.swap(last, (seed >> 33) as usize % (last + 1));
    }
}

/// The counts at the ends of the days.
fn counts(timeline: &Timeline) -> BTreeMap<Date, (u32, u32)> {
    timeline.days.iter().map(|day| (day.date, (day.met, day.of))).collect()
}

fn config() -> ProptestConfig {
    let given = ProptestConfig::default();
    let is_asked = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if is_asked { given.cases } else { 128 };
    ProptestConfig { cases, failure_persistence: None, rng_seed: seed::of_run(4), ..given }
}

fn defaults() -> impl Strategy<Value = Defaults> {
    let rule = select(&[CountRule::Leaves, CountRule::All, CountRule::SkippedAsDone][..]);
    let cascade = select(&[Cascade::Off, Cascade::Both][..]);
    (rule, cascade).prop_map(|(count, cascade)| Defaults { count, cascade, ..Defaults::default() })
}

/// What must hold of any timeline.
fn assert_sound(timeline: &Timeline, roadmap: &Roadmap) {
    let days = &timeline.days;
    assert!(days.iter().all(|day| day.met <= day.of && day.n_changes > 0 && day.date <= TODAY));
    assert!(days.is_sorted_by(|one, next| one.date < next.date));
    if let Some(&Day { met, of, .. }) = days.last() {
        assert_eq!((met, of), (roadmap.counts().met(), roadmap.counts().of()));
    }
    let places: Vec<Place> = timeline.since.iter().map(|(place, _)| *place).collect();
    assert!(places.is_sorted_by(|one, next| one < next));
    assert!(places.iter().all(|place| roadmap.get(*place).is_some()));
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn each_day_is_as_it_was(acts in prop::collection::vec(act(), 0..40), defaults in defaults()) {
        let mut life = Life::begin(defaults);
        acts.iter().for_each(|act| life.live(act));
        let roadmap = &life.document.roadmap;
        let timeline = Timeline::gather(roadmap, &life.recorded, TODAY);
        assert_sound(&timeline, roadmap);
        for (date, seen) in &life.seen {
            // A day on which nothing came of what was done is as the one before.
            let told = timeline.days.iter().rfind(|day| day.date <= *date);
            let told = told.map(|day| (day.met, day.of));
            prop_assert!(told.is_none_or(|told| told == (seen.met(), seen.of())), "{}: {:?}", date, told);
        }
        let n_done = |state: &Change| matches!(state.what, What::State { to: Some(State::Done), .. });
        let n_done = life.recorded.iter().filter(|change| n_done(change)).count();
        prop_assert!(timeline.days.iter().map(|day| day.n_done as usize).sum::<usize>() <= n_done);
    }

    #[test]
    fn what_two_sources_know_is_told_once_in_whatever_order(
        acts in prop::collection::vec(act(), 0..40),
        seed in any::<u64>(),
    ) {
        let mut life = Life::begin(Defaults::default());
        acts.iter().for_each(|act| life.live(act));
        life.commit();
        let roadmap = &life.document.roadmap;
        let timeline = Timeline::gather(roadmap, &life.recorded, TODAY);
        let mut all = [&*life.recorded, &life.committed, &life.recorded].concat();
        shuffle(&mut all, seed);
        prop_assert_eq!(&Timeline::gather(roadmap, &all, TODAY), &timeline);
        // Git alone sees the same at the end of each day with a commit.
        let of_git = counts(&Timeline::gather(roadmap, &life.committed, TODAY));
        let known = counts(&timeline);
        for (date, told) in &of_git {
            let seen = known.range(..=*date).next_back();
            prop_assert!(seen.is_none_or(|(_, seen)| seen == told), "{}", date);
        }
    }

    #[test]
    fn whatever_is_told_of_any_items_it_is_sound(
        told in prop::collection::vec((0..20_i8, 0..6_usize, 0..5_usize, 0..5_usize, 0..4_i64), 0..60),
        unseen in prop::collection::vec((any::<Index>(), select(&[' ', 'x', '/', '-', '?'][..])), 0..4),
        seed in any::<u64>(),
    ) {
        let names = ["one", "one/two", "a/four/five", "a/four", "gone", "a/b/gone"];
        let states = [None, Some(State::Todo), Some(State::Done), Some(State::Doing), Some(State::Untracked)];
        let change = |&(day, name, from, to, second): &(i8, usize, usize, usize, i64)| Change {
            at: Timestamp::UNIX_EPOCH + (i64::from(day) * 10 + second).seconds(),
            date: FIRST.saturating_add(i64::from(day).days()),
            what: What::State { item: names[name].to_owned(), from: states[from], to: states[to] },
        };
        let mut changes: Vec<Change> = told.iter().map(change).collect();
        let mut life = Life::begin(Defaults::default());
        unseen.iter().for_each(|(index, state)| life.live(&Act::Unseen(*index, *state)));
        let roadmap = &life.document.roadmap;
        let timeline = Timeline::gather(roadmap, &changes, TODAY);
        assert_sound(&timeline, roadmap);
        shuffle(&mut changes, seed);
        prop_assert_eq!(Timeline::gather(roadmap, &changes, TODAY), timeline);
    }
}

//! What is known of the changes and the dates in the file → a [`Timeline`].
//!
//! Each item is followed from day to day by itself, back from the state that it has now: so the last day is what the
//! roadmap counts now, and no day has fewer items than none. What nobody saw change has always been as it is.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::replay::{Event, Tracks, by_own_name};
use super::track::Track;
use super::{Change, Day, Timeline, What};
use crate::model::fields::{FieldKind, Fields};
use crate::model::{Counts, Item, Level, Place, Roadmap, State};
use crate::settings::CountRule;

impl Timeline {
    /// What is known of a roadmap's past.
    ///
    /// `changes` may come from several sources, in any order and more than once: who already was in a state did not
    /// become so again. Dates in the file win over them: when an item that is done was done, since when one that is being
    /// done is so, and when one was added. Later dates than `today` are no dates; later changes are today's.
    pub fn gather(roadmap: &Roadmap, changes: &[Change], today: Date) -> Self {
        let (states, levels) = events(changes, today);
        let mut tracks = Tracks::replay(states);
        let paths = roadmap.slug_paths();
        let rule = roadmap.rule();
        find_again(&mut tracks, roadmap, &paths);
        let mut tallies = Tallies { days: BTreeMap::new(), rule };
        let mut since = Vec::new();
        for ((place, item), path) in roadmap.items().zip(&paths) {
            let now = item.is_counted(rule).then_some(item.state);
            let mut track = tracks.take(path, now);
            let dates = Dates::of(roadmap, place, item, today);
            if now.is_some() {
                dates.apply(&mut track, item.state);
            }
            tallies.add_changes(&track, dates.done);
            let is_known = track.end_as(now);
            tallies.add_counts(&track);
            let last = track.steps().last().filter(|step| is_known && step.to.is_some());
            since.extend(last.map(|step| step.date).or(dates.since).map(|date| (place, date)));
        }
        for mut track in tracks.all().iter().cloned() {
            tallies.add_changes(&track, None);
            track.end_as(None);
            tallies.add_counts(&track);
        }
        for track in Tracks::replay(levels).all() {
            tallies.add_levels(track);
        }
        Self { days: tallies.into_days(roadmap.counts()), since }
    }
}

/// Changes of states and of levels, none of them later than today.
fn events(changes: &[Change], today: Date) -> (Vec<Event<'_, State>>, Vec<Event<'_, Level>>) {
    let (mut states, mut levels) = (Vec::with_capacity(changes.len()), Vec::new());
    for change in changes {
        let (at, date) = (change.at, change.date.min(today));
        match &change.what {
            What::State { item, from, to } => {
                states.push(Event { at, name: item, date, from: *from, to: *to });
            }
            What::Level { skill, from, to } => {
                levels.push(Event { at, name: skill, date, from: *from, to: *to });
            }
        }
    }
    (states, levels)
}

/// Items that were there and are not any more may go by another path, as a heading above them was changed unseen.
fn find_again<'a>(tracks: &mut Tracks<'a, State>, roadmap: &Roadmap, paths: &'a [String]) {
    let rule = roadmap.rule();
    let is_counted: HashMap<&str, bool> =
        roadmap.items().zip(paths).map(|((_, item), path)| (path.as_str(), item.is_counted(rule))).collect();
    let gone = tracks.names_but(|name| is_counted.contains_key(name));
    let come: Vec<&'a str> = paths.iter().map(String::as_str).collect();
    let come: Vec<&'a str> =
        come.into_iter().filter(|path| is_counted[path] && !tracks.knows(path)).collect();
    for (old, new) in by_own_name(&gone, &come) {
        tracks.rename(old, new);
    }
}

/// What the file itself says of when an item was what.
#[derive(Debug, Clone, Copy, Default)]
struct Dates {
    created: Option<Date>,
    /// Since when it is in its state.
    since: Option<Date>,
    /// Since when it is done, which is then `since`.
    done: Option<Date>,
}

impl Dates {
    fn of(roadmap: &Roadmap, place: Place, item: &Item, today: Date) -> Self {
        let text = item.text(roadmap.section(place.section));
        if text.is_ascii() && !text.contains("::") {
            return Self::default();
        }
        let fields = Fields::read(text);
        let date = |kind| fields.value(&kind)?.parse().ok().filter(|date| *date <= today);
        let done = date(FieldKind::Done).filter(|_| item.state == State::Done);
        let start = date(FieldKind::Start).filter(|_| item.state == State::Doing);
        let since = done.or(start);
        let created = date(FieldKind::Created).filter(|created| since.is_none_or(|since| *created <= since));
        Self { created, since, done }
    }

    fn apply(&self, track: &mut Track<State>, state: State) {
        if let Some(since) = self.since {
            track.is_since(since, state, State::Todo);
        }
        if let Some(created) = self.created {
            track.begin_on(created);
        }
    }
}

/// What happened on each day.
struct Tallies {
    days: BTreeMap<Date, Tally>,
    rule: CountRule,
}

/// What happened on one day. The counts may fall.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    n_changes: u32,
    n_done: u32,
    /// Items that were done when they came, and when they left.
    n_came_done: u32,
    n_left_done: u32,
    met: i64,
    of: i64,
}

impl Tallies {
    /// Adds what happened to an item. `done` is the day on which it was done, if the file says so.
    fn add_changes(&mut self, track: &Track<State>, done: Option<Date>) {
        for step in track.steps() {
            let tally = self.days.entry(step.date).or_default();
            tally.n_changes += 1;
            match (step.from, step.to) {
                (None, Some(State::Done)) if done != Some(step.date) => tally.n_came_done += 1,
                (_, Some(State::Done)) => tally.n_done += 1,
                (Some(State::Done), None) => tally.n_left_done += 1,
                _ => {}
            }
        }
    }

    /// Adds what an item does to the counts, from what it was to what it is now.
    fn add_counts(&mut self, track: &Track<State>) {
        for step in track.steps() {
            let ((met_before, of_before), (met, of)) = (self.weight(step.from), self.weight(step.to));
            let tally = self.days.entry(step.date).or_default();
            tally.met += met - met_before;
            tally.of += of - of_before;
        }
    }

    fn add_levels(&mut self, track: &Track<Level>) {
        for step in track.steps() {
            self.days.entry(step.date).or_default().n_changes += 1;
        }
    }

    /// What an item in a state adds to the counts.
    fn weight(&self, state: Option<State>) -> (i64, i64) {
        let mut counts = Counts::default();
        if let Some(state) = state {
            counts.add(state, self.rule);
        }
        (i64::from(counts.met()), i64::from(counts.of()))
    }

    /// The days, of which the last has the counts of now.
    fn into_days(self, now: Counts) -> Vec<Day> {
        let sum = |part: fn(&Tally) -> i64| self.days.values().map(part).sum::<i64>();
        let mut met = i64::from(now.met()) - sum(|tally| tally.met);
        let mut of = i64::from(now.of()) - sum(|tally| tally.of);
        debug_assert!(met >= 0 && of >= met);
        let days = self.days.into_iter().map(|(date, tally)| {
            // What a roadmap begins with was done before, whenever that was; and what came for something that left was
            // rather renamed than done.
            let n_came = if of == 0 { 0 } else { tally.n_came_done.saturating_sub(tally.n_left_done) };
            met += tally.met;
            of += tally.of;
            Day {
                date,
                n_changes: tally.n_changes,
                n_done: tally.n_done + n_came,
                met: u32::try_from(met).unwrap_or(0),
                of: u32::try_from(of).unwrap_or(0),
            }
        });
        days.collect()
    }
}

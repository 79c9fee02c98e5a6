//! What is known of the changes and the dates in the file → a [`Timeline`].
//!
//! Each item is followed from day to day by itself, back from the state that it has now: so the last day is what the
//! roadmap counts now, and no day has fewer items than none. What nobody saw change has always been as it is.

use std::collections::HashMap;

use jiff::civil::Date;

use super::replay::{Event, Tracks};
use super::track::{Step, Track};
use super::{Change, Day, Timeline, What};
use crate::model::fields::{FieldKind, Fields};
use crate::model::{Counts, Item, Level, Place, Roadmap, State};
use crate::settings::CountRule;

impl Timeline {
    /// What is known of a roadmap's past.
    ///
    /// `changes` may come from several sources, in any order and more than once: who already was in a state did not
    /// become so again. Dates in the file win over them: when an item that is done was done, and when one was added. Since
    /// when one is being done its start says only where no change does. Later dates than `today` are no dates; later changes are today's.
    pub fn gather(roadmap: &Roadmap, changes: &[Change], today: Date) -> Self {
        let Events { states, parents, levels } = Events::of(changes, today);
        let paths = roadmap.slug_paths();
        let rule = roadmap.rule();
        let names = |is_wanted: fn(&Item, CountRule) -> bool| -> Vec<(&str, bool)> {
            let items = roadmap.items().zip(&paths);
            items.map(|((_, item), path)| (path.as_str(), is_wanted(item, rule))).collect()
        };
        let mut tracks = Tracks::replay(states, &names(Item::is_counted));
        let mut parents = Tracks::replay(parents, &names(Item::counts_by_children));
        let mut tallies = Tallies { days: HashMap::new(), rule };
        let mut since = Vec::new();
        for ((place, item), path) in roadmap.items().zip(&paths) {
            let now = item.is_counted(rule).then_some(item.state);
            let by_children = item.counts_by_children(rule).then_some(item.state);
            let mut track = tracks.take(path, now);
            let mut parent = parents.take(path, by_children);
            let dates = Dates::of(roadmap, place, item, today);
            if by_children.is_none() {
                dates.apply(&mut track);
            } else if let Some(done) = dates.done {
                parent.is_since(done, State::Done, State::Todo);
            }
            tallies.add(&track, now, dates.done);
            tallies.add_parent(&parent);
            let known = last_step(&track, &parent).filter(|step| step.to == Some(item.state));
            let known = known.filter(|_| item.state.is_tracked());
            since.extend(dates.since(known).map(|date| (place, date)));
        }
        for track in tracks.rest() {
            tallies.add(track, None, None);
        }
        for track in parents.rest() {
            tallies.add_parent(track);
        }
        for track in Tracks::replay(levels, &[]).rest() {
            tallies.add_levels(track);
        }
        Self { days: tallies.into_days(roadmap.counts()), since }
    }
}

/// Whether an item is there and has a box.
fn is_boxed(state: Option<State>) -> bool {
    state.is_some_and(State::is_tracked)
}

/// Changes of states, of those that count through their children, and of levels; none of them later than today.
struct Events<'a> {
    states: Vec<Event<'a, State>>,
    parents: Vec<Event<'a, State>>,
    levels: Vec<Event<'a, Level>>,
}

impl<'a> Events<'a> {
    fn of(changes: &'a [Change], today: Date) -> Self {
        let mut events =
            Self { states: Vec::with_capacity(changes.len()), parents: Vec::new(), levels: Vec::new() };
        for change in changes {
            let (at, date) = (change.at, change.date.min(today));
            match &change.what {
                // What comes or leaves without a box counts neither before nor after.
                What::State { from, to, .. } | What::Parent { from, to, .. }
                    if !is_boxed(*from) && !is_boxed(*to) => {}
                What::State { item, from, to } => {
                    events.states.push(Event { at, name: item, date, from: *from, to: *to });
                }
                What::Parent { item, from, to } => {
                    events.parents.push(Event { at, name: item, date, from: *from, to: *to });
                }
                What::Level { skill, from, to } => {
                    events.levels.push(Event { at, name: skill, date, from: *from, to: *to });
                }
            }
        }
        events
    }
}

/// The last step of an item, whose state may have counted by itself at one time and through its children at another.
fn last_step(track: &Track<State>, parent: &Track<State>) -> Option<Step<State>> {
    let mut steps: Vec<(bool, Step<State>)> = track.steps().map(|step| (false, step)).collect();
    steps.extend(parent.steps().map(|step| (true, step)));
    steps.sort_by_key(|(_, step)| step.date);
    let (mut counted, mut by_children) = (track.before, parent.before);
    let mut from = counted.or(by_children);
    let mut last = None;
    for on_one_day in steps.chunk_by(|(_, one), (_, next)| one.date == next.date) {
        for (is_parent, step) in on_one_day {
            *(if *is_parent { &mut by_children } else { &mut counted }) = step.to;
        }
        let to = counted.or(by_children);
        if from != to {
            last = Some(Step { date: on_one_day[0].1.date, from: std::mem::replace(&mut from, to), to });
        }
    }
    last
}

/// The step by which an item, which is `now` this, became done without being opened again.
fn done_for_good(track: &Track<State>, now: Option<State>) -> Option<Step<State>> {
    let mut is_done = track.before == Some(State::Done);
    let mut for_good = None;
    for step in track.steps() {
        match step.to {
            // What leaves done comes back done: it was away, and not done again.
            None => {}
            Some(State::Done) if is_done => {}
            Some(State::Done) => (is_done, for_good) = (true, Some(step)),
            Some(_) => (is_done, for_good) = (false, None),
        }
    }
    for_good.filter(|_| now.is_none_or(|now| now == State::Done))
}

/// What the file itself says of when an item was what.
#[derive(Debug, Clone, Copy, Default)]
struct Dates {
    created: Option<Date>,
    /// Since when it is done.
    done: Option<Date>,
    /// When it was to be begun, where it is being done.
    start: Option<Date>,
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
        Self { created, done, start }
    }

    /// Since when it is in its state, which the last known step led to. A start may be planned, and says something only
    /// where nobody saw it begin.
    fn since(&self, known: Option<Step<State>>) -> Option<Date> {
        let seen = known.filter(|step| step.from.is_some()).map(|step| step.date);
        self.done.or(seen).or(self.start).or(known.map(|step| step.date))
    }

    fn apply(&self, track: &mut Track<State>) {
        if let Some(done) = self.done {
            track.is_since(done, State::Done, State::Todo);
        }
        // What would have come as done was done nobody knows when.
        let is_known = |created: &Date| self.done.is_some() || track.on(*created) != Some(State::Done);
        if let Some(created) = self.created.filter(is_known) {
            track.begin_on(created);
        }
    }
}

/// What happened on each day.
struct Tallies {
    days: HashMap<Date, Tally>,
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

impl Tally {
    fn add_counts(&mut self, (met_before, of_before): (i64, i64), (met, of): (i64, i64)) {
        self.met += met - met_before;
        self.of += of - of_before;
    }
}

impl Tallies {
    /// Adds what happened to an item, which is `now` this. `done` is the day on which it was done, if the file says so.
    fn add(&mut self, track: &Track<State>, now: Option<State>, done: Option<Date>) {
        let mut last = None;
        let for_good = done_for_good(track, now);
        self.add_changes(track.turns().filter(|turn| is_boxed(turn.from) || is_boxed(turn.to)));
        for step in track.steps().filter(|step| is_boxed(step.from) || is_boxed(step.to)) {
            let (from, to) = (self.weight(step.from), self.weight(step.to));
            let tally = self.days.entry(step.date).or_default();
            match step.from {
                None if for_good == Some(step) && done != Some(step.date) => tally.n_came_done += 1,
                _ if for_good == Some(step) => tally.n_done += 1,
                Some(State::Done) if step.to.is_none() => tally.n_left_done += 1,
                _ => {}
            }
            tally.add_counts(from, to);
            last = Some(step.date);
        }
        // If nobody saw it become what it is now, the last known change is taken to have led to that.
        if let Some(date) = last {
            let (from, to) = (self.weight(track.last()), self.weight(now));
            self.days.entry(date).or_default().add_counts(from, to);
        }
    }

    fn add_levels(&mut self, track: &Track<Level>) {
        self.add_changes(track.turns());
    }

    /// Adds what happened to an item that counts through its children. Coming and leaving is told by those.
    fn add_parent(&mut self, track: &Track<State>) {
        self.add_changes(track.turns().filter(|turn| turn.from.is_some() && turn.to.is_some()));
    }

    fn add_changes<'a, T: 'a>(&mut self, turns: impl Iterator<Item = &'a Step<T>>) {
        for turn in turns {
            self.days.entry(turn.date).or_default().n_changes += 1;
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
        let mut tallies: Vec<(Date, Tally)> = self.days.into_iter().collect();
        tallies.sort_unstable_by_key(|(date, _)| *date);
        let mut days: Vec<Day> = Vec::new();
        for (date, tally) in tallies {
            // What a roadmap begins with was done before, whenever that was; and what came for something that left was
            // rather renamed than done.
            let n_came = if of == 0 { 0 } else { tally.n_came_done.saturating_sub(tally.n_left_done) };
            met += tally.met;
            of += tally.of;
            let day = Day {
                date,
                n_changes: tally.n_changes,
                n_done: tally.n_done + n_came,
                met: u32::try_from(met).unwrap_or(0),
                of: u32::try_from(of).unwrap_or(0),
            };
            match days.last_mut() {
                _ if day.n_changes > 0 => days.push(day),
                // Nobody saw what changed the counts.
                Some(last) => (last.met, last.of) = (day.met, day.of),
                None => {}
            }
        }
        days
    }
}

#[cfg(test)]
mod tests;

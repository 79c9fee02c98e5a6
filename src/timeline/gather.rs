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
mod tests {
    use super::*;
    use crate::settings::Defaults;
    use jiff::ToSpan as _;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 30);

    /// `22 a/b todo done`: on the 22nd, a second after the line before; with `+22` in the same instant as that;
    /// of `^a` the state counts through its children.
    fn changes(lines: &[&str]) -> Vec<Change> {
        let mut at = jiff::Timestamp::UNIX_EPOCH;
        let change = |line: &&str| {
            let [day, name, from, to] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
            let what = match name.strip_prefix('#') {
                Some(skill) => {
                    let level = |number: &str| Level::of_number(number.parse().ok()?);
                    What::Level { skill: skill.to_owned(), from: level(from), to: level(to) }
                }
                None => {
                    let (from, to) = (State::of_name(from), State::of_name(to));
                    match name.strip_prefix('^') {
                        Some(item) => What::Parent { item: item.to_owned(), from, to },
                        None => What::State { item: name.to_owned(), from, to },
                    }
                }
            };
            at += i64::from(!day.starts_with('+')).seconds();
            Change { at, date: date(2026, 11, day.parse().unwrap()), what }
        };
        lines.iter().map(change).collect()
    }

    /// `22: 3 changes, 1 done, 4/5` for each day, and `words since 22` for each item of which that is known.
    fn gathered(text: &str, lines: &[&str]) -> Vec<String> {
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        let timeline = Timeline::gather(&roadmap, &changes(lines), TODAY);
        let day = |day: &Day| {
            let Day { date, n_changes, n_done, met, of } = *day;
            format!("{}: {n_changes} changes, {n_done} done, {met}/{of}", date.day())
        };
        let since = |(place, date): &(Place, Date)| {
            let words = roadmap.words(*place);
            let end = words.find(' ').unwrap_or(words.len());
            format!("{} since {}", words.get(..end).unwrap(), date.day())
        };
        timeline.days.iter().map(day).chain(timeline.since.iter().map(since)).collect()
    }

    #[test]
    fn each_day_is_followed_back_from_now() {
        let text = "- [x] a\n- [/] b\n- [x] c\n- [ ] d\n- [x] e\n";
        let lines = [
            "20 a todo doing",
            "21 gone done -",
            "21 d - todo",
            "22 a doing done",
            "22 b todo doing",
            "22 c done todo",
            "22 c todo done",
            "23 #S 2 3",
        ];
        let told = [
            "20: 1 changes, 0 done, 3/5",
            "21: 2 changes, 0 done, 2/5",
            "22: 4 changes, 1 done, 3/5",
            "23: 1 changes, 0 done, 3/5",
            "a since 22",
            "b since 22",
            "d since 21",
        ];
        assert_eq!(gathered(text, &lines), told);
    }

    #[test]
    fn without_changes_there_are_the_dates_in_the_file() {
        let text = "- [x] a ✅ 2026-11-20\n- [/] b 🛫 2026-11-21\n- [ ] c ➕ 2026-11-22\n- [x] d [completion:: 2026-11-22] [created:: 2026-11-20]\n- [x] e\n- [ ] f ✅ 2026-11-20 🛫 2026-11-20\n- [x] g ✅ 2026-12-01\n";
        let told = [
            "20: 2 changes, 1 done, 3/6",
            "22: 2 changes, 1 done, 4/7",
            "a since 20",
            "b since 21",
            "c since 22",
            "d since 22",
        ];
        assert_eq!(gathered(text, &[]), told);
    }

    #[test]
    fn dates_in_the_file_win() {
        let text = "- [x] a ✅ 2026-11-20 ➕ 2026-11-18\n";
        let told = [
            "18: 1 changes, 0 done, 0/1",
            "19: 1 changes, 0 done, 0/1",
            "20: 1 changes, 1 done, 1/1",
            "a since 20",
        ];
        assert_eq!(gathered(text, &["17 a - todo", "19 a todo doing", "22 a doing done"]), told);
        let parent = "- [/] p 🛫 2026-11-20\n  - [ ] a\n";
        assert_eq!(gathered(parent, &[]), ["p since 20"], "it is not counted by itself");
    }

    #[test]
    fn a_start_that_was_planned_tells_nothing_where_the_beginning_was_seen() {
        let text = "- [/] a 🛫 2026-11-01\n";
        let told = ["20: 1 changes, 0 done, 0/1", "a since 20"];
        assert_eq!(gathered(text, &["20 a todo doing"]), told);
        assert_eq!(gathered(text, &[]), ["a since 1"], "and is no active day");
        let told = ["20: 1 changes, 0 done, 0/1", "a since 1"];
        assert_eq!(gathered(text, &["20 a - doing"]), told, "it came as one that was begun before");
        assert_eq!(
            gathered("- [/] p [start:: 2026-11-01]\n  - [ ] a\n", &["20 ^p todo doing"])[1],
            "p since 20"
        );
    }

    #[test]
    fn a_parents_state_is_activity_and_counts_for_nothing() {
        let text = "- [/] p\n  - [ ] a\n  - [x] b\n";
        let told = ["19: 1 changes, 0 done, 1/2", "20: 2 changes, 0 done, 1/2", "p since 20"];
        assert_eq!(gathered(text, &["19 ^p doing todo", "20 ^p todo done", "20 ^p done doing"]), told);
        let lines = ["18 p todo doing", "20 p doing -", "+20 ^p - doing", "+20 p/a - todo"];
        let told = ["18: 1 changes, 0 done, 1/2", "20: 2 changes, 0 done, 1/2", "p since 18", "a since 20"];
        assert_eq!(gathered(text, &lines), told, "it was begun before it had parts");
        let renamed = ["18 ^o todo doing", "20 ^o doing -", "+20 ^p - doing"];
        assert_eq!(gathered(text, &renamed), ["18: 1 changes, 0 done, 1/2", "p since 18"]);
        let done = "- [x] p ✅ 2026-11-20\n  - [x] a\n";
        assert_eq!(gathered(done, &["22 ^p todo done"]), ["20: 1 changes, 0 done, 1/1", "p since 20"]);
    }

    #[test]
    fn what_went_to_and_fro_on_a_day_was_changed() {
        let lines = ["20 a done todo", "20 a todo done"];
        assert_eq!(gathered("- [x] a\n", &lines), ["20: 2 changes, 0 done, 1/1"]);
        let since_before = ["18: 1 changes, 1 done, 1/1", "20: 2 changes, 0 done, 1/1", "a since 18"];
        assert_eq!(gathered("- [x] a\n", &[&["18 a todo done"], &lines[..]].concat()), since_before);
        assert_eq!(
            gathered("- [x] a\n", &["20 a done done"]),
            ["20: 1 changes, 0 done, 1/1"],
            "a record made smaller"
        );
        let levels = ["20 #S 1 2", "20 #S 2 1"];
        assert_eq!(gathered("- [ ] a\n", &levels), ["20: 2 changes, 0 done, 0/1"]);
        let again = ["18 a todo done", "20 a done todo", "20 a todo done"];
        let told = ["18: 1 changes, 0 done, 0/1", "20: 2 changes, 1 done, 1/1", "a since 20"];
        assert_eq!(gathered("- [x] a ✅ 2026-11-20\n", &again), told);
    }

    #[test]
    fn what_git_knows_later_is_not_told_again() {
        let text = "- [x] a\n- [ ] b\n";
        let record = ["20 a todo doing", "20 a doing done", "21 b todo done", "22 b done todo"];
        let both = [&record[..], &["23 a todo done", "24 b - todo"]].concat();
        assert_eq!(gathered(text, &both), gathered(text, &record));
        let unticked_elsewhere = ["20 a todo done", "22 a done todo", "23 a todo done"];
        assert_eq!(
            gathered("- [x] a\n", &unticked_elsewhere)[1..3],
            ["22: 1 changes, 0 done, 0/1", "23: 1 changes, 1 done, 1/1"]
        );
    }

    #[test]
    fn what_a_roadmap_begins_with_was_not_done_on_its_first_day() {
        let text = "- [x] a\n- [x] b\n- [x] c ✅ 2026-11-20\n";
        let told = gathered(text, &["20 a - done", "20 c - done", "21 b - done"]);
        assert_eq!(told[..2], ["20: 2 changes, 1 done, 2/2", "21: 1 changes, 1 done, 3/3"]);
    }

    #[test]
    fn what_is_ticked_again_and_again_was_done_when_it_was_ticked_last() {
        let n_done = |text: &str, lines: &[&str]| -> Vec<(i8, u32)> {
            let roadmap = Roadmap::read(text.into(), Defaults::default());
            let days = Timeline::gather(&roadmap, &changes(lines), TODAY).days;
            days.iter().filter(|day| day.n_done > 0).map(|day| (day.date.day(), day.n_done)).collect()
        };
        let lines = ["1 a todo done", "2 a done todo", "3 a todo done", "4 a done doing", "5 a doing done"];
        assert_eq!(n_done("- [x] a\n", &lines), [(5, 1)]);
        assert_eq!(n_done("- [/] a\n", &lines[..4]), [], "it is not done any more");
        assert_eq!(n_done("- [ ] a\n", &lines), [], "nor where nobody saw that");
        assert_eq!(n_done("", &lines), [(5, 1)], "it was done when it left");
        assert_eq!(n_done("", &[&lines[..4], &["5 a doing -"]].concat()), []);
        let back = ["1 b - todo", "2 a todo done", "3 a done -", "4 a - done"];
        assert_eq!(n_done("- [x] a\n- [ ] b\n", &back), [(2, 1)], "it was away for a while");
    }

    #[test]
    fn the_day_on_which_something_was_added_is_not_that_on_which_it_was_done() {
        assert_eq!(gathered("- [x] a ➕ 2026-11-20\n- [x] b [created:: 2026-11-21]\n", &[]), [""; 0]);
        let todo = "- [x] a ➕ 2026-11-20\n- [ ] b ➕ 2026-11-21\n";
        assert_eq!(gathered(todo, &[]), ["21: 1 changes, 0 done, 1/2", "b since 21"]);
        let told = ["20: 1 changes, 0 done, 0/1", "22: 1 changes, 1 done, 1/1", "a since 22"];
        assert_eq!(gathered("- [x] a ➕ 2026-11-20\n", &["22 a todo done"]), told);
        let on_one_day = ["20: 1 changes, 1 done, 1/1", "a since 20"];
        assert_eq!(gathered("- [x] a ➕ 2026-11-20 ✅ 2026-11-20\n", &[]), on_one_day);
    }

    #[test]
    fn a_new_name_is_no_change() {
        let text = "# New\n\n- [x] a\n- [/] b\n- [x] reworded\n";
        let told = ["20: 1 changes, 1 done, 2/3", "21: 1 changes, 0 done, 2/3", "a since 20", "b since 21"];
        let lines = [
            "20 old/a todo done",
            "21 old/b todo doing",
            "22 old/a done -",
            "+22 old/b doing -",
            "+22 old/words done -",
            "+22 new/a - done",
            "+22 new/b - doing",
            "+22 new/words - done",
            "23 new/words done -",
            "+23 new/reworded - done",
        ];
        assert_eq!(gathered(text, &lines), told);
        assert_eq!(gathered(text, &lines[..2]), told, "the heading was changed elsewhere");
    }

    #[test]
    fn who_tells_by_the_old_name_and_who_tells_by_the_new_one_tell_of_one_thing() {
        let text = "# New\n\n- [x] a\n- [ ] b\n";
        let git = ["1 new/a - todo", "1 new/b - todo", "23 new/a todo done"];
        let record = ["20 old/a todo done", "22 old/a done -", "+22 new/a - done"];
        let told = ["1: 2 changes, 0 done, 0/2", "20: 1 changes, 1 done, 1/2", "a since 20", "b since 1"];
        let mut both = changes(&[&git[..2], &record[..], &git[2..]].concat());
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        assert_eq!(gathered(text, &[&git[..2], &record[..], &git[2..]].concat()), told);
        assert_eq!(gathered(text, &[&git[..2], &record[..1], &git[2..]].concat()), told, "renamed elsewhere");
        both.reverse();
        assert_eq!(Timeline::gather(&roadmap, &both, TODAY).days.len(), 2);
    }

    #[test]
    fn what_came_for_something_that_left_is_not_done_by_that() {
        let text = "# New\n\n- [x] other\n- [x] words\n- [x] more\n";
        let lines = [
            "20 a/one done -",
            "+20 a/two done -",
            "+20 new/other - done",
            "+20 new/words - done",
            "+20 new/more - done",
        ];
        assert_eq!(gathered(text, &lines)[0], "20: 5 changes, 1 done, 3/3");
    }

    #[test]
    fn what_nobody_saw_makes_no_day_of_its_own() {
        assert_eq!(
            gathered("- [x] a\n- [ ] b\n", &["20 a todo doing", "21 b todo done"]),
            ["20: 1 changes, 0 done, 1/2", "21: 1 changes, 0 done, 1/2"]
        );
        assert_eq!(
            gathered("- [ ] a\n", &["20 a todo doing", "20 a doing todo"]),
            ["20: 2 changes, 0 done, 0/1"]
        );
        assert_eq!(gathered("", &["20 a todo done"]), ["20: 1 changes, 1 done, 0/0"]);
        assert_eq!(gathered("- p\n  - [ ] a\n", &["20 p - untracked", "21 p untracked -"]), [""; 0]);
    }

    #[test]
    fn what_is_of_tomorrow_is_of_today() {
        let roadmap = Roadmap::read("- [x] a\n".into(), Defaults::default());
        let mut told = changes(&["22 a todo done"]);
        told[0].date = date(2026, 12, 2);
        let timeline = Timeline::gather(&roadmap, &told, TODAY);
        assert_eq!(timeline.days, [Day { date: TODAY, n_changes: 1, n_done: 1, met: 1, of: 1 }]);
        assert_eq!(timeline.since, [(Place { section: 0, item: 0 }, TODAY)]);
    }
}

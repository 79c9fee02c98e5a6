//! The course of a roadmap over its versions: which item is which, and what became of it.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::Known;
use super::lineage::Step;
use super::pairing::pair;
use super::version::Version;
use crate::model::{Level, State};
use crate::timeline::{Change, What};

/// What happened up to a version.
pub(super) struct Course {
    /// The slug path of each item that ever was, as it was last.
    names: Vec<String>,
    /// The item that had a slug path last.
    by_name: HashMap<String, usize>,
    /// The versions that others are still made from, by their blobs, and from how many steps.
    versions: HashMap<String, Rc<Numbered>>,
    n_uses: HashMap<String, usize>,
    last: Option<Rc<Numbered>>,
    told: Vec<Told>,
}

/// A version, and which item of the course each of its items is.
struct Numbered {
    version: Version,
    numbers: Vec<usize>,
}

/// That something is so from a time on.
#[derive(Clone)]
struct Told {
    at: Timestamp,
    date: Date,
    what: Now,
}

#[derive(Clone)]
enum Now {
    Item(usize, Option<State>),
    Parent(usize, Option<State>),
    Skill(String, Option<Level>),
}

impl Course {
    /// The beginning of a course that will take these steps.
    pub(super) fn new(steps: &[Step]) -> Self {
        let mut n_uses = HashMap::new();
        for old in steps.iter().filter_map(|step| step.old.as_ref()) {
            *n_uses.entry(old.clone()).or_insert(0) += 1;
        }
        Self {
            names: Vec::new(),
            by_name: HashMap::new(),
            versions: HashMap::new(),
            n_uses,
            last: None,
            told: Vec::new(),
        }
    }

    /// Goes on from what is known, which ended with a version.
    pub(super) fn resume(&mut self, known: Known, version: Version) {
        for change in known.changes {
            let what = match change.what {
                What::State { item, to, .. } => Now::Item(self.number_named(&item), to),
                What::Parent { item, to, .. } => Now::Parent(self.number_named(&item), to),
                What::Level { skill, to, .. } => Now::Skill(skill, to),
            };
            self.told.push(Told { at: change.at, date: change.date, what });
        }
        let numbers = version.items.iter().map(|item| self.number_named(&item.path)).collect();
        self.keep(known.blob, Numbered { version, numbers });
    }

    /// Takes a step to the next version. Where the one that it was made from was not read, the last that was read stands
    /// for it.
    pub(super) fn step(&mut self, step: &Step, version: Version) {
        let old = step.old.as_ref().and_then(|old| self.versions.get(old).or(self.last.as_ref()).cloned());
        let numbers = self.numbers(old.as_deref(), &version);
        let new = Numbered { version, numbers };
        let told = differences(old.as_deref(), &new);
        self.told.extend(told.into_iter().map(|what| Told { at: step.at, date: step.date, what }));
        if let Some(old) = &step.old {
            self.use_up(old);
        }
        self.keep(step.new.clone(), new);
    }

    /// Which item of the course each of a version's items is: the one that it was before, else one of the same name that
    /// had gone, else a new one.
    fn numbers(&mut self, old: Option<&Numbered>, version: &Version) -> Vec<usize> {
        let pairs = old.map(|old| pair(&old.version, version));
        let number = |item: usize| Some(old?.numbers[pairs.as_ref()?[item]?]);
        let before: Vec<Option<usize>> = (0..version.items.len()).map(number).collect();
        let mut taken: HashSet<usize> = before.iter().flatten().copied().collect();
        let mut numbers = Vec::with_capacity(before.len());
        for (item, number) in version.items.iter().zip(before) {
            let back = || self.by_name.get(&item.path).copied().filter(|back| !taken.contains(back));
            let number = number.or_else(back).unwrap_or(self.names.len());
            taken.insert(number);
            self.name(number, &item.path);
            numbers.push(number);
        }
        numbers
    }

    fn number_named(&mut self, name: &str) -> usize {
        let number = self.by_name.get(name).copied().unwrap_or(self.names.len());
        self.name(number, name);
        number
    }

    fn name(&mut self, number: usize, name: &str) {
        match self.names.get_mut(number) {
            Some(known) if known == name => return,
            Some(known) => name.clone_into(known),
            None => self.names.push(name.to_owned()),
        }
        self.by_name.insert(name.to_owned(), number);
    }

    fn keep(&mut self, blob: String, version: Numbered) {
        let version = Rc::new(version);
        if self.n_uses.contains_key(&blob) {
            self.versions.insert(blob, Rc::clone(&version));
        }
        self.last = Some(version);
    }

    fn use_up(&mut self, blob: &str) {
        if let Some(n_uses) = self.n_uses.get_mut(blob) {
            *n_uses -= 1;
            if *n_uses == 0 {
                self.n_uses.remove(blob);
                self.versions.remove(blob);
            }
        }
    }

    /// What changed, from the earliest to the latest. Items are called as in `now`, else as in the last version.
    pub(super) fn changes(&self, now: Option<&Version>) -> Vec<Change> {
        let names = self.names_in(now);
        let (mut items, mut parents, mut skills) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut changes: Vec<Change> = Vec::new();
        for Told { at, date, what } in self.told.iter().cloned().chain(self.settled()) {
            let change = match what {
                Now::Item(number, to) => {
                    let item = &names[number];
                    turn(&mut items, item, to, (at, date))
                        .map(|(from, time)| (What::State { item: item.clone(), from, to }, time))
                }
                Now::Parent(number, to) => {
                    let item = &names[number];
                    turn(&mut parents, item, to, (at, date))
                        .map(|(from, time)| (What::Parent { item: item.clone(), from, to }, time))
                }
                Now::Skill(skill, to) => turn(&mut skills, &skill, to, (at, date))
                    .map(|(from, time)| (What::Level { skill, from, to }, time)),
            };
            changes.extend(change.map(|(what, (at, date))| Change { at, date, what }));
        }
        changes.sort_by_key(|change| change.at);
        changes
    }

    /// Once more all that the last version says: where lines of development contradict each other, it holds.
    fn settled(&self) -> Vec<Told> {
        let (Some(last), Some(Told { at, date, .. })) = (&self.last, self.told.last()) else {
            return Vec::new();
        };
        let counted: HashSet<usize> = last.states().map(|(number, _)| number).collect();
        let rated: HashSet<&str> = last.version.levels.iter().map(|(skill, _)| skill.as_str()).collect();
        let parents: HashSet<usize> = last.parents().map(|(number, _)| number).collect();
        let without = |there: HashSet<usize>, gone: fn(usize) -> Now| {
            (0..self.names.len()).filter(move |number| !there.contains(number)).map(gone)
        };
        let gone = without(counted, |number| Now::Item(number, None));
        let gone = gone.chain(without(parents, |number| Now::Parent(number, None)));
        let gone = gone.chain(self.told.iter().filter_map(|told| match &told.what {
            Now::Skill(skill, _) if !rated.contains(skill.as_str()) => Some(Now::Skill(skill.clone(), None)),
            _ => None,
        }));
        let tell = |what| Told { at: *at, date: *date, what };
        gone.chain(differences(None, last)).map(tell).collect()
    }

    /// What each item is called: as in `now` or the last version, else as it was called when it went.
    fn names_in(&self, now: Option<&Version>) -> Vec<String> {
        let mut names = self.names.clone();
        let Some(last) = &self.last else { return names };
        let mut is_there: HashSet<usize> = HashSet::new();
        let mut is_used: HashSet<&str> = HashSet::new();
        match now {
            None => {
                is_there.extend(&last.numbers);
                is_used.extend(last.version.items.iter().map(|item| item.path.as_str()));
            }
            Some(now) => {
                for (item, old) in now.items.iter().zip(pair(&last.version, now)) {
                    is_used.insert(&item.path);
                    if let Some(number) = old.map(|old| last.numbers[old]) {
                        names[number].clone_from(&item.path);
                        is_there.insert(number);
                    }
                }
            }
        }
        // Another item may have taken the name of one that went.
        for (number, name) in names.iter_mut().enumerate() {
            if !is_there.contains(&number) && is_used.contains(name.as_str()) {
                name.push_str("~gone");
            }
        }
        names
    }
}

/// What is so in a version and was not in the one before.
fn differences(old: Option<&Numbered>, new: &Numbered) -> Vec<Now> {
    let (mut states, mut parents, mut levels) = (HashMap::new(), HashMap::new(), HashMap::new());
    if let Some(old) = old {
        states.extend(old.states());
        parents.extend(old.parents());
        levels.extend(old.version.levels.iter().map(|(skill, level)| (skill, *level)));
    }
    let mut told = Vec::new();
    for (number, state) in new.states() {
        if states.remove(&number) != Some(state) {
            told.push(Now::Item(number, Some(state)));
        }
    }
    for (number, state) in new.parents() {
        if parents.remove(&number) != Some(state) {
            told.push(Now::Parent(number, Some(state)));
        }
    }
    for (skill, level) in &new.version.levels {
        if levels.remove(skill) != Some(*level) {
            told.push(Now::Skill(skill.clone(), Some(*level)));
        }
    }
    if let Some(old) = old {
        let gone = old.numbers.iter().filter(|number| states.contains_key(number));
        told.extend(gone.map(|number| Now::Item(*number, None)));
        let gone = old.numbers.iter().filter(|number| parents.contains_key(number));
        told.extend(gone.map(|number| Now::Parent(*number, None)));
        let gone = old.version.levels.iter().filter(|(skill, _)| levels.contains_key(skill));
        told.extend(gone.map(|(skill, _)| Now::Skill(skill.clone(), None)));
    }
    told
}

impl Numbered {
    /// The items that count, and their states.
    fn states(&self) -> impl Iterator<Item = (usize, State)> + '_ {
        let items = self.numbers.iter().zip(&self.version.items);
        items.filter_map(|(number, item)| Some((*number, item.state?)))
    }

    /// The items that count through their children, and their states.
    fn parents(&self) -> impl Iterator<Item = (usize, State)> + '_ {
        let items = self.numbers.iter().zip(&self.version.items);
        items.filter_map(|(number, item)| Some((*number, item.parent?)))
    }
}

type Time = (Timestamp, Date);

/// Lets something become another: gives what it was and the time, which is never before that of the last change. None
/// where it was that already.
fn turn<V: Copy + PartialEq>(
    known: &mut HashMap<String, (Option<V>, Time)>,
    subject: &str,
    to: Option<V>,
    time: Time,
) -> Option<(Option<V>, Time)> {
    let Some((value, last)) = known.get_mut(subject) else {
        known.insert(subject.to_owned(), (to, time));
        return to.map(|_| (None, time));
    };
    if *value == to {
        return None;
    }
    let time = if time.0 < last.0 { *last } else { time };
    *last = time;
    Some((std::mem::replace(value, to), time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Roadmap;
    use crate::settings::{CountRule, Defaults};

    fn read(text: &str) -> Version {
        Version::of(Roadmap::read(text.into(), Defaults::default()))
    }

    fn step(day: i8, old: Option<&str>, new: &str) -> Step {
        let date = jiff::civil::date(2026, 11, day);
        let at = date.at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
        Step { at, date, old: old.map(str::to_owned), new: new.to_owned() }
    }

    /// Takes steps between texts, which are their own blobs.
    fn course(steps: &[(i8, Option<&str>, &str)]) -> Course {
        let steps: Vec<Step> = steps.iter().map(|(day, old, new)| step(*day, *old, new)).collect();
        let mut course = Course::new(&steps);
        steps.iter().for_each(|step| course.step(step, read(&step.new)));
        course
    }

    /// A version a day, each made from the one before.
    fn days(texts: &[&str]) -> Course {
        let before = std::iter::once(None).chain(texts.iter().map(|text| Some(*text)));
        let steps = (1..).zip(before).zip(texts).map(|((day, old), new)| (day, old, *new));
        course(&steps.collect::<Vec<_>>())
    }

    fn lines(changes: &[Change]) -> Vec<String> {
        let state = |state: Option<State>| state.map_or("none", State::name);
        let level = |level: Option<Level>| level.map_or(0, Level::number);
        let what = |what: &What| match what {
            What::State { item, from, to } => format!("{item} {} {}", state(*from), state(*to)),
            What::Parent { item, from, to } => format!("{item} above {} {}", state(*from), state(*to)),
            What::Level { skill, from, to } => format!("{skill} {} {}", level(*from), level(*to)),
        };
        changes.iter().map(|change| format!("{} {}", change.date.day(), what(&change.what))).collect()
    }

    #[test]
    fn the_first_version_adds_its_items_and_later_ones_change_them() {
        let course = days(&[
            "- [x] a\n- [ ] b\n- plain\n",
            "- [x] a\n- [/] b\n- [ ] plain\n",
            "- [x] a\n- [x] b\n- [ ] plain\n  - [ ] c\n",
            "- [ ] a\n- [x] b\n",
        ]);
        assert_eq!(
            lines(&course.changes(None)),
            [
                "1 a none done",
                "1 b none todo",
                "2 b todo doing",
                "2 plain none todo",
                "3 b doing done",
                "3 plain/c none todo",
                "3 plain above none todo",
                "3 plain todo none",
                "4 a done todo",
                "4 plain/c todo none",
                "4 plain above todo none",
            ]
        );
    }

    #[test]
    fn an_item_is_called_as_it_is_now_through_renames_moves_and_rewording() {
        let texts = [
            "# A\n- [x] a\n- [ ] b\n",
            "# B\n- [x] a\n- [ ] b\n",
            "# B\n- [x] a, better\n- [ ] b\n",
            "# C\n- [x] b\n# B\n- [x] a, better\n",
        ];
        let course = days(&texts);
        let named = ["1 b/a-better none done", "1 c/b none todo", "4 c/b todo done"];
        assert_eq!(lines(&course.changes(None)), named);
        let now = read("# D\n- [x] b\n# B\n- [x] a, best\n- [x] new\n");
        let named = ["1 b/a-best none done", "1 d/b none todo", "4 d/b todo done"];
        assert_eq!(lines(&course.changes(Some(&now))), named);
    }

    #[test]
    fn a_parents_state_is_told_beside_those_that_count() {
        let course = days(&["- [ ] p\n  - [ ] a\n", "- [/] p\n  - [ ] a\n", "- [/] p\n"]);
        let told = [
            "1 p/a none todo",
            "1 p above none todo",
            "2 p above todo doing",
            "3 p none doing",
            "3 p/a todo none",
            "3 p above doing none",
        ];
        assert_eq!(lines(&course.changes(None)), told);
    }

    #[test]
    fn what_went_and_came_back_is_the_same() {
        let course = days(&["- [x] a\n- [x] b\n", "- [x] a\n", "- [x] a\n- [x] b\n"]);
        let told = ["1 a none done", "1 b none done", "2 b done none", "3 b none done"];
        assert_eq!(lines(&course.changes(None)), told);
    }

    #[test]
    fn the_name_of_what_went_can_be_taken() {
        let course = days(&[
            "- [x] a\n- [ ] c\n- [ ] b\n",
            "- [ ] c\n- [ ] b\n",
            "- [ ] c\n- [ ] b, again\n",
            "- [ ] c\n- [x] a\n",
        ]);
        let told = ["1 a none done", "1 c none todo", "1 b none todo", "2 a done none", "4 b todo done"];
        let renamed = told.map(|line| line.replace(" a ", " a~gone ").replace(" b ", " a "));
        assert_eq!(lines(&course.changes(None)), renamed);
    }

    #[test]
    fn lines_of_development_are_read_each_on_its_own() {
        let (base, mine, theirs) = ("- [ ] a\n- [ ] b\n", "- [x] a\n- [ ] b\n", "- [ ] a\n- [x] b\n");
        let both = "- [x] a\n- [x] b\n";
        let course = course(&[
            (1, None, base),
            (2, Some(base), mine),
            (3, Some(base), theirs),
            (4, Some(mine), both),
            (4, Some(theirs), both),
        ]);
        let told = ["1 a none todo", "1 b none todo", "2 a todo done", "3 b todo done"];
        assert_eq!(lines(&course.changes(None)), told);
    }

    #[test]
    fn where_lines_contradict_each_other_the_last_version_holds() {
        let (base, done, doing) = ("- [ ] a\n", "- [x] a\n", "- [/] a\n");
        let course = course(&[
            (1, None, base),
            (2, Some(base), done),
            (3, Some(base), doing),
            (4, Some(done), "- [x] a\n- [ ] b\n"),
        ]);
        let told = ["1 a none todo", "2 a todo done", "3 a done doing", "4 b none todo", "4 a doing done"];
        assert_eq!(lines(&course.changes(None)), told);
    }

    #[test]
    fn an_item_never_goes_back_in_time() {
        let (one, two, three) = ("- [ ] a\n- [ ] b\n", "- [x] a\n- [ ] b\n", "- [ ] a\n- [x] b\n");
        let course = course(&[(5, None, one), (9, Some(one), two), (7, Some(two), three)]);
        let told = ["5 a none todo", "5 b none todo", "7 b todo done", "9 a todo done", "9 a done todo"];
        assert_eq!(lines(&course.changes(None)), told);
    }

    #[test]
    fn levels_are_told_by_the_skill() {
        let text = |level: &str| format!("| Skill | Level |\n|---|---|\n| **Node** | {level} |\n| C | |\n");
        let texts = ["", "2", "3", "", "-"].map(text);
        let course = days(&texts.each_ref().map(String::as_str));
        assert_eq!(lines(&course.changes(None)), ["2 Node 0 2", "3 Node 2 3", "4 Node 3 0"]);
    }

    #[test]
    fn what_is_known_is_gone_on_from() {
        let texts = [
            "- [x] a\n- [ ] b\n- [ ] c\n",
            "- [x] b\n- [ ] c\n",
            "- [x] b\n- [ ] c!\n- [ ] a\n",
            "- [x] b\n- [x] d\n- [ ] a\n",
        ];
        let whole = days(&texts).changes(None);
        let known = Known {
            commit: String::new(),
            blob: texts[1].to_owned(),
            rule: CountRule::Leaves,
            n_versions: 2,
            changes: days(&texts[..2]).changes(None),
        };
        let steps = [step(3, Some(texts[1]), texts[2]), step(4, Some(texts[2]), texts[3])];
        let mut course = Course::new(&steps);
        course.resume(known, read(texts[1]));
        steps.iter().for_each(|step| course.step(step, read(&step.new)));
        assert_eq!(lines(&course.changes(None)), lines(&whole));
    }
}

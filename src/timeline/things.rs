//! Which things changes are about, under whatever names they are told of.
//!
//! What leaves under one name and comes under another in the same instant was renamed. One source may tell of it by its
//! old names and another by the name that it has now: both tell of one thing.

use std::collections::{HashMap, HashSet};

use super::renamed::{moved, renamed};
use super::replay::Event;

/// The things that events are about, by the names that they have after the events so far.
pub(super) struct Things<'a, T> {
    things: Vec<Thing<T>>,
    by_name: HashMap<&'a str, usize>,
}

struct Thing<T> {
    before: Option<T>,
    /// What it is after the events so far.
    now: Option<T>,
    /// It is this one, which another source knew by another name.
    same_as: Option<usize>,
}

impl<'a, T: Copy + Ord> Things<'a, T> {
    /// The things that events are about, and which of them each event is; none for what says nothing of its own. The
    /// events are sorted, and those of one thing in one instant are put in order.
    pub(super) fn of(events: &mut [Event<'a, T>], names: &[(&'a str, bool)]) -> (Self, Vec<Option<usize>>) {
        let mut things = Self { things: Vec::new(), by_name: HashMap::new() };
        let mut about = Vec::with_capacity(events.len());
        for instant in events.chunk_by_mut(|one, next| one.at == next.at) {
            match instant {
                [event] => about.push(Some(things.take(event))),
                _ => things.take_instant(instant, &mut about),
            }
        }
        things.find_again(names);
        (things, about)
    }

    /// What each was before the first event of it.
    pub(super) fn befores(&self) -> impl Iterator<Item = Option<T>> {
        self.things.iter().map(|thing| thing.before)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = (&'a str, usize)> {
        self.by_name.iter().map(|(name, thing)| (*name, self.one(*thing)))
    }

    /// The thing that stands for all that are the same.
    pub(super) fn one(&self, thing: usize) -> usize {
        std::iter::successors(Some(thing), |thing| self.things[*thing].same_as).last().unwrap_or(thing)
    }

    fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).map(|thing| self.one(*thing))
    }

    fn add(&mut self, before: Option<T>) -> usize {
        self.things.push(Thing { before, now: before, same_as: None });
        self.things.len() - 1
    }

    /// What an event is about.
    fn take(&mut self, event: &Event<'a, T>) -> usize {
        let thing = self.named_by(event);
        self.things[thing].now = event.to;
        thing
    }

    /// The thing that an event names, which may not have been told of before.
    fn named_by(&mut self, event: &Event<'a, T>) -> usize {
        self.named(event.name).unwrap_or_else(|| {
            let thing = self.add(event.from);
            self.by_name.insert(event.name, thing);
            thing
        })
    }

    /// What the events of one instant are about; of things that were renamed the leaving is left out.
    fn take_instant(&mut self, instant: &mut [Event<'a, T>], about: &mut Vec<Option<usize>>) {
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        for same in instant.chunk_by_mut(|one, next| one.name == next.name) {
            let known = self.named(same[0].name).map(|thing| self.things[thing].now);
            put_in_order(same, known);
            let (first, last) = (same[0], same[same.len() - 1]);
            match (first.from, last.to) {
                (Some(_), None) if known.is_none_or(|known| known.is_some()) => gone.push(first),
                (None, Some(_)) => come.push(first.name),
                _ => {}
            }
        }
        let pairs = renamed(gone.iter().map(|event| event.name).collect(), come);
        for event in gone {
            self.named_by(&event);
        }
        for (old, new) in &pairs {
            self.rename(old, new);
        }
        let olds: HashSet<&str> = pairs.into_iter().map(|(old, _)| old).collect();
        about.extend(instant.iter().map(|event| (!olds.contains(event.name)).then(|| self.take(event))));
    }

    /// A thing goes by another name from now on.
    fn rename(&mut self, old: &'a str, new: &'a str) {
        // The old name is free now, so that who tells later that it left tells nothing new.
        let free = self.add(None);
        let Some(thing) = self.by_name.insert(old, free).map(|thing| self.one(thing)) else { return };
        let other = self.named(new).filter(|other| self.things[*other].now.is_some() && *other != thing);
        let Some(other) = other else {
            self.by_name.insert(new, thing);
            return;
        };
        self.things[thing].same_as = Some(other);
        if thing < other {
            self.things[other].before = self.things[thing].before;
        }
    }

    /// Things that should be there and are not may go by another name, as what stands above them was changed unseen.
    fn find_again(&mut self, names: &[(&'a str, bool)]) {
        let there: HashMap<&str, bool> = names.iter().copied().collect();
        let is_lost = |name: &str| self.named(name).is_some_and(|thing| self.things[thing].now.is_some());
        let mut lost: Vec<&str> = self.by_name.keys().copied().collect();
        lost.retain(|name| !there.contains_key(name) && is_lost(name));
        lost.sort_unstable();
        let counted: Vec<&str> = names.iter().filter(|(_, counts)| *counts).map(|(name, _)| *name).collect();
        for (old, new) in moved(lost, counted) {
            self.rename(old, new);
        }
    }
}

/// Puts what happened to one thing in one instant in the order in which each begins with what the one before led to.
fn put_in_order<T: Copy + Eq>(events: &mut [Event<'_, T>], known: Option<Option<T>>) {
    let mut now = known;
    for at in 0..events.len() {
        let rest = &events[at..];
        let leads_here = |event: &Event<'_, T>| rest.iter().any(|other| other.to == event.from);
        let next = match now {
            Some(now) => rest.iter().position(|event| event.from == now),
            None => rest.iter().position(|event| !leads_here(event)),
        };
        events.swap(at, at + next.unwrap_or(0));
        now = Some(events[at].to);
    }
}

//! Changes, from wherever they are known → a [`Track`] for each thing that they are about.
//!
//! Who already is what a change says it became, did not change: so what two sources know of is told once. What leaves
//! under one name and comes under another in the same instant was renamed.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::track::Track;

/// A change of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Event<'a, T> {
    pub at: Timestamp,
    pub name: &'a str,
    pub date: Date,
    pub from: Option<T>,
    pub to: Option<T>,
}

/// Things by their names.
pub(super) struct Tracks<'a, T> {
    tracks: Vec<Track<T>>,
    by_name: HashMap<&'a str, usize>,
}

impl<'a, T: Copy + Ord> Tracks<'a, T> {
    /// Replays events, whatever their order.
    pub(super) fn replay(mut events: Vec<Event<'a, T>>) -> Self {
        events.sort_unstable();
        let mut tracks = Self { tracks: Vec::new(), by_name: HashMap::new() };
        for instant in events.chunk_by_mut(|one, next| one.at == next.at) {
            match instant {
                [event] => tracks.apply(event),
                _ => tracks.replay_instant(instant),
            }
        }
        tracks
    }

    /// The track of a name, which is then no longer there; a new one if nothing is known.
    pub(super) fn take(&mut self, name: &str, now: Option<T>) -> Track<T> {
        match self.by_name.remove(name) {
            Some(index) => std::mem::replace(&mut self.tracks[index], Track::new(None)),
            None => Track::new(now),
        }
    }

    pub(super) fn knows(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Names of things that are there, as far as is known, but for those that are.
    pub(super) fn names_but(&self, is_there: impl Fn(&str) -> bool) -> Vec<&'a str> {
        let lost = self
            .by_name
            .iter()
            .filter(|(name, index)| self.tracks[**index].last().is_some() && !is_there(name));
        let mut names: Vec<&str> = lost.map(|(name, _)| *name).collect();
        names.sort_unstable();
        names
    }

    /// A thing goes by another name from now on.
    pub(super) fn rename(&mut self, old: &'a str, new: &'a str) {
        // The old name is known to be free, so that who tells of it later tells nothing new.
        let free = self.add(Track::new(None));
        if let Some(index) = self.by_name.insert(old, free) {
            self.by_name.insert(new, index);
        }
    }

    pub(super) fn all(&self) -> &[Track<T>] {
        &self.tracks
    }

    fn add(&mut self, track: Track<T>) -> usize {
        self.tracks.push(track);
        self.tracks.len() - 1
    }

    fn apply(&mut self, event: &Event<'a, T>) {
        let index = self.index(event);
        self.tracks[index].become_on(event.date, event.to);
    }

    /// The track of what an event is about.
    fn index(&mut self, event: &Event<'a, T>) -> usize {
        let tracks = &mut self.tracks;
        *self.by_name.entry(event.name).or_insert_with(|| {
            tracks.push(Track::new(event.from));
            tracks.len() - 1
        })
    }

    fn replay_instant(&mut self, instant: &mut [Event<'a, T>]) {
        let mut changes: Vec<Event<'a, T>> = Vec::new();
        for same in instant.chunk_by_mut(|one, next| one.name == next.name) {
            let known = self.by_name.get(same[0].name).map(|index| self.tracks[*index].last());
            put_in_order(same, known);
            let first = same[0];
            changes.push(Event { from: known.unwrap_or(first.from), to: same[same.len() - 1].to, ..first });
        }
        let gone = changes.iter().filter(|change| change.from.is_some() && change.to.is_none());
        let come = changes.iter().filter(|change| change.from.is_none() && change.to.is_some());
        let gone: Vec<&str> = gone.map(|change| change.name).collect();
        let come: Vec<&str> = come.map(|change| change.name).collect();
        let mut renamed = by_own_name(&gone, &come);
        renamed.extend(reworded(&gone, &come, &renamed));
        for change in &changes {
            self.index(change);
        }
        for &(old, new) in &renamed {
            self.rename(old, new);
        }
        let is_old = |name: &str| renamed.iter().any(|(old, _)| *old == name);
        for change in changes.iter().filter(|change| !is_old(change.name)) {
            self.apply(change);
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

/// What left and what came with the same name of its own, whatever stands above it.
pub(super) fn by_own_name<'a>(gone: &[&'a str], come: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    if gone.is_empty() || come.is_empty() {
        return Vec::new();
    }
    let mut by_name: HashMap<&str, Vec<&'a str>> = HashMap::new();
    for name in come.iter().rev() {
        by_name.entry(parts(name).1).or_default().push(name);
    }
    let same = |old: &&'a str| Some((*old, by_name.get_mut(parts(old).1)?.pop()?));
    gone.iter().filter_map(same).collect()
}

/// The only ones left that left and came, if it was in the same place.
fn reworded<'a>(gone: &[&'a str], come: &[&'a str], renamed: &[(&str, &str)]) -> Option<(&'a str, &'a str)> {
    let mut gone = gone.iter().filter(|name| renamed.iter().all(|(old, _)| old != *name));
    let mut come = come.iter().filter(|name| renamed.iter().all(|(_, new)| new != *name));
    match (gone.next(), gone.next(), come.next(), come.next()) {
        (Some(old), None, Some(new), None) if parts(old).0 == parts(new).0 => Some((old, new)),
        _ => None,
    }
}

/// What stands above an item in its slug path, and its own part without which of equals it is.
fn parts(path: &str) -> (&str, &str) {
    let (above, own) = path.rsplit_once('/').unwrap_or(("", path));
    (above, own.split_once('~').map_or(own, |(own, _)| own))
}

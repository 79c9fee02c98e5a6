//! Changes, from wherever they are known → a [`Track`] for each thing that they are about.
//!
//! Who already is what a change says it became, did not change: so what two sources know of is told once.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::things::Things;
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

/// Things by the names that they have now, or had last.
pub(super) struct Tracks<'a, T> {
    tracks: Vec<Track<T>>,
    by_name: HashMap<&'a str, usize>,
}

impl<'a, T: Copy + Ord> Tracks<'a, T> {
    /// Replays events, whatever their order. `names` are those of all things that are there now, as far as they are
    /// known, and whether they count.
    pub(super) fn replay(mut events: Vec<Event<'a, T>>, names: &[(&'a str, bool)]) -> Self {
        events.sort_unstable();
        let (things, about) = Things::of(&mut events, names);
        let mut tracks: Vec<Track<T>> = things.befores().map(Track::new).collect();
        for (event, thing) in events.iter().zip(about) {
            let Some(thing) = thing else { continue };
            let track = &mut tracks[things.one(thing)];
            // A record that was made smaller tells by this what changed and was changed back on a day.
            match event.from == event.to && track.last() == event.to {
                true => track.went_to_and_fro(event.date),
                false => track.become_on(event.date, event.to),
            }
        }
        Self { tracks, by_name: things.names().collect() }
    }

    /// The track of a name, which is then no longer there; a new one if nothing is known.
    pub(super) fn take(&mut self, name: &str, now: Option<T>) -> Track<T> {
        match self.by_name.remove(name) {
            Some(index) => std::mem::replace(&mut self.tracks[index], Track::new(None)),
            None => Track::new(now),
        }
    }

    /// All that were not taken.
    pub(super) fn rest(&self) -> &[Track<T>] {
        &self.tracks
    }
}

//! What was done when: a roadmap over time.
//!
//! It is drawn from what is known of the changes: those that milepost made, those between the versions of the file in its
//! git repository, and the dates in the file itself, which win. Knows no files and no clock: changes and today's date are
//! passed in.

pub mod burn_up;
pub mod calendar;
pub mod change;
pub mod compare;
pub mod dates;
pub mod forecast;
pub mod levels;
pub mod pace;
pub mod stalled;
pub mod weeks;

#[cfg(test)]
mod testing;

mod gather;
mod renamed;
mod replay;
mod things;
mod track;

use jiff::civil::Date;

use crate::model::Place;

pub use change::{Change, What};

/// A roadmap over time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    /// The days on which something changed, in order.
    pub days: Vec<Day>,
    /// Since when items have been in the state that they are in, as far as it is known; in the order of the items.
    pub since: Vec<(Place, Date)>,
}

/// A day on which something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    pub date: Date,
    /// Changes of all kinds, there and back where something was changed back.
    pub n_changes: u32,
    /// Items that count and became done for good: they are done now, or were when they left. One that was ticked again and
    /// again was done when it was ticked last, and one that is open again was never done.
    pub n_done: u32,
    /// Items done at its end, as [`crate::model::Counts::met`] counts them.
    pub met: u32,
    /// Items that counted at its end, as [`crate::model::Counts::of`] counts them.
    pub of: u32,
}

impl Timeline {
    /// The days up to a date; a date that somebody wrote into the future is not there yet.
    pub fn until(&self, date: Date) -> &[Day] {
        let end = self.days.partition_point(|day| day.date <= date);
        self.days.get(..end).unwrap_or_default()
    }

    /// What changed on a date, if anything did.
    pub fn on(&self, date: Date) -> Option<&Day> {
        let index = self.days.binary_search_by_key(&date, |day| day.date).ok()?;
        self.days.get(index)
    }
}

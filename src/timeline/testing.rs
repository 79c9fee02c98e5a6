//! Timelines for tests.

use jiff::civil::Date;

use super::{Day, Timeline};

/// A timeline of 100 items of which so many became done on these days.
pub(crate) fn done_on(days: &[(Date, u32)]) -> Timeline {
    let mut met = 0;
    let days = days.iter().map(|&(date, n_done)| {
        met += n_done;
        Day { date, n_changes: n_done, n_done, met, of: 100 }
    });
    Timeline { days: days.collect(), since: Vec::new() }
}

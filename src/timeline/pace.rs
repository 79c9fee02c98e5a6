//! How much gets done in a week, lately and for longer.
//!
//! Counted in whole items and days, so that the same history always has the same pace.

use std::fmt;

use jiff::civil::Date;

use super::Timeline;
use super::dates::{days_between, days_later};

/// How much is known of what got done, and at which pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// Over the last 4 weeks, and over the last 12.
    pub recent: Rate,
    pub long: Rate,
    /// How many days ago the history begins.
    pub n_days: u32,
    /// Items done since then.
    pub n_done: u32,
}

/// So many items in so many days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    pub n_done: u32,
    pub n_days: u32,
}

const RECENT_DAYS: u32 = 28;
const LONG_DAYS: u32 = 84;
/// What was done in less is not multiplied up to a week.
const LEAST_DAYS: u32 = 7;

impl Rate {
    /// In tenths of items, rounded.
    pub fn tenths_a_week(self) -> u32 {
        let days = u64::from(self.n_days.max(1));
        u32::try_from((u64::from(self.n_done) * 70 + days / 2) / days).unwrap_or(u32::MAX)
    }

    pub fn n_weeks(self) -> u32 {
        (self.n_days + 3) / 7
    }

    /// How many days so many items take; none where nothing gets done.
    pub fn days_for(self, n_items: u32) -> Option<u32> {
        let days = (u64::from(n_items) * u64::from(self.n_days)).div_ceil(u64::from(self.n_done).max(1));
        (self.n_done > 0).then(|| u32::try_from(days).unwrap_or(u32::MAX))
    }

    /// So many fifths of it.
    fn fifths(self, n: u32) -> Self {
        Self { n_done: self.n_done.saturating_mul(n), n_days: self.n_days * 5 }
    }

    /// Whether more gets done than at the other.
    pub fn is_faster_than(self, other: Self) -> bool {
        u64::from(self.n_done) * u64::from(other.n_days) > u64::from(other.n_done) * u64::from(self.n_days)
    }
}

/// `2.5`
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = self.tenths_a_week();
        if tenths == 0 && self.n_done > 0 {
            return f.write_str("less than 0.1");
        }
        match (tenths / 10, tenths % 10) {
            (whole, 0) => write!(f, "{whole}"),
            (whole, tenth) => write!(f, "{whole}.{tenth}"),
        }
    }
}

impl Pace {
    /// The pace up to today; none where nothing is known.
    pub fn of(timeline: &Timeline, today: Date) -> Option<Self> {
        let past = timeline.until(today);
        let n_days = u32::try_from(days_between(past.first()?.date, today)).ok()?;
        let rate = |most: u32| {
            let first = days_later(today, 1 - i64::from(most));
            let n_done = past.iter().filter(|day| day.date >= first).map(|day| day.n_done).sum();
            Rate { n_done, n_days: (n_days + 1).clamp(LEAST_DAYS, most) }
        };
        let n_done = past.iter().map(|day| day.n_done).sum();
        Some(Self { recent: rate(RECENT_DAYS), long: rate(LONG_DAYS), n_days, n_done })
    }

    /// The slower one of the two, and the faster one.
    ///
    /// What was measured is never that sure: the slower one is at least a fifth less than the faster one was measured, and
    /// the faster one at least a fifth more than the slower one was.
    pub fn slower_and_faster(&self) -> (Rate, Rate) {
        let (slower, faster) = match self.recent.is_faster_than(self.long) {
            true => (self.long, self.recent),
            false => (self.recent, self.long),
        };
        let (less, more) = (faster.fifths(4), slower.fifths(6));
        (
            if slower.is_faster_than(less) { less } else { slower },
            if more.is_faster_than(faster) { more } else { faster },
        )
    }

    /// Whether there are 12 weeks in which nothing was done.
    pub fn is_standstill(&self) -> bool {
        self.long.n_done == 0 && self.long.n_days == LONG_DAYS
    }
}

/// `2.5 a week over the last 4 weeks, 1.5 over the last 12`
impl fmt::Display for Pace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { recent, long, .. } = self;
        match (recent.n_weeks(), long.n_weeks()) {
            (_, weeks) if long.n_done == 0 && weeks > 1 => {
                write!(f, "nothing done in the last {weeks} weeks")
            }
            (1, 1) => write!(f, "{recent} done in the last week"),
            (weeks, other) if weeks == other => write!(f, "{recent} a week over the last {weeks} weeks"),
            (weeks, other) => {
                write!(f, "{recent} a week over the last {weeks} weeks, {long} over the last {other}")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::timeline::testing::done_on;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn the_pace_counts_the_last_4_and_12_weeks() {
        // The last day of each window, and the first one outside.
        let timeline = done_on(&[
            (date(2026, 8, 1), 50),
            (date(2026, 8, 30), 8),
            (date(2026, 8, 31), 12),
            (date(2026, 10, 25), 4),
            (date(2026, 10, 26), 6),
            (date(2026, 11, 22), 4),
            (date(2026, 11, 23), 99),
        ]);
        let pace = Pace::of(&timeline, TODAY).unwrap();
        assert_eq!(pace.recent, Rate { n_done: 10, n_days: 28 });
        assert_eq!(pace.long, Rate { n_done: 26, n_days: 84 });
        assert_eq!((pace.n_days, pace.n_done), (113, 84));
        assert_eq!(pace.to_string(), "2.5 a week over the last 4 weeks, 2.2 over the last 12");
    }

    #[test]
    fn a_short_history_is_measured_by_its_own_length() {
        let pace = Pace::of(&done_on(&[(date(2026, 11, 2), 6)]), TODAY).unwrap();
        assert_eq!(pace.recent, Rate { n_done: 6, n_days: 21 });
        assert_eq!(pace.to_string(), "2 a week over the last 3 weeks");
        let pace = Pace::of(&done_on(&[(TODAY, 3)]), TODAY).unwrap();
        assert_eq!(pace.to_string(), "3 done in the last week", "a day is not multiplied up");
        let pace = Pace::of(&done_on(&[(date(2026, 1, 1), 3)]), TODAY).unwrap();
        assert_eq!(pace.to_string(), "nothing done in the last 12 weeks");
    }

    #[test]
    fn the_two_paces_are_never_close_together() {
        let bounds = |recent, long| {
            let rate = |n_done, n_days| Rate { n_done, n_days };
            let pace = Pace { recent: rate(recent, 28), long: rate(long, 84), n_days: 200, n_done: 50 };
            let (slower, faster) = pace.slower_and_faster();
            (slower.tenths_a_week(), faster.tenths_a_week())
        };
        assert_eq!(bounds(40, 120), (80, 120), "a fifth to either side");
        assert_eq!(bounds(44, 120), (88, 120));
        assert_eq!(bounds(52, 120), (100, 130), "they differ enough, the faster by a fifth and more");
        assert_eq!(bounds(20, 120), (50, 100));
        assert_eq!(bounds(0, 12), (0, 10));
    }

    #[test]
    fn without_history_there_is_no_pace() {
        assert_eq!(Pace::of(&Timeline::default(), TODAY), None);
        assert_eq!(Pace::of(&done_on(&[(date(2026, 11, 23), 3)]), TODAY), None, "it is all to come");
    }

    #[test]
    fn rates_are_said_in_tenths() {
        let said = |n_done, n_days| Rate { n_done, n_days }.to_string();
        assert_eq!([said(0, 28), said(10, 28), said(4, 28), said(1, 84)], ["0", "2.5", "1", "0.1"]);
        assert_eq!(said(1, 10_000), "less than 0.1");
    }

    proptest! {
        #[test]
        fn the_faster_rate_never_takes_longer(
            one in (0u32..500, 1u32..100), other in (0u32..500, 1u32..100), n_items in 0u32..1000
        ) {
            let rate = |(n_done, n_days)| Rate { n_done, n_days };
            let (one, other) = (rate(one), rate(other));
            if one.is_faster_than(other) {
                let days = one.days_for(n_items).unwrap();
                prop_assert!(other.days_for(n_items).is_none_or(|slower| slower >= days));
            }
        }
    }
}

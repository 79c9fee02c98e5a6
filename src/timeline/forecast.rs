//! When each phase ends at the pace that there was: a range, and nothing where there is too little to say.
//!
//! The phases are worked off in their order, so each waits for all that is left before it.

use std::fmt;

use jiff::civil::Date;

use super::dates::{days_between, days_later, said_range, said_whole};
use super::pace::Pace;
use crate::model::Counts;

/// What can be said of a phase's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forecast {
    /// How many of its items are left.
    pub left: u32,
    pub end: End,
    pub today: Date,
}

/// When a phase ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// All that counts is done.
    Done,
    /// Nothing in it counts.
    Uncounted {
        n_untracked: u32,
    },
    /// At the faster and at the slower pace; none where the slower one gets nowhere in sight.
    Between {
        earliest: Date,
        latest: Option<Date>,
    },
    /// Later than anything that can be said.
    OutOfSight,
    /// Never, as nothing was done in the last weeks.
    Standstill,
    Unsure(Unsure),
}

/// Why nothing can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsure {
    NoHistory,
    /// So many days are too few.
    ShortHistory {
        n_days: u32,
    },
    /// So many items done are too few.
    FewDone {
        n_done: u32,
    },
}

/// Of less no forecast is made.
const LEAST_DAYS: u32 = 14;
const LEAST_DONE: u32 = 5;
/// Beyond that nothing is said.
const SIGHT_DAYS: u32 = 3653;
/// Beyond that years are said and no dates.
const DATES_DAYS: i32 = 2 * 365;

/// When each phase ends, in their order.
pub fn forecast(phases: &[Counts], pace: Option<Pace>, today: Date) -> Vec<Forecast> {
    let mut before = 0u32;
    let forecast = |counts: &Counts| {
        let left = counts.of() - counts.met();
        before = before.saturating_add(left);
        let end = match (counts.of(), left) {
            (0, _) => End::Uncounted { n_untracked: counts.untracked },
            (_, 0) => End::Done,
            _ => expected(pace, before, today).unwrap_or_else(End::Unsure),
        };
        Forecast { left, end, today }
    };
    phases.iter().map(forecast).collect()
}

/// When so many items are done.
fn expected(pace: Option<Pace>, n_items: u32, today: Date) -> Result<End, Unsure> {
    let pace = pace.ok_or(Unsure::NoHistory)?;
    if pace.is_standstill() {
        return Ok(End::Standstill);
    }
    if pace.n_days < LEAST_DAYS {
        return Err(Unsure::ShortHistory { n_days: pace.n_days });
    }
    if pace.n_done < LEAST_DONE {
        return Err(Unsure::FewDone { n_done: pace.n_done });
    }
    let (slower, faster) = pace.slower_and_faster();
    let in_sight = |days: &u32| *days <= SIGHT_DAYS;
    let later = |days: u32| days_later(today, i64::from(days));
    let Some(days) = faster.days_for(n_items).filter(in_sight) else { return Ok(End::OutOfSight) };
    let latest = slower.days_for(n_items).filter(in_sight).map(later);
    Ok(End::Between { earliest: later(days), latest })
}

/// In a few words, for a column: `3 Mar – 18 Apr 2027`.
impl fmt::Display for Forecast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.end {
            End::Done => f.write_str("done"),
            End::Uncounted { n_untracked: 0 } => f.write_str("nothing to do"),
            End::Uncounted { n_untracked } => write!(f, "{n_untracked} untracked"),
            End::Between { earliest, latest } => match (self.years(earliest), latest) {
                (Some(years), None) => write!(f, "in {years} years or more"),
                (Some(years), Some(latest)) => match self.years(latest) {
                    Some(other) if other != years => write!(f, "in {years} to {other} years"),
                    _ => write!(f, "in about {years} years"),
                },
                (None, None) => write!(f, "{} or later", said_whole(earliest)),
                (None, Some(latest)) => f.write_str(&said_range(earliest, latest, self.today)),
            },
            End::OutOfSight => f.write_str("in more than 10 years"),
            End::Standstill => f.write_str("no end in sight"),
            End::Unsure(_) => f.write_str("too early to say"),
        }
    }
}

impl Forecast {
    /// How many years away a date is, where it is too far for a date.
    fn years(&self, date: Date) -> Option<i32> {
        let days = days_between(self.today, date);
        (days > DATES_DAYS).then_some((days + 182) / 365)
    }

    /// What can be said, behind the phase's name: `ends 3 Mar – 18 Apr 2027, with 12 left`.
    pub fn sentence(&self) -> String {
        match self.end {
            End::Done => "is done".to_owned(),
            End::Uncounted { n_untracked: 0 } => "has nothing to do".to_owned(),
            End::Uncounted { n_untracked } => {
                format!("has nothing that counts: {n_untracked} untracked")
            }
            End::Between { .. } => format!("ends {self}, with {} left", self.left),
            End::OutOfSight => format!("ends {self} at this pace, with {} left", self.left),
            End::Standstill => format!("has {} left; nothing done in 12 weeks, so {self}", self.left),
            End::Unsure(unsure) => format!("has {} left; {unsure}", self.left),
        }
    }
}

/// `too early to say when (9 of 14 days of history)`
impl fmt::Display for Unsure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoHistory => f.write_str("no history yet to say when"),
            Self::ShortHistory { n_days } => {
                write!(f, "too early to say when ({n_days} of {LEAST_DAYS} days of history)")
            }
            Self::FewDone { n_done } => {
                write!(f, "too early to say when ({n_done} of {LEAST_DONE} items done)")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::timeline::pace::Rate;
    use crate::timeline::testing::done_on;

    const TODAY: Date = date(2026, 11, 22);

    fn counts(done: u32, todo: u32) -> Counts {
        Counts { done, todo, ..Counts::default() }
    }

    fn pace(recent: u32, long: u32) -> Option<Pace> {
        let rate = |n_done, n_days| Rate { n_done, n_days };
        Some(Pace { recent: rate(recent, 28), long: rate(long, 84), n_days: 200, n_done: 50 })
    }

    fn told(phases: &[Counts], pace: Option<Pace>) -> Vec<String> {
        forecast(phases, pace, TODAY).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn phases_wait_for_those_before_them() {
        // One a week, and half a one.
        let phases = [counts(9, 4), counts(0, 4), counts(0, 0), counts(3, 0)];
        assert_eq!(
            told(&phases, pace(4, 6)),
            ["20 Dec 2026 – 17 Jan 2027", "17 Jan – 14 Mar 2027", "nothing to do", "done"]
        );
    }

    #[test]
    fn the_range_is_from_the_faster_to_the_slower_whichever_is_the_recent_one() {
        assert_eq!(told(&[counts(0, 4)], pace(4, 6)), told(&[counts(0, 4)], pace(2, 12)));
    }

    #[test]
    fn too_little_history_makes_no_forecast_and_says_so() {
        let phase = [counts(1, 4)];
        let sentence = |timeline: &[(Date, u32)]| {
            let pace = Pace::of(&done_on(timeline), TODAY);
            forecast(&phase, pace, TODAY)[0].sentence()
        };
        assert_eq!(sentence(&[]), "has 4 left; no history yet to say when");
        assert_eq!(
            sentence(&[(date(2026, 11, 9), 30)]),
            "has 4 left; too early to say when (13 of 14 days of history)"
        );
        assert_eq!(sentence(&[(date(2026, 11, 8), 5)]), "ends 2–7 Dec, with 4 left");
        assert_eq!(
            sentence(&[(date(2026, 11, 8), 4)]),
            "has 4 left; too early to say when (4 of 5 items done)"
        );
        assert_eq!(
            sentence(&[(date(2026, 1, 1), 40)]),
            "has 4 left; nothing done in 12 weeks, so no end in sight"
        );
    }

    #[test]
    fn a_standstill_has_no_end_in_sight_and_is_not_too_early_to_say() {
        let end = |timeline: &[(Date, u32)]| {
            forecast(&[counts(1, 4)], Pace::of(&done_on(timeline), TODAY), TODAY)[0]
        };
        let long_ago = end(&[(date(2026, 1, 1), 40)]);
        assert_eq!((long_ago.end, long_ago.to_string()), (End::Standstill, "no end in sight".to_owned()));
        assert_eq!(end(&[(date(2026, 1, 1), 4)]).end, End::Standstill, "whatever was done before");
        assert_eq!(end(&[(date(2026, 8, 31), 0)]).end, End::Standstill, "12 weeks in which nothing was done");
        assert_eq!(end(&[(date(2026, 9, 1), 0)]).end, End::Unsure(Unsure::FewDone { n_done: 0 }));
    }

    #[test]
    fn what_needs_no_forecast_says_so_without_any_history() {
        let untracked = Counts { untracked: 7, ..Counts::default() };
        let all = forecast(&[counts(3, 0), untracked, counts(0, 0)], None, TODAY);
        let sentences: Vec<String> = all.iter().map(Forecast::sentence).collect();
        assert_eq!(sentences, ["is done", "has nothing that counts: 7 untracked", "has nothing to do"]);
    }

    #[test]
    fn what_is_far_is_said_in_years_or_not_at_all() {
        let left = |n| [counts(0, n)];
        assert_eq!(told(&left(100), pace(4, 6)), ["22 Oct 2028 – 22 Sep 2030"]);
        assert_eq!(told(&left(200), pace(4, 6)), ["in 4 to 8 years"]);
        assert_eq!(told(&left(400), pace(4, 6)), ["in 8 years or more"]);
        assert_eq!(told(&left(4000), pace(4, 6)), ["in more than 10 years"]);
        assert_eq!(told(&left(4), pace(0, 6)), ["17 Jan 2027 or later"]);
        assert_eq!(told(&left(u32::MAX), pace(4, 6)), ["in more than 10 years"]);
    }

    proptest! {
        #[test]
        fn a_forecast_is_a_range_in_the_future_and_later_phases_end_later(
            phases in prop::collection::vec((0u32..50, 0u32..50), 1..6), recent in 0u32..60, more in 0u32..60
        ) {
            let phases: Vec<Counts> = phases.into_iter().map(|(done, todo)| counts(done, todo)).collect();
            let mut before = TODAY;
            for Forecast { end, .. } in forecast(&phases, pace(recent, recent + more), TODAY) {
                if let End::Between { earliest, latest } = end {
                    prop_assert!(earliest > TODAY && earliest >= before);
                    prop_assert!(latest.is_none_or(|latest| latest >= earliest));
                    before = earliest;
                }
            }
        }
    }
}

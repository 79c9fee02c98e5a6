//! On which days something changed, week by week, and for how many days in a row.

use std::fmt;

use jiff::civil::Date;

use super::Timeline;
use super::dates::{counted, days_between, days_later, monday_of, said_range};

/// The last weeks, up to today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// In order; the last one is that of today.
    pub weeks: Vec<Week>,
}

/// Seven days from a Monday on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    pub monday: Date,
    /// How many changes each day had; none for those that are to come.
    pub changes: [Option<u32>; 7],
}

/// Days in a row on which something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Streaks {
    /// The one that goes on: up to today, or up to yesterday as long as today may still follow.
    pub current: u32,
    pub longest: u32,
    /// The last day of the longest.
    pub longest_end: Option<Date>,
}

impl Calendar {
    pub fn of(timeline: &Timeline, today: Date, n_weeks: u32) -> Self {
        let this_week = monday_of(today);
        let weeks = (0..n_weeks).rev().map(|ago| {
            let monday = days_later(this_week, -7 * i64::from(ago));
            let changes = std::array::from_fn(|day| {
                let date = days_later(monday, day as i64);
                (date <= today).then(|| timeline.on(date).map_or(0, |day| day.n_changes))
            });
            Week { monday, changes }
        });
        Self { weeks: weeks.collect() }
    }

    pub fn n_active_days(&self) -> u32 {
        let days = self.weeks.iter().flat_map(|week| week.changes);
        days.filter(|changes| changes.is_some_and(|n| n > 0)).count() as u32
    }
}

/// `active on 43 days in the last 26 weeks`
impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = counted(self.n_active_days(), "day");
        match self.weeks.len() {
            1 => write!(f, "active on {days} this week"),
            n => write!(f, "active on {days} in the last {n} weeks"),
        }
    }
}

impl Streaks {
    pub fn of(timeline: &Timeline, today: Date) -> Self {
        let mut streaks = Self::default();
        let mut run = 0;
        let mut last: Option<Date> = None;
        for day in timeline.until(today).iter().filter(|day| day.n_changes > 0) {
            let goes_on = last.is_some_and(|last| days_between(last, day.date) == 1);
            run = if goes_on { run + 1 } else { 1 };
            if run >= streaks.longest {
                streaks = Self { longest: run, longest_end: Some(day.date), ..streaks };
            }
            last = Some(day.date);
        }
        if last.is_some_and(|last| days_between(last, today) <= 1) {
            streaks.current = run;
        }
        streaks
    }

    /// `3 days in a row now, 12 at most`
    pub fn in_short(&self) -> String {
        match (self.current, self.longest) {
            (0, 0) => "no active day yet".to_owned(),
            (0, longest) => format!("no streak now, {} at most", counted(longest, "day")),
            (current, longest) if current == longest => {
                format!("{} in a row now, the most so far", counted(current, "day"))
            }
            (current, longest) => format!("{} in a row now, {longest} at most", counted(current, "day")),
        }
    }

    /// `3 days in a row`, where there is room for no more.
    pub fn in_brief(&self) -> String {
        match self.current {
            0 => self.in_short(),
            current => format!("{} in a row", counted(current, "day")),
        }
    }

    /// `3 days in a row now, 12 at most (3–14 Mar)`
    pub fn sentence(&self, today: Date) -> String {
        let text = self.in_short();
        let Some(end) = self.longest_end.filter(|_| self.current < self.longest) else { return text };
        let begin = days_later(end, 1 - i64::from(self.longest));
        format!("{text} ({})", said_range(begin, end, today))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::timeline::testing::done_on;

    /// A Sunday.
    const TODAY: Date = date(2026, 11, 22);

    fn streaks(days: &[i8]) -> Streaks {
        let days: Vec<(Date, u32)> = days.iter().map(|&day| (date(2026, 11, day), 1)).collect();
        Streaks::of(&done_on(&days), TODAY)
    }

    #[test]
    fn a_streak_that_ended_yesterday_is_still_the_current_one() {
        let of = |current, longest, end| Streaks { current, longest, longest_end: Some(date(2026, 11, end)) };
        assert_eq!(streaks(&[20, 21, 22]), of(3, 3, 22));
        assert_eq!(streaks(&[20, 21]), of(2, 2, 21));
        assert_eq!(streaks(&[19, 20]), of(0, 2, 20));
        assert_eq!(streaks(&[1, 2, 3, 4, 22]), of(1, 4, 4));
        assert_eq!(streaks(&[22, 23, 24]), of(1, 1, 22), "what is to come is none");
        assert_eq!(streaks(&[]), Streaks::default());
    }

    #[test]
    fn streaks_have_their_sentence() {
        let said = |days: &[i8]| streaks(days).sentence(TODAY);
        assert_eq!(said(&[]), "no active day yet");
        assert_eq!(said(&[20, 21, 22]), "3 days in a row now, the most so far");
        assert_eq!(said(&[1, 2, 3, 22]), "1 day in a row now, 3 at most (1–3 Nov)");
        assert_eq!(said(&[1, 2, 3]), "no streak now, 3 days at most (1–3 Nov)");
    }

    #[test]
    fn a_calendar_has_whole_weeks_and_nothing_of_tomorrow() {
        let timeline = done_on(&[(date(2026, 11, 9), 2), (date(2026, 11, 18), 5), (date(2026, 11, 19), 1)]);
        let calendar = Calendar::of(&timeline, date(2026, 11, 19), 2);
        let (none, to_come) = (Some(0), None);
        assert_eq!(calendar.weeks[0].monday, date(2026, 11, 9));
        assert_eq!(calendar.weeks[0].changes, [Some(2), none, none, none, none, none, none]);
        assert_eq!(calendar.weeks[1].changes, [none, none, Some(5), Some(1), to_come, to_come, to_come]);
        assert_eq!(calendar.to_string(), "active on 3 days in the last 2 weeks");
    }

    proptest! {
        #[test]
        fn the_current_streak_is_never_longer_than_the_longest(days in prop::collection::btree_set(0i64..60, 0..40)) {
            let days: Vec<(Date, u32)> = days.into_iter().map(|day| (days_later(date(2026, 9, 25), day), 1)).collect();
            let streaks = Streaks::of(&done_on(&days), TODAY);
            prop_assert!(streaks.current <= streaks.longest && streaks.longest as usize <= days.len());
        }
    }

    #[test]
    fn where_there_is_little_room_the_streak_is_said_in_brief() {
        let streaks = Streaks { current: 12, longest: 12, ..Streaks::default() };
        assert_eq!(streaks.in_short(), "12 days in a row now, the most so far");
        assert_eq!(streaks.in_brief(), "12 days in a row");
        let none = Streaks { longest: 2, ..Streaks::default() };
        assert_eq!(none.in_brief(), "no streak now, 2 days at most");
    }
}

//! The days of a timeline, week by week.

use jiff::civil::Date;

use super::dates::monday_of;
use super::{Day, Timeline};

/// A week in which something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekTotals {
    pub monday: Date,
    pub n_changes: u32,
    pub n_done: u32,
    /// Items that were done and that counted at its end, as in [`Day`].
    pub met: u32,
    pub of: u32,
}

/// The weeks in which anything changed, up to a date, in order.
pub fn weeks(timeline: &Timeline, until: Date) -> Vec<WeekTotals> {
    let mut weeks: Vec<WeekTotals> = Vec::new();
    for &Day { date, n_changes, n_done, met, of } in timeline.until(until) {
        let monday = monday_of(date);
        match weeks.last_mut().filter(|week| week.monday == monday) {
            Some(week) => {
                week.n_changes += n_changes;
                week.n_done += n_done;
                (week.met, week.of) = (met, of);
            }
            None => weeks.push(WeekTotals { monday, n_changes, n_done, met, of }),
        }
    }
    weeks
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::timeline::testing::done_on;

    #[test]
    fn a_week_adds_up_its_days_and_ends_as_the_last_of_them() {
        let timeline = done_on(&[
            (date(2026, 11, 1), 1),
            (date(2026, 11, 2), 2),
            (date(2026, 11, 8), 3),
            (date(2026, 11, 23), 4),
        ]);
        let week = |day, n_done, met| WeekTotals { monday: day, n_changes: n_done, n_done, met, of: 100 };
        assert_eq!(
            weeks(&timeline, date(2026, 11, 22)),
            [week(date(2026, 10, 26), 1, 1), week(date(2026, 11, 2), 5, 6)]
        );
    }
}

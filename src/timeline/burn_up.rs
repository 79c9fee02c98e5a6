//! How much was done and how much there was to do, over time: two lines of steps.

use jiff::civil::Date;

use super::dates::{days_later, said_whole};
use super::{Day, Timeline};

/// Both lines, from the first day that is known up to today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BurnUp {
    /// In order of their dates, one a day; never empty. The last one is that of today.
    steps: Vec<Step>,
}

/// What held from a day on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub date: Date,
    pub met: u32,
    pub of: u32,
}

impl BurnUp {
    /// None where nothing is known.
    pub fn of(timeline: &Timeline, today: Date) -> Option<Self> {
        let step = |&Day { date, met, of, .. }: &Day| Step { date, met, of };
        let mut steps: Vec<Step> = timeline.until(today).iter().map(step).collect();
        let last = *steps.last()?;
        if last.date < today {
            steps.push(Step { date: today, ..last });
        }
        Some(Self { steps })
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    pub fn first(&self) -> Step {
        self.steps[0]
    }

    pub fn last(&self) -> Step {
        self.steps[self.steps.len() - 1]
    }

    /// What held at the end of a day; before the first one, nothing.
    pub fn at(&self, date: Date) -> Step {
        let after = self.steps.partition_point(|step| step.date <= date);
        let held = after.checked_sub(1).and_then(|index| self.steps.get(index));
        held.map_or(Step { date, met: 0, of: 0 }, |step| Step { date, ..*step })
    }

    /// The most that there ever was to do, or was done.
    pub fn highest(&self) -> u32 {
        self.steps.iter().map(|step| step.of.max(step.met)).max().unwrap_or(0)
    }

    /// `12 of 40 done, 3 more than 4 weeks ago; the total grew by 6 since 3 Mar 2026`
    pub fn sentence(&self) -> String {
        let (first, last) = (self.first(), self.last());
        let mut text = self.in_short();
        let grown = i64::from(last.of) - i64::from(first.of);
        if grown != 0 && first.date < last.date {
            let how = if grown > 0 { "grew" } else { "shrank" };
            text.push_str(&format!("; the total {how} by {} since {}", grown.abs(), said_whole(first.date)));
        }
        text
    }

    /// `12 of 40 done, 3 more than 4 weeks ago`
    pub fn in_short(&self) -> String {
        const WEEKS: i64 = 4;
        let (first, last) = (self.first(), self.last());
        let before = days_later(last.date, -7 * WEEKS);
        let mut text = format!("{} of {} done", last.met, last.of);
        if before >= first.date {
            let more = i64::from(last.met) - i64::from(self.at(before).met);
            text.push_str(&match more {
                0 => format!(", as {WEEKS} weeks ago"),
                1.. => format!(", {more} more than {WEEKS} weeks ago"),
                _ => format!(", {} fewer than {WEEKS} weeks ago", -more),
            });
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn burn_up(days: &[(Date, u32, u32)]) -> Option<BurnUp> {
        let day = |&(date, met, of): &(Date, u32, u32)| Day { date, n_changes: 1, n_done: 0, met, of };
        let days = days.iter().map(day).collect();
        BurnUp::of(&Timeline { days, since: Vec::new() }, TODAY)
    }

    #[test]
    fn each_day_holds_until_the_next_and_the_last_until_today() {
        let found = burn_up(&[(date(2026, 3, 1), 0, 10), (date(2026, 5, 1), 4, 12)]).unwrap();
        let at = |month, day| (found.at(date(2026, month, day)).met, found.at(date(2026, month, day)).of);
        assert_eq!(
            [at(2, 28), at(3, 1), at(4, 30), at(5, 1), at(11, 22)],
            [(0, 0), (0, 10), (0, 10), (4, 12), (4, 12)]
        );
        assert_eq!((found.first().date, found.last().date, found.highest()), (date(2026, 3, 1), TODAY, 12));
        assert_eq!(burn_up(&[]), None);
        assert_eq!(burn_up(&[(date(2026, 12, 1), 1, 1)]), None, "it is all to come");
    }

    #[test]
    fn the_sentence_says_what_moved() {
        let said = |days: &[(Date, u32, u32)]| burn_up(days).unwrap().sentence();
        assert_eq!(
            said(&[(date(2026, 3, 1), 0, 10), (date(2026, 11, 20), 4, 12)]),
            "4 of 12 done, 4 more than 4 weeks ago; the total grew by 2 since 1 Mar 2026"
        );
        assert_eq!(
            said(&[(date(2026, 3, 1), 5, 10), (date(2026, 11, 20), 4, 8)]),
            "4 of 8 done, 1 fewer than 4 weeks ago; the total shrank by 2 since 1 Mar 2026"
        );
        assert_eq!(said(&[(date(2026, 3, 1), 5, 10)]), "5 of 10 done, as 4 weeks ago");
        assert_eq!(said(&[(date(2026, 11, 20), 5, 10)]), "5 of 10 done");
    }
}

//! How one thing changed from day to day: an item's state, or a skill's level. None where it was not there.
//!
//! A day is the smallest step: what was changed and changed back on one day is as it was, and yet was changed that day.
//! Knows nothing of items.

use jiff::civil::Date;

/// What one thing was at the end of each day on which it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Track<T> {
    /// What it was before the first of them.
    pub before: Option<T>,
    /// In order, a day once. Some may be as the day before, see [`Self::steps`].
    days: Vec<(Date, Option<T>)>,
    /// Each change by itself, those too that were changed back on the same day.
    turns: Vec<Step<T>>,
}

/// What became another: from one day to the next, or at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Step<T> {
    pub date: Date,
    pub from: Option<T>,
    pub to: Option<T>,
}

impl<T: Copy + Eq> Track<T> {
    pub(super) fn new(before: Option<T>) -> Self {
        Self { before, days: Vec::new(), turns: Vec::new() }
    }

    /// What it is after the last day.
    pub(super) fn last(&self) -> Option<T> {
        self.days.last().map_or(self.before, |(_, value)| *value)
    }

    /// It became this. A date before the last one, as travellers have it, is taken for the last one.
    pub(super) fn become_on(&mut self, date: Date, value: Option<T>) {
        if self.last() == value {
            return;
        }
        self.turn(date, value);
        match self.days.last_mut() {
            Some((last, at_end)) if *last >= date => *at_end = value,
            _ => self.days.push((date, value)),
        }
    }

    /// It went to and fro on a date.
    pub(super) fn went_to_and_fro(&mut self, date: Date) {
        self.turn(date, self.last());
    }

    fn turn(&mut self, date: Date, to: Option<T>) {
        let date = self.turns.last().map_or(date, |last| last.date.max(date));
        self.turns.push(Step { date, from: self.last(), to });
    }

    /// Each change by itself.
    pub(super) fn turns(&self) -> impl Iterator<Item = &Step<T>> {
        self.turns.iter()
    }

    /// It has been this since a date, whatever else is known; and was `unlike` before, where no other thing is known.
    pub(super) fn is_since(&mut self, date: Date, value: T, unlike: T) {
        // What led there was done on that date; what was done before and after that stays where it was.
        match self.turns.last_mut() {
            Some(last) if last.to == Some(value) => last.date = date,
            _ => {
                let from = self.last().filter(|last| *last != value).unwrap_or(unlike);
                self.turns.push(Step { date, from: Some(from), to: Some(value) });
            }
        }
        while self.days.last().is_some_and(|(last, at_end)| *last >= date || *at_end == Some(value)) {
            self.days.pop();
        }
        if self.last() == Some(value) {
            self.before = Some(unlike);
        }
        self.days.push((date, Some(value)));
    }

    /// What it was at the end of a day; where it was not there yet, what it came as.
    pub(super) fn on(&self, date: Date) -> Option<T> {
        let (until, later) = self.days.split_at(self.n_until(date));
        let then = until.last().map_or(self.before, |(_, value)| *value);
        then.or_else(|| later.iter().find_map(|(_, value)| *value))
    }

    fn n_until(&self, date: Date) -> usize {
        self.days.partition_point(|(day, _)| *day <= date)
    }

    /// It was not there before a date, whatever else is known.
    pub(super) fn begin_on(&mut self, date: Date) {
        let first = self.on(date);
        let later = self.days.split_off(self.n_until(date));
        self.before = None;
        self.turns.retain(|turn| turn.date >= date);
        if self.turns.iter().all(|turn| turn.date > date) {
            self.turns.insert(0, Step { date, from: None, to: first });
        }
        self.days = std::iter::once((date, first)).chain(later).collect();
    }

    /// The days on which it became another.
    pub(super) fn steps(&self) -> impl Iterator<Item = Step<T>> + '_ {
        let mut from = self.before;
        self.days.iter().filter_map(move |&(date, to)| {
            let step = Step { date, from: std::mem::replace(&mut from, to), to };
            (step.from != step.to).then_some(step)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn day(day: i8) -> Date {
        date(2026, 11, day)
    }

    /// `1:a 3:-` for `a` on the 1st and nothing on the 3rd.
    fn told(track: &Track<char>) -> String {
        let told = track.steps().map(|step| format!("{}:{}", step.date.day(), step.to.unwrap_or('-')));
        format!("{} {}", track.before.unwrap_or('-'), told.collect::<Vec<_>>().join(" "))
    }

    fn track(before: Option<char>, days: &[(i8, Option<char>)]) -> Track<char> {
        let mut track = Track::new(before);
        days.iter().for_each(|&(at, value)| track.become_on(day(at), value));
        track
    }

    #[test]
    fn a_day_is_one_step() {
        let days = [(1, Some('b')), (1, Some('a')), (2, Some('b')), (2, Some('c')), (1, Some('d'))];
        assert_eq!(told(&track(Some('a'), &days)), "a 2:d");
    }

    #[test]
    fn a_date_that_is_known_wins() {
        let since = |days: &[(i8, Option<char>)]| {
            let mut track = track(Some('a'), days);
            track.is_since(day(5), 'x', 'o');
            told(&track)
        };
        assert_eq!(since(&[]), "a 5:x");
        assert_eq!(since(&[(3, Some('b')), (4, Some('x'))]), "a 3:b 5:x");
        assert_eq!(since(&[(3, Some('b')), (7, Some('x'))]), "a 3:b 5:x");
        let mut done = track(Some('x'), &[]);
        done.is_since(day(5), 'x', 'o');
        assert_eq!(told(&done), "o 5:x");
    }

    #[test]
    fn what_was_made_on_a_day_was_not_there_before() {
        let begun = |before: Option<char>, days: &[(i8, Option<char>)]| {
            let mut track = track(before, days);
            track.begin_on(day(5));
            told(&track)
        };
        assert_eq!(begun(Some('a'), &[]), "- 5:a");
        assert_eq!(begun(Some('a'), &[(3, Some('b')), (7, Some('c'))]), "- 5:b 7:c");
        assert_eq!(begun(None, &[(7, Some('a')), (8, Some('b'))]), "- 5:a 8:b");
    }
}

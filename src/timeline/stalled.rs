//! What was begun and lies about.
//!
//! A parent that counts through its parts has a state of its own, and is told by that: when a part changed last does not
//! tell when its parent was begun. A part that lies about is told itself.

use jiff::civil::Date;

use super::Timeline;
use super::dates::days_between;
use crate::model::{Place, Roadmap, State};

/// An item that is being done for too long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stalled {
    pub place: Place,
    pub since: Date,
    pub n_days: u32,
}

/// An item may be done for so many days.
const MOST_DAYS: u32 = 30;

/// The items that are being done for more than 30 days, the longest first.
pub fn stalled(timeline: &Timeline, roadmap: &Roadmap, today: Date) -> Vec<Stalled> {
    let is_doing = |place: Place| roadmap.get(place).is_some_and(|item| item.state == State::Doing);
    let since = timeline.since.iter().filter(|(place, _)| is_doing(*place));
    let mut stalled: Vec<Stalled> = since
        .filter_map(|&(place, since)| {
            let n_days = u32::try_from(days_between(since, today)).ok()?;
            (n_days > MOST_DAYS).then_some(Stalled { place, since, n_days })
        })
        .collect();
    stalled.sort_by_key(|stalled| stalled.since);
    stalled
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn what_is_doing_for_more_than_30_days_is_stalled_the_longest_first() {
        let roadmap =
            Roadmap::read(b"- [/] a\n- [/] b\n- [ ] c\n- [/] d\n- [/] e\n".to_vec(), Defaults::default());
        let place = |item| Place { section: 0, item };
        let since = vec![
            (place(0), date(2026, 10, 22)),
            (place(1), date(2026, 10, 23)),
            (place(2), date(2025, 1, 1)),
            (place(3), date(2026, 8, 1)),
            (place(9), date(2025, 1, 1)),
        ];
        let timeline = Timeline { days: Vec::new(), since };
        let found = stalled(&timeline, &roadmap, date(2026, 11, 22));
        let found: Vec<(u32, u32)> =
            found.iter().map(|stalled| (stalled.place.item, stalled.n_days)).collect();
        assert_eq!(found, [(3, 113), (0, 31)]);
    }
}

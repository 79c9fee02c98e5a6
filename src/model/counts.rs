//! How many items are in which state.

use std::ops::{AddAssign, SubAssign};

use super::item::State;
use crate::settings::CountRule;

/// Items by state, under one [`CountRule`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub done: u32,
    pub doing: u32,
    pub todo: u32,
    pub deferred: u32,
    pub skipped: u32,
    pub other: u32,
    pub untracked: u32,
    /// Skipped items that the rule counts as done; they are in `skipped` too.
    pub skipped_as_done: u32,
}

impl Counts {
    pub fn add(&mut self, state: State, rule: CountRule) {
        match state {
            State::Done => self.done += 1,
            State::Doing => self.doing += 1,
            State::Todo => self.todo += 1,
            State::Deferred => self.deferred += 1,
            State::Skipped => {
                self.skipped += 1;
                self.skipped_as_done += u32::from(rule == CountRule::SkippedAsDone);
            }
            State::Other => self.other += 1,
            State::Untracked => self.untracked += 1,
        }
    }

    /// How many count as done.
    pub fn met(self) -> u32 {
        self.done + self.skipped_as_done
    }

    /// How many count at all: what is done and what is still to be done.
    pub fn of(self) -> u32 {
        self.done + self.doing + self.todo + self.deferred + self.skipped_as_done
    }

    /// Done in percent, rounded down so that 100 means all; none where nothing counts.
    pub fn percent(self) -> Option<u32> {
        let share = u64::from(self.met()) * 100;
        share.checked_div(u64::from(self.of())).map(|percent| percent.min(100) as u32)
    }

    fn each(&mut self) -> [&mut u32; 8] {
        [
            &mut self.done,
            &mut self.doing,
            &mut self.todo,
            &mut self.deferred,
            &mut self.skipped,
            &mut self.other,
            &mut self.untracked,
            &mut self.skipped_as_done,
        ]
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, mut other: Self) {
        for (own, others) in self.each().into_iter().zip(other.each()) {
            *own += *others;
        }
    }
}

impl SubAssign for Counts {
    fn sub_assign(&mut self, mut other: Self) {
        for (own, others) in self.each().into_iter().zip(other.each()) {
            *own -= *others;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_skipped_item_counts_only_where_the_rule_says_so() {
        let mut counts = Counts::default();
        for state in [State::Done, State::Todo, State::Skipped, State::Untracked] {
            counts.add(state, CountRule::Leaves);
        }
        assert_eq!((counts.met(), counts.of(), counts.percent()), (1, 2, Some(50)));
        counts.add(State::Skipped, CountRule::SkippedAsDone);
        assert_eq!((counts.met(), counts.of(), counts.percent()), (2, 3, Some(66)));
        assert_eq!(Counts::default().percent(), None);
    }
}

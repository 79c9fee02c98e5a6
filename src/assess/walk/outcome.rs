//! What a self-assessment changes: which levels rose and fell, and the words for it.

use std::fmt;

use super::{Answer, Question};
use crate::model::Level;

/// The answers of a walk, as what is to be written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The skills that were given another level or a line, in the order of the questions.
    pub changes: Vec<Change>,
    /// How many were given the level that they had, with a line or without.
    pub n_kept: usize,
    /// How many were skipped or not asked for yet.
    pub n_skipped: usize,
}

/// One skill that was given another level, or a line on the one that it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub skill: String,
    pub old: Option<Level>,
    pub new: Level,
    /// Why, in its owner's words.
    pub line: Option<String>,
}

pub(super) fn of<'a>(answered: impl Iterator<Item = (&'a Question, &'a Option<Answer>)>) -> Outcome {
    let mut outcome = Outcome::default();
    for (question, answer) in answered {
        match answer {
            Some(Answer::Rated { level, line }) => {
                let is_kept = question.level == Some(*level);
                outcome.n_kept += usize::from(is_kept);
                if !is_kept || line.is_some() {
                    let (skill, line) = (question.skill.clone(), line.clone());
                    outcome.changes.push(Change { skill, old: question.level, new: *level, line });
                }
            }
            Some(Answer::Skipped) | None => outcome.n_skipped += 1,
        }
    }
    outcome
}

impl Outcome {
    /// What changed in one line, as the journal has it: `Node.js Internals 2 → 3, Testing Practices → 4`.
    pub fn entry(&self) -> String {
        self.changes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }

    /// What changed in numbers: `2 rose, 1 fell, 1 rated for the first time, 4 as before, 3 skipped`.
    pub fn summary(&self) -> String {
        let count = |is_it: fn(&Change) -> bool| self.changes.iter().filter(|change| is_it(change)).count();
        let parts = [
            (count(|change| change.old.is_some_and(|old| old < change.new)), "rose"),
            (count(|change| change.old.is_some_and(|old| old > change.new)), "fell"),
            (count(|change| change.old.is_none()), "rated for the first time"),
            (self.n_kept, "as before"),
            (self.n_skipped, "skipped"),
        ];
        let told = parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}"));
        let told: Vec<String> = told.collect();
        if told.is_empty() { "nothing was asked".to_owned() } else { told.join(", ") }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (skill, new) = (&self.skill, self.new.number());
        match self.old {
            None => write!(f, "{skill} → {new}"),
            Some(old) if old == self.new => write!(f, "{skill} {new}"),
            Some(old) => write!(f, "{skill} {} → {new}", old.number()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::testing::standing;
    use crate::assess::walk::Walk;

    #[test]
    fn what_rose_and_fell_is_told_in_words_and_numbers() {
        let rows = "| A | 2 |\n| B | 4 |\n| C | |\n| D | 3 |\n| E | 1 |\n";
        let text = format!("# M\n\n| Skill | Level |\n| - | - |\n{rows}");
        let mut walk = Walk::new(&standing(&text, None), None);
        assert_eq!(walk.outcome().summary(), "5 skipped");
        walk.rate(Level::Competent, "led it");
        walk.rate(Level::Novice, "");
        walk.rate(Level::Proficient, "");
        walk.rate(Level::Competent, "still");
        walk.skip();
        let outcome = walk.outcome();
        assert_eq!(outcome.entry(), "A 2 → 3, B 4 → 1, C → 4, D 3");
        assert_eq!(outcome.summary(), "1 rose, 1 fell, 1 rated for the first time, 1 as before, 1 skipped");
        assert_eq!(outcome.changes[0].line.as_deref(), Some("led it"));
        assert_eq!(Outcome::default().summary(), "nothing was asked");
    }
}

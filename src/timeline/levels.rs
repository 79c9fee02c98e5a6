//! How the levels of skills changed over time.

use std::collections::HashMap;

use jiff::civil::Date;

use super::{Change, What};
use crate::model::Level;

/// One skill's levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillLevels<'a> {
    pub skill: &'a str,
    /// In order; each level differs from that before.
    pub steps: Vec<LevelStep>,
}

/// A level, and since when. None where the rating was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelStep {
    pub date: Date,
    pub level: Option<Level>,
}

/// The levels of each skill of which any is known, in the order in which they were first rated.
pub fn levels(changes: &[Change]) -> Vec<SkillLevels<'_>> {
    let mut ordered: Vec<&Change> =
        changes.iter().filter(|change| matches!(change.what, What::Level { .. })).collect();
    ordered.sort_by_key(|change| change.at);
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut skills: Vec<SkillLevels<'_>> = Vec::new();
    for Change { date, what, .. } in ordered {
        let What::Level { skill, to, .. } = what else { continue };
        let index = *known.entry(skill).or_insert_with(|| {
            skills.push(SkillLevels { skill, steps: Vec::new() });
            skills.len() - 1
        });
        let steps = &mut skills[index].steps;
        if steps.last().and_then(|step| step.level) != *to {
            steps.push(LevelStep { date: *date, level: *to });
        }
    }
    skills.retain(|skill| !skill.steps.is_empty());
    skills
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::date;

    use super::*;

    #[test]
    fn the_levels_of_a_skill_are_told_in_order_and_once_each() {
        let change = |second: i64, skill: &str, to: Option<Level>| Change {
            at: Timestamp::from_second(second).unwrap(),
            date: date(2026, 1, 1 + second as i8),
            what: What::Level { skill: skill.to_owned(), from: None, to },
        };
        let (two, three) = (Some(Level::AdvancedBeginner), Some(Level::Competent));
        let changes = [
            change(3, "Testing", three),
            change(1, "Testing", two),
            change(2, "Testing", two),
            change(2, "Security", None),
            change(4, "Testing", None),
        ];
        let found = levels(&changes);
        assert_eq!(found.len(), 1, "{found:?}");
        let step = |day, level| LevelStep { date: date(2026, 1, day), level };
        assert_eq!(found[0].steps, [step(2, two), step(4, three), step(5, None)]);
    }
}

//! How the levels of skills changed over time.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::{Change, What};
use crate::model::Level;

/// One skill's levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillLevels {
    pub skill: String,
    /// In order; each level differs from that before.
    pub steps: Vec<LevelStep>,
}

/// A level, and since when. None where the rating was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LevelStep {
    pub date: Date,
    pub level: Option<Level>,
}

/// A level that an assessment in the roadmap's journal tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessed {
    pub date: Date,
    pub skill: String,
    pub level: Level,
}

/// The levels of each skill of which any is known, in the order in which they were first rated.
///
/// What was assessed wins: it comes last on its day, unless the changes of that day know of it. Skills go by the same name
/// whatever its case.
pub fn levels(changes: &[Change], assessed: &[Assessed]) -> Vec<SkillLevels> {
    let mut recorded: Vec<&Change> = changes.iter().collect();
    recorded.sort_by_key(|change| change.at);
    let recorded = recorded.into_iter().filter_map(|change| match &change.what {
        What::Level { skill, to, .. } => Some((skill.as_str(), LevelStep { date: change.date, level: *to })),
        What::State { .. } | What::Parent { .. } => None,
    });
    let mut known: Vec<(&str, LevelStep)> = recorded.collect();
    let seen: HashSet<(String, LevelStep)> =
        known.iter().map(|(skill, step)| (skill.to_lowercase(), *step)).collect();
    let assessed = assessed.iter().map(|Assessed { date, skill, level }| {
        (skill.as_str(), LevelStep { date: *date, level: Some(*level) })
    });
    known.extend(assessed.filter(|(skill, step)| !seen.contains(&(skill.to_lowercase(), *step))));
    known.sort_by_key(|(_, step)| step.date);
    let mut indices: HashMap<String, usize> = HashMap::new();
    let mut skills: Vec<SkillLevels> = Vec::new();
    for (skill, step) in known {
        let index = *indices.entry(skill.to_lowercase()).or_insert_with(|| {
            skills.push(SkillLevels { skill: skill.to_owned(), steps: Vec::new() });
            skills.len() - 1
        });
        let steps = &mut skills[index].steps;
        if steps.last().and_then(|last| last.level) != step.level {
            steps.push(step);
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
        let found = levels(&changes, &[]);
        assert_eq!(found.len(), 1, "{found:?}");
        let step = |day, level| LevelStep { date: date(2026, 1, day), level };
        assert_eq!(found[0].steps, [step(2, two), step(4, three), step(5, None)]);
    }

    #[test]
    fn what_was_assessed_is_merged_with_what_was_recorded() {
        let change = |hour: i64, day: i8, to: Level| Change {
            at: Timestamp::from_second(i64::from(day) * 86_400 + hour * 3600).unwrap(),
            date: date(2026, 1, day),
            what: What::Level { skill: "Testing".to_owned(), from: None, to: Some(to) },
        };
        let assessed = |skill: &str, day: i8, level: Level| Assessed {
            date: date(2026, 1, day),
            skill: skill.to_owned(),
            level,
        };
        let changes =
            [change(1, 5, Level::Competent), change(2, 5, Level::Proficient), change(1, 8, Level::Novice)];
        let assessed = [
            assessed("testing", 2, Level::AdvancedBeginner),
            assessed("TESTING", 5, Level::Competent),
            assessed("Testing", 8, Level::Expert),
            assessed("Security", 6, Level::Novice),
        ];
        let levels = levels(&changes, &assessed);
        let said = |skill: &SkillLevels| {
            let steps = skill.steps.iter().map(|step| (step.date.day(), step.level.map_or(0, Level::number)));
            (skill.skill.clone(), steps.collect::<Vec<_>>())
        };
        assert_eq!(
            levels.iter().map(said).collect::<Vec<_>>(),
            [
                ("testing".to_owned(), vec![(2, 2), (5, 3), (5, 4), (8, 1), (8, 5)]),
                ("Security".to_owned(), vec![(6, 1)])
            ]
        );
    }
}

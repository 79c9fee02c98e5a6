//! The gap to a role: what is missing, skill by skill, in the order in which to work on it.

use super::{SkillStanding, Standing};
use crate::model::Level;
use crate::model::matrix::CellState;

/// What lies between how the skills stand and what a role asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// An index into [`Standing::roles`]; none where only the owner's own targets are asked for.
    pub role: Option<usize>,
    /// The skills that the role asks for. What to do first comes first; equals are in the order of the matrix.
    pub skills: Vec<SkillGap>,
}

/// One skill beside what a role asks of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SkillGap {
    /// An index into [`Standing::skills`].
    pub skill: usize,
    /// The level that is asked for: the ladder's, else the owner's own target.
    pub expected: Option<Level>,
    /// What the matrix says of the role; none where it has no such column, or no row for the skill.
    pub claim: Option<CellState>,
    pub verdict: Verdict,
}

/// How a skill stands against a role.
///
/// Where a level is asked for (by a ladder, or a target of one's own) levels decide, and a tick in the role's column
/// is not taken for one: it is compared, and told as a disagreement. Where none is asked for, the matrix's columns are
/// the roles, and the role's cell decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Rated below the level that is asked for, by so many levels.
    BelowBy(u8),
    /// The role's cell is open or partly done, and no level is asked for.
    NotClaimed,
    /// A level is asked for, and the skill has none.
    NotRated,
    /// Rated as high as is asked, or ticked in the role's column, and no item that speaks of it is done.
    ClaimedWithoutEvidence,
    /// The same, and an item that speaks of it is done.
    Met,
}

/// How many skills of a role are met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub met: usize,
    /// Met, or claimed without evidence.
    pub claimed: usize,
    /// All that the role asks for.
    pub of: usize,
}

impl Standing {
    /// The gap to a role, or to the owner's own targets.
    ///
    /// Left out is what the role does not ask for: a skill without a level and without a cell for it, and one that the
    /// matrix says does not apply.
    pub fn gap(&self, role: Option<usize>) -> Gap {
        let mut skills: Vec<SkillGap> = self
            .skills
            .iter()
            .enumerate()
            .filter_map(|(index, skill)| self.skill_gap(index, skill, role))
            .collect();
        skills.sort_by_key(SkillGap::urgency);
        Gap { role, skills }
    }

    /// How much of each role is met, in the order of the roles.
    pub fn tallies(&self) -> Vec<Tally> {
        (0..self.roles.len()).map(|role| self.gap(Some(role)).tally()).collect()
    }

    fn skill_gap(&self, index: usize, skill: &SkillStanding, role: Option<usize>) -> Option<SkillGap> {
        let claim = role.and_then(|role| self.claim(skill, role));
        let expected = skill.expected(role);
        // What the ladder asks of other roles alone is not missing in this one.
        let is_of_other_roles = role.is_some() && expected.is_none() && skill.in_ladder.is_some();
        if is_of_other_roles && claim.is_some_and(|claim| claim == CellState::Open) {
            return None;
        }
        let claimed = if skill.evidence.is_there() { Verdict::Met } else { Verdict::ClaimedWithoutEvidence };
        let verdict = match (expected, skill.level, claim) {
            (_, _, Some(CellState::NotApplicable)) | (None, _, None) => return None,
            (Some(expected), Some(level), _) if level < expected => {
                Verdict::BelowBy(expected.number() - level.number())
            }
            (Some(_), None, _) => Verdict::NotRated,
            (None, _, Some(CellState::Open | CellState::Partly)) => Verdict::NotClaimed,
            (Some(_), Some(_), _) | (None, _, Some(CellState::Done)) => claimed,
        };
        Some(SkillGap { skill: index, expected, claim, verdict })
    }
}

impl Gap {
    pub fn tally(&self) -> Tally {
        let count = |is_it: fn(Verdict) -> bool| self.skills.iter().filter(|gap| is_it(gap.verdict)).count();
        Tally {
            met: count(|verdict| verdict == Verdict::Met),
            claimed: count(|verdict| matches!(verdict, Verdict::Met | Verdict::ClaimedWithoutEvidence)),
            of: self.skills.len(),
        }
    }
}

impl SkillGap {
    /// What sorts first what to do first: the largest gaps, then what nobody claims, what nobody has rated, what only
    /// lacks its evidence.
    fn urgency(&self) -> (u8, u8) {
        match self.verdict {
            Verdict::BelowBy(levels) => (0, u8::MAX - levels),
            Verdict::NotClaimed => (1, u8::from(self.claim == Some(CellState::Partly))),
            Verdict::NotRated => (2, 0),
            Verdict::ClaimedWithoutEvidence => (3, 0),
            Verdict::Met => (4, 0),
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BelowBy(levels) => write!(f, "below by {levels}"),
            Self::NotClaimed => f.write_str("not claimed"),
            Self::NotRated => f.write_str("not rated"),
            Self::ClaimedWithoutEvidence => f.write_str("claimed without evidence"),
            Self::Met => f.write_str("met"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::testing::{ladder, standing};

    const LADDER: &str = "name: L\nroles: [Mid, Senior]\nskills:
- { name: A, expects: { Mid: 2, Senior: 4 } }
- { name: B, expects: { Mid: 3, Senior: 4 } }
- { name: C, expects: { Senior: 3 } }
- { name: D, expects: { Senior: 5 } }
- { name: E, expects: { Mid: 1, Senior: 1 } }\n";

    fn told(standing: &Standing, role: Option<usize>) -> Vec<String> {
        let gap = standing.gap(role);
        let told = gap.skills.iter();
        told.map(|gap| format!("{} {}", standing.skills[gap.skill].name, gap.verdict)).collect()
    }

    #[test]
    fn what_the_ladder_asks_of_other_roles_is_not_missing_in_this_one() {
        let ladder = ladder(LADDER);
        let standing = standing("|Skill|Mid|Senior|\n|-|-|-|\n|A|✅||\n|C|||\n|D|✅||\n", Some(&ladder));
        assert!(!told(&standing, Some(0)).iter().any(|told| told.starts_with("C ")));
        assert!(told(&standing, Some(0)).contains(&"D claimed without evidence".to_owned()));
        assert!(told(&standing, Some(1)).contains(&"C not rated".to_owned()));
    }

    #[test]
    fn without_a_ladder_the_cells_of_the_role_decide() {
        let text = "- [x] A done\n\n|Skill|Mid|Senior|Level|\n|-|-|-|-|\n|A|✅|✅|1|\n|B|✅|🟡|5|\n|C|✅|✅||\n\
                    |D|🔲|🔲||\n|E||n/a||\n|F|see|see||\n";
        let standing = standing(text, None);
        assert_eq!(
            told(&standing, Some(1)),
            ["D not claimed", "B not claimed", "C claimed without evidence", "A met"]
        );
        let tallies = standing.tallies();
        assert_eq!(tallies[0], Tally { met: 1, claimed: 3, of: 5 });
        assert_eq!(tallies[1], Tally { met: 1, claimed: 2, of: 4 });
        assert_eq!(told(&standing, None), Vec::<String>::new(), "nobody aims at a level");
    }

    #[test]
    fn with_a_ladder_levels_decide_and_the_largest_gap_comes_first() {
        let text = "- [x] E done\n\n|Skill|Senior|Level|\n|-|-|-|\n|A|✅|3|\n|E|🔲|2|\n|B||1|\n|C|✅||\n|D||2|\n|F|🔲|5|\n";
        let standing = standing(text, Some(&ladder(LADDER)));
        assert_eq!(
            told(&standing, Some(1)),
            ["B below by 3", "D below by 3", "A below by 1", "F not claimed", "C not rated", "E met"]
        );
        assert_eq!(told(&standing, Some(0)), ["B below by 2", "A claimed without evidence", "E met"]);
        let gap = standing.gap(Some(1));
        assert_eq!(
            (gap.skills[0].expected, gap.skills[0].claim),
            (Some(Level::Proficient), Some(CellState::Open))
        );
    }

    #[test]
    fn a_target_of_ones_own_is_asked_for_where_the_role_asks_for_no_level() {
        let text = "|Skill|Level|Target|Senior|\n|-|-|-|-|\n|A|1|2||\n|X|1|4|n/a|\n|Y|3|3|🔲|\n|Z|||🔲|\n";
        let standing = standing(text, Some(&ladder(LADDER)));
        assert_eq!(
            told(&standing, Some(1))[..3],
            ["A below by 3", "Z not claimed", "B not rated"],
            "the ladder goes first, and what does not apply is left out"
        );
        assert_eq!(
            told(&standing, None),
            ["X below by 3", "A below by 1", "Y claimed without evidence"],
            "no role, so no cell says that it does not apply"
        );
    }
}

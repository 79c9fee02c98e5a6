//! Where the matrix, the level, the ladder and the items of one skill say different things.

use std::fmt;

use super::{SkillStanding, Standing};
use crate::model::Counts;
use crate::model::Level;
use crate::model::matrix::CellState;

/// Two things that are said of a skill and do not go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disagreement {
    /// A role is ticked, and of the items that speak of the skill none is done.
    ClaimedUndone { column: String, counts: Counts },
    /// All items that speak of the skill are done, and a role is not ticked.
    DoneUnclaimed { column: String, counts: Counts },
    /// A role is ticked, and one below it is not.
    ClaimedOutOfOrder { column: String, open_below: String },
    /// A role is ticked, and the level is lower than what it asks for.
    ClaimedBelowLevel { column: String, level: Level, expected: Level },
    /// The level is as high as a role asks for, and the role is not ticked.
    RatedUnclaimed { column: String, level: Level, expected: Level },
    /// The level is competent or higher, and of the items that speak of the skill none is done.
    RatedUndone { level: Level, counts: Counts },
    /// The matrix has one level, and the item that is the skill bears another.
    RatedTwice { level: Level, of_item: Level },
}

impl Standing {
    /// What does not go together in what is said of a skill.
    ///
    /// Only the highest tick and the lowest open cell are looked at: the others follow from them.
    pub fn disagreements(&self, skill: &SkillStanding) -> Vec<Disagreement> {
        let mut found = Vec::new();
        let counts = skill.evidence.counts;
        let is_undone = counts.of() > 0 && counts.met() == 0;
        let highest = skill.claims.iter().rfind(|claim| claim.state == CellState::Done);
        let lowest_open = skill.claims.iter().find(|claim| is_open(claim.state));
        let title = |column: usize| self.columns[column].title.clone();
        let expected = |column: usize| skill.in_ladder.as_ref()?.expected(self.columns[column].role?);
        if let Some(highest) = highest {
            let column = title(highest.column);
            if is_undone {
                found.push(Disagreement::ClaimedUndone { column: column.clone(), counts });
            }
            if let Some(open) = lowest_open.filter(|open| open.column < highest.column) {
                let open_below = title(open.column);
                found.push(Disagreement::ClaimedOutOfOrder { column: column.clone(), open_below });
            }
            if let (Some(level), Some(expected)) = (skill.level, expected(highest.column))
                && level < expected
            {
                found.push(Disagreement::ClaimedBelowLevel { column, level, expected });
            }
        } else if is_undone && let Some(level) = skill.level.filter(|level| *level >= Level::Competent) {
            found.push(Disagreement::RatedUndone { level, counts });
        }
        if let Some(open) = lowest_open {
            let column = title(open.column);
            if counts.of() > 0 && counts.met() == counts.of() {
                found.push(Disagreement::DoneUnclaimed { column: column.clone(), counts });
            }
            if let (Some(level), Some(expected)) = (skill.level, expected(open.column))
                && level >= expected
            {
                found.push(Disagreement::RatedUnclaimed { column, level, expected });
            }
        }
        if let (Some(level), Some(of_item)) = (skill.level, skill.other_level) {
            found.push(Disagreement::RatedTwice { level, of_item });
        }
        found
    }
}

fn is_open(state: CellState) -> bool {
    matches!(state, CellState::Open | CellState::Partly)
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items = |counts: &Counts| if counts.of() == 1 { "item" } else { "items" };
        match self {
            Self::ClaimedUndone { column, counts } => {
                write!(f, "claims ✅ {column}; 0 of {} matching {} done", counts.of(), items(counts))
            }
            Self::DoneUnclaimed { column, counts } => {
                let n = counts.of();
                write!(f, "{n} of {n} matching {} done; {column} is not claimed", items(counts))
            }
            Self::ClaimedOutOfOrder { column, open_below } => {
                write!(f, "claims ✅ {column}; {open_below} below it is not claimed")
            }
            Self::ClaimedBelowLevel { column, level, expected } => {
                write!(
                    f,
                    "claims ✅ {column}, which asks for {}; rated {}",
                    expected.number(),
                    level.number()
                )
            }
            Self::RatedUnclaimed { column, level, expected } => write!(
                f,
                "rated {}, and {column} asks for {}; {column} is not claimed",
                level.number(),
                expected.number()
            ),
            Self::RatedUndone { level, counts } => {
                write!(f, "rated {}; 0 of {} matching {} done", level.number(), counts.of(), items(counts))
            }
            Self::RatedTwice { level, of_item } => {
                write!(f, "rated {}; its item says [level:: {}]", level.number(), of_item.number())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::assess::testing::{ladder, standing};

    fn told(items: &str, row: &str) -> Vec<String> {
        let ladder = ladder(
            "name: L\nroles: [Junior, Mid, Senior]\nskills:\n\
             - { name: A, match: [x], expects: { Junior: 2, Mid: 3, Senior: 4 } }\n",
        );
        let text = format!("{items}\n# M\n\n|Skill|Junior|Mid|Senior|Level|\n|-|-|-|-|-|\n|A|{row}|\n");
        let standing = standing(&text, Some(&ladder));
        let disagreements = standing.disagreements(&standing.skills[0]);
        disagreements.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_does_not_go_together_is_told() {
        let (open, done) = ("- [ ] x\n- [/] x\n- [ ] x\n- [>] x\n", "- [x] x\n- [x] x\n");
        let none: [&str; 0] = [];
        for (items, row, expected) in [
            (open, "✅|✅|🔲|", &["claims ✅ Mid; 0 of 4 matching items done"][..]),
            ("- [ ] x\n", "✅|✅|✅|", &["claims ✅ Senior; 0 of 1 matching item done"]),
            (done, "✅|🟡|🔲|", &["2 of 2 matching items done; Mid is not claimed"]),
            ("", "🔲|✅|✅|", &["claims ✅ Senior; Junior below it is not claimed"]),
            ("", "✅|✅|🔲|2", &["claims ✅ Mid, which asks for 3; rated 2"]),
            ("", "✅|🔲|🔲|4", &["rated 4, and Mid asks for 3; Mid is not claimed"]),
            (open, "🔲|🔲|🔲|1", &none),
            (
                open,
                "🔲|🔲|🔲|3",
                &[
                    "rated 3; 0 of 4 matching items done",
                    "rated 3, and Junior asks for 2; Junior is not claimed",
                ],
            ),
            (done, "✅|✅|✅|5", &none),
            ("- [x] x\n- [ ] x\n", "✅|✅|🔲|3", &none),
            ("- x\n", "✅|✅|✅|", &none),
            ("", "n/a|✅|-|", &none),
            ("- A [level:: 4]\n", "✅|✅|🔲|3", &["rated 3; its item says [level:: 4]"]),
            ("- A [level:: 3]\n", "✅|✅|🔲|3", &none),
            ("- x [level:: 4]\n", "✅|✅|🔲|3", &none),
        ] {
            assert_eq!(told(items, row), expected, "{items:?} {row}");
        }
    }
}

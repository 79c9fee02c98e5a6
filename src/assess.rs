//! How the skills of a roadmap stand: the level of each, what the matrix claims of it, and the evidence for it.
//!
//! A [`Standing`] is made once for a roadmap and a ladder; the gap to a role, disagreements and the guided
//! self-assessment are questions to it. Knows nothing of files, time, or how answers are shown.

pub mod disagreement;
pub mod evidence;
pub mod gap;
pub mod holder;
pub mod ladder;
pub mod level_history;
pub mod reach;
pub mod roles;
pub mod walk;

mod matrix;
mod phrases;
mod rating;
#[cfg(test)]
mod testing;

use std::collections::{HashMap, HashSet};

pub use disagreement::Disagreement;
pub use evidence::Evidence;
pub use gap::{Gap, SkillGap, Tally, Verdict};
pub use ladder::{Ladder, LadderSkill};
pub use reach::Reach;
pub use roles::UnknownRole;

use crate::model::matrix::CellState;
use crate::model::{CellPlace, Level, Place, Roadmap};

/// All skills that a roadmap and a ladder speak of, as they stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// From the lowest to the highest: the ladder's, else the matrix's columns of expectations.
    pub roles: Vec<String>,
    pub columns: Vec<Column>,
    /// Those of the matrix, then those that only the ladder has, then items that bear a level of their own.
    pub skills: Vec<SkillStanding>,
}

/// A column of expectations, over all matrices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    /// The role that it speaks of, as an index; none where the ladder has no such role.
    pub role: Option<usize>,
}

/// One skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillStanding {
    pub name: String,
    /// Its name in its first row of a matrix.
    pub row: Option<CellPlace>,
    /// The item that is this skill or bears its level.
    pub item: Option<Place>,
    /// The matrix's level cell, else the item's `[level:: …]`.
    pub level: Option<Level>,
    /// The level that the item which is this skill bears, where the matrix's is another.
    pub other_level: Option<Level>,
    /// The level that its owner aims at, wherever the level could stand.
    pub target: Option<Level>,
    /// What the ladder says of it.
    pub in_ladder: Option<LadderSkill>,
    /// What the matrix says of it, in the order of the columns.
    pub claims: Vec<Claim>,
    pub evidence: Evidence,
}

/// A state in a column of expectations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// An index into [`Standing::columns`].
    pub column: usize,
    pub state: CellState,
}

impl Standing {
    /// Reads the skills of a roadmap. Time goes by the length of the file and of the ladder, not by their product.
    pub fn of(roadmap: &Roadmap, ladder: Option<&Ladder>) -> Self {
        let read = matrix::read(roadmap);
        let roles = ladder.map_or_else(|| read.columns.clone(), |ladder| ladder.roles.clone());
        let columns = read.columns.into_iter().map(|title| {
            let role = roles::find(&roles, &title);
            Column { title, role }
        });
        let columns = columns.collect();
        let mut skills = read.skills;
        if let Some(ladder) = ladder {
            add_ladder(&mut skills, ladder);
        }
        rating::add_rated_items(roadmap, &mut skills);
        evidence::find(roadmap, &mut skills);
        Self { roles, columns, skills }
    }

    /// What the matrix says of a skill in a role.
    pub fn claim(&self, skill: &SkillStanding, role: usize) -> Option<CellState> {
        let speaks_of_it = |claim: &&Claim| self.columns[claim.column].role == Some(role);
        skill.claims.iter().find(speaks_of_it).map(|claim| claim.state)
    }

    /// The highest role that the matrix claims for a skill.
    pub fn highest_claim(&self, skill: &SkillStanding) -> Option<usize> {
        let done = skill.claims.iter().filter(|claim| claim.state == CellState::Done);
        done.filter_map(|claim| self.columns[claim.column].role).max()
    }

    /// A skill by its name, in any case.
    pub fn skill(&self, name: &str) -> Option<&SkillStanding> {
        let key = key(name);
        self.skills.iter().find(|skill| self::key(&skill.name) == key)
    }
}

impl SkillStanding {
    fn new(name: String) -> Self {
        Self {
            name,
            row: None,
            item: None,
            level: None,
            other_level: None,
            target: None,
            in_ladder: None,
            claims: Vec::new(),
            evidence: Evidence::default(),
        }
    }

    /// The level that a role asks for: the ladder's, else the one that its owner aims at.
    pub fn expected(&self, role: Option<usize>) -> Option<Level> {
        let of_ladder = role.and_then(|role| self.in_ladder.as_ref()?.expected(role));
        of_ladder.or(self.target)
    }
}

/// What two spellings of a skill's name have in common.
fn key(name: &str) -> String {
    name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Gives each skill what the ladder says of it: by its name, else where its name is one of the ladder's phrases for it.
fn add_ladder(skills: &mut Vec<SkillStanding>, ladder: &Ladder) {
    let known: HashMap<String, usize> =
        skills.iter().enumerate().map(|(index, skill)| (key(&skill.name), index)).collect();
    let is_in_ladder: HashSet<String> = ladder.skills.iter().map(|skill| key(&skill.name)).collect();
    for skill in &ladder.skills {
        let by_phrase = |phrase: &String| {
            let phrase = key(phrase);
            let index = *known.get(&phrase)?;
            (!is_in_ladder.contains(&phrase) && skills[index].in_ladder.is_none()).then_some(index)
        };
        let by_name = known.get(&key(&skill.name)).copied();
        match by_name.or_else(|| skill.matches.iter().find_map(by_phrase)) {
            Some(index) => skills[index].in_ladder = Some(skill.clone()),
            None => skills.push(SkillStanding {
                in_ladder: Some(skill.clone()),
                ..SkillStanding::new(skill.name.clone())
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{ladder, standing};
    use super::*;

    const LADDER: &str = "name: L\nroles: [Junior, Mid, Senior]\nskills:
- { name: Node.js internals, match: [event loop], expects: { Junior: 2, Senior: 4 } }
- { name: Architecture, match: [Architecture Design], expects: { Senior: 4 } }
- { name: Writing, expects: { Mid: 2 } }\n";

    fn names(standing: &Standing) -> Vec<&str> {
        standing.skills.iter().map(|skill| skill.name.as_str()).collect()
    }

    #[test]
    fn skills_are_those_of_the_matrix_then_of_the_ladder_then_of_items() {
        let text = "# Skills\n\n- Typing [level:: 3]: by touch\n- writing [level:: 2]\n- a [x:: 1]\n\n# M\n\n\
                    |Skill|Junior|Mid-Level|Lead|Level|\n|-|-|-|-|-|\n|**Node.js** Internals|✅|🔲|🟡|4|\n\
                    |Architecture Design||||\n|||||1|\n";
        let standing = standing(text, Some(&ladder(LADDER)));
        assert_eq!(names(&standing), ["Node.js Internals", "Architecture Design", "Writing", "Typing"]);
        assert_eq!(standing.roles, ["Junior", "Mid", "Senior"]);
        let columns: Vec<_> = standing.columns.iter().map(|column| (&*column.title, column.role)).collect();
        assert_eq!(columns, [("Junior", Some(0)), ("Mid-Level", Some(1)), ("Lead", None)]);
        let [internals, architecture, writing, typing] = &*standing.skills else { panic!("there are four") };
        assert_eq!(internals.row.map(|place| (place.section, place.row, place.column)), Some((2, 1, 0)));
        assert_eq!(internals.expected(Some(2)), Some(Level::Proficient));
        assert_eq!(standing.claim(internals, 0), Some(CellState::Done));
        assert_eq!(standing.claim(internals, 1), Some(CellState::Open));
        assert_eq!(standing.claim(internals, 2), None);
        assert_eq!(architecture.in_ladder.as_ref().unwrap().name, "Architecture", "by the ladder's phrase");
        assert_eq!((writing.row, writing.level), (None, Some(Level::AdvancedBeginner)));
        assert_eq!(
            (typing.item, typing.level),
            (Some(Place { section: 1, item: 0 }), Some(Level::Competent))
        );
        assert_eq!(standing.skill("node.js  INTERNALS"), Some(internals));
        assert_eq!(standing.skill("internals"), None);
    }

    #[test]
    fn the_matrix_goes_before_items_and_the_skill_itself_before_what_speaks_of_it() {
        let level = |items: &str, cell: &str| {
            let text = format!("{items}\n# M\n\n|Skill|Level|Target|\n|-|-|-|\n|Testing|{cell}||\n");
            let standing = standing(&text, None);
            let skill = &standing.skills[0];
            (
                skill.level.map(Level::number),
                skill.target.map(Level::number),
                skill.item.map(|place| place.item),
            )
        };
        let items = "- Read of testing [level:: 1] [target:: 2]\n- **Testing**: all of it [level:: 3]\n";
        assert_eq!(level(items, "5"), (Some(5), Some(2), Some(1)));
        assert_eq!(level(items, ""), (Some(3), Some(2), Some(1)));
        assert_eq!(level("- Of testing [level:: 4]\n", ""), (Some(4), None, Some(0)));
        assert_eq!(level("- Testing\n", ""), (None, None, Some(0)));
        assert_eq!(level("- Of testing\n", ""), (None, None, None));
        assert_eq!(level("# Books\n- Testing [level:: 4]\n", ""), (None, None, None));
    }

    #[test]
    fn a_skill_of_two_rows_is_one() {
        let text = "|Skill|Mid|Level|\n|-|-|-|\n|A|✅||\n|B|||\n\n# 2\n\n|Skill|Mid|Senior|Level|\n|-|-|-|-|\n|a||✅|3|\n";
        let standing = standing(text, None);
        assert_eq!(
            (names(&standing), &*standing.roles),
            (vec!["A", "B"], &["Mid".to_owned(), "Senior".into()][..])
        );
        let states: Vec<_> = standing.skills[0].claims.iter().map(|claim| claim.state).collect();
        assert_eq!((states, standing.skills[0].level), (vec![CellState::Done; 2], Some(Level::Competent)));
    }

    #[test]
    fn a_role_is_known_in_any_case_and_by_its_core() {
        let text = "|Skill|Junior|Mid|Senior|\n|-|-|-|-|\n|A|✅|✅|✅|\n";
        let standing = standing(text, None);
        for (name, role) in
            [("senior", Some(2)), ("Mid-Level Developer", Some(1)), ("Sen", None), ("Lead", None)]
        {
            assert_eq!(standing.role(name).ok(), role, "{name}");
        }
        assert_eq!(
            standing.role("Seniro").unwrap_err().to_string(),
            "there is no role `Seniro`; did you mean `Senior`?"
        );
        assert_eq!(
            standing.role("Boss").unwrap_err().to_string(),
            "there is no role `Boss`; there are Junior, Mid, Senior"
        );
    }

    #[test]
    fn the_front_matter_names_the_target() {
        let target = |target: &str| {
            let text = format!("---\nmilepost: {{ target: {target} }}\n---\n|Skill|Mid|\n|-|-|\n|A|✅|\n");
            let roadmap = testing::read(&text);
            Standing::of(&roadmap, None).target_role(&roadmap)
        };
        assert_eq!((target("mid"), target("")), (Ok(Some(0)), Ok(None)));
        assert!(target("Boss").is_err());
    }

    /// Many skills, many items, one word that all share: none of it may take time by their product.
    #[test]
    fn ten_thousand_skills_meet_a_big_file() {
        use std::fmt::Write as _;
        let mut yaml = "name: L\nroles: [A]\nskills:\n".to_owned();
        let mut text = "# Skills\n\n- [x] api, all of it\n".to_owned();
        for n in 0..10_000 {
            let _ = writeln!(yaml, "- {{ name: api {n}, match: [api, topic {n}], expects: {{ A: 3 }} }}");
            let _ = writeln!(text, "  - [ ] topic {n}: the api of it");
        }
        let standing = standing(&text, Some(&ladder(&yaml)));
        assert_eq!(standing.skills.len(), 10_000);
        assert_eq!(standing.skills[0].evidence.counts.of(), 10_000, "all below the item that speaks of it");
        assert_eq!(standing.skills[9_999].evidence.counts.of(), 1, "too many share `api`");
        assert_eq!(standing.gap(Some(0)).tally(), Tally { met: 0, claimed: 0, of: 10_000 });
    }
}

//! Levels for skills → the actions that write them, as one step; with the journal's entry of a self-assessment.
//!
//! Knows nothing of who rates: the panes and the command line write through it alike.

use jiff::civil::Date;

use crate::assess::holder::Holder;
use crate::assess::walk::{Change, Outcome};
use crate::assess::{SkillStanding, Standing};
use crate::document::{Action, Target};
use crate::edit::{Below, Draft, Verb, needs_column};
use crate::model::journal::EntryKind;
use crate::model::{CellPlace, Level, Roadmap};

/// What is to be written, and what it does to the file beside setting levels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ratings {
    pub actions: Vec<Action>,
    /// Skills for which a row is added to the matrix.
    pub n_new_rows: usize,
    /// Whether the matrix gets a column for levels.
    pub adds_column: bool,
    /// Skills that have no place in the file.
    pub homeless: Vec<String>,
}

impl Ratings {
    /// What a self-assessment rated anew.
    pub fn of_outcome(roadmap: &Roadmap, standing: &Standing, outcome: &Outcome) -> Self {
        let changed = outcome.changes.iter().filter(|change| change.old != Some(change.new));
        Self::of(roadmap, changed.filter_map(|change| Some((standing.skill(&change.skill)?, change.new))))
    }

    /// Levels for skills of the roadmap's [`Standing`].
    pub fn of<'a>(roadmap: &Roadmap, levels: impl IntoIterator<Item = (&'a SkillStanding, Level)>) -> Self {
        let mut ratings = Self::default();
        let mut new: Vec<(CellPlace, String, Level)> = Vec::new();
        for (skill, level) in levels {
            let rate = Verb::SetLevel(Some(level));
            match Standing::holder(roadmap, skill) {
                Some(Holder::Row(place)) => {
                    ratings.adds_column |= needs_column(roadmap, place, &rate);
                    ratings.actions.push(Action { target: Target::Cell(place), verb: rate });
                }
                Some(Holder::Item(place)) => {
                    ratings.actions.push(Action { target: Target::Item(place), verb: rate });
                }
                Some(Holder::NewRow(below)) => {
                    ratings.adds_column |= needs_column(roadmap, below, &rate);
                    new.push((below, skill.name.clone(), level));
                }
                None => ratings.homeless.push(skill.name.clone()),
            }
        }
        ratings.n_new_rows = new.len();
        // Each is put right below the same row, so the last one first.
        let rows = new.iter().rev().map(|(below, name, _)| (below, Verb::AddBelow(name.clone())));
        let levels = new
            .iter()
            .map(|(below, name, level)| (below, Verb::RateSkill { name: name.clone(), level: *level }));
        let actions = rows.chain(levels).map(|(below, verb)| Action { target: Target::Cell(*below), verb });
        ratings.actions.extend(actions);
        ratings
    }

    /// What changes in the matrix beside levels, in words: `adds a Level column and 2 rows`.
    pub fn additions(&self) -> Option<String> {
        let column = self.adds_column.then(|| "a Level column".to_owned());
        let rows = match self.n_new_rows {
            0 => None,
            1 => Some("a row".to_owned()),
            n => Some(format!("{n} rows")),
        };
        let parts: Vec<String> = column.into_iter().chain(rows).collect();
        (!parts.is_empty()).then(|| format!("adds {} to the matrix", parts.join(" and ")))
    }
}

/// The entry that the journal gets for a self-assessment, with a line below it for each that was said beside a level.
/// None where nothing changed.
pub fn entry(outcome: &Outcome, today: Date) -> Option<Action> {
    if outcome.changes.is_empty() {
        return None;
    }
    let line = |change: &Change| Some(format!("{}: {}", change.skill, change.line.as_ref()?));
    let draft = Draft {
        date: today,
        kind: EntryKind::Assessment,
        words: outcome.entry(),
        below: Below::Items(outcome.changes.iter().filter_map(line).collect()),
    };
    Some(Action { target: Target::Roadmap, verb: Verb::AddEntry(draft) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::Ladder;
    use crate::assess::walk::Walk;
    use crate::document::{Change, Document};
    use crate::edit::Circumstances;
    use crate::settings::Defaults;

    #[test]
    fn known_and_new_skills_are_rated_in_one_step() {
        let yaml = "name: L\nroles: [A]\nskills:
- { name: Libuv, expects: { A: 1 } }
- { name: 'CI | CD', expects: { A: 1 } }
- { name: Typing, expects: { A: 1 } }
- { name: Writing, expects: { A: 1 } }\n";
        let ladder = Ladder::from_yaml(yaml).unwrap();
        let text = "- Typing\n\n|Skill|A|\n|-|-|\n|Libuv|✅|\n|Other||\n";
        let document = Document::new(text.into(), Defaults::default());
        let standing = Standing::of(&document.roadmap, Some(&ladder));
        let levels = standing.skills.iter().filter(|skill| skill.in_ladder.is_some());
        let levels = levels.map(|skill| (skill, Level::Competent));
        let ratings = Ratings::of(&document.roadmap, levels);
        assert_eq!(ratings.additions().unwrap(), "adds a Level column and 2 rows to the matrix");
        let circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };
        let prepared = document.prepare(&Change::Act(ratings.actions), circumstances).unwrap();
        assert_eq!(
            String::from_utf8(prepared.bytes(text.as_bytes()).unwrap()).unwrap(),
            "- Typing [level:: 3]\n\n|Skill|A|Level|\n|-|-|-|\n|Libuv|✅|3|\n|Other|||\n|CI \\| CD||3|\n|Writing||3|\n"
        );
    }

    #[test]
    fn a_self_assessment_is_written_into_the_matrix_and_the_journal() {
        let written = |journal: &str| {
            let text = format!("|Skill|Level|\n|-|-|\n|Libuv|2|\n|Other|3|\n\n{journal}");
            let document = Document::new(text.clone().into(), Defaults::default());
            let standing = Standing::of(&document.roadmap, None);
            let mut walk = Walk::new(&standing, None);
            walk.rate(Level::Proficient, "found a leak");
            walk.skip();
            let mut actions = Ratings::of_outcome(&document.roadmap, &standing, &walk.outcome()).actions;
            let today = jiff::civil::date(2026, 11, 22);
            actions.extend(entry(&walk.outcome(), today));
            let prepared = document.prepare(&Change::Act(actions), Circumstances { today }).unwrap();
            String::from_utf8(prepared.bytes(text.as_bytes()).unwrap()).unwrap()
        };
        let matrix = "|Skill|Level|\n|-|-|\n|Libuv|4|\n|Other|3|\n\n";
        let entry = "- 2026-11-22 **Assessment**: Libuv 2 → 4\n  - Libuv: found a leak\n";
        assert_eq!(written(""), format!("{matrix}# Journal\n\n{entry}"));
        assert_eq!(
            written("# Journal\n\n- 2026-11-20 a\n"),
            format!("{matrix}# Journal\n\n{entry}- 2026-11-20 a\n")
        );
        let unchanged = Outcome { n_skipped: 2, ..Outcome::default() };
        assert_eq!(super::entry(&unchanged, jiff::civil::date(2026, 11, 22)), None);
    }

    #[test]
    fn where_there_is_no_matrix_a_new_skill_has_no_place() {
        let ladder = "name: L\nroles: [A]\nskills:\n- { name: Libuv, expects: { A: 1 } }\n";
        let ladder = Ladder::from_yaml(ladder).unwrap();
        let document = Document::new("- a\n".into(), Defaults::default());
        let standing = Standing::of(&document.roadmap, Some(&ladder));
        let ratings = Ratings::of(&document.roadmap, [(&standing.skills[0], Level::Novice)]);
        assert_eq!((ratings.homeless, ratings.actions), (vec!["Libuv".to_owned()], Vec::new()));
    }
}

//! What is told of a roadmap that is not open: little enough to be kept for many of them, and fit to be shown.

use jiff::civil::Date;

use crate::app::label::{Label, plain};
use crate::display::displayable;
use crate::model::matrix::ColumnKind;
use crate::model::{Counts, Phase, Roadmap, State};
use crate::progress::{self, is_worked_off};

/// Of more than these only the number is told.
const MOST_PHASES: usize = 40;
const MOST_SKILLS: usize = 24;
const MOST_OPEN: usize = 12;

/// A roadmap in short.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Digest {
    /// None means that only the file's name is left.
    pub title: Option<String>,
    pub counts: Counts,
    /// Those that are worked off, the first ones.
    pub phases: Vec<(Label, Counts)>,
    pub n_phases: usize,
    /// The skills of its matrices, the first ones.
    pub skills: Vec<String>,
    pub n_skills: usize,
    /// What to do next, the first ones.
    pub next: Vec<(State, String)>,
}

impl Digest {
    /// `name` is that of the file, for what has no other.
    pub fn of(roadmap: &Roadmap, name: &str, today: Date) -> Self {
        let is_shown = |phase: &&Phase| is_worked_off(roadmap.section(phase.first), phase.counts);
        let phases = || roadmap.phases().iter().filter(is_shown);
        let skills = || {
            roadmap.matrices().filter(|matrix| matrix.column(ColumnKind::Skill).is_some()).flat_map(
                |matrix| {
                    matrix.rows().map(move |row| matrix.skill(row)).filter(|skill| !skill.trim().is_empty())
                },
            )
        };
        let next = progress::next(roadmap, today).into_iter().take(MOST_OPEN).map(|suggestion| {
            let words = plain(roadmap, &roadmap.words(suggestion.place));
            (roadmap.item(suggestion.place).state, words)
        });
        // A heading over all there is names it too.
        let only = match roadmap.phases() {
            [only] if !only.is_unnamed => roadmap.section(only.first).heading_text(),
            _ => None,
        };
        let title = roadmap.title().or(only).map(|title| plain(roadmap, title));
        Self {
            title: title.filter(|title| !title.trim().is_empty()),
            counts: roadmap.counts(),
            phases: phases()
                .take(MOST_PHASES)
                .map(|phase| (Label::of(roadmap, phase, &displayable(name)), phase.counts))
                .collect(),
            n_phases: phases().count(),
            skills: skills().take(MOST_SKILLS).map(|skill| plain(roadmap, &skill)).collect(),
            n_skills: skills().count(),
            next: next.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    fn digest(text: &str) -> Digest {
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        Digest::of(&roadmap, "way", jiff::civil::date(2026, 11, 22))
    }

    #[test]
    fn it_tells_the_phases_the_skills_and_what_is_next() {
        let text = "# My *way*\n\n## 🌱 Phase 1: Junior\n\n- [x] a\n- [/] **b**\n- [ ] c\n\n## Phase 2: Mid\n\n- d\n\n\
                    ## Journal\n\n- 2026-01-01 e\n\n## M\n\n|Skill|Mid|\n|---|---|\n|Libuv|✅|\n|SQL||\n";
        let digest = digest(text);
        assert_eq!(digest.title.as_deref(), Some("My way"));
        let phases: Vec<_> =
            digest.phases.iter().map(|(label, counts)| (&*label.name, counts.of())).collect();
        assert_eq!(phases, [("Junior", 3), ("Mid", 0)]);
        assert_eq!((&*digest.skills.join(", "), digest.n_skills), ("Libuv, SQL", 2));
        let next: Vec<_> = digest.next.iter().map(|(state, words)| (*state, &**words)).collect();
        assert_eq!(next, [(State::Doing, "b"), (State::Todo, "c")]);
    }

    #[test]
    fn a_heading_over_all_of_it_is_its_title() {
        assert_eq!(digest("# Kitchen garden\n\n- [ ] a\n").title.as_deref(), Some("Kitchen garden"));
        assert_eq!(digest("# One\n\n- [ ] a\n\n# Two\n").title, None);
        assert_eq!(digest("- [ ] a\n").title, None);
    }

    #[test]
    fn a_huge_roadmap_has_a_small_one() {
        let phases: String =
            (0..500).map(|n| format!("## Phase {n}\n\n- [ ] {}\n\n", "x".repeat(9000))).collect();
        let rows: String = (0..500).map(|n| format!("| skill {n} | ✅ |\n")).collect();
        let digest = digest(&format!("{phases}## M\n\n| Skill | Mid |\n|---|---|\n{rows}"));
        assert_eq!((digest.n_phases, digest.phases.len()), (500, MOST_PHASES));
        assert_eq!((digest.n_skills, digest.skills.len()), (500, MOST_SKILLS));
        assert!(digest.next.len() == MOST_OPEN && digest.next.iter().all(|(_, words)| words.len() <= 400));
    }

    #[test]
    fn nothing_in_it_can_drive_the_terminal() {
        let evil = "\u{1b}]0;x\u{7}\u{202e}";
        let text =
            format!("# a{evil}\n\n## Phase 1: {evil}\n\n- [ ] b{evil}\n\n|Skill|Mid|\n|-|-|\n|c{evil}||\n");
        let digest = digest(&text);
        let said =
            format!("{:?}{:?}{:?}", digest.title, digest.phases, digest.next) + &digest.skills.join("");
        assert!(!said.contains(['\u{1b}', '\u{7}', '\u{202e}']) && !said.contains("u{1b}"), "{said}");
    }
}

//! How far a roadmap has come and what is next: pure questions about a [`Roadmap`], answered from its counts.
//!
//! Knows nothing of time (pace and forecast need a history) and nothing of how answers are shown.

use crate::model::heading::PhaseName;
use crate::model::matrix::{CellState, ColumnKind, Matrix};
use crate::model::{Counts, Place, Roadmap, Section, SectionKind, State};
use crate::settings::CountRule;

/// A roadmap's progress, phase by phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    pub rule: CountRule,
    pub total: Counts,
    pub phases: Vec<PhaseStatus>,
    pub matrices: Vec<MatrixStatus>,
}

/// A phase's progress, section by section. The sections' counts add up to the phase's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseStatus {
    /// Its heading as it stands; none for what stands before the first phase.
    pub title: Option<String>,
    pub name: PhaseName,
    pub counts: Counts,
    pub sections: Vec<SectionStatus>,
}

/// The progress of a heading right below a phase, with all below it, or of the items right below the phase's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionStatus {
    pub section: u32,
    pub title: Option<String>,
    pub kind: SectionKind,
    pub counts: Counts,
}

/// How many skills of a matrix meet what each role expects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MatrixStatus {
    pub section: u32,
    pub columns: Vec<ColumnStatus>,
    /// Rows without the header.
    pub n_rows: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnStatus {
    pub title: String,
    pub kind: ColumnKind,
    /// Cells that are met, and cells that apply; for columns of expectations alone.
    pub met: Option<(usize, usize)>,
}

/// Counts everything in a roadmap.
pub fn status(roadmap: &Roadmap) -> Status {
    let phases = (0..roadmap.phases().len()).map(|index| phase_status(roadmap, index)).collect();
    let matrices = roadmap.matrices().map(|matrix| matrix_status(&matrix));
    Status { rule: roadmap.rule(), total: roadmap.counts(), matrices: matrices.collect(), phases }
}

fn phase_status(roadmap: &Roadmap, index: usize) -> PhaseStatus {
    let phase = &roadmap.phases()[index];
    let own = |index: u32, section: &Section| SectionStatus {
        section: index,
        title: section.heading_text().map(str::to_owned),
        kind: section.kind,
        counts: section.own,
    };
    let mut sections = Vec::new();
    for index in phase.first..phase.end {
        let section = roadmap.section(index);
        if phase.is_unnamed || index == phase.first {
            if !section.items.is_empty() {
                sections.push(own(index, section));
            }
        } else if section.parent == Some(phase.first) {
            sections.push(SectionStatus { counts: section.total, ..own(index, section) });
        }
    }
    let title = roadmap.section(phase.first).heading_text().filter(|_| !phase.is_unnamed);
    let name = title.map(PhaseName::read).unwrap_or_default();
    PhaseStatus { title: title.map(str::to_owned), name, counts: phase.counts, sections }
}

fn matrix_status(matrix: &Matrix<'_>) -> MatrixStatus {
    let columns = matrix.kinds.iter().enumerate().map(|(column, &kind)| {
        let states = matrix.rows().filter_map(|row| matrix.state(row, column));
        let applying = states.filter(|state| *state != CellState::NotApplicable);
        let (met, of) =
            applying.fold((0, 0), |(met, of), state| (met + usize::from(state == CellState::Done), of + 1));
        ColumnStatus {
            title: matrix.title(column).into_owned(),
            kind,
            met: (kind == ColumnKind::Expectation).then_some((met, of)),
        }
    });
    MatrixStatus { section: matrix.section, columns: columns.collect(), n_rows: matrix.rows().len() }
}

/// Something to do next, and why it is on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    pub place: Place,
    pub reason: Reason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Doing,
    /// One of the parts of an item that is not done.
    PartOf {
        parent: Place,
        met: u32,
        of: u32,
    },
    /// It stands next in the order of the phases.
    InOrder,
    /// A resource, when nothing but resources is left to do.
    Resource,
    /// Without a box, when nothing that has one is left to do.
    Untracked,
    Deferred,
}

/// What to do next: what is being done, then what is to be done in the order of the file, what is deferred last.
///
/// Only leaves are suggested, as a parent is done through its parts, and nothing below a skipped item. Resources are
/// suggested when nothing else is left, and untracked items after that; journals never.
pub fn next(roadmap: &Roadmap) -> Vec<Suggestion> {
    let mut ranked: Vec<(Rank, Suggestion)> = Vec::new();
    for (section, content) in (0..).zip(roadmap.sections()) {
        if content.kind == SectionKind::Journal {
            continue;
        }
        let mut index = 0;
        while let Some(item) = content.items.get(index) {
            let place = Place { section, item: index as u32 };
            index = if item.state == State::Skipped { item.end as usize } else { index + 1 };
            // A bullet over other bullets is a part of the text's order, as a parent of boxes is.
            let has_parts = if item.state == State::Untracked {
                item.end > place.item + 1
            } else {
                item.has_tracked_below
            };
            if let Some(rank) = rank(item.state, content.kind).filter(|_| !has_parts) {
                ranked.push((rank, Suggestion { place, reason: reason(roadmap, place, rank) }));
            }
        }
    }
    let best = ranked.iter().map(|(rank, _)| rank.group()).min();
    ranked.retain(|(rank, _)| *rank == Rank::Deferred || Some(rank.group()) == best);
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, suggestion)| suggestion).collect()
}

/// How early something is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Doing,
    Todo,
    Resource,
    Untracked,
    Deferred,
}

impl Rank {
    /// Of these only the first that there is any of is suggested.
    fn group(self) -> u8 {
        match self {
            Self::Doing | Self::Todo => 0,
            Self::Resource => 1,
            Self::Untracked => 2,
            Self::Deferred => 3,
        }
    }
}

fn rank(state: State, kind: SectionKind) -> Option<Rank> {
    match state {
        State::Doing => Some(Rank::Doing),
        State::Todo if kind == SectionKind::Resources => Some(Rank::Resource),
        State::Todo => Some(Rank::Todo),
        State::Deferred => Some(Rank::Deferred),
        State::Untracked if kind != SectionKind::Resources => Some(Rank::Untracked),
        State::Untracked | State::Done | State::Skipped | State::Other => None,
    }
}

fn reason(roadmap: &Roadmap, place: Place, rank: Rank) -> Reason {
    match rank {
        Rank::Doing => Reason::Doing,
        Rank::Resource => Reason::Resource,
        Rank::Untracked => Reason::Untracked,
        Rank::Deferred => Reason::Deferred,
        Rank::Todo => match roadmap.item(place).parent {
            Some(item) => {
                let parent = Place { item, ..place };
                let value = roadmap.item(parent);
                Reason::PartOf { parent, met: value.met_below, of: value.of_below }
            }
            None => Reason::InOrder,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    fn read(text: &str) -> Roadmap {
        Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
    }

    fn suggested(text: &str) -> Vec<(String, Reason)> {
        let roadmap = read(text);
        next(&roadmap).into_iter().map(|found| (roadmap.words(found.place), found.reason)).collect()
    }

    fn words(text: &str) -> Vec<String> {
        suggested(text).into_iter().map(|(words, _)| words).collect()
    }

    #[test]
    fn the_sections_of_a_phase_add_up_to_it() {
        let roadmap = read(
            "# Way\n\n## Phase 1: Junior (0–2 years)\n\n- [x] own\n\n### Goals\n\n- [ ] a\n\n#### Deep\n\n- [x] b\n- c\n\n## Phase 2\n",
        );
        let status = status(&roadmap);
        assert_eq!(status.phases.len(), 2);
        let phase = &status.phases[0];
        assert_eq!(phase.name.level.as_deref(), Some("Junior"));
        let sections: Vec<_> = phase
            .sections
            .iter()
            .map(|section| (section.title.as_deref().unwrap(), section.counts.met(), section.counts.of()))
            .collect();
        assert_eq!(sections, [("Phase 1: Junior (0–2 years)", 1, 1), ("Goals", 1, 2)]);
        let mut sum = Counts::default();
        phase.sections.iter().for_each(|section| sum += section.counts);
        assert_eq!(sum, phase.counts);
        assert_eq!((status.total.met(), status.total.of(), status.total.untracked), (2, 3, 1));
    }

    #[test]
    fn a_matrix_counts_what_each_role_expects() {
        let roadmap =
            read("# M\n\n|Skill|Junior|Mid|Notes|\n|---|---|---|---|\n|A|✅|🔲|x|\n|B|✅|n/a||\n|C|🟡||\n");
        let matrix = &status(&roadmap).matrices[0];
        assert_eq!(matrix.n_rows, 3);
        let met: Vec<_> = matrix.columns.iter().map(|column| column.met).collect();
        assert_eq!(met, [None, Some((2, 3)), Some((0, 2)), None]);
    }

    #[test]
    fn what_is_being_done_comes_first_and_what_is_deferred_last() {
        assert_eq!(
            words(
                "## 1\n- [>] later\n- [ ] a\n- [x] done\n- [-] skipped\n## 2\n- [/] doing\n- [ ] b\n- [!] odd\n"
            ),
            ["doing", "a", "b", "later"]
        );
    }

    #[test]
    fn only_leaves_are_suggested_and_nothing_below_a_skipped_item() {
        assert_eq!(words("- [ ] p\n  - [x] a\n  - [ ] b\n- [-] q\n  - [ ] c\n- [ ] d\n  - e\n"), ["b", "d"]);
        let (_, reason) = &suggested("- [ ] p\n  - [x] a\n  - [ ] b\n")[0];
        assert_eq!(*reason, Reason::PartOf { parent: Place { section: 0, item: 0 }, met: 1, of: 2 });
    }

    #[test]
    fn resources_and_untracked_items_wait_until_nothing_else_is_left() {
        let text = "## Skills\n- [ ] a\n- u\n## Resources\n- [ ] r\n- v\n";
        assert_eq!(words(text), ["a"]);
        assert_eq!(words(&text.replace("[ ] a", "[x] a")), ["r"]);
        assert_eq!(words(&text.replace("[ ]", "[x]")), ["u"]);
    }

    #[test]
    fn a_journal_is_nothing_to_do() {
        assert_eq!(words("## Journal\n- 2026-11-22 Lesson: x\n- [ ] y\n"), Vec::<String>::new());
    }
}

//! How far a roadmap has come: pure questions about a [`Roadmap`], answered from its counts. What is [`fn@next`] stands
//! beside it.
//!
//! Knows nothing of time (pace and forecast need a history) and nothing of how answers are shown.

mod next;

pub use next::{Reason, Rest, SOON, Suggestion, has_begun, next};

use crate::model::heading::PhaseName;
use crate::model::matrix::{CellState, ColumnKind, Matrix};
use crate::model::{Counts, Roadmap, Section, SectionKind};
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

/// Whether a section that has these counts is worked off: one with anything in it that is no journal.
pub fn is_worked_off(section: &Section, counts: Counts) -> bool {
    counts != Counts::default() && section.kind != SectionKind::Journal
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    fn read(text: &str) -> Roadmap {
        Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
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
    fn a_journal_is_not_worked_off() {
        let roadmap = read("# Phase 1\n\n- a\n\n# Journal\n\n- 2026-11-22 b\n\n# Empty\n");
        let worked_off =
            roadmap.phases().iter().map(|phase| is_worked_off(roadmap.section(phase.first), phase.counts));
        assert_eq!(worked_off.collect::<Vec<_>>(), [true, false, false]);
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
}

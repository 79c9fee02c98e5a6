//! The rows of all matrices → skills with what their cells say.

use std::collections::HashMap;

use super::{Claim, Ladder, SkillStanding, key};
use crate::markdown::inline;
use crate::model::Roadmap;
use crate::model::matrix::{ColumnKind, Matrix};

pub(super) struct Matrices {
    /// The titles of the columns of expectations, each once.
    pub(super) columns: Vec<String>,
    pub(super) skills: Vec<SkillStanding>,
}

/// Reads all matrices in the order of the file. A skill that has several rows is one skill; where they say different
/// things, the first holds. A table has no more columns of expectations than a ladder has roles; others are not read.
pub(super) fn read(roadmap: &Roadmap) -> Matrices {
    let plain = |cell: &str| inline::plain(cell, roadmap.definitions()).trim().to_owned();
    let (mut columns, mut names) = (Names::default(), Names::default());
    let mut skills = Vec::new();
    for matrix in roadmap.matrices() {
        let expectations: Vec<(usize, usize)> = (0..matrix.kinds.len())
            .filter(|&column| matrix.kinds[column] == ColumnKind::Expectation)
            .take(Ladder::MAX_ROLES)
            .map(|column| (column, columns.index_of(&plain(&matrix.title(column)))))
            .collect();
        for row in matrix.rows() {
            let name = roadmap.skill_of_row(&matrix.skill(row));
            if name.is_empty() {
                continue;
            }
            let index = names.index_of(&name);
            if index == skills.len() {
                skills.push(SkillStanding { row: Some(matrix.place(row, 0)), ..SkillStanding::new(name) });
            }
            take_row(&mut skills[index], &matrix, row, &expectations);
        }
    }
    Matrices { columns: columns.names, skills }
}

/// Takes over what a row says beyond what was said before it. `expectations` are the table's columns with their indices
/// over all matrices.
fn take_row(skill: &mut SkillStanding, matrix: &Matrix<'_>, row: usize, expectations: &[(usize, usize)]) {
    skill.level = skill.level.or_else(|| matrix.level(row));
    skill.target = skill.target.or_else(|| matrix.target(row));
    for &(column, index) in expectations {
        let is_new = skill.claims.iter().all(|claim| claim.column != index);
        if let Some(state) = matrix.state(row, column).filter(|_| is_new) {
            skill.claims.push(Claim { column: index, state });
        }
    }
    skill.claims.sort_by_key(|claim| claim.column);
}

/// Names in the order in which they were first seen.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    indices: HashMap<String, usize>,
}

impl Names {
    fn index_of(&mut self, name: &str) -> usize {
        let next = self.names.len();
        let index = *self.indices.entry(key(name)).or_insert(next);
        if index == next {
            self.names.push(name.to_owned());
        }
        index
    }
}

//! The skills that can be chosen: rows of matrices, and items that bear a level of their own.

use super::{Choice, Choices, Noun, items};
use crate::cli::open::Opened;
use crate::cli::output::Failure;
use crate::document::Target;
use crate::markdown::inline;
use crate::model::fields::Fields;
use crate::model::heading::without_years;
use crate::model::matrix::{ColumnKind, Matrix};
use crate::model::slug::slug;
use crate::model::{CellPlace, Place, Roadmap};

impl<'a> Choices<'a> {
    /// The rows of matrices.
    pub(in crate::cli) fn rows(opened: &'a Opened, matrices: &[Matrix<'_>]) -> Self {
        let choices = matrices.iter().flat_map(|matrix| rows(opened.roadmap(), matrix)).collect();
        Self { opened, choices, noun: Noun::Skill }
    }

    /// What a level is set for. Of several with one name a row is meant whose matrix has a column of this kind, else an
    /// item that bears a level, else a row; an item that bears none is a skill only where nothing else is meant.
    pub(in crate::cli) fn skill(
        opened: &'a Opened,
        selector: &str,
        kind: ColumnKind,
    ) -> Result<Target, Failure> {
        let roadmap = opened.roadmap();
        let mut choices: Vec<Choice> = Vec::new();
        for matrix in roadmap.matrices() {
            let rank = if matrix.column(kind).is_some() { 0 } else { 2 };
            choices.extend(rows(roadmap, &matrix).map(|row| Choice { rank, ..row }));
        }
        let (rated, others): (Vec<Choice>, Vec<Choice>) =
            items(roadmap).into_iter().partition(|choice| is_rated(roadmap, choice));
        choices.extend(rated.into_iter().map(|item| Choice { rank: 1, ..item }));
        let skills = Self { opened, choices, noun: Noun::Skill };
        if !skills.found(selector)?.is_empty() {
            return skills.target(selector);
        }
        let others = Self { opened, choices: others, noun: Noun::Item };
        if others.found(selector)?.is_empty() { skills.target(selector) } else { others.target(selector) }
    }

    /// The rows that could be meant; an error where there are none.
    pub(in crate::cli) fn rows_meant(&self, selector: &str) -> Result<Vec<CellPlace>, Failure> {
        let found = self.found(selector)?;
        if found.is_empty() {
            return Err(self.not_found(selector, self.noun.absence(selector)));
        }
        let place = |choice: &&Choice| match choice.target {
            Target::Cell(place) => Some(place),
            Target::Item(_) | Target::Section(_) | Target::Roadmap => None,
        };
        Ok(found.iter().filter_map(place).collect())
    }

    /// The one row that is meant, of those for which a claim holds.
    pub(in crate::cli) fn row(
        &self,
        selector: &str,
        claim: impl Fn(CellPlace) -> bool,
    ) -> Result<CellPlace, Failure> {
        let mut found = self.found(selector)?;
        found.retain(|choice| matches!(choice.target, Target::Cell(place) if claim(place)));
        match &*found {
            [Choice { target: Target::Cell(place), .. }] => Ok(*place),
            [] => Err(self.not_found(selector, self.noun.absence(selector))),
            several => Err(self.ambiguous(selector, several)),
        }
    }
}

fn rows<'a>(roadmap: &'a Roadmap, matrix: &Matrix<'a>) -> impl Iterator<Item = Choice> + use<'a> {
    let matrix = *matrix;
    let headings = roadmap.headings(matrix.section);
    let mut path: Vec<String> = headings.iter().map(|part| slug(without_years(part).0)).collect();
    path.push(String::new());
    let lines = roadmap.row_lines(&matrix);
    matrix.rows().zip(lines).filter_map(move |(row, line)| {
        let words = inline::plain(&matrix.skill(row), roadmap.definitions()).trim().to_owned();
        if words.is_empty() {
            return None;
        }
        Some(Choice {
            target: Target::Cell(matrix.place(row, 0)),
            line,
            last_line: line,
            path: path.join("/") + &slug(&words),
            words: words.to_lowercase(),
            rank: 0,
        })
    })
}

fn is_rated(roadmap: &Roadmap, choice: &Choice) -> bool {
    let Target::Item(Place { section, item }) = choice.target else { return false };
    let section = roadmap.section(section);
    let text = section.items[item as usize].text(section);
    // Most texts have no fields at all.
    text.contains("::") && {
        let fields = Fields::read(text);
        fields.level().is_some() || fields.target().is_some()
    }
}

//! Rates a skill of a matrix: its level, or the level that is aimed at (format.md, "The matrix").

use super::{cell, column};
use crate::edit::Edit;
use crate::error::{Error, Kind};
use crate::markdown::inline;
use crate::model::level::LevelForm;
use crate::model::matrix::{ColumnKind, Matrix};
use crate::model::{CellPlace, Level, Roadmap, Section};

/// Sets the cell of the row's level or target; none empties it. A matrix without such a column gets one.
///
/// ```text
/// |Skill|Senior|Level|Notes|     |Skill|Senior|Level|Notes|
/// |---|---|---|---|           →  |---|---|---|---|
/// |Libuv|🔲|2||                  |Libuv|🔲|3||
/// ```
pub(in crate::edit) fn set(
    roadmap: &Roadmap,
    place: CellPlace,
    kind: ColumnKind,
    level: Option<Level>,
) -> Result<Edit, Error> {
    if roadmap.table(place).is_none() {
        return Err(Error::new("rate the skill", "it is not there any more").of_kind(Kind::Moved));
    }
    let Some(matrix) = roadmap.matrix(place.section, place.table).filter(|_| place.row > 0) else {
        return Err(Error::new("rate the skill", "no skill of a matrix is here")
            .hint("a matrix names skills in its first column, and has levels or states in others"));
    };
    let row = place.row as usize;
    let content = level.map(|level| form(&matrix, kind).write(level)).unwrap_or_default();
    let reads = |section: &Section| {
        let table = section.tables.get(place.table as usize);
        let found = table.and_then(|table| {
            let column = table.matrix.as_ref()?.iter().position(|other| *other == kind)?;
            Level::from_token(table.cell(section.text.as_str(), row, column))
        });
        found == level
    };
    match matrix.column(kind) {
        Some(_) if level.is_some() && reads(roadmap.section(place.section)) => Ok(Edit::default()),
        Some(column) => cell::write(roadmap, matrix.place(row, column), &content, reads),
        None if level.is_none() => Ok(Edit::default()),
        None => {
            let index = matrix.column(ColumnKind::Notes).unwrap_or(matrix.kinds.len());
            let title = if kind == ColumnKind::Target { "Target" } else { "Level" };
            column::add(roadmap, place, &column::New { index, title, row, content: &content }, reads)
        }
    }
}

/// Rates the skill of the table that has this name, as it is shown.
pub(in crate::edit) fn set_of(
    roadmap: &Roadmap,
    place: CellPlace,
    name: &str,
    level: Level,
) -> Result<Edit, Error> {
    let matrix = roadmap.matrix(place.section, place.table);
    let is_it = |matrix: &Matrix<'_>, row: usize| {
        inline::plain(&matrix.skill(row), roadmap.definitions()).trim() == name.trim()
    };
    let row = matrix.and_then(|matrix| matrix.rows().find(|row| is_it(&matrix, *row)));
    let Some(row) = row else {
        return Err(Error::new(
            "rate the skill",
            format!("the matrix has no row for \u{201c}{name}\u{201d}"),
        )
        .of_kind(Kind::Moved));
    };
    set(roadmap, CellPlace { row: row as u32, ..place }, ColumnKind::Level, Some(level))
}

/// The form in which a matrix writes levels: the commonest of the column, else of the other one, else numbers.
fn form(matrix: &Matrix<'_>, kind: ColumnKind) -> LevelForm {
    let other = if kind == ColumnKind::Target { ColumnKind::Level } else { ColumnKind::Target };
    let commonest = |kind| {
        let column = matrix.column(kind)?;
        let mut counts: Vec<(LevelForm, usize)> = Vec::new();
        for form in matrix.rows().filter_map(|row| LevelForm::of_token(&matrix.cell(row, column))) {
            match counts.iter_mut().find(|(other, _)| *other == form) {
                Some((_, n)) => *n += 1,
                None => counts.push((form, 1)),
            }
        }
        counts.iter().rev().max_by_key(|(_, n)| *n).map(|(form, _)| *form)
    };
    commonest(kind).or_else(|| commonest(other)).unwrap_or(LevelForm::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::table::testing::{check, read_marked, refused};
    use crate::edit::{Verb, needs_column};

    const RATE: Verb = Verb::SetLevel(Some(Level::Competent));
    const AIM: Verb = Verb::SetTarget(Some(Level::Expert));

    #[test]
    fn a_level_is_written_as_the_table_does() {
        let table =
            |level: &str, other: &str| format!("|Skill|Level|\n|---|---|\n|A|{level}|\n|B|{other}|\n");
        for (other, level) in
            [("2", "3"), ("Novice", "Competent"), ("novice", "competent"), ("★★★★★", "★★★☆☆"), ("", "3")]
        {
            check(&table("‸", other), &RATE, &table(level, other));
        }
        check(&table("‸2", "adv"), &Verb::SetLevel(None), &table("", "adv"));
        check(&table("‸comp", ""), &RATE, &table("comp", ""));
        let three =
            |a: &str, b: &str, c: &str| format!("|Skill|Level|\n|-|-|\n|A|{a}|\n|B|{b}|\n|C|{c}|\n|D||\n");
        check(&three("1", "Expert", "‸Novice"), &RATE, &three("1", "Expert", "Competent"));
        check(&table("2", "‸?"), &RATE, &table("2", "3"));
    }

    #[test]
    fn the_place_may_be_any_cell_of_the_row() {
        check(
            "| Skill | Level | Notes |\n|-------|-------|-------|\n| ‸A     |       | x     |\n",
            &RATE,
            "| Skill | Level | Notes |\n|-------|-------|-------|\n| A     | 3     | x     |\n",
        );
        check(
            "|Skill|Level|Goal|\n|-|-|-|\n|A‸|★☆☆☆☆|\n",
            &AIM,
            "|Skill|Level|Goal|\n|-|-|-|\n|A|★☆☆☆☆|★★★★★|\n",
        );
    }

    #[test]
    fn a_column_is_added_before_the_notes() {
        check(
            "|Skill|Mid|Notes|\n|---|---|---|\n|A|✅|x|\n|‸B|✅||\n",
            &RATE,
            "|Skill|Mid|Level|Notes|\n|---|---|---|---|\n|A|✅||x|\n|B|✅|3||\n",
        );
        check("|Skill|Mid|\n|:-:|:-:|\n|‸A|✅|", &AIM, "|Skill|Mid|Target|\n|:-:|:-:|:-:|\n|A|✅|5|");
        check(
            "> | Skill | Mid |\r\n> | --- | --- |\r\n> | ‸A | ✅ |\r\n> | B | ✅ |\r\n",
            &RATE,
            "> | Skill | Mid | Level |\r\n> | --- | --- | --- |\r\n> | A | ✅ | 3 |\r\n> | B | ✅ | |\r\n",
        );
    }

    #[test]
    fn an_aligned_table_stays_aligned() {
        check(
            "| Skill | Mid | Notes |\n|-------|-----|-------|\n| ‸A     | ✅  | x     |\n| B     | 🔲  |       |\n",
            &RATE,
            "| Skill | Mid | Level | Notes |\n|-------|-----|-------|-------|\n\
             | A     | ✅  | 3     | x     |\n| B     | 🔲  |       |       |\n",
        );
        check(
            "| Skill | Mid |\n| ----- | --- |\n| ‸A     | ✅  |\n",
            &Verb::SetTarget(Some(Level::Novice)),
            "| Skill | Mid | Target |\n| ----- | --- | ------ |\n| A     | ✅  | 1      |\n",
        );
    }

    #[test]
    fn rows_that_end_before_the_column_stay() {
        check(
            "Skill | Mid | Notes\n---|---|---\n‸A | ✅\nB | x | y\nC\n",
            &RATE,
            "Skill | Mid | Level | Notes\n---|---|---|---\nA | ✅ | 3\nB | x | | y\nC\n",
        );
        check("|Skill|Mid|\n|-|-|\n|‸A|\n|B|x|\n", &RATE, "|Skill|Mid|Level|\n|-|-|-|\n|A||3|\n|B|x||\n");
        check("Skill|Mid\n-|-\n‸A|x\nB|x\n", &RATE, "Skill|Mid|Level\n-|-|-\nA|x|3\nB|x\n");
        check("|Skill|Mid|\n|-|-|\n|‸A|x|y|\n", &RATE, "|Skill|Mid|Level|\n|-|-|-|\n|A|x|3|y|\n");
    }

    #[test]
    fn what_is_asked_before_is_whether_a_column_is_added() {
        let needs = |text, verb: &Verb| {
            let (roadmap, place) = read_marked(text);
            needs_column(&roadmap, place, verb)
        };
        let (without, with) = ("|Skill|Mid|\n|-|-|\n|‸A|x|\n", "|Skill|Level|\n|-|-|\n|‸A|x|\n");
        assert!(needs(without, &RATE) && needs(without, &AIM) && needs(with, &AIM));
        assert!(
            !needs(with, &RATE) && !needs(without, &Verb::SetLevel(None)) && !needs(without, &Verb::Delete)
        );
        assert!(!needs("|a|b|\n|-|-|\n|‸c|d|\n", &RATE), "no matrix");
        check(without, &Verb::SetLevel(None), &without.replace('‸', ""));
    }

    #[test]
    fn only_a_skill_of_a_matrix_is_rated() {
        refused("|Skill|Level|\n|-|-|\n|A|1|\n\n|a|b|\n|-|-|\n|‸c|d|\n", &RATE, "no skill");
        refused("|‸Skill|Level|\n|-|-|\n|A|1|\n", &RATE, "no skill");
    }
}

//! Which tables are a matrix, and what their columns are for (format.md, "The matrix").

use super::{CellState, ColumnKind};
use crate::model::table::Row;

/// What the columns mean if the table is a matrix: its first column names skills and another is a level or holds a
/// state, or at least half of its other cells that are not empty are states.
///
/// An empty cell is an open state, so a column that is all empty is one of expectations that nobody meets yet. Levels
/// and targets are asked for by their headers, so they count for nothing where states are weighed against words.
pub(in crate::model) fn columns(text: &str, rows: &[Row]) -> Option<Vec<ColumnKind>> {
    let (header, body) = rows.split_first()?;
    let of_header: Vec<Option<ColumnKind>> = header
        .cells
        .iter()
        .enumerate()
        .map(|(index, cell)| if index == 0 { Some(ColumnKind::Skill) } else { of_header(cell.of(text)) })
        .collect();
    let filled = |column: usize| {
        body.iter()
            .filter_map(move |row| row.cells.get(column))
            .map(|cell| cell.of(text))
            .filter(|cell| !cell.is_empty())
    };
    let holds_state = |column: usize| {
        let mut filled = filled(column).peekable();
        let is_empty = filled.peek().is_none() && !body.is_empty();
        is_empty || filled.any(|cell| CellState::of_token(cell).is_some())
    };
    let names_skills = header.cells.first().is_some_and(|cell| {
        let name = cell.of(text).to_lowercase();
        let mut words = name.split(|char: char| !char.is_alphanumeric());
        words.any(|word| {
            let word = word.strip_suffix('s').unwrap_or(word);
            matches!(
                word,
                "skill" | "area" | "competency" | "competencie" | "capability" | "capabilitie" | "topic"
            )
        })
    });
    let others = 1..header.cells.len();
    let has_level = of_header.contains(&Some(ColumnKind::Level));
    let may_hold_state = |column: &usize| of_header[*column].is_none();
    let is_matrix = if names_skills && (has_level || others.clone().filter(may_hold_state).any(holds_state)) {
        true
    } else {
        let is_rated =
            |column: &usize| matches!(of_header[*column], Some(ColumnKind::Level | ColumnKind::Target));
        let cells = others.filter(|column| !is_rated(column)).flat_map(filled);
        let (states, all) = cells.fold((0, 0), |(states, all), cell| {
            (states + usize::from(CellState::of_token(cell).is_some()), all + 1)
        });
        states > 0 && states * 2 >= all
    };
    is_matrix.then(|| {
        of_header
            .into_iter()
            .enumerate()
            .map(|(index, kind)| match kind {
                Some(kind) => kind,
                None if holds_state(index) => ColumnKind::Expectation,
                None => ColumnKind::Other,
            })
            .collect()
    })
}

/// The kind that a header's words name. `Mid-Level` names a role, not a level.
fn of_header(header: &str) -> Option<ColumnKind> {
    const ROLES: [&str; 8] = ["entry", "junior", "mid", "middle", "senior", "lead", "staff", "principal"];
    let lower = header.to_lowercase();
    let mut before = "";
    lower.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()).find_map(|word| {
        let before = std::mem::replace(&mut before, word);
        match word.strip_suffix('s').unwrap_or(word) {
            "note" | "comment" | "remark" | "evidence" | "next" => Some(ColumnKind::Notes),
            "level" if ROLES.contains(&before) => None,
            "level" | "dreyfu" | "rating" | "current" => Some(ColumnKind::Level),
            "target" | "goal" | "expected" => Some(ColumnKind::Target),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Option<Vec<ColumnKind>> {
        let roadmap = crate::model::Roadmap::read(text.into(), crate::settings::Defaults::default());
        roadmap.sections()[0].tables[0].matrix.clone()
    }

    #[test]
    fn an_empty_column_is_of_expectations_that_nobody_meets_yet() {
        use ColumnKind::{Expectation, Notes, Skill};
        let expected = Some(vec![Skill, Expectation, Expectation, Notes]);
        assert_eq!(kinds("|Skill|Junior|Lead|Notes|\n|-|-|-|-|\n|A|✅|||\n"), expected);
        assert_eq!(kinds("|Skill|Junior|Lead|Notes|\n|-|-|-|-|\n|A||||\n"), expected);
        assert_eq!(kinds("|Skill|Notes|\n|-|-|\n|A||\n"), None);
        assert_eq!(kinds("|Topic|Link|\n|-|-|\n|A|b|\n"), None);
    }

    #[test]
    fn levels_are_no_words_against_states() {
        assert!(kinds("|Thema|Junior|Level|Notizen|\n|-|-|-|-|\n|A|✅|3|lang|\n|B|🔲|2|kurz|\n").is_some());
        assert!(kinds("|Thema|Junior|Notizen|Plan|\n|-|-|-|-|\n|A|✅|lang|c|\n").is_none());
    }

    #[test]
    fn a_role_of_some_level_is_no_level() {
        for (header, kind) in [
            ("Level", Some(ColumnKind::Level)),
            ("My level (1–5)", Some(ColumnKind::Level)),
            ("Mid-Level", None),
            ("**Senior** level", None),
            ("Next steps", Some(ColumnKind::Notes)),
            ("Goal", Some(ColumnKind::Target)),
        ] {
            assert_eq!(of_header(header), kind, "{header}");
        }
    }
}

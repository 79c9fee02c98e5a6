//! Which tables are a matrix, and what their columns are for (format.md, "The matrix").

use super::{CellState, ColumnKind};
use crate::model::table::Row;

/// What the columns mean if the table is a matrix: its first column names skills and another is a level or holds a
/// state, or at least half of its other cells that are not empty are states.
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
    let holds_state = |column: usize| filled(column).any(|cell| CellState::of_token(cell).is_some());
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
    let is_matrix = if names_skills && (has_level || others.clone().any(holds_state)) {
        true
    } else {
        let cells = others.flat_map(filled);
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

//! Sets a state cell's state, in the table's own words.

use super::cell;
use crate::edit::Edit;
use crate::error::Error;
use crate::model::matrix::{CellState, ColumnKind};
use crate::model::{CellPlace, Roadmap, State, Table};

/// `|Libuv|🔲||` → `|Libuv|✅||`, or what the table has for it: `| [ ] |` → `| [x] |`
pub(in crate::edit) fn set(roadmap: &Roadmap, place: CellPlace, state: State) -> Result<Edit, Error> {
    let wanted = CellState::of_state(state).ok_or_else(|| {
        Error::new("set the state", format!("a cell cannot be {}", state.name()))
            .hint("use todo, doing, done or skipped")
    })?;
    let Some(table) = roadmap.table(place) else { return cell::set(roadmap, place, "") };
    let text = roadmap.section(place.section).text.as_str();
    match state_of(table, text, place) {
        None => Err(Error::new("set the state", "this cell holds no state")
            .hint("states stand below the header, in columns such as Junior, Mid and Senior")),
        Some(held) if held == wanted => Ok(Edit::default()),
        Some(_) => cell::write(roadmap, place, token(table, text, wanted), |_| true),
    }
}

/// The state of a cell that may have one: not of one that is for other words.
fn state_of(table: &Table, text: &str, place: CellPlace) -> Option<CellState> {
    let (row, column) = (place.row as usize, place.column as usize);
    let held = table.cell(text, row, column);
    let mut body = (1..table.rows.len()).map(|row| table.cell(text, row, column));
    let is_for_states = match table.matrix.as_ref().map(|kinds| kinds[column]) {
        Some(ColumnKind::Expectation) => true,
        Some(ColumnKind::Other) => body.all(str::is_empty),
        Some(_) => false,
        None => !held.is_empty(),
    };
    CellState::of_token(held).filter(|_| is_for_states && row > 0 && column > 0)
}

/// What a table writes for a state: the commonest of its tokens, else our own.
fn token<'a>(table: &Table, text: &'a str, state: CellState) -> &'a str {
    let is_for_states = |column: &usize| match &table.matrix {
        Some(kinds) => kinds[*column] == ColumnKind::Expectation,
        None => *column > 0,
    };
    let columns: Vec<usize> = (0..table.n_columns()).filter(is_for_states).collect();
    let body = || (1..table.rows.len()).flat_map(|row| columns.iter().map(move |&column| (row, column)));
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (row, column) in body() {
        let token = table.cell(text, row, column);
        if CellState::of_token(token) != Some(state) {
            continue;
        }
        match counts.iter_mut().find(|(other, _)| *other == token) {
            Some((_, n)) => *n += 1,
            None => counts.push((token, 1)),
        }
    }
    // An empty cell may also be one that nobody has filled yet: it is written only where nothing else is.
    let written = counts.iter().rev().filter(|(token, _)| !token.is_empty()).max_by_key(|(_, n)| *n);
    written.or(counts.first()).map_or(state.token(), |(token, _)| token)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Verb;
    use crate::edit::table::testing::{check, read_marked, refused};

    const DONE: Verb = Verb::SetState(State::Done);
    const TODO: Verb = Verb::SetState(State::Todo);

    #[test]
    fn a_state_is_one_token() {
        check("|Skill|Mid|\n|---|---|\n|A|‸🔲|\n", &DONE, "|Skill|Mid|\n|---|---|\n|A|✅|\n");
        check("|Skill|Mid|\n|---|---|\n|A|‸✅|\n", &TODO, "|Skill|Mid|\n|---|---|\n|A|🔲|\n");
        let doing = Verb::SetState(State::Doing);
        check("|Skill|Mid|\n|---|---|\n|A|‸✅|\n", &doing, "|Skill|Mid|\n|---|---|\n|A|🟡|\n");
        let (roadmap, place) = read_marked("|Skill|Mid|\n|---|---|\n|A|‸🔲|\n");
        let edit = DONE.edit_cell(&roadmap, place).unwrap();
        assert_eq!(edit.splices()[0].old, "🔲".as_bytes());
    }

    #[test]
    fn the_table_has_tokens_of_its_own() {
        let table = |a: &str, b: &str| {
            format!(
                "| Skill | Mid | Senior |\n|-------|-----|--------|\n| A     | yes | {a}    |\n\
                 | B     | [x] | {b}    |\n| C     | [x] | no     |\n"
            )
        };
        check(&table("‸[ ]", "[/]"), &DONE, &table("[x]", "[/]"));
        check(&table("[x]", "‸[ ]"), &Verb::SetState(State::Doing), &table("[x]", "🟡 "));
        check(&table("‸[x]", "[x]"), &TODO, &table("no ", "[x]"));
    }

    #[test]
    fn an_empty_cell_is_open_where_no_other_token_is() {
        check("|Skill|Mid|\n|---|---|\n|A|‸✅|\n|B||\n", &TODO, "|Skill|Mid|\n|---|---|\n|A||\n|B||\n");
        check(
            "|Skill|Mid|\n|---|---|\n|A|‸✅|\n|B||\n|C||\n|D|⬜|\n",
            &TODO,
            "|Skill|Mid|\n|---|---|\n|A|⬜|\n|B||\n|C||\n|D|⬜|\n",
        );
        check(
            "|Skill|Mid|Senior|\n|---|---|---|\n|A|✅|‸|\n",
            &DONE,
            "|Skill|Mid|Senior|\n|---|---|---|\n|A|✅|✅|\n",
        );
        check("|Skill|Mid|\n|---|---|\n|A|‸|\n|B|x|\n", &TODO, "|Skill|Mid|\n|---|---|\n|A||\n|B|x|\n");
    }

    #[test]
    fn other_words_are_never_replaced_by_a_state() {
        for text in [
            "|Skill|Mid|Notes|\n|---|---|---|\n|A|✅|‸words|\n",
            "|Skill|Mid|Notes|\n|---|---|---|\n|A|✅|‸|\n",
            "|Skill|Mid|Mentor|\n|---|---|---|\n|A|✅|‸|\n|B||Ann|\n",
            "|Skill|Mid|\n|---|---|\n|‸x|✅|\n",
            "|Skill|‸x|\n|---|---|\n|A|✅|\n",
            "|a|b|\n|---|---|\n|c|‸|\n",
        ] {
            refused(text, &DONE, "holds no state");
        }
        refused("|Skill|Mid|\n|---|---|\n|A|‸✅|\n", &Verb::SetState(State::Deferred), "cannot be deferred");
    }
}

//! Finding a table's cell again: the same row, moved by what was inserted or removed before it; else the only cell
//! with the same row name and column header, in the same table below the same headings.

use super::refusal;
use crate::edit::difference::moved;
use crate::edit::{Edit, Verb};
use crate::error::Error;
use crate::model::cell_identity::CellIdentity;
use crate::model::{CellPlace, Roadmap};

/// Finds a cell again in a text that another program has written, unless what a verb replaces there has changed.
pub(super) fn find(
    old: &Roadmap,
    place: CellPlace,
    verb: &Verb,
    new: &Roadmap,
    foreign: &Edit,
) -> Result<CellPlace, Error> {
    let identity = identity(old, place, verb)?;
    let row = old.row_span(place).and_then(|row| moved(row, foreign));
    let row = row.and_then(|row| new.row_at(row.start as usize));
    let by_row =
        row.filter(|row| (row.row > 0) == (place.row > 0)).and_then(|row| in_column(new, row, &identity));
    let found = match by_row {
        Some(found) => found,
        None => only(new, &identity)?,
    };
    if what_goes(old, place, verb) != what_goes(new, found, verb) {
        return Err(refusal(&path(&identity), "what is to be replaced has changed"));
    }
    Ok(found)
}

/// Where a cell is after earlier actions of the same step, which may have added columns or rows to its table.
pub(in crate::document) fn follow(
    old: &Roadmap,
    place: CellPlace,
    verb: &Verb,
    new: &Roadmap,
) -> Result<CellPlace, Error> {
    let shape = |roadmap: &Roadmap| {
        let table = roadmap.section(place.section).tables.get(place.table as usize);
        table.map(|table| (table.rows.len(), table.n_columns()))
    };
    if old.sections().len() == new.sections().len() {
        let (before, after) = (shape(old), shape(new));
        if before == after {
            return Ok(place);
        }
        if before.map(|(n_rows, _)| n_rows) == after.map(|(n_rows, _)| n_rows)
            && let Some(found) =
                in_column(new, CellPlace { column: 0, ..place }, &identity(old, place, verb)?)
        {
            return Ok(found);
        }
    }
    only(new, &identity(old, place, verb)?)
}

/// The cell of a row in the column that is meant, if there is one.
fn in_column(roadmap: &Roadmap, row: CellPlace, identity: &CellIdentity) -> Option<CellPlace> {
    identity.title.as_ref().map_or(Some(row), |title| roadmap.cell_below(row, title))
}

/// What a cell is known by, as far as it makes a difference to a verb.
fn identity(roadmap: &Roadmap, place: CellPlace, verb: &Verb) -> Result<CellIdentity, Error> {
    let identity = roadmap.cell_identity(place);
    let identity = identity.ok_or_else(|| refusal(&[], "there is no such cell"))?;
    Ok(match verb {
        Verb::SetCell(_) | Verb::SetState(_) => identity,
        Verb::AlignTable => CellIdentity { row: None, title: None, ..identity },
        _ => CellIdentity { title: None, ..identity },
    })
}

fn only(new: &Roadmap, identity: &CellIdentity) -> Result<CellPlace, Error> {
    match &*new.find_cells(identity) {
        [only] => Ok(*only),
        [] => Err(refusal(&path(identity), "it is not in the file any more")),
        many => {
            let lines: Vec<String> =
                many.iter().filter_map(|place| new.row_line(*place)).map(|line| line.to_string()).collect();
            Err(refusal(&path(identity), &format!("lines {} could be meant", lines.join(", "))))
        }
    }
}

/// The words that a verb would take out of the file.
fn what_goes(roadmap: &Roadmap, place: CellPlace, verb: &Verb) -> Option<Vec<String>> {
    let cell = |column| roadmap.cell(CellPlace { column, ..place }).map(|cell| cell.into_owned());
    match verb {
        Verb::SetCell(_) => Some(vec![cell(place.column)?]),
        Verb::Delete => Some((0..).map_while(cell).collect()),
        _ => None,
    }
}

/// What a cell is called in a refusal: its row, else its column.
fn path(identity: &CellIdentity) -> Vec<String> {
    identity.row.iter().chain(&identity.title).take(1).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::{Action, Change, Document, Target};
    use super::*;
    use crate::edit::Circumstances;
    use crate::model::{Level, State};
    use crate::settings::Defaults;

    const TODAY: Circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };
    const TABLE: &str = "# M\n\n|Skill|Mid|Notes|\n|---|---|---|\n|A|✅|x|\n|B|🔲||\n|C|🔲||\n";

    fn action(row: u32, column: u32, verb: Verb) -> Action {
        Action { target: Target::Cell(CellPlace { section: 1, table: 0, row, column }), verb }
    }

    fn rate(row: u32, level: Level) -> Action {
        action(row, 0, Verb::SetLevel(Some(level)))
    }

    /// The text after actions, on the document's own text or on another program's.
    fn acted(held: &str, disk: Option<&str>, actions: Vec<Action>) -> Result<String, Error> {
        let document = Document::new(held.into(), Defaults::default());
        let change = Change::Act(actions);
        let prepared = match disk {
            Some(disk) => document.prepare_on(disk.as_bytes(), &change, TODAY)?,
            None => document.prepare(&change, TODAY)?,
        };
        let bytes = prepared.bytes(disk.unwrap_or(held).as_bytes())?;
        Ok(String::from_utf8(bytes).unwrap())
    }

    #[track_caller]
    fn refused(disk: &str, action: Action, why: &str) {
        let error = acted(TABLE, Some(disk), vec![action]).unwrap_err();
        assert!(error.reason.contains(why), "{error}");
    }

    #[test]
    fn several_skills_are_rated_in_one_step() {
        let actions = vec![
            rate(1, Level::Expert),
            rate(2, Level::Novice),
            rate(3, Level::Competent),
            action(2, 2, Verb::SetCell("why".into())),
        ];
        let after =
            "# M\n\n|Skill|Mid|Level|Notes|\n|---|---|---|---|\n|A|✅|5|x|\n|B|🔲|1|why|\n|C|🔲|3||\n";
        assert_eq!(acted(TABLE, None, actions.clone()).unwrap(), after);
        let mut document = Document::new(TABLE.into(), Defaults::default());
        let prepared = document.prepare(&Change::Act(actions), TODAY).unwrap();
        document.commit(prepared);
        let undo = document.prepare(&Change::Undo, TODAY).unwrap();
        document.commit(undo);
        assert!(document.roadmap.is_made_of(TABLE.as_bytes()));
        let redo = document.prepare(&Change::Redo, TODAY).unwrap();
        assert_eq!(redo.bytes(TABLE.as_bytes()).unwrap(), after.as_bytes());
    }

    #[test]
    fn rows_added_in_a_step_move_those_below() {
        let actions =
            vec![action(1, 0, Verb::AddBelow("N".into())), action(2, 1, Verb::SetState(State::Done))];
        assert_eq!(
            acted(TABLE, None, actions).unwrap(),
            TABLE.replace("|x|\n", "|x|\n|N|||\n").replace("|B|🔲|", "|B|✅|")
        );
    }

    #[test]
    fn a_cell_is_found_in_what_another_program_wrote() {
        let note = || action(2, 2, Verb::SetCell("n".into()));
        let moved = format!("new\n\n{}", TABLE.replace("|A|✅|x|\n", "|Z|✅||\n|A|🔲|x|\n"));
        assert_eq!(acted(TABLE, Some(&moved), vec![note()]).unwrap(), moved.replace("|B|🔲||", "|B|🔲|n|"));
        let wider = "# M\n\n| Skill | Level | Mid | Notes |\n|---|---|---|---|\n| B | 1 | ✅ |  |\n";
        assert_eq!(acted(TABLE, Some(wider), vec![note()]).unwrap(), wider.replace("|  |", "| n |"));
        let rated = acted(TABLE, Some(wider), vec![rate(2, Level::Expert)]).unwrap();
        assert_eq!(rated, wider.replace('1', "5"));
    }

    #[test]
    fn a_cell_that_is_not_surely_there_is_refused() {
        let note = || action(2, 2, Verb::SetCell("n".into()));
        refused(&TABLE.replace("|B|", "|D|"), note(), "not in the file");
        refused(&TABLE.replace("Notes", "Remarks"), note(), "not in the file");
        refused(&TABLE.replace("# M", "# N").replace("|B|🔲", "|B|✅"), note(), "not in the file");
        refused(&TABLE.replace("|B|🔲||\n", "|B|✅||\n|B|🟡||\n"), note(), "lines 6, 7 could be meant");
    }

    #[test]
    fn what_nobody_has_seen_is_not_replaced() {
        let theirs = TABLE.replace("|B|🔲||", "|B|🔲|theirs|");
        refused(&theirs, action(2, 2, Verb::SetCell("n".into())), "has changed");
        refused(&theirs, action(2, 0, Verb::Delete), "has changed");
        let done = acted(TABLE, Some(&theirs), vec![action(2, 1, Verb::SetState(State::Done))]);
        assert_eq!(done.unwrap(), theirs.replace("|B|🔲|", "|B|✅|"));
    }

    #[test]
    fn a_table_is_aligned_where_it_is_found() {
        let theirs = TABLE.replace("|B|🔲||", "|B|🔲|theirs|");
        let aligned = acted(TABLE, Some(&theirs), vec![action(2, 0, Verb::AlignTable)]).unwrap();
        assert!(aligned.contains("| B     | 🔲  | theirs |\n"), "{aligned}");
    }
}

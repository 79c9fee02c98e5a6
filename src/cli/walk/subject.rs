//! What a change is about, in words: said with what was written. Knows nothing of writing.

use super::numbers::{Thing, skills};
use super::telling::called;
use crate::cli::items::plain_heading;
use crate::cli::matrix;
use crate::document::{Action, Target};
use crate::edit::difference::made;
use crate::edit::{Edit, Verb};
use crate::markdown::inline;
use crate::model::matrix::ColumnKind;
use crate::model::{CellPlace, Level, Roadmap};

/// What an action is about, as it is called before it: what it adds and what it writes into a cell is only there
/// [`after`] it.
pub(super) fn before(roadmap: &Roadmap, action: &Action) -> Option<String> {
    let of_level = |level: Option<Level>| level.map_or("none".to_owned(), |level| level.number().to_string());
    match (action.target, &action.verb) {
        (_, Verb::AddBelow(_) | Verb::AddChild(_) | Verb::AddEntry(_)) | (Target::Roadmap, _) => None,
        (Target::Item(place), Verb::SetLevel(level)) => {
            Some(format!("{}, level {}", called(roadmap, place), of_level(*level)))
        }
        (Target::Item(place), Verb::SetTarget(level)) => {
            Some(format!("{}, target {}", called(roadmap, place), of_level(*level)))
        }
        (Target::Item(place), _) => Some(called(roadmap, place)),
        (Target::Section(section), _) => {
            Some(plain_heading(roadmap, roadmap.section(section).heading_text()))
        }
        (Target::Cell(place), Verb::Delete | Verb::MoveUp | Verb::MoveDown) => skill(roadmap, place),
        (Target::Cell(_), _) => None,
    }
}

/// What an action has added, or has written into a cell, in the roadmap that its edits made; with the line of what is
/// new.
pub(super) fn after(roadmap: &Roadmap, action: &Action, edits: &[Edit]) -> Option<(String, Option<usize>)> {
    let made = made(edits);
    let is_new = |thing: Thing| {
        let at = thing.at(roadmap);
        made.iter().any(|splice| splice.span.range().contains(&at))
    };
    match (action.target, &action.verb) {
        (_, Verb::AddEntry(_)) => {
            let entries = roadmap.entries_newest_first();
            let entry = entries.iter().find(|entry| is_new(Thing::Entry(entry.place)))?;
            let words = inline::plain(entry.words(roadmap), roadmap.definitions());
            Some((words, Some(entry.line(roadmap))))
        }
        (Target::Cell(_), Verb::AddBelow(_)) => {
            let place = skills(roadmap).find(|place| is_new(Thing::Skill(*place)))?;
            Some((skill(roadmap, place)?, roadmap.row_line(place)))
        }
        (_, Verb::AddBelow(_) | Verb::AddChild(_)) => {
            let mut places = roadmap.items().map(|(place, _)| place);
            let place = places.find(|place| is_new(Thing::Item(*place)))?;
            Some((called(roadmap, place), Some(roadmap.item_line(place))))
        }
        (Target::Cell(place), verb) => Some((cell(roadmap, place, verb)?, None)),
        _ => None,
    }
}

fn skill(roadmap: &Roadmap, place: CellPlace) -> Option<String> {
    let matrix = roadmap.matrix(place.section, place.table)?;
    Some(inline::plain(&matrix.skill(place.row as usize), roadmap.definitions()))
}

/// `API Design, Mid done`: the skill, and the column that is written with its value.
fn cell(roadmap: &Roadmap, place: CellPlace, verb: &Verb) -> Option<String> {
    let matrix = roadmap.matrix(place.section, place.table)?;
    let of_kind = |kind| matrix.kinds.iter().position(|own| *own == kind);
    let column = match verb {
        Verb::SetLevel(_) => of_kind(ColumnKind::Level)?,
        Verb::SetTarget(_) => of_kind(ColumnKind::Target)?,
        _ => place.column as usize,
    };
    let title = inline::plain(&matrix.title(column), roadmap.definitions());
    let said = matrix::said(roadmap, &matrix, place.row as usize, column);
    let said = if said.trim().is_empty() { "empty".into() } else { said };
    Some(format!("{}, {title} {said}", skill(roadmap, place)?))
}

//! Any edit of a cell, a row or a table, with any words, is refused or leaves all other cells as they were, and taking it
//! back brings the old bytes back.
#![no_main]

mod input;
#[path = "../../harness/picture.rs"]
mod picture;
#[path = "../../harness/promises.rs"]
mod promises;

use libfuzzer_sys::fuzz_target;
use milepost::edit::Verb;
use milepost::model::{CellPlace, Level, Roadmap, State};
use milepost::settings::Defaults;

use input::Input;

/// Rows of cells; one that its row is too short for is empty.
type Grid = Vec<Vec<String>>;

fuzz_target!(init: input::end_at_panic(), |bytes: &[u8]| {
    let Some(input) = Input::read(bytes) else { return };
    let roadmap = promises::read(input.text, Defaults::default());
    let cells = promises::cells(&roadmap);
    let Some(nth) = input.number(2).checked_rem(cells.len()) else { return };
    let (place, Some(verb)) = (cells[nth], input.choose(1, &verbs(&input.words))) else { return };
    let Ok(edit) = verb.edit_cell(&roadmap, place) else { return };
    let new = promises::assert_edit(&roadmap, Defaults::default(), &edit);
    assert!(new.items().map(|(_, item)| item.state).eq(roadmap.items().map(|(_, item)| item.state)));
    let (mut old, mut new) = (grids(&roadmap), grids(&new));
    let table = of_place(&roadmap, place);
    let (row, column) = (place.row as usize, place.column as usize);
    let (before, after) = (&mut old[table], &mut new[table]);
    match verb {
        Verb::SetCell(_) | Verb::SetState(_) => {
            before[row][column].clear();
            after[row][column].clear();
        }
        Verb::AddBelow(_) => drop(after.remove(row + 1)),
        Verb::Delete => drop(before.remove(row)),
        Verb::SetLevel(_) | Verb::SetTarget(_) if after[0].len() > before[0].len() => {
            let added = (0..after[0].len()).find(|&column| before[0].get(column) != after[0].get(column));
            let added = added.expect("a column has come");
            after.iter_mut().for_each(|row| drop(row.remove(added)));
        }
        Verb::SetLevel(_) | Verb::SetTarget(_) => {
            if let Some(column) = (0..before[row].len()).find(|&column| before[row][column] != after[row][column]) {
                before[row][column].clone_from(&after[row][column]);
            }
        }
        _ => {}
    }
    assert_eq!(old, new, "other cells");
});

fn grids(roadmap: &Roadmap) -> Vec<Grid> {
    let mut grids: Vec<Grid> = Vec::new();
    let mut last = None;
    for place in promises::cells(roadmap) {
        let table = (place.section, place.table);
        if last.replace(table) != Some(table) {
            grids.push(Grid::new());
        }
        let grid = grids.last_mut().expect("one was put in");
        if grid.len() <= place.row as usize {
            grid.push(Vec::new());
        }
        let cell = roadmap.cell(place).map_or_else(String::new, std::borrow::Cow::into_owned);
        grid.last_mut().expect("one was put in").push(cell);
    }
    grids
}

/// How many tables stand before the one of a cell.
fn of_place(roadmap: &Roadmap, place: CellPlace) -> usize {
    let before = roadmap.sections().iter().take(place.section as usize);
    before.map(|section| section.tables.len()).sum::<usize>() + place.table as usize
}

fn verbs(words: &str) -> Vec<Verb> {
    let mut verbs = vec![
        Verb::SetCell(words.to_owned()),
        Verb::AddBelow(words.to_owned()),
        Verb::Delete,
        Verb::AlignTable,
        Verb::SetLevel(Some(Level::Competent)),
        Verb::SetLevel(None),
        Verb::SetTarget(Some(Level::Expert)),
    ];
    verbs.extend([State::Todo, State::Doing, State::Done, State::Skipped].map(Verb::SetState));
    verbs
}

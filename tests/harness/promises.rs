//! What every reading and every edit promises, whatever the text.

#![allow(dead_code, reason = "each test uses its part")]

use milepost::edit::{Edit, Verb, verify};
use milepost::model::{CellPlace, Item, Place, Replacement, Roadmap, Section, State};
use milepost::settings::{Cascade, Defaults};
use milepost::span::Span;

use crate::picture;

pub(crate) fn read(bytes: &[u8], defaults: Defaults) -> Roadmap {
    Roadmap::read(bytes.to_vec(), defaults)
}

/// The places of all cells, those that are not written too.
pub(crate) fn cells(roadmap: &Roadmap) -> Vec<CellPlace> {
    let mut places = Vec::new();
    for (section, content) in (0..).zip(roadmap.sections()) {
        for (table, value) in (0..).zip(&content.tables) {
            for row in 0..value.rows.len() as u32 {
                let columns = 0..value.n_columns() as u32;
                places.extend(columns.map(|column| CellPlace { section, table, row, column }));
            }
        }
    }
    places
}

/// Where two models differ first, if they do.
pub(crate) fn difference(left: &Roadmap, right: &Roadmap) -> Option<(String, String)> {
    let (left, right) = (picture::of(left), picture::of(right));
    let mut lines = left.lines().zip(right.lines());
    let found =
        lines.find(|(left, right)| left != right).map(|(left, right)| (left.to_owned(), right.to_owned()));
    found.or_else(|| (left != right).then(|| ("more".to_owned(), "fewer".to_owned())))
}

/// Every span of a section lies on characters of its text.
pub(crate) fn assert_spans(section: &Section) {
    let text = section.text.as_str();
    let lies_well = |span: Span| text.get(span.range()).is_some();
    for item in &section.items {
        let spans = [item.span, item.marker, item.text].into_iter().chain(item.note);
        assert!(spans.chain(item.mark.map(|mark| mark.span())).all(lies_well), "{item:?}");
        assert!(!item.marker.is_empty(), "{item:?}");
    }
    assert!(lies_well(section.heading) && lies_well(section.prose));
    for table in &section.tables {
        assert!(table.rows.iter().flat_map(|row| &row.cells).all(|cell| lies_well(*cell)));
    }
}

/// Other bytes in the place of some, read in part, are what reading the whole gives, there and back.
pub(crate) fn assert_change(roadmap: &Roadmap, defaults: Defaults, span: Span, new: &[u8]) {
    let bytes = roadmap.to_bytes();
    let mut changed = roadmap.clone();
    changed.adopt(changed.reread(&[Replacement { span, new }]));
    let whole = [&bytes[..span.start as usize], new, &bytes[span.end as usize..]].concat();
    assert_eq!(difference(&changed, &read(&whole, defaults)), None, "read again");
    let start = span.start as usize;
    let back = Replacement { span: Span::new(start, start + new.len()), new: &bytes[span.range()] };
    changed.adopt(changed.reread(&[back]));
    assert_eq!(difference(&changed, roadmap), None, "read again, taken back");
    assert!(changed.is_made_of(&bytes));
}

/// An edit is what it says: it can be taken back, and reads in part like the whole. Gives the roadmap that it makes.
pub(crate) fn assert_edit(roadmap: &Roadmap, defaults: Defaults, edit: &Edit) -> Roadmap {
    let bytes = roadmap.to_bytes();
    let new = edit.apply(&bytes).expect("the old bytes are there");
    let inverse = edit.invert();
    assert_eq!(inverse.apply(&new).expect("the new bytes are there"), bytes, "taken back");
    assert!(std::str::from_utf8(&new).is_ok() || std::str::from_utf8(&bytes).is_err());
    let rereading = roadmap.reread(&edit.replacements(roadmap).expect("the old bytes are there"));
    verify(&rereading.parts(roadmap), edit.effect).unwrap_or_else(|error| panic!("{error}"));
    let mut adopted = roadmap.clone();
    adopted.adopt(rereading);
    let whole = read(&new, defaults);
    assert_eq!(difference(&adopted, &whole), None, "read again");
    let back = adopted.reread(&inverse.replacements(&adopted).expect("the new bytes are there"));
    verify(&back.parts(&adopted), inverse.effect).unwrap_or_else(|error| panic!("taken back: {error}"));
    adopted.adopt(back);
    assert_eq!(difference(&adopted, roadmap), None, "read again, taken back");
    whole
}

/// The items that a verb is not about have the same states and words as before, in the same order.
pub(crate) fn assert_others_stay(
    old: &Roadmap,
    new: &Roadmap,
    defaults: Defaults,
    place: Place,
    verb: &Verb,
) {
    let is_cascade = defaults.cascade != Cascade::Off;
    let about = &old.section(place.section).items[place.item as usize];
    let states = |roadmap: &Roadmap| -> Vec<(Place, State)> {
        roadmap.items().map(|(place, item): (Place, &Item)| (place, item.state)).collect()
    };
    let (before, mut after) = (states(old), states(new));
    match verb {
        Verb::SetState(state) if !is_cascade => {
            assert_eq!(new.item(place).state, *state);
            let changed = before.iter().zip(&after).filter(|(before, after)| before != after);
            assert!(changed.count() <= 1 && before.len() == after.len());
        }
        Verb::SetNote(text) => {
            // One without words is none.
            assert_eq!(new.item(place).note.is_some(), !text.trim().is_empty());
            assert_eq!(before, after);
        }
        Verb::RemoveNote | Verb::Reword(_) | Verb::SetLevel(_) | Verb::SetTarget(_) => {
            assert_eq!(before, after);
        }
        Verb::SetFraction { done, .. } => {
            assert_eq!(new.fraction(place).map(|fraction| fraction.done), Some(*done));
            assert_eq!(before, after);
        }
        Verb::SetCell(_) | Verb::AlignTable | Verb::RateSkill { .. } => panic!("an item is no table"),
        Verb::AddEntry(_) | Verb::RewordEntry(_) | Verb::DeleteEntry => panic!("an item is no journal"),
        Verb::AimAt { role, .. } => {
            assert_eq!(new.front_matter.target, *role);
            assert_eq!(before, after);
        }
        Verb::MendBoxes => panic!("it is about the whole roadmap"),
        Verb::AddBelow(_) | Verb::AddChild(_) => {
            let at = Place { item: about.end, ..place };
            after.retain(|(place, _)| *place != at);
            let only =
                |states: Vec<(Place, State)>| states.into_iter().map(|(_, state)| state).collect::<Vec<_>>();
            assert_eq!(only(before), only(after));
        }
        Verb::Delete => assert_eq!(before.len() - (about.end - place.item) as usize, after.len()),
        Verb::SetState(_) | Verb::MoveUp | Verb::MoveDown | Verb::Track | Verb::TrackSection { .. } => {
            assert_eq!(before.len(), after.len());
        }
    }
}

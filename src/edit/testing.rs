//! What the verbs' tests share: a text with a place in it, a verb, and the text after.
//!
//! The place is a `‸` somewhere behind the marker of the item that is meant; it is taken out.

use std::fmt::Write as _;

use super::{Circumstances, Edit, Verb, verify};
use crate::error::Error;
use crate::model::{Place, Roadmap};
use crate::settings::{Cascade, CountRule, Defaults, DoneDate, StateSet};

pub(super) const DEFAULTS: Defaults = Defaults {
    count: CountRule::Leaves,
    states: StateSet::Obsidian,
    done_date: DoneDate::Off,
    cascade: Cascade::Off,
};

pub(super) fn circumstances() -> Circumstances {
    Circumstances { today: jiff::civil::date(2026, 11, 22) }
}

pub(super) fn read(text: &str, defaults: Defaults) -> Roadmap {
    Roadmap::read(text.as_bytes().to_vec(), defaults)
}

/// The roadmap of a text without its `‸`, and the place that it marks.
pub(super) fn read_marked(text: &str, defaults: Defaults) -> (Roadmap, Place) {
    let at = text.find('‸').expect("a place is marked");
    let roadmap = read(&text.replace('‸', ""), defaults);
    let before = roadmap
        .items()
        .take_while(|(place, item)| roadmap.section(place.section).offset + (item.marker.end as usize) <= at);
    let (place, _) = before.last().expect("an item is marked");
    (roadmap, place)
}

#[track_caller]
pub(super) fn check(before: &str, verb: &Verb, after: &str) {
    check_with(DEFAULTS, before, verb, after);
}

#[track_caller]
pub(super) fn check_with(defaults: Defaults, before: &str, verb: &Verb, after: &str) {
    let (roadmap, place) = read_marked(before, defaults);
    let edit = verb.edit(&roadmap, place, circumstances()).unwrap_or_else(|error| panic!("{error}"));
    assert_edit(&roadmap, defaults, &edit, after);
}

#[track_caller]
pub(super) fn refused(before: &str, verb: &Verb, reason: &str) {
    let (roadmap, place) = read_marked(before, DEFAULTS);
    let edit: Result<Edit, Error> = verb.edit(&roadmap, place, circumstances());
    let error = edit.expect_err("it is refused");
    assert!(error.reason.contains(reason), "{error}");
}

/// An edit gives a text, can be taken back, reads in part like the whole, and does what it says.
#[track_caller]
pub(super) fn assert_edit(roadmap: &Roadmap, defaults: Defaults, edit: &Edit, after: &str) {
    let bytes = roadmap.to_bytes();
    let new = edit.apply(&bytes).expect("the old bytes are there");
    assert_eq!(String::from_utf8_lossy(&new), after);
    let inverse = edit.invert();
    assert_eq!(inverse.apply(&new).expect("the new bytes are there"), bytes, "taken back");
    let adopted = adopted(roadmap, edit);
    assert_eq!(picture(&adopted), picture(&Roadmap::read(new, defaults)), "read again");
    let back = self::adopted(&adopted, &inverse);
    assert_eq!(picture(&back), picture(roadmap), "read again after it was taken back");
}

#[track_caller]
fn adopted(roadmap: &Roadmap, edit: &Edit) -> Roadmap {
    let replacements = edit.replacements(roadmap).expect("the old bytes are there");
    let rereading = roadmap.reread(&replacements);
    verify(&rereading.parts(roadmap), edit.effect).unwrap_or_else(|error| panic!("{error}"));
    let mut adopted = roadmap.clone();
    adopted.adopt(rereading);
    adopted
}

/// All that a roadmap holds, as text to compare.
fn picture(roadmap: &Roadmap) -> String {
    let mut picture = String::new();
    for section in roadmap.sections() {
        let _ = writeln!(
            picture,
            "section {} {:?} {} {} {:?} {:?} {:?} {} {:?} {:?} {:?}",
            section.offset,
            section.text.as_str(),
            section.line,
            section.level,
            section.heading,
            section.kind,
            section.parent,
            section.end,
            section.own,
            section.total,
            section.prose,
        );
        let _ = writeln!(picture, "{:#?} {:#?}", section.items, section.tables);
    }
    let _ = writeln!(picture, "{:#?} {:?}", roadmap.phases(), roadmap.settings());
    picture
}

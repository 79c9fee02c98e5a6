//! The guard against wrong edits: what the new text reads as must be what the edit meant (design.md, "Saving").

mod tables;

use std::ops::Range;

use super::{Edit, Effect};
use crate::error::Error;
use crate::model::{Item, Roadmap, Section};

/// The old and the new sections of each part that was read again, as [`crate::model::Rereading::parts`] has them.
pub type Parts<'a> = [(&'a [Section], &'a [Section])];

/// Whether the parts that were read again changed as an edit's effect says and in no other way.
pub fn verify(parts: &Parts<'_>, effect: Effect) -> Result<(), Error> {
    let Effect { is_move, is_scattered, .. } = effect;
    let mut found = Effect { is_move, is_scattered, ..Effect::default() };
    for (old, new) in parts {
        let run = run_between(old, new);
        let (old_run, new_run) = if old.len() > new.len() { (run, 0..0) } else { (0..0, run) };
        let (old, gone) = without_run(old, old_run);
        let (new, added) = without_run(new, new_run);
        if old.iter().zip(&new).any(|(old, new)| old.level != new.level) {
            return Err(wrong("the headings would change"));
        }
        for (old, new) in old.into_iter().zip(new) {
            compare(old, new, effect, &mut found)?;
        }
        add_up(added, 1, &mut found);
        add_up(gone, -1, &mut found);
    }
    if found.headings != effect.headings {
        return Err(wrong("the headings would change"));
    }
    let of_tables = |effect: Effect| (effect.tables, effect.rows, effect.columns, effect.cells);
    if of_tables(found) != of_tables(effect) {
        return Err(wrong("a table would change as well, or in another way"));
    }
    if found == effect { Ok(()) } else { Err(wrong("other items or boxes would change as well")) }
}

/// By which run of sections the longer of two parts is longer.
fn run_between(old: &[Section], new: &[Section]) -> Range<usize> {
    let is_same = |(old, new): &(&Section, &Section)| {
        (old.level, old.heading_text()) == (new.level, new.heading_text())
    };
    let start = old.iter().zip(new).take_while(is_same).count();
    let len = old.len().abs_diff(new.len());
    let start = start.min(old.len().min(new.len()));
    start..start + len
}

fn without_run(sections: &[Section], run: Range<usize>) -> (Vec<&Section>, &[Section]) {
    let rest = sections[..run.start].iter().chain(&sections[run.end..]);
    (rest.collect(), &sections[run])
}

/// Adds up what sections hold that are there or gone as a whole.
fn add_up(sections: &[Section], by: i32, found: &mut Effect) {
    found.headings += by * sections.len() as i32;
    for section in sections {
        found.items += by * section.items.len() as i32;
        found.boxes += by * n_boxes(section);
        found.tables += by * section.tables.len() as i32;
    }
}

fn n_boxes(section: &Section) -> i32 {
    section.items.iter().filter(|item| item.mark.is_some()).count() as i32
}

/// Compares one section's items and tables, and adds the differences up.
fn compare(old: &Section, new: &Section, effect: Effect, found: &mut Effect) -> Result<(), Error> {
    if !tables::compare(old, new, found) {
        return Err(wrong("a table would change"));
    }
    found.items += new.items.len() as i32 - old.items.len() as i32;
    found.boxes += n_boxes(new) - n_boxes(old);
    let stays = if effect.is_move {
        is_permutation(old, new)
    } else if effect.is_scattered {
        is_part_in_order(old, new) || is_part_in_order(new, old)
    } else if old.items.len() == new.items.len() {
        let states = old.items.iter().zip(&new.items).filter(|(old, new)| old.state != new.state);
        found.states += states.count() as u32;
        old.items.iter().zip(&new.items).all(|(old, new)| (old.depth, old.parent) == (new.depth, new.parent))
    } else {
        is_one_run_apart(&old.items, &new.items, |old, new| shape(old) == shape(new))
    };
    if stays { Ok(()) } else { Err(wrong("other items would move to another place")) }
}

/// Whether the same items are there, in whatever order.
fn is_permutation(old: &Section, new: &Section) -> bool {
    let sorted = |section: &Section| {
        let items = section.items.iter();
        let mut shapes: Vec<_> = items.map(|item| (shape(item), item.text(section).len())).collect();
        shapes.sort_unstable();
        shapes
    };
    let (old, new) = (sorted(old), sorted(new));
    old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old.0 == new.0)
}

/// Whether the boxes of one are in the other too, in the same order.
fn is_part_in_order(part: &Section, whole: &Section) -> bool {
    let char = |item: &Item| item.mark.map(|mark| mark.char);
    let mut left = whole.items.iter();
    part.items.iter().all(|item| left.any(|other| char(other) == char(item)))
}

/// Whether one is the other with one run put in.
fn is_one_run_apart<T>(old: &[T], new: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    let is_same = |(old, new): &(&T, &T)| is_same(old, new);
    let same_before = old.iter().zip(new).take_while(is_same).count();
    let same_behind = old.iter().rev().zip(new.iter().rev()).take_while(is_same).count();
    same_before + same_behind >= old.len().min(new.len())
}

fn shape(item: &Item) -> (u16, Option<char>) {
    (item.depth, item.mark.map(|mark| mark.char))
}

fn wrong(reason: &str) -> Error {
    Error::new("change the text", format!("it would read as something else: {reason}"))
        .hint("make this change in an editor")
}

/// Whether an edit has the effect that it claims, and `claim` holds for the section it is about.
pub(super) fn check(
    roadmap: &Roadmap,
    edit: &Edit,
    section: u32,
    claim: impl Fn(&Section) -> bool,
) -> Result<(), Error> {
    let rereading = roadmap.reread(&edit.replacements(roadmap)?);
    let parts = rereading.parts(roadmap);
    verify(&parts, edit.effect)?;
    let about = roadmap.section(section);
    let mut pairs = parts.iter().flat_map(|(old, new)| old.iter().zip(*new));
    match pairs.find(|(old, _)| std::ptr::eq(*old, about)) {
        Some((_, new)) if !claim(new) => Err(wrong("what is written would not read as it should")),
        _ => Ok(()),
    }
}

/// Whether an edit that puts sections in has the effect that it claims, and `claim` holds for them.
pub(super) fn check_new(
    roadmap: &Roadmap,
    edit: &Edit,
    claim: impl Fn(&[Section]) -> bool,
) -> Result<(), Error> {
    let rereading = roadmap.reread(&edit.replacements(roadmap)?);
    let parts = rereading.parts(roadmap);
    verify(&parts, edit.effect)?;
    let added = parts.iter().map(|(old, new)| &new[run_between(old, new)]);
    match added.into_iter().find(|added| !added.is_empty()) {
        Some(added) if claim(added) => Ok(()),
        _ => Err(wrong("what is written would not read as it should")),
    }
}

/// The first of some edits that passes [`check`]; the reason of the last where none does.
pub(super) fn first_that_reads(
    roadmap: &Roadmap,
    edits: impl IntoIterator<Item = Edit>,
    section: u32,
    claim: impl Fn(&Section) -> bool,
) -> Result<Edit, Error> {
    let mut refused = wrong("there is no way to write it");
    for edit in edits {
        match check(roadmap, &edit, section, &claim) {
            Ok(()) => return Ok(edit),
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

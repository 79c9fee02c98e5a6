//! Every box of the real files, ticked and unticked and taken back.
//!
//! Runs where the files lie beside the project.

#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "harness/beside.rs"]
mod beside;
#[path = "harness/picture.rs"]
mod picture;

use std::collections::HashMap;
use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use milepost::document::{Action, Change, Document, Target};
use milepost::edit::{Circumstances, Verb};
use milepost::model::{Place, Roadmap, State};
use milepost::settings::Defaults;
use milepost::span::Span;

const CIRCUMSTANCES: Circumstances = Circumstances { today: jiff::civil::Date::constant(2026, 11, 22) };

/// The boxes of GFM: those with a space or an `x` in them, as the parser sees them. Boxes with other states are ours
/// to read and not counted here.
fn boxes(roadmap: &Roadmap) -> Vec<Place> {
    let is_box = |char| matches!(char, ' ' | 'x' | 'X');
    roadmap
        .items()
        .filter(|(_, item)| item.mark.is_some_and(|mark| is_box(mark.char)))
        .map(|(place, _)| place)
        .collect()
}

fn write(document: &mut Document, change: &Change) -> Vec<(Span, Vec<u8>, Vec<u8>)> {
    let prepared = document.prepare(change, CIRCUMSTANCES).unwrap();
    let splices = prepared.step.edits.iter().flat_map(|edit| edit.splices().to_vec());
    let splices = splices.map(|splice| (splice.span, splice.old, splice.new)).collect();
    document.commit(prepared);
    splices
}

fn set(document: &mut Document, place: Place, state: State) -> Vec<(Span, Vec<u8>, Vec<u8>)> {
    let action = Action { target: Target::Item(place), verb: Verb::SetState(state) };
    write(document, &Change::Act(vec![action]))
}

/// The byte between the brackets on an item's own line.
fn char_of(roadmap: &Roadmap, text: &[u8], line_starts: &[usize], place: Place) -> usize {
    let line = roadmap.item_line(place);
    let (start, end) = (line_starts[line - 1], line_starts.get(line).copied().unwrap_or(text.len()));
    let section = roadmap.section(place.section);
    let char = section.offset + roadmap.item(place).mark.unwrap().char_span().start as usize;
    assert!((start..end).contains(&char), "the box is on line {line}");
    assert_eq!((text[char - 1], text[char + 1]), (b'[', b']'), "line {line}");
    char
}

/// Where lines begin, counted without the program: after `\n`, and after `\r` that no `\n` follows.
fn line_starts(text: &[u8]) -> Vec<usize> {
    let ends = (0..text.len())
        .filter(|&at| text[at] == b'\n' || text[at] == b'\r' && text.get(at + 1) != Some(&b'\n'));
    std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
}

fn check_file(name: &str, text: &[u8]) -> usize {
    let mut document = Document::new(text.to_vec(), Defaults::default());
    let first = picture::of(&document.roadmap);
    assert_eq!(document.roadmap.to_bytes(), text, "{name}");
    let line_starts = line_starts(text);
    let places = boxes(&document.roadmap);
    // A date comes and goes with the tick, in the files that have dates.
    let has_dates = ["✅", "[completion::"].iter().any(|date| String::from_utf8_lossy(text).contains(date));
    for &place in &places {
        let at = char_of(&document.roadmap, text, &line_starts, place);
        let (new, state) = if text[at] == b' ' { (b'x', State::Done) } else { (b' ', State::Todo) };
        let splices = set(&mut document, place, state);
        let line = document.roadmap.item_line(place);
        assert_eq!(splices[0], (Span::new(at, at + 1), vec![text[at]], vec![new]), "{name}:{line}");
        assert!(splices.len() == 1 || has_dates, "{name}:{line}: {splices:?}");
        assert_eq!(document.roadmap.item(place).state, state, "{name}:{line}");
        if place == places[0] {
            assert_one_byte(&document.roadmap.to_bytes(), text, at, new, has_dates);
        }
        let back = write(&mut document, &Change::Undo);
        assert_eq!(back.len(), splices.len());
        assert_eq!(
            document.roadmap.item(place).mark.map(|mark| mark.char as u8),
            Some(text[at]),
            "{name}:{line}"
        );
    }
    assert!(document.roadmap.to_bytes() == text, "{name} is as it was");
    assert!(picture::of(&document.roadmap) == first, "{name} reads as it did");
    places.len()
}

fn assert_one_byte(new: &[u8], old: &[u8], at: usize, byte: u8, has_dates: bool) {
    if has_dates {
        return;
    }
    let mut expected = old.to_vec();
    expected[at] = byte;
    assert!(new == expected, "one byte is another");
}

/// How many boxes each file has: as many as the bare parser found when the files were chosen (5,614 in all, in
/// `index.tsv`), and in one of them six more. That one has 20; behind a closing fence that ends with a tab the bare
/// parser sees no box, and finds 14.
fn counted() -> HashMap<String, usize> {
    let index = fs::read_to_string(beside::find("corpus/index.tsv").unwrap()).unwrap();
    let counts = index.lines().skip(1).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let missed = if columns[0].contains("4460-per-request-deadline") { 6 } else { 0 };
        (columns[0].to_owned(), columns[6].parse::<usize>().unwrap() + missed)
    });
    counts.collect()
}

#[test]
fn every_box_of_the_real_files_is_ticked_by_one_byte_and_taken_back() {
    let Some(files) = beside::corpus() else { return };
    let counted = counted();
    let next = AtomicUsize::new(0);
    let check_some = || {
        let mut n_boxes = 0;
        while let Some((name, text)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let found = check_file(name, text);
            assert_eq!(Some(&found), counted.get(name), "{name}");
            n_boxes += found;
        }
        n_boxes
    };
    let n_boxes: usize = thread::scope(|scope| {
        let threads = [(); 4].map(|()| scope.spawn(check_some));
        threads.map(|thread| thread.join().expect("each file is as it should be")).iter().sum()
    });
    assert_eq!(n_boxes, 5614 + 6);
}

#[test]
fn what_is_opened_and_not_changed_writes_nothing() {
    let Some(files) = beside::corpus() else { return };
    for (name, text) in files {
        let document = Document::new(text.clone(), Defaults::default());
        for place in boxes(&document.roadmap) {
            let state = document.roadmap.item(place).state;
            let action = Action { target: Target::Item(place), verb: Verb::SetState(state) };
            let prepared = document.prepare(&Change::Act(vec![action]), CIRCUMSTANCES).unwrap();
            assert!(prepared.is_empty(), "{name}");
        }
        assert!(document.roadmap.is_made_of(&text), "{name}");
    }
}

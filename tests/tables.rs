//! Every cell of many tables is set to something else: nothing around it changes, and it reads as what was set, here and
//! in two other parsers.
//!
//! Real files and GFM's examples are used where they lie beside the project.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on is to fail")]

#[path = "harness/beside.rs"]
mod beside;
#[path = "harness/parsers.rs"]
mod parsers;
#[path = "harness/picture.rs"]
mod picture;
#[path = "harness/seed.rs"]
mod seed;

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use milepost::edit::{Edit, Verb, verify};
use milepost::model::matrix::Matrix;
use milepost::model::{CellPlace, Level, Roadmap, State};
use milepost::settings::Defaults;
use parsers::Grid;
use proptest::prelude::*;
use proptest::sample::select;
use unicode_width::UnicodeWidthStr;

/// Words without a meaning of their own in Markdown; a pipe, what takes two columns, and what fits nowhere.
const TEXTS: [&str; 4] = ["set", "a|b", "🌱", "much longer than anything that stood in this place before it"];

/// In the styles that people write.
const TABLES: [&str; 12] = [
    "|Skill|Mid|Senior|Notes|\n|---|---|---|---|\n|Event loop|✅|🔲||\n|Streams|✅|🔲|Read about `a\\|b`|",
    "# T\n\n| Skill      | Mid | Notes        |\n|------------|:---:|-------------:|\n| Event loop | ✅  |         read |\n\
     | 漢字       |     |              |\n\nwords\n",
    "Skill | Mid\r\n--- | ---\r\nloop | x\r\nstreams\r\n| lead | y\r\n",
    "> - item\n>\n>   |a|b|\n>   |-|-|\n>   |1|2|3|\n>   |4|\n",
    "words\na | b\n--|--\n`c | d` | e\n",
    "- | in | item |\n  |:---|---:|\n  | 1 | |\n- next\n",
    "|a|\n|-|\n||\n|\\||\nb\n\nwords\n",
    "| a | b |\n| --- | --- |\n| - | |\n| : | - - |\n|  |  |\n# H\n",
    "\u{feff}|a|b|\n|:-:|-|\n|<br>|[l](x) **b**|  \n|\\\\|c|\n",
    "\t|a|\n\na|b\n-|-\n    c|d\n   e|f\n> g\n",
    "1. x\n\n   | Skill | Level |\n   | ----- | ----- |\n   | a     | 1     |\n   | much longer | 2 |\n",
    "| wide | ☑️ |\n|------|----|\n| e\u{301}é | 👨‍👩‍👧 |\n| a    |    |\n",
];

fn read(text: &str) -> Roadmap {
    Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
}

fn places(roadmap: &Roadmap) -> Vec<CellPlace> {
    let mut places = Vec::new();
    for (section, content) in (0..).zip(roadmap.sections()) {
        for (table, value) in (0..).zip(&content.tables) {
            let columns = value.n_columns() as u32;
            let rows = 0..value.rows.len() as u32;
            let cells = rows.flat_map(|row| (0..columns).map(move |column| (row, column)));
            places.extend(cells.map(|(row, column)| CellPlace { section, table, row, column }));
        }
    }
    places
}

/// The roadmap after an edit, which does what it says and can be taken back.
fn made(roadmap: &Roadmap, edit: &Edit) -> Roadmap {
    let (old, new) = (roadmap.to_bytes(), adopted(roadmap, edit));
    let bytes = edit.apply(&old).unwrap();
    assert!(new.is_made_of(&bytes));
    assert!(edit.invert().apply(&bytes).unwrap() == old, "taken back");
    new
}

fn adopted(roadmap: &Roadmap, edit: &Edit) -> Roadmap {
    let rereading = roadmap.reread(&edit.replacements(roadmap).unwrap());
    verify(&rereading.parts(roadmap), edit.effect).unwrap_or_else(|error| panic!("{error}"));
    let mut adopted = roadmap.clone();
    adopted.adopt(rereading);
    adopted
}

/// What was read in part is what is read as a whole, there and back.
fn assert_whole(old: &Roadmap, edit: &Edit) {
    let read = |roadmap: &Roadmap| picture::of(&Roadmap::read(roadmap.to_bytes(), Defaults::default()));
    let new = adopted(old, edit);
    assert_eq!(picture::of(&new), read(&new));
    assert_eq!(picture::of(&adopted(&new, &edit.invert())), read(old));
}

/// Where the pipes that divide stand in a line, told without the program.
fn pipes(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    (0..bytes.len()).filter(|&at| bytes[at] == b'|' && (at == 0 || bytes[at - 1] != b'\\')).collect()
}

/// The lines of a text that a table takes: its header, its hyphens, its rows.
fn table_lines(roadmap: &Roadmap, place: CellPlace) -> Vec<String> {
    let section = roadmap.section(place.section);
    let lines: Vec<&str> = milepost::span::lines(section.text.as_str()).collect();
    let n_rows = section.tables[place.table as usize].rows.len();
    let header = roadmap.row_line(CellPlace { row: 0, ..place }).unwrap() - 1 - section.line;
    lines[header..=header + n_rows].iter().map(|line| (*line).to_owned()).collect()
}

/// The columns of the screen at which each line has its pipes.
fn pipe_columns(lines: &[String]) -> Vec<Vec<usize>> {
    let columns = |line: &String| pipes(line).iter().map(|&pipe| line[..pipe].width()).collect();
    lines.iter().map(columns).collect()
}

/// Sets a cell and tells what is wrong with the result, if anything.
fn set(roadmap: &Roadmap, place: CellPlace, text: &str) {
    let edit = Verb::SetCell(text.to_owned()).edit_cell(roadmap, place);
    let edit = edit.unwrap_or_else(|error| panic!("{error}"));
    let new = made(roadmap, &edit);
    assert_eq!(new.cell(place).as_deref(), Some(text));
    if place.row == 1 && place.column == 0 {
        assert_whole(roadmap, &edit);
    }
    let (old_lines, new_lines) = (table_lines(roadmap, place), table_lines(&new, place));
    let line = place.row as usize + usize::from(place.row > 0);
    for (nth, (old, new)) in old_lines.iter().zip(&new_lines).enumerate() {
        assert!(nth == line || old == new, "another row changed: {old:?} {new:?}");
    }
    assert_only_cell_changed(&old_lines[line], &new_lines[line], place.column as usize);
    assert_stays_aligned(&old_lines, &new_lines, line, text);
    for parse in [parsers::pulldown, parsers::comrak] {
        let section = |roadmap: &Roadmap| parse(roadmap.section(place.section).text.as_str());
        assert_one_cell_differs(&section(roadmap), &section(&new), text);
    }
}

/// All but one stretch between two pipes is as it was; at the ends of a row pipes may have been added.
fn assert_only_cell_changed(old: &str, new: &str, column: usize) {
    let parts = |line: &str| -> Vec<String> {
        let mut at = 0;
        let ends = pipes(line).into_iter().chain([line.len()]);
        let mut parts = Vec::new();
        for end in ends {
            parts.push(line[at..end].to_owned());
            at = end + 1;
        }
        parts
    };
    let (old, new) = (parts(old), parts(new));
    let same_before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let same_behind = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let n_touched = old.len().saturating_sub(same_before + same_behind);
    assert!(n_touched <= 1, "{old:?} {new:?}");
    let is_longer = new.len() > old.len();
    assert!(is_longer || same_before.abs_diff(column) <= 1 || old == new, "{old:?} {new:?} at {column}");
}

/// Where the pipes of all lines stood below one another and the text has room, they still do.
fn assert_stays_aligned(old: &[String], new: &[String], line: usize, text: &str) {
    let before = pipe_columns(old);
    let changed = old.iter().zip(new).position(|(old, new)| old != new);
    if changed.is_none() || before.iter().any(|columns| *columns != before[0]) {
        return;
    }
    let written = text.replace('|', "\\|");
    let start = old[line].bytes().zip(new[line].bytes()).take_while(|(old, new)| old == new).count();
    let pipe = pipes(&old[line]).iter().position(|&pipe| pipe >= start);
    let Some(pipe) = pipe.filter(|&pipe| pipe > 0) else { return };
    let room = before[line][pipe] - before[line][pipe - 1] - 1;
    if written.width() + 2 <= room {
        assert_eq!(pipe_columns(new), before, "{old:#?} {new:#?}");
    }
}

/// A parser sees the same tables with another text in one cell, or none where it sees other tables than the program.
fn assert_one_cell_differs(old: &[Grid], new: &[Grid], text: &str) {
    let shape = |tables: &[Grid]| -> Vec<Vec<usize>> {
        tables.iter().map(|table| table.iter().map(Vec::len).collect()).collect()
    };
    assert_eq!(shape(old), shape(new));
    let cells = |tables: &[Grid]| -> Vec<String> { tables.iter().flatten().flatten().cloned().collect() };
    let (old, new) = (cells(old), cells(new));
    let differing: Vec<_> = old.iter().zip(&new).filter(|(old, new)| old != new).collect();
    assert!(differing.len() <= 1, "{differing:?}");
    assert!(differing.iter().all(|(_, new)| *new == text), "{differing:?}");
}

/// Sets every cell of a text to each of the texts, and tells how many cells there are.
fn set_all(name: &str, text: &str) -> usize {
    let roadmap = read(text);
    let places = places(&roadmap);
    for &place in &places {
        for text in TEXTS {
            let result = std::panic::catch_unwind(|| set(&roadmap, place, text));
            assert!(result.is_ok(), "{name}: {place:?} {text:?}");
        }
    }
    places.len()
}

#[test]
fn every_cell_is_set_and_nothing_else() {
    let n_cells: usize = TABLES.iter().map(|text| set_all(text, text)).sum();
    assert_eq!(n_cells, 75);
    for ending in ["\r\n", "\r"] {
        for text in TABLES {
            set_all(text, &text.replace("\r\n", "\n").replace('\n', ending));
        }
    }
}

#[test]
fn every_cell_of_the_real_files_is_set_and_nothing_else() {
    let Some(files) = beside::corpus() else { return };
    let next = AtomicUsize::new(0);
    let check_some = || {
        let mut n_tables = 0;
        while let Some((name, text)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let text = str::from_utf8(text).unwrap();
            let n_here = read(text).sections().iter().map(|section| section.tables.len()).sum::<usize>();
            assert_eq!(n_here, parsers::comrak(text).len(), "{name}");
            n_tables += n_here;
            set_all(name, text);
        }
        n_tables
    };
    let n_tables: usize = thread::scope(|scope| {
        let threads = [(); 2].map(|()| scope.spawn(check_some));
        threads.map(|thread| thread.join().expect("each file is as it should be")).iter().sum()
    });
    assert_eq!(n_tables, 57);
}

#[test]
fn every_cell_of_the_specifications_tables_is_set_and_nothing_else() {
    let fence = "`".repeat(32);
    let mut n_cells = 0;
    for suite in ["gfm-spec.txt", "gfm-extensions.txt", "gfm-regression.txt"] {
        let Some(path) = beside::find(&format!("suites/{suite}")) else { return };
        let text = fs::read_to_string(path).unwrap();
        for example in text.split(&format!("{fence} example")).skip(1) {
            let example = example.split_once('\n').unwrap().1.split("\n.\n").next().unwrap();
            n_cells += set_all(suite, &example.replace('→', "\t"));
        }
    }
    assert!(n_cells > 60, "{n_cells}");
}

/// Cells as they may stand between pipes.
const CELLS: [&str; 22] = [
    "",
    "",
    "a",
    "b c",
    "✅",
    "🔲",
    "x",
    "-",
    "`a\\|b`",
    "\\|",
    "\\\\",
    "漢字",
    "**b** [l](x)",
    "<br>",
    "3",
    "★★☆☆☆",
    "novice",
    "- a",
    "# h",
    "%%",
    "> q",
    "1. e",
];

const HEADERS: [&str; 10] =
    ["Skill", "Mid", "Senior", "Level", "Target", "Notes", "", "a\\|b", "Level", "much longer header"];

/// What is typed.
const TYPED: [&str; 16] = [
    "",
    "x",
    "|",
    "\\",
    "a\\|b",
    "a\nb",
    "`a|b`",
    "🌱",
    "- [ ] x",
    "# h",
    "> q",
    "---",
    "%% x %%",
    "<!-- ",
    "| - |",
    "  long enough to outgrow most columns  ",
];

/// A row in a style: with outer pipes or without, with blanks or without.
fn row(cells: &[&str], (is_opened, is_closed): (bool, bool), widths: &[usize]) -> String {
    let pad = |(column, cell): (usize, &&str)| {
        let room = widths.get(column).copied().unwrap_or_default();
        let blanks = " ".repeat(room.saturating_sub(cell.width()));
        if room == 0 { (*cell).to_owned() } else { format!(" {cell}{blanks} ") }
    };
    let row = cells.iter().enumerate().map(pad).collect::<Vec<_>>().join("|");
    let opening = if is_opened { "|" } else { "" };
    let closing = if is_closed { "|" } else { "" };
    format!("{opening}{row}{closing}")
}

fn table() -> impl Strategy<Value = String> {
    let columns =
        prop::collection::vec((select(&HEADERS[..]), select(&["-", "---", ":--", "--:", ":-:"][..])), 1..5);
    let body = prop::collection::vec(prop::collection::vec(select(&CELLS[..]), 1..6), 0..4);
    let style = (0..3_u8, prop::bool::weighted(0.8), prop::bool::weighted(0.8));
    let around = (
        select(&["", "", "> ", "- x\n\n  ", "words\n\n", "words\n", "# H\n\n", "\u{feff}"][..]),
        select(&["\n", "\n", "\r\n", "\r"][..]),
        select(&["", "\n", "\n\nwords\n", "\n- [ ] a\n", "\n\n# Next\n\n- [x] a\n"][..]),
    );
    (columns, body, style, around).prop_map(|(columns, body, (padding, is_opened, is_closed), around)| {
        let (start, ending, end) = around;
        let headers: Vec<&str> = columns.iter().map(|(header, _)| *header).collect();
        let hyphens: Vec<&str> = columns.iter().map(|(_, hyphens)| *hyphens).collect();
        let widths: Vec<usize> = (0..columns.len())
            .map(|column| {
                let cells = body.iter().filter_map(|row| row.get(column)).chain([&headers[column]]);
                match padding {
                    0 => 0,
                    1 => 1,
                    _ => cells.map(|cell| cell.width()).max().unwrap_or(0).max(3),
                }
            })
            .collect();
        let outer = (is_opened || columns.len() == 1, is_closed);
        let mut lines = vec![row(&headers, outer, &widths), row(&hyphens, outer, &widths)];
        lines.extend(body.iter().map(|cells| row(cells, outer, &widths)));
        let indent = match start {
            "> " => "> ",
            "- x\n\n  " => "  ",
            _ => "",
        };
        let text = format!("{start}{}{end}", lines.join(&format!("\n{indent}")));
        text.replace('\n', ending)
    })
}

fn verbs() -> Vec<Verb> {
    let mut verbs: Vec<Verb> = TYPED.iter().map(|text| Verb::SetCell((*text).to_owned())).collect();
    verbs.extend([State::Done, State::Todo, State::Doing, State::Skipped].map(Verb::SetState));
    verbs.extend([Verb::SetLevel(Some(Level::Proficient)), Verb::SetLevel(None)]);
    verbs.extend([Verb::SetTarget(Some(Level::Expert)), Verb::AlignTable, Verb::Delete]);
    verbs.extend(["new", "- a|b"].map(|name| Verb::AddBelow(name.to_owned())));
    verbs
}

/// What a verb promises of the cells, besides what every edit does.
fn assert_promise(old: &Roadmap, new: &Roadmap, place: CellPlace, verb: &Verb) {
    let table = |roadmap: &Roadmap| roadmap.section(place.section).tables[place.table as usize].clone();
    let (before, after) = (table(old), table(new));
    let n_rows = after.rows.len() as i32 - before.rows.len() as i32;
    let n_columns = after.n_columns() as i32 - before.n_columns() as i32;
    match verb {
        Verb::SetCell(text) => {
            let typed = text.trim().replace('\n', "<br>");
            assert_eq!(new.cell(place).as_deref(), Some(&*typed));
        }
        Verb::SetState(_) => assert_ne!(place.row, 0),
        Verb::SetLevel(level) => {
            let held = |matrix: Matrix<'_>| matrix.level(place.row as usize);
            assert_eq!(new.matrix(place.section, place.table).and_then(held), *level);
        }
        Verb::SetTarget(level) => {
            let held = |matrix: Matrix<'_>| matrix.target(place.row as usize);
            assert_eq!(new.matrix(place.section, place.table).and_then(held), *level);
        }
        Verb::AlignTable => {
            let again = Verb::AlignTable.edit_cell(new, place).unwrap();
            assert!(again.is_empty(), "aligned twice: {again:?}");
        }
        _ => {}
    }
    let expected = match verb {
        Verb::AddBelow(_) => (1, 0),
        Verb::Delete => (-1, 0),
        Verb::SetLevel(_) | Verb::SetTarget(_) => (0, n_columns.clamp(0, 1)),
        _ => (0, 0),
    };
    assert_eq!((n_rows, n_columns), expected);
}

/// `PROPTEST_CASES` asks for more than a daily run has time for.
fn config() -> ProptestConfig {
    let given = ProptestConfig::default();
    let is_asked = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if is_asked { given.cases } else { 64 };
    ProptestConfig { cases, failure_persistence: None, rng_seed: seed::of_run(7), ..given }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_verb_on_every_cell_is_right_or_refused(text in table()) {
        let roadmap = read(&text);
        for place in places(&roadmap) {
            for verb in verbs() {
                let Ok(edit) = verb.edit_cell(&roadmap, place) else { continue };
                let check = || {
                    assert_whole(&roadmap, &edit);
                    assert_promise(&roadmap, &made(&roadmap, &edit), place, &verb);
                };
                if std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_err() {
                    panic!("{verb:?} at {place:?} of {text:?}: {edit:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_typed_into_a_table_is_refused_only_for_comments(text in table()) {
        let roadmap = read(&text);
        for place in places(&roadmap) {
            for typed in TYPED.iter().filter(|typed| !typed.contains("%%") && !text.contains("%%")) {
                let edit = Verb::SetCell((*typed).to_owned()).edit_cell(&roadmap, place);
                prop_assert!(edit.is_ok(), "{:?} at {:?} of {:?}: {:?}", typed, place, text, edit);
            }
        }
    }
}

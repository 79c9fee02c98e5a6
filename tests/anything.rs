//! What holds for the panes whatever the file is and whatever happens: keys, other programs' writes, writes that fail,
//! sizes.

#![allow(clippy::unwrap_used)]

#[path = "harness/panes.rs"]
mod panes;
#[path = "harness/picture.rs"]
mod picture;
#[path = "harness/seed.rs"]
mod seed;

use std::fmt::Write as _;

use crossterm::event::{Event, MouseButton, MouseEvent, MouseEventKind};
use milepost::app::layout::Size;
use milepost::app::tab::Tab;
use milepost::app::{App, Message};
use milepost::command::Command;
use milepost::error::Error;
use milepost::keymap::Key;
use milepost::model::Roadmap;
use milepost::resources::Gathering;
use milepost::settings::{Cascade, CountRule, Defaults, DoneDate, StateSet};
use panes::Panes;
use proptest::prelude::*;
use proptest::sample::select;

/// What happens to the panes.
#[derive(Debug, Clone)]
enum Happening {
    Key(&'static str),
    Text(&'static str),
    Paste(&'static str),
    Command(Command),
    Click(u16, u16),
    Wheel(u16, u16, bool),
    Size(u16, u16),
    /// Another program changes the file, and it is noticed or not.
    Outside(Outside, bool),
    /// From now on writes fail, or do not.
    Failing(bool),
}

/// What another program does to the lines of a file. Lines are counted around the file's end.
#[derive(Debug, Clone)]
enum Outside {
    Insert(usize, &'static str),
    Delete(usize, usize),
    Double(usize),
    Swap(usize, usize),
    Tick(usize),
    Empty,
}

const KEYS: [&str; 88] = [
    "j",
    "k",
    "down",
    "up",
    "g",
    "G",
    "home",
    "end",
    "ctrl-d",
    "ctrl-u",
    "pgdn",
    "pgup",
    "{",
    "}",
    "h",
    "l",
    "left",
    "right",
    "z",
    "Z",
    "tab",
    "shift-tab",
    "space",
    "x",
    "s",
    "p",
    "t",
    "T",
    "n",
    "e",
    "a",
    "A",
    "d",
    "alt-up",
    "alt-down",
    "u",
    "U",
    "R",
    "/",
    "N",
    "f",
    "o",
    "O",
    "y",
    "Y",
    "r",
    ":",
    "?",
    "ctrl-o",
    "esc",
    "q",
    "enter",
    "enter",
    "enter",
    "space",
    "space",
    "u",
    "u",
    "a",
    "n",
    "d",
    "T",
    "alt-down",
    "j",
    "j",
    "k",
    "esc",
    "alt-enter",
    "backspace",
    "ctrl-w",
    "ctrl-a",
    "ctrl-k",
    "delete",
    "E",
    "1",
    "2",
    "2",
    "4",
    "J",
    "3",
    "5",
    "[",
    "]",
    "+",
    "-",
    "=",
    "^",
    "$",
];

const TEXTS: [&str; 10] =
    ["a", "new words", "**b", "`", "- [ ] x", "語", "[x] y ^id", "# h", "|", "> q 📅 2026-01-02"];

const LINES: [&str; 18] = [
    "| b | 🔲 |\n",
    "|---|---|\n",
    "- [ ] a\n",
    "- a\n",
    "  - [x] b\n",
    "# New\n\n",
    "## Goals\n",
    "\n",
    "    \n",
    "```\n",
    "words\n",
    "  > note\n",
    "- [ ] c",
    "| Skill | Junior |\n|---|---|\n| a | ✅ |\n",
    "<!--\n",
    "1. [ ] n\r\n",
    "---\n",
    "- [/] p [1/2]\n",
];

/// Lists as people write them under headings, with notes, paragraphs, tables, code.
fn document() -> impl Strategy<Value = String> {
    let words = select(
        &[
            "a",
            "a",
            "b",
            "c d",
            "**e**:",
            "語",
            "x ✅ 2026-01-02",
            "y 📅 2026-01-02 ^id",
            "p [1/2]",
            "[l](http://a.b)",
        ][..],
    );
    let mark = select(&["", "", "[ ] ", "[ ] ", "[ ] ", "[x] ", "[X] ", "[/] ", "[-] ", "[?] "][..]);
    let line = (0..5_usize, mark, words, 0..16_u8);
    let style = (select(&["- ", "- ", "* ", "1. ", "-\t"][..]), 0..4_u8);
    let start = select(&["", "", "# T\n\n", "\u{feff}", "---\ntitle: T\n---\n", "words\n\n"][..]);
    let ending = select(&["\n", "\n", "\r\n"][..]);
    (prop::collection::vec(line, 0..14), style, start, ending, any::<bool>()).prop_map(
        |(lines, (marker, habit), start, ending, is_ended)| {
            let unit = if habit == 0 { "\t".to_owned() } else { " ".repeat(marker.trim_end().len() + 1) };
            let mut text = start.to_owned();
            let mut last: Option<usize> = None;
            for (depth, mark, words, extra) in lines {
                let depth = depth.min(last.map_or(0, |last| last + 1));
                match extra {
                    0 | 1 => {
                        let _ = write!(text, "\n{} {words}\n\n", "#".repeat(1 + depth));
                        last = None;
                        continue;
                    }
                    2 => {
                        let _ = writeln!(
                            text,
                            "\n| Skill | Junior | Level |\n|---|:-:|---|\n| {words} | ✅ | |\n| a | | 3 |\n"
                        );
                        last = None;
                        continue;
                    }
                    _ => {}
                }
                last = Some(depth);
                let indent = unit.repeat(depth);
                let _ = writeln!(text, "{indent}{marker}{mark}{words}");
                let inner = format!("{indent}{unit}");
                let _ = match extra {
                    3 => writeln!(text, "{inner}> note\n{inner}> more"),
                    4 => writeln!(text, "\n{inner}para"),
                    5 => writeln!(text, "{inner}```\n{inner}- [ ] code\n{inner}```"),
                    _ => Ok(()),
                };
                if habit >= 2 {
                    let _ = writeln!(text, "{}", if habit == 3 { indent.as_str() } else { "" });
                }
            }
            let text = if is_ended { text.as_str() } else { text.trim_end_matches('\n') };
            text.replace('\n', ending)
        },
    )
}

fn defaults() -> impl Strategy<Value = Defaults> {
    let states = select(&[StateSet::Obsidian, StateSet::Obsidian, StateSet::Github][..]);
    let done_date = select(&[DoneDate::Off, DoneDate::Off, DoneDate::Tasks, DoneDate::Dataview][..]);
    let cascade = select(&[Cascade::Off, Cascade::Off, Cascade::Up, Cascade::Both][..]);
    (states, done_date, cascade).prop_map(|(states, done_date, cascade)| Defaults {
        count: CountRule::Leaves,
        states,
        done_date,
        cascade,
    })
}

fn happening() -> impl Strategy<Value = Happening> {
    let size = prop_oneof![
        (1..8_u16, 1..8_u16),
        (1..200_u16, 1..60_u16),
        select(&[(20, 6), (19, 6), (60, 12), (80, 24), (100, 30), (160, 40)][..]),
    ];
    let outside = prop_oneof![
        (any::<usize>(), select(&LINES[..])).prop_map(|(at, line)| Outside::Insert(at, line)),
        (any::<usize>(), 1..4_usize).prop_map(|(at, n)| Outside::Delete(at, n)),
        any::<usize>().prop_map(Outside::Double),
        (any::<usize>(), any::<usize>()).prop_map(|(a, b)| Outside::Swap(a, b)),
        any::<usize>().prop_map(Outside::Tick),
        Just(Outside::Empty),
    ];
    prop_oneof![
        60 => select(&KEYS[..]).prop_map(Happening::Key),
        8 => select(&TEXTS[..]).prop_map(Happening::Text),
        1 => select(&["x\ny", "\r\n- [ ] p"][..]).prop_map(Happening::Paste),
        4 => select(Command::all()).prop_map(Happening::Command),
        3 => (0..120_u16, 0..40_u16).prop_map(|(column, row)| Happening::Click(column, row)),
        2 => (0..120_u16, 0..40_u16, any::<bool>()).prop_map(|(column, row, is_down)| Happening::Wheel(column, row, is_down)),
        5 => size.prop_map(|(columns, rows)| Happening::Size(columns, rows)),
        8 => (outside, any::<bool>()).prop_map(|(outside, is_noticed)| Happening::Outside(outside, is_noticed)),
        2 => any::<bool>().prop_map(Happening::Failing),
    ]
}

fn changed(text: &[u8], outside: &Outside) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> = text.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    let n_lines = lines.len();
    let at = |index: usize| index % n_lines.max(1);
    match *outside {
        Outside::Insert(index, line) => lines.insert(index % (n_lines + 1), line.as_bytes().to_vec()),
        Outside::Delete(index, n) => drop(lines.drain(at(index)..(at(index) + n).min(n_lines))),
        Outside::Double(index) if n_lines > 0 => lines.insert(at(index), lines[at(index)].clone()),
        Outside::Swap(a, b) if n_lines > 0 => lines.swap(at(a), at(b)),
        Outside::Tick(index) if n_lines > 0 => {
            let line = String::from_utf8_lossy(&lines[at(index)]).replace("[ ]", "[x]");
            lines[at(index)] = line.into_bytes();
        }
        Outside::Empty => lines.clear(),
        _ => {}
    }
    lines.concat()
}

fn happen(panes: &mut Panes, happening: &Happening) {
    let mouse = |kind, column, row| {
        Event::Mouse(MouseEvent { kind, column, row, modifiers: crossterm::event::KeyModifiers::NONE })
    };
    match *happening {
        Happening::Key(key) => panes.press(key.parse::<Key>().unwrap()),
        Happening::Text(text) => panes.type_text(text),
        Happening::Paste(text) => panes.handle(Event::Paste(text.to_owned())),
        Happening::Command(command) => panes.tell(Message::Command(command)),
        Happening::Click(column, row) => {
            panes.handle(mouse(MouseEventKind::Down(MouseButton::Left), column, row));
        }
        Happening::Wheel(column, row, is_down) => {
            let kind = if is_down { MouseEventKind::ScrollDown } else { MouseEventKind::ScrollUp };
            panes.handle(mouse(kind, column, row));
        }
        Happening::Size(columns, rows) => panes.tell(Message::Resized(Size { columns, rows })),
        Happening::Outside(ref outside, is_noticed) => {
            let bytes = changed(&panes.disk, outside);
            if is_noticed {
                panes.write_outside(bytes);
            } else {
                panes.disk = bytes;
            }
        }
        Happening::Failing(is_failing) => {
            panes.failure = is_failing.then(|| Error::new("save", "no space left on device"));
        }
    }
}

/// The matrix's cursor is on a cell; it is on none only where there is no matrix.
fn assert_cell(app: &App) {
    let matrices: Vec<_> = app.roadmap().matrices().map(|matrix| (matrix.section, matrix.table)).collect();
    assert_eq!(app.matrix.tables, matrices);
    match app.matrix.cursor {
        Some(cell) => {
            assert!(app.roadmap().table(cell).is_some(), "{cell:?} exists");
            assert!(matrices.contains(&(cell.section, cell.table)), "{cell:?} is in a matrix");
            let is_body = cell.row > 0;
            let matrix = app.shown_matrix().unwrap();
            assert_eq!(is_body, !matrix.rows().is_empty(), "the header is chosen only where there is no row");
            let grid = app.grid().unwrap();
            if grid.area.is_empty() || grid.n_rows == 0 {
                return;
            }
            let is_shown = grid.columns.iter().any(|column| column.column == cell.column as usize);
            assert!(is_shown, "{cell:?} is in sight");
            assert!(!is_body || grid.rows(&matrix).contains(&(cell.row as usize)), "{cell:?} is in sight");
        }
        None => assert!(matrices.is_empty()),
    }
}

/// The cursor is on a row that is shown; it is on none only where there are no rows.
fn assert_cursor(app: &App) {
    let outline = app.outline();
    match app.view.cursor {
        Some(row) => {
            assert!(milepost::app::details::exists(app, row), "{row:?} exists");
            assert!(outline.is_shown(row), "{row:?} is shown");
            assert_eq!(
                app.roadmap().phase_of(row.section()),
                Some(app.view.phase),
                "{row:?} is in its phase"
            );
            let rows = std::iter::successors(outline.first(), |row| outline.next(*row));
            assert!(rows.into_iter().any(|other| other == row), "{row:?} is reached from the first");
            let rows = std::iter::successors(outline.last(), |row| outline.previous(*row));
            assert!(rows.into_iter().any(|other| other == row), "{row:?} is reached from the last");
        }
        None => assert_eq!(outline.first(), None, "there is a row, and the cursor is on none"),
    }
}

/// What is chosen on the Resources tab is a resource that is there, unless there is none.
fn assert_resources(app: &App) {
    if app.tab != Tab::Resources {
        return;
    }
    let view = &app.resources;
    assert_eq!(view.selected().is_none(), view.lines.is_empty(), "a resource is chosen");
    for place in view.found.iter().filter_map(milepost::resources::Resource::place) {
        assert!(app.roadmap().get(place).is_some(), "{place:?} exists");
    }
    assert_eq!(view.found, Gathering::default().gather(app.roadmap()), "what is shown is what is there");
}

fn assert_model(app: &App, defaults: Defaults) {
    let read = Roadmap::read(app.roadmap().to_bytes(), defaults);
    let (held, read) = (picture::of(app.roadmap()), picture::of(&read));
    let difference = held.lines().zip(read.lines()).find(|(left, right)| left != right);
    assert!(held == read, "the model is not that of the text: {difference:#?}");
}

fn run(text: &str, defaults: Defaults, happenings: &[Happening]) {
    let mut panes = Panes::open(text.as_bytes().to_vec(), defaults);
    assert_cursor(&panes.app);
    let mut is_ours = true;
    for (nth, happening) in happenings.iter().enumerate() {
        is_ours &= !matches!(happening, Happening::Outside(..));
        let is_noticed = !matches!(happening, Happening::Outside(_, false));
        let before = panes.disk.clone();
        let step = || {
            happen(&mut panes, happening);
            panes.screen();
            assert_cursor(&panes.app);
            assert_cell(&panes.app);
            assert_resources(&panes.app);
            let held = panes.app.roadmap().to_bytes();
            if is_ours {
                assert_eq!(
                    String::from_utf8_lossy(&held),
                    String::from_utf8_lossy(&panes.disk),
                    "what is seen"
                );
            }
            if is_noticed && (held != before || panes.disk != before) {
                assert_model(&panes.app, defaults);
            }
        };
        if std::panic::catch_unwind(std::panic::AssertUnwindSafe(step)).is_err() {
            let before = String::from_utf8_lossy(&before).into_owned();
            panic!("{happening:?}, number {nth} of {happenings:?}, on {before:?} of {text:?}");
        }
    }
    if is_ours {
        panes.failure = None;
        panes.app.overlay = None;
        // No happening is more steps than the longest text has keys.
        for _ in 0..happenings.len() * 32 {
            if panes.app.document.history.undo_step().is_none() {
                break;
            }
            panes.tell(Message::Command(Command::Undo));
        }
        assert_eq!(panes.app.document.history.undo_step(), None, "each step is taken back by one undo");
        assert_eq!(String::from_utf8_lossy(&panes.disk), text, "all is taken back after {happenings:?}");
    }
}

/// `PROPTEST_CASES` asks for more than a daily run has time for.
fn config() -> ProptestConfig {
    let given = ProptestConfig::default();
    let is_asked = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if is_asked { given.cases } else { 64 };
    ProptestConfig {
        cases,
        rng_seed: seed::of_run(3),
        failure_persistence: None,
        max_shrink_iters: 4000,
        ..given
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_happens_the_panes_show_the_file(
        text in document(),
        defaults in defaults(),
        happenings in prop::collection::vec(happening(), 1..60),
    ) {
        run(&text, defaults, &happenings);
    }

    #[test]
    fn whatever_is_done_alone_is_taken_back(
        text in document(),
        defaults in defaults(),
        happenings in prop::collection::vec(happening(), 1..60),
    ) {
        let own: Vec<Happening> =
            happenings.into_iter().filter(|happening| !matches!(happening, Happening::Outside(..))).collect();
        run(&text, defaults, &own);
    }
}

//! Golden cases, run through the real update loop on a disk in memory.
//!
//! A case is a folder of `tests/cases`, named by what it claims:
//!
//! - `before.md`: the file as it is opened;
//! - `keys`: what happens, see [`run_line`];
//! - `after.md`: the file at the end, byte for byte; without it the file must be as before;
//! - `status`: what the status line says at the end, where it matters;
//! - `screen`: what an 80×24 terminal shows at the end, where it matters;
//! - `config.yaml`: the user's config, where it is not the default.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

#[path = "harness/panes.rs"]
mod panes;

use std::fs;
use std::path::{Path, PathBuf};

use crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use milepost::app::layout::Size;
use milepost::app::outline::Row;
use milepost::app::{Effect, Message};
use milepost::config::Config;
use milepost::error::Error;
use milepost::keymap::Key;
use panes::Panes;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

#[test]
fn every_case_ends_as_it_claims() {
    let mut cases: Vec<PathBuf> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("before.md").exists())
        .collect();
    cases.sort();
    assert!(cases.len() >= 40, "there are {} cases", cases.len());
    let failed: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let ran = std::panic::catch_unwind(|| run(case));
            let wrong = ran.unwrap_or_else(|_| Err("it panics".to_owned())).err()?;
            Some(format!("{}: {wrong}", case.file_name().unwrap().display()))
        })
        .collect();
    assert!(failed.is_empty(), "{} of {} cases:\n{}", failed.len(), cases.len(), failed.join("\n"));
}

type Outcome = Result<(), String>;

fn run(case: &Path) -> Outcome {
    let before = fs::read(case.join("before.md")).unwrap();
    let config = match fs::read_to_string(case.join("config.yaml")) {
        Ok(text) => Config::from_yaml(&text).unwrap(),
        Err(_) => Config::default(),
    };
    let mut panes = Panes::open(before.clone(), config.defaults());
    panes.keymap = config.keymap;
    for (number, line) in (1..).zip(fs::read_to_string(case.join("keys")).unwrap().lines()) {
        run_line(&mut panes, case, line).map_err(|wrong| format!("keys:{number}: `{line}`: {wrong}"))?;
    }
    let after = fs::read(case.join("after.md")).unwrap_or(before);
    same("the file", &panes.disk, &after)?;
    same("the document", &panes.app.document.roadmap.to_bytes(), &panes.disk)?;
    if let Ok(status) = fs::read(case.join("status")) {
        same("the status", format!("{}\n", panes.app.status.text).as_bytes(), &status)?;
    }
    if let Ok(screen) = fs::read(case.join("screen")) {
        same("the screen", panes.screen().as_bytes(), &screen)?;
    }
    Ok(())
}

fn same(what: &str, actual: &[u8], expected: &[u8]) -> Outcome {
    if actual == expected {
        return Ok(());
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\r', "␍").replace(" \n", "·\n");
    Err(format!("{what} is\n{}\nand not\n{}", text(actual), text(expected)))
}

/// A line of `keys`: empty, a comment after `#`, one of the words below with `: ` and what it is about, else keys as
/// the config writes them (`g g`, `alt-up`), and texts to type in quotes.
fn run_line(panes: &mut Panes, case: &Path, line: &str) -> Outcome {
    let file = |name: &str| fs::read(case.join(name)).map_err(|error| error.to_string());
    match line.split_once(": ") {
        _ if line.is_empty() || line.starts_with("# ") => Ok(()),
        // Another program writes, and it is noticed.
        Some(("outside", name)) => {
            panes.write_outside(file(name)?);
            Ok(())
        }
        // Another program writes, and it is not yet noticed.
        Some(("unnoticed", name)) => {
            panes.disk = file(name)?;
            Ok(())
        }
        Some(("fail", reason)) => {
            panes.failure = Some(Error::new("save", reason));
            Ok(())
        }
        Some(("mend", _)) => {
            panes.failure = None;
            Ok(())
        }
        // The program ends and is opened again: `quit` or `kill`.
        Some(("reopen", how)) => {
            panes.reopen(how == "kill");
            Ok(())
        }
        Some(("size", size)) => {
            let (columns, rows) = size.split_once('x').ok_or("a size is 80x24")?;
            let size = Size { columns: columns.parse().unwrap(), rows: rows.parse().unwrap() };
            panes.tell(Message::Resized(size));
            Ok(())
        }
        Some(("click", place)) => {
            let (column, row) = place.split_once(' ').ok_or("a place is a column and a row")?;
            let kind = MouseEventKind::Down(MouseButton::Left);
            let (column, row) = (column.parse().unwrap(), row.parse().unwrap());
            panes.handle(Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
            Ok(())
        }
        Some(("paste", text)) => {
            panes.handle(Event::Paste(text.replace("\\n", "\n")));
            Ok(())
        }
        // The file is now this one.
        Some(("file", name)) => same("the file", &panes.disk, &file(name)?),
        Some(("cursor", words)) => same("the cursor", cursor(panes).as_bytes(), words.as_bytes()),
        // The matrix's cell: its skill and what stands above it.
        Some(("cell", words)) => same("the cell", cell(panes).as_bytes(), words.as_bytes()),
        Some(("tab", name)) => same("the tab", panes.app.tab.name().as_bytes(), name.as_bytes()),
        Some(("status", part)) => contains("the status", &panes.app.status.text, part, true),
        Some(("shows", part)) => contains("the screen", &panes.screen(), part, true),
        Some(("hides", part)) => contains("the screen", &panes.screen(), part, false),
        // The rows that are marked as changed by another program.
        Some(("marked", words)) => {
            let mut rows: Vec<Row> = panes.app.view.changed.iter().copied().collect();
            rows.sort_unstable();
            let rows: Vec<String> = rows.into_iter().map(|row| words_of(panes, row)).collect();
            same("what is marked", rows.join(", ").as_bytes(), words.trim().as_bytes())
        }
        Some(("asks", effect)) => {
            let asked: Vec<String> = panes.asked.iter().map(|effect| format!("{effect:?}")).collect();
            contains("what is asked of the outside", &asked.join(", "), effect, true)
        }
        Some(("quits", answer)) => {
            let has_quit = panes.asked.contains(&Effect::Quit);
            same("whether it quits", if has_quit { b"yes" } else { b"no" }, answer.as_bytes())
        }
        _ => press(panes, line),
    }
}

fn press(panes: &mut Panes, line: &str) -> Outcome {
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let behind = if let Some(quoted) = rest.strip_prefix('"') {
            let (text, behind) = quoted.split_once('"').ok_or("the quote does not end")?;
            panes.type_text(text);
            behind
        } else {
            let (key, behind) = rest.split_once(' ').unwrap_or((rest, ""));
            panes.press(key.parse::<Key>().map_err(|bad| bad.to_string())?);
            behind
        };
        rest = behind.trim_start();
    }
    Ok(())
}

fn contains(what: &str, actual: &str, part: &str, is_wanted: bool) -> Outcome {
    if actual.contains(part) == is_wanted {
        return Ok(());
    }
    let should = if is_wanted { "should" } else { "should not" };
    Err(format!("{what} {should} hold `{part}`:\n{actual}"))
}

/// The words of the cursor's row; `-` where there is none.
fn cursor(panes: &Panes) -> String {
    panes.app.view.cursor.map_or_else(|| "-".to_owned(), |row| words_of(panes, row))
}

/// The skill and the column of the matrix's cursor; `-` where there is none.
fn cell(panes: &Panes) -> String {
    let Some((cell, matrix)) = panes.app.matrix.cursor.zip(panes.app.shown_matrix()) else {
        return "-".to_owned();
    };
    format!("{} / {}", matrix.skill(cell.row as usize), matrix.title(cell.column as usize))
}

fn words_of(panes: &Panes, row: Row) -> String {
    let roadmap = panes.app.roadmap();
    match row {
        Row::Item(place) => roadmap.words(place),
        Row::Heading(section) => format!("## {}", roadmap.section(section).heading_text().unwrap_or("")),
        Row::Table(section, table) => format!("table {table} of {section}"),
    }
}

//! `milepost set`, `note` and `track`: one edit session that changes the file, or shows what it would change.

use std::io::Read;
use std::path::PathBuf;

use serde::Serialize;

use super::arguments::{self, Form, WRITABLE, Writing};
use super::diff;
use super::open::{Opened, Surroundings, split_file};
use super::output::{Failure, Look, Output, counted, json, tab_separated, usage};
use super::select::Choices;
use crate::config::nearest;
use crate::display::displayable;
use crate::document::{Action, Change, Document, Target};
use crate::edit::{Circumstances, Verb};
use crate::error::Error;
use crate::history::Step;
use crate::model::{SectionKind, State};
use crate::saving;
use crate::span::{count_line_ends, line_end};

/// A note larger than this is refused: it was not meant as one.
const MAX_NOTE: u64 = 1024 * 1024;

#[derive(Debug, Serialize)]
struct WrittenJson {
    file: String,
    dry_run: bool,
    written: Vec<LineJson>,
    /// The unified diff, where nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
    remarks: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
struct LineJson {
    line: usize,
    bytes: usize,
}

/// The local date and the rest that verbs want to know.
fn circumstances() -> Circumstances {
    Circumstances { today: jiff::Zoned::now().date() }
}

pub(super) fn set(
    surroundings: &Surroundings,
    look: Look,
    mut set: arguments::Set,
) -> Result<Output, Failure> {
    let last = set.arguments.pop().unwrap_or_default().to_string_lossy().into_owned();
    let state = WRITABLE.into_iter().find(|state| state.name() == last).ok_or_else(|| {
        let names = WRITABLE.map(State::name);
        let meant = nearest(&last, names).map_or(String::new(), |name| format!("; did you mean `{name}`?"));
        usage(
            "set the state",
            format!("`{last}` is no state{meant}"),
            format!("the states are {}, and the last argument is one", names.join(", ")),
        )
    })?;
    let request = Request { source: set.source.file, writing: set.writing };
    set_all(surroundings, look, set.arguments, request, state)
}

pub(super) fn set_to(
    surroundings: &Surroundings,
    look: Look,
    items: arguments::Items,
    state: State,
) -> Result<Output, Failure> {
    let request = Request { source: items.source.file, writing: items.writing };
    set_all(surroundings, look, items.arguments, request, state)
}

/// Where something is to be written, and whether it really is.
struct Request {
    source: Option<PathBuf>,
    writing: Writing,
}

fn set_all(
    surroundings: &Surroundings,
    look: Look,
    arguments: Vec<std::ffi::OsString>,
    request: Request,
    state: State,
) -> Result<Output, Failure> {
    let (file, items) = split_file(arguments, request.source, 1, usize::MAX, "[FILE] ITEM… STATE")?;
    let opened = surroundings.open_for(file.as_deref(), &items)?;
    let choices = Choices::items(&opened);
    let mut actions: Vec<Action> = Vec::new();
    for item in &items {
        let target = Target::Item(choices.item(item)?);
        // Naming an item twice is naming it.
        if !actions.iter().any(|action| action.target == target) {
            actions.push(Action { target, verb: Verb::SetState(state) });
        }
    }
    carry_out(surroundings, look, &opened, actions, request.writing)
}

pub(super) fn note(
    surroundings: &Surroundings,
    look: Look,
    note: arguments::Note,
) -> Result<Output, Failure> {
    let (file, arguments) = split_file(note.arguments, note.source.file, 1, 2, "[FILE] ITEM [TEXT]")?;
    let text = arguments.get(1).map(String::as_str);
    let verb = match (text, note.remove) {
        (None, true) => Verb::RemoveNote,
        (Some(_), true) => {
            return Err(usage("note", "there are both a text and `--remove`", "give one of them").into());
        }
        (None, false) => {
            let hint = "give the text, `-` to read it from standard input, or `--remove`";
            return Err(usage("note", "there is no text", hint).into());
        }
        (Some("-"), false) => Verb::SetNote(note_from_stdin()?),
        (Some(text), false) => Verb::SetNote(text.to_owned()),
    };
    let verb = match verb {
        Verb::SetNote(text) if text.trim().is_empty() => Verb::RemoveNote,
        verb => verb,
    };
    let opened = surroundings.open_for(file.as_deref(), &arguments)?;
    let selector = arguments.first().map(String::as_str).unwrap_or_default();
    let target = Target::Item(Choices::items(&opened).item(selector)?);
    carry_out(surroundings, look, &opened, vec![Action { target, verb }], note.writing)
}

fn note_from_stdin() -> Result<String, Error> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_NOTE + 1).read_to_end(&mut bytes);
    read.map_err(|error| Error::new("read standard input", error.to_string()))?;
    if bytes.len() as u64 > MAX_NOTE {
        return Err(Error::new("read standard input", "it is larger than 1 MiB").hint("write a shorter note"));
    }
    String::from_utf8(bytes)
        .map_err(|_| Error::new("read standard input", "it is not UTF-8").hint("convert it first"))
}

pub(super) fn track(
    surroundings: &Surroundings,
    look: Look,
    track: arguments::Track,
) -> Result<Output, Failure> {
    let (file, arguments) = split_file(track.arguments, track.source.file, 1, 1, "[FILE] ITEM|HEADING")?;
    let opened = surroundings.open_for(file.as_deref(), &arguments)?;
    let roadmap = opened.roadmap();
    let selector = arguments.first().map(String::as_str).unwrap_or_default();
    let target = Choices::items_and_headings(&opened).target(selector)?;
    let verb = match target {
        Target::Item(_) | Target::Cell(_) | Target::Roadmap => Verb::Track,
        // Who names the resources themselves has asked for them.
        Target::Section(section) => Verb::TrackSection {
            with_resources: track.resources || roadmap.section(section).kind == SectionKind::Resources,
        },
    };
    carry_out(surroundings, look, &opened, vec![Action { target, verb }], track.writing)
}

/// Writes one step out of all actions, or shows it.
fn carry_out(
    surroundings: &Surroundings,
    look: Look,
    opened: &Opened,
    actions: Vec<Action>,
    writing: Writing,
) -> Result<Output, Failure> {
    let circumstances = circumstances();
    let document = &opened.document;
    let change = Change::Act(actions);
    let held = document.roadmap.to_bytes();
    let prepared = document.prepare(&change, circumstances).map_err(|error| with_path(error, opened))?;
    let new = prepared.bytes(&held)?;
    let mut written = lines(&held, &prepared.step);
    let mut remarks = remarks(&prepared.step);
    let mut shown = None;
    if writing.dry_run {
        shown = Some(diff::unified(&opened.name(), &held, &new));
    } else if new != held {
        let saved =
            saving::write_and_settle(&surroundings.store(), &opened.path, document, &change, circumstances)
                .map_err(|error| with_path(error, opened))?;
        if let Some(foreign) = saved.prepared.foreign() {
            written = lines(foreign, &saved.prepared.step);
            remarks = self::remarks(&saved.prepared.step);
        }
        let kept = |path: &PathBuf| {
            format!("what another program wrote at the same time is kept in {}", path.display())
        };
        remarks.extend(saved.kept.iter().map(kept));
    }
    if written.is_empty() {
        written = nothing_written(document, &change);
    }
    let output = report(look.form, opened, written, shown, remarks)?;
    Ok(Output { has_written: !writing.dry_run && new != held, ..output })
}

fn with_path(error: Error, opened: &Opened) -> Error {
    if error.path.is_some() { error } else { error.at(&opened.shown) }
}

/// Which lines a step writes on, and how many bytes on each.
fn lines(base: &[u8], step: &Step) -> Vec<LineJson> {
    let mut lines: Vec<LineJson> = Vec::new();
    let mut bytes = None;
    for edit in &step.edits {
        let text: &[u8] = bytes.as_deref().unwrap_or(base);
        let (mut at, mut line) = (0, 1);
        for splice in edit.splices() {
            let start = splice.span.start as usize;
            line += count_line_ends(&text[at..start]);
            at = start;
            // What is inserted behind a line end, or begins with one, stands on the next line.
            let written = if splice.new.is_empty() { &splice.old } else { &splice.new };
            let begins_line = written.starts_with(b"\n") || written.starts_with(b"\r");
            let line = line + usize::from(begins_line && line_end(text, start) == start);
            let n = written.len();
            match lines.iter_mut().find(|written| written.line == line) {
                Some(written) => written.bytes += n,
                None => lines.push(LineJson { line, bytes: n }),
            }
        }
        if step.edits.len() > 1 {
            // The next edit is of the text that this one makes.
            bytes = edit.apply(text).ok().or(bytes);
        }
    }
    lines
}

/// An edit that changes nothing says so of the places it was asked about.
fn nothing_written(document: &Document, change: &Change) -> Vec<LineJson> {
    let Change::Act(actions) = change else { return Vec::new() };
    let line = |action: &Action| match action.target {
        Target::Item(place) => document.roadmap.item_line(place),
        Target::Section(section) => {
            document.roadmap.line_of(section, document.roadmap.section(section).heading_block.start)
        }
        Target::Cell(place) => document.roadmap.row_line(place).unwrap_or_default(),
        Target::Roadmap => 1,
    };
    actions.iter().map(|action| LineJson { line: line(action), bytes: 0 }).collect()
}

fn remarks(step: &Step) -> Vec<String> {
    step.edits.iter().flat_map(|edit| edit.remarks.iter().cloned()).collect()
}

fn report(
    form: Form,
    opened: &Opened,
    written: Vec<LineJson>,
    diff: Option<String>,
    remarks: Vec<String>,
) -> Result<Output, Failure> {
    let file = opened.name();
    if form.json {
        return json(&WrittenJson { file, dry_run: diff.is_some(), written, diff, remarks });
    }
    let text = match diff {
        Some(diff) => diff,
        None if form.plain => tab_separated(written.iter().map(|written| {
            vec![file.as_str().into(), written.line.to_string().into(), written.bytes.to_string().into()]
        })),
        None => written
            .iter()
            .map(|written| {
                format!("{}:{}: {}\n", displayable(&file), written.line, counted(written.bytes, "byte"))
            })
            .collect(),
    };
    Ok(Output { text, remarks, ..Output::default() })
}

//! Carries out what a command writes: as one step, written or shown as a diff, and told line by line.

use std::collections::HashMap;
use std::path::PathBuf;

use jiff::Zoned;
use serde::Serialize;

use super::arguments::{Form, Writing};
use super::diff;
use super::open::{Opened, Surroundings};
use super::output::{Failure, Look, Output, counted, json, tab_separated};
use crate::config::record;
use crate::display::displayable;
use crate::document::{Action, Change, Document, Target};
use crate::edit::{Circumstances, Edit, Verb};
use crate::error::Error;
use crate::history::Step;
use crate::saving;
use crate::span::{count_line_ends, line_end};

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
pub(super) struct LineJson {
    line: usize,
    bytes: usize,
}

/// The local date and the rest that verbs want to know.
pub(super) fn circumstances() -> Circumstances {
    Circumstances { today: Zoned::now().date() }
}

/// What a step wrote, or would write.
#[derive(Debug, Default)]
pub(super) struct Carried {
    pub written: Vec<LineJson>,
    /// The unified diff, where nothing was to be written.
    pub diff: Option<String>,
    pub remarks: Vec<String>,
    /// The text that it makes of the one that was opened.
    pub text: Vec<u8>,
    pub has_written: bool,
}

/// Writes one step out of all actions, or shows it.
pub(super) fn carry_out(
    surroundings: &Surroundings,
    look: Look,
    opened: &Opened,
    actions: Vec<Action>,
    writing: Writing,
) -> Result<Output, Failure> {
    let Carried { written, diff, remarks, has_written, .. } = write(surroundings, opened, actions, writing)?;
    let output = report(look.form, opened, &written, diff, remarks)?;
    Ok(Output { has_written, ..output })
}

/// The same, to be told by the caller.
pub(super) fn write(
    surroundings: &Surroundings,
    opened: &Opened,
    actions: Vec<Action>,
    writing: Writing,
) -> Result<Carried, Failure> {
    let now = Zoned::now();
    let circumstances = Circumstances { today: now.date() };
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
        let unkept = saving::keep_step(&surroundings.places, &opened.path, document, &saved);
        let changes = saved.prepared.changes(document);
        record::append(&surroundings.places, &opened.path, &now, &changes);
        if let Some(foreign) = saved.prepared.foreign() {
            written = lines(foreign, &saved.prepared.step);
            remarks = self::remarks(&saved.prepared.step);
        }
        let kept = |path: &PathBuf| {
            format!("what another program wrote at the same time is kept in {}", path.display())
        };
        remarks.extend(saved.kept.iter().map(kept).chain(unkept));
    }
    for (line, told) in unchanged(document, &change, circumstances) {
        if written.iter().all(|written| written.line != line) {
            written.push(LineJson { line, bytes: 0 });
            remarks.extend(told.map(|state| format!("{}:{line}: already {state}", opened.name())));
        }
    }
    let has_written = !writing.dry_run && new != held;
    Ok(Carried { written, diff: shown, remarks, text: new, has_written })
}

/// Says why there is nothing to carry out.
pub(super) fn nothing(look: Look, opened: &Opened, remark: String) -> Result<Output, Failure> {
    report(look.form, opened, &[], None, vec![remark])
}

fn with_path(error: Error, opened: &Opened) -> Error {
    if error.path.is_some() { error } else { error.at(&opened.shown) }
}

/// Which lines a step writes on, and how many bytes on each.
fn lines(base: &[u8], step: &Step) -> Vec<LineJson> {
    let mut lines: Vec<LineJson> = Vec::new();
    let mut index_of: HashMap<usize, usize> = HashMap::new();
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
            match index_of.get(&line) {
                Some(index) => lines[*index].bytes += n,
                None => {
                    index_of.insert(line, lines.len());
                    lines.push(LineJson { line, bytes: n });
                }
            }
        }
        if step.edits.len() > 1 {
            // The next edit is of the text that this one makes.
            bytes = edit.apply(text).ok().or(bytes);
        }
    }
    lines
}

/// The lines of what was asked to change and stays as it is, and the state that it has where that was asked for.
fn unchanged(
    document: &Document,
    change: &Change,
    circumstances: Circumstances,
) -> Vec<(usize, Option<&'static str>)> {
    let Change::Act(actions) = change else { return Vec::new() };
    let alone = |action: &Action| document.prepare(&Change::Act(vec![action.clone()]), circumstances);
    let stays =
        |action: &&Action| alone(action).is_ok_and(|prepared| prepared.step.edits.iter().all(Edit::is_empty));
    let line = |action: &Action| match action.target {
        Target::Item(place) => document.roadmap.item_line(place),
        Target::Section(section) => {
            document.roadmap.line_of(section, document.roadmap.section(section).heading_block.start)
        }
        Target::Cell(place) => document.roadmap.row_line(place).unwrap_or_default(),
        Target::Roadmap => 1,
    };
    let state = |action: &Action| match action.verb {
        Verb::SetState(state) => Some(state.name()),
        _ => None,
    };
    actions.iter().filter(stays).map(|action| (line(action), state(action))).collect()
}

fn remarks(step: &Step) -> Vec<String> {
    step.edits.iter().flat_map(|edit| edit.remarks.iter().cloned()).collect()
}

fn report(
    form: Form,
    opened: &Opened,
    written: &[LineJson],
    diff: Option<String>,
    remarks: Vec<String>,
) -> Result<Output, Failure> {
    let file = opened.name();
    if form.json {
        return json(&WrittenJson {
            file,
            dry_run: diff.is_some(),
            written: written.to_vec(),
            diff,
            remarks,
        });
    }
    let text = match diff {
        Some(diff) => diff,
        None if form.plain => tab_separated(written.iter().map(|written| {
            vec![file.as_str().into(), written.line.to_string().into(), written.bytes.to_string().into()]
        })),
        None => lines_written(&file, written),
    };
    Ok(Output { text, remarks, ..Output::default() })
}

/// What was written, for people: `roadmap.md:20: 1 byte`.
pub(super) fn lines_written(file: &str, written: &[LineJson]) -> String {
    let line = |written: &LineJson| {
        format!("{}:{}: {}\n", displayable(file), written.line, counted(written.bytes, "byte"))
    };
    written.iter().map(line).collect()
}

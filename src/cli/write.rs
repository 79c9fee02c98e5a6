//! `milepost set`, `note` and `track`: what is asked of items, as actions.

use std::path::PathBuf;

use super::arguments::{self, WRITABLE, Writing};
use super::carry_out::carry_out;
use super::open::{Surroundings, split_file};
use super::output::{Failure, Look, Output, usage};
use super::select::Choices;
use super::stdin;
use crate::config::nearest;
use crate::document::{Action, Target};
use crate::edit::Verb;
use crate::model::{SectionKind, State};

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
        (Some("-"), false) => Verb::SetNote(stdin::text()?),
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

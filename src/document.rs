//! One open roadmap: its text as it is on disk, and what was done to it.
//!
//! A [`Change`] is prepared first, which alters nothing; once its bytes are on disk it is committed. Where the disk
//! holds other bytes than the document, the change is prepared on those: its target is found again in them, or the
//! change is refused. Knows no files; [`crate::store`] writes what is prepared here.

mod placing;

use std::borrow::Cow;

use crate::edit::difference::{difference, made};
use crate::edit::{self, Circumstances, Edit, Verb};
use crate::error::{Error, Kind};
use crate::history::{History, Step};
use crate::model::{CellPlace, Place, Rereading, Roadmap};
use crate::settings::Defaults;
use crate::timeline::What;
use crate::timeline::compare::compare;

pub use crate::history::ChangeKind;

/// A roadmap with its history.
#[derive(Debug, Clone)]
pub struct Document {
    pub roadmap: Roadmap,
    pub history: History,
}

/// What is asked of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// One step out of one or more actions.
    Act(Vec<Action>),
    Undo,
    Redo,
}

/// A verb and what it is about, in the roadmap as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub target: Target,
    pub verb: Verb,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    Item(Place),
    /// A heading with all below it.
    Section(u32),
    /// A cell of a table, with its row and the table itself: what a verb is about, it takes from there.
    Cell(CellPlace),
    /// The front matter.
    Roadmap,
}

/// A change that is ready to be written.
pub struct Prepared {
    pub step: Step,
    /// The text it was made on, where that is not the document's.
    foreign: Option<Vec<u8>>,
    outcome: Outcome,
    pub kind: ChangeKind,
    /// The action, where it is a single one.
    acted: Option<Action>,
}

enum Outcome {
    /// On the document's own roadmap.
    Reread(Rereading),
    /// A roadmap of its own.
    Whole(Box<Roadmap>),
}

impl Document {
    pub fn new(bytes: Vec<u8>, defaults: Defaults) -> Self {
        Self { roadmap: Roadmap::read(bytes, defaults), history: History::default() }
    }

    /// Reads the text with other settings. Every place in it stays what it was.
    pub fn set_defaults(&mut self, defaults: Defaults) {
        if self.roadmap.defaults() != defaults {
            self.roadmap = Roadmap::read(self.roadmap.to_bytes(), defaults);
        }
    }

    /// Prepares a change on the text that the document holds.
    pub fn prepare(&self, change: &Change, circumstances: Circumstances) -> Result<Prepared, Error> {
        match change {
            Change::Act(actions) => {
                if let [action] = &**actions {
                    return self.prepare_action(action, circumstances);
                }
                let mut roadmap = self.roadmap.clone();
                let actions = actions.iter().map(|action| Ok(action.clone()));
                let step = act(&self.roadmap, &mut roadmap, actions, circumstances)?;
                Ok(Prepared::new(step, Outcome::Whole(Box::new(roadmap)), ChangeKind::Act))
            }
            Change::Undo => {
                let step = self.history.undo_step().ok_or_else(|| nothing("undo", &self.history))?;
                self.prepare_step(step, ChangeKind::Undo)
            }
            Change::Redo => {
                let step = self.history.redo_step().ok_or_else(|| nothing("redo", &self.history))?;
                self.prepare_step(step, ChangeKind::Redo)
            }
        }
    }

    /// Prepares a change on other bytes than the document holds: each target is found again, or it is refused.
    pub fn prepare_on(
        &self,
        bytes: &[u8],
        change: &Change,
        circumstances: Circumstances,
    ) -> Result<Prepared, Error> {
        let foreign = difference(&self.roadmap.to_bytes(), bytes);
        let mut roadmap = Roadmap::read(bytes.to_vec(), self.roadmap.defaults());
        let (step, kind) = match change {
            Change::Act(actions) => {
                let placed = Roadmap::clone(&roadmap);
                let found = actions
                    .iter()
                    .map(|action| placing::find_again(&self.roadmap, action, &placed, &foreign));
                (act(&placed, &mut roadmap, found, circumstances)?, ChangeKind::Act)
            }
            Change::Undo | Change::Redo => {
                let mut history = self.history.clone();
                history.rebase(&foreign);
                let (step, kind) = match change {
                    Change::Undo => (history.undo_step(), ChangeKind::Undo),
                    _ => (history.redo_step(), ChangeKind::Redo),
                };
                let attempted = if kind == ChangeKind::Undo { "undo" } else { "redo" };
                let step = step.ok_or_else(|| nothing(attempted, &history))?;
                for edit in &step.edits {
                    make(&mut roadmap, edit)?;
                }
                (step, kind)
            }
        };
        let mut prepared = Prepared::new(step, Outcome::Whole(Box::new(roadmap)), kind);
        prepared.foreign = Some(bytes.to_vec());
        Ok(prepared)
    }

    /// Takes a prepared change over, once it is on disk.
    pub fn commit(&mut self, prepared: Prepared) {
        prepared.follow_foreign(&self.roadmap, &mut self.history);
        match prepared.outcome {
            Outcome::Reread(rereading) => self.roadmap.adopt(rereading),
            Outcome::Whole(roadmap) => self.roadmap = *roadmap,
        }
        self.history.follow(prepared.step, prepared.kind);
    }

    /// The history as it is once a prepared change is committed.
    pub fn history_after(&self, prepared: &Prepared) -> History {
        let mut history = self.history.clone();
        prepared.follow_foreign(&self.roadmap, &mut history);
        history.follow(prepared.step.clone(), prepared.kind);
        history
    }

    /// Takes over what another program wrote. Returns the change it made; empty where the text is the same.
    pub fn reload(&mut self, bytes: Vec<u8>) -> Edit {
        let foreign = self.difference_to(&bytes);
        self.adopt(bytes, &foreign);
        foreign
    }

    /// What another program changed, if these are its bytes.
    pub fn difference_to(&self, bytes: &[u8]) -> Edit {
        difference(&self.roadmap.to_bytes(), bytes)
    }

    /// Takes over what another program wrote. `foreign` is [`Self::difference_to`] it.
    pub fn adopt(&mut self, bytes: Vec<u8>, foreign: &Edit) {
        if !foreign.is_empty() {
            self.history.rebase(foreign);
            self.roadmap = Roadmap::read(bytes, self.roadmap.defaults());
        }
    }

    fn prepare_action(&self, action: &Action, circumstances: Circumstances) -> Result<Prepared, Error> {
        let edit = edit_of(&self.roadmap, action, circumstances)?;
        let rereading = preview(&self.roadmap, &edit)?;
        let step = Step { edits: vec![edit], label: action.verb.name().into() };
        let mut prepared = Prepared::new(step, Outcome::Reread(rereading), ChangeKind::Act);
        prepared.acted = Some(action.clone());
        Ok(prepared)
    }

    fn prepare_step(&self, step: Step, kind: ChangeKind) -> Result<Prepared, Error> {
        if let [edit] = &*step.edits {
            let rereading = preview(&self.roadmap, edit)?;
            return Ok(Prepared::new(step, Outcome::Reread(rereading), kind));
        }
        let mut roadmap = self.roadmap.clone();
        for edit in &step.edits {
            make(&mut roadmap, edit)?;
        }
        Ok(Prepared::new(step, Outcome::Whole(Box::new(roadmap)), kind))
    }
}

impl Prepared {
    fn new(step: Step, outcome: Outcome, kind: ChangeKind) -> Self {
        Self { step, foreign: None, outcome, kind, acted: None }
    }

    /// Moves the steps of the document's history over what another program changed.
    fn follow_foreign(&self, held: &Roadmap, history: &mut History) {
        if let Some(bytes) = &self.foreign {
            history.rebase(&difference(&held.to_bytes(), bytes));
        }
    }

    /// The text that it makes. `base` is the text that it was prepared on.
    pub fn bytes(&self, base: &[u8]) -> Result<Vec<u8>, Error> {
        let Some((first, others)) = self.step.edits.split_first() else { return Ok(base.to_vec()) };
        others.iter().try_fold(first.apply(base)?, |bytes, edit| edit.apply(&bytes))
    }

    /// All that it changes in the document's text: what another program changed, if there is such a change, and the
    /// step; each on the text that the one before makes.
    pub fn edits_of(&self, document: &Document) -> Vec<Edit> {
        let foreign = self.foreign.iter().map(|bytes| document.difference_to(bytes));
        foreign.chain(self.step.edits.iter().cloned()).collect()
    }

    /// What became another by the step alone, not by what another program changed. `document` is the one that it was
    /// prepared on, before it is committed.
    pub fn changes(&self, document: &Document) -> Vec<What> {
        if self.step.edits.iter().all(|edit| edit.is_empty() || edit.effect.is_move) {
            return Vec::new();
        }
        let defaults = document.roadmap.defaults();
        let foreign = self.foreign.as_ref().map(|bytes| Roadmap::read(bytes.clone(), defaults));
        let base = foreign.as_ref().unwrap_or(&document.roadmap);
        match &self.outcome {
            Outcome::Reread(rereading) => compare(base, &rereading.parts(base)),
            Outcome::Whole(roadmap) => compare(base, &[(base.sections(), roadmap.sections())]),
        }
    }

    /// Whether another program's text is under it.
    pub fn is_foreign(&self) -> bool {
        self.foreign.is_some()
    }

    /// The other program's text that it was made on.
    pub fn foreign(&self) -> Option<&[u8]> {
        self.foreign.as_deref()
    }

    /// The item that a single action is about, in the roadmap it was asked on, and the action's verb.
    pub fn acted_on(&self) -> Option<(Place, &Verb)> {
        match &self.acted {
            Some(Action { target: Target::Item(place), verb }) => Some((*place, verb)),
            _ => None,
        }
    }

    /// The single action it is, in the roadmap it was asked on.
    pub fn action(&self) -> Option<&Action> {
        self.acted.as_ref()
    }

    pub fn is_empty(&self) -> bool {
        self.step.edits.iter().all(Edit::is_empty)
    }
}

/// What edits wrote, in a few words; their lines are those of `roadmap`, the text that they made.
pub fn describe(roadmap: &Roadmap, edits: &[Edit]) -> String {
    let n_bytes: usize = edits.iter().map(Edit::bytes_written).sum();
    let bytes = if n_bytes == 1 { "byte" } else { "bytes" };
    let lines: std::collections::BTreeSet<usize> =
        made(edits).iter().map(|splice| roadmap.position(splice.span.start as usize).line).collect();
    match (lines.first(), lines.len()) {
        (Some(line), 1) => format!("line {line}: {n_bytes} {bytes} written"),
        (Some(_), n) => format!("{n} lines: {n_bytes} {bytes} written"),
        (None, _) => "nothing to write".to_owned(),
    }
}

/// Why there is no step to be made.
fn nothing(attempted: &'static str, history: &History) -> Error {
    let error = Error::new(attempted, "there is nothing to take back or make again");
    match history.why_cut() {
        Some(why) => error.of_kind(Kind::Moved).hint(why),
        None => error,
    }
}

/// Carries out actions one after the other on a roadmap. Their targets are places in `first`, the roadmap as it is
/// before the first of them.
fn act(
    first: &Roadmap,
    roadmap: &mut Roadmap,
    actions: impl Iterator<Item = Result<Action, Error>>,
    circumstances: Circumstances,
) -> Result<Step, Error> {
    let mut step = Step { edits: Vec::new(), label: Cow::default() };
    for action in actions {
        let mut action = action?;
        if let Target::Cell(place) = action.target {
            action.target = Target::Cell(placing::cells::follow(first, place, &action.verb, roadmap)?);
        }
        let edit = edit_of(roadmap, &action, circumstances)?;
        make(roadmap, &edit)?;
        step.edits.push(edit);
        step.label = action.verb.name().into();
    }
    Ok(step)
}

fn edit_of(roadmap: &Roadmap, action: &Action, circumstances: Circumstances) -> Result<Edit, Error> {
    match action.target {
        Target::Item(place) => action.verb.edit(roadmap, place, circumstances),
        Target::Section(section) => action.verb.edit_section(roadmap, section),
        Target::Cell(place) => action.verb.edit_cell(roadmap, place),
        Target::Roadmap => action.verb.edit_roadmap(roadmap),
    }
}

/// Reads what an edit makes, and refuses it where that is not what was meant.
fn preview(roadmap: &Roadmap, edit: &Edit) -> Result<Rereading, Error> {
    let rereading = roadmap.reread(&edit.replacements(roadmap)?);
    edit::verify(&rereading.parts(roadmap), edit.effect)?;
    Ok(rereading)
}

fn make(roadmap: &mut Roadmap, edit: &Edit) -> Result<(), Error> {
    let rereading = preview(roadmap, edit)?;
    roadmap.adopt(rereading);
    Ok(())
}

//! Changes that could not be written: kept in the order in which they were asked for, until they are on disk or given
//! up. The file and the rows are without them.
//!
//! An undo or redo that fails is not among them: its step is still there to be taken back or made again.

use super::outline::Row;
use super::prompt::Overlay;
use super::{App, Effect, Status, StatusKind};
use crate::document::{Action, Change, Target};
use crate::edit::{Draft, Rewording, Verb};
use crate::error::Error;
use crate::model::Roadmap;
use crate::model::table::CellPlace;

/// The changes that are not on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsaved {
    pub changes: Vec<UnsavedChange>,
    /// Those that another program's text had no place for any more, in words.
    pub given_up: Vec<String>,
    /// While they are tried again, one after the other: how many are saved by now.
    n_saved: Option<usize>,
}

/// A change that is not on disk, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsavedChange {
    pub actions: Vec<Action>,
    pub error: Error,
    /// The open field still holds its text: what the field asks for next stands for it.
    pub(super) is_in_field: bool,
    /// It was tried again and failed again.
    is_tried: bool,
}

impl Unsaved {
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether one of them is about a row of the outline.
    pub fn is_about(&self, row: Row) -> bool {
        self.targets().any(|target| match target {
            Target::Item(place) => row == Row::Item(place),
            Target::Section(section) => row == Row::Heading(section),
            Target::Cell(_) | Target::Roadmap => false,
        })
    }

    /// Whether one of them is about a table's row, named by any of its cells.
    pub fn is_about_row(&self, cell: CellPlace) -> bool {
        let in_column = |place: CellPlace| CellPlace { column: cell.column, ..place };
        self.targets().any(|target| matches!(target, Target::Cell(place) if in_column(place) == cell))
    }

    fn targets(&self) -> impl Iterator<Item = Target> {
        self.changes.iter().flat_map(|change| &change.actions).map(|action| action.target)
    }

    /// How many they are, in words: `not saved`, `2 not saved`.
    pub fn count(&self) -> String {
        match self.changes.len() {
            1 => "not saved".to_owned(),
            n => format!("{n} not saved"),
        }
    }

    /// How many they are, and why the last one is not saved; nothing where there are none.
    pub fn message(&self) -> Option<String> {
        self.changes.last().map(|last| format!("{}: {}", self.count(), last.error))
    }
}

impl UnsavedChange {
    /// What was asked for, with the words that were typed: `note “Event Loop”: draw it`.
    pub fn describe(&self, roadmap: &Roadmap) -> String {
        let described = self.actions.iter().map(|Action { target, verb }| {
            let about = match *target {
                Target::Item(place) => roadmap.words(place),
                Target::Roadmap => "this file".to_owned(),
                Target::Section(section) => {
                    roadmap.section(section).heading_text().unwrap_or("this file").to_owned()
                }
                Target::Cell(place) => {
                    let skill = CellPlace { column: 0, ..place };
                    roadmap.cell(skill).unwrap_or_default().into_owned()
                }
            };
            let typed = match verb {
                Verb::SetNote(text)
                | Verb::Reword(text)
                | Verb::AddBelow(text)
                | Verb::AddChild(text)
                | Verb::SetCell(text)
                | Verb::AddEntry(Draft { words: text, .. })
                | Verb::RewordEntry(Rewording { words: text, .. }) => format!(": {text}"),
                _ => String::new(),
            };
            format!("{} \u{201c}{about}\u{201d}{typed}", verb.name())
        });
        described.collect::<Vec<_>>().join(", ")
    }
}

impl App {
    /// A change could not be written.
    pub(super) fn not_written(&mut self, change: Change, error: Error) -> Vec<Effect> {
        let actions = match change {
            Change::Act(actions) => actions,
            Change::Undo | Change::Redo => {
                let what = if change == Change::Undo { "undone" } else { "made again" };
                self.status = Status::error(format!("not {what}: {error}"));
                return Vec::new();
            }
        };
        // Who presses the key once more because nothing happened does not ask for two changes.
        if !actions.iter().any(|action| adds_up(&action.verb)) {
            self.unsaved.changes.retain(|known| known.actions != actions);
        }
        let is_in_field = matches!(
            self.overlay,
            Some(Overlay::Inline(_) | Overlay::Cell(_) | Overlay::Entry(_) | Overlay::Assessment(_))
        );
        let is_tried = self.unsaved.n_saved.is_some();
        self.unsaved.changes.push(UnsavedChange { actions, error, is_in_field, is_tried });
        self.status = self.unsaved.message().map(Status::error).unwrap_or_default();
        self.go_on_trying(false)
    }

    /// Tries all unsaved changes again, in their order.
    pub(super) fn retry(&mut self) -> Vec<Effect> {
        if self.unsaved.is_empty() {
            self.status = Status::warning("everything is saved");
            return Vec::new();
        }
        self.unsaved.changes.iter_mut().for_each(|change| change.is_tried = false);
        self.unsaved.n_saved = Some(0);
        self.try_next()
    }

    /// Writes the next change that is to be tried again; after the last one, says what came of it.
    pub(super) fn try_next(&mut self) -> Vec<Effect> {
        let Some(next) = self.unsaved.changes.iter().position(|change| !change.is_tried) else {
            let n_saved = self.unsaved.n_saved.take().unwrap_or_default();
            match self.unsaved.message() {
                Some(message) if n_saved > 0 => {
                    self.status = Status::error(format!("{message} ({n_saved} saved)"));
                }
                Some(message) => self.status = Status::error(message),
                None if n_saved > 1 && self.status.kind == StatusKind::Done => {
                    self.status = Status::done(format!("{n_saved} changes saved"));
                }
                None => {}
            }
            return Vec::new();
        };
        let actions = self.unsaved.changes.remove(next).actions;
        match *actions {
            [Action { target: Target::Item(place), .. }] => self.go_to(Row::Item(place)),
            [Action { target: Target::Cell(place), .. }] => self.go_to_cell(place),
            _ => {}
        }
        vec![Effect::Write(Change::Act(actions))]
    }

    /// After the answer to a change that was tried again.
    pub(super) fn go_on_trying(&mut self, is_saved: bool) -> Vec<Effect> {
        let Some(n_saved) = &mut self.unsaved.n_saved else { return Vec::new() };
        *n_saved += usize::from(is_saved);
        vec![Effect::TryNext]
    }

    pub(super) fn give_up_unsaved(&mut self) {
        let changes = std::mem::take(&mut self.unsaved.changes);
        self.status = Status::warning(match changes.len() {
            1 => "the change that could not be saved is given up".to_owned(),
            n => format!("{n} changes that could not be saved are given up"),
        });
    }

    /// The open field is closed: what it could not save waits for itself from now on.
    pub(super) fn leave_field(&mut self) {
        self.unsaved.changes.iter_mut().for_each(|change| change.is_in_field = false);
    }

    /// The open field asks for something else than what it could not save.
    pub(super) fn supersede_field(&mut self) {
        self.unsaved.changes.retain(|change| !change.is_in_field);
    }
}

/// Whether a verb asked for twice is two changes.
fn adds_up(verb: &Verb) -> bool {
    matches!(verb, Verb::MoveUp | Verb::MoveDown | Verb::AddBelow(_) | Verb::AddChild(_) | Verb::AddEntry(_))
}

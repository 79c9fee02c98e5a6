//! Changes of the walk, written as those of the panes are: on disk first, then in the document, and their steps kept.
//! And what other programs write meanwhile.

use std::io::{BufRead, Write};

use jiff::Zoned;

use super::Walk;
use super::numbers::By;
use super::subject;
use crate::cli::output::{Failure, counted};
use crate::config::{record, undo};
use crate::document::{Action, Change, ChangeKind, describe};
use crate::edit::{Circumstances, Edit};
use crate::error::Error;
use crate::model::Roadmap;
use crate::saving;
use crate::store::{Loaded, may_be_piece};

impl<A: BufRead, S: Write> Walk<'_, A, S> {
    /// Writes actions as one step, and says what was written.
    pub(super) fn act(&mut self, actions: Vec<Action>) -> Result<(), Failure> {
        self.change(&Change::Act(actions))
    }

    /// Writes a change, and says what was written.
    pub(super) fn change(&mut self, change: &Change) -> Result<(), Failure> {
        let now = Zoned::now();
        let circumstances = Circumstances { today: now.date() };
        let (places, path) = (&self.surroundings.places, &self.opened.path);
        let document = &self.opened.document;
        let store = self.surroundings.store();
        let written = saving::write_and_settle(&store, path, document, change, circumstances)?;
        let unkept = saving::keep_step(places, path, document, &written);
        record::append(places, path, &now, &written.prepared.changes(document));
        let edits = written.prepared.edits_of(document);
        let action = written.prepared.action().cloned();
        let before = action.as_ref().and_then(|action| subject::before(&document.roadmap, action));
        let step = written.prepared.step.clone();
        let (kind, is_foreign) = (written.prepared.kind, written.prepared.is_foreign());
        self.opened.document.commit(written.prepared);
        let foreign = edits.get(..edits.len() - step.edits.len()).unwrap_or_default();
        self.follow(foreign, By::Name);
        self.follow(&step.edits, By::of(&step.edits));
        let after = action.and_then(|action| subject::after(self.roadmap(), &action, &step.edits));
        let told = written_in_words(self.roadmap(), &step.edits, after.as_ref().and_then(|(_, line)| *line));
        let subject = before.or(after.map(|(words, _)| words));
        if let Some(more) = written.more {
            let foreign = self.opened.document.reload(more.to_vec());
            self.follow(&[foreign], By::Name);
        }
        let told = match kind {
            ChangeKind::Act => match subject {
                Some(subject) => format!("{} {subject}: {told}", step.label),
                None => format!("{}: {told}", step.label),
            },
            ChangeKind::Undo => format!("undone: {}; {told}", step.label),
            ChangeKind::Redo => format!("made again: {}; {told}", step.label),
        };
        self.dialogue.say(&told);
        if is_foreign {
            self.dialogue.say("Another program changed the file meanwhile; its words are kept.");
        }
        step.edits.iter().flat_map(|edit| &edit.remarks).for_each(|remark| self.dialogue.say(remark));
        for kept in &written.kept {
            self.dialogue
                .say(&format!("What another program wrote at the same time is in {}.", kept.display()));
        }
        unkept.iter().for_each(|unkept| self.dialogue.say(unkept));
        Ok(())
    }

    /// Takes over what another program wrote since the last command, and says so.
    pub(super) fn notice(&mut self) {
        match self.read_whole() {
            Ok(loaded) if self.roadmap().is_made_of(&loaded.bytes) => {}
            Ok(loaded) => {
                let foreign = self.opened.document.reload(loaded.bytes);
                self.follow(&[foreign], By::Name);
                // Whatever ends the walk, its steps are those of this text.
                self.keep();
                let name = self.opened.name();
                self.dialogue.say(&format!("{name} was changed by another program."));
                if self.here.is_none()
                    && !self.listed.is_empty()
                    && self.listed.iter().all(|numbered| numbered.thing().is_none())
                {
                    self.dialogue.say("Nothing of the last list is there any more.");
                }
            }
            Err(error) => self.dialogue.say(&error.to_string()),
        }
    }

    /// The file as it is now; one that may be in the middle of being written, when it is left alone.
    fn read_whole(&self) -> Result<Loaded, Error> {
        let store = self.surroundings.store();
        let loaded = store.load(&self.opened.shown)?;
        let held = self.roadmap().to_bytes();
        if loaded.bytes == held || !may_be_piece(&loaded.bytes, &held) {
            return Ok(loaded);
        }
        store.wait_until_left_alone(&self.opened.path)?;
        store.load(&self.opened.shown)
    }

    /// Takes over what a command wrote by itself, with its step.
    pub(super) fn reread(&mut self) {
        let Ok(loaded) = self.surroundings.store().load(&self.opened.shown) else { return };
        let edit = self.opened.document.difference_to(&loaded.bytes);
        let history = undo::load(&self.surroundings.places, &self.opened.path, &loaded.bytes);
        self.opened.document.adopt(loaded.bytes, &edit);
        self.opened.document.history = history;
        self.follow(&[edit], By::Name);
    }

    /// Keeps what undo needs, as another program may have changed the text under its steps.
    pub(super) fn keep(&self) {
        let document = &self.opened.document;
        let bytes = document.roadmap.to_bytes();
        undo::keep(&self.surroundings.places, &self.opened.path, &bytes, &document.history);
    }

    /// Finds again where the user is and what the numbers stand for.
    fn follow(&mut self, edits: &[Edit], by: By) {
        if edits.iter().all(Edit::is_empty) {
            return;
        }
        let roadmap = self.opened.roadmap();
        let listed = std::mem::take(&mut self.listed).into_iter();
        self.listed = listed.map(|numbered| numbered.followed(edits, roadmap, by)).collect();
        if let Some(here) = &self.here {
            let followed = here.followed(edits, roadmap, by);
            if followed.is_none() {
                self.dialogue.say("What you were in is not there any more; you are at the phases.");
            }
            self.here = followed;
        }
    }
}

/// What edits wrote, and on which line: that of what is new, where something is.
fn written_in_words(roadmap: &Roadmap, edits: &[Edit], new: Option<usize>) -> String {
    let Some(line) = new else { return describe(roadmap, edits) };
    let n_bytes = edits.iter().map(Edit::bytes_written).sum();
    format!("line {line}: {} written", counted(n_bytes, "byte"))
}

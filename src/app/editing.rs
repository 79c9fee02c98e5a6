//! Commands → changes: what the rows' keys ask of the document.

use super::field::Field;
use super::outline::Row;
use super::prompt::{Confirm, DiffKind, DiffLine, Inline, Overlay, Preview, Purpose};
use super::tab::Tab;
use super::{App, Effect, Pane, Status};
use crate::command::Command;
use crate::document::{Action, Change, Target};
use crate::edit::{Circumstances, Splice, Verb, words_to_edit};
use crate::error::Error;
use crate::markdown::inline;
use crate::model::{Level, Place, State, fields::Fields};
use crate::span::Span;

impl App {
    pub(super) fn circumstances(&self) -> Circumstances {
        Circumstances { today: self.today }
    }

    /// The item under the cursor; where there is none, the status says so.
    pub(super) fn selected_item(&mut self) -> Option<Place> {
        if self.tab == Tab::Resources {
            return self.selected_resource_item();
        }
        let place = self.view.cursor.and_then(Row::place).filter(|_| self.view.focus != Pane::Phases);
        if place.is_none() {
            self.status = Status::warning("this works on an item; move to one first");
        }
        place
    }

    pub(super) fn edit_command(&mut self, command: Command) -> Vec<Effect> {
        let Some(place) = self.selected_item() else { return Vec::new() };
        let item = self.roadmap().item(place);
        let verb = match (command, item.state) {
            (Command::ToggleDone, State::Done) => Verb::SetState(State::Todo),
            (Command::ToggleDone, _) => Verb::SetState(State::Done),
            (Command::NextState, State::Untracked) => Verb::Track,
            (Command::NextState, State::Todo) => Verb::SetState(State::Doing),
            (Command::NextState, State::Doing) => Verb::SetState(State::Done),
            (Command::NextState, _) => Verb::SetState(State::Todo),
            (Command::Skip, State::Skipped) => Verb::SetState(State::Todo),
            (Command::Skip, _) => Verb::SetState(State::Skipped),
            (Command::Track, State::Untracked) => Verb::Track,
            (Command::Track, _) => {
                self.status = Status::warning("this item has its box already");
                return Vec::new();
            }
            (Command::TickParent, _) => return self.tick_parent(place),
            (Command::LevelUp | Command::LevelDown, _) => {
                let level = Fields::read(item.text(self.roadmap().section(place.section))).level();
                match (level, command) {
                    (Some(Level::Expert), Command::LevelUp) => {
                        self.status = Status::warning("expert is the highest level");
                        return Vec::new();
                    }
                    (None, Command::LevelDown) => {
                        self.status = Status::warning("this item has no level");
                        return Vec::new();
                    }
                    (None, _) => Verb::SetLevel(Some(Level::Novice)),
                    (Some(level), Command::LevelUp) => Verb::SetLevel(level.above()),
                    (Some(level), _) => Verb::SetLevel(level.below()),
                }
            }
            (Command::Delete, _) if self.what_goes_with(place).is_some() => {
                self.ask_to_delete(place);
                return Vec::new();
            }
            (Command::Delete, _) => Verb::Delete,
            (Command::MoveUp, _) => Verb::MoveUp,
            (Command::MoveDown, _) => Verb::MoveDown,
            _ => return Vec::new(),
        };
        self.write(Target::Item(place), verb)
    }

    /// Asks for a change to be written, unless it is refused as it is.
    pub(super) fn write(&mut self, target: Target, verb: Verb) -> Vec<Effect> {
        self.write_all(vec![Action { target, verb }])
    }

    /// The same for several, as one step.
    pub(super) fn write_all(&mut self, actions: Vec<Action>) -> Vec<Effect> {
        let change = Change::Act(actions);
        match self.document.prepare(&change, self.circumstances()) {
            Ok(prepared) if prepared.is_empty() => {
                self.status = Status::warning("nothing to change");
                Vec::new()
            }
            Ok(_) => vec![Effect::Write(change)],
            Err(error) => {
                self.status = Status::error(reason(&error));
                Vec::new()
            }
        }
    }

    /// Undo and redo, where there is a step for it.
    pub(super) fn take_back(&mut self, change: Change) -> Vec<Effect> {
        let history = &self.document.history;
        let (step, word) = match change {
            Change::Redo => (history.redo_step(), "redo"),
            _ => (history.undo_step(), "undo"),
        };
        if step.is_some() {
            return vec![Effect::Write(change)];
        }
        let why = history.why_cut().map(|why| format!(": {why}")).unwrap_or_default();
        self.status = Status::warning(format!("there is nothing to {word}{why}"));
        Vec::new()
    }

    fn tick_parent(&mut self, place: Place) -> Vec<Effect> {
        if let Some(parent) = self.parent_to_tick(place) {
            return self.write(Target::Item(parent), Verb::SetState(State::Done));
        }
        let roadmap = self.roadmap();
        self.status = Status::warning(match roadmap.item(place).parent {
            None => "this item has no parent".to_owned(),
            Some(item) => {
                let parent = Place { item, ..place };
                let words = inline::plain(&roadmap.words(parent), roadmap.definitions());
                match roadmap.item(parent).state {
                    State::Done => format!("\u{201c}{words}\u{201d} is done already"),
                    State::Untracked => format!("\u{201c}{words}\u{201d} has no box"),
                    _ => format!("not all below \u{201c}{words}\u{201d} is done"),
                }
            }
        });
        Vec::new()
    }

    pub(super) fn ask_to_delete(&mut self, place: Place) {
        let with = self.what_goes_with(place).map(|with| format!(" with {with}")).unwrap_or_default();
        let words = inline::plain(&self.roadmap().words(place), self.roadmap().definitions());
        self.overlay = Some(Overlay::Confirm(Confirm {
            question: format!("Delete \u{201c}{words}\u{201d}{with}?"),
            change: Change::Act(vec![Action { target: Target::Item(place), verb: Verb::Delete }]),
        }));
    }

    /// What stands below an item's own text and is deleted with it.
    pub(super) fn what_goes_with(&self, place: Place) -> Option<String> {
        let (item, section) = (self.roadmap().item(place), self.roadmap().section(place.section));
        match item.end - place.item - 1 {
            0 => {}
            1 => return Some("the 1 item below it".to_owned()),
            n => return Some(format!("the {n} items below it")),
        }
        let is_text = |from: u32, to: u32| {
            let text = Span { start: from, end: to }.of(section.text.as_str());
            !text.trim_matches(|char: char| char.is_whitespace() || char == '>').is_empty()
        };
        let note = item.note.unwrap_or(Span { start: item.text.end, end: item.text.end });
        let has_more = is_text(item.text.end, note.start) || is_text(note.end, item.span.end);
        match (item.note.is_some(), has_more) {
            (false, false) => None,
            (true, false) => Some("its note".to_owned()),
            (false, true) => Some("the text below it".to_owned()),
            (true, true) => Some("its note and the text below it".to_owned()),
        }
    }

    pub(super) fn open_field(&mut self, command: Command) {
        let place = self.view.cursor.and_then(Row::place);
        if command == Command::AddBelow && place.is_none() {
            return self.open_field_below_heading();
        }
        let Some(place) = self.selected_item() else { return };
        let section = self.roadmap().section(place.section);
        let item = self.roadmap().item(place);
        let (purpose, text) = match command {
            Command::Note => (Purpose::Note, item.note(section).unwrap_or_default()),
            Command::EditText => (Purpose::Reword, words_to_edit(self.roadmap(), place)),
            Command::AddChild => (Purpose::AddChild, String::new()),
            _ => (Purpose::AddBelow, String::new()),
        };
        if purpose == Purpose::AddChild {
            self.view.folded.remove(&Row::Item(place));
        }
        let field = Field::new(&text, purpose == Purpose::Note);
        self.overlay =
            Some(Overlay::Inline(Inline { purpose, row: Row::Item(place), field, is_lost: false }));
    }

    /// A field for an item of the section whose heading is chosen, or of the phase that has no rows.
    fn open_field_below_heading(&mut self) {
        let first = self.roadmap().phases().get(self.view.phase).map(|phase| phase.first);
        let Some(section) = self.view.cursor.map(Row::section).or(first) else { return };
        self.view.folded.remove(&Row::Heading(section));
        self.overlay = Some(Overlay::Inline(Inline {
            purpose: Purpose::AddBelow,
            row: Row::Heading(section),
            field: Field::new("", false),
            is_lost: false,
        }));
    }

    /// Enter in an inline field. The field stays open until its text is on disk, so that nothing typed is lost.
    pub(super) fn submit_field(&mut self) -> Vec<Effect> {
        let Some(Overlay::Inline(inline)) = &self.overlay else { return Vec::new() };
        if inline.is_lost {
            self.status =
                Status::error("the item is not in the file any more; the text is kept here until esc");
            return Vec::new();
        }
        let text = inline.field.text().trim().to_owned();
        let (purpose, row) = (inline.purpose, inline.row);
        if text.is_empty() && purpose == Purpose::Reword {
            self.status = Status::warning("an item needs words; esc leaves it as it was");
            return Vec::new();
        }
        self.supersede_field();
        let Some(place) = row.place() else {
            let section = row.section();
            if text.is_empty() {
                self.overlay = None;
                return Vec::new();
            }
            return self.write(Target::Section(section), Verb::AddBelow(text));
        };
        let has_note = self.roadmap().item(place).note.is_some();
        let verb = match purpose {
            Purpose::Reading if !text.is_empty() => match self.reading_verb(place, &text) {
                Some(verb) => verb,
                None => return Vec::new(),
            },
            Purpose::Note if !text.is_empty() => Verb::SetNote(text),
            Purpose::Note if has_note => Verb::RemoveNote,
            _ if text.is_empty() => {
                self.overlay = None;
                return Vec::new();
            }
            Purpose::Note | Purpose::Reword | Purpose::Reading => Verb::Reword(text),
            Purpose::AddBelow => Verb::AddBelow(text),
            Purpose::AddChild => Verb::AddChild(text),
        };
        let effects = self.write(Target::Item(place), verb);
        if effects.is_empty() && self.status.text == "nothing to change" {
            self.overlay = None;
            self.status = Status::default();
        }
        effects
    }

    /// What tracking would do: for the item's section, or for the whole phase from the phases' pane.
    pub(super) fn preview_tracking(&mut self) {
        let phase = self.roadmap().phases().get(self.view.phase);
        let section = match (self.view.focus, self.view.cursor) {
            (Pane::Phases, _) | (_, None) => phase.map(|phase| phase.first),
            (_, Some(row)) => Some(row.section()),
        };
        if let Some(section) = section {
            self.preview_section(section, false);
        }
    }

    pub(super) fn preview_section(&mut self, section: u32, with_resources: bool) {
        let change = |with_resources| {
            let verb = Verb::TrackSection { with_resources };
            Change::Act(vec![Action { target: Target::Section(section), verb }])
        };
        let (chosen, other) = (change(with_resources), change(!with_resources));
        let lines = self.diff_of(&chosen);
        let n_other = self.diff_of(&other).map_or(0, |lines| lines.len());
        let heading = self.roadmap().section(section).heading_text().unwrap_or("this file").to_owned();
        match lines {
            Ok(lines) if lines.is_empty() && n_other == 0 => {
                self.status = Status::warning("everything here has its box already");
            }
            Ok(lines) => {
                let other = (n_other != lines.len()).then_some(other);
                let title = format!("Track {} in {heading}", counted(lines.len() / 2, "bullet"));
                let preview = Preview { title, lines, scroll: 0, change: chosen, other, with_resources };
                self.overlay = Some(Overlay::Preview(preview));
            }
            Err(error) => self.status = Status::error(reason(&error)),
        }
    }

    /// The lines that a change replaces and those that it puts in.
    pub(super) fn diff_of(&self, change: &Change) -> Result<Vec<DiffLine>, Error> {
        let prepared = self.document.prepare(change, self.circumstances())?;
        let splices: Vec<&Splice> = prepared.step.edits.iter().flat_map(|edit| edit.splices()).collect();
        let line_of = |splice: &Splice| self.roadmap().position(splice.span.start as usize).line;
        let mut lines = Vec::new();
        for splices in splices.chunk_by(|one, other| line_of(one) == line_of(other)) {
            let at = splices[0].span.start as usize;
            let section = &self.roadmap().sections()[self.roadmap().section_at(at)];
            let bytes = section.text.as_bytes();
            let within = at - section.offset;
            let (start, end) = (crate::span::line_start(bytes, within), crate::span::line_end(bytes, within));
            let mut new = Vec::new();
            let mut kept = start;
            for splice in splices {
                let from = splice.span.start as usize - section.offset;
                new.extend_from_slice(&bytes[kept..from]);
                new.extend_from_slice(&splice.new);
                kept = (from + splice.old.len()).min(end);
            }
            new.extend_from_slice(&bytes[kept..end]);
            let line = line_of(splices[0]);
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            lines.push(DiffLine { kind: DiffKind::Removed, line, text: text(&bytes[start..end]) });
            lines.push(DiffLine { kind: DiffKind::Added, line, text: text(&new) });
        }
        Ok(lines)
    }

    pub(super) fn run_editor(&self) -> Vec<Effect> {
        let line = match self.view.cursor {
            Some(Row::Item(place)) => self.roadmap().item_line(place),
            Some(Row::Heading(section) | Row::Table(section, _)) => self.roadmap().line_of(section, 0),
            None => 1,
        };
        vec![Effect::RunEditor { line }]
    }
}

/// An error's reason and hint, without what and where: the user has just asked for it here.
pub(super) fn reason(error: &Error) -> String {
    match &error.hint {
        Some(hint) => format!("{}; {hint}", error.reason),
        None => error.reason.clone(),
    }
}

fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

//! Keeping the user's place while the text changes under it.

use std::borrow::Cow;

use super::anchor::{Anchor, SureAnchor, TargetAnchor};
use super::changed::{changed_rows, keeps_lines};
use super::journal::EntryAnchors;
use super::journal::entry::EntryPurpose;
use super::matrix::{CellAnchors, changed_table_rows};
use super::outline::Row;
use super::prompt::{CellField, Confirm, Inline, Overlay, Purpose};
use super::tab::Tab;
use super::{App, Status, StatusKind};
use crate::document::{Action, Change, ChangeKind, Prepared, Target};
use crate::edit::{Edit, Verb, entry_to_edit};
use crate::history::Step;
use crate::model::{Place, Roadmap};

/// Said where the item of a question is gone.
const GIVEN_UP: &str = "what was asked before is given up";

/// All rows that the view remembers.
struct Anchors {
    cursor: Option<Anchor>,
    folded: Vec<Anchor>,
    left: Vec<Anchor>,
    search: Option<Anchor>,
    phase: Option<Anchor>,
    /// The item of the open field.
    field: Option<SureAnchor>,
    /// The targets of the change that waits for an answer.
    asked: Vec<TargetAnchor>,
    /// Those of each change that could not be saved, and what it is.
    unsaved: Vec<(String, Vec<TargetAnchor>)>,
    cells: CellAnchors,
    entries: EntryAnchors,
}

impl App {
    /// A change is on disk: takes it over, and follows what it did.
    pub(super) fn written(&mut self, prepared: Prepared) {
        let is_foreign = prepared.is_foreign();
        let edits = prepared.step.edits.clone();
        let before = is_foreign.then(|| self.roadmap().to_bytes());
        let keeps_rows = !is_foreign && edits.iter().all(keeps_lines);
        let follows = self.destination(&prepared);
        let new_row = self.row_to_come(prepared.action()).filter(|_| !is_foreign);
        let is_act = prepared.kind == ChangeKind::Act;
        let again = match prepared.kind {
            ChangeKind::Act => String::new(),
            ChangeKind::Undo => format!("undone: {}, ", prepared.step.label),
            ChangeKind::Redo => format!("redone: {}, ", prepared.step.label),
        };
        let anchors = (!keeps_rows).then(|| self.anchors(&prepared.edits_of(&self.document)));
        self.document.commit(prepared);
        self.former = None;
        self.assessed();
        if matches!(
            self.overlay,
            Some(
                Overlay::Inline(_)
                    | Overlay::Cell(_)
                    | Overlay::Entry(_)
                    | Overlay::Preview(_)
                    | Overlay::Confirm(_)
            )
        ) {
            self.overlay = None;
        }
        let mut given_up = Vec::new();
        if let Some(anchors) = anchors {
            self.find_again(&anchors);
            given_up = self.keep_unsaved(&anchors.unsaved);
        }
        self.refresh();
        let own = changed_rows(self.roadmap(), &edits);
        match follows {
            Destination::Stay => self.settle_line(),
            Destination::Row(row) if !is_foreign && self.exists(row) => self.go_to(row),
            Destination::Change | Destination::Row(_) => {
                let is_at_it = self.view.cursor.is_some_and(|cursor| own.contains(&cursor));
                if let Some(row) = own.iter().min().filter(|_| !is_at_it) {
                    self.go_to(*row);
                }
            }
        }
        match new_row {
            Some(cell) => self.go_to_cell(cell),
            None if !is_act => {
                self.go_to_changed_cell(&edits);
                self.go_to_changed_resource(&own);
            }
            None => {}
        }
        self.status = self.report(&again, &edits);
        if let Destination::Row(row) = follows
            && is_act
            && !is_foreign
        {
            self.show_despite_filter(row);
        }
        self.go_to_changed_entry(&own, &edits);
        if let Some(before) = before {
            let all = crate::edit::difference::difference(&before, &self.roadmap().to_bytes());
            let changed = changed_rows(self.roadmap(), std::slice::from_ref(&all));
            self.view.changed = changed.difference(&own).copied().collect();
            let own = changed_table_rows(self.roadmap(), &edits);
            let changed = changed_table_rows(self.roadmap(), &[all]);
            self.matrix.changed = changed.difference(&own).copied().collect();
            let said = format!("{}; {}", self.status.text, self.said_of_others(0));
            self.status = Status::warning(said);
        }
        if !given_up.is_empty() {
            self.status = Status::warning(format!("{}; given up: {}", self.status.text, given_up.join("; ")));
        }
        // What is about an item that the user deletes goes with it; the rest is a loss.
        if is_foreign {
            self.unsaved.given_up.extend(given_up);
        }
    }

    /// What another program wrote; our own saves are known by their content.
    pub(super) fn file_read(&mut self, bytes: Vec<u8>) {
        if self.roadmap().is_made_of(&bytes) {
            return;
        }
        let foreign = self.document.difference_to(&bytes);
        let edits = [foreign];
        let anchors = self.anchors(&edits);
        let source = self.field_source();
        let n_before = n_items(self.roadmap());
        let former = self.take_former(&bytes);
        if former.is_none() {
            self.remember_former();
        }
        self.document.adopt(bytes, &edits[0]);
        let n_gone = n_before.saturating_sub(n_items(self.roadmap()));
        self.find_again(&anchors);
        self.view.changed = changed_rows(self.roadmap(), &edits).into_iter().collect();
        self.matrix.changed = changed_table_rows(self.roadmap(), &edits);
        self.refresh();
        let consequence = self.consequence(source, &anchors);
        let said = match former {
            Some(former) => {
                self.come_back(former);
                "the file is again as it was before".to_owned()
            }
            None => self.said_of_others(n_gone),
        };
        let is_told = !self.unsaved.is_empty() && self.status.kind == StatusKind::Error;
        if !is_told || consequence.is_some() {
            let consequence = consequence.map(|text| format!("; {text}")).unwrap_or_default();
            self.status = Status::warning(format!("{said}{consequence}"));
        }
    }

    fn said_of_others(&self, n_gone: usize) -> String {
        let counted = |n: usize, what: &str| match n {
            0 => None,
            1 => Some(format!("1 row {what}")),
            n => Some(format!("{n} rows {what}")),
        };
        let n_changed = self.view.changed.len() + self.matrix.changed.len();
        let counts = [counted(n_changed, "here"), counted(n_gone, "gone")];
        let counts = counts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let colon = if counts.is_empty() { "" } else { ": " };
        format!("another program changed the file{colon}{counts}")
    }

    /// What another program's change means for what the user is about to do. `source` is what the open field was about.
    fn consequence(&mut self, source: Option<FieldSource>, anchors: &Anchors) -> Option<String> {
        let given_up = self.keep_unsaved(&anchors.unsaved);
        self.unsaved.given_up.extend_from_slice(&given_up);
        if matches!(&self.overlay, Some(Overlay::Inline(inline)) if inline.is_lost) {
            return Some("the item is not in the file any more; what you typed is kept here".to_owned());
        }
        if matches!(&self.overlay, Some(Overlay::Cell(cell)) if cell.is_lost) {
            return Some("the row is not in the file any more; what you typed is kept here".to_owned());
        }
        if self.entry_field().is_some_and(|entry| entry.is_lost) {
            return Some("the entry is not in the file any more; what you typed is kept here".to_owned());
        }
        if let (Some(before), Some(now)) = (source, self.field_source()) {
            if before.item != now.item {
                let words = now.item.unwrap_or_default();
                return Some(format!(
                    "its item is now \u{201c}{words}\u{201d}: enter applies to it, esc leaves it"
                ));
            }
            if before.replaced != now.replaced && matches!(self.overlay, Some(Overlay::Cell(_))) {
                return Some("this cell is among it; what you typed is kept here".to_owned());
            }
            if before.replaced != now.replaced {
                return Some("this note or text is among it: enter replaces it, esc leaves it".to_owned());
            }
        }
        let is_asked = matches!(self.overlay, Some(Overlay::Confirm(_) | Overlay::Preview(_)));
        let is_asked_again = !is_asked || self.ask_again(&anchors.asked);
        if !given_up.is_empty() {
            return Some(format!("given up: {}", given_up.join("; ")));
        }
        (!is_asked_again).then(|| GIVEN_UP.to_owned())
    }

    /// What the open field is about.
    fn field_source(&self) -> Option<FieldSource> {
        if let Some(Overlay::Cell(CellField { place, is_new_row: false, is_lost: false, .. })) = &self.overlay
        {
            let replaced = self.roadmap().cell(*place).map(Cow::into_owned);
            return Some(FieldSource { item: None, replaced });
        }
        if let Some(Overlay::Entry(entry)) = &self.overlay {
            let EntryPurpose::Reword(place) = entry.purpose else { return None };
            let is_there = !entry.is_lost;
            let replaced = is_there.then(|| entry_to_edit(self.roadmap(), place).ok()).flatten();
            return Some(FieldSource { item: None, replaced });
        }
        let Some(Overlay::Inline(Inline { purpose, row, is_lost: false, .. })) = &self.overlay else {
            return None;
        };
        let place = row.place()?;
        let item = self.roadmap().get(place)?;
        let note = || item.note(self.roadmap().section(place.section)).unwrap_or_default();
        let replaced = (*purpose == Purpose::Note).then(note);
        Some(FieldSource { item: Some(self.roadmap().words(place)), replaced })
    }

    /// Asks a question again, as its answer means something else in the new text. Tells whether there is something left
    /// to ask.
    fn ask_again(&mut self, targets: &[TargetAnchor]) -> bool {
        let targets: Vec<Target> =
            targets.iter().filter_map(|target| target.find(&self.document.roadmap)).collect();
        let status = std::mem::take(&mut self.status);
        match (self.overlay.take(), &*targets) {
            (Some(Overlay::Confirm(_)), [Target::Item(place)]) => self.ask_to_delete(*place),
            (Some(Overlay::Confirm(Confirm { change: Change::Act(actions), .. })), [Target::Cell(cell)]) => {
                match actions.into_iter().next().map(|action| action.verb) {
                    Some(Verb::Delete) => self.ask_to_delete_row(*cell),
                    Some(verb) => self.ask_to_rate(*cell, verb),
                    None => {}
                }
            }
            (Some(Overlay::Preview(_)), [Target::Cell(cell)]) => self.preview_alignment_of(*cell),
            (Some(Overlay::Preview(preview)), [Target::Section(section)]) => {
                self.preview_section(*section, preview.with_resources);
            }
            _ => {}
        }
        self.status = status;
        self.overlay.is_some()
    }

    /// Keeps the changes that could not be saved, of which that is still there which they are about. Tells which are
    /// given up; what the open field holds is not.
    fn keep_unsaved(&mut self, anchors: &[(String, Vec<TargetAnchor>)]) -> Vec<String> {
        let roadmap = &self.document.roadmap;
        let mut given_up = Vec::new();
        let mut anchors = anchors.iter();
        self.unsaved.changes.retain_mut(|change| {
            let Some((described, anchors)) = anchors.next() else { return false };
            let is_kept = change.actions.iter_mut().zip(anchors).all(|(action, anchor)| {
                let target = anchor.find(roadmap);
                action.target = target.unwrap_or(action.target);
                target.is_some()
            });
            if !is_kept && !change.is_in_field {
                let what = match change.actions.first().map(|action| action.target) {
                    Some(Target::Cell(_)) => "row",
                    Some(Target::Section(_)) => "heading",
                    _ => "item",
                };
                given_up.push(format!("{described}, its {what} is gone"));
            }
            is_kept
        });
        if self.unsaved.is_empty() && matches!(self.overlay, Some(Overlay::Quit)) {
            self.overlay = None;
        }
        given_up
    }

    /// Finds matches and filtered rows again.
    pub(super) fn refresh(&mut self) {
        let roadmap = &self.document.roadmap;
        self.matrix.refresh(roadmap);
        self.refresh_standing();
        self.refresh_journal();
        self.settle_grid();
        self.refresh_gap();
        self.refresh_progress();
        self.refresh_resources();
        self.summarize_again();
        let roadmap = &self.document.roadmap;
        if let Some(search) = &mut self.search {
            search.refresh(roadmap);
        }
        self.refresh_filter();
        self.search_outline();
        match self.view.cursor {
            Some(row) if !self.exists(row) => self.set_cursor(self.outline().first()),
            Some(row) if !self.outline().is_shown(row) => self.go_to(row),
            Some(_) => {}
            None => self.set_cursor(self.outline().first()),
        }
    }

    /// Where all is that the view remembers, before edits change the text.
    fn anchors(&self, edits: &[Edit]) -> Anchors {
        let roadmap = self.roadmap();
        let anchor = |row: Row| Anchor::of(roadmap, row, edits);
        let targets = |actions: &[Action]| TargetAnchor::all(roadmap, actions, edits);
        let targets_of = |change: &Change| match change {
            Change::Act(actions) => targets(actions),
            Change::Undo | Change::Redo => Vec::new(),
        };
        let field = match &self.overlay {
            Some(Overlay::Inline(inline)) if inline.is_lost => Some(SureAnchor::lost(self.view.lost.clone())),
            Some(Overlay::Inline(inline)) => {
                inline.row.place().map(|place| SureAnchor::of(roadmap, place, edits))
            }
            _ => None,
        };
        let asked = match &self.overlay {
            Some(Overlay::Confirm(confirm)) => targets_of(&confirm.change),
            Some(Overlay::Preview(preview)) => targets_of(&preview.change),
            _ => Vec::new(),
        };
        let phase = roadmap.phases().get(self.view.phase);
        let origin = self.search.as_ref().and_then(|search| search.rows.origin);
        Anchors {
            cursor: self.view.cursor.map(anchor),
            folded: self.view.folded.iter().copied().map(anchor).collect(),
            left: self.view.left.values().copied().filter(|row| self.exists(*row)).map(anchor).collect(),
            search: origin.filter(|row| self.exists(*row)).map(anchor),
            phase: phase.map(|phase| anchor(Row::Heading(phase.first))),
            field,
            asked,
            cells: self.cell_anchors(edits),
            entries: self.entry_anchors(edits),
            unsaved: self
                .unsaved
                .changes
                .iter()
                .map(|change| (change.describe(roadmap), targets(&change.actions)))
                .collect(),
        }
    }

    fn find_again(&mut self, anchors: &Anchors) {
        self.find_cells_again(&anchors.cells);
        self.find_entries_again(&anchors.entries);
        self.view.cursor = None;
        // The rows that it leaves are looked at on the way.
        self.refresh_filter();
        let roadmap = &self.document.roadmap;
        let phase_of = |row: Row| roadmap.phase_of(row.section());
        let left = anchors.left.iter().filter_map(|anchor| anchor.find(roadmap));
        self.view.left = left.filter_map(|row| Some((phase_of(row)?, row))).collect();
        self.view.folded = anchors.folded.iter().filter_map(|anchor| anchor.find(roadmap)).collect();
        let phase = anchors.phase.as_ref().and_then(|anchor| anchor.find(roadmap)).and_then(phase_of);
        let phase = phase.unwrap_or(self.view.phase).min(roadmap.phases().len().saturating_sub(1));
        let mut cursor = anchors
            .cursor
            .as_ref()
            .and_then(|anchor| anchor.find(roadmap).or_else(|| anchor.nearest(roadmap, phase)));
        if let Some(search) = &mut self.search {
            search.rows.origin = anchors.search.as_ref().and_then(|anchor| anchor.find(roadmap));
        }
        if let (Some(Overlay::Inline(inline)), Some(anchor)) = (&mut self.overlay, &anchors.field) {
            let found = anchor.find(roadmap).or_else(|| anchor.find_instead(roadmap)).map(Row::Item);
            cursor = found.or(cursor);
            inline.is_lost = found.is_none();
            inline.row = found.unwrap_or(inline.row);
            self.view.lost = anchor.identity.clone().filter(|_| found.is_none());
        }
        self.view.phase = phase;
        let line = self.view.line;
        match cursor {
            Some(row) => self.go_to(row),
            None => self.show_phase(phase),
        }
        self.view.line = line;
        self.settle_line();
    }

    /// Where the cursor shall be after a change.
    fn destination(&self, prepared: &Prepared) -> Destination {
        if prepared.kind == ChangeKind::Undo
            && let Some(row) = self.row_before_adding(&prepared.step)
        {
            return Destination::Row(row);
        }
        let is_about_entry = |action: &Action| {
            matches!(action.verb, Verb::AddEntry(_) | Verb::RewordEntry(_) | Verb::DeleteEntry)
        };
        // The outline stays where it is while entries come and go.
        if self.tab == Tab::Journal || prepared.action().is_some_and(is_about_entry) {
            return Destination::Stay;
        }
        let Some((place, verb)) = prepared.acted_on() else { return Destination::Change };
        let items = &self.roadmap().section(place.section).items;
        let Some(item) = items.get(place.item as usize) else { return Destination::Stay };
        let at = |item| Destination::Row(Row::Item(Place { item, ..place }));
        match verb {
            Verb::AddBelow(_) | Verb::AddChild(_) => at(item.end),
            Verb::MoveDown => {
                let next_end = items.get(item.end as usize).map_or(item.end, |next| next.end);
                at(next_end - (item.end - place.item))
            }
            Verb::MoveUp => {
                let parent = item.parent;
                let siblings = (0..place.item).rev().find(|&other| items[other as usize].parent == parent);
                siblings.map_or(Destination::Stay, at)
            }
            _ => Destination::Stay,
        }
    }

    /// The row from which that item was added which a step takes away again.
    fn row_before_adding(&self, step: &Step) -> Option<Row> {
        let is_child = step.label == Verb::AddChild(String::new()).name();
        let [edit] = &*step.edits else { return None };
        if !is_child && step.label != Verb::AddBelow(String::new()).name() {
            return None;
        }
        let roadmap = self.roadmap();
        let place = edit.splices().iter().find_map(|splice| {
            let section = roadmap.section_at(splice.span.start as usize);
            let content = &roadmap.sections()[section];
            let starts = content.items.iter().map(|item| content.offset + item.marker.start as usize);
            let item = starts.into_iter().position(|start| splice.span.range().contains(&start))?;
            Some(Place { section: section as u32, item: item as u32 })
        })?;
        let items = &roadmap.section(place.section).items;
        let parent = roadmap.item(place).parent;
        let sibling = (0..place.item).rev().find(|&other| items[other as usize].parent == parent);
        let above = if is_child { parent } else { sibling.or(parent) };
        Some(above.map_or(Row::Heading(place.section), |item| Row::Item(Place { item, ..place })))
    }

    /// What was written, for the status line, behind what was taken back or made again.
    fn report(&self, again: &str, edits: &[Edit]) -> Status {
        let remarks: Vec<&str> = edits.iter().flat_map(|edit| &edit.remarks).map(String::as_str).collect();
        let written = format!("{again}{}", crate::document::describe(self.roadmap(), edits));
        if !remarks.is_empty() {
            return Status::warning(format!("{written}; {}", remarks.join("; ")));
        }
        let cursor = self.view.cursor.filter(|_| self.tab == Tab::Roadmap);
        let offer = cursor.and_then(Row::place).and_then(|place| self.parent_to_tick(place));
        match offer {
            Some(parent) if edits.iter().any(|edit| edit.effect.states > 0) => {
                let words = self.roadmap().words(parent);
                Status::done(format!(
                    "{written} \u{b7} all of \u{201c}{words}\u{201d} is done: p ticks it too"
                ))
            }
            _ => Status::done(written),
        }
    }

    /// The item above one, to be done next: all below it is done, and it is not.
    pub(super) fn parent_to_tick(&self, place: Place) -> Option<Place> {
        let roadmap = self.roadmap();
        let above = std::iter::successors(Some(place), |at| {
            let parent = Place { item: roadmap.item(*at).parent?, ..*at };
            (!roadmap.item(parent).state.is_open()).then_some(parent)
        });
        above.into_iter().find_map(|at| crate::edit::parent_offered(roadmap, at))
    }
}

/// What an open field is about: the words of its item, and the text that it replaces beside them.
struct FieldSource {
    item: Option<String>,
    replaced: Option<String>,
}

enum Destination {
    /// The rows are where they were.
    Stay,
    Row(Row),
    /// The first row that changed.
    Change,
}

fn n_items(roadmap: &Roadmap) -> usize {
    roadmap.sections().iter().map(|section| section.items.len()).sum()
}

//! Keeping the user's place while the text changes under it.

use std::collections::HashSet;

use super::anchor::{Anchor, SureAnchor};
use super::outline::Row;
use super::prompt::{Inline, Overlay, Purpose};
use super::{App, Status, StatusKind, Unsaved};
use crate::document::{Change, Prepared, Target};
use crate::edit::{Edit, Verb};
use crate::model::{Place, Roadmap};

/// All rows that the view remembers.
struct Anchors {
    cursor: Option<Anchor>,
    folded: Vec<Anchor>,
    left: Vec<Anchor>,
    search: Option<Anchor>,
    phase: Option<Anchor>,
    /// The item of the open field.
    field: Option<SureAnchor>,
    /// The targets of the change that waits for an answer, and of the one that could not be saved.
    asked: Vec<TargetAnchor>,
    unsaved: Vec<TargetAnchor>,
}

enum TargetAnchor {
    Item(SureAnchor),
    Section(Anchor),
    Roadmap,
}

impl TargetAnchor {
    fn all(roadmap: &Roadmap, change: &Change, edits: &[Edit]) -> Vec<Self> {
        let Change::Act(actions) = change else { return Vec::new() };
        let anchor = |target| match target {
            Target::Item(place) => Self::Item(SureAnchor::of(roadmap, place, edits)),
            Target::Section(section) => Self::Section(Anchor::of(roadmap, Row::Heading(section), edits)),
            Target::Roadmap => Self::Roadmap,
        };
        actions.iter().map(|action| anchor(action.target)).collect()
    }

    fn find(&self, roadmap: &Roadmap) -> Option<Target> {
        match self {
            Self::Item(anchor) => anchor.find(roadmap).map(Target::Item),
            Self::Section(anchor) => anchor.find(roadmap).map(|row| Target::Section(row.section())),
            Self::Roadmap => Some(Target::Roadmap),
        }
    }
}

impl App {
    /// A change is on disk: takes it over, and follows what it did.
    pub(super) fn written(&mut self, prepared: Prepared) {
        let is_foreign = prepared.is_foreign();
        let edits = prepared.step.edits.clone();
        let before = is_foreign.then(|| self.roadmap().to_bytes());
        let keeps_rows = !is_foreign && edits.iter().all(keeps_lines);
        let follows = self.destination(&prepared);
        let anchors = (!keeps_rows).then(|| self.anchors(&prepared.edits_of(&self.document)));
        self.document.commit(prepared);
        self.unsaved = None;
        if matches!(self.overlay, Some(Overlay::Inline(_) | Overlay::Preview(_) | Overlay::Confirm(_))) {
            self.overlay = None;
        }
        if let Some(anchors) = anchors {
            self.find_again(&anchors);
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
        self.status = self.report(&edits);
        if let Some(before) = before {
            let all = crate::edit::difference::difference(&before, &self.roadmap().to_bytes());
            let changed = changed_rows(self.roadmap(), &[all]);
            self.view.changed = changed.difference(&own).copied().collect();
            let said = format!("{}; {}", self.status.text, self.said_of_others());
            self.status = Status::warning(said);
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
        let note = self.field_source();
        self.document.adopt(bytes, &edits[0]);
        self.find_again(&anchors);
        self.view.changed = changed_rows(self.roadmap(), &edits).into_iter().collect();
        self.refresh();
        let consequence = self.consequence(note.as_deref(), &anchors);
        let is_told = self.unsaved.is_some() && self.status.kind == StatusKind::Error;
        if !is_told || consequence.is_some() {
            let consequence = consequence.map(|text| format!("; {text}")).unwrap_or_default();
            self.status = Status::warning(format!("{}{consequence}", self.said_of_others()));
        }
    }

    fn said_of_others(&self) -> String {
        let n_rows = self.view.changed.len();
        let rows = if n_rows == 1 { "row" } else { "rows" };
        format!("another program changed the file: {n_rows} {rows} here")
    }

    /// What another program's change means for what the user is about to do. `source` is what the open field began
    /// with.
    fn consequence(&mut self, source: Option<&str>, anchors: &Anchors) -> Option<&'static str> {
        let is_kept = self.keep_unsaved(&anchors.unsaved);
        if matches!(&self.overlay, Some(Overlay::Inline(inline)) if inline.is_lost) {
            return Some("the item is not in the file any more; what you typed is kept here");
        }
        if source.is_some() && source != self.field_source().as_deref() {
            return Some("this note or text is among it: enter replaces it, esc leaves it");
        }
        let is_asked = matches!(self.overlay, Some(Overlay::Confirm(_) | Overlay::Preview(_)));
        let is_asked_again = !is_asked || self.ask_again(&anchors.asked);
        (!is_kept || !is_asked_again).then_some("what was asked before is given up")
    }

    /// The text that the open field replaces.
    fn field_source(&self) -> Option<String> {
        let Some(Overlay::Inline(Inline { purpose, row, is_lost: false, .. })) = &self.overlay else {
            return None;
        };
        let place = row.place()?;
        let (item, section) = (self.roadmap().get(place)?, self.roadmap().section(place.section));
        match purpose {
            Purpose::Note => Some(item.note(section).unwrap_or_default()),
            Purpose::Reword => Some(self.roadmap().words(place)),
            Purpose::AddBelow | Purpose::AddChild => None,
        }
    }

    /// Asks a question again, as its answer means something else in the new text. Tells whether there is something left
    /// to ask.
    fn ask_again(&mut self, targets: &[TargetAnchor]) -> bool {
        let targets: Vec<Target> =
            targets.iter().filter_map(|target| target.find(&self.document.roadmap)).collect();
        let status = std::mem::take(&mut self.status);
        match (self.overlay.take(), &*targets) {
            (Some(Overlay::Confirm(_)), [Target::Item(place)]) => self.ask_to_delete(*place),
            (Some(Overlay::Preview(preview)), [Target::Section(section)]) => {
                self.preview_section(*section, preview.with_resources);
            }
            _ => {}
        }
        self.status = status;
        self.overlay.is_some()
    }

    /// Keeps the change that could not be saved, if what it is about is still there. Tells whether none is given up.
    fn keep_unsaved(&mut self, targets: &[TargetAnchor]) -> bool {
        let Some(Unsaved { change: Change::Act(actions), .. }) = &mut self.unsaved else { return true };
        for (action, target) in actions.iter_mut().zip(targets) {
            let Some(target) = target.find(&self.document.roadmap) else {
                self.unsaved = None;
                return false;
            };
            action.target = target;
        }
        true
    }

    /// Finds matches and filtered rows again.
    fn refresh(&mut self) {
        let roadmap = &self.document.roadmap;
        if let Some(search) = &mut self.search {
            search.refresh(roadmap);
        }
        if let Some(filter) = &mut self.filter {
            filter.refresh(roadmap);
        }
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
        let targets = |change: &Change| TargetAnchor::all(roadmap, change, edits);
        let field = match &self.overlay {
            Some(Overlay::Inline(inline)) if inline.is_lost => Some(SureAnchor::lost(self.view.lost.clone())),
            Some(Overlay::Inline(inline)) => {
                inline.row.place().map(|place| SureAnchor::of(roadmap, place, edits))
            }
            _ => None,
        };
        let asked = match &self.overlay {
            Some(Overlay::Confirm(confirm)) => targets(&confirm.change),
            Some(Overlay::Preview(preview)) => targets(&preview.change),
            _ => Vec::new(),
        };
        let phase = roadmap.phases().get(self.view.phase);
        let origin = self.search.as_ref().and_then(|search| search.origin);
        Anchors {
            cursor: self.view.cursor.map(anchor),
            folded: self.view.folded.iter().copied().map(anchor).collect(),
            left: self.view.left.values().copied().filter(|row| self.exists(*row)).map(anchor).collect(),
            search: origin.filter(|row| self.exists(*row)).map(anchor),
            phase: phase.map(|phase| anchor(Row::Heading(phase.first))),
            field,
            asked,
            unsaved: self.unsaved.as_ref().map(|unsaved| targets(&unsaved.change)).unwrap_or_default(),
        }
    }

    fn find_again(&mut self, anchors: &Anchors) {
        self.view.cursor = None;
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
            .and_then(|anchor| anchor.find(roadmap).or_else(|| anchor.nearest(roadmap)));
        if let Some(search) = &mut self.search {
            search.origin = anchors.search.as_ref().and_then(|anchor| anchor.find(roadmap));
        }
        if let (Some(Overlay::Inline(inline)), Some(anchor)) = (&mut self.overlay, &anchors.field) {
            let found = anchor.find(roadmap).map(Row::Item);
            if inline.is_lost && found.is_some() {
                cursor = found;
            }
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

    /// What was written, for the status line.
    fn report(&self, edits: &[Edit]) -> Status {
        let remarks: Vec<&str> = edits.iter().flat_map(|edit| &edit.remarks).map(String::as_str).collect();
        let written = crate::document::describe(self.roadmap(), edits);
        if !remarks.is_empty() {
            return Status::warning(format!("{written}; {}", remarks.join("; ")));
        }
        let offer = self.view.cursor.and_then(Row::place).and_then(|place| self.parent_to_tick(place));
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

enum Destination {
    /// The rows are where they were.
    Stay,
    Row(Row),
    /// The first row that changed.
    Change,
}

/// Whether all lines stay lines of the same kind, so that rows keep their indices.
fn keeps_lines(edit: &Edit) -> bool {
    let has_break = |bytes: &[u8]| bytes.iter().any(|byte| matches!(byte, b'\n' | b'\r'));
    edit.effect.items == 0
        && edit.splices().iter().all(|splice| !has_break(&splice.old) && !has_break(&splice.new))
}

/// The items on lines that edits made.
fn changed_rows(roadmap: &Roadmap, edits: &[Edit]) -> HashSet<Row> {
    let mut rows = HashSet::new();
    for splice in edits.iter().flat_map(|edit| edit.invert().splices().to_vec()) {
        let (mut from, mut to) = (splice.span.start as usize, splice.span.end as usize);
        // What stands behind the last line break is not changed.
        to -= usize::from(splice.old.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')));
        let mut index = roadmap.section_at(from);
        while let Some(section) = roadmap.sections().get(index).filter(|section| section.offset <= to) {
            let bytes = section.text.as_bytes();
            let first =
                crate::span::line_start(bytes, from.saturating_sub(section.offset).min(bytes.len())) as u32;
            let last =
                crate::span::line_end(bytes, to.saturating_sub(section.offset).min(bytes.len())) as u32;
            let start = section.items.partition_point(|item| item.marker.start < first);
            let items =
                section.items.iter().enumerate().skip(start).take_while(|(_, item)| item.marker.start < last);
            rows.extend(items.map(|(item, _)| Row::Item(Place { section: index as u32, item: item as u32 })));
            index += 1;
            from = section.offset + bytes.len();
        }
    }
    rows
}

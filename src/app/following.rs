//! Keeping the user's place while the text changes under it.

use std::collections::HashSet;

use super::outline::Row;
use super::prompt::Overlay;
use super::{App, Status};
use crate::document::Prepared;
use crate::edit::{Edit, Verb};
use crate::model::identity::Identity;
use crate::model::{Place, Roadmap};

/// Where a row was, so that it can be found in a new text.
enum Anchor {
    Item(Identity),
    /// The headings down to a section's, which of equal ones it was, and a table's index in it.
    Section(Vec<String>, usize, Option<u32>),
}

impl Anchor {
    fn of(roadmap: &Roadmap, row: Row) -> Self {
        match row {
            Row::Item(place) => Self::Item(roadmap.identity(place)),
            Row::Heading(section) | Row::Table(section, _) => {
                let headings = roadmap.headings(section);
                let nth = (0..section).filter(|&other| roadmap.headings(other) == headings).count();
                let table = if let Row::Table(_, table) = row { Some(table) } else { None };
                Self::Section(headings, nth, table)
            }
        }
    }

    fn find(&self, roadmap: &Roadmap) -> Option<Row> {
        match self {
            Self::Item(identity) => roadmap.find(identity).map(Row::Item),
            Self::Section(headings, nth, table) => {
                let sections = 0..roadmap.sections().len() as u32;
                let section = sections.filter(|&section| roadmap.headings(section) == *headings).nth(*nth)?;
                match table {
                    None => Some(Row::Heading(section)),
                    Some(table) => {
                        let exists = (*table as usize) < roadmap.section(section).tables.len();
                        exists.then_some(Row::Table(section, *table))
                    }
                }
            }
        }
    }
}

/// All rows that the view remembers.
struct Anchors {
    cursor: Option<Anchor>,
    folded: Vec<Anchor>,
    field: Option<Anchor>,
    phase: Option<Vec<String>>,
}

impl App {
    /// A change is on disk: takes it over, and follows what it did.
    pub(super) fn written(&mut self, prepared: Prepared) {
        let is_foreign = prepared.is_foreign();
        let edits = prepared.step.edits.clone();
        let keeps_rows = !is_foreign && edits.iter().all(keeps_lines);
        let follows = self.destination(&prepared);
        let anchors = (!keeps_rows).then(|| self.anchors());
        self.document.commit(prepared);
        self.unsaved = None;
        if let Some(anchors) = anchors {
            self.find_again(&anchors);
        }
        self.refresh();
        if matches!(self.overlay, Some(Overlay::Inline(_) | Overlay::Preview(_) | Overlay::Confirm(_))) {
            self.overlay = None;
        }
        match follows {
            Destination::Stay => self.settle_line(),
            Destination::Row(row) if !is_foreign && self.exists(row) => self.go_to(row),
            Destination::Change | Destination::Row(_) => {
                if let Some(row) = changed_rows(self.roadmap(), &edits).into_iter().min() {
                    self.go_to(row);
                }
            }
        }
        self.status = self.report(&edits);
    }

    /// What another program wrote; our own saves are known by their content.
    pub(super) fn file_read(&mut self, bytes: Vec<u8>) {
        if self.roadmap().is_made_of(&bytes) {
            return;
        }
        let anchors = self.anchors();
        let foreign = self.document.reload(bytes);
        self.find_again(&anchors);
        self.view.changed = changed_rows(self.roadmap(), &[foreign]).into_iter().collect();
        self.refresh();
        let n_rows = self.view.changed.len();
        let rows = if n_rows == 1 { "row" } else { "rows" };
        self.status = Status::warning(format!("another program changed the file: {n_rows} {rows} here"));
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
        if let Some(row) = self.view.cursor
            && self.exists(row)
            && !self.outline().is_shown(row)
        {
            self.go_to(row);
        }
    }

    fn anchors(&self) -> Anchors {
        let roadmap = self.roadmap();
        let anchor = |row: Row| Anchor::of(roadmap, row);
        let field = match &self.overlay {
            Some(Overlay::Inline(inline)) => Some(anchor(inline.row)),
            _ => None,
        };
        Anchors {
            cursor: self.view.cursor.map(anchor),
            folded: self.view.folded.iter().copied().map(anchor).collect(),
            field,
            phase: roadmap.phases().get(self.view.phase).map(|phase| roadmap.headings(phase.first)),
        }
    }

    fn find_again(&mut self, anchors: &Anchors) {
        let old_cursor = self.view.cursor.take();
        let roadmap = &self.document.roadmap;
        self.view.left.clear();
        self.view.folded = anchors.folded.iter().filter_map(|anchor| anchor.find(roadmap)).collect();
        let by_heading = anchors.phase.as_ref().and_then(|headings| {
            roadmap.phases().iter().position(|phase| roadmap.headings(phase.first) == *headings)
        });
        let phase = by_heading.unwrap_or(self.view.phase).min(roadmap.phases().len().saturating_sub(1));
        let cursor = anchors
            .cursor
            .as_ref()
            .and_then(|anchor| anchor.find(roadmap))
            .or_else(|| nearest(roadmap, old_cursor));
        let field = anchors.field.as_ref().map(|anchor| anchor.find(roadmap));
        if let (Some(Overlay::Inline(inline)), Some(found)) = (&mut self.overlay, field) {
            inline.is_lost = found.is_none();
            inline.row = found.unwrap_or(inline.row);
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

    /// The parent of an item, if all below it is done and it is not.
    fn parent_to_tick(&self, place: Place) -> Option<Place> {
        let parent = Place { item: self.roadmap().item(place).parent?, ..place };
        let item = self.roadmap().item(parent);
        let is_ready = item.mark.is_some()
            && item.state.is_open()
            && item.of_below > 0
            && item.met_below == item.of_below;
        is_ready.then_some(parent)
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
        let (mut from, to) = (splice.span.start as usize, splice.span.end as usize);
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

/// What stands where a row was.
fn nearest(roadmap: &Roadmap, row: Option<Row>) -> Option<Row> {
    let row = row?;
    let section = row.section().min(roadmap.sections().len() as u32 - 1);
    let n_items = roadmap.section(section).items.len() as u32;
    match row {
        Row::Item(place) if n_items > 0 => {
            Some(Row::Item(Place { section, item: place.item.min(n_items - 1) }))
        }
        _ => Some(Row::Heading(section)),
    }
}

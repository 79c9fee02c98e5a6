//! Items and columns as scripts see them, and how people see one.

use serde::Serialize;

use super::open::Opened;
use super::output::{Cell, Look, Role};
use crate::markdown::inline;
use crate::model::fields::{FieldKind, Fields};
use crate::model::matrix::ColumnKind;
use crate::model::{Level, Place, Roadmap, State};
use crate::span::Span;
use crate::theme::Mark;

/// An item in JSON (cli.md, "JSON").
#[derive(Debug, Clone, Serialize)]
pub(super) struct ItemJson {
    pub id: String,
    pub line: usize,
    pub depth: u16,
    pub state: &'static str,
    pub char: Option<char>,
    pub marker: Option<SpanJson>,
    pub text: String,
    pub phase: Option<usize>,
    pub section: &'static str,
    pub headings: Vec<String>,
    pub leaf: bool,
    pub note: Option<String>,
    pub level: Option<u8>,
    pub done_on: Option<String>,
    pub links: Vec<String>,
}

/// Bytes of the file.
#[derive(Debug, Clone, Copy, Serialize)]
pub(super) struct SpanJson {
    pub start: u32,
    pub end: u32,
}

impl From<Span> for SpanJson {
    fn from(span: Span) -> Self {
        Self { start: span.start, end: span.end }
    }
}

/// What is known of all items at once, so that asking for one costs no walk through the file.
pub(super) struct Items<'a> {
    pub opened: &'a Opened,
    found: Vec<Found>,
    /// The index of each section's first item.
    firsts: Vec<usize>,
}

/// An item, where it is and what it is called.
#[derive(Debug)]
pub(super) struct Found {
    pub place: Place,
    pub line: usize,
    pub path: String,
}

impl<'a> Items<'a> {
    pub(super) fn new(opened: &'a Opened) -> Self {
        let roadmap = opened.roadmap();
        let mut firsts = Vec::with_capacity(roadmap.sections().len());
        let mut n_items = 0;
        for section in roadmap.sections() {
            firsts.push(n_items);
            n_items += section.items.len();
        }
        let found = roadmap
            .items()
            .zip(roadmap.item_lines())
            .zip(roadmap.slug_paths())
            .map(|(((place, _), line), path)| Found { place, line, path })
            .collect();
        Self { opened, found, firsts }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Found> {
        self.found.iter()
    }

    pub(super) fn get(&self, place: Place) -> &Found {
        &self.found[self.firsts[place.section as usize] + place.item as usize]
    }

    pub(super) fn json(&self, found: &Found) -> ItemJson {
        let roadmap = self.opened.roadmap();
        let place = found.place;
        let section = roadmap.section(place.section);
        let item = roadmap.item(place);
        let fields = Fields::read(item.text(section));
        ItemJson {
            id: found.path.clone(),
            line: found.line,
            depth: item.depth,
            state: item.state.name(),
            char: item.mark.map(|mark| mark.char),
            marker: item.mark.map(|mark| mark.span().shifted(section.offset).into()),
            text: roadmap.words(place),
            phase: roadmap.phase_of(place.section).map(|index| index + 1),
            section: section.kind.name(),
            headings: headings(roadmap, place.section),
            leaf: item.is_leaf(),
            note: item.note(section),
            level: fields.level().map(Level::number),
            done_on: fields.value(&FieldKind::Done).map(str::to_owned),
            links: roadmap.addresses_of(place),
        }
    }
}

/// The headings above a section's items from the phase down, as they stand in the file.
pub(super) fn headings(roadmap: &Roadmap, section: u32) -> Vec<String> {
    let Some(phase) = roadmap.phase_of(section).map(|index| &roadmap.phases()[index]) else {
        return roadmap.headings(section);
    };
    let above = std::iter::once(section).chain(roadmap.ancestors(section));
    let below_phase =
        above.take_while(|&index| index >= phase.first && Some(index) != roadmap.title_section());
    let mut headings: Vec<String> =
        below_phase.filter_map(|index| roadmap.section(index).heading_text()).map(str::to_owned).collect();
    headings.reverse();
    headings
}

/// An item's words without the marks of Markdown.
pub(super) fn plain_words(roadmap: &Roadmap, place: Place) -> String {
    inline::plain(&roadmap.words(place), roadmap.definitions())
}

/// A heading without the marks of Markdown; a name for what stands before the first one.
pub(super) fn plain_heading(roadmap: &Roadmap, heading: Option<&str>) -> String {
    match heading {
        Some(heading) => inline::plain(heading, roadmap.definitions()),
        None => "(before the first heading)".to_owned(),
    }
}

/// A state as a sign.
pub(super) fn state_cell(look: Look, state: State) -> Cell {
    let (mark, role) = match state {
        State::Todo => (Mark::Todo, Role::Text),
        State::Doing => (Mark::Doing, Role::Active),
        State::Done => (Mark::Done, Role::Done),
        State::Skipped => (Mark::Skipped, Role::Secondary),
        State::Deferred => (Mark::Deferred, Role::Secondary),
        State::Other => (Mark::Other, Role::Text),
        State::Untracked => (Mark::Untracked, Role::Secondary),
    };
    Cell::new(role, if look.is_aloud { spoken_state(state) } else { look.glyphs.glyph(mark) })
}

/// A state in a word.
pub(super) fn spoken_state(state: State) -> &'static str {
    match state {
        State::Todo => "open",
        State::Untracked => "no box",
        _ => state.name(),
    }
}

/// The role of an item's words in its state.
pub(super) fn words_role(state: State) -> Role {
    match state {
        State::Done | State::Skipped | State::Deferred | State::Untracked => Role::Secondary,
        State::Todo | State::Doing | State::Other => Role::Text,
    }
}

/// What a column of a matrix is for, as scripts see it.
pub(super) fn column_kind(kind: ColumnKind) -> &'static str {
    match kind {
        ColumnKind::Skill => "skill",
        ColumnKind::Notes => "notes",
        ColumnKind::Level => "level",
        ColumnKind::Target => "target",
        ColumnKind::Expectation => "expectation",
        ColumnKind::Other => "other",
    }
}

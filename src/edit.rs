//! Edits as values: which bytes become which.
//!
//! A [`Verb`] at a place of a roadmap gives an [`Edit`]; nothing is changed by that. Applying an edit compares the
//! old bytes first, inverting it is undo. Only [`crate::document`] applies edits, and only [`crate::store`] writes.

mod begin;
mod cascade;
mod counters;
mod dates;
mod delete;
pub mod difference;
mod field;
mod fraction;
mod front_matter;
mod insert;
mod journal;
mod lines;
mod mend;
mod move_item;
mod note;
mod numbers;
mod rating;
mod reword;
mod state;
mod table;
pub mod track;
mod verify;
mod words;

#[cfg(test)]
mod testing;

pub use cascade::parent_offered;
pub use journal::{Below, Draft, Rewording, entry_to_edit};
pub use mend::left_boxes;
pub use move_item::place_after;
pub use reword::words_to_edit;
pub use verify::{Parts, verify};

use crate::error::{Error, Kind};
use crate::model::fields::{LEVEL, TARGET};
use crate::model::journal::EntryPlace;
use crate::model::matrix::ColumnKind;
use crate::model::{CellPlace, Level, Place, Replacement, Roadmap, State};
use crate::span::Span;

/// Some bytes of the file and what they become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// Bytes of the file.
    pub span: Span,
    pub old: Vec<u8>,
    pub new: Vec<u8>,
}

/// What one action changes: applied as a whole, undone as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Edit {
    /// Sorted and disjoint; none changes nothing.
    splices: Vec<Splice>,
    /// What it does to the items, by which a wrong one is found out.
    pub effect: Effect,
    /// What its user should hear, such as that a repeating item will not repeat.
    pub remarks: Vec<String>,
}

/// What an edit does to a roadmap's items and tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Effect {
    /// How many headings there are more, with what stands below them.
    pub headings: i32,
    /// How many items there are more.
    pub items: i32,
    /// How many boxes there are more.
    pub boxes: i32,
    /// How many items that were there before and after have another state.
    pub states: u32,
    /// Items change places.
    pub is_move: bool,
    /// Items come or go at several places, and others may lie deeper for that or less deep.
    pub is_scattered: bool,
    /// How many tables there are more.
    pub tables: i32,
    /// How many rows there are more in the tables that were there before and after.
    pub rows: i32,
    /// How many columns there are more in them.
    pub columns: i32,
    /// How many cells that were there before and after have another text.
    pub cells: u32,
}

impl Effect {
    /// What taking the edit back does.
    fn invert(self) -> Self {
        Self {
            headings: -self.headings,
            items: -self.items,
            boxes: -self.boxes,
            tables: -self.tables,
            rows: -self.rows,
            columns: -self.columns,
            ..self
        }
    }
}

/// What can be done to an item, to a table's cell with its row and table, for [`Verb::TrackSection`] to all below a
/// heading, and for [`Verb::AimAt`] and [`Verb::MendBoxes`] to the roadmap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verb {
    /// Sets the state, giving an untracked item its box; of a cell, writing the table's token for it.
    SetState(State),
    /// Sets or replaces the note.
    SetNote(String),
    RemoveNote,
    /// Replaces the words, leaving box, fields, dates and block id.
    Reword(String),
    /// Adds an item, or a row with this name.
    AddBelow(String),
    AddChild(String),
    /// Deletes the item with all below it, or the cell's row.
    Delete,
    MoveUp,
    MoveDown,
    /// Gives an untracked item its box.
    Track,
    /// Gives all untracked items of the item's section their boxes, sections below it included.
    TrackSection {
        with_resources: bool,
    },
    /// Sets or removes the level of what an item or a row of a matrix is about, adding a column where there is none:
    /// [`needs_column`].
    SetLevel(Option<Level>),
    /// The same with the level that is aimed at.
    SetTarget(Option<Level>),
    /// Says how much of an item has been read, and of how much where that is another total than its text has.
    SetFraction {
        done: u32,
        total: Option<u32>,
    },
    /// Replaces a cell's text.
    SetCell(String),
    /// Pads the cells of a table to the widths of its columns.
    AlignTable,
    /// The same for the row of this name in the cell's table, which may be new in the same step.
    RateSkill {
        name: String,
        level: Level,
    },
    /// Adds an entry to the journal, which is made where there is none.
    AddEntry(Draft),
    /// Changes the date, the kind or the words of a journal's entry.
    RewordEntry(Rewording),
    /// Deletes a journal's entry with all below it.
    DeleteEntry,
    /// Sets the ladder, the role that is aimed at, or both, in the front matter.
    AimAt {
        ladder: Option<String>,
        role: Option<String>,
    },
    /// Makes boxes of brackets that look like one: those of items, or else those of lines that then become items.
    MendBoxes,
}

impl Edit {
    /// An edit out of splices in any order. Those that change nothing are left out.
    pub fn new(splices: Vec<Splice>, effect: Effect) -> Self {
        let mut splices: Vec<Splice> =
            splices.into_iter().filter(|splice| splice.old != splice.new).collect();
        splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
        debug_assert!(splices.is_sorted_by(|left, right| left.span.end <= right.span.start));
        Self { splices, effect, remarks: Vec::new() }
    }

    pub fn splices(&self) -> &[Splice] {
        &self.splices
    }

    pub fn is_empty(&self) -> bool {
        self.splices.is_empty()
    }

    /// How many bytes it writes: those that are put in, or taken out where nothing is put in.
    pub fn bytes_written(&self) -> usize {
        self.splices
            .iter()
            .map(|splice| if splice.new.is_empty() { splice.old.len() } else { splice.new.len() })
            .sum()
    }

    /// The edit that takes it back, on the text that it makes.
    pub fn invert(&self) -> Self {
        let mut grown = 0_i64;
        let splices = self.splices.iter().map(|splice| {
            let start = (i64::from(splice.span.start) + grown) as usize;
            grown += splice.new.len() as i64 - splice.old.len() as i64;
            Splice {
                span: Span::new(start, start + splice.new.len()),
                old: splice.new.clone(),
                new: splice.old.clone(),
            }
        });
        let effect = self.effect.invert();
        Self { splices: splices.collect(), effect, remarks: Vec::new() }
    }

    /// The text that it makes of `bytes`, if the old bytes are there.
    pub fn apply(&self, bytes: &[u8]) -> Result<Vec<u8>, Error> {
        let mut new = Vec::with_capacity(
            bytes.len() + self.splices.iter().map(|splice| splice.new.len()).sum::<usize>(),
        );
        let mut at = 0;
        for splice in &self.splices {
            if bytes.get(splice.span.range()) != Some(&*splice.old) {
                return Err(not_there());
            }
            new.extend_from_slice(&bytes[at..splice.span.start as usize]);
            new.extend_from_slice(&splice.new);
            at = splice.span.end as usize;
        }
        new.extend_from_slice(&bytes[at..]);
        Ok(new)
    }

    /// Its splices for [`Roadmap::reread`], if the old bytes are there.
    pub fn replacements(&self, roadmap: &Roadmap) -> Result<Vec<Replacement<'_>>, Error> {
        self.splices
            .iter()
            .map(|splice| {
                let is_there = roadmap.bytes_at(splice.span) == splice.old;
                is_there.then_some(Replacement { span: splice.span, new: &splice.new }).ok_or_else(not_there)
            })
            .collect()
    }
}

fn not_there() -> Error {
    Error::new("change the text", "the bytes to be replaced are not there any more")
        .of_kind(Kind::Moved)
        .hint("look at the file and try again")
}

/// What is known beside the roadmap when a verb is carried out.
#[derive(Debug, Clone, Copy)]
pub struct Circumstances {
    /// The local date, for dates of done items.
    pub today: jiff::civil::Date,
}

impl Verb {
    /// What it is called in a status line.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SetState(State::Done) => "tick",
            Self::SetState(State::Doing) => "start",
            Self::SetState(State::Skipped) => "skip",
            Self::SetState(State::Todo) => "reset",
            Self::SetState(_) => "set the state",
            Self::SetNote(_) => "note",
            Self::RemoveNote => "remove the note",
            Self::Reword(_) => "reword",
            Self::AddBelow(_) => "add an item",
            Self::AddChild(_) => "add a child",
            Self::Delete => "delete",
            Self::MoveUp | Self::MoveDown => "move",
            Self::Track | Self::TrackSection { .. } => "track",
            Self::SetLevel(_) | Self::RateSkill { .. } => "set the level",
            Self::SetTarget(_) => "set the target",
            Self::SetFraction { .. } => "set how far it is read",
            Self::SetCell(_) => "set the cell",
            Self::AlignTable => "align the table",
            Self::AddEntry(_) => "add an entry",
            Self::RewordEntry(_) => "reword the entry",
            Self::DeleteEntry => "delete the entry",
            Self::AimAt { .. } => "set what is aimed at",
            Self::MendBoxes => "mend the boxes",
        }
    }

    /// The edit that carries it out on all below a heading.
    pub fn edit_section(&self, roadmap: &Roadmap, section: u32) -> Result<Edit, Error> {
        match self {
            _ if roadmap.sections().len() <= section as usize => Err(not_there()),
            Self::TrackSection { with_resources } => Ok(track::heading(roadmap, section, *with_resources)),
            Self::AddBelow(text) => begin::below_heading(roadmap, section, text),
            Self::RewordEntry(to) => journal::reword(roadmap, EntryPlace::Section(section), to),
            Self::DeleteEntry => journal::delete(roadmap, EntryPlace::Section(section)),
            _ => Err(Error::new(self.name(), "this works on an item, not on a heading")),
        }
    }

    /// The edit that carries it out on a table's cell, or on that cell's row or table; an empty one where nothing is to
    /// be changed.
    pub fn edit_cell(&self, roadmap: &Roadmap, place: CellPlace) -> Result<Edit, Error> {
        match self {
            Self::SetCell(text) => table::cell::set(roadmap, place, text),
            Self::SetState(state) => table::state::set(roadmap, place, *state),
            Self::SetLevel(level) => table::level::set(roadmap, place, ColumnKind::Level, *level),
            Self::SetTarget(level) => table::level::set(roadmap, place, ColumnKind::Target, *level),
            Self::RateSkill { name, level } => table::level::set_of(roadmap, place, name, *level),
            Self::AddBelow(name) => table::row::below(roadmap, place, name),
            Self::Delete => table::row::delete(roadmap, place),
            Self::AlignTable => table::align::table(roadmap, place),
            _ => Err(Error::new(self.name(), "this works on an item, not on a table")),
        }
    }

    /// The edit that carries it out on the whole roadmap; an empty one where nothing is to be changed.
    pub fn edit_roadmap(&self, roadmap: &Roadmap) -> Result<Edit, Error> {
        match self {
            Self::AddEntry(draft) => journal::add(roadmap, draft),
            Self::AimAt { ladder, role } => front_matter::aim_at(roadmap, ladder.as_deref(), role.as_deref()),
            Self::MendBoxes => mend::boxes(roadmap),
            _ => Err(Error::new(self.name(), "this works on an item, not on the whole roadmap")),
        }
    }

    /// The edit that carries it out at a place; an empty one where nothing is to be changed.
    pub fn edit(&self, roadmap: &Roadmap, place: Place, circumstances: Circumstances) -> Result<Edit, Error> {
        if roadmap.get(place).is_none() {
            return Err(Error::new("change the item", "it is not there any more").of_kind(Kind::Moved));
        }
        if roadmap.section(place.section).is_unreadable() {
            return Err(Error::new("change the item", "the text around it could not be read")
                .hint("make this change in an editor"));
        }
        match self {
            Self::SetState(state) => state::set(roadmap, place, *state, circumstances),
            Self::SetNote(text) => note::set(roadmap, place, text),
            Self::RemoveNote => note::remove(roadmap, place),
            Self::Reword(text) => reword::set(roadmap, place, text),
            Self::AddBelow(text) => insert::below(roadmap, place, text),
            Self::AddChild(text) => insert::child(roadmap, place, text),
            Self::Delete => delete::item(roadmap, place),
            Self::MoveUp => move_item::up(roadmap, place),
            Self::MoveDown => move_item::down(roadmap, place),
            Self::Track => track::item(roadmap, place),
            Self::TrackSection { with_resources } => {
                Ok(track::heading(roadmap, place.section, *with_resources))
            }
            Self::SetLevel(level) => rating::set(roadmap, place, LEVEL, *level),
            Self::SetTarget(level) => rating::set(roadmap, place, TARGET, *level),
            Self::SetFraction { done, total } => fraction::set(roadmap, place, *done, *total),
            Self::SetCell(_) | Self::AlignTable | Self::RateSkill { .. } => {
                Err(Error::new(self.name(), "this works on a table, not on an item"))
            }
            Self::RewordEntry(to) => journal::reword(roadmap, EntryPlace::Item(place), to),
            Self::DeleteEntry => journal::delete(roadmap, EntryPlace::Item(place)),
            Self::AddEntry(_) | Self::AimAt { .. } | Self::MendBoxes => self.edit_roadmap(roadmap),
        }
    }
}

/// Whether rating the skill of a cell's row adds a column to its matrix.
pub fn needs_column(roadmap: &Roadmap, place: CellPlace, verb: &Verb) -> bool {
    let kind = match verb {
        Verb::SetLevel(Some(_)) => ColumnKind::Level,
        Verb::SetTarget(Some(_)) => ColumnKind::Target,
        _ => return false,
    };
    roadmap.matrix(place.section, place.table).is_some_and(|matrix| matrix.column(kind).is_none())
}

//! What lies over the panes and takes the keys: text fields, lists, previews, questions.

use super::assessment::{Assessment, Step};
use super::field::Field;
use super::filtering::prompt::FilterPrompt;
use super::gap::choosing::GapList;
use super::journal::entry::{EntryField, KindMenu};
use super::journal::filter::EntryFilter;
use super::opening::Opening;
use super::outline::Row;
use super::picker::Picker;
use super::resources::filter::ResourceFilter;
use super::roadmaps::Roadmaps;
use crate::command::Command;
use crate::document::Change;
use crate::model::CellPlace;

#[derive(Debug, Clone)]
pub enum Overlay {
    /// A text field in the panes: in the row that it is about, below it, or in the details.
    Inline(Inline),
    /// A text field in the matrix: over a cell, or in a row of its own.
    Cell(CellField),
    /// Which kind a new entry of the journal is of.
    Kind(KindMenu),
    /// The words of an entry.
    Entry(EntryField),
    /// Which entries are shown.
    EntryFilter(EntryFilter),
    /// The search line at the bottom.
    Search(Field),
    /// Which items are shown.
    Filter(Box<FilterPrompt>),
    /// Which resources are shown.
    ResourceFilter(ResourceFilter),
    /// Where a link leads, before it is opened.
    Open(Opening),
    /// Commands, found by their name.
    Palette(Picker<Command>),
    /// The keys, found by what they do.
    Help(Picker<Command>),
    /// The links of an item, by their address.
    Links(Picker<String>),
    /// Other roadmaps, and templates.
    Roadmaps(Box<Roadmaps>),
    /// Roles, ladders, what to do with a skill.
    Gap(GapList),
    Assessment(Box<Assessment>),
    /// What a change would do, line by line.
    Preview(Preview),
    /// A question to be answered with yes or no.
    Confirm(Confirm),
    /// Whether to quit without what is not saved.
    Quit,
}

/// A text that is edited where it stands.
#[derive(Debug, Clone)]
pub struct Inline {
    pub purpose: Purpose,
    /// The row that it is about.
    pub row: Row,
    pub field: Field,
    /// Another program has taken the row's item out of the file.
    pub is_lost: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Note,
    Reword,
    AddBelow,
    AddChild,
    /// How far a resource is read.
    Reading,
}

/// A cell that is edited where it stands, or a row that is being added.
#[derive(Debug, Clone)]
pub struct CellField {
    /// The cell; the one that the new row comes below.
    pub place: CellPlace,
    pub is_new_row: bool,
    pub field: Field,
    /// The cell's text that the user knows of: what the field was opened with, or what another program has put there since
    /// and the user was told of.
    pub known: String,
    /// Another program has taken the row out of the file.
    pub is_lost: bool,
}

/// A change that waits for a yes, as a diff.
#[derive(Debug, Clone)]
pub struct Preview {
    pub title: String,
    pub lines: Vec<DiffLine>,
    pub scroll: usize,
    pub change: Change,
    /// The same with or without resources, where there are any.
    pub other: Option<Change>,
    pub with_resources: bool,
}

/// A line of a diff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    pub kind: DiffKind,
    /// In the new text, counted from 1; in the old one for a line that goes.
    pub line: usize,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiffKind {
    Removed,
    Added,
}

#[derive(Debug, Clone)]
pub struct Confirm {
    pub question: String,
    pub change: Change,
}

impl Overlay {
    /// The text field that takes what is typed.
    pub fn field(&self) -> Option<&Field> {
        match self {
            Self::Inline(inline) => Some(&inline.field),
            Self::Cell(cell) => Some(&cell.field),
            Self::Entry(entry) => Some(&entry.field),
            Self::Search(field) => Some(field),
            Self::Filter(prompt) => Some(&prompt.field),
            Self::ResourceFilter(menu) => menu.field.as_ref(),
            Self::Palette(picker) | Self::Help(picker) => Some(&picker.query),
            Self::Links(picker) => Some(&picker.query),
            Self::Roadmaps(roadmaps) => Some(&roadmaps.picker.query),
            Self::Gap(list) => Some(&list.picker.query),
            Self::Assessment(assessment) => match &assessment.step {
                Step::Line(_, field) => Some(field),
                _ => None,
            },
            Self::Kind(_)
            | Self::EntryFilter(_)
            | Self::Preview(_)
            | Self::Confirm(_)
            | Self::Open(_)
            | Self::Quit => None,
        }
    }

    pub fn field_mut(&mut self) -> Option<&mut Field> {
        match self {
            Self::Inline(inline) => Some(&mut inline.field),
            Self::Cell(cell) => Some(&mut cell.field),
            Self::Entry(entry) => Some(&mut entry.field),
            Self::Search(field) => Some(field),
            Self::Filter(prompt) => Some(&mut prompt.field),
            Self::ResourceFilter(menu) => menu.field.as_mut(),
            Self::Palette(picker) | Self::Help(picker) => Some(&mut picker.query),
            Self::Links(picker) => Some(&mut picker.query),
            Self::Roadmaps(roadmaps) => Some(&mut roadmaps.picker.query),
            Self::Gap(list) => Some(&mut list.picker.query),
            Self::Assessment(assessment) => match &mut assessment.step {
                Step::Line(_, field) => Some(field),
                _ => None,
            },
            Self::Kind(_)
            | Self::EntryFilter(_)
            | Self::Preview(_)
            | Self::Confirm(_)
            | Self::Open(_)
            | Self::Quit => None,
        }
    }
}

//! A roadmap as plain values: phases, sections, items, tables, links.
//!
//! Reading never fails: any text is a roadmap. Values hold byte spans into their section's text and next to no text
//! of their own, so a model costs a fraction of its file. Knows nothing of files, terminals, or how text is shown.

pub mod cell_identity;
pub mod counts;
pub mod dependencies;
pub mod fields;
pub mod fraction;
pub mod front_matter;
pub mod heading;
pub mod identity;
pub mod item;
pub mod journal;
pub mod level;
pub mod links;
pub mod matrix;
pub mod note;
pub mod section;
pub mod skill;
pub mod slug;
pub mod table;

mod blocks;
mod build;
mod lines;
mod read;
mod reread;
mod tree;

pub use blocks::Blocks;
pub use counts::Counts;
pub use front_matter::FrontMatter;
pub use item::{Item, Mark, State};
pub use level::Level;
pub use read::{Cutting, Method};
pub use reread::{Replacement, Rereading};
pub use section::{Section, SectionKind};
pub use table::{CellPlace, Table};

use crate::markdown::Definitions;
use crate::settings::{CountRule, Defaults, DoneDate};
use crate::span::{Position, Span};

/// A whole file, read.
#[derive(Debug, Clone)]
pub struct Roadmap {
    /// In the order of the file, which is the pre-order of the heading tree. The first is what stands before the
    /// first heading (often empty); it is the root. Never empty.
    sections: Vec<Section>,
    phases: Vec<Phase>,
    /// The section whose heading is the roadmap's title.
    title: Option<u32>,
    definitions: Definitions,
    pub front_matter: FrontMatter,
    defaults: Defaults,
    /// How many sections have dates of done items in the form of Tasks, and in that of Dataview.
    dated_sections: [u32; 2],
}

/// A heading of the shallowest level below the title, with all below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// Its sections, as a range of indices. The first one's heading is the phase's, unless it has no name.
    pub first: u32,
    pub end: u32,
    /// What stands before the first phase heading.
    pub is_unnamed: bool,
    pub counts: Counts,
}

/// Where an item is, in the roadmap as it is now. No place outlives an edit; an [`identity::Identity`] does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    pub section: u32,
    pub item: u32,
}

/// Something odd in the file that is shown as it is, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the file.
    pub span: Span,
    pub what: String,
    /// What can be done about it.
    pub hint: Option<String>,
}

impl Roadmap {
    /// Reads a file's bytes. `defaults` hold where its front matter says nothing.
    pub fn read(bytes: Vec<u8>, defaults: Defaults) -> Self {
        let method = Method::for_len(bytes.len());
        Self::read_by(bytes, defaults, method)
    }

    /// The same by a method of one's own: for tests and measurements.
    pub fn read_by(bytes: Vec<u8>, defaults: Defaults, method: Method) -> Self {
        read::read(bytes, defaults, method)
    }

    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    pub fn section(&self, index: u32) -> &Section {
        &self.sections[index as usize]
    }

    pub fn phases(&self) -> &[Phase] {
        &self.phases
    }

    /// The index of the phase that holds a section.
    pub fn phase_of(&self, section: u32) -> Option<usize> {
        let after = self.phases.partition_point(|phase| phase.first <= section);
        after.checked_sub(1).filter(|&index| section < self.phases[index].end)
    }

    pub fn item(&self, place: Place) -> &Item {
        &self.section(place.section).items[place.item as usize]
    }

    /// The item at a place, if there is one.
    pub fn get(&self, place: Place) -> Option<&Item> {
        self.sections.get(place.section as usize)?.items.get(place.item as usize)
    }

    /// All items with their places, in the order of the file.
    pub fn items(&self) -> impl Iterator<Item = (Place, &Item)> {
        (0..).zip(&self.sections).flat_map(|(section, content)| {
            (0..).zip(&content.items).map(move |(item, value)| (Place { section, item }, value))
        })
    }

    /// The heading that names the roadmap, without its marks; else the front matter's title. None means that only
    /// the file's name is left.
    pub fn title(&self) -> Option<&str> {
        self.front_matter.title.as_deref().or_else(|| self.section(self.title?).heading_text())
    }

    /// The index of the section whose heading is the title.
    pub fn title_section(&self) -> Option<u32> {
        self.title
    }

    /// The counts of the whole file.
    pub fn counts(&self) -> Counts {
        self.sections[0].total
    }

    pub fn rule(&self) -> CountRule {
        self.front_matter.count.unwrap_or(self.defaults.count)
    }

    /// The settings in force: the front matter's, else the defaults.
    pub fn settings(&self) -> Defaults {
        Defaults {
            count: self.rule(),
            states: self.front_matter.states.unwrap_or(self.defaults.states),
            done_date: self.done_date(),
            cascade: self.defaults.cascade,
        }
    }

    /// Whether ticking writes a date: as the settings say, else as the file already does.
    fn done_date(&self) -> DoneDate {
        match self.front_matter.done_date.unwrap_or(self.defaults.done_date) {
            DoneDate::Off => match self.dated_sections {
                [0, 0] => DoneDate::Off,
                [tasks, dataview] if tasks >= dataview => DoneDate::Tasks,
                _ => DoneDate::Dataview,
            },
            set => set,
        }
    }

    /// How many bytes the file has.
    pub fn len(&self) -> usize {
        self.sections.last().map_or(0, |last| last.offset + last.text.len())
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The whole file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.len());
        for section in &self.sections {
            bytes.extend_from_slice(section.text.as_bytes());
        }
        bytes
    }

    /// Whether these are the file's bytes.
    pub fn is_made_of(&self, bytes: &[u8]) -> bool {
        bytes.len() == self.len()
            && self.sections.iter().all(|section| {
                bytes.get(section.offset..section.offset + section.text.len())
                    == Some(section.text.as_bytes())
            })
    }

    /// The bytes at a span of the file.
    pub fn bytes_at(&self, span: Span) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(span.len());
        let mut at = span.start as usize;
        while at < span.end as usize {
            let section = &self.sections[self.section_at(at)];
            let start = at - section.offset;
            let end = section.text.len().min(span.end as usize - section.offset);
            if start >= end {
                break;
            }
            bytes.extend_from_slice(&section.text.as_bytes()[start..end]);
            at = section.offset + end;
        }
        bytes
    }

    /// The index of the section that holds a byte of the file: the last one that begins at or before it.
    pub fn section_at(&self, at: usize) -> usize {
        self.sections.partition_point(|section| section.offset <= at).saturating_sub(1)
    }

    /// The index of one of its own sections.
    pub(crate) fn index_of(&self, section: &Section) -> u32 {
        let first = self.sections.partition_point(|other| other.offset < section.offset);
        let later = self.sections[first..].iter().position(|other| std::ptr::eq(other, section));
        crate::span::offset(first + later.unwrap_or(0))
    }

    /// The item whose marker begins at a byte of the file.
    pub fn item_at(&self, at: usize) -> Option<Place> {
        let index = self.section_at(at);
        let section = &self.sections[index];
        let within = u32::try_from(at.checked_sub(section.offset)?).ok()?;
        let item = section.items.binary_search_by_key(&within, |item| item.marker.start).ok()?;
        Some(Place { section: u32::try_from(index).ok()?, item: u32::try_from(item).ok()? })
    }

    /// The line of a byte of a section, counted from 1.
    pub fn line_of(&self, section: u32, at: u32) -> usize {
        let section = self.section(section);
        section.line + crate::span::count_line_ends(&section.text.as_bytes()[..at as usize]) + 1
    }

    /// Where a byte of the file lies, for people.
    pub fn position(&self, at: usize) -> Position {
        self.positions([at])[0]
    }

    /// The same of many bytes, in order: each line is counted from the one before, not from the section's beginning.
    pub fn positions(&self, ats: impl IntoIterator<Item = usize>) -> Vec<Position> {
        let (mut last, mut line) = ((usize::MAX, 0), 0);
        let position = |at: usize| {
            let index = self.section_at(at);
            let section = &self.sections[index];
            let within = (at - section.offset).min(section.text.len());
            let bytes = section.text.as_bytes();
            let from = if last.0 == index { last.1 } else { 0 };
            let before = if last.0 == index { line } else { section.line + 1 };
            line = before + bytes.get(from..within).map_or(0, crate::span::count_line_ends);
            last = (index, within);
            let start = crate::span::line_start(bytes, within);
            let column =
                section.text.as_str().get(start..within).map_or(0, |before| before.chars().count()) + 1;
            Position { line, column }
        };
        ats.into_iter().map(position).collect()
    }

    /// The line of an item's box, or of its marker where it has none.
    pub fn item_line(&self, place: Place) -> usize {
        let item = self.item(place);
        self.line_of(place.section, item.mark.map_or(item.marker.start, |mark| mark.at))
    }

    pub fn definitions(&self) -> &Definitions {
        &self.definitions
    }

    pub fn defaults(&self) -> Defaults {
        self.defaults
    }

    /// The headings above a section's items, from the outermost to its own.
    pub fn headings(&self, section: u32) -> Vec<String> {
        let above = std::iter::once(section).chain(self.ancestors(section));
        let mut headings: Vec<String> =
            above.filter_map(|index| self.section(index).heading_text()).map(str::to_owned).collect();
        headings.reverse();
        headings
    }

    /// The index of the next heading's section above a section, up to the root.
    pub fn ancestors(&self, section: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(self.section(section).parent, |&index| self.section(index).parent)
    }
}

//! Where a row was, so that it can be found in a text that was made of this one.

use super::outline::Row;
use crate::document::{Action, Target};
use crate::edit::difference::moved;
use crate::edit::{Edit, Splice};
use crate::model::cell_identity::CellIdentity;
use crate::model::identity::Identity;
use crate::model::{CellPlace, Place, Roadmap};
use crate::span::{Span, line_end, line_start, whole_lines};

/// What is known of a row in the text before.
pub(super) enum Anchor {
    Item {
        /// Where its marker is in the new text, if nothing on its line was changed.
        at: Option<usize>,
        /// Where its line began would be in the new text.
        near: usize,
        depth: u16,
        section: Box<Self>,
        identity: Option<Identity>,
    },
    /// What stands before the first heading.
    Root,
    Section {
        /// Where it begins in the new text, if nothing in its heading was changed.
        at: Option<usize>,
        /// Where it would begin in the new text.
        near: usize,
        headings: Vec<String>,
        /// Which of those with equal headings it was.
        nth: usize,
    },
    Table(Box<Self>, u32),
}

impl Anchor {
    /// The anchor of a row that is about to be changed by edits, each on the text that the one before makes.
    pub(super) fn of(roadmap: &Roadmap, row: Row, edits: &[Edit]) -> Self {
        match row {
            Row::Item(place) => Self::of_item(roadmap, place, edits),
            Row::Heading(section) => Self::of_section(roadmap, section, edits),
            Row::Table(section, table) => {
                Self::Table(Box::new(Self::of_section(roadmap, section, edits)), table)
            }
        }
    }

    fn of_item(roadmap: &Roadmap, place: Place, edits: &[Edit]) -> Self {
        let (line, within) = line_of(roadmap, place);
        let at = moved_over(line, edits).map(|moved| moved.start as usize + within);
        Self::Item {
            at,
            near: shifted(line.start as usize, edits),
            depth: roadmap.item(place).depth,
            section: Box::new(Self::of_section(roadmap, place.section, edits)),
            // To tell which of equals it is takes a walk, which most rows are spared.
            identity: at.is_none().then(|| roadmap.identity(place)),
        }
    }

    fn of_section(roadmap: &Roadmap, index: u32, edits: &[Edit]) -> Self {
        if index == 0 {
            return Self::Root;
        }
        let section = roadmap.section(index);
        let heading = section.heading_block.shifted(section.offset);
        let at = moved_over(heading, edits).map(|moved| moved.start as usize);
        let headings = roadmap.headings(index);
        let nth = match at {
            Some(_) => 0,
            None => (0..index).filter(|&other| roadmap.headings(other) == headings).count(),
        };
        Self::Section { at, near: shifted(heading.start as usize, edits), headings, nth }
    }

    /// The row in the new text, if it is there.
    pub(super) fn find(&self, roadmap: &Roadmap) -> Option<Row> {
        match self {
            Self::Item { at, identity, .. } => at
                .and_then(|at| roadmap.item_at(at))
                .or_else(|| roadmap.find(identity.as_ref()?))
                .map(Row::Item),
            Self::Root | Self::Section { .. } => self.find_section(roadmap).map(Row::Heading),
            Self::Table(section, table) => {
                let section = section.find_section(roadmap)?;
                let exists = (*table as usize) < roadmap.section(section).tables.len();
                exists.then_some(Row::Table(section, *table))
            }
        }
    }

    /// What is nearest in the new text to where the row was: for an item the sibling that followed, else the one before,
    /// else the parent. What stood at the end of its phase has nothing nearer than the phase's end.
    pub(super) fn nearest(&self, roadmap: &Roadmap, phase: usize) -> Option<Row> {
        let (section, near, depth) = match self {
            Self::Item { near, section, depth, .. } => (section.find_section(roadmap), *near, *depth),
            Self::Table(section, _) => (section.find_section(roadmap), usize::MAX, 0),
            Self::Root => (Some(0), 0, 0),
            Self::Section { near, .. } => (None, *near, 0),
        };
        let section = section.unwrap_or_else(|| roadmap.section_at(near) as u32);
        let phase = roadmap.phases().get(phase).filter(|phase| section >= phase.end);
        let (section, near) = phase.map_or((section, near), |phase| (phase.end - 1, usize::MAX));
        let content = roadmap.section(section);
        let is_heading = content.offset + content.heading_block.start as usize == near;
        if is_heading && matches!(self, Self::Section { .. }) {
            return Some(Row::Heading(section));
        }
        let items = &content.items;
        let next = items.partition_point(|item| content.offset + (item.marker.start as usize) < near);
        let follows = items.get(next).is_some_and(|item| item.depth == depth).then_some(next as u32);
        let before = || {
            let above = |item: &u32| items[*item as usize].parent;
            let mut before = std::iter::successors(next.checked_sub(1).map(|item| item as u32), above);
            before.find(|item| items[*item as usize].depth <= depth)
        };
        let item = follows.or_else(before).or((next < items.len()).then_some(next as u32));
        Some(item.map_or(Row::Heading(section), |item| Row::Item(Place { section, item })))
    }

    fn find_section(&self, roadmap: &Roadmap) -> Option<u32> {
        let (at, headings, nth) = match self {
            Self::Root => return Some(0),
            Self::Section { at, headings, nth, .. } => (at, headings, nth),
            Self::Item { .. } | Self::Table(..) => return None,
        };
        let by_line = at.map(|at| roadmap.section_at(at) as u32).filter(|&section| {
            let content = roadmap.section(section);
            content.level > 0 && Some(content.offset + content.heading_block.start as usize) == *at
        });
        by_line.or_else(|| {
            let sections = 0..roadmap.sections().len() as u32;
            sections.filter(|&section| roadmap.headings(section) == *headings).nth(*nth)
        })
    }
}

/// Where an item was that must not be taken for another: what is typed or asked is about it alone.
pub(super) struct SureAnchor {
    at: Option<usize>,
    /// What it is known by once its line has changed; none where it has equals.
    pub identity: Option<Identity>,
    /// Where the marker is of what stands in its line's place, in which depth.
    instead: Option<(usize, u16)>,
}

impl SureAnchor {
    pub(super) fn of(roadmap: &Roadmap, place: Place, edits: &[Edit]) -> Self {
        let Anchor::Item { at, identity, .. } = Anchor::of_item(roadmap, place, edits) else {
            return Self::lost(None);
        };
        let identity = identity.unwrap_or_else(|| roadmap.identity(place));
        let identity = Some(identity).filter(|identity| is_unique(roadmap, identity));
        let (line, within) = line_of(roadmap, place);
        let instead =
            edits.iter().try_fold(line, |line, edit| moved(line, edit).or_else(|| instead(line, edit)));
        let depth = roadmap.item(place).depth;
        Self { at, identity, instead: instead.map(|line| (line.start as usize + within, depth)) }
    }

    /// The anchor of an item that is not in the text.
    pub(super) fn lost(identity: Option<Identity>) -> Self {
        Self { at: None, identity, instead: None }
    }

    /// The item that stands where it stood, in the same depth: it is the same in other words, or another one. Who
    /// takes it for the same must say so.
    pub(super) fn find_instead(&self, roadmap: &Roadmap) -> Option<Place> {
        let (at, depth) = self.instead?;
        roadmap.item_at(at).filter(|&place| roadmap.item(place).depth == depth)
    }

    pub(super) fn find(&self, roadmap: &Roadmap) -> Option<Place> {
        self.at.and_then(|at| roadmap.item_at(at)).or_else(|| {
            let identity = self.identity.as_ref().filter(|identity| is_unique(roadmap, identity))?;
            roadmap.find(identity)
        })
    }
}

/// Where a table's cell was that must not be taken for another.
pub(super) struct CellAnchor {
    /// Where its row begins in the new text, if nothing in it was changed.
    at: Option<usize>,
    pub identity: Option<CellIdentity>,
}

impl CellAnchor {
    /// The anchor of a cell that is not in the text.
    pub(super) fn lost(identity: Option<CellIdentity>) -> Self {
        Self { at: None, identity }
    }

    pub(super) fn of(roadmap: &Roadmap, place: CellPlace, edits: &[Edit]) -> Self {
        let row = roadmap.row_span(place).and_then(|row| moved_over(row, edits));
        let at = row.map(|row| row.start as usize);
        Self { at, identity: roadmap.cell_identity(place) }
    }

    pub(super) fn find(&self, roadmap: &Roadmap) -> Option<CellPlace> {
        let identity = self.identity.as_ref()?;
        let row = self.at.and_then(|at| roadmap.row_at(at));
        let by_line = row.and_then(|row| roadmap.cell_below(row, identity.title.as_deref()?));
        by_line.or_else(|| match &*roadmap.find_cells(identity) {
            [only] => Some(*only),
            _ => None,
        })
    }
}

/// Where what an action is about was.
pub(super) enum TargetAnchor {
    Item(SureAnchor),
    Section(Anchor),
    Cell(CellAnchor),
    Roadmap,
}

impl TargetAnchor {
    pub(super) fn all(roadmap: &Roadmap, actions: &[Action], edits: &[Edit]) -> Vec<Self> {
        let anchor = |target| match target {
            Target::Item(place) => Self::Item(SureAnchor::of(roadmap, place, edits)),
            Target::Section(section) => Self::Section(Anchor::of(roadmap, Row::Heading(section), edits)),
            Target::Cell(place) => Self::Cell(CellAnchor::of(roadmap, place, edits)),
            Target::Roadmap => Self::Roadmap,
        };
        actions.iter().map(|action| anchor(action.target)).collect()
    }

    pub(super) fn find(&self, roadmap: &Roadmap) -> Option<Target> {
        match self {
            Self::Item(anchor) => anchor.find(roadmap).map(Target::Item),
            Self::Section(anchor) => anchor.find(roadmap).map(|row| Target::Section(row.section())),
            Self::Cell(anchor) => anchor.find(roadmap).map(Target::Cell),
            Self::Roadmap => Some(Target::Roadmap),
        }
    }
}

/// Whether an identity names one item at most.
fn is_unique(roadmap: &Roadmap, identity: &Identity) -> bool {
    let second = roadmap.find(&Identity { nth: 1, ..identity.clone() });
    identity.id.is_some() || second.is_none_or(|found| roadmap.identity(found).nth == 0)
}

/// The line on which an item begins, and where in it its marker is.
fn line_of(roadmap: &Roadmap, place: Place) -> (Span, usize) {
    let section = roadmap.section(place.section);
    let bytes = section.text.as_bytes();
    let marker = roadmap.item(place).marker.start as usize;
    let line = Span::new(line_start(bytes, marker), line_end(bytes, marker)).shifted(section.offset);
    (line, section.offset + marker - line.start as usize)
}

/// The line that an edit puts in the place of another: each of as many as it takes out.
fn instead(line: Span, edit: &Edit) -> Option<Span> {
    let around = |splice: &&Splice| splice.span.start <= line.start && line.end <= splice.span.end;
    let splice = edit.splices().iter().find(around)?;
    let (old, new) = (whole_lines(&splice.old), whole_lines(&splice.new));
    let nth = whole_lines(splice.old.get(..(line.start - splice.span.start) as usize)?).len();
    let new_line = new.get(nth).filter(|_| old.len() == new.len())?;
    let before: usize = new.iter().take(nth).map(|line| line.len()).sum();
    let start = shifted(splice.span.start as usize, std::slice::from_ref(edit)) + before;
    Some(Span::new(start, start + line_end(new_line, 0)))
}

/// Where some bytes are after edits; none where one of them touches them.
fn moved_over(span: Span, edits: &[Edit]) -> Option<Span> {
    edits.iter().try_fold(span, moved)
}

/// Where a byte is after edits; the beginning of what was put in for it where it is gone.
fn shifted(at: usize, edits: &[Edit]) -> usize {
    edits.iter().fold(at, |at, edit| {
        let before = edit.splices().iter().take_while(|splice| (splice.span.start as usize) < at);
        let mut new = at as i64;
        for splice in before {
            new += if splice.span.end as usize <= at {
                splice.new.len() as i64 - splice.old.len() as i64
            } else {
                i64::from(splice.span.start) - at as i64
            };
        }
        usize::try_from(new).unwrap_or_default()
    })
}

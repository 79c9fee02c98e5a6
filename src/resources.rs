//! What there is to read, to watch and to look up: the items of resources sections, and every link of the file.
//!
//! Gathered when asked for. What is told of each is where it stands; its state and how far it is read are the item's.
//! Knows nothing of how they are shown, and opens nothing.

mod gather;
mod kind;
mod title;

pub use gather::Gathering;
pub use kind::Kind;

use std::sync::Arc;

use crate::model::fraction::Fraction;
use crate::model::{Item, Place, Roadmap, State};

/// Something to read, to watch or to look up, wherever in the file it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Its words as they are shown, without what says how far it is read.
    pub title: String,
    pub kind: Kind,
    /// Where its links go, in the order of its text: the first is opened.
    pub addresses: Vec<Arc<str>>,
    /// Where it stands: in a resources section first, if it stands in one. Never empty.
    pub spots: Vec<Spot>,
}

/// Where a resource stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub section: u32,
    /// Where in the section's text.
    pub at: u32,
    /// The innermost item around it; none for running text, headings and tables.
    pub item: Option<u32>,
}

impl Spot {
    pub fn place(self) -> Option<Place> {
        self.item.map(|item| Place { section: self.section, item })
    }
}

impl Resource {
    /// Where it stands first of all.
    pub fn spot(&self) -> Spot {
        self.spots[0]
    }

    /// The item whose state is its own.
    pub fn place(&self) -> Option<Place> {
        self.spot().place()
    }

    pub fn item<'a>(&self, roadmap: &'a Roadmap) -> Option<&'a Item> {
        roadmap.get(self.place()?)
    }

    /// The state of its item; none where it stands in none.
    pub fn state(&self, roadmap: &Roadmap) -> Option<State> {
        self.item(roadmap).map(|item| item.state)
    }

    /// How far it is read.
    pub fn fraction(&self, roadmap: &Roadmap) -> Option<Fraction> {
        roadmap.fraction(self.place()?)
    }

    /// The index of its phase.
    pub fn phase(&self, roadmap: &Roadmap) -> Option<usize> {
        roadmap.phase_of(self.spot().section)
    }

    pub fn address(&self) -> Option<&str> {
        self.addresses.first().map(AsRef::as_ref)
    }
}

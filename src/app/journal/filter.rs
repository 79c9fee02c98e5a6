//! Which entries of the journal are shown: those of some kinds, with some tags.

use crate::model::Roadmap;
use crate::model::journal::{Entry, EntryKind};

/// One thing that entries can be filtered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    Kind(EntryKind),
    Tag(String),
}

/// What is shown: entries of any of the kinds that have any of the tags. None of them is all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Criteria {
    pub kinds: Vec<EntryKind>,
    pub tags: Vec<String>,
}

impl Criteria {
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty() && self.tags.is_empty()
    }

    pub fn has(&self, choice: &Choice) -> bool {
        match choice {
            Choice::Kind(kind) => self.kinds.contains(kind),
            Choice::Tag(tag) => self.tags.contains(tag),
        }
    }

    pub fn toggle(&mut self, choice: &Choice) {
        fn toggle<T: PartialEq + Clone>(all: &mut Vec<T>, one: &T) {
            match all.iter().position(|other| other == one) {
                Some(index) => drop(all.remove(index)),
                None => all.push(one.clone()),
            }
        }
        match choice {
            Choice::Kind(kind) => toggle(&mut self.kinds, kind),
            Choice::Tag(tag) => toggle(&mut self.tags, tag),
        }
    }

    /// In words, for the list's title.
    pub fn describe(&self) -> String {
        let kinds = self.kinds.iter().map(|kind| kind.name().to_lowercase());
        let tags = self.tags.iter().map(|tag| format!("#{tag}"));
        kinds.chain(tags).collect::<Vec<_>>().join(" \u{b7} ")
    }

    pub(super) fn holds(&self, roadmap: &Roadmap, entry: &Entry) -> bool {
        let is_of_kind = self.kinds.is_empty() || self.kinds.contains(&entry.kind);
        is_of_kind
            && (self.tags.is_empty()
                || entry.tags(roadmap).iter().any(|tag| self.tags.iter().any(|wanted| wanted == tag)))
    }
}

/// The choices with how many entries each would leave by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFilter {
    pub choices: Vec<(Choice, usize)>,
    pub selected: usize,
}

/// More tags are not offered.
const MAX_TAGS: usize = 200;

impl EntryFilter {
    pub(super) fn of(roadmap: &Roadmap) -> Self {
        let entries = roadmap.entries_newest_first();
        let n_of = |kind| entries.iter().filter(|entry| entry.kind == kind).count();
        let kinds = EntryKind::ALL.into_iter().map(|kind| (Choice::Kind(kind), n_of(kind)));
        let mut tags: Vec<(&str, usize)> = Vec::new();
        for tag in entries.iter().flat_map(|entry| entry.tags(roadmap)) {
            match tags.iter().position(|(known, _)| *known == tag) {
                Some(index) => tags[index].1 += 1,
                None if tags.len() < MAX_TAGS => tags.push((tag, 1)),
                None => {}
            }
        }
        tags.sort_by_key(|(tag, n)| (std::cmp::Reverse(*n), *tag));
        let tags = tags.into_iter().map(|(tag, n)| (Choice::Tag(tag.to_owned()), n));
        Self { choices: kinds.chain(tags).collect(), selected: 0 }
    }
}

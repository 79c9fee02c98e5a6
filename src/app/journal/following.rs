//! Keeping the chosen entry, and the one whose words are typed, while the text changes under them.

use std::collections::HashSet;

use super::entry::EntryPurpose;
use super::{App, row_of};
use crate::app::anchor::{Anchor, SureAnchor};
use crate::app::outline::Row;
use crate::app::prompt::Overlay;
use crate::app::tab::Tab;
use crate::edit::Edit;
use crate::edit::difference::made;
use crate::model::Roadmap;
use crate::model::journal::EntryPlace;

/// Where they were.
pub(in crate::app) struct EntryAnchors {
    chosen: Option<Anchor>,
    field: Option<FieldAnchor>,
}

enum FieldAnchor {
    Item(SureAnchor),
    Section(Anchor),
}

impl FieldAnchor {
    fn find(&self, roadmap: &Roadmap) -> Option<EntryPlace> {
        match self {
            Self::Item(anchor) => {
                anchor.find(roadmap).or_else(|| anchor.find_instead(roadmap)).map(EntryPlace::Item)
            }
            Self::Section(anchor) => anchor.find(roadmap).and_then(place_of),
        }
    }
}

fn place_of(row: Row) -> Option<EntryPlace> {
    match row {
        Row::Item(place) => Some(EntryPlace::Item(place)),
        Row::Heading(section) => Some(EntryPlace::Section(section)),
        Row::Table(..) => None,
    }
}

impl App {
    pub(in crate::app) fn entry_anchors(&self, edits: &[Edit]) -> EntryAnchors {
        let roadmap = self.roadmap();
        let anchor = |place| Anchor::of(roadmap, row_of(place), edits);
        let exists = |place: &EntryPlace| match *place {
            EntryPlace::Item(place) => roadmap.get(place).is_some(),
            EntryPlace::Section(section) => (section as usize) < roadmap.sections().len(),
        };
        let field = self.entry_field().and_then(|entry| match entry.purpose {
            EntryPurpose::Reword(_) if entry.is_lost => {
                Some(FieldAnchor::Item(SureAnchor::lost(self.journal.lost.clone())))
            }
            EntryPurpose::Reword(EntryPlace::Item(place)) => {
                Some(FieldAnchor::Item(SureAnchor::of(roadmap, place, edits)))
            }
            EntryPurpose::Reword(place) => Some(FieldAnchor::Section(anchor(place))),
            EntryPurpose::Add(..) => None,
        });
        EntryAnchors { chosen: self.journal.place.filter(exists).map(anchor), field }
    }

    pub(in crate::app) fn find_entries_again(&mut self, anchors: &EntryAnchors) {
        let roadmap = &self.document.roadmap;
        let chosen = anchors.chosen.as_ref().and_then(|anchor| anchor.find(roadmap)).and_then(place_of);
        self.journal.place = chosen;
        if let (Some(Overlay::Entry(entry)), Some(anchor)) = (&mut self.overlay, &anchors.field)
            && let EntryPurpose::Reword(place) = &mut entry.purpose
        {
            let found = anchor.find(roadmap);
            entry.is_lost = found.is_none();
            *place = found.unwrap_or(*place);
            self.journal.lost = match anchor {
                FieldAnchor::Item(anchor) => anchor.identity.clone().filter(|_| found.is_none()),
                FieldAnchor::Section(_) => None,
            };
        }
    }

    /// Chooses the first entry that an edit made or changed. A filter that hides it ends.
    pub(in crate::app) fn go_to_changed_entry(&mut self, changed: &HashSet<Row>, edits: &[Edit]) {
        if self.tab != Tab::Journal {
            return;
        }
        let all = self.roadmap().entries_newest_first();
        // An entry that is its section's text is on no row of its own.
        let is_item = all.iter().any(|entry| changed.contains(&row_of(entry.place)));
        let texts = made(edits).into_iter().filter(|splice| !is_item && !splice.old.is_empty());
        let sections: HashSet<usize> =
            texts.map(|splice| self.roadmap().section_at(splice.span.start as usize)).collect();
        let is_changed = |place| match place {
            EntryPlace::Item(_) => changed.contains(&row_of(place)),
            EntryPlace::Section(section) => sections.contains(&(section as usize)),
        };
        if self.journal.entry().is_some_and(|entry| is_changed(entry.place)) {
            return;
        }
        let Some(entry) = all.iter().find(|entry| is_changed(entry.place)) else { return };
        if !self.journal.filter.holds(self.roadmap(), entry) {
            self.show_all_entries();
            self.status.text.push_str("; the filter is off: it hid this entry");
        }
        if let Some(index) = self.journal.entries.iter().position(|shown| shown.place == entry.place) {
            self.journal.select(index);
        }
    }
}

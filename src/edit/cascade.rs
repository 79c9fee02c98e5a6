//! Which other boxes follow when one changes (format.md, "Parents").

use std::collections::BTreeMap;

use crate::model::{Place, Roadmap, Section, State};
use crate::settings::Cascade;

/// The items of a section whose states change when one is set, in order; the one itself is among them.
pub(super) fn changes(section: &Section, item: u32, state: State, cascade: Cascade) -> BTreeMap<u32, State> {
    let mut changes = BTreeMap::from([(item, state)]);
    if cascade.goes_down() {
        let below = (item + 1..).zip(section.below(item));
        let follows = |state: State| !matches!(state, State::Other | State::Untracked);
        changes.extend(
            below
                .filter(|(_, other)| follows(other.state) && other.state != state)
                .map(|(index, _)| (index, state)),
        );
    }
    if cascade.goes_up() {
        let mut above = section.items[item as usize].parent;
        while let Some(parent) = above {
            let own = section.items[parent as usize].state;
            let below = Below::of(section, parent, &changes, item);
            if own.is_open() && below.is_met() {
                changes.insert(parent, State::Done);
            } else if own == State::Done && (below.is_open || state.is_open()) {
                // What is opened again is open, whatever the leaves below it say.
                changes.insert(parent, State::Todo);
            }
            above = section.items[parent as usize].parent;
        }
    }
    changes
}

/// The item above one that was just done or skipped, if all below it are and it is still open: it may be done too.
pub fn parent_offered(roadmap: &Roadmap, place: Place) -> Option<Place> {
    let section = roadmap.sections().get(place.section as usize)?;
    let item = roadmap.get(place)?;
    if !matches!(item.state, State::Done | State::Skipped) {
        return None;
    }
    let mut above = item.parent;
    while let Some(parent) = above {
        let value = &section.items[parent as usize];
        if value.state.is_tracked() {
            let is_met = Below::of(section, parent, &BTreeMap::new(), place.item).is_met();
            let offered = Place { section: place.section, item: parent };
            return (value.state.is_open() && is_met).then_some(offered);
        }
        above = value.parent;
    }
    None
}

/// What the leaves below an item say together.
#[derive(Default)]
struct Below {
    has_done: bool,
    is_open: bool,
    has_other: bool,
}

impl Below {
    /// `changes` are as good as made; `touched` has a box, if it had none.
    fn of(section: &Section, parent: u32, changes: &BTreeMap<u32, State>, touched: u32) -> Self {
        let mut below = Self::default();
        for (index, item) in (parent + 1..).zip(section.below(parent)) {
            let holds_touched = index < touched && touched < item.end;
            if item.has_tracked_below || holds_touched {
                continue;
            }
            match changes.get(&index).copied().unwrap_or(item.state) {
                State::Done => below.has_done = true,
                State::Todo | State::Doing | State::Deferred => below.is_open = true,
                State::Other => below.has_other = true,
                State::Skipped | State::Untracked => {}
            }
        }
        below
    }

    /// All are done or skipped, and not all are skipped.
    fn is_met(&self) -> bool {
        self.has_done && !self.is_open && !self.has_other
    }
}

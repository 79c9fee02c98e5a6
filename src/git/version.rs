//! What of a version of the file is followed: its items with the states that count, and the levels of its skills.

use std::collections::HashSet;

use crate::markdown::inline;
use crate::model::{Item, Level, Place, Roadmap, State};

/// One version, read.
pub(super) struct Version {
    roadmap: Roadmap,
    /// All items, in order.
    pub(super) items: Vec<Seen>,
    /// The skills of its matrices that are rated, each once.
    pub(super) levels: Vec<(String, Level)>,
}

/// An item in one version.
pub(super) struct Seen {
    place: Place,
    /// Its slug path.
    pub(super) path: String,
    /// What says by itself which item it is.
    pub(super) id: Option<String>,
    /// None where it is not counted by itself.
    pub(super) state: Option<State>,
    /// None where it does not count through its children, or has no box.
    pub(super) parent: Option<State>,
    pub(super) depth: u16,
    /// Whether it is the first below its heading.
    pub(super) is_first: bool,
}

impl Version {
    pub(super) fn of(roadmap: Roadmap) -> Self {
        let rule = roadmap.rule();
        let seen = |((place, item), path): ((Place, &Item), String)| Seen {
            place,
            path,
            id: roadmap.explicit_id(place),
            state: (item.is_counted(rule) && item.state.is_tracked()).then_some(item.state),
            parent: item.counts_by_children(rule).then_some(item.state).filter(|state| state.is_tracked()),
            depth: item.depth,
            is_first: place.item == 0,
        };
        let items = roadmap.items().zip(roadmap.slug_paths()).map(seen).collect();
        let levels = levels(&roadmap);
        Self { items, levels, roadmap }
    }

    /// An item's text without state, fields and dates.
    pub(super) fn words(&self, item: usize) -> String {
        self.roadmap.words(self.items[item].place)
    }
}

/// The rated skills. Of rows of the same name the first that has a level holds.
fn levels(roadmap: &Roadmap) -> Vec<(String, Level)> {
    let mut known = HashSet::new();
    let mut levels = Vec::new();
    for matrix in roadmap.matrices() {
        for row in matrix.rows() {
            let Some(level) = matrix.level(row) else { continue };
            let name = inline::plain(&matrix.skill(row), roadmap.definitions()).trim().to_owned();
            if !name.is_empty() && known.insert(name.clone()) {
                levels.push((name, level));
            }
        }
    }
    levels
}

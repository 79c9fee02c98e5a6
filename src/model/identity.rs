//! How an item is found again after the text has changed (format.md, "Identity").

use std::collections::HashMap;
use std::ops::Range;

use super::fields::{self, FieldKind, Fields, counter_start};
use super::{Item, Place, Roadmap, Section};

/// What stays of an item when the text around it changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    /// `^block-id`, else `🆔` or `[id:: …]`: it alone says which item it is.
    pub id: Option<String>,
    /// The headings and parent items above it, and its own words.
    pub path: Vec<String>,
    /// Which of equal ones it is, from 0.
    pub nth: usize,
}

impl Roadmap {
    /// The identity of an item.
    pub fn identity(&self, place: Place) -> Identity {
        let id = self.explicit_id(place);
        let path = self.path(place);
        let before = self.with_path_in(&path, 0..place.section + 1);
        let nth = before.take_while(|&other| other != place).count();
        Identity { id, path, nth }
    }

    /// Finds an item by its identity. The last of its equals is taken where there are fewer than there were.
    pub fn find(&self, identity: &Identity) -> Option<Place> {
        if let Some(id) = &identity.id
            && let Some((place, _)) =
                self.items().find(|(place, _)| self.explicit_id(*place).as_ref() == Some(id))
        {
            return Some(place);
        }
        self.with_path(&identity.path).take(identity.nth + 1).last()
    }

    /// A number for each item, in order: the same for those whose paths are the same, word for word.
    pub fn path_numbers(&self) -> Vec<u32> {
        // A path is known by the number of the path above it and by its last part.
        let mut known: HashMap<(Option<u32>, String), u32> = HashMap::new();
        let mut number = |above: Option<u32>, part: String| {
            let next = known.len() as u32;
            *known.entry((above, part)).or_insert(next)
        };
        let mut numbers: Vec<u32> = Vec::new();
        for (index, section) in (0..).zip(self.sections()) {
            let headings = self.heading_names(index).into_iter();
            let above = headings.fold(None, |above, name| Some(number(above, name.to_owned())));
            let first = numbers.len();
            for (item, value) in (0..).zip(&section.items) {
                let parent = value.parent.map(|parent| numbers[first + parent as usize]);
                numbers.push(number(parent.or(above), self.name(Place { section: index, item })));
            }
        }
        numbers
    }

    /// An item's words: its text without state, fields and dates.
    pub fn words(&self, place: Place) -> String {
        fields::words(self.item(place).text(self.section(place.section)))
    }

    /// What says by itself which item it is: its `^block-id`, else its `🆔` or `[id:: …]`.
    pub fn explicit_id(&self, place: Place) -> Option<String> {
        let text = self.item(place).text(self.section(place.section));
        if !text.contains(['^', '🆔']) && !text.contains("id::") {
            return None;
        }
        let fields = Fields::read(text);
        let id = fields.value(&FieldKind::BlockId).or_else(|| fields.value(&FieldKind::Id));
        id.map(str::to_owned)
    }

    /// An item's words without its counter, which other items change.
    pub(super) fn name(&self, place: Place) -> String {
        name_of(self.item(place), self.section(place.section))
    }

    /// A heading without its counter.
    pub(super) fn heading_name(&self, section: u32) -> Option<&str> {
        self.section(section).heading_text().map(without_counter)
    }

    /// The headings above an item, its parents' words, its own words.
    fn path(&self, place: Place) -> Vec<String> {
        let section = self.section(place.section);
        let mut path = vec![self.name(place)];
        let mut parent = self.item(place).parent;
        while let Some(index) = parent {
            path.push(self.name(Place { section: place.section, item: index }));
            parent = section.items[index as usize].parent;
        }
        path.extend(self.heading_names(place.section).into_iter().rev().map(str::to_owned));
        path.reverse();
        path
    }

    /// The headings above a section's items without their counters, from the outermost to its own.
    pub(super) fn heading_names(&self, section: u32) -> Vec<&str> {
        let above = std::iter::once(section).chain(self.ancestors(section));
        let mut names: Vec<&str> = above.filter_map(|index| self.heading_name(index)).collect();
        names.reverse();
        names
    }

    /// The items that have the path of an [`Identity`], in order.
    pub fn with_path<'a>(&'a self, path: &'a [String]) -> impl Iterator<Item = Place> + 'a {
        self.with_path_in(path, 0..self.sections().len() as u32)
    }

    fn with_path_in<'a>(
        &'a self,
        path: &'a [String],
        sections: Range<u32>,
    ) -> impl Iterator<Item = Place> + 'a {
        sections.flat_map(move |section| {
            let headings = self.heading_names(section);
            let below = path.split_at_checked(headings.len()).filter(|(above, _)| *above == headings);
            self.with_names(section, below.map_or(&[], |(_, below)| below))
        })
    }

    /// A section's items that have these names, their parents' first. Goes down where a name fits and passes over the
    /// rest, so that no path is built.
    fn with_names<'a>(&'a self, section: u32, names: &'a [String]) -> impl Iterator<Item = Place> + 'a {
        let content = self.section(section);
        // The ends of the items that fit so far, each within the one before.
        let mut ends: Vec<u32> = Vec::new();
        let mut index = 0;
        std::iter::from_fn(move || {
            while let Some(item) = content.items.get(index as usize) {
                while ends.last().is_some_and(|end| *end <= index) {
                    ends.pop();
                }
                let place = Place { section, item: index };
                let name = names.get(ends.len())?;
                let fits = may_have_words(item.text(content), name) && self.name(place) == *name;
                let is_last = ends.len() + 1 == names.len();
                if fits && !is_last {
                    ends.push(item.end);
                    index += 1;
                    continue;
                }
                index = item.end;
                if fits {
                    return Some(place);
                }
            }
            None
        })
    }
}

/// As [`Roadmap::name`], of an item of a section.
pub(crate) fn name_of(item: &Item, section: &Section) -> String {
    let mut words = fields::words(item.text(section));
    words.truncate(without_counter(&words).len());
    words
}

/// A text without the `[2/5]` or `[40%]` that it ends with.
fn without_counter(text: &str) -> &str {
    counter_start(text).and_then(|start| text.get(..start)).map_or(text, str::trim_end)
}

/// A quick look that tells most texts whose words are others: words begin with the text's first word, unless a
/// field stands before it.
fn may_have_words(text: &str, words: &str) -> bool {
    let text = text.trim_start();
    let first = words.split(' ').next().unwrap_or_default();
    text.starts_with(first) || text.starts_with(['[', '(']) || !text.is_char_boundary(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    fn read(text: &str) -> Roadmap {
        Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
    }

    #[test]
    fn an_identity_is_found_after_the_text_moved() {
        let before = read("- [ ] a\n- [ ] b\n  - [ ] a\n");
        let after = read("# New\n\n- [x] z\n\n# Old\n- [x] b ✅ 2026-11-22\n  - [x] a\n");
        let identity = before.identity(Place { section: 0, item: 2 });
        assert_eq!(after.find(&identity), None, "its headings changed");
        let after = read("- [ ] z\n- [x] b ✅ 2026-11-22\n  - [x] a\n- [ ] a\n");
        assert_eq!(after.find(&identity), Some(Place { section: 0, item: 2 }));
    }

    #[test]
    fn counters_are_no_part_of_an_identity() {
        let before = read("# A [0/1]\n- p [0%]\n  - [ ] a [0/0]\n");
        let after = read("# A [1/1]\n- p [100%]\n  - [x] a [0/0]\n");
        let place = Place { section: 1, item: 1 };
        assert_eq!(after.find(&before.identity(place)), Some(place));
        assert_eq!(before.slug_paths()[1], "a/p/a");
    }

    #[test]
    fn equal_paths_have_one_number() {
        let roadmap = read("# A [0/1]\n- b\n  - c\n- B\n  - c\n# A\n- b\n## b\n- c\n- C++\n- C\n");
        assert_eq!(roadmap.path_numbers(), [1, 2, 3, 4, 1, 2, 5, 6]);
    }

    #[test]
    fn items_without_words_20_000_levels_deep_are_told_apart() {
        let roadmap = read(&("- ".repeat(20_000) + "[ ] a\n"));
        let last = Place { section: 0, item: 19_999 };
        for place in [last, Place { item: 10_000, ..last }] {
            assert_eq!(roadmap.find(&roadmap.identity(place)), Some(place));
        }
    }

    #[test]
    fn a_block_id_outweighs_the_path() {
        let before = read("# A\n\n- [ ] old words ^x1\n");
        let after = read("# B\n\n- [ ] new words ^x1\n");
        let identity = before.identity(Place { section: 1, item: 0 });
        assert_eq!(after.find(&identity), Some(Place { section: 1, item: 0 }));
    }
}

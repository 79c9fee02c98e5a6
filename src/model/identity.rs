//! How an item is found again after the text has changed (format.md, "Identity").

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::Range;

use super::fields::{self, FieldKind, Fields, counter_start};
use super::{Place, Roadmap};

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
        let nth = self.with_path(&path, 0..place.section + 1).take_while(|&other| other != place).count();
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
        let last_section = self.sections().len() as u32;
        self.with_path(&identity.path, 0..last_section).take(identity.nth + 1).last()
    }

    /// The slug paths of all items, in order: one walk, where asking for each would be many.
    pub fn slug_paths(&self) -> Vec<String> {
        let mut seen = HashMap::new();
        let mut paths = Vec::new();
        for (place, _) in self.items() {
            let slug = slug_of_path(&self.path(place));
            // By what is shown and typed: `C`, `C++` and `C#` are one slug.
            let nth = seen.entry(slug.clone()).or_insert(0);
            paths.push(numbered(slug, *nth));
            *nth += 1;
        }
        paths
    }

    /// An item's words: its text without state, fields and dates.
    pub fn words(&self, place: Place) -> String {
        fields::words(self.item(place).text(self.section(place.section)))
    }

    /// An item's slug path without a walk over the file: numbered among items with the same words, so that items whose
    /// words differ only in signs are not told apart, as [`Self::slug_paths`] does.
    pub fn slug_path(&self, place: Place) -> String {
        let identity = self.identity(place);
        numbered(slug_of_path(&identity.path), identity.nth)
    }

    fn explicit_id(&self, place: Place) -> Option<String> {
        let text = self.item(place).text(self.section(place.section));
        if !text.contains(['^', '🆔']) && !text.contains("id::") {
            return None;
        }
        let fields = Fields::read(text);
        let id = fields.value(&FieldKind::BlockId).or_else(|| fields.value(&FieldKind::Id));
        id.map(str::to_owned)
    }

    /// An item's words without its counter, which other items change.
    fn name(&self, place: Place) -> String {
        let mut words = self.words(place);
        words.truncate(without_counter(&words).len());
        words
    }

    /// A heading without its counter.
    fn heading_name(&self, section: u32) -> Option<&str> {
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
        let headings = std::iter::once(place.section).chain(self.ancestors(place.section));
        path.extend(headings.filter_map(|index| self.heading_name(index)).map(str::to_owned));
        path.reverse();
        path
    }

    /// The items of some sections that have a path, in order.
    fn with_path<'a>(&'a self, path: &'a [String], sections: Range<u32>) -> impl Iterator<Item = Place> + 'a {
        let words = path.last().map_or("", String::as_str);
        let heading = path.iter().rev().nth(1).map(String::as_str);
        sections.flat_map(move |index| {
            let section = self.section(index);
            let items = (0..).zip(&section.items).filter(move |(_, item)| {
                let is_below_heading = item.depth > 0 || self.heading_name(index) == heading;
                is_below_heading && may_have_words(item.text(section), words)
            });
            items
                .map(move |(item, _)| Place { section: index, item })
                .filter(move |&place| self.name(place) == words && self.path(place) == path)
        })
    }
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

fn slug_of_path(path: &[String]) -> String {
    let parts = path.iter().map(|part| slug(super::heading::without_years(part.trim()).0));
    parts.collect::<Vec<_>>().join("/")
}

/// A path with which of equals it is, if it is not the first.
fn numbered(mut path: String, nth: usize) -> String {
    if nth > 0 {
        let _ = write!(path, "~{}", nth + 1);
    }
    path
}

/// A text as a part of a slug path: words in lower case, joined by hyphens.
pub fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    fn read(text: &str) -> Roadmap {
        Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
    }

    fn slugs(text: &str) -> Vec<String> {
        let roadmap = read(text);
        roadmap.items().map(|(place, _)| roadmap.slug_path(place)).collect()
    }

    #[test]
    fn a_slug_path_names_headings_parents_and_the_item() {
        let text = "# 🌱 Phase 1: Junior Developer\n\n## Skills\n\n- **Node.js Basics**:\n  - [ ] Event Loop & Call Stack\n";
        assert_eq!(slugs(text)[1], "phase-1-junior-developer/skills/node-js-basics/event-loop-call-stack");
    }

    #[test]
    fn equal_items_are_numbered() {
        assert_eq!(slugs("- a\n- a\n- b\n- a ✅ 2026-11-22\n"), ["a", "a~2", "b", "a~3"]);
    }

    #[test]
    fn words_that_differ_only_in_signs_have_paths_of_their_own() {
        let paths = read("# X\n\n- [ ] C\n- [ ] C++\n- [ ] C#\n").slug_paths();
        assert_eq!(paths, ["x/c", "x/c~2", "x/c~3"]);
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
        assert_eq!(before.slug_path(place), "a/p/a");
    }

    #[test]
    fn a_block_id_outweighs_the_path() {
        let before = read("# A\n\n- [ ] old words ^x1\n");
        let after = read("# B\n\n- [ ] new words ^x1\n");
        let identity = before.identity(Place { section: 1, item: 0 });
        assert_eq!(after.find(&identity), Some(Place { section: 1, item: 0 }));
    }
}

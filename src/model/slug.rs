//! Slug paths: what items are called on the command line and in the session (format.md, "Identity").
//!
//! They are shown and typed. What finds an item again after an edit is its [`super::identity::Identity`].

mod few;

use std::collections::HashMap;
use std::fmt::Write as _;

use super::{Place, Roadmap};

/// As many parents are named in a slug path; of an item that lies deeper the nearest ones. Whole paths of items 20,000
/// levels deep would be quadratic in the size of the file.
pub const MAX_PARENTS: usize = 64;

/// The longest part of a path, in bytes: an item may have any number of words, and be named with each of its links.
const MAX_LEN: usize = 1_024;

impl Roadmap {
    /// The slug paths of all items, in order: one walk, where asking for each would be many.
    ///
    /// A path names the headings, then [`MAX_PARENTS`] parents at most, with `…` for those further up, then the item.
    pub fn slug_paths(&self) -> Vec<String> {
        let mut seen = HashMap::new();
        let mut paths = Vec::new();
        for (index, section) in (0..).zip(self.sections()) {
            let headings: Vec<String> = self.heading_names(index).into_iter().map(slug_of).collect();
            // An item and those that it lies in, from the outermost: each one's slug, and where it ends.
            let mut items: Vec<(String, u32)> = Vec::new();
            for (item, value) in (0..).zip(&section.items) {
                while items.last().is_some_and(|(_, end)| *end <= item) {
                    items.pop();
                }
                items.push((slug_of(&self.name(Place { section: index, item })), value.end));
                let path = slug_path(&headings, &items);
                // By what is shown and typed: `C`, `C++` and `C#` are one slug.
                let nth = seen.entry(path.clone()).or_insert(0);
                paths.push(numbered(path, *nth));
                *nth += 1;
            }
        }
        paths
    }
}

/// A name as a part of a slug path.
fn slug_of(name: &str) -> String {
    slug(super::heading::without_years(name.trim()).0)
}

/// The path of the last of `items`, each of which lies in the one before.
fn slug_path(headings: &[String], items: &[(String, u32)]) -> String {
    let n_cut = items.len().saturating_sub(MAX_PARENTS + 1);
    let cut = (n_cut > 0).then_some("…");
    let (_, named) = items.split_at(n_cut);
    let named = named.iter().map(|(slug, _)| slug.as_str());
    headings.iter().map(String::as_str).chain(cut).chain(named).collect::<Vec<_>>().join("/")
}

/// A path with which of equals it is, if it is not the first.
fn numbered(mut path: String, nth: usize) -> String {
    if nth > 0 {
        let _ = write!(path, "~{}", nth + 1);
    }
    path
}

/// A text as a part of a slug path: words in lower case, joined by hyphens. Of more than anyone types, the beginning.
pub fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("-");
    slug.truncate((0..=slug.len().min(MAX_LEN)).rfind(|&at| slug.is_char_boundary(at)).unwrap_or(0));
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    fn slugs(text: &str) -> Vec<String> {
        Roadmap::read(text.as_bytes().to_vec(), Defaults::default()).slug_paths()
    }

    #[test]
    fn a_path_of_a_huge_text_is_its_beginning() {
        let text = "- x語".to_owned() + &"語".repeat(10_000) + "\n";
        let slugs = slugs(&text.repeat(2));
        assert_eq!(slugs[0].len(), 1_024);
        assert_eq!(slugs[1], slugs[0].clone() + "~2");
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
        assert_eq!(slugs("# X\n\n- [ ] C\n- [ ] C++\n- [ ] C#\n"), ["x/c", "x/c~2", "x/c~3"]);
    }

    #[test]
    fn a_slug_path_names_the_nearest_parents_of_an_item_that_lies_very_deep() {
        let nested = |depth: usize| {
            let parents = (0..depth).map(|depth| format!("{}- a\n", "  ".repeat(depth)));
            format!("# H\n\n{}{}- b\n", parents.collect::<String>(), "  ".repeat(depth))
        };
        let paths = slugs(&nested(MAX_PARENTS));
        assert_eq!(paths[MAX_PARENTS], format!("h/{}b", "a/".repeat(MAX_PARENTS)));
        let paths = slugs(&nested(MAX_PARENTS + 2));
        let nearest = "a/".repeat(MAX_PARENTS);
        assert_eq!(paths[MAX_PARENTS + 1], format!("h/…/{nearest}a"));
        assert_eq!(paths[MAX_PARENTS + 2], format!("h/…/{nearest}b"));
    }

    #[test]
    fn the_paths_of_items_20_000_levels_deep_are_short() {
        let paths = slugs(&("- ".repeat(20_000) + "[ ] a\n"));
        assert_eq!(paths.len(), 20_000);
        assert!(paths.iter().all(|path| path.len() < 100));
    }
}

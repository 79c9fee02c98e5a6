//! The slug paths of a few items of one section, without a walk over all items of the file.
//!
//! Which of equals an item is, those before it tell; of these only such are looked at as lie under headings and items
//! that are called the same.

use std::collections::HashMap;
use std::ops::Range;

use super::{numbered, slug_of, slug_path};
use crate::model::identity::name_of;
use crate::model::{Roadmap, Section};

impl Roadmap {
    /// The slug paths of some items of a section, as [`Roadmap::slug_paths`] has them, but for items that lie deeper than
    /// [`super::MAX_PARENTS`] and share their path with others. The section has this index, or is to take the place of
    /// the one that has it.
    pub(crate) fn slug_paths_in(&self, index: u32, section: &Section, items: Range<u32>) -> Vec<String> {
        let Some(first) = section.items.get(items.start as usize) else { return Vec::new() };
        let headings: Vec<String> = self.heading_names(index).into_iter().map(slug_of).collect();
        let mut tree = Tree { nodes: vec![Node::default()] };
        let own = headings.iter().fold(ROOT, |node, slug| tree.add(node, slug));
        let parent_of = |item: &u32| section.items[*item as usize].parent;
        let mut asked: Vec<u32> = std::iter::successors(first.parent, parent_of).collect();
        asked.reverse();
        asked.extend(items.clone());
        let mut nodes: HashMap<u32, usize> = HashMap::new();
        let mut lies_in: Vec<(String, u32)> = Vec::new();
        let mut paths = Vec::with_capacity(items.len());
        for item in asked {
            let value = &section.items[item as usize];
            let slug = slug_of(&name_of(value, section));
            let above = value.parent.and_then(|parent| nodes.get(&parent)).copied().unwrap_or(own);
            nodes.insert(item, tree.add(above, &slug));
            while lies_in.last().is_some_and(|(_, end)| *end <= item) {
                lies_in.pop();
            }
            lies_in.push((slug, value.end));
            if items.contains(&item) {
                paths.push(slug_path(&headings, &lies_in));
            }
        }
        let mut of_sections: Vec<Option<usize>> = Vec::with_capacity(index as usize);
        for (at, other) in (0..index).zip(self.sections()) {
            let above = other.parent.map_or(Some(ROOT), |parent| of_sections[parent as usize]);
            let node = match self.heading_name(at) {
                Some(name) => above.and_then(|above| tree.find(above, name, || slug_of(name))),
                None => above,
            };
            node.inspect(|node| tree.count(*node, other, other.items.len() as u32, |_, _| {}));
            of_sections.push(node);
        }
        tree.count(own, section, items.end, |item, nth| {
            if let Some(path) = item.checked_sub(items.start).and_then(|at| paths.get_mut(at as usize)) {
                *path = numbered(std::mem::take(path), nth);
            }
        });
        paths
    }
}

/// The paths that are asked for, part by part.
struct Tree {
    nodes: Vec<Node>,
}

const ROOT: usize = 0;

#[derive(Default)]
struct Node {
    children: HashMap<String, usize>,
    /// The characters that the children begin with.
    firsts: Vec<Option<char>>,
    /// How many items have this path so far.
    n_items: usize,
}

impl Tree {
    /// The node of a part below another, which may be new.
    fn add(&mut self, node: usize, slug: &str) -> usize {
        if let Some(child) = self.nodes[node].children.get(slug) {
            return *child;
        }
        let child = self.nodes.len();
        self.nodes.push(Node::default());
        self.nodes[node].children.insert(slug.to_owned(), child);
        self.nodes[node].firsts.push(slug.chars().next());
        child
    }

    /// The node below another for a text, whose slug is made only if it may be that of one.
    fn find(&self, node: usize, text: &str, slug: impl Fn() -> String) -> Option<usize> {
        let Node { children, firsts, .. } = &self.nodes[node];
        let first = text.chars().find(|char| char.is_alphanumeric());
        let first = first.and_then(|first| first.to_lowercase().next());
        // Fields that are left out of the slug may stand before it, or be all of the text.
        let may_fit = firsts.contains(&first) || firsts.contains(&None) || text.contains("::");
        may_fit.then(|| children.get(&slug()).copied()).flatten()
    }

    /// Counts the items of a section, up to one of them, whose paths are asked for. Tells each, and how many had its path
    /// before it.
    fn count(&mut self, of_section: usize, section: &Section, end: u32, mut tell: impl FnMut(u32, usize)) {
        let mut lies_in: Vec<(usize, u32)> = Vec::new();
        let mut index = 0;
        while let Some(item) = section.items.get(index as usize).filter(|_| index < end) {
            while lies_in.last().is_some_and(|(_, end)| *end <= index) {
                lies_in.pop();
            }
            let above = lies_in.last().map_or(of_section, |(node, _)| *node);
            let slug = || slug_of(&name_of(item, section));
            let Some(node) = self.find(above, item.text(section), slug) else {
                index = item.end;
                continue;
            };
            tell(index, self.nodes[node].n_items);
            self.nodes[node].n_items += 1;
            lies_in.push((node, item.end));
            index += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    /// For each item, and for all of a section at once.
    #[track_caller]
    fn check(text: &str) {
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        let mut all = roadmap.slug_paths().into_iter();
        for (index, section) in (0..).zip(roadmap.sections()) {
            let n_items = section.items.len() as u32;
            let paths: Vec<String> = all.by_ref().take(n_items as usize).collect();
            assert_eq!(roadmap.slug_paths_in(index, section, 0..n_items), paths);
            for (item, path) in (0..).zip(&paths) {
                assert_eq!(roadmap.slug_paths_in(index, section, item..item + 1), [path.as_str()]);
            }
        }
    }

    #[test]
    fn a_few_paths_are_those_of_all() {
        check("- a\n  - b\n- A!\n  - b\n    - c\n- b\n  - c\n");
        check(
            "- x\n\n# A\n\n- b\n  - c\n- B (2 years)\n  - c\n\n# a [1/2]\n\n- b\n\n## b\n\n- c\n- C++\n\n# A\n\n## B\n- c\n",
        );
        check(
            "# \n\n- \n- 🌱\n- [k:: v] a\n- a [level:: 2]\n- A ✅ 2026-11-22\n- [1/2]\n- ÉÉ\n- éé\n# 🌱\n- a\n",
        );
        check(&("- ".repeat(super::super::MAX_PARENTS + 2) + "[ ] a\n"));
    }
}

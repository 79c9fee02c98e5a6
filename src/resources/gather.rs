//! Finds the resources of a roadmap, each once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::kind::{Hints, Kind};
use super::{Resource, Spot, title};
use crate::address::normalized;
use crate::markdown::Definitions;
use crate::model::fraction::Fraction;
use crate::model::links::Reference;
use crate::model::{Item, Roadmap, Section, SectionKind, State};
use crate::span::Text;

/// What was found in a roadmap, section by section, so that after a change only the sections that changed are read.
#[derive(Debug, Clone, Default)]
pub struct Gathering {
    sections: Vec<Known>,
    definitions: Definitions,
}

/// What was found in a section of this text.
#[derive(Debug, Clone)]
struct Known {
    text: Text,
    kind: SectionKind,
    found: Vec<Found>,
}

#[derive(Debug, Clone)]
struct Found {
    resource: Resource,
    /// Its addresses as they are compared.
    keys: Vec<Arc<str>>,
    /// It is the item of a resources section.
    is_own: bool,
}

/// The words of an item are those of each of its links if it has no more than these: they are read for each.
const FEW_LINKS: usize = 16;

/// Fewer sections are read on one thread.
const MANY_SECTIONS: usize = 32;

impl Gathering {
    /// All resources of a roadmap, in the order of the file.
    ///
    /// Those with the same address are one, which stands in several places. Links to a heading of the file itself are
    /// none.
    pub fn gather(&mut self, roadmap: &Roadmap) -> Vec<Resource> {
        let has_same_definitions = self.definitions == *roadmap.definitions();
        let mut known: Vec<Option<Known>> =
            std::mem::take(&mut self.sections).into_iter().map(Some).collect();
        known.resize(roadmap.sections().len(), None);
        for (known, section) in known.iter_mut().zip(roadmap.sections()) {
            let is_same = |known: &Known| known.kind == section.kind && known.text == section.text;
            if !known.as_ref().is_some_and(|known| has_same_definitions && is_same(known)) {
                *known = None;
            }
        }
        read_missing(roadmap, &mut known);
        self.sections = known.into_iter().flatten().collect();
        if !has_same_definitions {
            self.definitions = roadmap.definitions().clone();
        }
        let mut gathered = Gathered::default();
        self.sections.iter().flat_map(|known| &known.found).for_each(|found| gathered.add(found));
        let mut resources: Vec<Resource> = gathered.found.into_iter().map(|(resource, _)| resource).collect();
        resources.sort_by_key(Resource::spot);
        resources
    }
}

/// Reads the sections of which nothing is known, on all cores where there are many.
fn read_missing(roadmap: &Roadmap, known: &mut [Option<Known>]) {
    let read = |first: usize, part: &mut [Option<Known>]| {
        for (index, known) in (first..).zip(part).filter(|(_, known)| known.is_none()) {
            let section = &roadmap.sections()[index];
            let found = found_in(roadmap, index as u32);
            *known = Some(Known { text: section.text.clone(), kind: section.kind, found });
        }
    };
    let n_threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    if n_threads < 2 || known.iter().filter(|known| known.is_none()).count() < MANY_SECTIONS {
        return read(0, known);
    }
    let size = known.len().div_ceil(n_threads);
    std::thread::scope(|scope| {
        for (number, part) in known.chunks_mut(size).enumerate() {
            scope.spawn(move || read(number * size, part));
        }
    });
}

/// The resources of one section.
fn found_in(roadmap: &Roadmap, index: u32) -> Vec<Found> {
    let section = roadmap.section(index);
    let is_own = section.kind == SectionKind::Resources;
    let references = if may_point(roadmap, section) {
        let references = roadmap.references(section.text.as_str(), &roadmap.blocks(index));
        references.into_iter().filter(|reference| !reference.address.starts_with('#')).collect()
    } else {
        Vec::new()
    };
    if references.is_empty() && !is_own {
        return Vec::new();
    }
    let links = Links::new(roadmap, index, references);
    let own = is_own.then(|| links.items()).into_iter().flatten().map(|resource| (resource, true));
    let others = links.others(is_own).map(|resource| (resource, false));
    let mut known: HashMap<Arc<str>, Arc<str>> = HashMap::new();
    own.chain(others)
        .map(|(resource, is_own)| {
            let key = |address: &Arc<str>| {
                let key = known.entry(Arc::clone(address)).or_insert_with(|| normalized(address).into());
                Arc::clone(key)
            };
            Found { keys: resource.addresses.iter().map(key).collect(), resource, is_own }
        })
        .collect()
}

/// Most sections have no link, which is told without reading them.
fn may_point(roadmap: &Roadmap, section: &Section) -> bool {
    let text = section.text.as_str();
    let has_references = !roadmap.definitions().is_empty() && text.contains('[');
    has_references || ["](", "[[", "://", "www.", "<"].iter().any(|sign| text.contains(sign))
}

/// What is found so far, each with whether it is the item of a resources section.
#[derive(Default)]
struct Gathered<'a> {
    found: Vec<(Resource, bool)>,
    by_address: HashMap<&'a str, usize>,
    /// The items of each resource that stands in several places: its index, the section, the item.
    items: HashSet<(usize, u32, u32)>,
}

impl<'a> Gathered<'a> {
    /// Adds a resource, or one more place of one that is known. With an address that is not known it is one of its own, so
    /// that none is left out.
    fn add(&mut self, Found { resource, keys, is_own }: &'a Found) {
        let known = keys.iter().map(|key| self.by_address.get(&**key).copied());
        let known: Option<Vec<usize>> = known.collect();
        let Some(&index) = known.as_ref().and_then(|known| known.first()) else {
            let index = self.found.len();
            for key in keys {
                self.by_address.entry(key).or_insert(index);
            }
            self.found.push((resource.clone(), *is_own));
            self.is_new(index, resource.spot());
            return;
        };
        if !self.is_new(index, resource.spot()) {
            return;
        }
        let (known, was_own) = &mut self.found[index];
        if *is_own && !*was_own {
            // Its own item says best what it is.
            let mut spots = resource.spots.clone();
            spots.append(&mut known.spots);
            (*known, *was_own) = (Resource { spots, ..resource.clone() }, true);
        } else {
            known.spots.push(resource.spot());
        }
    }

    /// Whether a resource was not found in the item of a spot before.
    fn is_new(&mut self, index: usize, spot: Spot) -> bool {
        spot.item.is_none_or(|item| self.items.insert((index, spot.section, item)))
    }
}

/// A section's links, each in its innermost item.
struct Links<'a> {
    roadmap: &'a Roadmap,
    index: u32,
    section: &'a Section,
    references: Vec<(Reference, Option<u32>)>,
    /// The references of each item, as a range.
    of_item: HashMap<u32, Vec<usize>>,
}

impl<'a> Links<'a> {
    fn new(roadmap: &'a Roadmap, index: u32, references: Vec<Reference>) -> Self {
        let section = roadmap.section(index);
        let references: Vec<_> = references
            .into_iter()
            .map(|reference| {
                let holder = holder(&section.items, reference.span.start);
                (reference, holder)
            })
            .collect();
        let mut of_item: HashMap<u32, Vec<usize>> = HashMap::new();
        for (at, (_, holder)) in references.iter().enumerate() {
            of_item.entry(holder.unwrap_or(u32::MAX)).or_default().push(at);
        }
        Self { roadmap, index, section, references, of_item }
    }

    fn of(&self, item: u32) -> impl Iterator<Item = &Reference> {
        self.of_item.get(&item).into_iter().flatten().map(|&at| &self.references[at].0)
    }

    /// The items of a resources section that are resources.
    fn items(&self) -> impl Iterator<Item = Resource> {
        // What the items around the current one are: the name of a group, or a resource with parts.
        let mut is_resource = vec![false; self.section.items.len()];
        (0..).zip(&self.section.items).filter_map(move |(index, item)| {
            let is_part = item.parent.is_some_and(|parent| is_resource[parent as usize]);
            is_resource[index as usize] = is_part;
            let has_link = self.of(index).next().is_some();
            let text = item.text(self.section);
            let is_told_apart = has_link || item.state != State::Untracked;
            if is_part && !is_told_apart || text.trim().is_empty() {
                return None;
            }
            let fraction = Fraction::read(text);
            let hints = self.hints(index, item);
            let kind = Kind::of(self.of(index).map(|reference| &*reference.address).next(), &hints);
            let has_parts = item.end > index + 1;
            let says_so = has_link || fraction.is_some() || hints.is_named_like_a_book();
            if has_parts && !is_part && !says_so {
                return None;
            }
            is_resource[index as usize] = true;
            let addresses: Vec<Arc<str>> =
                self.of(index).map(|reference| Arc::clone(&reference.address)).collect();
            let links = self.of(index).take(FEW_LINKS);
            let title = title::of_item(text, fraction, links, self.roadmap.definitions())
                .or_else(|| addresses.first().map(|address| title::of_address(address)))?;
            let spots = vec![Spot { section: self.index, at: item.text.start, item: Some(index) }];
            Some(Resource { title, kind, addresses, spots })
        })
    }

    /// The links outside of such items.
    fn others(&self, is_own: bool) -> impl Iterator<Item = Resource> {
        let references = self.references.iter().filter(move |(_, holder)| !is_own || holder.is_none());
        references.map(|(reference, holder)| {
            let source = reference.span.of(self.section.text.as_str());
            let item = holder.map(|item| self.section.items[item as usize]);
            let of_item = || {
                let text = item?.text(self.section);
                title::of_item(text, Fraction::read(text), [reference], self.roadmap.definitions())
            };
            let of_link = title::of_link(source, &reference.address, self.roadmap.definitions());
            // One word such as "docs" says less than the item that is about it.
            let says_little = of_link.as_ref().is_none_or(|words| !words.contains(' '));
            let n_links = holder.map_or(0, |item| self.of(item).take(FEW_LINKS + 1).count());
            let title = match n_links {
                1 if says_little => of_item().or(of_link),
                1..=FEW_LINKS => of_link.or_else(of_item),
                _ => of_link,
            };
            let title = title.unwrap_or_else(|| title::of_address(&reference.address));
            let hints = Hints { words: &title, is_linked: true, ..Hints::default() };
            let kind = Kind::of(Some(&reference.address), &hints);
            let spot = Spot { section: self.index, at: reference.span.start, item: *holder };
            Resource { title, kind, addresses: vec![Arc::clone(&reference.address)], spots: vec![spot] }
        })
    }

    fn hints(&self, index: u32, item: &Item) -> Hints<'_> {
        let parent = item.parent.map(|parent| self.section.items[parent as usize].text(self.section));
        Hints {
            words: self.section.items[index as usize].text(self.section),
            group: parent.or_else(|| self.section.heading_text()).unwrap_or_default(),
            is_linked: self.of(index).next().is_some(),
        }
    }
}

/// The innermost item that holds a byte of its section.
fn holder(items: &[Item], at: u32) -> Option<u32> {
    let last = items.partition_point(|item| item.span.start <= at).checked_sub(1)?;
    let above = |&index: &u32| items[index as usize].parent;
    let mut around = std::iter::successors(u32::try_from(last).ok(), above);
    around.find(|&index| at < items[index as usize].span.end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    /// `kind: title (address, address) line item,line item`
    fn told(text: &str) -> Vec<String> {
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let spot = |spot: &Spot| {
            let item = spot.item.map_or_else(String::new, |item| format!("/{item}"));
            format!("{}{item}", roadmap.line_of(spot.section, spot.at))
        };
        let tell = |found: &Resource| {
            let spots = found.spots.iter().map(spot).collect::<Vec<_>>().join(" ");
            let addresses = found.addresses.join(", ");
            format!("{}: {} ({addresses}) {spots}", found.kind.name(), found.title)
        };
        let mut gathering = Gathering::default();
        let first = gathering.gather(&roadmap);
        assert_eq!(gathering.gather(&roadmap), first, "what is known is the same");
        first.iter().map(tell).collect()
    }

    #[test]
    fn items_of_resources_sections_are_resources_with_and_without_links() {
        let text = "## Resources\n- [ ] \"Clean Code\" by Robert Martin (120/320) #b 📅 2026-11-22\n\
                    - Wes Bos: [JavaScript 30](https://javascript30.com/), [repo](https://github.com/x/y)\n\
                    - https://ab.org/c\n- Notes: <https://a.b/d>\n-\n- Learn by doing\n";
        assert_eq!(
            told(text),
            [
                "book: \"Clean Code\" by Robert Martin () 2/0",
                "course: Wes Bos: JavaScript 30, repo (https://javascript30.com/, https://github.com/x/y) 3/1",
                "other: ab.org/c (https://ab.org/c) 4/2",
                "other: Notes (https://a.b/d) 5/3",
                "other: Learn by doing () 7/5",
            ]
        );
    }

    #[test]
    fn a_wiki_link_and_a_path_keep_their_words() {
        let text = "## Resources\n- [ ] Read [[Page One]] well\n- [[Page Three|three]] 1/2\n- The [notes](notes) of [[C: a]]\n\n\
                    # Other\n- About [[Loop]]\n";
        assert_eq!(
            told(text),
            [
                "other: Read [[Page One]] well (Page One) 2/0",
                "other: [[Page Three|three]] (Page Three) 3/1",
                "other: The notes of [[C: a]] (notes, C: a) 4/2",
                "other: About [[Loop]] (Loop) 7/0",
            ]
        );
    }

    #[test]
    fn a_part_with_a_box_is_a_resource_too() {
        let text = "## Resources\n- [ ] Book M 9/10\n  - [ ] chap 1/2\n    - [x] page\n  - remark\n  - [-] Part\n    - one\n";
        assert_eq!(
            told(text),
            ["book: Book M () 2/0", "book: chap () 3/1", "other: page () 4/2", "book: Part () 6/4",]
        );
    }

    #[test]
    fn no_address_is_left_out() {
        let text = "- Text [[in#one]] and [[in#two]], [[./in.md#one]]\n\n## Resources\n- [A](https://a.org)\n\
                    - [A](http://www.a.org/) and [B](https://b.org)\n\n# Two\n\n## Resources\n- [B](https://b.org) [C](c)\n";
        assert_eq!(
            told(text),
            [
                "other: in#one (in#one) 1/0",
                "other: in#two (in#two) 1/0",
                "other: A (https://a.org) 4/0",
                "other: A and B (http://www.a.org/, https://b.org) 5/1",
                "other: B C (https://b.org, c) 10/0",
            ]
        );
    }

    #[test]
    fn a_group_is_no_resource_and_a_part_of_one_neither_without_a_box_or_a_link() {
        let text = "## Resources\n- **Videos**:\n  - Event Loop\n  - Streams\n- _Clean Code_\n  - [x] chapter 1\n  \
                    - [ ] [errata](https://a.b)\n- Deep (1/3)\n  - one\n";
        assert_eq!(
            told(text),
            [
                "video: Event Loop () 3/1",
                "video: Streams () 4/2",
                "book: Clean Code () 5/3",
                "other: chapter 1 () 6/4",
                "other: errata (https://a.b) 7/5",
                "other: Deep () 8/6",
            ]
        );
    }

    #[test]
    fn every_link_of_the_file_is_a_resource() {
        let text = "# [H](https://h.org)\n\nSee [the *docs*](https://nodejs.org/docs) and ![shot](a.png), [top](#h).\n\n\
                    - [ ] Read https://bare.org now\n  > in [[notes/Loop|the loop]]\n- [r] and <a@b.org>\n- `https://code.org`\n\n\
                    | A |\n|---|\n| https://cell.org |\n\n[r]: https://r.org\n";
        assert_eq!(
            told(text),
            [
                "other: H (https://h.org) 1",
                "documentation: the docs (https://nodejs.org/docs) 3",
                "other: shot (a.png) 3",
                "other: Read now (https://bare.org) 5/0",
                "other: the loop (notes/Loop) 6/0",
                "other: r (https://r.org) 7/1",
                "other: r and (mailto:a@b.org) 7/1",
                "other: cell.org (https://cell.org) 12",
            ]
        );
    }

    #[test]
    fn the_same_address_is_one_resource_in_several_places() {
        let text = "# One\n\nSee https://A.org/ first.\n\n- [ ] [A](http://www.a.org) [again](https://a.org)\n\n## Resources\n\n\
                    - [x] [The A](https://a.org) 7/12\n\n# Two\n\n## Resources\n\n- [A too](https://a.org#part)\n- [A](a.org)\n\
                    - [ ] https://a.org\n";
        assert_eq!(
            told(text),
            [
                "other: The A (https://a.org) 9/0 3 5/0 17/2",
                "other: A too (https://a.org#part) 15/0",
                "other: A (a.org) 16/1",
            ]
        );
    }

    #[test]
    fn the_users_roadmaps_resources_are_told_apart() {
        let text = "### 📚 Resources\n\n- _You Don’t Know JS_ (Book Series)\n    \n- Wes Bos: [JavaScript 30](https://javascript30.com/)\n    \n- FreeCodeCamp backend certification\n    \n- Codebase: Node.js v20+\n";
        assert_eq!(
            told(text),
            [
                "book: You Don’t Know JS (Book Series) () 3/0",
                "course: Wes Bos: JavaScript 30 (https://javascript30.com/) 5/1",
                "course: FreeCodeCamp backend certification () 7/2",
                "repository: Codebase: Node.js v20+ () 9/3",
            ]
        );
    }
}

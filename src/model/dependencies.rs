//! Which items wait for others: `⛔` and `[dependsOn:: …]` name what has `🆔` or `[id:: …]`.
//!
//! An item waits for all that it names, and for all that the items above it name. Nothing waits for ever: an id that no
//! item has holds nothing up, nor does an item without a box, nor one that could only be done after the item that waits
//! for it. Knows nothing of what is done first for other reasons.

mod circles;

use std::collections::HashMap;

use super::fields::{Field, FieldKind, Fields};
use super::{Item, Place, Roadmap, State};
use crate::span::Span;

/// The dependencies of a roadmap.
#[derive(Debug, Clone, Default)]
pub struct Dependencies {
    /// By the item that waits.
    of: HashMap<Place, Vec<Dependency>>,
    /// The ids that no item has.
    pub unknown: Vec<Unknown>,
}

/// Something that an item waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dependency {
    pub on: Place,
    /// It waits itself for the item: neither holds the other up.
    pub is_circular: bool,
}

/// Items that wait for themselves: each for the next, the last for the first. One that is a parent of the next, or a part
/// of it, waits with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    pub items: Vec<Place>,
    /// Else there are others behind these, in a circle that is too long to be followed.
    pub is_whole: bool,
}

/// A name of nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    pub place: Place,
    pub id: String,
    /// The field that names it, in the item's text.
    pub field: Span,
}

impl Dependencies {
    pub fn of(roadmap: &Roadmap) -> Self {
        let mut with_id: HashMap<String, Vec<Place>> = HashMap::new();
        let mut named: Vec<(Place, String, Span)> = Vec::new();
        for (place, item) in roadmap.items() {
            let text = item.text(roadmap.section(place.section));
            if !may_name(text) {
                continue;
            }
            for field in Fields::read(text).iter() {
                match field.kind {
                    FieldKind::Id => with_id.entry(field.value.clone()).or_default().push(place),
                    FieldKind::DependsOn => {
                        named.extend(ids(field).map(|id| (place, id.to_owned(), field.span)));
                    }
                    _ => {}
                }
            }
        }
        let mut dependencies = Self::default();
        for (place, id, field) in named {
            match with_id.get(&id) {
                Some(places) => {
                    let on = places.iter().map(|&on| Dependency { on, is_circular: false });
                    dependencies.of.entry(place).or_default().extend(on);
                }
                None => dependencies.unknown.push(Unknown { place, id, field }),
            }
        }
        circles::mark(roadmap, &mut dependencies.of);
        dependencies
    }

    /// What an item itself names, in the order of its text.
    pub fn named_by(&self, place: Place) -> &[Dependency] {
        self.of.get(&place).map_or(&[], Vec::as_slice)
    }

    /// The first of what an item itself names that has to be done before it.
    pub fn waits_for(&self, roadmap: &Roadmap, place: Place) -> Option<Place> {
        let holds_up =
            |dependency: &&Dependency| !dependency.is_circular && is_to_do(roadmap.item(dependency.on));
        self.named_by(place).iter().find(holds_up).map(|dependency| dependency.on)
    }

    /// An item that waits for this one as this one does for it, while neither is done.
    pub fn circle_of(&self, roadmap: &Roadmap, place: Place) -> Option<Place> {
        let is_in_circle =
            |dependency: &&Dependency| dependency.is_circular && is_to_do(roadmap.item(dependency.on));
        self.named_by(place).iter().find(is_in_circle).map(|dependency| dependency.on)
    }

    /// The circles in which items wait for themselves, by their first items: each once, and one at least for each item
    /// that names another of its circle.
    pub fn circles(&self, roadmap: &Roadmap) -> Vec<Circle> {
        circles::all(roadmap, &self.of)
    }
}

/// Most texts name nothing, which is told without reading them.
fn may_name(text: &str) -> bool {
    !text.is_ascii() && text.contains(['🆔', '⛔']) || text.contains("::")
}

fn ids(field: &Field) -> impl Iterator<Item = &str> {
    field.value.split(',').map(str::trim).filter(|id| !id.is_empty())
}

/// Whether something is left to do before what waits for an item. A parent of boxes is done through them as well.
fn is_to_do(item: &Item) -> bool {
    match item.state {
        State::Done | State::Skipped => false,
        _ if item.of_below > 0 => item.met_below < item.of_below,
        state => state.is_open(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    /// `item>what it waits for`, `item~another in its circle`, `item?an id that nothing has`.
    fn told(text: &str) -> String {
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let dependencies = Dependencies::of(&roadmap);
        let words = |place| roadmap.words(place);
        let mut told = Vec::new();
        for (place, _) in roadmap.items() {
            if let Some(on) = dependencies.waits_for(&roadmap, place) {
                told.push(format!("{}>{}", words(place), words(on)));
            }
            if let Some(on) = dependencies.circle_of(&roadmap, place) {
                told.push(format!("{}~{}", words(place), words(on)));
            }
        }
        told.extend(
            dependencies.unknown.iter().map(|unknown| format!("{}?{}", words(unknown.place), unknown.id)),
        );
        told.join(" ")
    }

    #[test]
    fn an_item_waits_for_the_first_that_is_not_done() {
        assert_eq!(told("- [ ] b ⛔ a\n- [ ] a 🆔 a\n"), "b>a");
        assert_eq!(told("- [ ] b [dependsOn:: x, a]\n- [x] c [id:: x]\n- [ ] a [id:: a]\n"), "b>a");
        assert_eq!(told("- [ ] b ⛔ a,x\n- [/] c 🆔 x\n- [-] a 🆔 a\n"), "b>c");
        assert_eq!(told("- [ ] b ⛔ a 📅 2026-11-22\n- [>] a 🆔 a ➕ 2026-01-01\n"), "b>a");
    }

    #[test]
    fn what_cannot_be_done_holds_nothing_up() {
        assert_eq!(told("- [ ] b ⛔ nothing\n"), "b?nothing");
        assert_eq!(told("- [ ] b ⛔ a\n- a 🆔 a\n"), "");
        assert_eq!(told("- [ ] b ⛔ a\n- [!] a 🆔 a\n"), "");
    }

    #[test]
    fn a_parent_is_done_through_its_parts() {
        let text = "- [ ] b ⛔ p\n- [ ] p 🆔 p\n  - [x] c\n  - [ ] d\n";
        assert_eq!(told(text), "b>p");
        assert_eq!(told(&text.replace("[ ] d", "[x] d")), "");
    }

    #[test]
    fn in_a_circle_nobody_waits_and_what_waits_for_one_of_it_does() {
        assert_eq!(
            told("- [ ] a 🆔 a ⛔ b\n- [ ] b 🆔 b ⛔ c\n- [ ] c 🆔 c ⛔ a\n- [ ] d ⛔ a\n"),
            "a~b b~c c~a d>a"
        );
        assert_eq!(told("- [ ] a 🆔 a ⛔ a\n"), "a~a");
        assert_eq!(told("- [ ] p 🆔 p ⛔ c\n  - [ ] c 🆔 c\n"), "p~c", "a part waits with its parent");
        assert_eq!(told("- [ ] p 🆔 p\n  - [ ] c ⛔ p\n"), "c~p", "a parent is done through its part");
        assert_eq!(
            told("- [ ] p 🆔 p ⛔ x\n  - [ ] c\n- [ ] x 🆔 x ⛔ y\n  - [ ] z\n- [ ] y 🆔 y\n"),
            "p>x x>y"
        );
    }

    #[test]
    fn long_chains_and_deep_trees_are_followed_at_once() {
        const MANY: usize = 20_000;
        let chain: String = (0..MANY).map(|n| format!("- [ ] i 🆔 {n} ⛔ {}\n", (n + 1) % MANY)).collect();
        let roadmap = Roadmap::read(chain.into_bytes(), Defaults::default());
        let circles = Dependencies::of(&roadmap).circles(&roadmap);
        assert!(circles.len() == 1 && circles[0].items.len() == MANY && circles[0].is_whole);
        const SPOKES: usize = 1_500;
        let hub = (0..SPOKES).map(|n| format!("- [ ] i 🆔 {n} ⛔ hub\n"));
        let spokes: Vec<String> = (0..SPOKES).map(|n| n.to_string()).collect();
        let text = format!("{}- [ ] hub 🆔 hub ⛔ {}\n", hub.collect::<String>(), spokes.join(","));
        let roadmap = Roadmap::read(text.into_bytes(), Defaults::default());
        let circles = Dependencies::of(&roadmap).circles(&roadmap);
        assert_eq!(circles.len(), SPOKES);
        assert!(!circles[SPOKES - 1].is_whole, "nobody waits for that");
        let deep: String =
            (0..200).map(|n| format!("{}- [ ] i 🆔 {n} ⛔ {}\n", "  ".repeat(n), n + 1)).collect();
        let roadmap = Roadmap::read(deep.into_bytes(), Defaults::default());
        assert_eq!(Dependencies::of(&roadmap).circles(&roadmap).len(), 199);
    }
}

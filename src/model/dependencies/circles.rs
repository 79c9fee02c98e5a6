//! Finds what waits for itself: the strongly connected components of what has to come before what.
//!
//! Beside the dependencies that items name, an item waits with those above it and is done through those below it. No
//! recursion, and no more edges than names and items.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use super::{Circle, Dependency};
use crate::model::{Place, Roadmap};

/// What each item names.
type Named = HashMap<Place, Vec<Dependency>>;

/// The three sides of an item that others are before: it begins; all within it is done; all above it has begun.
const SIDES: usize = 3;
const BEGUN: usize = 0;
const WITHIN: usize = 1;
const ABOVE: usize = 2;

/// So many steps are followed to name the circles; beyond them, what is in one is told without its members.
const MOST_STEPS: usize = 1_000_000;

/// Marks the dependencies that lead back to their item.
pub(super) fn mark(roadmap: &Roadmap, of: &mut Named) {
    let graph = Graph::of(roadmap, of);
    let component = components(&graph.before);
    for (place, named) in of {
        let own = component[graph.begun(*place)];
        for dependency in named {
            let on = graph.begun(dependency.on) - BEGUN;
            dependency.is_circular = [WITHIN, ABOVE].iter().any(|side| component[on + side] == own);
        }
    }
}

/// The circles that the marked dependencies make: the shortest of each item, unless it has been told with another's.
pub(super) fn all(roadmap: &Roadmap, of: &Named) -> Vec<Circle> {
    let graph = Graph::of(roadmap, of);
    let component = components(&graph.before);
    let mut n_left = MOST_STEPS;
    let mut told: HashSet<Place> = HashSet::new();
    let mut circles = Vec::new();
    for &place in &graph.items {
        let circular = |place| {
            let named = of.get(place).into_iter().flatten();
            named.filter(|dependency: &&Dependency| dependency.is_circular).map(|dependency| dependency.on)
        };
        let Some(on) = circular(&place).next().filter(|_| !told.contains(&place)) else { continue };
        let Some(items) = graph.way_back(place, &component, &mut n_left) else {
            circles.push(Circle { items: vec![place, on], is_whole: false });
            continue;
        };
        // What is only on the way as a part or as a parent may be in another circle by what it names itself.
        let next = items.iter().cycle().skip(1);
        let by_name = items.iter().zip(next).filter(|(item, next)| circular(item).any(|on| on == **next));
        told.extend(by_name.map(|(item, _)| *item));
        circles.push(Circle { items, is_whole: true });
    }
    circles
}

/// What has to come before what.
struct Graph {
    /// The items that name others or are named, in the order of the file.
    items: Vec<Place>,
    number: HashMap<Place, usize>,
    /// For each side of each item, the sides that come before it.
    before: Vec<Vec<usize>>,
}

impl Graph {
    fn of(roadmap: &Roadmap, of: &Named) -> Self {
        let named = of.values().flatten().map(|dependency| dependency.on);
        let involved: HashSet<Place> = of.keys().copied().chain(named).collect();
        let mut items: Vec<Place> = involved.into_iter().collect();
        items.sort_unstable();
        let number: HashMap<Place, usize> =
            items.iter().enumerate().map(|(index, &place)| (place, index)).collect();
        let mut before: Vec<Vec<usize>> = vec![Vec::new(); items.len() * SIDES];
        // The involved items that the current one lies in, from the outermost.
        let mut above: Vec<usize> = Vec::new();
        for (index, &place) in items.iter().enumerate() {
            let lies_in = |&outer: &usize| {
                let outer: Place = items[outer];
                outer.section == place.section && place.item < roadmap.item(outer).end
            };
            while above.last().is_some_and(|outer| !lies_in(outer)) {
                above.pop();
            }
            before[index * SIDES + WITHIN].push(index * SIDES + BEGUN);
            before[index * SIDES + ABOVE].push(index * SIDES + BEGUN);
            if let Some(&outer) = above.last() {
                before[outer * SIDES + WITHIN].push(index * SIDES + WITHIN);
                before[index * SIDES + ABOVE].push(outer * SIDES + ABOVE);
            }
            above.push(index);
            for dependency in of.get(&place).into_iter().flatten() {
                let on = number[&dependency.on];
                before[index * SIDES + BEGUN].extend([on * SIDES + WITHIN, on * SIDES + ABOVE]);
            }
        }
        Self { items, number, before }
    }

    /// The vertex at which an item begins.
    fn begun(&self, place: Place) -> usize {
        self.number[&place] * SIDES + BEGUN
    }

    /// The items on the shortest way from an item back to it, which is the first of them. None where that takes more
    /// steps than are left.
    fn way_back(&self, place: Place, component: &[usize], n_left: &mut usize) -> Option<Vec<Place>> {
        let start = self.begun(place);
        // From where each vertex was come to.
        let mut from: HashMap<usize, usize> = HashMap::new();
        let mut queue = VecDeque::from([start]);
        while let Some(vertex) = queue.pop_front() {
            for &next in self.before[vertex].iter().filter(|next| component[**next] == component[start]) {
                *n_left = n_left.checked_sub(1)?;
                if next == start {
                    let way = std::iter::successors(Some(vertex), |vertex| from.get(vertex).copied());
                    let mut items: Vec<Place> = way.map(|vertex| self.items[vertex / SIDES]).collect();
                    items.reverse();
                    items.dedup();
                    // The last may be another side of the first.
                    let end = items.iter().rposition(|item| *item != place).unwrap_or(0);
                    items.truncate(end + 1);
                    return Some(items);
                }
                if let Entry::Vacant(vacant) = from.entry(next) {
                    vacant.insert(vertex);
                    queue.push_back(next);
                }
            }
        }
        None
    }
}

/// A number for each vertex, the same for those that can be reached from one another (Tarjan).
fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const NONE: usize = usize::MAX;
    let mut found = vec![NONE; edges.len()];
    let mut lowest = vec![NONE; edges.len()];
    let mut component = vec![NONE; edges.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut n_found = 0;
    for root in 0..edges.len() {
        if found[root] != NONE {
            continue;
        }
        // Each vertex on the way, with how many of its edges have been followed.
        let mut way: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((vertex, followed)) = way.pop() {
            if followed == 0 {
                (found[vertex], lowest[vertex]) = (n_found, n_found);
                n_found += 1;
                open.push(vertex);
            } else {
                let child = edges[vertex][followed - 1];
                if component[child] == NONE {
                    lowest[vertex] = lowest[vertex].min(lowest[child]);
                }
            }
            match edges[vertex].get(followed) {
                Some(&next) => {
                    way.push((vertex, followed + 1));
                    if found[next] == NONE {
                        way.push((next, 0));
                    } else if component[next] == NONE {
                        lowest[vertex] = lowest[vertex].min(found[next]);
                    }
                }
                None if lowest[vertex] == found[vertex] => {
                    while let Some(member) = open.pop() {
                        component[member] = vertex;
                        if member == vertex {
                            break;
                        }
                    }
                }
                None => {}
            }
        }
    }
    component
}

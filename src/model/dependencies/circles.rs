//! Finds what waits for itself: the strongly connected components of what has to come before what.
//!
//! Beside the dependencies that items name, an item waits with those above it and is done through those below it. No
//! recursion, and no more edges than names and items.

use std::collections::{HashMap, HashSet};

use super::Dependency;
use crate::model::{Place, Roadmap};

/// The three sides of an item that others are before: it begins; all within it is done; all above it has begun.
const SIDES: usize = 3;
const BEGUN: usize = 0;
const WITHIN: usize = 1;
const ABOVE: usize = 2;

/// Marks the dependencies that lead back to their item.
pub(super) fn mark(roadmap: &Roadmap, of: &mut HashMap<Place, Vec<Dependency>>) {
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
    let component = components(&before);
    for (place, named) in of {
        let own = component[number[place] * SIDES + BEGUN];
        for dependency in named {
            let on = number[&dependency.on];
            dependency.is_circular = [WITHIN, ABOVE].iter().any(|side| component[on * SIDES + side] == own);
        }
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

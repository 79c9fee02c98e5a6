//! Which item of one version is which of the next.
//!
//! Items are paired one to one, by what says most first:
//!
//! 1. by `^block-id` or `🆔`, else by the slug path: most commits change no more than states;
//! 2. of those left, by their words, in order: a heading was renamed, or the item moved;
//! 3. of those left, by their place: an item right behind or right before a paired one, as deep as one that stood there:
//!    it was reworded.
//!
//! What is still left went, or came. An item that is replaced by another in one commit cannot be told from one that is
//! reworded.

use std::collections::{HashMap, VecDeque};

use super::version::{Seen, Version};

/// For each item of `new` the one of `old` that it was.
pub(super) fn pair(old: &Version, new: &Version) -> Vec<Option<usize>> {
    let mut pairs = Pairs { to_old: vec![None; new.items.len()], is_taken: vec![false; old.items.len()] };
    let n_same = old.items.iter().zip(&new.items).take_while(|(old, new)| key(old) == key(new)).count();
    (0..n_same).for_each(|item| pairs.take(item, item));
    pairs.take_equal(|item| key(&old.items[item]), |item| key(&new.items[item]));
    pairs.take_equal(|item| old.words(item), |item| new.words(item));
    pairs.take_neighbours(&old.items, &new.items);
    pairs.to_old
}

/// What an item is known by, and whether that is an id rather than a path.
fn key(item: &Seen) -> (bool, &str) {
    match &item.id {
        Some(id) => (true, id),
        None => (false, &item.path),
    }
}

struct Pairs {
    to_old: Vec<Option<usize>>,
    is_taken: Vec<bool>,
}

impl Pairs {
    fn take(&mut self, old: usize, new: usize) {
        self.to_old[new] = Some(old);
        self.is_taken[old] = true;
    }

    /// Pairs those of which the same is said, the first with the first.
    fn take_equal<K: std::hash::Hash + Eq>(&mut self, old: impl Fn(usize) -> K, new: impl Fn(usize) -> K) {
        let mut free: HashMap<K, VecDeque<usize>> = HashMap::new();
        for item in (0..self.is_taken.len()).filter(|item| !self.is_taken[*item]) {
            free.entry(old(item)).or_default().push_back(item);
        }
        for item in 0..self.to_old.len() {
            if !free.is_empty()
                && self.to_old[item].is_none()
                && let Some(found) = free.get_mut(&new(item)).and_then(VecDeque::pop_front)
            {
                self.take(found, item);
            }
        }
    }

    /// Pairs those behind paired ones, then those before.
    fn take_neighbours(&mut self, old: &[Seen], new: &[Seen]) {
        let fits = |pairs: &Self, at: usize, item: usize| {
            let alike = old.get(at).is_some_and(|old| old.depth == new[item].depth);
            alike && !pairs.is_taken[at] && pairs.to_old[item].is_none()
        };
        for item in 0..new.len() {
            let at = match item.checked_sub(1) {
                None => Some(0),
                Some(before) => self.to_old[before].map(|before| before + 1),
            };
            let is_alike = |at: &usize| old.get(*at).is_some_and(|old| old.is_first == new[item].is_first);
            if let Some(at) = at.filter(is_alike).filter(|at| fits(self, *at, item)) {
                self.take(at, item);
            }
        }
        for item in (0..new.len()).rev() {
            let at = match new.get(item + 1) {
                None => old.len().checked_sub(1),
                Some(_) => self.to_old[item + 1].and_then(|behind| behind.checked_sub(1)),
            };
            let is_alike = |at: &usize| {
                let begins =
                    |items: &[Seen], item: usize| items.get(item + 1).is_none_or(|next| next.is_first);
                begins(old, *at) == begins(new, item)
            };
            if let Some(at) = at.filter(is_alike).filter(|at| fits(self, *at, item)) {
                self.take(at, item);
            }
        }
    }
}

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
        for item in 0..self.to_old.len() {
            let at = match item.checked_sub(1) {
                None => Some(0),
                Some(before) => self.to_old[before].map(|before| before + 1),
            };
            let at = at.filter(|at| begins(old, *at) == begins(new, item));
            self.take_reworded(old, new, at, item);
        }
        for item in (0..self.to_old.len()).rev() {
            let behind = match self.to_old.get(item + 1) {
                None => Some(old.len()),
                Some(behind) => *behind,
            };
            let behind = behind.filter(|behind| begins(old, *behind) == begins(new, item + 1));
            self.take_reworded(old, new, behind.and_then(|behind| behind.checked_sub(1)), item);
        }
    }

    /// Pairs two items that stand in the same place, if they are left and equally deep.
    fn take_reworded(&mut self, old: &[Seen], new: &[Seen], at: Option<usize>, item: usize) {
        let is_left = |at: &usize| self.is_taken.get(*at) == Some(&false) && self.to_old[item].is_none();
        if let Some(at) = at.filter(is_left).filter(|at| old[*at].depth == new[item].depth) {
            self.take(at, item);
        }
    }
}

/// Whether an item is the first below its heading; so is what would follow the last.
fn begins(items: &[Seen], item: usize) -> bool {
    items.get(item).is_none_or(|item| item.is_first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Roadmap;
    use crate::settings::Defaults;

    /// For each item of the new text the words that it had in the old one.
    fn paired(old: &str, new: &str) -> Vec<String> {
        let read = |text: &str| Version::of(Roadmap::read(text.into(), Defaults::default()));
        let (old, new) = (read(old), read(new));
        let words = |item: Option<usize>| item.map_or("-".to_owned(), |item| old.words(item));
        pair(&old, &new).into_iter().map(words).collect()
    }

    #[test]
    fn what_did_not_change_is_itself() {
        let text = "# A\n- [ ] a\n  - [ ] b\n- [ ] a\n# B\n- [ ] a\n";
        assert_eq!(paired(text, &text.replace("[ ]", "[x]")), ["a", "b", "a", "a"]);
        assert_eq!(paired("", text), ["-", "-", "-", "-"]);
        assert_eq!(paired(text, ""), [""; 0]);
    }

    #[test]
    fn items_below_a_renamed_heading_are_the_same() {
        let old = "# A\n- [ ] a\n- [ ] b\n# B\n- [ ] a\n- [ ] c\n";
        assert_eq!(paired(old, &old.replace("# B", "# C")), ["a", "b", "a", "c"]);
        assert_eq!(paired(old, &old.replace("# A", "# C").replace("] b", "] B b")), ["a", "b", "a", "c"]);
    }

    #[test]
    fn an_item_that_moved_is_the_same() {
        let old = "# A\n- [ ] a\n- [ ] b\n# B\n- [ ] c\n  - [ ] d\n";
        assert_eq!(paired(old, "# A\n- [ ] b\n# B\n- [ ] c\n  - [ ] d\n- [ ] a\n"), ["b", "c", "d", "a"]);
        assert_eq!(paired(old, "# A\n- [ ] c\n  - [ ] d\n# B\n- [ ] b\n- [ ] a\n"), ["c", "d", "b", "a"]);
    }

    #[test]
    fn a_reworded_item_is_known_by_its_place() {
        let old = "# A\n- [ ] a\n- [ ] b\n  - [ ] c\n- [ ] d\n# B\n- [ ] e\n";
        for word in ["a", "b", "c", "d", "e"] {
            let new = old.replace(&format!("] {word}"), "] other");
            assert_eq!(paired(old, &new), ["a", "b", "c", "d", "e"], "{word}");
        }
        let all = old.replace("] ", "] new ").replace("# ", "# New ");
        assert_eq!(paired(old, &all), ["a", "b", "c", "d", "e"]);
    }

    #[test]
    fn what_came_is_not_what_went_elsewhere() {
        let old = "# A\n- [ ] a\n- [ ] b\n- [ ] c\n# B\n- [ ] d\n";
        assert_eq!(paired(old, "# A\n- [ ] b\n- [ ] c\n- [ ] new\n# B\n- [ ] d\n"), ["b", "c", "-", "d"]);
        assert_eq!(paired(old, "# A\n- [ ] a\n- [ ] b\n# B\n- [ ] new\n- [ ] d\n"), ["a", "b", "-", "d"]);
        assert_eq!(paired(old, "# A\n- [ ] a\n- [ ] b\n  - [ ] new\n# B\n- [ ] d\n"), ["a", "b", "-", "d"]);
    }

    #[test]
    fn an_id_outweighs_words_and_place() {
        let old = "# A\n- [ ] a ^one\n- [ ] b ^two\n";
        assert_eq!(paired(old, "# A\n- [ ] b ^one\n- [ ] a ^two\n"), ["a", "b"]);
        assert_eq!(paired(old, "# B\n- [ ] x ^two\n- [ ] y ^one\n"), ["b", "a"]);
    }

    #[test]
    fn equal_words_are_paired_in_order() {
        let old = "# A\n- [ ] read\n- [ ] a\n# B\n- [ ] read\n- [ ] b\n";
        assert_eq!(paired(old, &old.replace("# ", "# New ")), ["read", "a", "read", "b"]);
    }
}

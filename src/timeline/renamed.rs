//! What left and what came in one instant: which of these are one thing by another name. Knows names alone.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

/// Old names with new ones: of what has the same name of its own, first of what also lies in something that is called the
/// same; and of the only one left on both sides, if it is in the same place.
pub(super) fn renamed<'a>(gone: Vec<&'a str>, come: Vec<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut names = Names { gone, come, pairs: Vec::new() };
    names.pair_by_own_names();
    if let ([old], [new]) = (&*names.gone, &*names.come)
        && above(old) == above(new)
    {
        names.pairs.push((old, new));
    }
    names.pairs
}

/// The same where it is not known that they left and came at once: by names of their own alone.
pub(super) fn moved<'a>(gone: Vec<&'a str>, come: Vec<&'a str>) -> Vec<(&'a str, &'a str)> {
    let mut names = Names { gone, come, pairs: Vec::new() };
    names.pair_by_own_names();
    names.pairs
}

struct Names<'a> {
    gone: Vec<&'a str>,
    come: Vec<&'a str>,
    pairs: Vec<(&'a str, &'a str)>,
}

impl<'a> Names<'a> {
    fn pair_by_own_names(&mut self) {
        self.pair_by(|name| (above(name).rsplit('/').next(), own(name)));
        self.pair_by(own);
    }

    /// Takes out what has the same key, in order.
    fn pair_by<K: Eq + Hash>(&mut self, key: impl Fn(&'a str) -> K) {
        if self.gone.is_empty() || self.come.is_empty() {
            return;
        }
        let mut by_key: HashMap<K, Vec<&'a str>> = HashMap::new();
        for name in self.come.iter().rev() {
            by_key.entry(key(name)).or_default().push(name);
        }
        self.gone.retain(|old| {
            let new = by_key.get_mut(&key(old)).and_then(Vec::pop);
            self.pairs.extend(new.map(|new| (*old, new)));
            new.is_none()
        });
        let left: HashSet<&str> = by_key.into_values().flatten().collect();
        self.come.retain(|name| left.contains(name));
    }
}

/// What an item's slug path names before it.
fn above(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(above, _)| above)
}

/// Its own part, without which of equals it is.
fn own(path: &str) -> &str {
    let own = path.rsplit_once('/').map_or(path, |(_, own)| own);
    own.split_once('~').map_or(own, |(own, _)| own)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(gone: &[&str], come: &[&str], pairs: &[(&str, &str)]) {
        assert_eq!(renamed(gone.to_vec(), come.to_vec()), pairs);
    }

    #[test]
    fn what_is_called_the_same_is_the_same() {
        check(&["old/a", "old/b"], &["new/b", "new/a"], &[("old/a", "new/a"), ("old/b", "new/b")]);
        check(&["a/x/w", "b/y/w"], &["c/y/w", "c/x/w"], &[("a/x/w", "c/x/w"), ("b/y/w", "c/y/w")]);
        check(&["a/w", "a/w~2"], &["b/w", "b/w~2"], &[("a/w", "b/w"), ("a/w~2", "b/w~2")]);
        check(&["w", "z"], &["b/w"], &[("w", "b/w")]);
    }

    #[test]
    fn what_has_another_name_is_the_same_only_in_its_place_and_if_it_is_the_only_one() {
        check(&["h/a", "h/b"], &["h/c", "h/b"], &[("h/b", "h/b"), ("h/a", "h/c")]);
        check(&["h/a"], &["g/c"], &[]);
        check(&["h/a", "h/b"], &["h/c"], &[]);
        check(&[], &["h/c"], &[]);
        assert_eq!(moved(vec!["h/a"], vec!["h/c"]), []);
    }

    #[test]
    fn many_are_told_apart_at_once() {
        let names = |above: &str| (0..50_000).map(|n| format!("{above}/{n}/w")).collect::<Vec<_>>();
        let (gone, come) = (names("old"), names("new"));
        let refs = |names: &'static [String]| names.iter().map(String::as_str).collect::<Vec<_>>();
        let (gone, come) = (refs(gone.leak()), refs(come.leak()));
        assert_eq!(renamed(gone, come).len(), 50_000);
    }
}

//! Finding many phrases in many texts: whole words, in any case, singular or plural.
//!
//! The phrases are a tree of words that is walked from each word of a text, so the time goes by the length of the text
//! and not by the number of phrases.

use std::collections::HashMap;

/// The longest phrase that is looked for, in words.
pub(super) const MAX_WORDS: usize = 12;

/// A phrase that more than so many ask for tells them apart no more: the first of them have it.
const MAX_SHARED: usize = 64;

/// Phrases, each with the number of who asks for it.
#[derive(Debug)]
pub(super) struct Phrases {
    words: HashMap<String, u32>,
    /// From a node by a word to the next node; the root is 0.
    steps: HashMap<(u32, u32), u32>,
    /// Who asks for the phrase that ends at a node.
    askers: Vec<Vec<u32>>,
}

impl Default for Phrases {
    fn default() -> Self {
        Self { words: HashMap::new(), steps: HashMap::new(), askers: vec![Vec::new()] }
    }
}

impl Phrases {
    /// Adds a phrase; one without words, or with too many, is never found.
    pub(super) fn add(&mut self, phrase: &str, asker: u32) {
        let words: Vec<String> = words(phrase).take(MAX_WORDS + 1).collect();
        if words.is_empty() || words.len() > MAX_WORDS {
            return;
        }
        let mut node = 0;
        for word in words {
            let n_words = self.words.len() as u32;
            let word = *self.words.entry(word).or_insert(n_words);
            let next = self.askers.len() as u32;
            node = *self.steps.entry((node, word)).or_insert(next);
            if node == next {
                self.askers.push(Vec::new());
            }
        }
        let askers = &mut self.askers[node as usize];
        if askers.last() != Some(&asker) && askers.len() < MAX_SHARED {
            askers.push(asker);
        }
    }

    /// Who asks for a phrase of this text: each once, in their order.
    pub(super) fn find(&self, text: &str) -> Vec<u32> {
        let words: Vec<Option<u32>> = words(text).map(|word| self.words.get(&word).copied()).collect();
        let mut found = Vec::new();
        for start in 0..words.len() {
            let mut node = 0;
            for word in &words[start..] {
                let Some(next) = word.and_then(|word| self.steps.get(&(node, word))) else { break };
                node = *next;
                found.extend_from_slice(&self.askers[node as usize]);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The words of a text in the form in which they are compared: `Event-Loops (C++)` → `event`, `loop`, `c++`.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|char: char| !char.is_alphanumeric());
        let end = rest.find(|char: char| !char.is_alphanumeric()).unwrap_or(rest.len());
        let (word, behind) = rest.split_at_checked(end).filter(|(word, _)| !word.is_empty())?;
        let signs = behind.len() - behind.trim_start_matches(['+', '#']).len();
        let (signs, after) = behind.split_at_checked(signs)?;
        rest = after;
        let is_name = !after.starts_with(char::is_alphanumeric);
        Some(singular(word.to_lowercase()) + if is_name { signs } else { "" })
    })
}

/// One form for a word and its plural. It need not be a word, only the same for both: `caches` and `cache` are `cach`.
fn singular(mut word: String) -> String {
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
        if word.len() > 3 && word.ends_with("ie") {
            word.truncate(word.len() - 2);
            word.push('y');
        }
    }
    if word.len() > 3 && ["sse", "she", "che", "xe"].iter().any(|ending| word.ends_with(ending)) {
        word.pop();
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(phrases: &[&str], text: &str) -> Vec<u32> {
        let mut all = Phrases::default();
        (0..).zip(phrases).for_each(|(asker, phrase)| all.add(phrase, asker));
        all.find(text)
    }

    #[test]
    fn a_phrase_is_found_by_whole_words() {
        let phrases = ["event loop", "Node.js", "c++", "c", "loop", "CI/CD"];
        for (text, expected) in [
            ("The **Event Loop** & call stack", vec![0, 4]),
            ("#event-loop", vec![0, 4]),
            ("an eventloop, events of a loop", vec![4]),
            ("NODE.JS internals", vec![1]),
            ("Node without it", vec![]),
            ("C++, not plain", vec![2]),
            ("C and C#", vec![3]),
            ("ci-cd", vec![5]),
            ("", vec![]),
        ] {
            assert_eq!(found(&phrases, text), expected, "{text}");
        }
    }

    #[test]
    fn singular_and_plural_are_one() {
        for (phrase, text) in [
            ("design pattern", "Design Patterns"),
            ("design patterns", "a design pattern"),
            ("library", "libraries"),
            ("caches", "cache"),
            ("branch", "branches"),
            ("process", "processes"),
            ("index", "Indexes"),
            ("APIs", "api"),
        ] {
            assert_eq!(found(&[phrase], text), [0], "{phrase} in {text}");
        }
        for (phrase, text) in [("theme", "them"), ("js", "j"), ("class", "clas"), ("plan", "plane")] {
            assert_eq!(found(&[phrase], text), Vec::<u32>::new(), "{phrase} in {text}");
        }
    }

    #[test]
    fn a_phrase_within_another_is_found_and_each_asker_once() {
        assert_eq!(found(&["a b", "b", "a b c", "a"], "a b a b c"), [0, 1, 2, 3]);
        assert_eq!(found(&["", "+", &"a ".repeat(13)], &"a ".repeat(13)), Vec::<u32>::new());
        assert_eq!(found(&["a"; 1000], "a").len(), MAX_SHARED);
    }
}

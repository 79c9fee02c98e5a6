//! Where words are looked for: in what is shown of an item, in its source, and in its note.

use crate::markdown::{Definitions, inline};
use crate::matching::Needle;
use crate::model::{Place, Roadmap};

/// Words that are looked for, made ready for many items.
///
/// What is shown takes a hundred times as long to be known as the source takes to be looked through, so that it is asked
/// for only where it could hold the words and the source does not.
#[derive(Debug, Clone)]
pub struct Words {
    needle: Needle,
    /// The same without what Markdown may take for marks.
    bare: Needle,
}

impl Words {
    pub fn new(words: &str) -> Self {
        Self { needle: Needle::new(words), bare: Needle::new(&bare(words)) }
    }

    /// Whether there is nothing to look for; it is found nowhere.
    pub fn is_empty(&self) -> bool {
        self.needle.is_empty()
    }

    /// Whether a text as it stands holds them.
    pub fn are_in(&self, text: &str) -> bool {
        self.needle.is_in(text)
    }

    /// Whether an item's text or its note holds them.
    pub fn are_in_item(&self, roadmap: &Roadmap, place: Place) -> bool {
        let section = roadmap.section(place.section);
        let item = roadmap.item(place);
        self.are_shown_in(item.text(section), roadmap.definitions())
            || item.note.is_some() && item.note(section).is_some_and(|note| self.are_in(&note))
    }

    /// Whether a text of inline Markdown holds them, as it stands or as it is shown.
    pub fn are_shown_in(&self, source: &str, definitions: &Definitions) -> bool {
        self.needle.is_in(source)
            || source.contains(|char| char == '\n' || is_mark(char) && !char.is_whitespace())
                && self.may_be_shown_in(source)
                && self.needle.is_in(&inline::plain(source, definitions))
    }

    /// False only where what is shown of a source cannot hold them: its letters stay in their order, and beside each other
    /// but for addresses and entities.
    fn may_be_shown_in(&self, source: &str) -> bool {
        let leaves_out = || source.contains("](") || source.contains("][") || source.contains(['&', '\0']);
        self.bare.is_empty()
            || self.bare.is_scattered_in(source) && (leaves_out() || self.bare.is_in(&bare(source)))
    }
}

/// A text without marks and blanks.
fn bare(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    bare.extend(text.chars().filter(|char| !is_mark(*char)));
    bare
}

/// What may have a meaning in inline Markdown; blanks, as those of several lines are shown as one.
fn is_mark(char: char) -> bool {
    matches!(char, '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '\\' | '~' | '!') || char.is_whitespace()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PARTS: [&str; 27] = [
        "a",
        "b",
        "ab",
        "A",
        "é",
        "e\u{301}",
        " ",
        "\n",
        "\n  > ",
        "*",
        "**",
        "_",
        "`",
        "~~",
        "\\",
        "[",
        "]",
        "](",
        ")",
        "][",
        "[a]: ",
        "!",
        "<",
        ">",
        "&amp;",
        "\0",
        "https://a.b",
    ];

    fn text(n: std::ops::Range<usize>) -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(&PARTS[..]), n).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_shown_is_found_without_being_asked_for_everywhere(source in text(0..12), words in text(1..4)) {
            let definitions = Definitions::default();
            let needle = Needle::new(&words);
            let is_found = needle.is_in(&source) || needle.is_in(&inline::plain(&source, &definitions));
            prop_assert_eq!(Words::new(&words).are_shown_in(&source, &definitions), is_found, "{} in {}", words, source);
        }
    }
}

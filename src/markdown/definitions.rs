//! Link reference definitions: `[label]: address`.
//!
//! They hold for the whole file, wherever they stand, and the first of a label wins (CommonMark 4.7).

use std::collections::HashMap;

use pulldown_cmark::RefDefs;
use unicase::UniCase;

/// One definition as its text has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    pub label: Box<str>,
    pub address: Box<str>,
    /// Where it begins, which orders those of one text.
    at: usize,
}

/// A longer address, such as a picture written out, leads nowhere that a browser goes; and a text of nothing but uses of
/// it would be a thousand times as long with them written out.
const MAX_ADDRESS: usize = 2_048;

/// All definitions of a file, by label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Definitions {
    addresses: HashMap<UniCase<Box<str>>, Box<str>>,
}

impl Definitions {
    /// Adds one unless its label is taken.
    pub fn add(&mut self, definition: &Definition) {
        self.addresses.entry(matching(&definition.label)).or_insert_with(|| definition.address.clone());
    }

    pub fn contains(&self, label: &str) -> bool {
        !self.addresses.is_empty() && self.addresses.contains_key(&matching(label))
    }

    /// Where a label leads; none for what is too long to be an address.
    pub fn address(&self, label: &str) -> Option<&str> {
        let address: &str = self.addresses.get(&matching(label))?;
        (address.len() <= MAX_ADDRESS).then_some(address)
    }

    pub fn is_empty(&self) -> bool {
        self.addresses.is_empty()
    }
}

/// Labels match with case folded and runs of blanks as one (CommonMark, "matches").
fn matching(label: &str) -> UniCase<Box<str>> {
    let mut words = label.split_ascii_whitespace();
    let first = words.next().unwrap_or_default();
    let folded = words.fold(first.to_owned(), |text, word| text + " " + word);
    UniCase::new(folded.into_boxed_str())
}

/// The parser's definitions, in the order of the text.
pub(super) fn of_parser(found: &RefDefs<'_>) -> Vec<Definition> {
    let mut definitions: Vec<Definition> = found
        .iter()
        .map(|(label, definition)| Definition {
            label: Box::from(label),
            address: Box::from(definition.dest.as_ref()),
            at: definition.span.start,
        })
        .collect();
    definitions.sort_unstable_by_key(|definition| definition.at);
    definitions
}

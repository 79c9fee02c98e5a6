//! What a roadmap has that can be asked for: its tags and its phases; and whether a filter asks for others.

use std::collections::HashMap;

use super::holds::{is_or_lies_in, phase_titles};
use super::{PhaseTest, Query, Term, Test, Wrong};
use crate::matching::Needle;
use crate::model::Roadmap;
use crate::model::journal::tags_in;
use crate::spelling::nearest;

/// The names that a roadmap gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Its items' tags without their `#` and what these are nested in, the commonest first; with how many items each holds.
    pub tags: Vec<(String, usize)>,
    /// The headings of its phases, as they are shown.
    pub phases: Vec<String>,
}

impl Vocabulary {
    pub fn of(roadmap: &Roadmap) -> Self {
        let mut counts: HashMap<String, (String, usize)> = HashMap::new();
        for (place, item) in roadmap.items() {
            let text = item.text(roadmap.section(place.section));
            if !text.contains('#') {
                continue;
            }
            let mut of_item: Vec<&str> = tags_in(text).flat_map(with_outer).collect();
            of_item.sort_unstable();
            of_item.dedup();
            for tag in of_item {
                counts.entry(tag.to_lowercase()).or_insert_with(|| (tag.to_owned(), 0)).1 += 1;
            }
        }
        let mut tags: Vec<(String, usize)> = counts.into_values().collect();
        tags.sort_by(|(one, n), (other, m)| m.cmp(n).then_with(|| one.cmp(other)));
        Self { tags, phases: phase_titles(roadmap).collect() }
    }

    /// Says what a filter asks for that the roadmap does not have.
    pub fn check(&self, query: &Query) -> Result<(), Wrong> {
        query.terms.iter().try_for_each(|term| self.check_term(term))
    }

    /// The same of one term.
    pub fn check_term(&self, term: &Term) -> Result<(), Wrong> {
        match &term.test {
            Test::Tag(tags) => tags.iter().try_for_each(|tag| self.check_tag(tag)),
            Test::Phase(phases) => phases.iter().try_for_each(|phase| self.check_phase(phase)),
            _ => Ok(()),
        }
    }

    fn check_tag(&self, wanted: &str) -> Result<(), Wrong> {
        if self.tags.iter().any(|(tag, _)| is_or_lies_in(tag, wanted)) {
            return Ok(());
        }
        let hint = match nearest(wanted, self.tags.iter().map(|(tag, _)| tag.as_str())) {
            Some(tag) => format!("did you mean `#{tag}`?"),
            None if self.tags.is_empty() => "no item has a tag".to_owned(),
            None => self.tags.iter().take(5).map(|(tag, _)| format!("#{tag}")).collect::<Vec<_>>().join(", "),
        };
        Err(Wrong { reason: format!("there is no tag `#{wanted}`"), hint })
    }

    fn check_phase(&self, wanted: &PhaseTest) -> Result<(), Wrong> {
        let of = self.phases.len();
        let (is_there, shown, meant) = match wanted {
            PhaseTest::Number(number) => ((1..=of).contains(number), number.to_string(), None),
            PhaseTest::Words(words) => {
                let needle = Needle::new(words);
                let all = self.phases.iter().flat_map(|title| title.split_whitespace());
                let long = all.filter(|word| word.chars().count() > 3);
                (self.phases.iter().any(|title| needle.is_in(title)), words.clone(), nearest(words, long))
            }
        };
        if is_there {
            return Ok(());
        }
        let hint = match (meant, of) {
            (Some(word), _) => format!("did you mean `{word}`?"),
            (None, 0) => "the file has none".to_owned(),
            (None, 1) => "the file has one".to_owned(),
            (None, _) => format!("1 to {of}, or words of a heading"),
        };
        Err(Wrong { reason: format!("there is no phase `{shown}`"), hint })
    }
}

/// A tag and those that it is nested in, the outermost first.
fn with_outer(tag: &str) -> impl Iterator<Item = &str> {
    let outer = tag.match_indices('/').filter_map(|(at, _)| tag.get(..at)).filter(|tag| !tag.is_empty());
    outer.chain([tag])
}

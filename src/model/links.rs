//! Every way to point somewhere: the parser's links, `[[wiki links]]` and bare addresses.

use std::collections::HashSet;
use std::sync::Arc;

use linkify::{LinkFinder, LinkKind};

use super::{Blocks, Place, Roadmap};
use crate::markdown::{Definitions, inline};
use crate::span::Span;

/// Where a text points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The bytes that say so, of the text that was asked about.
    pub span: Span,
    /// Shared by those that go to the same place: a definition may be long, and have many uses.
    pub address: Arc<str>,
    pub is_wiki_link: bool,
}

impl Roadmap {
    /// Where the links in an item's own text and note go, in order; not those of items below it.
    pub fn addresses_of(&self, place: Place) -> Vec<String> {
        let section = self.section(place.section);
        let item = self.item(place);
        let in_text = self.addresses_in_words(item.text(section));
        let in_note = item.note_source(section).map(|note| self.addresses_in(&note)).unwrap_or_default();
        [in_text, in_note].concat()
    }

    /// Where the links in one paragraph's source go.
    pub fn addresses_in_words(&self, source: &str) -> Vec<String> {
        if points_nowhere(source, self.definitions()) {
            Vec::new()
        } else {
            self.addresses_in(&inline::paragraph(source))
        }
    }

    /// Where the links go in Markdown that could stand in the file by itself, such as a section's prose.
    pub fn addresses_in(&self, markdown: &str) -> Vec<String> {
        if points_nowhere(markdown, self.definitions()) {
            return Vec::new();
        }
        let blocks = Blocks::read(markdown, self.definitions());
        self.references(markdown, &blocks)
            .into_iter()
            .map(|reference| reference.address.to_string())
            .collect()
    }

    /// The references of a text, with its blocks, in order.
    pub fn references(&self, text: &str, blocks: &Blocks) -> Vec<Reference> {
        let mut known: HashSet<Arc<str>> = HashSet::new();
        let of_parser = blocks.links.iter().filter_map(|link| {
            let address = inline::target(link.span.of(text), self.definitions())?;
            let address = known.get(&*address).cloned().unwrap_or_else(|| Arc::from(address));
            known.insert(Arc::clone(&address));
            Some(Reference { span: link.span, address, is_wiki_link: false })
        });
        let mut references: Vec<Reference> = of_parser.collect();
        let links = references.iter().map(|reference| reference.span);
        let taken = union(links.chain(blocks.verbatim.iter().copied()).collect());
        let is_free = |span: Span| {
            let next = taken.partition_point(|taken| taken.end <= span.start);
            taken.get(next).is_none_or(|taken| span.end <= taken.start)
        };
        let found = wiki_links(text).chain(bare_addresses(text));
        references
            .extend(found.filter(|found| is_free(found.span) && blocks.is_running_text(found.span.start)));
        references.sort_by_key(|reference| reference.span);
        references
    }
}

/// Most texts have no link, which is told without reading them. What brackets alone name is one of the definitions.
fn points_nowhere(text: &str, definitions: &Definitions) -> bool {
    let has_label =
        text.contains('[') && (!definitions.is_empty() || text.contains("](") || text.contains("[["));
    !has_label && !text.contains('<') && !text.contains("://") && !text.contains("www.")
}

/// The same bytes in spans that are in order and disjoint.
fn union(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    spans.dedup_by(|span, before| {
        let is_joined = span.start < before.end;
        if is_joined {
            before.end = before.end.max(span.end);
        }
        is_joined
    });
    spans
}

/// `[[target]]`, `[[target|shown]]`, `[[target#heading]]`.
fn wiki_links(text: &str) -> impl Iterator<Item = Reference> {
    text.match_indices("[[").filter_map(move |(start, _)| {
        let inside = text.get(start + 2..)?;
        // Not beyond the next that could begin: else a text of brackets alone takes time by its square.
        let reach = inside.find(['[', '\n']).unwrap_or(inside.len());
        let end = inside.get(..reach)?.find("]]")?;
        let inside = inside.get(..end)?;
        let address = inside.split('|').next()?.trim();
        (!address.is_empty()).then(|| Reference {
            span: Span::new(start, start + 2 + end + 2),
            address: Arc::from(address),
            is_wiki_link: true,
        })
    })
}

/// `https://a.b` and, as GFM has it, `www.a.b` (GFM 6.9).
pub fn bare_addresses(text: &str) -> impl Iterator<Item = Reference> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut found: Vec<Reference> = Vec::new();
    let reference = |start, end, address: &str| Reference {
        span: Span::new(start, end),
        address: Arc::from(address),
        is_wiki_link: false,
    };
    if text.contains("://") {
        found.extend(finder.links(text).map(|link| reference(link.start(), link.end(), link.as_str())));
    }
    if text.contains("www.") {
        finder.url_must_have_scheme(false);
        let links = finder
            .links(text)
            .filter(|link| link.as_str().starts_with("www.") && may_begin(text, link.start()));
        found.extend(
            links.map(|link| reference(link.start(), link.end(), &format!("http://{}", link.as_str()))),
        );
    }
    found.into_iter()
}

/// Whether an address without a scheme may begin here (GFM 6.9).
fn may_begin(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    before.is_none_or(|char| char.is_whitespace() || matches!(char, '*' | '_' | '~' | '('))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn every_form_of_link_is_found_once() {
        let text = "- [a](http://a.b) <http://c.d> http://e.org [[wiki|shown]] [r] `http://code.x`\n\n[r]: http://g.h\n";
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let found = roadmap.addresses_of(Place { section: 0, item: 0 });
        assert_eq!(found, ["http://a.b", "http://c.d", "http://e.org", "wiki", "http://g.h"]);
    }

    #[test]
    fn a_definition_too_long_for_an_address_leads_nowhere() {
        let text = |len: usize| format!("- [r] [a](b)\n\n[r]: /{}\n", "c".repeat(len - 1));
        let n_found = |len| {
            let roadmap = Roadmap::read(text(len).into_bytes(), Defaults::default());
            roadmap.addresses_of(Place { section: 0, item: 0 }).len()
        };
        assert_eq!((n_found(2_048), n_found(2_049)), (2, 1));
    }

    #[test]
    fn an_address_without_a_scheme_begins_with_www() {
        let found = |text: &str| {
            let roadmap = Roadmap::read(format!("- {text}\n").into_bytes(), Defaults::default());
            roadmap.addresses_of(Place { section: 0, item: 0 })
        };
        assert_eq!(
            found("www.foo.com/a?b, (see *www.b.org*)."),
            ["http://www.foo.com/a?b", "http://www.b.org"]
        );
        assert_eq!(found("http://www.one.org www.two.org"), ["http://www.one.org", "http://www.two.org"]);
        assert_eq!(found("foo.com awww.one.org a@www.one.org `www.one.org` www. x"), [""; 0]);
        assert_eq!(
            found("[www.t.org](http://u.v) http://one.org/?www.two.org"),
            ["http://u.v", "http://one.org/?www.two.org"]
        );
    }
}

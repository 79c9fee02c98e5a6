//! Every way to point somewhere: the parser's links, `[[wiki links]]` and bare addresses.

use linkify::{LinkFinder, LinkKind};

use super::{Place, Roadmap, Section};
use crate::span::Span;

/// Where a text points, and the bytes of the section that say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub span: Span,
    pub address: String,
    pub is_wiki_link: bool,
}

impl Roadmap {
    /// The references in an item's own text and note, in order; not those of items below it.
    pub fn references_of(&self, place: Place) -> Vec<Reference> {
        let section = self.section(place.section);
        let item = self.item(place);
        let mut references = self.references_in(section, item.text);
        if let Some(note) = item.note {
            references.extend(self.references_in(section, note));
        }
        references
    }

    /// The references within a span of a section.
    pub fn references_in(&self, section: &Section, span: Span) -> Vec<Reference> {
        let first = section.links.partition_point(|link| link.span.start < span.start);
        let known = section.links.iter().skip(first).take_while(|link| link.span.start < span.end);
        let mut references: Vec<Reference> = known
            .filter_map(|link| {
                let address = self.address(section, *link)?;
                Some(Reference { span: link.span, address, is_wiki_link: false })
            })
            .collect();
        let text = span.of(section.text.as_str());
        let found: Vec<Reference> = wiki_links(text)
            .chain(bare_addresses(text))
            .map(|found| Reference { span: found.span.shifted(span.start as usize), ..found })
            .filter(|found| {
                let holds = |other: Span| other.start < found.span.end && found.span.start < other.end;
                !references.iter().any(|known| holds(known.span))
                    && !section.verbatim.iter().any(|code| holds(*code))
            })
            .collect();
        references.extend(found);
        references.sort_by_key(|reference| reference.span);
        references
    }
}

/// `[[target]]`, `[[target|shown]]`, `[[target#heading]]`.
fn wiki_links(text: &str) -> impl Iterator<Item = Reference> {
    text.match_indices("[[").filter_map(move |(start, _)| {
        let inside = text.get(start + 2..)?;
        let end = inside.find("]]")?;
        let inside = inside.get(..end).filter(|inside| !inside.contains(['[', '\n']))?;
        let address = inside.split('|').next()?.trim();
        (!address.is_empty()).then(|| Reference {
            span: Span::new(start, start + 2 + end + 2),
            address: address.to_owned(),
            is_wiki_link: true,
        })
    })
}

fn bare_addresses(text: &str) -> impl Iterator<Item = Reference> {
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let has_address = text.contains("://");
    let found: Vec<Reference> = if has_address {
        finder
            .links(text)
            .map(|link| Reference {
                span: Span::new(link.start(), link.end()),
                address: link.as_str().to_owned(),
                is_wiki_link: false,
            })
            .collect()
    } else {
        Vec::new()
    };
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn every_form_of_link_is_found_once() {
        let text = "- [a](http://a.b) <http://c.d> http://e.org [[wiki|shown]] [r] `http://code.x`\n\n[r]: http://g.h\n";
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let found = roadmap.references_of(Place { section: 0, item: 0 });
        let addresses: Vec<_> = found.iter().map(|reference| reference.address.as_str()).collect();
        assert_eq!(addresses, ["http://a.b", "http://c.d", "http://e.org", "wiki", "http://g.h"]);
    }
}

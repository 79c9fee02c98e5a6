//! After an edit only the stretch that it touched is read again.
//!
//! The result is that of reading the whole new text: where an edit could reach further (front matter, comments, link
//! reference definitions) the whole is read, and where a stretch no longer stands on its own its neighbours are read
//! with it.

use super::build::Signs;
use super::read::{self, Context};
use super::section::Section;
use super::{Roadmap, tree};
use crate::markdown::{self, Definition, Inlines, Surroundings, cuts};
use crate::span::{Span, Text, offset};

/// Bytes to put in place of others.
#[derive(Debug, Clone, Copy)]
pub struct Replacement<'a> {
    /// Bytes of the file.
    pub span: Span,
    pub new: &'a [u8],
}

/// What an edit makes of a roadmap, before it is made: the parts that are read again.
pub struct Rereading(Parts);

enum Parts {
    /// From the last to the first.
    Regions(Vec<Region>),
    Whole(Box<Roadmap>),
}

/// New sections for a run of old ones.
struct Region {
    first: usize,
    end: usize,
    sections: Vec<Section>,
}

impl Rereading {
    /// The old and the new sections of each part that was read again.
    pub fn parts<'a>(&'a self, old: &'a Roadmap) -> Vec<(&'a [Section], &'a [Section])> {
        match &self.0 {
            Parts::Whole(new) => vec![(&old.sections, &new.sections)],
            Parts::Regions(regions) => regions
                .iter()
                .map(|region| (&old.sections[region.first..region.end], &*region.sections))
                .collect(),
        }
    }
}

impl Roadmap {
    /// Reads what replacing some bytes would touch. Replacements are sorted and disjoint.
    pub fn reread(&self, replacements: &[Replacement<'_>]) -> Rereading {
        let mut regions: Vec<Region> = Vec::new();
        let mut left = replacements;
        while let Some(last) = left.last() {
            let stretch = self.stretch_of(last.span);
            let from = self.sections[stretch.0].offset;
            let (before, within) =
                left.split_at(left.partition_point(|other| (other.span.start as usize) < from));
            let region = self.reread_region(stretch, within);
            let reaches = |region: &Region| {
                let begins_in = before
                    .last()
                    .is_some_and(|other| other.span.end as usize > self.sections[region.first].offset);
                begins_in || regions.last().is_some_and(|later| later.first < region.end)
            };
            match region {
                Some(region) if !reaches(&region) => regions.push(region),
                _ => {
                    let bytes = spliced(&self.to_bytes(), 0, replacements);
                    return Rereading(Parts::Whole(Box::new(Self::read(bytes, self.defaults))));
                }
            }
            left = before;
        }
        Rereading(Parts::Regions(regions))
    }

    /// Takes over what was read again.
    pub fn adopt(&mut self, rereading: Rereading) {
        match rereading.0 {
            Parts::Whole(roadmap) => *self = *roadmap,
            // The last comes first, so the indices of the others still hold.
            Parts::Regions(regions) => regions.into_iter().for_each(|region| self.put(region)),
        }
    }

    /// The sections that are read again for an edit of a span: whole stretches.
    fn stretch_of(&self, span: Span) -> (usize, usize) {
        let mut first = self.section_at(span.start as usize);
        // An insertion at a border belongs to what stands before it as much as to what follows.
        if first > 0 && self.sections[first].offset == span.start as usize {
            first -= 1;
        }
        (self.stretch_begin(first), self.stretch_end(self.section_at(span.end as usize)))
    }

    fn stretch_begin(&self, section: usize) -> usize {
        (0..=section).rfind(|&index| self.sections[index].begins_stretch).unwrap_or(0)
    }

    fn stretch_end(&self, section: usize) -> usize {
        let rest = &self.sections[section + 1..];
        section + 1 + rest.iter().position(|next| next.begins_stretch).unwrap_or(rest.len())
    }

    /// None where the edit reaches further than the stretch and its neighbours.
    fn reread_region(
        &self,
        (mut first, mut end): (usize, usize),
        replacements: &[Replacement<'_>],
    ) -> Option<Region> {
        let body = self.body();
        if replacements.iter().any(|replacement| (replacement.span.start as usize) < body) {
            return None;
        }
        let head: Vec<u8> = self.bytes().take(MARK.len() + FENCE.len()).collect();
        loop {
            let from = self.sections[first].offset;
            let old: Vec<&Section> = self.sections[first..end].iter().collect();
            let old_bytes: Vec<u8> =
                old.iter().flat_map(|section| section.text.as_bytes()).copied().collect();
            let new_bytes = spliced(&old_bytes, from, replacements);
            // Where the file begins with a fence that nothing closes, a line far below may close it.
            let begins_front_matter = begins_front_matter(if first == 0 { &new_bytes } else { &head }, body);
            if has_comment(&old_bytes) || has_comment(&new_bytes) || begins_front_matter {
                return None;
            }
            let stands_alone = first == 0
                || cuts::begins_with_heading(&new_bytes)
                    && cuts::ends_with_blank_line(self.sections[first - 1].text.as_bytes());
            if !stands_alone {
                first = self.stretch_begin(first - 1);
                continue;
            }
            let text = Text::from_bytes(new_bytes);
            let is_last = end == self.sections.len();
            if !is_last && !cuts::ends_with_blank_line(text.as_bytes()) {
                end = self.stretch_end(end);
                continue;
            }
            let context = Context {
                text: &text,
                base: from,
                body: if first == 0 { body } else { 0 },
                front_matter: &self.front_matter,
                defaults: self.defaults,
                last_comment: None,
                signs: Signs::of(text.as_bytes()),
            };
            let batch = read::parse_batch(&context, 0..text.len(), &self.definitions);
            if batch.ends_open && !is_last {
                end = self
                    .stretch_end(self.stretch_end(end).max(end + (end - first)).min(self.sections.len() - 1));
                continue;
            }
            if batch.definitions != definitions_of(&old_bytes, if first == 0 { body } else { 0 }) {
                return None;
            }
            return Some(Region { first, end, sections: batch.sections });
        }
    }

    /// Puts freshly built sections in the place of others.
    fn put(&mut self, Region { first, end, sections: mut new }: Region) {
        let from = self.sections[first].offset;
        let old_end = self.sections.get(end).map_or(self.len(), |next| next.offset);
        let mut line = self.sections[first].line;
        for section in &mut new {
            line += std::mem::replace(&mut section.line, line);
        }
        let new_end = new.last().map_or(from, |last| last.offset + last.text.len());
        let old_line = self.sections.get(end).map(|next| next.line);
        for section in &self.sections[first..end] {
            tree::count_dates(&mut self.dated_sections, section.done_dates, -1);
        }
        for section in &new {
            tree::count_dates(&mut self.dated_sections, section.done_dates, 1);
        }
        let old = &self.sections[first..end];
        let is_same_tree = old.len() == new.len()
            && old.iter().zip(&new).all(|(old, new)| {
                old.level == new.level
                    && old.own_kind == new.own_kind
                    && old.items.is_empty() == new.items.is_empty()
                    && old.tables.is_empty() == new.tables.is_empty()
            });
        if is_same_tree {
            for (index, mut section) in (first..end).zip(new) {
                let own = section.own;
                let old = &self.sections[index];
                (section.parent, section.end, section.kind) = (old.parent, old.end, old.kind);
                (section.own, section.total) = (old.own, old.total);
                section.begins_stretch = old.begins_stretch;
                self.sections[index] = section;
                tree::recount(self, offset(index), own);
            }
        } else {
            let n_new = new.len();
            self.sections.splice(first..end, new);
            self.shift_from(first + n_new, old_end, new_end, old_line, line);
            return tree::link(self);
        }
        self.shift_from(end, old_end, new_end, old_line, line);
    }

    /// Moves all sections from an index on, where the text before them became longer or shorter.
    fn shift_from(
        &mut self,
        index: usize,
        old_end: usize,
        new_end: usize,
        old_line: Option<usize>,
        line: usize,
    ) {
        let Some(old_line) = old_line.filter(|&old_line| old_line != line || old_end != new_end) else {
            return;
        };
        for section in &mut self.sections[index..] {
            section.offset = section.offset + new_end - old_end;
            section.line = section.line + line - old_line;
        }
    }

    /// Where the Markdown begins: behind the byte order mark and the front matter.
    fn body(&self) -> usize {
        let has_mark = self.bytes().take(MARK.len()).eq(MARK.iter().copied());
        (self.front_matter.span.end as usize).max(if has_mark { MARK.len() } else { 0 })
    }

    fn bytes(&self) -> impl Iterator<Item = u8> {
        self.sections.iter().flat_map(|section| section.text.as_bytes()).copied()
    }
}

/// The byte order mark in UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// What a front matter begins with.
const FENCE: &[u8] = b"---";

/// Whether a file whose Markdown began at `body` may now begin with a front matter or a mark that it did not have.
fn begins_front_matter(bytes: &[u8], body: usize) -> bool {
    match body {
        0 => bytes.starts_with(FENCE) || bytes.starts_with(MARK),
        3 => bytes.get(3..).is_some_and(|rest| rest.starts_with(FENCE)),
        _ => false,
    }
}

fn has_comment(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, b"%%").is_some()
}

/// The link reference definitions of a part of the file.
fn definitions_of(bytes: &[u8], body: usize) -> Vec<Definition> {
    if memchr::memmem::find(bytes, b"]:").is_none() {
        return Vec::new();
    }
    let text = Text::from_bytes(bytes.to_vec());
    let none = markdown::Definitions::default();
    let surroundings = Surroundings { definitions: &none, has_comment_after: false };
    markdown::parse(text.as_str().get(body..).unwrap_or_default(), surroundings, Inlines::NotOfItems)
        .definitions
}

/// `bytes`, which begin at `from` in the file, with replacements made.
fn spliced(bytes: &[u8], from: usize, replacements: &[Replacement<'_>]) -> Vec<u8> {
    let mut new = Vec::with_capacity(
        bytes.len() + replacements.iter().map(|replacement| replacement.new.len()).sum::<usize>(),
    );
    let mut at = 0;
    for replacement in replacements {
        let start = replacement.span.start as usize - from;
        new.extend_from_slice(&bytes[at..start]);
        new.extend_from_slice(replacement.new);
        at = replacement.span.end as usize - from;
    }
    new.extend_from_slice(&bytes[at..]);
    new
}

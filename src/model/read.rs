//! A file's text → its sections: cut, parsed in batches, joined again where a cut was none.
//!
//! The oracle is one parse of the whole text: [`Cutting::Never`] asks for it, and tests hold that both are the same.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::build::Signs;
use super::front_matter::FrontMatter;
use super::section::Section;
use super::{Roadmap, build, tree};
use crate::markdown::{self, Definition, Definitions, Inlines, Surroundings, cuts};
use crate::settings::{CountRule, Defaults};
use crate::span::{Span, Text};

/// Neighbouring stretches are parsed together up to this many bytes: parses of a few lines each would cost more, and
/// one of the whole would leave the processor's caches.
const BATCH: usize = 64 * 1024;

/// A second thread pays for itself from here on.
const PARALLEL_FROM: usize = 512 * 1024;

/// Whether a text is cut before it is parsed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cutting {
    AtHeadings,
    /// One parse of the whole text.
    Never,
}

/// How a text is read; what is read is the same either way.
#[derive(Debug, Clone, Copy)]
pub struct Method {
    pub cutting: Cutting,
    pub n_threads: usize,
}

impl Context<'_> {
    pub(super) fn rule(&self) -> CountRule {
        self.front_matter.count.unwrap_or(self.defaults.count)
    }
}

impl Method {
    pub(super) fn for_len(len: usize) -> Self {
        let all = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { cutting: Cutting::AtHeadings, n_threads: if len < PARALLEL_FROM { 1 } else { all() } }
    }
}

/// What holds for a whole file while its parts are read.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The file's text, or the part of it that is read again.
    pub(super) text: &'a Text,
    /// Where the text begins in the file.
    pub(super) base: usize,
    /// Where the Markdown begins: behind the byte order mark and the front matter.
    pub(super) body: usize,
    pub(super) front_matter: &'a FrontMatter,
    pub(super) defaults: Defaults,
    /// Where the last `%%` stands.
    pub(super) last_comment: Option<usize>,
    pub(super) signs: Signs,
}

/// The sections of a part of a file that was parsed in one go.
pub(super) struct Batch {
    range: Range<usize>,
    pub(super) sections: Vec<Section>,
    pub(super) definitions: Vec<Definition>,
    unresolved: Vec<Box<str>>,
    pub(super) ends_open: bool,
}

pub(super) fn read(bytes: Vec<u8>, defaults: Defaults, method: Method) -> Roadmap {
    let text = Text::from_bytes(bytes);
    let (front_matter, body) = read_front_matter(text.as_str());
    let last_comment = last_comment(text.as_bytes());
    let signs = Signs::of(text.as_bytes());
    let context =
        Context { text: &text, base: 0, body, front_matter: &front_matter, defaults, last_comment, signs };
    let ranges = batch_ranges(&text, body, method.cutting);
    let mut batches = join(&context, parse_batches(&context, &ranges, method.n_threads));
    let definitions = resolve(&context, &mut batches);
    let mut batches = batches.into_iter();
    let mut sections = batches.next().map(|first| first.sections).unwrap_or_default();
    batches.for_each(|mut batch| sections.append(&mut batch.sections));
    tree::roadmap(sections, definitions, front_matter, defaults)
}

/// Where the last `%%` stands. Most files have none, which searching forwards tells many times faster.
fn last_comment(text: &[u8]) -> Option<usize> {
    memchr::memmem::find(text, b"%%").and_then(|_| memchr::memmem::rfind(text, b"%%"))
}

/// Reads the front matter and tells where the Markdown begins.
pub(super) fn read_front_matter(text: &str) -> (FrontMatter, usize) {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let Some(found) = markdown::front_matter(text.get(mark..).unwrap_or_default()) else {
        return (FrontMatter::default(), mark);
    };
    let body = mark + found.end as usize;
    (FrontMatter::read(text, found.yaml.shifted(mark), Span::new(mark, body)), body)
}

fn batch_ranges(text: &Text, body: usize, cutting: Cutting) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    if cutting == Cutting::AtHeadings && text.len() > BATCH {
        for cut in cuts::candidates(text.as_bytes()).filter(|&cut| cut > body) {
            if cut - start >= BATCH {
                ranges.push(start..cut);
                start = cut;
            }
        }
    }
    ranges.push(start..text.len());
    ranges
}

fn parse_batches(context: &Context<'_>, ranges: &[Range<usize>], n_threads: usize) -> Vec<Batch> {
    let none = Definitions::default();
    let parse = |range: &Range<usize>| parse_batch(context, range.clone(), &none);
    if n_threads < 2 || ranges.len() < 2 {
        return ranges.iter().map(parse).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        while let Some(range) = ranges.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(parse(range));
        }
        done
    };
    let mut batches: Vec<Batch> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..n_threads.min(ranges.len())).map(|_| scope.spawn(work)).collect();
        let own = work();
        let joined = others.into_iter().flat_map(|thread| thread.join().expect("a parse catches its panics"));
        own.into_iter().chain(joined).collect()
    });
    batches.sort_unstable_by_key(|batch| batch.range.start);
    batches
}

/// Parses a part of the text that begins the file or begins with a true cut.
pub(super) fn parse_batch(context: &Context<'_>, range: Range<usize>, definitions: &Definitions) -> Batch {
    let start = if range.start == 0 { context.body } else { range.start };
    let source = context.text.as_str().get(start..range.end).unwrap_or_default();
    let surroundings = Surroundings {
        definitions,
        has_comment_after: context.last_comment.is_some_and(|last| last >= range.end),
    };
    let mut parsed = markdown::parse(source, surroundings, Inlines::NotOfItems);
    let sections = build::sections(context, &mut parsed, &range, start);
    Batch {
        range,
        sections,
        definitions: parsed.definitions,
        unresolved: parsed.unresolved,
        ends_open: parsed.ends_open,
    }
}

/// Reads batches as one where the first ends inside a fence, an HTML block or a comment.
fn join(context: &Context<'_>, batches: Vec<Batch>) -> Vec<Batch> {
    let ends: Vec<usize> = batches.iter().map(|batch| batch.range.end).collect();
    let mut joined = Vec::with_capacity(batches.len());
    let mut skip_to = 0;
    for (index, mut batch) in batches.into_iter().enumerate() {
        if index < skip_to {
            continue;
        }
        // Twice as many each time, so that a fence that never closes does not make this quadratic.
        let mut n_more = 1;
        let mut last = index;
        while batch.ends_open && last + 1 < ends.len() {
            last = (index + n_more).min(ends.len() - 1);
            n_more *= 2;
            batch = parse_batch(context, batch.range.start..ends[last], &Definitions::default());
        }
        skip_to = last + 1;
        joined.push(batch);
    }
    joined
}

/// Collects the link reference definitions, and reads those batches again in which one of another batch may be what
/// looks like a state in brackets.
fn resolve(context: &Context<'_>, batches: &mut [Batch]) -> Definitions {
    let mut definitions = Definitions::default();
    for definition in batches.iter().flat_map(|batch| &batch.definitions) {
        definitions.add(definition);
    }
    for batch in batches.iter_mut() {
        let is_like_state = |label: &str| label.chars().nth(1).is_none();
        if batch.unresolved.iter().any(|label| is_like_state(label) && definitions.contains(label)) {
            *batch = parse_batch(context, batch.range.clone(), &definitions);
        }
    }
    definitions
}

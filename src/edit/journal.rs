//! Adds, rewords and deletes entries of the journal (format.md, "The journal").
//!
//! Where a new one goes is [`manner`]'s to say; a heading that it needs is [`heading`]'s to make.

mod delete;
mod heading;
mod manner;
mod reword;

pub(super) use delete::delete;
pub(super) use reword::reword;
pub use reword::{Rewording, entry_to_edit};

use jiff::civil::Date;

use super::lines::{Lines, without_markers};
use super::{Edit, Effect, Splice, begin, insert, numbers, track, verify, words};
use crate::error::Error;
use crate::model::journal::{EntryKind, has_words};
use crate::model::{Roadmap, Section};
use manner::Place;

const ATTEMPTED: &str = "add an entry";

/// What an entry is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub date: Date,
    pub kind: EntryKind,
    /// A date or a kind at their beginning is one of them.
    pub words: String,
    /// A child for each.
    pub lines: Vec<String>,
}

/// Adds an entry with its children, in the manner of the journal.
///
/// ```text
/// # Journal                     # Journal
///
///                               - 2026-11-22 **Lesson**: b #tag
/// - 2026-11-20 **Note**: a   →  - 2026-11-20 **Note**: a
/// ```
pub(super) fn add(roadmap: &Roadmap, draft: &Draft) -> Result<Edit, Error> {
    let new = New::of(draft)?;
    match manner::place(roadmap, new.date) {
        Place::Beside { section, item, is_before, is_day } => {
            let lines = Lines::of(roadmap, section);
            let index = if is_before { item } else { lines.item(item).end };
            let numbers = if is_before {
                numbers::shifted_from(&lines, item, 1)
            } else {
                numbers::shifted_behind(&lines, item, 1)
            };
            let edits = [numbers, Vec::new()].into_iter().flat_map(|numbers| {
                new.written(!is_day).map(|written| {
                    let entry = beside(&lines, item, &written, is_before);
                    Edit::new(numbers.iter().cloned().chain([entry]).collect(), new.effect())
                })
            });
            new.first_that_reads(roadmap, edits, section, index, !is_day)
        }
        Place::First { section, is_day } => {
            let place = begin::first_place(roadmap, section)?;
            let ending = begin::line_ending(roadmap);
            let edits = new
                .written(!is_day)
                .map(|written| place.edit(&block("- ", "  ", &written, ending), new.effect()));
            new.first_that_reads(roadmap, edits, section, 0, !is_day)
        }
        Place::NewSection(heading) => {
            let ending = begin::line_ending(roadmap);
            let effect = Effect { headings: 1, ..new.effect() };
            let mut refused = None;
            for written in new.written(!heading.is_day) {
                let edit = heading.edit(roadmap, &block("- ", "  ", &written, ending), effect);
                let reads = |added: &[Section]| match added {
                    [section] => heading.reads(section) && new.reads(section, 0, !heading.is_day),
                    _ => false,
                };
                match verify::check_new(roadmap, &edit, reads) {
                    Ok(()) => return Ok(edit),
                    Err(error) => refused = Some(error),
                }
            }
            Err(refused.expect("there are several ways to write it"))
        }
    }
}

fn no_words(attempted: &'static str) -> Error {
    Error::new(attempted, "an entry needs words").hint("say what it is about")
}

/// A draft made fit to be written.
struct New {
    date: Date,
    kind: EntryKind,
    words: String,
    lines: Vec<String>,
}

impl New {
    fn of(draft: &Draft) -> Result<Self, Error> {
        if !has_words(&draft.words) {
            return Err(no_words(ATTEMPTED));
        }
        let words = words::one_line(&draft.words, ATTEMPTED)?;
        let lines = draft.lines.iter().map(|line| words::one_line(line, ATTEMPTED));
        Ok(Self { date: draft.date, kind: draft.kind, words, lines: lines.collect::<Result<_, _>>()? })
    }

    fn effect(&self) -> Effect {
        Effect { items: 1 + self.lines.len() as i32, ..Effect::default() }
    }

    /// The entry's line and those below it, as they are, and escaped where they would begin something else.
    fn written(&self, is_dated: bool) -> [Vec<String>; 2] {
        let date = if is_dated { format!("{} ", self.date) } else { String::new() };
        let first = format!("{date}**{}**: {}", self.kind.name(), self.words);
        let lines = |write: fn(&String) -> String| {
            std::iter::once(first.clone()).chain(self.lines.iter().map(write)).collect()
        };
        [lines(String::clone), lines(|line| words::escaped(line))]
    }

    /// Whether an item of a section is this entry, with its children and no other.
    fn reads(&self, section: &Section, index: u32, is_dated: bool) -> bool {
        let entry = index as usize..index as usize + 1 + self.lines.len();
        let Some(items) = section.items.get(entry.clone()) else { return false };
        let is_whole = items[0].end as usize == entry.end && items[0].parent.is_none();
        let read = items.iter().map(|item| item.text(section));
        let is_plain = !read.clone().any(track::is_heading);
        is_whole && is_plain && self.written(is_dated).iter().any(|written| read.clone().eq(written))
    }

    fn first_that_reads(
        &self,
        roadmap: &Roadmap,
        edits: impl IntoIterator<Item = Edit>,
        section: u32,
        index: u32,
        is_dated: bool,
    ) -> Result<Edit, Error> {
        verify::first_that_reads(roadmap, edits, section, |section| self.reads(section, index, is_dated))
    }
}

/// An entry before or behind another one, in its style.
fn beside(lines: &Lines<'_>, neighbour: u32, written: &[String], is_before: bool) -> Splice {
    let item = lines.item(neighbour);
    let indent = String::from_utf8_lossy(&without_markers(lines.prefix(item))).into_owned();
    let marker = if is_before {
        [item.marker.of(lines.text()).as_bytes(), insert::blanks_behind(lines, item)].concat()
    } else {
        insert::next_marker(lines, neighbour)
    };
    let head = format!("{indent}{}", String::from_utf8_lossy(&marker));
    let below = format!("{indent}{}", " ".repeat(head.len() - indent.len()));
    let at = lines.end(item);
    let ending = String::from_utf8_lossy(lines.ending(at)).into_owned();
    let block = block(&head, &below, written, &ending);
    let is_leaf = if is_before { written.len() == 1 } else { item.end == neighbour + 1 };
    let gap = insert::habit(lines, neighbour, is_leaf);
    let gap = if gap.is_empty() { ending } else { String::from_utf8_lossy(&lines.bytes[gap]).into_owned() };
    if is_before {
        return lines.insertion(lines.line_start(item.marker.start as usize), format!("{block}{gap}"));
    }
    lines.insertion(at, format!("{gap}{block}"))
}

fn block(head: &str, below: &str, written: &[String], ending: &str) -> String {
    let mut written = written.iter();
    let first = written.next().map(|line| format!("{head}{line}")).unwrap_or_default();
    written.fold(first, |block, line| format!("{block}{ending}{below}- {line}"))
}

#[cfg(test)]
mod tests;

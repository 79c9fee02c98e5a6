//! Adds, rewords and deletes entries of the journal (format.md, "The journal").
//!
//! Where a new one goes is [`manner`]'s to say; a heading that it needs is [`heading`]'s to make.

mod delete;
mod heading;
mod manner;
mod reword;
mod written;

pub(super) use delete::delete;
pub(super) use reword::reword;
pub use reword::{Rewording, entry_to_edit};

use jiff::civil::Date;

use super::lines::{Lines, without_markers};
use super::{Edit, Effect, Splice, begin, insert, numbers, verify, words};
use crate::error::Error;
use crate::model::journal::{EntryKind, has_words};
use crate::model::{Roadmap, Section};
use manner::Place;
use written::{Written, block, first_that_reads};

const ATTEMPTED: &str = "add an entry";

/// What an entry is to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub date: Date,
    pub kind: EntryKind,
    /// A date or a kind at their beginning is one of them.
    pub words: String,
    pub below: Below,
}

/// What stands below an entry's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Below {
    /// A child for each line, which begins no other block.
    Items(Vec<String>),
    /// Markdown that stays as it is, further in.
    Markdown(String),
}

impl Default for Below {
    fn default() -> Self {
        Self::Items(Vec::new())
    }
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
            let written = new.written(!is_day)?;
            let edits = [numbers, Vec::new()].into_iter().flat_map(|numbers| {
                written.iter().map(move |written| (numbers.clone(), written)).map(|(numbers, written)| {
                    let entry = beside(&lines, item, &written.lines, is_before);
                    (Edit::new(numbers.into_iter().chain([entry]).collect(), written.effect), written)
                })
            });
            first_that_reads(roadmap, edits, section, index)
        }
        Place::First { section, is_day } => {
            let place = begin::first_place(roadmap, section)?;
            let ending = begin::line_ending(roadmap);
            let written = new.written(!is_day)?;
            let edits = written.iter().map(|written| {
                (place.edit(&block("- ", "  ", &written.lines, ending), written.effect), written)
            });
            first_that_reads(roadmap, edits, section, 0)
        }
        Place::NewSection(heading) => {
            let ending = begin::line_ending(roadmap);
            let mut refused = None;
            for written in new.written(!heading.is_day)? {
                let effect = Effect { headings: 1, ..written.effect };
                let edit = heading.edit(roadmap, &block("- ", "  ", &written.lines, ending), effect);
                let reads = |added: &[Section]| match added {
                    [section] => heading.reads(section) && written.reads(section, 0),
                    _ => false,
                };
                match verify::check_new(roadmap, &edit, reads) {
                    Ok(()) => return Ok(edit),
                    Err(error) => refused = Some(error),
                }
            }
            Err(refused.expect("there is a way to write it"))
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
    below: Below,
}

impl New {
    fn of(draft: &Draft) -> Result<Self, Error> {
        if !has_words(&draft.words) {
            return Err(no_words(ATTEMPTED));
        }
        let words = words::one_line(&draft.words, ATTEMPTED)?;
        let below = match &draft.below {
            Below::Items(lines) => {
                let lines = lines.iter().map(|line| words::one_line(line, ATTEMPTED));
                Below::Items(lines.collect::<Result<_, _>>()?)
            }
            Below::Markdown(text) => Below::Markdown(text.trim_end().to_owned()),
        };
        Ok(Self { date: draft.date, kind: draft.kind, words, below })
    }

    /// The ways in which it may be written, the best first.
    fn written(&self, is_dated: bool) -> Result<Vec<Written>, Error> {
        let date = if is_dated { format!("{} ", self.date) } else { String::new() };
        let first = format!("{date}**{}**: {}", self.kind.name(), self.words);
        match &self.below {
            Below::Items(items) => {
                let ways: [fn(&String) -> String; 2] = [String::clone, |line| words::escaped(line)];
                Ok(ways.map(|way| Written::with_items(&first, items.iter().map(way))).into())
            }
            Below::Markdown(text) => Ok(vec![Written::with_markdown(&first, text)?]),
        }
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

#[cfg(test)]
mod tests;

//! A heading that is made with the first entry below it: the journal's own at the end of the file, or that of a day.

use jiff::civil::Date;

use crate::edit::begin::line_ending;
use crate::edit::{Edit, Effect, Splice};
use crate::model::journal::date_at_the_beginning;
use crate::model::{Roadmap, Section, SectionKind};
use crate::span::{Span, line_end, next_line};

/// A heading that is not in the file yet.
pub(super) struct Heading {
    /// Where it goes, in bytes of the file: where another one begins, or the file ends.
    at: usize,
    level: u8,
    text: String,
    pub(super) is_day: bool,
    /// Whether a blank line stands before headings like it.
    has_blank_before: bool,
    /// Whether a blank line stands below them.
    has_blank_below: bool,
}

impl Heading {
    /// The journal's, behind all there is, of the level of the phases.
    pub(super) fn of_journal(roadmap: &Roadmap) -> Self {
        let named = roadmap.phases().iter().find(|phase| !phase.is_unnamed);
        Self {
            at: roadmap.len(),
            level: named.map_or(1, |phase| roadmap.section(phase.first).level),
            text: "Journal".to_owned(),
            is_day: false,
            has_blank_before: true,
            has_blank_below: true,
        }
    }

    /// A day's, before another one or behind all below it, in its style.
    pub(super) fn of_day(roadmap: &Roadmap, date: Date, neighbour: u32, is_before: bool) -> Self {
        let other = roadmap.section(neighbour);
        let next = if is_before { Some(neighbour) } else { Some(other.end) };
        let at = next.and_then(|next| roadmap.sections().get(next as usize));
        let before = neighbour.checked_sub(1).map(|before| roadmap.section(before).text.as_bytes());
        let text = other.text.as_bytes();
        // A heading's block ends behind its line ending.
        let below = &text[next_line(text, (other.heading_block.end as usize).saturating_sub(1))..];
        let first = &below[..line_end(below, 0)];
        Self {
            at: at.map_or(roadmap.len(), |section| section.offset),
            level: other.level,
            text: date.to_string(),
            is_day: true,
            has_blank_before: before.is_none_or(|before| Ending::of(before) == Ending::BlankLine),
            has_blank_below: below.trim_ascii().is_empty() || first.trim_ascii().is_empty(),
        }
    }

    /// The edit that makes it, with lines below it.
    pub(super) fn edit(&self, roadmap: &Roadmap, lines: &str, effect: Effect) -> Edit {
        let ending = line_ending(roadmap);
        let is_last = self.at == roadmap.len();
        let before = self.at.checked_sub(1).map(|last| roadmap.section_at(last));
        let before = before.map_or(&b""[..], |index| roadmap.sections()[index].text.as_bytes());
        let (blank, below) = (usize::from(self.has_blank_before), usize::from(self.has_blank_below));
        let (n_before, n_behind) = match Ending::of(before) {
            Ending::Nothing | Ending::BlankLine => (0, 1),
            Ending::Line => (blank, 1),
            // The file keeps its missing line ending.
            Ending::OpenBlankLine => (1, 0),
            Ending::OpenLine => (1 + blank, 0),
        };
        // What follows keeps its distance.
        let distance = blank.max(usize::from(Ending::of(before) == Ending::BlankLine));
        let n_behind = if is_last { n_behind } else { 1 + distance };
        let marks = "#".repeat(usize::from(self.level));
        let new = format!(
            "{}{marks} {}{}{lines}{}",
            ending.repeat(n_before),
            self.text,
            ending.repeat(1 + below),
            ending.repeat(n_behind)
        );
        let splice = Splice { span: Span::new(self.at, self.at), old: Vec::new(), new: new.into_bytes() };
        Edit::new(vec![splice], effect)
    }

    /// Whether a section has this heading and is one of a journal for it.
    pub(super) fn reads(&self, section: &Section) -> bool {
        let text = section.heading_text().unwrap_or_default();
        let is_it = if self.is_day {
            date_at_the_beginning(text).is_some()
        } else {
            section.kind == SectionKind::Journal
        };
        is_it && text == self.text && section.level == self.level
    }
}

/// How a text ends.
#[derive(PartialEq, Eq)]
enum Ending {
    Nothing,
    /// With a line that has something, and its line ending.
    Line,
    BlankLine,
    /// The same without a line ending.
    OpenLine,
    OpenBlankLine,
}

impl Ending {
    fn of(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let whole = bytes.strip_suffix(b"\n").map(|rest| rest.strip_suffix(b"\r").unwrap_or(rest));
        let whole = whole.or_else(|| bytes.strip_suffix(b"\r"));
        let is_open = whole.is_none();
        let rest = whole.unwrap_or(bytes);
        let start = memchr::memrchr2(b'\n', b'\r', rest).map_or(0, |end| end + 1);
        match (bytes.is_empty(), is_open, rest[start..].trim_ascii().is_empty()) {
            (true, _, _) => Self::Nothing,
            (_, false, false) => Self::Line,
            (_, false, true) => Self::BlankLine,
            (_, true, false) => Self::OpenLine,
            (_, true, true) => Self::OpenBlankLine,
        }
    }
}

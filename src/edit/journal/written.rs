//! The lines of a new entry, and as what they must be read where they are put.

use crate::edit::{Edit, Effect, track, verify};
use crate::error::Error;
use crate::model::{Roadmap, Section};
use crate::settings::Defaults;
use crate::span::lines;

/// Tabs go to the next column that this divides (CommonMark 2.2).
const TAB: usize = 4;

/// An entry as it is written.
pub(super) struct Written {
    /// Its words with date and kind, and the lines below them without their indent.
    pub(super) lines: Vec<String>,
    pub(super) effect: Effect,
    /// The items that it must be read as: how deep they lie, and their words.
    items: Vec<(u16, String)>,
    /// Whether one of them may be a heading.
    has_headings: bool,
}

impl Written {
    /// With a child for each of some lines.
    pub(super) fn with_items(first: &str, children: impl Iterator<Item = String>) -> Self {
        let mut items = vec![(0, words(first))];
        let mut lines = vec![first.to_owned()];
        for child in children {
            items.push((1, words(&child)));
            lines.push(format!("- {child}"));
        }
        let effect = Effect { items: items.len() as i32, ..Effect::default() };
        Self { lines, effect, items, has_headings: false }
    }

    /// With Markdown below it, which says the same there as by itself.
    pub(super) fn with_markdown(first: &str, text: &str) -> Result<Self, Error> {
        let below = lines(text).map(cleaned);
        // In code between fences a tab is a tab.
        let has_fence = text.contains("```") || text.contains("~~~");
        let below = below.map(|line| if has_fence { line } else { with_blanks(&line) });
        let lines: Vec<String> = std::iter::once(first.to_owned()).chain(below).collect();
        let alone = format!("# Journal\n\n{}\n", block("- ", "  ", &lines, "\n"));
        let alone = Roadmap::read(alone.into(), Defaults::default());
        let [_, section] = alone.sections() else {
            return Err(Error::new(super::ATTEMPTED, "what stands below its words would not belong to it"));
        };
        let effect = Effect {
            items: section.items.len() as i32,
            boxes: section.items.iter().filter(|item| item.mark.is_some()).count() as i32,
            tables: section.tables.len() as i32,
            ..Effect::default()
        };
        let items = section.items.iter().map(|item| (item.depth, words(item.text(section)))).collect();
        Ok(Self { lines, effect, items, has_headings: true })
    }

    /// Whether an item of a section is this entry, with what is below it and no more.
    pub(super) fn reads(&self, section: &Section, index: u32) -> bool {
        let entry = index as usize..index as usize + self.items.len();
        let Some(items) = section.items.get(entry.clone()) else { return false };
        let is_whole = items[0].end as usize == entry.end && items[0].parent.is_none();
        let read = items.iter().map(|item| (item.depth, words(item.text(section))));
        let is_plain = self.has_headings || !items.iter().any(|item| track::is_heading(item.text(section)));
        // A section that holds a matrix is no journal.
        let is_journal = section.tables.iter().all(|table| table.matrix.is_none());
        is_whole && is_plain && is_journal && read.eq(self.items.iter().cloned())
    }
}

/// The first of some edits that passes [`verify::check`] with the entry it writes; the reason of the last where none does.
pub(super) fn first_that_reads<'a>(
    roadmap: &Roadmap,
    edits: impl IntoIterator<Item = (Edit, &'a Written)>,
    section: u32,
    index: u32,
) -> Result<Edit, Error> {
    let mut refused = None;
    for (edit, written) in edits {
        match verify::check(roadmap, &edit, section, |section| written.reads(section, index)) {
            Ok(()) => return Ok(edit),
            Err(error) => refused = Some(error),
        }
    }
    Err(refused.expect("there is a way to write it"))
}

/// An entry's lines as they stand: the first behind `head`, the others behind `below`.
pub(super) fn block(head: &str, below: &str, written: &[String], ending: &str) -> String {
    let mut written = written.iter();
    let first = written.next().map(|line| format!("{head}{line}")).unwrap_or_default();
    written.fold(first, |block, line| {
        let line =
            if line.trim().is_empty() { below.trim_end().to_owned() } else { format!("{below}{line}") };
        format!("{block}{ending}{line}")
    })
}

/// A paragraph's words, whatever its lines are indented by.
fn words(text: &str) -> String {
    text.split_whitespace().filter(|word| *word != ">").collect::<Vec<_>>().join(" ")
}

/// A line without control characters.
fn cleaned(line: &str) -> String {
    let is_control =
        |char: char| char.is_control() && char != '\t' || matches!(char, '\u{2028}' | '\u{2029}');
    line.replace(is_control, " ")
}

/// A line with the tabs of its indent as blanks: further in they would reach other columns.
fn with_blanks(line: &str) -> String {
    let text = line.trim_start_matches([' ', '\t']);
    let indent = line.chars().take(line.len() - text.len());
    let columns =
        indent.fold(0, |column, char| if char == '\t' { column / TAB * TAB + TAB } else { column + 1 });
    format!("{}{text}", " ".repeat(columns))
}

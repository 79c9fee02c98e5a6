//! Changes an entry's words, its kind or its date, and leaves the rest of its line as it is.

use std::ops::Range;

use jiff::civil::Date;

use crate::edit::lines::Lines;
use crate::edit::{Edit, Effect, Splice, reword as words_of_item, track, verify, words};
use crate::error::Error;
use crate::model::Roadmap;
use crate::model::journal::{EntryKind, EntryPlace, Head, Part, PartKind, has_words, words_of_day};
use crate::span::Span;

const ATTEMPTED: &str = "reword the entry";

/// What an entry becomes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rewording {
    /// None keeps it.
    pub date: Option<Date>,
    /// None keeps it.
    pub kind: Option<EntryKind>,
    pub words: String,
}

impl Rewording {
    /// What a user typed for an entry's words: a date and a kind before them are meant as such, unless the old words
    /// begin with them too.
    pub fn typed(text: &str, old: &str) -> Self {
        let before_words = |head: &Head| (head.date(), head.kind.as_ref().map(|(kind, _)| *kind));
        let head = Head::read(text);
        if before_words(&head) == before_words(&Head::read(old)) {
            return Self { words: text.to_owned(), ..Self::default() };
        }
        let (date, kind) = before_words(&head);
        Self { date, kind, words: text.get(head.words_start..).unwrap_or_default().to_owned() }
    }
}

/// `- 2026-11-22 **Lesson**: old` → `- 2026-11-22 **Mistake**: new`
///
/// A name that another one takes the place of keeps its marks; of words over several lines only those that differ are
/// replaced.
pub(in crate::edit) fn reword(roadmap: &Roadmap, place: EntryPlace, to: &Rewording) -> Result<Edit, Error> {
    has_one_paragraph(roadmap, place)?;
    let line = words::one_line(&to.words, ATTEMPTED)?;
    if !has_words(&line) {
        return Err(super::no_words(ATTEMPTED));
    }
    let section = place.section();
    let lines = Lines::of(roadmap, section);
    let (text, n_quotes) = text_of(&lines, place);
    let old = text.of(lines.text());
    if old.is_empty() {
        return Err(Error::new(ATTEMPTED, "it has no text of its own").hint("edit the file there"));
    }
    let head = Head::read(old);
    let start = text.start as usize;
    let in_section = |range: &Range<usize>| start + range.start..start + range.end;
    let day = roadmap.day_of(section);
    let date = to.date.filter(|date| head.date().or(day) != Some(*date));
    let kind = to.kind.filter(|kind| head.kind() != *kind);
    let words_start = start + head.words_start;
    let mut splices = Vec::new();
    let mut before_words = String::new();
    match (date, &head.date) {
        (Some(date), Some((_, at))) => splices.push(lines.splice(in_section(at), date.to_string())),
        (Some(date), None) => splices.push(lines.insertion(start, format!("{date} "))),
        (None, _) => {}
    }
    match (kind, &head.kind) {
        (Some(kind), Some((_, at))) => splices.push(lines.splice(in_section(at), kind.name())),
        (Some(kind), None) => before_words = format!("**{}**: ", kind.name()),
        (None, _) => {}
    }
    let old_words = old.get(head.words_start..).unwrap_or_default();
    let ways = [line.clone(), words::escaped(&line)];
    let word_by_word = ways.iter().filter(|_| before_words.is_empty()).map(|line| {
        let runs = words_of_item::changed(old_words, n_quotes, line);
        runs.into_iter()
            .map(|(at, new)| lines.splice(words_start + at.start..words_start + at.end, new))
            .collect::<Vec<_>>()
    });
    let whole = ways
        .iter()
        .map(|line| vec![lines.splice(words_start..text.end as usize, format!("{before_words}{line}"))]);
    let edits: Vec<Edit> = word_by_word
        .chain(whole)
        .map(|words| {
            // Both may be put in at one place.
            let all = merged(splices.iter().cloned().chain(words).collect());
            Edit::new(all, Effect::default())
        })
        .collect();
    let meant = (date.or(head.date()), kind.unwrap_or(head.kind()));
    verify::first_that_reads(roadmap, edits, section, |section| {
        let span = match place {
            EntryPlace::Item(place) => section.items.get(place.item as usize).map(|item| item.text),
            EntryPlace::Section(_) => words_of_day(section),
        };
        let Some(text) = span.map(|span| span.of(section.text.as_str())) else { return false };
        let is_heading = matches!(place, EntryPlace::Item(_)) && track::is_heading(text);
        let head = Head::read(text);
        let words = words_of_item::joined(text.get(head.words_start..).unwrap_or_default(), n_quotes);
        let is_it = |line: &String| line.split_whitespace().eq(words.split_whitespace());
        !is_heading && (head.date(), head.kind()) == meant && ways.iter().any(is_it)
    })
}

/// Splices at one place as one.
fn merged(splices: Vec<Splice>) -> Vec<Splice> {
    let mut merged: Vec<Splice> = Vec::new();
    for splice in splices {
        match merged.last_mut() {
            Some(last) if last.span.end == splice.span.start && last.span.is_empty() => {
                last.span.end = splice.span.end;
                last.old.extend(splice.old);
                last.new.extend(splice.new);
            }
            _ => merged.push(splice),
        }
    }
    merged
}

/// An entry's words in one line: what an editor of them begins with. Refused where one line cannot hold them.
pub fn entry_to_edit(roadmap: &Roadmap, place: EntryPlace) -> Result<String, Error> {
    has_one_paragraph(roadmap, place)?;
    let lines = Lines::of(roadmap, place.section());
    let (text, n_quotes) = text_of(&lines, place);
    let text = text.of(lines.text());
    Ok(words_of_item::joined(text.get(Head::read(text).words_start..).unwrap_or_default(), n_quotes))
}

/// What else belongs to an item stays beside its words; the words of a day are all that stands there.
fn has_one_paragraph(roadmap: &Roadmap, place: EntryPlace) -> Result<(), Error> {
    let is_day = matches!(place, EntryPlace::Section(_));
    let entry = roadmap.entry(place).filter(|_| is_day);
    let parts = entry.as_ref().map_or(Vec::new(), |entry| entry.parts(roadmap));
    match &*parts {
        [] | [Part { kind: PartKind::Paragraph, .. }] => Ok(()),
        [_] => Err(Error::new(ATTEMPTED, "it is no paragraph").hint("edit it in an editor")),
        _ => Err(Error::new(ATTEMPTED, "it has several paragraphs").hint("edit it in an editor")),
    }
}

/// An entry's text with date and kind, and how many quote markers stand before each of its lines.
fn text_of(lines: &Lines<'_>, place: EntryPlace) -> (Span, usize) {
    match place {
        EntryPlace::Item(place) => {
            let item = lines.item(place.item);
            (item.text, lines.quotes(item))
        }
        EntryPlace::Section(_) => (words_of_day(lines.section).unwrap_or_default(), 0),
    }
}

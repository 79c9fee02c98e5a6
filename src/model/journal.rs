//! The journal: what was done, went wrong and was learnt, by days (format.md, "The journal").
//!
//! An entry is a list item of a journal section, or the words below a heading that is a date. Items below a dated heading
//! are entries of that day. Adding one is [`crate::edit`]'s.

use jiff::civil::Date;

use super::{Place, Roadmap, Section, SectionKind};
use crate::span::{Span, offset};

/// One entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    pub place: EntryPlace,
    /// Its own, else that of the heading above it.
    pub date: Option<Date>,
    pub kind: EntryKind,
    /// Its words behind date and kind, in its section's text.
    pub text: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryPlace {
    /// The item, with all below it.
    Item(Place),
    /// The words right below the dated heading of a section.
    Section(u32),
}

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    Project,
    Mistake,
    Lesson,
    Assessment,
    Note,
}

impl EntryKind {
    pub const ALL: [Self; 5] = [Self::Project, Self::Mistake, Self::Lesson, Self::Assessment, Self::Note];

    pub fn name(self) -> &'static str {
        match self {
            Self::Project => "Project",
            Self::Mistake => "Mistake",
            Self::Lesson => "Lesson",
            Self::Assessment => "Assessment",
            Self::Note => "Note",
        }
    }

    /// The kind of a name, in any case.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(name))
    }
}

impl Roadmap {
    /// The entries of all journal sections, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        (0..)
            .zip(self.sections())
            .filter(|(_, section)| section.kind == SectionKind::Journal)
            .flat_map(|(index, section)| entries_of(index, section))
    }
}

fn entries_of(index: u32, section: &Section) -> impl Iterator<Item = Entry> {
    let day = section.heading_text().and_then(date_at_the_beginning);
    let text = section.text.as_str();
    let entry = move |place, span: Span| {
        let (date, kind, words) = read(span.of(text));
        let start = span.end - offset(words.len());
        Entry { place, date: date.or(day), kind, text: Span { start, end: span.end } }
    };
    let prose = day.filter(|_| !section.prose.is_empty());
    let prose = prose.map(|_| entry(EntryPlace::Section(index), section.prose));
    let items = (0..).zip(&section.items).filter(|(_, item)| item.parent.is_none());
    let items =
        items.map(move |(item, value)| entry(EntryPlace::Item(Place { section: index, item }), value.text));
    prose.into_iter().chain(items)
}

/// The date at the beginning of a text, which may be in bold or in brackets.
pub fn date_at_the_beginning(text: &str) -> Option<Date> {
    split_date(text).0
}

/// `2026-11-22 **Lesson**: words` → its date, its kind, its words.
fn read(text: &str) -> (Option<Date>, EntryKind, &str) {
    let (date, rest) = split_date(text);
    let unmarked = rest.trim_start_matches(['*', '_']);
    let name_len = unmarked.find(|char: char| !char.is_ascii_alphabetic()).unwrap_or(unmarked.len());
    let named = unmarked.split_at_checked(name_len).and_then(|(name, behind)| {
        let kind = EntryKind::of_name(name)?;
        let words = behind.trim_start_matches(['*', '_']).strip_prefix(':')?;
        Some((kind, words.trim_start_matches(['*', '_']).trim_start()))
    });
    match named {
        Some((kind, words)) => (date, kind, words),
        None => (date, EntryKind::Note, rest),
    }
}

fn split_date(text: &str) -> (Option<Date>, &str) {
    let begin = text.trim_start_matches(['*', '_', '[', '(']);
    let split = begin.split_at_checked(10).and_then(|(date, rest)| Some((date.parse().ok()?, rest)));
    match split {
        Some((date, rest)) => (Some(date), rest.trim_start_matches(['*', '_', ']', ')', ':']).trim_start()),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    /// `date kind words`, an entry a line.
    fn entries(text: &str) -> Vec<String> {
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        let told = roadmap.entries().map(|entry| {
            let section = match entry.place {
                EntryPlace::Item(place) => place.section,
                EntryPlace::Section(section) => section,
            };
            let date = entry.date.map_or("-".to_owned(), |date| date.to_string());
            let words = entry.text.of(roadmap.section(section).text.as_str());
            format!("{date} {} {words}", entry.kind.name())
        });
        told.collect()
    }

    #[test]
    fn an_entry_has_a_date_a_kind_and_words() {
        let text = "# Journal\n\n- 2026-11-22 **Lesson**: one #tag\n  - more\n- **2026-11-21** mistake: two\n- (2026-11-20) three\n- **Project:** four\n- lessons: five\n- [ ] 2026-13-01 six\n";
        assert_eq!(
            entries(text),
            [
                "2026-11-22 Lesson one #tag",
                "2026-11-21 Mistake two",
                "2026-11-20 Note three",
                "- Project four",
                "- Note lessons: five",
                "- Note 2026-13-01 six",
            ]
        );
    }

    #[test]
    fn a_dated_heading_and_what_stands_below_it_are_entries_of_that_day() {
        let text = "# Diary\n\nAbout it.\n\n## 2026-11-22\n\nAll day long.\n\n- **Mistake**: a\n- 2026-11-21 b\n\n## 2026-11-20 Friday\n\n# Goals\n\n- 2026-11-19 c\n";
        assert_eq!(
            entries(text),
            ["2026-11-22 Note All day long.", "2026-11-22 Mistake a", "2026-11-21 Note b"]
        );
    }
}

//! The journal: what was done, went wrong and was learnt, by days (format.md, "The journal").
//!
//! An entry is a list item of a journal section, or the words below a heading that is a date. Items below a dated heading
//! are entries of that day. Adding one is [`crate::edit`]'s.

mod part;
mod tag;

pub use part::{Part, PartKind};
pub use tag::{is_in_tag, tags_in};

use std::cmp::Reverse;
use std::ops::Range;

use jiff::civil::Date;

use super::{Item, Place, Roadmap, Section, SectionKind};
use crate::span::{Span, line_start, offset};

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

impl EntryPlace {
    pub fn section(self) -> u32 {
        match self {
            Self::Item(place) => place.section,
            Self::Section(section) => section,
        }
    }
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

impl Entry {
    /// Its words, as the file has them.
    pub fn words<'a>(&self, roadmap: &'a Roadmap) -> &'a str {
        self.text.of(roadmap.section(self.place.section()).text.as_str())
    }

    /// The items below it.
    pub fn children<'a>(&self, roadmap: &'a Roadmap) -> &'a [Item] {
        match self.place {
            EntryPlace::Item(place) => roadmap.section(place.section).below(place.item),
            EntryPlace::Section(_) => &[],
        }
    }

    /// Its tags and those of all that belongs to it, without their `#`, each once.
    pub fn tags<'a>(&self, roadmap: &'a Roadmap) -> Vec<&'a str> {
        let mut tags: Vec<&str> = Vec::new();
        for tag in self.parts(roadmap).iter().flat_map(Part::tags) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        tags
    }

    /// The line on which it begins, counted from 1.
    pub fn line(&self, roadmap: &Roadmap) -> usize {
        match self.place {
            EntryPlace::Item(place) => roadmap.item_line(place),
            EntryPlace::Section(section) => roadmap.line_of(section, self.text.start),
        }
    }
}

impl Roadmap {
    /// The entries of all journal sections, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        (0..)
            .zip(self.sections())
            .filter(|(_, section)| section.kind == SectionKind::Journal)
            .flat_map(|(index, section)| entries_of(self.day_of(index), index, section))
    }

    /// The entry at a place.
    pub fn entry(&self, place: EntryPlace) -> Option<Entry> {
        let index = place.section();
        let section = self.sections().get(index as usize)?;
        let mut entries = entries_of(self.day_of(index), index, section);
        entries.find(|entry| entry.place == place && section.kind == SectionKind::Journal)
    }

    /// Whether there is a section for entries.
    pub fn has_journal(&self) -> bool {
        self.sections().iter().any(|section| section.kind == SectionKind::Journal)
    }

    /// The entries, the newest first; those of one day in the order that the journal has, and those without a date last.
    pub fn entries_newest_first(&self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.entries().collect();
        let mut dates = entries.iter().filter_map(|entry| entry.date);
        let first = dates.next();
        if first < dates.next_back() && first.is_some() {
            entries.reverse();
        }
        entries.sort_by_key(|entry| Reverse(entry.date));
        entries
    }

    /// The day of a journal's section: the date of its own heading, else of the nearest one above it.
    pub fn day_of(&self, section: u32) -> Option<Date> {
        std::iter::once(section)
            .chain(self.ancestors(section))
            .map(|index| self.section(index))
            .take_while(|section| section.kind == SectionKind::Journal)
            .find_map(|section| date_at_the_beginning(section.heading_text()?))
    }
}

fn entries_of(day: Option<Date>, index: u32, section: &Section) -> impl Iterator<Item = Entry> {
    let text = section.text.as_str();
    let entry = move |place, span: Span| {
        let head = Head::read(span.of(text));
        let start = span.start + offset(head.words_start);
        Entry { place, date: head.date().or(day), kind: head.kind(), text: Span { start, end: span.end } }
    };
    let prose = day.and_then(|_| words_of_day(section));
    let prose = prose.map(|words| entry(EntryPlace::Section(index), words));
    let items = (0..).zip(&section.items).filter(|(_, item)| item.parent.is_none());
    let items =
        items.map(move |(item, value)| entry(EntryPlace::Item(Place { section: index, item }), value.text));
    prose.into_iter().chain(items)
}

/// The words below a heading, up to the first item, which may stand in a quote.
pub fn words_of_day(section: &Section) -> Option<Span> {
    let Span { start, end } = section.prose;
    let item = section.items.first().filter(|item| item.marker.start < end);
    let item = item.map(|item| line_start(section.text.as_bytes(), item.marker.start as usize));
    let end = item.map_or(end, |line| offset(line).max(start));
    let text = Span { start, end }.of(section.text.as_str());
    let words = text.trim_end_matches(['>', ' ', '\t', '\r', '\n']);
    has_words(words).then(|| Span { start, end: start + offset(words.len()) })
}

/// Whether a text is more than marks: a quote marker before a list is no prose.
pub fn has_words(text: &str) -> bool {
    text.contains(|char: char| !char.is_ascii() || char.is_ascii_alphanumeric())
}

/// The date at the beginning of a text, which may be in bold or in brackets.
pub fn date_at_the_beginning(text: &str) -> Option<Date> {
    without_date(text).0
}

/// A text without the date at its beginning, and that date.
pub fn without_date(text: &str) -> (Option<Date>, &str) {
    let (date, rest) = split_date(text);
    (date.map(|(date, _)| date), rest)
}

/// What stands before an entry's words, and where in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub date: Option<(Date, Range<usize>)>,
    /// The kind and its name alone, without what makes it bold.
    pub kind: Option<(EntryKind, Range<usize>)>,
    pub words_start: usize,
}

impl Head {
    /// Reads `2026-11-22 **Lesson**: words`.
    pub fn read(text: &str) -> Self {
        let (date, rest) = split_date(text);
        let unmarked = rest.trim_start_matches(['*', '_']);
        let name_len = unmarked.find(|char: char| !char.is_ascii_alphabetic()).unwrap_or(unmarked.len());
        let named = unmarked.split_at_checked(name_len).and_then(|(name, behind)| {
            let kind = EntryKind::of_name(name)?;
            let words = behind.trim_start_matches(['*', '_']).strip_prefix(':')?;
            let start = text.len() - unmarked.len();
            Some(((kind, start..start + name_len), words.trim_start_matches(['*', '_']).trim_start()))
        });
        let (kind, words) = named.map_or((None, rest), |(kind, words)| (Some(kind), words));
        Self { date, kind, words_start: text.len() - words.len() }
    }

    pub fn date(&self) -> Option<Date> {
        self.date.as_ref().map(|(date, _)| *date)
    }

    pub fn kind(&self) -> EntryKind {
        self.kind.as_ref().map_or(EntryKind::Note, |(kind, _)| *kind)
    }
}

/// The date at the beginning with its ten bytes, and what follows it.
fn split_date(text: &str) -> (Option<(Date, Range<usize>)>, &str) {
    let begin = text.trim_start_matches(['*', '_', '[', '(']);
    let start = text.len() - begin.len();
    let split = begin.split_at_checked(10).and_then(|(date, rest)| Some((date.parse().ok()?, rest)));
    match split {
        Some((date, rest)) => {
            let behind = rest.trim_start_matches(['*', '_', ']', ')', ':']).trim_start();
            (Some((date, start..start + 10)), behind)
        }
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
            let date = entry.date.map_or("-".to_owned(), |date| date.to_string());
            format!("{date} {} {}", entry.kind.name(), entry.words(&roadmap))
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

    #[test]
    fn what_stands_below_a_part_of_a_day_is_of_that_day() {
        let text =
            "# Diary\n\n## 2026-11-22\n\n### Morning\n\nUp early.\n\n- a\n\n## Later\n\nNo day.\n\n- b\n";
        assert_eq!(entries(text), ["2026-11-22 Note Up early.", "2026-11-22 Note a", "- Note b"]);
    }

    fn newest_first(text: &str) -> String {
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        let entries = roadmap.entries_newest_first();
        entries.iter().map(|entry| entry.words(&roadmap)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_newest_comes_first_whatever_the_order_of_the_file() {
        assert_eq!(
            newest_first("# Journal\n- 2026-11-22 a\n- 2026-11-22 b\n- 2026-11-20 c\n- d\n"),
            "a b c d"
        );
        assert_eq!(
            newest_first("# Journal\n- d\n- 2026-11-20 c\n- 2026-11-22 b\n- 2026-11-22 a\n"),
            "a b c d"
        );
        assert_eq!(newest_first("# Journal\n- a\n- b\n"), "a b");
    }

    /// `kind depth plain`, a part each.
    fn parts(text: &str) -> Vec<String> {
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        let told = roadmap.entries().flat_map(|entry| {
            let told = |part: &Part<'_>| {
                format!("{} {} {}", part.kind.name(), part.depth, part.plain(roadmap.definitions()))
            };
            entry.parts(&roadmap).iter().map(told).collect::<Vec<_>>()
        });
        told.collect()
    }

    #[test]
    fn all_that_stands_in_an_entry_belongs_to_it() {
        let text = "# Journal\n\n- [x] 2026-11-22 **Lesson**: a\n  b\n\n  *second*\n  > q\n  > r\n  >\n  > s\n  - child\n\n    ```js\n    let a;\n      b\n    ```\n\n        indented\n  | a | b |\n  |---|---|\n- other\n  - below\n";
        let expected = [
            "paragraph 0 a b",
            "paragraph 0 second",
            "quote 0 q r",
            "quote 0 s",
            "item 1 child",
            "code 1 let a;\n  b",
            "code 1 indented",
            "table 0 | a | b |\n|---|---|",
            "paragraph 0 other",
            "item 1 below",
        ];
        assert_eq!(parts(text), expected);
        assert_eq!(parts(&text.replace('\n', "\r\n")), expected);
        assert_eq!(
            parts("# Journal\n\n> - a\n>   - b\n>\n>     ~~~\n>     x\n>      y\n"),
            ["paragraph 0 a", "item 1 b", "code 1 x\n y"]
        );
        assert_eq!(parts("# Journal\n- ```\n  x\n"), ["paragraph 0 ", "code 0 x"]);
    }

    #[test]
    fn a_day_is_of_paragraphs_quotes_and_code() {
        let text = "# Journal\n## 2026-11-22\n\nLesson: one\ntwo\n\n> q\n> r\n\n\tcode\n\t  in\n\n- i\n";
        let expected = ["paragraph 0 one two", "quote 0 q r", "code 0 code\n  in", "paragraph 0 i"];
        assert_eq!(parts(text), expected);
        assert_eq!(parts("# Journal\n## 2026-11-22\nOne line.\n"), ["paragraph 0 One line."]);
    }

    #[test]
    fn code_has_no_tags() {
        let text = "# Journal\n- `a #no` #yes ``b ` #no`` \\` #as\n\n  #more `\n\n      #no\n\n  ```\n  #no\n  ```\n  > #quoted\n";
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        let entry = roadmap.entries().next().unwrap();
        assert_eq!(entry.tags(&roadmap), ["yes", "as", "more", "quoted"]);
    }

    #[test]
    fn an_entry_has_the_tags_of_all_that_belongs_to_it() {
        let text = "# Journal\n- 2026-11-22 a #one (#two/x) `#three` C# #4 #5th.\n  - b #one #six\n  - c #säb\n- #no\n";
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        let entry = roadmap.entries().next().unwrap();
        assert_eq!(entry.tags(&roadmap), ["one", "two/x", "5th", "six", "säb"]);
        assert_eq!((entry.line(&roadmap), entry.children(&roadmap).len()), (2, 2));
    }
}

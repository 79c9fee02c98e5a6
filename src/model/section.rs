//! A heading and what follows it up to the next heading.

use super::counts::Counts;
use super::item::Item;
use super::table::Table;
use crate::settings::DoneDate;
use crate::span::{Span, Text};

/// One section. Its spans are of its own text, so an edit moves nothing in the others.
#[derive(Debug, Clone)]
pub struct Section {
    pub text: Text,
    /// Where its text begins in the file, in bytes.
    pub offset: usize,
    /// How many lines stand before it in the file.
    pub line: usize,
    /// The heading's level, 1 to 6; 0 for what stands before the first heading.
    pub level: u8,
    /// The heading without its marks; empty for what stands before the first heading.
    pub heading: Span,
    /// The heading with its marks.
    pub heading_block: Span,
    pub kind: SectionKind,
    /// Whether the kind is its own and not that of a heading above.
    pub(super) own_kind: Option<SectionKind>,
    /// The text from the heading to the first list or table.
    pub prose: Span,
    /// In pre-order; an item's descendants are the slice behind it.
    pub items: Vec<Item>,
    pub tables: Vec<Table>,
    /// The section of the heading above; none for the first section.
    pub parent: Option<u32>,
    /// The index one past the last section below it.
    pub end: u32,
    /// Its own items, and with those of the sections below it.
    pub own: Counts,
    pub total: Counts,
    /// The text may be cut before it: it and what follows up to the next cut can be parsed on their own.
    pub(super) begins_stretch: bool,
    /// The form of the dates of its done items.
    pub(super) done_dates: Option<DoneDate>,
    /// The parser could make nothing of it.
    pub(super) is_unreadable: bool,
}

impl Section {
    /// Whether the parser could make nothing of its text.
    pub fn is_unreadable(&self) -> bool {
        self.is_unreadable
    }

    pub fn heading_text(&self) -> Option<&str> {
        (self.level > 0).then(|| self.heading.of(self.text.as_str()))
    }

    /// The items below an item, in pre-order.
    pub fn below(&self, item: u32) -> &[Item] {
        let end = self.items.get(item as usize).map_or(0, |value| value.end) as usize;
        self.items.get(item as usize + 1..end).unwrap_or_default()
    }

    /// The indices of an item's children.
    pub fn children(&self, item: u32) -> impl Iterator<Item = u32> {
        let end = self.items[item as usize].end;
        let within = move |child: u32| (child < end).then_some(child);
        std::iter::successors(within(item + 1), move |&child| within(self.items[child as usize].end))
    }
}

/// What a section is about, by the words of its heading (format.md, "Section kind"), in the order in which a heading is
/// asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionKind {
    Matrix,
    Journal,
    Goals,
    SoftSkills,
    Competencies,
    Practice,
    Resources,
    Assessment,
    Other,
}

impl SectionKind {
    pub const ALL: [Self; 9] = [
        Self::Matrix,
        Self::Journal,
        Self::Goals,
        Self::SoftSkills,
        Self::Competencies,
        Self::Practice,
        Self::Resources,
        Self::Assessment,
        Self::Other,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Journal => "journal",
            Self::Goals => "goals",
            Self::SoftSkills => "soft-skills",
            Self::Competencies => "competencies",
            Self::Practice => "practice",
            Self::Resources => "resources",
            Self::Assessment => "assessment",
            Self::Other => "other",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name || kind.name().replace('-', " ") == name)
    }

    /// The first kind that a heading's whole words speak of, in any case, singular or plural.
    pub fn of_heading(heading: &str) -> Option<Self> {
        let heading = heading.to_ascii_lowercase();
        let mut found: Option<Self> = None;
        let mut follows_soft = false;
        for word in heading.split(|char: char| !char.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let singular = word.strip_suffix('s').unwrap_or(word);
            let kind = if follows_soft && singular == "skill" {
                Some(Self::SoftSkills)
            } else {
                Self::of_word(singular)
            };
            // A heading with words of several kinds is of the kind that stands first in the list.
            found = found.into_iter().chain(kind).min();
            follows_soft = singular == "soft";
        }
        found
    }

    /// The kind that a word in lower case speaks of, the `s` at its end taken off.
    fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "journal" | "diary" | "diarie" | "logbook" | "retrospective" => Self::Journal,
            "goal" | "objective" | "outcome" => Self::Goals,
            "leadership" | "communication" | "behaviour" | "behavior" => Self::SoftSkills,
            "competency" | "competencie" | "competence" | "skill" | "topic" | "knowledge" => {
                Self::Competencies
            }
            "practical" | "practice" | "experience" | "project" | "exercise" => Self::Practice,
            "resource" | "reading" | "book" | "course" | "link" => Self::Resources,
            "evaluation" | "assessment" | "checklist" | "tracking" => Self::Assessment,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn children_are_found_up_to_the_last_item() {
        let text = "- a\n- b\n  - c\n    - d\n  - e\n";
        let roadmap = crate::model::Roadmap::read(text.into(), crate::settings::Defaults::default());
        let children = |item| roadmap.section(0).children(item).collect::<Vec<_>>();
        assert_eq!([children(0), children(1), children(4)], [vec![], vec![2, 4], vec![]]);
    }

    #[test]
    fn the_first_kind_that_fits_wins() {
        let kind = |heading| SectionKind::of_heading(heading);
        assert_eq!(kind("🎯 Goals"), Some(SectionKind::Goals));
        assert_eq!(kind("🧠 Technical Competencies"), Some(SectionKind::Competencies));
        assert_eq!(kind("🤝 Soft Skills & Leadership"), Some(SectionKind::SoftSkills));
        assert_eq!(kind("Skills"), Some(SectionKind::Competencies));
        assert_eq!(kind("🔧 Practical Experience"), Some(SectionKind::Practice));
        assert_eq!(kind("📚 Resources"), Some(SectionKind::Resources));
        assert_eq!(kind("🧭 Tracking Progress & Evaluation"), Some(SectionKind::Assessment));
        assert_eq!(kind("Diaries"), Some(SectionKind::Journal));
        assert_eq!(kind("COMPETENCIES"), Some(SectionKind::Competencies));
        assert_eq!(kind("Skillful means"), None);
    }
}

//! What can be asked of an item, by name, and what may stand behind the name.

use super::{LevelTest, StateTest};
use crate::model::SectionKind;

/// The name before the colon of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    State,
    Tag,
    Note,
    Level,
    Phase,
    Section,
    Due,
    Done,
    Link,
}

impl Field {
    /// Every field, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::State,
        Self::Tag,
        Self::Note,
        Self::Level,
        Self::Phase,
        Self::Section,
        Self::Due,
        Self::Done,
        Self::Link,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::State => "state",
            Self::Tag => "tag",
            Self::Note => "note",
            Self::Level => "level",
            Self::Phase => "phase",
            Self::Section => "section",
            Self::Due => "due",
            Self::Done => "done",
            Self::Link => "link",
        }
    }

    /// The field of a name, in any case.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// What it asks for, in a few words.
    pub fn help(self) -> &'static str {
        match self {
            Self::State => "what its box says",
            Self::Tag => "what it is tagged with",
            Self::Note => "whether it has a note",
            Self::Level => "how well it is mastered",
            Self::Phase => "which phase it stands in",
            Self::Section => "what kind of section",
            Self::Due => "when it is due",
            Self::Done => "when it was done",
            Self::Link => "whether it has a link",
        }
    }

    /// What may stand behind the colon, for people.
    pub(super) fn values(self) -> String {
        match self {
            Self::State => StateTest::all().map(StateTest::name).collect::<Vec<_>>().join(", "),
            Self::Tag => "a tag, such as `tag:#node`".to_owned(),
            Self::Note | Self::Link => "yes, no".to_owned(),
            Self::Level => "1 to 5, <3, >=3, 1..3, none".to_owned(),
            Self::Phase => "its number, or words of its heading".to_owned(),
            Self::Section => SectionKind::ALL.map(SectionKind::name).join(", "),
            Self::Due | Self::Done => "yes, no, today, <today+7, >=2026-12-01, a..b".to_owned(),
        }
    }
}

impl LevelTest {
    /// What asks for items without a level.
    pub(super) const NONE: &'static str = "none";
}

//! List items and their boxes.

use super::section::Section;
use crate::settings::CountRule;
use crate::span::Span;

/// One list item, tracked or not. Spans are of its section's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// From its marker to the end of its last descendant, blank lines behind it left out.
    pub span: Span,
    /// `-`, `*`, `+`, `12.` or `12)`.
    pub marker: Span,
    /// The box; none where it is untracked.
    pub mark: Option<Mark>,
    pub state: State,
    /// The first paragraph, behind the box. It may have several lines.
    pub text: Span,
    /// The block quote that is its note.
    pub note: Option<Span>,
    /// How many items it lies in.
    pub depth: u16,
    pub parent: Option<u32>,
    /// The index one past its last descendant.
    pub end: u32,
    /// Whether an item below it has a box.
    pub has_tracked_below: bool,
    /// Leaves below it that are done, and that count.
    pub met_below: u32,
    pub of_below: u32,
}

/// The character between the brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Where the character stands in the section's text; the opening bracket is one byte before.
    pub at: u32,
    pub char: char,
}

impl Mark {
    /// The brackets and what is between them.
    pub fn span(self) -> Span {
        Span { start: self.at - 1, end: self.at + self.char.len_utf8() as u32 + 1 }
    }

    /// The character alone.
    pub fn char_span(self) -> Span {
        Span { start: self.at, end: self.at + self.char.len_utf8() as u32 }
    }
}

/// What a box says (format.md, "Items").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    Todo,
    Doing,
    Done,
    Skipped,
    Deferred,
    /// A character with no meaning here: shown and kept.
    Other,
    /// No box at all.
    Untracked,
}

impl State {
    pub const ALL: [Self; 7] =
        [Self::Todo, Self::Doing, Self::Done, Self::Skipped, Self::Deferred, Self::Other, Self::Untracked];

    pub fn of_char(char: char) -> Self {
        match char {
            ' ' => Self::Todo,
            '/' | '.' | 'o' | 'O' => Self::Doing,
            'x' | 'X' => Self::Done,
            '-' | '~' => Self::Skipped,
            '>' | '<' => Self::Deferred,
            _ => Self::Other,
        }
    }

    /// The character that is written for it; none for those that are never written.
    pub fn char(self) -> Option<char> {
        match self {
            Self::Todo => Some(' '),
            Self::Doing => Some('/'),
            Self::Done => Some('x'),
            Self::Skipped => Some('-'),
            Self::Deferred => Some('>'),
            Self::Other | Self::Untracked => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Todo => "todo",
            Self::Doing => "doing",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Deferred => "deferred",
            Self::Other => "other",
            Self::Untracked => "untracked",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    pub fn is_tracked(self) -> bool {
        self != Self::Untracked
    }

    /// Whether something is left to do.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Todo | Self::Doing | Self::Deferred)
    }
}

impl Item {
    pub fn is_leaf(&self) -> bool {
        !self.has_tracked_below
    }

    /// Whether it adds to the counts itself: a parent of boxes is counted through them.
    pub fn is_counted(&self, rule: CountRule) -> bool {
        self.is_leaf() || rule == CountRule::All || self.state == State::Untracked
    }

    /// Whether it has a state of its own and adds to the counts through its children.
    pub fn counts_by_children(&self, rule: CountRule) -> bool {
        !self.is_leaf() && rule != CountRule::All
    }

    /// Its first paragraph as it stands in the file.
    pub fn text<'a>(&self, section: &'a Section) -> &'a str {
        self.text.of(section.text.as_str())
    }
}

//! What a state cell says, and the tokens that say it (format.md, "The matrix").

use crate::model::State;

/// What a state cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellState {
    Done,
    Open,
    Partly,
    NotApplicable,
}

impl CellState {
    /// The state a token stands for; none for other text.
    pub fn of_token(cell: &str) -> Option<Self> {
        match cell.trim().to_lowercase().as_str() {
            "✅" | "☑" | "☑️" | "✔" | "✔️" | "✓" | "x" | "[x]" | "yes" | "done" => {
                Some(Self::Done)
            }
            "🔲" | "⬜" | "☐" | "◻" | "❌" | "[ ]" | "no" | "todo" | "" => Some(Self::Open),
            "🟡" | "🟨" | "🚧" | "🔄" | "◐" | "[/]" | "partial" => Some(Self::Partly),
            "➖" | "—" | "-" | "n/a" => Some(Self::NotApplicable),
            _ => None,
        }
    }

    /// The name by which it can be set.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Open => "open",
            Self::Partly => "partly",
            Self::NotApplicable => "n/a",
        }
    }

    /// What is written for it in a table that has no token of its own for it.
    pub fn token(self) -> &'static str {
        match self {
            Self::Done => "✅",
            Self::Open => "🔲",
            Self::Partly => "🟡",
            Self::NotApplicable => "➖",
        }
    }

    /// The next one as a cell is gone through: open, partly, done, and open again.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Open => Self::Partly,
            Self::Partly => Self::Done,
            Self::Done | Self::NotApplicable => Self::Open,
        }
    }

    /// The one before as a cell is gone through backwards.
    #[must_use]
    pub fn previous(self) -> Self {
        match self {
            Self::Open => Self::Done,
            Self::Done => Self::Partly,
            Self::Partly | Self::NotApplicable => Self::Open,
        }
    }

    /// The cell's state that says the same as an item's.
    pub fn of_state(state: State) -> Option<Self> {
        [Self::Done, Self::Open, Self::Partly, Self::NotApplicable]
            .into_iter()
            .find(|cell| cell.as_state() == state)
    }

    /// The item state that says the same.
    pub fn as_state(self) -> State {
        match self {
            Self::Done => State::Done,
            Self::Open => State::Todo,
            Self::Partly => State::Doing,
            Self::NotApplicable => State::Skipped,
        }
    }
}

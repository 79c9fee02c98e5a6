//! How a roadmap is counted and written: what the config says for all files and the front matter for one.

use serde::{Deserialize, Serialize};

/// Which boxes a number counts (format.md, "Counting").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountRule {
    /// Items without tracked items below them; a parent is counted through its children.
    #[default]
    Leaves,
    /// Every box, as GitHub does.
    All,
    /// Leaves, and a skipped one is done, as roadmap.sh does.
    SkippedAsDone,
}

impl CountRule {
    pub fn name(self) -> &'static str {
        match self {
            Self::Leaves => "leaves",
            Self::All => "all",
            Self::SkippedAsDone => "skipped-as-done",
        }
    }
}

/// Which characters may be written into a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StateSet {
    /// Obsidian's custom states, one character each.
    #[default]
    Obsidian,
    /// Only a space and `x`; other states are kept as a `[status:: …]` field.
    Github,
}

/// Whether ticking writes a date, and in which form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DoneDate {
    /// Only where the file already has such a date on an item, in that form.
    #[default]
    Off,
    /// `✅ 2026-11-22`
    Tasks,
    /// `[completion:: 2026-11-22]`
    Dataview,
}

/// Which other boxes follow when one is ticked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cascade {
    #[default]
    Off,
    /// A parent is done once all below it is, and no longer once one is not.
    Up,
    /// What is below a parent takes its state.
    Down,
    Both,
}

impl StateSet {
    pub fn name(self) -> &'static str {
        match self {
            Self::Obsidian => "obsidian",
            Self::Github => "github",
        }
    }
}

impl DoneDate {
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Tasks => "tasks",
            Self::Dataview => "dataview",
        }
    }
}

impl Cascade {
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Up => "up",
            Self::Down => "down",
            Self::Both => "both",
        }
    }

    pub fn goes_up(self) -> bool {
        matches!(self, Self::Up | Self::Both)
    }

    pub fn goes_down(self) -> bool {
        matches!(self, Self::Down | Self::Both)
    }
}

/// The settings that hold where a file's front matter says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Defaults {
    pub count: CountRule,
    pub states: StateSet,
    pub done_date: DoneDate,
    pub cascade: Cascade,
}

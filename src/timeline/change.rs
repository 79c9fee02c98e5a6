//! One thing that happened to a roadmap: an item's state or a skill's level became another.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::model::{Level, State};

/// A change, and when it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub at: Timestamp,
    /// The local date where it was made.
    pub date: Date,
    pub what: What,
}

/// What became another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The state of an item, by its slug path. None where it was not in the roadmap, or was not counted by itself.
    State { item: String, from: Option<State>, to: Option<State> },
    /// The state of an item that counts through its children, by its slug path. None where it was not in the roadmap, or
    /// had no children: then its state was one that counts.
    Parent { item: String, from: Option<State>, to: Option<State> },
    /// The level of a skill, by its name. None where it was not rated.
    Level { skill: String, from: Option<Level>, to: Option<Level> },
}

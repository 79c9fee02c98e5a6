//! What the assessment's tests share: texts read into a standing.

use super::{Ladder, Standing};
use crate::model::Roadmap;
use crate::settings::Defaults;

pub(super) fn read(text: &str) -> Roadmap {
    Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
}

pub(super) fn standing(text: &str, ladder: Option<&Ladder>) -> Standing {
    Standing::of(&read(text), ladder)
}

#[track_caller]
pub(super) fn ladder(text: &str) -> Ladder {
    Ladder::from_yaml(text).unwrap_or_else(|error| panic!("{error}"))
}

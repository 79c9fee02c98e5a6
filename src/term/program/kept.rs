//! What is said of words that are kept elsewhere than in the roadmap.

use std::path::PathBuf;

use crate::app::{Message, Status};

pub(super) fn told_of(kept: &[PathBuf]) -> Option<Message> {
    status_of(kept).map(Message::Told)
}

/// Where words of another program are that could not be brought together with the file.
pub(super) fn status_of(kept: &[PathBuf]) -> Option<Status> {
    let first = kept.first()?;
    Some(Status::warning(format!("what another program wrote is kept in {}", first.display())))
}

//! Why something could not be done: what was attempted, on which path, the reason, and what to do next.
//!
//! Bad Markdown is never an error (see [`crate::check`]). Knows nothing of exit codes: `main` turns a [`Kind`] into one.

use std::fmt;
use std::path::{Path, PathBuf};

/// A failed attempt, told so that its reader can act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    pub kind: Kind,
    /// What was attempted, as a verb: `open`, `save`, `find`.
    pub attempted: &'static str,
    pub path: Option<PathBuf>,
    pub reason: String,
    /// What the user can do about it, as a sentence.
    pub hint: Option<String>,
}

/// What an error means for the one who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It could not be done; nothing was written.
    Failed,
    /// There is no such file; nothing was written.
    Missing,
    /// It was asked in the wrong way; nothing was written.
    Usage,
    /// The file changed underneath and the edit has no sure place in the new text, or does not stop changing; nothing
    /// was written.
    Moved,
}

impl Error {
    pub fn new(attempted: &'static str, reason: impl Into<String>) -> Self {
        Self { kind: Kind::Failed, attempted, path: None, reason: reason.into(), hint: None }
    }

    /// An operating-system error on a path, in words.
    pub fn io(attempted: &'static str, path: &Path, source: &std::io::Error) -> Self {
        Self::new(attempted, describe(source)).at(path)
    }

    #[must_use]
    pub fn at(mut self, path: &Path) -> Self {
        self.path = Some(path.to_owned());
        self
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    #[must_use]
    pub fn of_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {}", self.attempted)?;
        if let Some(path) = &self.path {
            write!(f, " {}", path.display())?;
        }
        write!(f, ": {}", self.reason)?;
        if let Some(hint) = &self.hint {
            write!(f, "; {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

/// The operating system's reason without Rust's `(os error N)` tail.
fn describe(source: &std::io::Error) -> String {
    let text = source.to_string();
    match text.find(" (os error") {
        Some(tail) => text.get(..tail).unwrap_or(&text).to_owned(),
        None => text,
    }
}

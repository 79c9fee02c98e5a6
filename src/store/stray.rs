//! A file that stood in the user's place for a moment and was taken away again: another program may have written into
//! it, then or later, and those words are brought back or kept.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use tempfile::TempPath;

use super::backup::Backups;
use super::merge::merge;
use super::{os, read};

pub(super) struct Stray {
    /// What it is to hold if nobody wrote into it.
    base: Arc<Vec<u8>>,
    /// What it held when its words were last brought in.
    seen: Option<Arc<Vec<u8>>>,
    place: Place,
}

enum Place {
    /// Removed when the stray is dropped.
    Named(TempPath),
    /// Without a name any more, where names cannot be exchanged.
    Open(File),
}

/// What came of bringing a stray's words into a text.
pub(super) enum Brought {
    /// The text with the words; none if there are none.
    Text(Option<Vec<u8>>),
    /// They touch the same lines as the text's own changes; this is when they were written.
    Conflict(Option<SystemTime>),
}

impl Stray {
    pub(super) fn named(base: Arc<Vec<u8>>, name: PathBuf) -> io::Result<Self> {
        Ok(Self { base, seen: None, place: Place::Named(TempPath::try_from_path(name)?) })
    }

    pub(super) fn open(base: Arc<Vec<u8>>, file: File) -> Self {
        Self { base, seen: None, place: Place::Open(file) }
    }

    /// Its words made in `text` too, as they were made in what it is to hold.
    pub(super) fn bring(&mut self, text: &[u8]) -> io::Result<Brought> {
        let (words, written) = self.read()?;
        let merged = merge(&self.base, text, &words);
        if words == **self.base {
            self.seen = Some(Arc::clone(&self.base));
            return Ok(Brought::Text(None));
        }
        Ok(match merged {
            Some(merged) => {
                self.seen = Some(Arc::new(words));
                Brought::Text(Some(merged))
            }
            None => Brought::Conflict(written),
        })
    }

    /// From now on, what was brought in is what it is to hold.
    pub(super) fn accept(&mut self) {
        if let Some(seen) = self.seen.take() {
            self.base = seen;
        }
    }

    pub(super) fn is_untouched(&self) -> bool {
        match &self.place {
            Place::Named(name) => os::open(name).and_then(|file| read::holds(&file, &self.base)),
            Place::Open(file) => read::holds(file, &self.base),
        }
        .unwrap_or(false)
    }

    /// Keeps its words, if it has any of its own; says where.
    pub(super) fn keep(self, backups: &Backups) -> Option<PathBuf> {
        if self.is_untouched() {
            return None;
        }
        match (self.read().and_then(|(words, _)| backups.keep(&words)), self.place) {
            (Ok(place), _) => Some(place),
            // No place in the state folder: then it stays where it is.
            (Err(_), Place::Named(name)) => name.keep().ok(),
            (Err(_), Place::Open(_)) => None,
        }
    }

    /// Its name, for exchanging it with another.
    pub(super) fn name(&self) -> Option<&Path> {
        match &self.place {
            Place::Named(name) => Some(name),
            Place::Open(_) => None,
        }
    }

    fn read(&self) -> io::Result<(Vec<u8>, Option<SystemTime>)> {
        match &self.place {
            Place::Named(name) => {
                let reading = read::stable("save", name, Some(&self.base))
                    .map_err(|fault| io::Error::other(fault.into_error("save", name)))?;
                Ok((reading.bytes.into_owned(), reading.stamp.modified))
            }
            Place::Open(file) => Ok((read::whole(file)?, file.metadata()?.modified().ok())),
        }
    }
}

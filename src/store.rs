//! Loading and saving the user's file: the only place that writes it.
//!
//! Bytes in, bytes out: it knows no Markdown, and where an edit belongs is the caller's to say. What it promises:
//!
//! - After a crash, a kill or a full disk the file is the old one or the new one, whole.
//! - Nothing is overwritten unseen. If the file is not what the edit was made on, the edit is placed again on what is
//!   there, also if another program writes in the same instant; its words survive, in the file or, where they cannot be
//!   brought together, in the backups, and the caller is told.
//! - Links stay links; owner, mode, ACL and attributes stay.
//! - "Saved" means durable: the call returns after the folder's sync.
//!
//! The state folder holds locks, earlier texts and records of writes in place. If it cannot be written the file still
//! is, without lock and backups: the exchange protects it by itself. Only what must be written in place is refused then,
//! as there the copy is the protection.

pub mod out;

mod backup;
mod clean;
mod in_place;
mod lock;
mod merge;
mod name;
mod os;
mod read;
mod replace;
mod save;
mod settle;
mod stray;
mod unfinished;
mod watch;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

pub use self::read::{LEFT_ALONE, may_be_piece};
pub use self::settle::Aside;
pub use self::watch::{Signal, Watcher};

use self::read::Fault;
use self::save::Attempt;
use crate::error::Error;

/// Says what the whole new text is, for the text that the file holds now.
///
/// It is asked again whenever the file turns out to hold other bytes, and the last answer counts; it must not remember
/// earlier ones. Where the edit has no sure place it answers with an error, which the save returns. A text that has the
/// edit already is returned as it is: then nothing is written.
pub type Place<'a> = dyn FnMut(&[u8]) -> Result<Vec<u8>, Error> + 'a;

/// Where a store keeps its own files. Cheap to clone, and usable from any thread.
#[derive(Debug, Clone)]
pub struct Store {
    state_dir: PathBuf,
    can_exchange: bool,
}

/// A file as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The real path, at the end of all links.
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// A save that is done and durable.
#[derive(Debug)]
pub struct Saved {
    /// The whole text now on disk: what was placed last, and lines that another program added in that instant.
    pub bytes: Arc<Vec<u8>>,
    pub how: How,
    /// The old file, to be settled; none if it was not replaced.
    pub aside: Option<Aside>,
    /// Where words of another program are that could not be brought together with the file.
    pub kept: Vec<PathBuf>,
}

/// In which way a save was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// There was nothing to write.
    Unchanged,
    /// The new file and the old one exchanged their names.
    Exchanged,
    /// The new file was renamed over the old one, as the file system knows no exchange.
    Renamed,
    /// The file was written where it is, for this reason.
    InPlace(&'static str),
}

/// What the second look found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Nobody wrote into the old file.
    Quiet,
    /// Somebody did: their words are in the file again, with the edit on top.
    PutBack { bytes: Arc<Vec<u8>>, kept: Vec<PathBuf> },
}

/// What was found of a process that was killed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    pub n_removed: usize,
    /// Backups made of texts that were nowhere else.
    pub kept: Vec<PathBuf>,
}

impl Store {
    /// A store that keeps its locks and backups in `state_dir`, which is made when it is needed.
    pub fn new(state_dir: impl Into<PathBuf>) -> Self {
        Self { state_dir: state_dir.into(), can_exchange: true }
    }

    /// As on a file system that cannot exchange two names.
    #[doc(hidden)]
    #[must_use]
    pub fn without_exchange(mut self) -> Self {
        self.can_exchange = false;
        self
    }

    /// Reads a file, and refuses what is none, without ever waiting for a pipe.
    pub fn load(&self, path: &Path) -> Result<Loaded, Error> {
        let real = read::resolve("open", path).map_err(|fault| fault.into_error("open", path))?;
        let reading = read::stable("open", &real, None).map_err(|fault| fault.into_error("open", path))?;
        read::check_encoding(&real, &reading.bytes)?;
        Ok(Loaded { path: real, bytes: reading.bytes.into_owned() })
    }

    /// Waits until nobody has written a file for [`LEFT_ALONE`], for those who have seen that it is being written. One that
    /// is away is not waited for.
    pub fn wait_until_left_alone(&self, path: &Path) -> Result<(), Error> {
        read::wait_until_left_alone("save", path)
    }

    /// Saves an edit that was made on the bytes `held`.
    ///
    /// Returns once the new text is durable; [`Saved::aside`] is then to be settled. On an error the file is what it
    /// was, or what another program has made of it.
    pub fn save(&self, path: &Path, held: &[u8], place: &mut Place<'_>) -> Result<Saved, Error> {
        let real = resolve_patiently(path)?;
        let _lock = lock::take(&self.state_dir, &real)?;
        let place = &mut |current: &[u8]| place(current);
        Attempt { store: self, real: &real, place, strays: Vec::new(), kept: Vec::new() }.run(held)
    }

    /// Looks at the old file once more, at [`Aside::due`] or later, and removes it.
    ///
    /// If another program wrote into it since the save, its words are put back and the edit is placed on them, durably
    /// as in [`Store::save`]; an error then means that the file is now the other program's, without the edit.
    pub fn settle(&self, aside: Aside, place: &mut Place<'_>) -> Result<Settled, Error> {
        settle::settle(self, aside, place)
    }

    /// Saves and settles, for those who do nothing in between.
    pub fn save_and_settle(&self, path: &Path, held: &[u8], place: &mut Place<'_>) -> Result<Saved, Error> {
        let mut saved = self.save(path, held, place)?;
        if let Some(aside) = saved.aside.take()
            && let Settled::PutBack { bytes, kept } = self.settle(aside, place)?
        {
            saved.bytes = bytes;
            saved.kept.extend(kept);
        }
        Ok(saved)
    }

    /// Tidies up after a process that was killed while saving this file: to be called once, before it is loaded.
    ///
    /// A write in place that was cut short is finished; old files that are nowhere else become backups.
    pub fn clean(&self, path: &Path) -> Result<Cleaned, Error> {
        clean::clean(self, path)
    }
}

/// Resolves a path whose file may be away for a moment, as some programs delete it and write it anew.
fn resolve_patiently(path: &Path) -> Result<PathBuf, Error> {
    const ABSENCE: Duration = Duration::from_millis(300);
    let started = Instant::now();
    loop {
        match read::resolve("save", path) {
            Err(Fault::Missing) if started.elapsed() < ABSENCE => sleep(Duration::from_millis(3)),
            real => return real.map_err(|fault| fault.into_error("save", path)),
        }
    }
}

//! The rounds of a save: read what is there, place the edit on it, put the result in its place; again if another
//! program wrote in between, and not for ever.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::backup::Backups;
use super::os::{Barrier, Exchange};
use super::read::{self, Fault, Reading};
use super::replace::{self, Outcome};
use super::settle::Aside;
use super::stray::{Brought, Stray};
use super::{How, Place, Saved, Store, clean, in_place, os};
use crate::error::Error;

/// More rounds than a well-behaved program ever causes.
const MOST_ROUNDS: usize = 64;
const PATIENCE: Duration = Duration::from_secs(6);
/// How long a file may be away: some programs delete it and write it anew.
const ABSENCE: Duration = Duration::from_millis(300);

/// One save under way. The lock is the caller's.
pub(super) struct Attempt<'a> {
    pub store: &'a Store,
    pub real: &'a Path,
    pub place: &'a mut Place<'a>,
    /// Files that other programs may have written into while these stood in the user's place.
    pub strays: Vec<Stray>,
    /// Where words are that could not be brought in.
    pub kept: Vec<PathBuf>,
}

impl Attempt<'_> {
    pub(super) fn run(mut self, held: &[u8]) -> Result<Saved, Error> {
        let mut outcome = self.rounds(held);
        let backups = self.backups();
        self.kept.extend(self.strays.drain(..).filter_map(|stray| stray.keep(&backups)));
        match &mut outcome {
            Ok(saved) => saved.kept = self.kept,
            Err(error) => {
                if let Some(place) = self.kept.first() {
                    let words = format!("what another program wrote is kept in {}", place.display());
                    error.hint = Some(match error.hint.take() {
                        Some(hint) => format!("{hint}; {words}"),
                        None => words,
                    });
                }
            }
        }
        outcome
    }

    fn rounds(&mut self, held: &[u8]) -> Result<Saved, Error> {
        // A write in place that was cut short: its record would be lost with the next one, and the text with it.
        self.kept.extend(clean::finish(self.store, self.real)?);
        let started = Instant::now();
        let mut away_since = None;
        for _ in 0..MOST_ROUNDS {
            if started.elapsed() > PATIENCE {
                break;
            }
            let old = match read::stable("save", self.real, Some(held)) {
                Ok(old) => old,
                Err(Fault::Missing) if away_since.get_or_insert_with(Instant::now).elapsed() < ABSENCE => {
                    sleep(Duration::from_millis(10));
                    continue;
                }
                Err(fault) => return Err(fault.into_error("save", self.real)),
            };
            away_since = None;
            if let Some(mut saved) = self.round(old)? {
                self.strays.iter_mut().for_each(Stray::accept);
                if let Some(aside) = &mut saved.aside {
                    aside.strays = std::mem::take(&mut self.strays);
                }
                return Ok(saved);
            }
        }
        Err(read::busy("save", self.real))
    }

    /// One try; none if another is due, as another program wrote too.
    fn round(&mut self, old: Reading<'_>) -> Result<Option<Saved>, Error> {
        let placed = (self.place)(&old.bytes)?;
        let Some(new) = self.bring_strays(placed, &old)? else { return Ok(None) };
        let bytes = Arc::new(new);
        if **bytes == *old.bytes {
            return Ok(Some(Saved { bytes, how: How::Unchanged, aside: None, kept: Vec::new() }));
        }
        let fail = |error| replace::failure(self.real, &error);
        let meta = old.file.metadata().map_err(fail)?;
        let barrier = match os::barrier(self.real, &meta) {
            // Deleted since it was read; the next reading tells whether for good.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            barrier => barrier.map_err(fail)?,
        };
        if let Some(Barrier { what, way_out }) = barrier {
            let hint = format!("the file is as it was; {way_out}");
            return Err(Error::new("save", what).at(self.real).hint(hint));
        }
        let outcome = if os::n_links(&meta) > 1 {
            Outcome::Pinned("it has several names (hard links)")
        } else {
            replace::replace(self.store, self.real, &old, &bytes)?
        };
        let (how, name) = match outcome {
            Outcome::Exchanged(name) => (How::Exchanged, Some(name)),
            Outcome::Renamed => (How::Renamed, None),
            Outcome::TheyWrote(stray) => {
                self.strays.extend(stray);
                return Ok(None);
            }
            Outcome::Pinned(why) => {
                if !in_place::write(self.store, self.real, &old, &bytes, why)? {
                    return Ok(None);
                }
                let saved = Saved { bytes, how: How::InPlace(why), aside: None, kept: Vec::new() };
                return Ok(Some(saved));
            }
        };
        let aside = Aside::new(self.real, name, old, Arc::clone(&bytes), self.backups());
        Ok(Some(Saved { bytes, how, aside: Some(aside), kept: Vec::new() }))
    }

    /// The text with the words of all strays in it; none if it must be placed again, as a stray was the later file.
    fn bring_strays(&mut self, mut text: Vec<u8>, old: &Reading<'_>) -> Result<Option<Vec<u8>>, Error> {
        let backups = self.backups();
        for idx in (0..self.strays.len()).rev() {
            let Some(stray) = self.strays.get_mut(idx) else { continue };
            match stray.bring(&text).map_err(|error| replace::failure(self.real, &error))? {
                Brought::Text(None) => {}
                Brought::Text(Some(merged)) => text = merged,
                Brought::Conflict(written) => {
                    // Two texts of other programs disagree, one of them written into the file that we took away. Had we
                    // not been there, the later one would have overwritten the earlier.
                    let is_later = written > old.stamp.modified
                        && stray
                            .name()
                            .is_some_and(|name| matches!(os::exchange(name, self.real), Exchange::Done));
                    let stray = self.strays.remove(idx);
                    self.kept.extend(stray.keep(&backups));
                    if is_later {
                        return Ok(None);
                    }
                }
            }
        }
        Ok(Some(text))
    }

    fn backups(&self) -> Backups {
        Backups::of(&self.store.state_dir, self.real)
    }
}

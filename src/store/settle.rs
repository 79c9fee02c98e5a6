//! The second look at the old file, some milliseconds after it was exchanged away: a program that had it open may have
//! written into it since. If so its words go back into the user's place and the edit is placed on top of them.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::backup::Backups;
use super::merge::{common_prefix, common_suffix};
use super::os::Exchange;
use super::read::Reading;
use super::save::Attempt;
use super::stray::Stray;
use super::{Place, Settled, Store, lock, os, read};
use crate::error::Error;

/// How long after the exchange the old file is looked at.
const LATER: Duration = Duration::from_millis(10);
const MOST_LOOKS: usize = 16;

/// The old file after a save, still there to be looked at once more: see [`Store::settle`].
///
/// Dropped unsettled, it looks at once: an untouched old file is removed, one that was written to is left for
/// [`Store::clean`].
#[must_use = "the old file lies beside the user's until it is settled"]
pub struct Aside {
    real: PathBuf,
    /// Its name since the exchange; none where it was renamed over.
    name: Option<PathBuf>,
    file: File,
    old: Old,
    new: Arc<Vec<u8>>,
    /// Files of ours that stood in the user's place before; they are looked at as well.
    pub(super) strays: Vec<Stray>,
    backups: Backups,
    due: Instant,
}

impl Aside {
    pub(super) fn new(
        real: &Path,
        name: Option<PathBuf>,
        old: Reading<'_>,
        new: Arc<Vec<u8>>,
        backups: Backups,
    ) -> Self {
        let due = Instant::now() + LATER;
        let Reading { file, bytes, .. } = old;
        let old = Old::of(&bytes, &new);
        Self { real: real.to_owned(), name, file, old, new, strays: Vec::new(), backups, due }
    }

    /// When it is to be settled. Earlier, settling waits.
    pub fn due(&self) -> Instant {
        self.due
    }

    fn is_untouched(&self) -> bool {
        read::holds_parts(&self.file, &self.old.parts(&self.new)).unwrap_or(false)
    }

    /// What the old file is to hold.
    fn expected(&self) -> Vec<u8> {
        self.old.parts(&self.new).concat()
    }
}

/// The old text as what it has otherwise than the new one: a second copy of 100 MB would be felt.
struct Old {
    n_prefix: usize,
    middle: Vec<u8>,
    n_suffix: usize,
}

impl Old {
    fn of(old: &[u8], new: &[u8]) -> Self {
        let n_prefix = common_prefix(old, new);
        let n_suffix = common_suffix(old, new).min(old.len().min(new.len()) - n_prefix);
        let middle = old.get(n_prefix..old.len() - n_suffix).unwrap_or_default().to_vec();
        Self { n_prefix, middle, n_suffix }
    }

    fn parts<'a>(&'a self, new: &'a [u8]) -> [&'a [u8]; 3] {
        let (prefix, _) = new.split_at(self.n_prefix);
        let (_, suffix) = new.split_at(new.len() - self.n_suffix);
        [prefix, &self.middle, suffix]
    }

    fn n_bytes(&self) -> u64 {
        (self.n_prefix + self.middle.len() + self.n_suffix) as u64
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        if let Some(name) = self.name.take()
            && self.is_untouched()
        {
            self.backups.take(&name, self.old.n_bytes());
        }
    }
}

impl std::fmt::Debug for Aside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Aside").field("real", &self.real).field("name", &self.name).finish_non_exhaustive()
    }
}

pub(super) fn settle(store: &Store, mut aside: Aside, place: &mut Place<'_>) -> Result<Settled, Error> {
    let (mut bytes, mut kept) = (None, Vec::new());
    for _ in 0..MOST_LOOKS {
        sleep(aside.due.saturating_duration_since(Instant::now()));
        let is_untouched = aside.is_untouched();
        if is_untouched && aside.strays.iter().all(Stray::is_untouched) {
            return Ok(match bytes {
                None => Settled::Quiet,
                Some(bytes) => Settled::PutBack { bytes, kept },
            });
        }
        let saved = put_back(store, &mut aside, is_untouched, place)?;
        bytes = Some(saved.bytes);
        kept.extend(saved.kept);
        let Some(next) = saved.aside else {
            return Ok(bytes.map_or(Settled::Quiet, |bytes| Settled::PutBack { bytes, kept }));
        };
        aside = next;
    }
    Err(read::busy("save", &aside.real))
}

/// Brings back what was written into the files that were taken away.
fn put_back(
    store: &Store,
    aside: &mut Aside,
    is_untouched: bool,
    place: &mut Place<'_>,
) -> Result<super::Saved, Error> {
    let _lock = lock::take(&store.state_dir, &aside.real)?;
    let mut strays = std::mem::take(&mut aside.strays);
    let mut is_placed_anew = false;
    if !is_untouched {
        let (stray, is_back) =
            take_back(aside).map_err(|error| super::replace::failure(&aside.real, &error))?;
        strays.push(stray);
        is_placed_anew = is_back;
    }
    let real = aside.real.clone();
    // Where the old file did not come back, the edit is in the text already and only the words are brought to it.
    let mut as_it_is = |current: &[u8]| Ok(current.to_vec());
    let place: &mut Place<'_> =
        if is_placed_anew { &mut |current: &[u8]| place(current) } else { &mut as_it_is };
    Attempt { store, real: &real, place, strays, kept: Vec::new() }.run(&aside.expected())
}

/// Gives the old file its name again, so that whoever still writes it writes the user's file. What is then under the
/// temporary name is ours, perhaps with words of yet another program. False where the names stay as they are.
fn take_back(aside: &mut Aside) -> std::io::Result<(Stray, bool)> {
    let Some(name) = aside.name.take() else {
        return Ok((Stray::open(Arc::new(aside.expected()), aside.file.try_clone()?), false));
    };
    match os::exchange(&name, &aside.real) {
        Exchange::Done => Ok((Stray::named(Arc::clone(&aside.new), name)?, true)),
        _ => Ok((Stray::named(Arc::new(aside.expected()), name)?, false)),
    }
}

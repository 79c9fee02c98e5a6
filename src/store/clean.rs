//! What a process that was killed left behind: temporary files beside the user's, and writes in place that were begun.
//!
//! Nothing is removed that might be the only copy of anything.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::backup::Backups;
use super::read::{self, Fault};
use super::unfinished::Unfinished;
use super::{Cleaned, Store, lock, name, os};
use crate::error::Error;

/// Where the system does not say whether a process runs, a file as young as this may be one's that does.
const YOUNG: Duration = Duration::from_secs(60 * 60);

pub(super) fn clean(store: &Store, path: &Path) -> Result<Cleaned, Error> {
    let mut cleaned = Cleaned::default();
    let real = match read::resolve("open", path) {
        Ok(real) => real,
        Err(Fault::Missing) => return Ok(cleaned),
        Err(fault) => return Err(fault.into_error("open", path)),
    };
    // Who only looks into a file makes none in the state folder.
    if leftovers(&real).is_empty() && !Unfinished::is_begun(&store.state_dir, &real) {
        return Ok(cleaned);
    }
    // With the lock no other milepost of this state folder is in the middle of anything.
    let Ok(_lock) = lock::take(&store.state_dir, &real) else { return Ok(cleaned) };
    cleaned.kept = finish(store, &real)?;
    let backups = Backups::of(&store.state_dir, &real);
    backups.sweep();
    Unfinished::sweep(&store.state_dir, &real);
    for leftover in leftovers(&real) {
        // One that cannot be read or kept stays, for the next start.
        let _ = remove(&leftover, &real, &backups, &mut cleaned);
    }
    Ok(cleaned)
}

/// Finishes a write in place that was cut short, if there is one; if the file was written to since, it is left alone and
/// both texts are kept, and it is said where. The lock is the caller's.
pub(super) fn finish(store: &Store, real: &Path) -> Result<Vec<PathBuf>, Error> {
    let Some(record) = Unfinished::find(&store.state_dir, real) else { return Ok(Vec::new()) };
    let backups = Backups::of(&store.state_dir, real);
    let told = |error: io::Error| {
        Error::io("finish the last save of", real, &error)
            .hint("that save was cut short; make the file writable and open it again")
    };
    let mut kept = Vec::new();
    if record.finish(real).map_err(told)? {
        backups.copy(&record.old);
    } else {
        for text in [&record.old, &record.new] {
            kept.push(backups.keep(text).map_err(told)?);
        }
    }
    record.end();
    Ok(kept)
}

/// Temporary files beside the user's whose process is gone.
fn leftovers(real: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(real.parent().unwrap_or(Path::new("/"))) else { return Vec::new() };
    let is_left = |entry: &fs::DirEntry| {
        name::temp_owner(real, &entry.file_name()).is_some_and(|pid| {
            // In a container a process often has the number of its predecessor; the lock tells them apart.
            let may_be_gone = pid == std::process::id() || !os::is_running(pid);
            may_be_gone && (cfg!(unix) || is_old(&entry.path()))
        })
    };
    entries.flatten().filter(is_left).map(|entry| entry.path()).collect()
}

/// Removes a leftover whose bytes are the file's or a backup's; others are kept as a backup first.
fn remove(leftover: &Path, real: &Path, backups: &Backups, cleaned: &mut Cleaned) -> io::Result<()> {
    if !leftover.symlink_metadata()?.is_file() {
        return Ok(());
    }
    let file = os::open(leftover)?;
    // Process numbers mean nothing across containers and machines; the lock does.
    if !os::lock_alone(&file)? {
        return Ok(());
    }
    let bytes = read::whole(&file)?;
    let is_spare = bytes.is_empty()
        || os::open(real).and_then(|current| read::holds(&current, &bytes)).unwrap_or(false)
        || backups.hold(&bytes);
    if !is_spare {
        cleaned.kept.push(backups.keep(&bytes)?);
    }
    fs::remove_file(leftover)?;
    cleaned.n_removed += 1;
    Ok(())
}

fn is_old(path: &Path) -> bool {
    let age = path.metadata().and_then(|meta| meta.modified()).map(|time| time.elapsed().unwrap_or_default());
    age.is_ok_and(|age| age > YOUNG)
}

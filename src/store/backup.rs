//! Earlier texts of the user's files, in the state folder: `backups/KEY/STAMP-NAME`, the newest few.
//!
//! A courtesy, like an editor's: nothing depends on them. None is half a text, as what is copied is synced before it has
//! its name; but that name is not, and may be gone after a power cut, unless it is of words of another program that have
//! no other place.

use std::ffi::OsString;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::{name, os, read};

/// How many earlier texts are kept of one file.
const MOST: usize = 20;
/// How many bytes they may have together; a single one beyond this is not kept.
const MOST_BYTES: u64 = 256 << 20;
/// How many bytes are copied where a file cannot be moved into the state folder, as it is on another file system.
const MOST_COPIED: u64 = 32 << 20;
/// How files begin that are not whole yet.
const BEGUN: &str = ".new-";

/// The backups of one file.
#[derive(Debug, Clone)]
pub(super) struct Backups {
    folder: PathBuf,
    name: OsString,
}

impl Backups {
    pub(super) fn of(state_dir: &Path, real: &Path) -> Self {
        Self {
            folder: state_dir.join("backups").join(name::key(real)),
            name: real.file_name().unwrap_or_default().to_owned(),
        }
    }

    /// Takes a file that is no longer needed where it is, which must hold `bytes`. It is gone afterwards in any case.
    ///
    /// Moving costs nothing whatever the size, and a program that still has the file open writes into a backup rather
    /// than into nowhere.
    pub(super) fn take(&self, old: &Path, n_bytes: u64) {
        if n_bytes > 0 && n_bytes <= MOST_BYTES && os::create_private_folder(&self.folder).is_ok() {
            if fs::rename(old, self.next()).is_ok() {
                self.prune();
            } else if n_bytes <= MOST_COPIED {
                let _ = fs::read(old).and_then(|bytes| self.write(&bytes));
            }
        }
        // Already moved, or not worth keeping. If even this fails, the next start cleans up.
        let _ = fs::remove_file(old);
    }

    /// Keeps a copy of the text that is about to go, if that costs little.
    pub(super) fn copy(&self, bytes: &[u8]) {
        if !bytes.is_empty() && bytes.len() as u64 <= MOST_COPIED {
            let _ = self.write(bytes);
        }
    }

    /// Keeps words that are nowhere else, durably, whatever their size; says where.
    pub(super) fn keep(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        let place = self.write(bytes)?;
        os::sync_folder(&self.folder)?;
        Ok(place)
    }

    /// Whether a backup holds exactly these bytes.
    pub(super) fn hold(&self, bytes: &[u8]) -> bool {
        self.list().iter().any(|(path, n_bytes)| {
            *n_bytes == bytes.len() as u64
                && os::open(path).is_ok_and(|file| read::holds(&file, bytes).unwrap_or(false))
        })
    }

    /// Removes what a killed process had begun to write. The lock is the caller's.
    pub(super) fn sweep(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for entry in entries.flatten() {
            if entry.file_name().as_encoded_bytes().starts_with(BEGUN.as_bytes()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    fn write(&self, bytes: &[u8]) -> io::Result<PathBuf> {
        os::create_private_folder(&self.folder)?;
        let mut file = tempfile::Builder::new().prefix(BEGUN).tempfile_in(&self.folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        let place = self.next();
        file.persist(&place).map_err(|error| error.error)?;
        self.prune();
        Ok(place)
    }

    /// Named so that the order of names is that of time.
    fn next(&self) -> PathBuf {
        let age = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut place = OsString::from(format!("{:010}{:09}-", age.as_secs(), age.subsec_nanos()));
        // The stamp needs room within the 255 bytes of a name.
        if self.name.len() <= 200 {
            place.push(&self.name);
        }
        self.folder.join(place)
    }

    fn prune(&self) {
        let (mut n_kept, mut n_bytes) = (0, 0);
        for (path, size) in self.list() {
            n_kept += 1;
            n_bytes += size;
            if n_kept > MOST || (n_kept > 1 && n_bytes > MOST_BYTES) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// All of them with their sizes, newest first.
    fn list(&self) -> Vec<(PathBuf, u64)> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let mut found: Vec<_> = entries
            .flatten()
            .filter(|entry| entry.file_name().as_encoded_bytes().first().is_some_and(u8::is_ascii_digit))
            .filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.len())))
            .collect();
        found.sort_unstable_by(|one, other| other.0.cmp(&one.0));
        found
    }
}

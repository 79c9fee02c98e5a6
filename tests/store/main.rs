//! Loading and saving files for real, in folders of their own: what a save keeps, what it refuses, and what is left of
//! the file when other programs write it or the process dies.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on is to fail, and says what it leaves out"
)]

mod load;
mod race;
mod save;
mod watch;

#[cfg(unix)]
mod crash;
#[cfg(unix)]
mod unix;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use milepost::error::{Error, Kind};
use milepost::store::{Saved, Store};

/// A folder with a roadmap in it and a state folder elsewhere.
struct Home {
    folder: tempfile::TempDir,
    state: tempfile::TempDir,
}

impl Home {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), state: tempfile::tempdir().unwrap() }
    }

    fn with(text: &str) -> (Self, PathBuf) {
        let home = Self::new();
        let path = home.write("roadmap.md", text);
        (home, path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn store(&self) -> Store {
        Store::new(self.state.path())
    }

    /// All names in the folder, sorted.
    fn names(&self) -> Vec<String> {
        names(self.folder.path())
    }

    /// The texts of all backups, oldest first.
    fn backups(&self) -> Vec<String> {
        let mut found = Vec::new();
        for folder in names(&self.state.path().join("backups")) {
            let folder = self.state.path().join("backups").join(folder);
            found.extend(names(&folder).iter().map(|name| fs::read_to_string(folder.join(name)).unwrap()));
        }
        found
    }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// Ticks the first open box; refuses a text without one.
fn tick(current: &[u8]) -> Result<Vec<u8>, Error> {
    let at = current.windows(3).position(|bytes| bytes == b"[ ]");
    let at = at.ok_or_else(|| Error::new("save", "there is no open box").of_kind(Kind::Moved))?;
    let mut new = current.to_vec();
    new[at + 1] = b'x';
    Ok(new)
}

/// Adds a line at the end; a text that has it is as it should be.
fn add(line: &str) -> impl FnMut(&[u8]) -> Result<Vec<u8>, Error> {
    let line = format!("{line}\n").into_bytes();
    move |current| {
        let has_it = current.split_inclusive(|byte| *byte == b'\n').any(|found| found == line);
        Ok(if has_it { current.to_vec() } else { [current, &line].concat() })
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

/// Loads and saves with nobody else around.
fn save(store: &Store, path: &Path, mut place: impl FnMut(&[u8]) -> Result<Vec<u8>, Error>) -> Saved {
    let held = store.load(path).unwrap();
    store.save_and_settle(path, &held.bytes, &mut place).unwrap()
}

fn bytes(text: &str) -> Arc<Vec<u8>> {
    Arc::new(text.as_bytes().to_vec())
}

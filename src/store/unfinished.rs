//! The record of a write in place: both whole texts, durable before the first byte of the file changes, so that the
//! next start can finish what a crash cut short.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{name, os, read};

const MAGIC: &[u8] = b"milepost: a write in place that was begun (1)\n";

/// A record on disk.
pub(super) struct Unfinished {
    path: PathBuf,
    pub old: Vec<u8>,
    pub new: Vec<u8>,
}

impl Unfinished {
    pub(super) fn begin(state_dir: &Path, real: &Path, old: &[u8], new: &[u8]) -> io::Result<Self> {
        let path = place(state_dir, real);
        let folder = path.parent().unwrap_or(state_dir);
        os::create_private_folder(folder)?;
        let mut temp = tempfile::Builder::new().prefix(&begun(real)).tempfile_in(folder)?;
        let texts: [&[u8]; 3] = [real.as_os_str().as_encoded_bytes(), old, new];
        temp.write_all(MAGIC)?;
        for text in texts {
            temp.write_all(&(text.len() as u64).to_le_bytes())?;
            temp.write_all(text)?;
        }
        temp.as_file().sync_all()?;
        temp.persist(&path).map_err(|error| error.error)?;
        os::sync_folder(folder)?;
        Ok(Self { path, old: Vec::new(), new: Vec::new() })
    }

    /// The record of a write to `real` that was not ended, if there is one.
    pub(super) fn find(state_dir: &Path, real: &Path) -> Option<Self> {
        let path = place(state_dir, real);
        let bytes = fs::read(&path).ok()?;
        let rest = bytes.strip_prefix(MAGIC)?;
        let (of, rest) = text(rest)?;
        let (old, rest) = text(rest)?;
        let (new, rest) = text(rest)?;
        let is_whole = rest.is_empty() && of == real.as_os_str().as_encoded_bytes();
        is_whole.then(|| Self { path, old: old.to_vec(), new: new.to_vec() })
    }

    /// Whether there is a record, or one that is not whole yet.
    pub(super) fn is_begun(state_dir: &Path, real: &Path) -> bool {
        let (path, key) = (place(state_dir, real), name::key(real));
        fs::read_dir(path.parent().unwrap_or(state_dir)).is_ok_and(|entries| {
            entries.flatten().any(|entry| entry.file_name().as_encoded_bytes().starts_with(key.as_bytes()))
        })
    }

    /// Removes records that were not whole yet when their process was killed. The lock is the caller's.
    pub(super) fn sweep(state_dir: &Path, real: &Path) {
        let path = place(state_dir, real);
        let Ok(entries) = fs::read_dir(path.parent().unwrap_or(state_dir)) else { return };
        for entry in entries.flatten() {
            if entry.file_name().as_encoded_bytes().starts_with(begun(real).as_bytes()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }

    /// Takes the record away, durably: one that came back after a power cut would speak of a text long gone.
    pub(super) fn end(self) {
        let _ = fs::remove_file(&self.path);
        let _ = os::sync_folder(self.path.parent().unwrap_or(Path::new("/")));
    }

    /// Whether a file holds what the write left when it was cut short: at each place a byte of the one text or of the
    /// other, or the zero of a page that was not written yet.
    pub(super) fn explains(&self, current: &[u8]) -> bool {
        let (shorter, longer) = (self.old.len().min(self.new.len()), self.old.len().max(self.new.len()));
        (shorter..=longer).contains(&current.len())
            && current.iter().enumerate().all(|(at, byte)| {
                self.old.get(at) == Some(byte)
                    || self.new.get(at) == Some(byte)
                    || (at >= self.old.len() && *byte == 0)
            })
    }

    /// Finishes the write, if the file is as the write left it; false if it was written to since.
    pub(super) fn finish(&self, real: &Path) -> io::Result<bool> {
        let current = read::whole(&os::open(real)?)?;
        if current == self.old || current == self.new {
            return Ok(true);
        }
        if !self.explains(&current) {
            return Ok(false);
        }
        let file = os::open_in_place(real)?;
        super::in_place::overwrite(&file, &current, &self.new)?;
        read::holds(&file, &self.new)
    }
}

fn place(state_dir: &Path, real: &Path) -> PathBuf {
    state_dir.join("unfinished").join(name::key(real))
}

/// How a record is called until it is whole.
fn begun(real: &Path) -> String {
    format!("{}.new-", name::key(real))
}

/// A text behind its length, and what follows it.
fn text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, rest) = bytes.split_first_chunk::<8>()?;
    rest.split_at_checked(usize::try_from(u64::from_le_bytes(*len)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    /// What the next start makes of a file after a write from `old` to `new` was cut short; how many texts it kept.
    fn check(old: &str, new: &str, left: &[u8], after: &str, n_kept: usize) {
        let home = tempfile::tempdir().unwrap();
        let (state, path) =
            (home.path().join("state"), home.path().canonicalize().unwrap().join("roadmap.md"));
        fs::write(&path, left).unwrap();
        Unfinished::begin(&state, &path, old.as_bytes(), new.as_bytes()).unwrap();
        let cleaned = Store::new(&state).clean(&path).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), after, "{left:?}");
        assert_eq!(cleaned.kept.len(), n_kept, "{left:?}");
        assert!(Unfinished::find(&state, &path).is_none());
    }

    #[test]
    fn a_write_that_was_cut_short_is_finished() {
        check("ab\ncd\n", "ab\ncXd\n", b"ab\ncX\n", "ab\ncXd\n", 0);
        check("ab\ncd\n", "ab\n", b"ab\ncd\n", "ab\ncd\n", 0);
        check("abcd\n", "xy\n", b"xy\nd\n", "xy\n", 0);
        check("ab\n", "abcdef\n", b"ab\n\0\0\0\n", "abcdef\n", 0);
        check("ab\n", "abcdef\n", b"abc", "abcdef\n", 0);
    }

    #[test]
    fn a_file_that_was_written_since_is_left_alone_and_both_texts_are_kept() {
        check("ab\n", "xb\n", b"qb\n", "qb\n", 2);
        check("ab\n", "xb\n", b"ab\nmore\n", "ab\nmore\n", 2);
    }

    #[test]
    fn a_write_that_was_cut_short_is_finished_before_the_next_save() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().canonicalize().unwrap().join("roadmap.md");
        let (old, new, torn) = (b"ab\ncd\n", b"ab\ncXd\n", b"ab\ncX\n");
        fs::write(&path, torn).unwrap();
        let state = home.path().join("state");
        Unfinished::begin(&state, &path, old, new).unwrap();
        let mut add = |current: &[u8]| Ok([current, b"e\n"].concat());
        let saved = Store::new(&state).save_and_settle(&path, torn, &mut add).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "ab\ncXd\ne\n");
        assert!(saved.kept.is_empty());
        assert!(Unfinished::find(&state, &path).is_none());
    }

    #[test]
    fn a_write_that_had_ended_or_not_begun_is_forgotten() {
        check("ab\n", "xb\n", b"ab\n", "ab\n", 0);
        check("ab\n", "xb\n", b"xb\n", "xb\n", 0);
    }
}

//! Putting a new file in the place of the user's: written aside whole, given the old one's owner and attributes, synced,
//! and only then exchanged with it by name.
//!
//! A comparison before a rename leaves an instant in which another program's words are overwritten. An exchange loses
//! nothing: the old file comes back under the temporary name, and is compared then.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::{NamedTempFile, TempPath};

use super::os::{Carried, Exchange};
use super::read::{self, Reading, Stamp};
use super::stray::Stray;
use super::{Store, backup::Backups, name, os};
use crate::error::Error;

/// What an attempt to replace the file came to.
pub(super) enum Outcome {
    /// The new bytes are in place, durably; the old file has this name until it is settled.
    Exchanged(PathBuf),
    /// The new bytes are in place, durably; the old file has no name any more.
    Renamed,
    /// Another program wrote in between, and the file is again the one it wrote to. If ours stood in the user's place
    /// for a moment, it is here, as that program may have written into it too.
    TheyWrote(Option<Stray>),
    /// The file cannot be replaced, for this reason, only written where it is.
    Pinned(&'static str),
}

/// Replaces `real`, if it still is what was read as `old`.
pub(super) fn replace(
    store: &Store,
    real: &Path,
    old: &Reading<'_>,
    new: &Arc<Vec<u8>>,
) -> Result<Outcome, Error> {
    let fail = |error: io::Error| failure(real, &error);
    let temp = match create_beside(real) {
        Ok(temp) => temp,
        Err(error) => {
            return match error.kind() {
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    Ok(Outcome::Pinned("its folder cannot be written"))
                }
                _ => Err(fail(error)),
            };
        }
    };
    let (mut file, temp) = temp.into_parts();
    // Says to other mileposts, also to those that cannot see this process's number, that the file is in use.
    let _ = os::lock_shared(&file);
    file.write_all(new).map_err(fail)?;
    match os::carry_metadata(&old.file, &file).map_err(fail)? {
        Carried::Whole => {}
        Carried::Lost(why) => return Ok(Outcome::Pinned(why)),
    }
    file.sync_all().map_err(fail)?;
    // Writing took its time. A text made on words that are no longer there is not to stand in their place at all: another
    // program would read it there, and write it back.
    if !looks_still(real, old) {
        return Ok(Outcome::TheyWrote(None));
    }
    if store.can_exchange {
        match os::exchange(&temp, real) {
            Exchange::Done => return after_exchange(store, real, old, new, &file, temp),
            Exchange::Unknown => {}
            Exchange::Pinned(why) => return Ok(Outcome::Pinned(why)),
            // Deleted since it was read: by a program that will write it anew, or for good. The next reading tells.
            Exchange::Failed(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Outcome::TheyWrote(None));
            }
            Exchange::Failed(error) => return Err(fail(error)),
        }
    }
    // Windows renames no file that is open.
    drop(file);
    rename_over(store, real, old, new, temp)
}

fn create_beside(real: &Path) -> io::Result<NamedTempFile> {
    let mut prefix = name::temp_stem(real);
    prefix.push(format!("{}-", std::process::id()));
    let folder = real.parent().unwrap_or(Path::new("/"));
    tempfile::Builder::new().prefix(&prefix).rand_bytes(6).tempfile_in(folder)
}

/// Compares what came back with what was read, and either makes the exchange durable or takes it back.
///
/// The comparison comes before the folder's sync: the shorter our file stands in the place of words that it lacks, the
/// fewer programs meet it there.
fn after_exchange(
    store: &Store,
    real: &Path,
    old: &Reading<'_>,
    new: &Arc<Vec<u8>>,
    ours: &File,
    temp: TempPath,
) -> Result<Outcome, Error> {
    let fail = |error: io::Error| failure(real, &error);
    // From here the name is the user's old file: nothing may remove it on the way out.
    let aside = temp.keep().map_err(|error| fail(error.error))?;
    if came_back(&aside, old) {
        let _ = os::lock_shared(&old.file);
        let folder = real.parent().unwrap_or(Path::new("/"));
        match os::sync_folder(folder) {
            Ok(()) => return Ok(Outcome::Exchanged(aside)),
            Err(error) => {
                // Not durable is not saved, so the screen will show the old text; so shall the file.
                let is_back = matches!(os::exchange(&aside, real), Exchange::Done);
                if is_back && is_file(&aside, ours) {
                    let _ = fs::remove_file(&aside);
                }
                return Err(not_durable(real, &error, is_back));
            }
        }
    }
    match os::exchange(&aside, real) {
        Exchange::Done => {
            let stray = Stray::named(Arc::clone(new), aside).map_err(fail)?;
            Ok(Outcome::TheyWrote(Some(stray)))
        }
        _ => Err(put_back_by_hand(store, real, &aside)),
    }
}

/// The exchange back failed, most likely as `real` was deleted meanwhile: gives the other program's words their name if
/// that is free, and keeps them in any case.
fn put_back_by_hand(store: &Store, real: &Path, aside: &Path) -> Error {
    let error = read::busy("save", real);
    if fs::hard_link(aside, real).is_ok() {
        let _ = fs::remove_file(aside);
        return error;
    }
    let words = fs::read(aside).and_then(|words| Backups::of(&store.state_dir, real).keep(&words));
    match words {
        Ok(place) => {
            let _ = fs::remove_file(aside);
            error.hint(format!("what it wrote is kept in {}", place.display()))
        }
        Err(_) => error.hint(format!("what it wrote is kept in {}", aside.display())),
    }
}

/// Where names cannot be exchanged: compare, then rename. A write in the instant between the two goes into the old file,
/// which stays open and is looked at when the save is settled.
fn rename_over(
    store: &Store,
    real: &Path,
    old: &Reading<'_>,
    new: &[u8],
    temp: TempPath,
) -> Result<Outcome, Error> {
    if !is_still(real, old) {
        return Ok(Outcome::TheyWrote(None));
    }
    Backups::of(&store.state_dir, real).copy(&old.bytes);
    let temp = temp.keep().map_err(|error| failure(real, &error.error))?;
    if let Err(error) = fs::rename(&temp, real) {
        let _ = fs::remove_file(&temp);
        return match os::pinned(error) {
            Exchange::Pinned(why) => Ok(Outcome::Pinned(why)),
            Exchange::Failed(error) => Err(failure(real, &error)),
            Exchange::Done | Exchange::Unknown => Ok(Outcome::TheyWrote(None)),
        };
    }
    if let Err(error) = os::sync_folder(real.parent().unwrap_or(Path::new("/"))) {
        let is_back = rename_back(real, old, new).unwrap_or(false);
        return Err(not_durable(real, &error, is_back));
    }
    Ok(Outcome::Renamed)
}

/// Puts a copy of the old file, which has no name any more, in the place of the new one; false if another program wrote
/// into that.
fn rename_back(real: &Path, old: &Reading<'_>, new: &[u8]) -> io::Result<bool> {
    let mut copy = create_beside(real)?;
    copy.write_all(&old.bytes)?;
    os::carry_metadata(&old.file, copy.as_file())?;
    let is_ours = read::holds(&os::open(real)?, new)?;
    if is_ours {
        copy.persist(real).map_err(|error| error.error)?;
    }
    Ok(is_ours)
}

/// Whether what the exchange brought back is what was read.
///
/// For a large file whose last write was long before the reading, an unchanged length and time say so; all its bytes are
/// compared at the second look, which nobody waits for.
fn came_back(aside: &Path, old: &Reading<'_>) -> bool {
    const LARGE: u64 = 4 << 20;
    if old.stamp.len < LARGE || old.is_recent {
        return is_still(aside, old);
    }
    let Ok(now) = old.file.metadata().map(|meta| Stamp::of(&meta)) else { return false };
    is_file(aside, &old.file) && (now.len, now.modified) == (old.stamp.len, old.stamp.modified)
}

/// Whether the name leads to the file that was read and that holds what was read.
pub(super) fn is_still(name: &Path, old: &Reading<'_>) -> bool {
    is_file(name, &old.file) && read::holds(&old.file, &old.bytes).unwrap_or(false)
}

/// Whether the name leads to the file that was read, with the times and the length that it had then: told without reading.
fn looks_still(name: &Path, old: &Reading<'_>) -> bool {
    name.symlink_metadata().is_ok_and(|meta| Stamp::of(&meta) == old.stamp)
}

fn is_file(name: &Path, file: &File) -> bool {
    let (Ok(named), Ok(open)) = (name.symlink_metadata(), file.metadata()) else { return false };
    Stamp::of(&named).id == Stamp::of(&open).id
}

/// The names in the folder could not be made durable.
fn not_durable(real: &Path, error: &io::Error, is_back: bool) -> Error {
    if is_back {
        return failure(real, error);
    }
    let told = Error::io("save", real, error);
    let reason = format!("it has the new text, but the disk did not confirm it ({})", told.reason);
    Error { reason, ..told }.hint("a power cut may take it away; try again")
}

/// An error of the system while saving, with what to do about the usual ones.
pub(super) fn failure(real: &Path, error: &io::Error) -> Error {
    let told = Error::io("save", real, error);
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            told.hint("the file is as it was; free some space and try again")
        }
        io::ErrorKind::FileTooLarge => {
            told.hint("the file is as it was; `ulimit -f` shows the limit that is set to it")
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            told.hint("the file is as it was; mount its file system writable")
        }
        io::ErrorKind::PermissionDenied if cfg!(target_os = "linux") => {
            told.hint("the file is as it was; `ls -l` shows whose it is, and `lsattr` what else forbids it")
        }
        _ => told.hint("the file is as it was"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(path: &Path) -> Reading<'static> {
        read::stable("save", path, None).expect("it was just written")
    }

    #[test]
    fn what_is_written_and_not_durable_is_not_said_to_be_as_it_was() {
        let failed = io::Error::other("Input/output error (os error 5)");
        let told = |is_back| not_durable(Path::new("a.md"), &failed, is_back).to_string();
        assert_eq!(told(true), "cannot save a.md: Input/output error; the file is as it was");
        assert_eq!(
            told(false),
            "cannot save a.md: it has the new text, but the disk did not confirm it (Input/output error); a power cut \
             may take it away; try again"
        );
    }

    #[test]
    fn what_was_made_on_words_that_are_gone_never_stands_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roadmap.md");
        fs::write(&path, "old\n").unwrap();
        let store = Store::new(folder.path().join("state"));
        for theirs in ["old\nand their words\n", "new\n"] {
            let old = reading(&path);
            fs::write(&path, theirs).unwrap();
            let outcome = replace(&store, &path, &old, &Arc::new(b"ours\n".to_vec())).unwrap();
            assert!(matches!(outcome, Outcome::TheyWrote(None)), "it was seen before the exchange");
            assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
        }
    }

    #[test]
    fn an_old_file_without_a_name_is_put_back_by_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roadmap.md");
        fs::write(&path, "old\n").unwrap();
        let old = reading(&path);
        fs::write(folder.path().join("new"), "new\n").unwrap();
        fs::rename(folder.path().join("new"), &path).unwrap();
        assert!(rename_back(&path, &old, b"new\n").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old\n");
        fs::write(&path, "theirs\n").unwrap();
        assert!(!rename_back(&path, &old, b"new\n").unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), "theirs\n");
        assert_eq!(folder.path().read_dir().unwrap().count(), 1);
    }
}

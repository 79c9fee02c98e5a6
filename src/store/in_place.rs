//! Writing the file where it is, where its name cannot be given to another: other hard links, a mount onto it, a folder
//! that cannot be written, an owner that cannot be kept.
//!
//! Safe against crashes, by a record of both texts that is durable before the first byte is written; not safe against
//! a program that writes in the same instant, so it is the exception.

use std::fs::File;
use std::io;
use std::path::Path;

use super::backup::Backups;
use super::merge::common_prefix;
use super::read::{self, Reading};
use super::replace::{failure, is_still};
use super::unfinished::Unfinished;
use super::{Store, os};
use crate::error::Error;

/// Writes `new` over `old`; false if another program wrote too and the edit must be placed again.
pub(super) fn write(
    store: &Store,
    real: &Path,
    old: &Reading<'_>,
    new: &[u8],
    why: &'static str,
) -> Result<bool, Error> {
    let fail = |error: io::Error| failure(real, &error);
    let record = Unfinished::begin(&store.state_dir, real, &old.bytes, new).map_err(|error| {
        Error::new(
            "save",
            format!("as {why} it must be written in place, and the copy that this needs failed: {error}"),
        )
        .at(real)
        .hint(format!("the file is as it was; make {} writable", store.state_dir.display()))
    })?;
    let file = match os::open_in_place(real) {
        Ok(file) => file,
        Err(error) => {
            record.end();
            return if error.kind() == io::ErrorKind::NotFound { Ok(false) } else { Err(fail(error)) };
        }
    };
    if !is_still(real, old) {
        record.end();
        return Ok(false);
    }
    if let Err(error) = overwrite(&file, &old.bytes, new) {
        // The old bytes fit where they were, so this succeeds on a full disk too. If it does not, the record stays
        // and the next start finishes what was begun.
        if overwrite(&file, new, &old.bytes).is_ok() {
            record.end();
        }
        return Err(fail(error));
    }
    let is_ours = read::holds(&file, new).map_err(fail)?;
    Backups::of(&store.state_dir, real).copy(&old.bytes);
    record.end();
    Ok(is_ours)
}

/// Makes a file of `old` one of `new`: only the changed bytes where the length is the same, else from the first change
/// on, and the cut last, so that nothing is gone before what replaces it is there.
pub(super) fn overwrite(file: &File, old: &[u8], new: &[u8]) -> io::Result<()> {
    let start = common_prefix(old, new);
    let end = if old.len() == new.len() {
        let changed = old.iter().zip(new).rposition(|(old, new)| old != new);
        changed.map_or(start, |last| last + 1)
    } else {
        new.len()
    };
    os::write_at(file, new.get(start..end).unwrap_or_default(), start as u64)?;
    if new.len() < old.len() {
        file.set_len(new.len() as u64)?;
    }
    file.sync_all()
}

//! Windows: no exchange of names, no owner or attributes to carry, no folder to sync. A save compares and then renames
//! (`MoveFileEx` with replacement, which NTFS does as a whole), so a writer in the very instant between the two can be
//! lost; its predecessor is in the backups.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::Path;

use super::{Barrier, Carried, Exchange};

/// Stable std has no file index here; the creation time tells a replaced file from a rewritten one.
pub(in crate::store) type FileId = (u64, u64);

pub(in crate::store) fn file_id(meta: &Metadata) -> FileId {
    let created = meta.created().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    created.map_or((0, 0), |age| (age.as_secs(), u64::from(age.subsec_nanos())))
}

pub(in crate::store) fn changed(_: &Metadata) -> (i64, i64) {
    (0, 0)
}

pub(in crate::store) fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

pub(in crate::store) fn open_in_place(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open(path)
}

pub(in crate::store) fn write_at(mut file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    file.seek(SeekFrom::Start(offset))?;
    file.write_all(bytes)
}

pub(in crate::store) fn n_links(_: &Metadata) -> u64 {
    1
}

pub(in crate::store) fn barrier(_: &Path, meta: &Metadata) -> io::Result<Option<Barrier>> {
    let way_out = "take its read-only attribute away";
    Ok(meta.permissions().readonly().then_some(Barrier { what: "it is read-only", way_out }))
}

pub(in crate::store) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

pub(in crate::store) fn exchange(_: &Path, _: &Path) -> Exchange {
    Exchange::Unknown
}

pub(in crate::store) fn pinned(error: io::Error) -> Exchange {
    Exchange::Failed(error)
}

pub(in crate::store) fn carry_metadata(_: &File, _: &File) -> io::Result<Carried> {
    Ok(Carried::Whole)
}

/// The lock is the opening itself, see [`open_lock`].
pub(in crate::store) fn lock_alone(_: &File) -> io::Result<bool> {
    Ok(true)
}

pub(in crate::store) fn lock_shared(_: &File) -> io::Result<bool> {
    Ok(true)
}

/// Opens with no sharing: while one has it open, no other can open it.
#[cfg(windows)]
pub(in crate::store) fn open_lock(path: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    OpenOptions::new().write(true).create(true).truncate(false).share_mode(0).open(path)
}

#[cfg(not(windows))]
pub(in crate::store) fn open_lock(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(false).open(path)
}

pub(in crate::store) fn create_private_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Unknown without a library: a leftover is believed to be in use while it is younger than an hour, see `clean`.
pub(in crate::store) fn is_running(_: u32) -> bool {
    false
}

pub(in crate::store) fn kind_of(meta: &Metadata) -> &'static str {
    if meta.is_dir() { "a folder" } else { "a device" }
}

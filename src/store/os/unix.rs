//! Linux, macOS and the BSDs, through std where it suffices and rustix where it does not.

use std::fs::{File, Metadata, OpenOptions, Permissions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use rustix::fs::{Access, AtFlags, CWD, FlockOperation, OFlags};
use rustix::process::Pid;

use super::{Barrier, Carried, Exchange};

/// The device and inode: which file a name leads to.
pub(in crate::store) type FileId = (u64, u64);

pub(in crate::store) fn file_id(meta: &Metadata) -> FileId {
    (meta.dev(), meta.ino())
}

/// Seconds and nanoseconds of the last change of the inode, which no program can set back.
pub(in crate::store) fn changed(meta: &Metadata) -> (i64, i64) {
    (meta.ctime(), meta.ctime_nsec())
}

/// Opens for reading without following a final link and without waiting for a FIFO's other end.
pub(in crate::store) fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).custom_flags(careful()).open(path)
}

/// Opens for reading and writing, as [`open()`] does; nothing is truncated.
pub(in crate::store) fn open_in_place(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).custom_flags(careful()).open(path)
}

fn careful() -> i32 {
    (OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY).bits().cast_signed()
}

pub(in crate::store) fn write_at(file: &File, bytes: &[u8], offset: u64) -> io::Result<()> {
    file.write_all_at(bytes, offset)
}

pub(in crate::store) fn n_links(meta: &Metadata) -> u64 {
    meta.nlink()
}

/// Why the user may not change the file, by its mode first: root may write everything, and a file that someone has made
/// read-only was made so on purpose.
pub(in crate::store) fn barrier(path: &Path, meta: &Metadata) -> io::Result<Option<Barrier>> {
    use rustix::io::Errno;
    let access = rustix::fs::accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS);
    let (what, way_out) = match access {
        // Not even the owner and root may write, whatever its mode says.
        Err(Errno::PERM) if cfg!(target_os = "linux") => {
            ("it is immutable", "take that attribute away, for example with `sudo chattr -i`")
        }
        Err(Errno::PERM) => ("it is locked", "unlock it, for example with `chflags nouchg`"),
        _ if meta.mode() & 0o222 == 0 => {
            ("it is read-only", "give it write permission, for example with `chmod u+w`")
        }
        Err(Errno::ACCESS) => ("it is read-only for you", "`ls -l` shows its owner, who can change that"),
        Err(errno) => return Err(errno.into()),
        Ok(()) => return Ok(None),
    };
    Ok(Some(Barrier { what, way_out }))
}

/// Makes the names in a folder durable.
pub(in crate::store) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(in crate::store) fn exchange(one: &Path, other: &Path) -> Exchange {
    use rustix::fs::{RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Exchange::Done,
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Exchange::Unknown,
        Err(errno) => pinned(errno.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(in crate::store) fn exchange(_: &Path, _: &Path) -> Exchange {
    Exchange::Unknown
}

/// Sorts the errors of a rename into those that say "never here" and those that are mishaps.
pub(in crate::store) fn pinned(error: io::Error) -> Exchange {
    use rustix::io::Errno;
    match Errno::from_io_error(&error) {
        Some(Errno::BUSY | Errno::XDEV) => Exchange::Pinned("it is mounted onto its place"),
        Some(Errno::ACCESS | Errno::PERM) => Exchange::Pinned("its name may not be changed"),
        _ => Exchange::Failed(error),
    }
}

/// Gives `new` the owner, group, attributes (ACLs are attributes here) and mode of `old`.
///
/// The order matters: a change of owner clears set-id bits, and an ACL's mask is the mode's group bits.
pub(in crate::store) fn carry_metadata(old: &File, new: &File) -> io::Result<Carried> {
    let (from, to) = (old.metadata()?, new.metadata()?);
    if (from.uid(), from.gid()) != (to.uid(), to.gid())
        && std::os::unix::fs::fchown(new, Some(from.uid()), Some(from.gid())).is_err()
    {
        return Ok(Carried::Lost("its owner cannot be kept"));
    }
    if !carry_attributes(old, new)? {
        return Ok(Carried::Lost("its attributes cannot be kept"));
    }
    let mode = from.mode() & 0o7777;
    new.set_permissions(Permissions::from_mode(mode))?;
    if new.metadata()?.mode() & 0o7777 != mode {
        return Ok(Carried::Lost("its permissions cannot be kept"));
    }
    Ok(Carried::Whole)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn carry_attributes(old: &File, new: &File) -> io::Result<bool> {
    use rustix::fs::{XattrFlags, fremovexattr, fsetxattr};

    let wanted = attributes(old)?;
    let present = attributes(new)?;
    // A folder's default ACL is given to every file made in it: what the old file does not have must go again, or the
    // new one opens to more people.
    for (name, _) in &present {
        if !wanted.iter().any(|(wanted, _)| wanted == name)
            && !belongs_to_the_system(name)
            && fremovexattr(new, name.as_slice()).is_err()
        {
            return Ok(false);
        }
    }
    for attribute in &wanted {
        let (name, value) = attribute;
        if !present.contains(attribute)
            && !belongs_to_the_system(name)
            && fsetxattr(new, name.as_slice(), value, XattrFlags::empty()).is_err()
        {
            return Ok(false);
        }
    }
    Ok(true)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn carry_attributes(_: &File, _: &File) -> io::Result<bool> {
    Ok(true)
}

/// Attributes that the system writes itself: signatures over the old content, capabilities that any write clears, and
/// macOS's record of which program made the file.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn belongs_to_the_system(name: &[u8]) -> bool {
    const SYSTEM: [&[u8]; 5] = [
        b"security.ima",
        b"security.evm",
        b"security.capability",
        b"com.apple.provenance",
        b"com.apple.lastuseddate#PS",
    ];
    SYSTEM.contains(&name)
}

/// Names and values; empty where the file system has none.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn attributes(file: &File) -> io::Result<Vec<(Vec<u8>, Vec<u8>)>> {
    use rustix::fs::{fgetxattr, fgetxattr_query, flistxattr, flistxattr_query};
    use rustix::io::Errno;

    let names = match sized(|| flistxattr_query(file), |buffer| flistxattr(file, buffer)) {
        Err(Errno::NOTSUP | Errno::NOSYS) => return Ok(Vec::new()),
        names => names?,
    };
    let mut attributes = Vec::new();
    for name in names.split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        match sized(|| fgetxattr_query(file, name), |buffer| fgetxattr(file, name, buffer)) {
            Ok(value) => attributes.push((name.to_vec(), value)),
            // Taken away since the list was read.
            #[cfg(not(target_vendor = "apple"))]
            Err(Errno::NODATA) => {}
            Err(errno) => return Err(errno.into()),
        }
    }
    Ok(attributes)
}

/// Asks for a size and then for as many bytes; a few times, as the size may grow between the two.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn sized(
    size: impl Fn() -> rustix::io::Result<usize>,
    fill: impl Fn(&mut [u8]) -> rustix::io::Result<usize>,
) -> rustix::io::Result<Vec<u8>> {
    let mut outcome = Ok(Vec::new());
    for _ in 0..4 {
        let mut buffer = vec![0; size()?];
        if buffer.is_empty() {
            return Ok(buffer);
        }
        outcome = fill(&mut buffer).map(|n_bytes| {
            buffer.truncate(n_bytes);
            buffer
        });
        if !matches!(outcome, Err(rustix::io::Errno::RANGE)) {
            break;
        }
    }
    outcome
}

/// Takes an exclusive advisory lock; false while another has one.
pub(in crate::store) fn lock_alone(file: &File) -> io::Result<bool> {
    lock(file, FlockOperation::NonBlockingLockExclusive)
}

/// Marks a file as in use, for those who ask with [`lock_alone`].
pub(in crate::store) fn lock_shared(file: &File) -> io::Result<bool> {
    lock(file, FlockOperation::NonBlockingLockShared)
}

fn lock(file: &File, operation: FlockOperation) -> io::Result<bool> {
    match rustix::fs::flock(file, operation) {
        Ok(()) => Ok(true),
        Err(rustix::io::Errno::WOULDBLOCK) => Ok(false),
        Err(errno) => Err(errno.into()),
    }
}

/// Opens, and makes if need be, a file to lock.
pub(in crate::store) fn open_lock(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)
}

/// A folder that only its owner can look into: it will hold copies of the user's text.
pub(in crate::store) fn create_private_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

pub(in crate::store) fn is_running(pid: u32) -> bool {
    let Some(pid) = i32::try_from(pid).ok().and_then(Pid::from_raw) else { return false };
    !matches!(rustix::process::test_kill_process(pid), Err(rustix::io::Errno::SRCH))
}

/// What a path is that is no regular file, in the user's words.
pub(in crate::store) fn kind_of(meta: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = meta.file_type();
    if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a pipe"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

//! Reading the user's file: only a regular one, without ever waiting for it, and never believing a reading that
//! another program may be in the middle of writing.
//!
//! Knows nothing of what the bytes mean but the byte-order marks of encodings that are not read.

use std::borrow::Cow;
use std::fs::{File, Metadata};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant, SystemTime};

use super::os;
use crate::error::{Error, Kind};

/// The largest file that is opened.
const LARGEST: u64 = 1 << 30;
/// A file changed as lately as this may still be being written.
const RECENT: Duration = Duration::from_millis(100);
/// A file that may be a piece of what is being written must not have been changed for so long: whoever writes it may take
/// its time between two pieces.
pub const LEFT_ALONE: Duration = Duration::from_millis(400);
/// The least time between two readings that are to agree.
const PAUSE: Duration = Duration::from_millis(3);
/// How long a file may keep changing before it is given up.
const PATIENCE: Duration = Duration::from_secs(3);
/// A file whose clock is ahead of ours looks changed for ever; this long without a change is believed.
const QUIET: Duration = Duration::from_millis(200);

/// What the file held at one moment, and the file itself, whatever its name leads to by now.
#[derive(Debug)]
pub(super) struct Reading<'known> {
    pub file: File,
    /// Borrowed where the file holds what was known: a copy of 100 MB is felt.
    pub bytes: Cow<'known, [u8]>,
    pub stamp: Stamp,
    /// Whether it was written so lately that another write may bear the same time.
    pub is_recent: bool,
}

/// By what a change shows without reading: which file, how long, when changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    pub id: os::FileId,
    pub len: u64,
    pub modified: Option<SystemTime>,
    pub changed: (i64, i64),
}

/// Why there is no reading.
#[derive(Debug)]
pub(super) enum Fault {
    /// There is nothing at the path now; some programs delete a file and write it anew.
    Missing,
    Refused(Error),
}

impl Fault {
    pub(super) fn into_error(self, attempted: &'static str, path: &Path) -> Error {
        match self {
            Self::Missing => missing(attempted, path),
            Self::Refused(error) => error,
        }
    }
}

impl Stamp {
    pub(super) fn of(meta: &Metadata) -> Self {
        Self {
            id: os::file_id(meta),
            len: meta.len(),
            modified: meta.modified().ok(),
            changed: os::changed(meta),
        }
    }

    fn is_recent(&self) -> bool {
        self.is_younger(RECENT)
    }

    fn is_younger(&self, than: Duration) -> bool {
        // In the future counts as young: clocks of network folders differ.
        self.modified
            .is_some_and(|time| SystemTime::now().duration_since(time).map_or(true, |age| age < than))
    }
}

/// The real path at the end of a chain of links.
pub(super) fn resolve(attempted: &'static str, path: &Path) -> Result<PathBuf, Fault> {
    path.canonicalize().map_err(|error| fault(attempted, path, &error))
}

/// Reads the file once nobody seems to be writing it.
///
/// One reading is enough of a file that was not changed lately, and of one that holds just what `known` says, whole: a
/// text that was read before is no half-written one. A file changed within the last 100 ms is read until two readings
/// at least 3 ms apart are equal. One that is empty or may be a piece of what is known must besides have been left alone
/// for [`LEFT_ALONE`]: so looks a file that was truncated to be written anew. Once it looked so, it must be left alone
/// whatever it grows to.
pub(super) fn stable<'known>(
    attempted: &'static str,
    path: &Path,
    known: Option<&'known [u8]>,
) -> Result<Reading<'known>, Fault> {
    if let Some(known) = known.filter(|known| !known.is_empty())
        && let Some(reading) = as_known(attempted, path, known)?
    {
        return Ok(reading);
    }
    let started = Instant::now();
    let mut pause = PAUSE;
    let mut last = once(attempted, path)?;
    let mut quiet_since = Instant::now();
    let mut n_equal = 1;
    let mut was_piece = false;
    loop {
        let (reading, is_torn) = &last;
        was_piece |=
            reading.bytes.is_empty() || known.is_some_and(|known| may_be_piece(&reading.bytes, known));
        let is_left_alone =
            !reading.stamp.is_younger(LEFT_ALONE) || n_equal > 1 && quiet_since.elapsed() >= LEFT_ALONE;
        let recent = reading.is_recent && quiet_since.elapsed() < QUIET;
        let is_sure = match n_equal {
            1 => !was_piece && !recent && !is_torn,
            _ => !was_piece || is_left_alone,
        };
        if is_sure {
            return Ok(last.0);
        }
        if started.elapsed() > PATIENCE {
            return Err(Fault::Refused(busy(attempted, path)));
        }
        sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(20));
        let next = once(attempted, path)?;
        if !next.1 && next.0.stamp == last.0.stamp && next.0.bytes == last.0.bytes {
            n_equal += 1;
        } else {
            n_equal = 1;
            quiet_since = Instant::now();
        }
        last = next;
    }
}

/// Whether a text may be a piece of what is being written in the place of one that is known: it is shorter, or its last
/// line has no end any more.
pub fn may_be_piece(bytes: &[u8], known: &[u8]) -> bool {
    bytes.len() < known.len() || known.ends_with(b"\n") && !bytes.ends_with(b"\n")
}

/// Waits until nobody has written a file for [`LEFT_ALONE`].
pub(super) fn wait_until_left_alone(attempted: &'static str, path: &Path) -> Result<(), Error> {
    let (started, mut quiet_since) = (Instant::now(), Instant::now());
    let mut last = None;
    while let Some(stamp) = path.metadata().ok().map(|meta| Stamp::of(&meta)) {
        let is_young = stamp.is_younger(LEFT_ALONE);
        if last.replace(stamp.clone()) != Some(stamp) {
            quiet_since = Instant::now();
        }
        if !is_young || quiet_since.elapsed() >= LEFT_ALONE {
            break;
        }
        if started.elapsed() > PATIENCE {
            return Err(busy(attempted, path));
        }
        sleep(PAUSE);
    }
    Ok(())
}

/// The file, if it holds just what is known; compared as it is read, without a copy.
fn as_known<'known>(
    attempted: &'static str,
    path: &Path,
    known: &'known [u8],
) -> Result<Option<Reading<'known>>, Fault> {
    let (file, meta) = open(attempted, path)?;
    let stamp = Stamp::of(&meta);
    let is_recent = stamp.is_recent();
    let is_same = holds(&file, known).map_err(|error| fault(attempted, path, &error))?;
    Ok(is_same.then_some(Reading { file, bytes: Cow::Borrowed(known), stamp, is_recent }))
}

/// Reads the file as it is now; true if it changed while it was being read.
fn once(attempted: &'static str, path: &Path) -> Result<(Reading<'static>, bool), Fault> {
    let refuse = |error: io::Error| fault(attempted, path, &error);
    let (file, before) = open(attempted, path)?;
    let bytes = whole(&file).map_err(refuse)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Fault::Refused(too_large(attempted, path)));
    }
    let (before, stamp) = (Stamp::of(&before), Stamp::of(&file.metadata().map_err(refuse)?));
    let is_torn = before != stamp || stamp.len != bytes.len() as u64;
    let is_recent = stamp.is_recent();
    Ok((Reading { file, bytes: Cow::Owned(bytes), stamp, is_recent }, is_torn))
}

/// Opens a regular file within the limit.
fn open(attempted: &'static str, path: &Path) -> Result<(File, Metadata), Fault> {
    let refuse = |error: io::Error| fault(attempted, path, &error);
    // Asked before opening, as opening alone makes some devices act.
    check_kind(attempted, path, &path.symlink_metadata().map_err(refuse)?)?;
    let file = os::open(path).map_err(refuse)?;
    let meta = file.metadata().map_err(refuse)?;
    check_kind(attempted, path, &meta)?;
    if meta.len() > LARGEST {
        return Err(Fault::Refused(too_large(attempted, path)));
    }
    Ok((file, meta))
}

/// All that an open file holds, up to one byte over the limit.
pub(super) fn whole(mut file: &File) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(0))?;
    let expected = file.metadata()?.len().min(LARGEST);
    let mut bytes = Vec::with_capacity(usize::try_from(expected).unwrap_or(0) + 1);
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether an open file holds exactly these bytes, without a second copy of them in memory.
pub(super) fn holds(file: &File, bytes: &[u8]) -> io::Result<bool> {
    holds_parts(file, &[bytes])
}

/// Whether an open file holds exactly these parts, one after the other.
pub(super) fn holds_parts(mut file: &File, parts: &[&[u8]]) -> io::Result<bool> {
    let n_bytes: usize = parts.iter().map(|part| part.len()).sum();
    if file.metadata()?.len() != n_bytes as u64 {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(0))?;
    let n_buffer = n_bytes.clamp(1, 1 << 16);
    let mut buffer = vec![0; n_buffer];
    for piece in parts.iter().flat_map(|part| part.chunks(n_buffer)) {
        let Some(read) = buffer.get_mut(..piece.len()) else { return Ok(false) };
        match file.read_exact(read) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            outcome => outcome?,
        }
        if read != piece {
            return Ok(false);
        }
    }
    // It may have grown since it was asked for its length.
    Ok(file.metadata()?.len() == n_bytes as u64)
}

/// Refuses a text in an encoding in which every second byte would look like damage.
pub(super) fn check_encoding(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    // UTF-32's little-endian mark begins like UTF-16's.
    let encoding = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => "UTF-32",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
        _ => return Ok(()),
    };
    Err(Error::new("open", format!("it is {encoding}, and a roadmap is UTF-8"))
        .at(path)
        .hint(format!("convert it, for example with `iconv -f {encoding} -t UTF-8`")))
}

fn check_kind(attempted: &'static str, path: &Path, meta: &Metadata) -> Result<(), Fault> {
    if meta.is_file() {
        return Ok(());
    }
    if meta.is_symlink() {
        // The path was resolved: the link was put there since.
        return Err(Fault::Missing);
    }
    let error = Error::new(attempted, format!("it is {}, not a file", os::kind_of(meta))).at(path);
    Err(Fault::Refused(error.hint("name a Markdown file")))
}

fn fault(attempted: &'static str, path: &Path, error: &io::Error) -> Fault {
    if error.kind() == io::ErrorKind::NotFound {
        return Fault::Missing;
    }
    let told = Error::io(attempted, path, error);
    Fault::Refused(match error.kind() {
        io::ErrorKind::PermissionDenied => told.hint("look at its permissions and its folder's"),
        io::ErrorKind::NotADirectory => told.hint("a part of the path is a file"),
        _ => told,
    })
}

fn missing(attempted: &'static str, path: &Path) -> Error {
    let is_dangling = path.is_symlink();
    let reason = if is_dangling { "it is a link that leads to no file" } else { "there is no such file" };
    let hint = match attempted {
        "save" => "put it back and try again",
        _ => "look at the path; `milepost new NAME` begins a roadmap",
    };
    Error::new(attempted, reason).of_kind(Kind::Missing).at(path).hint(hint)
}

fn too_large(attempted: &'static str, path: &Path) -> Error {
    Error::new(attempted, "it is larger than 1 GiB").at(path).hint("divide it into several files")
}

/// The file changed underneath for as long as was waited for.
pub(super) fn busy(attempted: &'static str, path: &Path) -> Error {
    Error::new(attempted, "another program keeps writing it")
        .of_kind(Kind::Moved)
        .at(path)
        .hint("try again when that program is done")
}

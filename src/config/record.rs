//! The record of changes: `history/changes.jsonl` in the state folder, a line for each item's state and each skill's level
//! that milepost changed. It can be deleted at any time: what is done is in the roadmaps.
//!
//! ```text
//! {"at":"2026-11-22T18:30:00+01:00","file":"/notes/roadmap.md","item":"phase-1/event-loop","from":"todo","to":"done"}
//! {"at":"2026-11-22T18:31:00+01:00","file":"/notes/roadmap.md","skill":"Node.js","from":2,"to":3}
//! ```
//!
//! Several mileposts add to it, one after the other, and a line is written at once. One that a crash has torn is passed
//! over, and the next one begins anew. Nothing that goes wrong here is told but to the log.

mod compact;
mod line;

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::Zoned;
use memchr::memmem;

use self::line::Line;
use super::{Places, log};
use crate::error::Error;
use crate::timeline::{Change, What};

/// A larger record is made smaller: some 150,000 changes.
const MAX_LEN: u64 = 32 * 1024 * 1024;

/// As long another milepost is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Adds what was changed in a file, by its real path. May wait for another milepost.
pub fn append(places: &Places, file: &Path, at: &Zoned, what: &[What]) {
    if let Err(error) = append_up_to(MAX_LEN, places, file, at, what) {
        log(places, &error.to_string());
    }
}

/// The changes of a file, by its real path, in the order in which they were recorded.
pub fn read(places: &Places, file: &Path) -> Vec<Change> {
    let path = record_file(places);
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            if error.kind() != ErrorKind::NotFound {
                log(places, &Error::io("read", &path, &error).to_string());
            }
            return Vec::new();
        }
    };
    let (changes, damaged) = changes_of(&bytes, file);
    if let Some(line) = damaged {
        // At the same line it is the same damage, which was told.
        let told = format!("{}: line {line} cannot be read and is passed over", path.display());
        let is_told = fs::read_to_string(places.log_file()).is_ok_and(|log| log.contains(&told));
        if !is_told {
            log(places, &told);
        }
    }
    changes
}

fn record_file(places: &Places) -> PathBuf {
    places.history_folder().join("changes.jsonl")
}

/// The changes of a file, and the first line that cannot be read.
fn changes_of(bytes: &[u8], file: &Path) -> (Vec<Change>, Option<usize>) {
    // Most lines of other files are known by this, without being read.
    let name = file.to_str().and_then(|file| serde_json::to_string(file).ok());
    let name = name.as_ref().map(|name| memmem::Finder::new(name));
    let mut changes = Vec::new();
    let mut damaged = None;
    let mut start = 0;
    let ends = memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len()));
    for (number, end) in (1..).zip(ends) {
        let line = &bytes[start..end];
        start = end + 1;
        if line.is_empty() {
            continue;
        }
        let is_whole = line.starts_with(b"{") && line.ends_with(b"}");
        if is_whole && name.as_ref().is_none_or(|name| name.find(line).is_none()) {
            continue;
        }
        match Line::read(line).and_then(|line| Some((line.file.0 == file.to_str()?, line.change()?))) {
            Some((true, change)) => changes.push(change),
            Some((false, _)) => {}
            None => damaged = damaged.or(Some(number)),
        }
    }
    (changes, damaged)
}

fn append_up_to(max_len: u64, places: &Places, file: &Path, at: &Zoned, what: &[What]) -> Result<(), Error> {
    // A path that is not Unicode has no place in JSON.
    let Some(file) = file.to_str().filter(|_| !what.is_empty()) else { return Ok(()) };
    let lines = what.iter().map(|what| Line::of(file, at, what).write());
    let mut bytes: Vec<u8> = lines.collect::<Vec<_>>().concat();
    let path = record_file(places);
    let mut write = || {
        fs::create_dir_all(places.history_folder())?;
        let _turn = take_turn(&places.history_folder().join("lock"));
        let mut record = OpenOptions::new().read(true).append(true).create(true).open(&path)?;
        if is_torn(&mut record)? {
            bytes.insert(0, b'\n');
        }
        record.write_all(&bytes)?;
        if record.metadata()?.len() > max_len {
            replace(&path, &compact::compact(&fs::read(&path)?, max_len as usize / 2))?;
        }
        Ok(())
    };
    write().map_err(|error: io::Error| Error::io("write", &path, &error))
}

/// Whether the last line has no end.
fn is_torn(record: &mut File) -> io::Result<bool> {
    if record.metadata()?.len() == 0 {
        return Ok(false);
    }
    record.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    record.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// Waits for this process's turn, which lasts as long as the file is open. Without one, where there are no locks or
/// another process does not finish, a line could be lost only if that one is making the record smaller.
fn take_turn(path: &Path) -> Option<File> {
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(path).ok()?;
    let started = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Some(file),
            Err(TryLockError::WouldBlock) if started.elapsed() < PATIENCE => sleep(Duration::from_millis(1)),
            Err(_) => return None,
        }
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut aside = tempfile::Builder::new().prefix(".milepost-").tempfile_in(folder)?;
    aside.write_all(bytes)?;
    aside.as_file().sync_all()?;
    aside.persist(path).map_err(|error| error.error)?;
    Ok(())
}

//! The record of changes: `history/changes.jsonl` in the state folder, a line for each item's state and each skill's level
//! that milepost changed. It can be deleted at any time: what is done is in the roadmaps.
//!
//! ```text
//! {"at":"2026-11-22T18:30:00+01:00","file":"/notes/roadmap.md","item":"phase-1/event-loop","from":"todo","to":"done"}
//! {"at":"2026-11-22T18:31:00+01:00","file":"/notes/roadmap.md","skill":"Node.js","from":2,"to":3}
//! ```
//!
//! An item that counts through its children has `"parent":true` behind that.
//!
//! Several mileposts add to it, one after the other, and a line is written at once. One that a crash has torn is passed
//! over, and the next one begins anew. Nothing that goes wrong here is told but to the log.

mod compact;
mod line;

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use jiff::Zoned;
use memchr::memmem;

use self::line::Line;
use super::{Places, file, log};
use crate::error::Error;
use crate::timeline::{Change, What};

/// A larger record is made smaller: some 150,000 changes.
const MAX_LEN: u64 = 32 * 1024 * 1024;

/// As long another milepost is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Adds what was changed in a file, by its real path. May wait for another milepost, and make the record smaller.
pub fn append(places: &Places, file: &Path, at: &Zoned, what: &[What]) {
    append_up_to(MAX_LEN, places, file, at, what);
}

/// The same, if it takes no time: false where it would, and then nothing is added.
pub fn append_at_once(places: &Places, file: &Path, at: &Zoned, what: &[What]) -> bool {
    let Some(lines) = lines(file, at, what) else { return true };
    let lock = open_lock(places);
    let is_locked = lock.as_ref().is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)));
    let is_large = record_file(places).metadata().is_ok_and(|meta| meta.len() > MAX_LEN);
    if is_locked || is_large {
        return false;
    }
    log_error(places, add(places, &lines).map(drop));
    true
}

/// The changes of a file, by its real path, in the order in which they were recorded.
pub fn read(places: &Places, file: &Path) -> Vec<Change> {
    let path = record_file(places);
    let bytes = match file::read_bytes(&path, u64::MAX) {
        Ok(bytes) => bytes.unwrap_or_default(),
        Err(error) => {
            log(places, &error.to_string());
            return Vec::new();
        }
    };
    let (changes, damaged) = changes_of(&bytes, file);
    if let Some(damaged) = damaged {
        // What was told before is the same damage.
        let told = format!("{}: {damaged}\n", path.display());
        let is_told = fs::read_to_string(places.log_file()).is_ok_and(|log| log.contains(&told));
        if !is_told {
            log(places, told.trim_end());
        }
    }
    changes
}

fn record_file(places: &Places) -> PathBuf {
    places.history_folder().join("changes.jsonl")
}

/// Lines that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Damaged {
    n_lines: usize,
    /// The number of the last one.
    last: usize,
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self { n_lines: 1, last } => write!(f, "line {last} cannot be read and is passed over"),
            Self { n_lines, last } => {
                write!(f, "{n_lines} lines cannot be read and are passed over, the last of them line {last}")
            }
        }
    }
}

/// The changes of a file, and the lines that cannot be read.
fn changes_of(bytes: &[u8], file: &Path) -> (Vec<Change>, Option<Damaged>) {
    // Most lines of other files are known by this, without being read.
    let name = file.to_str().and_then(|file| serde_json::to_string(file).ok());
    let name = name.as_ref().map(memmem::Finder::new);
    let mut changes = Vec::new();
    let mut damaged: Option<Damaged> = None;
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
            None => {
                let n_lines = damaged.map_or(1, |damaged| damaged.n_lines + 1);
                damaged = Some(Damaged { n_lines, last: number });
            }
        }
    }
    (changes, damaged)
}

fn append_up_to(max_len: u64, places: &Places, file: &Path, at: &Zoned, what: &[What]) {
    let Some(lines) = lines(file, at, what) else { return };
    let _lock = open_lock(places).inspect(wait_for);
    let added = add(places, &lines).and_then(|len| match len > max_len {
        true => shrink(places, max_len as usize / 2),
        false => Ok(()),
    });
    log_error(places, added);
}

/// The lines of changes; none where there is nothing to add.
fn lines(file: &Path, at: &Zoned, what: &[What]) -> Option<Vec<u8>> {
    // A path that is not Unicode has no place in JSON.
    let file = file.to_str().filter(|_| !what.is_empty())?;
    Some(what.iter().flat_map(|what| Line::of(file, at, what).write()).collect())
}

/// Adds lines at once, and tells how long the record then is.
fn add(places: &Places, lines: &[u8]) -> io::Result<u64> {
    fs::create_dir_all(places.history_folder())?;
    // A pipe would take them, and tell nobody.
    if record_file(places).metadata().is_ok_and(|meta| !meta.is_file()) {
        return Err(io::Error::other("it is not a file"));
    }
    let mut record = OpenOptions::new().read(true).append(true).create(true).open(record_file(places))?;
    let torn = if is_torn(&mut record)? { b"\n".as_slice() } else { b"" };
    record.write_all(&[torn, lines].concat())?;
    Ok(record.metadata()?.len())
}

fn log_error(places: &Places, result: io::Result<()>) {
    if let Err(error) = result {
        log(places, &Error::io("write", &record_file(places), &error).to_string());
    }
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

/// The file whose lock is this process's turn to write, for as long as it is open.
fn open_lock(places: &Places) -> io::Result<File> {
    fs::create_dir_all(places.history_folder())?;
    let path = places.history_folder().join("lock");
    OpenOptions::new().write(true).create(true).truncate(false).open(path)
}

/// Waits for the turn. Without one, where there are no locks or another process does not finish, a line could be lost only
/// if that one is making the record smaller.
fn wait_for(lock: &File) {
    let started = Instant::now();
    while matches!(lock.try_lock(), Err(TryLockError::WouldBlock)) && started.elapsed() < PATIENCE {
        sleep(Duration::from_millis(1));
    }
}

/// Replaces the record by a smaller one.
fn shrink(places: &Places, max_len: usize) -> io::Result<()> {
    let path = record_file(places);
    let mut aside = tempfile::Builder::new().prefix(".milepost-").tempfile_in(places.history_folder())?;
    let smaller = compact::compact(&fs::read(&path)?, max_len);
    aside.write_all(&smaller.lines)?;
    aside.as_file().sync_all()?;
    aside.persist(&path).map_err(|error| error.error)?;
    if smaller.n_dropped > 0 {
        let path = path.display();
        log(
            places,
            &format!("{path}: it grew too large, and the oldest {} changes were dropped", smaller.n_dropped),
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Level, State};

    fn at(time: &str) -> Zoned {
        format!("{time}[+01:00]").parse().unwrap()
    }

    fn state(item: &str, from: Option<State>, to: Option<State>) -> What {
        What::State { item: item.to_owned(), from, to }
    }

    fn places() -> (tempfile::TempDir, Places) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::under(folder.path());
        (folder, places)
    }

    fn record(places: &Places) -> String {
        fs::read_to_string(record_file(places)).unwrap()
    }

    fn log_of(places: &Places) -> String {
        fs::read_to_string(places.log_file()).unwrap_or_default()
    }

    const FILE: &str = "/notes/a \"b\".md";

    #[test]
    fn a_change_is_a_line_and_is_read_again() {
        let (_folder, places) = places();
        let file = Path::new(FILE);
        let changes = [
            state("a/b", Some(State::Todo), Some(State::Done)),
            state("a/c", None, Some(State::Untracked)),
            What::Parent { item: "a".to_owned(), from: Some(State::Todo), to: Some(State::Doing) },
            What::Level { skill: "C \"x\"".to_owned(), from: Some(Level::Novice), to: None },
        ];
        let time = at("2026-11-22T00:30:00.25+01:00");
        append(&places, file, &time, &changes);
        append(&places, Path::new("/notes/other.md"), &time, &changes[..1]);
        assert!(append_at_once(&places, file, &at("2026-11-23T00:30:00+01:00"), &changes[..1]));
        let start = r#"{"at":"2026-11-22T00:30:00.250+01:00","file":"/notes/a \"b\".md","#;
        let lines: Vec<String> = record(&places).lines().take(4).map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                format!(r#"{start}"item":"a/b","from":"todo","to":"done"}}"#),
                format!(r#"{start}"item":"a/c","from":null,"to":"untracked"}}"#),
                format!(r#"{start}"item":"a","from":"todo","to":"doing","parent":true}}"#),
                format!(r#"{start}"skill":"C \"x\"","from":1,"to":null}}"#),
            ]
        );
        let read = read(&places, file);
        assert_eq!(read.len(), 5);
        assert!(read.iter().zip(&changes).all(|(read, change)| read.what == *change));
        assert_eq!((read[0].at, read[0].date), (time.timestamp(), time.date()));
        assert_eq!(read[4].date, jiff::civil::date(2026, 11, 23));
        assert_eq!(log_of(&places), "");
    }

    #[test]
    fn a_line_that_is_torn_is_passed_over_and_told_once() {
        let (_folder, places) = places();
        let file = Path::new(FILE);
        let change = [state("a", Some(State::Todo), Some(State::Done))];
        append(&places, file, &at("2026-11-22T18:00:00+01:00"), &change);
        let whole = record(&places);
        for torn in 1..whole.len() - 1 {
            fs::write(record_file(&places), whole.clone() + whole.get(..torn).unwrap_or_default()).unwrap();
            assert_eq!(read(&places, file).len(), 1, "{torn}");
            assert!(append_at_once(&places, file, &at("2026-11-22T18:01:00+01:00"), &change));
            assert_eq!(read(&places, file).len(), 2, "{torn}");
        }
        let log = log_of(&places);
        assert!(log.ends_with("changes.jsonl: line 2 cannot be read and is passed over\n"), "{log}");
        assert_eq!(log.lines().count(), 1);
    }

    #[test]
    fn what_is_no_change_is_passed_over() {
        let (_folder, places) = places();
        fs::create_dir_all(places.history_folder()).unwrap();
        let start = r#"{"at":"2026-11-22T18:00:00+01:00","file":"/a""#;
        let lines = [
            format!(r#"{start},"item":"a","from":"todo","to":"done","more":[1]}}"#),
            format!(r#"{start},"item":"a","to":"finished"}}"#),
            format!(r#"{start},"item":"a","from":1,"to":2}}"#),
            format!(r#"{start},"skill":"a","from":1,"to":9}}"#),
            format!(r#"{start},"from":1,"to":2}}"#),
            r#"{"at":"yesterday","file":"/a","item":"a","to":"done"}"#.to_owned(),
            "\u{feff}".to_owned(),
            r#"{"at":"yesterday","file":"/b","item":"/a","to":"done"}"#.to_owned(),
        ];
        fs::write(record_file(&places), lines.join("\r\n")).unwrap();
        assert_eq!(read(&places, Path::new("/a")).len(), 1);
        assert!(log_of(&places).contains(" lines cannot be read"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_file_is_neither_read_nor_written() {
        let (_folder, places) = places();
        fs::create_dir_all(places.history_folder()).unwrap();
        let made = std::process::Command::new("mkfifo").arg(record_file(&places)).status().unwrap();
        assert!(made.success());
        let (done, is_done) = std::sync::mpsc::channel();
        let other = places.clone();
        std::thread::spawn(move || {
            let file = Path::new(FILE);
            let change = [state("a", Some(State::Todo), Some(State::Done))];
            append(&other, file, &at("2026-11-22T18:00:00+01:00"), &change);
            assert!(append_at_once(&other, file, &at("2026-11-22T18:00:00+01:00"), &change));
            done.send(read(&other, file)).unwrap();
        });
        assert_eq!(is_done.recv_timeout(Duration::from_secs(10)), Ok(Vec::new()), "a pipe is waited for");
        assert!(log_of(&places).contains("changes.jsonl: it is not a file"), "{}", log_of(&places));
    }

    #[test]
    fn nothing_is_kept_of_no_change() {
        let (_folder, places) = places();
        append(&places, Path::new(FILE), &at("2026-11-22T18:00:00+01:00"), &[]);
        assert!(append_at_once(&places, Path::new(FILE), &at("2026-11-22T18:00:00+01:00"), &[]));
        assert!(!places.history_folder().exists());
        assert_eq!(read(&places, Path::new(FILE)), []);
        assert_eq!(log_of(&places), "");
    }

    #[test]
    fn a_record_that_cannot_be_written_is_told_to_the_log_alone_and_one_that_is_deleted_begins_anew() {
        let (_folder, places) = places();
        let change = [state("a", Some(State::Todo), Some(State::Done))];
        let time = at("2026-11-22T18:00:00+01:00");
        fs::create_dir_all(&places.state).unwrap();
        fs::write(places.history_folder(), "no folder").unwrap();
        append(&places, Path::new(FILE), &time, &change);
        assert!(append_at_once(&places, Path::new(FILE), &time, &change), "waiting does not help");
        assert_eq!(read(&places, Path::new(FILE)), []);
        assert!(log_of(&places).contains("changes.jsonl"));
        fs::remove_file(places.history_folder()).unwrap();
        append(&places, Path::new(FILE), &time, &change);
        fs::remove_dir_all(places.history_folder()).unwrap();
        append(&places, Path::new(FILE), &time, &change);
        assert_eq!(read(&places, Path::new(FILE)).len(), 1);
    }

    #[test]
    fn who_cannot_wait_adds_nothing_while_another_has_the_turn() {
        let (_folder, places) = places();
        let change = [state("a", Some(State::Todo), Some(State::Done))];
        let time = at("2026-11-22T18:00:00+01:00");
        let lock = open_lock(&places).unwrap();
        lock.lock().unwrap();
        assert!(!append_at_once(&places, Path::new(FILE), &time, &change));
        std::thread::scope(|scope| {
            scope.spawn(|| append(&places, Path::new(FILE), &time, &change));
            drop(lock);
        });
        assert_eq!(read(&places, Path::new(FILE)).len(), 1);
    }

    #[test]
    fn several_add_at_once_and_lose_nothing_though_the_record_is_made_smaller_meanwhile() {
        let (_folder, places) = places();
        let time = at("2026-11-22T18:00:00+01:00");
        let change = |item: String| state(&item, Some(State::Todo), Some(State::Done));
        let old: Vec<What> = (0..1000).map(|nth| change(format!("old/{nth}"))).collect();
        append(&places, Path::new(FILE), &time, &old);
        let max_len = record(&places).len() as u64;
        let add = |writer: usize| {
            for nth in 0..50 {
                append_up_to(max_len, &places, Path::new(FILE), &time, &[change(format!("{writer}/{nth}"))]);
            }
        };
        std::thread::scope(|scope| (0..4).for_each(|writer| drop(scope.spawn(move || add(writer)))));
        let read = read(&places, Path::new(FILE));
        assert!((200..1000).contains(&read.len()), "it was made smaller: {}", read.len());
        for new in (0..4).flat_map(|writer| (0..50).map(move |nth| format!("{writer}/{nth}"))).map(change) {
            assert_eq!(read.iter().filter(|change| change.what == new).count(), 1, "{new:?}");
        }
    }

    #[test]
    fn a_torn_last_line_is_told_beside_others() {
        let (_folder, places) = places();
        let change = [state("a", Some(State::Todo), Some(State::Done))];
        append(&places, Path::new(FILE), &at("2026-11-22T18:00:00+01:00"), &change);
        let whole = record(&places);
        for _ in 0..2 {
            fs::write(record_file(&places), format!("{{\n{whole}{{\"at\":")).unwrap();
            assert_eq!(read(&places, Path::new(FILE)).len(), 1);
        }
        let log = log_of(&places);
        let told = "changes.jsonl: 2 lines cannot be read and are passed over, the last of them line 3\n";
        assert!(log.ends_with(told), "{log}");
        assert_eq!(log.lines().count(), 1);
    }

    #[test]
    fn what_is_dropped_is_told() {
        let (_folder, places) = places();
        for minute in 10..20 {
            let change = [state(&format!("a{minute}"), Some(State::Todo), Some(State::Done))];
            append(&places, Path::new(FILE), &at(&format!("2026-11-22T18:{minute}:00+01:00")), &change);
        }
        let len = record(&places).len();
        let change = [state("b10", Some(State::Todo), Some(State::Done))];
        append_up_to(len as u64, &places, Path::new(FILE), &at("2026-11-22T19:00:00+01:00"), &change);
        assert_eq!(read(&places, Path::new(FILE)).len(), 5);
        let log = log_of(&places);
        assert!(log.ends_with("it grew too large, and the oldest 6 changes were dropped\n"), "{log}");
    }
}

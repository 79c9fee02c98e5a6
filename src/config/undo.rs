//! Undo across restarts: `undo/KEY.jsonl` in the state folder, the steps of one file, which can be deleted at any time.
//!
//! ```text
//! {"milepost":"undo","version":1,"file":"/notes/roadmap.md"}
//! {"did":"act","label":"tick","edits":[{"splices":[{"at":460,"old":" ","new":"x"}],"effect":{"states":1}}],"text":"0f…"}
//! {"did":"undo","text":"6c…"}
//! ```
//!
//! A step is added when its save is done, whichever milepost made it; one that was made on another text than the last
//! one left begins the file anew. So each step is of the text that the one before made, and the file's end tells which
//! text all of them made: only on that one they are believed. Nothing is synced, and nothing that goes wrong here is
//! told but to the log.

mod line;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use self::line::{Line, end_of};
use super::{Places, file, log};
use crate::error::Error;
use crate::fingerprint::{Fingerprint, key};
use crate::history::{ChangeKind, History, Step};

/// The largest undo file. What would make it larger is forgotten, the oldest first.
const MAX_LEN: u64 = 1024 * 1024;

/// Of so many roadmaps steps are kept.
const MAX_FILES: usize = 64;

/// A step whose save is done.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    pub step: &'a Step,
    pub kind: ChangeKind,
    /// The text that it was made on.
    pub before: Fingerprint,
    pub after: Fingerprint,
}

#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    milepost: String,
    version: u32,
    file: String,
}

/// The steps of a file, by its real path, that led to `text`; none, with the reason, where they led to another.
pub fn load(places: &Places, real: &Path, text: &[u8]) -> History {
    let path = path_of(places, real);
    let read = file::read_text(&path, MAX_LEN).and_then(|kept| match kept {
        Some(kept) => read(&kept, real, text).map_err(|reason| Error::new("read", reason).at(&path)),
        None => Ok(History::default()),
    });
    read.unwrap_or_else(|error| {
        log(places, &error.to_string());
        History::default()
    })
}

/// Keeps a step of a file, by its real path. `history` tells all steps with this one; it is asked where those that are
/// kept are of another text.
pub fn append(places: &Places, real: &Path, made: Made<'_>, history: impl FnOnce() -> History) {
    if let Err(error) = append_up_to(MAX_LEN, places, real, made, history) {
        log(places, &error.to_string());
    }
}

/// Keeps all steps of a file that is about to be closed, where those that are kept are of another text: another program
/// changed the file while it was open, and its steps were moved over that.
pub fn keep(places: &Places, real: &Path, text: &[u8], history: &History) {
    let (done, undone) = history.steps();
    if done.is_empty() && undone.is_empty() {
        return;
    }
    let path = path_of(places, real);
    let text = Fingerprint::of(text);
    if !ends_with(&path, text)
        && let Err(error) = replace(MAX_LEN, &path, real, history, text)
    {
        log(places, &Error::io("write", &path, &error).to_string());
    }
}

fn path_of(places: &Places, real: &Path) -> PathBuf {
    places.undo_folder().join(format!("{}.jsonl", key(real)))
}

fn header(real: &Path) -> Header {
    Header { milepost: "undo".to_owned(), version: 1, file: real.to_string_lossy().into_owned() }
}

/// The steps that an undo file holds, if they are of this file and led to this text.
fn read(kept: &str, real: &Path, text: &[u8]) -> Result<History, String> {
    let mut lines = kept.split_terminator('\n');
    let first = lines.next().and_then(|line| serde_json::from_str(line).ok());
    if first != Some(header(real)) {
        return Err("it is not the undo file of this roadmap, and is ignored".to_owned());
    }
    if !kept.ends_with("\"}\n") {
        return Err("its end is missing, and it is ignored".to_owned());
    }
    if !kept.ends_with(&end_of(Fingerprint::of(text))) {
        return Ok(History::outdated());
    }
    replay(lines).map_err(|line| format!("line {line} cannot be read, and it is ignored"))
}

/// What came of the steps, or the number of the first line that is none.
fn replay<'a>(lines: impl Iterator<Item = &'a str>) -> Result<History, usize> {
    let mut history = History::default();
    for (number, line) in (2_usize..).zip(lines) {
        let (step, kind) = Line::read(line).ok_or(number)?;
        history.follow(step, kind);
    }
    Ok(history)
}

fn append_up_to(
    max_len: u64,
    places: &Places,
    real: &Path,
    made: Made<'_>,
    history: impl FnOnce() -> History,
) -> Result<(), Error> {
    let path = path_of(places, real);
    let failed = |error: io::Error| Error::io("write", &path, &error);
    if !ends_with(&path, made.before) {
        return replace(max_len, &path, real, &history(), made.after).map_err(failed);
    }
    let line = Line::of(made.step, made.kind).write(Some(made.after)).unwrap_or_default();
    let mut kept = OpenOptions::new().append(true).open(&path).map_err(failed)?;
    if kept.metadata().map_err(failed)?.len() + line.len() as u64 <= max_len {
        return kept.write_all(line.as_bytes()).map_err(failed);
    }
    let all = file::read_text(&path, MAX_LEN)?.unwrap_or_default();
    let mut kept = replay(all.split_terminator('\n').skip(1)).unwrap_or_default();
    kept.follow(made.step.clone(), made.kind);
    replace(max_len, &path, real, &kept, made.after).map_err(failed)
}

/// Whether the steps of an undo file led to a text.
fn ends_with(path: &Path, text: Fingerprint) -> bool {
    let end = end_of(text);
    let read = || {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::End(-(end.len() as i64)))?;
        let mut last = Vec::with_capacity(end.len());
        file.read_to_end(&mut last)?;
        Ok::<_, io::Error>(last)
    };
    read().is_ok_and(|last| last == end.as_bytes())
}

/// Begins an undo file anew with the newest steps, at once; without one there is none.
fn replace(max_len: u64, path: &Path, real: &Path, history: &History, text: Fingerprint) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let is_new = !path.exists();
    // Half of it, so that it is not begun anew with the next step.
    let lines = newest(history, max_len / 2, text);
    if lines.is_empty() {
        return if is_new { Ok(()) } else { fs::remove_file(path) };
    }
    fs::create_dir_all(folder)?;
    let mut aside = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
    serde_json::to_writer(&mut aside, &header(real))?;
    aside.write_all(b"\n")?;
    aside.write_all(lines.as_bytes())?;
    aside.persist(path).map_err(|error| error.error)?;
    if is_new {
        forget_oldest(folder);
    }
    Ok(())
}

/// The lines of the newest steps that can be taken back, and then of those that can be made again, the next one first.
fn newest(history: &History, max_len: u64, text: Fingerprint) -> String {
    let mut room = max_len as usize;
    let mut lines_within = |steps: &[Step]| {
        let lines = steps.iter().rev().map_while(|step| {
            let line = Line::of(step, ChangeKind::Act).write(None)?;
            room = room.checked_sub(line.len())?;
            Some(line)
        });
        lines.collect::<Vec<String>>()
    };
    let (done, undone) = history.steps();
    let (done, undone) = (lines_within(done), lines_within(undone));
    let taken_back = "{\"did\":\"undo\"}\n".repeat(undone.len());
    let mut lines: String = done.into_iter().rev().chain(undone).collect();
    lines.push_str(&taken_back);
    // The last of them says which text they made.
    if let Some(rest) = lines.strip_suffix("}\n") {
        lines = rest.to_owned() + &end_of(text);
    }
    lines
}

/// Removes the undo files that were not written for longest.
fn forget_oldest(folder: &Path) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let written = |entry: fs::DirEntry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()));
    let mut files: Vec<_> = entries.flatten().filter_map(written).collect();
    files.sort_unstable();
    let n_over = files.len().saturating_sub(MAX_FILES);
    for (_, path) in files.into_iter().take(n_over) {
        let _ = fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::difference::difference;

    const REAL: &str = "/notes/roadmap.md";

    struct Desk {
        folder: tempfile::TempDir,
        history: History,
        text: String,
    }

    impl Desk {
        fn new(text: &str) -> Self {
            Self { folder: tempfile::tempdir().unwrap(), history: History::default(), text: text.to_owned() }
        }

        fn places(&self) -> Places {
            Places::under(self.folder.path())
        }

        fn file(&self) -> PathBuf {
            path_of(&self.places(), Path::new(REAL))
        }

        fn log(&self) -> String {
            fs::read_to_string(self.places().log_file()).unwrap_or_default()
        }

        fn make(&mut self, step: &Step, kind: ChangeKind, max_len: u64) {
            let edits = if kind == ChangeKind::Undo { step.invert().edits } else { step.edits.clone() };
            let made_of =
                edits.iter().fold(self.text.clone().into_bytes(), |text, edit| edit.apply(&text).unwrap());
            let before = Fingerprint::of(self.text.as_bytes());
            self.text = String::from_utf8(made_of).unwrap();
            let after = Fingerprint::of(self.text.as_bytes());
            self.history.follow(step.clone(), kind);
            let made = Made { step, kind, before, after };
            append_up_to(max_len, &self.places(), Path::new(REAL), made, || self.history.clone()).unwrap();
        }

        fn write(&mut self, new: &str) {
            let step =
                Step { edits: vec![difference(self.text.as_bytes(), new.as_bytes())], label: "tick".into() };
            self.make(&step, ChangeKind::Act, MAX_LEN);
        }

        fn undo(&mut self) {
            let step = self.history.undo_step().unwrap().invert();
            self.make(&step, ChangeKind::Undo, MAX_LEN);
        }

        fn redo(&mut self) {
            let step = self.history.redo_step().unwrap();
            self.make(&step, ChangeKind::Redo, MAX_LEN);
        }

        fn load(&self) -> History {
            load(&self.places(), Path::new(REAL), self.text.as_bytes())
        }
    }

    #[test]
    fn steps_are_there_again_as_they_were() {
        let mut desk = Desk::new("a\n");
        assert_eq!(desk.load(), History::default());
        for text in ["b\n", "c\n", "d\n"] {
            desk.write(text);
            assert_eq!(desk.load(), desk.history);
        }
        desk.undo();
        desk.undo();
        desk.redo();
        assert_eq!(desk.load(), desk.history);
        assert_eq!(desk.history.steps().0.len(), 2);
        desk.write("e\n");
        assert_eq!(desk.load(), desk.history);
        assert_eq!(desk.log(), "");
    }

    #[test]
    fn steps_of_a_text_that_another_program_changed_are_refused_with_the_reason() {
        let mut desk = Desk::new("a\n");
        desk.write("b\n");
        desk.text = "b\nnew\n".to_owned();
        assert_eq!(desk.load(), History::outdated());
        assert!(desk.load().why_cut().is_some());
        desk.history = desk.load();
        desk.write("c\nnew\n");
        assert_eq!(desk.load().steps().0.len(), 1, "what follows is kept by itself");
    }

    #[test]
    fn steps_that_were_moved_over_a_change_are_kept_so() {
        let mut desk = Desk::new("a\nb\n");
        desk.write("a\nB\n");
        desk.write("a\nC\n");
        desk.undo();
        desk.history.rebase(&difference(b"a\nB\n", b"new\na\nB\n"));
        desk.text = "new\na\nB\n".to_owned();
        assert_eq!(desk.load(), History::outdated());
        keep(&desk.places(), Path::new(REAL), desk.text.as_bytes(), &desk.history);
        assert_eq!(desk.load(), desk.history);
        desk.history.rebase(&difference(b"new\na\nB\n", b"a\nB\nnew\n"));
        desk.text = "a\nB\nnew\n".to_owned();
        desk.redo();
        assert_eq!(desk.load(), desk.history);
    }

    #[test]
    fn what_is_torn_or_of_another_file_is_ignored_and_logged() {
        let mut desk = Desk::new("a\n");
        desk.write("b\n");
        desk.write("c\n");
        let whole = fs::read_to_string(desk.file()).unwrap();
        let other = whole.replace(REAL, "/notes/other.md");
        let later = whole.replace("\"version\":1", "\"version\":2");
        let damaged = whole.replacen("\"did\"", "\"dad\"", 1);
        let unended = whole.trim_end();
        for kept in ["", "\n", "x", "\u{0}\u{0}", unended, whole.get(..90).unwrap(), &other, &later, &damaged]
        {
            let _ = fs::remove_file(desk.places().log_file());
            fs::write(desk.file(), kept).unwrap();
            assert_eq!(desk.load(), History::default(), "{kept:?}");
            assert!(desk.log().contains("ignored"), "{kept:?}: {}", desk.log());
        }
        fs::write(desk.file(), b"\xff").unwrap();
        assert_eq!(desk.load(), History::default());
        fs::write(desk.file(), unended).unwrap();
        desk.write("d\n");
        assert_eq!(desk.load(), desk.history, "it is begun anew");
    }

    #[test]
    fn the_oldest_steps_are_forgotten_when_there_is_no_room() {
        let mut desk = Desk::new("0\n");
        for n in 1..200 {
            let new = format!("{n}\n");
            let step =
                Step { edits: vec![difference(desk.text.as_bytes(), new.as_bytes())], label: "".into() };
            desk.make(&step, ChangeKind::Act, 4096);
            assert!(fs::metadata(desk.file()).unwrap().len() <= 4096);
        }
        let (loaded, all) = (desk.load(), &desk.history);
        let (kept, all) = (loaded.steps().0, all.steps().0);
        assert!((10..100).contains(&kept.len()), "{}", kept.len());
        assert_eq!(kept, &all[all.len() - kept.len()..]);
    }

    #[test]
    fn a_step_too_large_to_be_kept_is_forgotten_with_those_before_it() {
        let mut desk = Desk::new("a\n");
        desk.write("b\n");
        let new = "x".repeat(10_000);
        let step = Step { edits: vec![difference(desk.text.as_bytes(), new.as_bytes())], label: "".into() };
        desk.make(&step, ChangeKind::Act, 4096);
        assert_eq!(desk.load().steps().0.len(), 0);
        desk.write("c\n");
        assert!(desk.load().undo_step().is_some());
    }

    #[test]
    fn of_only_so_many_files_steps_are_kept() {
        let desk = Desk::new("a\n");
        let step = Step { edits: vec![difference(b"a\n", b"b\n")], label: "".into() };
        let mut history = History::default();
        history.record(step);
        for n in 0..MAX_FILES + 5 {
            keep(&desk.places(), &PathBuf::from(format!("/{n}.md")), b"b\n", &history);
        }
        assert_eq!(fs::read_dir(desk.places().undo_folder()).unwrap().count(), MAX_FILES);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_reads_what_the_user_wrote() {
        use std::os::unix::fs::PermissionsExt as _;
        let mut desk = Desk::new("a\n");
        desk.write("b\n");
        assert_eq!(fs::metadata(desk.file()).unwrap().permissions().mode() & 0o077, 0);
    }
}

//! Undo across restarts: `undo/KEY.jsonl` in the state folder, the steps of one file, which can be deleted at any time.
//!
//! ```text
//! {"milepost":"undo","version":2,"file":"/notes/roadmap.md"}
//! {"did":"act","label":"tick","edits":[{"splices":[{"at":460,"old":" ","new":"x"}],"effect":{"states":1}}],"text":"0f…"}
//! {"did":"undo","label":"tick","edits":[{"splices":[{"at":460,"old":"x","new":" "}],…}],"text":"6c…"}
//! ```
//!
//! A step is added when its save is done, whichever milepost made it; one that was made on another text than the last
//! one left begins the file anew. So each step is of the text that the one before made, and the file's end tells which
//! text all of them made: only on that one they are believed. What was taken back or made again is told by what was
//! written, as it need not be the newest step: two documents of one file have a history each and write one file. Where
//! steps are given up, the first line says why. Nothing is synced, and nothing that goes wrong here is
//! told but to the log.

mod line;

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use self::line::{Line, end_of};
use super::{Places, file, log};
use crate::error::Error;
use crate::fingerprint::{Fingerprint, key};
use crate::history::{ChangeKind, Cut, History, Step};

/// The largest undo file. What would make it larger is forgotten, the oldest first.
const MAX_LEN: u64 = 1024 * 1024;

/// Of so many roadmaps steps are kept.
const MAX_FILES: usize = 64;

/// A step whose save is done.
#[derive(Debug, Clone, Copy)]
pub struct Made<'a> {
    /// As it was written: of an undo, what took the step back.
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
    /// Why there are no steps before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cut: Option<Cut>,
    /// As in a step's line, where no step follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl Header {
    fn new(real: &Path, cut: Option<Cut>) -> Self {
        let file = real.to_string_lossy().into_owned();
        Self { milepost: "undo".to_owned(), version: 2, file, cut, text: None }
    }

    /// The first line of the undo file of this roadmap; none of another's.
    fn read(line: &str, real: &Path) -> Option<Self> {
        let header: Self = serde_json::from_str(line).ok()?;
        let own = Self { cut: header.cut, text: header.text.clone(), ..Self::new(real, None) };
        (header == own).then_some(header)
    }
}

/// The steps of a file, by its real path, that led to `text`; none, with the reason, where they led to another.
pub fn load(places: &Places, real: &Path, text: &[u8]) -> History {
    let path = path_of(places, real);
    match file::read_text(&path, MAX_LEN) {
        Ok(None) => History::default(),
        Ok(Some(kept)) => read(&kept, real).map_or_else(
            |reason| {
                log(places, &Error::new("read", reason).at(&path).to_string());
                History::given_up(Cut::Damaged)
            },
            |history| {
                if kept.ends_with(&end_of(Fingerprint::of(text))) {
                    return history;
                }
                History::given_up(Cut::Outdated)
            },
        ),
        Err(error) => {
            log(places, &error.to_string());
            History::given_up(Cut::Damaged)
        }
    }
}

/// Keeps a step of a file, by its real path. `history` tells all steps with this one; it is asked where those that are
/// kept are of another text.
pub fn append(
    places: &Places,
    real: &Path,
    made: Made<'_>,
    history: impl FnOnce() -> History,
) -> Result<(), Error> {
    append_up_to(MAX_LEN, places, real, made, history).inspect_err(|error| log(places, &error.to_string()))
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
    let replaced = || {
        let history = after_kept(&path, real, history.clone(), done.len());
        replace(MAX_LEN, &path, real, &history, text)
    };
    if !leads_to(&path, real, text)
        && let Err(error) = replaced()
    {
        log(places, &Error::io("write", &path, &error).to_string());
    }
}

fn path_of(places: &Places, real: &Path) -> PathBuf {
    places.undo_folder().join(format!("{}.jsonl", key(real)))
}

/// What came of the steps that an undo file of this roadmap holds. Those up to a line that cannot be read are given up.
fn read(kept: &str, real: &Path) -> Result<History, &'static str> {
    let mut lines = kept.split_terminator('\n');
    let header = lines.next().and_then(|line| Header::read(line, real));
    let header = header.ok_or("it is not the undo file of this roadmap, and is ignored")?;
    if !kept.ends_with("\"}\n") {
        return Err("its end is missing, and it is ignored");
    }
    let mut history = History::default().after_cut(header.cut);
    for line in lines {
        match Line::read(line).and_then(|(step, kind)| Some((whole(step, kind, &history)?, kind))) {
            Some((step, kind)) => history.follow(step, kind),
            None => history = History::given_up(Cut::Damaged),
        }
    }
    Ok(history)
}

/// The step, or for an undo without one that of the newest step.
fn whole(step: Step, kind: ChangeKind, history: &History) -> Option<Step> {
    if kind == ChangeKind::Undo && step.edits.is_empty() { history.undo_step() } else { Some(step) }
}

/// A history that takes the place of the one that is kept, which is of another text. Where that one has steps that
/// this one lacks, which had `n_before` that could be taken back, this one says why.
fn after_kept(path: &Path, real: &Path, history: History, n_before: usize) -> History {
    let cut = match file::read_text(path, MAX_LEN).map(|kept| kept.map(|kept| read(&kept, real))) {
        Ok(None) => None,
        Ok(Some(Ok(kept))) if kept.steps().0.len() <= n_before => kept.cut(),
        Ok(Some(Ok(_))) => Some(Cut::Outdated),
        Ok(Some(Err(_))) | Err(_) => Some(Cut::Damaged),
    };
    let cut = history.cut().or(cut);
    history.after_cut(cut)
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
    if !leads_to(&path, real, made.before) {
        let history = history();
        let n_done = history.steps().0.len();
        let n_before = if made.kind == ChangeKind::Undo { n_done + 1 } else { n_done.saturating_sub(1) };
        let history = after_kept(&path, real, history, n_before);
        return replace(max_len, &path, real, &history, made.after).map_err(failed);
    }
    let line = Line::of(made.step, made.kind).write(Some(made.after)).unwrap_or_default();
    let mut kept = OpenOptions::new().append(true).open(&path).map_err(failed)?;
    if kept.metadata().map_err(failed)?.len() + line.len() as u64 <= max_len {
        return kept.write_all(line.as_bytes()).map_err(failed);
    }
    let all = file::read_text(&path, MAX_LEN)?.unwrap_or_default();
    let mut kept = read(&all, real).unwrap_or_else(|_| History::given_up(Cut::Damaged));
    kept.follow(made.step.clone(), made.kind);
    replace(max_len, &path, real, &kept, made.after).map_err(failed)
}

/// Whether an undo file is this roadmap's, and its steps led to a text.
fn leads_to(path: &Path, real: &Path, text: Fingerprint) -> bool {
    let end = end_of(text);
    let read = || {
        let mut file = BufReader::new(File::open(path)?);
        let mut first = String::new();
        file.by_ref().take(MAX_LEN).read_line(&mut first)?;
        file.seek(SeekFrom::End(-(end.len() as i64)))?;
        let mut last = Vec::with_capacity(end.len());
        file.read_to_end(&mut last)?;
        Ok::<_, io::Error>((first, last))
    };
    read().is_ok_and(|(first, last)| Header::read(&first, real).is_some() && last == end.as_bytes())
}

/// Begins an undo file anew with the newest steps, at once; without one, and without a reason for that, there is none.
fn replace(max_len: u64, path: &Path, real: &Path, history: &History, text: Fingerprint) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let is_new = !path.exists();
    // Half of it, so that it is not begun anew with the next step.
    let (lines, is_whole) = newest(history, max_len / 2);
    let cut = if is_whole { history.cut() } else { Some(Cut::Forgotten) };
    if lines.is_empty() && cut.is_none() {
        return if is_new { Ok(()) } else { fs::remove_file(path) };
    }
    let mut kept = serde_json::to_string(&Header::new(real, cut))?;
    kept.push('\n');
    kept.push_str(&lines);
    // The last line says which text all of them made.
    let kept = kept.strip_suffix("}\n").unwrap_or(&kept).to_owned() + &end_of(text);
    fs::create_dir_all(folder)?;
    let mut aside = tempfile::Builder::new().prefix(".new-").tempfile_in(folder)?;
    aside.write_all(kept.as_bytes())?;
    aside.persist(path).map_err(|error| error.error)?;
    if is_new {
        forget_oldest(folder);
    }
    Ok(())
}

/// The lines of the newest steps that can be taken back, and then of those that can be made again, the next one first;
/// and whether the former are all there.
fn newest(history: &History, max_len: u64) -> (String, bool) {
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
    let n_done = done.len();
    let (done, undone) = (lines_within(done), lines_within(undone));
    let is_whole = done.len() == n_done;
    let taken_back = "{\"did\":\"undo\"}\n".repeat(undone.len());
    let lines: String = done.into_iter().rev().chain(undone).collect();
    (lines + &taken_back, is_whole)
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
            let made_of = step
                .edits
                .iter()
                .fold(self.text.clone().into_bytes(), |text, edit| edit.apply(&text).unwrap());
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
            let step = self.history.undo_step().unwrap();
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
        assert_eq!(desk.load(), History::given_up(Cut::Outdated));
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
        assert_eq!(desk.load(), History::given_up(Cut::Outdated));
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
        let later = whole.replace("\"version\":2", "\"version\":3");
        let unended = whole.trim_end();
        for kept in ["", "\n", "x", "\u{0}\u{0}", unended, whole.get(..90).unwrap(), &other, &later] {
            let _ = fs::remove_file(desk.places().log_file());
            fs::write(desk.file(), kept).unwrap();
            assert_eq!(desk.load(), History::given_up(Cut::Damaged), "{kept:?}");
            assert!(desk.log().contains("ignored"), "{kept:?}: {}", desk.log());
        }
        fs::write(desk.file(), b"\xff").unwrap();
        assert_eq!(desk.load(), History::given_up(Cut::Damaged));
        fs::write(desk.file(), unended).unwrap();
        desk.write("d\n");
        assert_eq!(desk.load(), desk.history.after_cut(Some(Cut::Damaged)), "it is begun anew");
    }

    #[test]
    fn steps_up_to_a_line_that_cannot_be_read_are_given_up_with_the_reason() {
        let mut desk = Desk::new("a\n");
        for text in ["b\n", "c\n", "d\n"] {
            desk.write(text);
        }
        let whole = fs::read_to_string(desk.file()).unwrap();
        let (head, rest) = whole.split_at(whole.find("\"c").unwrap());
        fs::write(desk.file(), head.to_owned() + "\u{0}" + rest).unwrap();
        assert_eq!(desk.load().steps().0, &desk.history.steps().0[2..]);
        assert_eq!(desk.load().cut(), Some(Cut::Damaged));
        desk.undo();
        assert_eq!(desk.load().undo_step(), None);
        desk.redo();
        assert!(desk.load().undo_step().is_some());
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

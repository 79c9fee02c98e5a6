//! Writing a change: prepared by the document, put on disk by the store.
//!
//! Knows no terminal: the panes and the command line save through it alike. A change that is written is not yet part
//! of the document; whoever asked keeps its step ([`keep_step`]) and commits [`Written::prepared`].

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use crate::config::{Places, undo};
use crate::document::{Change, Document, Prepared};
use crate::edit::Circumstances;
use crate::edit::difference::difference;
use crate::error::{Error, Kind};
use crate::fingerprint::Fingerprint;
use crate::history::Step;
use crate::settings::Defaults;
use crate::store::{Aside, How, Settled, Store};

/// A change that is on disk.
pub struct Written {
    /// To be committed; on the text that was on disk, if that was not the document's.
    pub prepared: Prepared,
    /// The whole text, where it has more than what was prepared: lines that another program added in that instant. To
    /// be reloaded after the commit.
    pub more: Option<Arc<Vec<u8>>>,
    pub how: How,
    /// Where words of another program are that could not be brought together with the file.
    pub kept: Vec<PathBuf>,
    /// To be given to [`settle`]; none if no file was replaced.
    pub unsettled: Option<Unsettled>,
    /// The text that it was prepared on, and the one that it made of that.
    texts: (Fingerprint, Fingerprint),
}

/// A save whose old file is still to be looked at, with what is needed to make the change again.
///
/// Dropped, the old file is looked at once and removed if nobody wrote into it.
pub struct Unsettled {
    aside: Aside,
    text: Arc<Vec<u8>>,
    change: Change,
    step: Step,
    /// Whether the change's targets name places of the text that the step was made on.
    is_of_document: bool,
    circumstances: Circumstances,
    defaults: Defaults,
}

/// The text that is on disk after another program wrote into the old file, with its words and the change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutBack {
    pub bytes: Arc<Vec<u8>>,
    /// As [`Written::kept`].
    pub kept: Vec<PathBuf>,
}

impl Unsettled {
    /// When to settle it. Earlier, [`settle`] waits.
    pub fn due(&self) -> Instant {
        self.aside.due()
    }
}

/// Writes a change of a document to its file, on top of what the file holds by now.
///
/// A change that changes nothing writes nothing. On an error the file is without the change.
pub fn write(
    store: &Store,
    path: &Path,
    document: &Document,
    change: &Change,
    circumstances: Circumstances,
) -> Result<Written, Error> {
    let held = document.roadmap.to_bytes();
    let mut placed = None;
    let saved = store.save(path, &held, &mut |current| {
        let prepared = if current == held {
            document.prepare(change, circumstances)?
        } else {
            document.prepare_on(current, change, circumstances)?
        };
        let bytes = prepared.bytes(current)?;
        let texts = (Fingerprint::of(current), Fingerprint::of(&bytes));
        placed = Some((prepared, bytes.len(), texts));
        Ok(bytes)
    })?;
    let (prepared, n_bytes, texts) = placed.expect("a save asks at least once what to write");
    // Lines that are brought in make the text longer; nothing else alters what was placed.
    let more = (saved.bytes.len() != n_bytes).then(|| Arc::clone(&saved.bytes));
    let unsettled = saved.aside.map(|aside| Unsettled {
        aside,
        text: saved.bytes,
        change: change.clone(),
        step: prepared.step.clone(),
        is_of_document: !prepared.is_foreign(),
        circumstances,
        defaults: document.roadmap.defaults(),
    });
    Ok(Written { prepared, more, how: saved.how, kept: saved.kept, unsettled, texts })
}

/// Keeps the step of a change that was written to a file, by its real path, so that it can be taken back after a restart
/// too. `document` is the one that it was written from, before it is committed. Where it cannot be kept, as where the
/// state folder cannot be written, it says so in words: the change itself is on disk.
#[must_use]
pub fn keep_step(places: &Places, real: &Path, document: &Document, written: &Written) -> Option<String> {
    let (before, after) = written.texts;
    if before == after {
        return None;
    }
    let Prepared { step, kind, .. } = &written.prepared;
    let made = undo::Made { step, kind: *kind, before, after };
    let kept = undo::append(places, real, made, || document.history_after(&written.prepared));
    kept.err().map(|error| format!("written, but undo is not kept for later: {error}"))
}

/// Looks at the old file once more, and removes it.
///
/// If another program wrote into it since, its words are in the file again, with the change on top. An error then means
/// that the file is now the other program's, without the change.
pub fn settle(store: &Store, unsettled: Unsettled) -> Result<Option<PutBack>, Error> {
    let Unsettled { aside, text, change, step, is_of_document, circumstances, defaults } = unsettled;
    let mut place = |current: &[u8]| {
        if *current == **text {
            return Ok(current.to_vec());
        }
        let old = apply(&step.invert(), &text)?;
        if let (Change::Act(_), true) = (&change, is_of_document) {
            let document = Document::new(old, defaults);
            return document.prepare_on(current, &change, circumstances)?.bytes(current);
        }
        make_over(&step, &old, current)
    };
    Ok(match store.settle(aside, &mut place)? {
        Settled::Quiet => None,
        Settled::PutBack { bytes, kept } => Some(PutBack { bytes, kept }),
    })
}

/// Writes a change and settles at once, for those who do nothing in between.
pub fn write_and_settle(
    store: &Store,
    path: &Path,
    document: &Document,
    change: &Change,
    circumstances: Circumstances,
) -> Result<Written, Error> {
    let mut written = write(store, path, document, change, circumstances)?;
    if let Some(unsettled) = written.unsettled.take()
        && let Some(put_back) = settle(store, unsettled)?
    {
        written.more = Some(put_back.bytes);
        written.kept.extend(put_back.kept);
    }
    Ok(written)
}

/// Makes a step, made on `old`, on another program's text.
fn make_over(step: &Step, old: &[u8], current: &[u8]) -> Result<Vec<u8>, Error> {
    let mut foreign = difference(old, current);
    let mut bytes = current.to_vec();
    for edit in &step.edits {
        let (Some(moved), Some(beyond)) = (edit.over(&foreign), foreign.before(edit)) else {
            return Err(Error::new("save", "another program changed the same text in the same instant")
                .of_kind(Kind::Moved)
                .hint("its text is in the file; look at it and try again"));
        };
        bytes = moved.apply(&bytes)?;
        foreign = beyond;
    }
    Ok(bytes)
}

fn apply(step: &Step, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    step.edits.iter().try_fold(bytes.to_vec(), |bytes, edit| edit.apply(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Action, Target};
    use crate::edit::Verb;
    use crate::model::State;

    const CIRCUMSTANCES: Circumstances = Circumstances { today: jiff::civil::Date::constant(2026, 11, 22) };

    struct File {
        folder: tempfile::TempDir,
        store: Store,
        path: PathBuf,
    }

    /// A file with `text`, and its document, in which undo makes `undone` of it: the box of its only item empty.
    fn file(text: &str, undone: &str) -> (File, Document) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("roadmap.md");
        std::fs::write(&path, text).unwrap();
        let mut document = Document::new(undone.into(), Defaults::default());
        let (place, _) = document.roadmap.items().next().unwrap();
        let action = Action { target: Target::Item(place), verb: Verb::SetState(State::Done) };
        let prepared = document.prepare(&Change::Act(vec![action]), CIRCUMSTANCES).unwrap();
        document.commit(prepared);
        assert_eq!(document.roadmap.to_bytes(), text.as_bytes());
        (File { store: Store::new(folder.path().join("state")), path, folder }, document)
    }

    impl File {
        fn text(&self) -> String {
            std::fs::read_to_string(&self.path).unwrap()
        }

        fn write(&self, document: &Document, change: &Change) -> Result<Written, Error> {
            write(&self.store, &self.path, document, change, CIRCUMSTANCES)
        }
    }

    #[test]
    fn a_change_is_on_disk_before_it_is_committed() {
        let (file, mut document) = file("# A\n\n- [x] b\n", "# A\n\n- [ ] b\n");
        let written =
            write_and_settle(&file.store, &file.path, &document, &Change::Undo, CIRCUMSTANCES).unwrap();
        assert_eq!(file.text(), "# A\n\n- [ ] b\n");
        assert_eq!(document.roadmap.to_bytes(), b"# A\n\n- [x] b\n");
        assert_eq!(written.more, None);
        document.commit(written.prepared);
        assert_eq!(document.roadmap.to_bytes(), file.text().as_bytes());
        let beside: Vec<_> =
            file.folder.path().read_dir().unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(beside.len(), 2, "the roadmap and the state, no old file: {beside:?}");
    }

    #[test]
    fn what_the_file_holds_by_now_is_kept() {
        let (file, mut document) = file("# A\n\n- [x] b\n", "# A\n\n- [ ] b\n");
        std::fs::write(&file.path, "# New\n\n- c\n\n# A\n\n- [x] b\n").unwrap();
        let written = file.write(&document, &Change::Undo).unwrap();
        assert_eq!(file.text(), "# New\n\n- c\n\n# A\n\n- [ ] b\n");
        document.commit(written.prepared);
        assert_eq!(document.roadmap.to_bytes(), file.text().as_bytes());
    }

    #[test]
    fn a_change_without_a_place_writes_nothing() {
        let (file, document) = file("# A\n\n- [x] b\n", "# A\n\n- [ ] b\n");
        std::fs::write(&file.path, "# A\n\n- [x] other\n- [x] more\n").unwrap();
        assert_eq!(file.write(&document, &Change::Undo).err().map(|error| error.kind), Some(Kind::Moved));
        assert_eq!(file.text(), "# A\n\n- [x] other\n- [x] more\n");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn words_written_into_the_old_file_after_the_save_come_back() {
        use std::io::Write as _;
        let (file, document) = file("# A\n\n- [x] b\n", "# A\n\n- [ ] b\n");
        let mut held_open = std::fs::OpenOptions::new().append(true).open(&file.path).unwrap();
        let mut written = file.write(&document, &Change::Undo).unwrap();
        held_open.write_all(b"- late\n").unwrap();
        let put_back = settle(&file.store, written.unsettled.take().unwrap()).unwrap().unwrap();
        assert_eq!(file.text(), "# A\n\n- [ ] b\n- late\n");
        assert_eq!(**put_back.bytes, *file.text().as_bytes());
    }

    #[test]
    fn a_quiet_save_has_nothing_to_put_back() {
        let (file, document) = file("- [x] b\n", "- [ ] b\n");
        let mut written = file.write(&document, &Change::Undo).unwrap();
        let unsettled = written.unsettled.take().unwrap();
        assert_eq!(settle(&file.store, unsettled), Ok(None));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn an_action_finds_its_item_again_in_words_that_come_back() {
        use std::io::Write as _;
        let (file, mut document) = file("- [x] a\n- [ ] b\n", "- [ ] a\n- [ ] b\n");
        let (place, _) = document.roadmap.items().nth(1).unwrap();
        let action = Action { target: Target::Item(place), verb: Verb::SetState(State::Done) };
        let mut held_open = std::fs::OpenOptions::new().write(true).open(&file.path).unwrap();
        let mut written = file.write(&document, &Change::Act(vec![action])).unwrap();
        held_open.write_all(b"- [x] 0\n- [x] a\n- [ ] b\n").unwrap();
        let put_back = settle(&file.store, written.unsettled.take().unwrap()).unwrap().unwrap();
        assert_eq!(file.text(), "- [x] 0\n- [x] a\n- [x] b\n");
        document.commit(written.prepared);
        assert!(!document.reload(put_back.bytes.to_vec()).is_empty());
    }
}

//! Every change can be taken back, after a restart too: random edits of a real file, through the store, undone to the
//! original bytes by documents that were opened anew.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

#[path = "harness/seed.rs"]
mod seed;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use milepost::config::{Places, undo};
use milepost::document::{Action, Change, Document, Target};
use milepost::edit::{Below, Circumstances, Draft, Verb};
use milepost::model::journal::EntryKind;
use milepost::model::{CellPlace, Level, Roadmap, State};
use milepost::saving;
use milepost::settings::Defaults;
use milepost::store::Store;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};

const CIRCUMSTANCES: Circumstances = Circumstances { today: jiff::civil::Date::constant(2026, 11, 22) };

const N_EDITS: usize = 1000;

/// Lists, a matrix, a journal, dates, endings of Windows, and no final newline.
const TEXT: &str = "\u{feff}# Roadmap [0/3]\r\n\r\n## Phase 1\r\n\r\n- [ ] p\r\n  - [x] a ✅ 2026-11-20\r\n  - [ ] b\r\n\
    \t> note\r\n- plain  \r\n* [/] other list\r\n\r\n## Skills\r\n\r\n| Skill | Mid | Notes |\r\n|:------|:---:|-------|\r\n\
    | A     | ✅  | x     |\r\n| B     | 🔲  |       |\r\n\r\n## Journal\r\n\r\n- 2026-11-20 **Lesson**: x";

/// A file and milepost's own files, each in a folder of its own.
struct Desk {
    folder: tempfile::TempDir,
    home: tempfile::TempDir,
    document: Document,
}

impl Desk {
    fn new(text: &str) -> Self {
        let (folder, home) = (quick_folder(), quick_folder());
        fs::write(folder.path().join("roadmap.md"), text).unwrap();
        let mut desk = Self { folder, home, document: Document::new(Vec::new(), Defaults::default()) };
        desk.restart();
        desk
    }

    fn path(&self) -> PathBuf {
        self.folder.path().canonicalize().unwrap().join("roadmap.md")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }

    fn places(&self) -> Places {
        Places::under(self.home.path())
    }

    fn store(&self) -> Store {
        Store::new(self.places().state)
    }

    /// The program is killed and opens the file again.
    fn restart(&mut self) {
        let loaded = self.store().load(&self.path()).unwrap();
        let history = undo::load(&self.places(), &loaded.path, &loaded.bytes);
        self.document = Document { history, ..Document::new(loaded.bytes, Defaults::default()) };
    }

    /// Writes a change as the panes and the command line do; a refused one is none.
    fn write(&mut self, change: &Change) -> bool {
        let (store, path) = (self.store(), self.path());
        let Ok(written) = saving::write(&store, &path, &self.document, change, CIRCUMSTANCES) else {
            return false;
        };
        assert_eq!(saving::keep_step(&self.places(), &path, &self.document, &written), None);
        let is_written = !written.prepared.is_empty();
        self.document.commit(written.prepared);
        is_written
    }

    /// Why a change is refused.
    fn refusal(&self, change: &Change) -> Option<String> {
        self.document.prepare(change, CIRCUMSTANCES).err().map(|error| error.to_string())
    }

    /// The bytes that the newest backup holds.
    fn newest_backup(&self) -> Vec<u8> {
        let only = |folder: &Path| fs::read_dir(folder).unwrap().next().unwrap().unwrap().path();
        let backups = only(&self.places().state.join("backups"));
        let newest = fs::read_dir(backups).unwrap().map(|entry| entry.unwrap().path()).max().unwrap();
        fs::read(newest).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
        fs::read_dir(self.folder.path()).unwrap().map(|entry| name(entry.unwrap())).collect()
    }

    /// What a verb is about, for any number: an item, a cell or a heading of the text as it is now.
    fn action(&self, verb: Verb, nth: usize) -> Option<Action> {
        let roadmap = &self.document.roadmap;
        let targets: Vec<Target> = match &verb {
            Verb::TrackSection { .. } => (0..roadmap.sections().len() as u32).map(Target::Section).collect(),
            Verb::AddEntry(_) | Verb::AimAt { .. } => vec![Target::Roadmap],
            Verb::SetCell(_) | Verb::AlignTable => cells(roadmap).collect(),
            Verb::SetLevel(_) | Verb::SetState(_) | Verb::AddBelow(_) | Verb::Delete => {
                roadmap.items().map(|(place, _)| Target::Item(place)).chain(cells(roadmap)).collect()
            }
            _ => roadmap.items().map(|(place, _)| Target::Item(place)).collect(),
        };
        let target = *targets.get(nth.checked_rem(targets.len())?)?;
        Some(Action { target, verb })
    }
}

/// In memory where the system has such a place: thousands of saves are synced here, and no power is cut.
fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

fn cells(roadmap: &Roadmap) -> impl Iterator<Item = Target> {
    (0..).zip(roadmap.sections()).flat_map(|(section, content)| {
        (0..).zip(&content.tables).flat_map(move |(table, value)| {
            let columns = value.n_columns() as u32;
            let places = (1..value.rows.len() as u32)
                .flat_map(move |row| (0..columns).map(move |column| (row, column)));
            places.map(move |(row, column)| Target::Cell(CellPlace { section, table, row, column }))
        })
    })
}

fn draft(words: String) -> Draft {
    Draft { date: CIRCUMSTANCES.today, kind: EntryKind::Lesson, words, below: Below::default() }
}

fn verb() -> impl Strategy<Value = Verb> {
    let text =
        || prop::sample::select(&["w", "two words", "é | x", "🌱 ok", "a\nb"][..]).prop_map(str::to_owned);
    let state = prop::sample::select(&[State::Todo, State::Doing, State::Done, State::Skipped][..]);
    let level = prop::option::of((1..=5_u8).prop_map(|number| Level::of_number(number).unwrap()));
    prop_oneof![
        6 => state.prop_map(Verb::SetState),
        2 => text().prop_map(Verb::SetNote),
        1 => Just(Verb::RemoveNote),
        1 => text().prop_map(Verb::Reword),
        2 => text().prop_map(Verb::AddBelow),
        1 => text().prop_map(Verb::AddChild),
        2 => Just(Verb::Delete),
        1 => Just(Verb::MoveUp),
        1 => Just(Verb::MoveDown),
        1 => Just(Verb::Track),
        1 => Just(Verb::TrackSection { with_resources: false }),
        2 => level.prop_map(Verb::SetLevel),
        2 => text().prop_map(Verb::SetCell),
        1 => Just(Verb::AlignTable),
        1 => text().prop_map(|text| Verb::AddEntry(draft(text))),
        1 => text().prop_map(|role| Verb::AimAt { ladder: None, role: Some(role) }),
    ]
}

#[test]
fn a_thousand_edits_are_undone_to_the_original_bytes_across_restarts() {
    let mut runner =
        TestRunner::new(Config { rng_seed: seed::of_run(1), failure_persistence: None, ..Config::default() });
    let mut desk = Desk::new(TEXT);
    let mut texts = vec![desk.bytes()];
    // A restart after every so many edits, or after none.
    let steps = (verb(), any::<prop::sample::Index>(), 0..60_u8);
    while texts.len() <= N_EDITS {
        let (verb, nth, then) = steps.new_tree(&mut runner).unwrap().current();
        let Some(action) = desk.action(verb, nth.index(10_000)) else { continue };
        if desk.write(&Change::Act(vec![action])) {
            assert_eq!(&desk.newest_backup(), texts.last().unwrap());
            texts.push(desk.bytes());
        }
        // Some are taken back and made again at once.
        if then == 1 && desk.write(&Change::Undo) {
            assert_eq!(desk.bytes(), texts[texts.len() - 2]);
            desk.restart();
            assert!(desk.write(&Change::Redo));
            assert_eq!(&desk.bytes(), texts.last().unwrap());
        }
        if then == 2 {
            desk.restart();
        }
    }
    assert!(texts.iter().collect::<HashSet<_>>().len() > N_EDITS / 4, "the edits are not all alike");
    for (left, text) in texts.iter().rev().skip(1).enumerate() {
        if left % 97 == 0 {
            desk.restart();
        }
        assert!(desk.write(&Change::Undo), "{left} were taken back");
        assert_eq!(&desk.bytes(), text);
    }
    assert_eq!(desk.bytes(), TEXT.as_bytes());
    assert!(!desk.write(&Change::Undo));
    desk.restart();
    for text in texts.iter().skip(1).take(50) {
        assert!(desk.write(&Change::Redo));
        assert_eq!(&desk.bytes(), text);
    }
    assert_eq!(desk.names(), ["roadmap.md"], "nothing is left beside the user's file");
}

/// What one of two documents of one file does next.
#[derive(Debug, Clone, Copy)]
enum Does {
    Act,
    Undo,
    Redo,
    /// Reads what is in the file, as panes do when it changes.
    Reread,
    /// Is killed and opens the file anew.
    Restart,
    /// No document: another program puts a line at the start.
    Foreign,
}

#[test]
fn steps_of_two_documents_on_one_file_are_taken_back_exactly_or_refused_with_a_reason() {
    let mut runner =
        TestRunner::new(Config { rng_seed: seed::of_run(2), failure_persistence: None, ..Config::default() });
    let does = prop_oneof![
        5 => Just(Does::Act),
        3 => Just(Does::Undo),
        2 => Just(Does::Redo),
        2 => Just(Does::Reread),
        1 => Just(Does::Restart),
        1 => Just(Does::Foreign),
    ];
    let turn = (any::<bool>(), does, verb(), any::<prop::sample::Index>());
    let (mut n_whole, mut n_cut) = (0, 0);
    for _ in 0..50 {
        let mut desk = Desk::new(TEXT);
        let mut other = desk.document.clone();
        let mut n_foreign = 0;
        for _ in 0..14 {
            let (is_other, does, verb, nth) = turn.new_tree(&mut runner).unwrap().current();
            if is_other {
                std::mem::swap(&mut desk.document, &mut other);
            }
            let change = match does {
                Does::Act => desk.action(verb, nth.index(10_000)).map(|action| Change::Act(vec![action])),
                Does::Undo => Some(Change::Undo),
                Does::Redo => Some(Change::Redo),
                Does::Reread => {
                    desk.document.reload(desk.bytes());
                    None
                }
                Does::Restart => {
                    desk.restart();
                    None
                }
                Does::Foreign => {
                    n_foreign += 1;
                    let text = String::from_utf8(desk.bytes()).unwrap();
                    let at = text.find("## Phase 1").unwrap_or(text.len());
                    let (head, rest) = text.split_at(at);
                    fs::write(desk.path(), format!("{head}<!-- foreign -->\r\n\r\n{rest}")).unwrap();
                    None
                }
            };
            if let Some(change) = change {
                desk.write(&change);
            }
            if is_other {
                std::mem::swap(&mut desk.document, &mut other);
            }
        }
        let ended = desk.bytes();
        desk.restart();
        let (done, undone) = desk.document.history.steps();
        let (n_done, n_undone) = (done.len(), undone.len());
        for left in (0..n_done).rev() {
            assert!(
                desk.write(&Change::Undo),
                "{left} are left of {n_done}: {:?}",
                desk.refusal(&Change::Undo)
            );
        }
        let (before, cut) = (String::from_utf8(desk.bytes()).unwrap(), desk.document.history.why_cut());
        if let Some(cut) = cut {
            assert!(desk.refusal(&Change::Undo).unwrap().ends_with(cut));
            n_cut += 1;
        } else {
            assert_eq!(before.replace("<!-- foreign -->\r\n\r\n", ""), TEXT, "all was taken back");
            n_whole += 1;
        }
        assert_eq!(before.matches("<!-- foreign -->").count(), n_foreign, "what no step touched");
        for _ in 0..n_done {
            assert!(desk.write(&Change::Redo), "{:?}", desk.refusal(&Change::Redo));
        }
        assert_eq!(desk.bytes(), ended, "all was made again");
        for left in (0..n_undone).rev() {
            assert!(desk.write(&Change::Redo), "{left} are left: {:?}", desk.refusal(&Change::Redo));
        }
    }
    assert!(n_whole > 10 && n_cut > 5, "{n_whole} whole, {n_cut} cut");
}

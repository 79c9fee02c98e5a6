//! Walks as they are typed and heard, and the file that they leave. A line that begins with `!` is another program's: it
//! replaces words in the file.

use std::cell::RefCell;
use std::io::{BufReader, Read, Write};
use std::path::PathBuf;
use std::rc::Rc;

use jiff::Zoned;

use super::*;
use crate::cli::arguments::Form;
use crate::config::{Config, Places};
use crate::theme::GlyphSet;

const LOOK: Look = Look {
    form: Form { json: false, plain: false },
    has_colors: false,
    is_aloud: true,
    glyphs: GlyphSet::Unicode,
};

/// What is shown.
#[derive(Clone, Default)]
struct Shown(Rc<RefCell<Vec<u8>>>);

impl Write for Shown {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Lines that are shown as they are typed, as a terminal shows them.
struct Typed<'a> {
    lines: std::str::Lines<'a>,
    shown: Shown,
    file: PathBuf,
}

impl Read for Typed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let mut line = self.lines.next();
        while let Some((old, new)) = line.and_then(|line| line.strip_prefix('!')?.split_once(" -> ")) {
            let text = std::fs::read_to_string(&self.file)?;
            std::fs::write(&self.file, text.replace(old, &new.replace("\\n", "\n")))?;
            line = self.lines.next();
        }
        let Some(line) = line else { return Ok(0) };
        let line = format!("{line}\n");
        self.shown.write_all(line.as_bytes())?;
        buffer[..line.len()].copy_from_slice(line.as_bytes());
        Ok(line.len())
    }
}

/// What is heard and left in a walk through `before` in which these lines are typed.
fn walk(before: &str, typed: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().canonicalize().unwrap();
    let file = home.join("roadmap.md");
    std::fs::write(&file, before).unwrap();
    std::fs::write(home.join("other.md"), "# Other\n\n- [ ] elsewhere\n").unwrap();
    let heard = hear(&home, &home, Some(&file), typed);
    let left = std::fs::read_to_string(&file).unwrap();
    let left = if left == before { "as it was\n".to_owned() } else { left };
    format!("{heard}=== the file\n{left}").replace(&Zoned::now().date().to_string(), "TODAY")
}

/// What is heard where nothing was opened before and no roadmap is in the folder at hand; one is in a folder below.
fn first_walk(typed: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().canonicalize().unwrap();
    std::fs::create_dir_all(home.join("here/below")).unwrap();
    std::fs::write(home.join("here/below/other.md"), "# Other\n\n- [ ] elsewhere\n").unwrap();
    hear(&home, &home.join("here"), None, typed)
}

/// What is said from the start on, with paths as they begin in the folder at hand.
fn hear(home: &Path, here: &Path, file: Option<&Path>, typed: &str) -> String {
    // A path that is typed begins at the folder at hand, not at milepost's own.
    let places = Places { home: Some(home.to_owned()), ..Places::under(&home.join("milepost")) };
    let surroundings = Surroundings { places, config: Config::default(), here: here.to_owned() };
    let shown = Shown::default();
    let answers = Typed { lines: typed.lines(), shown: shown.clone(), file: file.unwrap_or(home).to_owned() };
    let mut dialogue = Dialogue { answers: BufReader::new(answers), shown: shown.clone(), is_echoed: false };
    if let Some(opened) = opening::first(&surroundings, file, false, &mut dialogue).unwrap() {
        Walk::new(&surroundings, LOOK, opened, dialogue).go_on();
    }
    let heard = String::from_utf8(shown.0.borrow().clone()).unwrap();
    assert!(!heard.contains(['\u{1b}', '\r']), "{heard}");
    heard.replace(&format!("{}{}", here.display(), std::path::MAIN_SEPARATOR), "")
}

const ROADMAP: &str = "\
# Backend

## Phase 1: Junior

Read a page a day.

### Skills

- [ ] **Node.js Basics**:
  - [x] Modules
  - [/] Event Loop & Call Stack
    > libuv first
- [-] Grunt
- [?] Odd

### Resources

- [Node.js docs](https://nodejs.org)

## Phase 2: Senior

- [ ] Architecture
";

const MATRIX: &str = "\
---
milepost: { ladder: backend-nodejs, target: Mid }
---

- [x] Read about libuv and the event loop

# Matrix

| Skill             | Mid | Notes |
| ----------------- | --- | ----- |
| Node.js Internals | ✅  |       |
| API Design        | 🔲  |       |
";

macro_rules! check {
    ($name:literal, $before:expr, $typed:expr) => {
        check!($name, walk($before, $typed))
    };
    ($name:literal, $heard:expr) => {
        insta::with_settings!({ snapshot_path => "../../../tests/snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(concat!("walk-", $name), $heard);
        });
    };
}

#[test]
fn one_goes_into_what_has_a_number_and_back() {
    check!("going", ROADMAP, "1\n1\n1\nback\n..\ntop\n2\n1\nshow\nback\nback\nshow 1\nstatus\nnext\nlinks");
}

#[test]
fn what_is_looked_for_is_listed_with_numbers() {
    check!(
        "finding",
        ROADMAP,
        "find libuv\nshow 1\n/node\nfind \"call stack\"\nfind \"stack call\"\nfind nothing such\nfilter doing,done\n1\nfilter off\nfilter opne\nfilter note:yes -state:done\nfilter tga:x\nfilter off"
    );
}

#[test]
fn states_are_set_by_number_and_by_name_and_taken_back() {
    check!(
        "states",
        ROADMAP,
        "find o\ntick 1 2\ntick 2\nundo\nredo\nundo\nstart architecture\nskip :11\nundo\nundo\nundo\nreset 99\ntick phase 1\ntick \"call stack\"\nreset \"event loop\" 4\nundo\nundo\ntrack \"Node.js docs\"\nundo\n\
         note \"call stack\" hi\nnote call \"hi there\"\nundo\nundo\ndelete call stack\nn\ndelete \"call stack\"\nn"
    );
}

#[test]
fn notes_words_and_items_change_and_numbers_stay_with_their_items() {
    check!(
        "editing",
        ROADMAP,
        "1\n1\nadd 1 Streams\nchild 1 Timers\nnote 2 gone out of use\nnote 3\nwhat\nis it\n.\nedit 2 Gulp\nlevel 2 3\nlevel 2 none\nedit 3\nStrange\n\
         up 3\nlist\ndelete 1\nn\ndelete 1\ny\ntick 1\ndelete 2\ny\nshow 2\ntrack 3\nundo\nshow 2\nredo\nshow 2\nundo\nundo\ntick 1\nlist"
    );
}

#[test]
fn what_ends_in_the_middle_of_a_note_writes_nothing() {
    check!("unfinished", ROADMAP, "2\nnote 1\nhalf a");
}

#[test]
fn skills_are_rated_in_the_matrix_and_compared_with_a_role() {
    check!(
        "matrix",
        MATRIX,
        "matrix\nrate 1 3\nn\nrate 1 3\ny\nrate api 2\nmatrix set 2 mid done\nmatrix set \"API Design\" notes so far\n\
         matrix set 2\nmatrix\nshow 2\nadd 2 Testing\nmatrix\nrate 3 none\nrate \"api design\" \"advanced beginner\"\nmatrix set \"API Design\" notes \"so long\"\nrate 3 4\ntarget 3 4\ny\ndelete 3\ny\nrate 1\nrate cobol 2\ngap mid\ngap senoir\nundo"
    );
}

#[test]
fn where_no_role_is_chosen_it_is_told_how_one_is_here() {
    let heard = walk(&MATRIX.replace("ladder: backend-nodejs, target: Mid", ""), "gap");
    assert!(heard.contains("no role is chosen; `gap Mid` chooses one here"), "{heard}");
}

#[test]
fn the_self_assessment_is_held_here_too_and_is_one_step() {
    check!(
        "assessment",
        &MATRIX.replace("ladder: backend-nodejs, ", ""),
        "assess Mid
3 read libuv
q
assess
2
y
list
undo"
    );
}

#[test]
fn journal_entries_are_added_changed_and_deleted() {
    check!(
        "journal",
        ROADMAP,
        "journal\njournal add lesson timers run first #loop\njournal add mistkae no\njournal\nedit 1 mistake: it was me\n\
         show 1\ndelete 1\ny\njournal"
    );
}

#[test]
fn what_another_program_writes_is_said_and_numbers_stay_with_their_items() {
    check!(
        "another-program",
        ROADMAP,
        "1\n1\n!- [-] Grunt -> - [ ] New\\n- [-] Grunt\ntick 2\n!Grunt -> Bower\nreset 2\nlist\nundo"
    );
}

#[test]
fn another_roadmap_is_opened_by_its_number() {
    check!(
        "opening",
        ROADMAP,
        "open\n99\n\nopen other.md\nopen ~/roadmap.md\nopen \"./other.md\"\nopen\n1\n1\ntick 1\nopen\n3\nquit\nnot heard"
    );
}

#[test]
fn where_no_roadmap_is_known_one_is_named_or_begun() {
    check!("first", first_walk("99\nwhat\nhelp\nbelow/other.md\nopen\nq\nq"));
    let copied = first_walk("1\nquit");
    assert!(copied.ends_with("`help` tells the commands, and `quit` leaves.\nroadmap> quit\n"), "{copied}");
    for leaves in ["quit", "q", "", "\n"] {
        let left = first_walk(leaves);
        assert!(left.trim_end().ends_with(format!("number> {leaves}").trim()), "{left}");
    }
}

#[test]
fn what_is_not_understood_is_answered_with_what_may_be_meant() {
    check!(
        "help",
        "- a\n",
        "tikc 1\nre\nhelp tick\nhelp nonsense\ntick\nnote\nrate\nrate 1\ntick xyz\ngap\nassess\nadd\nhistory\nundo\nmore"
    );
}

#[test]
fn a_long_list_is_told_in_parts() {
    let many: String = (1..=45).map(|n| format!("- [ ] item {n}\n")).collect();
    check!("long", &many, "1\nmore\nmore\nmore\ntick 45");
}

#[test]
fn nothing_in_a_file_is_heard_as_more_than_text() {
    check!(
        "hostile",
        "# A\u{1b}[2J\n\n- [ ] b\u{1b}]0;x\u{7}\u{202e}c\n  > d\u{1b}[31m\n",
        "1\nshow 1\nedit 1\n\ndelete 1\nn"
    );
}

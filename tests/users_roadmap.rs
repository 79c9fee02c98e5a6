//! The verbs on a whole roadmap as people keep them: loose lists, blanks on blank lines, no final newline.

use std::fs;
use std::path::Path;

use milepost::document::{Action, Change, Document, Target};
use milepost::edit::{Circumstances, Edit, Verb, needs_column, place_after, track, verify};
use milepost::model::matrix::CellState;
use milepost::model::{CellPlace, Level, Place, Roadmap, State};
use milepost::settings::Defaults;

/// In the style of a real one that lies beside the project where it is developed.
const ROADMAP: &str = "# 🌱 Phase 1: Junior (0–2 years)

### Goals

- [x] Master the language.
    
- [x] Build first services.
    

### Technical Competencies

- [ ] **Basics**:
    
    - [x] Modules (`CommonJS`, `ESM`)
        
    - [ ] Event Loop & Call Stack
        
    - [ ] Streams
        
- [x] **Databases**: the basics
    

### Resources

- _A Book_
    

---

# 🌿 Phase 2: Mid (2–5 years)

### Technical Competencies

- **Internals**:
    
    - Event loop phases
        
    - Libuv
        
- **Testing**
    

### Resources

- [A course](https://a.b/)
    

### Matrix

|Skill Area|Junior|Senior|Notes|
|---|---|---|---|
|Node.js Internals|✅|🔲|Read about libuv|
|Architecture Design|✅|🔲||
|Testing|✅|✅||
|Mentorship|🔲|✅||";

const RATE: Verb = Verb::SetLevel(Some(Level::Competent));

/// The real one, where it is.
fn real() -> Option<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/roadmap.md")).ok()
}

fn all() -> impl Iterator<Item = String> {
    [ROADMAP.to_owned()].into_iter().chain(real())
}

fn circumstances() -> Circumstances {
    Circumstances { today: jiff::civil::date(2026, 11, 22) }
}

fn read(text: &str) -> Roadmap {
    Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
}

fn place(roadmap: &Roadmap, words: &str) -> Place {
    let found = roadmap.items().find(|(place, _)| roadmap.words(*place) == words);
    found.map(|(place, _)| place).expect("it is in the roadmap")
}

fn heading(roadmap: &Roadmap, words: &str) -> u32 {
    let is_meant = |text: &str| text.contains(words);
    let found = roadmap.sections().iter().position(|section| section.heading_text().is_some_and(is_meant));
    found.expect("it is in the roadmap") as u32
}

/// The text after an edit, which reads as it says and can be taken back.
#[track_caller]
fn made(roadmap: &Roadmap, edit: &Edit) -> String {
    let bytes = roadmap.to_bytes();
    let new = edit.apply(&bytes).expect("the old bytes are there");
    assert_eq!(edit.invert().apply(&new).expect("the new bytes are there"), bytes);
    let rereading = roadmap.reread(&edit.replacements(roadmap).expect("the old bytes are there"));
    verify(&rereading.parts(roadmap), edit.effect).unwrap_or_else(|error| panic!("{error}"));
    String::from_utf8(new).expect("no character is cut")
}

#[test]
fn a_tick_is_one_byte() {
    for text in all() {
        let roadmap = read(&text);
        let at = place(&roadmap, "Event Loop & Call Stack");
        let edit = Verb::SetState(State::Done).edit(&roadmap, at, circumstances()).unwrap();
        assert_eq!(edit.bytes_written(), 1);
        assert_eq!(made(&roadmap, &edit), text.replace("[ ] Event Loop", "[x] Event Loop"));
    }
}

#[test]
fn a_phase_is_tracked_without_its_resources() {
    let texts = [(ROADMAP.to_owned(), 4, 5)].into_iter().chain(real().map(|text| (text, 34, 40)));
    for (text, n_items, n_all) in texts {
        let roadmap = read(&text);
        let phase = heading(&roadmap, "Phase 2");
        let edit = track::heading(&roadmap, phase, false);
        assert_eq!(edit.splices().len(), n_items);
        let new = made(&roadmap, &edit);
        assert_eq!(new.len(), text.len() + n_items * "[ ] ".len());
        assert_eq!(new.replace("[ ] ", ""), text.replace("[ ] ", ""), "all else is as it was");
        let with_resources = track::heading(&roadmap, phase, true);
        assert_eq!(with_resources.splices().len(), n_all);
        made(&roadmap, &with_resources);
    }
}

#[test]
fn a_note_stands_in_its_item_as_the_list_does() {
    for text in all() {
        let roadmap = read(&text);
        let at = place(&roadmap, "Event Loop & Call Stack");
        let edit = Verb::SetNote("Read it.\nTwice.".into()).edit(&roadmap, at, circumstances()).unwrap();
        let new = made(&roadmap, &edit);
        let item = "    - [ ] Event Loop & Call Stack\n";
        let note = "        \n      > Read it.\n      > Twice.\n";
        assert_eq!(new, text.replace(item, &format!("{item}{note}")));
        let noted = read(&new);
        assert_eq!(noted.item(at).note(noted.section(at.section)).as_deref(), Some("Read it.\nTwice."));
    }
}

/// A cell of the matrix by its row and its column.
fn cell(roadmap: &Roadmap, skill: &str, title: &str) -> CellPlace {
    let matrix = roadmap.matrices().next().expect("there is a matrix");
    let row = matrix.rows().find(|&row| matrix.skill(row) == skill).expect("it is in the matrix");
    let column = (0..matrix.kinds.len()).find(|&column| matrix.title(column) == title);
    matrix.place(row, column.expect("it is in the header"))
}

/// The document after changes, each a step of its own.
fn changed(text: &str, changes: Vec<Change>) -> String {
    let mut document = Document::new(text.into(), Defaults::default());
    for change in changes {
        let prepared = document.prepare(&change, circumstances()).unwrap_or_else(|error| panic!("{error}"));
        document.commit(prepared);
    }
    String::from_utf8(document.roadmap.to_bytes()).expect("no character is cut")
}

fn act(text: &str, skill: &str, title: &str, verb: Verb) -> Change {
    let target = Target::Cell(cell(&read(text), skill, title));
    Change::Act(vec![Action { target, verb }])
}

#[test]
fn a_state_of_the_matrix_is_one_token() {
    for text in all() {
        let done = act(&text, "Node.js Internals", "Senior", Verb::SetState(State::Done));
        let row = "|Node.js Internals|✅|🔲|";
        let real_row = "|Node.js Internals|✅|✅|🔲|";
        let expected = match text.contains(real_row) {
            true => text.replace(real_row, "|Node.js Internals|✅|✅|✅|"),
            false => text.replace(row, "|Node.js Internals|✅|✅|"),
        };
        assert_ne!(expected, text);
        assert_eq!(changed(&text, vec![done.clone()]), expected);
        assert_eq!(changed(&text, vec![done, Change::Undo]), text);
        let open = CellState::Open;
        let [doing, done] = [open.next(), open.next().next()]
            .map(|state| act(&text, "Node.js Internals", "Senior", Verb::SetState(state.as_state())));
        assert_eq!(changed(&text, vec![doing, done]), expected, "one after the other");
    }
}

#[test]
fn a_note_goes_into_its_empty_cell() {
    for text in all() {
        let row = text.lines().find(|line| line.starts_with("|Architecture Design|")).expect("it is there");
        let with =
            |note: &str| text.replace(row, &format!("{}{note}|", row.strip_suffix('|').expect("a row")));
        for (note, written) in [("note", "note"), ("a | b", "a \\| b"), ("a\nb", "a<br>b")] {
            let set = act(&text, "Architecture Design", "Notes", Verb::SetCell(note.into()));
            assert_eq!(changed(&text, vec![set.clone()]), with(written));
            assert_eq!(changed(&text, vec![set, Change::Undo]), text);
        }
    }
}

#[test]
fn rating_a_skill_adds_a_column_in_one_step() {
    for text in all() {
        let rated = changed(&text, vec![act(&text, "Node.js Internals", "Notes", RATE)]);
        let at = text.find("|Skill Area|").expect("there is a matrix");
        let (before, matrix) = text.split_at(at);
        let n_cells = matrix.lines().next().map_or(0, |header| header.matches('|').count()) - 2;
        let lines = matrix.lines().enumerate().map(|(nth, line)| {
            let new = match nth {
                0 => "Level",
                1 => "---",
                2 => "3",
                _ => "",
            };
            let notes = line.match_indices('|').nth(n_cells).map(|(pipe, _)| pipe).expect("a row") + 1;
            let (left, right) = line.split_at(notes);
            format!("{left}{new}|{right}")
        });
        assert_eq!(matrix.lines().count(), 6);
        assert_eq!(rated, before.to_owned() + &lines.collect::<Vec<_>>().join("\n"));
        let undone = vec![act(&text, "Node.js Internals", "Notes", RATE), Change::Undo];
        assert_eq!(changed(&text, undone), text);
        let needs = |text: &str| needs_column(&read(text), cell(&read(text), "Mentorship", "Notes"), &RATE);
        assert!(needs(&text) && !needs(&rated));
        let again = act(&rated, "Mentorship", "Skill Area", Verb::SetLevel(Some(Level::Expert)));
        let levels = |text: &str| -> Vec<Option<Level>> {
            let roadmap = read(text);
            roadmap.matrices().flat_map(|matrix| matrix.rows().map(move |row| matrix.level(row))).collect()
        };
        let expected = [Some(Level::Competent), None, None, Some(Level::Expert)];
        assert_eq!(levels(&changed(&rated, vec![again])), expected);
    }
}

/// Whatever can be done with an item is done with each: notes come and go, moves go and come back, what is added is
/// deleted again, and each time the bytes are the first ones.
#[test]
fn what_is_done_to_an_item_can_be_done_away() {
    for text in all() {
        let roadmap = read(&text);
        for (at, _) in roadmap.items() {
            do_and_do_away(&text, &roadmap, at);
        }
    }
}

fn do_and_do_away(text: &str, roadmap: &Roadmap, at: Place) {
    let words = roadmap.words(at);
    let done = |roadmap: &Roadmap, place: Place, verb: Verb| {
        let edit = verb.edit(roadmap, place, circumstances());
        made(roadmap, &edit.unwrap_or_else(|error| panic!("{verb:?} {words}: {error}")))
    };
    let noted = read(&done(roadmap, at, Verb::SetNote("n".into())));
    assert_eq!(done(&noted, at, Verb::RemoveNote), text, "{words}");
    if let Some(after) = place_after(roadmap, at, &Verb::MoveDown) {
        let moved = read(&done(roadmap, at, Verb::MoveDown));
        assert_eq!(done(&moved, after, Verb::MoveUp), text, "{words}");
    }
    let longer = read(&done(roadmap, at, Verb::AddBelow("new".into())));
    let new = Place { item: roadmap.item(at).end, ..at };
    assert_eq!(longer.words(new), "new");
    assert_eq!(done(&longer, new, Verb::Delete), text, "{words}");
    for verb in [Verb::AddChild("new".into()), Verb::Delete, Verb::Reword("# new".into())] {
        done(roadmap, at, verb);
    }
}

/// Real files, where they are: each item that is looked at takes a tick, a note, other words and a neighbour.
#[test]
fn items_of_real_files_take_every_verb() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let Some(text) = fs::read_to_string(&path).ok().filter(|text| text.len() < 400_000) else { continue };
        let roadmap = read(&text);
        let (mut n_items, mut n_refused) = (0, 0);
        let step = roadmap.items().count() / 10 + 1;
        for (at, item) in roadmap.items().step_by(step).filter(|(_, item)| !item.text.is_empty()) {
            for verb in [
                Verb::SetState(if item.state == State::Done { State::Todo } else { State::Done }),
                Verb::SetNote("n".into()),
                Verb::Reword("new".into()),
                Verb::AddBelow("new".into()),
                Verb::AddChild("new".into()),
                Verb::Delete,
            ] {
                n_items += 1;
                match verb.edit(&roadmap, at, circumstances()) {
                    Ok(edit) => drop(made(&roadmap, &edit)),
                    Err(error) => {
                        n_refused += 1;
                        // Items whose text is a heading take no box.
                        assert!(error.reason.contains("heading"), "{} {verb:?} {error}", path.display());
                    }
                }
            }
        }
        assert!(n_refused * 50 <= n_items, "{}: {n_refused} of {n_items}", path.display());
    }
}

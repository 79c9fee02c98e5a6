//! The verbs on a whole roadmap as people keep them: loose lists, blanks on blank lines, no final newline.

use std::fs;
use std::path::Path;

use milepost::edit::{Circumstances, Edit, Verb, place_after, track, verify};
use milepost::model::{Place, Roadmap, State};
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

|Skill|Junior|Notes|
|---|---|---|
|Internals|✅||";

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

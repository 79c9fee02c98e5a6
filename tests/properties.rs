//! What holds for any text: reading it, and every verb at every place of it.

#[path = "harness/picture.rs"]
mod picture;
#[path = "harness/promises.rs"]
mod promises;

use std::fmt::Write as _;

use milepost::edit::{Below, Circumstances, Draft, Edit, Rewording, Verb};
use milepost::error::Error;
use milepost::model::journal::{EntryKind, EntryPlace};
use milepost::model::{Level, Place, Roadmap, State};
use milepost::settings::Defaults;
use promises::{assert_edit, assert_others_stay, assert_spans, cells, read};
use proptest::prelude::*;
use proptest::sample::select;

/// What a line may begin with: indents and quote markers.
const INDENTS: [&str; 14] =
    ["", "", "", "", "  ", "  ", "    ", "    ", "\t", "   ", "> ", ">", "> \t", "  > "];

/// List markers with the blanks behind them, and what else makes a block.
const BLOCKS: [&str; 22] = [
    "- ", "- ", "- ", "- ", "* ", "-\t", "-   ", "1. ", "2. ", "9. ", "10. ", "3) ", "", "", "", "- - ",
    "- > ", "- 1. ", "# ", "## ", "> ", "-",
];

const BOXES: [&str; 12] = ["", "", "", "", "[ ] ", "[ ] ", "[x] ", "[X] ", "[/] ", "[-] ", "[?] ", "[ ]"];

const WORDS: [&str; 44] = [
    "a",
    "b c",
    "word",
    "**b**:",
    "`c`",
    "日本語",
    "e\u{301}x",
    "🌱 ok",
    "family 👨‍👩‍👧",
    "a  ",
    "b \\",
    "",
    "",
    "",
    "---",
    "===",
    "```",
    "~~~ x",
    "| a | b |",
    "|---|---|",
    "a | b",
    "--- | ---",
    "<!-- c",
    "-->",
    "<div>",
    "[l](http://a.b)",
    "[r]: http://c.d",
    "[r]",
    "[ ]: /x",
    "[^1]: note",
    "%% c %%",
    "%%",
    "x %% y",
    "📅 2026-01-02",
    "a ✅ 2026-01-02",
    "a #tag ^id",
    "[status:: doing]",
    "a [status:: done] 📅 2026-01-02",
    "Goals [1/2]",
    "p [50%]",
    "# h",
    "\\[ ] e",
    "> q",
    "🔁 every day",
];

/// Any lines in any order: mostly odd.
fn jumble() -> impl Strategy<Value = String> {
    let line = (select(&INDENTS[..]), select(&BLOCKS[..]), select(&BOXES[..]), select(&WORDS[..]))
        .prop_map(|(indent, block, mark, words)| format!("{indent}{block}{mark}{words}"));
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
}

/// Lists as people write them: nested, tight or loose, with notes and paragraphs, some in a quote.
fn outline() -> impl Strategy<Value = String> {
    let line = (0..4_usize, select(&BOXES[..]), select(&WORDS[..12]), 0..8_u8);
    let style =
        (select(&["- ", "* ", "1. ", "-\t", "10. "][..]), 0..5_u8, select(&["", "> ", "# H [0/1]\n\n"][..]));
    (prop::collection::vec(line, 1..9), style).prop_map(|(lines, (marker, habit, start))| {
        let mut text = String::from(if start == "> " { "" } else { start });
        let prefix = if start == "> " { "> " } else { "" };
        let unit = if habit == 0 { "\t".to_owned() } else { " ".repeat(marker.trim_end().len() + 1) };
        let mut last = 0;
        for (nth, (depth, mark, words, extra)) in lines.into_iter().enumerate() {
            let depth = if nth == 0 { 0 } else { depth.min(last + 1) };
            last = depth;
            let indent = format!("{prefix}{}", unit.repeat(depth));
            if nth > 0 && habit >= 2 {
                let blank = if habit == 3 { indent.as_str() } else { prefix.trim_end() };
                let _ = writeln!(text, "{blank}");
            }
            let _ = writeln!(text, "{indent}{marker}{mark}{words}");
            match extra {
                0 => drop(writeln!(text, "{indent}{unit}> note\n{indent}{unit}> more")),
                1 => drop(writeln!(text, "{prefix}\n{indent}{unit}para")),
                2 => drop(writeln!(text, "{indent}{unit}```\n{indent}{unit}- [ ] code\n{indent}{unit}```")),
                _ => {}
            }
        }
        text
    })
}

fn document() -> impl Strategy<Value = String> {
    let body =
        prop_oneof![jumble(), outline(), (outline(), jumble()).prop_map(|(a, b)| format!("{a}\n# N\n\n{b}"))];
    let start = select(&["", "", "", "\u{feff}", "---\ntitle: T\n---\n", "# T\n\n", "# Books\n"][..]);
    let ending = select(&["\n", "\n", "\r\n", "\r"][..]);
    (start, body, ending, any::<bool>()).prop_map(|(start, body, ending, is_ended)| {
        let text = format!("{start}{}{}", body.trim_end_matches('\n'), if is_ended { "\n" } else { "" });
        text.replace('\n', ending)
    })
}

/// Lists whose second item gets a note.
const LISTS: [&str; 4] = [
    "- [ ] a\n- [ ] b\n- [ ] c\n",
    "- a\n\n  - b\n\n    - c\n",
    "> 1. a\n> 2. b",
    "- a\r\n\t- b\r\n\r\npara\r\n",
];

/// Words as people type them into a note, and what Markdown would take for something else.
fn typed_note() -> impl Strategy<Value = String> {
    let indent = select(&["", "", "", "", " ", "  ", "    "][..]);
    let begin = select(
        &[
            "", "", "1. ", "2) ", "- ", "* ", "+ ", "[ ] ", "- [x] ", "# ", "> ", "\\", "\\- ", "1\\. ",
            "~~~", "```", "===", "---", "***", "|a|b|", "|-|-|", "a | b", ":-|-:", "<div>", "<!-- ", "[r]: ",
            "[!note] ", "_",
        ][..],
    );
    let line = (indent, begin, select(&["", "", "bar", "*b*", "x |", "\\*", "[l](u)", "-->"][..]))
        .prop_map(|(indent, begin, words)| format!("{indent}{begin}{words}").trim_end().to_owned());
    let is_callout = |note: &String| note.trim_start().starts_with("[!");
    prop::collection::vec(line, 1..4)
        .prop_map(|lines| lines.join("\n"))
        .prop_filter("kept", move |note| !is_callout(note))
}

fn settings() -> impl Strategy<Value = Defaults> {
    use milepost::settings::{Cascade, CountRule, DoneDate, StateSet};
    let count = select(&[CountRule::Leaves, CountRule::All, CountRule::SkippedAsDone][..]);
    let states = select(&[StateSet::Obsidian, StateSet::Github][..]);
    let done_date = select(&[DoneDate::Off, DoneDate::Tasks, DoneDate::Dataview][..]);
    let cascade = select(&[Cascade::Off, Cascade::Up, Cascade::Down, Cascade::Both][..]);
    (count, states, done_date, cascade).prop_map(|(count, states, done_date, cascade)| Defaults {
        count,
        states,
        done_date,
        cascade,
    })
}

fn verbs() -> Vec<Verb> {
    let states = [State::Todo, State::Doing, State::Done, State::Skipped, State::Deferred];
    let mut verbs: Vec<Verb> = states.into_iter().map(Verb::SetState).collect();
    for text in ["n", "- [ ] n\n\n# m\n%% c"] {
        verbs.push(Verb::SetNote(text.to_owned()));
    }
    for text in ["new 語", "- [ ] new", "[x] new", "# new", "```", "| a |"] {
        verbs.push(Verb::Reword(text.to_owned()));
        verbs.push(Verb::AddBelow(text.to_owned()));
        verbs.push(Verb::AddChild(text.to_owned()));
    }
    verbs.extend([Verb::RemoveNote, Verb::Delete, Verb::MoveUp, Verb::MoveDown, Verb::Track]);
    verbs.extend([false, true].map(|with_resources| Verb::TrackSection { with_resources }));
    verbs.extend([Verb::SetLevel(Some(Level::Competent)), Verb::SetTarget(None)]);
    verbs.push(Verb::SetFraction { done: 3, total: Some(20) });
    verbs.push(Verb::AimAt { ladder: None, role: Some("Senior".to_owned()) });
    verbs
}

/// Verbs on cells; more of them on more tables are tried in `tables`.
fn cell_verbs() -> Vec<Verb> {
    let mut verbs: Vec<Verb> = ["", "a|b", "# c", "%%"].map(|text| Verb::SetCell(text.to_owned())).into();
    verbs.extend([Verb::AddBelow("- [ ] new".to_owned()), Verb::Delete, Verb::AlignTable]);
    verbs.extend([Verb::SetLevel(Some(Level::Competent)), Verb::SetState(State::Done)]);
    verbs
}

/// What may stand before a text so that it is a journal.
const JOURNALS: [&str; 5] = [
    "",
    "# Journal\n\n",
    "# Journal\r\n## 2026-11-22\r\n",
    "# Journal\n\n- 2026-10-01 a\n\n- 2026-11-20 b\n  - c\n\n",
    "# P\n\n## Diary\n\n### 2026-11-20\n\nWords.\n\n### 2026-11-01\n\n",
];

/// `PROPTEST_CASES` asks for more than a daily run has time for.
fn config() -> ProptestConfig {
    let given = ProptestConfig::default();
    let is_asked = std::env::var_os("PROPTEST_CASES").is_some();
    let cases = if is_asked { given.cases } else { 48 };
    ProptestConfig { cases, failure_persistence: None, ..given }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn boxes_are_mended_as_they_were_meant_or_left(text in document(), inserted in select(&["-[ ] ", "- [] ", "*[x] ", "1.[/] ", "- [\u{a0}] ", "  -[] "][..])) {
        let defaults = Defaults::default();
        let mut roadmap = read(text.replace("- ", inserted).as_bytes(), defaults);
        for _ in 0..2 {
            let edit = Verb::MendBoxes.edit_roadmap(&roadmap).unwrap();
            let new = assert_edit(&roadmap, defaults, &edit);
            let n_boxes = |roadmap: &Roadmap| roadmap.items().filter(|(_, item)| item.mark.is_some()).count();
            assert_eq!(n_boxes(&new), n_boxes(&roadmap) + edit.effect.boxes as usize);
            roadmap = new;
        }
    }

    #[test]
    fn every_verb_at_every_place_is_right_or_refused(text in document(), defaults in settings()) {
        let roadmap = read(text.as_bytes(), defaults);
        roadmap.sections().iter().for_each(assert_spans);
        let circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };
        for (place, _) in roadmap.items() {
            for verb in verbs() {
                if let Ok(edit) = verb.edit(&roadmap, place, circumstances) {
                    let check = || {
                        let new = assert_edit(&roadmap, defaults, &edit);
                        assert_others_stay(&roadmap, &new, defaults, place, &verb);
                    };
                    if std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_err() {
                        panic!("{verb:?} at {place:?} of {text:?}: {edit:?}");
                    }
                }
            }
        }
        for place in cells(&roadmap) {
            for verb in cell_verbs() {
                let Ok(edit) = verb.edit_cell(&roadmap, place) else { continue };
                let check = || {
                    let new = assert_edit(&roadmap, defaults, &edit);
                    assert_eq!(new.items().count(), roadmap.items().count());
                };
                if std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_err() {
                    panic!("{verb:?} at {place:?} of {text:?}: {edit:?}");
                }
            }
        }
    }

    #[test]
    fn an_entry_is_added_to_any_journal_reworded_and_deleted_or_refused(
        text in document(),
        head in select(&JOURNALS[..]),
        line in "[-#>|* a1]{1,8}",
    ) {
        let text = format!("{head}{text}");
        let roadmap = read(text.as_bytes(), Defaults::default());
        let circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };
        let n_entries = roadmap.entries().count() as isize;
        let check = |verb: &Verb, edit: Result<Edit, Error>, added: isize| {
            let Ok(edit) = edit else { return };
            let check = || {
                let new = assert_edit(&roadmap, Defaults::default(), &edit);
                // Words behind an entry that goes may be of that day from then on.
                let n_more = new.entries().count() as isize - n_entries;
                assert!(n_more == added || added < 0 && n_more == 0, "{n_more}");
            };
            if std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).is_err() {
                panic!("{verb:?} in {text:?}: {edit:?}");
            }
        };
        let markdown = format!("{line}\n\n  {line}\n{line}");
        for below in [Below::Items(vec![line.clone()]), Below::Markdown(markdown)] {
            let (date, kind) = (circumstances.today, EntryKind::Lesson);
            let verb = Verb::AddEntry(Draft { date, kind, words: format!("A {line}"), below });
            check(&verb, verb.edit_roadmap(&roadmap), 1);
        }
        for entry in roadmap.entries() {
            let edit = |verb: &Verb| match entry.place {
                EntryPlace::Item(place) => verb.edit(&roadmap, place, circumstances),
                EntryPlace::Section(section) => verb.edit_section(&roadmap, section),
            };
            for (verb, added) in [
                (Verb::RewordEntry(Rewording::typed(&line, "")), 0),
                (Verb::RewordEntry(Rewording::typed("2026-11-01 Mistake: b", "")), 0),
                (Verb::DeleteEntry, -1),
            ] {
                check(&verb, edit(&verb), added);
            }
        }
    }

    #[test]
    fn a_note_that_is_set_and_removed_leaves_the_first_bytes(text in document()) {
        let roadmap = read(text.as_bytes(), Defaults::default());
        let circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };
        for (place, item) in roadmap.items() {
            let edit = Verb::SetNote("n\nm".to_owned()).edit(&roadmap, place, circumstances);
            let Some(edit) = edit.ok().filter(|_| item.note.is_none()) else { continue };
            let noted = read(&edit.apply(text.as_bytes()).unwrap(), Defaults::default());
            let removal = Verb::RemoveNote.edit(&noted, place, circumstances).unwrap();
            prop_assert_eq!(noted.item(place).note(noted.section(place.section)).unwrap(), "n\nm");
            let removed = removal.apply(&noted.to_bytes()).unwrap();
            prop_assert_eq!(String::from_utf8(removed).unwrap(), text.clone(), "{:?}", place);
        }
    }

    #[test]
    fn a_note_reads_back_as_it_was_typed(typed in typed_note(), old in typed_note(), text in select(&LISTS[..])) {
        let circumstances = Circumstances { today: jiff::civil::date(2026, 11, 22) };
        let place = Place { section: 0, item: 1 };
        let mut bytes = text.as_bytes().to_vec();
        for note in [old, typed] {
            let roadmap = read(&bytes, Defaults::default());
            let verb = Verb::SetNote(note.clone());
            let edit = verb.edit(&roadmap, place, circumstances).unwrap_or_else(|error| panic!("{note:?}: {error}"));
            let noted = assert_edit(&roadmap, Defaults::default(), &edit);
            let read = noted.item(place).note(noted.section(place.section));
            prop_assert_eq!(read.unwrap_or_default(), note.trim_matches('\n').to_owned());
            prop_assert!(verb.edit(&noted, place, circumstances).unwrap().is_empty(), "{:?} again", note);
            bytes = noted.to_bytes();
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read(&bytes, Defaults::default()).sections().iter().for_each(assert_spans);
    }
}

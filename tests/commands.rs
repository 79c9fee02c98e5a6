//! Every command, from every place: found in the palette by its name, told in the help, run without harm.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

#[path = "harness/panes.rs"]
mod panes;
#[path = "harness/stage.rs"]
mod stage;

use milepost::app::Message;
use milepost::app::layout::Size;
use milepost::app::prompt::Overlay;
use milepost::app::tab::Tab;
use milepost::command::Command;
use milepost::keymap::{Keymap, View};
use panes::Panes;
use stage::open;

const ROADMAP: &str = concat!(include_str!("data/garden.md"), include_str!("data/skills.md"));

/// The keys that lead to each place in which keys mean something.
const PLACES: &[(&str, &[&str])] = &[
    ("the outline", &["1", "j", "j"]),
    ("the phases", &["1", "shift-tab"]),
    ("the details", &["1", "j", "tab"]),
    ("a search", &["1", "/", "e", "enter"]),
    ("a filtered outline", &["1", "f", "enter"]),
    ("the matrix", &["2"]),
    ("a search in the matrix", &["2", "/", "e", "enter"]),
    ("what is known of a skill", &["2", "tab"]),
    ("the gap", &["2", "v"]),
    ("the self-assessment", &["2", "A"]),
    ("progress", &["3"]),
    ("the journal", &["4"]),
    ("the kinds of entries", &["4", "a"]),
    ("a new entry", &["4", "a", "l"]),
    ("the resources", &["5"]),
    ("a list", &["ctrl-o"]),
    ("the help", &["?"]),
    ("a note", &["1", "j", "j", "n"]),
];

fn at(keys: &[&str]) -> Panes {
    open(ROADMAP, (80, 24), &keys.join(" "))
}

/// The bytes on disk read as what is shown.
fn check(panes: &Panes, what: &str) {
    let shown = panes.app.roadmap().to_bytes();
    assert_eq!(shown, panes.disk, "{what}: what is shown is not what is on disk");
    assert!(!panes.screen().is_empty(), "{what}");
}

#[test]
fn every_command_is_run_from_the_palette_of_every_tab_by_its_name() {
    for tab in Tab::ALL {
        for &command in Command::all() {
            let what = format!("{command} on {}", tab.name());
            let mut panes = at(&[]);
            panes.tell(Message::Command(tab.command()));
            panes.tell(Message::Command(Command::Palette));
            panes.type_text(command.name());
            let Some(Overlay::Palette(picker)) = &panes.app.overlay else { panic!("{what}: no palette") };
            assert_eq!(picker.selected(), Some(&command), "{what}");
            panes.press("enter".parse().unwrap());
            check(&panes, &what);
        }
    }
}

#[test]
fn every_command_does_no_harm_wherever_it_is_told() {
    for (place, keys) in PLACES {
        for &command in Command::all() {
            let what = format!("{command} in {place}");
            let mut panes = at(keys);
            panes.tell(Message::Command(command));
            // And once more, where it led.
            panes.tell(Message::Command(command));
            check(&panes, &what);
        }
    }
}

#[test]
fn the_help_of_every_tab_tells_every_command_and_its_keys() {
    let keymap = Keymap::default();
    for tab in Tab::ALL {
        let mut panes = at(&[]);
        panes.tell(Message::Command(tab.command()));
        panes.tell(Message::Command(Command::Help));
        let Some(Overlay::Help(picker)) = &panes.app.overlay else { panic!("no help") };
        let told: Vec<Command> = picker.entries.iter().map(|entry| entry.value).collect();
        for &command in Command::all() {
            assert!(told.contains(&command), "{command} on {}", tab.name());
        }
        panes.tell(Message::Resized(Size { columns: 120, rows: 240 }));
        let screen = panes.screen();
        for &command in Command::all() {
            let keys: Vec<_> = View::all().iter().flat_map(|&view| keymap.keys_of(view, command)).collect();
            let is_told = screen.lines().any(|line| {
                line.contains(command.help()) && keys.iter().any(|keys| line.contains(&keys.label()))
            });
            assert!(is_told, "{command} is not on the screen with a key:\n{screen}");
        }
    }
}

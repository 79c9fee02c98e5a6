//! Tests of the keymap: lookup, clashes, what the config changes.

use super::*;

fn keys(text: &str) -> Keys {
    text.parse().unwrap()
}

fn change(command: Command, view: Option<View>, texts: &[&str]) -> Change {
    Change { command, view, keys: texts.iter().map(|text| keys(text)).collect() }
}

fn changed(changes: &[(Command, &[&str])]) -> Result<Keymap, String> {
    let changes: Vec<Change> = changes.iter().map(|(command, texts)| change(*command, None, texts)).collect();
    Keymap::new(&changes).map_err(|clash| clash.to_string())
}

#[track_caller]
fn check(keymap: &Keymap, view: View, pressed: &str, lookup: Lookup) {
    assert_eq!(keymap.lookup(view, keys(pressed).as_slice()), lookup, "{pressed}");
}

#[test]
fn every_command_has_default_keys_and_stands_once() {
    for &command in Command::all() {
        let n_entries = defaults::DEFAULTS.iter().filter(|(of, _, _)| *of == command).count();
        assert_eq!(n_entries, 1, "{command}");
        assert!(!Keymap::default_keys(command).is_empty(), "{command}");
    }
}

#[test]
fn keys_mean_their_command_in_their_view() {
    let keymap = Keymap::default();
    check(&keymap, View::Roadmap, "j", Lookup::Matched(Command::LineDown));
    check(&keymap, View::Roadmap, "space", Lookup::Matched(Command::ToggleDone));
    check(&keymap, View::Roadmap, "ctrl-p", Lookup::Matched(Command::Palette));
    check(&keymap, View::List, "space", Lookup::Matched(Command::ToggleDone));
    check(&keymap, View::List, "x", Lookup::Unbound);
    check(&keymap, View::List, "enter", Lookup::Matched(Command::Choose));
    check(&keymap, View::List, "q", Lookup::Matched(Command::Quit));
    check(&keymap, View::Roadmap, "f9", Lookup::Unbound);
}

#[test]
fn there_is_a_key_to_quit_whatever_is_taken_away() {
    let keymap = changed(&[(Command::Quit, &[]), (Command::QuitAtOnce, &[])]).unwrap();
    check(&keymap, View::Roadmap, "q", Lookup::Unbound);
    check(&keymap, View::Roadmap, "ctrl-c", Lookup::Matched(Command::QuitAtOnce));
    let keymap = changed(&[(Command::QuitAtOnce, &[])]).unwrap();
    check(&keymap, View::Roadmap, "ctrl-c", Lookup::Unbound);
}

#[test]
fn a_sequence_is_pending_until_it_is_whole() {
    let keymap = Keymap::default();
    check(&keymap, View::Roadmap, "g", Lookup::Pending);
    check(&keymap, View::Roadmap, "g g", Lookup::Matched(Command::Top));
    check(&keymap, View::Roadmap, "g x", Lookup::Unbound);
}

#[test]
fn a_key_that_does_not_continue_a_sequence_ends_it_and_means_nothing() {
    let keymap = Keymap::default();
    let mut pressed = Vec::new();
    let mut press = |text: &str| {
        let lookup = keymap.press(View::Roadmap, &mut pressed, text.parse().unwrap());
        (lookup, pressed.len())
    };
    assert_eq!(press("g"), (Lookup::Pending, 1));
    assert_eq!(press("x"), (Lookup::Unbound, 0));
    assert_eq!(press("x"), (Lookup::Matched(Command::NextState), 0));
    assert_eq!(press("g"), (Lookup::Pending, 1));
    assert_eq!(press("f9"), (Lookup::Unbound, 0));
    assert_eq!(press("g"), (Lookup::Pending, 1));
    assert_eq!(press("g"), (Lookup::Matched(Command::Top), 0));
}

#[test]
fn n_is_the_next_match_only_while_a_search_is_on() {
    let keymap = Keymap::default();
    check(&keymap, View::Roadmap, "n", Lookup::Matched(Command::Note));
    check(&keymap, View::Search, "n", Lookup::Matched(Command::NextMatch));
    check(&keymap, View::Roadmap, "N", Lookup::Unbound);
    check(&keymap, View::Search, "N", Lookup::Matched(Command::PreviousMatch));
    check(&keymap, View::Search, "j", Lookup::Matched(Command::LineDown));
    assert!(keymap.keys_of(View::Search, Command::Note).is_empty());
}

#[test]
fn a_key_bound_twice_is_refused_with_both_names() {
    assert_eq!(
        changed(&[(Command::ToggleDone, &["x"])]).unwrap_err(),
        "`x` is bound to both `toggle-done` and `next-state`"
    );
    assert_eq!(
        changed(&[(Command::Undo, &["q"])]).unwrap_err(),
        "`q` is bound to both `undo` and `quit`",
        "the wider views hold in each tab"
    );
}

#[test]
fn a_key_that_begins_a_longer_sequence_is_refused_with_both_names() {
    assert_eq!(
        changed(&[(Command::Skip, &["g"])]).unwrap_err(),
        "`g` is bound to `skip` and begins `g g`, which is bound to `top`"
    );
    assert_eq!(
        changed(&[(Command::Skip, &["x x"])]).unwrap_err(),
        "`x` is bound to `next-state` and begins `x x`, which is bound to `skip`"
    );
}

#[test]
fn commands_can_swap_keys_share_none_and_lose_them() {
    let keymap = changed(&[
        (Command::ToggleDone, &["x", "ctrl-t"]),
        (Command::NextState, &["space"]),
        (Command::Skip, &[]),
    ])
    .unwrap();
    check(&keymap, View::Roadmap, "x", Lookup::Matched(Command::ToggleDone));
    check(&keymap, View::Roadmap, "ctrl-t", Lookup::Matched(Command::ToggleDone));
    check(&keymap, View::Roadmap, "space", Lookup::Matched(Command::NextState));
    check(&keymap, View::Roadmap, "s", Lookup::Unbound);
}

#[test]
fn nothing_that_can_be_typed_is_a_command_in_a_prompt() {
    let keymap = changed(&[
        (Command::LineDown, &["ctrl-j", "w", "ctrl-e"]),
        (Command::Choose, &["ctrl-y"]),
        (Command::CopyRoadmap, &[]),
        (Command::Cancel, &["Q"]),
    ])
    .unwrap();
    check(&keymap, View::Prompt, "w", Lookup::Unbound);
    check(&keymap, View::Prompt, "ctrl-e", Lookup::Unbound);
    check(&keymap, View::Prompt, "ctrl-j", Lookup::Matched(Command::LineDown));
    check(&keymap, View::Prompt, "enter", Lookup::Matched(Command::Choose));
    check(&keymap, View::Prompt, "esc", Lookup::Matched(Command::Cancel));
    check(&keymap, View::Prompt, "up", Lookup::Matched(Command::LineUp));
}

#[test]
fn popups_can_be_answered_whatever_keys_are_taken_away() {
    let none: &[(Command, &[&str])] = &[
        (Command::Choose, &[]),
        (Command::Cancel, &[]),
        (Command::LineDown, &[]),
        (Command::Note, &["enter"]),
    ];
    let keymap = changed(none).unwrap();
    check(&keymap, View::Roadmap, "enter", Lookup::Matched(Command::Note));
    check(&keymap, View::Roadmap, "esc", Lookup::Unbound);
    check(&keymap, View::List, "enter", Lookup::Matched(Command::Choose));
    check(&keymap, View::List, "esc", Lookup::Matched(Command::Cancel));
    check(&keymap, View::List, "down", Lookup::Matched(Command::LineDown));
    check(&keymap, View::List, "j", Lookup::Unbound);
    check(&keymap, View::Prompt, "enter", Lookup::Matched(Command::Choose));
}

#[test]
fn rows_tell_the_live_keys_by_group() {
    let keymap = changed(&[(Command::LineDown, &["down", "j"]), (Command::Skip, &[])]).unwrap();
    let rows = keymap.rows(View::Roadmap);
    let labels = |command: Command| -> Vec<String> {
        let row = rows.iter().find(|row| row.command == command).unwrap();
        row.keys.iter().map(|keys| keys.label()).collect()
    };
    assert_eq!(labels(Command::LineDown), ["↓", "j"]);
    assert_eq!(labels(Command::Top), ["g g", "Home"]);
    assert!(labels(Command::Skip).is_empty());
    assert!(rows.is_sorted_by_key(|row| row.group));
    assert!(!rows.iter().any(|row| row.command == Command::NextMatch));
    assert!(keymap.rows(View::Prompt).iter().all(|row| row.command != Command::Quit));
}

#[test]
fn every_row_is_what_its_keys_do() {
    let keymap = Keymap::default();
    for &view in View::all() {
        for row in keymap.rows(view) {
            for keys in row.keys {
                assert_eq!(keymap.lookup(view, keys.as_slice()), Lookup::Matched(row.command));
            }
        }
    }
}

#[test]
fn keys_of_one_view_leave_the_others_as_they_are() {
    let keymap = Keymap::new(&[
        change(Command::LineDown, None, &["down"]),
        change(Command::LineDown, Some(View::Matrix), &["ctrl-j", "о"]),
        change(Command::Undo, Some(View::Journal), &["ctrl-t"]),
    ])
    .unwrap();
    check(&keymap, View::Roadmap, "down", Lookup::Matched(Command::LineDown));
    check(&keymap, View::Roadmap, "о", Lookup::Unbound);
    check(&keymap, View::Matrix, "о", Lookup::Matched(Command::LineDown));
    check(&keymap, View::Matrix, "down", Lookup::Unbound);
    check(&keymap, View::Journal, "ctrl-t", Lookup::Matched(Command::Undo));
    check(&keymap, View::Journal, "u", Lookup::Matched(Command::Undo));
    check(&keymap, View::Matrix, "ctrl-t", Lookup::Unbound);
}

#[test]
fn a_key_that_another_command_has_there_is_refused() {
    let clash = Keymap::new(&[change(Command::LineDown, Some(View::Matrix), &["="])]).unwrap_err();
    assert_eq!(clash.to_string(), "`=` is bound to both `line-down` and `align-table`");
    let clash = Keymap::new(&[change(Command::LineDown, Some(View::Matrix), &["u"])]).unwrap_err();
    assert_eq!(clash.to_string(), "`u` is bound to both `line-down` and `undo`");
    assert!(Keymap::new(&[change(Command::LineDown, Some(View::Roadmap), &["="])]).is_ok());
}

#[test]
fn no_view_is_called_as_a_command() {
    for view in View::all() {
        assert!(Command::all().iter().all(|command| command.name() != view.name()), "{view:?}");
    }
}

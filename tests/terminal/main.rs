//! The real program in a real pseudo-terminal: what no test of a part can hold.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

mod assess;
mod comfort;
mod finding;
mod harness;
mod picture;
mod progress;
mod shells;
mod walk;
mod way_in;

use harness::{Run, Signal};

const ROADMAP: &str = "\
# Phase 1: Junior

## Skills

- [ ] Modules
- [ ] Event Loop
- [x] Streams

# Phase 2: Senior

- [ ] Architecture
";

#[test]
fn a_roadmap_is_shown_and_quitting_leaves_the_terminal_as_it_was() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Event Loop");
    assert!(run.screen(|screen| screen.alternate_screen() && screen.bracketed_paste()));
    run.press("q");
    assert_eq!(run.ended(), "0");
    run.assert_given_back();
}

#[test]
fn the_journal_is_begun_and_added_to() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Event Loop");
    run.press("4");
    run.wait_for("No journal yet.");
    run.press("al");
    run.wait_for("what is worth remembering");
    run.press("timers run first #event-loop\r");
    run.wait_until("the entry", |_, text| text.contains("**Lesson**: timers run first #event-loop\n"));
    run.wait_for("1 entry");
    // A tag in use is completed by tab.
    run.press("ammissed it #ev\t\r");
    run.wait_until("the second entry", |_, text| text.contains("**Mistake**: missed it #event-loop\n"));
    run.press("uu");
    run.wait_until("the first bytes", |_, text| text == ROADMAP);
    run.press("q");
    assert_eq!(run.ended(), "0");
    run.assert_given_back();
}

#[test]
fn a_tick_changes_one_byte_and_undo_brings_it_back() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Modules");
    run.press("j");
    run.press(" ");
    run.wait_for("1 byte");
    assert_eq!(run.text(), ROADMAP.replace("[ ] Event", "[x] Event"));
    run.press("u");
    run.wait_until("the undone file", |_, text| text == ROADMAP);
    run.press("q");
    assert_eq!(run.ended(), "0");
    assert_eq!(run.text(), ROADMAP);
}

#[test]
fn a_tick_is_undone_after_a_kill_and_one_of_the_command_line_too() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Modules");
    run.press(" ");
    run.wait_for("1 byte");
    run.send(Signal::KILL);
    run.ended();
    let mut tick = std::process::Command::new(env!("CARGO_BIN_EXE_milepost"));
    tick.args(["tick", "Event Loop"]).current_dir(run.home()).env_clear().env("MILEPOST_HOME", run.home());
    assert!(tick.output().unwrap().status.success());
    assert_eq!(run.text(), ROADMAP.replace("[ ] Event", "[x] Event").replace("[ ] Mod", "[x] Mod"));
    let mut run = run.again();
    run.wait_for("Architecture");
    run.press("u");
    run.wait_until("the one file", |_, text| text == ROADMAP.replace("[ ] Mod", "[x] Mod"));
    run.press("u");
    run.wait_until("the first file", |_, text| text == ROADMAP);
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn what_is_not_saved_at_the_end_is_said_behind_it_and_is_no_success() {
    for (keys, ending) in [("\x03", "1"), ("qq", "1"), ("", "Terminated")] {
        let mut run = Run::new(ROADMAP).start();
        run.wait_for("Modules");
        std::fs::remove_file(run.home().join("roadmap.md")).unwrap();
        run.press(" ");
        run.wait_for("R try again");
        if keys.is_empty() {
            run.send(Signal::TERM);
        }
        run.press(keys);
        assert_eq!(run.ended(), ending);
        run.assert_given_back();
        let said = run.contents().replace('\n', " ");
        assert!(said.contains("roadmap.md: 1 change is not in the file"), "{said}");
        assert!(said.contains("tick \u{201c}Modules\u{201d}: "), "{said}");
    }
}

#[test]
fn a_signal_to_end_leaves_the_terminal_as_it_was() {
    for (signal, name) in [(Signal::TERM, "Terminated"), (Signal::HUP, "Hangup"), (Signal::INT, "Interrupt")]
    {
        let mut run = Run::new(ROADMAP).start();
        run.wait_for("Modules");
        run.send(signal);
        assert_eq!(run.ended(), name);
        run.assert_given_back();
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_program_even_without_a_signal() {
    let mut run = Run::new(ROADMAP).without_job_control().start();
    run.wait_for("Modules");
    run.hang_up();
    run.ended();
}

#[test]
fn the_shell_has_its_terminal_back_after_the_end_and_while_the_program_is_stopped() {
    let mut run = Run::new(ROADMAP).in_shell();
    run.wait_until("the shell", has_prompt);
    run.press("stty -a | grep -o -- '-*icanon\\|-*echo ' | tr -d '\\n'; echo .\r");
    run.wait_for("icanonecho .");
    run.press("clear; $MILEPOST roadmap.md\r");
    run.wait_until("the panes", |screen, _| {
        screen.alternate_screen() && screen.contents().contains("Modules")
    });
    run.press("\x1a");
    run.wait_until("the shell", has_prompt);
    run.press("clear; stty -a | grep -o -- '-*icanon\\|-*echo ' | tr -d '\\n'; echo .\r");
    run.wait_for("icanonecho .");
    run.press("fg\r");
    run.wait_until("the panes", |screen, _| {
        screen.alternate_screen() && screen.contents().contains("Modules")
    });
    run.press(" ");
    run.wait_until("the tick", |_, text| text.contains("[x] Modules"));
    run.press("q");
    run.wait_until("the shell", has_prompt);
    run.press("clear; stty -a | grep -o -- '-*icanon\\|-*echo ' | tr -d '\\n'; echo .\r");
    run.wait_for("icanonecho .");
}

/// What the shell runs to see a panic: the test below, alone.
const PANICKING: &str = "--exact panicking_with_the_screen_taken --ignored --nocapture --quiet";

#[test]
#[ignore = "takes the terminal over; run in one of its own by the test that follows"]
#[should_panic(expected = "on purpose")]
fn panicking_with_the_screen_taken() {
    use milepost::term::screen::{Screen, give_back_on_panic};
    give_back_on_panic();
    let _screen = Screen::take(true).unwrap();
    panic!("on purpose, on a screen that is taken");
}

#[test]
fn a_panic_leaves_the_terminal_as_it_was_and_its_message_in_sight() {
    let tests = std::env::current_exe().unwrap();
    let mut run = Run::new(ROADMAP).env("TESTS", tests.to_str().unwrap()).in_shell();
    run.wait_until("the shell", has_prompt);
    run.press(&format!(
        "$TESTS {PANICKING}; stty -a | grep -o -- '-*icanon\\|-*echo ' | tr -d '\\n'; echo .\r"
    ));
    run.wait_for("icanonecho .");
    assert!(run.has_written("\x1b[?1049h"), "the screen was taken");
    run.assert_given_back();
    assert!(run.contents().contains("on purpose, on a screen that is taken"), "{}", run.contents());
}

/// The shell waits for a command. What is typed before that may be thrown away by it.
fn has_prompt(screen: &vt100::Screen, _: &str) -> bool {
    !screen.alternate_screen() && !screen.hide_cursor() && screen.contents().trim_end().ends_with('$')
}

#[test]
fn another_size_is_drawn_to_its_edges() {
    let run = Run::new(ROADMAP).start();
    run.wait_for("Modules");
    run.resize(20, 60);
    run.wait_until("the last line", |screen, _| {
        screen.contents().contains("Modules") && screen.contents().lines().count() == 20
    });
    run.resize(40, 140);
    run.wait_until("the last line", |screen, _| screen.contents().lines().count() == 40);
}

#[test]
fn what_another_program_writes_is_shown() {
    let run = Run::new(ROADMAP).start();
    run.wait_for("Modules");
    run.write(&ROADMAP.replace("- [x] Streams", "- [x] Streams\n- [ ] Written elsewhere"));
    run.wait_for("Written elsewhere");
}

#[test]
fn the_editor_has_the_keys_and_the_terminal_and_what_it_wrote_is_shown() {
    let run = Run::new(ROADMAP);
    // Reads one line from the terminal and appends it as an item.
    run.script(
        "editor",
        "printf 'editing %s %s\\n' \"$1\" \"${2##*/}\"\nread -r words\necho \"- [ ] $words\" >> \"$2\"\n",
    );
    let mut run = run.editor("nano").start();
    run.wait_for("Modules");
    run.press("E");
    run.wait_for("editing +5 roadmap.md");
    assert!(run.screen(|screen| !screen.alternate_screen() && !screen.hide_cursor()));
    run.press("dquj words\r");
    run.wait_until("the words", |screen, _| {
        screen.alternate_screen() && screen.contents().contains("Modules")
    });
    assert_eq!(run.text(), format!("{ROADMAP}- [ ] dquj words\n"), "every key was the editor's");
    run.press(" ");
    run.wait_until("the tick", |_, text| text.contains("[x] Modules"));
}

#[test]
fn the_terminals_answer_is_no_command_and_chooses_the_colours() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for_bytes("\x1b]11;?");
    run.wait_for("Modules");
    let before = run.screen(|screen| screen.contents_formatted());
    run.press("\x1b]11;rgb:fdfd/eded/aded\x07");
    run.wait_until("the light theme", |screen, _| screen.contents_formatted() != before);
    run.press(" ");
    run.wait_until("the tick", |_, text| text == ROADMAP.replace("[ ] Modules", "[x] Modules"));
}

#[test]
fn no_color_leaves_the_selection_to_be_seen() {
    let run = Run::new(ROADMAP).env("NO_COLOR", "1").start();
    run.wait_for("Modules");
    let has_reversed = run.screen(|screen| {
        let (rows, columns) = screen.size();
        let cells = (0..rows).flat_map(|row| (0..columns).filter_map(move |column| screen.cell(row, column)));
        let cells: Vec<_> = cells.collect();
        assert!(cells.iter().all(|cell| cell.fgcolor() == vt100::Color::Default));
        cells.iter().any(|cell| cell.inverse())
    });
    assert!(has_reversed);
}

#[test]
fn a_terminal_that_cannot_show_the_panes_gets_the_walk_and_the_reason() {
    for (run, named) in [
        (Run::new(ROADMAP).env("TERM", "dumb"), "`dumb`"),
        (Run::new(ROADMAP).env("TERM", ""), "not set"),
        (Run::new(ROADMAP).without_env("TERM"), "not set"),
    ] {
        let mut run = run.start();
        run.wait_for("roadmap> ");
        run.press("quit\r");
        assert_eq!(run.ended(), "0");
        assert!(!run.has_written("\x1b"), "{}", run.contents());
        assert!(run.contents().contains("Phase 1: Junior"), "{}", run.contents());
        assert!(run.contents().contains(&format!("$TERM is {named}")), "{}", run.contents());
    }
}

#[test]
fn a_theme_that_was_chosen_has_its_colours_whatever_no_color_says() {
    let run = Run::new(ROADMAP).env("NO_COLOR", "1").config("theme: dark\n").start();
    run.wait_for("Modules");
    let has_colours = run.screen(|screen| {
        let (rows, columns) = screen.size();
        let cells = (0..rows).flat_map(|row| (0..columns).filter_map(move |column| screen.cell(row, column)));
        cells.map(vt100::Cell::fgcolor).any(|colour| colour != vt100::Color::Default)
    });
    assert!(has_colours);
}

#[test]
fn the_next_run_begins_where_the_last_one_ended() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Modules");
    run.press("jq");
    assert_eq!(run.ended(), "0");
    let mut run = run.again();
    run.wait_for("Modules");
    run.press(" ");
    run.wait_until("the tick", |_, text| text == ROADMAP.replace("[ ] Event", "[x] Event"));
}

#[test]
fn a_mouse_that_is_off_is_left_to_the_terminal() {
    use vt100::MouseProtocolMode::{ButtonMotion, None};
    let run = Run::new(ROADMAP).start();
    run.wait_for("Modules");
    assert_eq!(run.screen(|screen| screen.mouse_protocol_mode()), ButtonMotion);
    let run = Run::new(ROADMAP).config("mouse: false\n").start();
    run.wait_for("Modules");
    assert_eq!(run.screen(|screen| screen.mouse_protocol_mode()), None);
}

const MATRIX: &str = "\
---
milepost: { ladder: backend-nodejs, target: Mid }
---

| Skill             | Mid | Level |
| ----------------- | --- | ----- |
| Node.js Internals | ✅  | 2     |
| API Design        | 🔲  | 4     |

# Journal

- 2026-01-01 **Note**: began
";

#[test]
fn a_self_assessment_is_left_and_resumed_in_another_run_and_written_in_one_step() {
    let mut run = Run::new(MATRIX).start();
    run.wait_for("Node.js Internals");
    run.press("2");
    run.wait_for("Mid");
    run.press("A");
    run.wait_for("question 1 of 14");
    run.wait_for("Predicts in which order timers");
    run.press("3");
    run.wait_for("Why?");
    run.press("read libuv\r");
    run.wait_for("question 2 of 14");
    run.press("\x1b");
    run.wait_for("left at question 2 of 14");
    run.press("q");
    assert_eq!(run.ended(), "0");
    assert_eq!(run.text(), MATRIX, "nothing is written before the end");

    let mut run = run.again();
    run.wait_for("Node.js Internals");
    run.press("A");
    run.wait_for("You left this at question 2 of 14");
    run.press("\r");
    run.wait_for("question 2 of 14");
    run.press("3");
    run.wait_for("Why?");
    run.press("\r");
    run.wait_for("question 3 of 14");
    run.press(&"s".repeat(12));
    run.wait_for("1 rose, 1 fell, 12 skipped");
    run.press("\r");
    run.wait_until("what was assessed", |_, text| text.contains("Node.js Internals 2 → 3, API Design 4 → 3"));
    let text = run.text();
    assert!(
        text.contains("| Node.js Internals | ✅  | 3     |\n| API Design        | 🔲  | 3     |\n"),
        "{text}"
    );
    assert!(text.contains("  - Node.js Internals: read libuv\n- 2026-01-01"), "{text}");
    run.press("u");
    run.wait_until("the undone file", |_, text| text == MATRIX);
    run.press("q");
    assert_eq!(run.ended(), "0");
    run.assert_given_back();
}

#[test]
fn a_broken_ladder_beside_the_roadmap_is_told_with_its_place() {
    let mut run = Run::new(&MATRIX.replace("ladder: backend-nodejs", "ladder: mine")).start();
    std::fs::create_dir(run.home().join("ladders")).unwrap();
    let ladder = "name: Mine\nroles: [Mid]\nskills:\n- { name: A, expects: { Mid: 9 } }\n";
    std::fs::write(run.home().join("ladders/mine.yaml"), ladder).unwrap();
    run.wait_for("Node.js Internals");
    run.press("2");
    run.press("v");
    run.wait_for("mine.yaml: line 4, column 30");
    run.press("L");
    run.wait_for("mine: line 4, column 30");
    run.press("\x1b");
    run.wait_until("the list to be closed", |screen, _| !screen.contents().contains("type to narrow"));
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn a_link_is_run_once_it_is_confirmed_and_what_is_dangerous_never() {
    let long = format!("https://good.org/{}", "a".repeat(8000));
    let dangerous = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://user@host.org/",
        "https://good.org/%0d%0ax",
        "https://good.org/\u{1b}[2J",
        "https://good.org/\u{202e}x",
        "data:text/html,x",
        "--help",
        "/etc/passwd",
        "//host/share",
        "../outside.md",
        "linked.md",
        &long,
    ];
    let mut roadmap = "## Resources\n\n".to_owned();
    for (number, address) in (0..).zip(dangerous) {
        roadmap.push_str(&format!("- [ ] [Item {number}](<{address}>)\n"));
    }
    roadmap.push_str("- [ ] [Safe](https://example.org/?a=1&b=$(id)#c)\n");
    let run = Run::new(&roadmap);
    run.script("xdg-open", "printf '%s\\n' \"$@\" >> \"$HOME/opened\"\n");
    let path = format!("{}:{}", run.home().join("bin").display(), std::env::var("PATH").unwrap());
    std::os::unix::fs::symlink("/etc/passwd", run.home().join("linked.md")).unwrap();
    let mut run = run.env("PATH", &path).start();
    run.wait_for("Item 0");
    run.press("5");
    run.wait_for("14 ");
    for number in 0..dangerous.len() {
        run.wait_for(&format!("▌ ☐          Item {number}"));
        run.press("\r");
        run.wait_for("esc leave it");
        run.press("\r");
        run.wait_for("not opened: ");
        run.press("j");
        run.wait_until("the status is gone", |screen, _| !screen.contents().contains("esc leave it"));
    }
    run.wait_for("▌ ☐          Safe");
    run.press("\r");
    run.wait_for("Open this?");
    assert!(run.contents().contains("https://example.org/?a=1&b=$(id)#c"), "{}", run.contents());
    run.press("\r");
    let opened = run.home().join("opened");
    // Only what is safe has been run, as it is.
    run.wait_until("the link is run", |_, _| {
        std::fs::read_to_string(&opened).is_ok_and(|opened| opened.ends_with('\n'))
    });
    assert_eq!(std::fs::read_to_string(&opened).unwrap(), "https://example.org/?a=1&b=$(id)#c\n");
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn a_border_stays_where_it_was_dragged_to_unless_one_begins_afresh() {
    let corner = |column: u16| {
        move |screen: &vt100::Screen, _: &str| {
            screen.cell(1, column).is_some_and(|cell| cell.contents() == "╮")
                && screen.contents().contains("Modules")
        }
    };
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Modules");
    run.resize(30, 120);
    run.wait_until("three panes", corner(29));
    // Down on the border, to the right with the button held, and up; columns and rows are counted from 1.
    run.press("\x1b[<0;30;6M\x1b[<32;35;6M\x1b[<32;41;7M\x1b[<0;41;7m");
    run.wait_until("the border where it was let go", corner(40));
    run.press("q");
    assert_eq!(run.ended(), "0");
    let mut run = run.again();
    run.wait_for("Modules");
    run.resize(30, 120);
    run.wait_until("the border where it was", corner(40));
    run.press("q");
    assert_eq!(run.ended(), "0");
    let run = run.again_afresh();
    run.wait_for("Modules");
    run.resize(30, 120);
    run.wait_until("the border where it is by itself", corner(29));
}

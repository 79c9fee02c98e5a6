//! `milepost --plain`: the walk, line by line, in a terminal that is given no screen.

use super::harness::{Run, Running, Signal};

const ROADMAP: &str = "\
# Phase 1: Junior

## Skills

- [ ] Modules
- [ ] Event Loop
- [x] Streams

# Phase 2: Senior

- [ ] Architecture
";

/// Types a line once the walk asks for one, and waits for what it says.
fn type_line(run: &mut Running, line: &str, said: &str) {
    run.wait_until("the prompt", |screen, _| screen.contents().trim_end().ends_with('>'));
    run.press(&format!("{line}\r"));
    run.wait_for(said);
}

#[test]
fn a_roadmap_is_walked_through_ticked_noted_and_undone_line_by_line() {
    let mut run = Run::new(ROADMAP).start_with(&["--plain", "roadmap.md"]);
    run.wait_for("1. Phase 1: Junior, 1 of 3, 33 percent");
    type_line(&mut run, "1", "1. Skills, 1 of 3, 33 percent");
    type_line(&mut run, "1", "2. Event Loop, open");
    type_line(&mut run, "tick 2", "tick Event Loop: line 6: 1 byte written");
    let ticked = ROADMAP.replace("[ ] Event", "[x] Event");
    assert_eq!(run.text(), ticked);
    type_line(&mut run, "note 1", "a full stop alone");
    run.press("first\rsecond\r.\r");
    run.wait_for("note Modules: ");
    assert_eq!(run.text(), ticked.replace("Modules\n", "Modules\n  > first\n  > second\n"));
    type_line(&mut run, "show 1", "note: second");
    type_line(&mut run, "undo", "undone: note");
    type_line(&mut run, "undo", "undone: tick");
    assert_eq!(run.text(), ROADMAP);
    type_line(&mut run, "quit", "quit");
    assert_eq!(run.ended(), "0");
    run.written(|written| {
        assert!(!written.contains(&0x1b), "{}", String::from_utf8_lossy(written));
        let is_alone = |pair: &[u8]| pair[0] == b'\r' && pair[1] != b'\n';
        assert!(!written.windows(2).any(is_alone), "{}", String::from_utf8_lossy(written));
    });
    // Undo goes on after a restart, here as everywhere.
    let mut run = run.again_with(&["--plain"]);
    run.wait_for("1. Phase 1: Junior");
    type_line(&mut run, "redo", "made again: tick");
    assert_eq!(run.text(), ticked);
    // The end of input leaves it.
    run.wait_until("the prompt", |screen, _| screen.contents().trim_end().ends_with('>'));
    run.press("\x04");
    assert_eq!(run.ended(), "0");
}

#[test]
fn what_another_program_writes_is_said_before_the_next_answer() {
    let mut run = Run::new(ROADMAP).start_with(&["--plain", "roadmap.md"]);
    run.wait_for("roadmap> ");
    run.write(&ROADMAP.replace("# Phase 2: Senior\n", "# Phase 2: Senior\n\n- [ ] Mentoring\n"));
    type_line(&mut run, "list", "roadmap.md was changed by another program.");
    run.wait_for("2. Phase 2: Senior, 0 of 2");
}

#[test]
fn ctrl_c_ends_it_and_leaves_file_and_terminal_as_they_are() {
    let mut run = Run::new(ROADMAP).env("TERM", "dumb").start();
    run.wait_for("roadmap> ");
    run.send(Signal::INT);
    assert_eq!(run.ended(), "Interrupt");
    run.assert_given_back();
    assert_eq!(run.text(), ROADMAP);
}

#[test]
fn lines_may_come_from_a_pipe_and_are_shown_as_if_they_were_typed() {
    let mut run = Run::new(ROADMAP).in_shell();
    run.wait_for("$");
    run.press("printf 'find stream\\nreset 1\\n' | $MILEPOST --plain roadmap.md; echo ended with $?.\r");
    run.wait_for("roadmap> reset 1");
    run.wait_for("reset Streams: line 7: 1 byte written");
    run.wait_for("ended with 0.");
    assert_eq!(run.text(), ROADMAP.replace("[x]", "[ ]"));
}

#[test]
fn where_standard_output_is_no_terminal_it_is_the_status_for_scripts() {
    let mut run = Run::new(ROADMAP).in_shell();
    run.wait_for("$");
    run.press("echo 'tick 1' | $MILEPOST --plain roadmap.md | cat\r");
    run.wait_for("roadmap.md              ");
    assert!(!run.contents().contains("roadmap>"), "{}", run.contents());
    assert_eq!(run.text(), ROADMAP);
}

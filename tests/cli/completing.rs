//! What the program tells a shell that completes a line.

use super::{Desk, SMALL, contents, ran};

impl Desk {
    /// The values that can stand at the end of a line, as fish is told them.
    #[track_caller]
    fn completes(&self, words: &[&str]) -> Vec<String> {
        let arguments: Vec<&str> = ["--", "milepost"].iter().chain(words).copied().collect();
        let mut command = self.command(&arguments);
        let run = ran(command.env("MILEPOST_COMPLETE", "fish"));
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{words:?}");
        run.out.lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect()
    }
}

#[test]
fn items_are_those_that_the_command_would_change() {
    let desk = Desk::with("- [ ] Event Loop\n- [x] Streams\n- [ ] Timers, the event kind\n- plain\n");
    assert_eq!(desk.completes(&["tick", ""]), ["event-loop", "timers-the-event-kind", "roadmap.md"]);
    assert_eq!(desk.completes(&["reset", "st"]), ["streams"]);
    assert_eq!(desk.completes(&["tick", "event"]), ["event-loop"]);
    assert_eq!(desk.completes(&["tick", "kind"]), ["timers-the-event-kind"]);
    assert_eq!(desk.completes(&["tick", "roadmap.md", "ev"]), ["event-loop"]);
    assert_eq!(desk.completes(&["set", "event-loop", "do"]), ["doing", "done"]);
    assert_eq!(desk.completes(&["track", "pl"]), ["plain"]);
    for name in desk.completes(&["show", "roadmap.md", ""]) {
        desk.prints(&["show", &name]);
    }
}

#[test]
fn skills_columns_and_values_are_completed_one_after_the_other() {
    let desk = Desk::with(
        "---\nmilepost: { ladder: backend-nodejs }\n---\n\n|Skill|Mid|So far, so good|Level|\n|-|-|-|-|\n|Node.js Internals|✅||2|\n\n\
         # Journal\n\n- 2026-01-01 **Lesson**: a #loops\n",
    );
    assert_eq!(desk.completes(&["matrix", "set", "node"]), ["node-js-internals"]);
    assert_eq!(desk.completes(&["matrix", "set", "node-js-internals", ""]), ["Mid", "3", "Level"]);
    assert_eq!(desk.completes(&["matrix", "set", "node-js-internals", "Mid", "p"]), ["partly"]);
    assert_eq!(desk.completes(&["rate", "node"]), ["node-js-internals"]);
    assert_eq!(desk.completes(&["gap", "--role", "S"]), ["Senior"]);
    assert_eq!(desk.completes(&["gap", "--ladder", "rust"]), ["rust-developer"]);
    assert_eq!(desk.completes(&["journal", "--tag", ""]), ["loops"]);
    assert_eq!(desk.completes(&["list", "--section", "jour"]), ["journal"]);
}

#[test]
fn the_values_of_a_cell_are_those_that_its_column_takes() {
    let desk = Desk::with("|Skill|Mid|Level|Target|Notes|\n|-|-|-|-|-|\n|Node|✅|2||some|\n");
    let values = |column: &str| desk.completes(&["matrix", "set", "node", column, ""]);
    assert_eq!(values("Mid"), ["done", "open", "partly", "n/a"]);
    assert_eq!(values("2"), values("Mid"));
    assert_eq!(values("Level"), ["1", "2", "3", "4", "5", "none"]);
    assert_eq!(values("Target"), values("Level"));
    assert_eq!(values("Notes"), [""; 0]);
    for column in ["Mid", "Level", "Target"] {
        for value in values(column) {
            desk.prints(&["matrix", "set", "node", column, &value, "--dry-run"]);
        }
    }
}

#[test]
fn files_are_markdown_and_those_that_were_open() {
    let desk = Desk::with(SMALL);
    desk.put("notes.txt", "");
    desk.put(".hidden.md", "");
    std::fs::create_dir(desk.path("folder")).unwrap();
    desk.put("folder/inner.md", "");
    assert_eq!(desk.completes(&["check", ""]), ["folder/", "roadmap.md"]);
    assert_eq!(desk.completes(&["check", "folder/"]), ["folder/inner.md"]);
    assert_eq!(desk.completes(&["check", "."]), [".hidden.md"]);
    assert_eq!(desk.completes(&["tick", "-f", "road"]), ["roadmap.md"]);
}

#[test]
fn nothing_is_written_complained_of_or_told_that_a_terminal_would_act_on() {
    let hostile = "- [ ] a\u{1b}[2J $(touch owned) `x` \"q\" 'r'\u{202e}\n\n|Skill|$(touch owned)|\n|-|-|\n|b; rm -rf c|✅|\n";
    let desk = Desk::with(hostile);
    desk.put("bad\u{1b}name.md", "- [ ] x\n");
    let before = contents(desk.folder.path());
    for words in [
        &["tick", ""][..],
        &["rate", ""],
        &["matrix", "set", "x", ""],
        &["list", "bad"],
        &["tick", "-f", "nowhere.md", ""],
        &["nonsense", ""],
        &[],
    ] {
        for value in desk.completes(words) {
            let is_tame = |char: char| !char.is_control() && !"$`\"';&\u{202e}".contains(char);
            assert!(value.chars().all(is_tame), "{words:?}: {value:?}");
        }
    }
    assert_eq!(contents(desk.folder.path()), before);
    assert!(desk.home.path().read_dir().unwrap().next().is_none(), "nothing is kept");
    let mut command = desk.command(&["--", "milepost", "tick", ""]);
    let run = ran(command.env("MILEPOST_COMPLETE", "no-such-shell"));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn tables_have_colours_where_they_are_forced_and_nowhere_else_but_on_a_terminal() {
    let desk = Desk::with(SMALL);
    let out = |arguments: &[&str], set: &[(&str, &str)]| {
        let mut command = desk.command(arguments);
        ran(command.env("TERM", "xterm").envs(set.iter().copied())).out
    };
    assert!(!out(&["status"], &[]).contains('\u{1b}'));
    assert!(out(&["status"], &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!out(&["status"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]).contains('\u{1b}'));
    assert!(!out(&["status", "--plain"], &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
    assert!(!out(&["status", "--json"], &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'));
}

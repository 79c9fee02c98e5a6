//! What people and line-wise scripts read, and what is asked for wrongly.

use super::{Desk, SMALL, ran};

#[test]
fn without_a_terminal_the_status_is_printed() {
    let desk = Desk::with(SMALL);
    assert_eq!(desk.prints(&[]), desk.prints(&["status"]));
    assert_eq!(desk.prints(&["roadmap.md"]), desk.prints(&["status", "roadmap.md"]));
}

#[test]
fn a_word_that_is_neither_a_file_nor_a_command_is_told() {
    let desk = Desk::with(SMALL);
    let told = |word| desk.refuses(1, &[word]);
    assert!(told("bogus").contains("there is no such file or command; `milepost --help`"));
    assert!(
        told("satus")
            .contains("there is no such file or command; did you mean the command `milepost status`?")
    );
    assert!(told("bogus.md").contains("there is no such file;") && told("./satus").contains("no such file;"));
}

#[test]
fn plain_lines_have_their_columns_in_order() {
    let desk = Desk::with(SMALL);
    let list = desk.prints(&["list", "--plain", "--phase", "2"]);
    assert_eq!(
        list,
        "30\tdeferred\t2\tgoals\t0\tmy-way/phase-2/goals/lead-a-team\tLead a team\n\
         31\tother\t2\tgoals\t0\tmy-way/phase-2/goals/something-odd\tSomething odd\n"
    );
    let status = desk.prints(&["status", "--plain"]);
    assert_eq!(status.lines().next(), Some("roadmap.md\t\t\t\t3\t1\t2\t1\t1\t1\t1\t42"));
    assert!(status.lines().all(|line| line.matches('\t').count() == 11), "{status}");
    assert!(status.contains("\nroadmap.md\tPhase 2\tGoals\tgoals\t0\t0\t0\t1\t0\t1\t0\t0\n"), "{status}");
    assert_eq!(
        desk.prints(&["next", "--plain", "-n", "1"]),
        "18\tdoing\t1\tcompetencies\t1\tmy-way/phase-1-junior/skills/node-js-basics/event-loop\tEvent loop\t\
         you are doing it\n"
    );
}

#[test]
fn list_filters_by_state_phase_and_kind() {
    let desk = Desk::with(SMALL);
    let lines = |arguments: &[&str]| {
        let all = [&["list", "--plain"], arguments].concat();
        desk.prints(&all).lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lines(&["--state", "doing,skipped"]), ["13", "18"]);
    assert_eq!(lines(&["--section", "competencies"]), ["17", "18", "19"]);
    assert_eq!(lines(&["--section", "competencies", "--all"]), ["17", "18", "19", "20"]);
    assert_eq!(lines(&["--phase", "JUNIOR", "--section", "resources"]), ["24"]);
    let err = desk.refuses(1, &["list", "--phase", "3"]);
    assert!(err.contains("no phase `3`") && err.contains("2  Phase 2"), "{err}");
    assert!(desk.refuses(2, &["list", "--state", "finished"]).contains("possible values"));
}

#[test]
fn list_asks_what_the_filter_of_the_panes_asks() {
    let desk = Desk::with(SMALL);
    let lines = |arguments: &[&str]| {
        let all = [&["list", "--plain"], arguments].concat();
        desk.prints(&all).lines().map(|line| line.split('\t').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lines(&["--filter", "state:doing,skipped"]), ["13", "18"]);
    assert_eq!(lines(&["--filter", "section:competencies -loop"]), ["17", "19"]);
    assert_eq!(lines(&["--filter", "section:competencies -loop", "--all"]), ["17", "19", "20"]);
    assert_eq!(lines(&["--filter", "section:competencies state:untracked"]), ["20"]);
    assert_eq!(lines(&["--filter", "state:doing", "--phase", "2"]), [""; 0]);
    let listed = desk.json(&["list", "--json", "--filter", " State:doing  event "]);
    assert_eq!(listed["filter"], "state:doing event");
    assert!(desk.json(&["list", "--json"])["filter"].is_null());
    let err = desk.refuses(2, &["list", "--filter", "stat:open"]);
    assert!(err.contains("there is no `stat:`: did you mean `state:`?"), "{err}");
    let err = desk.refuses(1, &["list", "--filter", "phase:9"]);
    assert!(err.contains("there is no phase `9`"), "{err}");
    assert_eq!(
        lines(&["--filter", "-state:todo,done", "--phase", "1"]),
        lines(&["--filter=-state:todo,done", "--phase", "1"])
    );
    assert_eq!(lines(&["--filter", "tag:#nowhere"]), [""; 0]);
}

#[test]
fn nothing_in_a_file_drives_the_terminal() {
    let hostile = "# T\u{1b}[2J\u{202e}\n\n- [ ] a\u{1b}]0;owned\u{7}\u{9b}31m [l](http://x/\u{202e}y) [k\u{1b}:: v]\n  > note\u{1b}[1m\n- [\u{202e}] b\n- [x]c\u{1b}[31m\n- [ ] same\u{8}\n- [ ] same\u{8}\n\n|Skill\u{1b}[2J|r\u{202e}|Notes|\n|-|-|-|\n|s\u{1b}[2J|✅|\u{9b}31m|\n";
    let desk = Desk::with(hostile);
    let is_tame = |text: &str| {
        !text.chars().any(|char| {
            (char.is_control() && !matches!(char, '\n' | '\t')) || ('\u{202a}'..='\u{202e}').contains(&char)
        })
    };
    for form in ["", "--plain", "--json"] {
        for arguments in [
            vec!["status"],
            vec!["list", "--all"],
            vec!["next"],
            vec!["links"],
            vec!["matrix"],
            vec!["gap", "--role", "r\u{202e}"],
            vec!["gap", "--role", "\u{1b}[2J"],
            vec!["rate", "s\u{1b}[2J", "3"],
            vec!["assess"],
            vec!["check"],
            vec!["show", ":3"],
            vec!["show", "same"],
            vec!["show", "\u{1b}[2J"],
            vec!["list", "--phase", "\u{1b}[2J"],
            vec!["no\u{1b}[2J.md"],
            vec!["status", "--\u{1b}[2J"],
            vec!["tick", ":3", "--dry-run"],
        ] {
            let arguments =
                [arguments, Some(form).filter(|form| !form.is_empty()).into_iter().collect()].concat();
            let run = desk.run(&arguments);
            assert!(is_tame(&run.out), "{arguments:?}: {:?}", run.out);
            assert!(is_tame(&run.err), "{arguments:?}: {:?}", run.err);
        }
    }
}

#[test]
fn a_selector_that_means_none_or_several_is_refused_with_the_candidates() {
    let desk = Desk::with(SMALL);
    assert!(desk.prints(&["show", "…/event-loop"]).contains("roadmap.md:18"));
    assert!(desk.prints(&["show", ":18"]).contains("\n  in     "), "the place, not what is below it");
    assert!(desk.prints(&["show", "roadmap.md", ":18"]).contains("Event loop"));
    assert!(desk.prints(&["show", "-f", "roadmap.md", "LOOP event"]).contains("roadmap.md:18"));
    let err = desk.refuses(1, &["show", "a"]);
    assert!(err.contains(":24  ") && err.contains(":30  my-way/phase-2/goals/lead-a-team\n"), "{err}");
    assert!(desk.refuses(1, &["show", ":2"]).contains("no item at this line"));
    assert!(desk.refuses(1, &["show", "zebra"]).contains("no item has"));
    assert!(desk.refuses(2, &["show", "roadmap.md"]).contains("too few"));
}

#[test]
fn check_tells_problems_with_their_place_and_ends_with_three() {
    let desk = Desk::with("# A\n\n- [x] p\n  - [ ] a\n- []  b\n");
    let run = desk.run(&["check"]);
    assert_eq!(run.code, 3);
    assert!(
        run.out.starts_with("roadmap.md:3:3: this is done, but 1 of 1 below it is not\n    "),
        "{}",
        run.out
    );
    assert!(run.out.contains("roadmap.md:5:3: there is nothing between the brackets"), "{}", run.out);
    desk.put("fine.md", "- [ ] a\n");
    assert_eq!(desk.run(&["check", "fine.md"]).code, 0);
    let run = desk.run(&["check", "fine.md", "roadmap.md", "--plain"]);
    assert_eq!((run.code, run.out.lines().count(), run.err.as_str()), (3, 2, ""));
    assert!(run.out.lines().all(|line| line.matches('\t').count() == 4));
}

#[test]
fn check_tells_a_role_and_a_ladder_that_are_not_there() {
    let desk = Desk::with("---\nmilepost:\n  target: Snior\n---\n\n|Skill|Senior|\n|-|-|\n|A|\u{2705}|\n");
    let run = desk.run(&["check"]);
    assert_eq!(run.code, 3);
    assert!(
        run.out.starts_with("roadmap.md:3:11: there is no role `Snior`; did you mean `Senior`?"),
        "{}",
        run.out
    );
    desk.put("roadmap.md", "---\nmilepost: { ladder: backend-nodjs }\n---\n# A\n");
    let run = desk.run(&["check"]);
    assert_eq!(run.code, 3);
    assert!(run.out.starts_with("roadmap.md:2:21: ") && run.out.contains("`backend-nodejs`"), "{}", run.out);
}

#[test]
fn wrong_usage_ends_with_two() {
    let desk = Desk::with(SMALL);
    for arguments in [
        &["list", "--bogus"] as &[&str],
        &["set", ":5"],
        &["set", ":5", "finished"],
        &["note", ":5"],
        &["note", ":5", "x", "--remove"],
        &["next", "-n", "0"],
        &["status", "--json", "--plain"],
        &["new"],
        &["new", "../x"],
        &["rate", "a"],
        &["matrix", "set", "a", "b"],
        &["help", "nothing"],
    ] {
        desk.refuses(2, arguments);
    }
    assert!(desk.refuses(2, &["set", ":5", "dnoe"]).contains("did you mean `done`?"));
}

#[test]
fn help_tells_of_commands_and_of_what_they_print() {
    let desk = Desk::empty();
    let help = desk.prints(&["--help"]);
    assert!(help.lines().any(|line| line.trim_start().starts_with("export ")));
    assert!(help.contains("Exit codes"));
    assert!(desk.prints(&["help", "set"]).contains("milepost set"));
    assert_eq!(desk.prints(&["help", "set"]), desk.prints(&["set", "--help"]));
    for command in ["list", "status", "show", "next", "matrix", "gap", "journal", "links", "check", "export"]
    {
        assert!(desk.prints(&["help", "json"]).contains(&format!("\n## {command}")), "{command}");
    }
    let man = desk.prints(&["man"]);
    assert!(man.contains(".TH milepost 1") && man.contains(".SH MATRIX SET\n"));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(desk.prints(&["completions", shell]).contains("milepost"), "{shell}");
    }
    assert!(desk.prints(&["--version"]).starts_with("milepost 0"));
}

#[test]
fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
    let desk = Desk::with("- [ ] a\n".repeat(20_000));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("milepost"))
        .args(["list", "--plain"])
        .current_dir(desk.folder.path())
        .env("MILEPOST_HOME", desk.home.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    if cfg!(target_os = "linux") {
        let shell = format!("'{}' list > /dev/full", assert_cmd::cargo::cargo_bin("milepost").display());
        let mut command = assert_cmd::Command::new("/bin/sh");
        command.args(["-c", &shell]).current_dir(desk.folder.path()).env("MILEPOST_HOME", desk.home.path());
        let run = ran(&mut command);
        assert_eq!(run.code, 1);
        assert!(run.err.contains("cannot write standard output"), "{}", run.err);
    }
}

#[test]
fn next_says_what_is_due_and_what_waits() {
    let desk = Desk::with(
        "# A\n\n- [ ] Ship ⛔ tests\n- [ ] Tests 🆔 tests\n- [ ] Pay 📅 2001-02-03\n- [ ] Moon 🛫 9999-01-01\n",
    );
    assert_eq!(
        desk.prints(&["next", "--plain"]),
        "5\ttodo\t1\tother\t0\ta/pay\tPay\toverdue since 2001-02-03\n\
         4\ttodo\t1\tother\t0\ta/tests\tTests\tnext in A\n"
    );
    let next = desk.json(&["next", "--json"]);
    let told = |index: usize| {
        let item = &next["items"][index];
        (item["why"].clone(), item["due"].clone(), item["waits_for"].clone())
    };
    assert_eq!(told(0), ("overdue".into(), "2001-02-03".into(), serde_json::Value::Null));
    let desk = Desk::with("# A\n\n- [/] Ship ⛔ tests\n- [ ] Tests 🆔 tests\n");
    let waiting = &desk.json(&["next", "--json"])["items"][1];
    assert_eq!((&waiting["why"], &waiting["waits_for"]), (&"waits-for".into(), &"a/tests".into()));
    assert_eq!(waiting["reason"], "you are doing it, but it waits for \u{201c}Tests\u{201d}");
}

/// What the program says of a roadmap that is ASCII but for the emoji of its fields.
const PLAIN: &str = "\
# Way

## Phase 1: Junior (0-2 years)

### Goals

- [x] one ✅ 2026-03-01
- [/] two 🛫 2026-03-02
- [ ] three 🆔 a ⛔ b
- [ ] four 🆔 b ⛔ c
  - [-] part
- [ ] five 🆔 c ⛔ a
- [>] six [level:: 2]
- [ ] seven ⛔ a
- bullet

## Books

- [ ] _Clean Code_ (1/3) [site](https://example.org/)

## Matrix

| Skill | Junior | Senior | Level | Notes |
|---|---|---|---|---|
| one | x | | 3 | |
| two | | | | |

## Journal

- 2026-03-01 **Lesson**: something. #one
";

#[test]
fn with_the_ascii_glyphs_what_people_read_is_ascii_and_scripts_read_the_same() {
    let desk = Desk::with(PLAIN);
    let commands: [&[&str]; 11] = [
        &["status"],
        &["list", "--all"],
        &["next", "-n", "20"],
        &["show", ":9"],
        &["history"],
        &["matrix"],
        &["gap", "--role", "Junior"],
        &["journal"],
        &["links"],
        &["check"],
        &["tick", ":8", "--dry-run"],
    ];
    let run = |command: &[&str], form: &str| desk.run(&[command, &[form]].concat()).out;
    let for_scripts = || commands.map(|command| (run(command, "--plain"), run(command, "--json")));
    let before = for_scripts();
    std::fs::write(desk.home.path().join("config.yaml"), "glyphs: ascii\n").unwrap();
    assert_eq!(for_scripts(), before);
    for command in commands {
        let answer = desk.run(command);
        assert!(answer.code == 0 || answer.code == 3, "{command:?}: {}", answer.err);
        let own = |char: &char| !char.is_ascii() && !"✅🛫🆔⛔".contains(*char);
        let found: String = format!("{}{}", answer.out, answer.err).chars().filter(own).collect();
        assert_eq!(found, "", "{command:?}: {}{}", answer.out, answer.err);
    }
    assert!(desk.prints(&["list"]).contains("/  two"));
    assert!(desk.prints(&["status"]).contains("#"));
    assert!(desk.run(&[]).out.contains("#"), "without a command too");
}

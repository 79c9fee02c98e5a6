//! Commands that write: the bytes they are about and no others.

use super::{Desk, SMALL, contents, shared_roadmap};

/// Without a date of a done item, so that ticking writes none.
fn undated() -> String {
    SMALL.replace(" ✅ 2026-11-20", "")
}

#[test]
fn a_tick_changes_one_byte_and_says_so() {
    let desk = Desk::with(undated());
    assert_eq!(desk.prints(&["tick", ":10"]), "roadmap.md:10: 1 byte\n");
    assert_eq!(desk.text(), undated().replace("- [ ] Ship", "- [x] Ship"));
    assert_eq!(desk.prints(&["tick", ":10"]), "roadmap.md:10: 0 bytes\n");
}

#[test]
fn what_commands_write_can_be_taken_back_in_the_panes() {
    use milepost::config::{Places, undo};
    let desk = Desk::with("- [ ] a\n- [ ] b\n");
    let history = || {
        let real = desk.path("roadmap.md").canonicalize().unwrap();
        undo::load(&Places::under(desk.home.path()), &real, desk.text().as_bytes())
    };
    desk.prints(&["tick", "a", "--dry-run"]);
    assert!(history().undo_step().is_none());
    desk.prints(&["tick", "a"]);
    desk.prints(&["tick", "a"]);
    desk.prints(&["note", "b", "read it"]);
    let labels = |history: milepost::history::History| {
        history.steps().0.iter().map(|step| step.label.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(labels(history()), ["tick", "note"]);
    desk.put("roadmap.md", desk.text() + "- [ ] c\n");
    assert!(history().why_cut().is_some());
    desk.prints(&["tick", "c"]);
    assert_eq!(labels(history()), ["tick"]);
    assert_eq!(super::contents(desk.folder.path()).len(), 1, "nothing is left beside the file");
}

#[test]
fn what_is_so_already_is_said_beside_what_is_written() {
    let text = "- [ ] a\n- [x] b\n- [ ] c\n- [x] d\n";
    let desk = Desk::with(text);
    let run = desk.run(&["set", ":4", ":2", ":1", "done"]);
    assert_eq!(run.out, "roadmap.md:1: 1 byte\nroadmap.md:4: 0 bytes\nroadmap.md:2: 0 bytes\n");
    assert_eq!(run.err, "milepost: roadmap.md:4: already done\nmilepost: roadmap.md:2: already done\n");
    assert_eq!(desk.text(), "- [x] a\n- [x] b\n- [ ] c\n- [x] d\n");
}

#[test]
fn a_note_may_begin_as_no_option_does() {
    for text in ["-1", "---", "- first"] {
        let desk = Desk::with("- [ ] a\n");
        desk.prints(&["note", ":1", text]);
        assert_eq!(desk.json(&["list", "--json"])["items"][0]["note"], text);
    }
    let desk = Desk::with("- [ ] a\n");
    assert!(desk.refuses(2, &["note", ":1", "-x"]).contains("unexpected argument '-x'"));
    assert!(desk.refuses(2, &["next", "-n", "-1"]).contains("unexpected argument '-1'"));
}

#[test]
fn a_selector_that_several_items_share_writes_nothing() {
    let text = "# A\n\n- [ ] docker\n- [ ] git\n- [ ] docker\n";
    let desk = Desk::with(text);
    let err = desk.refuses(1, &["tick", "docker"]);
    assert!(err.contains(":3  a/docker~1\n") && err.contains(":5  a/docker~2\n"), "{err}");
    assert_eq!(desk.text(), text);
    desk.prints(&["tick", "docker~2"]);
    assert_eq!(desk.text(), "# A\n\n- [ ] docker\n- [ ] git\n- [x] docker\n");
}

#[test]
fn every_state_has_its_character() {
    for (arguments, char) in [
        (&["set", ":24", "doing"] as &[&str], '/'),
        (&["set", "roadmap.md", "…/a-book", "done"], 'x'),
        (&["set", "-f", "roadmap.md", "book", "skipped"], '-'),
        (&["set", ":24", "deferred"], '>'),
        (&["tick", ":24"], 'x'),
        (&["start", ":24"], '/'),
        (&["skip", ":24"], '-'),
    ] {
        let desk = Desk::with(undated());
        assert_eq!(desk.prints(arguments), "roadmap.md:24: 1 byte\n", "{arguments:?}");
        assert_eq!(
            desk.text(),
            undated().replace("- [ ] A book", &format!("- [{char}] A book")),
            "{arguments:?}"
        );
    }
    let desk = Desk::with(undated());
    desk.prints(&["reset", ":19"]);
    assert_eq!(desk.text(), undated().replace("[x] Streams", "[ ] Streams"));
}

#[test]
fn several_items_are_one_edit_or_none() {
    let desk = Desk::with(undated());
    assert_eq!(
        desk.prints(&["tick", "roadmap.md", ":10", "a-book", "event loop", ":10"]),
        "roadmap.md:10: 1 byte\nroadmap.md:24: 1 byte\nroadmap.md:18: 1 byte\n"
    );
    let desk = Desk::with(undated());
    desk.refuses(1, &["tick", ":10", ":24", "zebra"]);
    desk.refuses(1, &["tick", ":10", "a"]);
    assert_eq!(desk.text(), undated());
}

#[test]
fn a_dry_run_prints_a_diff_and_writes_nothing() {
    for arguments in [
        &["tick", ":10", "--dry-run"] as &[&str],
        &["note", ":10", "other", "--dry-run"],
        &["track", ":20", "--dry-run"],
    ] {
        let desk = Desk::with(undated());
        let diff = desk.prints(arguments);
        assert!(diff.starts_with("--- roadmap.md\n+++ roadmap.md\n@@ "), "{diff}");
        assert_eq!(desk.text(), undated(), "{arguments:?}");
        assert_eq!(std::fs::read_dir(desk.home.path()).unwrap().count(), 0);
    }
    let desk = Desk::with(undated());
    let diff = desk.prints(&["tick", ":10", "--dry-run"]);
    let changed: Vec<_> = diff.lines().skip(2).filter(|line| line.starts_with(['-', '+'])).collect();
    assert_eq!(
        changed,
        [
            "-- [ ] Ship [one thing](https://example.org/thing)",
            "+- [x] Ship [one thing](https://example.org/thing)"
        ]
    );
    let json = desk.json(&["tick", ":10", "--dry-run", "--json"]);
    assert_eq!((&json["dry_run"], &json["written"][0]["bytes"]), (&true.into(), &1.into()));
    assert_eq!(json["diff"], diff);
}

#[test]
fn a_note_is_set_from_an_argument_or_standard_input_and_removed() {
    let desk = Desk::with("- [ ] a\n- [ ] b\n");
    assert_eq!(desk.prints(&["note", ":1", "one"]), "roadmap.md:2: 8 bytes\n");
    assert_eq!(desk.text(), "- [ ] a\n  > one\n- [ ] b\n");
    let output =
        desk.command(&["note", "roadmap.md", "b", "-"]).write_stdin("two\nthree\n").output().unwrap();
    assert!(output.status.success());
    assert_eq!(desk.text(), "- [ ] a\n  > one\n- [ ] b\n  > two\n  > three\n");
    desk.prints(&["note", "a", "--remove"]);
    assert_eq!(desk.text(), "- [ ] a\n- [ ] b\n  > two\n  > three\n");
}

#[test]
fn a_note_may_begin_with_a_dash() {
    let after = "- [ ] a\n  > \\- one\n  > \\- two\n";
    for arguments in [
        &["note", "a", "- one\n- two"] as &[&str],
        &["note", "roadmap.md", "a", "- one\n- two"],
        &["note", "--plain", "-f", "roadmap.md", "a", "- one\n- two"],
        &["note", "a", "- one\n- two", "--plain"],
        &["note", "--", "a", "- one\n- two"],
    ] {
        let desk = Desk::with("- [ ] a\n");
        desk.prints(arguments);
        assert_eq!(desk.text(), after, "{arguments:?}");
    }
    let desk = Desk::with("- [ ] a\n");
    for arguments in [
        &["note", "a", "--reomve"] as &[&str],
        &["note", "a", "-one"],
        &["note", "a", "- one", "--reomve"],
        &["note", "-f", "- one", "a", "b"],
    ] {
        assert!(desk.refuses(2, arguments).contains("Usage: milepost note"), "{arguments:?}");
    }
    assert!(desk.refuses(1, &["tick", "- one"]).contains("`- one`: no item"));
}

#[test]
fn bullets_get_their_boxes_one_or_a_headings_all() {
    let desk = Desk::with("# A\n\n## Goals\n\n- a\n- [x] b\n- c\n\n## Books\n\n- d\n");
    assert_eq!(desk.prints(&["track", ":5"]), "roadmap.md:5: 4 bytes\n");
    assert_eq!(desk.prints(&["track", "roadmap.md", "goals"]), "roadmap.md:7: 4 bytes\n");
    assert!(desk.text().contains("- [ ] a\n- [x] b\n- [ ] c\n"));
    assert_eq!(desk.prints(&["track", ":1"]), "roadmap.md:1: 0 bytes\n", "resources are left out");
    assert_eq!(desk.prints(&["track", ":1", "--resources"]), "roadmap.md:11: 4 bytes\n");
}

#[test]
fn what_the_users_editor_left_stays() {
    let text = "\u{feff}# A\r\n\r\n* [ ] a  \r\n    \r\n* [X] b";
    let desk = Desk::with(text);
    assert_eq!(desk.prints(&["tick", "a"]), "roadmap.md:3: 1 byte\n");
    assert_eq!(desk.text(), text.replace("[ ]", "[x]"));
    let Some(desk) = shared_roadmap() else { return };
    let before = desk.text();
    assert_eq!(desk.prints(&["tick", "event loop call"]), "roadmap.md:20: 1 byte\n");
    assert_eq!(desk.text(), format!("{}x{}", &before[..462], &before[463..]));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_written_is_an_error_and_a_link_stays_one() {
    let desk = Desk::empty();
    std::fs::create_dir(desk.path("real")).unwrap();
    std::fs::write(desk.path("real/roadmap.md"), "- [ ] a\n").unwrap();
    std::os::unix::fs::symlink("real/roadmap.md", desk.path("roadmap.md")).unwrap();
    assert_eq!(desk.prints(&["tick", "roadmap.md", "a"]), "roadmap.md:1: 1 byte\n");
    assert!(desk.path("roadmap.md").symlink_metadata().unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(desk.path("real/roadmap.md")).unwrap(), "- [x] a\n");
}

#[cfg(unix)]
#[test]
fn a_limit_for_the_size_of_files_is_told_and_ends_nothing() {
    let text = format!("- [ ] a\n{}", "\nMore words.\n".repeat(1000));
    let desk = Desk::with(&text);
    let program = assert_cmd::cargo::cargo_bin("milepost");
    let mut command = assert_cmd::Command::new("sh");
    command.args(["-c", "ulimit -f 1; exec \"$0\" tick roadmap.md a"]).arg(program);
    command.current_dir(desk.folder.path()).env("MILEPOST_HOME", desk.home.path());
    let run = super::ran(&mut command);
    assert_eq!((run.code, run.out.as_str()), (1, ""), "{}", run.err);
    assert!(run.err.contains("File too large; the file is as it was; `ulimit -f`"), "{}", run.err);
    assert_eq!(desk.text(), text);
    assert_eq!(contents(desk.folder.path()).len(), 1);
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_written_is_done_even_if_it_cannot_be_told() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let told_nothing = |desk: &Desk, arguments: &[&str]| {
        let program = assert_cmd::cargo::cargo_bin("milepost");
        let mut command = std::process::Command::new(program);
        command.current_dir(desk.folder.path()).env_clear().env("MILEPOST_HOME", desk.home.path());
        let output = command.args(arguments).stdout(full()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    for arguments in
        [&["tick", ":1"] as &[&str], &["tick", "--json", ":1"], &["note", "a", "b"], &["new", "x"]]
    {
        let desk = Desk::with("- [ ] a\n");
        let (code, err) = told_nothing(&desk, arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {err}");
        assert!(err.starts_with("milepost: written, but the answer could not be printed: "), "{err}");
        assert!(arguments[0] == "new" || desk.text() != "- [ ] a\n", "{arguments:?}");
    }
    for arguments in [&["list"] as &[&str], &["tick", ":1", "--dry-run"], &["new", "x", "--dry-run"]] {
        let desk = Desk::with("- [ ] a\n");
        let (code, err) = told_nothing(&desk, arguments);
        assert_eq!(code, Some(1), "{arguments:?}: {err}");
        assert_eq!(desk.text(), "- [ ] a\n");
    }
}

#[test]
fn a_change_whose_undo_is_not_kept_is_made_and_says_so() {
    let desk = Desk::with("- [ ] a\n");
    desk.put("file", "");
    let mut command = desk.command(&["tick", "roadmap.md", "a"]);
    let output = command.env("MILEPOST_HOME", desk.folder.path().join("file")).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    assert_eq!(desk.text(), "- [x] a\n");
    assert!(told.contains("written, but undo is not kept for later: cannot write "), "{told}");
}

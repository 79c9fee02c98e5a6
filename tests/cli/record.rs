//! What is written is recorded in the state folder, whoever writes at the same time.

use std::path::PathBuf;

use crate::Desk;

fn record_file(desk: &Desk) -> PathBuf {
    desk.home.path().join("state/history/changes.jsonl")
}

/// The lines of the record; of each only what is wanted.
fn recorded(desk: &Desk, fields: &[&str]) -> Vec<String> {
    let text = std::fs::read_to_string(record_file(desk)).unwrap_or_default();
    let line = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).unwrap();
        fields.iter().map(|field| line[field].to_string().replace('"', "")).collect::<Vec<_>>().join(" ")
    };
    text.lines().map(line).collect()
}

#[test]
fn each_command_that_writes_is_recorded_and_a_dry_run_is_not() {
    let desk = Desk::with("# H\n\n- [ ] a\n- b\n- c [level:: 2]\n\n|Skill|Mid|Level|\n|-|-|-|\n|D|✅|2|\n");
    for written in [
        &["tick", "roadmap.md", "a", "b"][..],
        &["tick", "roadmap.md", "a"],
        &["note", "roadmap.md", "a", "words"],
        &["track", "roadmap.md", "c"],
        &["rate", "roadmap.md", "D", "3"],
        &["matrix", "set", "D", "Level", "5"],
        &["matrix", "set", "D", "Mid", "todo"],
        &["rate", "roadmap.md", "c", "expert"],
        &["reset", "roadmap.md", "a"],
    ] {
        let dry: Vec<&str> = written.iter().copied().chain(["--dry-run"]).collect();
        let before = recorded(&desk, &["at"]).len();
        desk.prints(&dry);
        assert_eq!(recorded(&desk, &["at"]).len(), before, "{dry:?}");
        desk.prints(written);
    }
    assert_eq!(
        recorded(&desk, &["item", "skill", "from", "to"]),
        [
            "h/a null todo done",
            "h/b null untracked done",
            "h/c null untracked todo",
            "null D 2 3",
            "null D 3 5",
            "null c 2 5",
            "h/a null done todo",
        ]
    );
}

#[test]
fn a_file_is_recorded_by_its_real_path_and_the_time_with_its_zone() {
    let desk = Desk::with("- [ ] a\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink("roadmap.md", desk.path("link.md")).unwrap();
    #[cfg(not(unix))]
    std::fs::copy(desk.path("roadmap.md"), desk.path("link.md")).unwrap();
    let run = desk.command(&["tick", "link.md", "a"]).env("TZ", "Asia/Kolkata").output().unwrap();
    assert!(run.status.success());
    let [line] = recorded(&desk, &["file", "at"]).try_into().unwrap();
    let (file, at) = line.split_once(".md ").unwrap();
    if cfg!(unix) {
        assert_eq!(format!("{file}.md"), desk.path("roadmap.md").canonicalize().unwrap().to_str().unwrap());
    }
    assert!(at.parse::<jiff::Timestamp>().is_ok() && at.ends_with("+05:30"), "{at}");
}

#[test]
fn two_mileposts_that_write_at_once_lose_none() {
    const N: usize = 20;
    let desk = Desk::empty();
    let run = |name: &str| {
        let text: String = (0..N).map(|nth| format!("- [ ] {name} {nth}\n")).collect();
        desk.put(&format!("{name}.md"), text);
        for nth in 0..N {
            let output = desk.command(&["tick", &format!("{name}.md"), &format!(":{}", nth + 1)]).output();
            assert!(output.unwrap().status.success());
        }
    };
    std::thread::scope(|scope| {
        for name in ["one", "other"] {
            scope.spawn(move || run(name));
        }
    });
    let mut items = recorded(&desk, &["item"]);
    items.sort_unstable();
    let mut expected: Vec<String> =
        ["one", "other"].iter().flat_map(|name| (0..N).map(move |nth| format!("{name}-{nth}"))).collect();
    expected.sort_unstable();
    assert_eq!(items, expected);
}

#[test]
fn a_record_that_cannot_be_kept_disturbs_nobody() {
    let desk = Desk::with("- [ ] a\n");
    std::fs::create_dir_all(desk.home.path().join("state")).unwrap();
    std::fs::write(desk.home.path().join("state/history"), "no folder").unwrap();
    let run = desk.run(&["tick", "roadmap.md", "a"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(desk.text(), "- [x] a\n");
    let log = std::fs::read_to_string(desk.home.path().join("state/milepost.log")).unwrap();
    assert!(log.contains("changes.jsonl"), "{log}");
    std::fs::remove_dir_all(desk.home.path().join("state")).unwrap();
    desk.prints(&["reset", "roadmap.md", "a"]);
    assert_eq!(recorded(&desk, &["to"]), ["todo"]);
}

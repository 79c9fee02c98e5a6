//! Which file is meant, files that are none, and milepost's own files.

use super::{Desk, SMALL, contents};

#[test]
fn the_only_roadmap_of_the_folder_is_meant() {
    let desk = Desk::with(SMALL);
    desk.put("README.md", "# Read me\n\n- no boxes\n");
    desk.put("notes.txt", "- [ ] a\n");
    assert!(desk.prints(&["status", "--plain"]).starts_with("roadmap.md\t"));
    desk.put("other.md", "- [ ] a\n");
    let err = desk.refuses(1, &["status"]);
    assert!(err.contains("several") && err.contains("  other.md\n  roadmap.md\n"), "{err}");
    assert!(desk.refuses(1, &[]).contains("several"));
}

#[test]
fn the_last_opened_roadmap_goes_before_the_folders() {
    let desk = Desk::with(SMALL);
    let last = desk.path("elsewhere/last.md");
    std::fs::create_dir(desk.path("elsewhere")).unwrap();
    std::fs::write(&last, "- [x] a\n").unwrap();
    std::fs::create_dir(desk.home.path().join("state")).unwrap();
    let session = format!("files:\n- path: {}\n", last.display());
    std::fs::write(desk.home.path().join("state/session.yaml"), session).unwrap();
    assert!(desk.prints(&["status", "--plain"]).starts_with(&format!("{}\t", last.display())));
    std::fs::remove_file(&last).unwrap();
    assert!(desk.prints(&["status", "--plain"]).starts_with("roadmap.md\t"));
}

#[test]
fn what_a_killed_run_left_is_cleaned_up_by_the_next() {
    let desk = Desk::with("- [ ] a\n");
    // Of a process number that no process has.
    desk.put(&format!(".roadmap.md.milepost-{}-abc123", i32::MAX), "- [ ] a\n");
    assert_eq!(desk.prints(&["list", "--plain"]).lines().count(), 1);
    assert_eq!(contents(desk.folder.path()).len(), 1);
}

#[test]
fn who_only_looks_into_a_file_writes_nothing() {
    let desk = Desk::with(SMALL);
    for command in ["list", "status", "next", "links"] {
        desk.prints(&[command]);
    }
    assert_eq!(std::fs::read_dir(desk.home.path()).unwrap().count(), 0);
}

#[test]
fn a_readme_is_a_roadmap_only_if_it_has_boxes() {
    let desk = Desk::empty();
    desk.put("README.md", "# Read me\n\n- no boxes\n");
    assert!(desk.refuses(1, &["status"]).contains("none is in this folder"));
    desk.put("README.md", "# Read me\n\n- [ ] a box\n");
    assert!(desk.prints(&["status", "--plain"]).starts_with("README.md\t"));
}

#[test]
fn where_this_folder_has_no_roadmap_the_only_one_of_the_library_is_meant() {
    let desk = Desk::empty();
    desk.prints(&["new", "mine"]);
    assert!(desk.prints(&["status", "--plain"]).contains("library/mine.md\t"));
    desk.prints(&["new", "other"]);
    assert!(desk.refuses(1, &["status"]).contains("there are several in the library"));
}

#[test]
fn where_no_roadmap_is_known_the_bundled_one_is_shown_and_nothing_written() {
    let desk = Desk::empty();
    let run = desk.run(&[]);
    assert_eq!(run.code, 0);
    assert!(run.out.starts_with("Node.js developer") && run.err.contains("milepost new"), "{run:?}");
    assert!(contents(desk.folder.path()).is_empty());
    assert_eq!(std::fs::read_dir(desk.home.path()).unwrap().count(), 0);
    desk.refuses(1, &["list"]);
}

#[test]
fn what_is_no_file_is_refused_with_its_path_and_what_to_do() {
    let desk = Desk::with(SMALL);
    std::fs::create_dir(desk.path("folder.md")).unwrap();
    for (name, reason) in [("missing.md", "there is no such file"), ("folder.md", "a folder")] {
        for arguments in
            [&["status", name] as &[&str], &["list", name], &["show", name, ":5"], &["check", name]]
        {
            let err = desk.refuses(1, arguments);
            assert!(err.contains(name) && err.contains(reason), "{arguments:?}: {err}");
        }
    }
    assert!(desk.refuses(1, &["stauts"]).contains("did you mean the command `milepost status`?"));
    desk.put("wide.md", b"\xff\xfe-\0 \0");
    assert!(desk.refuses(1, &["status", "wide.md"]).contains("UTF-16"));
}

#[test]
fn a_mistyped_file_is_told_beside_the_file_that_was_searched() {
    let desk = Desk::with(SMALL);
    for arguments in
        [&["tick", "raodmap.md", "event loop"] as &[&str], &["show", "raodmap.md"], &["track", "raodmap.md"]]
    {
        let err = desk.refuses(1, arguments);
        assert!(err.contains("find the item in roadmap.md: `raodmap.md`: "), "{arguments:?}: {err}");
        assert!(err.contains("there is no file `raodmap.md`"), "{arguments:?}: {err}");
    }
    assert!(desk.refuses(1, &["tick", "notes/zebra"]).contains("there is no file `notes/zebra`"));
    assert!(!desk.refuses(1, &["tick", "zebra"]).contains("no file"));
    assert!(desk.refuses(1, &["tick", "a"]).contains("choose the item in roadmap.md: `a` can mean"));
    desk.put("other.md", "- [ ] a\n");
    let err = desk.refuses(1, &["tick", "raodmap.md", "event loop"]);
    assert!(err.contains("several") && err.contains("there is no file `raodmap.md`"), "{err}");
}

#[test]
fn a_file_named_twice_is_counted_once() {
    let desk = Desk::with("- [x] a\n- [ ] b\n");
    desk.put("other.md", "- [ ] c\n");
    std::fs::create_dir(desk.path("folder")).unwrap();
    let names = ["roadmap.md", "./roadmap.md", "folder/../roadmap.md", "other.md", "roadmap.md"];
    let status = desk.json(&[&["status", "--json"] as &[&str], &names].concat());
    assert_eq!((&status["total"]["done"], &status["total"]["todo"]), (&1.into(), &2.into()));
    let files: Vec<_> = status["files"].as_array().unwrap().iter().map(|file| &file["file"]).collect();
    assert_eq!(files, ["roadmap.md", "other.md"], "as first named");
    assert_eq!(
        desk.prints(&["status", "roadmap.md", "./roadmap.md"]),
        desk.prints(&["status", "roadmap.md"])
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let desk = Desk::with(SMALL);
    let path = desk.path("pipe.md");
    let made = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
    assert!(made.success());
    let limit = std::time::Duration::from_secs(10);
    for arguments in
        [&["status", "pipe.md"] as &[&str], &["show", "pipe.md", ":5"], &["tick", "pipe.md", ":5"]]
    {
        let output = desk.command(arguments).timeout(limit).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(err.contains("pipe.md"), "{err}");
    }
    // Nor is it waited for when a roadmap is looked for.
    assert!(desk.prints(&["status", "--plain"]).starts_with("roadmap.md\t"));
}

#[test]
fn new_copies_the_bundled_roadmap_and_never_overwrites() {
    let desk = Desk::empty();
    assert!(desk.prints(&["new", "--list"]).starts_with("nodejs-developer  "));
    let path = desk.home.path().join("library/mine.md");
    let diff = desk.prints(&["new", "mine", "--dry-run"]);
    assert!(diff.contains("\n+# Node.js developer\n") && !path.exists(), "{diff}");
    let printed = desk.prints(&["new", "mine"]);
    assert_eq!(printed, format!("{}: {} bytes\n", path.display(), path.metadata().unwrap().len()));
    std::fs::write(&path, "mine").unwrap();
    for arguments in [&["new", "mine"] as &[&str], &["new", "mine.md"], &["new", "mine", "--dry-run"]] {
        assert!(desk.refuses(1, arguments).contains("already"));
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    assert!(desk.refuses(1, &["new", "x", "--from", "nothing"]).contains("nodejs-developer"));
}

#[test]
fn each_bundled_roadmap_can_be_copied_and_tells_the_gap_to_its_role_at_once() {
    let desk = Desk::empty();
    let list = desk.json(&["new", "--list", "--json"]);
    let templates = list["templates"].as_array().unwrap();
    assert!(templates.len() >= 6, "{list}");
    for template in templates {
        let name = template["name"].as_str().unwrap();
        let written = desk.prints(&["new", name, "--from", name]);
        let path = written.split(": ").next().unwrap();
        assert_eq!(desk.prints(&["check", path]), "", "{name}");
        let gap = desk.json(&["gap", path, "--json"]);
        assert!(gap["role"].is_string() && gap["ladder"].is_string(), "{name}: {gap}");
        assert!(gap["skills"].as_array().unwrap().len() >= 8, "{name}: {gap}");
    }
}

#[test]
fn the_config_is_used_shown_and_refused_where_it_is_wrong() {
    let desk = Desk::with("- [-] a\n- [ ] b\n");
    let path = desk.home.path().join("config.yaml");
    assert_eq!(desk.prints(&["config", "--path"]), format!("{}\n", path.display()));
    std::fs::write(&path, "count: skipped-as-done\n").unwrap();
    assert!(desk.prints(&["config", "--plain"]).contains("count\tskipped-as-done\n"));
    let status = desk.json(&["status", "--json"]);
    assert_eq!((&status["rule"], &status["total"]["percent"]), (&"skipped-as-done".into(), &50.into()));
    std::fs::write(&path, desk.prints(&["config", "--defaults"])).unwrap();
    assert_eq!(desk.json(&["status", "--json"])["rule"], "leaves");
    std::fs::write(&path, "cuont: all\n").unwrap();
    assert!(desk.refuses(1, &["status"]).contains("line 1, column 1"));
    let schema = desk.json(&["config", "--schema"]);
    assert_eq!(schema["properties"]["cascade"]["enum"][1], "up");
}

#[test]
fn a_roadmap_without_links_is_said_to_have_none() {
    let desk = Desk::with("# Way\n\n- [ ] a\n");
    let run = desk.run(&["links"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", "milepost: no links\n"));
    assert_eq!(desk.run(&["links", "--plain"]).err, "");
}

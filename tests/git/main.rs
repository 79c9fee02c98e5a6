//! A roadmap's past, read from repositories that the real git made.
//!
//! Git has to be installed for these.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on is to fail")]

#[path = "../harness/beside.rs"]
mod beside;
mod hostile;
mod places;
mod repository;

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use milepost::git::{self, Unread};
use milepost::model::Roadmap;
use milepost::settings::{CountRule, Defaults};

use repository::{Repository, curve, lines, read, roadmap};

/// 200 commits that tick their way through a roadmap, with a rename in the middle and a rebase at the end.
fn years_of_ticking(text: &str) {
    let repository = Repository::new();
    repository.commit("2025-01-01", "other.md", "one\n");
    repository.git(["checkout", "--quiet", "-b", "learning"]);
    let mut lines: Vec<String> = text.lines().map(|line| format!("{line}\n")).collect();
    let mut day = date(2025, 3, 1);
    let mut expected: BTreeMap<Date, (u32, u32)> = BTreeMap::new();
    let mut name = "Road map.md";
    for n in 0..200 {
        if n == 100 {
            name = "learning/roadmap.md";
            fs::create_dir(repository.folder.join("learning")).unwrap();
            repository.git(["mv", "Road map.md", name]);
        }
        if n > 0 {
            // Some are done, some begun, some undone again.
            let boxes: Vec<usize> =
                (0..lines.len()).filter(|line| lines[*line].trim_start().starts_with("- [")).collect();
            let line = &mut lines[boxes[n * 7 % boxes.len()]];
            let at = line.find('[').unwrap() + 1;
            let next = match &line[at..=at] {
                " " if n % 5 == 0 => "/",
                "x" => " ",
                _ => "x",
            };
            line.replace_range(at..=at, next);
        }
        if n % 20 == 19 {
            lines.push(format!("- [ ] One more, the {n}th\n"));
        }
        let text = lines.concat();
        repository.commit(&day.to_string(), name, &text);
        let counts = roadmap(text.as_bytes()).counts();
        expected.insert(day, (counts.met(), counts.of()));
        day = day.saturating_add((n as i64 % 3).days());
    }
    repository.git(["checkout", "--quiet", "main"]);
    repository.commit("2025-01-02", "other.md", "two\n");
    repository.git(["checkout", "--quiet", "learning"]);
    repository.git(["rebase", "--quiet", "main"]);

    let past = read(&repository.folder.join(name)).unwrap();
    assert_eq!((past.n_versions, past.n_left_out), (200, 0));
    let curve = curve(&past.changes);
    let on = |day: &Date| curve.range(..=day).next_back().map(|(_, counts)| *counts);
    for (day, counts) in &expected {
        assert_eq!(on(day), Some(*counts), "{day}");
    }
    assert_eq!(curve.keys().next(), expected.keys().next());
    assert!(curve.keys().all(|day| expected.contains_key(day)));
}

#[test]
fn the_curve_is_what_the_commits_did() {
    years_of_ticking(&fs::read_to_string("roadmaps/nodejs-developer.md").unwrap());
    if let Some(path) = beside::find("roadmap.md") {
        years_of_ticking(&fs::read_to_string(path).unwrap());
    }
}

#[test]
fn a_change_is_dated_by_its_author_in_the_authors_zone() {
    let repository = Repository::new();
    repository.commit("2026-11-21T23:59:00-0800", "a.md", "- [ ] a\n");
    let file = repository.commit("2026-11-23T00:30:00+0530", "a.md", "- [x] a\n");
    let past = read(&file).unwrap();
    assert_eq!(lines(&past.changes), ["2026-11-21 a none todo", "2026-11-23 a todo done"]);
    assert_eq!(past.changes[1].at.to_string(), "2026-11-22T19:00:00Z");
}

#[test]
fn what_a_merge_brings_together_was_done_where_it_was_done() {
    let repository = Repository::new();
    let text = |[a, b, c]: [&str; 3]| {
        format!("# A\n\n- [{a}] a\n\n## B\n\nText.\n\n- [{b}] b\n\n## C\n\nText.\n\n- [{c}] c\n")
    };
    repository.commit("2026-11-01", "old.md", text([" ", " ", " "]));
    repository.git(["checkout", "--quiet", "-b", "laptop"]);
    repository.commit("2026-11-03", "old.md", text([" ", " ", "x"]));
    repository.git(["checkout", "--quiet", "main"]);
    repository.git(["mv", "old.md", "new.md"]);
    let file = repository.commit("2026-11-02", "new.md", text(["x", " ", " "]));
    repository.commit("2026-11-04", "new.md", text(["x", "/", " "]));
    repository.git_at("2026-11-05", ["merge", "--quiet", "--no-edit", "laptop"]);
    repository.commit("2026-11-06", "new.md", text(["x", "x", "x"]));
    repository.git(["config", "log.diffMerges", "off"]);
    let past = read(&file).unwrap();
    assert_eq!(
        lines(&past.changes)[3..],
        [
            "2026-11-02 a/a todo done",
            "2026-11-03 a/c/c todo done",
            "2026-11-04 a/b/b todo doing",
            "2026-11-06 a/b/b doing done",
        ]
    );
}

#[test]
fn a_file_that_took_over_a_name_has_its_own_past() {
    let repository = Repository::new();
    repository.commit("2026-11-01", "README.md", "- [x] a\n- [ ] b\n- [ ] c\n");
    repository.git(["mv", "README.md", "roadmap.md"]);
    repository.git_at("2026-11-02", ["commit", "--quiet", "--message", "x"]);
    let readme = repository.commit("2026-11-03", "README.md", "# About\n\n- [ ] other\n");
    let roadmap = repository.commit("2026-11-04", "roadmap.md", "- [x] a\n- [x] b\n- [ ] c\n");
    assert_eq!(lines(&read(&readme).unwrap().changes), ["2026-11-03 about/other none todo"]);
    assert_eq!(
        lines(&read(&roadmap).unwrap().changes),
        [
            "2026-11-01 a none done",
            "2026-11-01 b none todo",
            "2026-11-01 c none todo",
            "2026-11-04 b todo done"
        ]
    );
}

#[test]
fn items_are_called_as_in_the_file_as_it_is_now() {
    let repository = Repository::new();
    repository.commit("2026-11-01", "a.md", "# Begin\n\n- [x] a\n");
    let file = repository.commit("2026-11-02", "a.md", "# Start\n\n- [x] a\n- [x] b\n");
    repository.write("a.md", "# Start here\n\n- [ ] a\n- [x] b, too\n- [x] not committed\n");
    assert_eq!(
        lines(&read(&file).unwrap().changes),
        ["2026-11-01 start-here/a none done", "2026-11-02 start-here/b-too none done"]
    );
}

#[test]
fn only_what_is_new_is_read_again() {
    let repository = Repository::new();
    let text = |a, b, word| format!("# A heading above them\n\n- [{a}] a\n- [{b}] b\n- [ ] {word}\n");
    repository.commit("2026-11-01", "a.md", text(" ", " ", "c"));
    let file = repository.commit("2026-11-02", "a.md", text("x", " ", "c"));
    let read_again = |known: &git::Known, roadmap: &Roadmap| {
        let mut n_read = 0;
        let past = git::read(&file, roadmap, Some(known.clone()), &mut |_, of| {
            n_read = n_read.max(of);
            ControlFlow::Continue(())
        });
        (n_read, past.unwrap())
    };
    let now = || roadmap(&fs::read(&file).unwrap());
    let first = read(&file).unwrap().known.unwrap();
    assert_eq!(read_again(&first, &now()), (0, read(&file).unwrap()));

    repository.commit("2026-11-03", "other.md", "other\n");
    repository.git(["mv", "a.md", "b.md"]);
    repository.git_at("2026-11-04", ["commit", "--quiet", "--message", "x"]);
    repository.git(["mv", "b.md", "a.md"]);
    repository.commit("2026-11-05", "a.md", text("x", "x", "d"));
    let (n_read, past) = read_again(&first, &now());
    assert_eq!((n_read, &past), (2, &read(&file).unwrap()));
    assert_eq!(lines(&past.changes).last().unwrap(), "2026-11-05 a-heading-above-them/b todo done");

    // Made anew, counted by another rule, or without the last commit: nothing of what is known holds.
    let second = past.known.unwrap();
    let skipped = Defaults { count: CountRule::SkippedAsDone, ..Defaults::default() };
    let roadmap = Roadmap::read(fs::read(&file).unwrap(), skipped);
    assert_eq!(read_again(&second, &roadmap).0, 4);
    repository.git_at("2026-11-06", ["commit", "--quiet", "--amend", "--message", "y", "--reset-author"]);
    let (n_read, past) = read_again(&second, &now());
    assert_eq!((n_read, &past), (4, &read(&file).unwrap()));
    repository.git(["reset", "--quiet", "--hard", "HEAD~2"]);
    assert_eq!(read_again(&second, &now()), (2, read(&file).unwrap()));
}

#[test]
fn a_version_that_is_not_there_is_left_out() {
    let repository = Repository::new();
    repository.commit("2026-11-01", "a.md", "- [ ] a\n");
    repository.commit("2026-11-02", "a.md", "- [/] a\n");
    let blob = repository.git(["rev-parse", "HEAD:a.md"]);
    let file = repository.commit("2026-11-03", "a.md", "- [x] a\n");
    let (folder, name) = blob.trim().split_at(2);
    fs::remove_file(repository.folder.join(".git/objects").join(folder).join(name)).unwrap();
    let past = read(&file).unwrap();
    assert_eq!(lines(&past.changes), ["2026-11-01 a none todo", "2026-11-03 a todo done"]);
    assert_eq!((past.n_versions, past.n_left_out, past.known), (3, 1, None));
}

#[test]
fn a_repository_that_cannot_be_read_is_told_in_the_words_of_git() {
    let repository = Repository::new();
    let file = repository.commit("2026-11-01", "a.md", "- [ ] a\n");
    let folder = file.parent().unwrap();
    for object in fs::read_dir(folder.join(".git/objects")).unwrap() {
        fs::remove_dir_all(object.unwrap().path()).unwrap();
    }
    let Err(Unread::Failed(error)) = read(&file) else { panic!() };
    assert!(error.reason.starts_with("git says: "), "{}", error.reason);
}

#[test]
fn where_there_is_no_past_the_reason_is_told() {
    let reason = |file: &std::path::Path| match read(file) {
        Err(Unread::Absent(error)) => error.reason,
        other => panic!("{other:?}"),
    };
    let repository = Repository::new();
    let outside = repository.beside("a.md");
    fs::write(&outside, "- [ ] a\n").unwrap();
    assert_eq!(reason(&outside), "it does not lie in a git repository");
    let file = repository.write("a.md", "- [ ] a\n");
    assert_eq!(reason(&file), "its git repository has no commits yet");
    repository.commit("2026-11-01", "other.md", "other\n");
    assert_eq!(reason(&file), "it is not committed in its git repository");
    let missing = repository.folder.join("missing.md");
    let error = git::read(&missing, &roadmap(b""), None, &mut |_, _| ControlFlow::Continue(())).unwrap_err();
    assert!(matches!(&error, Unread::Failed(error) if error.reason.contains("No such file")), "{error:?}");
}

#[test]
fn reading_ends_where_nobody_waits_for_it() {
    let repository = Repository::new();
    repository.commit("2026-11-01", "a.md", "- [ ] a\n");
    let file = repository.commit("2026-11-02", "a.md", "- [x] a\n");
    let mut told = Vec::new();
    let stopped = git::read(&file, &roadmap(b""), None, &mut |done, of| {
        told.extend((of > 0).then_some((done, of)));
        if done == 1 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped, Err(Unread::Stopped));
    assert_eq!(told.last(), Some(&(1, 2)));
}

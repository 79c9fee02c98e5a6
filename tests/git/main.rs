//! A roadmap's past, read from repositories that the real git made.
//!
//! Git has to be installed for these.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on is to fail")]

#[path = "../harness/beside.rs"]
mod beside;
mod repository;

use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;

use jiff::civil::{Date, date};
use jiff::{ToSpan, civil};
use milepost::git::{self, Unread};

use repository::{Repository, curve, lines, read, read_after, roadmap};

/// 200 commits that tick their way through a roadmap, with a rename in the middle and a rebase at the end.
fn years_of_ticking(text: &str) {
    let repository = Repository::new();
    repository.commit("2025-01-01", "other.md", "one\n");
    repository.git(["checkout", "--quiet", "-b", "learning"]);
    let mut lines: Vec<String> = text.lines().map(|line| format!("{line}\n")).collect();
    let mut day = date(2025, 3, 1);
    let mut expected: BTreeMap<civil::Date, (u32, u32)> = BTreeMap::new();
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

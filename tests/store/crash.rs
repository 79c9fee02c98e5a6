//! A process that is killed at any moment leaves the old file or the new one, and what else it leaves is cleaned up
//! with nothing lost.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use milepost::store::{Cleaned, Store};

use crate::{Home, read, tick};

/// A process number that no process has: beyond what systems give.
const NO_PROCESS: u32 = i32::MAX as u32;

fn leftover(home: &Home, text: &str) -> PathBuf {
    home.write(&format!(".roadmap.md.milepost-{NO_PROCESS}-abc123"), text)
}

#[test]
fn a_leftover_that_holds_the_files_text_is_removed() {
    let (home, path) = Home::with("- a\n");
    leftover(&home, "- a\n");
    assert_eq!(home.store().clean(&path).unwrap(), Cleaned { n_removed: 1, kept: Vec::new() });
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn a_leftover_that_holds_a_backups_text_is_removed() {
    let (home, path) = Home::with("- [ ] a\n");
    crate::save(&home.store(), &path, tick);
    leftover(&home, "- [ ] a\n");
    assert_eq!(home.store().clean(&path).unwrap(), Cleaned { n_removed: 1, kept: Vec::new() });
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn a_leftover_with_words_that_are_nowhere_else_becomes_a_backup() {
    let (home, path) = Home::with("- [x] a\n");
    leftover(&home, "- [ ] a\n- theirs\n");
    let cleaned = home.store().clean(&path).unwrap();
    assert_eq!(cleaned.kept.iter().map(|path| read(path)).collect::<Vec<_>>(), ["- [ ] a\n- theirs\n"]);
    assert_eq!(home.names(), ["roadmap.md"]);
    assert_eq!(read(&path), "- [x] a\n");
}

#[test]
fn a_leftover_that_can_be_kept_nowhere_stays() {
    let (home, path) = Home::with("- [x] a\n");
    let left = leftover(&home, "- [ ] a\n- theirs\n");
    let store = Store::new(home.write("no-folder", ""));
    assert_eq!(store.clean(&path).unwrap(), Cleaned::default());
    assert_eq!(read(&left), "- [ ] a\n- theirs\n");
}

#[test]
fn what_is_in_use_or_not_ours_stays() {
    let (home, path) = Home::with("- [ ] a\n");
    let saved = home.store().save(&path, b"- [ ] a\n", &mut tick).unwrap();
    // The parent runs for certain.
    home.write(&format!(".roadmap.md.milepost-{}-abc123", std::os::unix::process::parent_id()), "");
    home.write(&format!(".other.md.milepost-{NO_PROCESS}-abc123"), "");
    home.write(".roadmap.md.milepost-abc", "");
    home.write(".roadmap.md.swp", "");
    let before = home.names();
    assert_eq!(home.store().clean(&path).unwrap(), Cleaned::default());
    assert_eq!(home.names(), before);
    drop(saved);
}

/// Saves versions of the file, each with as many lines as its number says, until it is killed.
#[test]
#[ignore = "run by other tests, and killed by them"]
fn saves_until_it_is_killed() {
    let Some(path) = std::env::var_os("MILEPOST_TEST_FILE").map(PathBuf::from) else { return };
    let store = Store::new(std::env::var_os("MILEPOST_TEST_STATE").unwrap());
    for n in 0..5000 {
        let held = store.load(&path).unwrap().bytes;
        let saved = store.save(&path, &held, &mut |_| Ok(version(n))).unwrap();
        println!("saved");
        drop(saved);
    }
}

/// A text of which every line tells the version, as long as many pages, and another length than its neighbours.
fn version(n: usize) -> Vec<u8> {
    format!("version {n}\n").repeat(1500 + n % 7 * 400).into_bytes()
}

fn is_whole(text: &str) -> bool {
    let n = text.lines().next().and_then(|line| line.strip_prefix("version ")).and_then(|n| n.parse().ok());
    n.is_some_and(|n| version(n) == text.as_bytes())
}

fn save_and_kill(home: &Home, path: &Path, n_saves: usize) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "crash::saves_until_it_is_killed", "--nocapture"])
        .env("MILEPOST_TEST_FILE", path)
        .env("MILEPOST_TEST_STATE", home.state.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let saves = lines.by_ref().map_while(Result::ok).filter(|line| line.ends_with("saved")).take(n_saves);
    assert_eq!(saves.count(), n_saves);
    // Another moment of the next save each time.
    for _ in 0..n_saves * 40_000 {
        std::hint::spin_loop();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_kill_at_any_moment_leaves_one_whole_version() {
    for n_saves in 1..16 {
        let (home, path) = Home::with(std::str::from_utf8(&version(0)).unwrap());
        save_and_kill(&home, &path, n_saves);
        assert!(is_whole(&read(&path)), "after {n_saves} saves");
        home.store().clean(&path).unwrap();
        assert!(is_whole(&read(&path)));
        assert_eq!(home.names(), ["roadmap.md"]);
    }
}

#[test]
fn a_write_in_place_that_was_killed_is_finished_at_the_next_start() {
    for n_saves in 1..16 {
        let (home, path) = Home::with(std::str::from_utf8(&version(0)).unwrap());
        fs::hard_link(&path, home.path("twin")).unwrap();
        save_and_kill(&home, &path, n_saves);
        home.store().clean(&path).unwrap();
        assert!(is_whole(&read(&path)), "after {n_saves} saves");
        assert_eq!(home.names(), ["roadmap.md", "twin"]);
        assert_eq!(crate::names(&home.state.path().join("unfinished")), [""; 0]);
    }
}

//! Every way in which programs write a file is told.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use milepost::store::{Signal, Watcher};

use crate::{Home, save, tick};

/// Far longer than any event takes; only a failing test waits for it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Longer than any test: what is told then is told by an event, not by the slow look.
const NEVER: Duration = Duration::from_secs(60 * 60);

fn watch(path: &Path, poll: Duration) -> (Watcher, Receiver<Signal>) {
    let (sender, signals) = mpsc::channel();
    let watcher = Watcher::looking_every(poll, path, move |signal| {
        let _ = sender.send(signal);
    });
    (watcher.unwrap(), signals)
}

/// Changes the file in one way again and again, as a watcher that goes deaf does so after the first time.
fn check(path: &Path, change: impl FnMut(usize)) {
    check_looking_every(NEVER, path, change);
}

fn check_looking_every(poll: Duration, path: &Path, mut change: impl FnMut(usize)) {
    let (_watcher, signals) = watch(path, poll);
    for n in 0..3 {
        change(n);
        // Until what is told is what is there: one change may be told twice.
        signals.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("change {n} was not told"));
        while signals.recv_timeout(Duration::from_millis(150)).is_ok() {}
    }
}

#[test]
fn a_replaced_file_is_told() {
    let (home, path) = Home::with("a\n");
    check(&path, |n| {
        fs::rename(home.write("new", format!("{n}\n")), &path).unwrap();
    });
}

#[test]
fn a_truncated_and_rewritten_file_is_told() {
    let (_home, path) = Home::with("a\n");
    check(&path, |n| fs::write(&path, format!("{n}\n")).unwrap());
}

#[test]
fn an_appended_line_is_told() {
    let (_home, path) = Home::with("a\n");
    check(&path, |_| {
        OpenOptions::new().append(true).open(&path).unwrap().write_all(b"b\n").unwrap();
    });
}

#[test]
fn a_deleted_and_created_file_is_told() {
    let (_home, path) = Home::with("a\n");
    check(&path, |n| {
        fs::remove_file(&path).unwrap();
        fs::write(&path, format!("{n}\n")).unwrap();
    });
}

#[test]
fn our_own_save_is_told_too() {
    let (home, path) = Home::with("- [ ] a\n- [ ] b\n- [ ] c\n");
    check(&path, |_| {
        save(&home.store(), &path, tick);
    });
}

#[test]
fn reading_the_file_and_writing_others_is_not_told() {
    let (home, path) = Home::with("a\n");
    let (_watcher, signals) = watch(&path, NEVER);
    home.store().load(&path).unwrap();
    home.write("other.md", "b\n");
    // What is told comes in order: the first signal is of the last change, and no more follow.
    fs::write(&path, "b\n").unwrap();
    assert_eq!(signals.recv_timeout(PATIENCE), Ok(Signal::Changed));
    while signals.recv_timeout(Duration::from_millis(300)).is_ok() {}
    home.store().load(&path).unwrap();
    home.write("other.md", "c\n");
    assert!(signals.recv_timeout(Duration::from_millis(500)).is_err());
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_told_and_so_is_a_link_turned_elsewhere() {
    let (home, real) = Home::with("a\n");
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link.md");
    std::os::unix::fs::symlink(&real, &link).unwrap();
    check(&link, |n| {
        fs::rename(home.write("new", format!("{n}\n")), &real).unwrap();
    });
    let (_watcher, signals) = watch(&link, NEVER);
    let other = home.write("other.md", "other\n");
    let new_link = elsewhere.path().join("new");
    std::os::unix::fs::symlink(&other, &new_link).unwrap();
    fs::rename(&new_link, &link).unwrap();
    signals.recv_timeout(PATIENCE).unwrap();
    while signals.recv_timeout(Duration::from_millis(150)).is_ok() {}
    fs::write(&other, "more\n").unwrap();
    signals.recv_timeout(PATIENCE).unwrap();
}

#[test]
fn a_folder_made_anew_is_found_again() {
    let home = Home::new();
    let folder = home.path("notes");
    let path = folder.join("roadmap.md");
    fs::create_dir(&folder).unwrap();
    fs::write(&path, "a\n").unwrap();
    // The new folder may be made after the watcher looked for it: then the slow look finds it.
    check_looking_every(Duration::from_millis(200), &path, |n| {
        fs::rename(&folder, home.path(&format!("old-{n}"))).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(&path, format!("{n}\n")).unwrap();
    });
}

#[test]
fn without_events_the_slow_look_tells() {
    let (home, path) = Home::with("a\n");
    // A hard link in a folder that is not watched: no event comes.
    let elsewhere = tempfile::tempdir_in(home.state.path()).unwrap();
    let twin = elsewhere.path().join("twin.md");
    fs::hard_link(&path, &twin).unwrap();
    check_looking_every(Duration::from_millis(20), &path, |n| fs::write(&twin, "b".repeat(n + 3)).unwrap());
}

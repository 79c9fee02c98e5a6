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

fn watch(path: &Path) -> (Watcher, Receiver<Signal>) {
    let (sender, signals) = mpsc::channel();
    let watcher = Watcher::new(path, move |signal| {
        let _ = sender.send(signal);
    });
    (watcher.unwrap(), signals)
}

/// Changes the file in one way again and again, as a watcher that goes deaf does so after the first time.
fn check(home: &Home, path: &Path, mut change: impl FnMut(usize)) {
    let (_watcher, signals) = watch(path);
    for n in 0..3 {
        change(n);
        // Until what is told is what is there: one change may be told twice.
        signals.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("change {n} was not told"));
        while signals.recv_timeout(Duration::from_millis(150)).is_ok() {}
    }
    assert!(home.folder.path().exists());
}

#[test]
fn a_replaced_file_is_told() {
    let (home, path) = Home::with("a\n");
    check(&home, &path, |n| {
        fs::rename(home.write("new", format!("{n}\n")), &path).unwrap();
    });
}

#[test]
fn a_truncated_and_rewritten_file_is_told() {
    let (home, path) = Home::with("a\n");
    check(&home, &path, |n| fs::write(&path, format!("{n}\n")).unwrap());
}

#[test]
fn an_appended_line_is_told() {
    let (home, path) = Home::with("a\n");
    check(&home, &path, |_| {
        OpenOptions::new().append(true).open(&path).unwrap().write_all(b"b\n").unwrap();
    });
}

#[test]
fn a_deleted_and_created_file_is_told() {
    let (home, path) = Home::with("a\n");
    check(&home, &path, |n| {
        fs::remove_file(&path).unwrap();
        fs::write(&path, format!("{n}\n")).unwrap();
    });
}

#[test]
fn our_own_save_is_told_too() {
    let (home, path) = Home::with("- [ ] a\n- [ ] b\n- [ ] c\n");
    check(&home, &path, |_| {
        save(&home.store(), &path, tick);
    });
}

#[test]
fn reading_the_file_and_writing_others_is_not_told() {
    let (home, path) = Home::with("a\n");
    let (_watcher, signals) = watch(&path);
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
    check(&home, &link, |n| {
        fs::rename(home.write("new", format!("{n}\n")), &real).unwrap();
    });
    let (_watcher, signals) = watch(&link);
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
    check(&home, &path, |n| {
        fs::rename(&folder, home.path(&format!("old-{n}"))).unwrap();
        fs::create_dir(&folder).unwrap();
        fs::write(&path, format!("{n}\n")).unwrap();
    });
}

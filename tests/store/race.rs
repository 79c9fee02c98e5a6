//! Other programs write in the same moments. The loops are bounded; nothing depends on who is first.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use milepost::store::Store;

use crate::{Home, add, read, tick};

const N_ITEMS: usize = 300;

/// Writes the whole text again and again, as a program does that truncates first and has a small buffer.
fn rewrite(path: &Path, n_times: usize) {
    for generation in 0..n_times {
        let mut file = File::create(path).unwrap();
        let items: Vec<_> = (0..N_ITEMS).map(|item| format!("- [ ] item {item} of {generation}\n")).collect();
        for part in items.chunks(50) {
            file.write_all(part.concat().as_bytes()).unwrap();
            thread::yield_now();
        }
        drop(file);
        thread::sleep(Duration::from_millis(2));
    }
}

/// Saves ticks until the other is done, and then one more; how many were saved.
fn tick_while(store: &Store, path: &Path, is_done: &AtomicBool) -> usize {
    let mut n_saved = 0;
    loop {
        let last = is_done.load(Ordering::SeqCst);
        if let Ok(held) = store.load(path)
            && store.save_and_settle(path, &held.bytes, &mut tick).is_ok()
        {
            n_saved += 1;
        }
        if last {
            return n_saved;
        }
    }
}

#[test]
fn a_text_that_is_just_being_written_is_not_believed() {
    // Shorter than what was known in the end, and longer: then a piece may be longer too.
    for (n_held, n_written) in [(20, 20), (4, 20)] {
        check_just_being_written(&"- [ ] a\n".repeat(n_held), n_written);
    }
}

fn check_just_being_written(held: &str, n_written: usize) {
    // Where the machine kept the writer waiting for as long as a text must be left alone to be believed, nothing is
    // promised.
    const PROMISED: Duration = Duration::from_millis(350);
    let (home, path) = Home::with(held);
    let mut file = File::create(&path).unwrap();
    let mut begun = Instant::now();
    let (seen, longest) = thread::scope(|scope| {
        let writer = scope.spawn(|| {
            let mut longest = Duration::ZERO;
            for nth in 0..n_written {
                // Longer than two readings are apart: equal readings alone are no proof.
                thread::sleep(Duration::from_millis(if nth % 10 == 8 { 200 } else { 7 }));
                file.write_all(b"- [ ] b\n").unwrap();
                longest = longest.max(begun.elapsed());
                begun = Instant::now();
            }
            longest
        });
        let mut seen = Vec::new();
        let place = &mut |current: &[u8]| {
            seen.push(current.len());
            tick(current)
        };
        home.store().save_and_settle(&path, held.as_bytes(), place).unwrap();
        (seen, writer.join().unwrap())
    });
    if longest > PROMISED {
        return println!("NOT TESTED HERE: the machine is too busy, a pause took {longest:?}");
    }
    let written = "- [ ] b\n".repeat(n_written);
    assert_eq!(seen, [written.len()]);
    assert_eq!(read(&path), written.replacen("[ ]", "[x]", 1));
}

#[test]
fn a_program_that_truncates_and_rewrites_loses_nothing() {
    let (home, path) = Home::with("");
    rewrite(&path, 1);
    let (store, is_done) = (home.store(), AtomicBool::new(false));
    let n_saved = thread::scope(|scope| {
        scope.spawn(|| {
            rewrite(&path, 100);
            is_done.store(true, Ordering::SeqCst);
        });
        tick_while(&store, &path, &is_done)
    });
    let text = read(&path);
    assert_eq!(text.lines().count(), N_ITEMS, "{n_saved} saved");
    assert!(text.lines().all(|line| line.ends_with(" of 99")), "{text}");
    assert!(text.starts_with("- [x] item 0 "));
    assert!(n_saved > 0);
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn a_program_that_appends_loses_nothing() {
    // The second look comes 10 ms after the exchange. A line whose program took longer than that from opening the file
    // to writing it, as the machine was busy, is beyond what is promised.
    const PROMISED: Duration = Duration::from_millis(8);
    let items: String = (0..N_ITEMS).map(|item| format!("- [ ] item {item}\n")).collect();
    let (home, path) = Home::with(&items);
    let (store, is_done) = (home.store(), AtomicBool::new(false));
    let (late, n_saved) = thread::scope(|scope| {
        let other = scope.spawn(|| {
            let mut late = Vec::new();
            for n in 0..150 {
                let started = Instant::now();
                let mut file = OpenOptions::new().append(true).open(&path).unwrap();
                file.write_all(format!("line {n}\n").as_bytes()).unwrap();
                if started.elapsed() > PROMISED {
                    late.push(n);
                }
                thread::sleep(Duration::from_millis(if n % 10 == 0 { 12 } else { 1 }));
            }
            is_done.store(true, Ordering::SeqCst);
            late
        });
        let n_saved = tick_while(&store, &path, &is_done);
        (other.join().unwrap(), n_saved)
    });
    println!("{n_saved} saved, {} lines late", late.len());
    let text = read(&path);
    for n in (0..150).filter(|n| !late.contains(n)) {
        let line = format!("line {n}");
        assert_eq!(text.lines().filter(|found| **found == line).count(), 1, "{line} in {text}");
    }
    assert_eq!(text.matches("item").count(), N_ITEMS);
    assert_eq!(text.matches("[x]").count(), n_saved);
    assert_eq!(home.names(), ["roadmap.md"]);
}

fn add_from_two_threads(home: &Home, path: &Path, stores: [Store; 2]) {
    thread::scope(|scope| {
        for (who, store) in stores.into_iter().enumerate() {
            scope.spawn(move || {
                for n in 0..25 {
                    let held = store.load(path).unwrap().bytes;
                    store.save_and_settle(path, &held, &mut add(&format!("{who} {n}"))).unwrap();
                }
            });
        }
    });
    let text = read(path);
    let mut lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 50, "{text}");
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 50, "{text}");
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn two_mileposts_take_turns() {
    let (home, path) = Home::with("");
    add_from_two_threads(&home, &path, [home.store(), home.store()]);
}

#[test]
fn two_mileposts_that_share_no_lock_lose_nothing() {
    let (home, path) = Home::with("");
    let elsewhere = tempfile::tempdir().unwrap();
    add_from_two_threads(&home, &path, [home.store(), Store::new(elsewhere.path())]);
}

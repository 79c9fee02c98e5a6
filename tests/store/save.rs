//! What a save writes, what it keeps, and when it writes nothing.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::time::{Duration, Instant};

use milepost::error::{Error, Kind};
use milepost::store::{How, Settled};

use crate::{Home, add, bytes, read, save, tick};

#[test]
fn a_save_replaces_the_file_and_leaves_nothing_beside_it() {
    let (home, path) = Home::with("- [ ] a\n");
    let saved = save(&home.store(), &path, tick);
    assert_eq!(read(&path), "- [x] a\n");
    assert_eq!(saved.bytes, bytes("- [x] a\n"));
    if cfg!(target_os = "linux") {
        assert_eq!(saved.how, How::Exchanged);
    }
    assert_eq!(home.names(), ["roadmap.md"]);
    assert_eq!(home.backups(), ["- [ ] a\n"]);
}

#[test]
fn the_old_file_waits_beside_until_it_is_settled() {
    let (home, path) = Home::with("- [ ] a\n");
    let store = home.store();
    let saved = store.save(&path, b"- [ ] a\n", &mut tick).unwrap();
    let aside = saved.aside.unwrap();
    let (started, due) = (Instant::now(), aside.due());
    assert_eq!(home.names().len(), 2, "{:?}", home.names());
    assert_eq!(store.settle(aside, &mut tick).unwrap(), Settled::Quiet);
    assert!(Instant::now() >= due, "settled {:?} early", due - started);
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn an_old_file_that_is_never_settled_is_removed_all_the_same() {
    let (home, path) = Home::with("- [ ] a\n");
    drop(home.store().save(&path, b"- [ ] a\n", &mut tick).unwrap());
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn only_the_placed_bytes_differ() {
    for text in ["\u{feff}# A\r\n\r\n- [ ] a  \r\n\t\r\n- b", "- [ ] \0 \u{202e}", "\n\n- [ ] é"] {
        let (home, path) = Home::with(text);
        save(&home.store(), &path, tick);
        assert_eq!(read(&path), text.replace("[ ]", "[x]"));
    }
    let home = Home::new();
    let path = home.write("latin-1.md", b"- [ ] caf\xe9\xff");
    save(&home.store(), &path, tick);
    assert_eq!(fs::read(path).unwrap(), b"- [x] caf\xe9\xff");
}

#[test]
fn an_edit_that_changes_nothing_writes_nothing() {
    let (home, path) = Home::with("- [x] a\n");
    let before = fs::metadata(&path).unwrap();
    let saved = save(&home.store(), &path, |current| Ok(current.to_vec()));
    assert_eq!(saved.how, How::Unchanged);
    assert!(saved.aside.is_none());
    let after = fs::metadata(&path).unwrap();
    assert_eq!(after.modified().unwrap(), before.modified().unwrap());
    assert_eq!(home.backups(), [""; 0]);
}

#[test]
fn an_edit_on_a_changed_file_is_placed_on_what_is_there() {
    let (home, path) = Home::with("# new\n- [ ] a\n");
    let mut seen = Vec::new();
    let saved = home.store().save_and_settle(&path, b"- [ ] a\n", &mut |current| {
        seen.push(current.to_vec());
        tick(current)
    });
    assert_eq!(seen, [b"# new\n- [ ] a\n"]);
    assert_eq!(saved.unwrap().bytes, bytes("# new\n- [x] a\n"));
    assert_eq!(read(&path), "# new\n- [x] a\n");
}

#[test]
fn a_refused_edit_leaves_the_file_untouched() {
    let (home, path) = Home::with("- no box\n");
    let error = home.store().save(&path, b"- [ ] a\n", &mut tick).unwrap_err();
    assert_eq!(error.kind, Kind::Moved);
    assert_eq!(read(&path), "- no box\n");
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn words_written_between_the_reading_and_the_exchange_survive() {
    for (store, name) in [(true, "exchange"), (false, "rename")] {
        let (home, path) = Home::with("- [ ] a\n");
        let store = if store { home.store() } else { home.store().without_exchange() };
        let mut n_asked = 0;
        let saved = store.save_and_settle(&path, b"- [ ] a\n", &mut |current| {
            n_asked += 1;
            if n_asked == 1 {
                OpenOptions::new().append(true).open(&path).unwrap().write_all(b"- theirs\n").unwrap();
            }
            tick(current)
        });
        assert_eq!(read(&path), "- [x] a\n- theirs\n", "{name}");
        assert_eq!(saved.unwrap().bytes, bytes("- [x] a\n- theirs\n"), "{name}");
        assert_eq!(home.names(), ["roadmap.md"], "{name}");
    }
}

#[test]
fn a_file_replaced_between_the_reading_and_the_exchange_survives() {
    for (store, name) in [(true, "exchange"), (false, "rename")] {
        let (home, path) = Home::with("- [ ] a\n");
        let store = if store { home.store() } else { home.store().without_exchange() };
        let mut n_asked = 0;
        let place = &mut |current: &[u8]| {
            n_asked += 1;
            if n_asked == 1 {
                let other = home.write("other", "- [ ] a\n- theirs\n");
                fs::rename(other, &path).unwrap();
            }
            tick(current)
        };
        store.save_and_settle(&path, b"- [ ] a\n", place).unwrap();
        assert_eq!(read(&path), "- [x] a\n- theirs\n", "{name}");
        assert_eq!(home.names(), ["roadmap.md"], "{name}");
    }
}

#[test]
fn a_file_deleted_and_written_anew_in_between_is_edited() {
    let (home, path) = Home::with("- [ ] a\n");
    let mut n_asked = 0;
    let place = &mut |current: &[u8]| {
        n_asked += 1;
        if n_asked == 1 {
            fs::remove_file(&path).unwrap();
            let path = path.clone();
            std::thread::spawn(move || fs::write(path, "- [ ] b\n").unwrap());
        }
        tick(current)
    };
    home.store().save_and_settle(&path, b"- [ ] a\n", place).unwrap();
    assert_eq!(read(&path), "- [x] b\n");
}

#[test]
fn a_file_deleted_for_good_is_not_made_again() {
    let (home, path) = Home::with("- [ ] a\n");
    let place = &mut |current: &[u8]| {
        fs::remove_file(&path).unwrap();
        tick(current)
    };
    let error = home.store().save(&path, b"- [ ] a\n", place).unwrap_err();
    assert!(error.to_string().contains("there is no such file"), "{error}");
    assert_eq!(home.names(), [""; 0]);
}

#[test]
fn words_written_to_the_old_file_after_the_save_are_put_back() {
    for (store, name) in [(true, "exchange"), (false, "rename")] {
        let (home, path) = Home::with("- [ ] a\n");
        let store = if store { home.store() } else { home.store().without_exchange() };
        let mut theirs = OpenOptions::new().append(true).open(&path).unwrap();
        let saved = store.save(&path, b"- [ ] a\n", &mut tick).unwrap();
        theirs.write_all(b"- theirs\n").unwrap();
        let settled = store.settle(saved.aside.unwrap(), &mut tick).unwrap();
        let expected = bytes("- [x] a\n- theirs\n");
        assert_eq!(settled, Settled::PutBack { bytes: expected, kept: Vec::new() }, "{name}");
        assert_eq!(read(&path), "- [x] a\n- theirs\n", "{name}");
        assert_eq!(home.names(), ["roadmap.md"], "{name}");
    }
}

#[test]
fn an_old_file_written_anew_after_the_save_takes_the_edit() {
    let (home, path) = Home::with("- [ ] a\n");
    let store = home.store();
    let mut theirs = OpenOptions::new().write(true).open(&path).unwrap();
    let saved = store.save(&path, b"- [ ] a\n", &mut tick).unwrap();
    theirs.set_len(0).unwrap();
    theirs.write_all(b"# theirs\n- [ ] a\n").unwrap();
    store.settle(saved.aside.unwrap(), &mut tick).unwrap();
    assert_eq!(read(&path), "# theirs\n- [x] a\n");
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn words_in_the_old_file_and_in_the_new_one_are_both_kept() {
    let (home, path) = Home::with("- [ ] a\n");
    let store = home.store();
    let mut early = OpenOptions::new().append(true).open(&path).unwrap();
    let saved = store.save(&path, b"- [ ] a\n", &mut tick).unwrap();
    early.write_all(b"- early\n").unwrap();
    OpenOptions::new().append(true).open(&path).unwrap().write_all(b"- late\n").unwrap();
    store.settle(saved.aside.unwrap(), &mut tick).unwrap();
    assert_eq!(read(&path), "- [x] a\n- early\n- late\n");
}

#[test]
fn texts_that_cannot_be_brought_together_are_both_kept() {
    let (home, path) = Home::with("- [ ] a\n");
    let store = home.store();
    let mut early = OpenOptions::new().write(true).open(&path).unwrap();
    let saved = store.save(&path, b"- [ ] a\n", &mut tick).unwrap();
    early.write_all(b"- [ ] early\n").unwrap();
    // Later for certain, whatever the file system's clock ticks in.
    let later = std::time::SystemTime::now() + Duration::from_secs(5);
    fs::write(&path, "- [ ] late\n").unwrap();
    OpenOptions::new().write(true).open(&path).unwrap().set_modified(later).unwrap();
    let settled = store.settle(saved.aside.unwrap(), &mut tick).unwrap();
    let Settled::PutBack { kept, .. } = settled else { panic!("{settled:?}") };
    assert_eq!(read(&path), "- [x] late\n");
    assert_eq!(kept.iter().map(|path| read(path)).collect::<Vec<_>>(), ["- [ ] early\n"]);
}

#[test]
fn an_edit_refused_at_the_second_look_leaves_the_others_words() {
    let (home, path) = Home::with("- [ ] a\n");
    let store = home.store();
    let mut theirs = OpenOptions::new().write(true).open(&path).unwrap();
    let saved = store.save(&path, b"- [ ] a\n", &mut tick).unwrap();
    theirs.write_all(b"- theirs").unwrap();
    let error = store.settle(saved.aside.unwrap(), &mut tick).unwrap_err();
    assert_eq!(error.kind, Kind::Moved);
    assert_eq!(read(&path), "- theirs");
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn a_writer_that_never_ends_is_told_and_not_waited_for() {
    let (home, path) = Home::with("- [ ] a\n");
    let mut n = 0;
    let place = &mut |current: &[u8]| -> Result<_, Error> {
        n += 1;
        fs::write(&path, format!("- [ ] a {n}\n")).unwrap();
        tick(current)
    };
    let error = home.store().save(&path, b"- [ ] a\n", place).unwrap_err();
    assert!(error.to_string().contains("another program keeps writing it"), "{error}");
    assert_eq!(error.kind, Kind::Moved);
    assert_eq!(read(&path), format!("- [ ] a {n}\n"));
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn without_a_state_folder_the_file_is_saved_all_the_same() {
    let (home, path) = Home::with("- [ ] a\n");
    let no_folder = home.write("no-folder", "");
    save(&milepost::store::Store::new(no_folder), &path, tick);
    assert_eq!(read(&path), "- [x] a\n");
    assert_eq!(home.names(), ["no-folder", "roadmap.md"]);
}

#[test]
fn backups_are_the_newest_few() {
    let (home, path) = Home::with("");
    for n in 0..30 {
        save(&home.store(), &path, add(&format!("line {n}")));
    }
    let backups = home.backups();
    assert_eq!(backups.len(), 20);
    assert!(backups.last().unwrap().ends_with("line 28\n"));
}

#[test]
fn a_large_file_is_compared_too() {
    let text = "- [ ] a\n".repeat(1 << 20);
    let (home, path) = Home::with(&text);
    let store = home.store();
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(60);
    OpenOptions::new().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
    let mut theirs = OpenOptions::new().append(true).open(&path).unwrap();
    let mut n_asked = 0;
    let place = &mut |current: &[u8]| {
        n_asked += 1;
        if n_asked == 1 {
            theirs.write_all(b"- early\n").unwrap();
        }
        tick(current)
    };
    let saved = store.save(&path, text.as_bytes(), place).unwrap();
    theirs.write_all(b"- late\n").unwrap();
    store.settle(saved.aside.unwrap(), &mut tick).unwrap();
    assert!(read(&path) == text.replacen("[ ]", "[x]", 1) + "- early\n- late\n");
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn a_name_as_long_as_names_may_be_is_saved() {
    let home = Home::new();
    let path = home.write(&format!("{}.md", "n".repeat(252)), "- [ ] a\n");
    save(&home.store(), &path, tick);
    assert_eq!(read(&path), "- [x] a\n");
    assert_eq!(home.names().len(), 1);
}

//! What Unix files have besides bytes: links, owners, modes, attributes, mounts. Some of it needs another user than the
//! one who runs the tests; where that cannot be had, the test says so.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use milepost::store::{How, Store};
use rustix::fs::{FileType, Mode, XattrFlags};

use crate::{Home, read, save, tick};

const NOBODY: u32 = 65534;

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Runs one of the ignored tests below in a process of its own; false if the command cannot be run here.
fn run(command: &mut Command, test: &str, home: &Home) -> bool {
    let output = command
        .args(["--ignored", "--exact", test, "--nocapture"])
        .env("MILEPOST_TEST_FOLDER", home.folder.path())
        .env("MILEPOST_TEST_STATE", home.state.path())
        .output();
    let Ok(output) = output else { return false };
    let told = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&told));
    true
}

fn this_program() -> PathBuf {
    std::env::current_exe().unwrap()
}

/// Runs a test as a user who owns nothing but the folders; only root can.
fn run_as_nobody(test: &str, home: &Home) -> bool {
    for folder in [home.folder.path(), home.state.path()] {
        std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY)).unwrap();
    }
    is_root() && run(Command::new(this_program()).uid(NOBODY).gid(NOBODY), test, home)
}

/// The folders given by [`run`]; none if the test was asked for by itself.
fn given() -> Option<(PathBuf, Store)> {
    let folder = std::env::var_os("MILEPOST_TEST_FOLDER")?;
    let state = std::env::var_os("MILEPOST_TEST_STATE")?;
    Some((Path::new(&folder).join("roadmap.md"), Store::new(state)))
}

fn not_tested(why: &str) {
    println!("NOT TESTED HERE: {why}");
}

#[test]
fn a_chain_of_links_stays_and_its_end_is_written() {
    let (home, real) = Home::with("- [ ] a\n");
    fs::create_dir(home.path("links")).unwrap();
    symlink("../roadmap.md", home.path("links/second")).unwrap();
    symlink(home.path("links/second"), home.path("first")).unwrap();
    let saved = save(&home.store(), &home.path("first"), tick);
    assert_eq!(read(&real), "- [x] a\n");
    assert_eq!(fs::read_link(home.path("links/second")).unwrap(), Path::new("../roadmap.md"));
    assert!(home.path("first").is_symlink() && !real.is_symlink());
    assert_eq!(home.store().load(&home.path("first")).unwrap().path, real);
    assert_eq!(home.names(), ["first", "links", "roadmap.md"]);
    assert!(saved.kept.is_empty());
}

#[test]
fn links_that_lead_nowhere_are_told() {
    let home = Home::new();
    symlink("nowhere", home.path("dangling")).unwrap();
    symlink("round", home.path("round")).unwrap();
    let told = home.store().load(&home.path("dangling")).unwrap_err().to_string();
    assert!(told.contains("it is a link that leads to no file"), "{told}");
    let told = home.store().load(&home.path("round")).unwrap_err().to_string();
    assert!(told.contains("cannot open"), "{told}");
}

#[test]
fn a_hard_linked_file_is_written_in_place() {
    for (before, after) in
        [("- [ ] a\n", "- [x] a\n"), ("- [ ] a\n", "- [x] a, longer\n"), ("- [ ] a\n", "- [\n")]
    {
        let (home, path) = Home::with(before);
        fs::hard_link(&path, home.path("twin")).unwrap();
        let saved = save(&home.store(), &path, |_| Ok(after.into()));
        assert!(matches!(saved.how, How::InPlace(_)), "{:?}", saved.how);
        assert_eq!((read(&path), read(&home.path("twin"))), (after.to_owned(), after.to_owned()));
        assert_eq!(fs::metadata(&path).unwrap().nlink(), 2);
        assert_eq!(home.names(), ["roadmap.md", "twin"]);
        assert_eq!(home.backups(), [before]);
        assert_eq!(crate::names(&home.state.path().join("unfinished")), [""; 0]);
    }
}

#[test]
fn words_written_before_a_write_in_place_survive() {
    let (home, path) = Home::with("- [ ] a\n");
    fs::hard_link(&path, home.path("twin")).unwrap();
    let mut n_asked = 0;
    let place = &mut |current: &[u8]| {
        n_asked += 1;
        if n_asked == 1 {
            fs::write(&path, "# theirs\n- [ ] a\n").unwrap();
        }
        tick(current)
    };
    home.store().save(&path, b"- [ ] a\n", place).unwrap();
    assert_eq!(read(&path), "# theirs\n- [x] a\n");
}

#[test]
fn in_place_without_a_state_folder_is_refused() {
    let (home, path) = Home::with("- [ ] a\n");
    fs::hard_link(&path, home.path("twin")).unwrap();
    let store = Store::new(home.write("no-folder", ""));
    let told = store.save(&path, b"- [ ] a\n", &mut tick).unwrap_err().to_string();
    assert!(told.contains("hard links") && told.contains("the file is as it was"), "{told}");
    assert_eq!(read(&path), "- [ ] a\n");
}

#[test]
fn mode_owner_and_times_of_the_old_file_are_the_new_ones() {
    for mode in [0o600, 0o664, 0o4755, 0o640] {
        let (home, path) = Home::with("- [ ] a\n");
        if is_root() {
            std::os::unix::fs::chown(&path, Some(1234), Some(4321)).unwrap();
        }
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let before = fs::metadata(&path).unwrap();
        save(&home.store(), &path, tick);
        let after = fs::metadata(&path).unwrap();
        assert_eq!(after.mode(), before.mode());
        assert_eq!((after.uid(), after.gid()), (before.uid(), before.gid()));
    }
    if !is_root() {
        not_tested("another owner, as only root can give a file away");
    }
}

/// An access list: the owner reads and writes, user 1234 and the group read.
fn access_list() -> Vec<u8> {
    let entries: [(u16, u16, u32); 5] =
        [(1, 6, u32::MAX), (2, 4, 1234), (4, 4, u32::MAX), (0x10, 4, u32::MAX), (0x20, 0, u32::MAX)];
    let mut list = 2u32.to_le_bytes().to_vec();
    for (tag, permissions, id) in entries {
        list.extend(tag.to_le_bytes());
        list.extend(permissions.to_le_bytes());
        list.extend(id.to_le_bytes());
    }
    list
}

fn attribute(path: &Path, name: &str) -> Option<Vec<u8>> {
    let mut buffer = vec![0; 4096];
    let n_bytes = rustix::fs::getxattr(path, name, buffer.as_mut_slice()).ok()?;
    buffer.truncate(n_bytes);
    Some(buffer)
}

#[cfg(target_os = "linux")]
#[test]
fn attributes_and_access_lists_stay() {
    let attributes: [(&str, &[u8]); 3] =
        [("user.note", b"mine"), ("user.empty", b""), ("system.posix_acl_access", &access_list())];
    for (name, value) in attributes {
        let (home, path) = Home::with("- [ ] a\n");
        if let Err(errno) = rustix::fs::setxattr(&path, name, value, XattrFlags::empty()) {
            not_tested(&format!("{name}, which this file system refuses: {errno}"));
            continue;
        }
        let mode = fs::metadata(&path).unwrap().mode();
        let saved = save(&home.store(), &path, tick);
        assert_eq!(saved.how, How::Exchanged);
        assert_eq!(attribute(&path, name).as_deref(), Some(value), "{name}");
        assert_eq!(fs::metadata(&path).unwrap().mode(), mode);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_folders_default_access_list_opens_the_file_to_nobody_new() {
    let (home, path) = Home::with("- [ ] a\n");
    let default = "system.posix_acl_default";
    if let Err(errno) = rustix::fs::setxattr(home.folder.path(), default, &access_list(), XattrFlags::empty())
    {
        return not_tested(&format!("access lists, which this file system refuses: {errno}"));
    }
    save(&home.store(), &path, tick);
    assert_eq!(attribute(&path, "system.posix_acl_access"), None);
}

#[test]
fn a_pipe_is_refused_at_once() {
    let home = Home::new();
    let path = home.path("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &path, FileType::Fifo, Mode::RWXU, 0).unwrap();
    for told in [
        home.store().load(&path).unwrap_err().to_string(),
        home.store().save(&path, b"", &mut tick).unwrap_err().to_string(),
    ] {
        assert!(told.contains("it is a pipe, not a file"), "{told}");
    }
}

#[test]
fn devices_and_sockets_are_refused() {
    let home = Home::new();
    let told = home.store().load(Path::new("/dev/null")).unwrap_err().to_string();
    assert!(told.contains("it is a device, not a file"), "{told}");
    let path = home.path("socket");
    let _socket = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let told = home.store().load(&path).unwrap_err().to_string();
    assert!(told.contains("it is a socket, not a file"), "{told}");
}

#[test]
fn a_read_only_file_is_refused_for_root_too() {
    let (home, path) = Home::with("- [ ] a\n");
    fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
    let told = home.store().save(&path, b"- [ ] a\n", &mut tick).unwrap_err().to_string();
    assert!(told.contains("it is read-only") && told.contains("chmod u+w"), "{told}");
    assert_eq!(read(&path), "- [ ] a\n");
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_its_attributes_protect_is_refused_with_the_way_out() {
    for (attribute, told) in [("i", "it is immutable"), ("a", "lsattr")] {
        let (home, path) = Home::with("- [ ] a\n");
        let chattr = |change: &str| {
            let status = std::process::Command::new("chattr").arg(change).arg(&path).status();
            status.is_ok_and(|status| status.success())
        };
        if !chattr(&format!("+{attribute}")) {
            return not_tested("attributes, as only root can set them, and not on every file system");
        }
        let saved = home.store().save(&path, b"- [ ] a\n", &mut tick);
        assert!(chattr(&format!("-{attribute}")));
        let error = saved.unwrap_err().to_string();
        assert!(error.contains(told) && !error.contains("chmod"), "{error}");
        assert_eq!(read(&path), "- [ ] a\n");
        assert_eq!(home.names(), ["roadmap.md"]);
    }
}

#[test]
fn a_file_of_another_owner_that_may_only_be_read_is_refused() {
    let (home, path) = Home::with("- [ ] a\n");
    fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
    if !is_root() || !run_as_nobody("unix::nobody_is_refused", &home) {
        return not_tested("another owner, as only root can be somebody else");
    }
    assert_eq!(read(&path), "- [ ] a\n");
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
#[ignore = "run by another test, as another user"]
fn nobody_is_refused() {
    let Some((path, store)) = given() else { return };
    let told = store.save(&path, b"- [ ] a\n", &mut tick).unwrap_err().to_string();
    assert!(told.contains("it is read-only"), "{told}");
}

#[test]
fn an_owner_that_cannot_be_kept_means_in_place() {
    let (home, path) = Home::with("- [ ] a\n");
    fs::set_permissions(&path, Permissions::from_mode(0o666)).unwrap();
    if !is_root() || !run_as_nobody("unix::nobody_writes_in_place", &home) {
        return not_tested("another owner, as only root can be somebody else");
    }
    assert_eq!(read(&path), "- [x] a\n");
    assert_eq!(fs::metadata(&path).unwrap().uid(), 0);
    assert_eq!(home.names(), ["roadmap.md"]);
}

#[test]
fn a_folder_that_cannot_be_written_means_in_place() {
    let (home, path) = Home::with("- [ ] a\n");
    fs::set_permissions(&path, Permissions::from_mode(0o666)).unwrap();
    if is_root() {
        if !run_as_nobody_in_a_closed_folder(&home) {
            return not_tested("a closed folder, as this program cannot be run as another user");
        }
    } else {
        fs::set_permissions(home.folder.path(), Permissions::from_mode(0o555)).unwrap();
        let saved = save(&home.store(), &path, tick);
        fs::set_permissions(home.folder.path(), Permissions::from_mode(0o755)).unwrap();
        assert!(matches!(saved.how, How::InPlace(_)), "{:?}", saved.how);
    }
    assert_eq!(read(&path), "- [x] a\n");
}

fn run_as_nobody_in_a_closed_folder(home: &Home) -> bool {
    std::os::unix::fs::chown(home.state.path(), Some(NOBODY), Some(NOBODY)).unwrap();
    fs::set_permissions(home.folder.path(), Permissions::from_mode(0o555)).unwrap();
    let command = &mut Command::new(this_program());
    run(command.uid(NOBODY).gid(NOBODY), "unix::nobody_writes_in_place", home)
}

#[test]
#[ignore = "run by other tests, as another user"]
fn nobody_writes_in_place() {
    let Some((path, store)) = given() else { return };
    let saved = save(&store, &path, tick);
    assert!(matches!(saved.how, How::InPlace(_)), "{:?}", saved.how);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_mounted_onto_its_place_is_written_in_place() {
    let (home, path) = Home::with("");
    let real = home.write("elsewhere", "- [ ] a\n");
    let script = r#"mount --bind "$1" "$2" || exit 0; shift 2; exec "$@""#;
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-c", script, "sh"]).args([&real, &path]).arg(this_program());
    if !is_root() || !run(&mut command, "unix::nobody_writes_in_place", &home) {
        return not_tested("a mount, as only root can make one");
    }
    if read(&real) == "- [ ] a\n" {
        return not_tested("a mount, as none can be made here");
    }
    assert_eq!(read(&real), "- [x] a\n");
    assert_eq!(home.names(), ["elsewhere", "roadmap.md"]);
}

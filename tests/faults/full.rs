//! Places that take no writing, or not enough: a full disk, a limit for a file's size, a read-only mount, attributes and
//! owners that forbid it. Nothing is lost, and what could not be saved is told with a reason.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::sync::Mutex;

use crate::desk::{Desk, Mount, NOBODY, Shape, can, is_root, system};
use crate::edits::{EDITS, Edit, before, padded};
use crate::kills::can_inject;
use crate::table::{Outcome, Scale};

/// The roadmap's size where a disk of 40 KiB is to have no room for it twice: a whole number of pages.
const N_BYTES: usize = 24 << 10;

/// A desk, and the mount that it needs until the end.
type Made = Result<(Desk, Option<Mount>), String>;

/// A place, and what comes of a save in it.
struct Place {
    name: &'static str,
    needs: Needs,
    make: fn(&[u8]) -> Made,
    /// What the program is run by.
    wrapping: &'static [&'static str],
    comes: Comes,
}

/// What of a machine a place needs.
#[derive(Clone, Copy)]
enum Needs {
    Nothing,
    Root,
    Chattr,
    Strace,
}

/// What comes of a save.
#[derive(Clone, Copy)]
enum Comes {
    Saved,
    /// Refused, with a word of the reason.
    Refused(&'static str),
    /// Saved or refused, as the place has room for the one edit and not for the other.
    Either(&'static str),
}

const PLACES: &[Place] = &[
    Place {
        name: "a disk of 40 KiB without room for a second file",
        needs: Needs::Root,
        make: |text| on_small_disk(text, Shape::Plain),
        wrapping: &[],
        comes: Comes::Refused("No space left"),
    },
    Place {
        name: "the same, behind a link",
        needs: Needs::Root,
        make: |text| on_small_disk(text, Shape::SymbolicLink),
        wrapping: &[],
        comes: Comes::Refused("No space left"),
    },
    Place {
        name: "the same with two names, where the file has room to grow in place or not",
        needs: Needs::Root,
        make: |text| on_small_disk(text, Shape::HardLink),
        wrapping: &[],
        comes: Comes::Either("No space left"),
    },
    Place {
        name: "a full disk for milepost's own files",
        needs: Needs::Root,
        make: |text| beside_full_state(text, Shape::Plain),
        wrapping: &[],
        comes: Comes::Saved,
    },
    Place {
        name: "a full disk for milepost's own files, which a file with two names needs",
        needs: Needs::Root,
        make: |text| beside_full_state(text, Shape::HardLink),
        wrapping: &[],
        comes: Comes::Refused("No space left"),
    },
    Place {
        name: "a limit of 4 KiB for a file's size",
        needs: Needs::Nothing,
        make: |text| Ok((Desk::new(text), None)),
        wrapping: &["sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"],
        comes: Comes::Refused("File too large"),
    },
    Place {
        name: "a limit of 4 KiB for a file's size, with two names",
        needs: Needs::Nothing,
        make: |text| Ok((Desk::shaped(Shape::HardLink, text), None)),
        wrapping: &["sh", "-c", "ulimit -f 8; exec \"$@\"", "sh"],
        comes: Comes::Refused("File too large"),
    },
    Place {
        name: "a quota that is used up",
        needs: Needs::Strace,
        make: |text| Ok((Desk::new(text), None)),
        wrapping: &["strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=write:error=EDQUOT:when=1"],
        comes: Comes::Refused("quota"),
    },
    Place {
        name: "a read-only mount",
        needs: Needs::Root,
        make: |text| read_only(text, Shape::Plain),
        wrapping: &[],
        comes: Comes::Refused("Read-only file system"),
    },
    Place {
        name: "a read-only mount, with two names",
        needs: Needs::Root,
        make: |text| read_only(text, Shape::HardLink),
        wrapping: &[],
        comes: Comes::Refused("Read-only file system"),
    },
    Place {
        name: "an immutable file",
        needs: Needs::Chattr,
        make: |text| protected(text, "+i", "roadmap.md"),
        wrapping: &[],
        comes: Comes::Refused("it is immutable"),
    },
    Place {
        name: "a file that may only be appended to",
        needs: Needs::Chattr,
        make: |text| protected(text, "+a", "roadmap.md"),
        wrapping: &[],
        comes: Comes::Refused("lsattr"),
    },
    Place {
        name: "an immutable folder",
        needs: Needs::Chattr,
        make: |text| protected(text, "+i", "."),
        wrapping: &[],
        comes: Comes::Saved,
    },
    Place {
        name: "a file without write permission",
        needs: Needs::Nothing,
        make: |text| {
            let desk = Desk::new(text);
            fs::set_permissions(desk.real(), Permissions::from_mode(0o444)).unwrap();
            Ok((desk, None))
        },
        wrapping: &[],
        comes: Comes::Refused("it is read-only"),
    },
    Place {
        name: "another user's file in a folder of one's own",
        needs: Needs::Root,
        make: |text| of_root(text, 0o755, Some(NOBODY)),
        wrapping: &[],
        comes: Comes::Refused("it is read-only for you"),
    },
    Place {
        name: "another user's file and folder",
        needs: Needs::Root,
        make: |text| of_root(text, 0o755, None),
        wrapping: &[],
        comes: Comes::Refused("it is read-only for you"),
    },
];

impl Needs {
    /// What is not there, in the table's words.
    fn lack(self) -> Option<&'static str> {
        let (is_there, what) = match self {
            Self::Nothing => (true, ""),
            Self::Root => (is_root(), "small disks, mounts and other users, as only root can make them"),
            Self::Chattr => (is_root() && has_chattr(), "attributes, as only root can set them, by chattr"),
            Self::Strace => (can_inject(), "a quota: strace is not here or may not trace"),
        };
        (!is_there).then_some(what)
    }
}

struct Case {
    place: &'static Place,
    edit: &'static Edit,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, {}", self.edit, self.place.name)
    }
}

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    let mut outcome = Outcome::new("3 a full disk, a quota, a read-only place lose nothing and say so");
    let cannot_run = Mutex::new(Vec::new());
    let mut cases = Vec::new();
    for place in PLACES {
        match place.needs.lack() {
            Some(what) => outcome.leave_out(what),
            None => cases.extend(EDITS.iter().map(|edit| Case { place, edit })),
        }
    }
    outcome.try_all(&scale.sample(cases, 2), |case| check(case, &cannot_run));
    for why in cannot_run.into_inner().unwrap() {
        outcome.leave_out(&why);
        outcome.cases -= 1;
    }
    vec![outcome]
}

fn check(Case { place, edit }: &Case, cannot_run: &Mutex<Vec<String>>) -> Result<(), String> {
    let (old, new) = (padded(&before(), N_BYTES), padded_like(edit));
    let (desk, mount) = match (place.make)(&old) {
        Ok(made) => made,
        Err(why) => {
            cannot_run.lock().unwrap().push(why);
            return Ok(());
        }
    };
    let names = desk.names();
    let wrapping: Vec<&OsStr> = place.wrapping.iter().map(OsStr::new).collect();
    let run = desk.edit(&wrapping, edit);
    let text = desk.text();
    let names_after = desk.names();
    drop(mount);
    unprotect(&desk);
    if text != old && text != new {
        return Err(format!("damaged: {} bytes; {}", text.len(), run.err));
    }
    run.agrees(text == new)?;
    if names_after != names {
        return Err(format!("left beside it: {names_after:?}"));
    }
    desk.backups_are_whole(&old, &new)?;
    match place.comes {
        Comes::Saved if text == old => Err(format!("refused: {}", run.err)),
        Comes::Refused(_) if text == new => Err("saved".to_owned()),
        Comes::Refused(word) | Comes::Either(word) if text == old => told(&run.err, word),
        _ => Ok(()),
    }
}

fn told(err: &str, word: &str) -> Result<(), String> {
    if !err.contains(word) {
        return Err(format!("no word of {word:?}: {err}"));
    }
    // What to do next.
    if !err.contains("the file is as it was; ") { Err(format!("no way out: {err}")) } else { Ok(()) }
}

/// The whole text after an edit: the words that fill the old one up stay what they are.
fn padded_like(edit: &Edit) -> Vec<u8> {
    let (old, new) = (before(), edit.after());
    padded(&new, N_BYTES + new.len() - old.len())
}

fn on_small_disk(text: &[u8], shape: Shape) -> Made {
    let disk = Mount::new("tmpfs", "size=40k", &"tmpfs")?;
    let mut desk = Desk::below(Some(&disk.at), text).with_home_below(None);
    desk.shape(shape);
    if shape == Shape::HardLink {
        fill(&disk.at);
    }
    Ok((desk, Some(disk)))
}

fn beside_full_state(text: &[u8], shape: Shape) -> Made {
    let disk = Mount::new("tmpfs", "size=40k", &"tmpfs")?;
    let desk = Desk::shaped(shape, text).with_home_below(Some(&disk.at));
    fill(&disk.at);
    Ok((desk, Some(disk)))
}

/// Takes all room that there is left.
fn fill(disk: &Path) {
    let full = fs::write(disk.join("filler"), [0; 64 << 10]).unwrap_err();
    assert_eq!(full.kind(), std::io::ErrorKind::StorageFull);
}

fn read_only(text: &[u8], shape: Shape) -> Made {
    let desk = Desk::shaped(shape, text);
    let mount = Mount::read_only(&desk.place)?;
    Ok((desk, Some(mount)))
}

fn protected(text: &[u8], how: &str, what: &str) -> Made {
    let desk = Desk::new(text);
    system("chattr", &[&how, &desk.place.join(what)])?;
    Ok((desk, None))
}

fn has_chattr() -> bool {
    can("sh", &["-c", "command -v chattr"])
}

/// Takes attributes away again, so that the folder can be removed.
fn unprotect(desk: &Desk) {
    // Where there is no chattr there are none.
    let _ = system("chattr", &[&"-ia", &desk.place, &desk.real()]);
}

/// A file that is root's, which `NOBODY` is to write.
fn of_root(text: &[u8], mode: u32, owner_of_folder: Option<u32>) -> Made {
    let mut desk = Desk::new(text);
    desk.give_to(Some(NOBODY));
    std::os::unix::fs::chown(desk.real(), Some(0), Some(0)).unwrap();
    let owner = owner_of_folder.or(Some(0));
    std::os::unix::fs::chown(&desk.place, owner, owner).unwrap();
    fs::set_permissions(&desk.place, Permissions::from_mode(mode)).unwrap();
    Ok((desk, None))
}

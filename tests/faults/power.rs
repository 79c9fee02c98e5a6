//! A power cut after each step of a save: on an ext4 of its own, which is shut down without writing what it still holds
//! in memory, and mounted again. The file is the old one or the new one, and what was told as saved is there.
//!
//! The program is killed before the next step, so that nothing of it goes on while the file system is shut down.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::desk::{Desk, Mount, Shape, can, is_root, system};
use crate::edits::{EDITS, Edit, before};
use crate::kills::{NO_STRACE, Point, can_inject, points, traced};
use crate::table::{Outcome, Scale};

/// How ext4 is mounted: as it comes, and without its care for files that are renamed over others.
const OPTIONS: [&str; 2] = ["loop", "loop,noauto_da_alloc"];

/// What a cut leaves of what the file system was about to write.
#[derive(Debug, Clone, Copy)]
enum Cut {
    /// Nothing.
    AtOnce = 2,
    /// The names and sizes, and not the data of files: the order in which some disks lose power.
    AfterTheJournal = 1,
}

struct Case {
    options: &'static str,
    shape: Shape,
    edit: &'static Edit,
    cut: Cut,
    /// The step that is not made any more; none where all are.
    before: Option<Point>,
}

impl std::fmt::Debug for Case {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { options, shape, edit, cut, before } = self;
        write!(f, "{edit:?} on {shape:?}, {options}, cut {cut:?}")?;
        match before {
            Some(Point { call, nth }) => write!(f, " before {call} {nth}"),
            None => write!(f, " after the save"),
        }
    }
}

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    const PROMISE: &str = "2 a power cut leaves old or new, and what was shown as saved survives (ext4)";
    let why = if !is_root() {
        "all of it: only root can mount a file system"
    } else if !can_inject() {
        NO_STRACE
    } else if !can("sh", &["-c", "command -v mkfs.ext4 && command -v perl"]) {
        "all of it: mkfs.ext4 or perl is not here"
    } else {
        ""
    };
    if !why.is_empty() {
        return vec![Outcome::not_run(PROMISE, why)];
    }
    let mut outcome = Outcome::new(PROMISE);
    // On memory: what is a disk to the file system needs no disk of ours.
    let (disks, image) = match prepare() {
        Ok(prepared) => prepared,
        Err(why) => return vec![Outcome::not_run(PROMISE, format!("all of it: {why}"))],
    };
    let cases: Vec<Case> = [Shape::Plain, Shape::HardLink]
        .into_iter()
        // Where it is written in place, the one that makes the file shorter has the most steps.
        .flat_map(|shape| EDITS.iter().map(move |edit| (shape, edit)))
        .filter(|(shape, edit)| *shape == Shape::Plain || edit.name == "note removed")
        .flat_map(|(shape, edit)| match points(shape, true, edit) {
            Ok(points) => steps(points).map(|step| (shape, edit, step)).collect(),
            Err(failure) => {
                outcome.add(Err(failure));
                Vec::new()
            }
        })
        .enumerate()
        .flat_map(|(idx, (shape, edit, before))| {
            let all = OPTIONS
                .into_iter()
                .flat_map(|options| [Cut::AtOnce, Cut::AfterTheJournal].map(|cut| (options, cut)));
            // Each step of the one edit meets each kind of cut; with the others they take turns.
            let all =
                all.enumerate().filter(move |(kind, _)| edit.name == "note removed" || idx % 4 == *kind);
            all.map(move |(_, (options, cut))| Case { options, shape, edit, cut, before: before.clone() })
        })
        .collect();
    outcome.try_all(&scale.sample(cases, 12), |case| check(case, &disks.at, &image));
    vec![outcome]
}

/// The steps at which a cut makes a difference, and the end.
fn steps(points: Vec<Point>) -> impl Iterator<Item = Option<Point>> {
    let matters = |point: &Point| !["flock", "mkdir"].contains(&point.call.as_str());
    points.into_iter().filter(matters).map(Some).chain([None])
}

/// A file system in memory for the disks, and the image of an empty one.
fn prepare() -> Result<(Mount, std::path::PathBuf), String> {
    let disks = Mount::new("tmpfs", "size=512m", &"tmpfs")?;
    let image = disks.at.join("empty");
    fs::File::create(&image).unwrap().set_len(8 << 20).unwrap();
    system("mkfs.ext4", &[&"-q", &image])?;
    let disk = Mount::new("ext4", OPTIONS[0], &image)?;
    let can = shut_down(&disk.at, Cut::AtOnce);
    drop(disk);
    can?;
    system("mkfs.ext4", &[&"-q", &"-F", &image])?;
    Ok((disks, image))
}

fn check(case: &Case, disks: &Path, image: &Path) -> Result<(), String> {
    let Case { options, shape, edit, cut, before: point } = case;
    let disk = tempfile::NamedTempFile::new_in(disks).unwrap();
    fs::copy(image, disk.path()).unwrap();
    let mount = Mount::new("ext4", options, &disk.path())?;
    let mut desk = Desk::below(Some(&mount.at), &before());
    desk.home = desk.place.with_file_name("home");
    desk.shape(*shape);
    let names = desk.names();
    system("sync", &[&"-f", &mount.at])?;
    let kill = point.as_ref().map(|Point { call, nth }| {
        vec![format!("trace={call}"), format!("inject={call}:signal=KILL:when={nth}")]
    });
    let trace = disk.path().with_extension("trace");
    let run = traced(&desk, &trace, &kill.unwrap_or_else(|| vec!["trace=none".to_owned()]), edit);
    let _ = fs::remove_file(trace);
    let was_told = run.code == Some(0);
    if was_told == point.is_some() {
        return Err(format!("the cut came at another moment: {run:?}"));
    }
    shut_down(&mount.at, *cut)?;
    let mount = mount.again("ext4", options, &disk.path())?;
    let looked = desk.look();
    let text = desk.text();
    let names_after = desk.names();
    let (old, new) = (before(), edit.after());
    let backups = desk.backups_are_whole(&old, &new);
    drop(desk);
    drop(mount);
    if looked.code != Some(0) {
        return Err(format!("the next start fails: {looked:?}"));
    }
    if text != old && text != new {
        return Err(format!("damaged: {:?}", String::from_utf8_lossy(&text)));
    }
    if was_told && text != new {
        return Err("told as saved, and the file is the old one".to_owned());
    }
    if names_after != names {
        return Err(format!("left beside it after the next start: {names_after:?}"));
    }
    backups
}

/// `FS_IOC_SHUTDOWN`: the file system writes nothing any more. By a line of Perl, as it is on every Debian and the tests
/// forbid themselves what a call of the system takes.
fn shut_down(mount: &Path, cut: Cut) -> Result<(), String> {
    const SCRIPT: &str = "open(my $at, '<', $ARGV[0]) or die $!; \
        ioctl($at, 0x8004587D, my $how = pack('L', $ARGV[1])) or die $!";
    let how = OsString::from((cut as u32).to_string());
    system("perl", &[&"-e", &SCRIPT, &mount, &how]).map(drop)
}

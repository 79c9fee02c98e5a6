//! A folder with a roadmap in it, the program run on it as some user, and what is there afterwards.
//!
//! Knows no fault.

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::os::unix::process::{CommandExt as _, ExitStatusExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use crate::edits::Edit;

/// A user who owns nothing but what he is given.
pub(crate) const NOBODY: u32 = 65534;

static PROGRAM: OnceLock<PathBuf> = OnceLock::new();

/// Copies the program to where every user can run it; there until what is returned is dropped.
pub(crate) fn bring_program() -> tempfile::TempDir {
    let folder = open_folder(None);
    let program = folder.path().join("milepost");
    fs::copy(crate::terminal::program(), &program).unwrap();
    PROGRAM.set(program).unwrap();
    folder
}

pub(crate) fn program() -> &'static Path {
    PROGRAM.get().unwrap()
}

/// A temporary folder into which every user can go.
fn open_folder(below: Option<&Path>) -> tempfile::TempDir {
    let folder = below.map_or_else(tempfile::tempdir, tempfile::tempdir_in).unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    folder
}

pub(crate) fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// Whether a command can be run here and ends well.
pub(crate) fn can(command: &str, arguments: &[&str]) -> bool {
    Command::new(command).args(arguments).output().is_ok_and(|output| output.status.success())
}

/// Runs a command of the system that is to end well.
pub(crate) fn system(command: &str, arguments: &[&dyn AsRef<OsStr>]) -> Result<String, String> {
    let output = Command::new(command)
        .args(arguments.iter().map(|argument| argument.as_ref()))
        .output()
        .map_err(|error| format!("{command}: {error}"))?;
    let told = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() {
        Ok(told(&output.stdout))
    } else {
        Err(format!("{command}: {}", told(&output.stderr)))
    }
}

/// How the file lies in its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    /// The path is a link to it.
    SymbolicLink,
    /// It has a second name.
    HardLink,
    /// Nothing can be made or renamed where it is.
    ClosedFolder,
}

/// A mount that goes when it is dropped.
pub(crate) struct Mount {
    pub(crate) at: PathBuf,
    folder: Option<tempfile::TempDir>,
}

/// A roadmap in a folder of its own, and a folder for milepost's files.
pub(crate) struct Desk {
    _folders: Vec<tempfile::TempDir>,
    /// Where the roadmap is.
    pub(crate) place: PathBuf,
    pub(crate) home: PathBuf,
    /// The path that the program is given.
    pub(crate) path: PathBuf,
    /// Who runs the program, if somebody else than who runs the tests.
    pub(crate) user: Option<u32>,
}

impl Mount {
    /// Mounts something of a kind onto a new folder.
    pub(crate) fn new(kind: &str, options: &str, what: &dyn AsRef<OsStr>) -> Result<Self, String> {
        let folder = open_folder(None);
        let at = folder.path().to_owned();
        system("mount", &[&"-t", &kind, &"-o", &options, what, &at])?;
        Ok(Self { at, folder: Some(folder) })
    }

    /// Unmounts it and mounts it at the same place once more.
    pub(crate) fn again(
        mut self,
        kind: &str,
        options: &str,
        what: &dyn AsRef<OsStr>,
    ) -> Result<Self, String> {
        unmount(&self.at)?;
        let folder = self.folder.take();
        let at = std::mem::take(&mut self.at);
        std::mem::forget(self);
        system("mount", &[&"-t", &kind, &"-o", &options, what, &at])?;
        Ok(Self { at, folder })
    }

    /// Makes a folder read-only.
    pub(crate) fn read_only(folder: &Path) -> Result<Self, String> {
        system("mount", &[&"--bind", &folder, &folder])?;
        let mount = Self { at: folder.to_owned(), folder: None };
        system("mount", &[&"-o", &"remount,bind,ro", &folder])?;
        Ok(mount)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        if let Err(failure) = unmount(&self.at) {
            eprintln!("faults: {failure}");
        }
    }
}

/// Unmounts what nobody uses any more. A program that is just being started by another case holds for a moment what is
/// open here.
fn unmount(at: &Path) -> Result<(), String> {
    const MOST_TRIES: usize = 100;
    let unmount = || system("umount", &[&at]).map(drop);
    (1..MOST_TRIES).fold(unmount(), |done, _| done.or_else(|_| unmount()))
}

/// How a run of the program ended.
#[derive(Debug)]
pub(crate) struct Run {
    /// None if it was killed.
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) err: String,
}

impl Desk {
    /// A desk whose roadmap was last written long ago.
    pub(crate) fn new(text: &[u8]) -> Self {
        Self::below(None, text)
    }

    /// A desk on the file system that is mounted at `mount`.
    pub(crate) fn below(mount: Option<&Path>, text: &[u8]) -> Self {
        let folder = open_folder(mount);
        let (place, home) = (folder.path().join("place"), folder.path().join("home"));
        fs::create_dir(&place).unwrap();
        fs::create_dir(&home).unwrap();
        let path = place.join("roadmap.md");
        let desk = Self { _folders: vec![folder], place, home, path, user: None };
        desk.write(text);
        desk
    }

    /// Has milepost's own files on the file system that is mounted at `mount`, or on the usual one.
    pub(crate) fn with_home_below(mut self, mount: Option<&Path>) -> Self {
        let folder = open_folder(mount);
        self.home = folder.path().to_owned();
        self._folders.push(folder);
        self
    }

    pub(crate) fn shaped(shape: Shape, text: &[u8]) -> Self {
        let mut desk = Self::new(text);
        desk.shape(shape);
        desk
    }

    pub(crate) fn shape(&mut self, shape: Shape) {
        let desk = self;
        match shape {
            Shape::Plain => {}
            Shape::SymbolicLink => {
                let link = desk.place.join("link.md");
                symlink("roadmap.md", &link).unwrap();
                desk.path = link;
            }
            Shape::HardLink => fs::hard_link(&desk.path, desk.place.join("twin.md")).unwrap(),
            Shape::ClosedFolder => {
                desk.give_to(is_root().then_some(NOBODY));
                fs::set_permissions(&desk.place, Permissions::from_mode(0o555)).unwrap();
            }
        }
    }

    /// Gives all of it to a user, who is to run the program from now on.
    pub(crate) fn give_to(&mut self, user: Option<u32>) {
        self.user = user;
        for path in [&self.place, &self.home, &self.real()] {
            chown(path, user, user).unwrap();
        }
    }

    /// The file itself, whatever leads to it.
    pub(crate) fn real(&self) -> PathBuf {
        self.place.join("roadmap.md")
    }

    fn write(&self, text: &[u8]) {
        fs::write(self.real(), text).unwrap();
        self.make_old();
    }

    /// A file that was written just now is read with more care, so that runs would differ in what they call.
    pub(crate) fn make_old(&self) {
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        File::options().write(true).open(self.real()).unwrap().set_modified(long_ago).unwrap();
    }

    pub(crate) fn text(&self) -> Vec<u8> {
        fs::read(self.real()).unwrap_or_default()
    }

    /// All names beside the roadmap, and its own.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(&self.place)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// What the program keeps are whole texts: the old one, or the new one that a killed run did not bring to its place.
    pub(crate) fn backups_are_whole(&self, old: &[u8], new: &[u8]) -> Result<(), String> {
        let entries = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten();
        for folder in entries(&self.home.join("state/backups")) {
            for backup in entries(&folder.path()) {
                // What is not whole yet begins with a dot.
                let is_begun = backup.file_name().as_encoded_bytes().starts_with(b".");
                let text = fs::read(backup.path()).unwrap();
                if !is_begun && text != old && text != new {
                    return Err(format!("a backup is no whole text: {}", String::from_utf8_lossy(&text)));
                }
            }
        }
        Ok(())
    }

    /// Runs an edit, the program being the last of what the wrapping command is given.
    pub(crate) fn edit(&self, wrapping: &[&OsStr], edit: &Edit) -> Run {
        let (verb, rest) = edit.arguments.split_at(if edit.arguments[0] == "matrix" { 2 } else { 1 });
        let mut arguments: Vec<&OsStr> = verb.iter().map(OsStr::new).collect();
        arguments.extend([OsStr::new("-f"), self.path.as_os_str()]);
        arguments.extend(rest.iter().map(OsStr::new));
        self.run(wrapping, &arguments)
    }

    /// Starts the program once more, only to look.
    pub(crate) fn look(&self) -> Run {
        self.run(&[], &[OsStr::new("list"), self.path.as_os_str()])
    }

    pub(crate) fn run(&self, wrapping: &[&OsStr], arguments: &[&OsStr]) -> Run {
        let all: Vec<&OsStr> =
            [wrapping, &[program().as_os_str()], arguments].into_iter().flatten().copied().collect();
        let mut command = Command::new(all[0]);
        command.args(&all[1..]).current_dir(&self.home).env_clear();
        command.env("MILEPOST_HOME", &self.home).env("PATH", std::env::var_os("PATH").unwrap_or_default());
        if let Some(user) = self.user {
            command.uid(user).gid(user);
        }
        let output = command.output().unwrap();
        Run {
            code: output.status.code(),
            signal: output.status.signal(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        // A closed folder could not be removed.
        let _ = fs::set_permissions(&self.place, Permissions::from_mode(0o755));
    }
}

impl Run {
    /// What is told of a run agrees with what is in the file: saved and new, or not saved, with a message, and old. Where
    /// the new text is there and may not stay, the message says just that.
    pub(crate) fn agrees(&self, is_new: bool) -> Result<(), String> {
        match self.code {
            Some(0) if is_new => Ok(()),
            Some(0) => Err(format!("told as saved, and the file is the old one: {}", self.err)),
            Some(_) if is_new && self.err.contains("it has the new text") => Ok(()),
            Some(code) if is_new => Err(format!("exit {code}, and the file is the new one: {}", self.err)),
            Some(_) if self.err.starts_with("milepost: ") => Ok(()),
            Some(code) => Err(format!("exit {code} without a message: {:?}", self.err)),
            None => Err(format!("killed by signal {:?}", self.signal)),
        }
    }
}

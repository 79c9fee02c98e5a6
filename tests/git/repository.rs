//! A git repository of a test's own, made with the real git.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::civil::Date;
use milepost::git::{self, Past, Unread};
use milepost::model::{Counts, Roadmap, State};
use milepost::settings::{CountRule, Defaults};
use milepost::timeline::{Change, What};
use tempfile::TempDir;

pub(crate) struct Repository {
    root: TempDir,
    pub folder: PathBuf,
}

impl Repository {
    pub(crate) fn new() -> Self {
        Self::with(&[])
    }

    /// A new repository, made with these arguments of `git init`.
    pub(crate) fn with(arguments: &[&str]) -> Self {
        let root = TempDir::new().unwrap();
        let folder = root.path().join("repository");
        fs::create_dir(&folder).unwrap();
        fs::write(root.path().join("config"), "[gc]\nauto = 0\n[init]\ndefaultBranch = main\n").unwrap();
        let repository = Self { root, folder };
        repository.git(["init", "--quiet"].iter().chain(arguments));
        repository
    }

    /// A folder beside the repository.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub(crate) fn command(&self, folder: &Path) -> Command {
        let mut command = Command::new("git");
        for (name, _) in std::env::vars_os() {
            if name.as_encoded_bytes().starts_with(b"GIT_") {
                command.env_remove(name);
            }
        }
        command.current_dir(folder).env("HOME", self.root.path()).env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("GIT_CONFIG_GLOBAL", self.root.path().join("config"));
        for role in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{role}_NAME"), "Ada")
                .env(format!("GIT_{role}_EMAIL"), "ada@example.org");
            command.env(format!("GIT_{role}_DATE"), "2027-01-01T12:00:00+0000");
        }
        command
    }

    pub(crate) fn git<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> String {
        self.git_at("2027-01-01", arguments)
    }

    /// Runs git with an author's date.
    pub(crate) fn git_at<A: AsRef<OsStr>>(
        &self,
        date: &str,
        arguments: impl IntoIterator<Item = A>,
    ) -> String {
        let mut command = self.command(&self.folder);
        let date = if date.contains('T') { date.to_owned() } else { format!("{date}T12:00:00+0100") };
        run(command.env("GIT_AUTHOR_DATE", date).args(arguments))
    }

    pub(crate) fn write(&self, name: impl AsRef<Path>, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// Commits a file with a text.
    pub(crate) fn commit(&self, date: &str, name: impl AsRef<Path>, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.write(&name, text);
        self.git(
            ["--literal-pathspecs", "add", "--"]
                .map(OsStr::new)
                .into_iter()
                .chain([name.as_ref().as_os_str()]),
        );
        self.git_at(date, ["commit", "--quiet", "--message", "x"]);
        path
    }
}

pub(crate) fn run(command: &mut Command) -> String {
    let output = command.output().expect("these tests need git: install it, or put it on the PATH");
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn roadmap(bytes: &[u8]) -> Roadmap {
    Roadmap::read(bytes.to_vec(), Defaults::default())
}

/// The past of a file, read as a whole.
pub(crate) fn read(file: &Path) -> Result<Past, Unread> {
    let roadmap = roadmap(&fs::read(file).unwrap());
    git::read(file, &roadmap, None, &mut |_, _| ControlFlow::Continue(()))
}

/// Changes as lines: the day, the item or skill, what it was and what it became.
pub(crate) fn lines(changes: &[Change]) -> Vec<String> {
    let line = |change: &Change| {
        let state = |state: Option<State>| state.map_or("none", State::name);
        let date = change.date;
        match &change.what {
            What::State { item, from, to } => format!("{date} {item} {} {}", state(*from), state(*to)),
            What::Parent { item, from, to } => format!("{date} {item} above {} {}", state(*from), state(*to)),
            What::Level { skill, from, to } => format!("{date} {skill} {from:?} {to:?}"),
        }
    };
    changes.iter().map(line).collect()
}

/// Done and total at the end of each day on which something changed.
pub(crate) fn curve(changes: &[Change]) -> BTreeMap<Date, (u32, u32)> {
    let mut states: BTreeMap<&str, State> = BTreeMap::new();
    let mut days = BTreeMap::new();
    for change in changes {
        if let What::State { item, from, to } = &change.what {
            assert_eq!(states.remove(item.as_str()), *from, "{change:?}");
            states.extend(to.map(|to| (item.as_str(), to)));
        }
        let mut counts = Counts::default();
        states.values().for_each(|state| counts.add(*state, CountRule::Leaves));
        days.insert(change.date, (counts.met(), counts.of()));
    }
    days
}

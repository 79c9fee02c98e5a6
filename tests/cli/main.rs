//! The command line, over the real binary: what it prints, what it writes, how it ends (cli.md).
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on is to fail")]

mod answers;
mod assess;
mod check;
mod completing;
mod export;
mod files;
mod gap;
mod history;
mod journal;
mod json;
mod matrix;
mod record;
mod writing;

use std::path::{Path, PathBuf};

use assert_cmd::Command;

const SMALL: &str = include_str!("../data/small.md");

/// A folder with a roadmap in it, and a home for milepost's own files.
struct Desk {
    folder: tempfile::TempDir,
    home: tempfile::TempDir,
}

/// How a run ended.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Desk {
    /// A folder with `roadmap.md`.
    fn with(text: impl AsRef<[u8]>) -> Self {
        let desk = Self::empty();
        desk.put("roadmap.md", text);
        desk
    }

    fn empty() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), home: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.path("roadmap.md")).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::cargo_bin("milepost").unwrap();
        command.current_dir(self.folder.path()).env_clear().env("MILEPOST_HOME", self.home.path());
        command.args(arguments);
        command
    }

    fn run(&self, arguments: &[&str]) -> Run {
        ran(&mut self.command(arguments))
    }

    /// A run that ends well; its standard output.
    #[track_caller]
    fn prints(&self, arguments: &[&str]) -> String {
        let run = self.run(arguments);
        assert_eq!(run.code, 0, "{arguments:?}: {}", run.err);
        run.out
    }

    /// A run that ends badly; its standard error. It prints nothing and changes nothing.
    #[track_caller]
    fn refuses(&self, code: i32, arguments: &[&str]) -> String {
        let before = contents(self.folder.path());
        let run = self.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (code, ""), "{arguments:?}: {}", run.err);
        assert!(run.err.starts_with("milepost: "), "{arguments:?}: {}", run.err);
        assert_eq!(contents(self.folder.path()), before, "{arguments:?}");
        run.err
    }

    #[track_caller]
    fn json(&self, arguments: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.prints(arguments)).unwrap()
    }
}

fn ran(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Run { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// Every regular file of a folder with its bytes.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

/// The user's own roadmap, where it lies beside the project.
fn shared_roadmap() -> Option<Desk> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/roadmap.md");
    std::fs::read(path).ok().map(Desk::with)
}

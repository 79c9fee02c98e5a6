//! How git is run: on the repository in which a file lies, without running anything that the repository's configuration
//! names, without a network, and so that it ends when nobody waits for it any more.

use std::ffi::{OsStr, OsString};
use std::io::{self, ErrorKind, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use super::Unread;
use crate::error::Error;

const ATTEMPTED: &str = "read the past of";

/// How long git may take before it is asked whether somebody still waits.
const PATIENCE: Duration = Duration::from_millis(50);

/// As many bytes of what git complains about are kept.
const MAX_COMPLAINT: u64 = 4096;

/// Set for every git: what it prints is read by a program, and nothing is fetched or asked for.
///
/// A repository's own configuration may name programs for all of these; whoever opens a roadmap in it did not ask for
/// them. `protocol` is set by the variable, as a repository could allow one by name again.
const CONFIG: &[&str] = &[
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "diff.external=",
    "diff.orderFile=/dev/null",
    "log.showSignature=false",
    "log.diffMerges=separate",
    "log.follow=false",
    "safe.bareRepository=explicit",
];

const ENVIRONMENT: &[(&str, &str)] = &[
    ("GIT_TERMINAL_PROMPT", "0"),
    ("GIT_NO_LAZY_FETCH", "1"),
    ("GIT_ALLOW_PROTOCOL", "none"),
    ("GIT_PAGER", "cat"),
    // Its complaints are read, too.
    ("LC_ALL", "C"),
];

/// What the user may have set for git that says how it works rather than which repository it works on. All other
/// variables go: in a hook they lead to the repository that the hook runs for.
const KEPT: &[&str] =
    &["GIT_CONFIG", "GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"];

/// Asked while git works; breaking ends it.
pub(super) type OnWait<'a> = dyn FnMut() -> ControlFlow<()> + 'a;

/// A file and the folder from which git finds its repository.
pub(super) struct Git {
    program: OsString,
    /// As the user named it, for messages.
    file: PathBuf,
    folder: PathBuf,
    pub(super) name: OsString,
}

/// What a git that has ended said.
struct Said {
    status: ExitStatus,
    output: Vec<u8>,
    complaint: String,
}

impl Git {
    /// Links are followed: what they lead to is what is in a repository.
    pub(super) fn of(file: &Path) -> Result<Self, Error> {
        let real = file.canonicalize().map_err(|source| Error::io(ATTEMPTED, file, &source))?;
        let (Some(folder), Some(name)) = (real.parent(), real.file_name()) else {
            return Err(Error::new(ATTEMPTED, "it is not a file").at(file));
        };
        let folder = without_verbatim(folder);
        Ok(Self { program: "git".into(), file: file.to_owned(), folder, name: name.to_owned() })
    }

    /// The id of the last commit.
    pub(super) fn tip(&self, on_wait: &mut OnWait<'_>) -> Result<String, Unread> {
        let said = self.say(["rev-parse", "--verify", "--quiet", "HEAD"], on_wait)?;
        // `not a git repository: …` is another matter: a worktree whose repository is gone.
        if said.complaint.contains("not a git repository (or any") {
            return Err(Unread::Absent(self.error("it does not lie in a git repository")));
        }
        self.id_or_absent(&said, "its git repository has no commits yet")
    }

    /// The id of the file as it is in a commit.
    pub(super) fn blob_at(&self, commit: &str, on_wait: &mut OnWait<'_>) -> Result<String, Unread> {
        // `rev-parse` would not tell a file that is not there from a folder that cannot be read.
        let arguments = ["ls-tree", "-z", commit, "--"].map(OsStr::new);
        let entry = self.output(arguments.into_iter().chain([self.name.as_os_str()]), on_wait)?;
        let entry = String::from_utf8_lossy(&entry);
        let id = entry.split(['\t', '\0']).next().and_then(|entry| entry.split(' ').nth(2));
        id.map(str::to_owned)
            .ok_or_else(|| Unread::Absent(self.error("it is not committed in its git repository")))
    }

    /// What a quiet `rev-parse` found, or that there is no such thing.
    fn id_or_absent(&self, said: &Said, absent: &str) -> Result<String, Unread> {
        match said.status.success() {
            true => Ok(String::from_utf8_lossy(&said.output).trim().to_owned()),
            false if said.complaint.is_empty() => Err(Unread::Absent(self.error(absent))),
            false => Err(self.failed(&said.complaint).into()),
        }
    }

    /// The folder within the repository, as git writes it: empty, or with a `/` at its end.
    pub(super) fn prefix(&self, on_wait: &mut OnWait<'_>) -> Result<Vec<u8>, Unread> {
        let mut prefix = self.output(["rev-parse", "--show-prefix"], on_wait)?;
        prefix.pop_if(|byte| *byte == b'\n');
        Ok(prefix)
    }

    /// Whether a commit was made on top of another, as far as both are known.
    pub(super) fn is_ancestor(
        &self,
        of: &str,
        commit: &str,
        on_wait: &mut OnWait<'_>,
    ) -> Result<bool, Unread> {
        let said = self.say(["merge-base", "--is-ancestor", of, commit], on_wait)?;
        Ok(said.status.success())
    }

    /// What git prints; that it fails is an error.
    pub(super) fn output<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
        on_wait: &mut OnWait<'_>,
    ) -> Result<Vec<u8>, Unread> {
        let said = self.say(arguments, on_wait)?;
        if said.status.success() { Ok(said.output) } else { Err(self.failed(&said.complaint).into()) }
    }

    fn say<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
        on_wait: &mut OnWait<'_>,
    ) -> Result<Said, Unread> {
        let mut running = self.start(arguments, Stdio::null())?;
        let (sender, receiver) = channel();
        if let Some(mut stdout) = running.child.stdout.take() {
            thread::spawn(move || {
                let mut output = Vec::new();
                let read = stdout.read_to_end(&mut output).map(|_| output);
                // Nobody waits any more: there is nobody to tell.
                let _ = sender.send(read);
            });
        }
        let output = receive(&receiver, on_wait)?.unwrap_or_else(|| Ok(Vec::new()));
        let output = output.map_err(|source| self.io(&source))?;
        let (status, complaint) = running.end().map_err(|source| self.io(&source))?;
        Ok(Said { status, output, complaint })
    }

    /// Starts git with its output in a pipe.
    pub(super) fn start<A: AsRef<OsStr>>(
        &self,
        arguments: impl IntoIterator<Item = A>,
        stdin: Stdio,
    ) -> Result<Running, Unread> {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars_os() {
            let own = name.as_encoded_bytes();
            if own.starts_with(b"GIT_") && !KEPT.iter().any(|kept| own.starts_with(kept.as_bytes())) {
                command.env_remove(name);
            }
        }
        command.envs(ENVIRONMENT.iter().copied()).stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
        // By `-C`, as a child that changes its folder first would look for git itself there where `PATH` is relative.
        command.arg("-C").arg(&self.folder);
        command.args(["--no-pager", "--no-optional-locks", "--literal-pathspecs"]);
        command.args(CONFIG.iter().flat_map(|set| ["-c", set])).args(arguments);
        let mut child = command.spawn().map_err(|source| match source.kind() {
            ErrorKind::NotFound => {
                let error = self.error("git is not installed");
                Unread::Absent(error.hint("install git, or put it on the PATH"))
            }
            _ => Error::io("run", Path::new(&self.program), &source).into(),
        })?;
        let complaint = child.stderr.take().map(listen);
        Ok(Running { child, complaint })
    }

    pub(super) fn io(&self, source: &io::Error) -> Error {
        Error::io(ATTEMPTED, &self.file, source)
    }

    fn error(&self, reason: impl Into<String>) -> Error {
        Error::new(ATTEMPTED, reason).at(&self.file)
    }

    /// Git's own words, of which one line says what ended it.
    pub(super) fn failed(&self, complaint: &str) -> Error {
        let fatal = complaint.lines().find_map(|line| line.strip_prefix("fatal: "));
        let first = fatal.or(complaint.lines().next()).unwrap_or_default();
        if first.starts_with("detected dubious ownership") {
            let folder = first.split('\'').nth(1).unwrap_or("FOLDER");
            return self
                .error("git does not trust its repository, as another user owns it")
                .hint(format!("if you do, `git config --global --add safe.directory {folder}`"));
        }
        self.error(if first.is_empty() { "git failed".to_owned() } else { format!("git says: {first}") })
    }
}

/// A git at work. It ends when this is dropped.
pub(super) struct Running {
    pub(super) child: Child,
    complaint: Option<Receiver<String>>,
}

impl Running {
    /// Waits for its end, once all of its output was read.
    pub(super) fn end(&mut self) -> io::Result<(ExitStatus, String)> {
        let status = self.child.wait()?;
        let complaint = self.complaint.take().and_then(|complaint| complaint.recv().ok());
        Ok((status, complaint.unwrap_or_default()))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // One that has ended cannot be killed, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next of what another thread reads; none after the last.
pub(super) fn receive<T>(receiver: &Receiver<T>, on_wait: &mut OnWait<'_>) -> Result<Option<T>, Unread> {
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok(value) => return Ok(Some(value)),
            Err(RecvTimeoutError::Disconnected) => return Ok(None),
            Err(RecvTimeoutError::Timeout) if on_wait().is_break() => return Err(Unread::Stopped),
            Err(RecvTimeoutError::Timeout) => {}
        }
    }
}

/// Reads what git complains about, all of it so that it never waits, and keeps the beginning.
fn listen(mut stderr: ChildStderr) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut kept = Vec::new();
        let _ = stderr.by_ref().take(MAX_COMPLAINT).read_to_end(&mut kept);
        let _ = io::copy(&mut stderr, &mut io::sink());
        let _ = sender.send(String::from_utf8_lossy(&kept).into_owned());
    });
    receiver
}

/// A path without the `\\?\` that Windows puts before one that was resolved, which git does not understand.
fn without_verbatim(path: &Path) -> PathBuf {
    let plain =
        path.to_str().and_then(|path| path.strip_prefix(r"\\?\")).filter(|path| !path.starts_with("UNC"));
    plain.map_or_else(|| path.to_owned(), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn git() -> Git {
        Git { program: "git".into(), file: "a.md".into(), folder: ".".into(), name: "a.md".into() }
    }

    #[test]
    fn where_git_is_not_installed_there_is_no_past() {
        let git = Git { program: "git-that-is-not-installed".into(), ..git() };
        let Err(Unread::Absent(error)) = git.tip(&mut || ControlFlow::Continue(())) else { panic!() };
        let told = "cannot read the past of a.md: git is not installed; install git, or put it on the PATH";
        assert_eq!(error.to_string(), told);
    }

    #[test]
    fn what_git_refuses_is_told_in_words() {
        let told = |complaint| git().failed(complaint).reason;
        assert_eq!(told("warning: odd\nfatal: bad object HEAD\nmore\n"), "git says: bad object HEAD");
        assert_eq!(told(""), "git failed");
        let dubious =
            "fatal: detected dubious ownership in repository at '/srv/notes'\nTo add an exception …\n";
        assert_eq!(
            git().failed(dubious).to_string(),
            "cannot read the past of a.md: git does not trust its repository, as another user owns it; \
             if you do, `git config --global --add safe.directory /srv/notes`"
        );
    }

    #[test]
    fn a_resolved_path_of_windows_is_one_that_git_understands() {
        assert_eq!(without_verbatim(Path::new(r"\\?\C:\notes")), Path::new(r"C:\notes"));
        for path in [r"\\?\UNC\server\notes", "/notes", r"C:\notes"] {
            assert_eq!(without_verbatim(Path::new(path)), Path::new(path));
        }
    }
}

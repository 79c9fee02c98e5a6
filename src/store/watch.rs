//! Telling that the user's file may have changed: watches the folders of the file and of every link that leads to it.
//!
//! It says when to look, not what happened; who hears it reads and compares. It knows nothing of who wrote: a save of
//! ours is told like any other, and known by its content.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::read::Stamp;
use crate::error::Error;

/// A burst of events is told once it has been quiet for this long,
const QUIET: Duration = Duration::from_millis(4);
/// or has gone on for this long.
const LONGEST_BURST: Duration = Duration::from_millis(50);
/// The net under the events: network folders send none, and a folder may be replaced with all that is in it.
const POLL: Duration = Duration::from_secs(2);
/// As many links as the system itself follows.
const MOST_LINKS: usize = 40;

/// Why one should look at the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Something happened to the file, its name, or a link to it.
    Changed,
    /// So much happened that some of it was not told: anything may have changed.
    Overflow,
}

/// Watches one file until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    notes: Sender<Note>,
}

enum Note {
    Touched(PathBuf),
    Signal(Signal),
    Stop,
}

impl Watcher {
    /// Calls `tell` from a thread of its own, a few milliseconds after each burst of changes.
    ///
    /// The file need not exist. Where the system gives no events, as its watches are used up, the file is still looked
    /// at every two seconds.
    pub fn new(path: &Path, tell: impl FnMut(Signal) + Send + 'static) -> Result<Self, Error> {
        Self::looking_every(POLL, path, tell)
    }

    /// As [`Watcher::new`], with another time between two looks.
    #[doc(hidden)]
    pub fn looking_every(
        poll: Duration,
        path: &Path,
        tell: impl FnMut(Signal) + Send + 'static,
    ) -> Result<Self, Error> {
        let (notes, inbox) = mpsc::channel();
        let path = std::path::absolute(path).map_err(|error| Error::io("watch", path, &error))?;
        let ear = notes.clone();
        let mut post = Post::new(path.clone(), ear);
        // Before the thread: what happens after this call returns is told.
        post.listen();
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || post.run(poll, &inbox, tell))
            .map_err(|error| Error::io("watch", &path, &error))?;
        Ok(Self { notes })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // Not joined: the thread may be in the callback, waiting for whoever drops this.
        let _ = self.notes.send(Note::Stop);
    }
}

/// The watching thread's own.
struct Post {
    path: PathBuf,
    events: Option<RecommendedWatcher>,
    /// The folders that are watched, by their identity, as another may take a folder's name.
    folders: BTreeSet<Folder>,
    /// Names in those folders that lead to the file.
    names: BTreeSet<OsString>,
    last: Option<Stamp>,
}

type Folder = (PathBuf, Option<super::os::FileId>);

impl Post {
    fn new(path: PathBuf, ear: Sender<Note>) -> Self {
        let events = notify::recommended_watcher(move |event| {
            if let Some(notes) = read_event(event) {
                for note in notes {
                    let _ = ear.send(note);
                }
            }
        });
        let last = stamp(&path);
        Self { path, events: events.ok(), folders: BTreeSet::new(), names: BTreeSet::new(), last }
    }

    /// Watches the folders that now lead to the file, and no others.
    fn listen(&mut self) {
        let (folders, names) = trail(&self.path);
        self.names = names;
        if let Some(events) = &mut self.events {
            for (gone, _) in self.folders.difference(&folders) {
                let _ = events.unwatch(gone);
            }
            for (new, _) in folders.difference(&self.folders) {
                let _ = events.watch(new, RecursiveMode::NonRecursive);
            }
        }
        self.folders = folders;
    }

    fn run(mut self, poll: Duration, inbox: &Receiver<Note>, mut tell: impl FnMut(Signal)) {
        loop {
            let heard = match inbox.recv_timeout(poll) {
                Ok(Note::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(note) => self.concerns(&note),
                Err(RecvTimeoutError::Timeout) => (stamp(&self.path) != self.last).then_some(Signal::Changed),
            };
            let signal = match heard {
                Some(signal) => match self.rest_of_burst(inbox, signal) {
                    Some(signal) => Some(signal),
                    None => return,
                },
                None => None,
            };
            // A link may lead elsewhere now, a folder be another.
            self.listen();
            if let Some(signal) = signal {
                self.last = stamp(&self.path);
                tell(signal);
            }
        }
    }

    /// Waits until it is quiet; none if the watcher was dropped meanwhile.
    fn rest_of_burst(&self, inbox: &Receiver<Note>, mut signal: Signal) -> Option<Signal> {
        let started = Instant::now();
        while started.elapsed() < LONGEST_BURST {
            match inbox.recv_timeout(QUIET) {
                Ok(Note::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
                Err(RecvTimeoutError::Timeout) => break,
                Ok(note) => {
                    if self.concerns(&note) == Some(Signal::Overflow) {
                        signal = Signal::Overflow;
                    }
                }
            }
        }
        Some(signal)
    }

    fn concerns(&self, note: &Note) -> Option<Signal> {
        match note {
            Note::Touched(path) => {
                let is_ours = path.file_name().is_some_and(|name| self.names.contains(name))
                    || self.folders.iter().any(|(folder, _)| folder == path);
                is_ours.then_some(Signal::Changed)
            }
            Note::Signal(signal) => Some(*signal),
            Note::Stop => None,
        }
    }
}

/// What an event is to us; none if nothing was written. That a file was opened or read is no news, and would be told
/// of our own readings for ever.
fn read_event(event: notify::Result<Event>) -> Option<Vec<Note>> {
    let Ok(event) = event else { return Some(vec![Note::Signal(Signal::Overflow)]) };
    if event.need_rescan() {
        return Some(vec![Note::Signal(Signal::Overflow)]);
    }
    match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => {}
        EventKind::Access(_) => return None,
        _ => {}
    }
    Some(event.paths.into_iter().map(Note::Touched).collect())
}

fn stamp(path: &Path) -> Option<Stamp> {
    path.metadata().ok().map(|meta| Stamp::of(&meta))
}

/// The folders and names by which the path leads to its file, link after link.
fn trail(path: &Path) -> (BTreeSet<Folder>, BTreeSet<OsString>) {
    let (mut folders, mut names) = (BTreeSet::new(), BTreeSet::new());
    let mut at = path.to_owned();
    for _ in 0..MOST_LINKS {
        let Some(Component::Normal(name)) = at.components().next_back() else { break };
        let Some(folder) = at.parent() else { break };
        names.insert(name.to_owned());
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
        let id = folder.metadata().ok().map(|meta| super::os::file_id(&meta));
        let Ok(target) = at.read_link() else {
            folders.insert((folder, id));
            break;
        };
        at = folder.join(target);
        folders.insert((folder, id));
    }
    (folders, names)
}

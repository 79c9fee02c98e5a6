//! Reading what is known of a roadmap's past, on threads of their own: what milepost recorded, and what git knows.
//!
//! What they find comes as events. Each reading has a number; what one tells that is not the last any more is passed over,
//! so that neither an old answer nor one for another roadmap is taken for the one that was asked for.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use super::Event;
use crate::app::Message;
use crate::config::{self, Places};
use crate::error::Error;
use crate::git::{self, Unread};
use crate::model::Roadmap;
use crate::timeline::Change;

/// Tells how many versions are read and of how many; breaks where the reading is to stop.
pub type OnProgress<'a> = &'a mut dyn FnMut(usize, usize) -> ControlFlow<()>;

/// Reads what git knows of a file. None where it was stopped.
pub type PastReader = fn(&Places, &Path, &Roadmap, OnProgress<'_>) -> Option<Result<Vec<Change>, Error>>;

/// What a reading has found.
#[derive(Debug)]
pub struct Tidings {
    reading: u64,
    told: Told,
}

#[derive(Debug)]
enum Told {
    Recorded(Vec<Change>),
    Reading { n_read: u32, n_versions: u32 },
    Past(Result<Vec<Change>, Error>),
}

/// The readings of one open roadmap. What still goes on is stopped with it.
#[derive(Debug)]
pub struct History {
    places: Places,
    /// At the end of all links.
    file: PathBuf,
    events: Sender<Event>,
    /// The last readings of the record and of git.
    record: u64,
    past: u64,
    stop: Arc<AtomicBool>,
}

impl History {
    pub fn new(places: Places, file: PathBuf, events: Sender<Event>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        Self { places, file, events, record: 0, past: 0, stop }
    }

    /// Reads what was recorded.
    pub fn read_record(&mut self) {
        self.record = next_number();
        let (places, file, reading) = (self.places.clone(), self.file.clone(), self.record);
        let events = self.events.clone();
        self.spawn("record", move || {
            let told = Told::Recorded(config::record::read(&places, &file));
            let _ = events.send(Event::History(Tidings { reading, told }));
        });
    }

    /// Reads what git knows; a reading that goes on already is stopped.
    pub fn read_past(&mut self, reader: PastReader, roadmap: Roadmap) {
        self.stop_past();
        self.stop = Arc::new(AtomicBool::new(false));
        self.past = next_number();
        let (places, file, reading) = (self.places.clone(), self.file.clone(), self.past);
        let (events, stop) = (self.events.clone(), Arc::clone(&self.stop));
        self.spawn("past", move || {
            let tell = |told| events.send(Event::History(Tidings { reading, told })).is_ok();
            let mut last = None;
            let mut on_progress = |n_read: usize, n_versions: usize| {
                let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                // A hundred steps are enough to be seen.
                let share = (n_read * 100).checked_div(n_versions);
                let is_heard = last == Some(share)
                    || tell(Told::Reading { n_read: number(n_read), n_versions: number(n_versions) });
                last = Some(share);
                let goes_on = is_heard && !stop.load(Ordering::Relaxed);
                if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            if let Some(past) = reader(&places, &file, &roadmap, &mut on_progress) {
                tell(Told::Past(past));
            }
        });
    }

    /// Stops reading what git knows.
    pub fn stop_past(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        self.past = 0;
    }

    /// What the panes are told, if it was asked for and still is.
    pub fn message_of(&self, Tidings { reading, told }: Tidings) -> Option<Message> {
        let asked = if matches!(told, Told::Recorded(_)) { self.record } else { self.past };
        (reading == asked).then_some(match told {
            Told::Recorded(changes) => Message::RecordRead(changes),
            Told::Reading { n_read, n_versions } => Message::PastReading { n_read, n_versions },
            Told::Past(past) => Message::PastRead(past),
        })
    }

    fn spawn(&self, name: &str, read: impl FnOnce() + Send + 'static) {
        if let Err(error) = thread::Builder::new().name(name.to_owned()).spawn(read) {
            config::log(&self.places, &Error::io("read the past of", &self.file, &error).to_string());
        }
    }
}

/// The number of a reading: no other in this process has it, of whichever roadmap. None has 0.
fn next_number() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed) + 1
}

impl Drop for History {
    fn drop(&mut self) {
        self.stop_past();
    }
}

/// What git knows of a file. What was read before is kept, so that only what is new is read.
pub fn read_past(
    places: &Places,
    file: &Path,
    roadmap: &Roadmap,
    on_progress: OnProgress<'_>,
) -> Option<Result<Vec<Change>, Error>> {
    match git::read(file, roadmap, config::known_past(places, file), on_progress) {
        Ok(past) => {
            let kept = past.known.as_ref().map(|known| config::keep_past(places, file, known));
            if let Some(Err(error)) = kept {
                config::log(places, &error.to_string());
            }
            Some(Ok(past.changes))
        }
        Err(Unread::Absent(error) | Unread::Failed(error)) => Some(Err(error)),
        Err(Unread::Stopped) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, channel};

    use super::*;
    use crate::settings::Defaults;

    /// The readers of a file, and what they tell.
    fn history() -> (tempfile::TempDir, History, Receiver<Event>) {
        let folder = tempfile::tempdir().unwrap();
        let (events, inbox) = channel();
        let places = Places::under(folder.path());
        let file = folder.path().join("a.md");
        (folder, History::new(places, file, events), inbox)
    }

    fn roadmap() -> Roadmap {
        Roadmap::read(b"- [ ] a\n".to_vec(), Defaults::default())
    }

    fn next(history: &History, inbox: &Receiver<Event>) -> Option<Message> {
        match inbox.recv().unwrap() {
            Event::History(tidings) => history.message_of(tidings),
            event => panic!("{event:?}"),
        }
    }

    /// Git, as one that reads 5,000 versions.
    fn long(
        _: &Places,
        _: &Path,
        _: &Roadmap,
        on_progress: OnProgress<'_>,
    ) -> Option<Result<Vec<Change>, Error>> {
        for n_read in 0..5000 {
            if on_progress(n_read, 5000).is_break() {
                return None;
            }
        }
        Some(Ok(Vec::new()))
    }

    /// Git, as one that never ends by itself.
    fn endless(
        _: &Places,
        _: &Path,
        _: &Roadmap,
        on_progress: OnProgress<'_>,
    ) -> Option<Result<Vec<Change>, Error>> {
        while on_progress(1, 2).is_continue() {
            thread::yield_now();
        }
        on_progress(2, 2).is_continue().then(|| Ok(Vec::new()))
    }

    #[test]
    fn a_long_past_is_told_in_a_hundred_steps() {
        let (_folder, mut history, inbox) = history();
        history.read_past(long, roadmap());
        let mut n_told = 0;
        loop {
            match next(&history, &inbox) {
                Some(Message::PastReading { n_read, n_versions: 5000 }) => {
                    assert_eq!(n_read, n_told * 50);
                    n_told += 1;
                }
                Some(Message::PastRead(Ok(changes))) => break assert!(changes.is_empty()),
                _ => panic!(),
            }
        }
        assert_eq!(n_told, 100);
    }

    #[test]
    fn what_was_stopped_ends_and_tells_nothing_more() {
        let (_folder, mut history, inbox) = history();
        history.read_past(endless, roadmap());
        assert!(next(&history, &inbox).is_some());
        history.stop_past();
        drop(history);
        // The thread ends with its sender; what it may still have said is for nobody.
        assert!(inbox.iter().all(|event| matches!(event, Event::History(_))));
    }

    #[test]
    fn an_answer_to_an_earlier_question_is_passed_over() {
        let (_folder, mut history, inbox) = history();
        history.read_past(endless, roadmap());
        let Event::History(early) = inbox.recv().unwrap() else { panic!() };
        history.read_past(long, roadmap());
        assert!(history.message_of(early).is_none());
        history.stop_past();
    }

    #[test]
    fn what_was_recorded_is_read_beside() {
        let (_folder, mut history, inbox) = history();
        history.read_record();
        assert!(matches!(next(&history, &inbox), Some(Message::RecordRead(changes)) if changes.is_empty()));
    }
}

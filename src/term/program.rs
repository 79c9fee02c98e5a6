//! The open roadmap with all that is around it but the terminal: events in, what the terminal is to do out.
//!
//! What the panes ask for is carried out here (writing, reading, opening links) or handed on as a [`Task`].

mod another;
mod kept;
mod settings;

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Instant;

use self::settings::Reloading;
use super::doubt::{Doubt, Glimpse};
use super::history::{History, PastReader};
use super::keys::{self, Pressed};
use super::links;
use super::recorder::Recorder;
use super::roadmaps::Reader;
use super::signals::Signal;
use super::{Ending, Event, Lost, whereabouts};
use crate::app::gap::LadderFile;
use crate::app::layout::Size;
use crate::app::unsaved::UnsavedChange;
use crate::app::{App, Effect, Message, Status};
use crate::config::{self, Assessments, Config, LadderChoice, Places, Session, undo};
use crate::document::{Change, Document};
use crate::edit::Circumstances;
use crate::error::{Error, Kind};
use crate::saving::{self, Unsettled};
use crate::store::{Store, Watcher, may_be_piece};
use crate::theme::{ColorDepth, Colors};
use crate::ui::{self, Look};

/// What only the terminal's owner can do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    RunEditor {
        file: PathBuf,
        line: usize,
    },
    Copy(String),
    Redraw,
    /// Take the terminal over again, as another program may have had it.
    TakeAgain,
    Suspend,
    /// The config is another one: the terminal is to report what it needs.
    ConfigChanged,
    End(Ending),
}

pub struct Program {
    pub app: App,
    open: Open,
    surroundings: Surroundings,
    session: Session,
    recorder: Recorder,
    pressed: Pressed,
    reloading: Reloading,
    /// Reads what the roadmaps of the list hold.
    reader: Option<Reader>,
    /// What the terminal can show of the colours in the config.
    colors: Colors,
    /// What the terminal answered of its background.
    is_light: Option<bool>,
    /// Whether it was said that undo is not kept.
    is_unkept_told: bool,
}

/// What is the same for all roadmaps of a run.
pub struct Surroundings {
    pub config: Config,
    pub places: Places,
    pub store: Store,
    /// The folder at hand: the one that the program was called in.
    pub here: PathBuf,
    /// Where threads of the program tell what happened.
    pub events: Sender<Event>,
    /// Tells the local time.
    pub now: fn() -> jiff::Zoned,
    /// Gives an address or a file to the system.
    pub opener: fn(&OsStr) -> io::Result<()>,
    /// Reads what git knows of a file.
    pub past: PastReader,
    pub no_color: bool,
    /// Whether to begin without what is remembered of the last run.
    pub is_fresh: bool,
    /// How many colours the terminal has.
    pub depth: ColorDepth,
}

/// The open file.
struct Open {
    /// At the end of all links.
    real: PathBuf,
    /// The last save, as long as its old file is to be looked at.
    unsettled: Option<Unsettled>,
    /// That the file may be in the middle of being written.
    doubt: Option<Doubt>,
    /// What is read of its past.
    history: History,
    /// Watches until it is dropped.
    _watcher: Option<Watcher>,
}

impl Program {
    /// Opens a roadmap, and goes to where the user was in it.
    pub fn open(path: &Path, size: Size, surroundings: Surroundings) -> Result<Self, Error> {
        let session = if surroundings.is_fresh {
            Session::default()
        } else {
            Session::load(&surroundings.places.session_file())
        };
        let (app, open) = open(path, size, &surroundings, &session)?;
        let (recorder, pressed) = (Recorder::default(), Pressed::default());
        let colors = surroundings.config.colors.within(surroundings.depth);
        let reloading = Reloading::start(&surroundings);
        let mut program = Self {
            app,
            open,
            surroundings,
            session,
            recorder,
            pressed,
            reloading,
            reader: None,
            colors,
            is_light: None,
            is_unkept_told: false,
        };
        program.update(Message::Opened);
        Ok(program)
    }

    pub fn look(&self) -> Look<'_> {
        let config = &self.surroundings.config;
        Look {
            theme: config.theme.resolve(self.surroundings.no_color, self.is_light),
            colors: &self.colors,
            glyphs: config.glyphs,
            keymap: &config.keymap,
            pending: self.pressed.keys(),
        }
    }

    pub fn knows_background(&self) -> bool {
        self.is_light.is_some()
    }

    /// Takes an event in.
    pub fn handle(&mut self, event: Event) -> Vec<Task> {
        let mut tasks = Vec::new();
        let today = (self.surroundings.now)().date();
        if today != self.app.today {
            tasks.extend(self.update(Message::Today(today)));
        }
        match event {
            Event::Input(event) => {
                if let Some(message) = self.message_of(event) {
                    tasks.extend(self.update(message));
                }
            }
            Event::Background { is_light } => self.is_light = Some(is_light),
            Event::FileTouched => tasks.extend(self.touched()),
            Event::ConfigTouched => tasks.extend(self.reload_config()),
            Event::History(tidings) => {
                if let Some(message) = self.open.history.message_of(tidings) {
                    tasks.extend(self.update(message));
                }
            }
            Event::RoadmapRead(source, reading) => tasks.extend(self.roadmap_read(source, reading)),
            Event::Told(status) => tasks.extend(self.update(Message::Told(status))),
            Event::Signal(Signal::End(number) | Signal::Interrupt(number)) => {
                tasks.push(Task::End(Ending::Signal(number)));
            }
            Event::Signal(Signal::Continue) => tasks.push(Task::TakeAgain),
            Event::Signal(Signal::Resize) | Event::EditorEnded(_) => {}
            Event::TerminalGone => tasks.push(Task::End(Ending::TerminalGone)),
        }
        tasks
    }

    fn message_of(&mut self, event: crossterm::event::Event) -> Option<Message> {
        let keymap = &self.surroundings.config.keymap;
        let message = keys::message_of(event, &self.app, keymap, &mut self.pressed)?;
        if let Message::Clicked { column, row } = message {
            return Some(ui::meaning_of_click(&self.app, &self.look(), column, row));
        }
        Some(message)
    }

    /// Tells the panes what happened, and carries out what they ask for.
    pub fn update(&mut self, message: Message) -> Vec<Task> {
        let mut messages = VecDeque::from([message]);
        let mut tasks = Vec::new();
        while let Some(message) = messages.pop_front() {
            for effect in self.app.update(message) {
                match effect {
                    Effect::Write(change) => messages.extend(self.write(change)),
                    Effect::TryNext => messages.push_back(Message::TryNext),
                    Effect::FindTarget(address) => {
                        let refused = self.target_of(&address).err().map(|error| error.reason);
                        messages.push_back(Message::TargetFound { address, refused });
                    }
                    Effect::OpenLink(link) => messages.push_back(self.open_link(&link)),
                    Effect::FindRoadmaps => messages.push_back(self.find_roadmaps()),
                    Effect::FindLadders { named } => messages.push_back(self.find_ladders(named.as_deref())),
                    Effect::ReadRoadmaps(wanted) => self.read_roadmaps(wanted),
                    Effect::OpenRoadmap(source) => messages.extend(self.open_another(source)),
                    Effect::ReadRecord => self.open.history.read_record(),
                    Effect::ReadPast => {
                        let roadmap = self.app.document.roadmap.clone();
                        self.open.history.read_past(self.surroundings.past, roadmap);
                    }
                    Effect::StopPast => self.open.history.stop_past(),
                    Effect::RunEditor { line } => {
                        tasks.push(Task::RunEditor { file: self.app.path.clone(), line });
                    }
                    Effect::Copy(text) => tasks.push(Task::Copy(text)),
                    Effect::Redraw => tasks.push(Task::Redraw),
                    Effect::Suspend => tasks.push(Task::Suspend),
                    Effect::Quit => tasks.push(Task::End(Ending::Quit)),
                }
            }
        }
        tasks
    }

    /// Reads the file as it is now.
    pub fn reread(&mut self) -> Vec<Task> {
        self.open.doubt = None;
        let message = match self.surroundings.store.load(&self.app.path) {
            Ok(loaded) => Message::FileRead(loaded.bytes),
            Err(error) => Message::FileLost(error),
        };
        self.update(message)
    }

    /// Another program may have written the file, and may not be done yet.
    fn touched(&mut self) -> Vec<Task> {
        let now = Instant::now();
        let Some(glimpse) = Glimpse::of(&self.app.path) else { return self.reread() };
        let n_bytes = self.app.roadmap().len() as u64;
        if let Some(doubt) = &mut self.open.doubt {
            doubt.see(glimpse, now);
        } else if glimpse.n_bytes < n_bytes {
            self.open.doubt = Some(Doubt::new(glimpse, now));
        }
        // While it is being written only its length says whether it may be ours again.
        let is_whole =
            |doubt: &Doubt| glimpse.n_bytes == n_bytes || glimpse.n_bytes > n_bytes && doubt.is_too_long(now);
        if self.open.doubt.as_ref().is_some_and(|doubt| !doubt.is_over(now) && !is_whole(doubt)) {
            return Vec::new();
        }
        match self.surroundings.store.load(&self.app.path) {
            Ok(loaded) if self.is_doubted(&loaded.bytes, glimpse, now) => Vec::new(),
            Ok(loaded) => {
                self.open.doubt = None;
                self.update(Message::FileRead(loaded.bytes))
            }
            Err(error) => {
                // Of a file that is still being written, the last event may have been told already.
                self.open.doubt = (error.kind == Kind::Moved).then(|| Doubt::new(glimpse, Instant::now()));
                self.update(Message::FileLost(error))
            }
        }
    }

    /// Whether a text that was read just now may be a piece of one.
    fn is_doubted(&mut self, bytes: &[u8], glimpse: Glimpse, now: Instant) -> bool {
        let ours = self.app.roadmap().to_bytes();
        let is_piece = may_be_piece(bytes, &ours);
        if bytes == ours || self.open.doubt.is_none() && !is_piece {
            return false;
        }
        let doubt = self.open.doubt.get_or_insert_with(|| Doubt::new(glimpse, now));
        if self.app.may_be_cut_off(bytes) {
            doubt.wait_for_the_rest(now)
        } else {
            !doubt.is_over(now) && (is_piece || !doubt.is_too_long(now))
        }
    }

    /// When [`Self::settle`] is to be called.
    pub fn due(&self) -> Option<Instant> {
        let unsettled = self.open.unsettled.as_ref().map(Unsettled::due);
        unsettled.into_iter().chain(self.open.doubt.map(|doubt| doubt.due)).min()
    }

    /// Looks at the old file of the last save once more, which may wait for some milliseconds; and at a file that was
    /// doubted, when it has had its time.
    pub fn settle(&mut self) -> Vec<Task> {
        let mut tasks = Vec::new();
        for message in self.settled() {
            tasks.extend(self.update(message));
        }
        if self.open.doubt.is_some_and(|doubt| doubt.due <= Instant::now()) {
            tasks.extend(self.touched());
        }
        tasks
    }

    /// What would be lost if the program ended now.
    pub fn unsaved(&self) -> Option<Lost> {
        let unsaved = &self.app.unsaved;
        let describe = |change: &UnsavedChange| {
            format!("{}: {}", change.describe(self.app.roadmap()), change.error.reason)
        };
        let given_up = unsaved.given_up.iter().cloned();
        let changes: Vec<String> = given_up.chain(unsaved.changes.iter().map(describe)).collect();
        let count = match changes.len() {
            0 => return None,
            1 => "1 change is".to_owned(),
            n => format!("{n} changes are"),
        };
        let kind = unsaved.changes.last().map_or(Kind::Moved, |last| last.error.kind);
        let error = Error::new("save", format!("{count} not in the file"));
        Some(Lost { error: error.at(&self.app.path).of_kind(kind), changes })
    }

    /// Puts everything in order before the end: the last save, and where the user was.
    pub fn close(&mut self) {
        self.settle();
        self.remember();
    }

    fn settled(&mut self) -> Vec<Message> {
        let Some(unsettled) = self.open.unsettled.take() else { return Vec::new() };
        match saving::settle(&self.surroundings.store, unsettled) {
            Ok(None) => Vec::new(),
            Ok(Some(put_back)) => {
                let read = Message::FileRead(put_back.bytes.to_vec());
                std::iter::once(read).chain(kept::told_of(&put_back.kept)).collect()
            }
            Err(error) => {
                let read = self.surroundings.store.load(&self.app.path);
                let read = read.ok().map(|loaded| Message::FileRead(loaded.bytes));
                read.into_iter().chain([Message::Told(Status::error(error.to_string()))]).collect()
            }
        }
    }

    fn write(&mut self, change: Change) -> Vec<Message> {
        // One save after the other: the old file of the last one holds none of this one's words.
        let settled = self.settled();
        let circumstances = Circumstances { today: self.app.today };
        let (store, path) = (&self.surroundings.store, &self.app.path);
        let left_alone = if self.open.doubt.is_some() { store.wait_until_left_alone(path) } else { Ok(()) };
        let written =
            left_alone.and_then(|()| saving::write(store, path, &self.app.document, &change, circumstances));
        match written {
            // What was put back is under the change.
            Ok(written) => {
                self.open.doubt = None;
                let changes = written.prepared.changes(&self.app.document);
                let Surroundings { places, now, .. } = &self.surroundings;
                let unkept = saving::keep_step(places, &self.open.real, &self.app.document, &written)
                    // Once: it is so for all that follow.
                    .filter(|_| !std::mem::replace(&mut self.is_unkept_told, true));
                self.recorder.record(places, &self.open.real, now(), changes);
                self.open.unsettled = written.unsettled;
                let more = written.more.map(|bytes| Message::FileRead(bytes.to_vec()));
                let messages = std::iter::once(Message::Written(written.prepared)).chain(more);
                let unkept = unkept.map(|unkept| Message::Told(Status::warning(unkept)));
                messages.chain(kept::told_of(&written.kept)).chain(unkept).collect()
            }
            // The change's places are those of the text before what was put back.
            Err(error) => std::iter::once(Message::NotWritten(change, error)).chain(settled).collect(),
        }
    }

    /// What the system is to open for a link, or why nothing.
    fn target_of(&self, link: &str) -> Result<OsString, Error> {
        links::find_target(self.open.real.parent().unwrap_or(Path::new(".")), link)
    }

    fn open_link(&self, link: &str) -> Message {
        let refuse = |reason: &str| Message::Told(Status::warning(format!("not opened: {link} ({reason})")));
        // Looked for again: what was there when the user was asked may be another file by now.
        let target = match self.target_of(link) {
            Ok(target) => target,
            Err(error) => return refuse(&error.reason),
        };
        let (opener, events) = (self.surroundings.opener, self.surroundings.events.clone());
        let shown = link.to_owned();
        // Finding an opener that works takes its time.
        let spawned = thread::Builder::new().name("opener".to_owned()).spawn(move || {
            if let Err(error) = opener(&target) {
                let status = Status::error(format!("cannot open {shown}: {error}"));
                let _ = events.send(Event::Told(status));
            }
        });
        match spawned {
            Ok(_) => Message::Told(Status::done(format!("opening {link}"))),
            Err(error) => refuse(&error.to_string()),
        }
    }

    fn find_ladders(&self, named: Option<&str>) -> Message {
        let folder = self.open.real.parent().unwrap_or(Path::new("."));
        Message::LaddersFound(find_ladders(&self.surroundings.places, folder, named))
    }

    /// Remembers where the user is, beside what other runs have remembered.
    fn remember(&mut self) {
        let places = &self.surroundings.places;
        self.session = Session::load(&places.session_file());
        self.session.remember(whereabouts::of(&self.app, self.open.real.clone()));
        if let Err(error) = self.session.save(&places.session_file()) {
            config::log(places, &error.to_string());
        }
        self.keep_assessment();
        let document = &self.app.document;
        undo::keep(places, &self.open.real, &document.roadmap.to_bytes(), &document.history);
    }

    /// Keeps the answers of a self-assessment that is not through yet; those of one that is are forgotten.
    fn keep_assessment(&self) {
        let places = &self.surroundings.places;
        let progress = self.app.assessment_progress();
        let mut kept = Assessments::load(&places.assessments_file());
        if kept.of(&self.open.real) == progress {
            return;
        }
        kept.keep(&self.open.real, &progress);
        if let Err(error) = kept.save(&places.assessments_file()) {
            config::log(places, &error.to_string());
        }
    }
}

fn open(
    path: &Path,
    size: Size,
    surroundings: &Surroundings,
    session: &Session,
) -> Result<(App, Open), Error> {
    let Surroundings { config, store, events, .. } = surroundings;
    let path = std::path::absolute(path).map_err(|error| Error::io("open", path, &error))?;
    let cleaned = store.clean(&path)?;
    let events = events.clone();
    // Before the file is read: what changes from then on is told.
    let watcher = Watcher::new(&path, move |_| {
        let _ = events.send(Event::FileTouched);
    });
    let loaded = store.load(&path)?;
    let history = undo::load(&surroundings.places, &loaded.path, &loaded.bytes);
    let document = Document { history, ..Document::new(loaded.bytes, config.defaults()) };
    let mut app = App::new(path, document, size, (surroundings.now)().date());
    if let Some(file) = session.of(&loaded.path) {
        whereabouts::restore(&mut app, file);
    }
    app.assessment = Assessments::load(&surroundings.places.assessments_file()).of(&loaded.path);
    if let Some(status) = kept::status_of(&cleaned.kept) {
        app.status = status;
    }
    let watcher = watcher.map_err(|error| app.status = Status::warning(error.to_string())).ok();
    let history = History::new(surroundings.places.clone(), loaded.path.clone(), surroundings.events.clone());
    let open = Open { real: loaded.path, unsettled: None, doubt: None, history, _watcher: watcher };
    Ok((app, open))
}

/// The ladders that a roadmap in a folder can name, and the one that it does name.
pub fn find_ladders(places: &Places, folder: &Path, named: Option<&str>) -> Vec<LadderFile> {
    let file = |(choice, ladder): (LadderChoice, _)| {
        let origin = choice.path.map_or("bundled".to_owned(), |path| path.display().to_string());
        LadderFile { name: choice.name, origin, ladder }
    };
    config::find_ladders(places, folder, named).into_iter().map(file).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::opening::Opening;
    use crate::app::prompt::Overlay;
    use crate::app::roadmaps::{Reading, Source};
    use crate::app::tab::Tab;
    use crate::document::{Action, Target};
    use crate::edit::Verb;
    use crate::model::State;
    use crate::theme::{Color, Role, Theme};
    use crate::timeline;
    use crossterm::event::{Event as Typed, KeyCode, KeyEvent, KeyModifiers};
    use std::sync::mpsc::{Receiver, channel};
    use std::time::Duration;

    const SIZE: Size = Size { columns: 100, rows: 30 };

    /// A program on `a.md` in a folder of its own, and what its threads tell.
    fn program(text: &str) -> (tempfile::TempDir, Program, Receiver<Event>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), text).unwrap();
        let (program, inbox) = open_in(folder.path());
        (folder, program, inbox)
    }

    fn open_in(folder: &Path) -> (Program, Receiver<Event>) {
        let (events, inbox) = channel();
        let places = Places::under(folder);
        let surroundings = Surroundings {
            config: Config::default(),
            store: Store::new(&places.state),
            here: folder.to_owned(),
            places,
            events,
            now: || "2026-11-22T18:30:00+01:00[+01:00]".parse().unwrap(),
            opener: |target| Err(io::Error::other(format!("tried {}", target.display()))),
            past: |_, _, _, _| Some(Err(Error::new("read", "there is no git here"))),
            no_color: false,
            is_fresh: false,
            depth: ColorDepth::Sixteen,
        };
        (Program::open(&folder.join("a.md"), SIZE, surroundings).unwrap(), inbox)
    }

    fn press(program: &mut Program, keys: &str) -> Vec<Task> {
        let keys = keys.chars().map(|char| Typed::Key(KeyCode::Char(char).into()));
        keys.flat_map(|key| program.handle(Event::Input(key))).collect()
    }

    fn ctrl(key: char) -> Event {
        Event::Input(Typed::Key(KeyEvent::new(KeyCode::Char(key), KeyModifiers::CONTROL)))
    }

    #[test]
    fn a_tick_is_on_disk_and_in_the_panes_when_the_key_is_handled() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        assert_eq!(press(&mut program, " "), []);
        assert_eq!(std::fs::read(folder.path().join("a.md")).unwrap(), b"- [x] a\n- [ ] b\n");
        assert_eq!(program.app.document.roadmap.to_bytes(), b"- [x] a\n- [ ] b\n");
        assert!(program.app.status.text.contains("line 1: 1 byte"), "{:?}", program.app.status);
        assert!(program.due().is_some(), "the old file is looked at once more");
        program.settle();
        assert!(program.due().is_none());
    }

    #[test]
    fn what_is_written_is_recorded() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        press(&mut program, " u");
        std::fs::write(folder.path().join("a.md"), "- [x] a\n- [ ] b\n").unwrap();
        press(&mut program, "js");
        let real = folder.path().join("a.md").canonicalize().unwrap();
        let recorded = config::record::read(&program.surroundings.places, &real);
        let told = recorded.iter().map(|change| match &change.what {
            timeline::What::State { item, to: Some(to), .. } => {
                format!("{} {item} {}", change.date, to.name())
            }
            what => panic!("{what:?}"),
        });
        let told: Vec<String> = told.collect();
        assert_eq!(told, ["2026-11-22 a done", "2026-11-22 a todo", "2026-11-22 b skipped"]);
    }

    #[test]
    fn what_another_program_wrote_is_taken_in_and_a_lost_file_is_told() {
        let (folder, mut program, inbox) = program("- [ ] a\n");
        std::fs::write(folder.path().join("a.md"), "- [ ] a\n- [ ] b\n").unwrap();
        let event = inbox.recv().unwrap();
        assert!(matches!(event, Event::FileTouched));
        program.handle(event);
        assert_eq!(program.app.document.roadmap.to_bytes(), b"- [ ] a\n- [ ] b\n");
        std::fs::remove_file(folder.path().join("a.md")).unwrap();
        program.handle(Event::FileTouched);
        let said =
            "there is no such file; its text is still here: put the file back, or copy the text with ctrl-y";
        assert!(program.app.status.text.ends_with(&format!("a.md: {said}")), "{:?}", program.app.status);
        let whole = "- [ ] a\n- [ ] b\n".to_owned();
        assert_eq!(program.handle(ctrl('y')), [Task::Copy(whole.clone())]);
        press(&mut program, " ");
        let said = "there is no such file; put it back and try again";
        assert!(program.app.status.text.ends_with(&format!("a.md: {said}")), "{:?}", program.app.status);
        std::fs::write(folder.path().join("a.md"), &whole).unwrap();
        program.reread();
        press(&mut program, "R");
        assert_eq!(std::fs::read(folder.path().join("a.md")).unwrap(), b"- [x] a\n- [ ] b\n");
    }

    #[test]
    fn a_lost_file_that_is_back_is_told_and_one_that_cannot_be_read_is_another_matter() {
        let (folder, mut program, _inbox) = program("- [ ] a\n");
        let file = folder.path().join("a.md");
        std::fs::remove_file(&file).unwrap();
        program.handle(Event::FileTouched);
        std::fs::write(&file, "- [ ] a\n").unwrap();
        program.reread();
        assert_eq!(program.app.status, Status::done("the file is there again"));
        std::fs::remove_file(&file).unwrap();
        std::fs::create_dir(&file).unwrap();
        program.reread();
        assert!(
            program.app.status.text.ends_with("not a file; name a Markdown file"),
            "{:?}",
            program.app.status
        );
    }

    #[test]
    fn a_text_that_may_be_half_written_is_believed_only_when_it_stays_so() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        let file = folder.path().join("a.md");
        for half in ["", "- [ ] a\n- ["] {
            std::fs::write(&file, half).unwrap();
            program.handle(Event::FileTouched);
            assert_eq!(program.app.document.roadmap.to_bytes(), b"- [ ] a\n- [ ] b\n");
            assert!(program.due().is_some(), "it is looked at again");
        }
        std::fs::write(&file, "- [ ] a\n- [ ] b\n").unwrap();
        program.handle(Event::FileTouched);
        assert_eq!(program.due(), None);
        std::fs::write(&file, "").unwrap();
        program.handle(Event::FileTouched);
        program.settle();
        assert_eq!(program.app.document.roadmap.len(), 16, "not yet");
        let long_ago = Instant::now().checked_sub(std::time::Duration::from_secs(5)).unwrap();
        program.open.doubt = Some(Doubt::new(Glimpse::of(&file).unwrap(), long_ago));
        program.settle();
        assert_eq!(program.app.document.roadmap.len(), 0);
        assert_eq!(program.due(), None);
    }

    #[test]
    fn a_text_that_grew_out_of_a_piece_is_doubted_too() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        let file = folder.path().join("a.md");
        for half in ["", "- [ ] one\n- [ ] two\n"] {
            std::fs::write(&file, half).unwrap();
            program.handle(Event::FileTouched);
            assert_eq!(program.app.document.roadmap.to_bytes(), b"- [ ] a\n- [ ] b\n");
        }
        let long_ago = Instant::now().checked_sub(std::time::Duration::from_secs(5)).unwrap();
        program.open.doubt = Some(Doubt::new(Glimpse::of(&file).unwrap(), long_ago));
        program.settle();
        assert_eq!(program.app.document.roadmap.len(), 20, "it was left alone");
        assert_eq!(program.due(), None);
    }

    #[test]
    fn a_longer_text_whose_last_line_has_no_end_is_doubted() {
        let (folder, mut program, _inbox) = program("- [ ] a\n");
        std::fs::write(folder.path().join("a.md"), "- [ ] a\n- [ ] of se").unwrap();
        program.handle(Event::FileTouched);
        assert_eq!(program.app.document.roadmap.to_bytes(), b"- [ ] a\n");
        assert!(program.due().is_some());
    }

    #[test]
    fn a_change_whose_item_another_program_took_away_is_lost_at_the_end() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        let file = folder.path().join("a.md");
        std::fs::remove_file(&file).unwrap();
        press(&mut program, " ");
        std::fs::write(&file, "- [ ] b\n").unwrap();
        program.reread();
        assert_eq!(press(&mut program, "q"), [Task::End(Ending::Quit)], "there is nothing to try again");
        let lost = program.unsaved().unwrap();
        assert_eq!(lost.changes, ["tick \u{201c}a\u{201d}, its item is gone"]);
        assert!(lost.error.reason.contains("1 change is not in the file"));
    }

    #[test]
    fn what_only_the_terminal_can_do_is_handed_on() {
        let (folder, mut program, _inbox) = program("- [ ] a\n");
        let file = folder.path().join("a.md");
        assert_eq!(press(&mut program, "E"), [Task::RunEditor { file, line: 1 }]);
        assert_eq!(press(&mut program, "y"), [Task::Copy("a".to_owned())]);
        assert_eq!(press(&mut program, "q"), [Task::End(Ending::Quit)]);
        assert_eq!(program.handle(Event::TerminalGone), [Task::End(Ending::TerminalGone)]);
        let ending = [Task::End(Ending::Signal(15))];
        assert_eq!(program.handle(Event::Signal(Signal::End(15))), ending);
    }

    #[test]
    fn a_link_is_shown_and_opened_once_that_is_confirmed() {
        let (_folder, mut program, inbox) = program("- [ ] [a](https://example.org/)\n");
        press(&mut program, "o");
        assert!(
            matches!(&program.app.overlay, Some(Overlay::Open(asked)) if asked.address == "https://example.org/")
        );
        program.handle(Event::Input(Typed::Key(KeyCode::Enter.into())));
        assert_eq!(program.app.status.text, "opening https://example.org/");
        let told = std::iter::from_fn(|| inbox.recv().ok()).find(|event| matches!(event, Event::Told(_)));
        program.handle(told.unwrap());
        assert_eq!(program.app.status.text, "cannot open https://example.org/: tried https://example.org/");
        press(&mut program, "o");
        program.handle(Event::Input(Typed::Key(KeyCode::Esc.into())));
        assert!(program.app.overlay.is_none() && program.app.status.text.is_empty());
    }

    #[test]
    fn what_is_dangerous_is_shown_and_copied_and_never_run() {
        let long = format!("https://good.org/{}", "a".repeat(8000));
        for address in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "http://user@host.org/",
            "https://good.org/%0d%0ax",
            "https://good.org/\u{202e}x",
            "--help",
            "/etc/passwd",
            "//host/share",
            "../outside.md",
            "up/../../outside.md",
            "%2e%2e/outside.md",
            "linked.md",
            "missing.md",
            "run.sh",
            &long,
        ] {
            let folder = tempfile::tempdir().unwrap();
            let inside = folder.path().join("inside");
            std::fs::create_dir_all(inside.join("up")).unwrap();
            std::fs::write(folder.path().join("outside.md"), "").unwrap();
            std::fs::write(inside.join("run.sh"), "").unwrap();
            std::fs::write(inside.join("a.md"), format!("- [ ] [a](<{address}>)\n")).unwrap();
            #[cfg(unix)]
            std::os::unix::fs::symlink(folder.path().join("outside.md"), inside.join("linked.md")).unwrap();
            let (mut program, inbox) = open_in(&inside);
            for keys in ["o", "5o", "1O"] {
                press(&mut program, keys);
                while program.app.overlay.is_some() {
                    program.handle(Event::Input(Typed::Key(KeyCode::Enter.into())));
                }
                assert!(program.app.status.text.starts_with("not opened: "), "{address}: {keys}");
            }
            // Whoever asks for it.
            let refused = program.open_link(address);
            assert!(
                matches!(refused, Message::Told(status) if status.text.starts_with("not opened: ")),
                "{address}"
            );
            assert!(!inbox.try_iter().any(|event| matches!(event, Event::Told(_))), "{address}");
            press(&mut program, "o");
            let is_refused = |opening: &Opening| opening.refused.is_some();
            assert!(
                matches!(&program.app.overlay, Some(Overlay::Open(opening)) if is_refused(opening)),
                "{address}: there is nothing to ask"
            );
            assert_eq!(press(&mut program, "y"), [Task::Copy(address.to_owned())]);
        }
    }

    #[test]
    fn another_roadmap_takes_the_place_of_this_one_and_each_is_where_the_user_left_it() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        let other = folder.path().join("b.md");
        std::fs::write(&other, "- [ ] c\n").unwrap();
        press(&mut program, "j");
        program.open_another(Source::File(other.clone()));
        assert_eq!(program.app.path, other);
        program.close();
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, " ");
        assert_eq!(program.app.document.roadmap.to_bytes(), b"- [ ] a\n- [x] b\n");
        let missing = program.open_another(Source::File(folder.path().join("missing.md")));
        assert!(matches!(&*missing, [Message::Told(status)] if status.text.contains("missing.md")));
    }

    /// Opens the list of roadmaps, and takes in what they hold until all is known.
    fn list_roadmaps(program: &mut Program, inbox: &Receiver<Event>) {
        program.handle(ctrl('o'));
        let n_unread = |program: &Program| match &program.app.overlay {
            Some(Overlay::Roadmaps(roadmaps)) => {
                let entries = roadmaps.picker.entries.iter();
                entries.filter(|entry| entry.value.reading == Reading::Unread).count()
            }
            _ => 0,
        };
        while n_unread(program) > 0 {
            program.handle(inbox.recv_timeout(Duration::from_secs(20)).unwrap());
        }
    }

    #[test]
    fn another_roadmap_is_found_by_its_title_and_opened_and_the_last_one_comes_first_then() {
        let (folder, mut program, inbox) = program("- [ ] a\n");
        let enter = || Event::Input(Typed::Key(KeyCode::Enter.into()));
        std::fs::write(folder.path().join("b.md"), "# Kitchen garden\n\n- [x] b\n- [ ] c\n").unwrap();
        std::fs::write(folder.path().join("c.md"), "- [ ] c\n").unwrap();
        list_roadmaps(&mut program, &inbox);
        press(&mut program, "kitchen");
        program.handle(enter());
        assert_eq!(program.app.path, folder.path().join("b.md"), "{:?}", program.app.status);
        list_roadmaps(&mut program, &inbox);
        program.handle(enter());
        assert_eq!(program.app.path.file_name().unwrap(), "a.md");
    }

    #[test]
    fn a_template_is_begun_with_as_a_copy_that_is_told() {
        let (folder, mut program, inbox) = program("- [ ] a\n");
        for name in ["data-engineer.md", "data-engineer-2.md"] {
            list_roadmaps(&mut program, &inbox);
            program.update(Message::Pasted("data-engineer sql".to_owned()));
            program.handle(Event::Input(Typed::Key(KeyCode::Enter.into())));
            let copy = folder.path().join("library").join(name);
            assert_eq!(program.app.path, copy);
            assert_eq!(program.app.status.text, format!("your own copy: {}", copy.display()));
        }
        press(&mut program, " ");
        assert!(std::fs::read_to_string(&program.app.path).unwrap().contains("- [x] "));
    }

    #[test]
    fn a_copy_that_cannot_be_made_leaves_the_roadmap_that_is_open() {
        let (folder, mut program, inbox) = program("- [ ] a\n");
        std::fs::write(folder.path().join("library"), "in the way").unwrap();
        list_roadmaps(&mut program, &inbox);
        program.update(Message::Pasted("data-engineer".to_owned()));
        program.handle(Event::Input(Typed::Key(KeyCode::Enter.into())));
        assert_eq!(program.app.path, folder.path().join("a.md"));
        assert!(program.app.status.text.starts_with("cannot make "), "{:?}", program.app.status);
    }

    #[test]
    fn undo_goes_on_after_a_restart_and_after_a_kill() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        let text = || std::fs::read_to_string(folder.path().join("a.md")).unwrap();
        press(&mut program, " j ");
        assert_eq!(text(), "- [x] a\n- [x] b\n");
        // Not closed, as when it is killed.
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "u");
        assert_eq!(text(), "- [x] a\n- [ ] b\n");
        assert!(program.app.status.text.starts_with("undone: tick"), "{:?}", program.app.status);
        program.close();
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "u");
        assert_eq!(text(), "- [ ] a\n- [ ] b\n");
        press(&mut program, "u");
        assert_eq!(program.app.status.text, "there is nothing to undo");
        program.close();
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "UU");
        assert_eq!(text(), "- [x] a\n- [x] b\n");
    }

    #[test]
    fn undo_goes_on_after_a_restart_if_the_other_programs_change_was_seen() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        let file = folder.path().join("a.md");
        press(&mut program, " ");
        std::fs::write(&file, "# New\n\n- [x] a\n- [ ] b\n").unwrap();
        program.reread();
        program.close();
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "u");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "# New\n\n- [ ] a\n- [ ] b\n");
    }

    #[test]
    fn undo_is_refused_after_a_restart_if_the_file_has_changed_since() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        let file = folder.path().join("a.md");
        press(&mut program, " ");
        program.close();
        std::fs::write(&file, "- [x] a\n- [ ] c\n").unwrap();
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "u");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "- [x] a\n- [ ] c\n");
        assert_eq!(
            program.app.status.text,
            "there is nothing to undo: another program changed the file since the steps before"
        );
        press(&mut program, "j uu");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "- [x] a\n- [ ] c\n");
    }

    /// A change to the nth item as the command line makes it: by a document that has no history.
    fn in_a_shell(program: &Program, nth: usize, verb: Verb) {
        let Surroundings { store, places, .. } = &program.surroundings;
        let loaded = store.load(&program.app.path).unwrap();
        let document = Document::new(loaded.bytes, crate::settings::Defaults::default());
        let target = Target::Item(document.roadmap.items().nth(nth).unwrap().0);
        let change = Change::Act(vec![Action { target, verb }]);
        let circumstances = Circumstances { today: program.app.today };
        let written =
            saving::write_and_settle(store, &loaded.path, &document, &change, circumstances).unwrap();
        assert_eq!(saving::keep_step(places, &loaded.path, &document, &written), None);
    }

    const LIST: &str = "# T\n\n- [ ] a\n- [ ] b\n- [ ] c\n- [x] d\n- [ ] e\n";

    #[test]
    fn what_the_panes_took_back_is_not_taken_back_again_after_a_restart_but_what_a_shell_did_is() {
        let (folder, mut program, _inbox) = program(LIST);
        let text = || std::fs::read_to_string(folder.path().join("a.md")).unwrap();
        press(&mut program, "G ");
        in_a_shell(&program, 0, Verb::SetNote("abc".into()));
        program.reread();
        let noted = text().replace("[x] e", "[ ] e");
        press(&mut program, "u");
        assert_eq!(text(), noted);
        program.close();
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "u");
        assert_eq!(text(), LIST, "{:?}", program.app.status);
        press(&mut program, "u");
        assert_eq!(text(), LIST);
        press(&mut program, "U");
        assert_eq!(text(), noted);
        press(&mut program, "UU");
        assert_eq!(text(), noted.replace("[ ] e", "[x] e"), "and the tick is made again");
    }

    #[test]
    fn what_the_panes_made_again_is_not_made_twice_after_a_restart() {
        let (folder, mut program, _inbox) = program(LIST);
        let text = || std::fs::read_to_string(folder.path().join("a.md")).unwrap();
        press(&mut program, "G u");
        in_a_shell(&program, 0, Verb::SetNote("abc".into()));
        program.reread();
        let noted = text();
        press(&mut program, "U");
        let both = noted.replace("[ ] e", "[x] e");
        assert_eq!(text(), both);
        program.close();
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "U");
        assert_eq!(text(), both, "there is nothing to be made again");
        press(&mut program, "u");
        assert_eq!(text(), noted);
        press(&mut program, "u");
        assert_eq!(text(), LIST);
    }

    #[test]
    fn a_step_of_a_shell_can_be_taken_back_though_the_panes_took_back_one_before_it() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        let text = || std::fs::read_to_string(folder.path().join("a.md")).unwrap();
        press(&mut program, " ");
        in_a_shell(&program, 1, Verb::SetState(State::Done));
        program.reread();
        press(&mut program, "u");
        program.close();
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "u");
        assert_eq!(text(), "- [ ] a\n- [ ] b\n", "{:?}", program.app.status);
    }

    #[test]
    fn where_undo_ends_it_is_said_why() {
        let (folder, program, _inbox) = program("- [ ] a\n- [ ] b\n");
        let file = folder.path().join("a.md");
        in_a_shell(&program, 0, Verb::SetState(State::Done));
        std::fs::write(&file, "- [x] a\n- [ ] f\n- [ ] b\n").unwrap();
        in_a_shell(&program, 2, Verb::SetState(State::Done));
        for keys in ["uu", "u"] {
            let (mut program, _inbox) = open_in(folder.path());
            press(&mut program, keys);
            assert_eq!(std::fs::read_to_string(&file).unwrap(), "- [x] a\n- [ ] f\n- [ ] b\n");
            assert_eq!(
                program.app.status.text,
                "there is nothing to undo: another program changed the file since the steps before"
            );
            program.close();
        }
    }

    #[test]
    fn that_the_kept_history_cannot_be_read_is_said() {
        let (folder, mut program, _inbox) = program("- [ ] a\n- [ ] b\n");
        press(&mut program, " ");
        let kept = program.surroundings.places.undo_folder().read_dir().unwrap().next().unwrap();
        let kept = kept.unwrap().path();
        let whole = std::fs::read_to_string(&kept).unwrap();
        std::fs::write(&kept, whole.trim_end()).unwrap();
        let why = "there is nothing to undo: the kept history of the steps before could not be read";
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "u");
        assert_eq!(program.app.status.text, why);
        in_a_shell(&program, 1, Verb::SetState(State::Done));
        let (mut program, _inbox) = open_in(folder.path());
        press(&mut program, "uu");
        assert_eq!(program.app.status.text, why, "of the steps before the one that was kept since");
    }

    #[test]
    fn the_tab_is_remembered() {
        let (folder, mut program, _inbox) = program("|Skill|Mid|\n|---|---|\n|A|✅|\n");
        press(&mut program, "2");
        program.close();
        let (mut program, _inbox) = open_in(folder.path());
        assert_eq!(program.app.tab, Tab::Matrix);
        press(&mut program, "1");
        program.close();
        let (program, _inbox) = open_in(folder.path());
        assert_eq!(program.app.tab, Tab::Roadmap);
    }

    #[test]
    fn a_new_day_is_told_before_what_happens_on_it() {
        let (_folder, mut program, _inbox) = program("- [ ] a\n");
        program.surroundings.now = || "2026-11-23T00:00:00+01:00[+01:00]".parse().unwrap();
        program.handle(Event::FileTouched);
        assert_eq!(program.app.today, jiff::civil::date(2026, 11, 23));
    }

    /// Writes the config, and takes in events until it is told.
    fn configure(program: &mut Program, inbox: &Receiver<Event>, text: &str) -> Vec<Task> {
        std::fs::write(program.surroundings.places.config_file(), text).unwrap();
        let told = std::iter::from_fn(|| inbox.recv_timeout(Duration::from_secs(20)).ok());
        for event in told {
            if matches!(event, Event::ConfigTouched) {
                return program.handle(event);
            }
        }
        panic!("the change is not told");
    }

    #[test]
    fn a_config_that_changes_holds_at_once() {
        let (_folder, mut program, inbox) = program("- [-] a\n- [ ] b\n");
        let percent = |program: &Program| program.app.roadmap().counts().percent();
        let before = percent(&program);
        let text =
            "theme: light\ncount: skipped-as-done\nmouse: false\ncolors: {border: 208}\nkeys: {skip: [X]}\n";
        assert_eq!(configure(&mut program, &inbox, text), [Task::ConfigChanged]);
        assert_eq!(program.app.status.text, "the config was read again");
        assert_eq!(program.look().theme, Theme::Light);
        // As much of it as the terminal can show.
        assert_eq!(program.look().colors.get(Role::Border), Some(Color::Yellow));
        assert!(!program.has_mouse());
        assert_ne!(percent(&program), before);
        press(&mut program, "X");
        assert!(program.app.status.text.contains("line 2: 1 byte"), "{:?}", program.app.status);
        // The same again is no news.
        program.app.status = Status::default();
        program.handle(Event::ConfigTouched);
        assert_eq!(program.app.status, Status::default());
    }

    #[test]
    fn a_config_that_cannot_be_read_leaves_the_old_one_and_says_where_it_is_wrong() {
        let (_folder, mut program, inbox) = program("- [ ] a\n");
        configure(&mut program, &inbox, "theme: light\n");
        configure(&mut program, &inbox, "theme: light\nmuose: false\n");
        let told =
            "config: line 2, column 1: unknown setting `muose`; did you mean `mouse`?; the old one holds";
        assert_eq!(program.app.status, Status::error(told));
        assert_eq!(program.look().theme, Theme::Light);
        // Told once; and that it is mended is told too.
        program.app.status = Status::default();
        program.handle(Event::ConfigTouched);
        assert_eq!(program.app.status, Status::default());
        configure(&mut program, &inbox, "theme: light\n");
        assert_eq!(program.app.status.text, "the config was read again");
    }
}

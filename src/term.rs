//! The panes in a terminal: the loop event → message → update → effects → draw.
//!
//! One thread draws and decides. Input, signals, the file's watcher and the editor are threads that send events; the
//! loop sleeps until one comes.

pub mod background;
mod choosing;
mod doubt;
pub mod editor;
pub mod history;
pub mod input;
pub mod keys;
pub mod links;
pub mod program;
mod recorder;
mod roadmaps;
pub mod screen;
pub mod signals;
mod whereabouts;

use std::collections::VecDeque;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use self::choosing::Chosen;
use self::editor::Editor;
use self::history::Tidings;
use self::input::Input;
use self::program::{Program, Surroundings, Task};
use self::roadmaps::Reader;
use self::screen::Screen;
use self::signals::Signal;
use crate::app::roadmaps::{Reading, Source};
use crate::app::{Message, Status};
use crate::config::{Config, Places, Session};
use crate::error::Error;
use crate::store::Store;
use crate::theme::ColorDepth;
use crate::ui;

/// For how long a flood of events is taken in before what has come of it is drawn.
const LONGEST_FLOOD: Duration = Duration::from_millis(50);

/// What the threads of the program have to tell.
#[derive(Debug)]
pub enum Event {
    /// A key, the mouse, a paste.
    Input(crossterm::event::Event),
    /// The terminal answered what its background is.
    Background {
        is_light: bool,
    },
    /// The file may have changed.
    FileTouched,
    /// The config may have changed.
    ConfigTouched,
    Told(Status),
    /// Something is known of the roadmap's past.
    History(Tidings),
    /// What one of the roadmaps to choose from holds.
    RoadmapRead(Source, Reading),
    Signal(Signal),
    EditorEnded(io::Result<ExitStatus>),
    TerminalGone,
}

/// Why the program ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Quit,
    /// The signal of this number asked for it.
    Signal(i32),
    TerminalGone,
}

/// How the program ended, and what did not get into the file until then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub ending: Ending,
    pub lost: Option<Lost>,
    /// What is worth being said once more where the user called: where the copy is that was made at the start.
    pub told: Option<String>,
}

/// Changes that could never be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    pub error: Error,
    /// What was asked for and why it could not be saved, one by one.
    pub changes: Vec<String>,
}

/// What the panes are opened with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    Open(PathBuf),
    /// What the user chooses of all there is. These are the roadmaps that could be meant, none more than another.
    Choose(Vec<PathBuf>),
}

/// Shows a roadmap until the user quits; with `is_fresh`, without what is remembered of the last run. The terminal is then as it was before.
pub fn run(start: Start, is_fresh: bool, config: Config, places: Places) -> Result<Ended, Error> {
    let failed = |error: io::Error| Error::new("use the terminal", error.to_string());
    let (events, inbox) = channel();
    let no_color = is_set("NO_COLOR");
    let variable = |name: &str| std::env::var(name).ok();
    let term = variable("TERM");
    let depth = if cfg!(windows) {
        ColorDepth::Rgb
    } else {
        ColorDepth::of(variable("COLORTERM").as_deref(), term.as_deref())
    };
    let is_askable = background::is_askable(term.as_deref());
    let is_asked = config.theme.depends_on_background(no_color) && is_askable;
    let listen = || {
        screen::give_back_on_panic();
        signals::listen(events.clone()).map_err(failed)
    };
    let is_choice = matches!(start, Start::Choose(_));
    let (path, told) = match start {
        Start::Open(path) => (path, None),
        Start::Choose(meant) => {
            listen()?;
            let session = if is_fresh { Session::default() } else { Session::load(&places.session_file()) };
            let (config, places, session) = (&config, &places, &session);
            let surroundings = choosing::Surroundings { config, places, session, no_color, depth };
            let store = Store::new(&places.state);
            let today = jiff::Zoned::now().date();
            let reader = Reader::start(store, config.defaults(), today, events.clone());
            let chosen = choosing::run(&meant, &surroundings, &reader, is_asked, (&events, &inbox));
            match chosen.map_err(failed)? {
                Chosen::Open(path, told) => (path, told),
                Chosen::End(ending) => return Ok(Ended { ending, lost: None, told: None }),
            }
        }
    };
    let has_mouse = config.mouse;
    let (columns, rows) = crossterm::terminal::size().map_err(failed)?;
    let surroundings = Surroundings {
        store: Store::new(&places.state),
        here: std::env::current_dir().unwrap_or_default(),
        config,
        places,
        events: events.clone(),
        now: jiff::Zoned::now,
        opener: |target: &OsStr| open::that_detached(target),
        past: history::read_past,
        no_color,
        is_fresh,
        depth,
    };
    // What cannot be opened is told where the user called, before the screen is taken.
    let mut program = Program::open(&path, crate::app::layout::Size { columns, rows }, surroundings)?;
    if let Some(told) = &told {
        program.update(Message::Told(Status::done(told)));
    }
    if !is_choice {
        listen()?;
    }
    let ending = Screen::take(has_mouse).and_then(|screen| {
        let mut desk = Desk {
            program: &mut program,
            screen,
            input: None,
            inbox,
            events,
            kept: VecDeque::new(),
            is_asked,
            is_askable,
        };
        desk.run()
    });
    program.close();
    Ok(Ended { ending: ending.map_err(failed)?, lost: program.unsaved(), told })
}

/// Tells whether a terminal of this `$TERM` understands what the panes are drawn with. On Windows it says nothing.
pub fn can_show(term: Option<&str>) -> bool {
    cfg!(windows) || term.is_some_and(|term| !matches!(term, "" | "dumb"))
}

/// Whether a variable of the environment says something.
fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// The program at its terminal.
struct Desk<'a> {
    program: &'a mut Program,
    screen: Screen,
    /// None while another program has the terminal.
    input: Option<Input>,
    inbox: Receiver<Event>,
    events: Sender<Event>,
    /// Events that came while another program had the terminal.
    kept: VecDeque<Event>,
    /// Whether the terminal is asked for its background, and whether it can be.
    is_asked: bool,
    is_askable: bool,
}

impl Desk<'_> {
    fn run(&mut self) -> io::Result<Ending> {
        self.draw()?;
        if self.is_asked {
            self.screen.ask_background()?;
        }
        self.listen()?;
        loop {
            let tasks = match self.wait() {
                Some(event) => self.program.handle(event),
                None => self.program.settle(),
            };
            if let Some(ending) = self.carry_out(tasks)? {
                return Ok(ending);
            }
            let started = Instant::now();
            while started.elapsed() < LONGEST_FLOOD
                && let Some(event) = self.kept.pop_front().or_else(|| self.inbox.try_recv().ok())
            {
                let tasks = self.program.handle(event);
                if let Some(ending) = self.carry_out(tasks)? {
                    return Ok(ending);
                }
            }
            self.draw()?;
        }
    }

    /// Sleeps until an event comes; none if first the last save is to be settled.
    fn wait(&mut self) -> Option<Event> {
        if let Some(event) = self.kept.pop_front() {
            return Some(event);
        }
        // The desk has a sender itself, so there is always one.
        let Some(due) = self.program.due() else { return self.inbox.recv().ok() };
        self.inbox.recv_timeout(due.saturating_duration_since(Instant::now())).ok()
    }

    fn draw(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        if size != self.program.app.size {
            self.program.update(Message::Resized(size));
        }
        let program = &*self.program;
        self.screen.draw(|frame| ui::draw(&program.app, &program.look(), frame))
    }

    fn listen(&mut self) -> io::Result<()> {
        let is_asked = self.is_asked && !self.program.knows_background();
        self.input = Some(Input::start(self.events.clone(), is_asked)?);
        Ok(())
    }

    fn carry_out(&mut self, tasks: Vec<Task>) -> io::Result<Option<Ending>> {
        for task in tasks {
            match task {
                Task::Copy(text) => self.screen.copy(&text)?,
                Task::Redraw => self.screen.redraw()?,
                Task::TakeAgain => self.screen.take_again()?,
                Task::Suspend => self.suspend()?,
                Task::ConfigChanged => self.follow_config()?,
                Task::RunEditor { file, line } => {
                    if let Some(ending) = self.run_editor(&file, line)? {
                        return Ok(Some(ending));
                    }
                }
                Task::End(ending) => return Ok(Some(ending)),
            }
        }
        Ok(None)
    }

    /// Has the terminal report what the new config needs.
    fn follow_config(&mut self) -> io::Result<()> {
        self.screen.set_mouse(self.program.has_mouse())?;
        if !self.is_asked && self.is_askable && self.program.needs_background() {
            self.is_asked = true;
            if let Some(input) = self.input.take() {
                input.stop();
            }
            self.screen.ask_background()?;
            self.listen()?;
        }
        Ok(())
    }

    /// Leaves the terminal to another program.
    fn hand_over(&mut self) {
        self.program.settle();
        if let Some(input) = self.input.take() {
            input.stop();
        }
        // What was typed ahead was meant for the other program, which cannot get it any more; for the panes it would
        // be commands that nobody gave.
        let events = self.inbox.try_iter().filter(|event| !matches!(event, Event::Input(_)));
        self.kept.extend(events);
        screen::give_back();
    }

    fn take_back(&mut self) -> io::Result<()> {
        self.screen.take_again()?;
        self.listen()
    }

    /// Stops until the shell has the program go on.
    #[cfg(unix)]
    fn suspend(&mut self) -> io::Result<()> {
        self.hand_over();
        // The whole group, as the terminal's own ctrl-z would: whoever started the program stops with it. Where there
        // is no shell that could go on with it, the system ignores the signal.
        let stopped = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
        self.take_back()?;
        self.program.reread();
        Ok(stopped?)
    }

    #[cfg(not(unix))]
    fn suspend(&mut self) -> io::Result<()> {
        self.tell(Status::warning("there is no suspending here"));
        Ok(())
    }

    /// Runs the user's editor and reads the file again. An end that was asked for meanwhile follows the editor's.
    fn run_editor(&mut self, file: &Path, line: usize) -> io::Result<Option<Ending>> {
        let editor = Editor::from_env(|name| std::env::var(name).ok());
        self.hand_over();
        let child = std::process::Command::new(&editor.program).args(editor.arguments_at(file, line)).spawn();
        let mut ending = None;
        let ended = match child {
            Ok(mut child) => {
                let id = child.id();
                let events = self.events.clone();
                thread::spawn(move || events.send(Event::EditorEnded(child.wait())));
                self.wait_for_editor(id, &mut ending)
            }
            Err(error) => Err(error),
        };
        if ending.is_some() {
            return Ok(ending);
        }
        self.take_back()?;
        self.program.reread();
        match ended {
            Ok(status) if status.success() => {}
            Ok(status) => self.tell(Status::warning(format!("{} ended with {status}", editor.program))),
            Err(error) => {
                let error = Error::new("run", error.to_string()).at(Path::new(&editor.program));
                self.tell(Status::error(error.hint("set $EDITOR to your editor").to_string()));
            }
        }
        Ok(None)
    }

    fn wait_for_editor(&mut self, id: u32, ending: &mut Option<Ending>) -> io::Result<ExitStatus> {
        loop {
            match self.inbox.recv() {
                Ok(Event::EditorEnded(ended)) => return ended,
                // The editor ends as it sees fit, so that nothing in it is lost; then we do.
                Ok(Event::Signal(Signal::End(number))) => {
                    pass_on(id, number);
                    *ending = Some(Ending::Signal(number));
                }
                // The terminal is taken over anew and the file read again in any case; ctrl-c was for the editor.
                Ok(Event::Signal(_) | Event::FileTouched) => {}
                Ok(event) => self.kept.push_back(event),
                Err(_) => return Err(io::ErrorKind::BrokenPipe.into()),
            }
        }
    }

    fn tell(&mut self, status: Status) {
        self.program.update(Message::Told(status));
    }
}

#[cfg(unix)]
fn pass_on(process: u32, signal: i32) {
    use rustix::process::{Pid, Signal, kill_process};
    let process = i32::try_from(process).ok().and_then(Pid::from_raw);
    if let (Some(process), Some(signal)) = (process, Signal::from_named_raw(signal)) {
        let _ = kill_process(process, signal);
    }
}

#[cfg(not(unix))]
fn pass_on(_: u32, _: i32) {}

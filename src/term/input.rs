//! The thread that reads the terminal, and how it is made to let go of it.
//!
//! While the user's editor or shell has the terminal, nobody here may read it. The thread sleeps until there is something
//! to read or it is told to stop, and reads only what is there: it never waits inside a read and never wakes up in vain.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crossterm::event;

use super::Event;
use super::background::{Answer, Picked};

/// How long a letter may come after the one before it, in an answer of the terminal.
const PAUSE: Duration = Duration::from_millis(50);
/// How long to look for more that has come already. None at all would be taken for "do not look".
const AT_ONCE: Duration = Duration::from_millis(1);
/// How long a stop waits for the thread: only a key that came half keeps it.
const PATIENCE: Duration = Duration::from_millis(200);

/// The thread, as long as it reads.
pub struct Input {
    stop: platform::Stop,
    stopped: Receiver<()>,
}

impl Input {
    /// Begins to read; with `asked`, an answer of [`super::background`] is picked out.
    pub fn start(events: Sender<Event>, asked: bool) -> io::Result<Self> {
        let (stop, ready) = platform::watch()?;
        let (ended, stopped) = channel();
        thread::Builder::new().name("input".to_owned()).spawn(move || {
            let reader = Reader { events, answer: asked.then(Answer::default), ended };
            reader.run(&ready);
        })?;
        Ok(Self { stop, stopped })
    }

    /// Stops reading, and returns once nothing is read any more.
    pub fn stop(self) {
        drop(self.stop);
        let _ = self.stopped.recv_timeout(PATIENCE);
    }
}

/// What the thread found when it woke up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ready {
    ToRead,
    Stop,
    /// The terminal is gone.
    Gone,
}

struct Reader {
    events: Sender<Event>,
    answer: Option<Answer>,
    ended: Sender<()>,
}

impl Reader {
    fn run(mut self, ready: &platform::Ready) {
        loop {
            // First what was read before and not told.
            if self.read_what_is_there().is_err() {
                break;
            }
            match ready.wait() {
                Ready::ToRead => {}
                Ready::Gone => break,
                Ready::Stop => {
                    let _ = self.ended.send(());
                    return;
                }
            }
        }
        let _ = self.events.send(Event::TerminalGone);
    }

    fn read_what_is_there(&mut self) -> io::Result<()> {
        loop {
            let is_holding = self.answer.as_ref().is_some_and(Answer::is_holding);
            if event::poll(if is_holding { PAUSE } else { AT_ONCE })? {
                let event = event::read()?;
                self.tell(event)?;
            } else if let Some(answer) = self.answer.as_mut().filter(|_| is_holding) {
                answer.release().into_iter().try_for_each(|event| send(&self.events, Event::Input(event)))?;
            } else {
                return Ok(());
            }
        }
    }

    fn tell(&mut self, event: event::Event) -> io::Result<()> {
        let Some(answer) = &mut self.answer else { return send(&self.events, Event::Input(event)) };
        match answer.take(event) {
            Picked::Held => Ok(()),
            Picked::Events(events) => {
                events.into_iter().try_for_each(|event| send(&self.events, Event::Input(event)))
            }
            Picked::IsLight(is_light) => {
                self.answer = None;
                send(&self.events, Event::Background { is_light })
            }
        }
    }
}

/// Fails when nobody listens any more.
fn send(events: &Sender<Event>, event: Event) -> io::Result<()> {
    events.send(event).map_err(|_| io::ErrorKind::BrokenPipe.into())
}

#[cfg(unix)]
mod platform {
    use std::io::{self, PipeReader, PipeWriter};
    use std::os::fd::{AsFd, BorrowedFd, OwnedFd};

    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::fs::{Mode, OFlags};

    /// Dropped, it wakes the thread up.
    pub(super) struct Stop(#[expect(dead_code, reason = "it is closed when it is dropped")] PipeWriter);

    pub(super) struct Ready {
        terminal: Terminal,
        stop: PipeReader,
    }

    /// The same that crossterm reads.
    enum Terminal {
        Stdin(io::Stdin),
        Other(OwnedFd),
    }

    impl AsFd for Terminal {
        fn as_fd(&self) -> BorrowedFd<'_> {
            match self {
                Self::Stdin(stdin) => stdin.as_fd(),
                Self::Other(file) => file.as_fd(),
            }
        }
    }

    pub(super) fn watch() -> io::Result<(Stop, Ready)> {
        let (stop, stopper) = io::pipe()?;
        let stdin = io::stdin();
        let terminal = if rustix::termios::isatty(&stdin) {
            Terminal::Stdin(stdin)
        } else {
            Terminal::Other(rustix::fs::open("/dev/tty", OFlags::RDWR | OFlags::CLOEXEC, Mode::empty())?)
        };
        Ok((Stop(stopper), Ready { terminal, stop }))
    }

    impl Ready {
        pub(super) fn wait(&self) -> super::Ready {
            loop {
                let mut watched =
                    [PollFd::new(&self.terminal, PollFlags::IN), PollFd::new(&self.stop, PollFlags::IN)];
                match poll(&mut watched, None) {
                    Err(rustix::io::Errno::INTR) => continue,
                    Err(_) => return super::Ready::Gone,
                    Ok(_) => {}
                }
                let [terminal, stop] = watched.map(|watched| watched.revents());
                if !stop.is_empty() {
                    return super::Ready::Stop;
                }
                // Reading from a terminal that is gone ends at once and for ever.
                if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                    return super::Ready::Gone;
                }
                if terminal.contains(PollFlags::IN) {
                    return super::Ready::ToRead;
                }
            }
        }
    }
}

#[cfg(not(unix))]
mod platform {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    /// The console cannot be waited for together with something else.
    const LOOK: Duration = Duration::from_millis(100);

    pub(super) struct Stop(Arc<AtomicBool>);

    pub(super) struct Ready(Arc<AtomicBool>);

    impl Drop for Stop {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }

    pub(super) fn watch() -> io::Result<(Stop, Ready)> {
        let is_stopped = Arc::new(AtomicBool::new(false));
        Ok((Stop(Arc::clone(&is_stopped)), Ready(is_stopped)))
    }

    impl Ready {
        pub(super) fn wait(&self) -> super::Ready {
            loop {
                if self.0.load(Ordering::SeqCst) {
                    return super::Ready::Stop;
                }
                match crossterm::event::poll(LOOK) {
                    Ok(true) => return super::Ready::ToRead,
                    Ok(false) => {}
                    Err(_) => return super::Ready::Gone,
                }
            }
        }
    }
}

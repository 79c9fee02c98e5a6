//! What the system tells the program: to end, to go on after a stop, that the window has another size.

use std::io;
use std::sync::mpsc::Sender;

use super::Event;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// To end, by the signal of this number.
    End(i32),
    /// From the keyboard, while another program has the terminal.
    Interrupt(i32),
    /// To go on after a stop that was not our own.
    Continue,
    Resize,
}

/// Sends signals as events, as long as the program runs.
#[cfg(unix)]
pub fn listen(events: Sender<Event>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
    // Not SIGTSTP: one that is handled stops nothing, and one that is not stops as the shell expects, or not at all
    // where there is no shell to go back to.
    let mut signals =
        signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGCONT, SIGWINCH])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for number in signals.forever() {
            let signal = match number {
                SIGCONT => Signal::Continue,
                SIGWINCH => Signal::Resize,
                SIGINT | SIGQUIT => Signal::Interrupt(number),
                _ => Signal::End(number),
            };
            if events.send(Event::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
pub fn listen(_: Sender<Event>) -> io::Result<()> {
    Ok(())
}

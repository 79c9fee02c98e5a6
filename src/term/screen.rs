//! The terminal as the program's screen: taken over, drawn on, and given back in every way that the program can end.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, cursor, execute};
use ratatui::backend::CrosstermBackend;
use ratatui::{Frame, Terminal};

use super::background;
use crate::app::layout::Size;
use crate::markdown;

/// Whether the terminal is taken over at the moment.
static IS_TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, taken over. Given back when it is dropped.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    has_mouse: bool,
}

impl Screen {
    /// Takes the terminal over.
    pub fn take(has_mouse: bool) -> io::Result<Self> {
        // With NO_COLOR set, crossterm would turn every change of colour into a reset of all that is set, reversal too.
        // Without colours are the themes: see `ThemeChoice::resolve`.
        crossterm::style::force_color_output(true);
        let mut screen = Self { terminal: new_terminal()?, has_mouse };
        screen.take_again()?;
        Ok(screen)
    }

    /// Takes the terminal over after [`give_back`], or after another program may have changed it. Draws nothing yet.
    pub fn take_again(&mut self) -> io::Result<()> {
        // Whoever had the terminal may have set its modes: raw mode is entered anew, not believed in.
        disable_raw_mode()?;
        IS_TAKEN.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
        if self.has_mouse {
            execute!(io::stdout(), EnableClicks)?;
        }
        self.redraw()
    }

    /// Has the next frame drawn whole. (ratatui's own way asks for the cursor's place and waits for an answer.)
    pub fn redraw(&mut self) -> io::Result<()> {
        execute!(io::stdout(), Clear(ClearType::All))?;
        self.terminal = new_terminal()?;
        Ok(())
    }

    pub fn draw(&mut self, draw: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(draw)?;
        Ok(())
    }

    pub fn size(&self) -> io::Result<Size> {
        let (columns, rows) = crossterm::terminal::size()?;
        Ok(Size { columns, rows })
    }

    /// Has the terminal put a text on the clipboard (OSC 52).
    pub fn copy(&self, text: &str) -> io::Result<()> {
        execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Has the mouse reported, or leaves it to the terminal.
    pub fn set_mouse(&mut self, has_mouse: bool) -> io::Result<()> {
        if self.has_mouse == has_mouse {
            return Ok(());
        }
        self.has_mouse = has_mouse;
        if has_mouse {
            execute!(io::stdout(), EnableClicks)
        } else {
            execute!(io::stdout(), DisableMouseCapture)
        }
    }

    /// Asks the terminal whether its background is light; the answer comes among the events.
    pub fn ask_background(&self) -> io::Result<()> {
        let mut stdout = io::stdout();
        stdout.write_all(background::QUESTION.as_bytes())?;
        stdout.flush()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Leaves the terminal as it was found. Does nothing where it is not taken over, so it can be called from anywhere.
pub fn give_back() {
    if !IS_TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut stdout = io::stdout();
    // What fails, fails because the terminal is gone; then nothing is left to be restored.
    let _ = execute!(stdout, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
}

/// Gives the terminal back before a panic's message is printed. A panic that is caught while Markdown is parsed is
/// not told at all.
pub fn give_back_on_panic() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !markdown::is_guarded() {
            give_back();
            print(panic);
        }
    }));
}

fn new_terminal() -> io::Result<Terminal<CrosstermBackend<BufWriter<Stdout>>>> {
    const BUFFER: usize = 64 * 1024;
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(BUFFER, io::stdout())))
}

/// Has clicks, the wheel and dragging reported, and not each movement of the mouse.
struct EnableClicks;

impl Command for EnableClicks {
    fn write_ansi(&self, f: &mut impl std::fmt::Write) -> std::fmt::Result {
        f.write_str("\x1b[?1002h\x1b[?1006h")
    }

    #[cfg(windows)]
    fn execute_winapi(&self) -> io::Result<()> {
        crossterm::event::EnableMouseCapture.execute_winapi()
    }

    #[cfg(windows)]
    fn is_ansi_code_supported(&self) -> bool {
        false
    }
}

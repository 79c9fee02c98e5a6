//! Choosing a roadmap before one is open: events in, the file or the end out. Opens and writes nothing.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};

use crossterm::event::{Event as Typed, KeyEvent, MouseEventKind};

use super::input::Input;
use super::keys::field_edit;
use super::screen::Screen;
use super::signals::Signal;
use super::{Ending, Event};
use crate::app::picker::{Entry, Picker};
use crate::command::Command;
use crate::config::Config;
use crate::keymap::{Key, Lookup, View};
use crate::theme::{ColorDepth, Colors};
use crate::ui::{self, Look};

/// How many entries a page has.
const PAGE: isize = 10;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    Open(PathBuf),
    End(Ending),
}

/// The list, and how it looks.
struct Choosing<'a> {
    picker: Picker<PathBuf>,
    config: &'a Config,
    no_color: bool,
    colors: Colors,
    is_light: Option<bool>,
    pressed: Vec<Key>,
}

/// Has the user choose one of the files, on a screen that is taken for that alone.
pub(super) fn run(
    paths: Vec<PathBuf>,
    config: &Config,
    (no_color, depth): (bool, ColorDepth),
    is_asked: bool,
    (events, inbox): (&Sender<Event>, &Receiver<Event>),
) -> io::Result<Choice> {
    let mut choosing = Choosing::new(paths, config, no_color, depth);
    let mut screen = Screen::take(config.mouse)?;
    choosing.draw(&mut screen)?;
    if is_asked {
        screen.ask_background()?;
    }
    let input = Input::start(events.clone(), is_asked)?;
    let choice = loop {
        let Ok(event) = inbox.recv() else { break Choice::End(Ending::TerminalGone) };
        if matches!(event, Event::Signal(Signal::Continue)) {
            screen.take_again()?;
        }
        if let Some(choice) = choosing.handle(event) {
            break choice;
        }
        choosing.draw(&mut screen)?;
    };
    input.stop();
    Ok(choice)
}

impl<'a> Choosing<'a> {
    fn new(paths: Vec<PathBuf>, config: &'a Config, no_color: bool, depth: ColorDepth) -> Self {
        let entry = |path: PathBuf| Entry { words: path.display().to_string(), value: path };
        let picker = Picker::new(paths.into_iter().map(entry).collect());
        Self {
            picker,
            config,
            no_color,
            colors: config.colors.within(depth),
            is_light: None,
            pressed: Vec::new(),
        }
    }

    fn draw(&self, screen: &mut Screen) -> io::Result<()> {
        let look = Look {
            theme: self.config.theme.resolve(self.no_color, self.is_light),
            colors: &self.colors,
            glyphs: self.config.glyphs,
            keymap: &self.config.keymap,
            pending: &[],
        };
        screen.draw(|frame| ui::draw_choosing(&self.picker, &look, frame))
    }

    fn handle(&mut self, event: Event) -> Option<Choice> {
        match event {
            Event::Input(Typed::Key(key)) => return self.press(key),
            Event::Input(Typed::Paste(text)) => {
                self.picker.query.paste(&text);
                self.picker.narrow();
            }
            Event::Input(Typed::Mouse(mouse)) => match mouse.kind {
                MouseEventKind::ScrollDown => self.picker.select_by(1),
                MouseEventKind::ScrollUp => self.picker.select_by(-1),
                _ => {}
            },
            Event::Background { is_light } => self.is_light = Some(is_light),
            Event::Signal(Signal::End(number) | Signal::Interrupt(number)) => {
                return Some(Choice::End(Ending::Signal(number)));
            }
            Event::TerminalGone => return Some(Choice::End(Ending::TerminalGone)),
            _ => {}
        }
        None
    }

    fn press(&mut self, event: KeyEvent) -> Option<Choice> {
        let key = Key::from_event(&event)?;
        let keymap = &self.config.keymap;
        // As long as nothing is typed, the key that quits elsewhere does so here.
        let is_quit = keymap.lookup(View::List, &[key]) == Lookup::Matched(Command::Quit);
        if is_quit && self.picker.query.text().is_empty() {
            return Some(Choice::End(Ending::Quit));
        }
        match keymap.press(View::Prompt, &mut self.pressed, key) {
            Lookup::Matched(command) => match command {
                Command::Choose => return self.picker.selected().cloned().map(Choice::Open),
                Command::Cancel | Command::QuitAtOnce => return Some(Choice::End(Ending::Quit)),
                Command::LineDown => self.picker.select_by(1),
                Command::LineUp => self.picker.select_by(-1),
                Command::PageDown => self.picker.select_by(PAGE),
                Command::PageUp => self.picker.select_by(-PAGE),
                _ => {}
            },
            Lookup::Unbound => {
                self.picker.query.edit(field_edit(event)?);
                self.picker.narrow();
            }
            Lookup::Pending => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    /// What comes of keys, one after the other.
    fn chosen(codes: &[KeyCode]) -> Option<Choice> {
        let config = Config::default();
        let paths = ["notes.md", "other.md", "queue.md"].map(PathBuf::from).to_vec();
        let mut choosing = Choosing::new(paths, &config, false, ColorDepth::Sixteen);
        let keys = codes.iter().map(|&code| Typed::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        keys.map(Event::Input).find_map(|event| choosing.handle(event))
    }

    #[test]
    fn a_file_is_chosen_by_moving_or_by_typing_some_of_its_name() {
        let open = |name: &str| Some(Choice::Open(name.into()));
        assert_eq!(chosen(&[KeyCode::Enter]), open("notes.md"));
        assert_eq!(chosen(&[KeyCode::Down, KeyCode::Enter]), open("other.md"));
        let typed = [KeyCode::Char('u'), KeyCode::Char('q'), KeyCode::Backspace, KeyCode::Enter];
        assert_eq!(chosen(&typed), open("queue.md"));
        assert_eq!(chosen(&[KeyCode::Char('x'), KeyCode::Enter]), None);
    }

    #[test]
    fn esc_and_the_key_that_quits_open_nothing() {
        let quit = Some(Choice::End(Ending::Quit));
        assert_eq!(chosen(&[KeyCode::Esc]), quit);
        assert_eq!(chosen(&[KeyCode::Char('q')]), quit);
        assert_eq!(chosen(&[KeyCode::Char('u'), KeyCode::Char('q')]), None);
    }
}

//! Choosing a roadmap before one is open: events in, the file or the end out. Opens none, and writes nothing but the copy
//! of a template that is begun with.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};

use crossterm::event::{Event as Typed, KeyEvent, MouseButton, MouseEventKind};

use super::input::Input;
use super::keys::field_edit;
use super::roadmaps::{self, Reader};
use super::screen::Screen;
use super::signals::Signal;
use super::{Ending, Event};
use crate::app::layout::Size;
use crate::app::roadmaps::{Choice, Group, Moment, Roadmaps, Source};
use crate::command::Command;
use crate::config::{self, Config, Places, Session};
use crate::keymap::{Key, Lookup, View};
use crate::store::Store;
use crate::theme::{ColorDepth, Colors};
use crate::ui::{self, Look};

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Chosen {
    /// A roadmap, with a word on it where it is a copy that was made just now.
    Open(PathBuf, Option<String>),
    End(Ending),
}

/// What the list is made of and looks like.
pub(super) struct Surroundings<'a> {
    pub config: &'a Config,
    pub places: &'a Places,
    pub session: &'a Session,
    pub no_color: bool,
    pub depth: ColorDepth,
}

/// The list, and how it looks.
struct Choosing<'a> {
    roadmaps: Roadmaps,
    surroundings: &'a Surroundings<'a>,
    colors: Colors,
    is_light: Option<bool>,
    pressed: Vec<Key>,
    /// Why what was asked for is not done.
    refusal: Option<String>,
}

/// Has the user choose, on a screen that is taken for that alone. `meant` are those of the roadmaps that were looked for.
pub(super) fn run(
    meant: &[PathBuf],
    surroundings: &Surroundings<'_>,
    reader: &Reader,
    is_asked: bool,
    (events, inbox): (&Sender<Event>, &Receiver<Event>),
) -> io::Result<Chosen> {
    let mut screen = Screen::take(surroundings.config.mouse)?;
    let mut choosing = Choosing::new(meant, surroundings, screen.size()?);
    choosing.draw(&mut screen)?;
    if is_asked {
        screen.ask_background()?;
    }
    let input = Input::start(events.clone(), is_asked)?;
    let chosen = 'chosen: loop {
        let wanted = choosing.roadmaps.wanted();
        if !wanted.is_empty() {
            reader.read(wanted);
        }
        let Ok(event) = inbox.recv() else { break Chosen::End(Ending::TerminalGone) };
        let mut next = Some(event);
        // What else has come by now is drawn together with it. What comes after a choice is for the panes.
        while let Some(event) = next {
            if matches!(event, Event::Signal(Signal::Continue)) {
                screen.take_again()?;
            }
            if let Some(chosen) = choosing.handle(event) {
                break 'chosen chosen;
            }
            next = inbox.try_recv().ok();
        }
        let size = screen.size()?;
        if size != choosing.roadmaps.size {
            choosing.roadmaps.resize(size);
        }
        choosing.draw(&mut screen)?;
    };
    input.stop();
    Ok(chosen)
}

impl<'a> Choosing<'a> {
    fn new(meant: &[PathBuf], surroundings: &'a Surroundings<'a>, size: Size) -> Self {
        let Surroundings { config, places, session, depth, .. } = surroundings;
        let here = std::env::current_dir().unwrap_or_default();
        let found = config::find_roadmaps(places, config, session, &here, None);
        let is_first = meant.is_empty() && found.lately.is_empty();
        let mut offers = roadmaps::offers(places, &here, found);
        if is_first {
            offers.sort_by_key(|offer| !offer.is_template());
        }
        let mut roadmaps = Roadmaps::new(offers, Moment::Start { is_first }, size);
        // Where none was open, the first of those that are roadmaps for sure.
        let is_known = roadmaps.selected().is_some_and(|offer| offer.group == Group::Lately);
        if let Some(meant) = meant.first().filter(|_| !is_known) {
            let meant = std::path::absolute(meant).map(Source::File).ok();
            roadmaps.select(|offer| Some(&offer.source) == meant.as_ref());
        }
        Self {
            roadmaps,
            surroundings,
            colors: config.colors.within(*depth),
            is_light: None,
            pressed: Vec::new(),
            refusal: None,
        }
    }

    fn draw(&self, screen: &mut Screen) -> io::Result<()> {
        let Surroundings { config, no_color, .. } = self.surroundings;
        let look = Look {
            theme: config.theme.resolve(*no_color, self.is_light),
            colors: &self.colors,
            glyphs: config.glyphs,
            keymap: &config.keymap,
            pending: &[],
        };
        screen.draw(|frame| ui::draw_choosing(&self.roadmaps, self.refusal.as_deref(), &look, frame))
    }

    fn handle(&mut self, event: Event) -> Option<Chosen> {
        match event {
            Event::Input(typed) => {
                self.refusal = None;
                return self.handle_input(typed);
            }
            Event::RoadmapRead(source, reading) => self.roadmaps.read(&source, reading),
            Event::Background { is_light } => self.is_light = Some(is_light),
            Event::Signal(Signal::End(number) | Signal::Interrupt(number)) => {
                return Some(Chosen::End(Ending::Signal(number)));
            }
            Event::TerminalGone => return Some(Chosen::End(Ending::TerminalGone)),
            _ => {}
        }
        None
    }

    fn handle_input(&mut self, typed: Typed) -> Option<Chosen> {
        match typed {
            Typed::Key(key) => return self.press(key),
            Typed::Paste(text) => self.roadmaps.paste(&text),
            Typed::Mouse(mouse) => match mouse.kind {
                MouseEventKind::ScrollDown => self.roadmaps.move_by(1),
                MouseEventKind::ScrollUp => self.roadmaps.move_by(-1),
                MouseEventKind::Down(MouseButton::Left) if self.roadmaps.click(mouse.column, mouse.row) => {
                    return self.choose();
                }
                _ => {}
            },
            _ => {}
        }
        None
    }

    fn press(&mut self, event: KeyEvent) -> Option<Chosen> {
        let key = Key::from_event(&event)?;
        let keymap = &self.surroundings.config.keymap;
        // As long as nothing is typed, the key that quits elsewhere does so here.
        let is_quit = keymap.lookup(View::List, &[key]) == Lookup::Matched(Command::Quit);
        if is_quit && !self.roadmaps.is_searching() {
            return Some(Chosen::End(Ending::Quit));
        }
        let page = self.roadmaps.page();
        match keymap.press(View::Prompt, &mut self.pressed, key) {
            Lookup::Matched(command) => match command {
                Command::Choose => return self.choose(),
                Command::Cancel | Command::QuitAtOnce => return Some(Chosen::End(Ending::Quit)),
                Command::LineDown => self.roadmaps.move_by(1),
                Command::LineUp => self.roadmaps.move_by(-1),
                Command::PageDown => self.roadmaps.move_by(page),
                Command::PageUp => self.roadmaps.move_by(-page),
                _ => {}
            },
            Lookup::Unbound => self.roadmaps.edit(field_edit(event)?),
            Lookup::Pending => {}
        }
        None
    }

    fn choose(&mut self) -> Option<Chosen> {
        let source = match self.roadmaps.choose() {
            Choice::Take(source) => source,
            Choice::Refused(reason) => {
                self.refusal = Some(reason);
                return None;
            }
            Choice::Nothing => return None,
        };
        let places = self.surroundings.places;
        let readable = |(path, told): (PathBuf, Option<String>)| {
            // What cannot be opened is told where another one can be chosen.
            Store::new(&places.state).load(&path).map(|_| (path, told))
        };
        match roadmaps::path_of(source, places).and_then(readable) {
            Ok((path, told)) => Some(Chosen::Open(path, told)),
            Err(error) => {
                self.refusal = Some(error.to_string());
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crossterm::event::{KeyCode, KeyModifiers};

    const SIZE: Size = Size { columns: 80, rows: 24 };

    /// What comes of keys, one after the other, where the config names a folder with four files.
    fn chosen(codes: &[KeyCode]) -> (Option<Chosen>, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::under(&folder.path().join("own"));
        let notes = folder.path().canonicalize().unwrap();
        for name in ["notes.md", "other.md", "queue.md"] {
            std::fs::write(notes.join(name), "- [ ] a\n").unwrap();
        }
        // Larger than anything that is read.
        std::fs::File::create(notes.join("zoo.md")).unwrap().set_len(3 << 30).unwrap();
        let config = Config { folders: vec![notes.clone()], ..Config::default() };
        let session = Session::default();
        let surroundings = Surroundings {
            config: &config,
            places: &places,
            session: &session,
            no_color: false,
            depth: ColorDepth::Sixteen,
        };
        let mut choosing = Choosing::new(&[notes.join("notes.md")], &surroundings, SIZE);
        let keys = codes.iter().map(|&code| Typed::Key(KeyEvent::new(code, KeyModifiers::NONE)));
        let chosen = keys.map(Event::Input).find_map(|event| choosing.handle(event));
        drop(choosing);
        (chosen, folder)
    }

    #[track_caller]
    fn opens(codes: &[KeyCode], name: &str) {
        match chosen(codes) {
            (Some(Chosen::Open(path, None)), _) => assert_eq!(path.file_name().unwrap(), name),
            (other, _) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_is_chosen_by_moving_or_by_typing_some_of_its_name() {
        opens(&[KeyCode::Enter], "notes.md");
        opens(&[KeyCode::Down, KeyCode::Enter], "other.md");
        opens(
            &[KeyCode::Char('u'), KeyCode::Char('q'), KeyCode::Backspace, KeyCode::Char('e'), KeyCode::Enter],
            "queue.md",
        );
        let unknown = [KeyCode::Char('0'), KeyCode::Char('#'), KeyCode::Enter];
        assert_eq!(chosen(&unknown).0, None);
        let unreadable = [KeyCode::Char('z'), KeyCode::Char('o'), KeyCode::Char('o'), KeyCode::Enter];
        assert_eq!(chosen(&unreadable).0, None, "one can choose again");
    }

    #[test]
    fn of_a_template_a_copy_is_made_and_told() {
        let keys: Vec<KeyCode> = "rust-dev".chars().map(KeyCode::Char).chain([KeyCode::Enter]).collect();
        let (chosen, folder) = chosen(&keys);
        let copy = folder.path().join("own/library/rust-developer.md");
        let told = format!("your own copy: {}", copy.display());
        assert_eq!(chosen, Some(Chosen::Open(copy.clone(), Some(told))));
        assert!(copy.is_file());
    }

    #[test]
    fn esc_and_the_key_that_quits_open_nothing_and_write_nothing() {
        let quit = Some(Chosen::End(Ending::Quit));
        for codes in [&[KeyCode::Esc][..], &[KeyCode::Char('q')]] {
            let (chosen, folder) = chosen(codes);
            assert_eq!(chosen, quit);
            assert!(!folder.path().join("own").exists());
        }
        assert_eq!(chosen(&[KeyCode::Char('u'), KeyCode::Char('q')]).0, None);
    }
}

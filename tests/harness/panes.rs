//! The panes on a disk in memory: keys in, as the terminal would send them; effects carried out as the program does.

#![allow(dead_code, reason = "each test uses its part")]

use std::collections::VecDeque;
use std::path::Path;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use milepost::app::layout::Size;
use milepost::app::{App, Effect, Message};
use milepost::config::{Places, undo};
use milepost::document::{Change, Document};
use milepost::edit::Circumstances;
use milepost::error::Error;
use milepost::fingerprint::Fingerprint;
use milepost::keymap::{Key, Keymap};
use milepost::settings::Defaults;
use milepost::term::keys::{self, Pressed};
use milepost::term::links;
use milepost::term::program::find_ladders;
use milepost::theme::{Colors, GlyphSet, Theme};
use milepost::timeline;
use milepost::ui::{self, Look};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

pub(crate) const SIZE: Size = Size { columns: 80, rows: 24 };

pub(crate) struct Panes {
    pub app: App,
    /// The file's bytes.
    pub disk: Vec<u8>,
    /// Why no write succeeds at the moment.
    pub failure: Option<Error>,
    /// What was asked of the outside, apart from writing.
    pub asked: Vec<Effect>,
    /// What was recorded of the roadmap.
    pub record: Vec<timeline::Change>,
    /// What git knows of it; none while it is being read.
    pub past: Option<Result<Vec<timeline::Change>, Error>>,
    pub keymap: Keymap,
    pressed: Pressed,
    /// Where milepost's own files are.
    home: tempfile::TempDir,
}

/// The real path of the file, which is only in memory.
const REAL: &str = "/roadmap.md";

impl Panes {
    pub(crate) fn open(disk: Vec<u8>, defaults: Defaults) -> Self {
        let document = Document::new(disk.clone(), defaults);
        let app = App::new("roadmap.md".into(), document, SIZE, jiff::civil::date(2026, 11, 22));
        let (keymap, pressed) = (Keymap::default(), Pressed::default());
        let home = tempfile::tempdir().unwrap();
        let past = Some(Err(Error::new("read", "the file is in no repository")));
        let (record, asked) = (Vec::new(), Vec::new());
        Self { app, disk, failure: None, asked, record, past, keymap, pressed, home }
    }

    fn places(&self) -> Places {
        Places::under(self.home.path())
    }

    /// Ends, without a word where it is killed, and opens the file again.
    pub(crate) fn reopen(&mut self, is_killed: bool) {
        let document = &self.app.document;
        if !is_killed {
            undo::keep(&self.places(), Path::new(REAL), &document.roadmap.to_bytes(), &document.history);
        }
        let history = undo::load(&self.places(), Path::new(REAL), &self.disk);
        let defaults = document.roadmap.defaults();
        let document = Document { history, ..Document::new(self.disk.clone(), defaults) };
        self.app = App::new("roadmap.md".into(), document, self.app.size, self.app.today);
    }

    pub(crate) fn handle(&mut self, event: Event) {
        match keys::message_of(event, &self.app, &self.keymap, &mut self.pressed) {
            Some(Message::Clicked { column, row }) => {
                let message = ui::meaning_of_click(&self.app, &self.look(), column, row);
                self.tell(message);
            }
            Some(message) => self.tell(message),
            None => {}
        }
    }

    fn look(&self) -> Look<'_> {
        Look {
            theme: Theme::Mono,
            colors: Colors::NONE,
            glyphs: GlyphSet::Unicode,
            keymap: &self.keymap,
            pending: self.pressed.keys(),
        }
    }

    pub(crate) fn press(&mut self, key: Key) {
        self.handle(Event::Key(key.to_event()));
    }

    /// Types a text, character by character.
    pub(crate) fn type_text(&mut self, text: &str) {
        for char in text.chars() {
            self.handle(Event::Key(KeyEvent::new(KeyCode::Char(char), KeyModifiers::NONE)));
        }
    }

    /// Another program wrote the file, and the watcher tells.
    pub(crate) fn write_outside(&mut self, bytes: Vec<u8>) {
        self.disk = bytes;
        self.tell(Message::FileRead(self.disk.clone()));
    }

    pub(crate) fn tell(&mut self, message: Message) {
        let mut messages = VecDeque::from([message]);
        while let Some(message) = messages.pop_front() {
            for effect in self.app.update(message) {
                match effect {
                    Effect::Write(change) => messages.push_back(self.write(change)),
                    Effect::TryNext => messages.push_back(Message::TryNext),
                    Effect::ReadRecord => messages.push_back(Message::RecordRead(self.record.clone())),
                    Effect::ReadPast if self.past.is_some() => {
                        messages.extend(self.past.clone().map(Message::PastRead));
                    }
                    Effect::FindTarget(address) => {
                        let refused = links::find_target(self.home.path(), &address).err();
                        let refused = refused.map(|error| error.reason);
                        messages.push_back(Message::TargetFound { address, refused });
                    }
                    Effect::FindLadders { named } => {
                        let (places, folder) = (Places::under(Path::new("/none")), Path::new("/none"));
                        let found = find_ladders(&places, folder, named.as_deref());
                        messages.push_back(Message::LaddersFound(found));
                    }
                    other => self.asked.push(other),
                }
            }
        }
    }

    fn write(&mut self, change: Change) -> Message {
        let circumstances = Circumstances { today: self.app.today };
        let document = &self.app.document;
        let prepared = match &self.failure {
            Some(error) => Err(error.clone()),
            None if document.roadmap.is_made_of(&self.disk) => document.prepare(&change, circumstances),
            None => document.prepare_on(&self.disk, &change, circumstances),
        };
        let written = prepared.and_then(|prepared| Ok((prepared.bytes(&self.disk)?, prepared)));
        match written {
            Ok((bytes, prepared)) => {
                let (before, after) = (Fingerprint::of(&self.disk), Fingerprint::of(&bytes));
                if before != after {
                    let made = undo::Made { step: &prepared.step, kind: prepared.kind, before, after };
                    let history = || document.history_after(&prepared);
                    undo::append(&self.places(), Path::new(REAL), made, history)
                        .expect("the folder is the test's");
                }
                self.disk = bytes;
                Message::Written(prepared)
            }
            Err(error) => Message::NotWritten(change, error),
        }
    }

    pub(crate) fn has_quit(&self) -> bool {
        self.asked.contains(&Effect::Quit)
    }

    /// What is drawn, without blanks at the lines' ends.
    pub(crate) fn screen(&self) -> String {
        let Size { columns, rows } = self.app.size;
        let look = self.look();
        let mut terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        terminal.draw(|frame| ui::draw(&self.app, &look, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let lines = (0..rows).map(|row| {
            let line: String = (0..columns).map(|column| buffer[(column, row)].symbol()).collect();
            format!("{}\n", line.trim_end())
        });
        lines.collect()
    }
}

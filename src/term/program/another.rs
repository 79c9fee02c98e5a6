//! Another roadmap in the place of the open one: which there are, what they hold, and opening one of them.

use super::{Pressed, Program, Reader, Surroundings, Task, open};
use crate::app::roadmaps::{Reading, Source};
use crate::app::{Message, Status};
use crate::config;
use crate::term::roadmaps;

impl Program {
    pub(super) fn find_roadmaps(&self) -> Message {
        let Surroundings { config, places, here, .. } = &self.surroundings;
        let found = config::find_roadmaps(places, config, &self.session, here, Some(&self.app.path));
        Message::RoadmapsFound(roadmaps::offers(places, here, found))
    }

    /// Has these read on another thread, the first ones first.
    pub(super) fn read_roadmaps(&mut self, wanted: Vec<Source>) {
        let Surroundings { config, store, events, .. } = &self.surroundings;
        let start = || Reader::start(store.clone(), config.defaults(), self.app.today, events.clone());
        self.reader.get_or_insert_with(start).read(wanted);
    }

    /// Takes in what a roadmap holds. Once nobody looks at the list any more, nothing is read for it.
    pub(super) fn roadmap_read(&mut self, source: Source, reading: Reading) -> Vec<Task> {
        if !self.app.lists_roadmaps() {
            self.reader = None;
        }
        self.update(Message::RoadmapRead(source, reading))
    }

    pub(super) fn open_another(&mut self, source: Source) -> Vec<Message> {
        let settled = self.settled();
        let refuse = |error: crate::error::Error| {
            settled.into_iter().chain([Message::Told(Status::error(error.to_string()))]).collect()
        };
        let (path, told) = match roadmaps::path_of(source, &self.surroundings.places) {
            Ok(found) => found,
            Err(error) => return refuse(error),
        };
        match open(&path, self.app.size, &self.surroundings, &self.session) {
            Ok((app, open)) => {
                self.remember();
                (self.app, self.open) = (app, open);
                (self.pressed, self.reader) = (Pressed::default(), None);
                let told = told.map(|told| Message::Told(Status::done(told)));
                std::iter::once(Message::Opened).chain(told).collect()
            }
            Err(error) => refuse(error),
        }
    }
}

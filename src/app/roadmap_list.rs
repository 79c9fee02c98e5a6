//! The list of roadmaps over the open one.

use super::prompt::Overlay;
use super::roadmaps::{Choice, Moment, Offer, Reading, Roadmaps, Source};
use super::{App, Effect, Message, Status};
use crate::command::Command;

impl App {
    pub(super) fn choose_roadmap(&mut self, offers: Vec<Offer>) -> Vec<Effect> {
        self.overlay = Some(Overlay::Roadmaps(Box::new(Roadmaps::new(offers, Moment::Open, self.size))));
        self.ask_for_roadmaps()
    }

    /// Whether the list of roadmaps is shown.
    pub fn lists_roadmaps(&self) -> bool {
        matches!(self.overlay, Some(Overlay::Roadmaps(_)))
    }

    /// Asks for what the roadmaps in sight hold, as far as it is not known.
    pub(super) fn ask_for_roadmaps(&mut self) -> Vec<Effect> {
        let Some(Overlay::Roadmaps(roadmaps)) = &mut self.overlay else { return Vec::new() };
        let wanted = roadmaps.wanted();
        if wanted.is_empty() { Vec::new() } else { vec![Effect::ReadRoadmaps(wanted)] }
    }

    pub(super) fn roadmap_read(&mut self, source: &Source, reading: Reading) {
        if let Some(Overlay::Roadmaps(roadmaps)) = &mut self.overlay {
            roadmaps.read(source, reading);
        }
    }

    pub(super) fn resize_roadmaps(&mut self) {
        if let Some(Overlay::Roadmaps(roadmaps)) = &mut self.overlay {
            roadmaps.resize(self.size);
        }
    }

    pub(super) fn click_roadmaps(&mut self, column: u16, row: u16) -> Vec<Effect> {
        let Some(Overlay::Roadmaps(roadmaps)) = &mut self.overlay else { return Vec::new() };
        if roadmaps.click(column, row) {
            return self.update(Message::Command(Command::Choose));
        }
        self.ask_for_roadmaps()
    }

    /// Opens what is selected; the list stays where that cannot be.
    pub(super) fn take_roadmap(&mut self, mut roadmaps: Box<Roadmaps>) -> Vec<Effect> {
        match roadmaps.choose() {
            Choice::Take(source) => return vec![Effect::OpenRoadmap(source)],
            Choice::Refused(reason) => self.status = Status::error(reason),
            Choice::Nothing => {}
        }
        self.overlay = Some(Overlay::Roadmaps(roadmaps));
        self.ask_for_roadmaps()
    }
}

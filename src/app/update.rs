//! One message in, effects out: the only place where the state changes.

use super::journal::JournalPane;
use super::matrix::MatrixPane;
use super::prompt::Overlay;
use super::resources::ResourcesPane;
use super::tab::Tab;
use super::{App, Effect, Message, Pane, Status};
use crate::command::Command;
use crate::document::Change;

impl App {
    /// Takes in what happened, and tells what is to be done outside.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Command(command) => {
                self.view.changed.clear();
                self.matrix.changed.clear();
                if let Some(former) = &mut self.former {
                    former.standing = None;
                }
                self.command(command)
            }
            Message::Typed(edit) => {
                if self.filter_takes(edit) {
                    return Vec::new();
                }
                if let Some(field) = self.overlay.as_mut().and_then(Overlay::field_mut) {
                    field.edit(edit);
                }
                self.typed();
                self.ask_for_roadmaps()
            }
            Message::Pasted(text) => {
                if let Some(field) = self.overlay.as_mut().and_then(Overlay::field_mut) {
                    field.paste(&text);
                }
                self.typed();
                self.ask_for_roadmaps()
            }
            Message::Clicked { column, row } => self.click(column, row),
            Message::ClickedEntry(index) => self.click_entry(index),
            Message::Dragged { column, row } => {
                self.drag(column, row);
                Vec::new()
            }
            Message::Released => {
                self.dragged = None;
                Vec::new()
            }
            Message::Scrolled { column, row, lines } => {
                self.scroll(column, row, lines);
                self.ask_for_roadmaps()
            }
            Message::Resized(size) => {
                self.size = size;
                self.settle_line();
                self.settle_grid();
                self.settle_resources();
                self.resize_roadmaps();
                self.ask_for_roadmaps()
            }
            Message::Written(prepared) => {
                self.file_found();
                self.written(prepared);
                let mut effects = self.go_on_trying(true);
                effects.extend(self.ask_for_history());
                effects
            }
            Message::NotWritten(change, error) => self.not_written(change, error),
            Message::TryNext => self.try_next(),
            Message::FileRead(bytes) => {
                self.file_found();
                self.file_read(bytes);
                self.ask_for_history()
            }
            Message::FileLost(error) => {
                self.file_lost(error);
                Vec::new()
            }
            Message::RoadmapsFound(offers) => self.choose_roadmap(offers),
            Message::RoadmapRead(source, reading) => {
                self.roadmap_read(&source, reading);
                Vec::new()
            }
            Message::TargetFound { address, refused } => {
                self.show_target(address, refused);
                Vec::new()
            }
            Message::LaddersFound(ladders) => {
                self.ladders_found(ladders);
                Vec::new()
            }
            Message::Told(status) => {
                self.status = status;
                Vec::new()
            }
            Message::Defaults(defaults) => {
                self.document.set_defaults(defaults);
                self.refresh();
                Vec::new()
            }
            Message::Today(today) => {
                self.today = today;
                self.refresh_filter();
                self.refresh_progress();
                Vec::new()
            }
            Message::Opened => self.ask_for_history(),
            Message::RecordRead(changes) => {
                self.record_read(changes);
                Vec::new()
            }
            Message::PastReading { n_read, n_versions } => {
                self.past_reading(n_read, n_versions);
                Vec::new()
            }
            Message::PastRead(past) => {
                self.past_read(past);
                Vec::new()
            }
        }
    }

    fn command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::Quit if self.overlay.is_none() && !self.unsaved.is_empty() => {
                self.overlay = Some(Overlay::Quit);
                return Vec::new();
            }
            Command::Quit if matches!(self.overlay, None | Some(Overlay::Quit)) => return vec![Effect::Quit],
            Command::QuitAtOnce => return vec![Effect::Quit],
            Command::Suspend => return vec![Effect::Suspend],
            Command::Redraw => return vec![Effect::Redraw],
            Command::Cancel if self.overlay.is_none() && self.is_reading_past() => return self.stop_past(),
            Command::Cancel | Command::Quit => {
                self.cancel();
                return Vec::new();
            }
            _ => {}
        }
        if self.overlay.is_some() {
            return self.overlay_command(command);
        }
        self.status = Status::default();
        self.pane_command(command)
    }

    /// What is the same on every tab; the rest is the tab's.
    fn pane_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::RoadmapTab => self.go_to_tab(Tab::Roadmap),
            Command::MatrixTab => return self.go_to_matrix_tab(),
            Command::ProgressTab => return self.go_to_progress_tab(),
            Command::JournalTab => self.go_to_tab(Tab::Journal),
            Command::AddEntry => self.add_entry(),
            Command::ResourcesTab => self.go_to_tab(Tab::Resources),
            Command::ToggleGap => return self.toggle_gap(),
            Command::ChooseRole => self.choose_role(),
            Command::ChooseLadder => return self.ladder_to_choose(),
            Command::RememberTarget => return self.remember_target(),
            Command::Assess => return self.assess(),
            Command::NextPane => self.next_pane(1),
            Command::PreviousPane => self.next_pane(-1),
            Command::Undo => return self.take_back(Change::Undo),
            Command::Redo => return self.take_back(Change::Redo),
            Command::Retry => return self.retry(),
            Command::Search => self.begin_search(),
            Command::NextMatch => self.next_match(true),
            Command::PreviousMatch => self.next_match(false),
            Command::CopyRoadmap => return self.copy_roadmap(),
            Command::Palette => self.open_palette(),
            Command::Help => self.open_help(),
            Command::OpenRoadmap if !self.unsaved.is_empty() => {
                self.status = Status::warning("first save the changes to this roadmap, or give them up");
            }
            Command::OpenRoadmap => return vec![Effect::FindRoadmaps],
            _ => {
                return match self.tab {
                    Tab::Roadmap => self.roadmap_command(command),
                    Tab::Matrix if self.gap.is_shown => self.gap_command(command),
                    Tab::Matrix => self.matrix_command(command),
                    Tab::Progress => self.progress_command(command),
                    Tab::Journal => self.journal_command(command),
                    Tab::Resources => self.resources_command(command),
                };
            }
        }
        Vec::new()
    }

    fn next_pane(&mut self, by: isize) {
        match self.tab {
            Tab::Roadmap => self.next_roadmap_pane(by),
            Tab::Matrix => self.next_matrix_pane(),
            Tab::Progress => self.next_progress_panel(by),
            Tab::Journal => self.next_journal_pane(),
            Tab::Resources => self.next_resources_pane(),
        }
    }

    /// Closes what is open, the innermost first; never quits.
    fn cancel(&mut self) {
        match self.overlay.take() {
            Some(Overlay::Search(_)) => self.give_up_search(),
            Some(Overlay::Filter(prompt)) => self.give_up_filter(&prompt),
            Some(Overlay::ResourceFilter(mut menu)) if menu.field.is_some() => {
                menu.field = None;
                self.overlay = Some(Overlay::ResourceFilter(menu));
            }
            Some(Overlay::Inline(_) | Overlay::Cell(_) | Overlay::Entry(_)) => self.leave_field(),
            Some(Overlay::Assessment(assessment)) => self.leave_assessment(assessment),
            Some(_) => {}
            None if self.search.is_some() => self.search = None,
            None if !self.unsaved.is_empty() => self.give_up_unsaved(),
            None if self.tab == Tab::Journal && !self.journal.filter.is_empty() => self.show_all_entries(),
            None if self.tab == Tab::Resources && self.filters_resources() => self.end_resource_filter(),
            None if self.tab == Tab::Roadmap && self.filter.is_some() => self.set_filter(None),
            None => {
                self.status = Status::default();
                match self.tab {
                    Tab::Roadmap => self.view.focus = Pane::Outline,
                    Tab::Matrix => self.matrix.focus = MatrixPane::Grid,
                    Tab::Progress => {}
                    Tab::Journal => self.journal.focus = JournalPane::List,
                    Tab::Resources => self.resources.focus = ResourcesPane::List,
                }
            }
        }
    }
}

//! One message in, effects out: the only place where the state changes.

use super::prompt::Overlay;
use super::{App, Effect, Message, Pane, Status};
use crate::command::Command;

impl App {
    /// Takes in what happened, and tells what is to be done outside.
    pub fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Command(command) => {
                self.view.changed.clear();
                self.command(command)
            }
            Message::Typed(edit) => {
                if let Some(field) = self.overlay.as_mut().and_then(Overlay::field_mut) {
                    field.edit(edit);
                }
                self.typed();
                Vec::new()
            }
            Message::Pasted(text) => {
                if let Some(field) = self.overlay.as_mut().and_then(Overlay::field_mut) {
                    field.paste(&text);
                }
                self.typed();
                Vec::new()
            }
            Message::Clicked { column, row } => self.click(column, row),
            Message::Scrolled { column, row, lines } => {
                self.scroll(column, row, lines);
                Vec::new()
            }
            Message::Resized(size) => {
                self.size = size;
                self.settle_line();
                Vec::new()
            }
            Message::Written(prepared) => {
                self.written(prepared);
                self.go_on_trying(true)
            }
            Message::NotWritten(change, error) => self.not_written(change, error),
            Message::TryNext => self.try_next(),
            Message::FileRead(bytes) => {
                self.file_read(bytes);
                Vec::new()
            }
            Message::FileLost(error) => {
                self.status = Status::error(error.to_string());
                Vec::new()
            }
            Message::RoadmapsFound(paths) => {
                self.choose_roadmap(paths);
                Vec::new()
            }
            Message::Told(status) => {
                self.status = status;
                Vec::new()
            }
            Message::Today(today) => {
                self.today = today;
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

    fn pane_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::LineDown => self.move_by(1),
            Command::LineUp => self.move_by(-1),
            Command::HalfPageDown => self.move_by(self.page() / 2),
            Command::HalfPageUp => self.move_by(-(self.page() / 2)),
            Command::PageDown => self.move_by(self.page()),
            Command::PageUp => self.move_by(-self.page()),
            Command::Top => self.move_to_end(false),
            Command::Bottom => self.move_to_end(true),
            Command::PreviousHeading => self.move_to_heading(false),
            Command::NextHeading => self.move_to_heading(true),
            Command::FoldOrParent => self.fold_or_parent(),
            Command::UnfoldOrChild => self.unfold_or_child(),
            Command::FoldAll => self.fold_all(),
            Command::UnfoldAll => self.unfold_all(),
            Command::NextPane => self.next_pane(1),
            Command::PreviousPane => self.next_pane(-1),
            Command::Choose => self.choose_row(),
            Command::ToggleDone
            | Command::NextState
            | Command::Skip
            | Command::Track
            | Command::TickParent
            | Command::Delete
            | Command::MoveUp
            | Command::MoveDown
            | Command::Undo
            | Command::Redo => return self.edit_command(command),
            Command::Retry => return self.retry(),
            Command::TrackSection => self.preview_tracking(),
            Command::Note | Command::EditText | Command::AddBelow | Command::AddChild => {
                self.open_field(command);
            }
            Command::EditInEditor => return self.run_editor(),
            Command::Search => self.begin_search(),
            Command::NextMatch => self.next_match(true),
            Command::PreviousMatch => self.next_match(false),
            Command::Filter => self.open_filter(),
            Command::OpenLink => return self.open_link(),
            Command::ChooseLink => self.choose_link(),
            Command::CopyText => return self.copy(false),
            Command::CopyMarkdown => return self.copy(true),
            Command::Palette => self.open_palette(),
            Command::Help => self.open_help(),
            Command::OpenRoadmap if !self.unsaved.is_empty() => {
                self.status = Status::warning("first save the changes to this roadmap, or give them up");
            }
            Command::OpenRoadmap => return vec![Effect::FindRoadmaps],
            Command::Redraw | Command::Suspend | Command::Cancel | Command::Quit | Command::QuitAtOnce => {}
        }
        Vec::new()
    }

    /// Closes what is open, the innermost first; never quits.
    fn cancel(&mut self) {
        match self.overlay.take() {
            Some(Overlay::Search(_)) => self.give_up_search(),
            Some(Overlay::Filter(mut menu)) if menu.field.is_some() => {
                menu.field = None;
                self.overlay = Some(Overlay::Filter(menu));
            }
            Some(Overlay::Inline(_)) => self.leave_field(),
            Some(_) => {}
            None if self.search.is_some() => self.search = None,
            None if !self.unsaved.is_empty() => self.give_up_unsaved(),
            None if self.filter.is_some() => self.set_filter(None),
            None => {
                self.status = Status::default();
                self.view.focus = Pane::Outline;
            }
        }
    }
}

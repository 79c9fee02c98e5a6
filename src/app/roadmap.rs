//! What the keys do on the Roadmap tab.

use super::outline::Row;
use super::{App, Effect, Pane};
use crate::command::Command;

impl App {
    pub(super) fn roadmap_command(&mut self, command: Command) -> Vec<Effect> {
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
            Command::Choose => match self.view.cursor.filter(|_| self.view.focus == Pane::Outline) {
                Some(Row::Table(section, table)) if self.matrix.tables.contains(&(section, table)) => {
                    self.go_to_matrix((section, table));
                }
                _ => self.choose_row(),
            },
            Command::ToggleDone
            | Command::NextState
            | Command::Skip
            | Command::Track
            | Command::TickParent
            | Command::LevelUp
            | Command::LevelDown
            | Command::Delete
            | Command::MoveUp
            | Command::MoveDown => return self.edit_command(command),
            Command::TrackSection => self.preview_tracking(),
            Command::Note | Command::EditText | Command::AddBelow | Command::AddChild => {
                self.open_field(command);
            }
            Command::EditInEditor => return self.run_editor(),
            Command::Filter => self.open_filter(),
            Command::OpenLink => return self.open_link(),
            Command::ChooseLink => self.choose_link(),
            Command::CopyText => return self.copy(false),
            Command::CopyMarkdown => return self.copy(true),
            _ => {}
        }
        Vec::new()
    }
}

//! The tabs: which there are, and which of them is shown.

use super::App;
use crate::command::Command;

/// One of the things that the whole screen can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tab {
    #[default]
    Roadmap,
    Matrix,
    Progress,
}

impl Tab {
    /// Every tab, in the order in which they stand.
    pub const ALL: [Self; 3] = [Self::Roadmap, Self::Matrix, Self::Progress];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Roadmap => "Roadmap",
            Self::Matrix => "Matrix",
            Self::Progress => "Progress",
        }
    }

    /// Whether a command means something there.
    pub const fn has(self, command: Command) -> bool {
        match command {
            Command::PreviousHeading
            | Command::NextHeading
            | Command::FoldOrParent
            | Command::UnfoldOrChild
            | Command::FoldAll
            | Command::UnfoldAll
            | Command::ToggleDone
            | Command::NextState
            | Command::Skip
            | Command::TickParent
            | Command::Track
            | Command::TrackSection
            | Command::AddChild
            | Command::MoveUp
            | Command::MoveDown
            | Command::Filter
            | Command::OpenLink
            | Command::ChooseLink => matches!(self, Self::Roadmap),
            Command::CellLeft
            | Command::CellRight
            | Command::FirstColumn
            | Command::LastColumn
            | Command::PreviousMatrix
            | Command::NextMatrix
            | Command::NextCellState
            | Command::PreviousCellState
            | Command::LevelNovice
            | Command::LevelAdvancedBeginner
            | Command::LevelCompetent
            | Command::LevelProficient
            | Command::LevelExpert
            | Command::AlignTable => matches!(self, Self::Matrix),
            Command::EditInEditor
            | Command::LevelUp
            | Command::LevelDown
            | Command::Note
            | Command::EditText
            | Command::AddBelow
            | Command::Delete
            | Command::CopyText
            | Command::CopyMarkdown
            | Command::NextMatch
            | Command::PreviousMatch => !matches!(self, Self::Progress),
            Command::ReadPast => matches!(self, Self::Progress),
            // Answers to questions, where there is one.
            Command::NextQuestion | Command::PreviousQuestion => false,
            _ => true,
        }
    }

    /// What goes to it.
    pub const fn command(self) -> Command {
        match self {
            Self::Roadmap => Command::RoadmapTab,
            Self::Matrix => Command::MatrixTab,
            Self::Progress => Command::ProgressTab,
        }
    }
}

impl App {
    pub(super) fn go_to_tab(&mut self, tab: Tab) {
        self.tab = tab;
        self.refresh_standing();
        self.refresh_progress();
        self.settle();
    }

    /// Keeps the cursor of the shown tab in sight.
    pub(super) fn settle(&mut self) {
        match self.tab {
            Tab::Roadmap => self.settle_line(),
            Tab::Matrix => self.settle_grid(),
            Tab::Progress => {}
        }
    }
}

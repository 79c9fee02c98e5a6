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
    Journal,
    Resources,
}

impl Tab {
    /// Every tab, in the order in which they stand.
    pub const ALL: [Self; 5] = [Self::Roadmap, Self::Matrix, Self::Progress, Self::Journal, Self::Resources];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Roadmap => "Roadmap",
            Self::Matrix => "Matrix",
            Self::Progress => "Progress",
            Self::Journal => "Journal",
            Self::Resources => "Resources",
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
            | Command::TickParent
            | Command::Track
            | Command::TrackSection
            | Command::AddChild
            | Command::MoveUp
            | Command::MoveDown => matches!(self, Self::Roadmap),
            Command::ToggleDone
            | Command::NextState
            | Command::Skip
            | Command::OpenLink
            | Command::ChooseLink => matches!(self, Self::Roadmap | Self::Resources),
            Command::LevelUp | Command::LevelDown => matches!(self, Self::Roadmap | Self::Matrix),
            Command::AddBelow | Command::Delete => !matches!(self, Self::Progress | Self::Resources),
            Command::Note => !matches!(self, Self::Progress | Self::Journal),
            Command::Filter => !matches!(self, Self::Matrix | Self::Progress),
            Command::MoreRead | Command::LessRead | Command::SetRead | Command::ShowInOutline => {
                matches!(self, Self::Resources)
            }
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
            | Command::EditText
            | Command::CopyText
            | Command::CopyMarkdown
            | Command::NextMatch
            | Command::PreviousMatch => !matches!(self, Self::Progress),
            Command::ReadPast => matches!(self, Self::Progress),
            // Answers to questions, where there is one.
            Command::NextQuestion
            | Command::PreviousQuestion
            | Command::KindProject
            | Command::KindMistake
            | Command::KindLesson
            | Command::KindAssessment
            | Command::KindNote
            | Command::Complete => false,
            _ => true,
        }
    }

    /// What goes to it.
    pub const fn command(self) -> Command {
        match self {
            Self::Roadmap => Command::RoadmapTab,
            Self::Matrix => Command::MatrixTab,
            Self::Progress => Command::ProgressTab,
            Self::Journal => Command::JournalTab,
            Self::Resources => Command::ResourcesTab,
        }
    }
}

impl App {
    pub(super) fn go_to_tab(&mut self, tab: Tab) {
        self.tab = tab;
        self.refresh_standing();
        self.refresh_progress();
        self.refresh_journal();
        self.refresh_resources();
        self.settle();
    }

    /// Keeps the cursor of the shown tab in sight.
    pub(super) fn settle(&mut self) {
        match self.tab {
            Tab::Roadmap => self.settle_line(),
            Tab::Matrix => self.settle_grid(),
            Tab::Progress | Tab::Journal => {}
            Tab::Resources => self.settle_resources(),
        }
    }
}

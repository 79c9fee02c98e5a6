//! What is open and where the user is: all state of the panes.
//!
//! It changes in one place, [`App::update`]: a message in, effects out. No disk, no terminal, no clock: the effects
//! are data that [`crate::term`] carries out, and what comes of them comes back as messages. Drawing reads the state
//! and changes nothing.

pub mod assessment;
pub mod details;
pub mod field;
pub mod filter;
pub mod filtering;
pub mod gap;
pub mod journal;
pub mod label;
pub mod layout;
pub mod matrix;
pub mod opening;
pub mod outline;
pub mod palette;
pub mod picker;
pub mod progress;
pub mod prompt;
pub mod resources;
pub mod roadmaps;
pub mod search;
pub mod tab;
pub mod unsaved;

mod anchor;
mod changed;
mod editing;
mod finding;
mod following;
mod former;
mod lost;
mod mouse;
mod moving;
mod roadmap;
mod roadmap_list;
mod searching;
mod session;
pub mod shares;
mod update;

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use crate::assess::walk::Progress;
use crate::command::Command;
use crate::document::{Change, Document, Prepared};
use crate::error::Error;
use crate::model::Roadmap;
use crate::model::identity::Identity;
use crate::model::matrix::ColumnKind;
use crate::settings::Defaults;
use crate::timeline;
use field::FieldEdit;
use filter::Filter;
use gap::{GapView, LadderFile};
use journal::JournalView;
use layout::{Layout, Size};
use matrix::{MatrixPane, MatrixView};
use outline::{Outline, Row};
use progress::ProgressView;
use prompt::Overlay;
use resources::ResourcesView;
use roadmaps::{Offer, Reading, Source};
use search::Search;
use searching::Searches;
use shares::{Border, Shares};
use tab::Tab;
use unsaved::Unsaved;

/// The panes of one open roadmap.
pub struct App {
    /// The roadmap's file, as it was named.
    pub path: PathBuf,
    pub document: Document,
    /// The one that is shown.
    pub tab: Tab,
    /// Where the user is in the Roadmap tab.
    pub view: View,
    pub matrix: MatrixView,
    pub gap: GapView,
    pub progress: ProgressView,
    pub journal: JournalView,
    pub resources: ResourcesView,
    /// The answers of a self-assessment that was left.
    pub assessment: Progress,
    pub search: Option<Search>,
    searches: Searches,
    pub filter: Option<Filter>,
    /// What lies over the panes and takes the keys.
    pub overlay: Option<Overlay>,
    pub status: Status,
    pub unsaved: Unsaved,
    /// What to come back to where another program's text goes away again.
    former: Option<former::Former>,
    /// There is no file any more: what is shown is nowhere else.
    is_lost: bool,
    pub size: Size,
    /// What the panes of the Roadmap tab have of it.
    pub shares: Shares,
    /// The border that the mouse holds.
    dragged: Option<Border>,
    /// The local date, for dates of done items.
    pub today: jiff::civil::Date,
}

/// Where the user is in the outline.
#[derive(Debug, Clone, Default)]
pub struct View {
    pub focus: Pane,
    /// An index of the roadmap's phases.
    pub phase: usize,
    /// Where the cursor is in the phase's outline; none where it has no rows.
    pub cursor: Option<Row>,
    /// On which line of the outline pane the cursor's row is drawn, as far as there are rows enough above it.
    pub line: u16,
    pub folded: HashSet<Row>,
    /// How many lines of the details are scrolled away.
    pub details_scroll: u16,
    /// Rows that another program changed since the last key.
    pub changed: HashSet<Row>,
    /// Where the cursor was left in the other phases.
    left: HashMap<usize, Row>,
    /// By what the item of the open field is known when it comes back, while another program has taken it away.
    lost: Option<Identity>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    Phases,
    #[default]
    Outline,
    Details,
}

/// The last thing that the program has to say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Status {
    pub kind: StatusKind,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StatusKind {
    #[default]
    Done,
    Warning,
    Error,
}

/// What happened.
pub enum Message {
    /// The user asked for a command.
    Command(Command),
    /// The user typed into the open text field.
    Typed(FieldEdit),
    Pasted(String),
    /// A click of the left button, in cells from the upper left corner.
    Clicked {
        column: u16,
        row: u16,
    },
    /// The left button was pressed on an entry of a popup.
    ClickedEntry(usize),
    /// The mouse went to a cell with the left button held, and the button was let go.
    Dragged {
        column: u16,
        row: u16,
    },
    Released,
    /// The wheel was turned by so many lines, downwards if positive.
    Scrolled {
        column: u16,
        row: u16,
        lines: i16,
    },
    Resized(Size),
    /// A change is on disk.
    Written(Prepared),
    /// A change could not be written.
    NotWritten(Change, Error),
    /// All that came before [`Effect::TryNext`] is told.
    TryNext,
    /// Another program may have written the file: its bytes as they are now.
    FileRead(Vec<u8>),
    /// The file cannot be read any more.
    FileLost(Error),
    /// The roadmaps there are to choose from, and the templates.
    RoadmapsFound(Vec<Offer>),
    /// What one of them holds.
    RoadmapRead(Source, Reading),
    /// Whether a link may be opened, or why not.
    TargetFound {
        address: String,
        refused: Option<String>,
    },
    /// The ladders there are to choose from.
    LaddersFound(Vec<LadderFile>),
    /// An effect came to this, told in the status line.
    Told(Status),
    /// The roadmap is open, and what is remembered of it is shown.
    Opened,
    /// What was recorded of the roadmap's changes.
    RecordRead(Vec<timeline::Change>),
    /// So many of the file's versions in its git repository are read.
    PastReading {
        n_read: u32,
        n_versions: u32,
    },
    /// What those versions tell, or why there are none.
    PastRead(Result<Vec<timeline::Change>, Error>),
    /// How roadmaps are read where their front matter says nothing, from now on.
    Defaults(Defaults),
    /// A new day has begun.
    Today(jiff::civil::Date),
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Write a change; [`Message::Written`] or [`Message::NotWritten`] answers.
    Write(Change),
    /// Send [`Message::TryNext`], behind all messages that wait already: the next unsaved change is placed on the text
    /// as it is after them.
    TryNext,
    /// Look whether a link may be opened; [`Message::TargetFound`] answers.
    FindTarget(String),
    /// Open an address or a file in the roadmap's folder by the system's opener.
    OpenLink(String),
    /// Run $EDITOR at a line, counted from 1.
    RunEditor {
        line: usize,
    },
    /// Put a text on the clipboard.
    Copy(String),
    /// Look for roadmaps; [`Message::RoadmapsFound`] answers.
    FindRoadmaps,
    /// Read on another thread what these hold, the first ones first; [`Message::RoadmapRead`] answers for each.
    ReadRoadmaps(Vec<Source>),
    /// Look for ladders, and for the one that the front matter names; [`Message::LaddersFound`] answers.
    FindLadders {
        named: Option<String>,
    },
    /// Read on another thread what was recorded of the roadmap; [`Message::RecordRead`] answers.
    ReadRecord,
    /// Read on another thread the file's versions in its git repository; [`Message::PastReading`] tells how far that is,
    /// [`Message::PastRead`] answers.
    ReadPast,
    /// Stop reading those versions; nothing answers any more.
    StopPast,
    /// Open another roadmap in the place of this one; of a template the user gets a copy.
    OpenRoadmap(Source),
    /// Draw the whole screen again.
    Redraw,
    Suspend,
    Quit,
}

/// In which of its ways the keyboard is used at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputMode {
    /// Keys are commands of a tab's panes.
    Panes { place: KeyPlace, is_searching: bool },
    /// Keys answer the questions of the self-assessment.
    Assessing,
    /// Keys choose a kind of entry, or move over the kinds.
    Kinds,
    /// Keys move over a list or answer a question.
    List,
    /// Keys are text.
    Typing,
}

/// What in the panes has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPlace {
    Roadmap,
    Matrix,
    Gap,
    Resources,
    /// A cell of the matrix that holds a level.
    Level,
    Progress,
    Journal,
}

impl Status {
    pub fn done(text: impl Into<String>) -> Self {
        Self { kind: StatusKind::Done, text: text.into() }
    }

    pub fn warning(text: impl Into<String>) -> Self {
        Self { kind: StatusKind::Warning, text: text.into() }
    }

    pub fn error(text: impl Into<String>) -> Self {
        Self { kind: StatusKind::Error, text: text.into() }
    }
}

impl App {
    /// Opens a document with the cursor on the first thing that is left to do.
    pub fn new(path: PathBuf, document: Document, size: Size, today: jiff::civil::Date) -> Self {
        let matrix = MatrixView::of(&document.roadmap);
        let mut app = Self {
            path,
            document,
            tab: Tab::default(),
            matrix,
            gap: GapView::default(),
            progress: ProgressView::default(),
            journal: JournalView::default(),
            resources: ResourcesView::default(),
            assessment: Progress::default(),
            view: View::default(),
            search: None,
            searches: Searches::default(),
            filter: None,
            overlay: None,
            status: Status::default(),
            unsaved: Unsaved::default(),
            former: None,
            is_lost: false,
            size,
            shares: Shares::default(),
            dragged: None,
            today,
        };
        app.go_to_first_open();
        app
    }

    pub fn roadmap(&self) -> &Roadmap {
        &self.document.roadmap
    }

    pub fn layout(&self) -> Layout {
        Layout::of(self.size, self.view.focus, &self.shares)
    }

    pub fn input_mode(&self) -> InputMode {
        match &self.overlay {
            Some(overlay) if overlay.field().is_some() => InputMode::Typing,
            Some(Overlay::Assessment(_)) => InputMode::Assessing,
            Some(Overlay::Kind(_) | Overlay::EntryFilter(_)) => InputMode::Kinds,
            Some(_) => InputMode::List,
            None => self.panes_mode(),
        }
    }

    /// How the keyboard is used where nothing lies over the panes.
    pub fn panes_mode(&self) -> InputMode {
        let is_on_level = self.matrix.focus == MatrixPane::Grid
            && matches!(self.cell_kind(), Some(ColumnKind::Level | ColumnKind::Target));
        let place = match self.tab {
            Tab::Roadmap => KeyPlace::Roadmap,
            Tab::Matrix if self.gap.is_shown => KeyPlace::Gap,
            Tab::Matrix if is_on_level => KeyPlace::Level,
            Tab::Matrix => KeyPlace::Matrix,
            Tab::Progress => KeyPlace::Progress,
            Tab::Journal => KeyPlace::Journal,
            Tab::Resources => KeyPlace::Resources,
        };
        InputMode::Panes { place, is_searching: self.search.is_some() }
    }

    /// The outline that is shown: the phase's rows as they are folded and filtered.
    pub fn outline(&self) -> Outline<'_> {
        Outline {
            roadmap: &self.document.roadmap,
            phase: self.view.phase,
            folded: &self.view.folded,
            filtered: self.filter.as_ref().map(|filter| filter.rows()),
        }
    }
}

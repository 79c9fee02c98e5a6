//! The Progress tab: how far the roadmap has come over time, what has stalled and what is next.
//!
//! All figures are those of [`crate::timeline`] and [`crate::progress`]; what stands here is what they are drawn from, and
//! where the user is. What was recorded and what git knows come as messages, so that nothing here waits for a disk.

pub mod layout;

mod commands;
mod figures;

use super::App;
use super::tab::Tab;
use super::{Effect, Status};
use crate::error::Error;
use crate::timeline::Change;
use layout::{Panel, ProgressLayout};

pub use figures::{Entry, Figures, Gauge, GaugeOf, Why};

/// The page, and what it is drawn from.
#[derive(Debug, Clone, Default)]
pub struct ProgressView {
    /// The panel that the user chose.
    focus: Option<Panel>,
    /// An index of the gauges.
    pub gauge: usize,
    /// An index of what has stalled and what is next.
    pub entry: usize,
    /// What is shown, as long as the tab is.
    pub figures: Option<Figures>,
    pub past: Past,
    /// The user asked for what git knows, and is told what came of it.
    is_past_asked: bool,
    /// What is known of the changes: first those that were recorded, then those that git knows.
    changes: Vec<Change>,
    n_recorded: usize,
    /// Whether what was recorded is known by now.
    pub is_record_read: bool,
}

/// What is known of the versions of the file in its git repository.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Past {
    /// Nobody looked yet.
    #[default]
    Unread,
    /// So many of the versions are read.
    Reading {
        n_read: u32,
        n_versions: u32,
    },
    Read,
    Stopped,
    /// Why there is none: mostly that the file is in no repository.
    Unavailable(String),
}

impl ProgressView {
    /// All changes that are known.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }
}

impl App {
    /// Shows the tab, and asks for what it is drawn from.
    pub(super) fn go_to_progress_tab(&mut self) -> Vec<Effect> {
        self.go_to_tab(Tab::Progress);
        self.ask_for_history()
    }

    /// Asks for what was recorded, which may have grown, and once for what git knows.
    pub(super) fn ask_for_history(&mut self) -> Vec<Effect> {
        if self.tab != Tab::Progress {
            return Vec::new();
        }
        let mut effects = vec![Effect::ReadRecord];
        if self.progress.past == Past::Unread {
            effects.extend(self.read_past());
        }
        effects
    }

    /// Asks for what git knows, from the beginning.
    fn read_past(&mut self) -> Vec<Effect> {
        self.progress.past = Past::Reading { n_read: 0, n_versions: 0 };
        vec![Effect::ReadPast]
    }

    /// Asks again, to be told what came of it.
    fn read_past_again(&mut self) -> Vec<Effect> {
        self.progress.is_past_asked = true;
        self.read_past()
    }

    /// Gives up reading what git knows; what is shown stays.
    pub(super) fn stop_past(&mut self) -> Vec<Effect> {
        self.progress.past = Past::Stopped;
        self.progress.is_past_asked = false;
        vec![Effect::StopPast]
    }

    pub(super) fn is_reading_past(&self) -> bool {
        self.tab == Tab::Progress && matches!(self.progress.past, Past::Reading { .. })
    }

    pub(super) fn record_read(&mut self, recorded: Vec<Change>) {
        let view = &mut self.progress;
        let past = view.changes.split_off(view.n_recorded);
        view.n_recorded = recorded.len();
        view.changes = recorded;
        view.changes.extend(past);
        view.is_record_read = true;
        self.refresh_progress();
    }

    pub(super) fn past_reading(&mut self, n_read: u32, n_versions: u32) {
        if let Past::Reading { .. } = self.progress.past {
            self.progress.past = Past::Reading { n_read, n_versions };
        }
    }

    pub(super) fn past_read(&mut self, past: Result<Vec<Change>, Error>) {
        let view = &mut self.progress;
        let Past::Reading { n_versions, .. } = view.past else { return };
        if std::mem::take(&mut view.is_past_asked) {
            self.status = match (&past, n_versions) {
                (Err(error), _) => Status::warning(format!("there is no past in git: {}", error.reason)),
                (Ok(_), 0) => Status::done("git has no newer version of the file"),
                (Ok(_), 1) => Status::done("read 1 version of the file from git"),
                (Ok(_), n) => Status::done(format!("read {n} versions of the file from git")),
            };
        }
        match past {
            Ok(changes) => {
                view.changes.truncate(view.n_recorded);
                view.changes.extend(changes);
                view.past = Past::Read;
                self.refresh_progress();
            }
            Err(error) => view.past = Past::Unavailable(error.reason),
        }
    }

    /// Looks at everything anew, where it is shown. The cursors stay on what they are on.
    pub(super) fn refresh_progress(&mut self) {
        if self.tab != Tab::Progress {
            self.progress.figures = None;
            return;
        }
        let selected = self.progress.selected_entry().map(|entry| entry.words.clone());
        let figures = Figures::of(&self.document.roadmap, &self.progress.changes, self.today);
        let view = &mut self.progress;
        let again = selected.and_then(|words| figures.entries.iter().position(|entry| entry.words == words));
        view.entry = again.unwrap_or(view.entry).min(figures.entries.len().saturating_sub(1));
        // At first the phase that is worked on is chosen.
        let is_first = view.figures.is_none() && view.gauge == 0;
        let gauge = if is_first { figures.first_open_phase().unwrap_or(0) } else { view.gauge };
        view.gauge = gauge.min(figures.gauges.len().saturating_sub(1));
        view.figures = Some(figures);
    }

    pub fn progress_layout(&self) -> ProgressLayout {
        let n_gauges = self.progress.figures.as_ref().map_or(0, |figures| figures.gauges.len());
        ProgressLayout::of(self.size, self.progress.focus, n_gauges)
    }
}

impl ProgressView {
    /// What the cursor is on among what has stalled and what is next.
    pub fn selected_entry(&self) -> Option<&Entry> {
        self.figures.as_ref()?.entries.get(self.entry)
    }
}

//! What the keys and the mouse do on the Progress tab.

use super::layout::Panel;
use crate::app::outline::Row;
use crate::app::{App, Effect, Status};
use crate::command::Command;

impl App {
    pub(in crate::app) fn progress_command(&mut self, command: Command) -> Vec<Effect> {
        let page = isize::try_from(self.progress_layout().n_shown(self.progress_panel())).unwrap_or(1).max(1);
        match command {
            Command::LineDown => self.move_in_progress(1),
            Command::LineUp => self.move_in_progress(-1),
            Command::HalfPageDown => self.move_in_progress((page / 2).max(1)),
            Command::HalfPageUp => self.move_in_progress(-(page / 2).max(1)),
            Command::PageDown => self.move_in_progress(page),
            Command::PageUp => self.move_in_progress(-page),
            Command::Top => self.move_in_progress(-isize::MAX),
            Command::Bottom => self.move_in_progress(isize::MAX),
            Command::Choose => self.go_to_chosen(),
            Command::ReadPast if self.is_reading_past() => {
                self.status = Status::warning("git's versions are being read; esc stops");
            }
            Command::ReadPast => return self.read_past_again(),
            _ => {}
        }
        Vec::new()
    }

    /// The panel that has the keys.
    pub fn progress_panel(&self) -> Panel {
        self.progress_layout().focus
    }

    /// Goes to the next panel that has anything to move over; where one is shown at a time, to the next one.
    pub(in crate::app) fn next_progress_panel(&mut self, by: isize) {
        let layout = self.progress_layout();
        let panels: &[Panel] = if layout.is_single { &Panel::ALL } else { &Panel::WITH_CURSOR };
        let at = panels.iter().position(|panel| *panel == layout.focus).unwrap_or(0);
        let next = (at as isize + by).rem_euclid(panels.len() as isize) as usize;
        self.progress.focus = Some(panels[next]);
    }

    fn move_in_progress(&mut self, by: isize) {
        self.move_in_panel(self.progress_panel(), by);
    }

    fn move_in_panel(&mut self, panel: Panel, by: isize) {
        let view = &mut self.progress;
        let Some(figures) = &view.figures else { return };
        let (at, n) = match panel {
            Panel::Phases => (&mut view.gauge, figures.gauges.len()),
            Panel::Next => (&mut view.entry, figures.entries.len()),
            Panel::BurnUp | Panel::Calendar => return,
        };
        *at = at.saturating_add_signed(by).min(n.saturating_sub(1));
    }

    /// Goes in the outline to what the cursor is on.
    fn go_to_chosen(&mut self) {
        let row = match self.progress_panel() {
            Panel::Phases => {
                let figures = self.progress.figures.as_ref();
                let gauge = figures.and_then(|figures| figures.gauges.get(self.progress.gauge));
                gauge.map(|gauge| Row::Heading(gauge.section))
            }
            Panel::Next => self.progress.selected_entry().map(|entry| Row::Item(entry.place)),
            Panel::BurnUp | Panel::Calendar => None,
        };
        if let Some(row) = row {
            self.show_in_outline(row);
        }
    }

    pub(in crate::app) fn click_progress(&mut self, column: u16, row: u16) {
        let layout = self.progress_layout();
        let Some(panel) = layout.panel_at(column, row) else { return };
        if layout.is_single || Panel::WITH_CURSOR.contains(&panel) {
            self.progress.focus = Some(panel);
        }
        let Some(figures) = &self.progress.figures else { return };
        let list = layout.list(panel);
        if !list.contains(column, row) {
            return;
        }
        let line = usize::from(row - list.y);
        match panel {
            Panel::Phases => {
                let n_phases = figures.n_phases();
                let line = layout.first_gauge_line(self.progress.gauge, figures) + line;
                // The blank line before the kinds is none of them.
                let index = if line > n_phases { line - 1 } else { line };
                if line != n_phases && index < figures.gauges.len() {
                    self.progress.gauge = index;
                }
            }
            Panel::Next => {
                let first = layout.first_entry(self.progress.entry, figures.entries.len());
                let index = first + line / usize::from(layout.entry_lines);
                if index < figures.entries.len() {
                    self.progress.entry = index;
                }
            }
            Panel::BurnUp | Panel::Calendar => {}
        }
    }

    pub(in crate::app) fn scroll_progress(&mut self, column: u16, row: u16, lines: isize) {
        if let Some(panel) = self.progress_layout().panel_at(column, row) {
            self.move_in_panel(panel, lines);
        }
    }
}

//! Clicks and the wheel.

use super::outline::Row;
use super::prompt::Overlay;
use super::tab::Tab;
use super::{App, Effect, Pane};
use crate::command::Command;

impl App {
    pub(super) fn click(&mut self, column: u16, row: u16) -> Vec<Effect> {
        if self.overlay.is_some() {
            return self.click_roadmaps(column, row);
        }
        self.view.changed.clear();
        self.matrix.changed.clear();
        match self.tab {
            Tab::Roadmap => self.click_roadmap(column, row),
            Tab::Matrix if self.gap.is_shown => {
                self.click_gap(column, row);
                Vec::new()
            }
            Tab::Journal => {
                self.click_journal(column, row);
                Vec::new()
            }
            Tab::Matrix => {
                self.click_matrix(column, row);
                Vec::new()
            }
            Tab::Progress => {
                self.click_progress(column, row);
                Vec::new()
            }
            Tab::Resources => self.click_resources(column, row),
        }
    }

    /// A click selects, and chooses what is selected already; what can be on or off it switches, and a suggestion it
    /// takes.
    pub(super) fn click_entry(&mut self, index: usize) -> Vec<Effect> {
        let selected = match &mut self.overlay {
            Some(Overlay::Palette(picker) | Overlay::Help(picker)) => &mut picker.selected,
            Some(Overlay::Links(picker)) => &mut picker.selected,
            Some(Overlay::Gap(list)) => &mut list.picker.selected,
            Some(Overlay::Kind(menu)) => &mut menu.selected,
            Some(Overlay::EntryFilter(menu)) => {
                menu.selected = index;
                self.toggle_entry_choice();
                return Vec::new();
            }
            Some(Overlay::ResourceFilter(menu)) => {
                (menu.selected, menu.field) = (index, None);
                self.toggle_resource_offer();
                return Vec::new();
            }
            Some(Overlay::Filter(prompt)) => {
                prompt.selected = Some(index);
                self.take_suggestion();
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        if std::mem::replace(selected, index) == index {
            self.overlay_command(Command::Choose)
        } else {
            Vec::new()
        }
    }

    fn click_roadmap(&mut self, column: u16, row: u16) -> Vec<Effect> {
        self.take_border(column, row);
        let layout = self.layout();
        let Some(pane) = layout.pane_at(column, row) else { return Vec::new() };
        self.view.focus = pane;
        let content = layout.content(pane);
        if !content.contains(column, row) {
            return Vec::new();
        }
        let line = row - content.y;
        match pane {
            Pane::Phases if content.rows > 1 => {
                let phase =
                    usize::from(line) + layout.first_phase(self.view.phase, self.roadmap().phases().len());
                if phase < self.roadmap().phases().len() {
                    self.show_phase(phase);
                }
            }
            Pane::Outline => {
                let Some(cursor) = self.view.cursor else { return Vec::new() };
                let window = self.outline().window(cursor, self.view.line, content.rows);
                let Some(&clicked) = window.get(usize::from(line)) else { return Vec::new() };
                self.view.line = line;
                self.view.cursor = Some(clicked);
                let mark = content.x + layout.mark_column(self.outline().depth(clicked));
                match clicked {
                    Row::Item(_) if (mark..mark + 2).contains(&column) => {
                        return self.edit_command(Command::ToggleDone);
                    }
                    _ if column < mark => self.choose_row(),
                    _ => {}
                }
            }
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn scroll(&mut self, column: u16, row: u16, lines: i16) {
        if self.overlay.is_some() {
            return self.scroll_overlay(isize::from(lines));
        }
        if self.shows_gap() {
            return self.move_in_gap(isize::from(lines));
        }
        if self.tab == Tab::Matrix {
            return self.scroll_matrix(column, row, isize::from(lines));
        }
        if self.tab == Tab::Progress {
            return self.scroll_progress(column, row, isize::from(lines));
        }
        if self.tab == Tab::Journal {
            return self.scroll_journal(column, row, isize::from(lines));
        }
        if self.tab == Tab::Resources {
            return self.scroll_resources(column, row, isize::from(lines));
        }
        let focus = self.view.focus;
        self.view.focus = self.layout().pane_at(column, row).unwrap_or(focus);
        self.move_by(isize::from(lines));
        self.view.focus = focus;
    }
}

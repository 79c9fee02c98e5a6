//! Search, filter, and the lists to choose from.

use std::cmp::Ordering;

use super::field::{Field, FieldEdit};
use super::filter::{Choice, Filter};
use super::journal::entry::kind_of;
use super::outline::Row;
use super::picker::{Entry, Picker};
use super::prompt::{FilterMenu, Overlay, Preview};
use super::search::{Cursors, Search};
use super::tab::Tab;
use super::{App, Effect, Status};
use crate::command::Command;
use crate::document::{Action, Change, Target};
use crate::markdown::inline;
use crate::model::journal::EntryKind;

impl App {
    /// A command while something lies over the panes.
    pub(super) fn overlay_command(&mut self, command: Command) -> Vec<Effect> {
        if matches!(self.overlay, Some(Overlay::Assessment(_))) {
            return self.assessment_command(command);
        }
        if matches!(self.overlay, Some(Overlay::Kind(_) | Overlay::EntryFilter(_)))
            && kind_of(command).is_some()
        {
            return self.kind_command(command);
        }
        let by = match command {
            Command::LineDown => 1,
            Command::LineUp => -1,
            Command::PageDown | Command::HalfPageDown => 10,
            Command::PageUp | Command::HalfPageUp => -10,
            Command::Top => -isize::MAX,
            Command::Bottom => isize::MAX,
            Command::Choose => return self.choose(),
            Command::CopyText => return self.copy_asked(),
            Command::ToggleDone if matches!(self.overlay, Some(Overlay::ResourceFilter(_))) => {
                self.toggle_resource_offer();
                return Vec::new();
            }
            Command::ToggleDone => {
                self.toggle_choice();
                return Vec::new();
            }
            Command::Complete => {
                self.complete_tag();
                return Vec::new();
            }
            Command::Retry if matches!(self.overlay, Some(Overlay::Quit)) => {
                self.overlay = None;
                return self.retry();
            }
            Command::TrackSection => {
                if let Some(Overlay::Preview(preview)) = &self.overlay
                    && let Preview { change: Change::Act(actions), other: Some(_), with_resources, .. } =
                        preview
                    && let [Action { target: Target::Section(section), .. }] = &**actions
                {
                    let (section, with_resources) = (*section, !with_resources);
                    self.overlay = None;
                    self.preview_section(section, with_resources);
                }
                return Vec::new();
            }
            _ => return Vec::new(),
        };
        self.scroll_overlay(by);
        self.ask_for_roadmaps()
    }

    pub(super) fn scroll_overlay(&mut self, by: isize) {
        match &mut self.overlay {
            Some(Overlay::Palette(picker) | Overlay::Help(picker)) => picker.select_by(by),
            Some(Overlay::Links(picker)) => picker.select_by(by),
            Some(Overlay::Roadmaps(roadmaps)) => {
                self.status = Status::default();
                roadmaps.move_by(by);
            }
            Some(Overlay::Gap(list)) => list.picker.select_by(by),
            Some(Overlay::Filter(menu)) if menu.field.is_none() => {
                menu.selected = menu.selected.saturating_add_signed(by).min(Choice::ALL.len());
            }
            Some(Overlay::Kind(menu)) => {
                menu.selected = menu.selected.saturating_add_signed(by).min(EntryKind::ALL.len() - 1);
            }
            Some(Overlay::EntryFilter(filter)) => {
                let last = filter.choices.len().saturating_sub(1);
                filter.selected = filter.selected.saturating_add_signed(by).min(last);
            }
            Some(Overlay::ResourceFilter(menu)) if menu.field.is_none() => {
                menu.selected = menu.selected.saturating_add_signed(by).min(menu.offers.len());
            }
            Some(Overlay::Open(opening)) => {
                let columns = usize::from(self.size.columns).clamp(1, 72);
                let most = opening.address.len() / columns;
                opening.scroll = opening.scroll.saturating_add_signed(by).min(most);
            }
            Some(Overlay::Preview(preview)) => {
                let last = preview.lines.len().saturating_sub(1);
                preview.scroll = preview.scroll.saturating_add_signed(by).min(last);
            }
            Some(Overlay::Inline(inline)) => {
                inline.field.edit(if by < 0 { FieldEdit::Up } else { FieldEdit::Down });
            }
            _ => {}
        }
    }

    /// After a key in a text field: narrows lists, searches as it is typed.
    pub(super) fn typed(&mut self) {
        match &mut self.overlay {
            Some(Overlay::Palette(picker) | Overlay::Help(picker)) => picker.narrow(),
            Some(Overlay::Links(picker)) => picker.narrow(),
            Some(Overlay::Roadmaps(roadmaps)) => {
                self.status = Status::default();
                roadmaps.narrow();
            }
            Some(Overlay::Gap(list)) => list.picker.narrow(),
            Some(Overlay::Entry(entry)) => entry.typed(),
            Some(Overlay::Search(field)) => {
                let query = field.text().to_owned();
                self.search_for(&query);
            }
            Some(Overlay::ResourceFilter(menu)) => {
                if let Some(field) = &menu.field {
                    let text = field.text().to_owned();
                    self.filter_resources_by(&text);
                }
            }
            Some(Overlay::Filter(menu)) => {
                if let Some(field) = &menu.field {
                    menu.filter.text = field.text().to_owned();
                    let criteria = menu.filter.clone();
                    self.set_filter(Some(criteria));
                }
            }
            _ => {}
        }
    }

    /// Enter: takes what is selected or written.
    fn choose(&mut self) -> Vec<Effect> {
        match self.overlay.take() {
            Some(Overlay::Inline(inline)) => {
                self.overlay = Some(Overlay::Inline(inline));
                self.submit_field()
            }
            Some(Overlay::Cell(cell)) => {
                self.overlay = Some(Overlay::Cell(cell));
                self.submit_cell_field()
            }
            Some(Overlay::Entry(entry)) => {
                self.overlay = Some(Overlay::Entry(entry));
                self.submit_entry()
            }
            Some(Overlay::Kind(menu)) => {
                let kind = EntryKind::ALL.get(menu.selected).copied().unwrap_or(EntryKind::Note);
                self.write_entry(kind, menu.about);
                Vec::new()
            }
            Some(Overlay::EntryFilter(filter)) => {
                self.overlay = Some(Overlay::EntryFilter(filter));
                self.toggle_entry_choice();
                Vec::new()
            }
            Some(Overlay::Search(_)) => {
                if self.search.as_ref().is_some_and(|search| search.query.is_empty()) {
                    self.search = None;
                }
                Vec::new()
            }
            Some(Overlay::Palette(picker) | Overlay::Help(picker)) => {
                let chosen = picker.selected().copied();
                chosen.map_or_else(Vec::new, |command| self.run_listed(command))
            }
            Some(Overlay::Links(picker)) => {
                picker.selected().map(|address| Effect::FindTarget(address.clone())).into_iter().collect()
            }
            Some(Overlay::Roadmaps(roadmaps)) => self.take_roadmap(roadmaps),
            Some(Overlay::Gap(list)) => {
                list.picker.selected().map_or_else(Vec::new, |offer| self.take_choice(&offer.choice))
            }
            Some(Overlay::Preview(preview)) if preview.lines.is_empty() => {
                self.overlay = Some(Overlay::Preview(preview));
                Vec::new()
            }
            Some(Overlay::Preview(preview)) => vec![Effect::Write(preview.change)],
            Some(Overlay::Confirm(confirm)) => vec![Effect::Write(confirm.change)],
            Some(Overlay::Quit) => self.retry(),
            Some(Overlay::Filter(menu)) => {
                let is_on_choice = menu.field.is_none();
                self.overlay = Some(Overlay::Filter(menu));
                if is_on_choice {
                    self.toggle_choice();
                } else {
                    self.overlay = None;
                }
                Vec::new()
            }
            Some(Overlay::Open(opening)) => self.open_asked(opening),
            Some(Overlay::ResourceFilter(menu)) => {
                let is_on_offer = menu.field.is_none();
                self.overlay = Some(Overlay::ResourceFilter(menu));
                if is_on_offer {
                    self.toggle_resource_offer();
                } else {
                    self.overlay = None;
                }
                Vec::new()
            }
            Some(Overlay::Assessment(_)) | None => Vec::new(),
        }
    }

    /// Begins a search; from a tab that has nothing to find, in the outline.
    pub(super) fn begin_search(&mut self) {
        if self.tab == Tab::Progress {
            self.go_to_tab(Tab::Roadmap);
        }
        self.search = Some(Search::new(self.roadmap(), "", self.cursors()));
        self.overlay = Some(Overlay::Search(Field::default()));
    }

    fn search_for(&mut self, query: &str) {
        let origin = self.search.as_ref().map_or_else(|| self.cursors(), Search::origin);
        self.search = Some(Search::new(self.roadmap(), query, origin));
        self.search_outline();
        self.search_journal();
        self.find_in_resources();
        if let Some(found) = self.search.as_ref().map(Search::first) {
            self.go_to_found(found);
        }
    }

    /// Looks again which rows hold what is searched for, of those that the filter shows.
    pub(super) fn search_outline(&mut self) {
        if let Some(search) = &mut self.search {
            search.find_rows(&self.document.roadmap, self.filter.as_ref().map(Filter::rows));
        }
    }

    /// Esc while the query is typed: back to where the search began.
    pub(super) fn give_up_search(&mut self) {
        if let Some(search) = self.search.take() {
            self.go_to_found(search.origin());
        }
    }

    pub(super) fn next_match(&mut self, is_next: bool) {
        let Some(search) = &self.search else { return };
        let from = self.cursors();
        let mut found = search.step(from, is_next);
        // From the first row below a phase's heading, which stands for it, the heading itself is no step.
        let stays = |row: &Row| self.view.cursor.is_some() && self.shown_for(*row) == self.view.cursor;
        for _ in &search.rows.matches {
            let Some(row) = found.row.filter(stays) else { break };
            found.row = search.step(Cursors { row: Some(row), ..found }, is_next).row;
        }
        let (way, place) = match self.tab {
            Tab::Roadmap | Tab::Progress if self.filter.is_some() => {
                (way(from.row, found.row), "what the filter shows")
            }
            Tab::Roadmap | Tab::Progress => (way(from.row, found.row), "this file"),
            Tab::Matrix => (way(from.cell, found.cell), "the matrix"),
            Tab::Journal => (way(from.entry, found.entry), "the entries that are shown"),
            Tab::Resources => (way(from.line, found.line), "the resources that are shown"),
        };
        let query = search.query.clone();
        self.go_to_found(found);
        let told = match (way, is_next) {
            (None, _) => {
                self.status = Status::warning(format!("\u{201c}{query}\u{201d} is nowhere in {place}"));
                return;
            }
            (Some(Ordering::Equal), _) => "the only match",
            (Some(Ordering::Less), true) => "on from the top",
            (Some(Ordering::Greater), false) => "on from the bottom",
            (Some(Ordering::Greater), true) | (Some(Ordering::Less), false) => return,
        };
        // It stands where the counter would.
        if let Some((Some(number), n_matches)) = self.found() {
            self.status = Status::done(format!("{number}/{n_matches}, {told}"));
        }
    }

    /// Where the cursor of each tab is.
    fn cursors(&self) -> Cursors {
        // In a phase without rows it is at the phase's heading.
        let heading = || self.roadmap().phases().get(self.view.phase).map(|phase| Row::Heading(phase.first));
        Cursors {
            row: self.view.cursor.or_else(heading),
            cell: self.matrix.cursor,
            entry: Some(self.journal.selected),
            line: Some(self.resources.cursor),
        }
    }

    /// Goes to a place on the tab that is shown.
    fn go_to_found(&mut self, cursors: Cursors) {
        match self.tab {
            Tab::Roadmap | Tab::Progress => {
                if let Some(row) = cursors.row.filter(|row| self.exists(*row)) {
                    self.go_to(row);
                }
            }
            Tab::Matrix => {
                if let Some(cell) = cursors.cell.filter(|cell| self.roadmap().table(*cell).is_some()) {
                    self.go_to_cell(cell);
                }
            }
            Tab::Journal => {
                if let Some(entry) = cursors.entry {
                    self.journal.select(entry);
                }
            }
            Tab::Resources => {
                if let Some(line) = cursors.line {
                    self.go_to_resource_line(line);
                }
            }
        }
    }

    /// Which of the matches on the shown tab the cursor is on, and how many there are.
    pub fn found(&self) -> Option<(Option<usize>, usize)> {
        let (search, at) = (self.search.as_ref()?, self.cursors());
        Some(match self.tab {
            Tab::Roadmap | Tab::Progress => search.rows.number_of(at.row),
            Tab::Matrix => search.cells.number_of(at.cell),
            Tab::Journal => search.entries.number_of(at.entry),
            Tab::Resources => search.lines.number_of(at.line),
        })
    }

    pub(super) fn open_filter(&mut self) {
        let filter = self.filter.as_ref().map(|filter| filter.criteria.clone()).unwrap_or_default();
        self.overlay = Some(Overlay::Filter(FilterMenu { selected: 0, filter, field: None }));
    }

    /// Space or enter in the filter's menu.
    fn toggle_choice(&mut self) {
        self.toggle_entry_choice();
        let Some(Overlay::Filter(menu)) = &mut self.overlay else { return };
        match Choice::ALL.get(menu.selected) {
            Some(&choice) => menu.filter.toggle(choice),
            None => menu.field = Some(Field::new(&menu.filter.text, false)),
        }
        let criteria = menu.filter.clone();
        self.set_filter(Some(criteria));
    }

    pub(super) fn set_filter(&mut self, criteria: Option<super::filter::Criteria>) {
        let criteria = criteria.filter(|criteria| !criteria.is_empty());
        self.filter = criteria.map(|criteria| Filter::new(self.roadmap(), criteria));
        self.search_outline();
        match self.view.cursor {
            Some(row) if self.exists(row) => self.go_to(row),
            _ => self.set_cursor(self.outline().first()),
        }
    }

    pub(super) fn open_link(&mut self) -> Vec<Effect> {
        let Some(place) = self.selected_item() else { return Vec::new() };
        match self.roadmap().addresses_of(place).into_iter().next() {
            Some(address) => vec![Effect::FindTarget(address)],
            None => {
                self.status = Status::warning("this item has no link");
                Vec::new()
            }
        }
    }

    pub(super) fn choose_link(&mut self) {
        let Some(place) = self.selected_item() else { return };
        self.choose_of_links(self.roadmap().addresses_of(place));
    }

    pub(super) fn choose_of_links(&mut self, addresses: Vec<String>) {
        if addresses.is_empty() {
            self.status = Status::warning("there is no link here");
            return;
        }
        let entry = |address: String| Entry { words: address.clone(), value: address };
        let entries = addresses.into_iter().map(entry).collect();
        self.overlay = Some(Overlay::Links(Picker::new(entries)));
    }

    pub(super) fn copy(&mut self, is_markdown: bool) -> Vec<Effect> {
        let roadmap = self.roadmap();
        let text = match self.view.cursor {
            Some(Row::Item(place)) => {
                let section = roadmap.section(place.section);
                let item = roadmap.item(place);
                if is_markdown {
                    item.span.of(section.text.as_str()).to_owned()
                } else {
                    inline::plain(&roadmap.words(place), roadmap.definitions())
                }
            }
            Some(Row::Heading(index)) => {
                let section = roadmap.section(index);
                let span = if is_markdown { section.heading_block } else { section.heading };
                span.of(section.text.as_str()).trim_end().to_owned()
            }
            Some(Row::Table(index, table)) => {
                let section = roadmap.section(index);
                section.tables[table as usize].span.of(section.text.as_str()).to_owned()
            }
            None => return Vec::new(),
        };
        self.status = Status::done(if is_markdown { "copied the Markdown" } else { "copied the text" });
        vec![Effect::Copy(text)]
    }
}

/// Whether the way from a place to a found one leads on or back; none if nothing was found.
fn way<T: Ord>(from: Option<T>, found: Option<T>) -> Option<Ordering> {
    let found = found?;
    Some(from.map_or(Ordering::Greater, |from| found.cmp(&from)))
}

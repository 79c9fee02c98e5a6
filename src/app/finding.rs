//! What lies over the panes: its keys, and the lists to choose from.

use super::field::FieldEdit;
use super::journal::entry::kind_of;
use super::outline::Row;
use super::picker::{Entry, Picker};
use super::prompt::{Overlay, Preview};
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
                self.toggle_entry_choice();
                return Vec::new();
            }
            Command::Complete => {
                self.complete_tag();
                self.take_suggestion();
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
            Some(Overlay::Filter(prompt)) => prompt.select_by(by),
            Some(Overlay::Search(_)) => self.former_search(by),
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
            Some(Overlay::Filter(_)) => self.filter_typed(),
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
                self.keep_search();
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
            Some(Overlay::Filter(prompt)) => {
                self.overlay = Some(Overlay::Filter(prompt));
                self.choose_filter();
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

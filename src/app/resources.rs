//! The Resources tab: what there is to read, to watch and to look up, which of it is shown, and where the cursor is.
//!
//! The list is gathered when the tab is shown and after each change while it is; states and numbers are those of the
//! items.

pub mod filter;
pub mod layout;
pub mod reading;

mod commands;

use std::collections::HashSet;

use super::outline::Row;
use super::tab::Tab;
use super::{App, Status};
use crate::address::normalized;
use crate::matching::Needle;
use crate::model::{Place, Roadmap};
use crate::resources::{Gathering, Resource};
use filter::Criteria;
use layout::ResourcesLayout;

/// Where the user is among the resources.
#[derive(Debug, Clone, Default)]
pub struct ResourcesView {
    /// All of them, as they were when the tab was last shown.
    pub found: Vec<Resource>,
    gathering: Gathering,
    /// What is shown of them, under the headings that they stand under.
    pub lines: Vec<Line>,
    /// An index of the lines: that of a resource, unless there is none.
    pub cursor: usize,
    /// The first line that is shown, as far as the cursor is in sight with it.
    pub top: usize,
    pub focus: ResourcesPane,
    /// How many lines of the details are scrolled away.
    pub details_scroll: u16,
    pub criteria: Criteria,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The heading of what follows, by its section.
    Group(u32),
    /// An index of what was found.
    Resource(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResourcesPane {
    #[default]
    List,
    Details,
}

impl ResourcesView {
    /// The resource that the cursor is on.
    pub fn selected(&self) -> Option<&Resource> {
        match self.lines.get(self.cursor)? {
            Line::Resource(index) => self.found.get(*index),
            Line::Group(_) => None,
        }
    }

    /// How many resources are shown.
    pub fn n_shown(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line, Line::Resource(_))).count()
    }

    /// Looks for all resources again. The cursor stays on its own, else as near as it can.
    fn gather(&mut self, roadmap: &Roadmap) {
        let known = self.selected().map(key);
        self.found = self.gathering.gather(roadmap);
        self.arrange(roadmap, known.as_deref());
    }

    /// Looks again which of them are shown.
    fn arrange(&mut self, roadmap: &Roadmap, known: Option<&str>) {
        let n_before = self.resource_lines().take_while(|line| *line < self.cursor).count();
        self.lines.clear();
        let mut group = None;
        for (index, resource) in self.found.iter().enumerate() {
            if !self.criteria.hold(roadmap, resource) {
                continue;
            }
            let section = resource.spot().section;
            if group.replace(section) != Some(section) {
                self.lines.push(Line::Group(section));
            }
            self.lines.push(Line::Resource(index));
        }
        let rows: Vec<usize> = self.resource_lines().collect();
        let is_known = |line: &&usize| match self.lines[**line] {
            Line::Resource(index) => Some(key(&self.found[index])).as_deref() == known,
            Line::Group(_) => false,
        };
        // Of several that are called the same the one that stands where the cursor was.
        let nearest = rows.get(n_before.min(rows.len().saturating_sub(1)));
        let same = nearest.filter(is_known).or_else(|| rows.iter().find(is_known));
        self.cursor = same.or(nearest).copied().unwrap_or(0);
    }

    /// The lines that are resources.
    fn resource_lines(&self) -> impl Iterator<Item = usize> {
        let lines = self.lines.iter().enumerate();
        lines.filter(|(_, line)| matches!(line, Line::Resource(_))).map(|(index, _)| index)
    }

    /// The line of the resource whose own item is among some rows.
    fn line_of(&self, rows: &HashSet<Place>) -> Option<usize> {
        let is_it = |line: &usize| match self.lines[*line] {
            Line::Resource(index) => self.found[index].place().is_some_and(|place| rows.contains(&place)),
            Line::Group(_) => false,
        };
        self.resource_lines().find(is_it)
    }
}

/// By what a resource is known again after the text changed.
fn key(resource: &Resource) -> String {
    resource.address().map_or_else(|| resource.title.clone(), normalized)
}

impl App {
    pub fn resources_layout(&self) -> ResourcesLayout {
        ResourcesLayout::of(self.size, self.shown_resources_pane())
    }

    /// The pane that is shown where only one is: a field is typed in the details.
    fn shown_resources_pane(&self) -> ResourcesPane {
        match &self.overlay {
            Some(super::prompt::Overlay::Inline(_)) => ResourcesPane::Details,
            _ => self.resources.focus,
        }
    }

    /// Looks again for what there is, where that is shown.
    pub(super) fn refresh_resources(&mut self) {
        if self.tab == Tab::Resources {
            self.resources.gather(&self.document.roadmap);
            self.find_in_resources();
            self.settle_resources();
        }
    }

    /// Looks again which resources are shown.
    fn arrange_resources(&mut self) {
        let known = self.resources.selected().map(key);
        self.resources.arrange(&self.document.roadmap, known.as_deref());
        self.find_in_resources();
        self.settle_resources();
    }

    /// Looks again which of the shown lines hold what is searched for.
    pub(super) fn find_in_resources(&mut self) {
        let Some(search) = &mut self.search else { return };
        if self.tab != Tab::Resources {
            return;
        }
        let (view, roadmap, needle) = (&self.resources, &self.document.roadmap, Needle::new(&search.query));
        let holds = |line: &usize| match view.lines[*line] {
            Line::Resource(index) => holds(&view.found[index], roadmap, &needle),
            Line::Group(_) => false,
        };
        search.lines.matches = view.resource_lines().filter(holds).collect();
    }

    /// Puts the cursor on a line.
    pub(super) fn go_to_resource_line(&mut self, line: usize) {
        if self.resources.cursor != line {
            self.resources.details_scroll = 0;
        }
        self.resources.cursor = line;
        self.settle_resources();
    }

    /// Goes to the resource whose item changed.
    pub(super) fn go_to_changed_resource(&mut self, rows: &HashSet<Row>) {
        let places = rows.iter().filter_map(|row| row.place()).collect();
        if let Some(line) = self.resources.line_of(&places).filter(|_| self.tab == Tab::Resources) {
            self.go_to_resource_line(line);
        }
    }

    /// Scrolls no further than the cursor asks for.
    pub(super) fn settle_resources(&mut self) {
        let height = usize::from(self.resources_layout().content(ResourcesPane::List).rows).max(1);
        let margin = 2.min(height.saturating_sub(1) / 2);
        let view = &mut self.resources;
        let last_top = view.lines.len().saturating_sub(height);
        let highest = view.cursor.saturating_sub(margin);
        let lowest = (view.cursor + margin + 1).saturating_sub(height);
        view.top = view.top.clamp(lowest.min(highest), highest.max(lowest)).min(last_top);
    }

    /// The item of the chosen resource; where it stands in none, the status says so.
    pub(super) fn selected_resource_item(&mut self) -> Option<Place> {
        let place = self.resources.selected().and_then(Resource::place);
        if place.is_none() {
            self.status = Status::warning(match self.resources.selected() {
                Some(_) => "this link stands in no item",
                None => "there is no resource here",
            });
        }
        place
    }
}

/// Whether a resource's words, its addresses or its note hold a text.
fn holds(resource: &Resource, roadmap: &Roadmap, needle: &Needle) -> bool {
    let finds = |text: &str| needle.is_in(text);
    let in_note = || {
        let place = resource.place()?;
        roadmap.item(place).note(roadmap.section(place.section))
    };
    finds(&resource.title)
        || resource.addresses.iter().any(|address| finds(address))
        || in_note().is_some_and(|note| finds(&note))
}

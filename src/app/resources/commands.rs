//! What the keys do on the Resources tab.

use super::{App, Line, ResourcesPane};
use crate::app::details::Details;
use crate::app::outline::Row;
use crate::app::{Effect, Status};
use crate::command::Command;
use crate::resources::Resource;

impl App {
    pub(in crate::app) fn resources_command(&mut self, command: Command) -> Vec<Effect> {
        match command {
            Command::LineDown => self.move_in_resources(1),
            Command::LineUp => self.move_in_resources(-1),
            Command::HalfPageDown => self.move_in_resources(self.resources_page() / 2),
            Command::HalfPageUp => self.move_in_resources(-(self.resources_page() / 2)),
            Command::PageDown => self.move_in_resources(self.resources_page()),
            Command::PageUp => self.move_in_resources(-self.resources_page()),
            Command::Top => self.move_in_resources(-isize::MAX),
            Command::Bottom => self.move_in_resources(isize::MAX),
            Command::ToggleDone | Command::NextState | Command::Skip => return self.edit_command(command),
            Command::MoreRead => return self.read_by(1),
            Command::LessRead => return self.read_by(-1),
            Command::SetRead => self.open_reading_field(),
            Command::Note | Command::EditText => self.open_field(command),
            Command::EditInEditor => return self.edit_resource_in_editor(),
            Command::Filter => self.open_resource_filter(),
            Command::Choose | Command::OpenLink => return self.open_resource(),
            Command::ChooseLink => self.choose_address(),
            Command::CopyText => return self.copy_address(),
            Command::CopyMarkdown => return self.copy_resource(),
            Command::ShowInOutline => self.show_resource_in_outline(),
            _ => {}
        }
        Vec::new()
    }

    fn resources_page(&self) -> isize {
        let rows = self.resources_layout().content(self.resources.focus).rows;
        isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// In the pane that has the keys.
    fn move_in_resources(&mut self, by: isize) {
        if self.resources.focus == ResourcesPane::Details {
            let content = self.resources_layout().content(ResourcesPane::Details);
            let n_lines = Details::of_resource(self, content.columns.saturating_sub(2)).lines.len();
            let most = u16::try_from(n_lines).unwrap_or(u16::MAX).saturating_sub(content.rows);
            let by = by.clamp(-1000, 1000) as i16;
            self.resources.details_scroll =
                self.resources.details_scroll.min(most).saturating_add_signed(by).min(most);
            return;
        }
        let rows: Vec<usize> = self.resources.resource_lines().collect();
        let at = rows.partition_point(|line| *line < self.resources.cursor);
        let to = at.saturating_add_signed(by).min(rows.len().saturating_sub(1));
        if let Some(&line) = rows.get(to) {
            self.go_to_resource_line(line);
        }
    }

    pub(in crate::app) fn next_resources_pane(&mut self) {
        self.resources.focus = match self.resources.focus {
            ResourcesPane::List => ResourcesPane::Details,
            ResourcesPane::Details => ResourcesPane::List,
        };
        self.settle_resources();
    }

    /// Shows where it leads, and asks whether to go there.
    fn open_resource(&mut self) -> Vec<Effect> {
        let Some(resource) = self.resources.selected() else { return Vec::new() };
        match resource.address() {
            Some(address) => vec![Effect::FindTarget(address.to_owned())],
            None => {
                self.status = Status::warning("this resource has no link");
                Vec::new()
            }
        }
    }

    fn choose_address(&mut self) {
        let addresses = self.resources.selected().map(|resource| &*resource.addresses).unwrap_or_default();
        self.choose_of_links(addresses.iter().map(ToString::to_string).collect());
    }

    /// Copies where it leads; where it leads nowhere, its words.
    fn copy_address(&mut self) -> Vec<Effect> {
        let Some(resource) = self.resources.selected() else { return Vec::new() };
        let (text, said) = match resource.address() {
            Some(address) => (address.to_owned(), "copied the address"),
            None => (resource.title.clone(), "copied the text"),
        };
        self.status = Status::done(said);
        vec![Effect::Copy(text)]
    }

    /// Copies its item as it stands in the file.
    fn copy_resource(&mut self) -> Vec<Effect> {
        let Some(place) = self.selected_resource_item() else { return Vec::new() };
        let section = self.roadmap().section(place.section);
        let text = self.roadmap().item(place).span.of(section.text.as_str()).to_owned();
        self.status = Status::done("copied the Markdown");
        vec![Effect::Copy(text)]
    }

    fn edit_resource_in_editor(&self) -> Vec<Effect> {
        let spot = self.resources.selected().map(Resource::spot);
        let line = spot.map_or(1, |spot| self.roadmap().line_of(spot.section, spot.at));
        vec![Effect::RunEditor { line }]
    }

    /// Goes to where it stands.
    fn show_resource_in_outline(&mut self) {
        let Some(spot) = self.resources.selected().map(Resource::spot) else { return };
        self.show_in_outline(spot.place().map_or(Row::Heading(spot.section), Row::Item));
    }

    pub(in crate::app) fn click_resources(&mut self, column: u16, row: u16) -> Vec<Effect> {
        let layout = self.resources_layout();
        let Some(pane) = layout.pane_at(column, row) else { return Vec::new() };
        self.resources.focus = pane;
        let content = layout.content(pane);
        if pane == ResourcesPane::Details || !content.contains(column, row) {
            return Vec::new();
        }
        let line = self.resources.top + usize::from(row - content.y);
        if !matches!(self.resources.lines.get(line), Some(Line::Resource(_))) {
            return Vec::new();
        }
        self.go_to_resource_line(line);
        let mark = layout.mark_column();
        if (mark..mark + 2).contains(&column) { self.edit_command(Command::ToggleDone) } else { Vec::new() }
    }

    /// The wheel moves what is under it and leaves the keys where they are.
    pub(in crate::app) fn scroll_resources(&mut self, column: u16, row: u16, lines: isize) {
        let focus = self.resources.focus;
        self.resources.focus = self.resources_layout().pane_at(column, row).unwrap_or(focus);
        self.move_in_resources(lines);
        self.resources.focus = focus;
    }
}

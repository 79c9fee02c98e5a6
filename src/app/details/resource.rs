//! What is said about a resource: where it leads, whole; how far it is read; where it stands.

use super::{Details, Kind, Line, MAX_BYTES, Page};
use crate::address::{self, Link};
use crate::app::App;
use crate::display::{Piece, displayable, head};
use crate::markdown::inline::RunStyle;
use crate::resources::{Resource, Spot};

/// Of a resource that stands in more places no more are told.
const MAX_SPOTS: usize = 50;

impl Details {
    /// What is said in so many columns about the chosen resource.
    pub fn of_resource(app: &App, columns: u16) -> Self {
        let page = Page { app, columns: usize::from(columns), is_wide: columns >= super::WIDE - 4 };
        app.resources.selected().map(|resource| page.resource(resource)).unwrap_or_default()
    }
}

impl Page<'_> {
    fn resource(&self, resource: &Resource) -> Details {
        let roadmap = &self.app.document.roadmap;
        let spot = resource.spot();
        let mut details =
            Details { line: Some(roadmap.line_of(spot.section, spot.at)), ..Details::default() };
        details.crumbs = self.crumbs(spot.section, spot.place());
        let title = displayable(head(&resource.title, MAX_BYTES)).into_owned();
        self.begin(&mut details, &[text(title)]);
        self.labelled("Leads", self.leads(resource), &mut details.lines);
        if let Some(fraction) = resource.fraction(roadmap) {
            let percent = u64::from(fraction.done) * 100 / u64::from(fraction.total);
            let read = text(format!("{} of {}, {percent}%", fraction.done, fraction.total));
            self.labelled("Read", self.wrapped(&[read]), &mut details.lines);
        }
        let section = roadmap.section(spot.section);
        let item = resource.item(roadmap);
        if let Some(note) = item.and_then(|item| item.note_source(section)) {
            let note = head(&note, MAX_BYTES);
            let lines = note.lines().flat_map(|line| self.wrapped(&self.rich(line))).collect();
            self.labelled("Note", lines, &mut details.lines);
        }
        if let Some(item) = item {
            let fields = self.fields(head(item.text(section), MAX_BYTES), item);
            self.labelled("Fields", fields, &mut details.lines);
        }
        if resource.kind != crate::resources::Kind::Other {
            let kind = text(resource.kind.name().to_owned());
            self.labelled("Kind", self.wrapped(&[kind]), &mut details.lines);
        }
        if resource.spots.len() > 1 {
            let spots = resource.spots.iter().take(MAX_SPOTS).flat_map(|spot| self.spot(*spot));
            self.labelled("Stands", spots.collect(), &mut details.lines);
        }
        details
    }

    /// Where the links go, and which of them are not opened.
    fn leads(&self, resource: &Resource) -> Vec<Line> {
        let mut lines = Vec::new();
        for address in &resource.addresses {
            lines.extend(self.addresses(std::slice::from_ref(address)));
            if let Link::Refused(reason) = address::read(address) {
                let said = Piece::new(format!("not opened: {reason}"), Kind::Overdue);
                lines.extend(self.wrapped(&[said]));
            } else if let Some(site) = address::site(address).filter(|_| !address.is_ascii()) {
                let said = Piece::new(format!("its site is {}", displayable(&site)), Kind::Secondary);
                lines.extend(self.wrapped(&[said]));
            }
        }
        lines
    }

    fn spot(&self, spot: Spot) -> Vec<Line> {
        let line = self.app.document.roadmap.line_of(spot.section, spot.at);
        let mut pieces = vec![Piece::new(format!("line {line}"), Kind::Text(RunStyle::default()))];
        for (index, crumb) in self.crumbs(spot.section, spot.place()).into_iter().enumerate() {
            pieces.push(Piece::new(if index == 0 { "  " } else { " " }, Kind::Secondary));
            if index > 0 {
                pieces.extend([Piece::new(">", Kind::Crumb), Piece::new(" ", Kind::Secondary)]);
            }
            pieces.push(Piece::new(crumb, Kind::Secondary));
        }
        self.wrapped(&pieces)
    }
}

fn text(text: String) -> Piece<Kind> {
    Piece::new(text, Kind::Text(RunStyle::default()))
}

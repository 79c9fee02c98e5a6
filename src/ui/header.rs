//! The first line: the program, the roadmap's name, the tabs, how far it is.

use ratatui::buffer::Buffer;

use super::pen::{Pen, Text, rich};
use super::{Scene, counts, details, gap, journal, matrix, outline, phases, progress, resources, tabs};
use crate::app::Pane;
use crate::app::layout::Area;
use crate::app::tab::Tab;
use crate::display::{Piece, head, width_of};
use crate::model::Counts;
use crate::theme::Role;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    let Scene { app, look, layout } = *scene;
    let mut pen = Pen::new(buffer, layout.header, 0);
    pen.skip(1);
    pen.shorten(1);
    if !layout.has_borders {
        // The one pane has no border that could hold its title.
        let (title, right) = match (app.tab, app.view.focus) {
            (Tab::Matrix, _) if app.gap.is_shown => gap::titles(scene),
            (Tab::Matrix, _) => matrix::titles_of_focused(scene),
            (Tab::Progress, _) => progress::titles_of_focused(scene),
            (Tab::Journal, _) => journal::titles_of_focused(scene),
            (Tab::Resources, _) => resources::titles_of_shown(scene),
            (Tab::Roadmap, Pane::Phases) => (name(scene), overall(scene, COUNTS[3])),
            (Tab::Roadmap, Pane::Outline) => outline::titles(scene),
            (Tab::Roadmap, Pane::Details) => (details::title(scene), Text::new()),
        };
        pen.write_right(&right, 2);
        pen.write_text(&title, look);
        return;
    }
    pen.write_right(&file_counts(scene), GAP);
    let bar = tabs::shown(scene);
    if let Some(first) = bar.first() {
        tabs::draw(scene, buffer, &bar);
        pen = Pen::new(buffer, Area { columns: first.x.saturating_sub(GAP), ..layout.header }, 0);
        pen.skip(1);
    }
    if has_brand(scene, pen.room()) {
        pen.write("milepost", look.style(Role::Brand));
        pen.skip(GAP);
    }
    pen.write_text(&name(scene), look);
}

/// Between the parts of the line.
const GAP: u16 = 2;
/// Between the tabs and the counts.
const BEFORE_COUNTS: u16 = 3;

/// Whether the program's name is shown in so much room.
fn has_brand(scene: &Scene<'_>, room: usize) -> bool {
    scene.layout.header.columns >= 60 && room >= 10 + width_of(&name(scene)).min(30)
}

/// How much of the counts of the whole file is shown, from all of them to the least.
const COUNTS: [Counted; 5] = [
    Counted { gauge: 10, share: true, untracked: true },
    Counted { gauge: 10, share: true, untracked: false },
    Counted { gauge: 6, share: true, untracked: false },
    Counted { gauge: 0, share: true, untracked: false },
    Counted { gauge: 0, share: false, untracked: false },
];
/// So much of the roadmap's name is shown before anything is left out of the counts.
pub(super) const LEAST_NAME: usize = 10;

#[derive(Clone, Copy)]
struct Counted {
    /// In columns.
    gauge: u16,
    share: bool,
    untracked: bool,
}

/// What stands at the right end: as much of the counts as leaves room for all tabs, else what suits the width.
fn file_counts(scene: &Scene<'_>) -> Text {
    let columns = scene.layout.header.columns;
    let beside = width_of(&name(scene)).min(LEAST_NAME) + usize::from(GAP + BEFORE_COUNTS) + 2;
    let room = usize::from(columns).saturating_sub(beside + tabs::width_of_all(scene));
    let mut shown = COUNTS.into_iter().map(|counted| overall(scene, counted));
    shown
        .find(|text| width_of(text) <= room)
        .unwrap_or_else(|| overall(scene, COUNTS[if columns < 40 { 3 } else { 2 }]))
}

/// How many columns there are for the tabs beside a roadmap's name of so many columns or less, and where they end.
pub(super) fn room_for_tabs(scene: &Scene<'_>, least: usize) -> (usize, u16) {
    let header = scene.layout.header;
    let counts = width_of(&file_counts(scene)) + usize::from(BEFORE_COUNTS);
    let end = usize::from(header.columns).saturating_sub(1 + counts);
    let name = width_of(&name(scene)).min(least) + usize::from(GAP);
    (end.saturating_sub(1 + name), header.x + end as u16)
}

/// The roadmap's title, else its file's name.
fn name(scene: &Scene<'_>) -> Text {
    let Scene { app, look, .. } = *scene;
    match app.document.roadmap.title() {
        Some(title) => {
            rich(head(title, 400), app.document.roadmap.definitions(), look.style(Role::Text), look)
        }
        None => vec![Piece::new(phases::file_stem(app), look.style(Role::Text))],
    }
}

fn overall(scene: &Scene<'_>, counted: Counted) -> Text {
    let Scene { app, look, layout } = *scene;
    let counts = app.document.roadmap.counts();
    let secondary = look.style(Role::Secondary);
    let mut text = Text::new();
    if counts.of() > 0 {
        if counted.gauge > 0 {
            text.extend(counts::gauge(look, counted.gauge, counts));
            text.push(Piece::new("  ", secondary));
        }
        if counted.share {
            text.push(Piece::new(format!("{}/{} ", counts.met(), counts.of()), secondary));
        }
        let percent = counts.percent().unwrap_or(0);
        text.push(Piece::new(format!("{percent}%"), look.style(Role::Strong)));
    }
    let untracked = untracked(counts);
    if counts.of() == 0 {
        text.push(Piece::new(untracked, secondary));
    } else if !untracked.is_empty() && counted.untracked {
        text.push(Piece::new(format!("{}{untracked}", look.dot()), secondary));
    }
    if width_of(&text) + 12 > usize::from(layout.header.columns) {
        text.retain(|piece| piece.text.ends_with('%'));
    }
    text
}

fn untracked(counts: Counts) -> String {
    match counts.untracked {
        0 => String::new(),
        n => format!("{n} untracked"),
    }
}

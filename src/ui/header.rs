//! The first line: the program, the roadmap's name, how far it is.

use ratatui::buffer::Buffer;

use super::pen::{Pen, Text, rich};
use super::{Scene, counts, details, outline, phases};
use crate::app::Pane;
use crate::display::{Piece, head, width_of};
use crate::model::Counts;
use crate::theme::Role;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    let Scene { app, look, layout } = *scene;
    let columns = layout.header.columns;
    let mut pen = Pen::new(buffer, layout.header, 0);
    pen.skip(1);
    pen.shorten(1);
    if !layout.has_borders {
        // The one pane has no border that could hold its title.
        let (title, right) = match app.view.focus {
            Pane::Phases => (name(scene), overall(scene, 0)),
            Pane::Outline => outline::titles(scene),
            Pane::Details => (details::title(scene), Text::new()),
        };
        pen.write_right(&right, 2);
        pen.write_text(&title, look);
        return;
    }
    let gauge = match columns {
        ..40 => 0,
        40..80 => 6,
        _ => 10,
    };
    pen.write_right(&overall(scene, gauge), 2);
    if columns >= 60 {
        pen.write("milepost", look.style(Role::Brand));
        pen.skip(2);
    }
    pen.write_text(&name(scene), look);
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

/// The counts of the whole file, with a gauge of so many columns.
fn overall(scene: &Scene<'_>, gauge: u16) -> Text {
    let Scene { app, look, layout } = *scene;
    let counts = app.document.roadmap.counts();
    let secondary = look.style(Role::Secondary);
    let mut text = Text::new();
    if counts.of() > 0 {
        if gauge > 0 {
            text.extend(counts::gauge(look, gauge, counts));
            text.push(Piece::new("  ", secondary));
        }
        let share = format!("{}/{}", counts.met(), counts.of());
        text.push(Piece::new(share, secondary));
        let percent = counts.percent().unwrap_or(0);
        text.push(Piece::new(format!(" {percent}%"), look.style(Role::Strong)));
    }
    let untracked = untracked(counts);
    if counts.of() == 0 {
        text.push(Piece::new(untracked, secondary));
    } else if !untracked.is_empty() && layout.header.columns >= 80 {
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

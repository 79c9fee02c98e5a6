//! What has stalled and what is next, each with its reason.

use ratatui::buffer::Buffer;

use super::write_wrapped;
use crate::app::layout::Area;
use crate::app::outline::Row;
use crate::app::progress::layout::{Panel, ProgressLayout};
use crate::app::progress::{Entry, Figures, Why};
use crate::command::Command;
use crate::display::{Piece, displayable, width_of};
use crate::keymap::View;
use crate::progress::{self, Reason};
use crate::theme::{Mark, Role};
use crate::timeline::dates::said;
use crate::ui::pane::{Extent, draw_scrollbar};
use crate::ui::pen::{Pen, Text, tint};
use crate::ui::{Look, Scene, hints, row};

/// A reason beside what it is the reason for has no more of the columns than this share.
const REASON_SHARE: usize = 2;

/// Which of how many the cursor is on.
pub(super) fn counts(look: &Look<'_>, chosen: usize, figures: &Figures) -> Text {
    match figures.entries.len() {
        0 => Text::new(),
        n => vec![Piece::new(format!("{}/{n}", chosen + 1), look.style(Role::Secondary))],
    }
}

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, layout: &ProgressLayout, figures: &Figures) {
    let Scene { app, look, .. } = *scene;
    let content = layout.content(Panel::Next);
    if figures.entries.is_empty() {
        return write_wrapped(look, buffer, content, &nothing(scene), Role::Secondary);
    }
    let first = layout.first_entry(app.progress.entry, figures.entries.len());
    let lines = layout.entry_lines;
    let shown = figures.entries.iter().enumerate().skip(first);
    for (at, (index, entry)) in (0..content.rows / lines).zip(shown) {
        let area = Area { y: content.y + at * lines, rows: lines, ..content };
        let is_chosen = index == app.progress.entry && layout.focus == Panel::Next;
        draw_entry(scene, buffer, area, entry, is_chosen);
    }
    let shown = layout.n_shown(Panel::Next);
    let extent = Extent { start: first, shown, total: figures.entries.len() };
    if layout.has_borders {
        let is_focused = layout.focus == Panel::Next;
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
        draw_scrollbar(look, buffer, layout.area(Panel::Next), extent, style);
    }
}

/// Why nothing is listed, and where nothing is there yet how to begin.
fn nothing(scene: &Scene<'_>) -> String {
    let Scene { app, look, .. } = *scene;
    let roadmap = app.roadmap();
    if progress::has_begun(roadmap) {
        let is_counted = roadmap.counts().of() > 0;
        return if is_counted { "All is done." } else { "Nothing is left to do." }.to_owned();
    }
    let key = |view, command| hints::key_label(look, view, command);
    let keys = key(View::Progress, Command::RoadmapTab).zip(key(View::Roadmap, Command::AddBelow));
    let begin = keys
        .map_or_else(|| "add an item".to_owned(), |(tab, add)| format!("{tab}, then {add}, adds an item"));
    format!("There is nothing to do yet: {begin}.")
}

fn draw_entry(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, entry: &Entry, is_chosen: bool) {
    let Scene { app, look, .. } = *scene;
    let roadmap = &app.document.roadmap;
    let Some(item) = roadmap.get(entry.place) else { return };
    for line in 0..area.rows {
        let mut pen = Pen::new(buffer, area, line);
        if is_chosen {
            pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
        }
    }
    let (reason, role) = reason(scene, entry);
    let reason = vec![Piece::new(reason, look.style(role))];
    if area.rows > 1 {
        let mut pen = Pen::new(buffer, area, 1);
        pen.skip(3);
        pen.shorten(1);
        pen.write_text(&reason, look);
    }
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    pen.shorten(1);
    let (mark, role) = row::state_mark(item);
    pen.write(look.glyph(mark), look.style(role));
    pen.skip(1);
    let text = row::text(app, look, Row::Item(entry.place));
    if area.rows == 1 {
        let room = pen.room();
        let most = (room / REASON_SHARE).max(room.saturating_sub(width_of(&text) + 2));
        if width_of(&reason) <= most {
            pen.write_right(&reason, 2);
        }
    }
    pen.write_text(&text, look);
    if is_chosen {
        let over = Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area };
        tint(buffer, over, look.style(Role::Selected));
    }
}

/// Why something is on the list, in words.
fn reason(scene: &Scene<'_>, entry: &Entry) -> (String, Role) {
    let Scene { app, .. } = *scene;
    match entry.why {
        Why::Stalled(stalled) => {
            let since = said(stalled.since, app.today);
            (format!("doing since {since}, for {} days", stalled.n_days), Role::Warning)
        }
        Why::Next(next) => {
            let words = next.in_words(app.roadmap(), app.today);
            let role = if next.reason == Reason::Overdue { Role::Warning } else { Role::Secondary };
            (displayable(&words).into_owned(), role)
        }
    }
}

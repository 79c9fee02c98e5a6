//! One entry on one line: its day, its kind, its words.

use ratatui::buffer::Buffer;

use crate::app::journal::JournalPane;
use crate::app::layout::Area;
use crate::display::{Piece, head};
use crate::model::journal::{Entry, EntryKind};
use crate::theme::{Mark, Role};
use crate::ui::Scene;
use crate::ui::pen::{Pen, Text, highlighted, padded, rich};

/// Of a longer text no more is shown.
const MAX_BYTES: usize = 2000;
/// `2026-11-22`
const DATE: usize = 10;
/// The longest name of a kind.
const KIND: usize = 10;

/// The glyph of a kind, and its role.
pub(super) fn kind_mark(kind: EntryKind) -> (Mark, Role) {
    match kind {
        EntryKind::Project => (Mark::Project, Role::Phase),
        EntryKind::Mistake => (Mark::Mistake, Role::Warning),
        EntryKind::Lesson => (Mark::Lesson, Role::DoneMark),
        EntryKind::Assessment => (Mark::Assessment, Role::DoingMark),
        EntryKind::Note => (Mark::Note, Role::NoteMark),
    }
}

/// Writes day and kind. The day is left out where the entry above has the same, and both are short where there is
/// little room.
pub(super) fn begin(scene: &Scene<'_>, pen: &mut Pen<'_>, date: Option<&str>, kind: EntryKind) {
    let look = scene.look;
    let (mark, role) = kind_mark(kind);
    let is_wide = pen.room() >= 46;
    if is_wide {
        pen.write(&padded(date.unwrap_or_default(), DATE), look.style(Role::Secondary));
        pen.write("  ", look.style(Role::Text));
    } else {
        // The month and the day.
        let short = date.map_or("", |date| date.get(5..).filter(|day| day.len() == 5).unwrap_or("-"));
        pen.write(&padded(short, 5), look.style(Role::Secondary));
        pen.write(" ", look.style(Role::Text));
    }
    pen.write(look.glyph(mark), look.style(role));
    pen.write(" ", look.style(Role::Text));
    if is_wide {
        pen.write(&padded(kind.name(), KIND), look.style(Role::Secondary));
        pen.write("  ", look.style(Role::Text));
    }
}

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, index: usize, first: usize) {
    let Scene { app, look, .. } = *scene;
    let entry = &app.journal.entries[index];
    let is_same_day = index > first && app.journal.entries[index - 1].date == entry.date;
    let date = entry.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
    let date = (!is_same_day).then_some(date);
    // While another line is typed, none is chosen.
    let is_chosen = index == app.journal.selected && app.entry_field().is_none();
    let mut pen = Pen::new(buffer, area, 0);
    if is_chosen {
        pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    } else {
        pen.skip(1);
    }
    pen.skip(u16::from(area.columns > 50));
    begin(scene, &mut pen, date.as_deref(), entry.kind);
    pen.shorten(1);
    let n_below = entry.parts(app.roadmap()).len() - 1;
    if n_below > 0 && pen.room() > 24 {
        pen.write_right(&[Piece::new(format!("+{n_below}"), look.style(Role::Secondary))], 2);
    }
    let mut text = words(scene, entry);
    let selected = look.style(if app.journal.focus == JournalPane::List && app.overlay.is_none() {
        Role::Selected
    } else {
        Role::SelectedElsewhere
    });
    if is_chosen {
        text = text.into_iter().map(|piece| Piece::new(piece.text, piece.style.patch(selected))).collect();
        pen.tint(Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area }, selected);
    }
    if let Some(search) = &app.search {
        let hit = look.style(if is_chosen { Role::CurrentMatch } else { Role::Match });
        text = highlighted(text, &search.query, hit);
    }
    pen.write_text(&text, look);
}

/// The words with the marks of Markdown rendered.
fn words(scene: &Scene<'_>, entry: &Entry) -> Text {
    let Scene { app, look, .. } = *scene;
    let roadmap = app.roadmap();
    let parts = entry.parts(roadmap);
    let words = parts.first().map_or("", |words| words.text);
    rich(head(words, MAX_BYTES), roadmap.definitions(), look.style(Role::Text), look)
}

/// The chosen entry on one line.
pub(in crate::ui) fn chosen(scene: &Scene<'_>) -> Text {
    let Scene { app, look, .. } = *scene;
    let Some(entry) = app.journal.entry() else {
        return vec![Piece::new("No journal yet.", look.style(Role::Secondary))];
    };
    let (mark, role) = kind_mark(entry.kind);
    let mut text = vec![Piece::new(format!("{} ", look.glyph(mark)), look.style(role))];
    text.extend(words(scene, entry));
    text
}

//! The field in which an entry is typed: in its line of the list, or in a popup over another tab.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use super::row;
use crate::app::journal::entry::{EntryField, EntryPurpose};
use crate::app::layout::Area;
use crate::app::tab::Tab;
use crate::display::{Piece, displayable, head};
use crate::model::journal::EntryKind;
use crate::theme::{Mark, Role};
use crate::ui::pen::{Pen, Text, tint};
use crate::ui::popup::Popup;
use crate::ui::{Cursor, Scene, input};

const ASKS: &str = "what is worth remembering; # for a tag";

/// Draws the field in a line of the list, behind the entry's day and kind.
pub(super) fn draw_line(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, field: &EntryField) -> Cursor {
    let look = scene.look;
    let (date, kind) = date_and_kind(scene, field);
    let mut pen = Pen::new(buffer, area, 0);
    pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    pen.skip(u16::from(area.columns > 50));
    row::begin(scene, &mut pen, date.as_deref(), kind);
    let columns = (pen.room() as u16).saturating_sub(1);
    let field_area = Area { x: pen.x, columns, ..area };
    tint(buffer, field_area, Style::new().add_modifier(Modifier::UNDERLINED));
    input::draw_line(look, buffer, field_area, &field.field, ASKS)
}

fn date_and_kind(scene: &Scene<'_>, field: &EntryField) -> (Option<String>, EntryKind) {
    let app = scene.app;
    match &field.purpose {
        EntryPurpose::Add(kind, _) => (Some(app.today.to_string()), *kind),
        EntryPurpose::Reword(place) => {
            let entry = app.journal.entries.iter().find(|entry| entry.place == *place);
            let date = entry.and_then(|entry| entry.date).map(|date| date.to_string());
            (date, entry.map_or(EntryKind::Note, |entry| entry.kind))
        }
    }
}

/// Draws the field over another tab, with what the entry is about.
pub(in crate::ui) fn draw_popup(scene: &Scene<'_>, buffer: &mut Buffer, field: &EntryField) -> Cursor {
    let Scene { app, look, .. } = *scene;
    if app.tab == Tab::Journal {
        return None;
    }
    let EntryPurpose::Add(kind, about) = &field.purpose else { return None };
    let title = match about {
        Some(name) => format!("{} about {}", kind.name(), displayable(head(name, 200))),
        None => format!("{} in the journal", kind.name()),
    };
    let right = vec![Piece::new(app.today.to_string(), look.style(Role::Secondary))];
    let (inside, _) = Popup { title: &title, right, columns: 76, rows: 3 }.draw(look, buffer);
    let line = Area { x: inside.x + 1, columns: inside.columns.saturating_sub(2), ..inside };
    let rows = line.rows.saturating_sub(1).max(1);
    let cursor = input::draw_lines(look, buffer, Area { rows, ..line }, &field.field, ASKS);
    let mut pen = Pen::new(buffer, line, line.rows.saturating_sub(1));
    if line.rows > 1 {
        pen.write_text(&offered(scene, field), look);
    }
    cursor
}

/// The tags that begin as the one that is typed.
fn offered(scene: &Scene<'_>, field: &EntryField) -> Text {
    let look = scene.look;
    let tags = field.offered();
    if tags.is_empty() {
        return Text::new();
    }
    let tags = tags.iter().take(12).map(|tag| format!("#{tag}")).collect::<Vec<_>>().join("  ");
    vec![
        Piece::new("tab ", look.style(Role::Key)),
        Piece::new(displayable(&tags).into_owned(), look.style(Role::Secondary)),
    ]
}

//! The last line: the keys of the moment at the left, what was done last at the right. Where both have no room, what
//! was done wins.

use ratatui::buffer::Buffer;

use super::pen::{Pen, Text};
use super::{Cursor, Look, Scene, hints, input, progress};
use crate::app::layout::Area;
use crate::app::prompt::Overlay;
use crate::app::tab::Tab;
use crate::app::{App, StatusKind};
use crate::display::{Piece, displayable, head, truncate_pieces, width, width_of};
use crate::keymap::Keys;
use crate::theme::Role;

/// Of a longer message no more is shown.
const MAX_BYTES: usize = 4000;
/// Of why a change is not saved nothing is shown in fewer columns.
const MIN_REASON: usize = 12;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, layout } = *scene;
    let area = layout.hints;
    if area.is_empty() {
        return None;
    }
    if let Some(Overlay::Search(field)) = &app.overlay {
        return draw_search(look, buffer, area, app, field);
    }
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    pen.shorten(1);
    if !look.pending.is_empty() {
        pen.write_text(&pending(scene), look);
        return None;
    }
    let status = truncate_pieces(&right(scene), status_columns(scene), look.ellipsis());
    pen.write_right(&status, 3);
    let hints = hints::fitting(scene, hint_columns(scene));
    for piece in hints::text(look, &hints) {
        pen.write(&piece.text, piece.style);
    }
    None
}

/// How many columns there are for what was done.
pub(super) fn status_columns(scene: &Scene<'_>) -> usize {
    let room = usize::from(scene.layout.hints.columns).saturating_sub(2);
    // The gap behind the last hint is one column short of that before the status.
    match hints::columns_of(&hints::kept(scene)) {
        0 => room,
        kept => room.saturating_sub(kept + 1),
    }
}

/// How many columns are left for the hints.
pub(super) fn hint_columns(scene: &Scene<'_>) -> usize {
    let room = usize::from(scene.layout.hints.columns).saturating_sub(2);
    let status = width_of(&right(scene)).min(status_columns(scene));
    room - status - if status > 0 { 3.min(room - status) } else { 0 }
}

/// What stands at the right: the status, or else the search that is on.
fn right(scene: &Scene<'_>) -> Text {
    let Scene { app, look, .. } = *scene;
    let (text, role) = message(app);
    if super::message::is_shown(scene) || matches!(app.overlay, Some(Overlay::Quit)) {
        return Text::new();
    }
    let count = app.unsaved.count();
    let room = status_columns(scene);
    if !app.unsaved.is_empty() && width(&text) > room && room < width(&count) + MIN_REASON {
        return vec![Piece::new(count, look.style(Role::Error))];
    }
    if !text.is_empty() {
        return vec![Piece::new(text, look.style(role))];
    }
    if app.tab == Tab::Progress
        && let Some(reading) = progress::reading(scene)
    {
        return reading;
    }
    let Some(search) = &app.search else { return Text::new() };
    let query = displayable(head(&search.query, 200)).into_owned();
    vec![
        Piece::new(format!("/{query}"), look.style(Role::Match)),
        Piece::new(format!("  {}", found(app)), look.style(Role::Secondary)),
    ]
}

/// What there is to say, and as what. That a change is not on disk stays said.
pub(super) fn message(app: &App) -> (String, Role) {
    let role = match app.status.kind {
        StatusKind::Done => Role::Status,
        StatusKind::Warning => Role::Warning,
        StatusKind::Error => Role::Error,
    };
    let shown = |text: &str| displayable(head(text, MAX_BYTES)).into_owned();
    let text = app.status.text.as_str();
    match app.unsaved.message() {
        Some(message) if text.is_empty() => (shown(&message), Role::Error),
        Some(_) if !text.starts_with(&app.unsaved.count()) => {
            (shown(&format!("{}; {text}", app.unsaved.count())), Role::Error)
        }
        _ => (shown(text), role),
    }
}

/// `3/12`, or that there is nothing.
fn found(app: &App) -> String {
    match app.found() {
        None => String::new(),
        Some((_, 0)) => "nothing found".to_owned(),
        Some((Some(number), n_matches)) => format!("{number}/{n_matches}"),
        Some((None, n_matches)) => format!("{n_matches} found"),
    }
}

/// The search that is being typed.
fn draw_search(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Area,
    app: &App,
    field: &crate::app::field::Field,
) -> Cursor {
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    pen.shorten(1);
    let found = if field.text().is_empty() { String::new() } else { found(app) };
    let role = if found.starts_with("nothing") { Role::Warning } else { Role::Secondary };
    if pen.room() > width(&found) + 12 {
        pen.write_right(&[Piece::new(found, look.style(role))], 2);
    }
    pen.write("/", look.style(Role::Key));
    let field_area = Area { x: pen.x, columns: pen.room() as u16, ..area };
    let asks = match app.tab {
        Tab::Roadmap | Tab::Progress if app.filter.is_some() => "find in what the filter shows, notes too",
        Tab::Roadmap | Tab::Progress => "find in all phases, notes too",
        Tab::Matrix => "find in all cells of the matrix",
        Tab::Journal => "find in the entries that are shown",
        Tab::Resources => "find in the resources that are shown",
    };
    input::draw_line(look, buffer, field_area, field, asks)
}

/// The keys pressed so far, and what they can become: `g…  g go to the first line`.
fn pending(scene: &Scene<'_>) -> Text {
    let Scene { app, look, .. } = *scene;
    let label = look.pending.iter().map(|key| key.label()).collect::<Vec<_>>().join(" ");
    let mut text = vec![Piece::new(format!("{label}{}", look.ellipsis()), look.style(Role::Key))];
    for row in look.keymap.rows(hints::panes_view(app)) {
        let rest = |keys: &&Keys| {
            let rest = keys.as_slice().strip_prefix(look.pending).filter(|rest| !rest.is_empty())?;
            Some(rest.iter().map(|key| key.label()).collect::<Vec<_>>().join(" "))
        };
        if let Some(rest) = row.keys.iter().find_map(rest) {
            text.push(Piece::new(format!("   {rest}"), look.style(Role::Key)));
            text.push(Piece::new(format!(" {}", row.command.help()), look.style(Role::KeyHelp)));
        }
    }
    text
}

//! The Resources tab: the list under its headings, and what is known of the chosen resource.

mod field;
mod filter;
mod list;

pub(super) use filter::draw as draw_filter;

use ratatui::buffer::Buffer;

use super::pane::{Border, Extent, draw_scrollbar};
use super::pen::{Pen, Text};
use super::{Cursor, Scene, details, hints, inline, row};
use crate::app::details::{Details, WIDE};
use crate::app::layout::Area;
use crate::app::resources::ResourcesPane;
use crate::command::Command;
use crate::display::{Piece, displayable, head, wrap};
use crate::theme::Role;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let layout = app.resources_layout();
    if layout.has_borders && !layout.list.is_empty() {
        let is_focused = app.resources.focus == ResourcesPane::List && app.overlay.is_none();
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
        let (title, right) = titles(scene);
        Border { style, title, right }.draw(look, buffer, layout.list);
    }
    let content = layout.content(ResourcesPane::List);
    if app.resources.lines.is_empty() {
        draw_nothing(scene, buffer, content);
    } else {
        list::draw(scene, buffer, content);
        let shown = usize::from(content.rows);
        let extent = Extent { start: app.resources.top, shown, total: app.resources.lines.len() };
        if layout.has_borders {
            draw_scrollbar(look, buffer, layout.list, extent, look.style(Role::Scrollbar));
        }
    }
    match inline(app) {
        Some(inline) => field::draw(scene, buffer, layout.details, layout.has_borders, inline),
        None => {
            draw_details(scene, buffer, layout.details, layout.has_borders);
            None
        }
    }
}

/// The title of the pane that is shown, for a screen on which it has no border.
pub(super) fn titles_of_shown(scene: &Scene<'_>) -> (Text, Text) {
    let Scene { app, look, .. } = *scene;
    match (app.resources.focus, app.resources.selected()) {
        (ResourcesPane::Details, Some(resource)) => {
            let title = displayable(head(&resource.title, 400)).into_owned();
            (vec![Piece::new(title, look.style(Role::FocusedPaneTitle))], Text::new())
        }
        _ => titles(scene),
    }
}

/// What is shown, and how many that are.
fn titles(scene: &Scene<'_>) -> (Text, Text) {
    let Scene { app, look, .. } = *scene;
    let is_focused = app.resources.focus == ResourcesPane::List && app.overlay.is_none();
    let style = look.style(if is_focused { Role::FocusedPaneTitle } else { Role::PaneTitle });
    let mut title = vec![Piece::new("Resources", style)];
    let (n_shown, n_found) = (app.resources.n_shown(), app.resources.found.len());
    let secondary = look.style(Role::Secondary);
    let count = if app.filters_resources() {
        let words = app.resources.criteria.describe(app.roadmap());
        title.push(Piece::new(format!("{}{}", look.dot(), displayable(head(&words, 400))), secondary));
        format!("{n_shown} of {n_found}")
    } else {
        n_found.to_string()
    };
    (title, vec![Piece::new(count, secondary)])
}

/// Says how to begin, or that everything is filtered away.
fn draw_nothing(scene: &Scene<'_>, buffer: &mut Buffer, area: Area) {
    let Scene { app, look, .. } = *scene;
    let key = |command| hints::key_label(look, hints::panes_view(app), command);
    let text = if app.filters_resources() {
        let end = key(Command::Cancel).map(|key| format!("; {key} shows all")).unwrap_or_default();
        format!("no resource is like that{end}")
    } else {
        let outline = key(Command::RoadmapTab).map(|key| format!(" ({key})")).unwrap_or_default();
        format!(
            "Nothing to read or to watch yet. Items under a heading such as \u{201c}Resources\u{201d} and every link of \
             the roadmap{outline} show up here; (120/320) behind a title says how far you are."
        )
    };
    let columns = usize::from(area.columns).saturating_sub(4).max(1);
    for (line, range) in (0..area.rows.saturating_sub(1)).zip(wrap(&text, columns)) {
        let mut pen = Pen::new(buffer, Area { x: area.x + 2, columns: columns as u16, ..area }, line + 1);
        pen.write(text.get(range).unwrap_or_default(), look.style(Role::Secondary));
    }
}

fn draw_details(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, has_borders: bool) {
    let Scene { app, look, .. } = *scene;
    if area.is_empty() {
        return;
    }
    let content = details::inset(app.resources_layout().content(ResourcesPane::Details));
    let found = Details::of_resource(app, content.columns);
    let is_focused = app.resources.focus == ResourcesPane::Details && app.overlay.is_none();
    let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
    let (n_lines, rows) = (found.lines.len(), usize::from(content.rows));
    let scroll = usize::from(app.resources.details_scroll).min(n_lines.saturating_sub(rows));
    if has_borders {
        let title = match found.title.as_str() {
            "" => vec![Piece::new("Details", look.style(Role::PaneTitle))],
            _ => details::border_title(look, area.columns, &found, is_focused),
        };
        let line = found.line.filter(|_| area.columns < WIDE);
        let right = line.map(|line| Piece::new(format!("line {line}"), look.style(Role::Secondary)));
        Border { style, title, right: right.into_iter().collect() }.draw(look, buffer, area);
        let extent = Extent { start: scroll, shown: rows, total: n_lines };
        let style = if is_focused { style } else { look.style(Role::Scrollbar) };
        draw_scrollbar(look, buffer, area, extent, style);
    }
    details::draw_lines(scene, buffer, content, &found.lines, scroll);
}

/// The chosen resource on one line.
pub(super) fn chosen(scene: &Scene<'_>) -> Text {
    let Scene { app, look, .. } = *scene;
    let Some(resource) = app.resources.selected() else { return Text::new() };
    let mut text = Text::new();
    if let Some(item) = resource.item(app.roadmap()) {
        let (mark, role) = row::state_mark(item);
        text.push(Piece::new(format!("{} ", look.glyph(mark)), look.style(role)));
    }
    text.push(Piece::new(displayable(head(&resource.title, 400)), look.style(Role::Text)));
    text
}

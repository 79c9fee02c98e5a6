//! The outline of the chosen phase: its rows around the cursor, or how to begin where there are none.

use ratatui::buffer::Buffer;

use super::beginning::Beginning;
use super::pane::{Border, Extent, draw_scrollbar};
use super::pen::{Text, rich};
use super::{Cursor, Scene, counts, inline, phases, row};
use crate::app::layout::Area;
use crate::app::outline::Row;
use crate::app::prompt::{Inline, Purpose};
use crate::app::{Pane, details};
use crate::command::Command;
use crate::display::{Piece, displayable, head, truncate};
use crate::model::Roadmap;
use crate::theme::Role;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, layout } = *scene;
    if layout.outline.is_empty() {
        return None;
    }
    let is_focused = has_keys(scene);
    let content = layout.content(Pane::Outline);
    if layout.has_borders {
        let (title, right) = titles(scene);
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
        Border { style, title, right }.draw(look, buffer, layout.outline);
    }
    let outline = app.outline();
    let cursor = app.view.cursor.filter(|row| details::exists(app, *row));
    let line = app.view.line.min(content.rows.saturating_sub(1));
    let rows = cursor.map(|cursor| outline.window(cursor, line, content.rows)).unwrap_or_default();
    // A field whose row is not in sight, or not in the file any more, has a row of its own as well.
    let adding = inline(app).filter(|inline| match inline.purpose {
        Purpose::AddBelow | Purpose::AddChild => true,
        Purpose::Reword => inline.is_lost || !rows.contains(&inline.row),
        Purpose::Note | Purpose::Reading => false,
    });
    if rows.is_empty() && adding.is_none() {
        draw_beginning(scene, buffer, content);
        return None;
    }
    if let (true, Some(first), Some(last)) = (layout.has_borders, rows.first(), rows.last()) {
        let is_cut = outline.previous(*first).is_some() || outline.next(*last).is_some();
        if let Some(extent) = extent(scene, *first, *last).filter(|_| is_cut) {
            let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Scrollbar });
            draw_scrollbar(look, buffer, layout.outline, extent, style);
        }
    }
    draw_rows(scene, buffer, content, &rows, adding)
}

/// Draws the rows, and the field for a new item where it will stand.
fn draw_rows(
    scene: &Scene<'_>,
    buffer: &mut Buffer,
    content: Area,
    rows: &[Row],
    adding: Option<&Inline>,
) -> Cursor {
    let field_line = adding.map(|inline| place_of_new(scene, rows, inline));
    // Where the new row would stand below the pane, those above move up.
    let n_above = field_line.map_or(0, |line| (line + 1).saturating_sub(usize::from(content.rows)));
    let mut cursor = None;
    for line in 0..content.rows {
        let area = Area { y: content.y + line, rows: 1, ..content };
        let index = usize::from(line) + n_above;
        let row = match (adding, field_line) {
            (Some(inline), Some(at)) if index == at => {
                cursor = row::draw_new(scene, buffer, area, inline);
                continue;
            }
            (_, Some(at)) if index > at => rows.get(index - 1),
            _ => rows.get(index),
        };
        let Some(&row) = row else { continue };
        let reworded =
            inline(scene.app).filter(|inline| inline.purpose == Purpose::Reword && inline.row == row);
        match reworded {
            Some(inline) => cursor = row::draw_reworded(scene, buffer, area, row, inline),
            None => row::draw(scene, buffer, area, row),
        }
    }
    cursor
}

/// On which line a new item is typed: below the row, and below what hangs from it where that is in sight.
fn place_of_new(scene: &Scene<'_>, rows: &[Row], inline: &Inline) -> usize {
    let at = rows.iter().position(|row| *row == inline.row);
    let Some(at) = at.filter(|_| !inline.is_lost) else { return 0 };
    let Row::Item(place) = inline.row else { return at + 1 };
    if inline.purpose == Purpose::AddChild {
        return at + 1;
    }
    let end = scene.app.document.roadmap.get(place).map_or(0, |item| item.end);
    let hangs =
        |row: &&Row| row.place().is_some_and(|below| below.section == place.section && below.item < end);
    let below = rows.get(at + 1..).unwrap_or_default();
    at + 1 + below.iter().take_while(hangs).count()
}

/// The phase's heading, and its counts or what the filter leaves.
pub(super) fn titles(scene: &Scene<'_>) -> (Text, Text) {
    let Scene { app, look, layout } = *scene;
    let roadmap = &app.document.roadmap;
    let style = look.style(if has_keys(scene) { Role::FocusedPaneTitle } else { Role::PaneTitle });
    let phase = roadmap.phases().get(app.view.phase);
    let heading =
        phase.filter(|phase| !phase.is_unnamed).and_then(|phase| roadmap.section(phase.first).heading_text());
    let title = match (heading, roadmap.title()) {
        (Some(heading), _) => rich(head(heading, 400), roadmap.definitions(), style, look),
        (None, Some(title)) => rich(head(title, 400), roadmap.definitions(), style, look),
        (None, None) => vec![Piece::new(phases::file_stem(app), style)],
    };
    let secondary = look.style(Role::Secondary);
    if let Some(filter) = &app.filter {
        // What is hidden must be known: the filter goes before the heading.
        let room = usize::from(layout.outline.columns).saturating_sub(22) * 2 / 3;
        let query = filter.query.to_string();
        let query = displayable(head(&query, 400)).into_owned();
        let query = truncate(&query, room.max(4), look.ellipsis()).into_owned();
        let right = vec![
            Piece::new("filter: ", secondary),
            Piece::new(query, look.style(Role::Warning)),
            Piece::new(format!("{}{}", look.dot(), filter.count()), secondary),
        ];
        return (title, right);
    }
    let words = phase.map(|phase| counts::words(phase.counts)).filter(|words| !words.is_empty());
    (title, words.map(|words| vec![Piece::new(words, secondary)]).unwrap_or_default())
}

fn has_keys(scene: &Scene<'_>) -> bool {
    match inline(scene.app) {
        Some(inline) => inline.purpose != Purpose::Note,
        None => scene.app.view.focus == Pane::Outline && scene.app.overlay.is_none(),
    }
}

/// Where the rows in sight lie in the phase, by their bytes: to count rows would be to walk over all of them.
fn extent(scene: &Scene<'_>, first: Row, last: Row) -> Option<Extent> {
    let roadmap = &scene.app.document.roadmap;
    let phase = roadmap.phases().get(scene.app.view.phase)?;
    let sections = roadmap.sections();
    let begin = roadmap.section(phase.first).offset;
    let end = sections.get(phase.end as usize).map_or_else(|| roadmap.len(), |section| section.offset);
    let (start, _) = bytes_of(roadmap, first);
    let (_, stop) = bytes_of(roadmap, last);
    let outline = scene.app.outline();
    let is_first = outline.previous(first).is_none();
    let is_last = outline.next(last).is_none();
    let start = if is_first { begin } else { start };
    let stop = if is_last { end } else { stop };
    Some(Extent { start: start - begin, shown: stop.saturating_sub(start), total: end - begin })
}

/// Where a row's own text begins and ends in the file.
fn bytes_of(roadmap: &Roadmap, row: Row) -> (usize, usize) {
    let section = roadmap.section(row.section());
    let span = match row {
        Row::Heading(_) => section.heading_block,
        Row::Item(place) => roadmap.item(place).text,
        Row::Table(_, table) => section.tables[table as usize].span,
    };
    (section.offset + span.start as usize, section.offset + span.end as usize)
}

/// Says why there are no rows and which key comes next.
fn draw_beginning(scene: &Scene<'_>, buffer: &mut Buffer, content: Area) {
    let counts = scene.app.document.roadmap.counts();
    let is_empty = counts.of() + counts.untracked + counts.skipped + counts.other == 0;
    let beginning = if let Some(filter) = &scene.app.filter {
        let is_elsewhere = filter.n_items > 0;
        Beginning {
            said: if is_elsewhere {
                "Only other phases match the filter."
            } else {
                "Nothing matches the filter."
            },
            keys: &[(Command::Cancel, "shows everything again"), (Command::Filter, "changes the filter")],
            example: None,
        }
    } else if is_empty {
        Beginning {
            said: "Nothing to do yet.",
            keys: &[
                (Command::AddBelow, "adds the first item"),
                (Command::EditInEditor, "opens the file in your editor"),
                (Command::OpenRoadmap, "opens another roadmap"),
            ],
            example: Some((
                "A roadmap is plain Markdown:",
                &["# Phase 1: Junior", "## Goals", "- [ ] a goal with a check box", "- a plain one"],
            )),
        }
    } else {
        Beginning {
            said: "No items in this phase.",
            keys: &[
                (Command::AddBelow, "adds the first one"),
                (Command::EditInEditor, "opens the file in your editor"),
            ],
            example: None,
        }
    };
    beginning.draw(scene, buffer, content);
}

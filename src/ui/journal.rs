//! The Journal tab: the entries, the newest first, and the chosen one whole.

mod entry;
mod field;
mod menus;
mod row;

use ratatui::buffer::Buffer;

pub(super) use field::draw_popup;
pub(super) use menus::{draw_filter, draw_kinds};
pub(super) use row::chosen;

use super::beginning::Beginning;
use super::pane::{Border, Extent, draw_scrollbar};
use super::pen::{Pen, Text};
use super::{Cursor, Scene};
use crate::app::journal::JournalPane;
use crate::app::journal::entry::EntryPurpose;
use crate::app::layout::Area;
use crate::command::Command;
use crate::display::{Piece, displayable};
use crate::theme::Role;

const NONE_YET: Beginning<'_> = Beginning {
    said: "No journal yet.",
    keys: &[(Command::AddBelow, "writes the first entry: what you did, what went wrong, what you learnt")],
    example: Some((
        "It is kept at the end of the file:",
        &["# Journal", "", "- 2026-11-22 **Lesson**: Timers run after the poll phase. #event-loop"],
    )),
};

/// An empty journal that has its section.
const EMPTY: Beginning<'_> = Beginning { said: "The journal is empty.", example: None, ..NONE_YET };

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let layout = app.journal_layout();
    if layout.has_borders && !layout.list.is_empty() {
        let is_focused = app.journal.focus == JournalPane::List && app.overlay.is_none();
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
        let (title, right) = list_titles(scene);
        Border { style, title, right }.draw(look, buffer, layout.list);
    }
    let cursor = draw_list(scene, buffer);
    entry::draw(scene, buffer);
    cursor
}

fn draw_list(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let layout = app.journal_layout();
    let content = layout.content(JournalPane::List);
    let field = app.entry_field();
    let n_entries = app.journal.entries.len();
    if content.is_empty() {
        return None;
    }
    if n_entries == 0 && field.is_none() {
        if app.journal.n_all == 0 {
            let beginning = if app.roadmap().has_journal() { EMPTY } else { NONE_YET };
            beginning.draw(scene, buffer, content);
        } else {
            let mut pen = Pen::new(buffer, content, 0);
            pen.skip(1);
            pen.write("no entry is left by the filter", look.style(Role::Secondary));
        }
        return None;
    }
    let is_new = field.is_some_and(|field| matches!(field.purpose, EntryPurpose::Add(..)));
    // A new entry is typed above the others.
    let first = if is_new { 0 } else { layout.first_shown(app.journal.selected, n_entries) };
    let (mut line, mut cursor) = (0, None);
    if let Some(field) = field.filter(|_| is_new) {
        cursor = field::draw_line(scene, buffer, Area { rows: 1, ..content }, field);
        line = 1;
    }
    for index in first..n_entries {
        if line >= content.rows {
            break;
        }
        let area = Area { y: content.y + line, rows: 1, ..content };
        let entry = &app.journal.entries[index];
        let is_typed = |field: &&_| is_about(field, entry.place);
        match field.filter(is_typed) {
            Some(field) => cursor = field::draw_line(scene, buffer, area, field),
            None => row::draw(scene, buffer, area, index, first),
        }
        line += 1;
    }
    // Where another program took the entry away, its words are still to be seen.
    if let (Some(field), None) = (field, cursor) {
        cursor = field::draw_line(scene, buffer, Area { rows: 1, ..content }, field);
    }
    if layout.has_borders {
        let extent = Extent { start: first, shown: usize::from(content.rows), total: n_entries };
        let is_focused = app.journal.focus == JournalPane::List;
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Scrollbar });
        draw_scrollbar(look, buffer, layout.list, extent, style);
    }
    cursor
}

fn is_about(
    field: &crate::app::journal::entry::EntryField,
    place: crate::model::journal::EntryPlace,
) -> bool {
    !field.is_lost && field.purpose == EntryPurpose::Reword(place)
}

/// The title of the pane that has the keys, for a screen on which it has no border.
pub(super) fn titles_of_focused(scene: &Scene<'_>) -> (Text, Text) {
    match scene.app.journal.focus {
        JournalPane::Entry if scene.app.entry_field().is_none() => entry::titles(scene, true),
        _ => list_titles(scene),
    }
}

/// What is filtered for, and how many entries there are.
fn list_titles(scene: &Scene<'_>) -> (Text, Text) {
    let Scene { app, look, .. } = *scene;
    let is_focused = app.journal.focus == JournalPane::List;
    let style = look.style(if is_focused { Role::FocusedPaneTitle } else { Role::PaneTitle });
    let mut title = vec![Piece::new("Journal", style)];
    let n_all = app.journal.n_all;
    let noun = if n_all == 1 { "entry" } else { "entries" };
    let mut right = format!("{n_all} {noun}");
    if !app.journal.filter.is_empty() {
        let filter = displayable(&app.journal.filter.describe()).into_owned();
        title.push(Piece::new(format!("{}{filter}", look.dot()), look.style(Role::Warning)));
        right = format!("{} of {n_all}", app.journal.entries.len());
    }
    let right = (n_all > 0).then(|| Piece::new(right, look.style(Role::Secondary)));
    (title, right.into_iter().collect())
}

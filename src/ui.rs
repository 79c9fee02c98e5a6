//! Draws the state on the screen: `draw(&app, &look, frame)`.
//!
//! Reads and changes nothing. Where things stand comes from [`crate::app::layout`], which rows there are from
//! [`crate::app::outline`]; the cost of a frame follows the screen and not the file. Every text reaches the screen through
//! [`pen::Pen`], which lets nothing through that could drive a terminal.

mod assessment;
mod beginning;
mod bottom;
mod confirm;
mod counts;
mod details;
mod filter;
mod gap;
mod header;
mod hints;
mod input;
mod journal;
mod list;
mod matrix;
mod message;
mod opening;
mod outline;
mod pane;
mod pen;
mod phases;
mod popup;
mod preview;
mod progress;
mod radar;
mod resources;
mod roadmaps;
mod row;
mod sheet;
mod tabs;
mod tiny;

pub use hints::view_of;

use popup::Drawn;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::app::layout::{Density, Layout, Size};
use crate::app::prompt::{Inline, Overlay, Purpose};
use crate::app::roadmaps::Roadmaps;
use crate::app::tab::Tab;
use crate::app::{App, Message, Pane};
use crate::command::Command;
use crate::keymap::{Key, Keymap};
use crate::theme::{Colors, GlyphSet, Mark, Role, Theme};

/// How things look, and the keys as they are.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub theme: Theme,
    /// What the terminal shows of the user's own colours.
    pub colors: &'a Colors,
    pub glyphs: GlyphSet,
    pub keymap: &'a Keymap,
    /// The keys pressed so far of a longer sequence.
    pub pending: &'a [Key],
}

impl Look<'_> {
    fn style(&self, role: Role) -> Style {
        self.colors.style(self.theme, role)
    }

    fn glyph(&self, mark: Mark) -> &'static str {
        self.glyphs.glyph(mark)
    }

    fn ellipsis(&self) -> &'static str {
        self.glyph(Mark::Ellipsis)
    }

    /// Between two things on one line.
    fn dot(&self) -> &'static str {
        match self.glyphs {
            GlyphSet::Unicode => " · ",
            GlyphSet::Ascii => " - ",
        }
    }
}

/// What every part of the drawing needs.
#[derive(Clone, Copy)]
struct Scene<'a> {
    app: &'a App,
    look: &'a Look<'a>,
    layout: Layout,
}

/// Where the terminal's cursor stands, where a text is being typed.
type Cursor = Option<Position>;

/// Draws all of it.
pub fn draw(app: &App, look: &Look<'_>, frame: &mut Frame<'_>) {
    let screen = frame.area();
    if screen.is_empty() {
        return;
    }
    let size = Size { columns: screen.width, rows: screen.height };
    let scene = Scene { app, look, layout: Layout::of(size, shown_pane(app), &app.shares) };
    let buffer = frame.buffer_mut();
    let mut cursor = None;
    if scene.layout.density == Density::Line {
        cursor = tiny::draw(&scene, buffer);
    } else {
        header::draw(&scene, buffer);
        match app.tab {
            Tab::Roadmap => {
                phases::draw(&scene, buffer);
                cursor = cursor.or(outline::draw(&scene, buffer));
                cursor = cursor.or(details::draw(&scene, buffer));
            }
            Tab::Matrix if app.gap.is_shown => cursor = cursor.or(gap::draw(&scene, buffer)),
            Tab::Matrix => cursor = cursor.or(matrix::draw(&scene, buffer)),
            Tab::Progress => progress::draw(&scene, buffer),
            Tab::Journal => cursor = cursor.or(journal::draw(&scene, buffer)),
            Tab::Resources => cursor = cursor.or(resources::draw(&scene, buffer)),
        }
        cursor = cursor.or(bottom::draw(&scene, buffer));
        message::draw(&scene, buffer);
    }
    let Drawn { cursor, .. } = draw_overlay(&scene, buffer, cursor);
    if let Some(position) = cursor.filter(|position| screen.contains(*position)) {
        frame.set_cursor_position(position);
    }
}

/// What lies over the panes; `cursor` is theirs.
fn draw_overlay(scene: &Scene<'_>, buffer: &mut Buffer, cursor: Cursor) -> Drawn {
    let Scene { app, look, .. } = *scene;
    match &app.overlay {
        Some(Overlay::Filter(menu)) => filter::draw(scene, buffer, menu),
        Some(Overlay::ResourceFilter(menu)) => resources::draw_filter(scene, buffer, menu),
        Some(Overlay::Open(opening)) => opening::draw(scene, buffer, opening).into(),
        Some(Overlay::Palette(picker)) => list::draw_palette(scene, buffer, picker),
        Some(Overlay::Help(picker)) => list::draw_help(scene, buffer, picker),
        Some(Overlay::Links(picker)) => list::draw_links(scene, buffer, picker),
        Some(Overlay::Roadmaps(roadmaps)) => roadmaps::draw(look, buffer, roadmaps).into(),
        Some(Overlay::Gap(list)) => list::draw_gap(scene, buffer, list),
        Some(Overlay::Assessment(assessment)) => assessment::draw(scene, buffer, assessment).into(),
        Some(Overlay::Preview(preview)) => preview::draw(scene, buffer, preview).into(),
        Some(Overlay::Confirm(confirm)) => confirm::draw(scene, buffer, "Sure?", &confirm.question).into(),
        Some(Overlay::Kind(menu)) => journal::draw_kinds(scene, buffer, menu),
        Some(Overlay::EntryFilter(menu)) => journal::draw_filter(scene, buffer, menu),
        Some(Overlay::Entry(field)) if scene.layout.density != Density::Line => {
            cursor.or(journal::draw_popup(scene, buffer, field)).into()
        }
        Some(Overlay::Quit) => {
            let question = app.unsaved.message().unwrap_or_default();
            confirm::draw(scene, buffer, "Quit without saving?", &question).into()
        }
        Some(Overlay::Inline(_) | Overlay::Cell(_) | Overlay::Entry(_) | Overlay::Search(_)) | None => {
            cursor.into()
        }
    }
}

/// What a click on a cell of the screen means: the command of a tab's name or a hint, an entry of a popup. One beside a
/// popup that has entries closes it.
pub fn meaning_of_click(app: &App, look: &Look<'_>, column: u16, row: u16) -> Message {
    let scene = Scene { app, look, layout: Layout::of(app.size, shown_pane(app), &app.shares) };
    let command = tabs::command_at(&scene, column, row).or_else(|| hints::command_at(&scene, column, row));
    if let Some(command) = command {
        return Message::Command(command);
    }
    if app.overlay.is_some() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, app.size.columns, app.size.rows));
        let Drawn { entries, outside, .. } = draw_overlay(&scene, &mut buffer, None);
        if let Some(&(_, index)) = entries.iter().find(|(area, _)| area.contains(column, row)) {
            return Message::ClickedEntry(index);
        }
        if outside.rows > 0 && !outside.contains(column, row) {
            return Message::Command(Command::Cancel);
        }
    }
    Message::Clicked { column, row }
}

/// Draws the roadmaps there are to choose from, before one is open, and why what was asked for is not done.
pub fn draw_choosing(roadmaps: &Roadmaps, refusal: Option<&str>, look: &Look<'_>, frame: &mut Frame<'_>) {
    let screen = frame.area();
    if screen.is_empty() {
        return;
    }
    let cursor = roadmaps::draw_alone(look, frame.buffer_mut(), roadmaps, refusal);
    if let Some(position) = cursor.filter(|position| screen.contains(*position)) {
        frame.set_cursor_position(position);
    }
}

/// The pane that is shown where only one is: a note is typed in the details.
fn shown_pane(app: &App) -> Pane {
    match inline(app) {
        Some(inline) if inline.purpose == Purpose::Note => Pane::Details,
        Some(_) => Pane::Outline,
        None => app.view.focus,
    }
}

/// The text field in the panes.
fn inline(app: &App) -> Option<&Inline> {
    match &app.overlay {
        Some(Overlay::Inline(inline)) => Some(inline),
        _ => None,
    }
}

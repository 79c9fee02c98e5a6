//! Lists to choose from: the palette, the help, the links of an item.

use ratatui::buffer::Buffer;

use super::pane::{Extent, draw_scrollbar};
use super::pen::{Pen, Text, tint};
use super::popup::{Drawn, Popup, first_line};
use super::{Look, Scene, hints, input};
use crate::app::gap::choosing::GapList;
use crate::app::layout::Area;
use crate::app::palette::{self, Home};
use crate::app::picker::Picker;
use crate::app::tab::Tab;
use crate::command::Command;
use crate::display::{Piece, displayable, head, width};
use crate::keymap::View;
use crate::theme::{Mark, Role};

/// A line of a list.
pub(super) enum Line {
    /// The heading of what follows.
    Group(&'static str),
    Blank,
    /// An entry by its index among the matches.
    Entry {
        index: usize,
        text: Text,
        right: Text,
    },
}

/// How a list is called, what its empty field asks for, what it says where there is nothing.
struct Words<'a> {
    title: &'a str,
    asks: &'a str,
    nothing: &'a str,
}

pub(super) fn draw_palette(scene: &Scene<'_>, buffer: &mut Buffer, picker: &Picker<Command>) -> Drawn {
    let words = Words { title: "Commands", asks: "type a command", nothing: "no such command" };
    draw(scene.look, buffer, picker, &words, 64, &command_lines(scene, picker, false))
}

pub(super) fn draw_help(scene: &Scene<'_>, buffer: &mut Buffer, picker: &Picker<Command>) -> Drawn {
    let words = Words { title: "Keys", asks: "type what you want to do", nothing: "nothing like that" };
    let is_grouped = picker.query.text().is_empty();
    draw(scene.look, buffer, picker, &words, 64, &command_lines(scene, picker, is_grouped))
}

pub(super) fn draw_links(scene: &Scene<'_>, buffer: &mut Buffer, picker: &Picker<String>) -> Drawn {
    let words = Words { title: "Links", asks: "type to narrow", nothing: "no such link" };
    let look = scene.look;
    let lines = shown(picker, |address, words| {
        let address = displayable(head(address, 1000)).into_owned();
        let words = displayable(head(words, 400)).into_owned();
        let mark = Piece::new(format!("{} ", look.glyph(Mark::Link)), look.style(Role::Secondary));
        let mut text = vec![mark];
        if words == address || words.trim().is_empty() {
            text.push(Piece::new(address, look.style(Role::Link)));
        } else {
            text.push(Piece::new(format!("{words}  "), look.style(Role::Text)));
            text.push(Piece::new(address, look.style(Role::Secondary)));
        }
        (text, Text::new())
    });
    draw(scene.look, buffer, picker, &words, 76, &lines)
}

/// Roles, ladders, what to do with a skill.
pub(super) fn draw_gap(scene: &Scene<'_>, buffer: &mut Buffer, list: &GapList) -> Drawn {
    let look = scene.look;
    let title = displayable(head(&list.title, 200)).into_owned();
    let words = Words { title: &title, asks: "type to narrow", nothing: "nothing like that" };
    let lines = shown(&list.picker, |offer, words| {
        let is_broken = offer.beside == "broken";
        let text = displayable(head(words, 1000)).into_owned();
        let role = if is_broken { Role::Error } else { Role::Text };
        let beside = displayable(head(&offer.beside, 200)).into_owned();
        (vec![Piece::new(text, look.style(role))], vec![Piece::new(beside, look.style(Role::Secondary))])
    });
    draw(look, buffer, &list.picker, &words, 76, &lines)
}

fn shown<T>(picker: &Picker<T>, entry: impl Fn(&T, &str) -> (Text, Text)) -> Vec<Line> {
    let matches = picker.matches.iter().enumerate();
    matches
        .filter_map(|(index, &at)| {
            let found = picker.entries.get(at)?;
            let (text, right) = entry(&found.value, &found.words);
            Some(Line::Entry { index, text, right })
        })
        .collect()
}

/// What commands do, with their keys; under the headings of their groups.
fn command_lines(scene: &Scene<'_>, picker: &Picker<Command>, is_grouped: bool) -> Vec<Line> {
    let look = scene.look;
    let entries = shown(picker, |command, _| {
        let here = [hints::panes_view(scene.app), view_of_home(Home::of(*command, scene.app.tab))];
        let views = here.into_iter().chain(View::all().iter().copied());
        let mut keys = views.map(|view| look.keymap.keys_of(view, *command));
        let keys = keys.find(|keys| !keys.is_empty()).unwrap_or_default();
        let mut right = Text::new();
        for (index, keys) in keys.iter().take(3).enumerate() {
            let gap = if index == 0 { "" } else { "  " };
            right.push(Piece::new(format!("{gap}{}", keys.label()), look.style(Role::Key)));
        }
        (vec![Piece::new(command.help(), look.style(Role::Text))], right)
    });
    if !is_grouped {
        return entries;
    }
    let mut lines = Vec::new();
    let mut title = None;
    for line in entries {
        let Line::Entry { index, .. } = &line else { continue };
        let entry = picker.matches.get(*index).and_then(|&at| picker.entries.get(at));
        let next = entry.map(|entry| palette::heading(entry.value, scene.app.tab));
        if let Some(next) = next.filter(|next| Some(*next) != title) {
            if title.is_some() {
                lines.push(Line::Blank);
            }
            lines.push(Line::Group(next));
            title = Some(next);
        }
        lines.push(line);
    }
    lines
}

/// Where the keys of a place's commands are.
fn view_of_home(home: Home) -> View {
    match home {
        Home::Here => View::Tabs,
        Home::Tab(Tab::Roadmap) => View::Roadmap,
        Home::Tab(Tab::Matrix) => View::Levels,
        Home::Tab(Tab::Progress) => View::Progress,
        Home::Tab(Tab::Journal) => View::Journal,
        Home::Tab(Tab::Resources) => View::Resources,
        Home::Gap => View::Gap,
        Home::Assessment => View::Assessment,
        Home::Kinds => View::Kinds,
        Home::Field => View::Prompt,
    }
}

fn draw<T>(
    look: &Look<'_>,
    buffer: &mut Buffer,
    picker: &Picker<T>,
    words: &Words<'_>,
    columns: u16,
    lines: &[Line],
) -> Drawn {
    let n_lines = lines.len();
    // The size follows all entries and not the matches, so that the box stands still while one types.
    let rows = u16::try_from(picker.entries.len().max(n_lines).max(1)).unwrap_or(u16::MAX);
    let most = buffer.area().height * 4 / 5;
    let counts = format!("{}/{}", picker.matches.len(), picker.entries.len());
    let popup = Popup {
        title: words.title,
        right: vec![Piece::new(counts, look.style(Role::Secondary))],
        columns,
        rows: rows.saturating_add(if rows > 4 { 2 } else { 1 }).min(most.max(6)),
    };
    let (inside, outside) = popup.draw(look, buffer);
    let field = Area { x: inside.x + 1, columns: inside.columns.saturating_sub(2), rows: 1, ..inside };
    let field = if inside.columns < 6 { Area { rows: 1, ..inside } } else { field };
    let mut pen = Pen::new(buffer, field, 0);
    pen.write("> ", look.style(Role::Key));
    let typed = Area { x: pen.x, columns: pen.room() as u16, ..field };
    let cursor = input::draw_line(look, buffer, typed, &picker.query, words.asks);
    let gap = if inside.rows > 6 { 2 } else { 1 };
    let body = Area { y: inside.y + gap.min(inside.rows), rows: inside.rows.saturating_sub(gap), ..inside };
    if n_lines == 0 {
        let mut pen = Pen::new(buffer, body, 0);
        pen.skip(1);
        pen.write(words.nothing, look.style(Role::Secondary));
    }
    let is_chosen = |line: &Line| matches!(line, Line::Entry { index, .. } if *index == picker.selected);
    let chosen = lines.iter().position(is_chosen).unwrap_or(0);
    // The heading of the first group comes into sight with its first entry.
    let first = if chosen <= 1 { 0 } else { first_line(chosen, n_lines, usize::from(body.rows)) };
    let mut entries = Vec::new();
    for (row, line) in (0..body.rows).zip(lines.iter().skip(first)) {
        let area = Area { y: body.y + row, rows: 1, ..body };
        draw_entry(look, buffer, area, line, is_chosen(line));
        if let Line::Entry { index, .. } = line {
            entries.push((area, *index));
        }
    }
    let extent = Extent { start: first, shown: usize::from(body.rows), total: n_lines };
    let track = Area { y: body.y.saturating_sub(1), rows: body.rows + 2, ..outside };
    if outside != inside {
        draw_scrollbar(look, buffer, track, extent, look.style(Role::PopupBorder));
    }
    Drawn { cursor, outside, entries }
}

pub(super) fn draw_entry(look: &Look<'_>, buffer: &mut Buffer, area: Area, line: &Line, is_chosen: bool) {
    let mut pen = Pen::new(buffer, area, 0);
    match line {
        Line::Blank => {}
        Line::Group(title) => {
            pen.skip(1);
            pen.write(title, look.style(Role::Heading));
        }
        Line::Entry { text, right, .. } => {
            if is_chosen {
                pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
            } else {
                pen.skip(1);
            }
            pen.skip(1);
            pen.shorten(1);
            let needed: usize = right.iter().map(|piece| width(&piece.text)).sum();
            if needed + 12 <= pen.room() {
                pen.write_right(right, 2);
            } else if let Some(first) = right.first() {
                pen.write_right(std::slice::from_ref(first), 2);
            }
            pen.write_text(text, look);
            if is_chosen {
                let over = Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area };
                tint(buffer, over, look.style(Role::Selected));
            }
        }
    }
}

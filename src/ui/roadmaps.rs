//! The list of roadmaps and templates with what the selected one holds: over an open roadmap, or alone at a start.

mod preview;
mod row;

use ratatui::buffer::Buffer;
use unicode_segmentation::UnicodeSegmentation;

use super::hints::Hint;
use super::pane::{Border, Extent, draw_scrollbar};
use super::pen::{Pen, Text};
use super::popup::clear;
use super::{Cursor, Look, hints, input};
use crate::app::layout::{Area, Size};
use crate::app::picker::Finder;
use crate::app::roadmaps::layout::RoadmapsLayout;
use crate::app::roadmaps::{Group, Line, Moment, Roadmaps};
use crate::command::Command;
use crate::display::{Piece, displayable, head, joined, slice_pieces, width, width_of};
use crate::keymap::View;
use crate::theme::Role;

/// The list, and its cursor.
pub(super) fn draw(look: &Look<'_>, buffer: &mut Buffer, roadmaps: &Roadmaps) -> Cursor {
    let screen = *buffer.area();
    let size = Size { columns: screen.width, rows: screen.height };
    let layout = roadmaps.layout_on(size);
    clear(buffer, layout.frame);
    let style = look.style(Role::PopupBorder);
    if layout.has_border {
        let picker = &roadmaps.picker;
        let counts = format!("{}/{}", picker.matches.len(), picker.entries.len());
        let border = Border {
            style,
            title: vec![Piece::new("Roadmaps", look.style(Role::PopupTitle))],
            right: vec![Piece::new(counts, look.style(Role::Secondary))],
        };
        border.draw(look, buffer, layout.frame);
    }
    if !layout.preview.is_empty() {
        draw_rule(look, buffer, layout.rule);
        if let Some(offer) = roadmaps.selected() {
            preview::draw(look, buffer, layout.preview, offer);
        }
    }
    draw_list(look, buffer, roadmaps, &layout);
    if layout.field.is_empty() {
        return None;
    }
    let mut pen = Pen::new(buffer, layout.field, 0);
    pen.write("> ", look.style(Role::Key));
    let typed = Area { x: pen.x, columns: pen.room() as u16, ..layout.field };
    input::draw_line(look, buffer, typed, &roadmaps.picker.query, "type to find")
}

/// The same on a screen of its own: with what the program is above it, and the keys below.
pub(super) fn draw_alone(
    look: &Look<'_>,
    buffer: &mut Buffer,
    roadmaps: &Roadmaps,
    refusal: Option<&str>,
) -> Cursor {
    let screen = *buffer.area();
    let size = Size { columns: screen.width, rows: screen.height };
    let RoadmapsLayout { header, hints: last, .. } = roadmaps.layout_on(size);
    let inner = |area: Area| Area { x: area.x + 1, columns: area.columns.saturating_sub(2), ..area };
    if !header.is_empty() {
        let mut pen = Pen::new(buffer, inner(header), 0);
        pen.write("milepost", look.style(Role::Brand));
        pen.skip(2);
        let said = match roadmaps.moment {
            Moment::Start { is_first: true } => {
                "Begin with one of these, or name a file: milepost path/to/roadmap.md"
            }
            _ => "Which roadmap?",
        };
        pen.write_text(&[Piece::new(said, look.style(Role::Secondary))], look);
    }
    if !last.is_empty() {
        let mut pen = Pen::new(buffer, inner(last), 0);
        match refusal {
            Some(refusal) => {
                let said = displayable(head(refusal, 1000)).into_owned();
                pen.write_text(&[Piece::new(said, look.style(Role::Error))], look);
            }
            None => {
                let mut shown: Vec<Hint> = Vec::new();
                for hint in hints(look, roadmaps) {
                    shown.push(hint);
                    if width_of(&hints::text(look, &shown)) > pen.room() {
                        shown.pop();
                        break;
                    }
                }
                hints::text(look, &shown).iter().for_each(|piece| pen.write(&piece.text, piece.style));
            }
        }
    }
    draw(look, buffer, roadmaps)
}

/// The keys, the most important first.
pub(super) fn hints(look: &Look<'_>, roadmaps: &Roadmaps) -> Vec<Hint> {
    let choose = match roadmaps.selected() {
        None => None,
        Some(offer) if !offer.is_template() => Some("open"),
        Some(_) if roadmaps.size.columns < 30 => Some("begin"),
        Some(_) => Some("begin with this one"),
    };
    let cancel = if roadmaps.moment == Moment::Open { "close" } else { "quit" };
    let mut commands: Vec<(Command, &str)> = choose.map(|word| (Command::Choose, word)).into_iter().collect();
    commands.push((Command::Cancel, cancel));
    let mut hints = hints::of(look, View::Prompt, &commands);
    hints.push(Hint { key: "type".to_owned(), word: "to find", command: None });
    let others = [(Command::LineDown, "next"), (Command::LineUp, "previous")];
    hints.extend(hints::of(look, View::Prompt, &others));
    hints
}

fn draw_list(look: &Look<'_>, buffer: &mut Buffer, roadmaps: &Roadmaps, layout: &RoadmapsLayout) {
    let area = layout.list;
    let lines = roadmaps.lines(area.rows);
    let first = roadmaps.first_line(&lines, area.rows);
    let shown = || lines.iter().skip(first).take(usize::from(area.rows));
    let mut finder = roadmaps.is_searching().then(|| Finder::new(roadmaps.picker.query.text()));
    let offers = shown().filter_map(|line| match line {
        Line::Offer(index) => roadmaps.offer(*index),
        Line::Group(_) | Line::Blank => None,
    });
    let columns = row::Columns::of(offers, area.columns);
    for (y, line) in (area.y..).zip(shown()) {
        let row = Area { y, rows: 1, ..area };
        match *line {
            Line::Blank => {}
            Line::Group(index) => {
                if let Some(offer) = roadmaps.offer(index) {
                    draw_group(look, buffer, row, &offer.group);
                }
            }
            Line::Offer(index) => {
                if let Some(offer) = roadmaps.offer(index) {
                    let is_selected = index == roadmaps.picker.selected;
                    row::draw(look, buffer, row, offer, &columns, finder.as_mut(), is_selected);
                }
            }
        }
    }
    if lines.is_empty() {
        let mut pen = Pen::new(buffer, area, 0);
        pen.skip(2);
        pen.write_text(
            &[Piece::new("no roadmap and no template like that", look.style(Role::Secondary))],
            look,
        );
    }
    // It stands on the border at the right, or on the line before the preview.
    if layout.has_border {
        let end =
            if layout.rule.columns == 1 { layout.rule.x } else { layout.frame.x + layout.frame.columns - 1 };
        let track = Area { x: end - 1, y: area.y - 1, columns: 2, rows: area.rows + 2 };
        let extent = Extent { start: first, shown: usize::from(area.rows), total: lines.len() };
        draw_scrollbar(look, buffer, track, extent, look.style(Role::PopupBorder));
    }
}

/// Why the offers below are there, and the folder that they are in.
fn draw_group(look: &Look<'_>, buffer: &mut Buffer, area: Area, group: &Group) {
    let (words, folder) = match group {
        Group::Lately => ("Lately opened", ""),
        Group::Here(folder) => ("In this folder", folder.as_str()),
        Group::Folder(folder) => ("In", folder.as_str()),
        Group::Library(folder) => ("In the library", folder.as_str()),
        Group::Earlier => ("Opened earlier", ""),
        Group::Templates(folder) => ("Begin from a template", folder.as_str()),
    };
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    pen.shorten(1);
    pen.write(words, look.style(Role::Heading));
    pen.skip(if matches!(group, Group::Folder(_)) { 1 } else { 2 });
    let copied = if matches!(group, Group::Templates(_)) { "copied into " } else { "" };
    // The end of a folder says something from here on.
    if pen.room() < copied.len() + 12 {
        return;
    }
    pen.write(copied, look.style(Role::Secondary));
    let folder = end_of(vec![Piece::new(folder, look.style(Role::Secondary))], pen.room(), look);
    folder.iter().for_each(|piece| pen.write(&piece.text, piece.style));
}

/// The line between the list and the preview.
fn draw_rule(look: &Look<'_>, buffer: &mut Buffer, area: Area) {
    let border = look.glyphs.border();
    let style = look.style(Role::Border);
    if area.columns == 1 {
        for line in 0..area.rows {
            Pen::new(buffer, area, line).write(border.vertical_left, style);
        }
    } else {
        Pen::new(buffer, area, 0).write(&border.horizontal_top.repeat(usize::from(area.columns)), style);
    }
}

/// A text cut off at its beginning, as the end of a path says more than where it begins.
fn end_of(text: Text, max: usize, look: &Look<'_>) -> Text {
    if width_of(&text) <= max {
        return text;
    }
    let whole = joined(&text);
    let room = max.saturating_sub(width(look.ellipsis()));
    let mut columns = 0;
    let kept = whole.grapheme_indices(true).rev().take_while(|(_, grapheme)| {
        columns += width(grapheme);
        columns <= room
    });
    let start = kept.last().map_or(whole.len(), |(at, _)| at);
    let mut text = slice_pieces(&text, start..usize::MAX);
    let style = text.first().map(|piece| piece.style).unwrap_or_default();
    text.insert(0, Piece::new(look.ellipsis(), style));
    text
}

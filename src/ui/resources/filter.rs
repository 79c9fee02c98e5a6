//! The menu of what resources can be filtered by: kinds, states, phases, a text.

use ratatui::buffer::Buffer;

use crate::app::layout::Area;
use crate::app::resources::filter::{Offer, ResourceFilter};
use crate::display::{Piece, displayable, head};
use crate::theme::{Mark, Role};
use crate::ui::pen::{Pen, Text, tint};
use crate::ui::popup::{Drawn, Popup, first_line};
use crate::ui::{Cursor, Scene, input};

/// A line of the menu.
#[derive(Clone, Copy)]
enum Line {
    Group(&'static str),
    /// An index of the offers; behind the last one the text.
    Entry(usize),
}

pub(in crate::ui) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, menu: &ResourceFilter) -> Drawn {
    let look = scene.look;
    let lines = lines(&menu.offers);
    let n_lines = lines.len();
    let popup = Popup { title: "Filter", right: Text::new(), columns: 44, rows: n_lines as u16 };
    let (inside, outside) = popup.draw(look, buffer);
    let is_chosen = |line: &Line| match line {
        Line::Entry(index) => *index == if menu.field.is_some() { menu.offers.len() } else { menu.selected },
        Line::Group(_) => false,
    };
    let chosen = lines.iter().position(is_chosen).unwrap_or(0);
    // The name of the first group comes into sight with its first offer.
    let first = if chosen <= 1 { 0 } else { first_line(chosen, n_lines, usize::from(inside.rows)) };
    let (mut cursor, mut entries) = (None, Vec::new());
    for (at, line) in (0..inside.rows).zip(lines.iter().skip(first)) {
        let area = Area { y: inside.y + at, rows: 1, ..inside };
        match line {
            Line::Group(name) => {
                let mut pen = Pen::new(buffer, area, 0);
                pen.skip(1);
                pen.write(name, look.style(Role::Heading));
            }
            Line::Entry(index) => {
                cursor = cursor.or(draw_entry(scene, buffer, area, menu, *index, is_chosen(line)));
                entries.push((area, *index));
            }
        }
    }
    Drawn { cursor, outside, entries }
}

fn lines(offers: &[Offer]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut group = None;
    for (index, offer) in offers.iter().enumerate() {
        if group.replace(offer.group()) != Some(offer.group()) {
            lines.push(Line::Group(offer.group()));
        }
        lines.push(Line::Entry(index));
    }
    lines.push(Line::Group("Text"));
    lines.push(Line::Entry(offers.len()));
    lines
}

fn draw_entry(
    scene: &Scene<'_>,
    buffer: &mut Buffer,
    area: Area,
    menu: &ResourceFilter,
    index: usize,
    is_chosen: bool,
) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let criteria = &app.resources.criteria;
    let mut pen = Pen::new(buffer, area, 0);
    let bar = if is_chosen { look.glyph(Mark::SelectionBar) } else { " " };
    pen.write(bar, look.style(Role::SelectionBar));
    pen.skip(1);
    pen.shorten(1);
    match (menu.offers.get(index), &menu.field) {
        (Some(offer), _) => {
            let is_on = criteria.choices.contains(offer);
            let (mark, role) =
                if is_on { (Mark::Done, Role::DoneMark) } else { (Mark::Todo, Role::Secondary) };
            pen.write(&format!("{} ", look.glyph(mark)), look.style(role));
            let name = offer.name(app.roadmap());
            pen.write_text(&[Piece::new(displayable(head(&name, 400)), look.style(Role::Text))], look);
        }
        (None, Some(field)) => {
            let area = Area { x: pen.x, columns: pen.room() as u16, ..area };
            return input::draw_line(look, buffer, area, field, "words to look for");
        }
        (None, None) => {
            let text = displayable(&criteria.text);
            let (text, role) =
                if text.is_empty() { ("any".into(), Role::Placeholder) } else { (text, Role::Text) };
            pen.write_text(&[Piece::new(text, look.style(role))], look);
        }
    }
    if is_chosen {
        let over = Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area };
        tint(buffer, over, look.style(Role::Selected));
    }
    None
}

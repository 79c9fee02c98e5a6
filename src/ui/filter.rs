//! The menu of the filter: what is shown, and a text to look for.

use ratatui::buffer::Buffer;

use super::pen::{Pen, Text, tint};
use super::popup::{Popup, first_line};
use super::{Cursor, Scene, input};
use crate::app::filter::Choice;
use crate::app::layout::Area;
use crate::app::prompt::FilterMenu;
use crate::display::{Piece, displayable};
use crate::theme::{Mark, Role};

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, menu: &FilterMenu) -> Cursor {
    let look = scene.look;
    let n_lines = Choice::ALL.len() + 1;
    let popup = Popup { title: "Filter", right: Text::new(), columns: 34, rows: n_lines as u16 + 1 };
    let (inside, _) = popup.draw(look, buffer);
    // A blank line before the text, where there is room.
    let has_gap = usize::from(inside.rows) > n_lines;
    let selected = if menu.field.is_some() { n_lines - 1 } else { menu.selected.min(n_lines - 1) };
    let first = first_line(selected, n_lines, usize::from(inside.rows));
    let mut cursor = None;
    for index in first..n_lines {
        let is_text = index == n_lines - 1;
        let line = (index - first) as u16 + u16::from(is_text && has_gap);
        if line >= inside.rows {
            break;
        }
        let row = Area { y: inside.y + line, rows: 1, ..inside };
        let mut pen = Pen::new(buffer, row, 0);
        let is_selected = index == selected;
        if is_selected {
            pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
        } else {
            pen.skip(1);
        }
        pen.skip(1);
        if let Some(choice) = Choice::ALL.get(index) {
            let is_on = menu.filter.choices.contains(choice);
            let (mark, role) =
                if is_on { (Mark::Done, Role::DoneMark) } else { (Mark::Todo, Role::Secondary) };
            pen.write(look.glyph(mark), look.style(role));
            pen.write(&format!(" {}", choice.name()), look.style(Role::Text));
        } else {
            pen.write("text  ", look.style(Role::Secondary));
            if let Some(field) = &menu.field {
                let area = Area { x: pen.x, columns: (pen.room() as u16).saturating_sub(1), ..row };
                cursor = input::draw_line(look, buffer, area, field, "words to look for");
                continue;
            }
            let text = displayable(&menu.filter.text);
            let (text, role) =
                if text.is_empty() { ("any".into(), Role::Placeholder) } else { (text, Role::Text) };
            pen.write_text(&[Piece::new(text, look.style(role))], look);
        }
        if is_selected && menu.field.is_none() {
            tint(
                buffer,
                Area { x: row.x + 1, columns: row.columns.saturating_sub(1), ..row },
                look.style(Role::Selected),
            );
        }
    }
    cursor
}

//! A screen too small for panes: one line that says where the user is, and a second one for what there is to say.

use ratatui::buffer::Buffer;

use super::pen::{Pen, Text};
use super::{Cursor, Scene, bottom, inline, input, journal, matrix, progress, resources, row};
use crate::app::details;
use crate::app::layout::Area;
use crate::app::outline::Row;
use crate::app::prompt::Overlay;
use crate::app::tab::Tab;
use crate::display::{Piece, width_of, wrap};
use crate::theme::{Mark, Role};

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, layout } = *scene;
    let area = layout.outline;
    let typed = match &app.overlay {
        Some(Overlay::Search(field)) => Some(("/", field)),
        Some(Overlay::Entry(entry)) => Some((look.glyph(Mark::SelectionBar), &entry.field)),
        Some(Overlay::Cell(cell)) => Some((look.glyph(Mark::SelectionBar), &cell.field)),
        _ => inline(app).map(|inline| (look.glyph(Mark::SelectionBar), &inline.field)),
    };
    if let Some((sign, field)) = typed {
        let mut pen = Pen::new(buffer, area, 0);
        pen.write(sign, look.style(Role::SelectionBar));
        let field_area = Area { x: pen.x, columns: pen.room() as u16, rows: 1, ..area };
        return input::draw_line(look, buffer, field_area, field, "");
    }
    let counts = app.document.roadmap.counts();
    let share = if counts.of() > 0 { format!("{}/{}", counts.met(), counts.of()) } else { String::new() };
    let share = vec![Piece::new(share, look.style(Role::Secondary))];
    let mut pen = Pen::new(buffer, area, 0);
    if pen.room() >= width_of(&share) + 8 {
        pen.write_right(&share, 1);
    }
    pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    let text =
        match app.view.cursor.filter(|_| app.tab == Tab::Roadmap).filter(|row| details::exists(app, *row)) {
            Some(current) => {
                if let Row::Item(place) = current {
                    let (mark, role) = row::state_mark(app.document.roadmap.item(place));
                    pen.write(look.glyph(mark), look.style(role));
                    pen.skip(1);
                }
                row::text(app, look, current)
            }
            None if app.tab == Tab::Matrix => matrix::chosen_cell(scene),
            None if app.tab == Tab::Progress => progress::in_one_line(scene),
            None if app.tab == Tab::Journal => journal::chosen(scene),
            None if app.tab == Tab::Resources => resources::chosen(scene),
            None => Text::new(),
        };
    pen.write_text(&text, look);
    let (message, role) = bottom::message(app);
    let rest = Area { y: area.y + 1, rows: area.rows.saturating_sub(1), ..area };
    for (line, range) in (0..rest.rows).zip(wrap(&message, usize::from(rest.columns))) {
        Pen::new(buffer, rest, line).write(message.get(range).unwrap_or_default(), look.style(role));
    }
    None
}

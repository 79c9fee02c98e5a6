//! The field over a cell or in the line of a new row: as wide as its words need, where the grid is that wide.

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

use crate::app::layout::Area;
use crate::app::matrix::MatrixPane;
use crate::app::prompt::CellField;
use crate::display::width;
use crate::theme::{Mark, Role};
use crate::ui::pen::{Pen, tint};
use crate::ui::{Cursor, Scene, input, popup};

/// A field over a narrow cell has so many columns.
const MIN_COLUMNS: u16 = 28;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, field: &CellField) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let content = app.matrix_layout().content(MatrixPane::Grid);
    if content.columns < 6 || content.is_empty() {
        return None;
    }
    let (line, x, columns) = place(scene, field);
    // Where another program took the row away its words are still to be seen.
    let line = line.min(content.rows - 1);
    let words = u16::try_from(width(field.field.text()) + 1).unwrap_or(u16::MAX);
    let columns = words.max(columns).max(MIN_COLUMNS).min(content.columns - 3);
    let x = x.min(content.x + content.columns - columns - 1);
    let area = Area { x, y: content.y + line, columns, rows: 1 };
    Pen::new(buffer, content, line).write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    popup::clear(buffer, Area { x: x - 1, columns: columns + 2, ..area });
    tint(buffer, area, Style::new().add_modifier(Modifier::UNDERLINED));
    let asks = if field.is_new_row { "name of the skill" } else { "" };
    input::draw_line(look, buffer, area, &field.field, asks)
}

/// The line of the grid that a field stands on, and where on the screen its cell begins and how wide that is.
fn place(scene: &Scene<'_>, field: &CellField) -> (u16, u16, u16) {
    let content = scene.app.matrix_layout().content(MatrixPane::Grid);
    let Some(grid) = scene.app.grid() else { return (0, content.x + 2, 0) };
    let line = grid.line_of(field.place.row as usize).saturating_add(u16::from(field.is_new_row));
    let column = if field.is_new_row { 0 } else { field.place.column as usize };
    let shown = grid.columns.iter().find(|shown| shown.column == column);
    shown.map_or((line, content.x + 2, 0), |shown| (line, shown.x, shown.columns))
}

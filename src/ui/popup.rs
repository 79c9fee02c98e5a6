//! A box in the middle of the screen, over the panes.

use ratatui::buffer::Buffer;
use ratatui::widgets::{Clear, Widget};

use super::pane::Border;
use super::pen::{Text, rect};
use super::{Cursor, Look};
use crate::app::layout::Area;
use crate::display::{Piece, width};
use crate::theme::Role;

/// What a popup has drawn: where the cursor stands, which cells are its own, and where those entries are that a click
/// can choose.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) cursor: Cursor,
    pub(super) outside: Area,
    /// With their indices among the entries that there are to choose from.
    pub(super) entries: Vec<(Area, usize)>,
}

impl From<Cursor> for Drawn {
    /// Of one that is answered by keys.
    fn from(cursor: Cursor) -> Self {
        Self { cursor, ..Self::default() }
    }
}

/// What a popup wants to be: it gets no more than the screen has.
pub(super) struct Popup<'a> {
    pub(super) title: &'a str,
    pub(super) right: Text,
    /// Without the border.
    pub(super) columns: u16,
    pub(super) rows: u16,
}

impl Popup<'_> {
    /// Draws the box and returns the cells inside it, and the box. The last line of the screen, which tells the keys,
    /// stays free where there is room.
    pub(super) fn draw(self, look: &Look<'_>, buffer: &mut Buffer) -> (Area, Area) {
        let screen = *buffer.area();
        let height = match screen.height {
            ..6 => screen.height,
            6..20 => screen.height - 1,
            _ => screen.height - 4,
        };
        let margin = if screen.width > 50 { 4 } else { 0 };
        let columns = self.columns.saturating_add(2).min(screen.width.saturating_sub(margin)).max(1);
        let rows = self.rows.saturating_add(2).min(height).max(1);
        let y = (screen.height - rows).div_ceil(2).saturating_sub(1);
        self.draw_in(look, buffer, Area { x: (screen.width - columns) / 2, y, columns, rows })
    }

    /// The same above the line that tells the keys, so that what is behind it is seen.
    pub(super) fn draw_at_foot(self, look: &Look<'_>, buffer: &mut Buffer) -> (Area, Area) {
        let screen = *buffer.area();
        let columns = self.columns.saturating_add(2).min(screen.width).max(1);
        let height = if screen.height < 6 { screen.height } else { screen.height - 1 };
        let rows = self.rows.saturating_add(2).min(height).max(1);
        let area = Area { x: (screen.width - columns) / 2, y: height.saturating_sub(rows), columns, rows };
        self.draw_in(look, buffer, area)
    }

    fn draw_in(self, look: &Look<'_>, buffer: &mut Buffer, area: Area) -> (Area, Area) {
        let Area { columns, rows, .. } = area;
        clear(buffer, area);
        if columns < 4 || rows < 3 {
            return (area, area);
        }
        let title = vec![Piece::new(self.title, look.style(Role::PopupTitle))];
        let border = Border { style: look.style(Role::PopupBorder), title, right: self.right };
        border.draw(look, buffer, area);
        (area.inside(), area)
    }
}

/// Empties an area. A wide character that reached into it from the left goes as a whole.
pub(super) fn clear(buffer: &mut Buffer, area: Area) {
    let area = rect(area).intersection(*buffer.area());
    Clear.render(area, buffer);
    let Some(left) = area.x.checked_sub(1) else { return };
    for y in area.y..area.bottom() {
        if let Some(cell) = buffer.cell_mut((left, y))
            && width(cell.symbol()) > 1
        {
            cell.set_symbol(" ");
        }
    }
}

/// The first of `n_lines` that is shown, so that the chosen one is, with some of those behind it.
pub(super) fn first_line(chosen: usize, n_lines: usize, rows: usize) -> usize {
    let below = (rows / 4).min(3);
    (chosen + 1 + below).saturating_sub(rows).min(n_lines.saturating_sub(rows)).min(chosen)
}

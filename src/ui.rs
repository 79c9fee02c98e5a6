//! Draws the state on the screen: `draw(&app, &look, frame)`.

use ratatui::Frame;
use ratatui::text::Line;

use crate::app::App;
use crate::app::outline::Row;
use crate::display::displayable;
use crate::keymap::{Key, Keymap};
use crate::theme::{GlyphSet, Role, Theme};

/// How things look, and the keys as they are.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    pub theme: Theme,
    pub glyphs: GlyphSet,
    pub keymap: &'a Keymap,
    /// The keys pressed so far of a longer sequence.
    pub pending: &'a [Key],
}

/// Draws the outline and the status.
pub fn draw(app: &App, look: &Look<'_>, frame: &mut Frame<'_>) {
    let area = frame.area();
    let height = area.height.saturating_sub(1);
    let rows =
        app.view.cursor.map_or_else(Vec::new, |cursor| app.outline().window(cursor, app.view.line, height));
    for (line, row) in (0..height).zip(rows) {
        let text = match row {
            Row::Item(place) => {
                let section = app.roadmap().section(place.section);
                app.roadmap().item(place).marker.of(section.text.as_str()).to_owned()
                    + &app.roadmap().words(place)
            }
            Row::Heading(section) => {
                app.roadmap().section(section).heading_text().unwrap_or_default().to_owned()
            }
            Row::Table(..) => "table".to_owned(),
        };
        let mut area = area;
        (area.y, area.height) = (line, 1);
        let role = if Some(row) == app.view.cursor { Role::Selected } else { Role::Text };
        frame.render_widget(Line::styled(displayable(&text).into_owned(), look.theme.style(role)), area);
    }
    let mut area = area;
    (area.y, area.height) = (height, area.height.min(1));
    frame.render_widget(Line::raw(displayable(&app.status.text).into_owned()), area);
}

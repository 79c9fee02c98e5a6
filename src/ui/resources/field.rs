//! What is typed about a resource, in the place of its details: its note, its words, how far it is read.

use ratatui::buffer::Buffer;

use crate::app::layout::Area;
use crate::app::prompt::{Inline, Purpose};
use crate::display::{Piece, displayable, head};
use crate::theme::Role;
use crate::ui::pane::Border;
use crate::ui::pen::Text;
use crate::ui::{Cursor, Scene, details, input};

pub(super) fn draw(
    scene: &Scene<'_>,
    buffer: &mut Buffer,
    area: Area,
    has_borders: bool,
    inline: &Inline,
) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let (name, asks) = match inline.purpose {
        Purpose::Note => ("Note", "write what is worth remembering"),
        Purpose::Reading => ("How far it is read", "120/320"),
        Purpose::Reword | Purpose::AddBelow | Purpose::AddChild => ("Text", ""),
    };
    let content = if has_borders {
        let mut title = vec![Piece::new(name, look.style(Role::FocusedPaneTitle))];
        let line = format!(" {} ", look.glyphs.border().horizontal_top);
        title.push(Piece::new(line, look.style(Role::Border)));
        if inline.is_lost {
            title.push(Piece::new("its item is not in the file any more", look.style(Role::Warning)));
        } else if let Some(resource) = app.resources.selected() {
            title.push(Piece::new(displayable(head(&resource.title, 400)), look.style(Role::Strong)));
        }
        let style = look.style(Role::FocusedBorder);
        Border { style, title, right: Text::new() }.draw(look, buffer, area);
        details::inset(area.inside())
    } else {
        details::inset(area)
    };
    if inline.field.is_multiline {
        input::draw_lines(look, buffer, content, &inline.field, asks)
    } else {
        input::draw_line(look, buffer, content, &inline.field, asks)
    }
}

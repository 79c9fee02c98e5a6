//! The prompt of the filter, at the foot of the screen so that the outline behind it is seen to follow: the field, what
//! it leaves or why it is no filter, and what can be taken.

use ratatui::buffer::Buffer;

use super::list::{Line, draw_entry};
use super::pane::{Extent, draw_scrollbar};
use super::pen::{Pen, Text};
use super::popup::{Drawn, Popup, first_line};
use super::{Scene, input};
use crate::app::filtering::prompt::{FilterPrompt, Suggestion};
use crate::app::layout::Area;
use crate::display::{Piece, displayable, head};
use crate::theme::{Mark, Role};

const COLUMNS: u16 = 72;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, prompt: &FilterPrompt) -> Drawn {
    let look = scene.look;
    // The size follows the screen alone: the box stands still while one types.
    let n_listed = (buffer.area().height / 4).max(2);
    let popup = Popup { title: "Filter", right: Text::new(), columns: COLUMNS, rows: n_listed + 2 };
    let (inside, outside) = popup.draw_at_foot(look, buffer);
    let line = |n: u16, n_lines: u16| Area {
        y: inside.y + n.min(inside.rows),
        rows: n_lines.min(inside.rows.saturating_sub(n)),
        ..inside
    };
    let mut pen = Pen::new(buffer, line(0, 1), 0);
    pen.skip(1);
    pen.shorten(1);
    pen.write("> ", look.style(Role::Key));
    let typed = Area { x: pen.x, columns: pen.room() as u16, ..line(0, 1) };
    let cursor = input::draw_line(look, buffer, typed, &prompt.field, "words, state:open, note:yes");
    // Below it there may be no room for more.
    let has_told = inside.rows > 2;
    if has_told {
        let mut pen = Pen::new(buffer, line(1, 1), 0);
        pen.skip(3);
        pen.shorten(1);
        pen.write_text(&told(scene, prompt), look);
    }
    let body = line(if has_told { 2 } else { 1 }, inside.rows);
    let selected = prompt.selected.unwrap_or(0);
    let n_lines = prompt.suggestions.len();
    let first = first_line(selected, n_lines, usize::from(body.rows));
    let mut entries = Vec::new();
    for (line, index) in (0..body.rows).zip(first..n_lines) {
        let area = Area { y: body.y + line, rows: 1, ..body };
        let entry = entry(scene, index, &prompt.suggestions[index]);
        draw_entry(look, buffer, area, &entry, prompt.selected == Some(index));
        entries.push((area, index));
    }
    if outside != inside && n_lines > usize::from(body.rows) {
        let extent = Extent { start: first, shown: usize::from(body.rows), total: n_lines };
        let track = Area { y: body.y.saturating_sub(1), rows: body.rows + 2, ..outside };
        draw_scrollbar(look, buffer, track, extent, look.style(Role::PopupBorder));
    }
    Drawn { cursor, outside, entries }
}

/// What is wrong, else what the filter leaves, else how one is written.
fn told(scene: &Scene<'_>, prompt: &FilterPrompt) -> Text {
    let look = scene.look;
    let (text, role) = match (&prompt.wrong, &scene.app.filter) {
        (Some(wrong), _) => {
            // What can still become something is not wrong yet.
            let is_begun = !prompt.suggestions.is_empty() && !prompt.is_guess;
            let role = if is_begun { Role::Secondary } else { Role::Warning };
            (look.glyphs.words(&wrong.to_string()).into_owned(), role)
        }
        (None, Some(filter)) if filter.n_items == 0 => ("no item is like that".to_owned(), Role::Warning),
        (None, Some(filter)) => (format!("{} items", filter.count()), Role::Secondary),
        (None, None) => ("blank: and, comma: or, minus: not".to_owned(), Role::Secondary),
    };
    vec![Piece::new(displayable(head(&text, 1000)).into_owned(), look.style(role))]
}

fn entry(scene: &Scene<'_>, index: usize, suggestion: &Suggestion) -> Line {
    let look = scene.look;
    let secondary = look.style(Role::Secondary);
    let (text, told) = match suggestion {
        Suggestion::Choice { choice, is_on, n_items } => {
            let (mark, role) =
                if *is_on { (Mark::Done, Role::DoneMark) } else { (Mark::Todo, Role::Secondary) };
            let text = vec![
                Piece::new(look.glyph(mark), look.style(role)),
                Piece::new(format!(" {:<12}", choice.name()), look.style(Role::Text)),
                Piece::new(choice.term().test.to_string(), secondary),
            ];
            (text, n_items.to_string())
        }
        Suggestion::Offer(offer) => {
            let shown = |text: &str| displayable(head(text, 400)).into_owned();
            let text = vec![
                Piece::new(format!("{:<18}", shown(&offer.text)), look.style(Role::Text)),
                Piece::new(shown(&offer.told), secondary),
            ];
            (text, String::new())
        }
    };
    Line::Entry { index, text, right: vec![Piece::new(told, secondary)] }
}

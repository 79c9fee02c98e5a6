//! The question before a link is opened: the whole address as it is, which site it leads to, and why it is not opened
//! where it is not.

use ratatui::buffer::Buffer;

use super::pen::{Pen, Text};
use super::popup::Popup;
use super::{Cursor, Scene, hints};
use crate::address::{self, Link};
use crate::app::opening::Opening;
use crate::display::{Piece, displayable, width, wrap};
use crate::theme::Role;

/// A longer address wraps.
const MAX_COLUMNS: usize = 72;
/// Below the address: an empty line, what is said, an empty line, the keys.
const BELOW: usize = 4;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, opening: &Opening) -> Cursor {
    let look = scene.look;
    let address = displayable(&opening.address);
    let (said, role) = said(opening);
    let screen = usize::from(buffer.area().width);
    let widest = width(&address).max(width(&said)).max(36);
    let columns = widest.min(MAX_COLUMNS).min(screen.saturating_sub(6)).max(1);
    let lines: Vec<_> = wrap(&address, columns).collect();
    let below: Vec<_> = wrap(&said, columns).collect();
    let n_below = BELOW - 1 + below.len();
    let title = if opening.refused.is_some() { "Not opened" } else { "Open this?" };
    let rows = u16::try_from(lines.len() + n_below).unwrap_or(u16::MAX);
    let (inside, _) =
        Popup { title, right: Text::new(), columns: columns as u16 + 2, rows }.draw(look, buffer);
    let room = usize::from(inside.rows);
    let n_shown = room.saturating_sub(n_below).clamp(1, lines.len().max(1));
    let first = opening.scroll.min(lines.len().saturating_sub(n_shown));
    let mut line = 0;
    let mut write = |text: &[Piece<ratatui::style::Style>]| {
        let mut pen = Pen::new(buffer, inside, line);
        pen.skip(u16::from(inside.columns > 4));
        pen.write_text(text, look);
        line += 1;
    };
    for range in lines.iter().skip(first).take(n_shown) {
        let text = address.get(range.clone()).unwrap_or_default();
        write(&[Piece::new(text, look.style(Role::Link))]);
    }
    let has_gaps = room >= n_shown + n_below;
    if has_gaps {
        write(&[]);
    }
    for range in below {
        write(&[Piece::new(said.get(range).unwrap_or_default(), look.style(role))]);
    }
    if has_gaps {
        write(&[]);
    }
    write(&hints::text(look, &hints::fitting(scene, columns)));
    None
}

/// What is to be known before it is opened.
fn said(opening: &Opening) -> (String, Role) {
    if let Some(reason) = &opening.refused {
        return (format!("It is not opened: {reason}."), Role::Warning);
    }
    let address = opening.address.as_str();
    match address::read(address) {
        Link::File(_) => ("A file in the roadmap's folder.".to_owned(), Role::Secondary),
        _ => match address::site(address) {
            Some(site) if !address.is_ascii() => {
                (format!("Its site is {}, whatever it looks like.", displayable(&site)), Role::Warning)
            }
            Some(site) => (format!("Its site is {site}."), Role::Secondary),
            None => ("It begins a mail.".to_owned(), Role::Secondary),
        },
    }
}

//! One line of the list: what it is called, where it is or what it is, how far it has come.

use ratatui::buffer::Buffer;

use super::end_of;
use crate::app::layout::Area;
use crate::app::picker::Finder;
use crate::app::roadmaps::{Offer, Reading};
use crate::display::{Piece, truncate_pieces, width, width_of};
use crate::theme::{Mark, Role};
use crate::ui::pen::{Pen, Text, set_off, tint};
use crate::ui::{Look, counts};

/// A gauge is drawn from so many columns on.
const WITH_GAUGE: u16 = 44;
/// What stands beside the name has at least so many.
const MIN_ABOUT: usize = 8;

/// What all lines in sight have in common.
pub(super) struct Columns {
    title: usize,
    has_gauge: bool,
}

impl Columns {
    pub(super) fn of<'a>(offers: impl Iterator<Item = &'a Offer>, columns: u16) -> Self {
        let longest = offers.map(|offer| width(offer.title())).max().unwrap_or(0);
        Self { title: longest.min(usize::from(columns) * 9 / 20), has_gauge: columns >= WITH_GAUGE }
    }
}

pub(super) fn draw(
    look: &Look<'_>,
    buffer: &mut Buffer,
    area: Area,
    offer: &Offer,
    columns: &Columns,
    finder: Option<&mut Finder>,
    is_selected: bool,
) {
    let mut pen = Pen::new(buffer, area, 0);
    if is_selected {
        pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    } else {
        pen.skip(1);
    }
    pen.skip(1);
    pen.shorten(1);
    let progress = progress(look, offer, columns);
    if width_of(&progress) + 12 <= pen.room() {
        pen.write_right(&progress, 2);
    }
    let (title, about) = words(look, offer, finder);
    let room = pen.room();
    let of_title = if columns.title + 2 + MIN_ABOUT <= room { columns.title } else { room };
    let end = pen.x.saturating_add(of_title as u16);
    for piece in truncate_pieces(&title, of_title, look.ellipsis()) {
        pen.write(&piece.text, piece.style);
    }
    if of_title < room {
        pen.go_to(end.saturating_add(2));
        if offer.is_template() {
            pen.write_text(&about, look);
        } else {
            let about = end_of(about, pen.room(), look);
            about.iter().for_each(|piece| pen.write(&piece.text, piece.style));
        }
    }
    if is_selected {
        let over = Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area };
        tint(buffer, over, look.style(Role::Selected));
    }
}

/// The name and what stands beside it, with what a search found set off.
fn words(look: &Look<'_>, offer: &Offer, finder: Option<&mut Finder>) -> (Text, Text) {
    let title = vec![Piece::new(offer.title(), look.style(Role::Text))];
    // The folder is told by the heading, where there is one.
    let is_named_above = finder.is_none() && offer.group.is_folder();
    let about = if is_named_above { offer.file_name() } else { &offer.about };
    let about = vec![Piece::new(about, look.style(Role::Secondary))];
    let Some(finder) = finder else { return (title, about) };
    let style = look.style(Role::Match);
    let in_title = finder.ranges(offer.title());
    if !in_title.is_empty() {
        return (set_off(title, in_title, style), about);
    }
    let after = offer.title().len() + 1;
    let ranges = finder.ranges(&format!("{} {}", offer.title(), offer.about));
    let (of_title, of_about): (Vec<_>, Vec<_>) = ranges.into_iter().partition(|range| range.start < after);
    let of_about = of_about.into_iter().map(|range| range.start - after..range.end - after).collect();
    (set_off(title, of_title, style), set_off(about, of_about, style))
}

/// How far a roadmap has come; of a template how much there is.
fn progress(look: &Look<'_>, offer: &Offer, columns: &Columns) -> Text {
    let secondary = look.style(Role::Secondary);
    let said = |words: &str| vec![Piece::new(words, secondary)];
    let digest = match &offer.reading {
        Reading::Unread => return Text::new(),
        Reading::TooLarge => return said("large"),
        Reading::Failed(_) => return vec![Piece::new("cannot be read", look.style(Role::Warning))],
        Reading::Read(digest) => digest,
    };
    let counts = digest.counts;
    if offer.is_template() {
        return said(&format!("{} items", counts.of()));
    }
    if counts.of() == 0 {
        return said(if counts.untracked > 0 { "untracked" } else { "no items" });
    }
    let mut text = if columns.has_gauge { counts::gauge(look, 6, counts) } else { Text::new() };
    text.push(Piece::new(format!(" {}", counts::percent(counts.met(), counts.of())), secondary));
    text
}

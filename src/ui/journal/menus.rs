//! The small lists of the journal: which kind a new entry is of, and which entries are shown.

use ratatui::buffer::Buffer;

use super::row::kind_mark;
use crate::app::journal::entry::{KindMenu, kind_of};
use crate::app::journal::filter::{Choice, EntryFilter};
use crate::app::layout::Area;
use crate::command::Command;
use crate::display::{Piece, displayable, head};
use crate::keymap::View;
use crate::model::journal::EntryKind;
use crate::theme::{Mark, Role};
use crate::ui::pen::{Pen, Text, padded, tint};
use crate::ui::popup::{Drawn, Popup, first_line};
use crate::ui::{Scene, hints};

const COLUMNS: u16 = 34;

/// What each kind is for, in a few words.
fn meaning(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Project => "what you did",
        EntryKind::Mistake => "what went wrong",
        EntryKind::Lesson => "what you learnt",
        EntryKind::Assessment => "how good you are",
        EntryKind::Note => "anything else",
    }
}

/// The key that names a kind.
fn key(scene: &Scene<'_>, kind: EntryKind) -> String {
    let command = Command::all().iter().find(|command| kind_of(**command) == Some(kind));
    command
        .and_then(|command| hints::key_label(scene.look, View::Kinds, *command))
        .unwrap_or_else(|| " ".to_owned())
}

pub(in crate::ui) fn draw_kinds(scene: &Scene<'_>, buffer: &mut Buffer, menu: &KindMenu) -> Drawn {
    let look = scene.look;
    let about = menu.about.as_ref().map(|about| displayable(head(&about.name, 200)).into_owned());
    let title = about.map_or("New entry".to_owned(), |name| format!("Entry about {name}"));
    let n_kinds = EntryKind::ALL.len();
    let columns = COLUMNS.max(crate::display::width(&title).min(60) as u16 + 4);
    let popup = Popup { title: &title, right: Text::new(), columns, rows: n_kinds as u16 };
    let (inside, outside) = popup.draw(look, buffer);
    let mut entries = Vec::new();
    let first = first_line(menu.selected, n_kinds, usize::from(inside.rows));
    for (line, index) in (0..inside.rows).zip(first..n_kinds) {
        let kind = EntryKind::ALL[index];
        let (mark, role) = kind_mark(kind);
        let text = vec![
            Piece::new(format!("{} ", key(scene, kind)), look.style(Role::Key)),
            Piece::new(format!("{} ", look.glyph(mark)), look.style(role)),
            Piece::new(padded(kind.name(), 12), look.style(Role::Text)),
            Piece::new(meaning(kind), look.style(Role::Secondary)),
        ];
        let area = Area { y: inside.y + line, rows: 1, ..inside };
        draw_line(scene, buffer, area, &text, index == menu.selected);
        entries.push((area, index));
    }
    Drawn { cursor: None, outside, entries }
}

pub(in crate::ui) fn draw_filter(scene: &Scene<'_>, buffer: &mut Buffer, menu: &EntryFilter) -> Drawn {
    let Scene { app, look, .. } = *scene;
    let n_lines = menu.choices.len();
    let popup = Popup { title: "Filter", right: Text::new(), columns: COLUMNS, rows: n_lines as u16 };
    let (inside, outside) = popup.draw(look, buffer);
    let mut entries = Vec::new();
    let first = first_line(menu.selected, n_lines, usize::from(inside.rows));
    for (line, index) in (0..inside.rows).zip(first..n_lines) {
        let (choice, n) = &menu.choices[index];
        let is_on = app.journal.filter.has(choice);
        let (box_mark, box_role) =
            if is_on { (Mark::Done, Role::DoneMark) } else { (Mark::Todo, Role::Secondary) };
        let mut text = vec![Piece::new(format!("{} ", look.glyph(box_mark)), look.style(box_role))];
        match choice {
            Choice::Kind(kind) => {
                let (mark, role) = kind_mark(*kind);
                text.push(Piece::new(format!("{} ", key(scene, *kind)), look.style(Role::Key)));
                text.push(Piece::new(format!("{} ", look.glyph(mark)), look.style(role)));
                text.push(Piece::new(kind.name(), look.style(Role::Text)));
            }
            Choice::Tag(tag) => {
                let tag = displayable(head(tag, 200)).into_owned();
                text.push(Piece::new(format!("#{tag}"), look.style(Role::Field)));
            }
        }
        let area = Area { y: inside.y + line, rows: 1, ..inside };
        let mut pen = Pen::new(buffer, area, 0);
        pen.shorten(1);
        pen.write_right(&[Piece::new(n.to_string(), look.style(Role::Secondary))], 1);
        entries.push((area, index));
        let text_area = Area { columns: pen.x + pen.room() as u16 - area.x, ..area };
        draw_line(scene, buffer, text_area, &text, index == menu.selected);
        if index == menu.selected {
            tint(
                buffer,
                Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area },
                look.style(Role::Selected),
            );
        }
    }
    Drawn { cursor: None, outside, entries }
}

fn draw_line(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, text: &Text, is_selected: bool) {
    let look = scene.look;
    let mut pen = Pen::new(buffer, area, 0);
    if is_selected {
        pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    } else {
        pen.skip(1);
    }
    pen.skip(1);
    pen.write_text(text, look);
    if is_selected {
        let rest = Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area };
        tint(buffer, rest, look.style(Role::Selected));
    }
}

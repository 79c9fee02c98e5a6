//! The details of the cursor's row, or the note that is being typed.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use super::pane::{Border, Extent, draw_scrollbar};
use super::pen::{Pen, Text, run_style, tint};
use super::row::searched;
use super::{Cursor, Look, Scene, hints, inline, input};
use crate::app::details::{Details, Kind, Line, WIDE};
use crate::app::layout::Area;
use crate::app::outline::Row;
use crate::app::prompt::{Inline, Purpose};
use crate::app::{App, Pane};
use crate::command::Command;
use crate::display::{Piece, truncate, truncate_pieces};
use crate::theme::{GlyphSet, Mark, Role};

/// A note is typed in a pane of at least so many lines, borders included, if the screen has them.
const NOTE_ROWS: u16 = 8;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, layout } = *scene;
    let area = layout.details;
    if area.is_empty() {
        return None;
    }
    let content = inset(layout.content(Pane::Details));
    let details = Details::of(app, content.columns);
    if let Some(inline) = inline(app).filter(|inline| inline.purpose == Purpose::Note) {
        return draw_note(scene, buffer, inline, &details);
    }
    let is_focused = app.view.focus == Pane::Details && app.overlay.is_none();
    let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
    let n_lines = details.lines.len();
    let rows = usize::from(content.rows);
    let scroll = usize::from(app.view.details_scroll).min(n_lines.saturating_sub(rows));
    if layout.has_borders {
        let right = match details.line {
            Some(line) if area.columns < WIDE => {
                vec![Piece::new(format!("line {line}"), look.style(Role::Secondary))]
            }
            _ => Text::new(),
        };
        let title = border_title(look, area.columns, &details, is_focused);
        Border { style, title, right }.draw(look, buffer, area);
        let extent = Extent { start: scroll, shown: rows, total: n_lines };
        draw_scrollbar(
            look,
            buffer,
            area,
            extent,
            if is_focused { style } else { look.style(Role::Scrollbar) },
        );
    }
    if n_lines == 0 {
        draw_nothing(app, look, buffer, content);
    }
    draw_lines(scene, buffer, content, &details.lines, scroll);
    None
}

/// The lines that are in sight, what is searched for set off in them.
pub(super) fn draw_lines(
    scene: &Scene<'_>,
    buffer: &mut Buffer,
    content: Area,
    lines: &[Line],
    scroll: usize,
) {
    let Scene { app, look, .. } = *scene;
    for (line, pieces) in (0..content.rows).zip(lines.iter().skip(scroll)) {
        let mut pen = Pen::new(buffer, content, line);
        let n_labels = pieces.iter().take_while(|piece| piece.style == Kind::Label).count();
        let drawn = |piece: &Piece<Kind>| {
            let text = own_glyphs(look, piece).unwrap_or_else(|| piece.text.clone());
            Piece::new(text, style_of(look, piece.style))
        };
        let mut text: Text = pieces.iter().map(drawn).collect();
        let behind = text.split_off(n_labels);
        text.extend(searched(app, behind, look.style(Role::Match)));
        text.iter().for_each(|piece| pen.write(&piece.text, piece.style));
    }
}

/// The row's words alone.
pub(super) fn title(scene: &Scene<'_>) -> Text {
    let content = inset(scene.layout.content(Pane::Details));
    let details = Details::of(scene.app, content.columns);
    vec![Piece::new(details.title, scene.look.style(Role::FocusedPaneTitle))]
}

/// In a wide pane the words, the path and the line; else the words.
pub(super) fn border_title(look: &Look<'_>, columns: u16, details: &Details, is_focused: bool) -> Text {
    let title = look.style(if is_focused { Role::FocusedPaneTitle } else { Role::Strong });
    let room = usize::from(columns).saturating_sub(6);
    if columns < WIDE {
        return vec![Piece::new(
            "Details",
            look.style(if is_focused { Role::FocusedPaneTitle } else { Role::PaneTitle }),
        )];
    }
    let words = truncate(&details.title, room / 2, look.ellipsis());
    let mut text = vec![Piece::new(words, title)];
    let secondary = look.style(Role::Secondary);
    let line = format!(" {} ", look.glyphs.border().horizontal_top);
    let between = Piece::new(line, look.style(Role::Border));
    let last = details.line.map(|line| Piece::new(format!("line {line}"), secondary));
    if !details.crumbs.is_empty() {
        text.push(between.clone());
        let crumb = format!(" {} ", look.glyph(Mark::Crumb));
        let path = vec![Piece::new(details.crumbs.join(&crumb), secondary)];
        let used = crate::display::width_of(&text) + 16;
        text.extend(truncate_pieces(&path, room.saturating_sub(used), look.ellipsis()));
    }
    text.extend(last.into_iter().flat_map(|last| [between.clone(), last]));
    text
}

/// The note's editor. Where the pane is small it grows upwards over the outline.
fn draw_note(scene: &Scene<'_>, buffer: &mut Buffer, inline: &Inline, details: &Details) -> Cursor {
    let Scene { look, layout, .. } = *scene;
    let mut area = layout.details;
    if layout.has_borders && !layout.outline.is_empty() && area.y > layout.outline.y {
        let bottom = area.y + area.rows;
        let rows = area.rows.max(NOTE_ROWS).min(bottom.saturating_sub(layout.outline.y + 4)).max(area.rows);
        area = Area { y: bottom - rows, rows, ..area };
        super::popup::clear(buffer, area);
    }
    let style = look.style(Role::FocusedBorder);
    let mut title = vec![Piece::new("Note", look.style(Role::FocusedPaneTitle))];
    let line = format!(" {} ", look.glyphs.border().horizontal_top);
    title.push(Piece::new(line, look.style(Role::Border)));
    if inline.is_lost {
        title.push(Piece::new("its item is not in the file any more", look.style(Role::Warning)));
    } else {
        title.push(Piece::new(details.title.as_str(), look.style(Role::Strong)));
    }
    let content = if layout.has_borders {
        Border { style, title, right: Text::new() }.draw(look, buffer, area);
        inset(area.inside())
    } else {
        tint(buffer, area, Style::new());
        inset(area)
    };
    input::draw_lines(look, buffer, content, &inline.field, "write what is worth remembering")
}

/// Says what could stand here.
fn draw_nothing(app: &App, look: &Look<'_>, buffer: &mut Buffer, content: Area) {
    if !matches!(app.view.cursor, Some(Row::Item(_))) {
        return;
    }
    let Some(key) = hints::key_label(look, hints::panes_view(app), Command::Note) else { return };
    let mut pen = Pen::new(buffer, content, 0);
    pen.write(&key, look.style(Role::Key));
    pen.write(" writes a note", look.style(Role::Secondary));
}

/// One column of air at both sides.
pub(super) fn inset(area: Area) -> Area {
    if area.columns < 8 {
        return area;
    }
    Area { x: area.x + 1, columns: area.columns - 2, ..area }
}

/// What stands for the program's glyphs, in the set in use.
pub(super) fn own_glyphs(look: &Look<'_>, piece: &Piece<Kind>) -> Option<String> {
    match piece.style {
        Kind::LinkMark => Some(look.glyph(Mark::Link).to_owned()),
        Kind::Crumb => Some(look.glyph(Mark::Crumb).to_owned()),
        Kind::Address if look.glyphs == GlyphSet::Ascii && piece.text == "\u{a0}" => Some(" ".to_owned()),
        Kind::Cut if look.glyphs == GlyphSet::Ascii => Some("~".to_owned()),
        Kind::Rule if look.glyphs == GlyphSet::Unicode => {
            let glyph = |char| match char {
                '-' => '─',
                '|' => '│',
                '+' => '┼',
                other => other,
            };
            Some(piece.text.chars().map(glyph).collect())
        }
        _ => None,
    }
}

pub(super) fn style_of(look: &Look<'_>, kind: Kind) -> Style {
    match kind {
        Kind::Text(run) => run_style(run, look.style(Role::Text), look),
        Kind::Label | Kind::Secondary | Kind::Crumb | Kind::Cut => look.style(Role::Secondary),
        Kind::Rule => look.style(Role::Border),
        Kind::Field => look.style(Role::Field),
        Kind::Overdue => look.style(Role::Warning),
        Kind::LinkMark | Kind::Address => look.style(Role::Link),
        Kind::Header => look.style(Role::Strong),
    }
}

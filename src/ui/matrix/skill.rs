//! What is known of the selected skill.

use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::app::layout::Area;
use crate::app::matrix::MatrixPane;
use crate::app::matrix::skill::{Kind, SkillPage};
use crate::display::{Piece, truncate};
use crate::theme::{Mark, Role};
use crate::ui::pane::{Border, Extent, draw_scrollbar};
use crate::ui::pen::{Pen, Text};
use crate::ui::{Look, Scene, row};

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    let Scene { app, look, .. } = *scene;
    let layout = app.matrix_layout();
    if layout.skill.is_empty() {
        return;
    }
    let page = app.skill_page();
    let is_focused = app.matrix.focus == MatrixPane::Skill && app.overlay.is_none();
    let content = layout.content(MatrixPane::Skill);
    if layout.has_borders {
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
        let (title, right) = titles(look, &page, is_focused, content.columns);
        Border { style, title, right }.draw(look, buffer, layout.skill);
        let extent = Extent { start: page.first, shown: usize::from(content.rows), total: page.lines.len() };
        let style = if is_focused { style } else { look.style(Role::Scrollbar) };
        draw_scrollbar(look, buffer, layout.skill, extent, style);
    }
    let chosen = is_focused.then(|| app.matrix.skill_line.min(page.lines.len().saturating_sub(1)));
    let lines = page.lines.iter().enumerate().skip(page.first);
    for (line, (index, shown)) in (0..content.rows).zip(lines) {
        let over = if chosen == Some(index) { look.style(Role::Selected) } else { Style::new() };
        let mut pen = Pen::new(buffer, content, line);
        if chosen == Some(index) {
            pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
            pen.tint(
                Area {
                    x: content.x + 1,
                    y: content.y + line,
                    columns: content.columns.saturating_sub(1),
                    rows: 1,
                },
                over,
            );
        } else {
            pen.skip(1);
        }
        pen.shorten(1);
        let text: Text = shown.pieces.iter().map(|piece| shown_piece(scene, piece, over)).collect();
        let hit = if chosen == Some(index) { Role::CurrentMatch } else { Role::Match };
        pen.write_text(&row::searched(app, text, look.style(hit)), look);
    }
}

/// The skill's name, and the line of its row.
pub(super) fn titles(look: &Look<'_>, page: &SkillPage, is_focused: bool, columns: u16) -> (Text, Text) {
    let role = if is_focused { Role::FocusedPaneTitle } else { Role::Strong };
    let name = if page.name.is_empty() { "no skill" } else { &page.name };
    let name = truncate(name, usize::from(columns).saturating_sub(4), look.ellipsis());
    let line = page.line.map(|line| Piece::new(format!("line {line}"), look.style(Role::Secondary)));
    (vec![Piece::new(name, look.style(role))], line.into_iter().collect())
}

/// A piece in its style, with the program's glyphs for what stands for them.
fn shown_piece(scene: &Scene<'_>, piece: &Piece<Kind>, over: Style) -> Piece<Style> {
    let Scene { app, look, .. } = *scene;
    let n_chars = piece.text.chars().count();
    let (text, role) = match piece.style {
        Kind::Label | Kind::Secondary => (piece.text.clone(), Role::Secondary),
        Kind::Text => (piece.text.clone(), Role::Text),
        Kind::Warning => (piece.text.replace('✅', look.glyph(Mark::Done)), Role::Warning),
        Kind::Reached => (look.glyph(Mark::GaugeDone).repeat(n_chars), Role::GaugeDone),
        Kind::Unreached => (look.glyph(Mark::GaugeLeft).repeat(n_chars), Role::GaugeLeft),
        Kind::Cell(state) => {
            let (mark, role) = super::grid::state_mark(state, false);
            (look.glyph(mark).to_owned(), role)
        }
        Kind::Item(place) => match app.document.roadmap.get(place) {
            Some(item) => {
                let (mark, role) = row::state_mark(item);
                (look.glyph(mark).to_owned(), role)
            }
            None => (piece.text.clone(), Role::Secondary),
        },
    };
    Piece::new(text, look.style(role).patch(over))
}

//! The chosen entry whole.

use ratatui::buffer::Buffer;

use super::row::kind_mark;
use crate::app::journal::JournalPane;
use crate::app::layout::Area;
use crate::display::Piece;
use crate::theme::Role;
use crate::ui::Scene;
use crate::ui::details::draw_lines;
use crate::ui::pane::{Border, Extent, draw_scrollbar};
use crate::ui::pen::Text;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    let Scene { app, look, .. } = *scene;
    let layout = app.journal_layout();
    if layout.entry.is_empty() {
        return;
    }
    let page = app.journal_page();
    let is_focused = app.journal.focus == JournalPane::Entry && app.overlay.is_none();
    let content = layout.content(JournalPane::Entry);
    let first = app.journal.scroll.min(page.lines.len().saturating_sub(usize::from(content.rows)));
    if layout.has_borders {
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
        let (title, right) = titles(scene, is_focused);
        Border { style, title, right }.draw(look, buffer, layout.entry);
        let extent = Extent { start: first, shown: usize::from(content.rows), total: page.lines.len() };
        let style = if is_focused { style } else { look.style(Role::Scrollbar) };
        draw_scrollbar(look, buffer, layout.entry, extent, style);
    }
    let content = Area { x: content.x + 1, columns: content.columns.saturating_sub(2), ..content };
    draw_lines(scene, buffer, content, &page.lines, first);
}

/// Its kind and its day, and its line in the file.
pub(super) fn titles(scene: &Scene<'_>, is_focused: bool) -> (Text, Text) {
    let Scene { app, look, .. } = *scene;
    let page = app.journal_page();
    let role = if is_focused { Role::FocusedPaneTitle } else { Role::Strong };
    let Some(entry) = app.journal.entry() else {
        return (vec![Piece::new("Entry", look.style(Role::PaneTitle))], Text::new());
    };
    let (mark, mark_role) = kind_mark(entry.kind);
    let title = vec![
        Piece::new(look.glyph(mark), look.style(mark_role)),
        Piece::new(format!(" {}", page.title), look.style(role)),
    ];
    let line = page.line.map(|line| Piece::new(format!("line {line}"), look.style(Role::Secondary)));
    (title, line.into_iter().collect())
}

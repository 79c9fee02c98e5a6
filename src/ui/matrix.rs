//! The Matrix tab: the grid of cells, and what is known of the selected skill.

mod grid;

use ratatui::buffer::Buffer;

use super::pane::Border;
use super::pen::{Text, rich};
use super::{Cursor, Scene};
use crate::app::matrix::MatrixPane;
use crate::display::{Piece, head};
use crate::theme::Role;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let layout = app.matrix_layout();
    let is_focused = app.matrix.focus == MatrixPane::Grid && app.overlay.is_none();
    if layout.has_borders && !layout.grid.is_empty() {
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
        let (title, right) = titles(scene);
        Border { style, title, right }.draw(look, buffer, layout.grid);
    }
    grid::draw(scene, buffer)
}

/// The heading that the matrix stands under, and which of how many it is.
pub(super) fn titles(scene: &Scene<'_>) -> (Text, Text) {
    let Scene { app, look, .. } = *scene;
    let Some(matrix) = app.shown_matrix() else { return (Text::new(), Text::new()) };
    let roadmap = &app.document.roadmap;
    let is_focused = app.matrix.focus == MatrixPane::Grid && app.overlay.is_none();
    let style = look.style(if is_focused { Role::FocusedPaneTitle } else { Role::PaneTitle });
    let title = match roadmap.section(matrix.section).heading_text() {
        Some(heading) => rich(head(heading, 400), roadmap.definitions(), style, look),
        None => vec![Piece::new("Matrix", style)],
    };
    let n_matrices = app.matrix.tables.len();
    let number = format!("{} of {n_matrices}", app.matrix.number());
    let right = if n_matrices > 1 { number } else { String::new() };
    (title, vec![Piece::new(right, look.style(Role::Secondary))])
}

//! The Matrix tab: the grid of cells, and what is known of the selected skill.

mod field;
mod grid;
mod skill;

use ratatui::buffer::Buffer;

use super::beginning::Beginning;
use super::pane::Border;
use super::pen::{Text, rich};
use super::{Cursor, Scene};
use crate::app::matrix::MatrixPane;
use crate::app::matrix::grid::words;
use crate::app::prompt::Overlay;
use crate::command::Command;
use crate::display::{Piece, head};
use crate::theme::Role;

const NONE_YET: Beginning<'_> = Beginning {
    said: "No skill matrix yet.",
    keys: &[
        (Command::EditInEditor, "opens the file in your editor"),
        (Command::ToggleGap, "shows the gap to a role"),
    ],
    example: Some((
        "A table of skills is one:",
        &[
            "| Skill   | Junior | Mid | Level | Notes |",
            "| ------- | ------ | --- | ----- | ----- |",
            "| Testing | ✅     | 🔲  | 2     |       |",
        ],
    )),
};

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let layout = app.matrix_layout();
    let is_focused = app.matrix.focus == MatrixPane::Grid;
    if layout.has_borders && !layout.grid.is_empty() {
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
        let (title, right) = titles(scene);
        Border { style, title, right }.draw(look, buffer, layout.grid);
    }
    // What is typed into a row that another program took away is shown all the same.
    if app.shown_matrix().is_none() && app.overlay.is_none() {
        NONE_YET.draw(scene, buffer, layout.content(MatrixPane::Grid));
        return None;
    }
    grid::draw(scene, buffer);
    skill::draw(scene, buffer);
    match &app.overlay {
        Some(Overlay::Cell(field)) => field::draw(scene, buffer, field),
        _ => None,
    }
}

/// The title of the pane that has the keys, for a screen on which it has no border.
pub(super) fn titles_of_focused(scene: &Scene<'_>) -> (Text, Text) {
    match scene.app.matrix.focus {
        MatrixPane::Grid => titles(scene),
        MatrixPane::Skill => {
            let columns = scene.layout.header.columns;
            skill::titles(scene.look, &scene.app.skill_page(), true, columns)
        }
    }
}

/// The heading that the matrix stands under, and which of how many it is.
fn titles(scene: &Scene<'_>) -> (Text, Text) {
    let Scene { app, look, .. } = *scene;
    let is_focused = app.matrix.focus == MatrixPane::Grid;
    let style = look.style(if is_focused { Role::FocusedPaneTitle } else { Role::PaneTitle });
    let Some(matrix) = app.shown_matrix() else { return (vec![Piece::new("Matrix", style)], Text::new()) };
    let roadmap = &app.document.roadmap;
    let title = match roadmap.section(matrix.section).heading_text() {
        Some(heading) => rich(head(heading, 400), roadmap.definitions(), style, look),
        None => vec![Piece::new("Matrix", style)],
    };
    let n_matrices = app.matrix.tables.len();
    if n_matrices < 2 {
        return (title, Text::new());
    }
    let number = format!("{} of {n_matrices}", app.matrix.number());
    (title, vec![Piece::new(number, look.style(Role::Secondary))])
}

/// The chosen cell on one line: its skill, what stands above it, and what it says.
pub(super) fn chosen_cell(scene: &Scene<'_>) -> Text {
    let Scene { app, look, .. } = *scene;
    let Some((cursor, matrix)) = app.matrix.cursor.zip(app.shown_matrix()) else { return Text::new() };
    let (row, column) = (cursor.row as usize, cursor.column as usize);
    let mut text = vec![Piece::new(words(app.roadmap(), &matrix.skill(row)), look.style(Role::Text))];
    if column > 0 {
        let title = words(app.roadmap(), &matrix.title(column));
        text.push(Piece::new(format!("{}{title} ", look.dot()), look.style(Role::Secondary)));
        text.extend(grid::cell(scene, &matrix, row, column));
    }
    text
}

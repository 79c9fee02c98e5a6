//! The phases: a pane with a row each, or a line above the outline.

use ratatui::buffer::Buffer;

use super::pane::Border;
use super::pen::{Pen, Text, padded, tint};
use super::{Look, Scene, counts};
use crate::app::label::Label;
use crate::app::layout::{Area, Density};
use crate::app::{App, Pane};
use crate::display::{Piece, displayable, truncate, width, width_of};
use crate::model::Phase;
use crate::theme::{Mark, Role};

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    let area = scene.layout.phases;
    if area.is_empty() {
        return;
    }
    if scene.layout.density == Density::Two { draw_strip(scene, buffer) } else { draw_pane(scene, buffer) }
}

fn draw_pane(scene: &Scene<'_>, buffer: &mut Buffer) {
    let Scene { app, look, layout } = *scene;
    let is_focused = has_keys(scene);
    let phases = app.document.roadmap.phases();
    let content = layout.content(Pane::Phases);
    let first = layout.first_phase(app.view.phase, phases.len());
    if layout.has_borders {
        let role = if is_focused { Role::FocusedPaneTitle } else { Role::PaneTitle };
        let right = if phases.len() > usize::from(content.rows) {
            vec![Piece::new(format!("{}/{}", app.view.phase + 1, phases.len()), look.style(Role::Secondary))]
        } else {
            Text::new()
        };
        let border = Border {
            style: look.style(if is_focused { Role::FocusedBorder } else { Role::Border }),
            title: vec![Piece::new("Phases", look.style(role))],
            right,
        };
        border.draw(look, buffer, layout.phases);
    }
    let shown = phases.iter().enumerate().skip(first).take(usize::from(content.rows));
    let labels: Vec<(usize, &Phase, Label)> =
        shown.map(|(index, phase)| (index, phase, label(app, phase))).collect();
    let has_emoji = labels.iter().any(|(_, _, label)| !label.emoji.is_empty());
    let number_columns = labels.iter().map(|(_, _, label)| label.number.len()).max().unwrap_or(0);
    for (line, (index, phase, label)) in (0..).zip(labels) {
        let row = Area { y: content.y + line, rows: 1, ..content };
        let is_selected = index == app.view.phase;
        let mut pen = Pen::new(buffer, row, 0);
        if is_selected {
            pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
        } else {
            pen.skip(1);
        }
        pen.shorten(1);
        let mut progress = progress(look, phase, content.columns);
        let before = if has_emoji { 3 } else { 0 } + if number_columns > 0 { number_columns + 1 } else { 0 };
        let for_name = |progress: &Text| pen.room().saturating_sub(before + width_of(progress) + 1);
        // A name that would be cut short is worth more than the gauge.
        if shortened(&label.name, for_name(&progress), look).ends_with(look.ellipsis()) && progress.len() > 1
        {
            progress.drain(..progress.len() - 1);
        }
        pen.write_right(&progress, 1);
        let style = look.style(if is_selected { Role::Phase } else { Role::Text });
        if has_emoji {
            pen.write(&padded(&label.emoji, 2), style);
            pen.skip(1);
        }
        if number_columns > 0 {
            pen.write(&format!("{:>number_columns$} ", label.number), look.style(Role::Secondary));
        }
        let name = shortened(&label.name, pen.room(), look);
        pen.write(&name, style);
        if is_selected {
            let over = Area { x: row.x + 1, columns: row.columns.saturating_sub(1), ..row };
            let role = if is_focused { Role::Selected } else { Role::SelectedElsewhere };
            tint(buffer, over, look.style(role));
        }
    }
}

/// The gauge and the percent of a phase in a pane of so many columns.
fn progress(look: &Look<'_>, phase: &Phase, columns: u16) -> Text {
    let counts = phase.counts;
    let secondary = look.style(Role::Secondary);
    if counts.of() == 0 {
        let word = if counts.untracked > 0 { "untracked" } else { "" };
        return vec![Piece::new(word, secondary)];
    }
    let mut text = counts::gauge(look, if columns >= 32 { 6 } else { 4 }, counts);
    text.push(Piece::new(format!(" {}", counts::percent(counts.met(), counts.of())), secondary));
    text
}

/// ` 1 Junior 69% │ 2 Mid-Level │ …`, as many as there is room for around the chosen one.
fn draw_strip(scene: &Scene<'_>, buffer: &mut Buffer) {
    let Scene { app, look, layout } = *scene;
    let phases = app.document.roadmap.phases();
    let chosen = app.view.phase.min(phases.len().saturating_sub(1));
    let room = usize::from(layout.phases.columns).saturating_sub(4);
    let separator = format!(" {} ", look.glyphs.border().vertical_left);
    let segment = |index: usize| -> Option<Text> {
        let phase = phases.get(index)?;
        let label = label(app, phase);
        let is_chosen = index == chosen;
        let role = match (is_chosen, has_keys(scene)) {
            (true, true) => Role::Selected,
            (true, false) => Role::Phase,
            (false, _) => Role::Secondary,
        };
        let style = look.style(role);
        let name = shortened(&label.name, if is_chosen { room / 2 } else { 18 }.max(4), look);
        let number = if label.number.is_empty() { String::new() } else { label.number + " " };
        let mut text = format!("{number}{name}");
        if let Some(percent) = phase.counts.percent() {
            text.push_str(&format!(" {percent}%"));
        }
        let text = if role == Role::Selected { format!(" {text} ") } else { text };
        Some(vec![Piece::new(text, style)])
    };
    let mut shown = segment(chosen).unwrap_or_default();
    let (mut before, mut after) = (chosen, chosen + 1);
    let between = || Piece::new(separator.clone(), look.style(Role::Border));
    loop {
        let next = segment(after).filter(|next| width_of(&shown) + width_of(next) + 3 <= room);
        let did_grow = next.is_some();
        if let Some(next) = next {
            shown.push(between());
            shown.extend(next);
            after += 1;
        }
        let previous = before.checked_sub(1).and_then(segment);
        let previous = previous.filter(|previous| width_of(&shown) + width_of(previous) + 3 <= room);
        let did_shrink = previous.is_some();
        if let Some(mut previous) = previous {
            previous.push(between());
            previous.extend(shown);
            shown = previous;
            before -= 1;
        }
        if !did_grow && !did_shrink {
            break;
        }
    }
    let mut pen = Pen::new(buffer, layout.phases, 0);
    let more = look.style(Role::Secondary);
    let cut = look.ellipsis();
    pen.write(if before > 0 { cut } else { " " }, more);
    if before > 0 {
        pen.skip(1);
    }
    let has_more = after < phases.len();
    pen.shorten(if has_more { 3 } else { 0 });
    pen.write_text(&shown, look);
    if has_more {
        let mut pen = Pen::new(buffer, layout.phases, 0);
        pen.shorten(0);
        pen.write_right(&[Piece::new(cut, more)], 0);
    }
}

fn has_keys(scene: &Scene<'_>) -> bool {
    scene.app.view.focus == Pane::Phases && scene.app.overlay.is_none()
}

pub(super) fn label(app: &App, phase: &Phase) -> Label {
    Label::of(&app.document.roadmap, phase, &file_stem(app))
}

/// The name of the roadmap's file without its ending.
pub(super) fn file_stem(app: &App) -> String {
    let stem = app.path.file_stem().unwrap_or(app.path.as_os_str());
    displayable(&stem.to_string_lossy()).into_owned()
}

/// A name in little room: without its last words where the first ones say enough, else cut off.
pub(super) fn shortened(name: &str, max: usize, look: &Look<'_>) -> String {
    if width(name) <= max {
        return name.to_owned();
    }
    let mut words = name;
    while let Some(blank) = words.trim_end().rfind(' ') {
        words = words.get(..blank).unwrap_or_default();
        let kept = words.trim_end_matches(|char: char| !char.is_alphanumeric() && char != ')');
        if width(kept) <= max {
            if width(kept) * 2 >= max {
                return kept.to_owned();
            }
            break;
        }
    }
    truncate(name, max, look.ellipsis()).into_owned()
}

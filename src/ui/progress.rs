//! The Progress tab: gauges and forecasts, the burn-up, the calendar of active days, what is next.

mod burn_up;
mod calendar;
mod gauges;
mod next;

use ratatui::buffer::Buffer;

use super::pane::Border;
use super::pen::{Pen, Text};
use super::{Look, Scene, hints};
use crate::app::layout::Area;
use crate::app::progress::layout::Panel;
use crate::app::progress::{Figures, Past};
use crate::command::Command;
use crate::display::{Piece, wrap};
use crate::keymap::View;
use crate::theme::Role;
use crate::timeline::burn_up::BurnUp;
use crate::timeline::dates::grouped;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) {
    let Scene { app, look, .. } = *scene;
    let Some(figures) = &app.progress.figures else { return };
    let layout = app.progress_layout();
    for panel in Panel::ALL {
        let area = layout.area(panel);
        if area.is_empty() {
            continue;
        }
        if layout.has_borders {
            let is_focused = panel == layout.focus && app.overlay.is_none();
            let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
            let (title, right) = titles(scene, panel, figures);
            Border { style, title, right }.draw(look, buffer, area);
        }
        let content = layout.content(panel);
        match panel {
            Panel::Phases => gauges::draw(scene, buffer, &layout, figures),
            Panel::BurnUp => burn_up::draw(scene, buffer, content, figures),
            Panel::Calendar => calendar::draw(scene, buffer, content, figures),
            Panel::Next => next::draw(scene, buffer, &layout, figures),
        }
    }
}

/// The title of the panel that has the keys, for a screen on which it has no border.
pub(super) fn titles_of_focused(scene: &Scene<'_>) -> (Text, Text) {
    let Some(figures) = &scene.app.progress.figures else { return (Text::new(), Text::new()) };
    titles(scene, scene.app.progress_panel(), figures)
}

/// What a panel is called, and what belongs beside that: what its signs mean, or which of the panels it is.
fn titles(scene: &Scene<'_>, panel: Panel, figures: &Figures) -> (Text, Text) {
    let Scene { app, look, .. } = *scene;
    let layout = app.progress_layout();
    let is_focused = panel == layout.focus && app.overlay.is_none();
    let name = match panel {
        Panel::Phases => "Progress",
        Panel::BurnUp => "Burn-up",
        Panel::Calendar => "Active days",
        Panel::Next if figures.n_stalled > 0 => "Stalled, and next",
        Panel::Next => "Next",
    };
    let style = look.style(if is_focused { Role::FocusedPaneTitle } else { Role::PaneTitle });
    let has_legend = !layout.is_single || layout.area(panel).columns >= 60;
    let mut right = match panel {
        Panel::BurnUp | Panel::Calendar if !has_legend => Text::new(),
        Panel::BurnUp if figures.burn_up.is_some() => burn_up::legend(look),
        Panel::Calendar if !figures.timeline.days.is_empty() => calendar::legend(look),
        Panel::Next => next::counts(look, app.progress.entry, figures),
        _ => Text::new(),
    };
    if layout.is_single {
        let number = Panel::ALL.iter().position(|other| *other == panel).unwrap_or(0) + 1;
        if !right.is_empty() {
            right.push(Piece::new(look.dot(), look.style(Role::Secondary)));
        }
        right.push(Piece::new(format!("{number} of {}", Panel::ALL.len()), look.style(Role::Secondary)));
    }
    (vec![Piece::new(name, style)], right)
}

/// Words over so many lines as there are, with an ellipsis where they are cut off.
fn write_wrapped(look: &Look<'_>, buffer: &mut Buffer, area: Area, words: &str, role: Role) {
    let margin = u16::from(area.columns > 12);
    let area = Area { x: area.x + margin, columns: area.columns - 2 * margin, ..area };
    let words = look.glyphs.words(words);
    let mut lines = wrap(&words, usize::from(area.columns));
    for line in 0..area.rows {
        let Some(range) = lines.next() else { return };
        // What has no room any more stands on the last line, cut off.
        let end = if line + 1 == area.rows { words.len() } else { range.end };
        let text = words.get(range.start..end).unwrap_or_default();
        Pen::new(buffer, area, line).write_text(&[Piece::new(text, look.style(role))], look);
    }
}

/// How many lines words take.
fn lines_of(words: &str, columns: u16) -> u16 {
    let margin = u16::from(columns > 12);
    u16::try_from(wrap(words, usize::from(columns - 2 * margin)).count()).unwrap_or(u16::MAX)
}

/// A sentence as it stands by itself.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Why a chart has nothing to show, and how that changes.
fn how_to_begin(scene: &Scene<'_>) -> String {
    let Scene { app, look, .. } = *scene;
    if !app.progress.is_record_read {
        return format!("Reading what is known{}", look.ellipsis());
    }
    if matches!(app.progress.past, Past::Reading { .. }) {
        return format!("Reading the file's past from git{}", look.ellipsis());
    }
    let key = |view, command| hints::key_label(look, view, command);
    let roadmap = key(View::Progress, Command::RoadmapTab);
    let tick = key(View::Roadmap, Command::ToggleDone);
    let mut words = "Nothing is known yet of what was done when.".to_owned();
    if let Some((roadmap, tick)) = roadmap.zip(tick) {
        words.push_str(&format!(" Tick an item ({roadmap}, then {tick}) and its day is drawn here."));
    }
    match (&app.progress.past, key(View::Progress, Command::ReadPast)) {
        (Past::Stopped, Some(again)) => {
            words.push_str(&format!(" Reading the past from git was stopped; {again} begins anew."));
        }
        (Past::Unavailable(reason), _) => words.push_str(&format!(" There is no past in git: {reason}.")),
        _ => {}
    }
    words
}

/// What the burn-up shows, for a screen that has room for no more.
pub(super) fn in_one_line(scene: &Scene<'_>) -> Text {
    let figures = scene.app.progress.figures.as_ref();
    let words = figures.and_then(|figures| figures.burn_up.as_ref()).map(BurnUp::sentence);
    let words = words.unwrap_or_else(|| "no history yet".to_owned());
    vec![Piece::new(sentence(&words), scene.look.style(Role::Text))]
}

/// How far reading the past is: `▰▰▰▱▱▱ reading 120 of 3,400 versions · esc stops`.
pub(super) fn reading(scene: &Scene<'_>) -> Option<Text> {
    let Scene { app, look, .. } = *scene;
    let Past::Reading { n_read, n_versions } = app.progress.past else { return None };
    let secondary = look.style(Role::Secondary);
    let mut text = Text::new();
    if n_versions == 0 {
        text.push(Piece::new(format!("looking into git{}", look.ellipsis()), secondary));
    } else {
        let (done, left) = look.glyphs.gauge(8, n_read as usize, n_versions as usize);
        text.push(Piece::new(done, look.style(Role::GaugeDone)));
        text.push(Piece::new(left, look.style(Role::GaugeLeft)));
        let counts = format!(" reading {} of {} versions", grouped(n_read), grouped(n_versions));
        text.push(Piece::new(counts, secondary));
    }
    if let Some(key) = hints::key_label(look, View::Progress, Command::Cancel) {
        text.push(Piece::new(format!("{}{key} stops", look.dot()), secondary));
    }
    Some(text)
}

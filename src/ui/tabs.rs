//! The names of the tabs in the header: all of them, the shown one alone, or none, by the room there is.

use ratatui::buffer::Buffer;

use super::pen::Pen;
use super::{Scene, header, hints};
use crate::app::layout::Area;
use crate::app::tab::Tab;
use crate::command::Command;
use crate::display::width;
use crate::theme::Role;

/// Between two tabs.
const GAP: u16 = 2;

/// Where the name of a tab stands.
pub(super) struct Shown {
    tab: Tab,
    /// The key that goes to it.
    key: String,
    pub(super) x: u16,
    columns: u16,
}

/// The tabs that there is room for, the last one ending before the counts.
pub(super) fn shown(scene: &Scene<'_>) -> Vec<Shown> {
    if !scene.layout.has_borders {
        return Vec::new();
    }
    let fits = |tabs: &[Tab], least_name| {
        let (room, end) = header::room_for_tabs(scene, least_name);
        let bar = placed(scene, tabs, end);
        bar.first().is_some_and(|first| usize::from(end - first.x) <= room).then_some(bar)
    };
    fits(&Tab::ALL, header::LEAST_NAME).or_else(|| fits(&[scene.app.tab], 8)).unwrap_or_default()
}

/// How many columns all tabs take.
pub(super) fn width_of_all(scene: &Scene<'_>) -> usize {
    let bar = placed(scene, &Tab::ALL, u16::MAX);
    bar.first().map_or(0, |first| usize::from(u16::MAX - first.x))
}

/// Tabs one beside the other up to a column.
fn placed(scene: &Scene<'_>, tabs: &[Tab], end: u16) -> Vec<Shown> {
    let view = hints::panes_view(scene.app);
    let label = |tab: Tab| {
        let key = hints::key_label(scene.look, view, tab.command()).map(|key| format!("{key} "));
        key.unwrap_or_default()
    };
    let mut x = end;
    let mut shown = Vec::new();
    for &tab in tabs.iter().rev() {
        let key = label(tab);
        let columns = (width(&key) + width(tab.name())) as u16;
        x = x.saturating_sub(columns);
        shown.push(Shown { tab, key, x, columns });
        x = x.saturating_sub(GAP);
    }
    shown.reverse();
    shown
}

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, shown: &[Shown]) {
    let Scene { app, look, layout } = *scene;
    for Shown { tab, key, x, columns } in shown {
        let area = Area { x: *x, columns: *columns, ..layout.header };
        let mut pen = Pen::new(buffer, area, 0);
        pen.write(key, look.style(Role::Tab));
        pen.write(tab.name(), look.style(if *tab == app.tab { Role::ActiveTab } else { Role::Tab }));
    }
}

/// What a click on the name of a tab does.
pub(super) fn command_at(scene: &Scene<'_>, column: u16, row: u16) -> Option<Command> {
    if scene.app.overlay.is_some() || !scene.layout.header.contains(column, row) {
        return None;
    }
    let bar = shown(scene);
    let clicked = bar.iter().find(|shown| (shown.x..shown.x + shown.columns).contains(&column));
    clicked.map(|shown| shown.tab.command())
}

//! The gap page of the Matrix tab: a list with bars, what is met of each role, and a radar where it has room.

mod columns;

use ratatui::buffer::Buffer;

use super::pane::{Border, Extent, draw_scrollbar};
use super::pen::{Pen, Text, padded, tint};
use super::radar::Radar;
use super::{Cursor, Scene};
use crate::app::gap::Found;
use crate::app::gap::layout::GapLayout;
use crate::app::layout::Area;
use crate::display::{Piece, displayable, head, width, width_of};
use crate::theme::{Mark, Role};
use columns::Column;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer) -> Cursor {
    let Scene { app, look, .. } = *scene;
    let layout = app.gap_layout();
    let found = app.gap.found.as_ref()?;
    if layout.has_borders {
        let is_focused = app.overlay.is_none();
        let style = look.style(if is_focused { Role::FocusedBorder } else { Role::Border });
        let (title, right) = titles(scene);
        Border { style, title, right }.draw(look, buffer, layout.pane);
    }
    draw_tallies(scene, buffer, layout.tallies, found);
    if found.gap.skills.is_empty() {
        draw_nothing(scene, buffer, layout.list, found);
        return None;
    }
    draw_list(scene, buffer, &layout, found);
    draw_radar(scene, buffer, layout.radar, found);
    None
}

/// Which gap it is, and by which ladder.
pub(super) fn titles(scene: &Scene<'_>) -> (Text, Text) {
    let Scene { app, look, .. } = *scene;
    let style = look.style(if app.overlay.is_none() { Role::FocusedPaneTitle } else { Role::PaneTitle });
    let found = app.gap.found.as_ref();
    let role = found.and_then(Found::role).map(|role| displayable(head(role, 200)).into_owned());
    let title = role.map_or("Gap to your targets".to_owned(), |role| format!("Gap to {role}"));
    let ladder = found.and_then(|found| found.ladder.as_deref()).unwrap_or("no ladder");
    let ladder = displayable(head(ladder, 200)).into_owned();
    // The role goes before the ladder where there is not room for both.
    let room = usize::from(app.size.columns).saturating_sub(width(&title) + 8);
    let is_shown = width(&ladder) <= room;
    let right = is_shown.then(|| Piece::new(ladder, look.style(Role::Secondary)));
    (vec![Piece::new(title, style)], right.into_iter().collect())
}

/// `Met   Junior 4/4   Mid 3/4   ›Senior 1/4 · 2 claimed without evidence`
fn draw_tallies(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, found: &Found) {
    let look = scene.look;
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    pen.shorten(1);
    let told = |gauge: u16, is_whole: bool| {
        let mut text = vec![Piece::new("Met", look.style(Role::Secondary))];
        for (index, (role, tally)) in found.standing.roles.iter().zip(&found.tallies).enumerate() {
            let is_aimed = found.gap.role == Some(index);
            if !is_whole && !is_aimed {
                continue;
            }
            let (name, counts) =
                if is_aimed { (Role::Phase, Role::Text) } else { (Role::Secondary, Role::Secondary) };
            let mark = if is_aimed { look.glyph(Mark::Crumb) } else { "" };
            let role = displayable(head(role, 100)).into_owned();
            text.push(Piece::new("   ", look.style(Role::Secondary)));
            text.push(Piece::new(format!("{mark}{role} "), look.style(name)));
            if gauge > 0 {
                let (done, left) = look.glyphs.gauge(gauge, tally.met, tally.of);
                text.push(Piece::new(done, look.style(Role::GaugeDone)));
                text.push(Piece::new(format!("{left} "), look.style(Role::GaugeLeft)));
            }
            text.push(Piece::new(format!("{}/{}", tally.met, tally.of), look.style(counts)));
        }
        let aimed = found.gap.tally();
        if aimed.claimed > aimed.met && is_whole {
            let claimed = format!("{}{} claimed without evidence", look.dot(), aimed.claimed - aimed.met);
            text.push(Piece::new(claimed, look.style(Role::Secondary)));
        }
        text
    };
    let told = [(8, true), (4, true), (0, true), (8, false)].map(|(gauge, is_whole)| told(gauge, is_whole));
    let [.., least] = &told;
    pen.write_text(told.iter().find(|text| width_of(text) <= pen.room()).unwrap_or(least), look);
}

/// Why there is no skill.
fn draw_nothing(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, found: &Found) {
    let text = match found.role() {
        Some(role) => format!("{role} asks for nothing here"),
        None => "no column such as Senior, no ladder, no targets: nothing is asked for".to_owned(),
    };
    let mut pen = Pen::new(buffer, area, 0);
    pen.skip(1);
    pen.write_text(&[Piece::new(text, scene.look.style(Role::Secondary))], scene.look);
}

fn draw_list(scene: &Scene<'_>, buffer: &mut Buffer, layout: &GapLayout, found: &Found) {
    let Scene { app, look, .. } = *scene;
    let n_skills = found.gap.skills.len();
    let has_numbers = !layout.radar.is_empty();
    let digits = if has_numbers { n_skills.to_string().len() } else { 0 };
    let before = 1 + if has_numbers { digits + 1 } else { 0 };
    let room = usize::from(layout.list.columns).saturating_sub(before + 1);
    let (name_columns, columns) = columns::fitting(look, found, scene.app.today, room);
    let mut pen = Pen::new(buffer, layout.titles, 0);
    pen.skip(before as u16);
    let secondary = look.style(Role::Secondary);
    pen.write(&padded("Skill", name_columns), secondary);
    for column in &columns {
        pen.write(&format!("  {}", padded(&column.title, column.columns)), look.style(column.title_role));
    }
    let first = layout.first_shown(app.gap.selected, n_skills);
    for (line, index) in (0..layout.list.rows).zip(first..n_skills) {
        let area = Area { y: layout.list.y + line, rows: 1, ..layout.list };
        let is_chosen = index == app.gap.selected;
        let mut pen = Pen::new(buffer, area, 0);
        let bar = if is_chosen { look.glyph(Mark::SelectionBar) } else { " " };
        pen.write(bar, look.style(Role::SelectionBar));
        if has_numbers {
            pen.write(&format!("{:>digits$} ", index + 1), secondary);
        }
        draw_skill(scene, &mut pen, found, index, name_columns, &columns);
        if is_chosen {
            let over = Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area };
            tint(buffer, over, look.style(Role::Selected));
        }
    }
    let extent = Extent { start: first, shown: usize::from(layout.list.rows), total: n_skills };
    if layout.has_borders {
        let track = Area { y: layout.list.y.saturating_sub(1), rows: layout.list.rows + 2, ..layout.pane };
        draw_scrollbar(look, buffer, track, extent, look.style(Role::FocusedBorder));
    }
}

fn draw_skill(
    scene: &Scene<'_>,
    pen: &mut Pen<'_>,
    found: &Found,
    index: usize,
    name_columns: usize,
    columns: &[Column<'_>],
) {
    let look = scene.look;
    let gap = &found.gap.skills[index];
    let name = displayable(head(&found.skill(gap).name, 400)).into_owned();
    let name = crate::display::truncate(&name, name_columns, look.ellipsis()).into_owned();
    pen.write(&padded(&name, name_columns), look.style(Role::Text));
    for column in columns {
        let text = (column.cell)(gap);
        pen.write("  ", look.style(Role::Text));
        text.iter().for_each(|piece| pen.write(&piece.text, piece.style));
        pen.skip(column.columns.saturating_sub(width_of(&text)) as u16);
    }
}

/// The radar, and below it what is what.
fn draw_radar(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, found: &Found) {
    if area.is_empty() {
        return;
    }
    let look = scene.look;
    let (axes, top) = found.reaches();
    Radar { axes: &axes, top }.draw(look, buffer, Area { rows: area.rows - 1, ..area });
    let role = found.role().map(|role| displayable(head(role, 100)).into_owned());
    let own = if found.asks_for_levels() { "you" } else { "claimed" };
    let legend = vec![
        Piece::new(look.glyph(Mark::GaugeDone), look.style(Role::Own)),
        Piece::new(format!(" {own}   "), look.style(Role::Secondary)),
        Piece::new(look.glyph(Mark::Asked), look.style(Role::Asked)),
        Piece::new(format!(" {}", role.as_deref().unwrap_or("target")), look.style(Role::Secondary)),
    ];
    let mut pen = Pen::new(buffer, area, area.rows - 1);
    pen.skip((area.columns.saturating_sub(width_of(&legend) as u16)) / 2);
    pen.write_text(&legend, look);
}

/// How wide the widest name is.
fn widest_name(found: &Found) -> usize {
    let names = found.gap.skills.iter().map(|gap| width(&displayable(head(&found.skill(gap).name, 400))));
    names.max().unwrap_or(0)
}

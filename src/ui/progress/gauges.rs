//! How much is done of each phase and of each kind of section, and when each phase ends.

use ratatui::buffer::Buffer;

use super::{sentence, write_wrapped};
use crate::app::label::Label;
use crate::app::layout::Area;
use crate::app::progress::layout::{Panel, ProgressLayout};
use crate::app::progress::{Figures, Gauge, GaugeOf};
use crate::command::Command;
use crate::display::{Piece, width};
use crate::keymap::View;
use crate::theme::{Mark, Role};
use crate::timeline::dates::counted;
use crate::timeline::forecast::End;
use crate::ui::pane::{Extent, draw_scrollbar};
use crate::ui::pen::{Pen, padded, tint};
use crate::ui::{Scene, counts, hints, phases};

/// The columns of a line.
struct Columns {
    has_emoji: bool,
    number: usize,
    name: usize,
    gauge: u16,
    share: usize,
    forecast: usize,
}

/// A gauge in words.
struct Line<'a> {
    gauge: &'a Gauge,
    label: Label,
    share: String,
    forecast: String,
}

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, layout: &ProgressLayout, figures: &Figures) {
    let Scene { app, look, .. } = *scene;
    let list = layout.list(Panel::Phases);
    if figures.gauges.is_empty() {
        let words = how_to_begin(scene);
        return write_wrapped(look, buffer, layout.content(Panel::Phases), &words, Role::Secondary);
    }
    let lines: Vec<Line<'_>> = figures.gauges.iter().map(|gauge| line_of(scene, gauge)).collect();
    let columns = Columns::fitting(&lines, usize::from(list.columns.saturating_sub(2)));
    let n_phases = figures.n_phases();
    let first = layout.first_gauge_line(app.progress.gauge, figures);
    let n_lines = lines.len() + usize::from(lines.len() > n_phases);
    for (row, at) in (0..list.rows).zip(first..n_lines) {
        // Phases and kinds are a line apart.
        let index = if at > n_phases { at - 1 } else { at };
        let Some(line) = lines.get(index).filter(|_| at != n_phases) else { continue };
        let area = Area { y: list.y + row, rows: 1, ..list };
        let is_chosen = index == app.progress.gauge && layout.focus == Panel::Phases;
        draw_line(scene, buffer, area, line, &columns, is_chosen);
    }
    let extent = Extent { start: first, shown: usize::from(list.rows), total: n_lines };
    if layout.has_borders {
        let track = Area { y: list.y.saturating_sub(1), rows: list.rows + 2, ..layout.area(Panel::Phases) };
        draw_scrollbar(look, buffer, track, extent, look.style(Role::Border));
    }
    if let Some(line) = lines.get(app.progress.gauge) {
        write_wrapped(look, buffer, layout.sentence(), &told_of(line), Role::Secondary);
    }
}

/// A sentence on a gauge: `Junior Developer ends 3 Mar – 18 Apr 2027, with 12 left.`
fn told_of(line: &Line<'_>) -> String {
    let name = line.label.name.trim_end_matches(':');
    match &line.gauge.of {
        GaugeOf::Phase(_, forecast) => {
            let number = match line.label.number.as_str() {
                "" => String::new(),
                number => format!("Phase {number}, "),
            };
            format!("{} {}.", sentence(&format!("{number}{name}")), forecast.sentence())
        }
        GaugeOf::Kind(_, n_sections) => {
            let (counts, sections) = (line.gauge.counts, counted(*n_sections, "section"));
            if counts.of() == 0 {
                return format!("{name}: {} untracked in {sections}.", counts.untracked);
            }
            format!("{name}: {} of {} done in {sections}.", counts.met(), counts.of())
        }
    }
}

fn line_of<'a>(scene: &Scene<'_>, gauge: &'a Gauge) -> Line<'a> {
    let app = scene.app;
    let label = match &gauge.of {
        GaugeOf::Phase(index, _) => phases::label(app, &app.document.roadmap.phases()[*index]),
        GaugeOf::Kind(kind, _) => {
            let name = sentence(&kind.name().replace('-', " "));
            Label { name, ..Label::default() }
        }
    };
    let forecast = match &gauge.of {
        GaugeOf::Phase(_, forecast) if matches!(forecast.end, End::Between { .. } | End::OutOfSight) => {
            scene.look.glyphs.words(&forecast.to_string()).into_owned()
        }
        _ => String::new(),
    };
    Line { gauge, label, share: counts::words(gauge.counts), forecast }
}

impl Columns {
    /// The most that there is room for: a gauge goes before the dates, and a readable name before both.
    fn fitting(lines: &[Line<'_>], room: usize) -> Self {
        let widest = |measure: &dyn Fn(&Line<'_>) -> usize| lines.iter().map(measure).max().unwrap_or(0);
        let has_emoji = lines.iter().any(|line| !line.label.emoji.is_empty());
        let number = widest(&|line| line.label.number.len());
        let before = if has_emoji { 3 } else { 0 } + if number > 0 { number + 1 } else { 0 };
        let name = widest(&|line| width(&line.label.name)).min(28);
        let share = widest(&|line| width(&line.share));
        let forecast = widest(&|line| width(&line.forecast));
        let least = |gauge: u16, forecast: usize| {
            let gauge = if gauge > 0 { usize::from(gauge) + 1 } else { 0 };
            before + gauge + share + 1 + if forecast > 0 { forecast + 2 } else { 0 }
        };
        let options = [
            (20, forecast, name),
            (16, forecast, name),
            (12, forecast, name),
            (8, forecast, name),
            (6, forecast, name),
            (8, forecast, name.min(16)),
            (6, forecast, name.min(14)),
            (16, 0, name),
            (12, 0, name),
            (8, 0, name.min(16)),
            (6, 0, name.min(12)),
            (4, 0, name.min(10)),
            (0, 0, 0),
        ];
        let fits = |(gauge, forecast, name): &(u16, usize, usize)| least(*gauge, *forecast) + name <= room;
        let (gauge, forecast, _) = options.into_iter().find(fits).unwrap_or((0, 0, 0));
        // Names take no more than they need, so that the gauges stand near them.
        let natural = widest(&|line| width(&line.label.name));
        let left = room.saturating_sub(least(gauge, forecast));
        Self { has_emoji, number, name: natural.min(left), gauge, share, forecast }
    }
}

fn draw_line(
    scene: &Scene<'_>,
    buffer: &mut Buffer,
    area: Area,
    line: &Line<'_>,
    columns: &Columns,
    is_chosen: bool,
) {
    let look = scene.look;
    let secondary = look.style(Role::Secondary);
    let mut pen = Pen::new(buffer, area, 0);
    if is_chosen {
        pen.write(look.glyph(Mark::SelectionBar), look.style(Role::SelectionBar));
    } else {
        pen.skip(1);
    }
    pen.shorten(1);
    if columns.has_emoji {
        pen.write(&padded(&line.label.emoji, 2), look.style(Role::Text));
        pen.skip(1);
    }
    if columns.number > 0 {
        pen.write(&format!("{:>1$} ", line.label.number, columns.number), secondary);
    }
    let name = phases::shortened(&line.label.name, columns.name, look);
    pen.write(&padded(&name, columns.name), look.style(Role::Text));
    pen.skip(1);
    let counts = line.gauge.counts;
    if columns.gauge > 0 {
        if counts.of() > 0 {
            let gauge = counts::gauge(look, columns.gauge, counts);
            gauge.iter().for_each(|piece| pen.write(&piece.text, piece.style));
        } else {
            pen.skip(columns.gauge);
        }
        pen.skip(1);
    }
    let is_done = counts.of() > 0 && counts.met() == counts.of();
    let role = if is_done { Role::DoneMark } else { Role::Secondary };
    pen.write(&format!("{:>1$}", line.share, columns.share), look.style(role));
    if columns.forecast > 0 {
        pen.skip(2);
        pen.write_text(&[Piece::new(line.forecast.as_str(), look.style(Role::Text))], look);
    }
    if is_chosen {
        let over = Area { x: area.x + 1, columns: area.columns.saturating_sub(1), ..area };
        tint(buffer, over, look.style(Role::Selected));
    }
}

/// What to do where there is nothing to count.
fn how_to_begin(scene: &Scene<'_>) -> String {
    let key = |view, command| hints::key_label(scene.look, view, command);
    let keys = key(View::Progress, Command::RoadmapTab).zip(key(View::Roadmap, Command::AddBelow));
    let how = keys.map(|(roadmap, add)| format!(" Press {roadmap}, then {add}, to add the first item."));
    format!("There is nothing to count here yet.{}", how.unwrap_or_default())
}

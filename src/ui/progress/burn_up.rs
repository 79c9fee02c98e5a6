//! The burn-up: what was done as a filled shape, and all that there was to do as a line over it.

use jiff::civil::Date;
use ratatui::buffer::Buffer;

use super::{how_to_begin, lines_of, sentence, write_wrapped};
use crate::app::layout::Area;
use crate::app::progress::Figures;
use crate::display::{Piece, width};
use crate::theme::{GlyphSet, Mark, Role};
use crate::timeline::burn_up::BurnUp;
use crate::timeline::dates::{days_between, days_later, said};
use crate::timeline::pace::Pace;
use crate::ui::pen::{Pen, Text};
use crate::ui::sheet::{self, Bounds, Point, lay_over};
use crate::ui::{Look, Scene};

/// A shorter time is drawn as if it were so long.
const LEAST_DAYS: i32 = 14;
/// A lower chart shows nothing.
const LEAST_ROWS: u16 = 3;

/// `▰ done  ─ all`
pub(super) fn legend(look: &Look<'_>) -> Text {
    let secondary = look.style(Role::Secondary);
    vec![
        Piece::new(look.glyph(Mark::GaugeDone), look.style(Role::Own)),
        Piece::new(" done  ", secondary),
        Piece::new(look.glyph(Mark::Total), look.style(Role::Text)),
        Piece::new(" all", secondary),
    ]
}

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, area: Area, figures: &Figures) {
    let look = scene.look;
    let Some(burn_up) = &figures.burn_up else {
        return write_wrapped(look, buffer, area, &how_to_begin(scene), Role::Secondary);
    };
    // The dates take a line too.
    let has_chart = area.rows > LEAST_ROWS + 1;
    let most = if has_chart { (area.rows / 2).min(area.rows - LEAST_ROWS - 1) } else { area.rows };
    let words = words(burn_up, figures.pace, area.columns, most);
    let rows = if has_chart { lines_of(&words, area.columns).min(most) } else { area.rows };
    if has_chart {
        draw_chart(look, buffer, Area { rows: area.rows - rows, ..area }, burn_up);
    }
    let below = Area { y: area.y + area.rows - rows, rows, ..area };
    write_wrapped(look, buffer, below, &words, Role::Secondary);
}

/// The most of what there is to say that takes so many lines. How the total grew is left out first: the chart shows it.
fn words(burn_up: &BurnUp, pace: Option<Pace>, columns: u16, most: u16) -> String {
    let whole = sentence(&burn_up.sentence()) + ".";
    let short = sentence(&burn_up.in_short()) + ".";
    let pace = pace.map(|pace| format!(" {}.", sentence(&pace.to_string()))).unwrap_or_default();
    let choices = [format!("{whole}{pace}"), format!("{short}{pace}"), whole];
    choices.into_iter().find(|words| lines_of(words, columns) <= most).unwrap_or(short)
}

/// The chart with its numbers at the left and its dates below.
fn draw_chart(look: &Look<'_>, buffer: &mut Buffer, area: Area, burn_up: &BurnUp) {
    let highest = burn_up.highest().max(1);
    let last = burn_up.last().date;
    let first = burn_up.first().date.min(days_later(last, i64::from(-LEAST_DAYS)));
    let labels = highest.to_string().len() as u16;
    let before = labels + 3;
    let plot = Area {
        x: area.x + before,
        columns: area.columns.saturating_sub(before + 1),
        rows: area.rows - 1,
        ..area
    };
    if plot.is_empty() {
        return;
    }
    let secondary = look.style(Role::Secondary);
    let line = look.glyphs.border().vertical_left;
    for (row, label) in levels(highest, plot.rows) {
        let mut pen = Pen::new(buffer, Area { y: plot.y + row, rows: 1, ..area }, 0);
        pen.skip(1);
        pen.write(&format!("{label:>0$}", usize::from(labels)), secondary);
    }
    for row in 0..plot.rows {
        let axis = Area { x: plot.x - 1, y: plot.y + row, columns: 1, rows: 1 };
        Pen::new(buffer, axis, 0).write(line, look.style(Role::Border));
    }
    draw_shapes(look, buffer, plot, burn_up, (first, last), highest);
    let dates = Area { x: plot.x, y: plot.y + plot.rows, columns: plot.columns, rows: 1 };
    draw_dates(look, buffer, dates, first, last);
}

/// The numbers at the left with their rows: all, half of it where that has room, nothing.
fn levels(highest: u32, rows: u16) -> Vec<(u16, u32)> {
    let mut levels = vec![(0, highest), (rows - 1, 0)];
    if rows >= 7 && highest.is_multiple_of(2) && rows % 2 == 1 {
        levels.push((rows / 2, highest / 2));
    }
    levels
}

fn draw_shapes(
    look: &Look<'_>,
    buffer: &mut Buffer,
    plot: Area,
    burn_up: &BurnUp,
    (first, last): (Date, Date),
    highest: u32,
) {
    let (across, up) = sheet::points_per_cell(look.glyphs);
    let (n_columns, n_rows) = (u32::from(plot.columns * across), u32::from(plot.rows * up));
    // Each point of the sheet by its own number.
    let bounds = Bounds { x: [0.0, f64::from(n_columns - 1)], y: [0.0, f64::from(n_rows - 1)] };
    let n_days = u64::from(days_between(first, last).unsigned_abs());
    let known = burn_up.first().date;
    let (mut done, mut total): (Vec<Point>, Vec<Point>) = (Vec::new(), Vec::new());
    let mut before: Option<u32> = None;
    for column in 0..n_columns {
        let days = u64::from(column) * n_days / u64::from((n_columns - 1).max(1));
        let date = days_later(first, days as i64);
        if date < known {
            continue;
        }
        let step = burn_up.at(date);
        // A row for each share of the highest; what is not nothing is never drawn as nothing.
        let row_of = |n: u32| u64::from(n) * u64::from(n_rows - 1) / u64::from(highest);
        let (met, of) = (row_of(step.met) as u32, row_of(step.of) as u32);
        let x = f64::from(column);
        let is_checkered = look.glyphs == GlyphSet::Unicode;
        let filled = (0..=met).filter(|row| !is_checkered || *row == met || (row + column) % 2 == 0);
        if step.met > 0 {
            done.extend(filled.map(|row| (x, f64::from(row))));
        }
        // A step is a line upwards, or downwards.
        let from = before.unwrap_or(of);
        total.extend((from.min(of)..=from.max(of)).map(|row| (x, f64::from(row))));
        before = Some(of);
    }
    let sheet = |mark: char, points: &[Point]| {
        sheet::sheet(look.glyphs, plot, bounds, mark, &|context| sheet::points(context, points))
    };
    let mark = |mark: Mark| look.glyph(mark).chars().next().unwrap_or('#');
    let sheets =
        [(Role::Own, sheet(mark(Mark::GaugeDone), &done)), (Role::Text, sheet(mark(Mark::Total), &total))];
    lay_over(look, buffer, plot, &sheets);
}

/// The first day, the last one, and those between that have room.
fn draw_dates(look: &Look<'_>, buffer: &mut Buffer, area: Area, first: Date, last: Date) {
    let style = look.style(Role::Secondary);
    let mut pen = Pen::new(buffer, area, 0);
    pen.write_right(&[Piece::new("today", style)], 2);
    let n_days = i64::from(days_between(first, last));
    let n_labels = (i64::from(area.columns) / 26).clamp(1, 6);
    for label in 0..n_labels {
        let date = days_later(first, n_days * label / n_labels);
        let text = said(date, last);
        pen.go_to(area.x + (i64::from(area.columns) * label / n_labels) as u16);
        if width(&text) <= pen.room() {
            pen.write(&text, style);
        }
    }
}

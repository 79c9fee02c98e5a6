//! A radar: what there is against what is asked for, an axis for each skill, around a common middle.
//!
//! The grid, the own shape and the asked one are drawn each on a [`super::sheet`] of its own, and laid over each other:
//! the own shape is filled and the asked one is a line with marks at its corners, so that they are told apart without
//! colours. Knows nothing of skills and levels.

mod labels;

use std::f64::consts::{FRAC_PI_2, TAU};

use ratatui::buffer::Buffer;
use ratatui::widgets::canvas::Context;

use super::Look;
use super::pen::Pen;
use super::sheet::{self, Bounds, Point, lay_over, line};
use crate::app::gap::layout::{NUMBER_COLUMNS, rings};
use crate::app::layout::Area;
use crate::assess::Reach;
use crate::theme::{GlyphSet, Mark, Role};

pub(super) struct Radar<'a> {
    /// Clockwise, the first at the top. A value that is not known is drawn in the middle.
    pub(super) axes: &'a [Reach<'a>],
    /// The value at the outermost ring.
    pub(super) top: u8,
}

impl Radar<'_> {
    /// Draws it in the middle of an area. Where the names have no room, the axes have their numbers, counted from 1.
    pub(super) fn draw(&self, look: &Look<'_>, buffer: &mut Buffer, area: Area) {
        let (names, numbers) = (labels::names(self.axes, look), labels::numbers(self.axes));
        let with_names = rings(area.columns, area.rows, labels::columns(&names));
        let with_numbers = rings(area.columns, area.rows, NUMBER_COLUMNS);
        // Names are worth a fifth of the size.
        let is_named = with_names * 5 >= with_numbers * 4
            && labels::are_apart(&labels::placed(&names, circle_in(area, with_names)));
        let (texts, rows) = if is_named { (names, with_names) } else { (numbers, with_numbers) };
        if rows < 3 {
            return;
        }
        let circle = circle_in(area, rows);
        self.draw_shapes(look, buffer, circle);
        labels::draw(look, buffer, area, &labels::placed(&texts, circle));
    }

    fn draw_shapes(&self, look: &Look<'_>, buffer: &mut Buffer, circle: Area) {
        let radius = f64::from(circle.rows) / 2.0 - 0.25;
        let at = |index: usize, value: u8| {
            let share = f64::from(value) / f64::from(self.top.max(1));
            on_circle(index, self.axes.len(), radius * share.min(1.0))
        };
        let shape = |value: fn(&Reach<'_>) -> Option<u8>| -> Vec<Point> {
            let values = self.axes.iter().map(|axis| value(axis).unwrap_or(0));
            values.enumerate().map(|(index, value)| at(index, value)).collect()
        };
        let (own, asked) = (shape(|axis| axis.own), shape(|axis| axis.asked));
        let rim = shape(|_| Some(u8::MAX));
        let pitch = Pitch::of(look.glyphs);
        // In lines from the middle.
        let (across, up) = (f64::from(circle.columns) / 4.0, f64::from(circle.rows) / 2.0);
        let bounds = Bounds { x: [-across, across], y: [-up, up] };
        let sheet = |mark: char, paint: &dyn Fn(&mut Context<'_>)| {
            sheet::sheet(look.glyphs, circle, bounds, mark, paint)
        };
        let mut sheets = vec![(
            Role::Border,
            sheet('.', &|context| {
                for corner in &rim {
                    dots(context, (0.0, 0.0), *corner, pitch.sparse);
                }
                each_edge(&rim, |from, to| dots(context, from, to, pitch.sparse));
            }),
        )];
        if self.axes.iter().any(|axis| axis.own.is_some()) {
            let filled = sheet('#', &|context| {
                sheet::points(context, &pitch.inside(&own, radius));
                each_edge(&own, |from, to| line(context, from, to));
            });
            sheets.push((Role::Own, filled));
        }
        if self.axes.iter().any(|axis| axis.asked.is_some()) {
            let outline = sheet('o', &|context| each_edge(&asked, |from, to| line(context, from, to)));
            sheets.push((Role::Asked, outline));
        }
        lay_over(look, buffer, circle, &sheets);
        for (axis, corner) in self.axes.iter().zip(&asked) {
            if axis.asked.is_some() {
                let (x, y) = cell_of(circle, *corner);
                let cell = Area { x, y, columns: 1, rows: 1 };
                let mark = if axis.own >= axis.asked { Mark::Reached } else { Mark::Asked };
                Pen::new(buffer, cell, 0).write(look.glyph(mark), look.style(Role::Asked));
            }
        }
    }
}

/// The cells of the rings in the middle of an area.
fn circle_in(area: Area, rows: u16) -> Area {
    let columns = (rows * 2).min(area.columns);
    Area {
        x: area.x + (area.columns - columns) / 2,
        y: area.y + area.rows.saturating_sub(rows) / 2,
        columns,
        rows,
    }
}

/// A point on the axis of an index.
fn on_circle(index: usize, n_axes: usize, radius: f64) -> Point {
    let angle = FRAC_PI_2 - TAU * index as f64 / n_axes.max(1) as f64;
    (radius * angle.cos(), radius * angle.sin())
}

/// The cell in which a point lies. A column is half as wide as a line is high.
fn cell_of(circle: Area, (x, y): Point) -> (u16, u16) {
    let column = (f64::from(circle.columns) / 2.0 + x * 2.0).floor();
    let row = (f64::from(circle.rows) / 2.0 - y).floor();
    let within = |at: f64, len: u16| (at.max(0.0) as u16).min(len.saturating_sub(1));
    (circle.x + within(column, circle.columns), circle.y + within(row, circle.rows))
}

/// How far the points lie apart that a glyph set can draw, in lines.
struct Pitch {
    x: f64,
    y: f64,
    /// Between the points of the grid.
    sparse: f64,
    /// Only every other point is drawn of what is filled, so that lines over it are seen.
    is_checkered: bool,
}

impl Pitch {
    fn of(glyphs: GlyphSet) -> Self {
        match glyphs {
            // A cell has two points beside each other and four below each other.
            GlyphSet::Unicode => Self { x: 0.25, y: 0.25, sparse: 0.75, is_checkered: true },
            GlyphSet::Ascii => Self { x: 0.5, y: 1.0, sparse: 1.5, is_checkered: false },
        }
    }

    /// The points inside a shape.
    fn inside(&self, shape: &[Point], radius: f64) -> Vec<Point> {
        let n = |pitch: f64| (radius / pitch).ceil() as i32;
        let (n_columns, n_rows) = (n(self.x), n(self.y));
        let points =
            (-n_rows..=n_rows).flat_map(|row| (-n_columns..=n_columns).map(move |column| (column, row)));
        points
            .filter(|(column, row)| !self.is_checkered || (column + row) % 2 == 0)
            .map(|(column, row)| (f64::from(column) * self.x, f64::from(row) * self.y))
            .filter(|point| is_inside(shape, *point))
            .collect()
    }
}

/// Whether a point lies within a closed shape: a ray from it crosses an odd number of edges.
fn is_inside(shape: &[Point], (x, y): Point) -> bool {
    let mut is_inside = false;
    each_edge(shape, |from, to| {
        let is_level = (from.1 > y) != (to.1 > y);
        if is_level && x < (to.0 - from.0) * (y - from.1) / (to.1 - from.1) + from.0 {
            is_inside = !is_inside;
        }
    });
    is_inside
}

fn each_edge(shape: &[Point], mut visit: impl FnMut(Point, Point)) {
    let next = shape.iter().cycle().skip(1);
    shape.iter().zip(next).for_each(|(from, to)| visit(*from, *to));
}

/// A dotted line.
fn dots(context: &mut Context<'_>, from: Point, to: Point, gap: f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let n_gaps = ((dx.hypot(dy) / gap).round() as u32).max(1);
    let share = |n: u32| f64::from(n) / f64::from(n_gaps);
    let points: Vec<Point> = (0..=n_gaps).map(|n| (from.0 + dx * share(n), from.1 + dy * share(n))).collect();
    sheet::points(context, &points);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_axis_points_up_and_the_others_follow_clockwise() {
        let near = |(x, y): Point, (at_x, at_y): Point| (x - at_x).abs() < 1e-9 && (y - at_y).abs() < 1e-9;
        for (index, point) in [(0.0, 2.0), (2.0, 0.0), (0.0, -2.0), (-2.0, 0.0)].into_iter().enumerate() {
            assert!(near(on_circle(index, 4, 2.0), point), "{index}");
        }
    }

    #[test]
    fn what_is_inside_a_shape_is_filled() {
        let square = [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)];
        assert!(is_inside(&square, (0.5, -0.9)));
        assert!(!is_inside(&square, (1.5, 0.0)) && !is_inside(&square, (0.0, 2.0)));
        assert!(!is_inside(&[(0.0, 0.0); 3], (0.0, 0.0)), "a shape without an area");
    }
}

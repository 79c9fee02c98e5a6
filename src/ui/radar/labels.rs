//! What stands at the ends of a radar's axes: names where they have room, else numbers.

use ratatui::buffer::Buffer;

use super::{Point, on_circle};
use crate::app::layout::Area;
use crate::assess::Reach;
use crate::display::{displayable, head, truncate, width};
use crate::theme::Role;
use crate::ui::Look;
use crate::ui::pen::Pen;

/// More of a name is not shown.
const MAX_NAME: usize = 20;

/// A label with its first cell, which may lie left of the screen.
pub(super) struct Placed<'a> {
    text: &'a str,
    x: i32,
    y: i32,
}

pub(super) fn names(axes: &[Reach<'_>], look: &Look<'_>) -> Vec<String> {
    let shown = |axis: &Reach<'_>| {
        truncate(&displayable(head(axis.name, 200)), MAX_NAME, look.ellipsis()).into_owned()
    };
    axes.iter().map(shown).collect()
}

pub(super) fn numbers(axes: &[Reach<'_>]) -> Vec<String> {
    (1..=axes.len()).map(|number| number.to_string()).collect()
}

/// How many columns the widest takes.
pub(super) fn columns(texts: &[String]) -> u16 {
    texts.iter().map(|text| width(text) as u16).max().unwrap_or(0)
}

/// Places each label outside the rings: beside its axis, or above and below in the middle.
pub(super) fn placed(texts: &[String], circle: Area) -> Vec<Placed<'_>> {
    let (middle_x, middle_y) = (
        f64::from(circle.x) + f64::from(circle.columns) / 2.0,
        f64::from(circle.y) + f64::from(circle.rows) / 2.0,
    );
    let place = |(index, text): (usize, &'_ String)| -> (i32, i32) {
        let (x, y): Point = on_circle(index, texts.len(), f64::from(circle.rows) / 2.0 + 0.5);
        let columns = width(text) as f64;
        let end = middle_x + x * 2.0;
        let start = match x / (f64::from(circle.rows) / 2.0 + 0.5) {
            side if side > SIDEWAYS => end,
            side if side < -SIDEWAYS => end - columns,
            _ => middle_x + x * 2.0 - columns / 2.0,
        };
        (start.round() as i32, (middle_y - y).floor() as i32)
    };
    let places = texts.iter().enumerate().map(|(index, text)| (text, place((index, text))));
    places.map(|(text, (x, y))| Placed { text, x, y }).collect()
}

/// Labels that lie less to the side stand in the middle above or below the end of their axis.
const SIDEWAYS: f64 = 0.2;

/// Whether no two touch each other.
pub(super) fn are_apart(labels: &[Placed<'_>]) -> bool {
    (0..labels.len()).all(|index| is_free(&labels[index], &labels[..index]))
}

fn is_free(label: &Placed<'_>, others: &[Placed<'_>]) -> bool {
    let end = |label: &Placed<'_>| label.x + width(label.text) as i32;
    others.iter().all(|other| label.y != other.y || label.x > end(other) || other.x > end(label))
}

/// Draws those that lie within the area and over no other.
pub(super) fn draw(look: &Look<'_>, buffer: &mut Buffer, area: Area, labels: &[Placed<'_>]) {
    for (index, label) in labels.iter().enumerate() {
        let (Ok(x), Ok(y)) = (u16::try_from(label.x), u16::try_from(label.y)) else { continue };
        let columns = width(label.text) as u16;
        let is_within = x >= area.x && x + columns <= area.x + area.columns && area.contains(area.x, y);
        if is_within && is_free(label, &labels[..index]) {
            let line = Area { x, y, columns, rows: 1 };
            Pen::new(buffer, line, 0).write(label.text, look.style(Role::Text));
        }
    }
}

//! The radar: what there is against what is asked for, an axis for each skill, and the same in words.

use std::f64::consts::{FRAC_PI_2, TAU};

use crate::assess::Reach;
use crate::display::{displayable, head, truncate, width};
use crate::export::Subject;
use crate::export::xml::{escaped, number};

const WIDTH: f64 = 460.0;
const HEIGHT: f64 = 330.0;
const RADIUS: f64 = 114.0;
/// Between the outermost ring and the names.
const GAP: f64 = 12.0;
/// Fewer axes make no shape, and of more nothing can be read.
const AXES: std::ops::RangeInclusive<usize> = 3..=24;
/// A line of a name, in columns.
const MAX_COLUMNS: usize = 14;

/// Nothing where no skill has a level or is asked for one, or where there is no reading it.
pub(super) fn radar(subject: &Subject<'_>) -> String {
    // In the order of the matrix, so that the shape stays what it is while skills grow.
    let mut gap = subject.gap.clone();
    gap.skills.sort_by_key(|gap| gap.skill);
    let (axes, top) = subject.standing.reaches(&gap);
    if !AXES.contains(&axes.len()) {
        return String::new();
    }
    let own = shape("own", &axes, top, |axis| axis.own);
    let asked = shape("asked", &axes, top, |axis| axis.asked);
    let role = gap.role.and_then(|role| subject.standing.roles.get(role)).map(|role| escaped(role));
    let of_role = role.as_ref().map_or_else(|| "your targets".to_owned(), |role| format!("what {role} asks"));
    let tally = gap.tally();
    let unproved = match tally.claimed - tally.met {
        0 => String::new(),
        n => format!(", {n} more claimed without evidence"),
    };
    let grid = grid(axes.len(), top);
    let names: String =
        axes.iter().enumerate().map(|(index, axis)| name(index, axes.len(), axis.name)).collect();
    let said = said(&axes, top);
    format!(
        "<section>\n<h2 class=\"label\">Skills</h2>\n<figure>\n\
         <svg class=\"radar\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{said}\">\n{grid}{own}{asked}{names}\
         </svg>\n<figcaption><span class=\"key own\"></span>now <span class=\"key asked\"></span>{of_role}: {} of {} met{unproved}\
         </figcaption>\n</figure>\n</section>\n",
        tally.met, tally.of
    )
}

/// Clockwise, the first at the top.
fn on_axis(index: usize, n_axes: usize, radius: f64) -> (f64, f64) {
    let angle = FRAC_PI_2 - TAU * index as f64 / n_axes as f64;
    (WIDTH / 2.0 + radius * angle.cos(), HEIGHT / 2.0 - radius * angle.sin())
}

fn polygon(class: &str, points: impl Iterator<Item = (f64, f64)>) -> String {
    let points: Vec<String> = points.map(|(x, y)| format!("{},{}", number(x), number(y))).collect();
    format!("<polygon class=\"{class}\" points=\"{}\"/>\n", points.join(" "))
}

fn grid(n_axes: usize, top: u8) -> String {
    let ring = |value: u8| {
        let radius = RADIUS * f64::from(value) / f64::from(top.max(1));
        polygon("ring", (0..n_axes).map(|index| on_axis(index, n_axes, radius)))
    };
    let spoke = |index: usize| {
        let (x, y) = on_axis(index, n_axes, RADIUS);
        format!(
            "<path class=\"ring\" d=\"M{} {}L{} {}\"/>\n",
            number(WIDTH / 2.0),
            number(HEIGHT / 2.0),
            number(x),
            number(y)
        )
    };
    (1..=top).map(ring).chain((0..n_axes).map(spoke)).collect()
}

/// Nothing where no value of it is known. A single value that is not known is drawn in the middle.
fn shape(class: &str, axes: &[Reach<'_>], top: u8, value: fn(&Reach<'_>) -> Option<u8>) -> String {
    if axes.iter().all(|axis| value(axis).is_none()) {
        return String::new();
    }
    let points = axes.iter().enumerate().map(|(index, axis)| {
        let share = f64::from(value(axis).unwrap_or(0)) / f64::from(top.max(1));
        on_axis(index, axes.len(), RADIUS * share.min(1.0))
    });
    polygon(class, points)
}

/// A skill's name at the end of its axis, on two lines where one is too short.
fn name(index: usize, n_axes: usize, name: &str) -> String {
    let (x, y) = on_axis(index, n_axes, RADIUS + GAP);
    let (dx, dy) = (x - WIDTH / 2.0, y - HEIGHT / 2.0);
    let anchor = match dx {
        _ if dx.abs() < 1.0 => "middle",
        ..0.0 => "end",
        _ => "start",
    };
    let lines = lines(name);
    let height = 15.0;
    // Above the rings it ends at the point, below it begins there, beside them it is in the middle.
    let share = (dy / (RADIUS + GAP) + 1.0) / 2.0;
    let first = y + 11.0 * share - height * (lines.len() as f64 - 1.0) * (1.0 - share);
    let lines = lines.iter().enumerate().map(|(nth, line)| {
        let y = number(first + height * nth as f64);
        format!("<tspan x=\"{}\" y=\"{y}\">{}</tspan>", number(x), escaped(line))
    });
    format!("<text text-anchor=\"{anchor}\">{}</text>\n", lines.collect::<String>())
}

fn lines(name: &str) -> Vec<String> {
    let shown = displayable(head(name, 200)).into_owned();
    let short = |line: &str| truncate(line, MAX_COLUMNS, "…").into_owned();
    if width(&shown) <= MAX_COLUMNS {
        return vec![shown];
    }
    // At the last blank that leaves a first line that is short enough.
    let breaks = shown.match_indices(' ').map(|(at, _)| at).filter(|&at| at > 0);
    let mut breaks = breaks.rev();
    let cut = breaks.find(|&at| width(shown.get(..at).unwrap_or_default()) <= MAX_COLUMNS);
    match cut.and_then(|at| shown.split_at_checked(at)) {
        Some((first, rest)) => vec![first.to_owned(), short(rest.trim_start())],
        None => vec![short(&shown)],
    }
}

/// Each skill with both numbers.
fn said(axes: &[Reach<'_>], top: u8) -> String {
    let axis = |axis: &Reach<'_>| {
        let number =
            |value: Option<u8>| value.map_or_else(|| "not known".to_owned(), |value| value.to_string());
        let asked = axis.asked.map_or_else(String::new, |asked| format!(", asked {asked}"));
        format!("{}: {}{asked}", escaped(axis.name), number(axis.own))
    };
    let axes: Vec<String> = axes.iter().map(axis).collect();
    format!("Skills, of at most {top}. {}.", axes.join("; "))
}

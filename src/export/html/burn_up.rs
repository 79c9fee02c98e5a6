//! The burn-up: what was done and what there was to do, over time, with a sentence that says the same.

use std::fmt::Write as _;

use crate::export::Subject;
use crate::export::xml::number;
use crate::timeline::burn_up::{BurnUp, Step};
use crate::timeline::dates::{days_between, said_whole};

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 200.0;

/// Nothing where fewer than two days are known, as no line goes through one.
pub(super) fn burn_up(subject: &Subject<'_>) -> String {
    let Some(burn_up) = subject.burn_up.as_ref().filter(|burn_up| burn_up.first().date < burn_up.last().date)
    else {
        return String::new();
    };
    let (first, last) = (burn_up.first(), burn_up.last());
    let said = format!(
        "{} of {} done on {}, {} of {} on {}.",
        first.met,
        first.of,
        said_whole(first.date),
        last.met,
        last.of,
        said_whole(last.date)
    );
    let (all, done) = (path(burn_up, |step| step.of), path(burn_up, |step| step.met));
    format!(
        "<section>\n<h2 class=\"label\">Over time</h2>\n<figure>\n\
         <svg class=\"burn-up\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\" role=\"img\" \
         aria-label=\"{said}\">\n<path class=\"area\" d=\"{done}V{HEIGHT}H0Z\"/>\n<path class=\"all\" d=\"{all}\"/>\n\
         <path class=\"done\" d=\"{done}\"/>\n</svg>\n\
         <p class=\"axis\"><time datetime=\"{}\">{}</time> <time datetime=\"{}\">{}</time></p>\n\
         <figcaption><span class=\"key own\"></span>{} done <span class=\"key asked\"></span>{} in all</figcaption>\n\
         </figure>\n</section>\n",
        first.date,
        said_whole(first.date),
        last.date,
        said_whole(last.date),
        last.met,
        last.of
    )
}

/// A line of steps: each number holds until the next.
fn path(burn_up: &BurnUp, value: fn(&Step) -> u32) -> String {
    let (first, last) = (burn_up.first().date, burn_up.last().date);
    let n_days = f64::from(days_between(first, last));
    let highest = f64::from(burn_up.highest().max(1));
    // The topmost line is not cut by the edge.
    let y = |step: &Step| number(HEIGHT - f64::from(value(step)) / highest * (HEIGHT - 2.0));
    let mut path = String::new();
    for step in burn_up.steps() {
        let x = number(f64::from(days_between(first, step.date)) / n_days * WIDTH);
        let _ = match path.is_empty() {
            true => write!(path, "M{x} {}", y(step)),
            false => write!(path, "H{x}V{}", y(step)),
        };
    }
    path
}

//! A roadmap as something to give away: a page, a card, a table. (As JSON it is what the command line prints of it.)
//!
//! From what is known of a roadmap to text, and nothing else: no files, no clock. So that the same roadmap always gives the
//! same text, what is drawn ends with the last day that is known, not with today.

mod card;
mod csv;
mod html;
mod xml;

use jiff::civil::Date;

use crate::assess::{Gap, Standing};
use crate::markdown::inline;
use crate::model::Roadmap;
use crate::progress::{self, PhaseStatus, Status};
use crate::timeline::Timeline;
use crate::timeline::burn_up::BurnUp;

pub use card::card;
pub use csv::csv;
pub use html::html;

/// What is given away.
pub struct Subject<'a> {
    pub roadmap: &'a Roadmap,
    /// As it is read, without the marks of Markdown.
    pub title: String,
    pub status: Status,
    pub standing: &'a Standing,
    /// What the radar draws: the skills against the role that is aimed at.
    pub gap: Gap,
    /// None where nothing is known of the past.
    pub burn_up: Option<BurnUp>,
}

impl<'a> Subject<'a> {
    /// `title` may have marks of Markdown; `role` is an index of the standing's roles.
    pub fn new(
        roadmap: &'a Roadmap,
        title: &str,
        standing: &'a Standing,
        role: Option<usize>,
        timeline: &Timeline,
    ) -> Self {
        let last = timeline.days.last().map(|day| day.date);
        Self {
            roadmap,
            title: inline::plain(title, roadmap.definitions()),
            status: progress::status(roadmap),
            standing,
            gap: standing.gap(role.or_else(|| standing.next_role())),
            burn_up: last.and_then(|last| BurnUp::of(timeline, last)),
        }
    }

    /// The day of the last change that is known.
    fn last_day(&self) -> Option<Date> {
        self.burn_up.as_ref().map(|burn_up| burn_up.last().date)
    }

    /// The phases that have something in them to be worked off, with their indices.
    fn phases(&self) -> impl Iterator<Item = (usize, &PhaseStatus)> {
        let is_worked_off = |index: usize| {
            let phase = &self.roadmap.phases()[index];
            progress::is_worked_off(self.roadmap.section(phase.first), phase.counts)
        };
        self.status.phases.iter().enumerate().filter(move |(index, _)| is_worked_off(*index))
    }

    /// A heading as it is read.
    fn heading(&self, heading: Option<&str>) -> String {
        let plain = heading.map(|heading| inline::plain(heading, self.roadmap.definitions()));
        plain
            .filter(|plain| !plain.trim().is_empty())
            .unwrap_or_else(|| "Before the first heading".to_owned())
    }
}

#[cfg(test)]
mod tests;

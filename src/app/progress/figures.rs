//! What the page shows, counted once whenever the roadmap or what is known of it changes.

use jiff::civil::Date;

use crate::model::{Counts, Place, Roadmap, SectionKind};
use crate::progress::{self, Suggestion};
use crate::timeline::burn_up::BurnUp;
use crate::timeline::calendar::Streaks;
use crate::timeline::forecast::{Forecast, forecast};
use crate::timeline::pace::Pace;
use crate::timeline::stalled::{Stalled, stalled};
use crate::timeline::{Change, Timeline};

/// Everything that is shown.
#[derive(Debug, Clone)]
pub struct Figures {
    pub timeline: Timeline,
    /// None where nothing is known of any day.
    pub burn_up: Option<BurnUp>,
    pub pace: Option<Pace>,
    pub streaks: Streaks,
    /// The phases, then the kinds of sections.
    pub gauges: Vec<Gauge>,
    /// What has stalled, then what is next.
    pub entries: Vec<Entry>,
    pub n_stalled: usize,
    pub today: Date,
}

/// How much of something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gauge {
    pub counts: Counts,
    /// Where it begins.
    pub section: u32,
    pub of: GaugeOf,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GaugeOf {
    /// By its index.
    Phase(usize, Forecast),
    /// Of so many sections.
    Kind(SectionKind, u32),
}

/// Something to go to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub place: Place,
    pub why: Why,
    /// What the item says, to find it again after a change.
    pub words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    Stalled(Stalled),
    Next(Suggestion),
}

/// More to do next than anybody reads.
const MAX_NEXT: usize = 100;

impl Figures {
    pub fn of(roadmap: &Roadmap, changes: &[Change], today: Date) -> Self {
        let timeline = Timeline::gather(roadmap, changes, today);
        let pace = Pace::of(&timeline, today);
        let entry = |place, why| Entry { place, why, words: roadmap.words(place) };
        let stalled = stalled(&timeline, roadmap, today);
        let is_stalled = |place: Place| stalled.iter().any(|stalled| stalled.place == place);
        let next = progress::next(roadmap, today).into_iter().filter(|next| !is_stalled(next.place));
        let next = next.take(MAX_NEXT).map(|next| entry(next.place, Why::Next(next)));
        let entries = stalled.iter().map(|stalled| entry(stalled.place, Why::Stalled(*stalled)));
        Self {
            burn_up: BurnUp::of(&timeline, today),
            streaks: Streaks::of(&timeline, today),
            gauges: phases(roadmap, pace, today).chain(kinds(roadmap)).collect(),
            entries: entries.chain(next).collect(),
            n_stalled: stalled.len(),
            pace,
            timeline,
            today,
        }
    }

    /// How many of the gauges are those of phases.
    pub fn n_phases(&self) -> usize {
        self.gauges.iter().filter(|gauge| matches!(gauge.of, GaugeOf::Phase(..))).count()
    }

    /// The first phase that is neither done nor without anything to do.
    pub fn first_open_phase(&self) -> Option<usize> {
        self.gauges.iter().position(|gauge| {
            matches!(gauge.of, GaugeOf::Phase(..)) && gauge.counts.met() < gauge.counts.of()
        })
    }
}

/// The phases that are worked off.
fn phases(roadmap: &Roadmap, pace: Option<Pace>, today: Date) -> impl Iterator<Item = Gauge> {
    let counts: Vec<Counts> = roadmap.phases().iter().map(|phase| phase.counts).collect();
    let forecasts = forecast(&counts, pace, today);
    let phases = roadmap.phases().iter().enumerate().zip(forecasts);
    let gauges = phases.map(|((index, phase), forecast)| Gauge {
        counts: phase.counts,
        section: phase.first,
        of: GaugeOf::Phase(index, forecast),
    });
    gauges.filter(|gauge| progress::is_worked_off(roadmap.section(gauge.section), gauge.counts))
}

/// The kinds of sections that are worked off, in the order of the file.
fn kinds(roadmap: &Roadmap) -> impl Iterator<Item = Gauge> {
    let mut gauges: Vec<Gauge> = Vec::new();
    for (section, content) in (0..).zip(roadmap.sections()) {
        if !progress::is_worked_off(content, content.own) {
            continue;
        }
        let known = gauges.iter_mut().find_map(|gauge| match &mut gauge.of {
            GaugeOf::Kind(kind, n_sections) if *kind == content.kind => {
                *n_sections += 1;
                Some(&mut gauge.counts)
            }
            _ => None,
        });
        match known {
            Some(counts) => *counts += content.own,
            None => gauges.push(Gauge { counts: content.own, section, of: GaugeOf::Kind(content.kind, 1) }),
        }
    }
    // One kind alone says what the phases have said.
    if gauges.len() < 2 {
        gauges.clear();
    }
    gauges.into_iter()
}

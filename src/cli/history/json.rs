//! The history as one JSON document.

use serde::Serialize;

use super::Told;
use crate::model::Level;
use crate::timeline::forecast::{End, Forecast};
use crate::timeline::pace::Rate;

#[derive(Debug, Serialize)]
pub(super) struct HistoryJson {
    file: String,
    today: String,
    /// Whether git was asked.
    git: bool,
    days: Vec<TotalsJson>,
    weeks: Vec<TotalsJson>,
    streaks: StreaksJson,
    pace: Option<PaceJson>,
    phases: Vec<PhaseJson>,
    stalled: Vec<StalledJson>,
    levels: Vec<SkillJson>,
    sentences: Vec<SentenceJson>,
}

#[derive(Debug, Serialize)]
struct TotalsJson {
    /// Of a week its Monday.
    date: String,
    changes: u32,
    done: u32,
    met: u32,
    of: u32,
}

#[derive(Debug, Serialize)]
struct StreaksJson {
    current: u32,
    longest: u32,
    longest_end: Option<String>,
}

#[derive(Debug, Serialize)]
struct PaceJson {
    /// How far back the history goes.
    days: u32,
    done: u32,
    weeks_4: RateJson,
    weeks_12: RateJson,
}

#[derive(Debug, Serialize)]
struct RateJson {
    done: u32,
    days: u32,
    per_week: f64,
}

#[derive(Debug, Serialize)]
struct PhaseJson {
    phase: usize,
    title: String,
    left: u32,
    end: &'static str,
    earliest: Option<String>,
    latest: Option<String>,
    sentence: String,
}

#[derive(Debug, Serialize)]
struct StalledJson {
    id: String,
    line: usize,
    text: String,
    since: String,
    days: u32,
}

#[derive(Debug, Serialize)]
struct SkillJson {
    skill: String,
    steps: Vec<StepJson>,
}

#[derive(Debug, Serialize)]
struct StepJson {
    date: String,
    level: Option<u8>,
}

#[derive(Debug, Serialize)]
struct SentenceJson {
    chart: &'static str,
    sentence: String,
}

/// How a phase's end stands, and the dates that there are.
pub(super) fn end_of(forecast: &Forecast) -> (&'static str, Option<String>, Option<String>) {
    match forecast.end {
        End::Done => ("done", None, None),
        End::Uncounted { .. } => ("uncounted", None, None),
        End::Between { earliest, latest } => {
            ("between", Some(earliest.to_string()), latest.map(|date| date.to_string()))
        }
        End::OutOfSight | End::Standstill => ("out-of-sight", None, None),
        End::Unsure(_) => ("unsure", None, None),
    }
}

fn rate(rate: Rate) -> RateJson {
    RateJson { done: rate.n_done, days: rate.n_days, per_week: f64::from(rate.tenths_a_week()) / 10.0 }
}

pub(super) fn document(told: &Told<'_>, git: bool) -> HistoryJson {
    let days = told.timeline.until(told.today).iter().map(|day| TotalsJson {
        date: day.date.to_string(),
        changes: day.n_changes,
        done: day.n_done,
        met: day.met,
        of: day.of,
    });
    let weeks = told.weeks.iter().map(|week| TotalsJson {
        date: week.monday.to_string(),
        changes: week.n_changes,
        done: week.n_done,
        met: week.met,
        of: week.of,
    });
    let phases = told.phases.iter().map(|(index, forecast)| {
        let (end, earliest, latest) = end_of(forecast);
        PhaseJson {
            phase: index + 1,
            title: told.phase_title(*index),
            left: forecast.left,
            end,
            earliest,
            latest,
            sentence: forecast.sentence(),
        }
    });
    let stalled = told.stalled.iter().map(|item| StalledJson {
        id: item.path.clone(),
        line: item.line,
        text: item.words.clone(),
        since: item.stalled.since.to_string(),
        days: item.stalled.n_days,
    });
    let levels = told.levels.iter().map(|skill| SkillJson {
        skill: skill.skill.clone(),
        steps: skill
            .steps
            .iter()
            .map(|step| StepJson { date: step.date.to_string(), level: step.level.map(Level::number) })
            .collect(),
    });
    HistoryJson {
        file: told.opened.name(),
        today: told.today.to_string(),
        git,
        days: days.collect(),
        weeks: weeks.collect(),
        streaks: StreaksJson {
            current: told.streaks.current,
            longest: told.streaks.longest,
            longest_end: told.streaks.longest_end.map(|date| date.to_string()),
        },
        pace: told.pace.map(|pace| PaceJson {
            days: pace.n_days,
            done: pace.n_done,
            weeks_4: rate(pace.recent),
            weeks_12: rate(pace.long),
        }),
        phases: phases.collect(),
        stalled: stalled.collect(),
        levels: levels.collect(),
        sentences: told
            .sentences()
            .into_iter()
            .map(|(chart, sentence)| SentenceJson { chart, sentence })
            .collect(),
    }
}

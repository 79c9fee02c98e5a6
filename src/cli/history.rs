//! `milepost history`: progress over time, in the figures of the Progress tab.

mod json;
mod people;
mod plain;

use std::io::{IsTerminal as _, Write as _};
use std::ops::ControlFlow;

use jiff::civil::Date;

use super::items::{Items, plain_heading, plain_words};
use super::open::{Opened, Surroundings};
use super::output::{Failure, Look, Output, json, tab_separated};
use super::{arguments, carry_out};
use crate::assess::level_history::level_history;
use crate::config;
use crate::model::Counts;
use crate::progress;
use crate::term;
use crate::term::history::read_past;
use crate::timeline::burn_up::BurnUp;
use crate::timeline::calendar::{Calendar, Streaks};
use crate::timeline::dates::grouped;
use crate::timeline::forecast::{Forecast, forecast};
use crate::timeline::levels::{Assessed, SkillLevels, levels};
use crate::timeline::pace::Pace;
use crate::timeline::stalled::{Stalled, stalled};
use crate::timeline::weeks::{WeekTotals, weeks};
use crate::timeline::{Change, Timeline};

/// Of so many weeks the calendar is.
const CALENDAR_WEEKS: u32 = 26;

/// Everything that is told.
struct Told<'a> {
    opened: &'a Opened,
    today: Date,
    timeline: Timeline,
    weeks: Vec<WeekTotals>,
    calendar: Calendar,
    streaks: Streaks,
    burn_up: Option<BurnUp>,
    pace: Option<Pace>,
    /// By the index of the phase, those in which there is nothing left out.
    phases: Vec<(usize, Forecast)>,
    stalled: Vec<StalledItem>,
    levels: Vec<SkillLevels>,
}

struct StalledItem {
    stalled: Stalled,
    line: usize,
    path: String,
    words: String,
}

pub(super) fn run(
    surroundings: &Surroundings,
    look: Look,
    opened: &Opened,
    arguments: &arguments::History,
) -> Result<Output, Failure> {
    let mut changes = config::record::read(&surroundings.places, &opened.path);
    if arguments.git {
        changes.extend(past(surroundings, opened, !look.is_aloud)?);
    }
    let told = Told::of(opened, &changes, carry_out::circumstances().today);
    if look.form.json {
        return json(&json::document(&told, arguments.git));
    }
    if look.form.plain {
        return Ok(Output::text(tab_separated(plain::rows(&told))));
    }
    let mut output = Output::text(people::text(look, &told));
    if told.timeline.days.is_empty() {
        let git = match (arguments.git, look.is_aloud) {
            (true, _) => "",
            (false, true) => "; `history git` reads the file's past versions",
            (false, false) => "; `--git` reads the file's past versions",
        };
        output.remarks.push(format!("nothing is known yet of what was done when{git}"));
    }
    Ok(output)
}

/// What git knows; how far that is stands on standard error where that is a terminal and it is to be followed.
pub(super) fn past(
    surroundings: &Surroundings,
    opened: &Opened,
    is_followed: bool,
) -> Result<Vec<Change>, Failure> {
    let mut stderr = std::io::stderr().lock();
    let term = std::env::var("TERM").ok();
    let is_terminal = is_followed && stderr.is_terminal() && term::can_show(term.as_deref());
    let mut shown = None;
    let mut on_progress = |n_read: usize, n_versions: usize| {
        let share = (n_read * 100).checked_div(n_versions);
        if is_terminal && shown != Some(share) && n_versions > 0 {
            let number = |n: usize| grouped(u32::try_from(n).unwrap_or(u32::MAX));
            let _ = write!(stderr, "\rreading {} of {} versions\x1b[K", number(n_read), number(n_versions));
            let _ = stderr.flush();
            shown = Some(share);
        }
        ControlFlow::Continue(())
    };
    let read = read_past(&surroundings.places, &opened.path, opened.roadmap(), &mut on_progress);
    if shown.is_some() {
        let _ = write!(stderr, "\r\x1b[K");
    }
    // It is never stopped here.
    Ok(read.unwrap_or_else(|| Ok(Vec::new()))?)
}

impl<'a> Told<'a> {
    fn of(opened: &'a Opened, changes: &[Change], today: Date) -> Self {
        let roadmap = opened.roadmap();
        let timeline = Timeline::gather(roadmap, changes, today);
        let pace = Pace::of(&timeline, today);
        let counts: Vec<Counts> = roadmap.phases().iter().map(|phase| phase.counts).collect();
        let phases = forecast(&counts, pace, today).into_iter().enumerate();
        let is_worked_off = |index: usize| {
            let phase = &roadmap.phases()[index];
            progress::is_worked_off(roadmap.section(phase.first), phase.counts)
        };
        let items = Items::new(opened);
        let stalled = stalled(&timeline, roadmap, today).into_iter().map(|stalled| {
            let found = items.get(stalled.place);
            let words = plain_words(roadmap, stalled.place);
            StalledItem { stalled, line: found.line, path: found.path.clone(), words }
        });
        let assessed = level_history(roadmap).into_iter().filter(|change| change.date <= today);
        let assessed: Vec<Assessed> = assessed
            .map(|change| Assessed { date: change.date, skill: change.skill, level: change.to })
            .collect();
        Self {
            opened,
            today,
            weeks: weeks(&timeline, today),
            calendar: Calendar::of(&timeline, today, CALENDAR_WEEKS),
            streaks: Streaks::of(&timeline, today),
            burn_up: BurnUp::of(&timeline, today),
            pace,
            phases: phases.filter(|(index, _)| is_worked_off(*index)).collect(),
            stalled: stalled.collect(),
            levels: levels(changes, &assessed),
            timeline,
        }
    }

    /// A phase's heading as it is read.
    fn phase_title(&self, index: usize) -> String {
        let roadmap = self.opened.roadmap();
        let phase = &roadmap.phases()[index];
        let heading = roadmap.section(phase.first).heading_text().filter(|_| !phase.is_unnamed);
        plain_heading(roadmap, heading)
    }

    /// What each chart shows, in a sentence, by the chart's name.
    fn sentences(&self) -> Vec<(&'static str, String)> {
        let mut sentences = Vec::new();
        if let Some(burn_up) = &self.burn_up {
            sentences.push(("burn-up", burn_up.sentence()));
        }
        if let Some(pace) = self.pace {
            sentences.push(("pace", pace.to_string()));
            sentences.push(("calendar", self.calendar.to_string()));
            sentences.push(("streaks", self.streaks.sentence(self.today)));
        }
        sentences
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use jiff::civil::date;
    use jiff::{Timestamp, ToSpan};

    use super::super::arguments::Form;
    use super::*;
    use crate::document::Document;
    use crate::model::Level;
    use crate::settings::Defaults;
    use crate::theme::GlyphSet;
    use crate::timeline::What;

    const TODAY: Date = date(2026, 11, 22);
    const LOOK: Look = Look {
        form: Form { json: false, plain: false },
        has_colors: false,
        is_aloud: false,
        glyphs: GlyphSet::Ascii,
    };

    fn opened() -> Opened {
        let mut text = "# Way\n\n## Phase 1\n\n".to_owned();
        for ago in [40, 33, 26, 19, 12, 5, 4] {
            text.push_str(&format!("- [x] done {ago} ✅ {}\n", TODAY - ago.days()));
        }
        text.push_str("- [ ] left\n\n## Phase 2\n\n- [/] begun 🛫 2026-09-01\n\n## Later\n\n- idea\n");
        let path = PathBuf::from("way.md");
        let document = Document::new(text.into(), Defaults::default());
        Opened { shown: path.clone(), path, document }
    }

    fn rated(day: i8, level: Level) -> Change {
        let what = What::Level { skill: "Testing".to_owned(), from: None, to: Some(level) };
        Change { at: Timestamp::from_second(i64::from(day)).unwrap(), date: date(2026, 11, day), what }
    }

    /// A picture beside those of the panes.
    macro_rules! check {
        ($name:literal, $told:expr) => {
            insta::with_settings!({ snapshot_path => "../../tests/snapshots", prepend_module_to_snapshot => false }, {
                insta::assert_snapshot!($name, $told);
            });
        };
    }

    #[test]
    fn people_are_told_everything_in_tables_and_sentences() {
        let (opened, changes) = (opened(), [rated(3, Level::Novice), rated(9, Level::Competent)]);
        check!("history-people", people::text(LOOK, &Told::of(&opened, &changes, TODAY)));
    }

    #[test]
    fn scripts_are_told_the_same() {
        let (opened, changes) = (opened(), [rated(3, Level::Novice)]);
        let told = Told::of(&opened, &changes, TODAY);
        check!("history-plain", tab_separated(plain::rows(&told)));
        check!("history-json", json(&json::document(&told, true)).unwrap().text);
    }
}

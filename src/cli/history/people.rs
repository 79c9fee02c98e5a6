//! The history as people read it: the last weeks, the calendar, and what they come to.

use super::super::output::{Cell, Look, Role, aligned, counted, headed};
use super::{StalledItem, Told};
use crate::model::Level;
use crate::theme::Mark;
use crate::timeline::dates::said_whole;
use crate::timeline::forecast::End;
use crate::timeline::levels::SkillLevels;

/// Of more weeks only the last are shown.
const MAX_WEEKS: usize = 12;
const GAUGE_COLUMNS: u16 = 20;
const DAYS: [&str; 7] = ["Mon", "", "Wed", "", "Fri", "", "Sun"];

pub(super) fn text(look: Look, told: &Told<'_>) -> String {
    let mut parts = Vec::new();
    if !told.weeks.is_empty() {
        parts.push(weeks(look, told));
        if !look.is_aloud {
            parts.push(calendar(look, told));
        }
    }
    parts.push(sentences(look, told));
    parts.push(phases(look, told));
    if !told.stalled.is_empty() {
        parts.push(stalled(look, told));
    }
    if !told.levels.is_empty() {
        parts.push(levels(look, told));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

fn weeks(look: Look, told: &Told<'_>) -> String {
    let n_earlier = told.weeks.len().saturating_sub(MAX_WEEKS);
    let mut rows = Vec::new();
    for week in told.weeks.iter().skip(n_earlier) {
        let (done, left) = look.glyphs.gauge(GAUGE_COLUMNS, week.met as usize, week.of as usize);
        rows.push(vec![
            Cell::text(&week.monday.to_string()),
            Cell::right(Role::Text, &week.n_changes.to_string()),
            Cell::right(Role::Text, &week.n_done.to_string()),
            Cell::right(Role::Text, &look.fraction(week.met, week.of)),
            if look.is_aloud { Cell::text("") } else { Cell::new(Role::Done, &(done + &left)) },
        ]);
    }
    let mut text = headed(look, &["week of", "changes", "done", "in all", ""], rows);
    if n_earlier > 0 {
        let weeks = counted(n_earlier, "earlier week");
        text.push_str(&look.paint(Role::Secondary, &format!("and {weeks}; --plain has them all\n")));
    }
    text
}

fn calendar(look: Look, told: &Told<'_>) -> String {
    let mut text = String::new();
    for (day, name) in DAYS.iter().enumerate() {
        let mut line = format!("{name:3} ");
        for week in &told.calendar.weeks {
            let glyph = week.changes[day].map_or(" ", |n| look.glyphs.glyph(Mark::of_changes(n)));
            line.push(' ');
            line.push_str(glyph);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn sentences(look: Look, told: &Told<'_>) -> String {
    let rows: Vec<Vec<Cell>> = told
        .sentences()
        .into_iter()
        .map(|(chart, sentence)| {
            vec![Cell::new(Role::Secondary, chart), Cell::text(&look.glyphs.words(&sentence))]
        })
        .collect();
    aligned(look, 0, &rows)
}

fn phases(look: Look, told: &Told<'_>) -> String {
    let rows: Vec<Vec<Cell>> = told
        .phases
        .iter()
        .map(|(index, forecast)| {
            let role = if forecast.end == End::Done { Role::Done } else { Role::Text };
            let sentence = forecast.sentence();
            vec![
                Cell::new(Role::Title, &told.phase_title(*index)),
                Cell::new(role, &look.glyphs.words(&sentence)),
            ]
        })
        .collect();
    aligned(look, 0, &rows)
}

fn stalled(look: Look, told: &Told<'_>) -> String {
    let row = |item: &StalledItem| {
        vec![
            Cell::line(look, item.line),
            Cell::text(&item.words),
            Cell::text(&said_whole(item.stalled.since)),
            Cell::right(Role::Active, &item.stalled.n_days.to_string()),
        ]
    };
    headed(look, &["", "stalled", "doing since", "days"], told.stalled.iter().map(row).collect())
}

/// `Testing  2 on 3 Nov 2026, 3 on 9 Nov 2026`
fn levels(look: Look, told: &Told<'_>) -> String {
    let steps = |skill: &SkillLevels| {
        let said = skill.steps.iter().map(|step| {
            let level =
                step.level.map_or_else(|| "none".to_owned(), |level: Level| level.number().to_string());
            format!("{level} on {}", said_whole(step.date))
        });
        said.collect::<Vec<_>>().join(", ")
    };
    let row = |skill: &SkillLevels| vec![Cell::text(&skill.skill), Cell::text(&steps(skill))];
    headed(look, &["skill", "levels"], told.levels.iter().map(row).collect())
}

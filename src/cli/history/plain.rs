//! The history as lines with tabs: what a line is about stands first.

use std::borrow::Cow;

use super::Told;
use super::json::end_of;
use crate::model::Level;

pub(super) fn rows<'a>(told: &Told<'_>) -> Vec<Vec<Cow<'a, str>>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let totals = |kind: &str, date: jiff::civil::Date, numbers: [u32; 4]| {
        let mut row = vec![kind.to_owned(), date.to_string()];
        row.extend(numbers.map(|n| n.to_string()));
        row
    };
    let days = told.timeline.until(told.today).iter();
    rows.extend(days.map(|day| totals("day", day.date, [day.n_changes, day.n_done, day.met, day.of])));
    let weeks = told.weeks.iter();
    rows.extend(
        weeks.map(|week| totals("week", week.monday, [week.n_changes, week.n_done, week.met, week.of])),
    );
    let end = told.streaks.longest_end.map_or_else(String::new, |date| date.to_string());
    rows.push(vec![
        "streak".to_owned(),
        "current".to_owned(),
        told.streaks.current.to_string(),
        String::new(),
    ]);
    rows.push(vec!["streak".to_owned(), "longest".to_owned(), told.streaks.longest.to_string(), end]);
    if let Some(pace) = told.pace {
        for (weeks, rate) in [("4", pace.recent), ("12", pace.long)] {
            let tenths = rate.tenths_a_week();
            let per_week = format!("{}.{}", tenths / 10, tenths % 10);
            let numbers = [rate.n_done.to_string(), rate.n_days.to_string(), per_week];
            rows.push([vec!["pace".to_owned(), weeks.to_owned()], numbers.to_vec()].concat());
        }
    }
    for (index, forecast) in &told.phases {
        let (end, earliest, latest) = end_of(forecast);
        rows.push(vec![
            "phase".to_owned(),
            (index + 1).to_string(),
            told.phase_title(*index),
            forecast.left.to_string(),
            end.to_owned(),
            earliest.unwrap_or_default(),
            latest.unwrap_or_default(),
        ]);
    }
    rows.extend(told.stalled.iter().map(|item| {
        let (line, since, days) = (item.line, item.stalled.since, item.stalled.n_days);
        vec![
            "stalled".to_owned(),
            line.to_string(),
            since.to_string(),
            days.to_string(),
            item.path.clone(),
            item.words.clone(),
        ]
    }));
    for skill in &told.levels {
        rows.extend(skill.steps.iter().map(|step| {
            let level = step.level.map_or_else(String::new, |level: Level| level.number().to_string());
            vec!["level".to_owned(), step.date.to_string(), skill.skill.clone(), level]
        }));
    }
    let sentences = told.sentences().into_iter();
    rows.extend(sentences.map(|(chart, sentence)| vec!["sentence".to_owned(), chart.to_owned(), sentence]));
    rows.into_iter().map(|row| row.into_iter().map(Cow::Owned).collect()).collect()
}

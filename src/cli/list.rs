//! `milepost list` and `milepost next`: items, one a line.

use std::borrow::Cow;

use serde::Serialize;

use super::arguments::Filter;
use super::carry_out::circumstances;
use super::items::{Found, ItemJson, Items, headings, plain_heading, plain_words, state_cell, words_role};
use super::open::Opened;
use super::output::{Cell, Failure, Look, Output, Role, aligned, json, tab_separated};
use crate::display::displayable;
use crate::error::Error;
use crate::model::{Roadmap, State};
use crate::progress::{self, Reason, Suggestion};
use crate::query::{Query, Test, Vocabulary, Wrong};

#[derive(Debug, Serialize)]
struct ListJson {
    file: String,
    rule: &'static str,
    /// As it is written back.
    filter: Option<String>,
    items: Vec<ItemJson>,
}

pub(super) fn list(look: Look, opened: &Opened, filter: &Filter) -> Result<Output, Failure> {
    let roadmap = opened.roadmap();
    let phases = filter.phase.as_deref().map(|phase| phases(roadmap, phase)).transpose()?;
    let missing = filter.query.as_ref().map(|query| missing(roadmap, query)).transpose()?.unwrap_or_default();
    let matcher = filter.query.as_ref().map(|query| query.matcher(roadmap, circumstances().today));
    let asks_for_state = filter.query.as_ref().is_some_and(Query::asks_for_state);
    let items = Items::new(opened);
    let is_listed = |found: &&Found| {
        let place = found.place;
        let state = roadmap.item(place).state;
        let has_state = match &*filter.state {
            [] => filter.all || asks_for_state || state.is_tracked(),
            states => states.contains(&state) || (filter.all && state == State::Untracked),
        };
        has_state
            && matcher.as_ref().is_none_or(|matcher| matcher.holds(place))
            && filter.section.is_none_or(|kind| roadmap.section(place.section).kind == kind)
            && phases.as_ref().is_none_or(|phases| {
                roadmap.phase_of(place.section).is_some_and(|index| phases.contains(&index))
            })
    };
    let listed: Vec<&Found> = items.iter().filter(is_listed).collect();
    if look.form.json {
        let items = listed.into_iter().map(|found| items.json(found)).collect();
        let query = filter.query.as_ref().map(Query::to_string);
        return json(&ListJson { file: opened.name(), rule: roadmap.rule().name(), filter: query, items });
    }
    if look.form.plain {
        return Ok(Output::text(tab_separated(listed.into_iter().map(|found| plain_row(roadmap, found)))));
    }
    let mut output = Output::text(for_people(look, roadmap, &listed));
    output.remarks.extend(missing);
    if listed.is_empty() {
        let untracked = roadmap.counts().untracked;
        let hint = if untracked > 0 && !filter.all {
            format!("; {untracked} have no box, see `--all` and `milepost track`")
        } else {
            String::new()
        };
        output.remarks.push(format!("no items{hint}"));
    }
    Ok(output)
}

/// What a filter asks for that is not there. A tag that another file may have is no failure.
fn missing(roadmap: &Roadmap, query: &Query) -> Result<Vec<String>, Failure> {
    let vocabulary = Vocabulary::of(roadmap);
    let mut missing = Vec::new();
    for term in &query.terms {
        match (vocabulary.check_term(term), &term.test) {
            (Ok(()), _) => {}
            (Err(Wrong { reason, hint }), Test::Tag(_)) => missing.push(format!("{reason}; {hint}")),
            (Err(Wrong { reason, hint }), _) => return Err(Error::new("filter", reason).hint(hint).into()),
        }
    }
    Ok(missing)
}

/// The phases of a number, or with a text in their heading.
fn phases(roadmap: &Roadmap, wanted: &str) -> Result<Vec<usize>, Failure> {
    let titles: Vec<&str> = roadmap
        .phases()
        .iter()
        .map(|phase| roadmap.section(phase.first).heading_text().filter(|_| !phase.is_unnamed))
        .map(Option::unwrap_or_default)
        .collect();
    let found: Vec<usize> = match wanted.parse::<usize>() {
        Ok(number) => number.checked_sub(1).filter(|index| *index < titles.len()).into_iter().collect(),
        Err(_) => {
            let wanted = wanted.to_lowercase();
            (0..titles.len()).filter(|&index| titles[index].to_lowercase().contains(&wanted)).collect()
        }
    };
    if !found.is_empty() {
        return Ok(found);
    }
    let error = Error::new("find the phase", format!("there is no phase `{wanted}`"))
        .hint("name one of these by its number or by words of its heading");
    let details = titles.iter().enumerate().map(|(index, title)| format!("{}  {title}", index + 1)).collect();
    Err(Failure { error, details })
}

/// Line, state, phase, kind of section, depth, path, text.
fn plain_row<'a>(roadmap: &Roadmap, found: &'a Found) -> Vec<Cow<'a, str>> {
    let place = found.place;
    let item = roadmap.item(place);
    let section = roadmap.section(place.section);
    let phase = roadmap.phase_of(place.section).map_or_else(String::new, |index| (index + 1).to_string());
    vec![
        found.line.to_string().into(),
        item.state.name().into(),
        phase.into(),
        section.kind.name().into(),
        item.depth.to_string().into(),
        found.path.as_str().into(),
        roadmap.words(place).into(),
    ]
}

/// The items below their headings, numbered by their lines.
fn for_people(look: Look, roadmap: &Roadmap, listed: &[&Found]) -> String {
    let mut text = String::new();
    let width = listed.iter().map(|found| found.line).max().unwrap_or(0).to_string().len();
    for group in listed.chunk_by(|left, right| left.place.section == right.place.section) {
        let Some(first) = group.first() else { continue };
        if !text.is_empty() {
            text.push('\n');
        }
        let crumbs = crumbs(look, roadmap, first.place.section);
        text.push_str(&look.paint(Role::Title, &crumbs));
        text.push('\n');
        let rows: Vec<Vec<Cell>> = group
            .iter()
            .map(|found| {
                let item = roadmap.item(found.place);
                let words = plain_words(roadmap, found.place);
                let parts = match item.of_below {
                    0 => String::new(),
                    of => format!("{}/{of}", item.met_below),
                };
                vec![
                    Cell::right(Role::Secondary, &format!("{:width$}", found.line)),
                    state_cell(look, item.state),
                    Cell::new(words_role(item.state), &words).indented(2 * usize::from(item.depth.min(20))),
                    Cell::new(Role::Secondary, &parts),
                ]
            })
            .collect();
        text.push_str(&aligned(look, 0, &rows));
    }
    text
}

/// The headings above a section's items, on one line.
fn crumbs(look: Look, roadmap: &Roadmap, section: u32) -> String {
    let headings = headings(roadmap, section);
    if headings.is_empty() {
        return displayable(&plain_heading(roadmap, roadmap.section(section).heading_text())).into_owned();
    }
    let crumb = format!(" {} ", look.glyphs.glyph(crate::theme::Mark::Crumb));
    let headings = headings.iter().map(|heading| plain_heading(roadmap, Some(heading)));
    displayable(&headings.collect::<Vec<_>>().join(&crumb)).into_owned()
}

#[derive(Debug, Serialize)]
struct NextJson {
    file: String,
    items: Vec<SuggestionJson>,
}

#[derive(Debug, Serialize)]
struct SuggestionJson {
    /// In words.
    reason: String,
    /// In one word.
    why: &'static str,
    due: Option<String>,
    /// The item that it waits for.
    waits_for: Option<String>,
    #[serde(flatten)]
    item: ItemJson,
}

pub(super) fn next(look: Look, opened: &Opened, count: usize) -> Result<Output, Failure> {
    let roadmap = opened.roadmap();
    let today = circumstances().today;
    let mut suggestions = progress::next(roadmap, today);
    suggestions.truncate(count);
    let items = Items::new(opened);
    let told = |suggestion: &Suggestion| suggestion.in_words(roadmap, today);
    if look.form.json {
        let items = suggestions.iter().map(|suggestion| SuggestionJson {
            reason: told(suggestion),
            why: suggestion.reason.name(),
            due: suggestion.due.map(|due| due.to_string()),
            waits_for: match suggestion.reason {
                Reason::WaitsFor { item } | Reason::Circle { with: item, .. } => {
                    Some(items.get(item).path.clone())
                }
                _ => None,
            },
            item: items.json(items.get(suggestion.place)),
        });
        return json(&NextJson { file: opened.name(), items: items.collect() });
    }
    if look.form.plain {
        let rows = suggestions.iter().map(|suggestion| {
            let mut row = plain_row(roadmap, items.get(suggestion.place));
            row.push(told(suggestion).into());
            row
        });
        return Ok(Output::text(tab_separated(rows)));
    }
    let rows: Vec<Vec<Cell>> = suggestions
        .iter()
        .map(|suggestion| {
            vec![
                Cell::right(Role::Secondary, &items.get(suggestion.place).line.to_string()),
                state_cell(look, roadmap.item(suggestion.place).state),
                Cell::text(&plain_words(roadmap, suggestion.place)),
                Cell::new(Role::Secondary, &look.glyphs.words(&told(suggestion))),
            ]
        })
        .collect();
    let mut output = Output::text(aligned(look, 0, &rows));
    if rows.is_empty() {
        let remark = if progress::has_begun(roadmap) {
            "nothing is left to do"
        } else {
            "there is nothing to do yet: write `- [ ] ` and what to learn below a heading, or press `a` in the panes"
        };
        output.remarks.push(remark.to_owned());
    }
    Ok(output)
}

//! `milepost journal`: the entries of the journal, the newest first.

mod add;

use serde::Serialize;

pub(super) use add::{action, add, kind_of};

use super::arguments::EntryFilter;
use super::items::{Items, headings};
use super::open::Opened;
use super::output::{Cell, Failure, Look, Output, Role, aligned, json, tab_separated};
use crate::model::Roadmap;
use crate::model::journal::{Entry, EntryPlace, Part, PartKind};

#[derive(Debug, Serialize)]
struct JournalJson {
    file: String,
    entries: Vec<EntryJson>,
}

#[derive(Debug, Serialize)]
struct EntryJson {
    line: usize,
    date: Option<String>,
    kind: String,
    text: String,
    tags: Vec<String>,
    /// The texts of the items below it.
    children: Vec<String>,
    /// All that it is made of, its words first.
    parts: Vec<PartJson>,
    phase: Option<usize>,
    headings: Vec<String>,
    id: Option<String>,
}

#[derive(Debug, Serialize)]
struct PartJson {
    kind: &'static str,
    depth: u16,
    text: String,
}

pub(super) fn run(look: Look, opened: &Opened, filter: &EntryFilter) -> Result<Output, Failure> {
    let roadmap = opened.roadmap();
    let mut entries = roadmap.entries_newest_first();
    let n_all = entries.len();
    entries.retain(|entry| filter.holds(roadmap, entry));
    let items = Items::new(opened);
    if look.form.json {
        let entries = entries.iter().map(|entry| entry_json(roadmap, &items, entry)).collect();
        return json(&JournalJson { file: opened.name(), entries });
    }
    if look.form.plain {
        let rows = entries.iter().map(|entry| {
            vec![
                line(roadmap, &items, entry).to_string().into(),
                date(entry).into(),
                entry.kind.name().to_lowercase().into(),
                entry.words(roadmap).into(),
                entry.tags(roadmap).join(",").into(),
            ]
        });
        return Ok(Output::text(tab_separated(rows)));
    }
    let rows: Vec<Vec<Cell>> = entries.iter().flat_map(|entry| for_people(roadmap, &items, entry)).collect();
    let mut output = Output::text(aligned(look, 0, &rows));
    if n_all == 0 {
        output.remarks.push("the journal is empty; `milepost journal add lesson TEXT` begins it".to_owned());
    } else if entries.is_empty() {
        output.remarks.push(format!("none of {n_all} entries is meant"));
    }
    Ok(output)
}

impl EntryFilter {
    fn holds(&self, roadmap: &Roadmap, entry: &Entry) -> bool {
        let tags = entry.tags(roadmap);
        let has = |wanted: &String| {
            let wanted = wanted.trim_start_matches('#').to_lowercase();
            tags.iter().any(|tag| tag.to_lowercase() == wanted)
        };
        (self.kind.is_empty() || self.kind.contains(&entry.kind))
            && self.tag.iter().all(has)
            && self.since.is_none_or(|since| entry.date >= Some(since))
    }
}

fn date(entry: &Entry) -> String {
    entry.date.map_or_else(String::new, |date| date.to_string())
}

/// As [`Entry::line`] has it, which counts the lines of the section each time.
fn line(roadmap: &Roadmap, items: &Items<'_>, entry: &Entry) -> usize {
    match entry.place {
        EntryPlace::Item(place) => items.get(place).line,
        EntryPlace::Section(_) => entry.line(roadmap),
    }
}

/// The entry's line, and those of all that belongs to it.
fn for_people(roadmap: &Roadmap, items: &Items<'_>, entry: &Entry) -> Vec<Vec<Cell>> {
    let parts = entry.parts(roadmap);
    let mut texts = parts.iter().flat_map(|part| {
        let text = part.plain(roadmap.definitions());
        let mark = if part.kind == PartKind::Quote { "> " } else { "" };
        let indent = 2 * usize::from(part.depth);
        let lines = text.split('\n').map(|line| Cell::text(&format!("{mark}{line}")).indented(indent));
        lines.collect::<Vec<_>>()
    });
    let first = vec![
        Cell::right(Role::Secondary, &line(roadmap, items, entry).to_string()),
        Cell::new(Role::Secondary, &date(entry)),
        Cell::new(Role::Title, entry.kind.name()),
        texts.next().unwrap_or_else(|| Cell::text("")),
    ];
    let below = texts.map(|text| vec![Cell::text(""), Cell::text(""), Cell::text(""), text]);
    std::iter::once(first).chain(below).collect()
}

fn entry_json(roadmap: &Roadmap, items: &Items<'_>, entry: &Entry) -> EntryJson {
    let index = entry.place.section();
    let section = roadmap.section(index);
    let id = match entry.place {
        EntryPlace::Item(place) => Some(items.get(place).path.clone()),
        EntryPlace::Section(_) => None,
    };
    EntryJson {
        line: line(roadmap, items, entry),
        date: entry.date.map(|date| date.to_string()),
        kind: entry.kind.name().to_lowercase(),
        text: entry.words(roadmap).to_owned(),
        tags: entry.tags(roadmap).into_iter().map(str::to_owned).collect(),
        children: entry.children(roadmap).iter().map(|child| child.text(section).to_owned()).collect(),
        parts: entry.parts(roadmap).iter().map(part_json).collect(),
        phase: roadmap.phase_of(index).map(|phase| phase + 1),
        headings: headings(roadmap, index),
        id,
    }
}

fn part_json(part: &Part<'_>) -> PartJson {
    PartJson { kind: part.kind.name(), depth: part.depth, text: part.lines().join("\n") }
}

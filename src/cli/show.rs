//! `milepost show`: one item whole.

use serde::Serialize;

use super::items::{Found, ItemJson, Items, headings, plain_heading, plain_words, state_cell, words_role};
use super::open::Opened;
use super::output::{Cell, Failure, Look, Output, Role, aligned, json, tab_separated};
use crate::model::fields::{FieldKind, Fields};
use crate::model::{Place, Roadmap};

#[derive(Debug, Serialize)]
struct ShowJson {
    file: String,
    #[serde(flatten)]
    item: ItemJson,
    /// The item's first paragraph as it stands in the file.
    markdown: String,
    tags: Vec<String>,
    fields: Vec<FieldJson>,
    /// Leaves below it that are done, and that count.
    met: u32,
    of: u32,
    items: Vec<ItemJson>,
}

#[derive(Debug, Serialize)]
struct FieldJson {
    key: String,
    value: String,
}

pub(super) fn run(look: Look, opened: &Opened, place: Place) -> Result<Output, Failure> {
    let roadmap = opened.roadmap();
    let items = Items::new(opened);
    let section = roadmap.section(place.section);
    let item = roadmap.item(place);
    let fields = Fields::read(item.text(section));
    let below = || (place.item + 1..item.end).map(|index| items.get(Place { item: index, ..place }));
    let shown = items.get(place);
    if look.form.json {
        return json(&ShowJson {
            file: opened.name(),
            item: items.json(shown),
            markdown: item.text(section).to_owned(),
            tags: fields.tags().map(str::to_owned).collect(),
            fields: key_values(&fields)
                .map(|(key, value)| FieldJson { key: key.to_owned(), value: value.to_owned() })
                .collect(),
            met: item.met_below,
            of: item.of_below,
            items: below().map(|found| items.json(found)).collect(),
        });
    }
    let about = about(opened, &items, shown, &fields);
    if look.form.plain {
        let rows = about.into_iter().map(|(key, value)| vec![key.into(), value.into()]);
        return Ok(Output::text(tab_separated(rows)));
    }
    let mut text = aligned(look, 0, &[vec![Cell::new(Role::Title, &plain_words(roadmap, place))]]);
    let rows: Vec<Vec<Cell>> = about
        .into_iter()
        .skip(1)
        .map(|(key, value)| vec![Cell::new(Role::Secondary, &key), Cell::text(&value)])
        .collect();
    text.push_str(&aligned(look, 2, &rows));
    let parts: Vec<Vec<Cell>> = below().map(|found| part(look, roadmap, item.depth, found)).collect();
    if !parts.is_empty() {
        text.push('\n');
        text.push_str(&aligned(look, 2, &parts));
    }
    Ok(Output::text(text))
}

/// Everything about an item but its parts, each with its name; the text comes first.
pub(super) fn about(
    opened: &Opened,
    items: &Items<'_>,
    shown: &Found,
    fields: &Fields,
) -> Vec<(String, String)> {
    let roadmap = opened.roadmap();
    let place = shown.place;
    let known = items.json(shown);
    let item = roadmap.item(place);
    let mut about: Vec<(String, String)> = Vec::new();
    let mut tell = |key: &str, value: String| {
        if !value.is_empty() {
            about.push((key.to_owned(), value));
        }
    };
    tell("text", known.text);
    let state = match item.mark {
        Some(mark) => format!("{} [{}]", known.state, mark.char),
        None => known.state.to_owned(),
    };
    tell("state", state);
    tell("place", format!("{}:{}", opened.name(), known.line));
    tell("path", known.id);
    let mut above: Vec<String> = headings(roadmap, place.section)
        .iter()
        .map(|heading| plain_heading(roadmap, Some(heading)))
        .collect();
    let parents =
        std::iter::successors(item.parent, |&index| roadmap.item(Place { item: index, ..place }).parent);
    let mut parents: Vec<String> =
        parents.map(|index| plain_words(roadmap, Place { item: index, ..place })).collect();
    parents.reverse();
    above.extend(parents);
    tell("in", above.join(" > "));
    if item.of_below > 0 {
        tell("parts", format!("{}/{}", item.met_below, item.of_below));
    }
    for (key, value) in key_values(fields) {
        tell(key, value.to_owned());
    }
    tell("tags", fields.tags().collect::<Vec<_>>().join(" "));
    for line in known.note.iter().flat_map(|note| note.lines()) {
        tell("note", line.to_owned());
    }
    for link in known.links {
        tell("link", link);
    }
    about
}

/// The fields but the tags, by their names in Dataview.
fn key_values(fields: &Fields) -> impl Iterator<Item = (&str, &str)> {
    fields.iter().filter_map(|field| {
        let key = match &field.kind {
            FieldKind::Done => "done",
            FieldKind::Created => "created",
            FieldKind::Start => "start",
            FieldKind::Scheduled => "scheduled",
            FieldKind::Due => "due",
            FieldKind::Cancelled => "cancelled",
            FieldKind::Priority => "priority",
            FieldKind::Recurrence => "repeat",
            FieldKind::Id => "id",
            FieldKind::DependsOn => "depends-on",
            FieldKind::BlockId => "block-id",
            FieldKind::Named(name) => name,
            FieldKind::Tag => return None,
        };
        Some((key, field.value.as_str()))
    })
}

fn part(look: Look, roadmap: &Roadmap, depth: u16, found: &Found) -> Vec<Cell> {
    let item = roadmap.item(found.place);
    let indent = 2 * usize::from((item.depth - depth - 1).min(20));
    vec![
        Cell::right(Role::Secondary, &found.line.to_string()),
        state_cell(look, item.state),
        Cell::new(words_role(item.state), &plain_words(roadmap, found.place)).indented(indent),
    ]
}

//! `milepost links`: every link of a file, with the item it stands in.

use std::collections::HashMap;

use serde::Serialize;

use super::items::{Found, Items, plain_words};
use super::open::Opened;
use super::output::{Cell, Failure, Look, Output, Role, aligned, json, tab_separated};
use crate::display::head;
use crate::model::{Place, Roadmap};
use crate::span::{Span, count_line_ends};

/// As many bytes of an item's text are told with each of its links, of which it may have any number.
const MAX_TEXT: usize = 1_024;

/// One long address is not to push the words of all others out of sight.
const ADDRESS_COLUMNS: usize = 40;

#[derive(Debug, Serialize)]
struct LinksJson {
    file: String,
    links: Vec<LinkJson>,
}

#[derive(Debug, Serialize)]
struct LinkJson {
    address: String,
    wiki: bool,
    line: usize,
    phase: Option<usize>,
    section: &'static str,
    /// The item it stands in; null for links in running text, headings and tables.
    item: Option<String>,
    text: Option<String>,
}

pub(super) fn run(look: Look, opened: &Opened) -> Result<Output, Failure> {
    let roadmap = opened.roadmap();
    let items = Items::new(opened);
    let links: Vec<LinkJson> = (0..roadmap.sections().len() as u32)
        .flat_map(|section| of_section(roadmap, &items, section))
        .collect();
    if look.form.json {
        return json(&LinksJson { file: opened.name(), links });
    }
    if look.form.plain {
        return Ok(Output::text(tab_separated(links.iter().map(|link| {
            vec![
                link.line.to_string().into(),
                link.address.as_str().into(),
                link.item.as_deref().unwrap_or_default().into(),
                link.text.as_deref().unwrap_or_default().into(),
            ]
        }))));
    }
    let rows: Vec<Vec<Cell>> = links
        .iter()
        .map(|link| {
            vec![
                Cell::line(look, link.line),
                Cell::text(&link.address).at_most(ADDRESS_COLUMNS),
                Cell::new(Role::Secondary, link.text.as_deref().unwrap_or_default()),
            ]
        })
        .collect();
    let mut output = Output::text(aligned(look, 0, &rows));
    if rows.is_empty() {
        output.remarks.push("no links".to_owned());
    }
    Ok(output)
}

fn of_section(roadmap: &Roadmap, items: &Items<'_>, index: u32) -> Vec<LinkJson> {
    let section = roadmap.section(index);
    let bytes = section.text.as_bytes();
    let references = roadmap.references(section.text.as_str(), &roadmap.blocks(index));
    let (mut at, mut line) = (0, section.line + 1);
    let mut links = Vec::new();
    let mut texts: HashMap<Place, String> = HashMap::new();
    for reference in references {
        let start = reference.span.start as usize;
        line += count_line_ends(&bytes[at..start]);
        at = start;
        let item = holder(items, index, reference.span);
        links.push(LinkJson {
            address: reference.address.to_string(),
            wiki: reference.is_wiki_link,
            line,
            phase: roadmap.phase_of(index).map(|index| index + 1),
            section: section.kind.name(),
            item: item.map(|found| found.path.clone()),
            text: item.map(|found| {
                let text = texts.entry(found.place).or_insert_with(|| {
                    let text = plain_words(roadmap, found.place);
                    head(&text, MAX_TEXT).to_owned()
                });
                text.clone()
            }),
        });
    }
    links
}

/// The innermost item that holds a span.
fn holder<'a>(items: &'a Items<'_>, section: u32, span: Span) -> Option<&'a Found> {
    let roadmap = items.opened.roadmap();
    let all = &roadmap.section(section).items;
    let mut at = all.partition_point(|item| item.span.start <= span.start).checked_sub(1);
    while let Some(index) = at {
        if all[index].span.contains(span) {
            return Some(items.get(Place { section, item: index as u32 }));
        }
        at = all[index].parent.map(|parent| parent as usize);
    }
    None
}

//! The items of a section as nested lists, with their states, what their fields say, and their notes.

use jiff::civil::Date;

use super::icon;
use super::words::words;
use crate::model::fields::{FieldKind, Fields};
use crate::model::{Item, Place, Roadmap};
use crate::timeline::dates::said_whole;

/// Lists are not nested further: browsers give up at some hundred elements.
const MAX_DEPTH: u16 = 24;

/// The items of a section; nothing where it has none.
pub(super) fn items(roadmap: &Roadmap, section: u32) -> String {
    let mut html = String::new();
    let mut before: Option<u16> = None;
    for (item, index) in roadmap.section(section).items.iter().zip(0..) {
        let depth = item.depth.min(MAX_DEPTH);
        match before {
            Some(before) if depth <= before => {
                html.push_str("</div></li>\n");
                (depth..before).for_each(|_| html.push_str("</ul></div></li>\n"));
            }
            Some(_) => html.push_str("\n<ul role=\"list\">\n"),
            None => html.push_str("<ul role=\"list\" class=\"items\">\n"),
        }
        write_item(roadmap, Place { section, item: index }, item, &mut html);
        before = Some(depth);
    }
    if let Some(depth) = before {
        html.push_str("</div></li>\n");
        (0..depth).for_each(|_| html.push_str("</ul></div></li>\n"));
        html.push_str("</ul>\n");
    }
    html
}

/// An item up to the items below it.
fn write_item(roadmap: &Roadmap, place: Place, item: &Item, html: &mut String) {
    let section = roadmap.section(place.section);
    let sign = icon::of_item(item.state);
    let words = words(roadmap, &roadmap.words(place));
    let state = item.state.name();
    html.push_str(&format!(r#"<li class="{state}" dir="auto">{sign}<div><p>{words}"#));
    let facts = facts(item, &Fields::read(item.text(section)));
    if !facts.is_empty() {
        html.push_str(&format!(r#"&ensp;<span class="facts">{}</span>"#, facts.join(" · ")));
    }
    html.push_str("</p>");
    if let Some(note) = item.note_source(section) {
        html.push_str(&self::note(roadmap, &note));
    }
}

/// What is to be told of an item beside its words.
fn facts(item: &Item, fields: &Fields) -> Vec<String> {
    let mut facts = Vec::new();
    if item.of_below > 0 {
        facts.push(format!("{} of {}", item.met_below, item.of_below));
    }
    if let Some(level) = fields.level() {
        facts.push(format!("level {}, {}", level.number(), level.name()));
    }
    if let Some(level) = fields.target() {
        facts.push(format!("aims at {}, {}", level.number(), level.name()));
    }
    let dated = |kind: FieldKind| {
        let date: Date = fields.value(&kind)?.parse().ok()?;
        Some(format!(r#"<time datetime="{date}">{}</time>"#, said_whole(date)))
    };
    facts.extend(dated(FieldKind::Done));
    facts.extend(dated(FieldKind::Due).map(|date| format!("due {date}")));
    facts
}

fn note(roadmap: &Roadmap, source: &str) -> String {
    let paragraphs = source.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty());
    let paragraphs = paragraphs.map(|paragraph| format!("<p>{}</p>", words(roadmap, paragraph)));
    format!("<blockquote>{}</blockquote>", paragraphs.collect::<String>())
}

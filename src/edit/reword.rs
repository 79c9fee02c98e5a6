//! Replaces an item's words.

use super::lines::Lines;
use super::{Edit, Effect, verify, words};
use crate::error::Error;
use crate::model::fields::Fields;
use crate::model::{Place, Roadmap, Section};
use crate::span;

/// `- [x] Old words 📅 2026-11-22 ^b1` → `- [x] New words 📅 2026-11-22 ^b1`
///
/// What would begin another block is escaped. Several lines become one.
pub(super) fn set(roadmap: &Roadmap, place: Place, text: &str) -> Result<Edit, Error> {
    let line = words::one_line(text, "reword the item")?;
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    let old = item.text.of(lines.text());
    if old.is_empty() && lines.line_end(item.marker.start as usize) < item.span.end as usize {
        return Err(Error::new("reword the item", "it has no text of its own").hint("edit the file there"));
    }
    let end = Fields::read(old).words_end();
    let kept = fields_of_first_line(old);
    let head = item.text.start as usize;
    // Behind a bare box or marker there may be no blank yet.
    let needs_blank = head == item.mark.map_or(item.marker, |mark| mark.span()).end as usize;
    let edits = [line.clone(), words::escaped(&line)].map(|line| {
        let blank = if needs_blank { " " } else { "" };
        let separator = if kept.is_empty() { "" } else { " " };
        let mut new = format!("{blank}{line}{separator}{kept}");
        if end == 0 && !old.is_empty() {
            new.push(' ');
        }
        Edit::new(vec![lines.splice(head..head + end, new)], Effect::default())
    });
    let reads = |section: &Section| {
        let item = &section.items[place.item as usize];
        let text = item.text(section);
        item.note.is_some() == lines.item(place.item).note.is_some()
            && (text.starts_with(&line) || text.starts_with(&words::escaped(&line)))
    };
    verify::first_that_reads(roadmap, edits, place.section, reads)
}

/// An item's words as [`set`] replaces them, in one line: what an editor of them begins with.
pub fn words_to_edit(roadmap: &Roadmap, place: Place) -> String {
    let section = roadmap.section(place.section);
    let text = roadmap.item(place).text(section);
    let words = text.get(..Fields::read(text).words_end()).unwrap_or_default();
    let n_quotes = Lines::of(roadmap, place.section).quotes(roadmap.item(place));
    let lines = span::lines(words).enumerate().map(|(nth, line)| {
        let is_first = nth == 0;
        let line = (0..if is_first { 0 } else { n_quotes })
            .fold(line, |line, _| line.trim_start().strip_prefix('>').unwrap_or(line));
        let first_fields = if is_first { fields_of_first_line(text).len() } else { 0 };
        line.get(..line.len().saturating_sub(first_fields)).unwrap_or(line).trim()
    });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The trailing fields of the first of several lines: there Obsidian Tasks reads them.
fn fields_of_first_line(text: &str) -> &str {
    let Some((first, _)) = text.split_once(['\n', '\r']) else { return "" };
    let first = first.trim_end();
    first.get(Fields::read(first).words_end()..).unwrap_or_default().trim_start()
}

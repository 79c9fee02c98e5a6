//! Counters that a heading or an item's first line ends with, as in org: `[2/5]`, `[40%]` (format.md, "Counters").
//!
//! One whose numbers an edit changes is kept right in the same edit; none is ever added.

use super::lines::Lines;
use super::{Edit, Splice};
use crate::error::Error;
use crate::model::fields::{Fields, counter_start};
use crate::model::{Counts, Roadmap, Section};
use crate::span::{Span, offset};

/// The edit with the counters of what it changes. Items from `limit` on may have another index afterwards, so theirs
/// are left: they are not above the item that the edit is about.
///
/// `## Skills [1/3]`, `- [ ] c` → `## Skills [2/3]`, `- [x] c`
pub(super) fn keep_right(roadmap: &Roadmap, mut edit: Edit, limit: u32) -> Result<Edit, Error> {
    if !may_count(roadmap, &edit) {
        return Ok(edit);
    }
    let rereading = roadmap.reread(&edit.replacements(roadmap)?);
    let parts = rereading.parts(roadmap);
    let mut pairs = Vec::new();
    for (old, new) in &parts {
        if old.len() != new.len() {
            return Ok(edit);
        }
        let first = roadmap.index_of(&old[0]);
        pairs.extend((first..).zip(old.iter().zip(*new)));
    }
    let mut splices = edit.splices().to_vec();
    for &(index, (old, new)) in &pairs {
        let lines = Lines::of(roadmap, index);
        splices.extend(item_counters(&lines, old, new, limit));
        if old.own != new.own {
            let above = std::iter::once(index).chain(roadmap.ancestors(index));
            for heading in above {
                splices.extend(heading_counter(roadmap, heading, &pairs));
            }
        }
    }
    // A heading above two sections that changed was met twice.
    splices.sort_by_key(|splice| (splice.span.start, splice.span.end));
    splices.dedup();
    let remarks = std::mem::take(&mut edit.remarks);
    Ok(Edit { remarks, ..Edit::new(splices, edit.effect) })
}

/// A quick look that tells most edits which no counter can be about.
fn may_count(roadmap: &Roadmap, edit: &Edit) -> bool {
    let ends_counter = |text: &[u8]| {
        memchr::memchr_iter(b']', text).any(|end| end > 0 && matches!(text[end - 1], b'%' | b'0'..=b'9'))
    };
    let mut sections: Vec<u32> =
        edit.splices().iter().map(|splice| offset(roadmap.section_at(splice.span.start as usize))).collect();
    sections.dedup();
    sections.into_iter().any(|index| {
        ends_counter(roadmap.section(index).text.as_bytes())
            || roadmap.ancestors(index).any(|above| {
                roadmap.section(above).heading_text().is_some_and(|text| ends_counter(text.as_bytes()))
            })
    })
}

fn item_counters<'a>(
    lines: &'a Lines<'a>,
    old: &'a Section,
    new: &'a Section,
    limit: u32,
) -> impl Iterator<Item = Splice> + 'a {
    let limit = if old.items.len() == new.items.len() { old.items.len() } else { limit as usize };
    old.items.iter().zip(&new.items).take(limit).filter_map(|(item, after)| {
        let counts = (after.met_below, after.of_below);
        if counts == (item.met_below, item.of_below) {
            return None;
        }
        let text = item.text(old).split(['\n', '\r']).next().unwrap_or_default();
        let end = Fields::read(text).words_end();
        counter(lines, text.get(..end)?, item.text.start, counts)
    })
}

fn heading_counter(roadmap: &Roadmap, index: u32, pairs: &[(u32, (&Section, &Section))]) -> Option<Splice> {
    let section = roadmap.section(index);
    let mut total: Counts = section.total;
    for (_, (old, new)) in pairs.iter().filter(|(other, _)| (index..section.end).contains(other)) {
        total += new.own;
        total -= old.own;
    }
    let counts = (total.met(), total.of());
    if counts == (section.total.met(), section.total.of()) {
        return None;
    }
    counter(&Lines::of(roadmap, index), section.heading_text()?, section.heading.start, counts)
}

/// The splice for the counter that `text`, which begins at `at`, ends with.
fn counter(lines: &Lines<'_>, text: &str, at: u32, (met, of): (u32, u32)) -> Option<Splice> {
    let text = text.trim_end();
    let start = counter_start(text)?;
    let is_share = text.ends_with("%]");
    let percent = (u64::from(met) * 100).checked_div(u64::from(of)).unwrap_or(0);
    let new = if is_share { format!("[{percent}%]") } else { format!("[{met}/{of}]") };
    let span = Span::new(start, text.len()).shifted(at as usize);
    Some(lines.splice(span.range(), new))
}

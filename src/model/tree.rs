//! Sections in a row → the heading tree, its phases, and sums over it.

use super::counts::Counts;
use super::front_matter::FrontMatter;
use super::section::{Section, SectionKind};
use super::{Phase, Roadmap};
use crate::markdown::Definitions;
use crate::settings::{Defaults, DoneDate};
use crate::span::offset;

/// A roadmap out of freshly built sections, whose `line` still says how many lines each has.
pub(super) fn roadmap(
    mut sections: Vec<Section>,
    definitions: Definitions,
    front_matter: FrontMatter,
    defaults: Defaults,
) -> Roadmap {
    let mut line = 0;
    for section in &mut sections {
        line += std::mem::replace(&mut section.line, line);
    }
    let mut roadmap = Roadmap {
        sections,
        phases: Vec::new(),
        title: None,
        definitions,
        front_matter,
        defaults,
        dated_sections: [0, 0],
    };
    for index in 0..roadmap.sections.len() {
        let form = roadmap.sections[index].done_dates;
        count_dates(&mut roadmap.dated_sections, form, 1);
    }
    link(&mut roadmap);
    roadmap
}

/// Adds a section's form of dates to the counts, or takes it away.
pub(super) fn count_dates(counts: &mut [u32; 2], form: Option<DoneDate>, by: i32) {
    match form {
        Some(DoneDate::Tasks) => counts[0] = counts[0].saturating_add_signed(by),
        Some(DoneDate::Dataview) => counts[1] = counts[1].saturating_add_signed(by),
        Some(DoneDate::Off) | None => {}
    }
}

/// Links sections with those above and below, lets kinds be inherited, adds counts up, and finds title and phases.
pub(super) fn link(roadmap: &mut Roadmap) {
    let sections = &mut roadmap.sections;
    let mut above: Vec<usize> = vec![0];
    for index in 1..sections.len() {
        while above.len() > 1 && above.last().is_some_and(|&top| sections[top].level >= sections[index].level)
        {
            above.pop();
        }
        let parent = above.last().copied().unwrap_or(0);
        let inherited = if parent == 0 { SectionKind::Other } else { sections[parent].kind };
        let section = &mut sections[index];
        section.parent = Some(offset(parent));
        // A kind once known holds for all below; a matrix and a journal are what they are wherever they stand.
        section.kind = match section.own_kind {
            Some(kind @ (SectionKind::Matrix | SectionKind::Journal)) => kind,
            own => match inherited {
                SectionKind::Other | SectionKind::Matrix => own.unwrap_or(SectionKind::Other),
                known => known,
            },
        };
        above.push(index);
    }
    for section in sections.iter_mut() {
        section.total = section.own;
        section.end = 0;
    }
    for index in (0..sections.len()).rev() {
        let end = sections[index].end.max(offset(index + 1));
        sections[index].end = end;
        let total = sections[index].total;
        if let Some(parent) = sections[index].parent {
            let parent = &mut sections[parent as usize];
            parent.total += total;
            parent.end = parent.end.max(end);
        }
    }
    roadmap.title = title(&roadmap.sections);
    roadmap.phases = phases(&roadmap.sections, roadmap.title);
}

/// The only level-1 heading, if it comes first and has headings below it.
fn title(sections: &[Section]) -> Option<u32> {
    let first = sections.get(1).filter(|first| first.level == 1)?;
    let is_only = sections.iter().filter(|section| section.level == 1).count() == 1;
    (is_only && first.end > 2).then_some(1)
}

fn phases(sections: &[Section], title: Option<u32>) -> Vec<Phase> {
    let first = title.map_or(1, |title| title as usize + 1);
    let level = sections.iter().skip(first).map(|section| section.level).min();
    let mut phases: Vec<Phase> = (0..sections.len())
        .skip(first)
        .filter(|&index| Some(sections[index].level) == level)
        .map(|index| Phase {
            first: offset(index),
            end: sections[index].end,
            is_unnamed: false,
            counts: sections[index].total,
        })
        .collect();
    let named_from = phases.first().map_or(sections.len(), |phase| phase.first as usize);
    let before = &sections[..named_from];
    if phases.is_empty()
        || before.iter().any(|section| !section.items.is_empty() || !section.tables.is_empty())
    {
        let mut counts = Counts::default();
        before.iter().for_each(|section| counts += section.own);
        phases.insert(0, Phase { first: 0, end: offset(named_from), is_unnamed: true, counts });
    }
    phases
}

/// Replaces the counts of one section in all sums that hold them.
pub(super) fn recount(roadmap: &mut Roadmap, section: u32, own: Counts) {
    let old = std::mem::replace(&mut roadmap.sections[section as usize].own, own);
    let mut at = Some(section);
    while let Some(index) = at {
        let total = &mut roadmap.sections[index as usize].total;
        *total -= old;
        *total += own;
        at = roadmap.sections[index as usize].parent;
    }
    if let Some(phase) = roadmap.phase_of(section) {
        let counts = &mut roadmap.phases[phase].counts;
        *counts -= old;
        *counts += own;
    }
}

//! The roadmap itself: its phases, each to be folded, with their headings, words, items and tables.

use super::items::items;
use super::summary::{id_of_phase, progress_of};
use super::tables::tables;
use super::words::words;
use crate::export::Subject;
use crate::markdown::paragraphs;
use crate::model::{Phase, Roadmap, SectionKind};

/// More levels of headings there are none.
const MAX_LEVEL: usize = 6;

pub(super) fn outline(subject: &Subject<'_>) -> String {
    let phases = subject.roadmap.phases().iter().enumerate();
    phases.map(|(index, phase)| self::phase(subject, index, phase)).collect()
}

/// What stands before the first phase, above and below the title.
pub(super) fn introduction(roadmap: &Roadmap) -> String {
    (0..roadmap.sections().len().min(2) as u32)
        .filter(|&section| is_at_head(roadmap, section))
        .map(|section| prose(roadmap, section))
        .collect()
}

/// Whether the words of a section are at the head of the page.
fn is_at_head(roadmap: &Roadmap, section: u32) -> bool {
    roadmap.section(section).level == 0 || roadmap.title_section() == Some(section)
}

fn phase(subject: &Subject<'_>, index: usize, phase: &Phase) -> String {
    let roadmap = subject.roadmap;
    let mut content = String::new();
    let mut is_section_open = false;
    for section in phase.first..phase.end {
        let value = roadmap.section(section);
        if value.kind == SectionKind::Journal {
            continue;
        }
        let prose = if is_at_head(roadmap, section) { String::new() } else { prose(roadmap, section) };
        let below = prose + &items(roadmap, section) + &tables(subject, section);
        if section == phase.first || is_at_head(roadmap, section) {
            content.push_str(&below);
            continue;
        }
        let level = level(roadmap, phase, section);
        let heading = heading(roadmap, section, level);
        if level == 3 {
            let end = if is_section_open { "</details>\n" } else { "" };
            let progress = progress_of(value.total);
            content
                .push_str(&format!("{end}<details open>\n<summary>{heading}{progress}</summary>\n{below}"));
            is_section_open = true;
        } else {
            content.push_str(&(heading + "\n" + &below));
        }
    }
    if content.is_empty() && phase.is_unnamed || is_journal(roadmap, phase) {
        return String::new();
    }
    let end = if is_section_open { "</details>\n" } else { "" };
    let title = match roadmap.section(phase.first).heading_text().filter(|_| !phase.is_unnamed) {
        Some(title) => heading_words(roadmap, title),
        None => subject.heading(None),
    };
    let (id, progress) = (id_of_phase(index), progress_of(phase.counts));
    format!(
        "<details class=\"phase\" id=\"{id}\" open>\n<summary><h2 dir=\"auto\">{title}</h2>{progress}</summary>\n\
         {content}{end}</details>\n"
    )
}

fn is_journal(roadmap: &Roadmap, phase: &Phase) -> bool {
    (phase.first..phase.end).all(|section| roadmap.section(section).kind == SectionKind::Journal)
}

/// Of a heading on the page: one below that of the heading above it, whichever levels the file leaves out.
fn level(roadmap: &Roadmap, phase: &Phase, section: u32) -> usize {
    let above = roadmap.ancestors(section).take_while(|&above| above > phase.first);
    (3 + above.take(MAX_LEVEL).count()).min(MAX_LEVEL)
}

fn heading(roadmap: &Roadmap, section: u32, level: usize) -> String {
    let text = roadmap.section(section).heading_text().unwrap_or_default();
    format!("<h{level} dir=\"auto\">{}</h{level}>", heading_words(roadmap, text))
}

fn heading_words(roadmap: &Roadmap, text: &str) -> String {
    let words = words(roadmap, text);
    if words.trim().is_empty() { "Untitled".to_owned() } else { words }
}

/// The paragraphs of a section. Lines of a quote are told one by one, and are one paragraph here.
fn prose(roadmap: &Roadmap, section: u32) -> String {
    let section = roadmap.section(section);
    let mut shown: Vec<String> = Vec::new();
    let mut is_in_quote = false;
    for paragraph in paragraphs(section.prose.of(section.text.as_str())) {
        let words = paragraph.trim_start_matches(['>', ' ']);
        let is_quote = paragraph.trim_start().starts_with('>') && !words.trim().is_empty();
        match shown.last_mut().filter(|_| is_quote && is_in_quote) {
            Some(quote) => quote.push_str(words),
            None => shown.push(words.to_owned()),
        }
        is_in_quote = is_quote;
    }
    let shown = shown.iter().map(|paragraph| words(roadmap, paragraph));
    shown
        .filter(|words| !words.trim().is_empty())
        .map(|words| format!("<p class=\"prose\" dir=\"auto\">{words}</p>\n"))
        .collect()
}

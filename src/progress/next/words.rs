//! Why something is suggested, in words.

use jiff::civil::Date;

use super::{Reason, Rest, SOON, Suggestion};
use crate::markdown::inline;
use crate::model::{Place, Roadmap, SectionKind, State};

/// Whether a roadmap holds anything that could be done; entries of a journal are nothing of the kind.
pub fn has_begun(roadmap: &Roadmap) -> bool {
    roadmap.items().any(|(place, _)| roadmap.section(place.section).kind != SectionKind::Journal)
}

impl Suggestion {
    /// Why it is on the list, in words.
    pub fn in_words(&self, roadmap: &Roadmap, today: Date) -> String {
        match self.reason {
            Reason::Doing => format!("you are doing it{}", self.due_soon(today)),
            Reason::PartOfDoing { parent, met, of } => {
                let (parent, due) = (words(roadmap, parent), self.due_soon(today));
                format!("part of {parent}, which you are doing, {met} of {of} done{due}")
            }
            Reason::Overdue | Reason::DueSoon => {
                self.due.map_or_else(String::new, |due| due_in_words(due, today))
            }
            Reason::PartOf { parent, met, of } => {
                format!("part of {}, {met} of {of} done", words(roadmap, parent))
            }
            Reason::InOrder => format!("next in {}", phase_title(roadmap, self.place)),
            Reason::Circle { with, .. } if with == self.place => "it waits for itself".to_owned(),
            Reason::Circle { with, then: None, .. } => {
                format!("it and \u{201c}{}\u{201d} wait for each other", words(roadmap, with))
            }
            Reason::Circle { with, then: Some(then), is_longer } => {
                let more = if is_longer { ", \u{2026}" } else { "" };
                let (with, then) = (words(roadmap, with), words(roadmap, then));
                format!("waits in a circle: {with}, {then}{more}")
            }
            Reason::Resource { rest } => match rest {
                Rest::Nothing => "a resource; all else is done",
                Rest::Untracked => "a resource; nothing else with a box is left",
                Rest::Later => "a resource; all else waits or is deferred",
            }
            .to_owned(),
            Reason::Untracked { rest: Rest::Later } => {
                "it has no box yet; all that has waits or is deferred".to_owned()
            }
            Reason::Untracked { .. } => "it has no box yet; all that has is done".to_owned(),
            Reason::Deferred => "deferred".to_owned(),
            Reason::WaitsFor { item } => {
                let is_doing = roadmap.item(self.place).state == State::Doing;
                let begun = if is_doing { "you are doing it, but it " } else { "" };
                format!("{begun}waits for \u{201c}{}\u{201d}", words(roadmap, item))
            }
            Reason::Begins { on } => format!("begins on {on}"),
        }
    }

    /// That it is due soon, if it is, behind other words.
    fn due_soon(&self, today: Date) -> String {
        let due = self.due.filter(|due| days_until(*due, today) <= SOON);
        due.map_or_else(String::new, |due| format!(", {}", due_in_words(due, today)))
    }
}

fn due_in_words(due: Date, today: Date) -> String {
    match days_until(due, today) {
        ..0 => format!("overdue since {due}"),
        0 => "due today".to_owned(),
        1 => "due tomorrow".to_owned(),
        days => format!("due {due}, in {days} days"),
    }
}

fn days_until(day: Date, today: Date) -> i32 {
    today.until(day).map_or(i32::MAX, |span| span.get_days())
}

/// An item's words as they are shown.
pub(super) fn words(roadmap: &Roadmap, place: Place) -> String {
    let words = inline::plain(&roadmap.words(place), roadmap.definitions());
    words.trim_end_matches(':').to_owned()
}

fn phase_title(roadmap: &Roadmap, place: Place) -> String {
    let phase = roadmap.phase_of(place.section).map(|index| &roadmap.phases()[index]);
    let named = phase.filter(|phase| !phase.is_unnamed);
    let heading = named.and_then(|phase| roadmap.section(phase.first).heading_text());
    heading.map_or_else(|| "this roadmap".to_owned(), |heading| inline::plain(heading, roadmap.definitions()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn a_roadmap_without_items_has_not_begun() {
        let has_begun = |text: &str| has_begun(&Roadmap::read(text.as_bytes().to_vec(), Defaults::default()));
        assert!(!has_begun("# Way\n\n## Journal\n\n- 2026-11-22 Lesson: x\n"));
        assert!(has_begun("# Way\n\n- [x] a\n"));
    }
}

//! What to do next, and why.
//!
//! The order is that of the phases and sections; what is being done goes before it, what is due soon before the rest,
//! and what waits for another item or for its day comes when there is nothing else. Today is passed in.
//! The words for it stand in [`words`].

mod words;

pub use words::has_begun;

use jiff::civil::Date;

use crate::model::dependencies::Dependencies;
use crate::model::fields::{FieldKind, Fields};
use crate::model::{Item, Place, Roadmap, SectionKind, State};

/// From so many days before its due date on, an item goes before those without one.
pub const SOON: i32 = 7;

/// Something to do next, and why it is on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    pub place: Place,
    pub reason: Reason,
    /// Its own due date, or that of the nearest item above it.
    pub due: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    Doing,
    /// One of the parts of an item that is being done.
    PartOfDoing {
        parent: Place,
        met: u32,
        of: u32,
    },
    /// Its due date has passed.
    Overdue,
    /// Its due date is no more than [`SOON`] days away.
    DueSoon,
    /// One of the parts of an item that is not done.
    PartOf {
        parent: Place,
        met: u32,
        of: u32,
    },
    /// It stands next in the order of the phases.
    InOrder,
    /// It waits for itself through others, so none of them waits.
    Circle {
        with: Place,
        /// What that one waits for, where it is not the item.
        then: Option<Place>,
        /// There are more of them.
        is_longer: bool,
    },
    /// A resource, when nothing but resources can be done.
    Resource {
        rest: Rest,
    },
    /// Without a box, when nothing that has one can be done.
    Untracked {
        rest: Rest,
    },
    Deferred,
    /// Another item has to be done before it: listed where it is begun already, or nothing else is left.
    WaitsFor {
        item: Place,
    },
    /// It begins on a later day: listed where nothing else is left.
    Begins {
        on: Date,
    },
}

/// What is left beside what is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rest {
    Nothing,
    /// Only what has no box.
    Untracked,
    /// Something that waits or is deferred.
    Later,
}

/// What to do next: what is being done with the parts of what is being done, then what is due, then what is to be done in the order of the file, what is
/// deferred last.
///
/// Only leaves are suggested, as a parent is done through its parts, and nothing below a skipped item; due dates, days
/// to begin and dependencies of a parent hold for its parts. Resources are suggested when nothing else is left, untracked
/// items after that, and what waits when there is nothing of these; journals never.
pub fn next(roadmap: &Roadmap, today: Date) -> Vec<Suggestion> {
    let dependencies = Dependencies::of(roadmap);
    let mut ranked: Vec<(Rank, Suggestion)> = Vec::new();
    for (section, content) in (0..).zip(roadmap.sections()) {
        if content.kind == SectionKind::Journal {
            continue;
        }
        let mut terms: Vec<Terms> = vec![Terms::default(); content.items.len()];
        let mut index = 0;
        while let Some(item) = content.items.get(index) {
            let place = Place { section, item: index as u32 };
            let above = item.parent.map(|parent| terms[parent as usize]).unwrap_or_default();
            terms[index] = Terms::of(item.text(content), above, today);
            if item.state == State::Doing {
                // It has begun, and so may its parts.
                terms[index] = Terms { doing: Some(place), begins: None, ..terms[index] };
            }
            if terms[index].waits_for.is_none() {
                terms[index].waits_for = dependencies.waits_for(roadmap, place);
            }
            let asked = terms[index];
            index = if item.state == State::Skipped { item.end as usize } else { index + 1 };
            let found = rank(item, content.kind, asked, today).filter(|_| !has_parts(place, item));
            if let Some(rank) = found {
                let reason = reason(roadmap, &dependencies, place, (rank, asked), today);
                ranked.push((rank, Suggestion { place, reason, due: asked.due }));
            }
        }
    }
    tell_rest(&mut ranked);
    let best = ranked.iter().map(|(rank, _)| rank.group()).min();
    ranked.retain(|(rank, _)| rank.is_always_told() || Some(rank.group()) == best);
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, suggestion)| suggestion).collect()
}

/// Says of what is suggested for want of anything better what is left beside it.
fn tell_rest(ranked: &mut [(Rank, Suggestion)]) {
    let is_left = |group| ranked.iter().any(|(rank, _)| rank.group() == group);
    let later = is_left(Rank::Deferred.group());
    let beside_resources = if later {
        Rest::Later
    } else if is_left(Rank::Untracked.group()) {
        Rest::Untracked
    } else {
        Rest::Nothing
    };
    for (_, suggestion) in ranked {
        match &mut suggestion.reason {
            Reason::Resource { rest } => *rest = beside_resources,
            Reason::Untracked { rest } if later => *rest = Rest::Later,
            _ => {}
        }
    }
}

/// A bullet over other bullets is a part of the text's order, as a parent of boxes is.
fn has_parts(place: Place, item: &Item) -> bool {
    if item.state == State::Untracked { item.end > place.item + 1 } else { item.has_tracked_below }
}

/// When something can or has to be done, by its own fields and by those of the items above it.
#[derive(Debug, Clone, Copy, Default)]
struct Terms {
    due: Option<Date>,
    /// The later day on which it begins.
    begins: Option<Date>,
    waits_for: Option<Place>,
    /// The nearest item above it, or itself, that is being done.
    doing: Option<Place>,
}

impl Terms {
    fn of(text: &str, above: Self, today: Date) -> Self {
        let may_have_dates = text.contains("::") || !text.is_ascii();
        if !may_have_dates {
            return above;
        }
        let fields = Fields::read(text);
        let date = |kind| fields.value(kind).and_then(|value| value.parse::<Date>().ok());
        let begins = [FieldKind::Start, FieldKind::Scheduled].iter().filter_map(date);
        let begins = begins.filter(|day| *day > today).chain(above.begins).max();
        Self { due: date(&FieldKind::Due).or(above.due), begins, ..above }
    }

    fn waits(self) -> bool {
        self.waits_for.is_some() || self.begins.is_some()
    }
}

/// How early something is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Doing,
    PartOfDoing,
    /// The earliest date first.
    Due(Date),
    Todo,
    Resource,
    Untracked,
    Deferred,
    /// It is begun, and yet waits.
    DoingTooEarly,
    Waiting,
}

impl Rank {
    /// Of these only the first that there is any of is suggested.
    fn group(self) -> u8 {
        match self {
            Self::Doing | Self::PartOfDoing | Self::Due(_) | Self::Todo => 0,
            Self::Resource => 1,
            Self::Untracked => 2,
            Self::Deferred | Self::DoingTooEarly | Self::Waiting => 3,
        }
    }

    fn is_always_told(self) -> bool {
        matches!(self, Self::Deferred | Self::DoingTooEarly)
    }
}

fn rank(item: &Item, kind: SectionKind, terms: Terms, today: Date) -> Option<Rank> {
    let soon = today.saturating_add(jiff::Span::new().days(SOON));
    let by_state = match item.state {
        State::Doing if terms.waits_for.is_some() => return Some(Rank::DoingTooEarly),
        State::Doing => return Some(Rank::Doing),
        State::Todo if terms.doing.is_some() => Rank::PartOfDoing,
        State::Todo => match terms.due.filter(|due| *due <= soon) {
            Some(due) => Rank::Due(due),
            None if kind == SectionKind::Resources => Rank::Resource,
            None => Rank::Todo,
        },
        State::Deferred => Rank::Deferred,
        State::Untracked if kind != SectionKind::Resources => Rank::Untracked,
        State::Untracked | State::Done | State::Skipped | State::Other => return None,
    };
    Some(if terms.waits() { Rank::Waiting } else { by_state })
}

fn reason(
    roadmap: &Roadmap,
    dependencies: &Dependencies,
    place: Place,
    (rank, terms): (Rank, Terms),
    today: Date,
) -> Reason {
    match rank {
        Rank::Doing => Reason::Doing,
        Rank::PartOfDoing => {
            let parent = terms.doing.unwrap_or(place);
            let value = roadmap.item(parent);
            Reason::PartOfDoing { parent, met: value.met_below, of: value.of_below }
        }
        Rank::Due(due) if due < today => Reason::Overdue,
        Rank::Due(_) => Reason::DueSoon,
        Rank::Resource => Reason::Resource { rest: Rest::Nothing },
        Rank::Untracked => Reason::Untracked { rest: Rest::Nothing },
        Rank::Deferred => Reason::Deferred,
        Rank::Todo | Rank::DoingTooEarly | Rank::Waiting => {
            if let Some(item) = terms.waits_for {
                return Reason::WaitsFor { item };
            }
            if let Some(on) = terms.begins {
                return Reason::Begins { on };
            }
            if let Some(with) = dependencies.circle_of(roadmap, place) {
                return circle(roadmap, dependencies, place, with);
            }
            let Some(item) = roadmap.item(place).parent else { return Reason::InOrder };
            let parent = Place { item, ..place };
            let value = roadmap.item(parent);
            Reason::PartOf { parent, met: value.met_below, of: value.of_below }
        }
    }
}

/// Follows what an item waits for until it comes back to the item.
fn circle(roadmap: &Roadmap, dependencies: &Dependencies, place: Place, with: Place) -> Reason {
    let behind = |at: Place| {
        let leads_back = dependencies.named_by(at).iter().any(|dependency| dependency.on == place);
        let next = dependencies.circle_of(roadmap, at).filter(|next| *next != at);
        next.filter(|_| at != place && !leads_back)
    };
    let then = behind(with);
    Reason::Circle { with, then, is_longer: then.and_then(behind).is_some() }
}

impl Reason {
    /// One word for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Doing | Self::PartOfDoing { .. } => "doing",
            Self::Overdue => "overdue",
            Self::DueSoon => "due-soon",
            Self::PartOf { .. } => "part-of",
            Self::InOrder => "in-order",
            Self::Circle { .. } => "circle",
            Self::Resource { .. } => "resource",
            Self::Untracked { .. } => "untracked",
            Self::Deferred => "deferred",
            Self::WaitsFor { .. } => "waits-for",
            Self::Begins { .. } => "begins",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::words::words;
    use super::*;
    use crate::settings::Defaults;

    const TODAY: Date = date(2026, 11, 22);

    fn read(text: &str) -> Roadmap {
        Roadmap::read(text.as_bytes().to_vec(), Defaults::default())
    }

    fn suggested(text: &str) -> Vec<(String, Reason)> {
        let roadmap = read(text);
        next(&roadmap, TODAY).into_iter().map(|found| (words(&roadmap, found.place), found.reason)).collect()
    }

    /// The words of what is suggested.
    fn listed(text: &str) -> Vec<String> {
        suggested(text).into_iter().map(|(words, _)| words).collect()
    }

    /// Each with why.
    fn told(text: &str) -> Vec<String> {
        let roadmap = read(text);
        let told = |found: Suggestion| {
            format!("{}: {}", words(&roadmap, found.place), found.in_words(&roadmap, TODAY))
        };
        next(&roadmap, TODAY).into_iter().map(told).collect()
    }

    #[test]
    fn what_is_being_done_comes_first_and_what_is_deferred_last() {
        assert_eq!(
            listed(
                "## 1\n- [>] later\n- [ ] a\n- [x] done\n- [-] skipped\n## 2\n- [/] doing\n- [ ] b\n- [!] odd\n"
            ),
            ["doing", "a", "b", "later"]
        );
    }

    #[test]
    fn only_leaves_are_suggested_and_nothing_below_a_skipped_item() {
        assert_eq!(listed("- [ ] p\n  - [x] a\n  - [ ] b\n- [-] q\n  - [ ] c\n- [ ] d\n  - e\n"), ["b", "d"]);
        let (_, reason) = &suggested("- [ ] p\n  - [x] a\n  - [ ] b\n")[0];
        assert_eq!(*reason, Reason::PartOf { parent: Place { section: 0, item: 0 }, met: 1, of: 2 });
    }

    #[test]
    fn resources_and_untracked_items_wait_until_nothing_else_is_left() {
        let text = "## Skills\n- [ ] a\n- u\n## Resources\n- [ ] r\n- v\n";
        assert_eq!(listed(text), ["a"]);
        assert_eq!(listed(&text.replace("[ ] a", "[x] a")), ["r"]);
        assert_eq!(listed(&text.replace("[ ]", "[x]")), ["u"]);
    }

    #[test]
    fn a_journal_is_nothing_to_do() {
        assert_eq!(listed("## Journal\n- 2026-11-22 Lesson: x\n- [ ] y\n"), Vec::<String>::new());
    }

    #[test]
    fn what_is_due_comes_before_the_rest_by_its_date() {
        assert_eq!(
            told(
                "# A\n- [ ] a\n- [ ] far 📅 2026-12-24\n- [ ] soon 📅 2026-11-25\n- [ ] late [due:: 2026-11-01]\n\
                 - [ ] now 📅 2026-11-22\n- [ ] next 📅 2026-11-23\n- [/] doing\n"
            ),
            [
                "doing: you are doing it",
                "late: overdue since 2026-11-01",
                "now: due today",
                "next: due tomorrow",
                "soon: due 2026-11-25, in 3 days",
                "a: next in A",
                "far: next in A",
            ]
        );
        assert_eq!(told("- [/] a 📅 2026-11-01\n"), ["a: you are doing it, overdue since 2026-11-01"]);
        assert_eq!(
            told("- [ ] a\n- [ ] p 📅 2026-11-20\n  - [ ] c\n  - [ ] d 📅 2026-12-24\n")[0],
            "c: overdue since 2026-11-20",
            "a part is due with its parent, unless it says otherwise"
        );
        let resource = "## Skills\n- [ ] a\n## Resources\n- [ ] r 📅 2026-11-20\n";
        assert_eq!(listed(resource), ["r", "a"], "a date says that it is not for later");
    }

    #[test]
    fn what_waits_is_not_suggested_before_what_it_waits_for() {
        let text = "- [ ] b ⛔ a 📅 2026-11-01\n- [ ] c\n- [ ] a 🆔 a\n";
        assert_eq!(listed(text), ["c", "a"]);
        assert_eq!(listed(&text.replace("[ ] a", "[x] a")), ["b", "c"]);
        assert_eq!(listed("- [ ] p ⛔ a\n  - [ ] b\n- [ ] a 🆔 a\n"), ["a"], "a part waits with its parent");
        assert_eq!(
            told("- [/] b ⛔ a\n- [ ] a 🆔 a\n"),
            ["a: next in this roadmap", "b: you are doing it, but it waits for \u{201c}a\u{201d}"]
        );
        assert_eq!(told("- [ ] b ⛔ a\n- [>] a 🆔 a\n"), ["a: deferred", "b: waits for \u{201c}a\u{201d}"]);
        assert_eq!(listed("## Skills\n- [ ] b ⛔ r\n## Resources\n- [ ] r 🆔 r\n"), ["r"]);
    }

    #[test]
    fn no_item_is_hidden_by_a_circle_or_by_an_id_that_nothing_has() {
        assert_eq!(
            told("- [ ] a 🆔 a ⛔ b\n- [ ] b 🆔 b ⛔ a\n- [ ] c ⛔ a\n- [ ] d ⛔ nothing\n"),
            [
                "a: it and \u{201c}b\u{201d} wait for each other",
                "b: it and \u{201c}a\u{201d} wait for each other",
                "d: next in this roadmap",
            ]
        );
    }

    #[test]
    fn the_parts_of_what_is_being_done_come_first() {
        let text = "# A\n- [ ] a\n- [/] course\n  - [x] b\n  - [ ] c 📅 2026-11-23\n  - [>] d\n- [/] e\n";
        assert_eq!(
            told(text),
            [
                "e: you are doing it",
                "c: part of course, which you are doing, 1 of 3 done, due tomorrow",
                "a: next in A",
                "d: deferred",
            ]
        );
        let nested = "- [ ] a\n- [/] p\n  - [ ] q\n    - [ ] r\n    - [x] s\n";
        assert_eq!(told(nested)[0], "r: part of p, which you are doing, 1 of 2 done");
        let reason = suggested(nested)[0].1;
        assert_eq!(reason.name(), "doing");
        assert_eq!(listed("- [ ] a\n- [/] p 🛫 2026-12-01\n  - [ ] b\n"), ["b", "a"], "it has begun already");
        assert_eq!(listed("- [ ] a 🆔 a\n- [/] p ⛔ a\n  - [ ] b\n"), ["a"], "a part waits with its parent");
        assert_eq!(listed("## Resources\n- [/] r\n  - [ ] c\n## Skills\n- [ ] a\n"), ["c", "a"]);
    }

    #[test]
    fn a_circle_names_those_in_it() {
        assert_eq!(told("- [ ] a 🆔 a ⛔ a\n"), ["a: it waits for itself"]);
        assert_eq!(
            told("- [ ] a 🆔 a ⛔ b\n- [ ] b 🆔 b ⛔ c\n- [ ] c 🆔 c ⛔ a\n"),
            ["a: waits in a circle: b, c", "b: waits in a circle: c, a", "c: waits in a circle: a, b"]
        );
        let four = "- [ ] a 🆔 a ⛔ b\n- [ ] b 🆔 b ⛔ c\n- [ ] c 🆔 c ⛔ d\n- [ ] d 🆔 d ⛔ a\n";
        assert_eq!(told(four)[0], "a: waits in a circle: b, c, …");
    }

    #[test]
    fn what_else_is_left_is_told_as_it_is() {
        let text = |rest: &str| format!("## Resources\n- [ ] r\n## Skills\n- [x] a\n{rest}");
        assert_eq!(told(&text("")), ["r: a resource; all else is done"]);
        assert_eq!(told(&text("- u\n")), ["r: a resource; nothing else with a box is left"]);
        assert_eq!(
            told(&text("- [ ] w 🛫 2026-12-01\n- u\n")),
            ["r: a resource; all else waits or is deferred"]
        );
        assert_eq!(told("- [x] a\n- u\n"), ["u: it has no box yet; all that has is done"]);
        assert_eq!(
            told("- [>] a\n- u\n"),
            ["u: it has no box yet; all that has waits or is deferred", "a: deferred"]
        );
    }

    #[test]
    fn what_begins_later_waits_for_its_day() {
        for field in ["🛫 2026-11-23", "⏳ 2026-11-23", "[start:: 2026-11-23]", "[scheduled:: 2026-11-23]"]
        {
            assert_eq!(listed(&format!("- [ ] a {field}\n- [ ] b\n")), ["b"], "{field}");
            assert_eq!(told(&format!("- [ ] a {field}\n")), ["a: begins on 2026-11-23"]);
            assert_eq!(listed(&format!("- [/] a {field}\n- [ ] b\n")), ["a", "b"], "it is begun already");
        }
        assert_eq!(listed("- [ ] a 🛫 2026-11-22\n- [ ] b\n"), ["a", "b"]);
        assert_eq!(listed("- [ ] p 🛫 2026-12-01\n  - [ ] a\n- [ ] b\n"), ["b"]);
    }
}

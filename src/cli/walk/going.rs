//! Going through a roadmap: what is here, into it and out of it, what is next, and finding.

use std::io::{BufRead, Write};

use super::Walk;
use super::numbers::{Marked, Numbered, Thing};
use super::quoting::arguments;
use crate::cli::carry_out::circumstances;
use crate::cli::items::plain_words;
use crate::cli::output::{Failure, usage};
use crate::error::Error;
use crate::model::{Place, Roadmap};
use crate::progress;
use crate::query::{Matcher, Query, Vocabulary, Wrong};

/// So many things to do next are told.
const NEXT: usize = 5;
/// More that are found are not numbered.
const FOUND: usize = 200;

impl<A: BufRead, S: Write> Walk<'_, A, S> {
    /// Tells where the user is and what is there.
    pub(super) fn list(&mut self) {
        let head = self.head();
        self.dialogue.say(&head);
        let roadmap = self.roadmap();
        let all = within(roadmap, self.here());
        let n_all = all.len();
        let matcher = self.filter.matcher(roadmap, circumstances().today);
        let is_listed = |thing: &Thing| self.filter.is_empty() || holds(roadmap, *thing, &matcher);
        let things: Vec<Thing> = all.into_iter().filter(is_listed).collect();
        if things.is_empty() {
            self.listed.clear();
            let told = if n_all == 0 { "Nothing is in it." } else { "The filter shows nothing here." };
            self.dialogue.say(told);
            return;
        }
        self.number(things);
    }

    /// Goes into what is named and tells it.
    pub(super) fn go(&mut self, named: &str) -> Result<(), Failure> {
        let thing = self.thing(named)?;
        match thing {
            Thing::Section(_) => {}
            Thing::Item(_) if !within(self.roadmap(), Some(thing)).is_empty() => {}
            Thing::Item(_) | Thing::Skill(_) | Thing::Entry(_) => return self.show(named),
        }
        self.here = Some(Marked::new(self.roadmap(), thing));
        self.list();
        Ok(())
    }

    pub(super) fn back(&mut self) {
        if self.here.is_none() {
            return self.dialogue.say("These are the phases; nothing is above them.");
        }
        let roadmap = self.roadmap();
        let above = above(roadmap, self.here()).map(|thing| Marked::new(roadmap, thing));
        self.here = above;
        self.list();
    }

    pub(super) fn top(&mut self) {
        self.here = None;
        self.list();
    }

    pub(super) fn next(&mut self) {
        let today = circumstances().today;
        let roadmap = self.roadmap();
        let mut suggestions = progress::next(roadmap, today);
        suggestions.truncate(NEXT);
        let reasons: Vec<String> =
            suggestions.iter().map(|suggestion| suggestion.in_words(roadmap, today)).collect();
        let things = suggestions.iter().map(|suggestion| Thing::Item(suggestion.place));
        let listed: Vec<Numbered> = things.map(|thing| Numbered::new(roadmap, thing)).collect();
        if listed.is_empty() {
            return self.dialogue.say("Nothing is left to do.");
        }
        let mut text = String::new();
        for ((number, numbered), reason) in (1..).zip(&listed).zip(reasons) {
            let told = numbered.thing().map_or_else(String::new, |thing| self.told(thing));
            text.push_str(&format!("{number}. {told}: {}\n", self.look.glyphs.words(&reason)));
        }
        (self.n_told, self.listed) = (listed.len(), listed);
        self.dialogue.say(&text);
    }

    pub(super) fn find(&mut self, words: &str) -> Result<(), Failure> {
        let wanted: Vec<String> = arguments(words).iter().map(|wanted| wanted.text.to_lowercase()).collect();
        if wanted.is_empty() {
            return Err(usage("find", "there are no words", "as in `find event loop`").into());
        }
        let roadmap = self.roadmap();
        let has_them = |place: &Place| {
            let note = roadmap.item(*place).note(roadmap.section(place.section)).unwrap_or_default();
            let text = format!("{} {note}", plain_words(roadmap, *place)).to_lowercase();
            wanted.iter().all(|word| text.contains(word))
        };
        let found: Vec<Thing> =
            roadmap.items().map(|(place, _)| place).filter(has_them).map(Thing::Item).collect();
        self.tell_found(found);
        Ok(())
    }

    /// Chooses which items are listed, by states or by a filter as it is typed in the panes, and lists those here and
    /// below.
    pub(super) fn set_filter(&mut self, named: &str) -> Result<(), Failure> {
        match named.trim() {
            "" if self.filter.is_empty() => {
                let hint = "as in `filter open doing` or `filter tag:#node level:<3`; `filter off` ends it";
                return Err(usage("filter", "nothing is asked for", hint).into());
            }
            "" => {}
            "off" | "all" | "none" => {
                self.filter = Query::default();
                self.list();
                return Ok(());
            }
            named => self.filter = query(self.roadmap(), named)?,
        }
        let roadmap = self.roadmap();
        let matcher = self.filter.matcher(roadmap, circumstances().today);
        let items = roadmap.items().map(|(place, _)| place);
        let below = items.filter(|place| is_below(roadmap, *place, self.here()));
        let found = below.filter(|place| matcher.holds(*place)).map(Thing::Item);
        let found = found.collect();
        self.tell_found(found);
        Ok(())
    }

    fn tell_found(&mut self, mut found: Vec<Thing>) {
        let n_found = found.len();
        match n_found {
            0 => self.dialogue.say("No item is found."),
            1 => self.dialogue.say("1 item is found."),
            _ => self.dialogue.say(&format!("{n_found} items are found.")),
        }
        if n_found > FOUND {
            found.truncate(FOUND);
            self.dialogue.say(&format!("The first {FOUND} of them have numbers."));
        }
        if n_found > 0 {
            self.number(found);
        }
    }
}

/// What is asked for: bare words are states, all else is a filter.
fn query(roadmap: &Roadmap, named: &str) -> Result<Query, Failure> {
    let is_filter = named.contains([':', '"', '#']);
    let states = || named.split([' ', ',']).filter(|name| !name.is_empty()).collect::<Vec<_>>().join(",");
    let text = if is_filter { named.to_owned() } else { format!("state:{}", states().to_lowercase()) };
    let query: Result<Query, Wrong> = text.parse();
    let query = query.and_then(|query| Vocabulary::of(roadmap).check(&query).map(|()| query));
    Ok(query.map_err(|wrong| Error::new("filter", wrong.reason).hint(wrong.hint))?)
}

/// What a thing holds, one level below it; of the whole roadmap the phases.
fn within(roadmap: &Roadmap, here: Option<Thing>) -> Vec<Thing> {
    match here {
        None => roadmap.phases().iter().map(|phase| Thing::Section(phase.first)).collect(),
        Some(Thing::Section(index)) => {
            let first = &roadmap.phases()[0];
            // What stands before the first phase is one, whatever heading it has.
            if first.is_unnamed && index == first.first {
                return (first.first..first.end).flat_map(|section| outer_items(roadmap, section)).collect();
            }
            let section = roadmap.section(index);
            let below =
                (index + 1..section.end).filter(|&below| roadmap.section(below).parent == Some(index));
            outer_items(roadmap, index).into_iter().chain(below.map(Thing::Section)).collect()
        }
        Some(Thing::Item(place)) => {
            let children = roadmap.section(place.section).children(place.item);
            children.map(|item| Thing::Item(Place { item, ..place })).collect()
        }
        Some(Thing::Skill(_) | Thing::Entry(_)) => Vec::new(),
    }
}

/// The items of a section that lie in no other.
fn outer_items(roadmap: &Roadmap, section: u32) -> Vec<Thing> {
    let items = &roadmap.section(section).items;
    let within = |item: u32| ((item as usize) < items.len()).then_some(item);
    let outer = std::iter::successors(within(0), |&item| within(items[item as usize].end));
    outer.map(|item| Thing::Item(Place { section, item })).collect()
}

/// What a thing is in; none for what the phases are in.
fn above(roadmap: &Roadmap, here: Option<Thing>) -> Option<Thing> {
    match here? {
        Thing::Item(place) => Some(
            roadmap
                .item(place)
                .parent
                .map_or_else(|| Thing::Section(place.section), |item| Thing::Item(Place { item, ..place })),
        ),
        Thing::Section(section) => {
            let is_phase = roadmap.phases().iter().any(|phase| phase.first == section);
            let parent = roadmap.section(section).parent.filter(|&parent| !is_phase && parent > 0);
            parent.filter(|&parent| roadmap.phase_of(parent).is_some()).map(Thing::Section)
        }
        Thing::Skill(_) | Thing::Entry(_) => None,
    }
}

/// Whether a filter shows it, or something in it.
fn holds(roadmap: &Roadmap, thing: Thing, matcher: &Matcher<'_>) -> bool {
    let mut items = roadmap.items().map(|(place, _)| place);
    match thing {
        Thing::Skill(_) | Thing::Entry(_) => true,
        Thing::Item(own) if matcher.holds(own) => true,
        Thing::Item(_) | Thing::Section(_) => {
            items.any(|place| is_below(roadmap, place, Some(thing)) && matcher.holds(place))
        }
    }
}

/// Whether an item lies in a thing.
fn is_below(roadmap: &Roadmap, place: Place, thing: Option<Thing>) -> bool {
    match thing {
        None => true,
        Some(Thing::Section(section)) => {
            let phase = roadmap.phases().iter().find(|phase| phase.first == section && phase.is_unnamed);
            let end = phase.map_or(roadmap.section(section).end, |phase| phase.end);
            (section..end).contains(&place.section)
        }
        Some(Thing::Item(outer)) => {
            let end = roadmap.item(outer).end;
            place.section == outer.section && (outer.item + 1..end).contains(&place.item)
        }
        Some(Thing::Skill(_) | Thing::Entry(_)) => false,
    }
}

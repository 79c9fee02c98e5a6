//! The commands that change the roadmap, as actions.

use std::io::{BufRead, Write};

use super::Walk;
use super::asking::target;
use super::numbers::Thing;
use super::quoting::{self, arguments, joined, unquoted};
use super::telling::{aim, called};
use crate::cli::arguments::levels::Asking;
use crate::cli::arguments::{Assess, Form, Source, Writing};
use crate::cli::items::spoken_state;
use crate::cli::output::{Failure, counted, usage};
use crate::cli::rate::{lacking_column, level_of, question, rating};
use crate::cli::select::Choices;
use crate::cli::{assess, journal, matrix};
use crate::document::{Action, Change, Target};
use crate::edit::{Rewording, Verb, entry_to_edit, words_to_edit};
use crate::error::Error;
use crate::model::matrix::ColumnKind;
use crate::model::{SectionKind, State};

/// What ends a note of several lines.
const END: &str = ".";

impl<A: BufRead, S: Write> Walk<'_, A, S> {
    /// Sets the state of items, as one step.
    pub(super) fn set(&mut self, named: &str, state: State) -> Result<(), Failure> {
        let verb = Verb::SetState(state);
        let mut actions: Vec<Action> = Vec::new();
        for thing in self.things(named)? {
            let Thing::Item(_) = thing else { return Err(no_item(&verb)) };
            // Naming an item twice is naming it.
            if !actions.iter().any(|action| action.target == target(thing)) {
                actions.push(Action { target: target(thing), verb: verb.clone() });
            }
        }
        let roadmap = self.roadmap();
        let has_it = |action: &Action| match action.target {
            Target::Item(place) => roadmap.item(place).state == state,
            Target::Section(_) | Target::Cell(_) | Target::Roadmap => false,
        };
        if actions.iter().all(has_it) {
            let it = if actions.len() == 1 { "It is" } else { "They are" };
            self.dialogue.say(&format!("{it} {} already.", spoken_state(state)));
            return Ok(());
        }
        self.act(actions)
    }

    /// Sets the note; lines are asked for where there is no text.
    pub(super) fn note(&mut self, rest: &str) -> Result<(), Failure> {
        let (thing, text) = self.item_and_rest(rest)?;
        let Thing::Item(place) = thing else { return Err(no_item(&Verb::RemoveNote)) };
        let text = if text.is_empty() {
            if let Some(note) = self.roadmap().item(place).note(self.roadmap().section(place.section)) {
                self.dialogue.say(&note);
            }
            self.dialogue.say("Its lines; a full stop alone ends them, and at once removes the note.");
            self.lines()?
        } else {
            text.to_owned()
        };
        let verb = if text.trim().is_empty() { Verb::RemoveNote } else { Verb::SetNote(text) };
        self.act(vec![Action { target: Target::Item(place), verb }])
    }

    /// Lines up to the one that ends them; what was asked for is left where the answers end before.
    fn lines(&mut self) -> Result<String, Failure> {
        let mut lines: Vec<String> = Vec::new();
        loop {
            match self.dialogue.ask("") {
                Some(line) if line == END => return Ok(lines.join("\n")),
                Some(line) => lines.push(line),
                None => return Err(Error::new("note", "the lines ended before a full stop alone").into()),
            }
        }
    }

    pub(super) fn track(&mut self, named: &str) -> Result<(), Failure> {
        let thing = self.thing(named)?;
        let verb = match thing {
            // Who names the resources themselves has asked for them.
            Thing::Section(section) => Verb::TrackSection {
                with_resources: self.roadmap().section(section).kind == SectionKind::Resources,
            },
            Thing::Item(_) | Thing::Skill(_) | Thing::Entry(_) => Verb::Track,
        };
        self.act(vec![Action { target: target(thing), verb }])
    }

    pub(super) fn level(&mut self, rest: &str) -> Result<(), Failure> {
        let (thing, level) = self.item_and_rest(rest)?;
        let level = level_of(some(level, "level", "as in `level 2 3`")?)?;
        self.set_level(rating(target(thing), ColumnKind::Level, level))
    }

    pub(super) fn rate(&mut self, rest: &str, is_target: bool) -> Result<(), Failure> {
        let words = arguments(rest);
        let (level, skill) =
            words.split_last().map_or(("", [].as_slice()), |(level, skill)| (level.text, skill));
        let hint = if is_target { "as in `target node.js 3`" } else { "as in `rate node.js 3`" };
        some(level, "skill", hint)?;
        if skill.is_empty() {
            return Err(usage("do that", format!("there is no level behind `{level}`"), hint).into());
        }
        let skill = self.skill(&joined(skill))?;
        let level = level_of(level)?;
        let kind = if is_target { ColumnKind::Target } else { ColumnKind::Level };
        let target = Choices::skill(&self.opened, &skill, kind)?;
        self.set_level(rating(target, kind, level))
    }

    fn set_level(&mut self, action: Action) -> Result<(), Failure> {
        if let Some(lacking) = lacking_column(&self.opened, &action)
            && !self.dialogue.agrees(&question(lacking), true)
        {
            return Err(Error::new("rate the skill", lacking).hint("nothing was written").into());
        }
        self.act(vec![action])
    }

    /// Writes one cell: `SKILL COLUMN VALUE`, where a name of several words stands in quotes.
    pub(super) fn set_cell(&mut self, rest: &str) -> Result<(), Failure> {
        let hint = "as in `matrix set 2 senior done`; a skill of several words stands in quotes";
        let (skill, rest) = quoting::first(rest);
        let (column, value) = quoting::first(rest);
        let (column, value) = (column.text, unquoted(value));
        if value.is_empty() {
            return Err(usage("set the cell", "something is missing", hint).into());
        }
        let skill = self.skill(skill.text)?;
        let as_it_is = || Ok("-".to_owned());
        let action = matrix::action(&self.opened, (&skill, column, value), None, as_it_is)?;
        self.act(vec![action])
    }

    pub(super) fn add_entry(&mut self, rest: &str) -> Result<(), Failure> {
        let (kind, text) = quoting::first(rest);
        let hint = "as in `journal add lesson Timers run first.`";
        let kind = journal::kind_of(some(kind.text, "kind", hint)?)?;
        let text = some(unquoted(text), "text", hint)?;
        self.act(vec![journal::action(kind, text, &[])?])
    }

    /// Adds an item behind the one that is named, or at the end of what is here.
    pub(super) fn add(&mut self, rest: &str) -> Result<(), Failure> {
        let (first, text) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let is_numbered = first.chars().all(|char| char.is_ascii_digit());
        let (thing, text) = if is_numbered { (Some(self.thing(first)?), text) } else { (self.here(), rest) };
        let text = some(unquoted(text.trim()), "text", "as in `add 2 Read about streams`")?.to_owned();
        let action = match (thing, is_numbered) {
            (None, _) => {
                let hint = "name a number, or go into a phase or section first";
                return Err(usage("add an item", "it is not said where", hint).into());
            }
            (Some(Thing::Item(place)), false) => {
                Action { target: Target::Item(place), verb: Verb::AddChild(text) }
            }
            (Some(Thing::Section(section)), _) => {
                let items = &self.roadmap().section(section).items;
                let last = items.iter().rposition(|item| item.depth == 0);
                let place = last.map(|item| crate::model::Place { section, item: item as u32 });
                let target = place.map_or(Target::Section(section), Target::Item);
                Action { target, verb: Verb::AddBelow(text) }
            }
            (Some(thing), _) => Action { target: target(thing), verb: Verb::AddBelow(text) },
        };
        self.act(vec![action])
    }

    pub(super) fn child(&mut self, rest: &str) -> Result<(), Failure> {
        let (thing, text) = self.item_and_rest(rest)?;
        let verb = Verb::AddChild(some(text, "text", "as in `child 2 Read about streams`")?.to_owned());
        self.act(vec![Action { target: target(thing), verb }])
    }

    /// Changes the words of an item or an entry; they are asked for where there are none.
    pub(super) fn edit(&mut self, rest: &str) -> Result<(), Failure> {
        let (thing, text) = self.item_and_rest(rest)?;
        let roadmap = self.roadmap();
        let old = match thing {
            Thing::Item(place) => words_to_edit(roadmap, place),
            Thing::Entry(place) => entry_to_edit(roadmap, place)?,
            Thing::Section(_) | Thing::Skill(_) => return Err(no_item(&Verb::Reword(String::new()))),
        };
        let text = if text.is_empty() {
            self.dialogue.say(&old);
            self.dialogue.ask("new words> ").unwrap_or_default()
        } else {
            text.to_owned()
        };
        if text.is_empty() {
            self.dialogue.say("Nothing was written.");
            return Ok(());
        }
        let verb = match thing {
            Thing::Entry(_) => Verb::RewordEntry(Rewording::typed(&text, &old)),
            _ => Verb::Reword(text),
        };
        self.act(vec![Action { target: target(thing), verb }])
    }

    /// Deletes something with all below it, after asking.
    pub(super) fn delete(&mut self, named: &str) -> Result<(), Failure> {
        let thing = self.only(named)?;
        let roadmap = self.roadmap();
        let (what, verb) = match thing {
            Thing::Item(place) => {
                let n_below = roadmap.section(place.section).below(place.item).len();
                let below = match n_below {
                    0 => String::new(),
                    n => format!(" with {} below it", counted(n, "item")),
                };
                (format!("{}{below}", called(roadmap, place)), Verb::Delete)
            }
            Thing::Entry(_) => (self.told(thing), Verb::DeleteEntry),
            Thing::Skill(_) => (format!("the row of {}", self.told(thing)), Verb::Delete),
            Thing::Section(_) => return Err(no_item(&Verb::Delete)),
        };
        if !self.dialogue.agrees(&format!("Delete {what}?"), false) {
            self.dialogue.say("Nothing was written.");
            return Ok(());
        }
        self.act(vec![Action { target: target(thing), verb }])
    }

    pub(super) fn shift(&mut self, named: &str, verb: Verb) -> Result<(), Failure> {
        let thing = self.only(named)?;
        self.act(vec![Action { target: target(thing), verb }])
    }

    pub(super) fn undo(&mut self) -> Result<(), Failure> {
        self.change(&Change::Undo)
    }

    pub(super) fn redo(&mut self) -> Result<(), Failure> {
        self.change(&Change::Redo)
    }

    /// The self-assessment, as the command holds it.
    pub(super) fn assess(&mut self, rest: &str) -> Result<(), Failure> {
        let (fresh, role): (Vec<&str>, Vec<&str>) =
            rest.split_whitespace().partition(|word| *word == "--fresh");
        let assess = Assess {
            roadmap: None,
            aim: aim(unquoted(&role.join(" "))),
            fresh: !fresh.is_empty(),
            asking: Asking { yes: false },
            source: Source { file: None },
            writing: Writing { dry_run: false },
            form: Form { json: false, plain: false },
        };
        let (answers, shown) = (&mut self.dialogue.answers, &mut self.dialogue.shown);
        let output = assess::hold(self.surroundings, self.look, &self.opened, &assess, answers, shown)?;
        self.dialogue.answer(&output);
        if output.has_written {
            self.reread();
        }
        Ok(())
    }
}

fn no_item(verb: &Verb) -> Failure {
    Error::new(verb.name(), "this works on an item").hint("name one by its number").into()
}

fn some<'t>(text: &'t str, noun: &str, hint: &str) -> Result<&'t str, Error> {
    if text.is_empty() { Err(usage("do that", format!("there is no {noun}"), hint)) } else { Ok(text) }
}

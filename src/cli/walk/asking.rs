//! What a number, a line, a path or words of a command mean.

use std::io::{BufRead, Write};

use super::Walk;
use super::numbers::{Numbered, Thing};
use super::quoting::{self, arguments, joined, unquoted};
use crate::cli::output::{Failure, usage};
use crate::cli::select::Choices;
use crate::document::Target;
use crate::error::Error;
use crate::model::journal::EntryPlace;

const ATTEMPTED: &str = "tell what is meant";

impl<A: BufRead, S: Write> Walk<'_, A, S> {
    /// The thing that a number or a name means; where nothing is said, the item that the user is in.
    pub(super) fn thing(&self, named: &str) -> Result<Thing, Failure> {
        if named.is_empty() {
            let hint = "name a number of the last list, as in `show 2`; `list` tells them";
            return self.here().ok_or_else(|| usage(ATTEMPTED, "nothing is named", hint).into());
        }
        if let Some(number) = number(named) {
            return self.numbered(number);
        }
        let target = Choices::items_and_headings(&self.opened).target(unquoted(named))?;
        Ok(match target {
            Target::Section(section) => Thing::Section(section),
            Target::Item(place) => Thing::Item(place),
            Target::Cell(place) => Thing::Skill(place),
            Target::Roadmap => return Err(Error::new(ATTEMPTED, "it is the whole roadmap").into()),
        })
    }

    /// The things that several numbers and names in quotes mean, or the one that words do.
    pub(super) fn things(&self, named: &str) -> Result<Vec<Thing>, Failure> {
        let words = arguments(named);
        let mut parts: Vec<&str> = Vec::new();
        for word in &words {
            let numbers = || word.text.split(',').filter(|part| !part.is_empty());
            if word.is_quoted {
                parts.push(word.text);
            } else if numbers().all(|part| number(part).is_some()) {
                parts.extend(numbers());
            } else {
                return Ok(vec![self.item(&joined(&words))?]);
            }
        }
        if parts.is_empty() {
            return Ok(vec![self.thing("")?]);
        }
        parts.into_iter().map(|part| self.item(part)).collect()
    }

    /// The one thing that a number or all the words mean.
    pub(super) fn only(&self, named: &str) -> Result<Thing, Failure> {
        if named.is_empty() { self.thing(named) } else { self.item(unquoted(named)) }
    }

    /// A number means what was listed; a name means an item that has a box before one that has none.
    fn item(&self, named: &str) -> Result<Thing, Failure> {
        match number(named) {
            Some(number) => self.numbered(number),
            None => Ok(Thing::Item(Choices::items(&self.opened).item(named)?)),
        }
    }

    /// The first argument, as an item that is meant, and what stands behind it.
    pub(super) fn item_and_rest<'r>(&self, rest: &'r str) -> Result<(Thing, &'r str), Failure> {
        let (first, text) = quoting::first(rest);
        Ok((self.only(first.text)?, unquoted(text)))
    }

    /// What a skill is called for the commands that take one by its line or its name.
    pub(super) fn skill(&self, named: &str) -> Result<String, Failure> {
        let Some(number) = number(named) else { return Ok(named.to_owned()) };
        let roadmap = self.roadmap();
        let line = match self.numbered(number)? {
            Thing::Skill(place) => roadmap.row_line(place),
            Thing::Item(place) => Some(roadmap.item_line(place)),
            Thing::Section(_) | Thing::Entry(_) => None,
        };
        let line = line.ok_or_else(|| {
            usage(ATTEMPTED, format!("number {number} is no skill"), "`matrix` lists the skills")
        })?;
        Ok(format!(":{line}"))
    }

    fn numbered(&self, number: usize) -> Result<Thing, Failure> {
        let numbered = number.checked_sub(1).and_then(|index| self.listed.get(index));
        match numbered.map(Numbered::thing) {
            Some(Some(thing)) => Ok(thing),
            Some(None) => {
                let reason = format!("what was number {number} is not there any more");
                Err(Error::new(ATTEMPTED, reason).hint("`list` tells what is").into())
            }
            None => {
                let last = match self.listed.len() {
                    0 => "nothing was listed".to_owned(),
                    n => format!("the last list goes to {n}"),
                };
                Err(usage(ATTEMPTED, format!("there is no number {number}"), last).into())
            }
        }
    }
}

/// What verbs are carried out on.
pub(super) fn target(thing: Thing) -> Target {
    match thing {
        Thing::Section(section) | Thing::Entry(EntryPlace::Section(section)) => Target::Section(section),
        Thing::Item(place) | Thing::Entry(EntryPlace::Item(place)) => Target::Item(place),
        Thing::Skill(place) => Target::Cell(place),
    }
}

fn number(named: &str) -> Option<usize> {
    named.chars().all(|char| char.is_ascii_digit()).then(|| named.parse().ok())?
}

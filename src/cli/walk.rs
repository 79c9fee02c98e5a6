//! The walk: a roadmap without a screen. A prompt, a command, its answer in lines, for screen readers and for terminals
//! that cannot show the panes.
//!
//! It says what it does in plain lines: no colour, no cursor movement, states in words. What is listed has numbers, and a
//! number stands for the same thing until the next list, whatever is changed in between. What the commands of the command
//! line tell and write, they tell and write here.

mod asking;
mod changing;
mod dialogue;
mod going;
mod numbers;
mod opening;
mod quoting;
mod subject;
mod telling;
mod words;
mod writing;

#[cfg(test)]
mod tests;

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;

use self::dialogue::Dialogue;
use self::numbers::{Marked, Numbered, Thing};
use self::words::Word;
use super::open::{Opened, Surroundings};
use super::output::{Failure, Look, Output};
use crate::model::Roadmap;
use crate::model::State;
use crate::query::Query;

const PROMPT: &str = "roadmap> ";

/// So many lines of a list are told at once.
const PAGE: usize = 20;

/// A roadmap that is walked through.
struct Walk<'a, A, S> {
    surroundings: &'a Surroundings,
    look: Look,
    opened: Opened,
    /// Where the user is; none is the whole roadmap.
    here: Option<Marked>,
    /// What the numbers stand for, from 1.
    listed: Vec<Numbered>,
    /// How many of them were told.
    n_told: usize,
    /// Only these states are listed; all where there are none.
    filter: Query,
    dialogue: Dialogue<A, S>,
}

/// Whether the walk goes on after a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    Ask,
    Leave,
}

/// Walks through the file that is named or meant, over standard input and output. `told` is said first.
pub(super) fn run(
    surroundings: &Surroundings,
    look: Look,
    file: Option<&Path>,
    is_fresh: bool,
    told: Option<String>,
) -> Result<Output, Failure> {
    let (stdin, stdout) = (std::io::stdin(), std::io::stdout());
    let is_echoed = !stdin.is_terminal();
    let mut dialogue = Dialogue { answers: stdin.lock(), shown: stdout.lock(), is_echoed };
    if let Some(told) = told {
        dialogue.say(&told);
    }
    if let Some(opened) = opening::first(surroundings, file, is_fresh, &mut dialogue)? {
        Walk::new(surroundings, look, opened, dialogue).go_on();
    }
    Ok(Output::default())
}

impl<'a, A: BufRead, S: Write> Walk<'a, A, S> {
    fn new(surroundings: &'a Surroundings, look: Look, opened: Opened, dialogue: Dialogue<A, S>) -> Self {
        let look = Look { is_aloud: true, has_colors: false, ..look };
        Self {
            surroundings,
            look,
            opened,
            here: None,
            listed: Vec::new(),
            n_told: 0,
            filter: Query::default(),
            dialogue,
        }
    }

    /// Asks and answers until it is left or nobody answers any more.
    fn go_on(&mut self) {
        self.list();
        self.dialogue.say("`help` tells the commands, and `quit` leaves.");
        while let Some(line) = self.dialogue.ask(PROMPT) {
            if line.is_empty() {
                continue;
            }
            self.notice();
            match self.obey(&line) {
                Ok(Then::Ask) => {}
                Ok(Then::Leave) => break,
                Err(failure) => self.dialogue.refuse(&failure),
            }
        }
        self.keep();
    }

    fn obey(&mut self, line: &str) -> Result<Then, Failure> {
        let (word, rest) = Word::read(line)?;
        match word {
            Word::List => self.list(),
            Word::More => self.more(),
            Word::Go => self.go(rest)?,
            Word::Back => self.back(),
            Word::Top => self.top(),
            Word::Next => self.next(),
            Word::Show => self.show(rest)?,
            Word::Find => self.find(rest)?,
            Word::Filter => self.set_filter(rest)?,
            Word::Status => self.status(),
            Word::Tick => self.set(rest, State::Done)?,
            Word::Start => self.set(rest, State::Doing)?,
            Word::Skip => self.set(rest, State::Skipped)?,
            Word::Defer => self.set(rest, State::Deferred)?,
            Word::Reset => self.set(rest, State::Todo)?,
            Word::Note => self.note(rest)?,
            Word::Track => self.track(rest)?,
            Word::Level => self.level(rest)?,
            Word::Rate => self.rate(rest, false)?,
            Word::Target => self.rate(rest, true)?,
            Word::Matrix => self.matrix(rest)?,
            Word::Gap => self.gap(rest)?,
            Word::Assess => self.assess(rest)?,
            Word::Journal => self.journal(rest)?,
            Word::Links => self.links()?,
            Word::History => self.history(rest)?,
            Word::Check => self.check()?,
            Word::Add => self.add(rest)?,
            Word::Child => self.child(rest)?,
            Word::Edit => self.edit(rest)?,
            Word::Delete => self.delete(rest)?,
            Word::Up => self.shift(rest, crate::edit::Verb::MoveUp)?,
            Word::Down => self.shift(rest, crate::edit::Verb::MoveDown)?,
            Word::Undo => self.undo()?,
            Word::Redo => self.redo()?,
            Word::Open => self.open_another(rest)?,
            Word::Help => self.dialogue.say(&Word::help_on(rest)?),
            Word::Quit => return Ok(Then::Leave),
        }
        Ok(Then::Ask)
    }

    fn roadmap(&self) -> &Roadmap {
        self.opened.roadmap()
    }

    fn here(&self) -> Option<Thing> {
        self.here.as_ref().map(|here| here.thing)
    }

    /// Gives numbers to things, and tells the first of them.
    fn number(&mut self, things: Vec<Thing>) {
        let roadmap = self.opened.roadmap();
        self.listed = things.into_iter().map(|thing| Numbered::new(roadmap, thing)).collect();
        self.n_told = 0;
        self.more();
    }

    /// Tells those with numbers that were not told yet, a page of them.
    fn more(&mut self) {
        let until = self.listed.len().min(self.n_told + PAGE);
        let mut text = String::new();
        for (index, numbered) in self.listed.iter().enumerate().take(until).skip(self.n_told) {
            if let Some(thing) = numbered.thing() {
                text.push_str(&format!("{}. {}\n", index + 1, self.told(thing)));
            }
        }
        if self.n_told == until {
            text = "There is nothing more.".to_owned();
        } else if until < self.listed.len() {
            text.push_str(&format!("{until} of {}; `more` goes on.", self.listed.len()));
        }
        self.n_told = until;
        self.dialogue.say(&text);
    }
}

//! Which roadmap is walked through: the one that is named or meant, else one that is chosen.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use super::Walk;
use super::dialogue::Dialogue;
use super::quoting::unquoted;
use super::words::Word;
use crate::cli::open::{Found, Opened, Surroundings};
use crate::cli::output::{Failure, usage};
use crate::config::library::{self, TEMPLATES, Template};
use crate::config::{self, FileSession, KnownRoadmaps, Session, undo};
use crate::query::Query;

/// What can be chosen.
enum Offer {
    File(PathBuf),
    /// To be copied first.
    Template(&'static Template),
}

/// Opens the roadmap that is named or meant; none where the user chooses none of several.
pub(super) fn first<A: BufRead, S: Write>(
    surroundings: &Surroundings,
    file: Option<&Path>,
    is_fresh: bool,
    dialogue: &mut Dialogue<A, S>,
) -> Result<Option<Opened>, Failure> {
    let found = match file {
        Some(file) => Found::One(file.to_owned()),
        None => surroundings.find_to_open(is_fresh),
    };
    match found {
        Found::One(path) => open(surroundings, &path).map(Some),
        Found::Several { .. } | Found::None => Ok(choose(surroundings, None, dialogue)),
    }
}

/// Opens a roadmap with what can be undone in it, and makes it the last one.
fn open(surroundings: &Surroundings, path: &Path) -> Result<Opened, Failure> {
    let mut opened = surroundings.open_named(path)?;
    let bytes = opened.roadmap().to_bytes();
    opened.document.history = undo::load(&surroundings.places, &opened.path, &bytes);
    let file = surroundings.places.session_file();
    let mut session = Session::load(&file);
    let known = session.of(&opened.path).cloned();
    let fresh = || FileSession::new(opened.path.clone());
    session.remember(known.unwrap_or_else(fresh));
    if let Err(error) = session.save(&file) {
        config::log(&surroundings.places, &error.to_string());
    }
    Ok(opened)
}

/// Everything there is to open but `current`, and what to begin from.
fn offers(surroundings: &Surroundings, current: Option<&Path>) -> Vec<Offer> {
    let Surroundings { places, config, here } = surroundings;
    let session = Session::load(&places.session_file());
    let KnownRoadmaps { lately, here, folders, library, earlier } =
        config::find_roadmaps(places, config, &session, here, current);
    let of_folders = folders.into_iter().flat_map(|(_, files)| files);
    let files = lately.into_iter().chain(here).chain(of_folders).chain(library).chain(earlier);
    files.map(Offer::File).chain(TEMPLATES.iter().map(Offer::Template)).collect()
}

/// Has the user choose a roadmap by its number or its path until one is opened; none where they leave.
fn choose<A: BufRead, S: Write>(
    surroundings: &Surroundings,
    current: Option<&Path>,
    dialogue: &mut Dialogue<A, S>,
) -> Option<Opened> {
    let offers = offers(surroundings, current);
    tell(surroundings, current, &offers, dialogue);
    loop {
        let answer = dialogue.ask("number> ").filter(|answer| !answer.is_empty())?;
        match Word::read(&answer) {
            Ok((Word::Quit, "")) => return None,
            Ok((Word::Help | Word::List, "")) => {
                tell(surroundings, current, &offers, dialogue);
                continue;
            }
            _ => {}
        }
        match meant(surroundings, &offers, &answer, dialogue).and_then(|path| open(surroundings, &path)) {
            Ok(opened) => return Some(opened),
            Err(failure) => dialogue.refuse(&failure),
        }
    }
}

/// Tells what can be chosen, and how.
fn tell<A: BufRead, S: Write>(
    surroundings: &Surroundings,
    current: Option<&Path>,
    offers: &[Offer],
    dialogue: &mut Dialogue<A, S>,
) {
    let is_known = offers.iter().any(|offer| matches!(offer, Offer::File(_)));
    let (absence, quit) = match current {
        None => ("No roadmap is known here. ", "leaves"),
        Some(_) => ("No other roadmap is known here. ", "stays with this one"),
    };
    let absence = if is_known { "" } else { absence };
    dialogue.say(&format!("{absence}Name one by its number or its path; `quit` {quit}."));
    for (number, offer) in (1..).zip(offers) {
        dialogue.say(&match offer {
            Offer::File(path) => format!("{number}. {}", surroundings.places.shorten(path).display()),
            Offer::Template(template) => {
                format!("{number}. Begin from {}, {}", template.name, template.summary)
            }
        });
    }
}

/// The file that an answer means; a bundled one is copied first.
fn meant<A: BufRead, S: Write>(
    surroundings: &Surroundings,
    offers: &[Offer],
    answer: &str,
    dialogue: &mut Dialogue<A, S>,
) -> Result<PathBuf, Failure> {
    if !answer.chars().all(|char| char.is_ascii_digit()) {
        return Ok(typed(surroundings, answer));
    }
    let chosen = answer.parse::<usize>().ok().and_then(|number| offers.get(number.checked_sub(1)?));
    let refused =
        || usage("choose a roadmap", format!("there is no number `{answer}`"), "name one of the list");
    Ok(match chosen.ok_or_else(refused)? {
        Offer::File(path) => path.clone(),
        Offer::Template(template) => {
            let path = library::copy(&surroundings.places.library, template)?;
            dialogue.say(&format!("Your own copy: {}", surroundings.places.shorten(&path).display()));
            path
        }
    })
}

/// The path that is typed: a relative one begins at the folder at hand.
fn typed(surroundings: &Surroundings, named: &str) -> PathBuf {
    surroundings.places.expand_in(&surroundings.here, Path::new(unquoted(named)))
}

impl<A: BufRead, S: Write> Walk<'_, A, S> {
    /// Opens another roadmap: the file that is named, else one that is chosen.
    pub(super) fn open_another(&mut self, named: &str) -> Result<(), Failure> {
        let opened = if named.is_empty() {
            choose(self.surroundings, Some(&self.opened.path), &mut self.dialogue)
        } else {
            Some(open(self.surroundings, &typed(self.surroundings, named))?)
        };
        let Some(opened) = opened else {
            self.dialogue.say("No other was opened.");
            return Ok(());
        };
        self.keep();
        self.opened = opened;
        self.here = None;
        self.filter = Query::default();
        self.list();
        Ok(())
    }
}

//! Which roadmap is walked through: the one that is named or meant, else one that is chosen by its number.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use super::Walk;
use super::dialogue::Dialogue;
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
        Found::Several { .. } | Found::None => match choose(surroundings, None, dialogue)? {
            Some(path) => open(surroundings, &path).map(Some),
            None => Ok(None),
        },
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

/// Has the user choose a roadmap by its number, and copies it first if it is a bundled one.
fn choose<A: BufRead, S: Write>(
    surroundings: &Surroundings,
    current: Option<&Path>,
    dialogue: &mut Dialogue<A, S>,
) -> Result<Option<PathBuf>, Failure> {
    let offers = offers(surroundings, current);
    for (number, offer) in (1..).zip(&offers) {
        dialogue.say(&match offer {
            Offer::File(path) => format!("{number}. {}", surroundings.places.shorten(path).display()),
            Offer::Template(template) => {
                format!("{number}. Begin from {}, {}", template.name, template.summary)
            }
        });
    }
    let Some(answer) = dialogue.ask("number> ").filter(|answer| !answer.is_empty()) else { return Ok(None) };
    let chosen = answer.parse::<usize>().ok().and_then(|number| offers.get(number.checked_sub(1)?));
    let refused =
        || usage("choose a roadmap", format!("there is no number `{answer}`"), "name one of the list");
    Ok(Some(match chosen.ok_or_else(refused)? {
        Offer::File(path) => path.clone(),
        Offer::Template(template) => {
            let path = library::copy(&surroundings.places.library, template)?;
            dialogue.say(&format!("Your own copy: {}", surroundings.places.shorten(&path).display()));
            path
        }
    }))
}

impl<A: BufRead, S: Write> Walk<'_, A, S> {
    /// Opens another roadmap: the file that is named, else one that is chosen.
    pub(super) fn open_another(&mut self, named: &str) -> Result<(), Failure> {
        let path = if named.is_empty() {
            choose(self.surroundings, Some(&self.opened.path), &mut self.dialogue)?
        } else {
            let Surroundings { places, here, .. } = self.surroundings;
            Some(places.expand_in(here, Path::new(named)))
        };
        let Some(path) = path else {
            self.dialogue.say("No other was opened.");
            return Ok(());
        };
        let opened = open(self.surroundings, &path)?;
        self.keep();
        self.opened = opened;
        self.here = None;
        self.filter = Query::default();
        self.list();
        Ok(())
    }
}

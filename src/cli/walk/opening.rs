//! Which roadmap is walked through: the one that is named or meant, else one that is chosen by its number.

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use super::Walk;
use super::dialogue::Dialogue;
use crate::cli::open::{Found, Opened, Surroundings};
use crate::cli::output::{Failure, usage};
use crate::config::{self, FileSession, Session, undo};
use crate::error::Error;

/// Opens the roadmap that is named or meant; none where the user chooses none of several.
pub(super) fn first<A: BufRead, S: Write>(
    surroundings: &Surroundings,
    file: Option<&Path>,
    is_fresh: bool,
    dialogue: &mut Dialogue<A, S>,
) -> Result<Option<Opened>, Failure> {
    let found = match file {
        Some(file) => Found::One(file.to_owned()),
        None if is_fresh => surroundings.find_afresh(),
        None => surroundings.find(),
    };
    let path = match found {
        Found::One(path) => path,
        Found::Several { paths, .. } => match choose(surroundings, &paths, dialogue)? {
            Some(path) => path,
            None => return Ok(None),
        },
        Found::None => {
            let path = surroundings.copy_bundled()?;
            dialogue.say(&format!("Your own copy: {}", surroundings.places.shorten(&path).display()));
            path
        }
    };
    open(surroundings, &path).map(Some)
}

/// Opens a roadmap with what can be undone in it, and makes it the last one.
fn open(surroundings: &Surroundings, path: &Path) -> Result<Opened, Failure> {
    let mut opened = surroundings.open_named(path)?;
    let bytes = opened.roadmap().to_bytes();
    opened.document.history = undo::load(&surroundings.places, &opened.path, &bytes);
    let file = surroundings.places.session_file();
    let mut session = Session::load(&file);
    let known = session.of(&opened.path).cloned();
    let fresh = || FileSession {
        path: opened.path.clone(),
        tab: None,
        selected: None,
        folded: Vec::new(),
        panes: std::collections::BTreeMap::new(),
    };
    session.remember(known.unwrap_or_else(fresh));
    if let Err(error) = session.save(&file) {
        config::log(&surroundings.places, &error.to_string());
    }
    Ok(opened)
}

/// Has the user choose one by its number.
fn choose<A: BufRead, S: Write>(
    surroundings: &Surroundings,
    paths: &[PathBuf],
    dialogue: &mut Dialogue<A, S>,
) -> Result<Option<PathBuf>, Failure> {
    for (number, path) in (1..).zip(paths) {
        dialogue.say(&format!("{number}. {}", surroundings.places.shorten(path).display()));
    }
    let Some(answer) = dialogue.ask("number> ").filter(|answer| !answer.is_empty()) else { return Ok(None) };
    let chosen = answer.parse::<usize>().ok().and_then(|number| paths.get(number.checked_sub(1)?));
    let refused =
        || usage("choose a roadmap", format!("there is no number `{answer}`"), "name one of the list");
    Ok(Some(chosen.ok_or_else(refused)?.clone()))
}

impl<A: BufRead, S: Write> Walk<'_, A, S> {
    /// Opens another roadmap: the file that is named, else one that is chosen.
    pub(super) fn open_another(&mut self, named: &str) -> Result<(), Failure> {
        let path = if named.is_empty() {
            let session = Session::load(&self.surroundings.places.session_file());
            let (places, config) = (&self.surroundings.places, &self.surroundings.config);
            let paths = config::find_roadmaps(places, config, &session, &self.opened.path);
            if paths.is_empty() {
                return Err(Error::new("open another roadmap", "no other is known").into());
            }
            choose(self.surroundings, &paths, &mut self.dialogue)?
        } else {
            Some(self.surroundings.places.expand(Path::new(named)))
        };
        let Some(path) = path else {
            self.dialogue.say("No other was opened.");
            return Ok(());
        };
        let opened = open(self.surroundings, &path)?;
        self.keep();
        self.opened = opened;
        self.here = None;
        self.filter.clear();
        self.list();
        Ok(())
    }
}

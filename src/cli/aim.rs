//! What skills are compared with: the ladder and the role that a command line or the front matter names.

use std::path::Path;

use super::arguments::Aim;
use super::open::{Opened, Surroundings};
use super::output::Failure;
use crate::assess::{Ladder, Standing, UnknownRole};
use crate::config::{ladders, load_ladder, nearest};
use crate::error::Error;

/// How the skills of a roadmap stand, and against what.
pub(super) struct Aimed {
    pub standing: Standing,
    /// The name of the ladder, if there is one.
    pub ladder: Option<String>,
    /// An index into the standing's roles.
    pub role: Option<usize>,
}

pub(super) fn aimed(surroundings: &Surroundings, opened: &Opened, aim: &Aim) -> Result<Aimed, Failure> {
    let roadmap = opened.roadmap();
    let ladder = match (&aim.ladder, &roadmap.front_matter.ladder) {
        (Some(name), _) => Some(load(surroundings, opened, &from_here(name))?),
        (None, Some(name)) => Some(load(surroundings, opened, name)?),
        (None, None) => None,
    };
    let standing = Standing::of(roadmap, ladder.as_ref());
    let role = match &aim.role {
        Some(name) => standing.role(name).map(Some),
        None => standing.target_role(roadmap),
    };
    let role = role.map_err(|unknown| no_role(opened, aim, &unknown))?;
    Ok(Aimed { standing, ladder: ladder.map(|ladder| ladder.name), role })
}

/// A file that is named on the command line is looked for from here, not from the roadmap's folder.
fn from_here(name: &str) -> String {
    let path = Path::new(name);
    let absolute = std::path::absolute(path).ok().filter(|_| path.is_file());
    absolute.and_then(|path| path.to_str().map(str::to_owned)).unwrap_or_else(|| name.to_owned())
}

fn load(surroundings: &Surroundings, opened: &Opened, name: &str) -> Result<Ladder, Failure> {
    let folder = opened.path.parent().unwrap_or(Path::new("."));
    load_ladder(name, &surroundings.places, folder).map_err(|error| {
        // What is wrong within a ladder, or with a file, is told with its path.
        if error.path.is_some() {
            return error.into();
        }
        let details: Vec<String> =
            ladders(&surroundings.places, folder).into_iter().map(|choice| choice.name).collect();
        let meant = nearest(name, details.iter().map(String::as_str));
        let hint = meant.map_or_else(
            || "name one of these, or the path of a file".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        );
        Failure { error: error.hint(hint), details }
    })
}

fn no_role(opened: &Opened, aim: &Aim, unknown: &UnknownRole) -> Failure {
    // Without one that is near the message lists them all.
    let details = if unknown.nearest.is_some() { unknown.roles.clone() } else { Vec::new() };
    let error = Error::new("find the role in", unknown.to_string()).at(&opened.shown);
    let error = match aim.role {
        Some(_) => error,
        None => error.hint("it is the `target` of the front matter; `--role` names another"),
    };
    Failure { error, details }
}

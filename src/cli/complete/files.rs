//! FILE: the Markdown files of the folder that is typed, the folders in it, and roadmaps that were open before.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use super::Candidate;
use super::line::{Line, expanded};
use crate::config::{Places, Session};

/// So many that were open before are offered.
const RECENT: usize = 10;

/// `current` is what is typed of the name, in a word of its own or behind an option's `=`.
pub(super) fn candidates(current: &str, line: &Line) -> Vec<Candidate> {
    let (folder, name) = match current.rfind(std::path::is_separator) {
        Some(at) => current.split_at(at + 1),
        None => ("", current),
    };
    let mut found = of_folder(folder, name, line.current() == current);
    if folder.is_empty() {
        found.extend(recent(name));
    }
    found
}

/// The Markdown files and the folders whose names begin so; what is hidden is asked for by its point.
fn of_folder(folder: &str, name: &str, is_word: bool) -> Vec<Candidate> {
    let path = match folder {
        "" => PathBuf::from("."),
        // The shell knows the user's folder at the beginning of a word alone.
        _ if is_word => expanded(folder),
        _ => folder.into(),
    };
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    let mut found: Vec<Candidate> = entries
        .flatten()
        .filter_map(|entry| {
            let file = entry.file_name().into_string().ok()?;
            let is_shown = file.starts_with(name) && (!file.starts_with('.') || name.starts_with('.'));
            if !is_shown {
                return None;
            }
            if entry.path().is_dir() {
                return Some(Candidate::new(format!("{folder}{file}{MAIN_SEPARATOR}"), ""));
            }
            is_markdown(&file).then(|| Candidate::new(format!("{folder}{file}"), ""))
        })
        .collect();
    found.sort_by(|one, other| one.value.cmp(&other.value));
    found
}

fn is_markdown(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    ending.is_some_and(|ending| ending == "md" || ending == "markdown")
}

/// Roadmaps of other folders that were open, by the beginning of their names.
fn recent(name: &str) -> Vec<Candidate> {
    let Ok(places) = Places::from_env() else { return Vec::new() };
    let here = std::env::current_dir().ok();
    let session = Session::load(&places.session_file());
    let is_meant = |path: &Path| {
        let file = path.file_name().and_then(|file| file.to_str()).unwrap_or_default();
        file.starts_with(name) && path.parent() != here.as_deref() && path.is_file()
    };
    let paths = session.files().iter().map(|file| file.path.as_path()).filter(|path| is_meant(path));
    paths.take(RECENT).filter_map(|path| Some(Candidate::new(path.to_str()?, "opened before"))).collect()
}

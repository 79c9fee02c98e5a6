//! What git told of the past of roadmaps: `history/git/`, a file for each roadmap, which can be deleted at any time.
//!
//! A damaged file, and one that another milepost wrote in another way, is as good as none.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::{Places, file};
use crate::error::Error;
use crate::git::{Known, READING};
use crate::model::{Level, State};
use crate::settings::CountRule;
use crate::timeline::{Change, What};

/// Of so many roadmaps the past is kept.
const MAX_FILES: usize = 64;

/// The largest past that is kept, in bytes: some 100,000 changes. A larger one is read from git each time.
const MAX_LEN: u64 = 16 * 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct Written {
    reading: u32,
    file: PathBuf,
    commit: String,
    blob: String,
    rule: CountRule,
    n_versions: usize,
    changes: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    at: String,
    date: String,
    #[serde(flatten)]
    what: Became,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Became {
    State {
        item: String,
        from: Option<String>,
        to: Option<String>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        parent: bool,
    },
    Level {
        skill: String,
        from: Option<u8>,
        to: Option<u8>,
    },
}

/// What is known of the past of a roadmap, by its real path.
pub fn known_past(places: &Places, file: &Path) -> Option<Known> {
    let text = file::read_text(&path_of(places, file), MAX_LEN).ok()??;
    let written: Written = serde_json::from_str(&text).ok()?;
    if written.reading != READING || written.file != file {
        return None;
    }
    Some(Known {
        commit: written.commit,
        blob: written.blob,
        rule: written.rule,
        n_versions: written.n_versions,
        changes: written.changes.into_iter().map(Line::change).collect::<Option<_>>()?,
    })
}

/// Keeps what is known in place of what was. A path that is not Unicode has no place in JSON and is not kept.
pub fn keep_past(places: &Places, file: &Path, known: &Known) -> Result<(), Error> {
    let path = path_of(places, file);
    let written = Written {
        reading: READING,
        file: file.to_owned(),
        commit: known.commit.clone(),
        blob: known.blob.clone(),
        rule: known.rule,
        n_versions: known.n_versions,
        changes: known.changes.iter().map(Line::of).collect(),
    };
    let Ok(text) = serde_json::to_string(&written) else { return Ok(()) };
    if text.len() as u64 > MAX_LEN {
        return Ok(());
    }
    file::write_text(&path, &text)?;
    forget_oldest(&folder(places));
    Ok(())
}

fn folder(places: &Places) -> PathBuf {
    places.history_folder().join("git")
}

/// Where the past of a roadmap is kept. Should the hash become another one, it is only read once more.
fn path_of(places: &Places, file: &Path) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    file.hash(&mut hasher);
    folder(places).join(format!("{:016x}.json", hasher.finish()))
}

/// Removes what was written longest ago where there is too much. What cannot be removed stays.
fn forget_oldest(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<(SystemTime, PathBuf)> =
        entries.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect();
    files.sort_unstable();
    for (_, path) in files.iter().take(files.len().saturating_sub(MAX_FILES)) {
        let _ = fs::remove_file(path);
    }
}

impl Line {
    fn of(change: &Change) -> Self {
        let what = match &change.what {
            What::State { item, from, to } | What::Parent { item, from, to } => {
                let name = |state: Option<State>| state.map(|state| state.name().to_owned());
                let parent = matches!(change.what, What::Parent { .. });
                Became::State { item: item.clone(), from: name(*from), to: name(*to), parent }
            }
            What::Level { skill, from, to } => Became::Level {
                skill: skill.clone(),
                from: from.map(Level::number),
                to: to.map(Level::number),
            },
        };
        Self { at: change.at.to_string(), date: change.date.to_string(), what }
    }

    /// None where a part of it cannot be read.
    fn change(self) -> Option<Change> {
        let what = match self.what {
            Became::State { item, from, to, parent } => {
                let state = |name: String| State::of_name(&name);
                let (from, to) = (read(from, state)?, read(to, state)?);
                match parent {
                    true => What::Parent { item, from, to },
                    false => What::State { item, from, to },
                }
            }
            Became::Level { skill, from, to } => {
                What::Level { skill, from: read(from, Level::of_number)?, to: read(to, Level::of_number)? }
            }
        };
        Some(Change { at: self.at.parse().ok()?, date: self.date.parse().ok()?, what })
    }
}

/// A part that may be left out, but not be wrong.
fn read<T, U>(part: Option<T>, as_value: impl Fn(T) -> Option<U>) -> Option<Option<U>> {
    match part {
        None => Some(None),
        Some(part) => as_value(part).map(Some),
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::civil::Date;

    use super::*;

    fn known() -> Known {
        let at = "2026-11-22T23:30:00.5Z".parse::<Timestamp>().unwrap();
        let date = "2026-11-23".parse::<Date>().unwrap();
        let state = What::State { item: "phase-1/a~2".into(), from: None, to: Some(State::Doing) };
        let level = What::Level { skill: "\"C\"\n".into(), from: Some(Level::Novice), to: None };
        let parent = What::Parent { item: "phase-1".into(), from: Some(State::Todo), to: Some(State::Doing) };
        let changes = [state, parent, level].map(|what| Change { at, date, what }).to_vec();
        let rule = CountRule::SkippedAsDone;
        Known { commit: "c".into(), blob: "b".into(), rule, n_versions: 7, changes }
    }

    #[test]
    fn a_past_is_known_as_it_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::under(folder.path());
        let (one, other) = (Path::new("/a ü.md"), Path::new("/b.md"));
        assert_eq!(known_past(&places, one), None);
        keep_past(&places, one, &known()).unwrap();
        assert_eq!(known_past(&places, one), Some(known()));
        assert_eq!(known_past(&places, other), None);
        fs::copy(path_of(&places, one), path_of(&places, other)).unwrap();
        assert_eq!(known_past(&places, other), None, "two paths of one hash");
    }

    #[test]
    fn a_damaged_past_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::under(folder.path());
        let file = Path::new("/a.md");
        keep_past(&places, file, &known()).unwrap();
        let path = path_of(&places, file);
        let whole = fs::read_to_string(&path).unwrap();
        let half = whole.split_at(whole.len() / 2).0;
        let others = [
            whole.replacen("\"reading\":", "\"reading\":9", 1),
            whole.replace("doing", "going"),
            whole.replace("2026-11-23", "2026-11-33"),
        ];
        for text in
            ["", "{}", "\0", half, &"[".repeat(100_000)].into_iter().chain(others.iter().map(|text| &**text))
        {
            fs::write(&path, text).unwrap();
            assert_eq!(known_past(&places, file), None, "{text:.40}");
        }
    }

    #[test]
    fn only_so_many_pasts_are_kept() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::under(folder.path());
        for n in 0..MAX_FILES + 3 {
            keep_past(&places, Path::new(&format!("/{n}.md")), &known()).unwrap();
        }
        assert_eq!(fs::read_dir(super::folder(&places)).unwrap().count(), MAX_FILES);
        assert_eq!(known_past(&places, Path::new("/66.md")), Some(known()));
    }
}

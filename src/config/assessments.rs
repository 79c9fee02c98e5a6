//! Self-assessments that were left before their end: `assessments.yaml`, which can be deleted at any time.
//!
//! A damaged file is as good as none, and an answer that cannot be read is as good as not given.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::file;
use crate::assess::walk::{Answer, Progress};
use crate::error::Error;
use crate::model::Level;
use crate::yaml;

/// What was answered so far, by roadmap.
///
/// Invariant: the last one first, each path once, at most [`Assessments::MAX_FILES`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Assessments {
    #[serde(default)]
    files: Vec<Left>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Left {
    path: PathBuf,
    #[serde(default)]
    answers: Vec<Given>,
}

/// An answer; without a level the question was skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Given {
    skill: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<String>,
}

impl Assessments {
    /// Of so many roadmaps answers are kept.
    pub const MAX_FILES: usize = 16;

    /// The largest `assessments.yaml` that is read, in bytes; ten thousand answers take about a tenth of it.
    pub const MAX_LEN: u64 = 4 * 1024 * 1024;

    /// The answers of a file; none if there is no such file, or it cannot be read.
    pub fn load(path: &Path) -> Self {
        let Ok(Some(text)) = file::read_text(path, Self::MAX_LEN) else { return Self::default() };
        let mut read = yaml::parse::<Self>(&text).unwrap_or_default();
        read.files.truncate(Self::MAX_FILES);
        read
    }

    /// Writes the file whole, or leaves it as it was.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        let text = serde_yaml::to_string(self).map_err(|error| Error::new("write", error.to_string()))?;
        file::write_text(path, &text)
    }

    /// What was answered about a roadmap.
    pub fn of(&self, path: &Path) -> Progress {
        let left = self.files.iter().find(|left| left.path == path);
        left.into_iter().flat_map(|left| left.answers.iter().filter_map(Given::answer)).collect()
    }

    /// Keeps the answers about a roadmap in place of earlier ones; none forgets it. A path that is not Unicode has no
    /// place in YAML and is not kept.
    pub fn keep(&mut self, path: &Path, progress: &Progress) {
        self.files.retain(|left| left.path != path);
        if !progress.is_empty() && path.to_str().is_some() {
            let answers = progress.iter().map(|(skill, answer)| Given::of(skill, answer)).collect();
            self.files.insert(0, Left { path: path.to_owned(), answers });
            self.files.truncate(Self::MAX_FILES);
        }
    }
}

impl Given {
    fn of(skill: &str, answer: &Answer) -> Self {
        let (level, line) = match answer {
            Answer::Rated { level, line } => (Some(level.number()), line.clone()),
            Answer::Skipped => (None, None),
        };
        Self { skill: skill.to_owned(), level, line }
    }

    fn answer(&self) -> Option<(String, Answer)> {
        let answer = match self.level {
            Some(number) => Answer::Rated { level: Level::of_number(number)?, line: self.line.clone() },
            None => Answer::Skipped,
        };
        Some((self.skill.clone(), answer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn progress(skill: &str) -> Progress {
        let line = Some("because: \"x\"\n# y".to_owned());
        vec![
            (skill.to_owned(), Answer::Rated { level: Level::Competent, line }),
            ("B".into(), Answer::Skipped),
            ("- C".into(), Answer::Rated { level: Level::Novice, line: None }),
        ]
    }

    #[test]
    fn answers_are_loaded_as_they_were_saved_and_can_be_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/assessments.yaml");
        let (one, other) = (Path::new("/a.md"), Path::new("/b ü.md"));
        let mut kept = Assessments::load(&path);
        kept.keep(one, &progress("x"));
        kept.keep(one, &progress("A"));
        kept.keep(other, &progress("O"));
        kept.save(&path).unwrap();
        let mut loaded = Assessments::load(&path);
        assert_eq!((loaded.of(one), loaded.of(other)), (progress("A"), progress("O")));
        loaded.keep(one, &Progress::new());
        assert_eq!((loaded.of(one), loaded.of(other)), (Progress::new(), progress("O")));
        for n in 0..Assessments::MAX_FILES {
            loaded.keep(Path::new(&format!("/{n}.md")), &progress("A"));
        }
        assert_eq!(loaded.of(other), Progress::new(), "the oldest is forgotten");
    }

    #[test]
    fn damaged_answers_are_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("assessments.yaml");
        for text in ["", "files: 3", "files: [", "- a", "\u{0}", &"[".repeat(100_000)] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(Assessments::load(&path), Assessments::default(), "{text:.20}");
        }
        std::fs::write(&path, "files: [{ path: /a.md, answers: [{ skill: A, level: 9 }, { skill: B }] }]")
            .unwrap();
        assert_eq!(Assessments::load(&path).of(Path::new("/a.md")), [("B".to_owned(), Answer::Skipped)]);
    }
}

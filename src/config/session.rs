//! What was open and where the user was: `session.yaml`, which can be deleted at any time.
//!
//! A damaged file is as good as none. What it holds is bounded, so that years of use cost no time at the start.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::file;
use crate::error::Error;
use crate::yaml;

/// The roadmaps that were open.
///
/// Invariant: the last one first, each path once, at most [`Session::MAX_FILES`].
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Session {
    #[serde(default)]
    files: Vec<FileSession>,
}

/// Where the user was in one roadmap. Items and headings are told by their identity (format.md, Identity).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSession {
    /// Absolute.
    pub path: PathBuf,
    /// By its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tab: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selected: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub folded: Vec<String>,
    /// The filter that is on, as it is typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// The shares of the panes whose borders were dragged, in thousandths of the screen.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub panes: BTreeMap<String, u16>,
}

impl FileSession {
    /// A roadmap in which the user was nowhere yet.
    pub fn new(path: PathBuf) -> Self {
        let (folded, panes) = (Vec::new(), BTreeMap::new());
        Self { path, tab: None, selected: None, folded, filter: None, panes }
    }
}

impl Session {
    /// How many roadmaps are remembered.
    pub const MAX_FILES: usize = 64;

    /// The largest `session.yaml`, in bytes: what would make it larger is forgotten, the oldest first.
    pub const MAX_LEN: u64 = 256 * 1024;

    /// The session of a file; an empty one if there is none, or none that can be read.
    pub fn load(path: &Path) -> Self {
        let Ok(Some(text)) = file::read_text(path, Self::MAX_LEN) else { return Self::default() };
        let Ok(read) = yaml::parse::<Self>(&text) else { return Self::default() };
        let mut session = Self::default();
        for file in read.files.into_iter().rev() {
            session.remember(file);
        }
        session
    }

    /// Writes the session whole, or leaves the file as it was.
    pub fn save(&self, path: &Path) -> Result<(), Error> {
        file::write_text(path, &self.to_yaml()?)
    }

    /// The roadmap that was open last.
    pub fn last(&self) -> Option<&Path> {
        self.files.first().map(|file| file.path.as_path())
    }

    /// The roadmaps that were open, the last one first.
    pub fn files(&self) -> &[FileSession] {
        &self.files
    }

    /// Where the user was in a roadmap.
    pub fn of(&self, path: &Path) -> Option<&FileSession> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Makes a roadmap the last one. A path that is not Unicode has no place in YAML and is not remembered.
    pub fn remember(&mut self, file: FileSession) {
        if file.path.to_str().is_none() {
            return;
        }
        self.files.retain(|known| known.path != file.path);
        self.files.insert(0, file);
        self.files.truncate(Self::MAX_FILES);
    }

    /// The session as text, without what makes it too large.
    fn to_yaml(&self) -> Result<String, Error> {
        let mut kept = self.clone();
        loop {
            let text =
                serde_yaml::to_string(&kept).map_err(|error| Error::new("write", error.to_string()))?;
            if text.len() as u64 <= Self::MAX_LEN {
                return Ok(text);
            }
            match kept.files.as_mut_slice() {
                [] => return Ok(text),
                [only] if only.folded.is_empty() => kept.files.clear(),
                [only] => only.folded.clear(),
                files => {
                    let n_kept = files.len() / 2;
                    kept.files.truncate(n_kept);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> FileSession {
        FileSession {
            path: path.into(),
            tab: Some("Matrix".to_owned()),
            selected: Some("phase-1/node-js-basics/event-loop~2".to_owned()),
            folded: vec!["phase-2: \"x\"\n- y".to_owned(), "# no comment".to_owned()],
            filter: Some("state:open -tag:#a \"b: 'c'\"".to_owned()),
            panes: BTreeMap::from([("phases".to_owned(), 312)]),
        }
    }

    fn saved_and_loaded(session: &Session) -> Session {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/session.yaml");
        session.save(&path).unwrap();
        Session::load(&path)
    }

    #[test]
    fn a_session_is_loaded_as_it_was_saved() {
        let mut session = Session::default();
        session.remember(file("/a.md"));
        session.remember(FileSession {
            path: "/b ü.md".into(),
            tab: None,
            selected: None,
            folded: Vec::new(),
            filter: None,
            panes: BTreeMap::new(),
        });
        assert_eq!(saved_and_loaded(&session), session);
        assert_eq!(saved_and_loaded(&Session::default()), Session::default());
    }

    #[test]
    fn saving_replaces_the_file_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("session.yaml");
        let mut session = Session::default();
        for name in ["/a.md", "/b.md"] {
            session.remember(file(name));
            session.save(&path).unwrap();
        }
        assert_eq!(Session::load(&path), session);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn the_last_roadmap_comes_first_and_each_only_once() {
        let mut session = Session::default();
        for path in ["/a.md", "/b.md", "/a.md"] {
            session.remember(file(path));
        }
        assert_eq!(session.last(), Some(Path::new("/a.md")));
        assert_eq!(session.files().len(), 2);
        assert!(session.of(Path::new("/b.md")).is_some());
        assert!(session.of(Path::new("/c.md")).is_none());
    }

    #[test]
    fn a_damaged_session_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("session.yaml");
        let deep = format!("files: {}", "[".repeat(200_000));
        for text in ["", "files: 3", "files: [", "- a", "\u{0}", &deep] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(Session::load(&path), Session::default(), "{text:?}");
        }
        std::fs::write(&path, b"files: \xff").unwrap();
        assert_eq!(Session::load(&path), Session::default());
        assert_eq!(Session::load(folder.path()), Session::default());
    }

    #[test]
    fn only_so_many_roadmaps_are_remembered() {
        let mut session = Session::default();
        for n in 0..Session::MAX_FILES + 10 {
            session.remember(file(&format!("/{n}.md")));
        }
        assert_eq!(session.files().len(), Session::MAX_FILES);
        assert_eq!(session.last(), Some(Path::new("/73.md")));
    }

    #[test]
    fn a_session_that_would_be_too_large_forgets_the_oldest() {
        let folds = |n: usize| (0..n).map(|n| format!("phase-{n}/{}", "x".repeat(90))).collect();
        let mut session = Session::default();
        session.remember(FileSession { folded: folds(2000), ..file("/old.md") });
        session.remember(FileSession { folded: folds(2000), ..file("/new.md") });
        let loaded = saved_and_loaded(&session);
        assert_eq!(loaded.files(), &session.files()[..1]);

        session.remember(FileSession { folded: folds(4000), ..file("/huge.md") });
        let loaded = saved_and_loaded(&session);
        assert_eq!(loaded.files().len(), 1);
        assert_eq!(loaded.files()[0].selected, session.files()[0].selected);
        assert!(loaded.files()[0].folded.is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_session_that_cannot_be_written_is_an_error_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let in_the_way = folder.path().join("state");
        std::fs::write(&in_the_way, "").unwrap();
        let error = Session::default().save(&in_the_way.join("session.yaml")).unwrap_err();
        assert!(error.to_string().starts_with("cannot write "), "{error}");
    }
}

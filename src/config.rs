//! The only reader of milepost's own files: where they are, what the user has set, what was open or begun, what was
//! changed when and can be undone, what git told of the past, which ladders there are.
//!
//! What is wrong in `config.yaml` is refused with its place; what is wrong in the state folder is forgotten. Knows nothing
//! of roadmaps (see [`crate::store`]).

mod assessments;
mod bound_keys;
mod colors;
mod defaults;
mod file;
mod ladders;
pub mod library;
mod log;
mod names;
mod past;
mod places;
mod read;
pub mod record;
mod roadmaps;
mod schema;
mod session;
pub mod undo;

use std::path::{Path, PathBuf};

pub use assessments::Assessments;
pub use defaults::defaults_text;
pub use ladders::{BundledLadder, LADDERS, LadderChoice, find_ladders, ladders, load_ladder};
pub use log::log;
pub use names::{Named, ThemeChoice, unknown};

pub use crate::settings::{Cascade, CountRule, DoneDate, StateSet};
pub use crate::spelling::nearest;
pub use past::{keep_past, known_past};
pub use places::Places;
pub use roadmaps::{KnownRoadmaps, find_roadmaps, markdown_files};
pub use session::{FileSession, Session};

use crate::error::Error;
use crate::keymap::Keymap;
use crate::settings::Defaults;
use crate::theme::{Colors, GlyphSet};

/// What the user can set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    pub theme: ThemeChoice,
    /// The user's own, over those of the theme.
    pub colors: Colors,
    pub glyphs: GlyphSet,
    pub mouse: bool,
    /// The folders in which roadmaps are looked for, as written; see [`Places::expand`].
    pub folders: Vec<PathBuf>,
    pub count: CountRule,
    pub done_date: DoneDate,
    pub states: StateSet,
    pub cascade: Cascade,
    pub keymap: Keymap,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            colors: Colors::default(),
            glyphs: GlyphSet::default(),
            mouse: true,
            folders: Vec::new(),
            count: CountRule::default(),
            done_date: DoneDate::default(),
            states: StateSet::default(),
            cascade: Cascade::default(),
            keymap: Keymap::default(),
        }
    }
}

impl Config {
    /// The largest `config.yaml` that is read, in bytes.
    pub const MAX_LEN: u64 = 64 * 1024;

    /// How roadmaps are read where their front matter says nothing.
    pub fn defaults(&self) -> Defaults {
        Defaults { count: self.count, states: self.states, done_date: self.done_date, cascade: self.cascade }
    }

    /// The settings of a text; the error's reason says line and column, and what was probably meant.
    pub fn from_yaml(text: &str) -> Result<Self, Error> {
        crate::yaml::parse(text).map_err(|reason| Error::new("read", reason))
    }

    /// The settings of a file; the defaults if there is none.
    pub fn load(path: &Path) -> Result<Self, Error> {
        match file::read_text(path, Self::MAX_LEN)? {
            None => Ok(Self::default()),
            Some(text) => Self::from_yaml(&text).map_err(|error| error.at(path)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config_file(bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.yaml");
        std::fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    #[test]
    fn without_a_file_the_defaults_hold() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Config::load(&folder.path().join("config.yaml")), Ok(Config::default()));
        assert_eq!(Config::load(&folder.path().join("missing/config.yaml")), Ok(Config::default()));
    }

    #[test]
    fn an_error_says_file_place_reason_and_what_was_meant() {
        let (_folder, path) = config_file(b"mouse: true\nthme: dark\n");
        assert_eq!(
            Config::load(&path).unwrap_err().to_string(),
            format!(
                "cannot read {}: line 2, column 1: unknown setting `thme`; did you mean `theme`?",
                path.display()
            )
        );
    }

    #[test]
    fn what_cannot_be_a_config_is_refused_with_a_reason() {
        for (bytes, reason) in [
            (b"theme: \xff\n".as_slice(), "line 1, column 8: it is not UTF-8"),
            (&[b'#'; 70_000], "it is larger than 64 KiB"),
        ] {
            let (_folder, path) = config_file(bytes);
            assert_eq!(Config::load(&path).unwrap_err().reason, reason);
        }
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Config::load(folder.path()).unwrap_err().reason, "it is not a file");
    }
}

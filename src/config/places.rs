//! Where milepost's own files are. Knows nothing of what is in them, and touches none.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

use crate::error::Error;

/// The folders of milepost's own files. None of them needs to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// Holds `config.yaml`, which the user writes.
    pub config: PathBuf,
    /// What can be deleted at any time: session, history, undo, locks, log.
    pub state: PathBuf,
    /// Roadmaps made by `milepost new`.
    pub library: PathBuf,
    /// The user's home, for `~`.
    pub home: Option<PathBuf>,
}

impl Places {
    /// The folders for this user: all under `$MILEPOST_HOME` if that is set, else where the system has such files.
    pub fn from_env() -> Result<Self, Error> {
        let home = BaseDirs::new().map(|dirs| dirs.home_dir().to_owned());
        if let Some(root) = std::env::var_os("MILEPOST_HOME").filter(|root| !root.is_empty()) {
            let root = PathBuf::from(root);
            let root = std::path::absolute(&root).map_err(|e| Error::io("find", &root, &e))?;
            return Ok(Self { home, ..Self::under(&root) });
        }
        let places = if cfg!(target_os = "macos") {
            home.as_deref().map(|home| Self::xdg(home, |name| std::env::var_os(name)))
        } else {
            ProjectDirs::from("", "", "milepost").map(|dirs| Self {
                config: dirs.config_dir().to_owned(),
                state: dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned(),
                library: dirs.data_dir().join("library"),
                home: home.clone(),
            })
        };
        places.ok_or_else(|| {
            Error::new("find", "there is no home folder")
                .hint("set MILEPOST_HOME to a folder for milepost's files")
        })
    }

    /// All folders under one.
    pub fn under(root: &Path) -> Self {
        Self { config: root.to_owned(), state: root.join("state"), library: root.join("library"), home: None }
    }

    /// The folders of the XDG base directory specification, which terminal users expect on macOS too. A variable that
    /// is not an absolute path is ignored, as the specification says.
    fn xdg(home: &Path, var: impl Fn(&str) -> Option<OsString>) -> Self {
        let folder = |name, default: &str| {
            var(name)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
                .unwrap_or_else(|| home.join(default))
                .join("milepost")
        };
        Self {
            config: folder("XDG_CONFIG_HOME", ".config"),
            state: folder("XDG_STATE_HOME", ".local/state"),
            library: folder("XDG_DATA_HOME", ".local/share").join("library"),
            home: Some(home.to_owned()),
        }
    }

    pub fn config_file(&self) -> PathBuf {
        self.config.join("config.yaml")
    }

    pub fn session_file(&self) -> PathBuf {
        self.state.join("session.yaml")
    }

    pub fn assessments_file(&self) -> PathBuf {
        self.state.join("assessments.yaml")
    }

    pub fn history_folder(&self) -> PathBuf {
        self.state.join("history")
    }

    pub fn undo_folder(&self) -> PathBuf {
        self.state.join("undo")
    }

    pub fn log_file(&self) -> PathBuf {
        self.state.join("milepost.log")
    }

    /// A path as people write it, with `~` for the user's home.
    pub fn shorten(&self, path: &Path) -> PathBuf {
        let below = self.home.as_ref().and_then(|home| path.strip_prefix(home).ok());
        below.map_or_else(|| path.to_owned(), |below| Path::new("~").join(below).components().collect())
    }

    /// A path as the config has it: `~` is the user's home, a relative one begins at the config's folder.
    pub fn expand(&self, path: &Path) -> PathBuf {
        self.expand_in(&self.config, path)
    }

    /// The same where a relative one begins at another folder.
    pub fn expand_in(&self, folder: &Path, path: &Path) -> PathBuf {
        match (path.strip_prefix("~"), &self.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => folder.join(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_folder_can_hold_everything() {
        let places = Places::under(Path::new("/m"));
        assert_eq!(places.config_file(), Path::new("/m/config.yaml"));
        assert_eq!(places.session_file(), Path::new("/m/state/session.yaml"));
        assert_eq!(places.assessments_file(), Path::new("/m/state/assessments.yaml"));
        assert_eq!(places.history_folder(), Path::new("/m/state/history"));
        assert_eq!(places.undo_folder(), Path::new("/m/state/undo"));
        assert_eq!(places.log_file(), Path::new("/m/state/milepost.log"));
        assert_eq!(places.library, Path::new("/m/library"));
    }

    #[cfg(unix)]
    #[test]
    fn the_xdg_folders_are_used_unless_a_variable_says_otherwise() {
        let places = Places::xdg(Path::new("/home/ada"), |name| match name {
            "XDG_STATE_HOME" => Some("/var/ada".into()),
            "XDG_DATA_HOME" => Some("relative".into()),
            _ => None,
        });
        assert_eq!(places.config, Path::new("/home/ada/.config/milepost"));
        assert_eq!(places.state, Path::new("/var/ada/milepost"));
        assert_eq!(places.library, Path::new("/home/ada/.local/share/milepost/library"));
    }

    #[cfg(unix)]
    #[test]
    fn a_tilde_is_the_home_and_a_relative_path_begins_at_the_config() {
        let places = Places { home: Some("/home/ada".into()), ..Places::under(Path::new("/m")) };
        for (path, expanded) in [
            ("~/roadmaps", "/home/ada/roadmaps"),
            ("~", "/home/ada"),
            ("/srv/roadmaps", "/srv/roadmaps"),
            ("roadmaps", "/m/roadmaps"),
            ("~ada/roadmaps", "/m/~ada/roadmaps"),
        ] {
            assert_eq!(places.expand(Path::new(path)), Path::new(expanded), "{path}");
        }
        for (path, short) in
            [("/home/ada/a.md", "~/a.md"), ("/home/adam/a.md", "/home/adam/a.md"), ("/home/ada", "~")]
        {
            assert_eq!(places.shorten(Path::new(path)).to_str(), Some(short));
        }
    }
}

//! The bundled roadmaps, and the folder that holds the user's copies of them.
//!
//! A copy is the user's own file from the moment it is made: nothing here ever writes over one.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind};

/// A roadmap that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    pub name: &'static str,
    pub summary: &'static str,
    pub text: &'static str,
}

/// All of them; the first is the one that is copied, and shown, where none is named.
pub const TEMPLATES: [Template; 1] = [Template {
    name: "nodejs-developer",
    summary: "Node.js, from junior to senior: three phases, a checklist, a development matrix",
    text: include_str!("../../roadmaps/nodejs-developer.md"),
}];

impl Template {
    pub fn named(name: &str) -> Result<Self, Error> {
        TEMPLATES.into_iter().find(|template| template.name == name).ok_or_else(|| {
            let names: Vec<_> = TEMPLATES.iter().map(|template| template.name).collect();
            Error::new("make the roadmap", format!("there is no template `{name}`"))
                .hint(format!("there is {}", names.join(", ")))
        })
    }
}

/// Where a roadmap of a name is in the library folder. The name is that of a file alone, `.md` may be left out.
pub fn path_of(folder: &Path, name: &str) -> Result<PathBuf, Error> {
    let refuse = |reason: &str| {
        let error = Error::new("make the roadmap", format!("`{name}` {reason}"));
        Err(error.of_kind(Kind::Usage).hint("give a name such as `my-roadmap`"))
    };
    if name.trim().is_empty() {
        return refuse("is no name");
    }
    if name.starts_with('.') || name.starts_with('-') {
        return refuse("begins with a dot or a hyphen");
    }
    if name.contains(['/', '\\', ':']) || name.chars().any(char::is_control) {
        return refuse("holds characters that a file's name should not have");
    }
    let has_ending = Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    Ok(folder.join(if has_ending { name.to_owned() } else { format!("{name}.md") }))
}

/// Writes a new roadmap whole, or nothing; one that is there already is left as it is.
pub fn create(path: &Path, text: &str) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || {
        std::fs::create_dir_all(folder)?;
        let mut aside = tempfile::Builder::new().prefix(".milepost-").tempfile_in(folder)?;
        aside.write_all(text.as_bytes())?;
        aside.as_file().sync_all()?;
        aside.persist_noclobber(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|source: std::io::Error| match source.kind() {
        ErrorKind::AlreadyExists => taken(path),
        _ => Error::io("make", path, &source),
    })
}

/// Why a roadmap is not made where there is one.
pub fn taken(path: &Path) -> Error {
    Error::new("make", "there is such a file already").at(path).hint("choose another name")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Roadmap, SectionKind, State};
    use crate::settings::Defaults;

    #[test]
    fn the_bundled_roadmap_is_whole_and_nothing_in_it_is_done() {
        let text = TEMPLATES[0].text;
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        assert_eq!(roadmap.title(), Some("Node.js developer"));
        assert_eq!(roadmap.phases().len(), 4);
        assert!(roadmap.items().all(|(_, item)| item.state == State::Todo));
        assert_eq!(roadmap.items().count(), 102);
        let kinds: Vec<_> = roadmap.sections().iter().map(|section| section.kind).collect();
        for kind in SectionKind::ALL {
            let n = kinds.iter().filter(|own| **own == kind).count();
            let expected = match kind {
                SectionKind::Matrix => 1,
                SectionKind::Journal => 0,
                // The tracking phase and its checklist.
                SectionKind::Assessment => 2,
                SectionKind::Other => 5,
                _ => 3,
            };
            assert_eq!(n, expected, "{kind:?}");
        }
        assert!(crate::check::check(&roadmap).is_empty());
        assert!(text.ends_with("|\n") && !text.contains(['\r', '\t']));
        let table: Vec<_> = text.lines().filter(|line| line.starts_with('|')).collect();
        assert!(table.iter().all(|line| crate::display::width(line) == crate::display::width(table[0])));
    }

    #[test]
    fn a_name_is_that_of_a_file_alone() {
        let folder = Path::new("/l");
        assert_eq!(path_of(folder, "mine").unwrap(), Path::new("/l/mine.md"));
        assert_eq!(path_of(folder, "mine.md").unwrap(), Path::new("/l/mine.md"));
        for name in ["", " ", "../x", "a/b", ".hidden", "-f", "a\u{1b}b"] {
            assert_eq!(path_of(folder, name).unwrap_err().kind, Kind::Usage, "{name:?}");
        }
    }

    #[test]
    fn what_is_there_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/mine.md");
        create(&path, "mine").unwrap();
        assert_eq!(create(&path, "other"), Err(taken(&path)));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
        assert_eq!(std::fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
    }
}

//! A file that is made from a roadmap: written whole or not at all, and never over the roadmap itself.
//!
//! Nothing in it is the user's own words, so that what it held before is not kept.

use std::fs::{self, Permissions};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Where it is written.
#[derive(Debug)]
pub struct Target {
    /// At the end of all links.
    real: PathBuf,
    /// What the file may be used for that is there already.
    old: Option<Permissions>,
}

impl Target {
    /// Finds out where a path leads, and refuses what is no file, or is the roadmap under whatever name.
    pub fn find(path: &Path, roadmap: &Path) -> Result<Self, Error> {
        let refuse = |reason: &str| Error::new("write", reason).at(path);
        let meta = match fs::metadata(path) {
            Ok(meta) => meta,
            Err(error) if error.kind() == ErrorKind::NotFound && path.symlink_metadata().is_err() => {
                return Ok(Self { real: path.to_owned(), old: None });
            }
            Err(error) => return Err(Error::io("write", path, &error)),
        };
        if !meta.is_file() {
            return Err(refuse("it is no regular file").hint("without `-o` the text goes to standard output"));
        }
        let real = fs::canonicalize(path).map_err(|error| Error::io("write", path, &error))?;
        let is_roadmap = fs::canonicalize(roadmap).is_ok_and(|roadmap| roadmap == real);
        if is_roadmap || is_linked(&meta, roadmap) {
            return Err(refuse("it is the roadmap itself").hint("choose another name"));
        }
        Ok(Self { real, old: Some(meta.permissions()) })
    }

    /// What it holds by now.
    pub fn read(&self) -> Result<Vec<u8>, Error> {
        match self.old {
            Some(_) => fs::read(&self.real).map_err(|error| Error::io("read", &self.real, &error)),
            None => Ok(Vec::new()),
        }
    }

    /// Writes it beside its place and renames it there.
    pub fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        let written = || {
            let folder = self.real.parent().filter(|folder| !folder.as_os_str().is_empty());
            let mut beside = beside(folder.unwrap_or(Path::new(".")))?;
            beside.write_all(bytes)?;
            if let Some(old) = &self.old {
                beside.as_file().set_permissions(old.clone())?;
            }
            beside.as_file().sync_all()?;
            beside.persist(&self.real).map_err(|error| error.error)?;
            Ok(())
        };
        written().map_err(|error: std::io::Error| Error::io("write", &self.real, &error))
    }
}

/// Whether a file is the roadmap by another of its own names. On a disk that tells nothing of it, it is not.
#[cfg(unix)]
fn is_linked(meta: &fs::Metadata, roadmap: &Path) -> bool {
    let other = fs::metadata(roadmap);
    other.is_ok_and(|other| super::os::file_id(meta) == super::os::file_id(&other))
}

#[cfg(not(unix))]
fn is_linked(_: &fs::Metadata, _: &Path) -> bool {
    false
}

/// A new file that others may read as far as the user's mask lets them.
fn beside(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".milepost-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_written_whole_over_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let (roadmap, out) = (folder.path().join("a.md"), folder.path().join("a.html"));
        fs::write(&roadmap, "- [ ] a\n").unwrap();
        for text in ["one", "two"] {
            Target::find(&out, &roadmap).unwrap().write(text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&out).unwrap(), text);
        }
        assert_eq!(Target::find(&out, &roadmap).unwrap().read().unwrap(), b"two");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left there");
    }

    #[test]
    fn the_roadmap_is_refused_under_every_name() {
        let folder = tempfile::tempdir().unwrap();
        let roadmap = folder.path().join("a.md");
        fs::write(&roadmap, "- [ ] a\n").unwrap();
        let mut names = vec![roadmap.clone(), folder.path().join("./a.md")];
        #[cfg(unix)]
        {
            let (hard, soft) = (folder.path().join("hard.html"), folder.path().join("soft.html"));
            fs::hard_link(&roadmap, &hard).unwrap();
            std::os::unix::fs::symlink(&roadmap, &soft).unwrap();
            names.extend([hard, soft]);
        }
        for name in names {
            let error = Target::find(&name, &roadmap).unwrap_err();
            assert_eq!(error.reason, "it is the roadmap itself", "{name:?}");
        }
        assert!(Target::find(folder.path(), &roadmap).is_err(), "a folder is no file");
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_links_and_modes_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (out, link) = (folder.path().join("a.html"), folder.path().join("link.html"));
        fs::write(&out, "old").unwrap();
        fs::set_permissions(&out, Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("a.html", &link).unwrap();
        Target::find(&link, Path::new("none.md")).unwrap().write(b"new").unwrap();
        assert!(link.symlink_metadata().unwrap().is_symlink());
        assert_eq!(fs::read(&out).unwrap(), b"new");
        assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o640);
    }
}

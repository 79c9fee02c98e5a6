//! What the system is to open for a link: an address, or a file of the roadmap's folder. What kind of link it is,
//! [`crate::address`] tells.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::address::{self, Link};
use crate::error::Error;

/// Files that the system would run rather than show.
const PROGRAMS: &[&str] = &[
    "app", "appimage", "bat", "bin", "cmd", "com", "command", "cpl", "desktop", "exe", "hta", "jar", "jnlp",
    "js", "jse", "lnk", "msc", "msi", "pif", "ps1", "reg", "run", "scf", "scr", "sh", "terminal", "tool",
    "url", "vb", "vbe", "vbs", "webloc", "workflow", "ws", "wsf", "wsh",
];

/// What is opened for a link of a roadmap in `folder`: its address as it is, or the file that it means, wholly resolved.
pub fn find_target(folder: &Path, link: &str) -> Result<OsString, Error> {
    match address::read(link) {
        Link::Refused(reason) => Err(Error::new("open", reason).at(Path::new(link))),
        Link::Address(address) => Ok(OsString::from(address)),
        Link::File(path) => find_file(folder, &path).map(PathBuf::into_os_string),
    }
}

/// The file that a link means: the path itself or, as wiki links leave it out, with `.md`.
///
/// It lies in `folder` when all links are resolved, and is nothing that the system would run.
fn find_file(folder: &Path, link: &str) -> Result<PathBuf, Error> {
    let refuse = |reason: &str| Error::new("open", reason).at(Path::new(link));
    let folder = folder.canonicalize().map_err(|error| Error::io("open", folder, &error))?;
    let path = folder.join(link);
    let mut with_md = path.clone().into_os_string();
    with_md.push(".md");
    let found = [path, PathBuf::from(with_md)].into_iter().find_map(|path| path.canonicalize().ok());
    let file = found.ok_or_else(|| refuse("there is no such file"))?;
    if !file.starts_with(&folder) {
        return Err(refuse("it is not in the roadmap's folder"));
    }
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if extension.is_some_and(|extension| PROGRAMS.contains(&&*extension)) || is_bare_program(&file) {
        return Err(refuse("it is a program"));
    }
    Ok(file)
}

/// A file without an extension that may be run.
#[cfg(unix)]
fn is_bare_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.extension().is_none()
        && file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_bare_program(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn only_a_file_that_lies_in_the_folder_and_is_no_program_is_found() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("roadmaps");
        std::fs::create_dir_all(folder.join("notes")).unwrap();
        std::fs::write(outside.path().join("secret.md"), "").unwrap();
        for name in ["Event Loop.md", "notes/a.pdf", "run.sh", "tool"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        std::fs::set_permissions(folder.join("tool"), std::fs::Permissions::from_mode(0o755)).unwrap();
        symlink(outside.path().join("secret.md"), folder.join("link.md")).unwrap();
        let found = |link: &str| find_file(&folder, link).map_err(|error| error.reason);
        let real = folder.canonicalize().unwrap();
        assert_eq!(found("Event Loop"), Ok(real.join("Event Loop.md")));
        assert_eq!(found("./notes/../notes/a.pdf"), Ok(real.join("notes/a.pdf")));
        for (link, reason) in [
            ("missing", "there is no such file"),
            ("../secret.md", "it is not in the roadmap's folder"),
            ("link.md", "it is not in the roadmap's folder"),
            ("run.sh", "it is a program"),
            ("tool", "it is a program"),
        ] {
            assert_eq!(found(link), Err(reason.to_owned()), "{link}");
        }
    }
}

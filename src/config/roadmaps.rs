//! Which roadmaps there are to choose from: those that were open, and the Markdown files of the folders for roadmaps.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Config, Places, Session};

/// More than anybody chooses from.
const MOST: usize = 1000;

/// The roadmaps that were open, the last one first; then those of the library, of the config's folders and of the
/// folder that `current` is in, by name. Each file once, without `current`; subfolders are not looked into.
pub fn find_roadmaps(places: &Places, config: &Config, session: &Session, current: &Path) -> Vec<PathBuf> {
    let recent = session.files().iter().map(|file| file.path.clone()).filter(|path| path.is_file());
    let folders = std::iter::once(places.library.clone())
        .chain(config.folders.iter().map(|folder| places.expand(folder)))
        .chain(current.parent().map(Path::to_owned));
    let mut known: HashSet<PathBuf> = current.canonicalize().into_iter().collect();
    let is_new = |path: &PathBuf| path.canonicalize().is_ok_and(|real| known.insert(real));
    recent.chain(folders.flat_map(|folder| markdown_files(&folder))).filter(is_new).take(MOST).collect()
}

/// The Markdown files of a folder, or of the one that the program runs in, by name. What the folder hides is left out.
pub fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(entries) = fs::read_dir(here) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| folder.join(entry.file_name()))
        .filter(|path| {
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
            let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
            ending.is_some_and(|ending| ending == "md" || ending == "markdown")
                && !is_hidden
                && path.is_file()
        })
        .collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FileSession;

    #[test]
    fn recent_ones_come_first_and_each_file_once() {
        let root = tempfile::tempdir().unwrap();
        let home = root.path().canonicalize().unwrap();
        let places = Places::under(&home);
        for path in
            ["library/go.md", "notes/b.md", "notes/A.MD", "notes/.hidden.md", "notes/c.txt", "here/x.md"]
        {
            let path = home.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        fs::create_dir(home.join("notes/folder.md")).unwrap();
        let mut session = Session::default();
        for path in ["gone.md", "notes/b.md", "here/current.md"] {
            session.remember(FileSession {
                path: home.join(path),
                tab: None,
                selected: None,
                folded: Vec::new(),
                filter: None,
                panes: std::collections::BTreeMap::new(),
            });
        }
        fs::write(home.join("here/current.md"), "").unwrap();
        let config = Config { folders: vec!["notes".into(), "missing".into()], ..Config::default() };
        let found = find_roadmaps(&places, &config, &session, &home.join("here/current.md"));
        let names: Vec<_> =
            found.iter().map(|path| path.strip_prefix(&home).unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["notes/b.md", "library/go.md", "notes/A.MD", "here/x.md"]);
    }
}

//! Which roadmaps there are to choose from: those that were open, and the Markdown files of the folders for roadmaps.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{Config, Places, Session};

/// More than anybody chooses from, in all folders together.
const MOST: usize = 1000;
/// How many of those that were open are lately opened ones.
const LATELY: usize = 8;

/// The roadmaps there are, by where they are found. Each file is there once, in the first place that it has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownRoadmaps {
    /// Those that were open, the last one first.
    pub lately: Vec<PathBuf>,
    /// Those of the folder at hand, by name.
    pub here: Vec<PathBuf>,
    /// Folders for roadmaps with what is in them, by name; none without.
    pub folders: Vec<(PathBuf, Vec<PathBuf>)>,
    /// Those of the library.
    pub library: Vec<PathBuf>,
    /// Those that were open before the lately opened ones and are in none of these folders.
    pub earlier: Vec<PathBuf>,
}

/// Looks for roadmaps: those that were open, those of the folder at hand, of the one that `current` is in, of the config's
/// folders and of the library; without `current`. Subfolders are not looked into.
pub fn find_roadmaps(
    places: &Places,
    config: &Config,
    session: &Session,
    here: &Path,
    current: Option<&Path>,
) -> KnownRoadmaps {
    let mut known: HashSet<PathBuf> =
        current.and_then(|current| current.canonicalize().ok()).into_iter().collect();
    let mut new = |paths: Vec<PathBuf>| -> Vec<PathBuf> {
        let is_new = |path: &PathBuf| path.canonicalize().is_ok_and(|real| known.insert(real));
        paths.into_iter().filter(is_new).collect()
    };
    let mut opened: Vec<PathBuf> =
        session.files().iter().map(|file| file.path.clone()).filter(|path| path.is_file()).collect();
    // The open one is among them, if any is.
    let earlier = opened.split_off((LATELY + usize::from(current.is_some())).min(opened.len()));
    let lately = new(opened);
    let mut left = MOST;
    let mut of_folder = |folder: &Path| {
        let files = new(markdown_files(folder).into_iter().take(left).collect());
        left -= files.len();
        files
    };
    let here = of_folder(here);
    let beside = current.and_then(Path::parent).map(Path::to_owned);
    let folders = beside.into_iter().chain(config.folders.iter().map(|folder| places.expand(folder)));
    let folders: Vec<(PathBuf, Vec<PathBuf>)> = folders
        .map(|folder| {
            let files = of_folder(&folder);
            (folder, files)
        })
        .filter(|(_, files)| !files.is_empty())
        .collect();
    let library = of_folder(&places.library);
    KnownRoadmaps { lately, here, folders, library, earlier: new(earlier) }
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
            session.remember(FileSession::new(home.join(path)));
        }
        fs::write(home.join("here/current.md"), "").unwrap();
        for path in ["work/o.md", "work/q.md"] {
            fs::create_dir_all(home.join("work")).unwrap();
            fs::write(home.join(path), "").unwrap();
        }
        let config = Config { folders: vec!["notes".into(), "missing".into()], ..Config::default() };
        let names = |paths: &[PathBuf]| -> Vec<String> {
            paths.iter().map(|path| path.strip_prefix(&home).unwrap().to_str().unwrap().to_owned()).collect()
        };
        let found = find_roadmaps(
            &places,
            &config,
            &session,
            &home.join("work"),
            Some(&home.join("here/current.md")),
        );
        assert_eq!(names(&found.lately), ["notes/b.md"]);
        assert_eq!(names(&found.here), ["work/o.md", "work/q.md"]);
        let folders: Vec<_> = found.folders.iter().map(|(_, files)| names(files)).collect();
        assert_eq!(folders, [["here/x.md"], ["notes/A.MD"]]);
        assert_eq!(names(&found.library), ["library/go.md"]);
        assert_eq!(names(&found.earlier), Vec::<String>::new());
        let at_a_start = find_roadmaps(&places, &config, &session, &home.join("here"), None);
        assert_eq!(names(&at_a_start.lately), ["here/current.md", "notes/b.md"]);
        assert_eq!(names(&at_a_start.here), ["here/x.md"]);
    }

    #[test]
    fn of_many_that_were_open_the_older_ones_come_last() {
        let root = tempfile::tempdir().unwrap();
        let home = root.path().canonicalize().unwrap();
        let mut session = Session::default();
        for n in 0..12 {
            let path = home.join(n.to_string()).join("a.md");
            fs::create_dir(path.parent().unwrap()).unwrap();
            fs::write(&path, "").unwrap();
            session.remember(FileSession::new(path));
        }
        let places = Places::under(&home.join("own"));
        let found = find_roadmaps(
            &places,
            &Config::default(),
            &session,
            &home.join("none"),
            Some(&home.join("11/a.md")),
        );
        assert_eq!((found.lately.len(), found.earlier.len()), (8, 3));
        assert!(found.lately[0].ends_with("10/a.md") && found.earlier[0].ends_with("2/a.md"));
    }
}

//! Where ladders come from: those that come with the program, and the user's own beside a roadmap or in the library.
//!
//! A roadmap's front matter may name a file anywhere. Such a file is only ever read, as a ladder and as nothing else: a
//! regular file of limited size, whose words appear nowhere but in the answers about that roadmap.

use std::path::{Path, PathBuf};

use super::{Places, file};
use crate::assess::Ladder;
use crate::error::Error;
use crate::spelling::nearest;

/// A ladder that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BundledLadder {
    pub name: &'static str,
    pub text: &'static str,
}

pub const LADDERS: [BundledLadder; 7] = [
    BundledLadder {
        name: "backend-nodejs",
        text: include_str!("../../roadmaps/ladders/backend-nodejs.yaml"),
    },
    BundledLadder { name: "data-engineer", text: include_str!("../../roadmaps/ladders/data-engineer.yaml") },
    BundledLadder {
        name: "engineering-manager",
        text: include_str!("../../roadmaps/ladders/engineering-manager.yaml"),
    },
    BundledLadder {
        name: "frontend-developer",
        text: include_str!("../../roadmaps/ladders/frontend-developer.yaml"),
    },
    BundledLadder {
        name: "platform-engineer",
        text: include_str!("../../roadmaps/ladders/platform-engineer.yaml"),
    },
    BundledLadder {
        name: "rust-developer",
        text: include_str!("../../roadmaps/ladders/rust-developer.yaml"),
    },
    BundledLadder {
        name: "software-engineer",
        text: include_str!("../../roadmaps/ladders/software-engineer.yaml"),
    },
];

/// A ladder that there is to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderChoice {
    /// What the front matter calls it: the file's name without its ending.
    pub name: String,
    /// None for one that comes with the program.
    pub path: Option<PathBuf>,
}

/// The ladders that a roadmap can name, by name. Of two with one name the nearer is taken: `ladders` and
/// `roadmaps/ladders` in the roadmap's folder, `ladders` in the library, those of the program.
pub fn ladders(places: &Places, folder: &Path) -> Vec<LadderChoice> {
    let folders = [folder.join("ladders"), folder.join("roadmaps/ladders"), places.library.join("ladders")];
    let own = folders.iter().flat_map(|folder| yaml_files(folder)).filter_map(|path| {
        let name = path.file_stem()?.to_str()?.to_owned();
        Some(LadderChoice { name, path: Some(path) })
    });
    let bundled = LADDERS.iter().map(|ladder| LadderChoice { name: ladder.name.to_owned(), path: None });
    let mut choices: Vec<LadderChoice> = Vec::new();
    for choice in own.chain(bundled) {
        if choices.iter().all(|other| other.name != choice.name) {
            choices.push(choice);
        }
    }
    choices.sort_by(|left, right| left.name.cmp(&right.name));
    choices
}

/// Those that a roadmap can name, with what is in them; with the one that its front matter names, wherever that is.
pub fn find_ladders(
    places: &Places,
    folder: &Path,
    named: Option<&str>,
) -> Vec<(LadderChoice, Result<Ladder, Error>)> {
    let mut choices = ladders(places, folder);
    if let Some(name) = named.filter(|name| choices.iter().all(|choice| choice.name != **name)) {
        choices.insert(0, LadderChoice { name: name.to_owned(), path: Some(PathBuf::from(name)) });
    }
    let load = |choice: LadderChoice| {
        let ladder = load_ladder(&choice.name, places, folder);
        (choice, ladder)
    };
    choices.into_iter().map(load).collect()
}

/// Loads what a front matter or a command line calls a ladder: the path of a file, from the roadmap's `folder` where it
/// is relative, or the name of one of [`ladders`].
pub fn load_ladder(name: &str, places: &Places, folder: &Path) -> Result<Ladder, Error> {
    let is_path = name.contains(['/', '\\']) || has_yaml_ending(Path::new(name));
    if is_path {
        let path = match (Path::new(name).strip_prefix("~"), &places.home) {
            (Ok(rest), Some(home)) => home.join(rest),
            _ => folder.join(name),
        };
        return load_file(&path);
    }
    let choices = ladders(places, folder);
    match choices.iter().find(|choice| choice.name == name) {
        Some(LadderChoice { path: Some(path), .. }) => load_file(path),
        Some(choice) => {
            let bundled = LADDERS.iter().find(|ladder| ladder.name == choice.name);
            Ladder::from_yaml(bundled.map_or("", |ladder| ladder.text))
        }
        None => {
            let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
            let error = Error::new("find the ladder", format!("there is none called `{name}`"));
            Err(match nearest(name, names.iter().copied()) {
                Some(meant) => error.hint(format!("did you mean `{meant}`?")),
                None => error.hint(format!("there are {}; or give the path of a file", names.join(", "))),
            })
        }
    }
}

fn load_file(path: &Path) -> Result<Ladder, Error> {
    let text = file::read_text(path, Ladder::MAX_LEN)?;
    let text = text.ok_or_else(|| Error::new("read", "there is no such ladder").at(path))?;
    Ladder::from_yaml(&text).map_err(|error| error.at(path))
}

fn has_yaml_ending(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ending == "yaml" || ending == "yml")
}

/// The YAML files of a folder, by name; what the folder hides is left out.
fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_hidden =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| has_yaml_ending(path) && !is_hidden(path) && path.is_file())
        .collect();
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINE: &str = "name: Mine\nroles: [A]\nskills:\n- { name: S, expects: { A: 1 } }\n";

    fn write(path: &Path, text: &str) {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    #[test]
    fn the_bundled_ladders_are_whole() {
        for bundled in LADDERS {
            let ladder = Ladder::from_yaml(bundled.text).unwrap_or_else(|error| panic!("{error}"));
            assert!((8..=14).contains(&ladder.skills.len()), "{}", bundled.name);
            assert!(bundled.text.is_ascii() && bundled.text.lines().all(|line| line.len() <= 130));
            for skill in &ladder.skills {
                let context = format!("{}: {}", bundled.name, skill.name);
                assert!(skill.matches.len() >= 6, "{context}");
                let expected: Vec<usize> = skill.expects.iter().map(|(role, _)| *role).collect();
                let explained: Vec<usize> = skill.means.iter().map(|(role, _)| *role).collect();
                assert_eq!(expected, explained, "{context}: each role that asks for it says what it means");
                assert!(expected.contains(&(ladder.roles.len() - 1)), "{context}");
                assert!(skill.means.iter().all(|(_, means)| means.ends_with('.')), "{context}");
            }
        }
    }

    #[test]
    fn the_nearest_ladder_of_a_name_is_taken() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::under(&root.path().join("home"));
        let folder = root.path().join("notes");
        let name = |places: &Places| load_ladder("backend-nodejs", places, &folder).unwrap().name;
        assert_eq!(name(&places), "Back-end developer (Node.js)");
        for (path, called) in [
            ("home/library/ladders/backend-nodejs.yml", "Library"),
            ("notes/roadmaps/ladders/backend-nodejs.yaml", "Roadmaps"),
            ("notes/ladders/backend-nodejs.yaml", "Beside"),
        ] {
            write(&root.path().join(path), &MINE.replace("Mine", called));
            assert_eq!(name(&places), called);
        }
        write(&folder.join("ladders/.hidden.yaml"), MINE);
        write(&folder.join("ladders/words.txt"), MINE);
        let choices = ladders(&places, &folder);
        let names: Vec<_> = choices.iter().map(|choice| choice.name.as_str()).collect();
        assert_eq!(names, LADDERS.map(|ladder| ladder.name), "each once, by name");
        assert!(choices[0].path.is_some() && choices[1].path.is_none());
    }

    #[test]
    fn a_path_begins_at_the_roadmaps_folder_and_may_lead_anywhere() {
        let root = tempfile::tempdir().unwrap();
        let places = Places { home: Some(root.path().to_owned()), ..Places::under(root.path()) };
        let folder = root.path().join("notes");
        write(&folder.join("mine.yaml"), MINE);
        write(&root.path().join("shared/any.txt"), MINE);
        let absolute = root.path().join("shared/any.txt");
        for name in
            ["mine.yaml", "./mine.yaml", "../shared/any.txt", "~/shared/any.txt", absolute.to_str().unwrap()]
        {
            assert_eq!(load_ladder(name, &places, &folder).unwrap().name, "Mine", "{name}");
        }
    }

    #[test]
    fn what_is_no_ladder_is_refused_with_its_path_and_reason() {
        let root = tempfile::tempdir().unwrap();
        let places = Places::under(root.path());
        let load = |name: &str| load_ladder(name, &places, root.path()).unwrap_err();
        assert_eq!(
            load("backend-nodjs").to_string(),
            "cannot find the ladder: there is none called `backend-nodjs`; did you mean `backend-nodejs`?"
        );
        assert!(load("gardener").hint.unwrap().contains("software-engineer"));
        write(&root.path().join("bad.yaml"), &MINE.replace("A: 1", "A: 7"));
        let path = root.path().join("bad.yaml");
        assert_eq!(
            load("bad.yaml").to_string(),
            format!(
                "cannot read {}: line 4, column 28: skills[0].expects.A: `7` is no level; levels are 1 to 5, or novice, \
                 advanced beginner, competent, proficient, expert",
                path.display()
            )
        );
        assert_eq!(load("gone.yaml").reason, "there is no such ladder");
        std::fs::create_dir(root.path().join("folder.yaml")).unwrap();
        assert_eq!(load("folder.yaml").reason, "it is not a file");
        write(&root.path().join("huge.yaml"), &"#".repeat(Ladder::MAX_LEN as usize + 1));
        assert_eq!(load("huge.yaml").reason, "it is larger than 4096 KiB");
    }
}

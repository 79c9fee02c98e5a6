//! The bundled roadmaps, and the folder that holds the user's copies of them.
//!
//! A copy is the user's own file from the moment it is made: nothing here ever writes over one.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind};
use crate::spelling::nearest;

/// A roadmap that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    pub name: &'static str,
    pub summary: &'static str,
    pub text: &'static str,
}

/// All of them; the first is the one that is copied, and shown, where none is named.
pub const TEMPLATES: [Template; 6] = [
    Template {
        name: "nodejs-developer",
        summary: "Node.js: JavaScript, services, internals, leading a team",
        text: include_str!("../../roadmaps/nodejs-developer.md"),
    },
    Template {
        name: "rust-developer",
        summary: "Rust: ownership, async, services, unsafe code, design",
        text: include_str!("../../roadmaps/rust-developer.md"),
    },
    Template {
        name: "frontend-developer",
        summary: "Front end: HTML and CSS, TypeScript, accessibility, speed",
        text: include_str!("../../roadmaps/frontend-developer.md"),
    },
    Template {
        name: "platform-engineer",
        summary: "DevOps and platforms: Linux, Kubernetes, reliability, cost",
        text: include_str!("../../roadmaps/platform-engineer.md"),
    },
    Template {
        name: "data-engineer",
        summary: "Data: SQL, pipelines, modelling, streaming, quality",
        text: include_str!("../../roadmaps/data-engineer.md"),
    },
    Template {
        name: "engineering-manager",
        summary: "Leading engineers: people, delivery, strategy, structure",
        text: include_str!("../../roadmaps/engineering-manager.md"),
    },
];

impl Template {
    pub fn named(name: &str) -> Result<Self, Error> {
        TEMPLATES.into_iter().find(|template| template.name == name).ok_or_else(|| {
            let names = TEMPLATES.map(|template| template.name);
            let error = Error::new("make the roadmap", format!("there is no template `{name}`"));
            match nearest(name, names) {
                Some(meant) => error.hint(format!("did you mean `{meant}`?")),
                None => error.hint(format!("there are {}", names.join(", "))),
            }
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
        // Where a file has the folder's name, it is not the roadmap that is taken.
        std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => ErrorKind::NotADirectory.into(),
            _ => error,
        })?;
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

/// Makes the user's own copy of a template in the library folder: under its name, or under the first of `-2`, `-3`, … that
/// is free.
pub fn copy(folder: &Path, template: &Template) -> Result<PathBuf, Error> {
    let mut number = 1;
    loop {
        let name = match number {
            1 => template.name.to_owned(),
            number => format!("{}-{number}", template.name),
        };
        let path = path_of(folder, &name)?;
        match create(&path, template.text) {
            Err(error) if error == taken(&path) => number += 1,
            made => return made.map(|()| path),
        }
    }
}

/// Why a roadmap is not made where there is one.
pub fn taken(path: &Path) -> Error {
    Error::new("make", "there is such a file already").at(path).hint("choose another name")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use linkify::LinkFinder;

    use super::*;
    use crate::assess::Standing;
    use crate::config::Places;
    use crate::config::ladders::load_ladder;
    use crate::model::heading::PhaseName;
    use crate::model::{Place, Roadmap, SectionKind, State};
    use crate::settings::Defaults;

    fn read(template: &Template) -> Roadmap {
        Roadmap::read(template.text.as_bytes().to_vec(), Defaults::default())
    }

    /// How many sections of a kind a roadmap has.
    fn n_of_kind(roadmap: &Roadmap, kind: SectionKind) -> usize {
        roadmap.sections().iter().filter(|section| section.kind == kind).count()
    }

    /// Where the links of its resources go, by item.
    fn resources(roadmap: &Roadmap) -> Vec<(&str, Vec<String>)> {
        let is_resource = |place: Place| roadmap.section(place.section).kind == SectionKind::Resources;
        roadmap
            .items()
            .filter(|(place, _)| is_resource(*place))
            .map(|(place, item)| (item.text(roadmap.section(place.section)), roadmap.addresses_of(place)))
            .collect()
    }

    #[test]
    fn each_bundled_roadmap_leads_through_whole_phases_and_nothing_in_it_is_done() {
        for template in TEMPLATES {
            let roadmap = read(&template);
            let name = template.name;
            let (tracking, phases) = roadmap.phases().split_last().unwrap();
            assert!(phases.len() >= 3, "{name}");
            for phase in phases {
                let heading = roadmap.section(phase.first).heading_text().unwrap();
                let PhaseName { emoji, number, level, years } = PhaseName::read(heading);
                assert!(
                    emoji.is_some() && number.is_some() && level.is_some() && years.is_some(),
                    "{heading}"
                );
            }
            for kind in [
                SectionKind::Goals,
                SectionKind::Competencies,
                SectionKind::Practice,
                SectionKind::SoftSkills,
                SectionKind::Resources,
            ] {
                assert_eq!(n_of_kind(&roadmap, kind), phases.len(), "{name}: {kind:?}");
            }
            assert_eq!(roadmap.section(tracking.first).kind, SectionKind::Assessment, "{name}");
            assert!(
                template.text.contains("**Dreyfus model**") && template.text.contains("half year"),
                "{name}"
            );
            assert!(roadmap.items().all(|(_, item)| item.state == State::Todo), "{name}: untracked or done");
            assert!(roadmap.items().count() >= 60, "{name}");
            assert_eq!(crate::check::check(&roadmap), [], "{name}");
        }
    }

    #[test]
    fn the_resources_of_each_bundled_roadmap_lead_to_well_formed_addresses() {
        for template in TEMPLATES {
            let roadmap = read(&template);
            let resources = resources(&roadmap);
            assert!(resources.len() >= 15, "{}", template.name);
            let mut seen = HashSet::new();
            for (text, addresses) in resources {
                assert!(!addresses.is_empty(), "{text}: leads nowhere");
                for address in addresses {
                    let found: Vec<_> = LinkFinder::new().links(&address).map(|link| link.end()).collect();
                    let host = address.strip_prefix("https://").and_then(|rest| rest.split('/').next());
                    assert!(host.is_some_and(|host| host.contains('.')), "{address}");
                    assert!(found == [address.len()] && address.is_ascii(), "{address}");
                    assert!(seen.insert(address.clone()), "{address} is there twice");
                }
            }
            assert!(!template.text.contains("http://"), "{}", template.name);
        }
    }

    #[test]
    fn the_matrix_of_each_bundled_roadmap_is_that_of_the_ladder_it_names() {
        let nowhere = Path::new("/none");
        for template in TEMPLATES {
            let roadmap = read(&template);
            let name = template.name;
            let ladder = roadmap.front_matter.ladder.as_deref().unwrap_or_else(|| panic!("{name}"));
            let ladder = load_ladder(ladder, &Places::under(nowhere), nowhere).unwrap();
            let standing = Standing::of(&roadmap, Some(&ladder));
            assert!(standing.skills.len() >= 8, "{name}");
            for skill in &standing.skills {
                let context = format!("{name}: {}", skill.name);
                assert!(skill.row.is_some() && skill.in_ladder.is_some(), "{context}");
                assert!(skill.evidence.counts.of() >= 2, "{context}: {}", skill.evidence);
                assert_eq!(skill.claims.len(), ladder.roles.len(), "{context}: a column for each role");
            }
            let target = standing.target_role(&roadmap).unwrap();
            assert_eq!(standing.gap(target).skills.len(), standing.skills.len(), "{name}");
        }
    }

    #[test]
    fn the_bundled_roadmaps_are_tidy() {
        for template in TEMPLATES {
            let text = template.text;
            let listed = format!("{:20} {}", template.name, template.summary);
            assert!(listed.len() <= 80, "{listed}: fits a terminal in the list");
            assert!(text.ends_with("|\n") && !text.contains(['\r', '\t']), "{}", template.name);
            let words = text.lines().filter(|line| !line.contains("](https://"));
            for line in words {
                assert!(crate::display::width(line) <= 120 && line.trim_end() == line, "{line}");
            }
            let table: Vec<_> = text.lines().filter(|line| line.starts_with('|')).collect();
            let width = crate::display::width(table[0]);
            assert!(table.iter().all(|line| crate::display::width(line) == width), "{}", template.name);
        }
    }

    #[test]
    fn the_roadmap_that_is_copied_first_is_that_of_a_node_js_developer() {
        let roadmap = read(&TEMPLATES[0]);
        assert_eq!(roadmap.title(), Some("Node.js developer"));
        assert_eq!((roadmap.phases().len(), roadmap.items().count()), (4, 102));
        assert_eq!(n_of_kind(&roadmap, SectionKind::Matrix), 1);
    }

    #[test]
    fn an_unknown_template_is_told_with_the_nearest_or_all_there_are() {
        let hint = |name: &str| Template::named(name).unwrap_err().hint.unwrap();
        assert_eq!(hint("rust-develper"), "did you mean `rust-developer`?");
        assert!(hint("gardener").starts_with("there are nodejs-developer, rust-developer"));
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
    fn a_copy_takes_the_first_name_that_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let template = &TEMPLATES[1];
        std::fs::write(folder.path().join("rust-developer-2.md"), "mine").unwrap();
        for name in ["rust-developer.md", "rust-developer-3.md"] {
            let path = copy(folder.path(), template).unwrap();
            assert_eq!(path, folder.path().join(name));
            assert_eq!(std::fs::read_to_string(path).unwrap(), template.text);
        }
        assert_eq!(std::fs::read_to_string(folder.path().join("rust-developer-2.md")).unwrap(), "mine");
        let no_folder = folder.path().join("rust-developer.md");
        assert!(copy(&no_folder, template).unwrap_err().to_string().starts_with("cannot make "));
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

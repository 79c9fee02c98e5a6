//! Which file is meant, and opening it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::output::{Failure, usage};
use crate::config::library::Template;
use crate::config::{self, Config, Places, Session};
use crate::document::Document;
use crate::error::Error;
use crate::model::Roadmap;
use crate::store::Store;

/// A roadmap and where it came from.
#[derive(Debug, Clone)]
pub(super) struct Opened {
    /// As the user named it.
    pub shown: PathBuf,
    /// At the end of all links.
    pub path: PathBuf,
    pub document: Document,
}

impl Opened {
    pub(super) fn roadmap(&self) -> &Roadmap {
        &self.document.roadmap
    }

    pub(super) fn name(&self) -> String {
        self.shown.to_string_lossy().into_owned()
    }

    /// Its title, else the name of its file.
    pub(super) fn title(&self) -> String {
        let stem = || self.shown.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        self.roadmap().title().map_or_else(stem, str::to_owned)
    }
}

/// What is meant where no file is named.
pub(super) enum Found {
    None,
    One(PathBuf),
    /// None more than another of those in a folder.
    Several {
        paths: Vec<PathBuf>,
        folder: &'static str,
    },
}

impl Found {
    /// The file, where it is one.
    pub(super) fn one(self) -> Result<PathBuf, Failure> {
        let refusal = |reason: String| {
            Error::new("choose a roadmap", reason).hint("name one, as in `milepost status roadmap.md`")
        };
        match self {
            Self::One(path) => Ok(path),
            Self::None => Err(refusal("none was opened before and none is in this folder".to_owned()).into()),
            Self::Several { paths, folder } => {
                let details = paths.iter().map(|path| path.display().to_string()).collect();
                Err(Failure { error: refusal(format!("there are several in {folder}")), details })
            }
        }
    }
}

/// milepost's own files, and what the user has set in them.
pub(super) struct Surroundings {
    pub places: Places,
    pub config: Config,
    /// The folder at hand, as paths in it begin.
    pub here: PathBuf,
}

impl Surroundings {
    pub(super) fn load() -> Result<Self, Error> {
        let places = Places::from_env()?;
        let config = Config::load(&places.config_file())?;
        Ok(Self { places, config, here: PathBuf::new() })
    }

    pub(super) fn store(&self) -> Store {
        Store::new(&self.places.state)
    }

    /// Opens the file that is named, else the one that is meant.
    pub(super) fn open(&self, file: Option<&Path>) -> Result<Opened, Failure> {
        match file {
            Some(file) => self.open_named(file),
            None => self.open_named(&self.find().one()?),
        }
    }

    /// Opens the file that the arguments of a command are about. Where none is named and none is meant, the first of
    /// them may have been the file, mistyped.
    pub(super) fn open_for(&self, file: Option<&Path>, arguments: &[String]) -> Result<Opened, Failure> {
        self.open(file).map_err(|mut failure| {
            let first = arguments.first().filter(|_| file.is_none());
            if let Some(told) = first.and_then(|first| no_such_file(first)) {
                failure.error.hint = Some(match failure.error.hint.take() {
                    Some(hint) => format!("{told}; {hint}"),
                    None => told,
                });
            }
            failure
        })
    }

    pub(super) fn open_named(&self, shown: &Path) -> Result<Opened, Failure> {
        let store = self.store();
        for path in store.clean(shown)?.kept {
            let told = format!("what another program wrote is kept in {}", path.display());
            config::log(&self.places, &told);
        }
        Ok(self.read(shown)?)
    }

    /// Reads a file and writes nothing, wherever.
    pub(super) fn read(&self, shown: &Path) -> Result<Opened, Error> {
        let loaded = self.store().load(shown)?;
        let document = Document::new(loaded.bytes, self.config.defaults());
        Ok(Opened { shown: shown.to_owned(), path: loaded.path, document })
    }

    /// A roadmap that is not in a file of the user's.
    pub(super) fn bundled(&self, template: Template) -> Opened {
        let document = Document::new(template.text.as_bytes().to_vec(), self.config.defaults());
        let name = PathBuf::from(format!("{} (bundled)", template.name));
        Opened { shown: name.clone(), path: name, document }
    }

    /// The last opened roadmap, else those in the folder, else those in the library.
    pub(super) fn find(&self) -> Found {
        self.last().map_or_else(|| self.find_afresh(usize::MAX), Found::One)
    }

    /// The same for the panes, which offer all there is where it is not one: of several no more than two are looked for.
    pub(super) fn find_to_open(&self, is_fresh: bool) -> Found {
        let last = if is_fresh { None } else { self.last() };
        last.map_or_else(|| self.find_afresh(2), Found::One)
    }

    fn last(&self) -> Option<PathBuf> {
        let session = Session::load(&self.places.session_file());
        session.last().filter(|path| path.exists()).map(Path::to_owned)
    }

    /// Those in the folder, else those in the library; the first `most` of them.
    fn find_afresh(&self, most: usize) -> Found {
        let found = config::markdown_files(&self.here);
        let here: Vec<PathBuf> = match &*found {
            [only] if !is_readme(only) => found,
            _ => found.into_iter().filter(|path| self.holds_boxes(path)).take(most).collect(),
        };
        let (roadmaps, folder) = match &*here {
            [] => (config::markdown_files(&self.places.library), "the library"),
            _ => (here, "this folder"),
        };
        match &*roadmaps {
            [only] => Found::One(only.clone()),
            [] => Found::None,
            _ => Found::Several { paths: roadmaps, folder },
        }
    }

    /// Whether it is a roadmap as far as can be told at once: a large file may be one.
    fn holds_boxes(&self, path: &Path) -> bool {
        const LARGE: u64 = 8 << 20;
        if path.metadata().is_ok_and(|meta| meta.len() > LARGE) {
            return true;
        }
        let loaded = self.store().load(path);
        loaded.is_ok_and(|loaded| {
            Roadmap::read(loaded.bytes, self.config.defaults()).items().any(|(_, item)| item.mark.is_some())
        })
    }
}

/// Whether a file tells of the folder that it is in, and is a roadmap only if it has boxes.
fn is_readme(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"))
}

/// Divides `[FILE] ARGUMENT…` by what is there: the first is FILE if there is such a file, or if there are more
/// arguments than the command has. `names` are the arguments, for the message where one is missing.
pub(super) fn split_file(
    mut arguments: Vec<OsString>,
    option: Option<PathBuf>,
    at_least: usize,
    at_most: usize,
    names: &'static str,
) -> Result<(Option<PathBuf>, Vec<String>), Error> {
    let mut file = option;
    // A link that leads nowhere is named as a file too, and cannot be opened.
    let is_file = |path: &OsString| match Path::new(path).metadata() {
        Ok(meta) => !meta.is_dir(),
        Err(_) => Path::new(path).symlink_metadata().is_ok(),
    };
    if file.is_none() && (arguments.len() > at_most || arguments.first().is_some_and(is_file)) {
        file = Some(PathBuf::from(arguments.remove(0)));
    }
    if arguments.len() < at_least || arguments.len() > at_most {
        let n = if arguments.len() < at_least { "few" } else { "many" };
        return Err(usage("read the arguments", format!("there are too {n}"), format!("give {names}")));
    }
    let rest: Result<_, _> = arguments.into_iter().map(text).collect();
    Ok((file, rest?))
}

/// An argument that is a text, not the name of a file. What is no character would be written as another one.
pub(super) fn text(argument: OsString) -> Result<String, Error> {
    argument.into_string().map_err(|argument| {
        let reason = format!("`{}` is not UTF-8", argument.to_string_lossy());
        usage("read the arguments", reason, "write it in UTF-8")
    })
}

/// What to say of an argument that was taken for something else and looks like a file that is not there.
pub(super) fn no_such_file(argument: &str) -> Option<String> {
    let path = Path::new(argument);
    let is_markdown = path
        .extension()
        .is_some_and(|end| ["md", "markdown"].iter().any(|markdown| end.eq_ignore_ascii_case(markdown)));
    let looks_like_file = is_markdown || argument.contains(std::path::is_separator);
    (looks_like_file && !path.exists()).then(|| format!("there is no file `{argument}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_argument_is_the_file_only_if_there_is_such_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "").unwrap();
        let split = |arguments: &[&OsString], option: Option<PathBuf>| {
            let arguments = arguments.iter().map(|argument| (*argument).clone()).collect();
            split_file(arguments, option, 1, 2, "ITEM [TEXT]")
        };
        let (file, item, text) = (path.clone().into_os_string(), "item".into(), "text".into());
        let some = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(split(&[&file, &item], None), Ok((Some(path.clone()), some(&["item"]))));
        assert_eq!(split(&[&item, &text], None), Ok((None, some(&["item", "text"]))));
        assert_eq!(
            split(&[&item, &text], Some(path.clone())),
            Ok((Some(path.clone()), some(&["item", "text"])))
        );
        // More than the command has, so the first can only be a file.
        assert_eq!(split(&[&item, &text, &text], None), Ok((Some("item".into()), some(&["text", "text"]))));
        assert!(split(&[&file], None).is_err());
        assert_eq!(split(&[&file, &item, &text], None), Ok((Some(path), some(&["item", "text"]))));
        let of_folder = folder.path().as_os_str().to_owned();
        assert_eq!(split(&[&of_folder], None).unwrap().0, None);
    }

    #[cfg(unix)]
    #[test]
    fn a_text_that_is_not_utf8_is_refused() {
        use std::os::unix::ffi::OsStringExt as _;
        let bad = OsString::from_vec(b"bad\xff".to_vec());
        let refused = split_file(vec!["lesson".into(), bad], Some("a.md".into()), 2, 2, "KIND TEXT");
        let refused = refused.unwrap_err();
        assert!(refused.reason.ends_with("is not UTF-8"), "{refused}");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_itself_is_named_as_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("loop.md");
        std::os::unix::fs::symlink(&path, &path).unwrap();
        let arguments = vec![path.clone().into_os_string(), "item".into()];
        assert_eq!(split_file(arguments, None, 1, 2, "ITEM").unwrap().0, Some(path));
    }
}

//! The layers of the code: who may know whom, who may name what, and how long a file may be.
//!
//! Reads the source. A module's own tests may know more than the module and may be as long as they need to be; they are
//! left out, wherever in a file they stand.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that cannot go on is to fail")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each module with those that it may know; in reading order, leaves first.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("command", &[]),
    ("settings", &[]),
    ("spelling", &[]),
    ("yaml", &[]),
    ("display", &[]),
    ("fingerprint", &[]),
    ("matching", &[]),
    ("span", &[]),
    ("theme", &[]),
    ("address", &["display"]),
    ("keymap", &["command"]),
    ("markdown", &["span"]),
    ("model", &["span", "markdown", "settings", "yaml"]),
    ("query", &["spelling", "matching", "span", "markdown", "settings", "model"]),
    ("progress", &["span", "markdown", "settings", "model"]),
    ("timeline", &["span", "markdown", "settings", "model"]),
    ("check", &["span", "markdown", "settings", "model"]),
    ("resources", &["span", "markdown", "settings", "address", "model"]),
    ("assess", &["error", "spelling", "yaml", "span", "markdown", "settings", "model"]),
    ("edit", &["span", "markdown", "settings", "yaml", "model", "check", "error"]),
    ("history", &["edit"]),
    ("document", &["span", "markdown", "settings", "model", "error", "edit", "history", "timeline"]),
    ("store", &["error", "fingerprint"]),
    ("git", &["error", "span", "markdown", "settings", "model", "timeline"]),
    (
        "config",
        &[
            "error",
            "command",
            "spelling",
            "fingerprint",
            "span",
            "keymap",
            "theme",
            "settings",
            "yaml",
            "model",
            "timeline",
            "assess",
            "edit",
            "history",
            "git",
        ],
    ),
    (
        "saving",
        &[
            "error",
            "settings",
            "fingerprint",
            "span",
            "model",
            "edit",
            "history",
            "document",
            "store",
            "config",
        ],
    ),
    ("ratings", &["model", "assess", "edit", "document"]),
    (
        "export",
        &["settings", "display", "address", "span", "markdown", "model", "progress", "timeline", "assess"],
    ),
    (
        "app",
        &[
            "error",
            "command",
            "settings",
            "display",
            "address",
            "span",
            "matching",
            "markdown",
            "model",
            "query",
            "progress",
            "timeline",
            "assess",
            "resources",
            "edit",
            "history",
            "document",
            "ratings",
        ],
    ),
    (
        "ui",
        &[
            "command",
            "settings",
            "display",
            "address",
            "span",
            "matching",
            "markdown",
            "model",
            "query",
            "progress",
            "timeline",
            "assess",
            "resources",
            "document",
            "keymap",
            "theme",
            "app",
        ],
    ),
    (
        "term",
        &[
            "error",
            "command",
            "settings",
            "display",
            "address",
            "span",
            "markdown",
            "model",
            "progress",
            "timeline",
            "assess",
            "resources",
            "edit",
            "history",
            "document",
            "store",
            "git",
            "config",
            "keymap",
            "theme",
            "saving",
            "app",
            "ui",
        ],
    ),
    (
        "cli",
        &[
            "error", "command", "settings", "display", "span", "markdown", "model", "query", "progress",
            "timeline", "check", "assess", "edit", "history", "document", "store", "git", "config", "keymap",
            "theme", "saving", "ratings", "export", "app", "term",
        ],
    ),
    ("main", &["cli"]),
];

/// A name, and the modules in which alone it may stand.
const CONTAINED: &[(&str, &[&str])] = &[
    ("pulldown_cmark", &["markdown"]),
    ("ratatui", &["keymap", "theme", "ui", "term"]),
    ("crossterm", &["keymap", "theme", "ui", "term"]),
    ("std::fs", &["store", "config", "cli"]),
    ("Command::new", &["git", "term"]),
    ("println!", &["cli", "main"]),
    ("print!", &["cli", "main"]),
    ("stdout()", &["cli", "main", "term"]),
    ("stderr()", &["cli", "main", "term"]),
    ("process::exit", &["main"]),
];

const MAX_LINES: usize = 500;

struct Source {
    path: PathBuf,
    /// `model` for `src/model.rs` and all below `src/model/`.
    module: String,
    text: String,
    /// Without its tests.
    own: String,
    /// Without its tests and comments.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let below = path.strip_prefix(&root).unwrap();
                let first = below.components().next().unwrap().as_os_str().to_string_lossy();
                let module = first.trim_end_matches(".rs").to_owned();
                let text = fs::read_to_string(&path).unwrap();
                let own = without_tests(&text);
                let is_comment = |line: &&str| line.trim_start().starts_with("//");
                let code = own.lines().filter(|line| !is_comment(line)).collect::<Vec<_>>().join("\n");
                sources.push(Source { path, module, text, own, code });
            }
        }
    }
    let for_tests: Vec<PathBuf> = sources.iter().flat_map(files_for_tests).collect();
    sources.retain(|source| source.module != "lib" && !for_tests.contains(&source.path));
    assert!(sources.len() > 20);
    sources
}

/// A source without what stands under `#[cfg(test)]`: an item of one line, or of all lines up to the one that closes it.
fn without_tests(text: &str) -> String {
    let mut own = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() != "#[cfg(test)]" {
            own.push_str(line);
            own.push('\n');
            continue;
        }
        let indent = &line[..line.len() - line.trim_start().len()];
        let begins = lines.by_ref().find(|line| !line.trim_start().starts_with("#[")).unwrap_or_default();
        if !begins.trim_end().ends_with([';', '}']) {
            lines.by_ref().find(|line| line.strip_prefix(indent).is_some_and(|rest| rest.starts_with('}')));
        }
    }
    own
}

/// The files that a source declares for its tests alone: `#[cfg(test)] mod testing;`.
fn files_for_tests(source: &Source) -> Vec<PathBuf> {
    let mut lines = source.text.lines();
    let mut files = Vec::new();
    while let Some(line) = lines.next() {
        if line == "#[cfg(test)]"
            && let Some(name) = lines.next().and_then(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        {
            files.push(source.path.with_extension("").join(format!("{name}.rs")));
        }
    }
    files
}

/// The modules of the crate that a text names: `crate::model::…` and `use crate::{edit, model::…}`.
fn known(code: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
    };
    let mut known: Vec<String> = Vec::new();
    for path in ["crate::", "milepost::"] {
        for (at, _) in code.match_indices(path) {
            let rest = &code[at + path.len()..];
            match rest.strip_prefix('{') {
                None => known.push(word(rest)),
                Some(list) => {
                    let (mut depth, mut begins) = (0, true);
                    for (at, char) in list.char_indices() {
                        if begins && depth == 0 && char.is_alphabetic() {
                            known.push(word(&list[at..]));
                            begins = false;
                        }
                        match char {
                            '{' => depth += 1,
                            '}' if depth == 0 => break,
                            '}' => depth -= 1,
                            ',' if depth == 0 => begins = true,
                            _ => {}
                        }
                    }
                }
            }
        }
    }
    known
}

#[test]
fn each_module_knows_only_those_before_it() {
    let mut offences = Vec::new();
    for source in sources() {
        let Some((_, may_know)) = MAY_KNOW.iter().find(|(module, _)| *module == source.module) else {
            offences.push(format!(
                "{}: module `{}` has no place in the layers",
                source.path.display(),
                source.module
            ));
            continue;
        };
        for other in known(&source.code) {
            if other != source.module && !may_know.contains(&other.as_str()) {
                offences.push(format!(
                    "{}: `{}` may not know `{other}`",
                    source.path.display(),
                    source.module
                ));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn the_layers_have_no_circle() {
    for (index, (module, may_know)) in MAY_KNOW.iter().enumerate() {
        for other in *may_know {
            let before = MAY_KNOW[..index].iter().any(|(earlier, _)| earlier == other);
            assert!(before, "`{module}` knows `{other}`, which does not stand before it");
        }
    }
}

#[test]
fn what_is_dangerous_or_heavy_is_named_in_few_places() {
    let mut offences = Vec::new();
    for source in sources() {
        for (name, modules) in CONTAINED {
            if source.code.contains(name) && !modules.contains(&source.module.as_str()) {
                offences.push(format!("{}: `{name}` belongs into {modules:?}", source.path.display()));
            }
        }
    }
    assert!(offences.is_empty(), "{}", offences.join("\n"));
}

#[test]
fn no_file_is_longer_than_the_wall() {
    for source in sources() {
        let n_lines = source.own.lines().count();
        assert!(n_lines <= MAX_LINES, "{}: {n_lines} lines", source.path.display());
    }
}

#[test]
fn every_file_opens_with_what_it_holds() {
    for source in sources() {
        assert!(source.text.starts_with("//! "), "{}", source.path.display());
    }
}

#[test]
fn only_what_is_for_tests_is_left_out() {
    let text = "\
use crate::a;
#[cfg(test)]
use crate::b;
#[cfg(test)]
mod tests {
    fn f() {
    }
}
fn g() {
    #[cfg(test)]
    {
        crate::c();
    }
    crate::d();
}
";
    assert_eq!(known(&without_tests(text)), ["a", "d"]);
}

#[test]
fn names_in_use_lists_are_found() {
    assert_eq!(
        known("use crate::{edit::{self, Verb}, model::Place};\ncrate::span::Span"),
        ["edit", "model", "span"]
    );
}

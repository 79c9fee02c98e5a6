//! Each shell's script, and how it is told what can be completed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap_complete::Shell;
use clap_complete::env::{Elvish, EnvCompleter, Powershell};

use super::bash::Typed;
use super::line::Line;
use super::words::unquoted;
use super::{ASKED, Candidate, candidates};

/// The script that has a shell complete; it runs the program that printed it, by its name where it was found by that.
pub(in crate::cli) fn registration(shell: Shell) -> String {
    let program = program(std::env::args_os().next());
    let with = |script: &str, quoted: String| script.replace("PROGRAM", &quoted);
    match shell {
        Shell::Bash => with(include_str!("bash.sh"), quoted_for_sh(&program)),
        Shell::Zsh => with(include_str!("zsh.sh"), quoted_for_sh(&program)),
        Shell::Fish => with(include_str!("fish.sh"), quoted_for_fish(&program)),
        Shell::Elvish => of_clap(&Elvish, &program),
        _ => of_clap(&Powershell, &program),
    }
}

fn of_clap(shell: &dyn EnvCompleter, program: &str) -> String {
    let mut script = Vec::new();
    let name = env!("CARGO_PKG_NAME");
    // Writing into memory does not fail.
    let _ = shell.write_registration(ASKED, name, name, program, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// How the program is run from a script: what has a folder in it, from anywhere.
fn program(named: Option<OsString>) -> String {
    let named = named.map_or_else(|| PathBuf::from(env!("CARGO_PKG_NAME")), PathBuf::from);
    let is_bare = named.components().count() < 2;
    let path = if is_bare { named } else { std::path::absolute(&named).unwrap_or(named) };
    path.to_string_lossy().into_owned()
}

fn quoted_for_sh(program: &str) -> String {
    if Path::new(program).components().count() < 2 {
        return program.to_owned();
    }
    format!("'{}'", program.replace('\'', r"'\''"))
}

fn quoted_for_fish(program: &str) -> String {
    if Path::new(program).components().count() < 2 {
        return program.to_owned();
    }
    format!("'{}'", program.replace('\\', r"\\").replace('\'', r"\'"))
}

/// What is printed for a shell that asks; `index` is the word that the cursor is in, else the last one.
pub(super) fn answer(shell: &str, words: Vec<OsString>, index: Option<usize>) -> Option<String> {
    let last = words.len().checked_sub(1)?;
    match shell {
        "bash" => {
            let [line, replaced] = &*words else { return None };
            Some(for_bash(&Typed::new(line.to_str()?, replaced.to_str()?)?))
        }
        "zsh" => {
            let index = index.unwrap_or(last);
            let mut words = words;
            words.resize(words.len().max(index + 1), OsString::new());
            Some(for_zsh(&Line { words, index }))
        }
        "fish" => Some(for_fish(words)),
        // Their scripts are clap's, and put in as it is what they are given.
        _ => {
            let found = candidates(&Line { words, index: last });
            let is_taken =
                |candidate: &&Candidate| candidate.is_word() && !candidate.value.contains(['@', ',', '%']);
            Some(found.iter().filter(is_taken).map(with_tab).collect())
        }
    }
}

/// How what is found is to be taken, in the first line; then what may be put in as it stands, one a line.
fn for_bash(typed: &Typed) -> String {
    let found = candidates(&typed.line);
    let (values, replacements): (Vec<&str>, Vec<String>) =
        found.iter().filter_map(|found| Some((&*found.value, typed.replacement(&found.value)?))).unzip();
    let mode = mode(&values, typed.line.current());
    replacements.iter().fold(format!("{mode}\n"), |text, replacement| text + replacement + "\n")
}

fn for_zsh(line: &Line) -> String {
    let found = candidates(line);
    let values: Vec<&str> = found.iter().map(|found| &*found.value).collect();
    let mode = mode(&values, line.current());
    found.iter().fold(format!("{mode}\n"), |text, candidate| text + &with_tab(candidate))
}

/// The word at the cursor is given as it is typed.
fn for_fish(mut words: Vec<OsString>) -> String {
    let index = words.len().saturating_sub(1);
    let typed = words.pop().unwrap_or_default();
    words.push(typed.to_str().map_or_else(|| typed.clone(), |typed| unquoted(typed).0.into()));
    let line = Line { words, index };
    // Fish takes a tilde that it puts in for the user's folder.
    let is_meant = |found: &&Candidate| !found.value.starts_with('~') || line.current().starts_with("~/");
    candidates(&line).iter().filter(is_meant).map(with_tab).collect()
}

/// Whether what several values have in common may be typed for the user.
fn mode(values: &[&str], typed: &str) -> &'static str {
    let is_begun = values.iter().all(|value| value.starts_with(typed));
    if values.len() > 1 && !is_begun { "listed" } else { "words" }
}

fn with_tab(candidate: &Candidate) -> String {
    if candidate.told.is_empty() {
        return format!("{}\n", candidate.value);
    }
    format!("{}\t{}\n", candidate.value, candidate.told)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_run_by_its_name_or_its_whole_path() {
        assert_eq!(program(Some("milepost".into())), "milepost");
        let whole = program(Some("target/debug/milepost".into()));
        assert!(Path::new(&whole).is_absolute(), "{whole}");
        assert_eq!(quoted_for_sh("/a b/it's"), r"'/a b/it'\''s'");
        assert_eq!(quoted_for_fish(r"/a\b/it's"), r"'/a\\b/it\'s'");
    }

    #[test]
    fn nothing_is_typed_over_what_is_typed() {
        assert_eq!(mode(&["event-loop", "event-bus"], "ev"), "words");
        assert_eq!(mode(&["event-loop"], "loop"), "words");
        assert_eq!(mode(&["event-loop", "loops"], "loop"), "listed");
    }

    #[test]
    fn every_shell_has_a_script() {
        use clap::ValueEnum as _;
        for shell in Shell::value_variants() {
            let script = registration(*shell);
            assert!(script.contains(ASKED) && !script.contains("PROGRAM"), "{shell}: {script}");
        }
    }
}

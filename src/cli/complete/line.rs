//! The line that is being typed, as words.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use clap::{Arg, Command};

use crate::cli::arguments::Arguments;

/// The words of a command line, and which of them the cursor is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The program first.
    pub words: Vec<OsString>,
    pub index: usize,
}

/// The options, of whatever command, that take a value in the next word.
static TAKING: LazyLock<Vec<String>> = LazyLock::new(|| taking(&Arguments::definition()));

fn taking(command: &Command) -> Vec<String> {
    let takes = |arg: &&Arg| arg.get_action().takes_values();
    let names = command.get_arguments().filter(takes).flat_map(|arg| {
        let long = arg.get_long().map(|long| format!("--{long}"));
        long.into_iter().chain(arg.get_short().map(|short| format!("-{short}")))
    });
    names.chain(command.get_subcommands().flat_map(taking)).collect()
}

impl Line {
    /// What bash gives: quoted words as they are typed, and cut at colons and equals signs. Also how much of the current
    /// word stands before what bash completes.
    pub(super) fn of_bash(words: Vec<OsString>, index: usize) -> (Self, String) {
        let mut joined: Vec<String> = Vec::new();
        let (mut at, mut before) = (0, String::new());
        let mut is_glued = false;
        for (nth, word) in words.into_iter().enumerate() {
            let word = word.to_string_lossy().into_owned();
            let is_sign = matches!(&*word, ":" | "=" | "::");
            // A sign at the beginning of a word begins it: `:20`.
            let is_option = joined.last().is_some_and(|last| last.starts_with("--"));
            let word = if nth == index { word } else { unquoted(&word) };
            match joined.last_mut() {
                Some(last) if nth > 1 && (is_glued || (word == "=" && is_option)) => {
                    if nth == index {
                        before = if is_sign { format!("{last}{word}") } else { last.clone() };
                    }
                    last.push_str(&word);
                }
                _ => joined.push(word),
            }
            is_glued = is_sign;
            if nth == index {
                at = joined.len() - 1;
            }
        }
        (Self { words: joined.into_iter().map(OsString::from).collect(), index: at }, before)
    }

    /// What is typed of the word that the cursor is in.
    pub(super) fn current(&self) -> &str {
        self.words.get(self.index).and_then(|word| word.to_str()).unwrap_or_default()
    }

    /// The value of an option, where it is typed already.
    pub(super) fn value_of(&self, option: &str) -> Option<&str> {
        let pair = self.words.windows(2).find(|pair| pair[0] == option)?;
        pair[1].to_str()
    }

    /// The words between a command's name and the cursor that are no options.
    pub(super) fn words_behind(&self, command: &[&str]) -> Vec<&str> {
        let mut command = command.iter().peekable();
        let mut found = Vec::new();
        let mut is_value = false;
        for word in self.words.iter().take(self.index).skip(1).filter_map(|word| word.to_str()) {
            if std::mem::replace(&mut is_value, TAKING.iter().any(|option| option == word))
                || word.starts_with('-') && word.len() > 1
            {
                continue;
            }
            match command.peek() {
                Some(name) if **name == word => {
                    command.next();
                }
                Some(_) => {}
                None => found.push(word),
            }
        }
        found
    }

    /// Those that are not the file.
    pub(super) fn positionals(&self, command: &[&str]) -> Vec<&str> {
        let mut words = self.words_behind(command);
        if words.first().is_some_and(|first| is_file(first)) {
            words.remove(0);
        }
        words
    }

    /// The file that the line names: with its option, or else the first word that is one.
    pub(super) fn file(&self) -> Option<PathBuf> {
        let words: Vec<&str> =
            self.words.iter().take(self.index).skip(1).filter_map(|word| word.to_str()).collect();
        let option = words.windows(2).find(|pair| matches!(pair[0], "-f" | "--file")).map(|pair| pair[1]);
        let joined = || words.iter().find_map(|word| word.strip_prefix("--file="));
        option.or_else(joined).or_else(|| words.iter().copied().find(|word| is_file(word))).map(PathBuf::from)
    }
}

fn is_file(word: &str) -> bool {
    Path::new(word).is_file()
}

/// A word as the shell will give it; variables and the like are left as they are typed.
fn unquoted(word: &str) -> String {
    let mut text = String::new();
    let mut quote = None;
    let mut chars = word.chars();
    while let Some(char) = chars.next() {
        match (quote, char) {
            (Some(open), _) if char == open => quote = None,
            (None, '"' | '\'') => quote = Some(char),
            (None | Some('"'), '\\') => text.extend(chars.next()),
            _ => text.push(char),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_bash(words: &[&str]) -> (Vec<String>, usize, String) {
        let words: Vec<OsString> = words.iter().map(OsString::from).collect();
        let index = words.len() - 1;
        let (line, before) = Line::of_bash(words, index);
        let words = line.words.into_iter().map(|word| word.into_string().unwrap()).collect();
        (words, line.index, before)
    }

    #[test]
    fn what_bash_cuts_is_put_together() {
        let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            of_bash(&["milepost", "list", "--state", "=", "do"]),
            (strings(&["milepost", "list", "--state=do"]), 2, "--state=".into())
        );
        assert_eq!(
            of_bash(&["milepost", "list", "--state", "="]),
            (strings(&["milepost", "list", "--state="]), 2, "--state=".into())
        );
        assert_eq!(
            of_bash(&["milepost", "rate", ":", "271", ""]),
            (strings(&["milepost", "rate", ":271", ""]), 3, String::new())
        );
        assert_eq!(
            of_bash(&["milepost", "show", "\"a b\".md", "c\\ d", "x"]),
            (strings(&["milepost", "show", "a b.md", "c d", "x"]), 4, String::new())
        );
    }

    #[test]
    fn what_stands_behind_a_command_is_told_from_options_and_their_values() {
        let words =
            ["milepost", "-f", "x.md", "matrix", "--matrix", "2", "set", "node", "--dry-run", "mid", ""];
        let line = Line { words: words.map(OsString::from).to_vec(), index: 10 };
        assert_eq!(line.positionals(&["matrix", "set"]), ["node", "mid"]);
        assert_eq!(line.file(), Some("x.md".into()));
    }
}

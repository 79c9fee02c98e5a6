//! The line that is being typed, as words.

use std::ffi::OsString;
use std::path::PathBuf;
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

/// What a shell replaces by the user's folder where a word begins so.
pub(super) const HOMES: [&str; 2] = ["~/", "$HOME/"];

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
        let joined = words.iter().find_map(|word| word.strip_prefix("--file=")).map(PathBuf::from);
        let named = || words.iter().copied().find(|word| is_file(word)).map(expanded);
        option.map(expanded).or(joined).or_else(named)
    }
}

fn is_file(word: &str) -> bool {
    expanded(word).is_file()
}

pub(super) fn begins_with_home(word: &str) -> bool {
    HOMES.iter().any(|home| word.starts_with(home))
}

/// The path that the shell makes of a word; of all that it replaces, the user's folder alone.
pub(super) fn expanded(word: &str) -> PathBuf {
    let rest = HOMES.iter().find_map(|home| word.strip_prefix(home));
    rest.zip(std::env::home_dir()).map_or_else(|| word.into(), |(rest, home)| home.join(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_a_command_is_told_from_options_and_their_values() {
        let words =
            ["milepost", "-f", "x.md", "matrix", "--matrix", "2", "set", "node", "--dry-run", "mid", ""];
        let line = Line { words: words.map(OsString::from).to_vec(), index: 10 };
        assert_eq!(line.positionals(&["matrix", "set"]), ["node", "mid"]);
        assert_eq!(line.file(), Some("x.md".into()));
    }
}

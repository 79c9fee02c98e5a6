//! The words of the walk: what each is called, what stands behind it, and what it does. Knows nothing of how it is done.

use crate::cli::output::{Failure, usage};
use crate::config::nearest;

/// Declares [`Word`]: one line a word, with its names (the whole one first), what stands behind it, and its help.
macro_rules! words {
    ($($word:ident $names:expr, $usage:literal, $help:literal;)+) => {
        /// What can be asked for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Word {
            $(#[doc = $help] $word,)+
        }

        impl Word {
            /// Every word, in the order in which the help tells them.
            const ALL: &[Self] = &[$(Self::$word),+];

            /// What it is called: the whole name, then the short ones.
            const fn names(self) -> &'static [&'static str] {
                match self { $(Self::$word => &$names),+ }
            }

            /// What stands behind it.
            const fn usage(self) -> &'static str {
                match self { $(Self::$word => $usage),+ }
            }

            /// What it does, in one line.
            const fn help(self) -> &'static str {
                match self { $(Self::$word => $help),+ }
            }
        }
    };
}

words! {
    List ["list", "l", "ls"], "", "tell what is here, with numbers";
    More ["more", "m"], "", "go on with a long list";
    Go ["go", "g"], "N", "go into what number N stands for; the number alone does so too";
    Back ["back", "b", ".."], "", "go back to what it is in";
    Top ["top"], "", "go to the phases";
    Next ["next", "n"], "", "what to do next, and why";
    Show ["show", "s"], "N", "all that is known of it";
    Find ["find", "f", "/"], "WORDS", "items that have these words, in their text or note";
    Filter ["filter"], "STATE... or FILTER", "list only such items, as in `open doing` or `tag:#node level:<3`; off ends it";
    Status ["status"], "", "how far it has come, by phase";
    Tick ["tick", "t", "done"], "N...", "set to done";
    Start ["start", "doing"], "N...", "set to doing";
    Skip ["skip"], "N...", "set to skipped";
    Defer ["defer"], "N...", "set to deferred";
    Reset ["reset", "todo"], "N...", "set to open";
    Note ["note"], "N [TEXT]", "write the note; without text it asks for lines, and a full stop alone ends them";
    Track ["track"], "N", "give a bullet its box, or all bullets below a heading";
    Level ["level"], "N LEVEL", "set an item's or a skill's level, 1 to 5 or its name; none removes it";
    Rate ["rate"], "SKILL LEVEL", "set a skill's level; a number of the matrix or the skill's name";
    Target ["target"], "SKILL LEVEL", "set the level that is aimed at";
    Matrix ["matrix", "mx"], "[set SKILL COLUMN VALUE]", "the skills of the matrix, with numbers; set writes one cell";
    Gap ["gap"], "[ROLE]", "what lies between the skills and a role";
    Assess ["assess"], "[ROLE]", "the self-assessment, question by question";
    Journal ["journal", "j"], "[add KIND TEXT]", "the entries of the journal, with numbers; add writes one of today";
    Links ["links", "resources"], "", "every link, with its item";
    History ["history", "progress", "h"], "[git]", "progress over time; git reads the past versions of the file too";
    Check ["check"], "", "what is odd in the file";
    Add ["add", "a"], "[N] TEXT", "add an item behind N, or at the end of what is here";
    Child ["child"], "N TEXT", "add an item below N, as a part of it";
    Edit ["edit", "e"], "N [TEXT]", "change the words of an item or an entry; without text it asks for them";
    Delete ["delete", "d"], "N", "delete it with all below it, after asking";
    Up ["up"], "N", "move it before its sibling";
    Down ["down"], "N", "move it behind its sibling";
    Undo ["undo", "u"], "", "take the last change back";
    Redo ["redo", "r"], "", "make it again";
    Open ["open", "o"], "[FILE]", "open another roadmap";
    Help ["help", "?"], "[COMMAND]", "the commands, or one of them";
    Quit ["quit", "q", "exit"], "", "leave; so does the end of input";
}

impl Word {
    /// What a line asks for, and what stands behind the word. A number alone is gone into.
    pub(super) fn read(line: &str) -> Result<(Self, &str), Failure> {
        let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        if !first.is_empty() && line.chars().all(|char| char.is_ascii_digit()) {
            return Ok((Self::Go, line));
        }
        // `/words` is typed as in other programs.
        if let Some(words) = line.strip_prefix('/') {
            return Ok((Self::Find, words.trim()));
        }
        Ok((Self::named(first)?, rest.trim()))
    }

    /// The word of this name, or the only one whose name begins so.
    fn named(name: &str) -> Result<Self, Failure> {
        let typed = name.to_lowercase();
        let is_called = |word: &&Self| word.names().contains(&&*typed);
        if let Some(word) = Self::ALL.iter().find(is_called) {
            return Ok(*word);
        }
        let begins = |word: &&Self| word.names().iter().any(|name| name.starts_with(&typed));
        let begun: Vec<&Self> = Self::ALL.iter().filter(begins).collect();
        if let [only] = *begun {
            return Ok(*only);
        }
        let begun = begun.iter().flat_map(|word| word.names()).filter(|name| name.starts_with(&typed));
        let names: Vec<&str> = begun.copied().collect();
        let hint = if names.is_empty() {
            let all = Self::ALL.iter().flat_map(|word| word.names()).copied();
            nearest(&typed, all.filter(|name| name.len() > 2))
                .map_or_else(|| "`help` tells them".to_owned(), |name| format!("did you mean `{name}`?"))
        } else {
            format!("it may be {}", names.join(", "))
        };
        Err(usage("do that", format!("there is no command `{name}`"), hint).into())
    }

    /// `tick N..., t, done: set to done`
    fn told(self) -> String {
        let names = self.names();
        let (name, short) = (names[0], names.get(1..).unwrap_or_default().join(", "));
        let usage = if self.usage().is_empty() { String::new() } else { format!(" {}", self.usage()) };
        let short = if short.is_empty() { String::new() } else { format!(" (or {short})") };
        format!("{name}{usage}{short}: {}\n", self.help())
    }

    /// The help on one command, or on all.
    pub(super) fn help_on(topic: &str) -> Result<String, Failure> {
        if !topic.is_empty() {
            return Ok(Self::named(topic)?.told());
        }
        let mut text: String = Self::ALL.iter().map(|word| word.told()).collect();
        text.push_str(
            "N is a number of the last list. Where a number can stand, an item can be named too: by its line (:20), the \
             end of its path, or words that only it has. Words within double quotes are one argument.\nEach change is in the file at once.\n",
        );
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_by_their_names_their_short_forms_and_their_beginnings() {
        for (line, word, rest) in [
            ("list", Word::List, ""),
            ("12", Word::Go, "12"),
            ("..", Word::Back, ""),
            ("tick 1 2", Word::Tick, "1 2"),
            ("T 1", Word::Tick, "1"),
            ("hist", Word::History, ""),
            ("note 3  two  words ", Word::Note, "3  two  words"),
            ("/event loop", Word::Find, "event loop"),
            ("1st", Word::List, ""),
        ] {
            match Word::read(line) {
                Ok(read) => assert_eq!(read, (word, rest), "{line}"),
                Err(_) => assert_eq!(line, "1st"),
            }
        }
    }

    #[test]
    fn no_name_is_that_of_two_words() {
        let mut names: Vec<&str> = Word::ALL.iter().flat_map(|word| word.names()).copied().collect();
        let n_names = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), n_names);
    }

    #[test]
    fn an_unknown_word_tells_the_nearest() {
        let hint = |line| Word::read(line).unwrap_err().error.hint.unwrap();
        assert_eq!(hint("tikc 3"), "did you mean `tick`?");
        assert_eq!(hint("re 3"), "it may be reset, resources, redo");
    }
}

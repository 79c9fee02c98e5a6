//! What bash gives and takes: the line as it is typed, and words that it is to take for the very texts they are of.
//!
//! Bash puts in what it is given as it stands, and where it is told that these are names of files it leaves what looks
//! like a command in a folder's name to be run. So each text is quoted here, for the quotes that the cursor stands in.

use std::ffi::OsString;

use super::is_plain;
use super::line::{HOMES, Line, begins_with_home};
use super::words::{unquoted, words};

/// The line up to the cursor, and what of it bash replaces.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Typed {
    pub line: Line,
    /// What stands of the word before the part that bash replaces: it cuts words at colons, equals signs and quotes.
    before: String,
    /// The quote that the cursor stands in.
    quote: Option<char>,
    /// What begins the word and is the shell's to replace by the user's folder.
    home: &'static str,
}

impl Typed {
    /// `replaced` is what bash puts a text in the place of: the end of the line.
    pub(super) fn new(line: &str, replaced: &str) -> Option<Self> {
        let words = words(line);
        let last = *words.last()?;
        let (before, _) = unquoted(last.strip_suffix(replaced)?);
        let (current, quote) = unquoted(last);
        let bare = if quote == Some('"') { last.strip_prefix('"').unwrap_or(last) } else { last };
        let is_meant = |home: &&str| bare.starts_with(*home) && (quote.is_none() || **home != *"~/");
        let home = HOMES.into_iter().find(is_meant).unwrap_or_default();
        // What only looks like the user's folder, as in quotes, is nothing that could be found.
        if home.is_empty() && begins_with_home(&current) {
            return None;
        }
        let index = words.len() - 1;
        let words = words.into_iter().map(|word| OsString::from(unquoted(word).0)).collect();
        Some(Self { line: Line { words, index }, before, quote, home })
    }

    /// What bash is to put in for the word to be `text`, if it can be.
    pub(super) fn replacement(&self, text: &str) -> Option<String> {
        let rest = text.strip_prefix(&self.before)?;
        let (home, rest) = match rest.strip_prefix(self.home) {
            Some(rest) if self.before.is_empty() => (self.home, rest),
            _ => ("", rest),
        };
        Some(format!("{home}{}", quoted(rest, self.quote)))
    }
}

/// A text as it is to be typed behind this open quote for the shell to take it as it is.
fn quoted(text: &str, quote: Option<char>) -> String {
    let mut typed = String::new();
    let mut last = None;
    for char in text.chars() {
        match (quote, char) {
            (Some('\''), '\'') => typed.push_str(r"'\''"),
            // The history is asked for within these quotes whatever stands before it.
            (Some('"'), '!') => typed.push_str("\"'!'\""),
            (Some('"'), '"' | '\\' | '$' | '`') => typed.extend(['\\', char]),
            (None, '~') if !matches!(last, None | Some(':' | '=')) => typed.push(char),
            (None, _) if !is_plain(char) => typed.extend(['\\', char]),
            _ => typed.push(char),
        }
        last = Some(char);
    }
    typed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words, what stands before what is replaced, and what is put in for a text.
    fn read(line: &str, replaced: &str, text: &str) -> Option<(Vec<String>, String, Option<String>)> {
        let typed = Typed::new(line, replaced)?;
        let words = typed.line.words.iter().map(|word| word.to_str().unwrap().to_owned()).collect();
        Some((words, typed.before.clone(), typed.replacement(text)))
    }

    #[test]
    fn a_line_is_words_as_the_shell_will_give_them_whatever_bash_cuts() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let all = [
            (
                "milepost list --state=do",
                "do",
                "--state=done",
                &["milepost", "list", "--state=do"][..],
                "done",
            ),
            ("milepost list --state=", "", "--state=done", &["milepost", "list", "--state="], "done"),
            ("milepost rate :271 ", "", "x", &["milepost", "rate", ":271", ""], "x"),
            (r#"milepost show "a b".md c\ d x"#, "x", "x", &["milepost", "show", "a b.md", "c d", "x"], "x"),
            (r#"milepost gap --role Ju"n "#, "n ", "Jun x", &["milepost", "gap", "--role", "Jun "], "n x"),
            (
                r#"milepost list "a b/"in"#,
                "\"a b/\"in",
                "a b/in.md",
                &["milepost", "list", "a b/in"],
                r"a\ b/in.md",
            ),
        ];
        for (line, replaced, text, expected, put) in all {
            let (found, _, replacement) = read(line, replaced, text).unwrap();
            assert_eq!((found, replacement.unwrap_or_default()), (words(expected), put.to_owned()), "{line}");
        }
    }

    #[test]
    fn a_text_that_does_not_go_on_with_what_is_kept_is_not_put_in() {
        assert_eq!(read("milepost tick :1", "1", "esc-31m").unwrap().2, None);
        assert_eq!(read("milepost gap --role A:", "", "A: b").unwrap().2, Some(r"\ b".into()));
        assert_eq!(read("milepost x", "nothing like it", "x"), None);
    }

    #[test]
    fn nothing_in_a_text_is_the_shells() {
        let text = "a `id`/$(id)/$HOME \"q\" 'r' \\ !x ~/*?[]{}<>|&;#~2";
        assert_eq!(
            quoted(text, None),
            "a\\ \\`id\\`/\\$\\(id\\)/\\$HOME\\ \\\"q\\\"\\ \\'r\\'\\ \\\\\\ \\!x\\ ~/\\*\\?\\[\\]\\{\\}\\<\\>\\|\\&\\;\\#~2"
        );
        assert_eq!(quoted(text, Some('\'')), text.replace('\'', r"'\''"));
        assert_eq!(
            quoted(text, Some('"')),
            "a \\`id\\`/\\$(id)/\\$HOME \\\"q\\\" 'r' \\\\ \"'!'\"x ~/*?[]{}<>|&;#~2"
        );
        assert_eq!((quoted("~/x", None), quoted("a=~/x", None)), (r"\~/x".into(), r"a=\~/x".into()));
    }

    #[test]
    fn the_users_folder_is_the_shells_where_it_is_typed_as_that() {
        let put = |line: &str, replaced: &str, text: &str| read(line, replaced, text).and_then(|read| read.2);
        assert_eq!(put("milepost ~/a", "~/a", "~/a b.md"), Some(r"~/a\ b.md".into()));
        assert_eq!(put("milepost $HOME/a", "$HOME/a", "$HOME/a$b.md"), Some(r"$HOME/a\$b.md".into()));
        assert_eq!(put("milepost \"$HOME/a", "$HOME/a", "$HOME/a b.md"), Some("$HOME/a b.md".into()));
        assert_eq!(put("milepost \"~/a", "~/a", "~/a.md"), None);
        assert_eq!(put("milepost gap --role ", "", "$HOME/y"), Some(r"\$HOME/y".into()));
    }
}

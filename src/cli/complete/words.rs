//! How shells cut a line into words, and what their quotes come to; of variables and the like nothing is known here.

/// The words of a line as they are typed; the last one is empty behind a space.
pub(super) fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    loop {
        let mut reader = Reader::default();
        let is_end = |char: char| reader.read(char) == Read::Bare && char.is_whitespace();
        let Some((word, behind)) = rest.find(is_end).and_then(|at| rest.split_at_checked(at)) else {
            words.push(rest);
            return words;
        };
        words.push(word);
        rest = behind.trim_start();
    }
}

/// A word as the shell will give it, and the quote that is still open; variables and the like are left as they are typed.
pub(super) fn unquoted(word: &str) -> (String, Option<char>) {
    let mut reader = Reader::default();
    let text = word.chars().filter(|&char| reader.read(char) != Read::Mark).collect();
    (text, reader.quote)
}

/// Reads the shell's quotes.
#[derive(Default)]
struct Reader {
    quote: Option<char>,
    is_escaped: bool,
}

#[derive(PartialEq, Eq)]
enum Read {
    /// What quotes others.
    Mark,
    Bare,
    Quoted,
}

impl Reader {
    fn read(&mut self, char: char) -> Read {
        if std::mem::take(&mut self.is_escaped) {
            return Read::Quoted;
        }
        match (self.quote, char) {
            (Some(open), _) if char == open => self.quote = None,
            (None, '"' | '\'') => self.quote = Some(char),
            (None | Some('"'), '\\') => self.is_escaped = true,
            (None, _) => return Read::Bare,
            (Some(_), _) => return Read::Quoted,
        }
        Read::Mark
    }
}

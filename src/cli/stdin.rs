//! Standard input: a text whole, or questions that are answered by lines.

use std::io::{BufRead, IsTerminal, Read, Write};

use crate::display::displayable;
use crate::error::Error;

/// A text larger than this is refused: it was not meant as a note.
const MAX_TEXT: u64 = 1024 * 1024;
/// A line longer than this is no answer.
const MAX_LINE: u64 = 64 * 1024;

/// All of standard input.
pub(super) fn text() -> Result<String, Error> {
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().take(MAX_TEXT + 1).read_to_end(&mut bytes);
    read.map_err(|error| Error::new("read standard input", error.to_string()))?;
    if bytes.len() as u64 > MAX_TEXT {
        return Err(Error::new("read standard input", "it is larger than 1 MiB").hint("write a shorter note"));
    }
    String::from_utf8(bytes)
        .map_err(|_| Error::new("read standard input", "it is not UTF-8").hint("convert it first"))
}

/// The next line of answers without its line ending and the blanks around it; none at the end, or where nothing can be
/// read.
pub(super) fn line(answers: &mut impl BufRead) -> Option<String> {
    let mut bytes = Vec::new();
    match answers.take(MAX_LINE).read_until(b'\n', &mut bytes) {
        Ok(1..) => Some(String::from_utf8_lossy(&bytes).trim().to_owned()),
        Ok(0) | Err(_) => None,
    }
}

/// Says something to whoever answers; where nobody looks, nothing is lost.
pub(super) fn say(shown: &mut impl Write, text: &str) {
    let lines: Vec<_> = text.split('\n').map(displayable).collect();
    let _ = shown.write_all(lines.join("\n").as_bytes()).and_then(|()| shown.flush());
}

/// Asks whether to do what was asked for, with all that it brings along; none where there is no terminal, and so nobody
/// to ask.
pub(super) fn confirm(question: &str) -> Option<bool> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return None;
    }
    let _ = write!(std::io::stderr().lock(), "{} [Y/n] ", displayable(question));
    let answer = line(&mut std::io::stdin().lock());
    Some(answer.is_some_and(|answer| is_yes(&answer)))
}

/// Whether an answer to a question that expects to be agreed with agrees.
pub(super) fn is_yes(answer: &str) -> bool {
    matches!(answer.to_lowercase().as_str(), "" | "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_lines_until_the_end() {
        let mut answers: &[u8] = b" 3 \r\n\nb\xff";
        let read: Vec<_> = std::iter::from_fn(|| line(&mut answers)).collect();
        assert_eq!(read, ["3", "", "b\u{fffd}"]);
    }

    #[test]
    fn only_yes_and_nothing_agree() {
        let agreed = ["", "y", "Y", "yes", "n", "no", "q", "yess"].map(is_yes);
        assert_eq!(agreed, [true, true, true, true, false, false, false, false]);
    }
}

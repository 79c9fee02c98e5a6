//! Words that a user typed, made fit to stand in an item.

use crate::error::Error;
use crate::model::fields;

/// One line without blanks at its ends: line endings and control characters are blanks.
pub(super) fn one_line(text: &str, attempted: &'static str) -> Result<String, Error> {
    let line = text
        .replace("\r\n", "\n")
        .replace(|char: char| char.is_control() || matches!(char, '\u{2028}' | '\u{2029}'), " ");
    let line = line.trim();
    if line.is_empty() {
        return Err(no_words(attempted));
    }
    Ok(line.to_owned())
}

/// The same for an item: a date, a field or a block id alone says nothing.
pub(super) fn of_item(text: &str, attempted: &'static str) -> Result<String, Error> {
    let line = one_line(text, attempted)?;
    if fields::words(&line).is_empty() { Err(no_words(attempted)) } else { Ok(line) }
}

fn no_words(attempted: &'static str) -> Error {
    Error::new(attempted, "an item needs words").hint("type some, or delete the item")
}

/// A line with a backslash where it would begin another block or a box (CommonMark 2.4).
///
/// `# a` → `\# a`, `1. a` → `1\. a`, `[ ] a` → `\[ ] a`
pub(super) fn escaped(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = line.split_at_checked(digits).unwrap_or(("", line));
    if rest.starts_with(|char: char| char.is_ascii_punctuation()) {
        format!("{number}\\{rest}")
    } else {
        line.to_owned()
    }
}

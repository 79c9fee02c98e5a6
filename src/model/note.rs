//! An item's note: its lines as they stand in the file, and as somebody typed them (format.md, "Note").
//!
//! A line that would begin another block stands in the file with a backslash (CommonMark 2.4), which is no part of what
//! was typed. Knows no edits.

use super::item::Item;
use super::section::Section;
use crate::span::{self, line_start};

/// What may begin another block, and so have a backslash before it.
const BEGINNINGS: [char; 13] = ['-', '*', '+', '>', '[', '%', '|', '`', '~', '<', '#', '=', ':'];

impl Item {
    /// The lines of its note as they were typed; none where it has no note.
    pub fn note(&self, section: &Section) -> Option<String> {
        let source = self.note_source(section)?;
        Some(source.split('\n').map(unescaped).collect::<Vec<_>>().join("\n"))
    }

    /// The lines of its note as Markdown: without their quote markers.
    pub fn note_source(&self, section: &Section) -> Option<String> {
        let text = section.text.as_str();
        let note = self.note?;
        let line = line_start(text.as_bytes(), note.start as usize);
        let before = text.as_bytes().get(line..note.start as usize).unwrap_or_default();
        let n_outer = before.iter().filter(|&&byte| byte == b'>').count();
        Some(unquoted(note.of(text), n_outer))
    }
}

/// The text of a block quote: each line without its indent and first `>` and the blank behind that, and behind the
/// first line without the markers of the quotes around it.
fn unquoted(quote: &str, n_outer: usize) -> String {
    let lines = span::lines(quote.trim_end()).enumerate().map(|(nth, line)| {
        let n_markers = if nth == 0 { 1 } else { n_outer + 1 };
        let line = (0..n_markers).fold(line, |line, _| {
            let inner = line.trim_start();
            inner.strip_prefix('>').unwrap_or(if inner.is_empty() { inner } else { line })
        });
        line.strip_prefix(' ').unwrap_or(line).trim_end()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A line of a note as it was typed: the inverse of [`escaped`].
///
/// `1\. a` → `1. a`, `\- a` → `- a`, `\a` → `\a`
pub fn unescaped(line: &str) -> String {
    match beginning(line) {
        Some((before, behind)) if is_escaped(line) => {
            format!("{before}{}", behind.strip_prefix('\\').unwrap_or(behind))
        }
        _ => line.to_owned(),
    }
}

/// A typed line with a backslash where it could begin another block; the same where it cannot.
///
/// `1. a` → `1\. a`, `- a` → `\- a`, `\- a` → `\\- a`
pub fn escaped(line: &str) -> String {
    match beginning(line) {
        Some((before, behind)) => format!("{before}\\{behind}"),
        None => line.to_owned(),
    }
}

/// Whether a line as it stands has a backslash that [`unescaped`] takes off.
pub fn is_escaped(line: &str) -> bool {
    beginning(line).is_some_and(|(_, behind)| behind.starts_with('\\'))
}

/// A line that could begin another block, or could but for the backslashes there: cut where these go.
fn beginning(line: &str) -> Option<(&str, &str)> {
    let indent = line.len() - line.trim_start().len();
    let digits = line.get(indent..)?.bytes().take_while(u8::is_ascii_digit).count();
    let (before, behind) = line.split_at_checked(indent + digits)?;
    let sign = behind.trim_start_matches('\\');
    let begins = if digits > 0 { sign.starts_with(['.', ')']) } else { sign.starts_with(BEGINNINGS) };
    begins.then_some((before, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_reads_as_it_was_typed() {
        for (typed, written) in [
            ("1. a", "1\\. a"),
            ("12)", "12\\)"),
            ("  - a", "  \\- a"),
            ("\\- a", "\\\\- a"),
            ("1\\. a", "1\\\\. a"),
            ("===", "\\==="),
            ("\\a", "\\a"),
            ("a - b", "a - b"),
            ("1a", "1a"),
            ("", ""),
        ] {
            assert_eq!(escaped(typed), written);
            assert_eq!(unescaped(written), typed);
        }
    }
}

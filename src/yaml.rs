//! YAML text → values, with the place first in what is told of errors.

use std::collections::HashSet;
use std::marker::PhantomData;

use serde::de::{DeserializeOwned, DeserializeSeed};

/// Reads a value; the error says line, column and reason.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    parse_seed(text, PhantomData)
}

/// Reads a value whose reading needs something that is known before.
pub(crate) fn parse_seed<'de, S: DeserializeSeed<'de>>(text: &'de str, seed: S) -> Result<S::Value, String> {
    refuse_deep_nesting(text)?;
    refuse_second_document(text)?;
    seed.deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| describe(&error))
}

/// Where an alias stands, if there is one: a value that is written out elsewhere (YAML 7.1), which can make a small text
/// huge. A `*word` without its anchor is left to the reader, which takes it for text or tells what is wrong with it.
pub(crate) fn find_alias(text: &str) -> Option<usize> {
    let begins_value = |at: usize| {
        let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with([':', '-', '[', '{', ',', '?', '\n', '\r'])
    };
    let names = |sign: char| {
        text.match_indices(sign).filter_map(move |(at, _)| {
            let rest = text.get(at + 1..)?;
            let end = rest.find(|char: char| char.is_whitespace() || "[]{},".contains(char));
            let name = rest.get(..end.unwrap_or(rest.len()))?;
            (!name.is_empty() && begins_value(at)).then_some((at, name))
        })
    };
    let anchors: HashSet<&str> = names('&').map(|(_, name)| name).collect();
    names('*').find(|(_, name)| anchors.contains(name)).map(|(at, _)| at)
}

/// The reader takes quadratic time over brackets in brackets (60 KB of them: seconds); nothing of ours nests them.
pub(crate) fn refuse_deep_nesting(text: &str) -> Result<(), String> {
    const MAX_DEPTH: usize = 64;
    let mut depth = 0_usize;
    for (line_idx, line) in text.lines().enumerate() {
        for (column_idx, c) in line.chars().enumerate() {
            match c {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > MAX_DEPTH {
                let (line, column) = (line_idx + 1, column_idx + 1);
                return Err(format!("line {line}, column {column}: too many brackets within brackets"));
            }
        }
    }
    Ok(())
}

/// The reader refuses a second document too, but does not say where it begins.
fn refuse_second_document(text: &str) -> Result<(), String> {
    let is_separator = |line: &str| line.trim_end() == "---";
    let is_content = |line: &str| !line.trim().is_empty() && !line.starts_with(['#', '%']);
    let mut lines = text.lines().enumerate().skip_while(|(_, line)| !is_content(line)).skip(1);
    match lines.find(|(_, line)| is_separator(line)) {
        Some((line_idx, _)) => {
            Err(format!("line {}, column 1: a second document begins here; there may be one", line_idx + 1))
        }
        None => Ok(()),
    }
}

/// The reader's message with the place first: where it names none, it means the whole text.
fn describe(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    let Some(place) = error.location() else { return format!("line 1, column 1: {message}") };
    let (line, column) = (place.line(), place.column());
    let message = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
    format!("line {line}, column {column}: {message}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_document_is_refused_with_its_place() {
        let read = |text| parse::<std::collections::BTreeMap<String, String>>(text).map(|value| value.len());
        assert_eq!(
            read("# first\n---\na: b\n---\nc: d\n"),
            Err("line 4, column 1: a second document begins here; there may be one".to_owned())
        );
        assert_eq!(read("# only\n\n---\na: b\nc: d --- e\n"), Ok(2));
        assert_eq!(read("a: |\n  ---\n"), Ok(1));
    }

    #[test]
    fn what_the_reader_places_nowhere_has_a_place_too() {
        let reason = parse::<std::collections::BTreeMap<String, String>>("{}}").unwrap_err();
        assert!(reason.starts_with("line 1, column 1: "), "{reason}");
    }

    #[test]
    fn an_alias_is_told_from_a_star() {
        assert_eq!(find_alias("a: &a x\nb: *a\n"), Some(11));
        assert_eq!(find_alias("a: &a.b [x]\nb: [1, *a.b, 2]\n"), Some(19));
        for text in ["title: 5 * 3\nb: \"*x*\"\n", "a: |\n  *x* y\n", "a: R&D\nb: *D\n", "a: &a x\nb: y *a\n"]
        {
            assert_eq!(find_alias(text), None, "{text}");
        }
    }
}

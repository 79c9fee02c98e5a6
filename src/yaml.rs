//! YAML text → values, with the place first in what is told of errors.

use serde::de::DeserializeOwned;

/// Reads a value; the error says line, column and reason.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    refuse_deep_nesting(text)?;
    serde_yaml::from_str(text).map_err(|error| describe(&error))
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

/// The reader's message with the place first.
fn describe(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    let Some(place) = error.location() else { return message };
    let (line, column) = (place.line(), place.column());
    let message = message.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&message);
    format!("line {line}, column {column}: {message}")
}

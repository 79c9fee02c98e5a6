//! The text of a filter, cut into its words: where each stands, what it asks by, and its values without their quotes.

use std::ops::Range;

/// A word of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) span: Range<usize>,
    pub(super) is_negated: bool,
    /// What stands before the colon; none where the word itself is looked for.
    pub(super) field: Option<&'a str>,
    /// Never empty; those of a field stand between commas.
    pub(super) values: Vec<Value>,
}

/// A value, and the bytes that hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) span: Range<usize>,
    pub(super) text: String,
    pub(super) is_quoted: bool,
}

/// The words of a text. A quote that is not closed reaches to its end.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let blanks = rest.len() - rest.trim_start().len();
        if blanks == rest.len() {
            return words;
        }
        let word = word(text, at + blanks);
        at = word.span.end;
        words.push(word);
    }
}

/// A value with quotes where it needs them to be read as it is. `is_text` says that no field stands before it.
pub(super) fn quoted(value: &str, is_text: bool) -> String {
    let is_plain = !value.is_empty()
        && !value.starts_with('"')
        && !value.contains(char::is_whitespace)
        && if is_text {
            !value.starts_with('-') && field(value).is_none()
        } else {
            // Behind a colon some beginnings would make the whole a text.
            !value.contains(',') && !value.starts_with(':') && !value.starts_with("//")
        };
    if is_plain {
        return value.to_owned();
    }
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The word that begins at a byte, which is no blank.
fn word(text: &str, start: usize) -> Word<'_> {
    let behind = |at: usize| text.get(at..).unwrap_or_default();
    let is_negated = behind(start)
        .strip_prefix('-')
        .is_some_and(|rest| rest.chars().next().is_some_and(|char| !char.is_whitespace()));
    let begin = start + usize::from(is_negated);
    let Some(field) = field(behind(begin)) else {
        let value = value(text, begin, false);
        let span = start..value.span.end;
        return Word { span, is_negated, field: None, values: vec![value] };
    };
    let mut values = Vec::new();
    let mut at = begin + field.len();
    loop {
        // Behind the colon or the comma.
        let value = value(text, at + 1, true);
        at = value.span.end;
        values.push(value);
        if !behind(at).starts_with(',') {
            return Word { span: start..at, is_negated, field: Some(field), values };
        }
    }
}

/// The name before a colon that a text begins with. `std::fs` and `https://` are no fields.
fn field(text: &str) -> Option<&str> {
    let (name, rest) = text.split_once(':')?;
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    (is_name && !rest.starts_with(':') && !rest.starts_with("//")).then_some(name)
}

/// The value that begins at a byte: up to the quote that closes it, or to a blank, and in a list to a comma.
fn value(text: &str, start: usize, is_listed: bool) -> Value {
    let rest = text.get(start..).unwrap_or_default();
    let Some(inside) = rest.strip_prefix('"') else {
        let ends = |char: char| char.is_whitespace() || is_listed && char == ',';
        let len = rest.find(ends).unwrap_or(rest.len());
        let text = rest.get(..len).unwrap_or_default().to_owned();
        return Value { span: start..start + len, text, is_quoted: false };
    };
    let mut value = Value { span: start..text.len(), text: String::new(), is_quoted: true };
    let mut chars = inside.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        match char {
            '"' => {
                value.span.end = start + 1 + at + 1;
                break;
            }
            '\\' => value
                .text
                .push(chars.next_if(|(_, next)| matches!(next, '"' | '\\')).map_or('\\', |(_, next)| next)),
            _ => value.text.push(char),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(bool, Option<&str>, Vec<String>)> {
        let parts = |word: Word<'_>| {
            let values = word.values.into_iter().map(|value| value.text).collect();
            (
                word.is_negated,
                field(text.get(word.span.start + usize::from(word.is_negated)..).unwrap()),
                values,
            )
        };
        words(text).into_iter().map(parts).collect()
    }

    #[test]
    fn quotes_keep_words_and_commas_together() {
        let one = |is_negated, field, values: &[&str]| {
            vec![(is_negated, field, values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>())]
        };
        assert_eq!(read("\"event loop\""), one(false, None, &["event loop"]));
        assert_eq!(read(" -\"a b\" "), one(true, None, &["a b"]));
        assert_eq!(read("phase:\"a, b\",2"), one(false, Some("phase"), &["a, b", "2"]));
        assert_eq!(read("\"a \\\"b\\\" \\c \\\\"), one(false, None, &["a \"b\" \\c \\"]));
        assert_eq!(read("state:"), one(false, Some("state"), &[""]));
        assert_eq!(read("state:a,"), one(false, Some("state"), &["a", ""]));
        assert_eq!(read("5\""), one(false, None, &["5\""]));
        assert_eq!(read("-"), one(false, None, &["-"]));
        assert_eq!(read("a, b").len(), 2);
    }

    #[test]
    fn what_only_looks_like_a_field_is_text() {
        for text in ["std::fs", "https://a.b", "12:30", ":x", "über:x"] {
            assert_eq!(words(text)[0].field, None, "{text}");
        }
    }
}

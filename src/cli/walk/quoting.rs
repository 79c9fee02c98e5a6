//! The arguments of a command: its words, of which those within double quotes are one. Knows no command.

/// An argument, without the quotes that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Argument<'t> {
    pub text: &'t str,
    pub is_quoted: bool,
}

/// The first argument, empty where there is none, and what stands behind it. Quotes that end nowhere, or in the middle
/// of a word, are part of what is typed.
pub(super) fn first(text: &str) -> (Argument<'_>, &str) {
    let text = text.trim_start();
    let quoted = text.strip_prefix('"').and_then(|text| text.split_once('"'));
    let is_whole = |(text, rest): &(&str, &str)| {
        !text.trim().is_empty() && (rest.is_empty() || rest.starts_with(char::is_whitespace))
    };
    let ((text, rest), is_quoted) = match quoted.filter(is_whole) {
        Some(quoted) => (quoted, true),
        None => (text.split_once(char::is_whitespace).unwrap_or((text, "")), false),
    };
    (Argument { text, is_quoted }, rest.trim())
}

pub(super) fn arguments(mut text: &str) -> Vec<Argument<'_>> {
    let mut arguments = Vec::new();
    while !text.trim().is_empty() {
        let (argument, rest) = first(text);
        arguments.push(argument);
        text = rest;
    }
    arguments
}

/// A text without its quotes where all of it stands in one pair.
pub(super) fn unquoted(text: &str) -> &str {
    match first(text) {
        (Argument { text, is_quoted: true }, "") => text,
        _ => text,
    }
}

/// Words as one name, without the quotes that any of them stand in.
pub(super) fn joined(arguments: &[Argument<'_>]) -> String {
    arguments.iter().map(|argument| argument.text).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_within_quotes_are_one_argument() {
        let texts = |text| arguments(text).iter().map(|argument| argument.text).collect::<Vec<_>>();
        assert_eq!(texts(r#" 2 "call stack"  hi "#), ["2", "call stack", "hi"]);
        assert_eq!(texts(r#"5" disk"#), ["5\"", "disk"]);
        assert_eq!(texts(r#""no end of it"#), ["\"no", "end", "of", "it"]);
        assert_eq!(texts(r#""a"b "" c"#), ["\"a\"b", "\"\"", "c"]);
        assert_eq!(texts("  "), [""; 0]);
    }

    #[test]
    fn a_text_loses_its_quotes_where_they_are_around_all_of_it() {
        assert_eq!(unquoted(r#""so far""#), "so far");
        assert_eq!(unquoted(r#""so" he said "far""#), r#""so" he said "far""#);
        assert_eq!(unquoted("so far"), "so far");
    }
}

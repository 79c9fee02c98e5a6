//! Text as HTML and SVG have it: nothing in it is markup, drives a terminal, or hides itself.

use crate::display::displayable;

/// A text between tags or in a quoted attribute. Control and format characters are marks, as on the screen.
pub(super) fn escaped(text: &str) -> String {
    let shown = displayable(text);
    let mut escaped = String::with_capacity(shown.len());
    for char in shown.chars() {
        match char {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // Two code points that no document may have (XML 1.0, section 2.2).
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            char => escaped.push(char),
        }
    }
    escaped
}

/// A number with one digit behind the point, and none where that is 0.
pub(super) fn number(number: f64) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup_and_nothing_hides() {
        assert_eq!(escaped("<a b='c' d=\"e\">&amp;"), "&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;amp;");
        assert_eq!(escaped("a\u{202e}b\u{1b}[2J\0\u{ffff}"), "a\u{fffd}b␛[2J␀\u{fffd}");
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!([1.0, 0.25, -0.01, 66.66].map(number), ["1", "0.2", "0", "66.7"]);
    }
}

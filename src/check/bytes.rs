//! Bytes that are no text: what is not UTF-8, and NUL.

use super::{in_file, problem};
use crate::model::{Problem, Section};
use crate::span::Span;

/// More places than this in one section are told as a number: such a text is no text at all.
const MAX_PLACES: usize = 20;

pub(super) fn check(section: &Section, problems: &mut Vec<Problem>) {
    let bytes = section.text.as_bytes();
    let mut places = Vec::new();
    if !section.text.is_utf8() {
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            let start = at + chunk.valid().len();
            at = start + chunk.invalid().len();
            if at > start {
                extend(&mut places, Span::new(start, at), "not UTF-8");
            }
        }
    }
    for start in memchr::memchr_iter(0, bytes) {
        extend(&mut places, Span::new(start, start + 1), "NUL");
    }
    let n_more = places.len().saturating_sub(MAX_PLACES);
    for (index, (span, what)) in places.into_iter().take(MAX_PLACES).enumerate() {
        let n = span.len();
        let bytes = if n == 1 { "this byte is" } else { "these bytes are" };
        let more = match n_more {
            n if n > 0 && index + 1 == MAX_PLACES => format!(", and so are others at {n} more places"),
            _ => String::new(),
        };
        problems.push(problem(
            in_file(section, span),
            format!("{bytes} {what}{more}"),
            "they are kept as they are; convert the file to UTF-8 if they are text",
        ));
    }
}

/// Adds a place, or makes the last one longer where it follows at once.
fn extend(places: &mut Vec<(Span, &'static str)>, span: Span, what: &'static str) {
    match places.last_mut() {
        Some((last, same)) if last.end == span.start && *same == what => last.end = span.end,
        _ => places.push((span, what)),
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::told;

    #[test]
    fn bytes_that_are_no_text_are_told_where_they_stand() {
        assert_eq!(
            told(b"- a\n- \xff\xfeb \0c\n"),
            ["2:3: these bytes are not UTF-8", "2:7: this byte is NUL"]
        );
    }

    #[test]
    fn a_binary_file_is_not_told_byte_by_byte() {
        let told = told(&b"\0a".repeat(1000));
        assert_eq!(told.len(), 20);
        assert!(told[19].ends_with("at 980 more places"), "{}", told[19]);
    }
}

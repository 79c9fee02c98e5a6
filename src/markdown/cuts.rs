//! Where a text may be cut so that its parts can be parsed on their own.
//!
//! A candidate is an ATX heading at column 0 behind a blank line. It closes every container, so it is a true cut
//! unless it lies in a fence, an HTML block or a comment; the parse of what stands before tells. Not cutting is
//! always right, cutting wrongly never is.

use memchr::memmem;

/// The candidates behind the first byte, in order.
pub fn candidates(text: &[u8]) -> impl Iterator<Item = usize> {
    memmem::find_iter(text, b"\n#").map(|at| at + 1).filter(|&at| is_candidate(text, at))
}

/// Whether a cut may be made before `at`, where a line begins.
pub fn is_candidate(text: &[u8], at: usize) -> bool {
    begins_with_heading(&text[at..]) && ends_with_blank_line(&text[..at])
}

/// Whether a text begins with an ATX heading at column 0 (CommonMark 4.2).
pub fn begins_with_heading(text: &[u8]) -> bool {
    let level = text.iter().take(7).take_while(|&&byte| byte == b'#').count();
    (1..=6).contains(&level) && matches!(text.get(level), None | Some(b' ' | b'\t' | b'\n' | b'\r'))
}

/// Whether a text that ends a line ends with a blank line.
pub fn ends_with_blank_line(text: &[u8]) -> bool {
    let Some(line) = text.strip_suffix(b"\n") else { return false };
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    // A carriage return alone ends no line here: within HTML the parser knows no such lines.
    let start = memchr::memrchr(b'\n', line).map_or(0, |end| end + 1);
    !line.is_empty() && line[start..].iter().all(|byte| matches!(byte, b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts(text: &str) -> Vec<usize> {
        candidates(text.as_bytes()).collect()
    }

    #[test]
    fn a_heading_behind_a_blank_line_is_a_candidate() {
        assert_eq!(cuts("a\n\n# b\n"), [3]);
        assert_eq!(cuts("a\r\n \t\r\n## b\r\n"), [7]);
    }

    #[test]
    fn a_heading_behind_text_or_a_hash_without_a_blank_is_none() {
        assert_eq!(cuts("a\n# b\n"), [] as [usize; 0]);
        assert_eq!(cuts("a\n\n#b\n\n####### c\n"), [] as [usize; 0]);
    }
}

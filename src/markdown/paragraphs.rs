//! The paragraphs of a section's prose, for showing.

/// The paragraphs, without rules and comments. Each line of a list or of code is one of its own.
pub fn paragraphs(text: &str) -> Vec<&str> {
    let mut paragraphs = Vec::new();
    let mut start = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let content = line.trim();
        if content.is_empty() || is_unshown(content) {
            paragraphs.extend(start.take().and_then(|start| text.get(start..at)));
        } else {
            if content.starts_with(['>', '|']) {
                paragraphs.extend(start.take().and_then(|start| text.get(start..at)));
            }
            start = start.or(Some(at));
        }
        at = end;
    }
    paragraphs.extend(start.and_then(|start| text.get(start..)));
    paragraphs
}

/// Rules, fences, and comments on a line of their own.
fn is_unshown(line: &str) -> bool {
    let is_rule = line.len() >= 3
        && ['-', '*', '_', '='].iter().any(|sign| line.chars().all(|char| char == *sign || char == ' '));
    let is_comment =
        line.starts_with("<!--") && line.ends_with("-->") || line.starts_with("%%") && line.ends_with("%%");
    is_rule || is_comment || line.starts_with("```") || line.starts_with("~~~")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_stand_between_blank_lines_rules_and_comments() {
        let text = "one\ntwo\n\n---\nthree\n<!-- no -->\n\n```\ncode\n```\n";
        assert_eq!(paragraphs(text), ["one\ntwo\n", "three\n", "code\n"]);
        assert_eq!(paragraphs("\n \n"), Vec::<&str>::new());
    }
}

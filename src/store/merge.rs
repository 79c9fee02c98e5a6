//! Two changes of one text brought together, each taken as one stretch of whole lines.
//!
//! Not a general merge: it serves the moment in which another program wrote into both of the files whose names were
//! being exchanged. What it cannot bring together it says so, and the store keeps both.

use std::ops::Range;

/// The stretch of the base that a text has otherwise, and what it has there.
struct Change<'a> {
    lines: Range<usize>,
    with: &'a [u8],
}

/// `ours` with the change from `base` to `theirs` made to it as well; none where the two touch the same lines.
///
/// Two additions at one place follow each other, ours first.
pub(super) fn merge(base: &[u8], ours: &[u8], theirs: &[u8]) -> Option<Vec<u8>> {
    if theirs == base || theirs == ours {
        return Some(ours.to_vec());
    }
    if ours == base {
        return Some(theirs.to_vec());
    }
    let (mine, other) = (change(base, ours), change(base, theirs));
    let (first, second) = if mine.lines.end <= other.lines.start {
        (mine, other)
    } else if other.lines.end <= mine.lines.start {
        (other, mine)
    } else {
        return None;
    };
    let mut merged = base.get(..first.lines.start)?.to_vec();
    merged.extend_from_slice(first.with);
    merged.extend_from_slice(base.get(first.lines.end..second.lines.start)?);
    merged.extend_from_slice(second.with);
    merged.extend_from_slice(base.get(second.lines.end..)?);
    Some(merged)
}

fn change<'a>(base: &[u8], text: &'a [u8]) -> Change<'a> {
    let shared = base.len().min(text.len());
    let mut prefix = common_prefix(base, text);
    let mut suffix = common_suffix(base, text).min(shared - prefix);
    // Half a line is never taken from one side and half from the other.
    while !is_line_start(base, prefix) {
        prefix -= 1;
    }
    while suffix > 0
        && !(is_line_start(base, base.len() - suffix) && is_line_start(text, text.len() - suffix))
    {
        suffix -= 1;
    }
    Change {
        lines: prefix..base.len() - suffix,
        with: text.get(prefix..text.len() - suffix).unwrap_or_default(),
    }
}

fn is_line_start(text: &[u8], at: usize) -> bool {
    at == 0 || text.get(at - 1) == Some(&b'\n')
}

/// Compared whole first: a byte at a time over 100 MB is felt.
const BLOCK: usize = 4096;

/// How many bytes two texts begin with in common.
pub(super) fn common_prefix(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks_exact(BLOCK).zip(other.chunks_exact(BLOCK)).take_while(|(a, b)| a == b).count();
    let start = blocks * BLOCK;
    let rest = one.iter().skip(start).zip(other.iter().skip(start)).take_while(|(a, b)| a == b).count();
    start + rest
}

/// How many bytes two texts end with in common.
pub(super) fn common_suffix(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.rchunks_exact(BLOCK).zip(other.rchunks_exact(BLOCK)).take_while(|(a, b)| a == b).count();
    let end = blocks * BLOCK;
    let rest =
        one.iter().rev().skip(end).zip(other.iter().rev().skip(end)).take_while(|(a, b)| a == b).count();
    end + rest
}

#[cfg(test)]
mod tests {
    use super::merge;

    fn check(base: &str, ours: &str, theirs: &str, merged: Option<&str>) {
        let found = merge(base.as_bytes(), ours.as_bytes(), theirs.as_bytes());
        assert_eq!(found.as_deref(), merged.map(str::as_bytes), "{base:?} {ours:?} {theirs:?}");
    }

    #[test]
    fn changes_of_different_lines_are_both_made() {
        check("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", Some("A\nb\nC\n"));
        check("a\nb\nc\n", "a\nb\nC\n", "A\nb\nc\n", Some("A\nb\nC\n"));
        check("a\nb\nc\n", "A\nb\nc\n", "a\nb\nc\nd\n", Some("A\nb\nc\nd\n"));
        check("a\nb\nc\n", "b\nc\n", "a\nb\n", Some("b\n"));
    }

    #[test]
    fn two_additions_at_one_place_follow_each_other() {
        check("a\n", "a\nb\n", "a\nc\n", Some("a\nb\nc\n"));
    }

    #[test]
    fn a_change_of_one_side_is_taken() {
        check("a\n", "b\n", "a\n", Some("b\n"));
        check("a\n", "a\n", "b\n", Some("b\n"));
        check("a\n", "b\n", "b\n", Some("b\n"));
    }

    #[test]
    fn changes_of_one_line_are_not_brought_together() {
        check("- [ ] a\n", "- [x] a\n", "- [ ] b\n", None);
        check("a", "a\nb", "a\nc", None);
        check("a\nb\n", "", "a\nc\n", None);
        check("a\n", "xa\n", "ya\n", None);
    }
}

//! Unified diffs: what a writing command would change.

use std::fmt::Write as _;
use std::ops::Range;

use crate::display::displayable;
use crate::edit::Splice;
use crate::edit::difference::difference_of_lines;

/// So many lines around a change are shown.
const CONTEXT: usize = 3;

/// The unified diff of two texts, fit for a terminal; empty where they are the same.
pub(super) fn unified(name: &str, old: &[u8], new: &[u8]) -> String {
    let runs = changed_lines(old, new);
    if runs.is_empty() {
        return String::new();
    }
    let name = displayable(name);
    let mut diff = format!("--- {name}\n+++ {name}\n");
    let (old_lines, new_lines) = (lines(old), lines(new));
    let mut left = &*runs;
    while !left.is_empty() {
        let near = |pair: &[Run]| pair[1].old.start - pair[0].old.end <= 2 * CONTEXT;
        let n = 1 + left.windows(2).take_while(|pair| near(pair)).count();
        let (hunk, rest) = left.split_at(n);
        write_hunk(&mut diff, &old_lines, &new_lines, hunk);
        left = rest;
    }
    diff
}

/// Lines that are taken out, and those that are put in for them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    old: Range<usize>,
    new: Range<usize>,
}

fn changed_lines(old: &[u8], new: &[u8]) -> Vec<Run> {
    let (mut at, mut line, mut grown) = (0, 0, 0_isize);
    let edit = difference_of_lines(old, new, lines);
    let run = |splice: &Splice| {
        line += n_lines(&old[at..splice.span.start as usize]);
        let new_line = line.saturating_add_signed(grown);
        let (n_old, n_new) = (n_lines(&splice.old), n_lines(&splice.new));
        let run = Run { old: line..line + n_old, new: new_line..new_line + n_new };
        (at, line) = (splice.span.end as usize, line + n_old);
        grown += n_new as isize - n_old as isize;
        run
    };
    edit.splices().iter().map(run).collect()
}

/// Lines as a terminal and `patch` know them: a carriage return alone ends none.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|&byte| byte == b'\n').collect()
}

fn n_lines(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count() + usize::from(!text.is_empty() && !text.ends_with(b"\n"))
}

/// Writes changes that stand near each other.
fn write_hunk(diff: &mut String, old: &[&[u8]], new: &[&[u8]], hunk: &[Run]) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return };
    let before = first.old.start.min(CONTEXT);
    let behind = (old.len() - last.old.end).min(CONTEXT);
    let (from, to) = (first.old.start - before, last.old.end + behind);
    let range =
        |from: usize, to: usize| format!("{},{}", if from == to { from } else { from + 1 }, to - from);
    let new_range = range(first.new.start - before, last.new.end + behind);
    let _ = writeln!(diff, "@@ -{} +{new_range} @@", range(from, to));
    let mut at = from;
    for run in hunk {
        write_lines(diff, ' ', &old[at..run.old.start]);
        write_lines(diff, '-', &old[run.old.clone()]);
        write_lines(diff, '+', &new[run.new.clone()]);
        at = run.old.end;
    }
    write_lines(diff, ' ', &old[at..to]);
}

fn write_lines(diff: &mut String, sign: char, lines: &[&[u8]]) {
    for line in lines {
        let text = String::from_utf8_lossy(line);
        // The return of a line ending drives nothing, one that stands elsewhere does.
        let (text, ending) = match (text.strip_suffix("\r\n"), text.strip_suffix('\n')) {
            (Some(text), _) => (text, "\r\n"),
            (None, Some(text)) => (text, "\n"),
            (None, None) => (&*text, "\n\\ No newline at end of file\n"),
        };
        // Tabs drive nothing, and a diff without them would not apply.
        let shown = text.split('\t').map(displayable).collect::<Vec<_>>().join("\t");
        let _ = write!(diff, "{sign}{shown}{ending}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_changes_share_a_hunk_and_far_ones_do_not() {
        let old: String = (1..=20).map(|n| format!("{n}\n")).collect();
        let new = old.replace("2\n3\n", "2\nthree\n").replace("\n5\n", "\n").replace("18\n", "18\nmore\n");
        assert_eq!(
            unified("a.md", old.as_bytes(), new.as_bytes()),
            "--- a.md\n+++ a.md\n@@ -1,8 +1,7 @@\n 1\n 2\n-3\n+three\n 4\n-5\n 6\n 7\n 8\n\
             @@ -16,5 +15,6 @@\n 16\n 17\n 18\n+more\n 19\n 20\n"
        );
        assert_eq!(unified("a.md", b"a", b"a"), "");
    }

    #[test]
    fn a_lone_return_ends_no_line_and_is_shown_as_a_mark() {
        assert_eq!(
            unified("a.md", b"# T\r\r- one\r- x\r", b"# T\r\r- [ ] one\r- x\r"),
            "--- a.md\n+++ a.md\n@@ -1,1 +1,1 @@\n-# T\u{240d}\u{240d}- one\u{240d}- x\u{240d}\n\\ No newline at end of file\n\
             +# T\u{240d}\u{240d}- [ ] one\u{240d}- x\u{240d}\n\\ No newline at end of file\n"
        );
        assert_eq!(
            unified("a.md", b"a\rb\r\nc\r\n", b"a\rb\r\nd\r\n"),
            "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n a\u{240d}b\r\n-c\r\n+d\r\n"
        );
    }

    #[test]
    fn a_missing_final_newline_is_said() {
        assert_eq!(
            unified("a.md", b"a\nb", b"a\nc"),
            "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        );
    }
}

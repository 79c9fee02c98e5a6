//! Unified diffs: what a writing command would change.

use std::fmt::Write as _;

use crate::display::displayable;
use crate::edit::Splice;
use crate::edit::difference::difference;
use crate::span::whole_lines as lines;

/// So many lines around a change are shown.
const CONTEXT: usize = 3;

/// The unified diff of two texts, fit for a terminal; empty where they are the same.
pub(super) fn unified(name: &str, old: &[u8], new: &[u8]) -> String {
    let edit = difference(old, new);
    if edit.is_empty() {
        return String::new();
    }
    let name = displayable(name);
    let mut diff = format!("--- {name}\n+++ {name}\n");
    let old_lines = lines(old);
    let mut left = edit.splices();
    // How many lines the changes so far have added.
    let mut grown = 0;
    while !left.is_empty() {
        let near =
            |pair: &[Splice]| line_at(&old_lines, &pair[1]) - end_line(&old_lines, &pair[0]) <= 2 * CONTEXT;
        let n = 1 + left.windows(2).take_while(|pair| near(pair)).count();
        let (hunk, rest) = left.split_at(n);
        grown += write_hunk(&mut diff, &old_lines, hunk, grown);
        left = rest;
    }
    diff
}

/// Writes changes that stand near each other; returns by how many lines they make the text longer.
fn write_hunk(diff: &mut String, old: &[&[u8]], hunk: &[Splice], grown: isize) -> isize {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return 0 };
    let from = line_at(old, first).saturating_sub(CONTEXT);
    let to = (end_line(old, last) + CONTEXT).min(old.len());
    let n_removed: usize = hunk.iter().map(|splice| lines(&splice.old).len()).sum();
    let n_added: usize = hunk.iter().map(|splice| lines(&splice.new).len()).sum();
    let more = n_added as isize - n_removed as isize;
    let (n_old, n_new) = (to - from, (to - from).saturating_add_signed(more));
    let range = |start: usize, n: usize| format!("{},{n}", if n == 0 { start } else { start + 1 });
    let _ =
        writeln!(diff, "@@ -{} +{} @@", range(from, n_old), range(from.saturating_add_signed(grown), n_new));
    let mut at = from;
    for splice in hunk {
        let start = line_at(old, splice);
        write_lines(diff, ' ', &old[at..start]);
        write_lines(diff, '-', &lines(&splice.old));
        write_lines(diff, '+', &lines(&splice.new));
        at = end_line(old, splice);
    }
    write_lines(diff, ' ', &old[at..to]);
    more
}

fn write_lines(diff: &mut String, sign: char, lines: &[&[u8]]) {
    for line in lines {
        let text = String::from_utf8_lossy(line);
        let (text, has_end) = match text.strip_suffix('\n') {
            Some(text) => (text, true),
            None => (&*text, false),
        };
        // The return of a line ending drives nothing either.
        let (text, ending) = text.strip_suffix('\r').map_or((text, ""), |text| (text, "\r"));
        // Tabs drive nothing, and a diff without them would not apply.
        let shown = text.split('\t').map(displayable).collect::<Vec<_>>().join("\t");
        let _ = writeln!(diff, "{sign}{shown}{ending}");
        if !has_end {
            diff.push_str("\\ No newline at end of file\n");
        }
    }
}

/// The index of the line that a change begins with: changes are of whole lines.
fn line_at(old: &[&[u8]], splice: &Splice) -> usize {
    let starts = old.iter().scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some(start)
    });
    starts.take_while(|start| *start < splice.span.start as usize).count()
}

fn end_line(old: &[&[u8]], splice: &Splice) -> usize {
    line_at(old, splice) + lines(&splice.old).len()
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
    fn a_missing_final_newline_is_said() {
        assert_eq!(
            unified("a.md", b"a\nb", b"a\nc"),
            "--- a.md\n+++ a.md\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
        );
    }
}

//! Sets and removes an item's note: a block quote that is its child (format.md, "Note").

use super::lines::Lines;
use super::{Edit, Effect, track, verify};
use crate::error::Error;
use crate::model::{Place, Roadmap, note};
use crate::span;

/// Sets or replaces the note; an empty one is removed.
///
/// ```text
/// - [ ] Event Loop         - [ ] Event Loop
///                      →     > Read the libuv design overview.
/// ```
pub(super) fn set(roadmap: &Roadmap, place: Place, text: &str) -> Result<Edit, Error> {
    let words = note_lines(text);
    if words.is_empty() {
        return remove(roadmap, place);
    }
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    let wanted = if item.note.is_some() { with_callout(&lines, place.item, words) } else { words };
    if item.note(lines.section).is_some_and(|note| note.lines().eq(wanted.iter().map(String::as_str))) {
        return Ok(Edit::default());
    }
    let old = item.note_source(lines.section).unwrap_or_default();
    let old: Vec<&str> = old.lines().collect();
    let edits = [is_read_otherwise, may_begin_block].map(|needs_escape| {
        let written: Vec<String> = wanted.iter().map(|line| as_written(line, &old, needs_escape)).collect();
        let splice = match item.note {
            Some(_) => replaced(&lines, place.item, &written),
            None => inserted(&lines, place.item, &written)?,
        };
        Ok(Edit::new(vec![splice], Effect::default()))
    });
    let [plain, escaped] = edits;
    let claim = |section: &crate::model::Section| {
        let note = section.items[place.item as usize].note(section).unwrap_or_default();
        note.lines().eq(wanted.iter().map(String::as_str))
    };
    verify::first_that_reads(roadmap, [plain?, escaped?], place.section, claim)
}

/// A typed line as it is written: as it stood in the old note where that had an escape of its own.
fn as_written(line: &str, old: &[&str], needs_escape: fn(&str) -> bool) -> String {
    let stood = || old.iter().any(|old| note::is_escaped(old) && note::unescaped(old) == line);
    if needs_escape(line) || stood() { note::escaped(line) } else { line.to_owned() }
}

/// Whether a line has a backslash that would be taken for an escape.
fn is_read_otherwise(line: &str) -> bool {
    note::is_escaped(line)
}

/// The same, or it could begin a list, and so an item, or another block. A bracket begins one as a definition alone.
fn may_begin_block(line: &str) -> bool {
    is_read_otherwise(line) || !line.trim_start().starts_with('[') || line.contains("]:")
}

/// Removes the note with its lines, and the blank line that sets it apart.
pub(super) fn remove(roadmap: &Roadmap, place: Place) -> Result<Edit, Error> {
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    let Some(note) = item.note else { return Ok(Edit::default()) };
    let end = lines.line_end(note.end as usize);
    let first = lines.line_start(note.start as usize);
    let gap = lines.gap_before_line(first, lines.quotes(item));
    // One blank line at most is the note's own; others were there before it.
    let mut start = lines.end_of_line_before(first);
    if gap.start < start {
        start = lines.end_of_line_before(lines.line_start(start));
    }
    let edit = Edit::new(vec![lines.splice(start..end, "")], Effect::default());
    verify::check(roadmap, &edit, place.section, |section| {
        section.items[place.item as usize].text(section) == item.text(lines.section)
    })?;
    Ok(edit)
}

/// The lines of a note: without blanks at their ends and without empty lines around them.
fn note_lines(text: &str) -> Vec<String> {
    let line_ends = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = line_ends.lines().map(|line| line.trim_end().replace(char::is_control, " "));
    let lines: Vec<String> = lines.collect();
    let is_something = |line: &String| !line.is_empty();
    let start = lines.iter().position(is_something).unwrap_or(lines.len());
    let end = lines.iter().rposition(is_something).map_or(start, |last| last + 1);
    lines[start..end].to_vec()
}

/// The first line of an Obsidian callout is kept, unless the new text has its own.
fn with_callout(lines: &Lines<'_>, item: u32, mut words: Vec<String>) -> Vec<String> {
    let note = lines.item(item).note_source(lines.section).unwrap_or_default();
    let is_callout = |line: &str| line.trim_start().starts_with("[!");
    if let Some(first) = note.lines().next().filter(|first| is_callout(first))
        && !words.first().is_some_and(|line| is_callout(line))
    {
        words.insert(0, first.to_owned());
    }
    words
}

fn replaced(lines: &Lines<'_>, item: u32, note: &[String]) -> super::Splice {
    let old = lines.item(item).note.unwrap_or_default();
    let start = lines.line_start(old.start as usize);
    let end = lines.line_end(old.end as usize);
    let prefix = &lines.bytes[start..old.start as usize];
    let mut text = quote(prefix, note, lines.ending(start));
    text.drain(..lines.ending(start).len());
    lines.splice(start..end, text)
}

fn inserted(lines: &Lines<'_>, index: u32, note: &[String]) -> Result<super::Splice, Error> {
    let item = lines.item(index);
    let text = item.text(lines.section);
    let has_words = !text.is_empty() || item.mark.is_some();
    if !has_words {
        return Err(Error::new("set the note", "the item has no text that a note could follow")
            .hint("give the item a text first"));
    }
    let mut at = lines.line_end(item.text.end as usize);
    let next = span::next_line(lines.bytes, at);
    if !track::is_heading(text)
        && next < item.span.end as usize
        && is_underline(&lines.bytes[next..lines.line_end(next)])
    {
        at = lines.line_end(next);
    }
    let ending = lines.ending(at);
    let mut new = Vec::new();
    if let Some(blank) = blank_line(lines, index, at) {
        new.extend_from_slice(ending);
        new.extend_from_slice(blank);
    }
    new.extend(quote(&lines.content_prefix(item), note, ending));
    Ok(lines.insertion(at, new))
}

/// The lines of a quote, each behind a line ending.
fn quote(prefix: &[u8], note: &[String], ending: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    for line in note {
        text.extend_from_slice(ending);
        text.extend_from_slice(prefix);
        text.push(b'>');
        if !line.is_empty() {
            text.push(b' ');
            text.extend_from_slice(line.as_bytes());
        }
    }
    text
}

/// Whether a line makes a heading of the paragraph above it (CommonMark 4.3).
fn is_underline(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let line = line.rsplit(|&byte| byte == b'>').next().unwrap_or_default().trim_ascii();
    !line.is_empty() && (line.iter().all(|&byte| byte == b'=') || line.iter().all(|&byte| byte == b'-'))
}

/// The blank line to set the note apart with, where the list sets its items apart: as the list has it.
fn blank_line<'a>(lines: &Lines<'a>, index: u32, text_end: usize) -> Option<&'a [u8]> {
    let item = lines.item(index);
    let behind = lines.gap_after(text_end, lines.quotes(item));
    if behind.end < item.span.end as usize || lines.next(index).is_some() {
        return lines.blank_line(behind);
    }
    let is_first_of_all = item.parent.is_none() && lines.previous(index).is_none();
    if is_first_of_all || !lines.begins_line(item) {
        return None;
    }
    lines.blank_line(lines.gap_before(item))
}

#[cfg(test)]
mod tests {
    use crate::edit::Verb;
    use crate::edit::testing::{DEFAULTS, check, circumstances, read_marked, refused};

    fn note(text: &str) -> Verb {
        Verb::SetNote(text.to_owned())
    }

    /// Setting gives the text after, and removing gives the text before.
    #[track_caller]
    fn check_both(before: &str, text: &str, after: &str) {
        check(before, &note(text), &after.replace('‸', ""));
        check(after, &Verb::RemoveNote, &before.replace('‸', ""));
        check(after, &note(" \n"), &before.replace('‸', ""));
    }

    #[test]
    fn note_in_a_tight_list_follows_the_text() {
        check_both("- [ ] ‸a\n- [ ] b\n", "n", "- [ ] ‸a\n  > n\n- [ ] b\n");
        check_both("- [ ] ‸a\n  more\n  - b\n", "n\n\nm", "- [ ] ‸a\n  more\n  > n\n  >\n  > m\n  - b\n");
        check_both("1. a\n2. ‸b\n3. c\n", "n", "1. a\n2. ‸b\n   > n\n3. c\n");
        check_both("10) ‸a\n", "n", "10) ‸a\n    > n\n");
        check_both("- a\n\t- ‸b\n\t- c\n", "n", "- a\n\t- ‸b\n\t  > n\n\t- c\n");
        check_both("-\t‸a\n", "n", "-\t‸a\n\t> n\n");
        check_both("-\t[ ] a\n\t-\t[ ] ‸b\n", "n", "-\t[ ] a\n\t-\t[ ] ‸b\n\t\t> n\n");
        check_both("100.\t‸a\n", "n", "100.\t‸a\n    \t> n\n");
        check_both("> -\t‸a\n", "n", "> -\t‸a\n> \t> n\n");
        check_both("- - ‸a\n  - b\n", "n", "- - ‸a\n    > n\n  - b\n");
    }

    #[test]
    fn note_in_a_loose_list_is_a_quote_inside_the_item() {
        check_both("- ‸a\n\n- b\n", "n", "- ‸a\n\n  > n\n\n- b\n");
        check_both("- a\n\n- ‸b\n", "n", "- a\n\n- ‸b\n\n  > n\n");
        check_both("- ‸a\n\n  - b\n- c\n", "n", "- ‸a\n\n  > n\n\n  - b\n- c\n");
        check_both("- ‸a\n  - b\n\n- c\n  - d\n", "n", "- ‸a\n  > n\n  - b\n\n- c\n  - d\n");
        check_both("- ‸a\n\n  para\n", "n", "- ‸a\n\n  > n\n\n  para\n");
        check_both("# H\n\n- ‸a\n\npara\n", "n", "# H\n\n- ‸a\n  > n\n\npara\n");
    }

    #[test]
    fn note_takes_the_whitespace_of_blank_lines() {
        check_both(
            "- [ ] **N**:\n    \n    - [x] M\n        \n    - [ ] ‸E\n        \n    - [ ] f\n        \n- [x] P\n    \n\n### H",
            "n",
            "- [ ] **N**:\n    \n    - [x] M\n        \n    - [ ] ‸E\n        \n      > n\n        \n    - [ ] f\n        \n- [x] P\n    \n\n### H",
        );
        check_both(
            "- [ ] ‸**N**:\n    \n    - [x] M\n        \n- [x] P\n    \n",
            "n",
            "- [ ] ‸**N**:\n    \n  > n\n    \n    - [x] M\n        \n- [x] P\n    \n",
        );
    }

    #[test]
    fn note_takes_the_line_endings() {
        check_both("- ‸a\r\n- b\r\n", "n\nm", "- ‸a\r\n  > n\r\n  > m\r\n- b\r\n");
        check_both("- a\r\n\r\n- ‸b", "n", "- a\r\n\r\n- ‸b\r\n\r\n  > n");
        check("- ‸a\r- b", &note("n\r\nm\rl"), "- a\r  > n\r  > m\r  > l\r- b");
    }

    #[test]
    fn note_adds_no_final_newline() {
        check_both("- ‸a", "n", "- ‸a\n  > n");
        check_both("\u{feff}- ‸a", "n", "\u{feff}- ‸a\n  > n");
        check_both("---\ntitle: T\n---\n- ‸a", "n", "---\ntitle: T\n---\n- ‸a\n  > n");
    }

    #[test]
    fn note_inside_a_quote_has_its_markers() {
        check_both("> - [ ] ‸a\n> - b\n", "n\nm", "> - [ ] ‸a\n>   > n\n>   > m\n> - b\n");
        check_both("> - ‸a\n>\n> - b\n", "n", "> - ‸a\n>\n>   > n\n>\n> - b\n");
        check_both("- x\n  > - ‸a\n", "n", "- x\n  > - ‸a\n  >   > n\n");
    }

    #[test]
    fn note_is_replaced_with_all_its_lines() {
        check("- a\n  > ‸old\n  > lines\nlazy\n- b\n", &note("new"), "- a\n  > new\n- b\n");
        check("- ‸a\n    > old", &note("new\nlines"), "- a\n    > new\n    > lines");
        check("> - ‸a\n>   > old\n>   > lines\n", &note("n\nm"), "> - a\n>   > n\n>   > m\n");
        check("- ‸a\n  > n\n", &note("n"), "- a\n  > n\n");
        check("- ‸a\n  - b\n\n  > old\n- c\n", &note("new"), "- a\n  - b\n\n  > new\n- c\n");
    }

    #[test]
    fn a_callout_keeps_its_first_line() {
        check("- ‸a\n  > [!note] Title\n  > old\n", &note("new"), "- a\n  > [!note] Title\n  > new\n");
        check("- ‸a\n  > [!note] Title\n  > old\n", &note("[!tip] T\nnew"), "- a\n  > [!tip] T\n  > new\n");
        check("- ‸a\n  > [!note] Title\n  > old\n", &Verb::RemoveNote, "- a\n");
    }

    #[test]
    fn a_line_that_would_be_an_item_is_escaped() {
        check("- ‸a\n- b\n", &note("do:\n- [ ] x\n2) y"), "- a\n  > do:\n  > \\- [ ] x\n  > 2\\) y\n- b\n");
        check("- ‸a\n- b\n", &note("# x\n```\n<div>"), "- a\n  > # x\n  > ```\n  > <div>\n- b\n");
    }

    #[test]
    fn a_lines_own_escape_stays_where_it_is_edited() {
        check("- ‸a\n  > \\*x\\*\n  > old\n", &note("*x\\*\nnew"), "- a\n  > \\*x\\*\n  > new\n");
        check("- ‸a\n  > \\[b](c)\n", &note("[b](c)\n- d"), "- a\n  > \\[b](c)\n  > \\- d\n");
        check("- ‸a\n  > 1\\. b\n", &note("1. b"), "- a\n  > 1\\. b\n");
        check("- ‸a\n", &note("[b](c)\n[!x] d\n- e"), "- a\n  > [b](c)\n  > [!x] d\n  > \\- e\n");
    }

    #[test]
    fn a_note_follows_the_whole_heading_of_an_item() {
        check("- ‸a\n  ===\n\n  b\n", &note("n"), "- a\n  ===\n\n  > n\n\n  b\n");
        refused("- ‸# a\n  b\n", &note("n"), "would");
        refused("-‸\n", &note("n"), "no text");
    }

    #[test]
    fn a_note_reads_back_as_it_was_set() {
        let (mut roadmap, place) = read_marked("> - ‸a\n>\n> - b\n", DEFAULTS);
        let text = "one\n\n  two  \nthree";
        let edit = note(text).edit(&roadmap, place, circumstances()).unwrap();
        let rereading = roadmap.reread(&edit.replacements(&roadmap).unwrap());
        roadmap.adopt(rereading);
        let read = roadmap.item(place).note(roadmap.section(place.section));
        assert_eq!(read.as_deref(), Some("one\n\n  two\nthree"));
    }
}

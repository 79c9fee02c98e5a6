//! Adds an item to a section by its heading: behind its last one, or as the first of a new list.

use super::{Edit, Effect, Splice, counters, insert, verify, words};
use crate::error::Error;
use crate::model::{Place, Roadmap};
use crate::span::{Span, line_end, next_line};

/// Adds an item at the end of a section's own items.
///
/// ```text
/// # A          # A
///
/// Words.   →   Words.
///
///              - [ ] new
/// # B
///              # B
/// ```
pub(super) fn below_heading(roadmap: &Roadmap, section: u32, text: &str) -> Result<Edit, Error> {
    let own = roadmap.section(section);
    let last = (0..).zip(&own.items).filter(|(_, item)| item.parent.is_none()).last();
    if let Some((item, _)) = last {
        return insert::below(roadmap, Place { section, item }, text);
    }
    let line = words::of_item(text, "add an item")?;
    let effect = Effect { items: 1, boxes: 1, ..Effect::default() };
    let place = first_place(roadmap, section)?;
    let edits =
        [line.clone(), words::escaped(&line)].map(|words| place.edit(&format!("- [ ] {words}"), effect));
    let edit = verify::first_that_reads(roadmap, edits, section, |section| {
        let [item] = &*section.items else { return false };
        [line.clone(), words::escaped(&line)].iter().any(|words| words == item.text(section))
    })?;
    counters::keep_right(roadmap, edit, 0)
}

/// Where the first item of a section goes, with what must stand around it.
pub(super) struct FirstPlace {
    at: usize,
    before: String,
    behind: String,
}

impl FirstPlace {
    pub(super) fn edit(&self, lines: &str, effect: Effect) -> Edit {
        let new = format!("{}{lines}{}", self.before, self.behind).into_bytes();
        Edit::new(vec![Splice { span: Span::new(self.at, self.at), old: Vec::new(), new }], effect)
    }
}

/// Behind the section's heading and prose.
pub(super) fn first_place(roadmap: &Roadmap, section: u32) -> Result<FirstPlace, Error> {
    let own = roadmap.section(section);
    if own.is_unreadable() {
        return Err(Error::new("add an item", "the text there could not be read").hint("add it in an editor"));
    }
    let bytes = own.text.as_bytes();
    let ending = line_ending(roadmap);
    let behind = if own.prose.is_empty() { own.heading_block } else { own.prose };
    // A heading's block ends behind its line ending.
    let last = behind.end.max(1) as usize - 1;
    let at = if behind.is_empty() { bytes.len() } else { line_end(bytes, last.min(bytes.len())) };
    let is_blank_before = behind.is_empty() || bytes[..at].trim_ascii().is_empty();
    let rest = &bytes[next_line(bytes, at)..];
    let is_followed = !rest.trim_ascii().is_empty() || section as usize + 1 < roadmap.sections().len();
    let next = line_end(rest, 0);
    let has_blank_behind = next < rest.len() && rest[..next].trim_ascii().is_empty();
    let before = if is_blank_before { String::new() } else { ending.repeat(2) };
    let behind = match (is_blank_before, is_followed && !has_blank_behind) {
        (true, true) => ending.repeat(2),
        (true, false) | (false, true) => ending.to_owned(),
        (false, false) => String::new(),
    };
    Ok(FirstPlace { at: own.offset + at, before, behind })
}

/// The file's line ending: that of its first line.
pub(super) fn line_ending(roadmap: &Roadmap) -> &'static str {
    let first =
        roadmap.sections().iter().map(|section| section.text.as_bytes()).find(|bytes| !bytes.is_empty());
    let bytes = first.unwrap_or_default();
    match bytes.get(line_end(bytes, 0)..) {
        Some([b'\r', b'\n', ..]) => "\r\n",
        Some([b'\r', ..]) => "\r",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::testing;
    use crate::settings::Defaults;

    fn check(before: &str, section: u32, after: &str) {
        let roadmap = testing::read(before, Defaults::default());
        let edit = below_heading(&roadmap, section, "new").unwrap();
        testing::assert_edit(&roadmap, Defaults::default(), &edit, after);
    }

    #[test]
    fn the_first_item_of_a_section_makes_its_list() {
        check("# A\n", 1, "# A\n\n- [ ] new\n");
        check("# A", 1, "# A\n\n- [ ] new");
        check(
            "# A\r\n\r\nWords\r\non.\r\n\r\n# B\r\n",
            1,
            "# A\r\n\r\nWords\r\non.\r\n\r\n- [ ] new\r\n\r\n# B\r\n",
        );
        check("# A\n# B\n", 1, "# A\n\n- [ ] new\n\n# B\n");
        check("A\n===\n\n# B\n", 1, "A\n===\n\n- [ ] new\n\n# B\n");
    }

    #[test]
    fn an_empty_file_gets_its_first_line() {
        check("", 0, "- [ ] new\n");
        check("\n", 0, "\n- [ ] new\n");
        check("---\ntitle: x\n---\n", 0, "---\ntitle: x\n---\n- [ ] new\n");
    }

    #[test]
    fn where_there_are_items_it_is_one_more() {
        check("# A\n\n- [x] a\n  - b\n\n# B\n", 1, "# A\n\n- [x] a\n  - b\n- [ ] new\n\n# B\n");
    }
}

//! Links that lead nowhere: to a heading that is not in the file, and, for whoever can look, to files beside it.
//!
//! Headings are compared by their letters and digits alone. Viewers make their anchors in different ways out of blanks,
//! punctuation, emoji and equal headings, and a link that works in one of them is not told. Nor are wiki links told,
//! whose notes may lie anywhere, but those to a heading of this file.

use std::cell::LazyCell;
use std::collections::{HashMap, HashSet};

use super::{in_file, problem};
use crate::markdown::inline;
use crate::model::links::Reference;
use crate::model::{Problem, Roadmap};
use crate::span::Span;

/// Longer names are no anchors.
const LONGEST_NAME: usize = 200;

/// A link to something beside the roadmap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileLink {
    /// Bytes of the file.
    pub span: Span,
    /// Relative to the roadmap's folder, as it is on disk: `%20` is a blank.
    pub path: String,
}

/// The links of a roadmap that name a file by its path from the roadmap's folder.
pub fn file_links(roadmap: &Roadmap) -> Vec<FileLink> {
    let link = |(span, reference): (Span, Reference)| {
        let path = if reference.is_wiki_link { None } else { file_path(&reference.address) };
        Some(FileLink { span, path: path? })
    };
    references(roadmap).filter_map(link).collect()
}

pub(super) fn check(roadmap: &Roadmap, problems: &mut Vec<Problem>) {
    // Few roadmaps have links into themselves.
    let anchors = LazyCell::new(|| anchors(roadmap));
    for (span, reference) in references(roadmap) {
        let Some(anchor) = reference.address.strip_prefix('#') else { continue };
        // A block's id, a place of a viewer's own, and words to be looked for are no headings.
        let heading = anchor.rsplit('#').next().unwrap_or_default();
        let wanted = letters(&unescape(heading));
        let is_other = heading.starts_with(['^', ':']) || wanted.is_empty() || wanted == "top";
        if !is_other && !anchors.contains(wanted.strip_prefix("usercontent").unwrap_or(&wanted)) {
            problems.push(problem(
                span,
                format!("this leads to `#{anchor}`, and no heading here is called so"),
                "name a heading of this file, in lower case and with `-` for each blank",
            ));
        }
    }
}

/// The links of all sections, each with its bytes of the file.
fn references(roadmap: &Roadmap) -> impl Iterator<Item = (Span, Reference)> {
    (0..).zip(roadmap.sections()).flat_map(|(index, section)| {
        let text = section.text.as_str();
        let found =
            if text.contains(']') { roadmap.references(text, &roadmap.blocks(index)) } else { Vec::new() };
        found.into_iter().map(|reference| (in_file(section, reference.span), reference))
    })
}

/// What can be led to: headings, and names that HTML gives.
fn anchors(roadmap: &Roadmap) -> HashSet<String> {
    let mut anchors = HashSet::new();
    let mut times = HashMap::new();
    for section in roadmap.sections() {
        let text = section.text.as_str();
        let words = letters(&inline::plain(section.heading.of(text), roadmap.definitions()));
        // Of equal headings the second is `…-1`.
        let nth = times.entry(words.clone()).and_modify(|nth| *nth += 1).or_insert(0_u32);
        if *nth > 0 {
            anchors.insert(format!("{words}{nth}"));
        }
        anchors.insert(words);
        for line in text.lines() {
            let inside = line.trim_start_matches(|char: char| " \t>-+*.)0123456789".contains(char));
            if inside.starts_with('#') {
                anchors.insert(letters(inside));
            }
            if line.contains('<') || line.contains('{') {
                add_names(line, &mut anchors);
            }
        }
    }
    anchors
}

/// Adds what `id="…"`, `name="…"`, `{#…}` and `<h2>…</h2>` name.
fn add_names(line: &str, anchors: &mut HashSet<String>) {
    for (name, ends) in [("id=", "\"' >"), ("name=", "\"' >"), ("{#", "} ")] {
        for (at, _) in line.match_indices(name) {
            let value = line.get(at + name.len()..).unwrap_or_default().trim_start_matches(['"', '\'']);
            let value = value.chars().take(LONGEST_NAME).take_while(|char| !ends.contains(*char));
            anchors.insert(letters(&value.collect::<String>()));
        }
    }
    let words: String = line.split('<').filter_map(|tag| Some(tag.split_once('>')?.1)).collect();
    anchors.insert(letters(&words));
}

/// What all viewers keep of a heading.
fn letters(text: &str) -> String {
    text.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The path that an address names, if it is one from the roadmap's folder.
fn file_path(address: &str) -> Option<String> {
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let has_scheme = path.split(['/', '\\']).next().unwrap_or_default().contains(':');
    // What a template puts in is not known here.
    let is_path = !path.is_empty()
        && !has_scheme
        && !path.starts_with(['/', '\\', '~'])
        && !path.contains(['{', '$', '@']);
    is_path.then(|| unescape(path))
}

/// A text with its `%20` as the characters that they stand for. What is not UTF-8 then stays as it was.
fn unescape(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| str::from_utf8(digits).ok());
        let escaped = digits.filter(|_| byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(byte));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::tests::told;
    use crate::settings::Defaults;

    #[test]
    fn a_link_to_a_heading_that_is_not_there_is_told() {
        let text = "# 🌱 Phase 1: *Junior* (0–2 years)\n\n[a](#-phase-1-junior-02-years) [b](#phase-2)\n[[#Phase 9]]\n\n`[c](#no)`\n\n<!-- [d](#no) -->\n\n    [e](#no)\n\n[f][r]\n\n[r]: #no\n";
        assert_eq!(
            told(text.as_bytes()),
            [
                "3:32: this leads to `#phase-2`, and no heading here is called so",
                "4:1: this leads to `#Phase 9`, and no heading here is called so",
                "12:1: this leads to `#no`, and no heading here is called so",
            ]
        );
    }

    #[test]
    fn whatever_some_viewer_follows_is_not_told() {
        for link in [
            "[a](#)",
            "[a](#top)",
            "[a](#a-b)",
            "[a](#A%20B)",
            "[a](#a-b-1)",
            "[a](#user-content-a-b)",
            "[a](#here)",
            "[a](#there)",
            "[a](#in-html)",
            "[a](#own)",
            "[[#A b]]",
            "[[#^block]]",
            "[[Other#x]]",
            "[a](x.md#no)",
            "[a](#é)",
            "[a](#%C3%A9)",
            "[a](#quoted)",
        ] {
            let text = format!(
                "# A b\n\n{link}\n\n## A `b`\n\n<a id=\"here\"></a><a name='there'>\n\n<h2 align=\"center\">In <b>HTML</b></h2>\n\n## X {{#own}}\n\n## é\n\n> ## Quoted\n"
            );
            assert_eq!(told(text.as_bytes()), [""; 0], "{link}");
        }
    }

    #[test]
    fn links_to_files_are_told_apart_from_all_others() {
        let text = "[a](notes/a%20b.md#x) ![i](i.png) [w](www.a.b) <https://a.b/c> [s](https://a.b) [m](mailto:a@b)\n\
                    [r](/root.md) [t]({{ x }}/a.md) [[Note]] `[c](c.md)` [h](#x) [u](../up.md?raw=1) <a@b.org>\n";
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        let paths: Vec<String> = file_links(&roadmap).into_iter().map(|link| link.path).collect();
        assert_eq!(paths, ["notes/a b.md", "i.png", "www.a.b", "../up.md"]);
    }
}

//! Which item, heading or skill is meant by a line, a path, or words (cli.md, ITEM and SKILL).

mod names;
mod skills;

use super::open::{Opened, no_such_file};
use super::output::Failure;
use crate::document::Target;
use crate::error::Error;
use crate::markdown::inline;
use crate::model::slug::slug;
use crate::model::{Place, Roadmap};
use crate::span::count_line_ends;

/// Where the lines of items are told.
pub(super) const ITEMS_TOLD: &str = "`milepost list --all` shows every item with its line";

/// Where those of skills are.
pub(super) const SKILLS_TOLD: &str = "`milepost matrix` shows every skill with its line";

/// As many candidates are listed.
const MAX_LISTED: usize = 20;

/// What can be chosen in a roadmap.
#[derive(Debug)]
pub(super) struct Choices<'a> {
    opened: &'a Opened,
    choices: Vec<Choice>,
    noun: Noun,
}

/// What is chosen, as messages call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Noun {
    Item,
    Skill,
}

#[derive(Debug)]
struct Choice {
    target: Target,
    /// Where its box, its marker or its heading is.
    line: usize,
    /// The last line of its text and note.
    last_line: usize,
    path: String,
    /// Its words without marks, in lower case.
    words: String,
    /// Of several that have the words, those of the lowest rank are meant.
    rank: u8,
}

impl<'a> Choices<'a> {
    /// The items, of which those are meant that are tracked.
    pub(super) fn items(opened: &'a Opened) -> Self {
        Self { opened, choices: items(opened.roadmap()), noun: Noun::Item }
    }

    /// The items and the headings, of which those are meant that can still be tracked.
    pub(super) fn items_and_headings(opened: &'a Opened) -> Self {
        let mut choices = items(opened.roadmap());
        choices.iter_mut().for_each(|choice| choice.rank = u8::from(choice.rank == 0));
        choices.extend(headings(opened.roadmap()));
        Self { opened, choices, noun: Noun::Item }
    }

    /// The one item that is meant; only for [`Choices::items`].
    pub(super) fn item(&self, selector: &str) -> Result<Place, Failure> {
        match self.target(selector)? {
            Target::Item(place) => Ok(place),
            Target::Section(_) | Target::Cell(_) | Target::Roadmap => {
                Err(Error::new("find", "a heading is no item").into())
            }
        }
    }

    /// The one thing that is meant.
    pub(super) fn target(&self, selector: &str) -> Result<Target, Failure> {
        match &*self.found(selector)? {
            [only] => Ok(only.target),
            [] => Err(self.not_found(selector, self.noun.absence(selector))),
            several => Err(self.ambiguous(selector, several)),
        }
    }

    fn found(&self, selector: &str) -> Result<Vec<&Choice>, Failure> {
        let selector = selector.trim();
        if let Some(line) = selector.strip_prefix(':') {
            let line = line.trim().parse().map_err(|_| self.not_found(selector, "a line is a number"))?;
            return Ok(self.at_line(line));
        }
        let ways = [Self::with_name, Self::at_path, Self::with_words];
        let mut found = ways.iter().map(|way| way(self, selector));
        Ok(found.find(|found| !found.is_empty()).unwrap_or_default())
    }

    /// A skill that is called just so: `C` is not `C++`, though both have the path `c`.
    fn with_name(&self, selector: &str) -> Vec<&Choice> {
        if self.noun != Noun::Skill {
            return Vec::new();
        }
        let name = self.plain(selector);
        let found = self.choices.iter().filter(|choice| !name.is_empty() && choice.words == name);
        first_ranked(found.collect())
    }

    fn plain(&self, selector: &str) -> String {
        inline::plain(selector, self.opened.roadmap().definitions()).trim().to_lowercase()
    }

    /// What begins at a line, else what has its text or note there.
    fn at_line(&self, line: usize) -> Vec<&Choice> {
        let begins: Vec<&Choice> = self.choices.iter().filter(|choice| choice.line == line).collect();
        // In `- - [ ] text` the outer item has nothing of its own.
        let worded: Vec<&Choice> = begins.iter().copied().filter(|choice| !choice.words.is_empty()).collect();
        if !worded.is_empty() {
            return worded;
        }
        if !begins.is_empty() {
            return begins;
        }
        self.choices.iter().filter(|choice| choice.line < line && line <= choice.last_line).collect()
    }

    /// What has this whole path, else what has a path that ends so. The first of equal paths has no number, and one part
    /// or the end of a path can be meant for each of them: only a whole path of several parts means the first alone.
    fn at_path(&self, selector: &str) -> Vec<&Choice> {
        let path = selector.to_lowercase();
        let tail = path.trim_start_matches('…').trim_start_matches("...").trim_matches('/');
        if tail.is_empty() {
            return Vec::new();
        }
        if path.contains('/') {
            // The path of an item that lies very deep begins with `…` itself.
            let whole = numbered(path.trim_matches('/'));
            let whole = (whole.0, whole.1.unwrap_or(1));
            let found: Vec<&Choice> =
                self.choices.iter().filter(|choice| choice.nth_at_path() == whole).collect();
            if !found.is_empty() {
                return found;
            }
        }
        let (tail, nth) = numbered(tail);
        let is_tail = |choice: &&Choice| {
            let (path, own) = choice.nth_at_path();
            let before = path.strip_suffix(tail);
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
                && nth.is_none_or(|nth| nth == own)
        };
        let found = self.choices.iter().filter(is_tail).collect();
        // `C` is not `C++`, though both have the path `c`.
        let words = self.plain(selector);
        narrowed(found, |choice| choice.words == words)
    }

    /// What names this choice and no other in its file, as far as a path can.
    fn name(&self, choice: &Choice) -> String {
        let (path, nth) = choice.nth_at_path();
        let is_numbered = self.choices.iter().any(|other| {
            let (other, n) = other.nth_at_path();
            other == path && n > 1
        });
        let name = if is_numbered { format!("{path}~{nth}") } else { path.to_owned() };
        if self.at_path(&name).len() > 1 && !name.contains('/') { format!("/{name}") } else { name }
    }

    /// What has all these words, each from its beginning to its end; a plain bullet that has them too does not stand
    /// in the way of a box.
    fn with_words(&self, selector: &str) -> Vec<&Choice> {
        let plain = self.plain(selector);
        let words: Vec<&str> = plain
            .split_whitespace()
            .map(|word| word.trim_matches(['*', '_', '`']))
            .filter(|word| !word.is_empty())
            .collect();
        if words.is_empty() {
            return Vec::new();
        }
        let has_all = |choice: &&Choice| words.iter().all(|word| has_word(&choice.words, word));
        let found: Vec<&Choice> = self.choices.iter().filter(has_all).collect();
        // Of several, those in which the words stand together as they were given: "Phase 2" is not "Phase 1 (0–2 years)".
        let phrase = words.join(" ");
        let together = narrowed(found, |choice| has_word(&choice.words, &phrase));
        // And of these, one that says nothing else.
        let whole = narrowed(together, |choice| choice.words == phrase);
        first_ranked(whole)
    }

    fn not_found(&self, selector: &str, reason: &str) -> Failure {
        let hint = match (self.noun, self.choices.is_empty()) {
            (Noun::Item, true) => "this file has no items",
            (Noun::Item, false) => ITEMS_TOLD,
            (Noun::Skill, true) => "this file has no skills: no matrix, and no item with a level",
            (Noun::Skill, false) => SKILLS_TOLD,
        };
        let attempted = match self.noun {
            Noun::Item => "find the item in",
            Noun::Skill => "find the skill in",
        };
        let error = Error::new(attempted, format!("`{selector}`: {reason}")).at(&self.opened.shown);
        error.hint(no_such_file(selector).map_or(hint.to_owned(), |told| format!("{told}; {hint}"))).into()
    }

    fn ambiguous(&self, selector: &str, found: &[&Choice]) -> Failure {
        let attempted = match self.noun {
            Noun::Item => "choose the item in",
            Noun::Skill => "choose the skill in",
        };
        let error = Error::new(attempted, format!("`{selector}` can mean {} of them", found.len()))
            .at(&self.opened.shown)
            .hint("name one by its line or its path, as listed here");
        let shown = found.iter().take(MAX_LISTED);
        let mut details: Vec<String> =
            shown.map(|choice| format!(":{}  {}", choice.line, self.name(choice))).collect();
        if found.len() > MAX_LISTED {
            details.push(format!("and {} more", found.len() - MAX_LISTED));
        }
        Failure { error, details }
    }
}

impl Choice {
    /// Its path without the number, and which of those that have it it is, from 1.
    fn nth_at_path(&self) -> (&str, usize) {
        let (path, nth) = numbered(&self.path);
        (path, nth.unwrap_or(1))
    }
}

impl Noun {
    /// Why nothing was found.
    fn absence(self, selector: &str) -> &'static str {
        match (self, selector.trim().starts_with(':')) {
            (Self::Item, true) => "there is no item at this line",
            (Self::Item, false) => "no item has this path or these words",
            (Self::Skill, true) => "there is no skill at this line",
            (Self::Skill, false) => "no skill has this name or these words",
        }
    }
}

/// `a/b~2` → `a/b` and 2.
fn numbered(path: &str) -> (&str, Option<usize>) {
    let parts = path.rsplit_once('~').and_then(|(path, nth)| Some((path, nth.parse().ok()?)));
    parts.map_or((path, None), |(path, nth)| (path, Some(nth)))
}

/// Those that a claim holds for, or all where it holds for none.
fn narrowed(choices: Vec<&Choice>, claim: impl Fn(&Choice) -> bool) -> Vec<&Choice> {
    let narrowed: Vec<_> = choices.iter().copied().filter(|choice| claim(choice)).collect();
    if narrowed.is_empty() { choices } else { narrowed }
}

fn first_ranked(choices: Vec<&Choice>) -> Vec<&Choice> {
    let first = choices.iter().map(|choice| choice.rank).min();
    narrowed(choices, |choice| Some(choice.rank) == first)
}

/// Whether `text` has `word`, with no letter or digit on either side of it.
fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(start, found)| {
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let after = text.get(start + found.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

fn items(roadmap: &Roadmap) -> Vec<Choice> {
    let lines = roadmap.item_lines();
    let found = roadmap.items().zip(roadmap.slug_paths()).zip(lines);
    found
        .map(|(((place, item), path), line)| {
            let section = roadmap.section(place.section);
            let bytes = section.text.as_bytes();
            let start = item.mark.map_or(item.marker.start, |mark| mark.at);
            let end = item.note.map_or(item.text.end, |note| note.end.max(item.text.end)).max(start);
            let words = roadmap.words(place);
            Choice {
                target: Target::Item(place),
                line,
                last_line: line + count_line_ends(&bytes[start as usize..end as usize]),
                path,
                words: inline::plain(&words, roadmap.definitions()).to_lowercase(),
                rank: u8::from(!item.state.is_tracked()),
            }
        })
        .collect()
}

fn headings(roadmap: &Roadmap) -> Vec<Choice> {
    let of = |(index, section): (u32, &crate::model::Section)| {
        let words = section.heading_text()?;
        let line = roadmap.line_of(index, section.heading_block.start);
        // As the paths of items begin.
        let parts = roadmap.headings(index);
        let path: Vec<String> =
            parts.iter().map(|part| slug(crate::model::heading::without_years(part).0)).collect();
        Some(Choice {
            target: Target::Section(index),
            line,
            last_line: line,
            path: path.join("/"),
            words: inline::plain(words, roadmap.definitions()).to_lowercase(),
            rank: 0,
        })
    };
    (0..).zip(roadmap.sections()).filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::settings::Defaults;

    const TEXT: &str = "# Phase 1: Junior (0–2 years)\n\n## Skills\n\n- [ ] **Node.js Basics**:\n  - [ ] Event *Loop* & `stack`\n  - [ ] C++ addons\n    > drawn from\n    > memory\n- [ ] Testing\n\n## Tools\n\n- [ ] Testing\n- Basic testing\n- - [ ] inner\n- [ ] C only\n";

    fn read(text: &str) -> Opened {
        let document = Document::new(text.into(), Defaults::default());
        Opened { shown: "roadmap.md".into(), path: "roadmap.md".into(), document }
    }

    fn chosen(selector: &str) -> Result<String, Vec<String>> {
        let opened = read(TEXT);
        let place = Choices::items(&opened).item(selector).map_err(|failure| failure.details)?;
        Ok(opened.roadmap().words(place))
    }

    #[test]
    fn a_line_names_the_item_that_stands_there() {
        assert_eq!(chosen(":6"), Ok("Event *Loop* & `stack`".into()));
        assert_eq!(chosen(":9"), Ok("C++ addons".into()), "the second line of its note");
        assert_eq!(chosen(":16"), Ok("inner".into()));
        for nowhere in [":1", ":4", ":99", ":0", ":-1", ":x", ":"] {
            assert_eq!(chosen(nowhere), Err(Vec::new()), "{nowhere}");
        }
    }

    #[test]
    fn any_unambiguous_tail_of_a_path_names_an_item() {
        let whole = "phase-1-junior/skills/node-js-basics/event-loop-stack";
        for tail in [
            whole.to_owned(),
            format!("…/{}", whole.rsplit_once('/').unwrap().1),
            ".../node-js-basics/event-loop-stack".to_owned(),
            "Event-Loop-Stack".to_owned(),
            format!("/{whole}"),
        ] {
            assert_eq!(chosen(&tail), Ok("Event *Loop* & `stack`".into()), "{tail}");
        }
        assert_eq!(chosen("skills/testing"), Ok("Testing".into()));
        let candidates = chosen("testing").unwrap_err();
        assert_eq!(candidates, [":10  phase-1-junior/skills/testing", ":14  phase-1-junior/tools/testing"]);
        assert!(chosen("loop-stack").is_err(), "a part of a part is no tail");
    }

    #[test]
    fn what_several_items_share_names_none_of_them() {
        let of = |text: &str, selector: &str| {
            let opened = read(text);
            let place = Choices::items(&opened).item(selector).map_err(|failure| failure.details)?;
            Ok::<usize, Vec<String>>(opened.roadmap().item_line(place))
        };
        let refused = |candidates: &[&str]| Err(candidates.iter().map(|&line| line.to_owned()).collect());
        let siblings = "# A\n\n- [ ] docker\n- [ ] git\n- [ ] docker\n";
        let both = refused(&[":3  a/docker~1", ":5  a/docker~2"]);
        for shared in ["docker", "Docker", "…/docker", ".../docker", "**docker**"] {
            assert_eq!(of(siblings, shared), both, "{shared}");
        }
        assert_eq!(of(siblings, "a/docker"), Ok(3), "a whole path");
        for (own, line) in [("docker~1", 3), ("a/docker~1", 3), ("docker~2", 5), ("a/docker~2", 5)] {
            assert_eq!(of(siblings, own), Ok(line), "{own}");
        }
        let deeper = "# X\n\n## A\n\n- [ ] read book\n- [ ] Read book!\n\n## B\n\n- [ ] Read book\n";
        let candidates = [":5  x/a/read-book~1", ":6  x/a/read-book~2", ":10  x/b/read-book"];
        assert_eq!(of(deeper, "read-book"), refused(&candidates));
        assert_eq!(of(deeper, "a/read-book"), refused(&candidates[..2]), "an end of two paths");
        assert_eq!(of(deeper, "b/read-book"), Ok(10));
        assert_eq!(of(deeper, "read-book~2"), Ok(6));
        let bare = "- [ ] docker\n- [ ] tools\n  - [ ] docker\n";
        assert_eq!(of(bare, "docker"), refused(&[":1  /docker", ":3  tools/docker"]));
        assert_eq!(of(bare, "/docker"), Ok(1));
        assert_eq!(of("- [ ] C\n- [ ] C++\n- [ ] C#\n", "c"), Ok(1), "its whole text");
    }

    #[test]
    fn every_path_names_its_item_however_deep_it_lies() {
        let levels = (0..140).map(|depth| format!("{}- a\n", "  ".repeat(depth)));
        let opened = read(&levels.collect::<String>());
        let choices = Choices::items(&opened);
        let roadmap = opened.roadmap();
        for ((place, _), path) in roadmap.items().zip(roadmap.slug_paths()) {
            // One part alone could as well be the end of a longer path.
            let whole = if path.contains('/') { path } else { format!("/{path}") };
            assert_eq!(choices.item(&whole).map_err(|failure| failure.details), Ok(place), "{whole}");
        }
    }

    #[test]
    fn words_name_an_item_if_only_one_has_them_all() {
        assert_eq!(chosen("LOOP event"), Ok("Event *Loop* & `stack`".into()));
        assert_eq!(chosen("**node.js** basics"), Ok("**Node.js Basics**:".into()));
        assert_eq!(chosen("basic testing"), Ok("Basic testing".into()));
        assert_eq!(chosen("c++"), Ok("C++ addons".into()));
        assert_eq!(chosen("basic"), Ok("Basic testing".into()), "a plain bullet, as no box has the word");
        assert_eq!(chosen("testing c"), Err(Vec::new()));
        let years = read("# Phase 1 (0–2 years)\n\n- a\n\n# Phase 2\n\n- b\n");
        let target = Choices::items_and_headings(&years).target("phase 2").map_err(|failure| failure.details);
        assert_eq!(target, Ok(Target::Section(2)), "together, as they were given");
        assert_eq!(chosen("loo"), Err(Vec::new()), "half a word");
        let longer =
            read("- [ ] The *Event* Loop in depth\n- [/] Event **Loop** [level:: 3]\n- [ ] Event Loop 2\n");
        let place = Choices::items(&longer).item("event loop").map_err(|failure| failure.details);
        assert_eq!(place, Ok(Place { section: 0, item: 1 }), "its whole text, not a part of it");
        assert_eq!(chosen(""), Err(Vec::new()));
        assert_eq!(chosen("  * "), Err(Vec::new()));
        assert_eq!(chosen("c").unwrap_err().len(), 2);
    }

    #[test]
    fn headings_are_chosen_as_items_are() {
        let opened = read(TEXT);
        let choices = Choices::items_and_headings(&opened);
        let target = |selector| choices.target(selector).map_err(|failure| failure.details);
        assert_eq!(target("phase-1-junior/skills"), Ok(Target::Section(2)));
        assert_eq!(target("tools"), Ok(Target::Section(3)));
        assert_eq!(target("phase 1"), Ok(Target::Section(1)));
        assert_eq!(target(":1"), Ok(Target::Section(1)));
        assert_eq!(target("inner"), Ok(Target::Item(Place { section: 3, item: 3 })));
    }
}

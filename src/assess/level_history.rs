//! How the levels of skills went up and down, as the journal's assessments tell it (format.md, "The journal").
//!
//! Knows only what the file says: a level that was set without an assessment leaves no trace here.

use jiff::civil::Date;

use super::key;
use crate::markdown::inline;
use crate::model::journal::EntryKind;
use crate::model::{Level, Roadmap};

/// A skill that was given another level, or its first one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelChange {
    pub date: Date,
    pub skill: String,
    /// None where it was not rated before.
    pub from: Option<Level>,
    pub to: Level,
}

impl LevelChange {
    /// Whether it is about a skill, by its name.
    pub fn is_about(&self, skill: &str) -> bool {
        key(&self.skill) == key(skill)
    }
}

/// All changes that the assessments of a journal tell of, the oldest first. Those without a date are left out.
pub fn level_history(roadmap: &Roadmap) -> Vec<LevelChange> {
    let assessments =
        roadmap.entries_newest_first().into_iter().rev().filter(|entry| entry.kind == EntryKind::Assessment);
    let mut history = Vec::new();
    for entry in assessments {
        let Some(date) = entry.date else { continue };
        let words = inline::plain(entry.words(roadmap), roadmap.definitions());
        let changes = read(&words).into_iter().filter(|(_, from, to)| *from != Some(*to));
        history.extend(changes.map(|(skill, from, to)| LevelChange { date, skill, from, to }));
    }
    history
}

const ARROWS: [&str; 2] = ["→", "->"];

/// Reads `Node.js Internals 2 → 3, Testing → 4, Design 3`. A comma that no level stands before is one of the name.
fn read(words: &str) -> Vec<(String, Option<Level>, Level)> {
    let mut read = Vec::new();
    let mut skill = String::new();
    for part in words.split_inclusive(',') {
        skill.push_str(part);
        let told = skill.trim_end_matches(|char: char| matches!(char, ',' | '.') || char.is_whitespace());
        let Some((before, to)) = last_level(without_tags(told)) else { continue };
        let arrow = ARROWS.into_iter().find_map(|arrow| before.strip_suffix(arrow));
        let (name, from) = match arrow.map(str::trim_end) {
            Some(before) => match last_level(before) {
                Some((name, from)) => (name, Some(from)),
                None => (before, None),
            },
            None => (before, Some(to)),
        };
        if !name.trim().is_empty() && !tells_of_numbers(name) {
            read.push((name.trim().to_owned(), from, to));
        }
        skill.clear();
    }
    read
}

/// Whether an arrow follows a number, as in `A 6 → 7`, which are no levels; in `A → B` it is one of the name.
fn tells_of_numbers(name: &str) -> bool {
    let is_behind_number = |(at, _): (usize, &str)| {
        name.get(..at).is_some_and(|before| before.trim_end().ends_with(|char: char| char.is_ascii_digit()))
    };
    ARROWS.into_iter().any(|arrow| name.match_indices(arrow).any(is_behind_number))
}

/// A text before the level that it ends with.
fn last_level(text: &str) -> Option<(&str, Level)> {
    let level = Level::ALL.into_iter().find(|level| text.ends_with(&level.number().to_string()))?;
    let before = text.get(..text.len() - 1)?;
    let is_word = before.ends_with(|char: char| char.is_whitespace() || matches!(char, '→' | '>'));
    is_word.then(|| (before.trim_end(), level))
}

fn without_tags(text: &str) -> &str {
    let mut text = text;
    while let Some((before, tag)) = text.rsplit_once(char::is_whitespace)
        && tag.starts_with('#')
    {
        text = before.trim_end();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::testing;

    fn told(text: &str) -> Vec<String> {
        let number = |level: Level| level.number().to_string();
        let history = level_history(&testing::read(text));
        let told = history.iter().map(|change| {
            let from = change.from.map_or("-".to_owned(), number);
            format!("{} {} {from} {}", change.date, change.skill, number(change.to))
        });
        told.collect()
    }

    #[test]
    fn the_history_of_levels_is_read_from_assessments() {
        let text = "# Journal\n\n- 2026-11-22 **Assessment**: Node.js Internals 2 → 3, Testing → 4, Design 3 #q4\n  - Testing: led it\n- 2026-11-21 **Lesson**: A 1 → 2\n- 2026-05-01 assessment: Node.js Internals -> 2.\n- **Assessment**: A 1 → 2\n";
        assert_eq!(
            told(text),
            [
                "2026-05-01 Node.js Internals - 2",
                "2026-11-22 Node.js Internals 2 3",
                "2026-11-22 Testing - 4"
            ]
        );
    }

    #[test]
    fn names_may_have_commas_and_numbers() {
        let told = |words: &str| told(&format!("# Journal\n- 2026-11-22 **Assessment**: {words}\n"));
        assert_eq!(
            told("Read, write 1 → 2, Web 2.0 3 → 4, `CI | CD` 5 → 4"),
            ["2026-11-22 Read, write 1 2", "2026-11-22 Web 2.0 3 4", "2026-11-22 CI | CD 5 4"]
        );
        assert_eq!(
            told("A → B 1 → 2, C->D → 3, → E 2 → 4"),
            ["2026-11-22 A → B 1 2", "2026-11-22 C->D - 3", "2026-11-22 → E 2 4"]
        );
        assert!(told("A 1 → 2 → 3").is_empty());
        assert!(told("all well, no change in 2026").is_empty());
        assert!(told("A 6 → 7, → 3").is_empty());
    }

    #[test]
    fn what_a_self_assessment_writes_is_read_back() {
        let standing = testing::standing("# M\n\n|Skill|Level|\n|-|-|\n|A|2|\n|B, C||\n|D|3|\n", None);
        let mut walk = crate::assess::walk::Walk::new(&standing, None);
        walk.rate(Level::Competent, "");
        walk.rate(Level::Novice, "");
        walk.rate(Level::Competent, "still");
        let text = format!("# Journal\n- 2026-11-22 **Assessment**: {}\n", walk.outcome().entry());
        assert_eq!(told(&text), ["2026-11-22 A 2 3", "2026-11-22 B, C - 1"]);
        assert!(level_history(&testing::read(&text))[0].is_about("a"));
    }
}

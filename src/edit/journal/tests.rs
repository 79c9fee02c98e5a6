//! What the journal's verbs make of texts.

use super::{Below, Draft, Rewording};
use crate::edit::Verb;
use crate::edit::testing::{DEFAULTS, assert_edit, circumstances, read, read_marked};
use crate::model::Roadmap;
use crate::model::journal::{EntryKind, EntryPlace};

fn draft(words: &str, lines: &[&str]) -> Verb {
    Verb::AddEntry(Draft {
        date: circumstances().today,
        kind: EntryKind::Lesson,
        words: words.to_owned(),
        below: Below::Items(lines.iter().map(|&line| line.to_owned()).collect()),
    })
}

#[track_caller]
fn check_lines(before: &str, lines: &[&str], after: &str) {
    let roadmap = read(before, DEFAULTS);
    let edit = draft("A #b", lines).edit_roadmap(&roadmap).unwrap_or_else(|error| panic!("{error}"));
    assert_edit(&roadmap, DEFAULTS, &edit, after);
}

#[track_caller]
fn check(before: &str, after: &str) {
    check_lines(before, &[], after);
}

#[test]
fn the_newest_comes_first_unless_the_section_has_it_last() {
    check(
        "# Journal\n\n- 2026-11-20 **Note**: a\n- 2026-10-01 b\n",
        "# Journal\n\n- 2026-11-22 **Lesson**: A #b\n- 2026-11-20 **Note**: a\n- 2026-10-01 b\n",
    );
    check(
        "# Journal\n\n* **2026-10-01** b\n\n* **2026-11-20** a\n  - more\n\n# B\n",
        "# Journal\n\n* **2026-10-01** b\n\n* **2026-11-20** a\n  - more\n\n* 2026-11-22 **Lesson**: A #b\n\n# B\n",
    );
    check(
        "# Journal\r\n\r\n- no date\r\n",
        "# Journal\r\n\r\n- 2026-11-22 **Lesson**: A #b\r\n- no date\r\n",
    );
    check(
        "# Journal\n\n- 2026-10-01 a\n- 2026-11-22 b",
        "# Journal\n\n- 2026-10-01 a\n- 2026-11-22 b\n- 2026-11-22 **Lesson**: A #b",
    );
}

#[test]
fn entries_of_later_days_and_rules_without_a_date_keep_their_places() {
    check(
        "# Journal\n\n- Be honest.\n\n- 2026-12-24 planned\n\n- 2026-11-20 a\n",
        "# Journal\n\n- Be honest.\n\n- 2026-12-24 planned\n\n- 2026-11-22 **Lesson**: A #b\n\n- 2026-11-20 a\n",
    );
    check(
        "# Journal\n\n- 2026-12-24 planned\n",
        "# Journal\n\n- 2026-12-24 planned\n- 2026-11-22 **Lesson**: A #b\n",
    );
    check(
        "# Journal\n\n- 2026-11-01 a\n- 2026-12-24 planned\n",
        "# Journal\n\n- 2026-11-01 a\n- 2026-11-22 **Lesson**: A #b\n- 2026-12-24 planned\n",
    );
}

#[test]
fn a_journal_that_counts_goes_on_counting() {
    check(
        "# Journal\n\n1. 2026-11-21 b\n   - c\n2. 2026-11-20 a\n",
        "# Journal\n\n1. 2026-11-22 **Lesson**: A #b\n2. 2026-11-21 b\n   - c\n3. 2026-11-20 a\n",
    );
    check(
        "# Journal\n\n1. 2026-11-20 a\n2. 2026-11-21 b\n",
        "# Journal\n\n1. 2026-11-20 a\n2. 2026-11-21 b\n3. 2026-11-22 **Lesson**: A #b\n",
    );
    check(
        "# Journal\n\n1. 2026-11-21 b\n1. 2026-11-20 a\n",
        "# Journal\n\n1. 2026-11-22 **Lesson**: A #b\n1. 2026-11-21 b\n1. 2026-11-20 a\n",
    );
}

#[test]
fn further_lines_are_children() {
    check_lines(
        "# Journal\n\n-   2026-11-20 a\n",
        &["A: led it", "# no heading"],
        "# Journal\n\n-   2026-11-22 **Lesson**: A #b\n    - A: led it\n    - \\# no heading\n-   2026-11-20 a\n",
    );
}

#[track_caller]
fn check_markdown(before: &str, markdown: &str, after: &str) {
    let roadmap = read(before, DEFAULTS);
    let Verb::AddEntry(draft) = draft("A #b", &[]) else { unreachable!() };
    let verb = Verb::AddEntry(Draft { below: Below::Markdown(markdown.to_owned()), ..draft });
    let edit = verb.edit_roadmap(&roadmap).unwrap_or_else(|error| panic!("{error}"));
    assert_edit(&roadmap, DEFAULTS, &edit, after);
}

#[test]
fn markdown_below_an_entry_stays_as_it_is() {
    check_markdown(
        "# Journal\r\n\r\n-   2026-11-20 a\r\n",
        "- c\n  - [ ] d\n\n    ```\n    \te\n    ```\n\n1. f\n",
        "# Journal\r\n\r\n-   2026-11-22 **Lesson**: A #b\r\n    - c\r\n      - [ ] d\r\n\r\n        ```\r\n        \te\r\n        ```\r\n\r\n    1. f\r\n-   2026-11-20 a\r\n",
    );
    check_markdown(
        "> # Journal\n\n# Diary\n\n> - 2026-11-20 a\n",
        "\nmore\n> quoted\n\n|a|b|\n|-|-|\n",
        "> # Journal\n\n# Diary\n\n> - 2026-11-22 **Lesson**: A #b\n>\n>   more\n>   > quoted\n>\n>   |a|b|\n>   |-|-|\n> - 2026-11-20 a\n",
    );
    check_markdown(
        "",
        "\n\tcode\n\n- x\n\t- y\n# no phase",
        "# Journal\n\n- 2026-11-22 **Lesson**: A #b\n\n      code\n\n  - x\n      - y\n  # no phase\n",
    );
    for text in ["|Skill|Mid|\n|-|-|\n|a|✅|\n", "%% open"] {
        let roadmap = read("# Journal\n\n- 2026-11-20 a\n\n%%\n", DEFAULTS);
        let Verb::AddEntry(draft) = draft("A", &[]) else { unreachable!() };
        let verb = Verb::AddEntry(Draft { below: Below::Markdown(text.to_owned()), ..draft });
        assert!(verb.edit_roadmap(&roadmap).is_err(), "{text}");
    }
}

#[test]
fn children_of_neighbours_and_their_blank_lines_are_left_alone() {
    check(
        "# Journal\r\n\r\n- 2026-10-01 a\r\n\r\n- 2026-11-20 b\r\n\r\n  - child\r\n    > note\r\n\r\n  para\r\n\r\n# B\r\n",
        "# Journal\r\n\r\n- 2026-10-01 a\r\n\r\n- 2026-11-20 b\r\n\r\n  - child\r\n    > note\r\n\r\n  para\r\n\r\n- 2026-11-22 **Lesson**: A #b\r\n\r\n# B\r\n",
    );
    check(
        "# Journal\n\n- 2026-11-20 b\n    \n    - child\n        \n- 2026-10-02 a\n    \n- 2026-10-01 a\n    \n",
        "# Journal\n\n- 2026-11-22 **Lesson**: A #b\n    \n- 2026-11-20 b\n    \n    - child\n        \n- 2026-10-02 a\n    \n- 2026-10-01 a\n    \n",
    );
}

#[test]
fn the_first_entry_stands_below_the_heading() {
    check_lines(
        "# Journal\n\nWhat I did.\n\n# B\n",
        &["x"],
        "# Journal\n\nWhat I did.\n\n- 2026-11-22 **Lesson**: A #b\n  - x\n\n# B\n",
    );
}

#[test]
fn the_section_is_made_at_the_end_in_the_level_of_the_phases() {
    check("# P\n\n- a", "# P\n\n- a\n\n# Journal\n\n- 2026-11-22 **Lesson**: A #b");
    check("# P\n\n- a\n", "# P\n\n- a\n\n# Journal\n\n- 2026-11-22 **Lesson**: A #b\n");
    check("# P\n\n- a\n\n", "# P\n\n- a\n\n# Journal\n\n- 2026-11-22 **Lesson**: A #b\n");
    check("# P\n- a\n    ", "# P\n- a\n    \n# Journal\n\n- 2026-11-22 **Lesson**: A #b");
    check(
        "# T\r\n\r\n## P\r\n\r\n- a\r\n",
        "# T\r\n\r\n## P\r\n\r\n- a\r\n\r\n## Journal\r\n\r\n- 2026-11-22 **Lesson**: A #b\r\n",
    );
    check(
        "|Skill|Mid|\n|-|-|\n|A|✅|",
        "|Skill|Mid|\n|-|-|\n|A|✅|\n\n# Journal\n\n- 2026-11-22 **Lesson**: A #b",
    );
    check("", "# Journal\n\n- 2026-11-22 **Lesson**: A #b\n");
    check("\u{feff}", "\u{feff}# Journal\n\n- 2026-11-22 **Lesson**: A #b\n");
    check("---\ntitle: x\n---\n", "---\ntitle: x\n---\n\n# Journal\n\n- 2026-11-22 **Lesson**: A #b\n");
    check_lines("- a\n", &["c"], "- a\n\n# Journal\n\n- 2026-11-22 **Lesson**: A #b\n  - c\n");
}

#[test]
fn a_section_that_would_not_be_read_as_a_journal_is_not_made() {
    for text in
        ["# P\n\n```\ncode\n", "<!--\n", "---\nmilepost: { sections: { Journal: goals } }\n---\n# P\n"]
    {
        assert!(draft("a", &[]).edit_roadmap(&read(text, DEFAULTS)).is_err(), "{text}");
    }
}

#[test]
fn todays_heading_is_made_before_or_behind_the_other_days() {
    check(
        "# Journal\n\n## 2026-11-20\n\nWords.\n\n## 2026-10-01\n\n- a\n",
        "# Journal\n\n## 2026-11-22\n\n- **Lesson**: A #b\n\n## 2026-11-20\n\nWords.\n\n## 2026-10-01\n\n- a\n",
    );
    check(
        "# P\n\n## Journal\n\n### 2026-10-01 Thursday\n- a\n### 2026-11-20 Friday\n- b\n#### Evening\n- c\n\n# B\n",
        "# P\n\n## Journal\n\n### 2026-10-01 Thursday\n- a\n### 2026-11-20 Friday\n- b\n#### Evening\n- c\n\n### 2026-11-22\n- **Lesson**: A #b\n\n# B\n",
    );
    check(
        "# Journal\r\n\r\n## 2026-10-01\r\n\r\nx\r\n\r\n## 2026-11-20\r\n\r\ny",
        "# Journal\r\n\r\n## 2026-10-01\r\n\r\nx\r\n\r\n## 2026-11-20\r\n\r\ny\r\n\r\n## 2026-11-22\r\n\r\n- **Lesson**: A #b",
    );
    check(
        "# Journal\n\n## 2026-12-24\n\nplanned\n",
        "# Journal\n\n## 2026-12-24\n\nplanned\n\n## 2026-11-22\n\n- **Lesson**: A #b\n",
    );
}

#[test]
fn todays_heading_is_extended() {
    check(
        "# Journal\n\n## 2026-11-22\n\nWords.\n\n## 2026-11-20\n\nWords.\n",
        "# Journal\n\n## 2026-11-22\n\nWords.\n\n- **Lesson**: A #b\n\n## 2026-11-20\n\nWords.\n",
    );
    check(
        "# Journal\n\n## 2026-11-20\n\n- a\n\n## 2026-11-22\n\n- b\n  - c\n",
        "# Journal\n\n## 2026-11-20\n\n- a\n\n## 2026-11-22\n\n- b\n  - c\n- **Lesson**: A #b\n",
    );
}

#[test]
fn the_manner_is_that_of_the_newest_entry() {
    check(
        "# Journal\n\n- 2026-11-21 list\n\n## 2025-01-01\n\nOld.\n",
        "# Journal\n\n- 2026-11-22 **Lesson**: A #b\n- 2026-11-21 list\n\n## 2025-01-01\n\nOld.\n",
    );
    check(
        "# P\n\n## Retrospective\n\n- 2020-01-01 old\n\n# Diary\n\n## October\n\n- 2026-10-01 a\n\n## November\n\n- 2026-11-02 b\n",
        "# P\n\n## Retrospective\n\n- 2020-01-01 old\n\n# Diary\n\n## October\n\n- 2026-10-01 a\n\n## November\n\n- 2026-11-22 **Lesson**: A #b\n- 2026-11-02 b\n",
    );
}

#[test]
fn a_date_and_a_kind_before_the_words_are_words() {
    let roadmap = read("# Journal\n", DEFAULTS);
    for words in ["mistake: x", "2026-11-20 x", "**Project**: x"] {
        let edit = draft(words, &[]).edit_roadmap(&roadmap).unwrap();
        let after = format!("# Journal\n\n- 2026-11-22 **Lesson**: {words}\n");
        assert_edit(&roadmap, DEFAULTS, &edit, &after);
    }
    for words in ["", " \n", "-"] {
        let error = draft(words, &[]).edit_roadmap(&roadmap).unwrap_err();
        assert_eq!(error.reason, "an entry needs words", "{words}");
    }
}

/// The roadmap of a text whose entry is marked, and that entry.
fn marked(text: &str) -> (Roadmap, EntryPlace) {
    if text.contains('‸') {
        let (roadmap, place) = read_marked(text, DEFAULTS);
        return (roadmap, EntryPlace::Item(place));
    }
    let roadmap = read(text, DEFAULTS);
    let entry = roadmap.entries().find(|entry| matches!(entry.place, EntryPlace::Section(_)));
    let place = entry.expect("there are words below a heading").place;
    (roadmap, place)
}

fn edited(before: &str, verb: &Verb) -> (Roadmap, Result<crate::edit::Edit, crate::error::Error>) {
    let (roadmap, place) = marked(before);
    let edit = match place {
        EntryPlace::Item(place) => verb.edit(&roadmap, place, circumstances()),
        EntryPlace::Section(section) => verb.edit_section(&roadmap, section),
    };
    (roadmap, edit)
}

#[track_caller]
fn reworded(before: &str, typed: &str, after: &str) {
    let (roadmap, place) = marked(before);
    let rewording = Rewording::typed(typed, &super::entry_to_edit(&roadmap, place).unwrap());
    let (roadmap, edit) = edited(before, &Verb::RewordEntry(rewording));
    assert_edit(&roadmap, DEFAULTS, &edit.unwrap_or_else(|error| panic!("{error}")), after);
}

#[test]
fn words_kind_and_date_of_an_entry_are_changed_each_by_itself() {
    let before = "# Journal\n\n- **2026-11-20** *lesson:* a #t ^id\n  - child\n";
    let before = before.replace("a #t", "‸a #t");
    let before = before.as_str();
    reworded(before, "b #u", "# Journal\n\n- **2026-11-20** *lesson:* b #u\n  - child\n");
    reworded(before, "Mistake: a #t ^id", "# Journal\n\n- **2026-11-20** *Mistake:* a #t ^id\n  - child\n");
    reworded(before, "2026-11-19 a #t ^id", "# Journal\n\n- **2026-11-19** *lesson:* a #t ^id\n  - child\n");
    reworded("# Journal\n- ‸a\n", "2026-11-19 Lesson: a", "# Journal\n- 2026-11-19 **Lesson**: a\n");
    reworded("# Journal\n- ‸Lesson: Note: a\n", "Note: b", "# Journal\n- Lesson: Note: b\n");
    reworded("# Journal\n- Lesson: ‸a\n", "Note: a", "# Journal\n- Note: a\n");
    reworded("# Journal\n- ‸a\n", "# a", "# Journal\n- \\# a\n");
    reworded("# Journal\n- 2026-11-19 ‸a\r\n  b\r\n", "a c", "# Journal\n- 2026-11-19 a\r\n  c\r\n");
    reworded("# Journal\n> - 2026-11-19 ‸a\n>   b\n", "aa b", "# Journal\n> - 2026-11-19 aa\n>   b\n");
}

#[test]
fn the_words_of_a_day_are_changed_where_they_stand() {
    let before = "# Journal\n\n## 2026-11-20\n\nAll day\nlong.\n\n- a\n";
    reworded(before, "All day short.", "# Journal\n\n## 2026-11-20\n\nAll day\nshort.\n\n- a\n");
    reworded(
        before,
        "Lesson: All day long.",
        "# Journal\n\n## 2026-11-20\n\n**Lesson**: All day long.\n\n- a\n",
    );
    let (_, edit) =
        edited("# Journal\n\n## 2026-11-20\n\nOne.\n\nTwo.\n", &Verb::RewordEntry(Rewording::typed("x", "")));
    assert!(edit.unwrap_err().reason.contains("several paragraphs"));
}

#[test]
fn an_entry_is_deleted_with_its_children() {
    let deleted = |before: &str, after: &str| {
        let (roadmap, edit) = edited(before, &Verb::DeleteEntry);
        assert_edit(&roadmap, DEFAULTS, &edit.unwrap_or_else(|error| panic!("{error}")), after);
    };
    deleted("# Journal\n\n- ‸a\n  - b\n- c\n", "# Journal\n\n- c\n");
    deleted("# Journal\n\n## 2026-11-20\n\nWords\non.\n\n- a\n", "# Journal\n\n## 2026-11-20\n\n- a\n");
    deleted("# Journal\n\n## 2026-11-20\n\nWords.", "# Journal\n\n## 2026-11-20");
    deleted(
        "# Journal\n\n## 2026-11-20\n\nWords.\n\n## 2026-11-19\n",
        "# Journal\n\n## 2026-11-20\n\n## 2026-11-19\n",
    );
}

#[test]
fn an_entrys_words_are_edited_without_date_and_kind() {
    let words = |text: &str| {
        let (roadmap, place) = marked(text);
        super::entry_to_edit(&roadmap, place).map_err(|error| error.reason)
    };
    assert_eq!(words("# Journal\n- 2026-11-20 **Lesson**: ‸a\n  b #t\n\n  c\n").unwrap(), "a b #t");
    assert_eq!(words("# Journal\n\n## 2026-11-20\n\nAll day\nlong.\n").unwrap(), "All day long.");
    for (text, reason) in
        [("One.\n\nTwo.", "several"), ("One.\n> two", "several"), ("```\ncode", "no paragraph")]
    {
        let day = format!("# Journal\n\n## 2026-11-20\n\n{text}\n");
        let refused = words(&day).unwrap_err();
        assert!(refused.contains(reason), "{text}: {refused}");
    }
}

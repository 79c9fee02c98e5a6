//! What the gap to a role and the guided self-assessment look like: lists and bars, the radar, the scale.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

#[path = "harness/panes.rs"]
mod panes;
#[path = "harness/stage.rs"]
mod stage;

use std::fmt::Write as _;

use milepost::app::Message;
use milepost::app::layout::Size;
use milepost::theme::{GlyphSet, Theme};
use ratatui::style::Color;
use stage::{buffer, check_cells, open, picture, shown};

/// A roadmap with so many skills of one ladder's levels, of which some are rated.
fn roadmap(names: &[&str]) -> String {
    let mut text = "# Skills\n\n".to_owned();
    for (index, name) in names.iter().enumerate().filter(|(index, _)| index % 3 != 2) {
        let mark = if index % 2 == 0 { "x" } else { " " };
        let _ = writeln!(text, "- [{mark}] {name} in use");
    }
    text.push_str(
        "\n# Matrix\n\n| Skill | Junior | Senior | Level | Target |\n| --- | --- | --- | --- | --- |\n",
    );
    for (index, name) in names.iter().enumerate() {
        let level = if index % 5 == 3 { String::new() } else { (index * 3 % 5 + 1).to_string() };
        let senior = ["🔲", "✅", "🟡"][index % 3];
        let _ = writeln!(text, "| {name} | ✅ | {senior} | {level} | {} |", 3 + index % 3);
    }
    text
}

const EIGHT: [&str; 8] = [
    "Node.js Internals",
    "Architecture Design",
    "Testing Practices",
    "Data Stores",
    "Performance",
    "Security",
    "Communication",
    "Mentorship",
];

fn twenty() -> Vec<String> {
    (1..=20).map(|number| format!("Skill number {number}")).collect()
}

#[track_caller]
fn check(name: &str, text: &str, keys: &str) {
    for size in [(120, 40), (80, 24), (40, 12)] {
        let panes = open(text, size, keys);
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), shown(&panes));
    }
}

#[test]
fn three_eight_and_twenty_skills_are_shown_at_every_size() {
    check("three", &roadmap(&EIGHT[..3]), "2 v");
    check("eight", &roadmap(&EIGHT), "2 v j");
    let twenty = twenty();
    let names: Vec<&str> = twenty.iter().map(String::as_str).collect();
    check("twenty", &roadmap(&names), "2 v G");
}

#[test]
fn names_in_japanese_stay_in_their_columns() {
    check("japanese", &roadmap(&["イベントループ", "設計", "テストの書き方", "性能", "協力"]), "2 v");
}

#[test]
fn without_levels_the_claims_of_the_roles_are_shown() {
    let text = "# M\n\n|Skill Area|Junior|Mid|Senior|Notes|\n|---|---|---|---|---|\n\
                |Node.js Internals|✅|✅|🔲|Need to study libuv|\n|Architecture Design|✅|✅|🔲||\n\
                |Testing Practices|✅|✅|✅||\n|Mentorship|🔲|✅|✅||\n";
    check("claims", &format!("---\nmilepost: {{ target: Senior }}\n---\n{text}"), "2 v");
}

#[test]
fn a_ladder_asks_for_its_levels() {
    check("ladder", &format!("---\nmilepost: {{ ladder: backend-nodejs }}\n---\n{}", roadmap(&EIGHT)), "2 v");
}

#[test]
fn the_ascii_set_has_only_ascii() {
    let panes = open(&roadmap(&EIGHT), (120, 40), "2 v");
    let picture = picture(&buffer(&panes, Theme::Mono, GlyphSet::Ascii));
    assert!(picture.is_ascii(), "{picture}");
    insta::assert_snapshot!("ascii", picture);
}

#[test]
fn without_colours_no_cell_has_one_and_with_them_they_are_the_users() {
    for keys in ["2 v", "2 A", "2 v enter"] {
        let panes = open(&roadmap(&EIGHT), (120, 40), keys);
        let mono = buffer(&panes, Theme::Mono, GlyphSet::Unicode);
        assert!(
            mono.content().iter().all(|cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset)),
            "{keys}"
        );
        for theme in [Theme::Dark, Theme::Light] {
            let coloured = buffer(&panes, theme, GlyphSet::Unicode);
            let is_named = |color: Color| !matches!(color, Color::Rgb(..) | Color::Indexed(_));
            assert!(coloured.content().iter().all(|cell| is_named(cell.fg) && is_named(cell.bg)), "{keys}");
            assert_eq!(picture(&coloured), picture(&mono), "{keys}");
        }
    }
}

#[test]
fn fewer_than_three_skills_make_no_radar() {
    let panes = open(&roadmap(&EIGHT[..2]), (120, 40), "2 v");
    let picture = picture(&buffer(&panes, Theme::Mono, GlyphSet::Unicode));
    assert!(!picture.contains("▰ you") && picture.contains("below by"), "{picture}");
}

#[test]
fn the_assessment_asks_and_sums_up() {
    let target = "---\nmilepost: { target: Junior }\n---\n";
    let text = format!("{target}{}\n# Journal\n\n- 2026-11-01 began\n", roadmap(&EIGHT[..3]));
    check("assessment", &text, "2 A");
    check("assessment-line", &text, "2 A 4");
    check("assessment-summary", &text, "2 A 4 enter 1 enter s");
}

#[test]
fn lists_to_choose_from_lie_over_the_gap() {
    for (name, keys) in [("for-skill", "2 v enter"), ("roles", "2 v r"), ("ladders", "2 v L")] {
        let panes = open(&roadmap(&EIGHT), (80, 24), keys);
        insta::assert_snapshot!(name, shown(&panes));
    }
}

/// Names that try to drive the terminal, or to take more room than there is.
#[test]
fn at_every_size_hostile_names_stay_in_their_cells() {
    let evil = [
        "\u{1b}[2J\u{7}",
        "\u{202e}txt\u{200f}",
        "👩🏽\u{200d}🌾🇫🇷",
        "e\u{301}\u{301}漢字ｶﾞلا",
        &"long ".repeat(99),
    ];
    let names: Vec<String> = (0..12).map(|index| format!("{index}{}", evil[index % evil.len()])).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let text = format!("{}\n# Journal\n\n- x\n", roadmap(&names));
    for keys in ["2 v", "2 v G enter", "2 v r", "2 A", "2 A 4", "2 A 1 enter s s s s s s s s s s s"] {
        let mut panes = open(&text, (80, 24), keys);
        for columns in (1..150).step_by(7) {
            for rows in [1, 2, 3, 5, 6, 7, 9, 12, 13, 20, 30, 45] {
                panes.tell(Message::Resized(Size { columns, rows }));
                for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
                    check_cells(&buffer(&panes, Theme::Mono, glyphs), &format!("{keys} at {columns}x{rows}"));
                }
            }
        }
    }
}

#[test]
fn where_there_is_nothing_to_rate_no_key_for_that_is_told() {
    let shown = |text| picture(&buffer(&open(text, (120, 40), "2 v"), Theme::Dark, GlyphSet::Unicode));
    let empty = shown("");
    assert!(!empty.contains("rate, go to") && !empty.contains("level up"), "{empty}");
    assert!(empty.contains("v grid") && empty.contains("assess"), "{empty}");
    let full = shown(&roadmap(&EIGHT[..3]));
    assert!(full.contains("rate, go to") && full.contains("level up"), "{full}");
}

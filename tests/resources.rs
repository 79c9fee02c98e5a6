//! What the Resources tab looks like, and what is asked before a link is opened.
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

const FULL: &str = "\
# My way

## 🌱 Phase 1: Junior Developer (0–2 years)

### 🧠 Technical Competencies

- [ ] Event Loop, see https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick
- [x] Modules ([docs](https://nodejs.org/api/esm.html))

### 📚 Resources

- [x] _You Don’t Know JS_ (Book Series) (143/143)
- [/] \"Node.js Design Patterns\" by Mario Casciaro (page 120 of 664) #book 📅 2026-11-01
  > Chapter 5 twice.
- [ ] Wes Bos: [JavaScript 30](https://javascript30.com/) 7/30
- [ ] [イベントループとは何か](https://www.youtube.com/watch?v=8aGhZQkoFbQ)
- [-] FreeCodeCamp backend certification
- Codebase: [Node.js](https://github.com/nodejs/node)

## 🌿 Phase 2: Mid-Level Developer (2–5 years)

### 📚 Resources

- [ ] _The Node.js Handbook_ by Flavio Copes
- [ ] [The event loop](https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick) again
- [ ] [Sign in](https://аpple.com/login)
- [ ] [Click me](javascript:alert(1))
";

#[track_caller]
fn check(name: &str, text: &str, keys: &str) {
    for size in [(120, 40), (80, 24), (40, 12)] {
        let panes = open(text, size, keys);
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), shown(&panes));
    }
}

#[test]
fn all_resources_stand_under_their_headings() {
    check("full", FULL, "5 j j j");
    check("details", FULL, "5 j j j tab");
}

#[test]
fn without_resources_it_says_how_to_begin() {
    check("empty", "# My way\n\n## Goals\n\n- [ ] Begin\n", "5");
}

#[test]
fn what_is_filtered_is_told_and_can_be_nothing() {
    check("filtered", FULL, "5 f enter j space esc");
    check("filter", FULL, "5 f j space");
    check("nothing", FULL, "5 f enter G enter x x x enter");
}

#[test]
fn how_far_it_is_read_and_notes_are_typed_in_the_place_of_the_details() {
    check("reading", FULL, "5 j j j =");
    check("note", FULL, "5 j j j n");
}

#[test]
fn where_a_link_leads_is_shown_whole_before_it_is_opened() {
    check("opening", FULL, "5 G k k enter");
    check("opening-homograph", FULL, "5 G k enter");
    check("opening-refused", FULL, "5 G enter");
    let long = format!("## Resources\n\n- [x](https://example.org/{})\n", "0123456789".repeat(800));
    let panes = open(&long, (80, 24), "5 enter G");
    insta::assert_snapshot!("opening-long", shown(&panes));
}

#[test]
fn on_a_wide_screen_the_details_stand_beside_the_list() {
    let panes = open(FULL, (160, 24), "5 j j j");
    insta::assert_snapshot!("wide", shown(&panes));
    let panes = open(FULL, (30, 4), "5 j j j");
    insta::assert_snapshot!("tiny", shown(&panes));
}

#[test]
fn the_ascii_set_has_only_ascii() {
    let text = FULL.replace(|char: char| !char.is_ascii(), "x");
    for keys in ["5 j j j", "5 G k enter", "5 f"] {
        let panes = open(&text, (120, 40), keys);
        let picture = picture(&buffer(&panes, Theme::Mono, GlyphSet::Ascii));
        assert!(picture.is_ascii(), "{picture}");
    }
    let panes = open(&text, (80, 24), "5 j j j");
    insta::assert_snapshot!("ascii", picture(&buffer(&panes, Theme::Mono, GlyphSet::Ascii)));
}

#[test]
fn without_colours_no_cell_has_one_and_the_picture_is_the_same() {
    for keys in ["5 j", "5 enter", "5 f", "5 G n"] {
        let panes = open(FULL, (120, 40), keys);
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

/// Titles and addresses that try to drive the terminal, or to take more room than there is.
#[test]
fn at_every_size_hostile_words_stay_in_their_cells() {
    let evil = [
        "\u{1b}[2J\u{7}",
        "\u{202e}txt\u{200f}",
        "👩🏽\u{200d}🌾🇫🇷",
        "e\u{301}\u{301}漢字ｶﾞلا",
        &"long ".repeat(99),
    ];
    let mut text = "# P\n\n## Resources\n\n".to_owned();
    for (index, words) in evil.iter().enumerate() {
        let _ = writeln!(text, "- [ ] {words} [{words}](<https://{index}.org/{words}>) ({index}/9)");
    }
    for keys in ["5", "5 G enter", "5 j tab", "5 f", "5 j =", "5 j n", "5 / l"] {
        let mut panes = open(&text, (80, 24), keys);
        for columns in (1..170).step_by(7) {
            for rows in [1, 2, 3, 5, 6, 7, 9, 12, 13, 20, 30, 45] {
                panes.tell(Message::Resized(Size { columns, rows }));
                for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
                    check_cells(&buffer(&panes, Theme::Mono, glyphs), &format!("{keys} at {columns}x{rows}"));
                }
            }
        }
    }
}

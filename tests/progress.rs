//! What progress over time looks like, and how it is moved over: gauges, the burn-up, the calendar, what is next.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on is to fail")]

#[path = "harness/panes.rs"]
mod panes;
#[path = "harness/stage.rs"]
mod stage;

use std::fmt::Write as _;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use milepost::app::layout::Size;
use milepost::app::progress::Past;
use milepost::app::tab::Tab;
use milepost::app::{Effect, Message};
use milepost::error::Error;
use milepost::model::State;
use milepost::settings::Defaults;
use milepost::theme::{GlyphSet, Theme};
use milepost::timeline::{Change, What};
use panes::Panes;
use ratatui::style::Color;
use stage::{buffer, check_cells, open, picture, press, shown};

const SIZES: [(u16, u16); 5] = [(200, 50), (120, 40), (80, 24), (40, 12), (20, 6)];

/// A roadmap of four phases that has been worked on for a year, by the dates in it.
fn roadmap() -> String {
    let mut text = "# Node.js developer\n".to_owned();
    let mut n_done = 0i64;
    let phases = [
        ("🌱 Phase 1: Junior Developer (0–2 years)", 5),
        ("🌿 Phase 2: Mid-Level Developer (2–5 years)", 3),
        ("🌳 Phase 3: Senior Developer (5+ years)", 0),
    ];
    for (title, n_done_of_5) in phases {
        let _ = writeln!(text, "\n## {title}");
        for (kind, n_items) in [("🎯 Goals", 3), ("🧠 Technical Competencies", 8), ("🛠️ Practice", 5)]
        {
            let _ = writeln!(text, "\n### {kind}\n");
            for number in 0..n_items {
                if number % 5 < n_done_of_5 {
                    n_done += 1;
                    // Now and then several on a day.
                    let day = date(2025, 12, 1) + (n_done * n_done / 2 % 341 + n_done).days();
                    let _ = writeln!(text, "- [x] {kind} number {number} ✅ {}", day.min(date(2026, 11, 20)));
                } else if number == 3 && n_done_of_5 == 3 {
                    let _ = writeln!(text, "- [/] **{kind}** that lie about 🛫 2026-09-0{n_items}");
                } else {
                    let _ = writeln!(text, "- [ ] {kind} number {number}");
                }
            }
        }
    }
    text.push_str("\n## 🧭 Some day\n\n- an idea\n- another one\n");
    text
}

/// An item was added, begun or done on a day.
fn change(day: Date, item: &str, from: Option<State>, to: Option<State>) -> Change {
    let at: Timestamp = day.at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    Change { at, date: day, what: What::State { item: item.to_owned(), from, to } }
}

#[track_caller]
fn check(name: &str, text: &str, keys: &str) {
    for size in SIZES {
        let panes = open(text, size, keys);
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), shown(&panes));
    }
}

#[test]
fn a_year_is_shown_at_every_size() {
    check("full", &roadmap(), "3");
}

#[test]
fn one_panel_after_the_other_is_shown_where_there_is_no_room_for_all() {
    for (panel, keys) in [("burn-up", "3 tab"), ("calendar", "3 tab tab"), ("next", "3 tab tab tab j")] {
        for size in [(40, 12), (20, 6)] {
            let panes = open(&roadmap(), size, keys);
            insta::assert_snapshot!(format!("{panel}-{}x{}", size.0, size.1), shown(&panes));
        }
    }
}

/// The pace is part of what the chart is about, however much else there is to say.
#[test]
fn the_pace_stands_below_the_burn_up_on_a_small_screen_too() {
    let added = "\n## Later\n\n".to_owned() + &"- [ ] one more ➕ 2026-03-13\n".repeat(26);
    for text in [roadmap(), roadmap() + &added] {
        for size in [(40, 12), (44, 16), (59, 20)] {
            let screen = shown(&open(&text, size, "3 tab"));
            let words = screen.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains(" a week over the last 4 weeks, "), "{size:?}\n{screen}");
            assert!(screen.contains("today"), "{size:?}\n{screen}");
        }
    }
}

#[test]
fn an_empty_roadmap_and_one_without_history_say_how_to_begin() {
    for size in [(120, 40), (80, 24), (40, 12)] {
        let name = |what: &str| format!("{what}-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name("empty"), shown(&open("", size, "3")));
        insta::assert_snapshot!(name("new"), shown(&open("# A\n\n- [ ] one\n- [ ] two\n", size, "3")));
    }
}

#[test]
fn the_ascii_set_has_only_ascii() {
    let text: String = roadmap().chars().filter(|char| char.is_ascii() || "✅🛫".contains(*char)).collect();
    for size in [(120, 40), (80, 24)] {
        let panes = open(&text, size, "3");
        let picture = picture(&buffer(&panes, Theme::Mono, GlyphSet::Ascii));
        assert!(picture.is_ascii(), "{picture}");
        insta::assert_snapshot!(format!("ascii-{}x{}", size.0, size.1), picture);
    }
}

#[test]
fn without_colours_no_cell_has_one_and_with_them_they_are_the_users() {
    for keys in ["3", "3 tab", "3 G"] {
        let panes = open(&roadmap(), (120, 40), keys);
        let mono = buffer(&panes, Theme::Mono, GlyphSet::Unicode);
        let is_plain = |cell: &ratatui::buffer::Cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset);
        assert!(mono.content().iter().all(is_plain), "{keys}");
        for theme in [Theme::Dark, Theme::Light] {
            let coloured = buffer(&panes, theme, GlyphSet::Unicode);
            let is_named = |color: Color| !matches!(color, Color::Rgb(..) | Color::Indexed(_));
            assert!(coloured.content().iter().all(|cell| is_named(cell.fg) && is_named(cell.bg)), "{keys}");
            assert_eq!(picture(&coloured), picture(&mono), "{keys}");
        }
    }
}

#[test]
fn what_is_next_is_gone_to_in_the_outline() {
    let mut panes = open(&roadmap(), (80, 24), "3");
    assert!(shown(&panes).contains("doing since"), "what has stalled comes first");
    press(&mut panes, "j j enter");
    assert_eq!(panes.app.tab, Tab::Roadmap);
    let row = panes.app.view.cursor.unwrap();
    let place = row.place().unwrap();
    assert_eq!(panes.app.roadmap().item(place).state, State::Todo);
    // A phase is gone to as well.
    press(&mut panes, "3 tab G k k k k enter");
    assert_eq!((panes.app.tab, panes.app.view.phase), (Tab::Roadmap, 3));
}

#[test]
fn a_click_chooses_what_it_hits() {
    let mut panes = open(&roadmap(), (80, 24), "3");
    let picture = shown(&panes);
    let row = picture.lines().position(|line| line.contains("3 Senior")).unwrap() as u16;
    panes.tell(Message::Clicked { column: 8, row });
    assert!(shown(&panes).contains("Phase 3, Senior Developer ends"), "{}", shown(&panes));
    panes.tell(Message::Scrolled { column: 8, row, lines: -1 });
    assert!(shown(&panes).contains("Phase 2, Mid-Level Developer ends"));
}

#[test]
fn a_change_while_the_tab_is_shown_is_followed() {
    let mut panes = open("- [ ] a\n- [ ] b\n", (120, 40), "space 3");
    assert!(shown(&panes).contains("1/2"), "{}", shown(&panes));
    panes.write_outside(b"- [x] a\n- [x] b\n- [ ] c\n".to_vec());
    assert!(shown(&panes).contains("2/3"), "{}", shown(&panes));
    // What was recorded meanwhile is asked for again.
    panes.record = vec![change(date(2026, 11, 22), "c", Some(State::Todo), Some(State::Done))];
    panes.write_outside(b"- [x] a\n- [x] b\n- [x] c\n".to_vec());
    assert!(shown(&panes).contains("1 day in a row now"), "{}", shown(&panes));
    press(&mut panes, "u");
    assert_eq!(panes.app.tab, Tab::Progress);
}

#[test]
fn the_past_is_read_once_with_its_progress_and_can_be_stopped() {
    let mut panes = Panes::open(b"- [x] a\n".to_vec(), Defaults::default());
    panes.past = None;
    press(&mut panes, "3");
    assert_eq!(panes.asked, [Effect::ReadPast]);
    assert!(panes.screen().contains("looking into git… · esc stops"), "{}", panes.screen());
    panes.tell(Message::PastReading { n_read: 120, n_versions: 3400 });
    assert!(panes.screen().contains("reading 120 of 3,400 versions · esc stops"), "{}", panes.screen());
    press(&mut panes, "1 3");
    assert_eq!(panes.asked, [Effect::ReadPast], "it goes on while other tabs are shown");
    press(&mut panes, "esc");
    assert_eq!(panes.asked, [Effect::ReadPast, Effect::StopPast]);
    assert!(!panes.screen().contains("versions"), "{}", panes.screen());
    // What was on its way is not taken for an answer.
    panes.tell(Message::PastReading { n_read: 121, n_versions: 3400 });
    panes.tell(Message::PastRead(Ok(vec![change(date(2026, 11, 2), "a", None, Some(State::Todo))])));
    assert_eq!((&panes.app.progress.past, panes.app.progress.changes().len()), (&Past::Stopped, 0));
    press(&mut panes, "1 3 esc P");
    assert_eq!(panes.asked, [Effect::ReadPast, Effect::StopPast, Effect::ReadPast]);
    panes.tell(Message::PastRead(Ok(vec![change(date(2026, 11, 2), "a", None, Some(State::Done))])));
    assert_eq!((&panes.app.progress.past, panes.app.progress.changes().len()), (&Past::Read, 1));
    assert!(panes.screen().contains("1 of 1 done"), "{}", panes.screen());
}

#[test]
fn why_git_knows_nothing_is_said_where_nothing_else_is_known() {
    let mut panes = Panes::open(b"- [ ] a\n".to_vec(), Defaults::default());
    panes.past = Some(Err(Error::new("read", "the file is in no repository")));
    panes.tell(Message::Resized(Size { columns: 120, rows: 40 }));
    press(&mut panes, "3");
    assert!(panes.screen().contains("in no repository"), "{}", panes.screen());
}

#[test]
fn a_long_record_is_one_message_and_what_it_tells_is_kept_beside_what_git_knows() {
    let mut panes = Panes::open(b"- [x] a\n- [ ] b\n".to_vec(), Defaults::default());
    let day = |number: i64| date(2020, 1, 1) + (number % 2500).days();
    let flip = |number: i64| match number % 2 {
        0 => change(day(number), "b", Some(State::Todo), Some(State::Done)),
        _ => change(day(number), "b", Some(State::Done), Some(State::Todo)),
    };
    panes.record = (0..100_000).map(flip).collect();
    panes.past = Some(Ok(vec![change(date(2019, 5, 1), "a", None, Some(State::Todo))]));
    press(&mut panes, "3");
    assert_eq!(panes.app.progress.changes().len(), 100_001);
    assert!(panes.screen().contains("1 of 2 done"), "{}", panes.screen());
    press(&mut panes, "1 3");
    assert_eq!(panes.app.progress.changes().len(), 100_001, "the record is read anew, and git is not");
}

/// Names that try to drive the terminal, or to take more room than there is.
#[test]
fn at_every_size_hostile_names_stay_in_their_cells() {
    let evil = ["\u{1b}[2J\u{7}", "\u{202e}txt\u{200f}", "👩🏽\u{200d}🌾🇫🇷", "e\u{301}漢字ｶﾞلا"];
    let mut text = String::new();
    for (number, evil) in evil.iter().enumerate() {
        let long = "long ".repeat(60);
        let _ = writeln!(
            text,
            "## {evil} {number} {long}\n\n- [x] {evil} ✅ 2026-11-0{}\n- [/] {evil}{long} 🛫 2026-01-01\n- [ ] {long}\n",
            number + 1
        );
    }
    for keys in ["3", "3 tab", "3 tab tab", "3 tab tab tab G"] {
        let mut panes = open(&text, (80, 24), keys);
        for columns in (1..210).step_by(9) {
            for rows in [1, 2, 3, 5, 6, 7, 9, 12, 13, 20, 24, 30, 34, 45] {
                panes.tell(Message::Resized(Size { columns, rows }));
                for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
                    check_cells(&buffer(&panes, Theme::Mono, glyphs), &format!("{keys} at {columns}x{rows}"));
                }
            }
        }
    }
}

#[test]
fn who_reads_git_again_is_told_what_came_of_it() {
    let mut panes = open("- [ ] a\n", (80, 24), "3");
    assert!(!panes.screen().contains("read git again"), "the file is in no repository");
    panes.press("P".parse().unwrap());
    assert_eq!(panes.app.status.text, "there is no past in git: the file is in no repository");
    panes.past = Some(Ok(Vec::new()));
    panes.press("P".parse().unwrap());
    assert_eq!(panes.app.status.text, "git has no newer version of the file");
    panes.press("j".parse().unwrap());
    assert!(panes.screen().contains("read git again"), "there may be newer versions by then");
    panes.past = None;
    panes.press("P".parse().unwrap());
    panes.tell(Message::PastReading { n_read: 1, n_versions: 58 });
    panes.tell(Message::PastRead(Ok(Vec::new())));
    assert_eq!(panes.app.status.text, "read 58 versions of the file from git");
}

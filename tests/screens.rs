//! What the screen looks like, at every size and in every state, whatever the file says.

#[path = "screens/stage.rs"]
mod stage;

use milepost::app::details;
use milepost::app::layout::Size;
use milepost::app::outline::Row;
use milepost::app::prompt::Overlay;
use milepost::app::roadmaps::Moment;
use milepost::app::tab::Tab;
use milepost::app::{App, Message, Pane, Status, StatusKind};
use milepost::command::Command;
use milepost::display::width;
use milepost::document::{Action, Change, Target};
use milepost::edit::Verb;
use milepost::error::Error;
use milepost::model::{Place, State};
use milepost::theme::{GlyphSet, Theme};
use ratatui::style::Color;
use stage::{Manner, SCENES, Screen, draw, draw_choosing, matrix, open, roadmaps, scene};

const GARDEN: &[u8] = include_bytes!("data/garden.md");

const SKILLS: &[u8] = include_bytes!("data/skills.md");

const MONO: Manner = Manner { theme: Theme::Mono, glyphs: GlyphSet::Unicode };

fn garden(name: &str, columns: u16, rows: u16) -> Screen {
    draw(&scene(name, GARDEN, columns, rows), Manner::default(), &[])
}

#[track_caller]
fn check(name: &str, columns: u16, rows: u16) {
    let screen = garden(name, columns, rows);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), screen.text());
    });
}

#[test]
fn a_wide_screen_has_three_panes() {
    check("outline", 120, 40);
    check("phases", 120, 40);
    check("outline", 160, 24);
    check("table", 120, 24);
}

#[test]
fn a_usual_screen_has_two_panes_and_a_line_of_phases() {
    check("outline", 80, 24);
    check("heading", 80, 24);
    check("outline", 60, 20);
    check("phases", 60, 20);
}

#[test]
fn a_small_screen_has_the_focused_pane() {
    for name in ["outline", "phases", "details", "note"] {
        check(name, 40, 12);
        check(name, 20, 6);
    }
}

#[test]
fn a_tiny_screen_says_where_the_user_is() {
    check("outline", 36, 1);
    check("outline", 12, 3);
    check("searching", 12, 1);
    check("error", 24, 5);
}

#[test]
fn wide_combining_and_right_to_left_text_stays_in_its_cells() {
    check("foreign", 80, 24);
    check("foreign", 40, 12);
}

#[test]
fn popups_lie_over_the_panes() {
    for name in ["filter", "filter-text", "filter-value", "filter-wrong"] {
        check(name, 120, 40);
        check(name, 80, 24);
        check(name, 40, 12);
    }
    for name in ["palette", "help", "help-end", "links", "roadmaps", "preview", "confirm"] {
        check(name, 80, 24);
        check(name, 40, 12);
    }
}

#[test]
fn roadmaps_lie_over_the_open_one_with_what_the_selected_one_holds() {
    check("roadmaps", 120, 40);
    check("roadmaps-found", 120, 40);
    check("roadmaps-found", 80, 24);
}

#[test]
fn at_a_first_start_the_templates_are_chosen_from_on_a_screen_of_their_own() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12), (20, 6), (24, 5)] {
        let roadmaps = roadmaps(Moment::Start { is_first: true }, Size { columns, rows });
        let screen = draw_choosing(&roadmaps, None, Manner::default());
        insta::assert_snapshot!(format!("choosing-{columns}x{rows}"), screen.text());
        let is_told = screen.text().contains("enter begin") || rows < 6;
        assert!(is_told, "{}", screen.text());
    }
}

#[test]
fn what_each_roadmap_holds_is_shown_or_why_nothing() {
    let told = [
        ("garden", "Find out how long a pot lasts in July"),
        ("README", "nothing to do in it"),
        ("utf16", "It cannot be read: it is UTF-16"),
        ("large", "It is larger than 8 MiB, and is read"),
        ("rust-developer", "Begins with"),
    ];
    for (columns, rows) in [(120, 40), (100, 30), (200, 60)] {
        let mut roadmaps = roadmaps(Moment::Start { is_first: false }, Size { columns, rows });
        for (name, words) in told {
            roadmaps.select(|offer| offer.name == name);
            let text = draw_choosing(&roadmaps, None, MONO).text();
            assert!(text.contains(words), "{name}: {text}");
        }
    }
    let roadmaps = roadmaps(Moment::Start { is_first: false }, Size { columns: 80, rows: 24 });
    let refused = draw_choosing(&roadmaps, Some("not \u{1b}[31mopened"), MONO).text();
    assert!(refused.contains("not \u{241b}[31mopened") && !refused.contains("esc quit"), "{refused}");
}

#[test]
fn the_roadmaps_to_choose_from_are_harmless_at_every_size_and_plain_in_ascii() {
    let all = roadmaps(Moment::Start { is_first: false }, Size::default());
    for columns in [1, 7, 19, 20, 55, 94, 130] {
        for rows in [1, 3, 5, 6, 12, 16, 24, 45] {
            for query in ["", "\u{6f22}"] {
                let mut roadmaps = all.clone();
                roadmaps.resize(Size { columns, rows });
                roadmaps.paste(query);
                for _ in 0..2 {
                    check_cells(&draw_choosing(&roadmaps, None, MONO), &format!("at {columns}x{rows}"));
                    roadmaps.move_by(4);
                }
            }
        }
    }
    let roadmaps = roadmaps(Moment::Start { is_first: true }, Size { columns: 120, rows: 40 });
    let plain = Manner { theme: Theme::Mono, glyphs: GlyphSet::Ascii };
    let text = draw_choosing(&roadmaps, None, plain).text();
    let other: String =
        text.chars().filter(|char| !char.is_ascii() && !"\u{2191}\u{2193}".contains(*char)).collect();
    assert_eq!(
        other.trim_matches(|char: char| "\u{1f331}\u{1f33f}\u{1f333}\u{1f9ed}".contains(char)),
        "",
        "{text}"
    );
}

#[test]
fn text_is_typed_where_it_will_stand() {
    for name in ["note", "reword", "add", "add-child", "searching"] {
        check(name, 80, 24);
    }
}

#[test]
fn what_is_searched_and_filtered_is_said() {
    for name in ["searched", "filtered", "nothing-filtered", "empty"] {
        check(name, 80, 24);
    }
}

#[test]
fn what_was_typed_for_an_item_that_is_gone_stays_in_sight() {
    for (name, words) in
        [("reword", "sideways"), ("note", "not in the file any more"), ("add-child", "Buy a can")]
    {
        let mut app = scene(name, GARDEN, 80, 24);
        let Some(Overlay::Inline(inline)) = &mut app.overlay else { panic!("{name} has no field") };
        inline.is_lost = true;
        inline.row = Row::Item(Place { section: 900, item: 7 });
        let screen = draw(&app, MONO, &[]);
        assert!(screen.text().contains(words), "{}", screen.text());
        assert!(screen.cursor.is_some());
    }
}

#[test]
fn a_message_too_long_for_the_last_line_has_a_box() {
    check("error", 80, 24);
}

#[test]
fn an_empty_file_says_how_to_begin() {
    let screen = draw(&open(b"", 80, 24), Manner::default(), &[]);
    insta::assert_snapshot!("an-empty-file", screen.text());
}

#[test]
fn without_a_matrix_its_tab_says_how_to_begin() {
    for (columns, rows) in [(120, 40), (80, 24), (40, 12), (20, 6)] {
        let mut app = open(b"# Way\n\n- [ ] a\n", columns, rows);
        app.update(Message::Command(Command::MatrixTab));
        let screen = draw(&app, Manner::default(), &[]);
        insta::assert_snapshot!(format!("matrix-none-{columns}x{rows}"), screen.text());
    }
}

#[test]
fn keys_pressed_so_far_are_shown_with_what_they_can_become() {
    let app = open(GARDEN, 60, 12);
    let text = draw(&app, MONO, &["g".parse().unwrap()]).text();
    assert!(text.contains("g…   g go to the first line"), "{text}");
}

#[track_caller]
fn check_matrix(name: &str, columns: u16, rows: u16) {
    let screen = draw(&matrix(name, SKILLS, columns, rows), Manner::default(), &[]);
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), screen.text());
    });
}

#[test]
fn the_matrix_is_a_grid_beside_or_above_its_skill() {
    check_matrix("matrix", 120, 40);
    check_matrix("matrix-skill", 120, 24);
    check_matrix("matrix", 80, 24);
    check_matrix("matrix", 60, 20);
}

#[test]
fn a_small_screen_has_the_skills_and_the_columns_around_the_chosen_one() {
    for name in ["matrix", "matrix-notes", "matrix-skill"] {
        check_matrix(name, 40, 12);
        check_matrix(name, 20, 6);
    }
    check_matrix("matrix", 30, 3);
}

#[test]
fn cells_and_rows_are_typed_where_they_will_stand() {
    for name in ["matrix-field", "matrix-row"] {
        check_matrix(name, 80, 24);
        check_matrix(name, 40, 12);
    }
}

#[test]
fn what_is_searched_in_the_matrix_is_said_and_set_off() {
    let mut app = matrix("matrix", SKILLS, 80, 24);
    app.update(Message::Command(Command::Search));
    app.update(Message::Pasted("testing".to_owned()));
    app.update(Message::Command(Command::Choose));
    for (name, theme) in [("dark", Theme::Dark), ("mono", Theme::Mono)] {
        let screen = draw(&app, Manner { theme, ..MONO }, &[]);
        insta::assert_snapshot!(format!("matrix-styles-{name}"), screen.text_and_styles());
    }
    app.update(Message::Command(Command::NextMatch));
    assert!(draw(&app, MONO, &[]).text().contains("2/2"));
}

#[test]
fn the_counts_give_way_before_the_tabs_and_those_before_the_percent() {
    for columns in 20..=120 {
        let header = draw(&matrix("matrix", SKILLS, columns, 24), MONO, &[]).text();
        let header = header.lines().next().unwrap().to_owned();
        assert!(header.contains('%'), "{columns}: {header}");
        // All of them, the shown one alone, or none.
        let n_shown = Tab::ALL.iter().filter(|tab| header.contains(&format!(" {}", tab.name()))).count();
        let is_alone = n_shown == 1 && header.contains("2 Matrix");
        assert!(n_shown == 0 || is_alone || n_shown == Tab::ALL.len(), "{columns}: {header}");
        assert!(columns < 80 || n_shown == Tab::ALL.len(), "{columns}: {header}");
    }
}

/// A state of the first item could not be written.
fn fail_to_set(app: &mut App, state: State, reason: &str) {
    let (place, _) = app.document.roadmap.items().next().expect("the test data has it");
    let action = Action { target: Target::Item(place), verb: Verb::SetState(state) };
    app.update(Message::NotWritten(Change::Act(vec![action]), Error::new("save", reason)));
}

#[test]
fn what_can_be_done_about_an_unsaved_change_stays_in_sight_at_every_width() {
    let reason = "the folder cannot be written and the file belongs to another user".repeat(3);
    for columns in 40..=200 {
        let mut app = open(GARDEN, columns, 24);
        fail_to_set(&mut app, State::Done, &reason);
        let new = draw(&app, MONO, &[]).text();
        assert!(new.contains("R try again  esc give up"), "{new}");
        let whole: String = new.chars().filter(|char| char.is_alphabetic()).collect();
        assert!(whole.contains("anotheruserthefolder") && whole.contains("anotheruserR"), "{new}");
        app.update(Message::Command(Command::LineDown));
        fail_to_set(&mut app, State::Doing, &reason);
        app.update(Message::Command(Command::LineDown));
        let later = draw(&app, MONO, &[]).text();
        let last = later.lines().nth(23).unwrap();
        assert!(last.contains("R try again  esc give up") && last.contains("2 not saved"), "{later}");
        app.status = Status::done("line 22: 1 byte written");
        let other = draw(&app, MONO, &[]).text();
        let last = other.lines().nth(23).unwrap();
        assert!(last.contains("R try again  esc give up") && last.contains("2 not saved"), "{other}");
    }
}

#[test]
fn a_change_that_is_not_on_disk_stays_said() {
    let mut app = open(GARDEN, 80, 24);
    fail_to_set(&mut app, State::Done, "the disk is full");
    app.status = Status::default();
    assert!(draw(&app, MONO, &[]).text().contains("not saved: cannot save: the disk is full"));
    app.status = Status { kind: StatusKind::Warning, text: "try again".to_owned() };
    assert!(draw(&app, MONO, &[]).text().contains("try again"));
}

#[test]
fn styles_are_roles_of_the_theme() {
    for (name, theme) in [
        ("dark", Theme::Dark),
        ("light", Theme::Light),
        ("high-contrast", Theme::HighContrastDark),
        ("mono", Theme::Mono),
    ] {
        let screen = draw(&scene("searched", GARDEN, 60, 20), Manner { theme, ..MONO }, &[]);
        insta::assert_snapshot!(format!("styles-{name}"), screen.text_and_styles());
    }
}

#[test]
fn without_colours_no_cell_has_one() {
    for name in SCENES {
        let screen = draw(&scene(name, GARDEN, 100, 30), MONO, &[]);
        let is_plain = |cell: &ratatui::buffer::Cell| (cell.fg, cell.bg) == (Color::Reset, Color::Reset);
        assert!(screen.buffer.content().iter().all(is_plain), "{name}");
    }
}

#[test]
fn the_ascii_set_leaves_only_the_files_own_characters() {
    let plain: String = String::from_utf8(GARDEN.to_vec()).unwrap().chars().filter(char::is_ascii).collect();
    let plain = plain.replace("Water each", "Water from below");
    for name in SCENES
        .into_iter()
        .filter(|name| !["note", "reword", "confirm", "preview", "filtered", "matrix-field"].contains(name))
        .filter(|name| !name.starts_with("roadmaps"))
    {
        let manner = Manner { theme: Theme::Mono, glyphs: GlyphSet::Ascii };
        let mut app = scene(name, plain.as_bytes(), 70, 24);
        app.view.details_scroll = 0;
        let text = draw(&app, manner, &[]).text();
        let other: Vec<char> = text
            .chars()
            .filter(|char| !char.is_ascii() && !"←↑→↓\u{201c}\u{201d}\u{fffd}\u{241b}".contains(*char))
            .collect();
        assert!(other.is_empty(), "{name}: {other:?}\n{text}");
    }
}

#[test]
fn the_details_scroll_to_their_end_and_no_further() {
    let mut app = scene("details", GARDEN, 40, 12);
    let most = details::max_scroll(&app, app.size);
    assert!(most > 0);
    app.view.details_scroll = most;
    let end = draw(&app, MONO, &[]).text();
    assert!(end.contains("12"), "{end}");
    app.view.details_scroll = u16::MAX;
    assert_eq!(draw(&app, MONO, &[]).text(), end);
    assert_eq!(app.view.focus, Pane::Details);
}

/// A roadmap that tries to drive the terminal from every place that is shown.
fn hostile() -> Vec<u8> {
    let evil = [
        "\u{1b}]0;owned\u{7}\u{1b}[2J",
        "\u{202e}txt\u{2066}\u{200f}",
        "\u{200d}\u{fe0f}👩🏽\u{200d}🌾🇫🇷1️⃣",
        "e\u{301}\u{301}\u{301}漢字ｶﾞلا\u{9b}31m",
        "\tتكنولوجيا שלום\u{85}\u{2028}",
    ];
    let mut text = format!("---\ntitle: \"a {} b\"\n---\n\n", "\u{202e}漢\\e[31m");
    for (index, evil) in evil.iter().enumerate() {
        text.push_str(&format!(
            "# {evil} Phase {index}: {evil}\n\nProse {evil} **{evil}**.\n\n## {evil}\n\n"
        ));
        text.push_str(&format!(
            "- [ ] Water from below {evil} `{evil}` 📅 2026-01-01 [level:: {evil}] #{index}\n"
        ));
        text.push_str(&format!("  > note {evil} [x](http://a.b/{evil})\n"));
        for depth in 1..30 {
            text.push_str(&format!("{}- [x] {evil} {depth}\n", "  ".repeat(depth)));
        }
        text.push_str(&format!("\n| {evil} | b |\n|---|---|\n| c | {evil} |\n\n"));
        text.push_str(&format!("| Skill {evil} | Mid {evil} | Level | Notes |\n|---|---|---|---|\n"));
        text.push_str(&format!("| Water {evil} | ✅ | 3 | {evil} |\n| {evil} | 🔲 | | b |\n\n"));
    }
    text.into_bytes()
}

fn drives_the_terminal(char: char) -> bool {
    char.is_control()
        || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

#[track_caller]
fn check_cells(screen: &Screen, what: &str) {
    let area = screen.buffer.area;
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let symbol = screen.buffer[(x, y)].symbol();
            assert!(!symbol.contains(drives_the_terminal), "{what}: {symbol:?}");
            let columns = width(symbol).max(1) as u16;
            assert!(x + columns <= area.width, "{what}: {symbol:?} is cut in two by the edge");
            for covered in x + 1..x + columns {
                assert_eq!(screen.buffer[(covered, y)].symbol(), " ", "{what}: {symbol:?} is covered");
            }
            x += columns;
        }
    }
    if let Some(cursor) = screen.cursor {
        assert!(area.contains(cursor), "{what}");
    }
}

#[test]
fn at_every_size_hostile_text_stays_in_its_cells_and_is_harmless() {
    let text = hostile();
    let edges = [1, 2, 3, 7, 19, 20, 34, 59, 60, 99, 100, 130];
    for name in SCENES {
        let mut app = scene(name, &text, 80, 24);
        for columns in edges {
            for rows in [1, 2, 3, 4, 5, 6, 9, 11, 12, 16, 24, 45] {
                app.size.columns = columns;
                app.size.rows = rows;
                app.view.line = rows / 2;
                check_cells(&draw(&app, MONO, &[]), &format!("{name} at {columns}x{rows}"));
            }
        }
    }
}

#[test]
fn the_outline_is_drawn_at_every_single_size() {
    let text = hostile();
    let mut app = scene("foreign", &text, 80, 24);
    for columns in 1..=130 {
        for rows in (1..=45).step_by(if columns % 10 == 0 { 2 } else { 7 }) {
            app.size.columns = columns;
            app.size.rows = rows;
            check_cells(&draw(&app, MONO, &[]), &format!("{columns}x{rows}"));
        }
    }
}

/// A roadmap of one's own beside the repository, if there is one: only that it can be drawn.
#[test]
fn a_real_roadmap_is_drawn() {
    let Ok(text) = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/roadmap.md")) else {
        return;
    };
    for (columns, rows) in [(120, 40), (80, 24), (40, 12), (20, 6), (12, 1)] {
        let app = open(&text, columns, rows);
        check_cells(&draw(&app, Manner::default(), &[]), &format!("{columns}x{rows}"));
    }
}

//! Palette, help, the switch of a theme and the mouse, as a terminal shows them.

use crate::ROADMAP;
use crate::harness::{Run, Running};

/// The cell at which `words` begin, counted from 1 as terminals count.
fn place_of(run: &Running, words: &str) -> (u16, u16) {
    run.screen(|screen| {
        let (rows, columns) = screen.size();
        let mut cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        let found = cells.find(|&(row, column)| {
            let mut rest = words;
            let mut column = column;
            while !rest.is_empty() {
                let Some(cell) = screen.cell(row, column) else { return false };
                let shown = if cell.has_contents() { cell.contents() } else { " " };
                let Some(next) = rest.strip_prefix(shown) else {
                    return false;
                };
                (rest, column) = (next, column + 1);
            }
            true
        });
        let (row, column) = found.unwrap_or_else(|| panic!("no {words:?} in\n{}", screen.contents()));
        (column + 1, row + 1)
    })
}

/// Presses the left button on the cell at which `words` begin, `right` columns behind it, and lets it go.
fn click(run: &mut Running, words: &str, right: i16) {
    let (column, row) = place_of(run, words);
    let column = column.checked_add_signed(right).unwrap();
    run.press(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
}

#[test]
fn the_palette_runs_a_command_that_is_found_by_a_few_letters() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Modules");
    run.press(":");
    run.wait_for("type a command");
    run.press("tgl done");
    run.wait_for("> tgl done");
    run.press("\r");
    run.wait_until("the tick", |_, text| text == ROADMAP.replace("[ ] Modules", "[x] Modules"));
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn the_help_finds_a_key_by_what_it_does() {
    let mut run = Run::new(ROADMAP).config("keys:\n  note: [ctrl-n]\n").start();
    run.wait_for("Modules");
    run.press("?");
    run.wait_for("type what you want to do");
    run.press("change the note");
    run.wait_for("> change the note");
    assert!(
        run.contents().lines().any(|line| line.contains("or change the note") && line.contains("ctrl-n"))
    );
    run.press("\x1b");
    run.wait_until("the help is gone", |screen, _| !screen.contents().contains("Keys"));
    run.press("q");
    assert_eq!(run.ended(), "0");
}

/// Whether a cell of the screen has a colour of which this is so.
fn has_colour(screen: &vt100::Screen, is_so: impl Fn(vt100::Color) -> bool) -> bool {
    let (rows, columns) = screen.size();
    let mut cells = (0..rows).flat_map(|row| (0..columns).filter_map(move |column| screen.cell(row, column)));
    cells.any(|cell| is_so(cell.fgcolor()) || is_so(cell.bgcolor()))
}

#[test]
fn another_theme_is_on_the_screen_once_the_config_says_so() {
    let mut run = Run::new(ROADMAP).env("COLORTERM", "truecolor").config("theme: dark\n").start();
    run.wait_for("Modules");
    let is_colour = |colour| colour != vt100::Color::Default;
    assert!(run.screen(|screen| has_colour(screen, is_colour)));
    let config = run.home().join("config.yaml");
    std::fs::write(&config, "theme: mono\n").unwrap();
    run.wait_until("no colour", |screen, _| !has_colour(screen, is_colour));
    std::fs::write(&config, "theme: dark\ncolors: { tab: \"#123456\" }\n").unwrap();
    let own = vt100::Color::Rgb(0x12, 0x34, 0x56);
    run.wait_until("a colour of one's own", |screen, _| has_colour(screen, |colour| colour == own));
    std::fs::write(&config, "theme: drak\n").unwrap();
    run.wait_for("did you mean `dark`?");
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn a_click_ticks_and_undoes_and_goes_to_a_tab() {
    let mut run = Run::new(ROADMAP).start();
    run.wait_for("Event Loop");
    click(&mut run, "☐ Event Loop", 0);
    run.wait_until("the tick", |_, text| text == ROADMAP.replace("[ ] Event", "[x] Event"));
    run.wait_for("1 byte");
    click(&mut run, "u undo", 0);
    run.wait_until("the tick is taken back", |_, text| text == ROADMAP);
    click(&mut run, "Streams", 2);
    run.wait_until("the item is selected", |screen, _| screen.contents().matches("Streams").count() > 1);
    click(&mut run, "3 Progress", 3);
    run.wait_for("Active days");
    click(&mut run, "1 Roadmap", 3);
    run.wait_for("commands");
    // In a list the first click selects and the second chooses; one beside it closes it.
    run.press(":");
    run.wait_for("type a command");
    run.press("progress over");
    run.wait_for("> progress over");
    click(&mut run, "show the progress over time", 0);
    run.wait_for("Active days");
    run.press("1?");
    run.wait_for("type what you want");
    run.press("\x1b[<0;2;20M\x1b[<0;2;20m");
    run.wait_until("the help is gone", |screen, _| !screen.contents().contains("type what you want"));
    run.press("f");
    run.wait_for("untracked");
    click(&mut run, "done", 0);
    run.wait_until("only what is done", |screen, _| !screen.contents().contains("☐ Event Loop"));
    run.press("\x1b");
    run.wait_for("☐ Event Loop");
    run.press("q");
    assert_eq!(run.ended(), "0");
}

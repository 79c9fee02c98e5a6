//! The pictures of the README, taken of the real program in a terminal:
//! `cargo test --test terminal picture -- --ignored` writes them into `.github`.

use std::fmt::Write as _;

use super::harness::Run;

const COLUMNS: u16 = 118;
const ROWS: u16 = 36;
/// A cell of the font, in pixels.
const CELL: (f32, f32) = (9.0, 18.0);
const MARGIN: f32 = 16.0;

/// What a terminal draws with: background, foreground, and the sixteen colours that programs name.
struct Palette {
    name: &'static str,
    background: &'static str,
    foreground: &'static str,
    colours: [&'static str; 16],
}

const DARK: Palette = Palette {
    name: "dark",
    background: "#14171c",
    foreground: "#d7dae0",
    colours: [
        "#14171c", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#abb2bf", "#5c6370",
        "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#ffffff",
    ],
};

const LIGHT: Palette = Palette {
    name: "light",
    background: "#fbfbf9",
    foreground: "#2b2d33",
    colours: [
        "#2b2d33", "#c0392b", "#3f7f2f", "#946300", "#2461c4", "#8b3fa8", "#11757f", "#6b6f78", "#8a8e97",
        "#c0392b", "#3f7f2f", "#946300", "#2461c4", "#8b3fa8", "#11757f", "#14171c",
    ],
};

#[test]
#[ignore = "writes the README's pictures"]
fn picture() {
    for palette in [&DARK, &LIGHT] {
        let run = Run::new(&ticked(include_str!("../../roadmaps/nodejs-developer.md")));
        let mut run = run.config(&format!("theme: {}\n", palette.name)).start();
        run.wait_for("call stack");
        run.resize(ROWS, COLUMNS);
        run.press("gg");
        run.wait_for("Goals");
        run.press("/call stack\r");
        run.wait_for("/call stack  1/1");
        run.press("\x1b");
        run.wait_until("the end of the search", |screen, _| !screen.contents().contains("/call stack"));
        run.press(" n");
        run.wait_for("enter save");
        run.press("Draw the phases from memory, then explain where **setImmediate** runs.\r");
        run.wait_for("written");
        let svg = run.screen(|screen| drawn(screen, palette));
        let path = format!("{}/.github/panes-{}.svg", env!("CARGO_MANIFEST_DIR"), palette.name);
        std::fs::write(path, svg).unwrap();
        run.press("q");
        assert_eq!(run.ended(), "0");
    }
}

/// A roadmap that somebody has come some way on.
fn ticked(roadmap: &str) -> String {
    let (mut text, mut n_boxes) = (String::new(), 0);
    for line in roadmap.split_inclusive('\n') {
        let is_box = line.contains("- [ ] ");
        n_boxes += usize::from(is_box);
        let state = match n_boxes {
            1..=4 | 6 | 9 | 10 | 15 | 18 => "- [x] ",
            11 => "- [/] ",
            _ => "- [ ] ",
        };
        text.push_str(&if is_box { line.replacen("- [ ] ", state, 1) } else { line.to_owned() });
    }
    text
}

fn drawn(screen: &vt100::Screen, palette: &Palette) -> String {
    let (width, height) =
        (f32::from(COLUMNS) * CELL.0 + 2.0 * MARGIN, f32::from(ROWS) * CELL.1 + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-label=\"milepost showing a roadmap\">\n\
         <style>text{{font:15px ui-monospace,\"SF Mono\",Menlo,\"DejaVu Sans Mono\",\"Liberation Mono\",monospace;\
         white-space:pre}}</style>\n<rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{}\"/>\n",
        palette.background
    );
    for row in 0..ROWS {
        let mut column = 0;
        while column < COLUMNS {
            let end = run_end(screen, row, column);
            draw_run(&mut svg, screen, palette, row, column..end);
            column = end;
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// Where the cells end that are drawn as one text: those of one style, a wide character by itself.
fn run_end(screen: &vt100::Screen, row: u16, start: u16) -> u16 {
    let cell = |column| screen.cell(row, column).unwrap();
    let first = cell(start);
    if first.is_wide() {
        return start + 2;
    }
    let style = |cell: &vt100::Cell| {
        (
            cell.fgcolor(),
            cell.bgcolor(),
            cell.bold(),
            cell.dim(),
            cell.italic(),
            cell.underline(),
            cell.inverse(),
        )
    };
    let ends = |column: &u16| cell(*column).is_wide() || style(cell(*column)) != style(first);
    (start + 1..COLUMNS).find(ends).unwrap_or(COLUMNS)
}

fn draw_run(
    svg: &mut String,
    screen: &vt100::Screen,
    palette: &Palette,
    row: u16,
    columns: std::ops::Range<u16>,
) {
    let first = screen.cell(row, columns.start).unwrap();
    let colour = |colour, default: &str| match colour {
        vt100::Color::Default => default.to_owned(),
        vt100::Color::Idx(index) => palette.colours[usize::from(index) % 16].to_owned(),
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
    };
    let mut fore = colour(first.fgcolor(), palette.foreground);
    let mut back = colour(first.bgcolor(), palette.background);
    if first.inverse() {
        std::mem::swap(&mut fore, &mut back);
    }
    let (x, y) = (MARGIN + f32::from(columns.start) * CELL.0, MARGIN + f32::from(row) * CELL.1);
    let width = f32::from(columns.end - columns.start) * CELL.0;
    if back != palette.background {
        writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{back}\"/>", CELL.1)
            .unwrap();
    }
    let text: String = columns
        .filter(|column| !screen.cell(row, *column).unwrap().is_wide_continuation())
        .map(|column| match screen.cell(row, column).unwrap().contents() {
            "" => " ",
            contents => contents,
        })
        .collect();
    let n_leading = text.chars().take_while(|char| *char == ' ').count();
    let (text, x) = (text.trim(), x + n_leading as f32 * CELL.0);
    if text.is_empty() {
        return;
    }
    let mut style = String::new();
    for (is_set, name) in [
        (first.bold(), " font-weight=\"700\""),
        (first.italic(), " font-style=\"italic\""),
        (first.underline(), " text-decoration=\"underline\""),
        (first.dim(), " opacity=\"0.6\""),
    ] {
        style.push_str(if is_set { name } else { "" });
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    let length = unicode_width::UnicodeWidthStr::width(text) as f32 * CELL.0;
    let baseline = y + CELL.1 * 0.75;
    writeln!(
        svg,
        "<text xml:space=\"preserve\" x=\"{x}\" y=\"{baseline}\" fill=\"{fore}\"{style} textLength=\"{length}\" \
         lengthAdjust=\"spacingAndGlyphs\">{escaped}</text>"
    )
    .unwrap();
}

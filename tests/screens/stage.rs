//! Puts an `App` on a screen of cells: states by name, and what they look like as text.

use milepost::app::field::Field;
use milepost::app::filter::Filter;
use milepost::app::layout::Size;
use milepost::app::outline::Row;
use milepost::app::picker::{Entry, Picker};
use milepost::app::prompt::{Confirm, DiffKind, DiffLine, Inline, Overlay, Preview, Purpose};
use milepost::app::roadmaps::digest::Digest;
use milepost::app::roadmaps::{Group, Moment, Offer, Reading, Roadmaps, Source};
use milepost::app::search::{Cursors, Search};
use milepost::app::{App, Message, Pane, Status, StatusKind};
use milepost::command::Command;
use milepost::config::library::TEMPLATES;
use milepost::document::{Change, Document};
use milepost::keymap::{Key, Keymap};
use milepost::model::Roadmap;
use milepost::settings::Defaults;
use milepost::theme::{Colors, GlyphSet, Theme};
use milepost::ui::{self, Look};
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::{Frame, Terminal};

/// Every state that is looked at.
pub(crate) const SCENES: [&str; 33] = [
    "outline",
    "phases",
    "details",
    "heading",
    "table",
    "empty",
    "foreign",
    "searching",
    "searched",
    "filtered",
    "nothing-filtered",
    "note",
    "reword",
    "add",
    "add-child",
    "filter",
    "filter-text",
    "filter-value",
    "filter-wrong",
    "palette",
    "help",
    "help-end",
    "links",
    "roadmaps",
    "roadmaps-found",
    "preview",
    "confirm",
    "error",
    "matrix",
    "matrix-notes",
    "matrix-skill",
    "matrix-field",
    "matrix-row",
];

pub(crate) fn open(text: &[u8], columns: u16, rows: u16) -> App {
    let document = Document::new(text.to_vec(), Defaults::default());
    App::new("/notes/garden.md".into(), document, Size { columns, rows }, jiff::civil::date(2026, 9, 20))
}

/// The Matrix tab in one of its [`SCENES`]; the outline where there is no matrix.
pub(crate) fn matrix(name: &str, text: &[u8], columns: u16, rows: u16) -> App {
    let mut app = open(text, columns, rows);
    let mut run = |command| drop(app.update(Message::Command(command)));
    run(Command::MatrixTab);
    match name {
        "matrix-notes" => run(Command::LastColumn),
        "matrix-skill" => {
            run(Command::NextPane);
            run(Command::Bottom);
        }
        "matrix-field" => {
            run(Command::Note);
            app.update(Message::Pasted("; 漢字 and then some more words".to_owned()));
        }
        "matrix-row" => run(Command::AddBelow),
        _ => {
            run(Command::CellRight);
            run(Command::CellRight);
        }
    }
    app
}

/// Puts the cursor on the first item that holds a text.
pub(crate) fn go_to(app: &mut App, words: &str) {
    let roadmap = &app.document.roadmap;
    let mut items = roadmap.items();
    let found = items.find(|(place, item)| item.text(roadmap.section(place.section)).contains(words));
    let Some((place, _)) = found else { return };
    let phase = roadmap.phase_of(place.section).expect("the test data has it");
    drop(items);
    app.view.phase = phase;
    app.view.cursor = Some(Row::Item(place));
    app.view.line = 6;
}

/// A roadmap in one of the [`SCENES`].
pub(crate) fn scene(name: &str, text: &[u8], columns: u16, rows: u16) -> App {
    if name.starts_with("matrix") {
        return matrix(name, text, columns, rows);
    }
    let mut app = open(text, columns, rows);
    go_to(&mut app, "Water from below");
    let cursor = app.view.cursor.expect("the test data has it");
    let inline = |purpose, text: &str| {
        let field = Field::new(text, purpose == Purpose::Note);
        Some(Overlay::Inline(Inline { purpose, row: cursor, field, is_lost: false }))
    };
    let search = |app: &App| {
        let roadmap = &app.document.roadmap;
        let mut search = Search::new(roadmap, "wa", Cursors::default());
        search.find_rows(roadmap, None);
        search
    };
    let filter = |app: &App, query: &str| {
        Some(Filter::new(&app.document.roadmap, query.parse().expect("it is a filter"), app.today))
    };
    let filtering = |app: &mut App, text: &str| {
        app.update(Message::Command(Command::Filter));
        app.update(Message::Pasted(text.to_owned()));
    };
    match name {
        "phases" => app.view.focus = Pane::Phases,
        "details" => app.view.focus = Pane::Details,
        "heading" => {
            let heading = Row::Heading(cursor.section());
            app.view.cursor = Some(heading);
            app.view.folded.insert(heading);
            go_to_first(&mut app, |row| row == heading);
            app.view.changed.extend(app.outline().next(heading));
        }
        "table" => go_to_first(&mut app, |row| matches!(row, Row::Table(..))),
        "empty" => {
            app.view.phase = app.document.roadmap.phases().len() - 1;
            app.view.cursor = app.outline().first();
        }
        "foreign" => go_to(&mut app, "土づくり"),
        "searching" => {
            app.search = Some(search(&app));
            app.overlay = Some(Overlay::Search(Field::new("wa", false)));
        }
        "searched" => app.search = Some(search(&app)),
        "filtered" => app.filter = filter(&app, "state:open"),
        "nothing-filtered" => {
            app.filter = filter(&app, "state:open \"no such words\"");
            app.view.cursor = app.outline().first();
        }
        "note" => {
            app.overlay = inline(
                Purpose::Note,
                "The finger test: two knuckles deep.\n漢字 and a long line that has to wrap in any pane that is not very wide, and then some.",
            );
        }
        "reword" => {
            app.overlay = inline(
                Purpose::Reword,
                "Water from below, 漢字 with `rain water` where there is some, which is long enough to scroll sideways in most panes that there are",
            );
        }
        "add" => app.overlay = inline(Purpose::AddBelow, ""),
        "add-child" => app.overlay = inline(Purpose::AddChild, "Buy a can"),
        "filter" => {
            app.update(Message::Command(Command::Filter));
        }
        "filter-text" => filtering(&mut app, "state:open wat"),
        "filter-value" => filtering(&mut app, "-note:yes section:"),
        "filter-wrong" => filtering(&mut app, "state:dnoe"),
        "palette" => {
            app.update(Message::Command(Command::Palette));
            app.update(Message::Pasted("heading".to_owned()));
        }
        "help" => {
            app.update(Message::Command(Command::Help));
        }
        "help-end" => {
            app.update(Message::Command(Command::Help));
            app.update(Message::Command(Command::Bottom));
        }
        "links" => {
            let links = app.document.roadmap.addresses_of(cursor.place().expect("the test data has it"));
            let entries = links.into_iter().map(|link| Entry { words: link.clone(), value: link });
            app.overlay = Some(Overlay::Links(Picker::new(entries.collect())));
        }
        "roadmaps" => {
            app.overlay = Some(Overlay::Roadmaps(Box::new(roadmaps(Moment::Open, app.size))));
        }
        "roadmaps-found" => {
            let mut roadmaps = roadmaps(Moment::Open, app.size);
            roadmaps.paste("node dev");
            app.overlay = Some(Overlay::Roadmaps(Box::new(roadmaps)));
        }
        "preview" => app.overlay = Some(Overlay::Preview(preview())),
        "confirm" => {
            let question = "Delete \u{201c}Watering\u{201d} and the 3 items below it?".to_owned();
            app.overlay = Some(Overlay::Confirm(Confirm { question, change: Change::Undo }));
        }
        "error" => {
            let text = "not saved: cannot save /notes/garden.md: the folder cannot be written and the file belongs to another user; change the permissions of the folder, or copy the file to a place of your own";
            app.status = Status { kind: StatusKind::Error, text: text.to_owned() };
        }
        _ => app.status = Status { kind: StatusKind::Done, text: "line 22: 1 byte written".to_owned() },
    }
    app
}

fn go_to_first(app: &mut App, is_it: impl Fn(Row) -> bool) {
    for phase in 0..app.document.roadmap.phases().len() {
        app.view.phase = phase;
        let outline = app.outline();
        let found = std::iter::successors(outline.first(), |row| outline.next(*row)).find(|row| is_it(*row));
        if found.is_some() {
            app.view.cursor = found;
            return;
        }
    }
}

fn preview() -> Preview {
    let lines = (0..40).flat_map(|n| {
        [
            (DiffKind::Removed, format!("- Thing number {n}\r\n")),
            (DiffKind::Added, format!("- [ ] Thing number {n}\r\n")),
        ]
        .map(|(kind, text)| DiffLine { kind, line: 90 + n, text })
    });
    Preview {
        title: "Track all of \u{1f33f} Phase 2".to_owned(),
        lines: lines.collect(),
        scroll: 3,
        change: Change::Undo,
        other: Some(Change::Redo),
        with_resources: false,
    }
}

/// How it is drawn.
#[derive(Clone, Copy, Default)]
pub(crate) struct Manner {
    pub(crate) theme: Theme,
    pub(crate) glyphs: GlyphSet,
}

pub(crate) struct Screen {
    pub(crate) buffer: Buffer,
    pub(crate) cursor: Option<Position>,
}

pub(crate) fn draw(app: &App, manner: Manner, pending: &[Key]) -> Screen {
    let keymap = Keymap::default();
    let look =
        Look { theme: manner.theme, colors: Colors::NONE, glyphs: manner.glyphs, keymap: &keymap, pending };
    on_screen(app.size.columns, app.size.rows, |frame| ui::draw(app, &look, frame))
}

fn on_screen(columns: u16, rows: u16, draw: impl FnOnce(&mut Frame<'_>)) -> Screen {
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("the test data has it");
    terminal.draw(draw).expect("the test data has it");
    let is_shown = terminal.backend().cursor_visible();
    let cursor = is_shown.then(|| terminal.backend().cursor_position());
    Screen { buffer: terminal.backend().buffer().clone(), cursor }
}

/// The roadmaps to choose from before one is open.
pub(crate) fn draw_choosing(roadmaps: &Roadmaps, refusal: Option<&str>, manner: Manner) -> Screen {
    let keymap = Keymap::default();
    let Manner { theme, glyphs } = manner;
    let look = Look { theme, colors: Colors::NONE, glyphs, keymap: &keymap, pending: &[] };
    let Size { columns, rows } = roadmaps.size;
    on_screen(columns, rows, |frame| ui::draw_choosing(roadmaps, refusal, &look, frame))
}

/// Roadmaps of all kinds and templates to choose from; at a first start the templates alone.
pub(crate) fn roadmaps(moment: Moment, size: Size) -> Roadmaps {
    let file = |group: Group, about: &str, reading: Reading| {
        let about = milepost::display::displayable(about).into_owned();
        let name = about.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
        Offer { group, source: Source::File(about.clone().into()), name, about, reading }
    };
    let read = |text: &str, name: &str| {
        let roadmap = Roadmap::read(text.as_bytes().to_vec(), Defaults::default());
        Reading::Read(Box::new(Digest::of(&roadmap, name, jiff::civil::date(2026, 9, 20))))
    };
    let here = || Group::Here("~/work/\u{5eab}".to_owned());
    let hostile = "# \u{202e}\u{1b}[31m Way \u{6f22}\u{5b57}\n\n- one\n- [x] \u{1b}]0;x\u{7}\n";
    let mut offers = Vec::new();
    if moment != (Moment::Start { is_first: true }) {
        let garden = include_str!("../data/garden.md");
        let skills = include_str!("../data/skills.md");
        let failed = Reading::Failed("it is UTF-16, and a roadmap is UTF-8".to_owned());
        offers.extend([
            file(Group::Lately, "~/notes/garden.md", read(garden, "garden")),
            file(Group::Lately, "~/.local/share/milepost/library/skills.md", read(skills, "skills")),
            file(here(), "~/work/\u{5eab}/README.md", read("# Read me\n", "README")),
            file(here(), "~/work/\u{5eab}/\u{1b}[31mnode.md", read(hostile, "node")),
            file(here(), "~/work/\u{5eab}/utf16.md", failed),
            file(Group::Folder("~/roadmaps".to_owned()), "~/roadmaps/large.md", Reading::TooLarge),
            file(Group::Library("~/.local/share/milepost/library".to_owned()), "~/l/new.md", Reading::Unread),
        ]);
    }
    offers.extend(TEMPLATES.iter().map(|template| Offer {
        group: Group::Templates("~/.local/share/milepost/library".to_owned()),
        source: Source::Template(template.name.to_owned()),
        name: template.name.to_owned(),
        about: template.summary.to_owned(),
        reading: read(template.text, template.name),
    }));
    Roadmaps::new(offers, moment, size)
}

impl Screen {
    /// The characters, and where the cursor stands.
    pub(crate) fn text(&self) -> String {
        let area = self.buffer.area;
        let mut text = String::new();
        for y in 0..area.height {
            let mut x = 0;
            let mut line = String::new();
            while x < area.width {
                let symbol = self.buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += milepost::display::width(symbol).max(1) as u16;
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        if let Some(Position { x, y }) = self.cursor {
            text.push_str(&format!("cursor: column {x}, line {y}\n"));
        }
        text
    }

    /// The characters, then a letter for each cell's style, then what the letters mean.
    pub(crate) fn text_and_styles(&self) -> String {
        let area = self.buffer.area;
        let mut styles = Vec::new();
        let mut letters = String::new();
        for y in 0..area.height {
            let mut line = String::new();
            for x in 0..area.width {
                let cell = &self.buffer[(x, y)];
                let style = (cell.fg, cell.bg, cell.modifier);
                if style == Default::default() {
                    line.push('.');
                    continue;
                }
                let known = styles.iter().position(|known| *known == style).unwrap_or_else(|| {
                    styles.push(style);
                    styles.len() - 1
                });
                line.push(char::from(b'a' + known as u8));
            }
            letters.push_str(line.trim_end_matches('.'));
            letters.push('\n');
        }
        let legend = styles.iter().enumerate().map(|(index, (fg, bg, modifier))| {
            format!("{}: {fg:?} on {bg:?}, {modifier:?}\n", char::from(b'a' + index as u8))
        });
        format!("{}\n{letters}\n{}", self.text(), legend.collect::<String>())
    }
}

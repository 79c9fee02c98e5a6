//! The panes at a size after some keys, and what they look like: for tests that compare pictures.

#![allow(dead_code, reason = "each test uses its part")]

use milepost::app::Message;
use milepost::app::layout::Size;
use milepost::display::width;
use milepost::settings::Defaults;
use milepost::theme::{Colors, GlyphSet, Theme};
use milepost::ui::{self, Look};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use crate::panes::Panes;

/// The panes of a text at a size of columns and rows, after keys with blanks between them.
pub(crate) fn open(text: &str, (columns, rows): (u16, u16), keys: &str) -> Panes {
    let mut panes = Panes::open(text.into(), Defaults::default());
    panes.tell(Message::Resized(Size { columns, rows }));
    press(&mut panes, keys);
    panes
}

pub(crate) fn press(panes: &mut Panes, keys: &str) {
    keys.split_whitespace().for_each(|key| panes.press(key.parse().expect("the test names keys")));
}

pub(crate) fn buffer(panes: &Panes, theme: Theme, glyphs: GlyphSet) -> Buffer {
    let Size { columns, rows } = panes.app.size;
    let look = Look { theme, colors: Colors::NONE, glyphs, keymap: &panes.keymap, pending: &[] };
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a buffer cannot fail");
    terminal.draw(|frame| ui::draw(&panes.app, &look, frame)).expect("a buffer cannot fail");
    terminal.backend().buffer().clone()
}

/// The characters of a screen.
pub(crate) fn picture(buffer: &Buffer) -> String {
    let mut picture = String::new();
    for y in 0..buffer.area.height {
        let (mut x, mut line) = (0, String::new());
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += width(symbol).max(1) as u16;
        }
        picture.push_str(line.trim_end());
        picture.push('\n');
    }
    picture
}

/// The characters as most people see them.
pub(crate) fn shown(panes: &Panes) -> String {
    picture(&buffer(panes, Theme::Dark, GlyphSet::Unicode))
}

/// Every character stays in its cells, and none drives a terminal.
#[track_caller]
pub(crate) fn check_cells(buffer: &Buffer, what: &str) {
    let drives = |char: char| {
        char.is_control() || matches!(char, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200f}')
    };
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            assert!(!symbol.contains(drives), "{what}: {symbol:?}");
            let columns = width(symbol).max(1) as u16;
            assert!(x + columns <= buffer.area.width, "{what}: {symbol:?} is cut in two by the edge");
            for covered in x + 1..x + columns {
                assert_eq!(buffer[(covered, y)].symbol(), " ", "{what}: {symbol:?} is covered");
            }
            x += columns;
        }
    }
}

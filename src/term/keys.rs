//! What the terminal's events mean to the panes: commands by the keymap, text where a field is open.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind};

use crate::app::field::FieldEdit;
use crate::app::layout::Size;
use crate::app::prompt::Overlay;
use crate::app::{App, InputMode, Message};
use crate::command::Command;
use crate::keymap::{Key, Keymap, Lookup, View};
use crate::ui::view_of;

/// How many lines one notch of the wheel is.
const WHEEL_LINES: i16 = 3;

/// Keys that were pressed and begin a longer sequence, with the view they were pressed in.
#[derive(Debug, Default)]
pub struct Pressed {
    keys: Vec<Key>,
    view: Option<View>,
}

impl Pressed {
    pub fn keys(&self) -> &[Key] {
        &self.keys
    }
}

/// The message of an event; none for what means nothing or begins a sequence of keys.
pub fn message_of(event: Event, app: &App, keymap: &Keymap, pressed: &mut Pressed) -> Option<Message> {
    match event {
        Event::Key(key) => key_message(key, app, keymap, pressed),
        Event::Paste(text) => (app.input_mode() == InputMode::Typing).then_some(Message::Pasted(text)),
        Event::Mouse(mouse) => {
            let (column, row) = (mouse.column, mouse.row);
            match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => Some(Message::Clicked { column, row }),
                MouseEventKind::Drag(MouseButton::Left) => Some(Message::Dragged { column, row }),
                MouseEventKind::Up(MouseButton::Left) => Some(Message::Released),
                MouseEventKind::ScrollDown => Some(Message::Scrolled { column, row, lines: WHEEL_LINES }),
                MouseEventKind::ScrollUp => Some(Message::Scrolled { column, row, lines: -WHEEL_LINES }),
                _ => None,
            }
        }
        Event::Resize(columns, rows) => Some(Message::Resized(Size { columns, rows })),
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn key_message(event: KeyEvent, app: &App, keymap: &Keymap, pressed: &mut Pressed) -> Option<Message> {
    let key = Key::from_event(&event)?;
    let view = view_of(app.input_mode());
    if pressed.view.replace(view) != Some(view) {
        pressed.keys.clear();
    }
    let is_multiline =
        app.overlay.as_ref().and_then(|overlay| overlay.field()).is_some_and(|field| field.is_multiline);
    if is_multiline && let Some(edit) = line_edit(event) {
        pressed.keys.clear();
        return Some(Message::Typed(edit));
    }
    if let Some(command) = answer(event, app) {
        pressed.keys.clear();
        return Some(Message::Command(command));
    }
    match keymap.press(view, &mut pressed.keys, key) {
        Lookup::Matched(command) => Some(Message::Command(command)),
        Lookup::Pending => None,
        Lookup::Unbound if view == View::Prompt => field_edit(event).map(Message::Typed),
        Lookup::Unbound => switch(event, app).map(Message::Command),
    }
}

/// The answers to a question, which go before the keymap.
fn answer(event: KeyEvent, app: &App) -> Option<Command> {
    match (app.overlay.as_ref()?, plain_char(event)?) {
        (Overlay::Confirm(_), 'y' | 'Y') => Some(Command::Choose),
        (Overlay::Confirm(_), 'n' | 'N') => Some(Command::Cancel),
        _ => None,
    }
}

/// The switch of a preview, where the keymap has no other use for its key.
fn switch(event: KeyEvent, app: &App) -> Option<Command> {
    match (app.overlay.as_ref()?, plain_char(event)?) {
        (Overlay::Preview(_), 'r') => Some(Command::TrackSection),
        _ => None,
    }
}

fn plain_char(event: KeyEvent) -> Option<char> {
    match event.code {
        KeyCode::Char(char) if (event.modifiers - KeyModifiers::SHIFT).is_empty() => Some(char),
        _ => None,
    }
}

/// What only a field of several lines has a use for; there it goes before the keymap.
fn line_edit(event: KeyEvent) -> Option<FieldEdit> {
    match (event.code, event.modifiers) {
        (KeyCode::Up, KeyModifiers::NONE) => Some(FieldEdit::Up),
        (KeyCode::Down, KeyModifiers::NONE) => Some(FieldEdit::Down),
        (KeyCode::Enter, KeyModifiers::ALT | KeyModifiers::SHIFT)
        | (KeyCode::Char('j'), KeyModifiers::CONTROL) => Some(FieldEdit::Break),
        _ => None,
    }
}

/// The readline keys.
pub(super) fn field_edit(event: KeyEvent) -> Option<FieldEdit> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let has = |modifier| event.modifiers.contains(modifier);
    let (control, alt) = (has(KeyModifiers::CONTROL), has(KeyModifiers::ALT));
    // AltGr arrives as ctrl-alt on Windows: the character is what was meant.
    let is_alt_gr =
        control && alt && matches!(event.code, KeyCode::Char(char) if !char.is_ascii_alphanumeric());
    Some(match (event.code, control && !is_alt_gr, alt && !is_alt_gr) {
        (KeyCode::Char('a'), true, false) | (KeyCode::Home, ..) => FieldEdit::Start,
        (KeyCode::Char('e'), true, false) | (KeyCode::End, ..) => FieldEdit::End,
        (KeyCode::Char('b'), true, false) | (KeyCode::Left, false, false) => FieldEdit::Left,
        (KeyCode::Char('f'), true, false) | (KeyCode::Right, false, false) => FieldEdit::Right,
        (KeyCode::Char('b'), false, true) | (KeyCode::Left, ..) => FieldEdit::WordLeft,
        (KeyCode::Char('f'), false, true) | (KeyCode::Right, ..) => FieldEdit::WordRight,
        (KeyCode::Char('w'), true, false) | (KeyCode::Backspace, true, _) | (KeyCode::Backspace, _, true) => {
            FieldEdit::DeleteWordBack
        }
        (KeyCode::Char('d'), false, true) | (KeyCode::Delete, true, _) | (KeyCode::Delete, _, true) => {
            FieldEdit::DeleteWordForward
        }
        (KeyCode::Char('h'), true, false) | (KeyCode::Backspace, ..) => FieldEdit::DeleteBack,
        (KeyCode::Char('d'), true, false) | (KeyCode::Delete, ..) => FieldEdit::DeleteForward,
        (KeyCode::Char('u'), true, false) => FieldEdit::DeleteToStart,
        (KeyCode::Char('k'), true, false) => FieldEdit::DeleteToEnd,
        (KeyCode::Char('y'), true, false) => FieldEdit::Yank,
        (KeyCode::Char(char), false, false) => {
            let is_shifted = has(KeyModifiers::SHIFT);
            FieldEdit::Insert(if is_shifted { uppercase(char) } else { char })
        }
        _ => return None,
    })
}

/// The case of a shifted letter, which most terminals report in it already.
fn uppercase(char: char) -> char {
    let mut upper = char.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::field::Field;
    use crate::document::Document;
    use crate::settings::Defaults;

    fn app(overlay: Option<Overlay>) -> App {
        let document = Document::new(b"- [ ] a\n".to_vec(), Defaults::default());
        let mut app = App::new("a.md".into(), document, Size::default(), jiff::civil::date(2026, 11, 22));
        app.overlay = overlay;
        app
    }

    /// The commands and edits that keys are, one after the other.
    fn said(app: &App, keys: &[(KeyCode, KeyModifiers)]) -> Vec<String> {
        let (keymap, mut pressed) = (Keymap::default(), Pressed::default());
        let events = keys.iter().map(|&(code, modifiers)| Event::Key(KeyEvent::new(code, modifiers)));
        let said = |message| match message {
            Message::Command(command) => command.name().to_owned(),
            Message::Typed(edit) => format!("{edit:?}"),
            _ => "another".to_owned(),
        };
        events.filter_map(|event| message_of(event, app, &keymap, &mut pressed)).map(said).collect()
    }

    const NONE: KeyModifiers = KeyModifiers::NONE;
    const CONTROL: KeyModifiers = KeyModifiers::CONTROL;
    const ALT: KeyModifiers = KeyModifiers::ALT;

    #[test]
    fn keys_of_the_panes_are_commands_and_sequences_wait_for_their_end() {
        let keys = [
            (KeyCode::Char('j'), NONE),
            (KeyCode::Char('g'), NONE),
            (KeyCode::Char('g'), NONE),
            (KeyCode::F(9), NONE),
        ];
        assert_eq!(said(&app(None), &keys), [Command::LineDown.name(), Command::Top.name()]);
    }

    #[test]
    fn keys_in_a_field_are_text_and_edits_as_in_readline() {
        let app = app(Some(Overlay::Search(Field::new("", false))));
        for (key, edit) in [
            ((KeyCode::Char('j'), NONE), "Insert('j')"),
            ((KeyCode::Char('A'), KeyModifiers::SHIFT), "Insert('A')"),
            ((KeyCode::Char('@'), CONTROL | ALT), "Insert('@')"),
            ((KeyCode::Char('a'), CONTROL), "Start"),
            ((KeyCode::Char('e'), CONTROL), "End"),
            ((KeyCode::Char('w'), CONTROL), "DeleteWordBack"),
            ((KeyCode::Char('u'), CONTROL), "DeleteToStart"),
            ((KeyCode::Char('k'), CONTROL), "DeleteToEnd"),
            ((KeyCode::Char('y'), CONTROL), "Yank"),
            ((KeyCode::Char('d'), CONTROL), "DeleteForward"),
            ((KeyCode::Char('h'), CONTROL), "DeleteBack"),
            ((KeyCode::Char('b'), ALT), "WordLeft"),
            ((KeyCode::Char('f'), ALT), "WordRight"),
            ((KeyCode::Char('d'), ALT), "DeleteWordForward"),
            ((KeyCode::Left, CONTROL), "WordLeft"),
            ((KeyCode::Right, CONTROL), "WordRight"),
            ((KeyCode::Home, NONE), "Start"),
            ((KeyCode::Backspace, NONE), "DeleteBack"),
            ((KeyCode::Backspace, ALT), "DeleteWordBack"),
            ((KeyCode::Enter, NONE), "choose"),
            ((KeyCode::Esc, NONE), "cancel"),
            ((KeyCode::Down, NONE), "line-down"),
        ] {
            assert_eq!(said(&app, &[key]), [edit], "{key:?}");
        }
    }

    #[test]
    fn a_field_of_several_lines_takes_breaks_and_moves_over_its_lines() {
        let app = app(Some(Overlay::Search(Field::new("", true))));
        for (key, edit) in [
            ((KeyCode::Up, NONE), "Up"),
            ((KeyCode::Down, NONE), "Down"),
            ((KeyCode::Enter, ALT), "Break"),
            ((KeyCode::Char('j'), CONTROL), "Break"),
            ((KeyCode::Enter, NONE), "choose"),
        ] {
            assert_eq!(said(&app, &[key]), [edit], "{key:?}");
        }
    }

    #[test]
    fn a_release_and_a_moving_mouse_mean_nothing() {
        let app = app(None);
        let mut release = KeyEvent::new(KeyCode::Char('j'), NONE);
        release.kind = KeyEventKind::Release;
        let moved =
            crossterm::event::MouseEvent { kind: MouseEventKind::Moved, column: 1, row: 1, modifiers: NONE };
        for event in [Event::Key(release), Event::Mouse(moved), Event::FocusGained] {
            let message = message_of(event, &app, &Keymap::default(), &mut Pressed::default());
            assert!(message.is_none());
        }
    }
}

//! One key press and a sequence of them: from the terminal's events, from and to text.
//!
//! A key has one form only, whatever the terminal reports it as, so that what the config says and what arrives can be
//! compared. Knows no commands.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with its modifiers, in the one form that every terminal can report.
///
/// Invariant: made by [`Key::new`] only, so a letter carries its own case and never `shift`; `ctrl` with a letter is
/// lowercase; back-tab is `shift-tab`; what a terminal cannot tell apart is one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Key {
    pub fn new(code: KeyCode, modifiers: KeyModifiers) -> Self {
        const CONTROL: KeyModifiers = KeyModifiers::CONTROL;
        let mut modifiers = modifiers & (CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            KeyCode::Null => {
                modifiers |= CONTROL;
                KeyCode::Char(' ')
            }
            KeyCode::Char(c) => {
                // AltGr arrives as ctrl-alt on Windows: the character is what was meant.
                let is_alt_gr =
                    modifiers.contains(CONTROL | KeyModifiers::ALT) && !c.is_ascii_alphanumeric() && c != ' ';
                if is_alt_gr {
                    modifiers -= CONTROL | KeyModifiers::ALT;
                }
                let is_shifted = modifiers.contains(KeyModifiers::SHIFT);
                modifiers -= KeyModifiers::SHIFT;
                if modifiers.contains(CONTROL) {
                    let c = c.to_ascii_lowercase();
                    let (code, is_control) = match c {
                        // Punctuation with ctrl and alt is what AltGr types.
                        '4'..='7' if modifiers.contains(KeyModifiers::ALT) => (KeyCode::Char(c), true),
                        c => control_code(c),
                    };
                    modifiers.set(CONTROL, is_control);
                    code
                } else if is_shifted {
                    KeyCode::Char(uppercase(c))
                } else {
                    KeyCode::Char(c)
                }
            }
            code => code,
        };
        Self { code, modifiers }
    }

    /// The key of a terminal event; nothing for releases (Windows reports them) and for keys that nobody can bind.
    pub fn from_event(event: &KeyEvent) -> Option<Self> {
        let of_the_desktop = KeyModifiers::SUPER | KeyModifiers::HYPER | KeyModifiers::META;
        if event.kind == KeyEventKind::Release || event.modifiers.intersects(of_the_desktop) {
            return None;
        }
        let key = Self::new(event.code, event.modifiers);
        (matches!(key.code, KeyCode::Char(_) | KeyCode::F(_)) || name_of(key.code).is_some()).then_some(key)
    }

    /// The event of a terminal on which it is pressed.
    pub fn to_event(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    /// Whether a text field has its own use for the key: it types, moves the cursor or deletes (the readline keys).
    pub fn edits_text(self) -> bool {
        let is_plain = !self.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
        match self.code {
            KeyCode::Char(c) if self.modifiers == KeyModifiers::CONTROL => "abdefkuwy".contains(c),
            KeyCode::Char(c) if self.modifiers == KeyModifiers::ALT => "bdf".contains(c),
            KeyCode::Char(_) => is_plain,
            code => matches!(
                code,
                KeyCode::Left
                    | KeyCode::Right
                    | KeyCode::Home
                    | KeyCode::End
                    | KeyCode::Backspace
                    | KeyCode::Delete
            ),
        }
    }

    /// The key as a person reads it: `↓`, `PgDn`, `alt-↑`, `ctrl-d`, `space`.
    pub fn label(self) -> String {
        let name = match self.code {
            KeyCode::Down => "↓".to_owned(),
            KeyCode::Up => "↑".to_owned(),
            KeyCode::Left => "←".to_owned(),
            KeyCode::Right => "→".to_owned(),
            KeyCode::PageDown => "PgDn".to_owned(),
            KeyCode::PageUp => "PgUp".to_owned(),
            KeyCode::Home => "Home".to_owned(),
            KeyCode::End => "End".to_owned(),
            KeyCode::F(n) => format!("F{n}"),
            _ => self.bare_name(),
        };
        format!("{}{name}", self.prefix())
    }

    fn prefix(self) -> String {
        PREFIXES
            .iter()
            .filter(|(_, modifier)| self.modifiers.contains(*modifier))
            .map(|(prefix, _)| *prefix)
            .collect()
    }

    fn bare_name(self) -> String {
        match self.code {
            KeyCode::Char(' ') => "space".to_owned(),
            KeyCode::Char(c) => c.to_string(),
            KeyCode::F(n) => format!("f{n}"),
            code => name_of(code).unwrap_or("?").to_owned(),
        }
    }
}

/// The case that a shifted letter has; characters without one stay.
fn uppercase(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) => upper,
        _ => c,
    }
}

/// What a terminal sends for `ctrl` with a character, and whether the key still counts as one with `ctrl`.
///
/// Ctrl clears bits of the character's code, so that several keys are one byte: `ctrl-h` is backspace, `ctrl-[` is esc.
/// crossterm names the bytes 1C to 1F by the digits that share them.
fn control_code(c: char) -> (KeyCode, bool) {
    match c {
        'h' => (KeyCode::Backspace, false),
        'i' => (KeyCode::Tab, false),
        'm' => (KeyCode::Enter, false),
        '[' | '3' => (KeyCode::Esc, false),
        '@' | '2' => (KeyCode::Char(' '), true),
        '4' => (KeyCode::Char('\\'), true),
        '5' => (KeyCode::Char(']'), true),
        '6' => (KeyCode::Char('^'), true),
        '7' | '/' => (KeyCode::Char('_'), true),
        c => (KeyCode::Char(c), true),
    }
}

const PREFIXES: [(&str, KeyModifiers); 3] =
    [("ctrl-", KeyModifiers::CONTROL), ("alt-", KeyModifiers::ALT), ("shift-", KeyModifiers::SHIFT)];

impl Key {
    /// What stands before a key's name, each with a `-` behind it.
    pub const PREFIXES: [&str; 3] = ["ctrl", "alt", "shift"];

    /// Every name that a key can have, but for characters and `f1` to `f24`.
    pub fn names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(name, _)| *name)
    }
}

/// The keys that have names; where a key has several, the first is the one that is written.
const NAMES: [(&str, KeyCode); 21] = [
    ("down", KeyCode::Down),
    ("up", KeyCode::Up),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("pgdn", KeyCode::PageDown),
    ("pagedown", KeyCode::PageDown),
    ("pgup", KeyCode::PageUp),
    ("pageup", KeyCode::PageUp),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("tab", KeyCode::Tab),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("space", KeyCode::Char(' ')),
    ("backspace", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("delete", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("insert", KeyCode::Insert),
];

fn name_of(code: KeyCode) -> Option<&'static str> {
    NAMES.iter().find(|(_, named)| *named == code).map(|(name, _)| *name)
}

impl fmt::Display for Key {
    /// The key as the config has it: `down`, `pgdn`, `alt-up`, `ctrl-d`, `space`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.prefix(), self.bare_name())
    }
}

impl FromStr for Key {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let bad = |reason| Err(BadKey { text: text.to_owned(), reason });
        let mut modifiers = KeyModifiers::NONE;
        let mut name = text;
        while let Some((modifier, rest)) = PREFIXES.iter().find_map(|(prefix, modifier)| {
            let (head, rest) = name.split_at_checked(prefix.len())?;
            (head.eq_ignore_ascii_case(prefix) && !rest.is_empty()).then_some((*modifier, rest))
        }) {
            modifiers |= modifier;
            name = rest;
        }
        let code = match NAMES.iter().find(|(named, _)| named.eq_ignore_ascii_case(name)) {
            Some((_, code)) => *code,
            None => match (name.chars().next(), name.chars().nth(1)) {
                (Some(c), None) if !c.is_control() && !c.is_whitespace() => KeyCode::Char(c),
                _ => match name.strip_prefix(['f', 'F']).map(str::parse) {
                    Some(Ok(n @ 1..=24)) => KeyCode::F(n),
                    _ => return bad("no key has that name"),
                },
            },
        };
        if let KeyCode::Char(c) = code
            && modifiers.contains(KeyModifiers::SHIFT)
        {
            if modifiers.contains(KeyModifiers::CONTROL) {
                return bad("terminals cannot tell it from the same key without shift");
            }
            if uppercase(c) == c && !c.is_uppercase() {
                return bad("write the character that shift makes");
            }
        }
        Ok(Self::new(code, modifiers))
    }
}

/// Keys pressed one after the other, at least one: `g g`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Keys(Vec<Key>);

impl Keys {
    pub fn as_slice(&self) -> &[Key] {
        &self.0
    }

    /// A regular expression of the texts that can be read. It lets through keys that no terminal can tell apart.
    pub fn pattern() -> String {
        let any_case = |word: &str| {
            let letters = word.chars().map(|letter| match letter {
                'a'..='z' => format!("[{letter}{}]", letter.to_ascii_uppercase()),
                other => other.to_string(),
            });
            letters.collect::<String>()
        };
        let prefixes: Vec<String> = PREFIXES.iter().map(|(prefix, _)| any_case(prefix)).collect();
        let names: Vec<String> = Key::names().map(any_case).collect();
        let (prefixes, names) = (prefixes.join("|"), names.join("|"));
        let key = format!("({prefixes})*({names}|[fF]([1-9]|1[0-9]|2[0-4])|\\S)");
        format!("^\\s*{key}(\\s+{key})*\\s*$")
    }

    /// The keys as a person reads them; see [`Key::label`].
    pub fn label(&self) -> String {
        self.0.iter().map(|key| key.label()).collect::<Vec<_>>().join(" ")
    }
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (idx, key) in self.0.iter().enumerate() {
            let blank = if idx == 0 { "" } else { " " };
            write!(f, "{blank}{key}")?;
        }
        Ok(())
    }
}

impl FromStr for Keys {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        let keys = text.split_whitespace().map(str::parse).collect::<Result<Vec<Key>, BadKey>>()?;
        if keys.is_empty() {
            return Err(BadKey { text: text.to_owned(), reason: "the space bar is written `space`" });
        }
        Ok(Self(keys))
    }
}

/// A text that is no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadKey {
    pub text: String,
    pub reason: &'static str,
}

impl fmt::Display for BadKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no key: {}", self.text, self.reason)
    }
}

impl std::error::Error for BadKey {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NONE: KeyModifiers = KeyModifiers::NONE;
    const SHIFT: KeyModifiers = KeyModifiers::SHIFT;
    const CONTROL: KeyModifiers = KeyModifiers::CONTROL;
    const ALT: KeyModifiers = KeyModifiers::ALT;

    #[track_caller]
    fn check_event(code: KeyCode, modifiers: KeyModifiers, text: &str) {
        let key = Key::from_event(&KeyEvent::new(code, modifiers)).unwrap();
        assert_eq!(key.to_string(), text);
        assert_eq!(key, text.parse().unwrap());
    }

    #[test]
    fn a_letter_carries_its_case_and_no_shift() {
        check_event(KeyCode::Char('G'), SHIFT, "G");
        check_event(KeyCode::Char('g'), SHIFT, "G");
        check_event(KeyCode::Char('G'), NONE, "G");
        check_event(KeyCode::Char('{'), SHIFT, "{");
        check_event(KeyCode::Char('É'), SHIFT, "É");
        assert_eq!("shift-g".parse::<Key>(), "G".parse());
    }

    #[test]
    fn keys_that_terminals_cannot_tell_apart_are_one() {
        check_event(KeyCode::BackTab, SHIFT, "shift-tab");
        check_event(KeyCode::BackTab, NONE, "shift-tab");
        check_event(KeyCode::Char('h'), CONTROL, "backspace");
        check_event(KeyCode::Char('7'), CONTROL, "ctrl-_");
        check_event(KeyCode::Char(' '), CONTROL, "ctrl-space");
        check_event(KeyCode::Char('D'), CONTROL | SHIFT, "ctrl-d");
        assert_eq!("ctrl-i".parse::<Key>(), "tab".parse());
        assert_eq!("ctrl-[".parse::<Key>(), "esc".parse());
        assert_eq!("ctrl-/".parse::<Key>(), "ctrl-_".parse());
    }

    #[test]
    fn alt_gr_types_its_character() {
        check_event(KeyCode::Char('{'), CONTROL | ALT, "{");
        check_event(KeyCode::Char('a'), CONTROL | ALT, "ctrl-alt-a");
        check_event(KeyCode::Char('4'), CONTROL | ALT, "ctrl-alt-4");
    }

    #[test]
    fn releases_and_keys_of_the_desktop_are_ignored() {
        let release = KeyEvent::new_with_kind(KeyCode::Char('q'), NONE, KeyEventKind::Release);
        let repeat = KeyEvent::new_with_kind(KeyCode::Char('q'), NONE, KeyEventKind::Repeat);
        assert_eq!(Key::from_event(&release), None);
        assert_eq!(Key::from_event(&repeat), "q".parse().ok());
        assert_eq!(Key::from_event(&KeyEvent::new(KeyCode::Char('q'), KeyModifiers::SUPER)), None);
        assert_eq!(Key::from_event(&KeyEvent::new(KeyCode::CapsLock, NONE)), None);
    }

    #[test]
    fn key_names_are_read_in_any_case_and_written_in_one() {
        for (text, written, label) in [
            ("PageDown", "pgdn", "PgDn"),
            ("Alt-Up", "alt-up", "alt-↑"),
            ("g  g", "g g", "g g"),
            ("F12", "f12", "F12"),
            ("ctrl--", "ctrl--", "ctrl--"),
            ("-", "-", "-"),
            ("alt-X", "alt-X", "alt-X"),
            ("shift-down", "shift-down", "shift-↓"),
            ("ctrl-x space", "ctrl-x space", "ctrl-x space"),
            ("f", "f", "f"),
        ] {
            let keys: Keys = text.parse().unwrap();
            assert_eq!((keys.to_string().as_str(), keys.label().as_str()), (written, label), "{text}");
        }
    }

    #[test]
    fn what_is_no_key_is_refused_with_a_reason() {
        for (text, reason) in [
            ("", "the space bar is written `space`"),
            ("   ", "the space bar is written `space`"),
            ("hyper-x", "no key has that name"),
            ("ctrl-", "no key has that name"),
            ("f25", "no key has that name"),
            ("gg", "no key has that name"),
            ("ctrl-shift-x", "terminals cannot tell it from the same key without shift"),
            ("shift-1", "write the character that shift makes"),
        ] {
            assert_eq!(text.parse::<Keys>().unwrap_err().reason, reason, "{text}");
        }
    }

    #[test]
    fn typing_and_the_readline_keys_edit_text() {
        for text in
            ["j", "G", "é", "space", "left", "home", "backspace", "ctrl-u", "ctrl-h", "alt-b", "ctrl-left"]
        {
            assert!(text.parse::<Key>().unwrap().edits_text(), "{text}");
        }
        for text in ["enter", "esc", "up", "pgdn", "tab", "ctrl-c", "ctrl-n", "f1", "alt-x"] {
            assert!(!text.parse::<Key>().unwrap().edits_text(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_key_is_read_from_what_is_written(c in any::<char>(), bits in 0u8..8) {
            // No terminal sends these as characters.
            let c = if c.is_control() || c.is_whitespace() { ' ' } else { c };
            let key = Key::new(KeyCode::Char(c), KeyModifiers::from_bits_truncate(bits));
            prop_assert_eq!(key.to_string().parse::<Key>(), Ok(key));
        }
    }
}

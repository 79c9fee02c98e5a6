//! Whether the terminal's background is light: asking, and picking the answer out of what is typed.
//!
//! The question is written after the first frame and nobody waits for the answer. It comes among the keys, whenever it
//! comes: over a slow line that may be seconds later. Read as keys it would be commands (its colours are made of the
//! letters a to f), and who waits for it apart from the keys either loses those typed meanwhile or misses late answers.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// Asks for the background's colour (xterm, "OSC 11"); terminals that cannot tell are silent.
pub const QUESTION: &str = "\x1b]11;?\x07";

/// What an answer begins with, behind the escape and `]`; `rgba:` has one more part.
const BEGINNINGS: [&str; 2] = ["11;rgb:", "11;rgba:"];
const LONGEST_ANSWER: usize = 40;

/// Tells whether a terminal of this `$TERM` may be asked.
pub fn is_askable(term: Option<&str>) -> bool {
    term.is_some_and(|term| !matches!(term, "" | "dumb" | "linux" | "cons25" | "vt100" | "vt220"))
}

/// Picks an answer out of the events.
#[derive(Debug, Default)]
pub struct Answer {
    /// What may be the beginning of an answer.
    held: Vec<Event>,
    /// Its text behind `]`; none before that.
    text: Option<String>,
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// These are keys after all.
    Events(Vec<Event>),
    /// It may belong to an answer.
    Held,
    /// The answer is whole: the background is light, or dark.
    IsLight(bool),
}

impl Answer {
    pub fn is_holding(&self) -> bool {
        !self.held.is_empty()
    }

    /// Gives back what was held, as nothing followed it in time.
    pub fn release(&mut self) -> Vec<Event> {
        self.text = None;
        std::mem::take(&mut self.held)
    }

    pub fn take(&mut self, event: Event) -> Picked {
        let Event::Key(KeyEvent { code, modifiers, .. }) = event else {
            // A mouse or a resize can come in between.
            if !self.is_holding() || matches!(event, Event::Resize(..)) {
                return Picked::Events(vec![event]);
            }
            return self.give_up(event);
        };
        let modifiers = modifiers - KeyModifiers::SHIFT;
        let Some(text) = &mut self.text else {
            let begins = match code {
                KeyCode::Esc => !self.is_holding(),
                KeyCode::Char(']') => self.is_holding() != (modifiers == KeyModifiers::ALT),
                _ => false,
            };
            if !begins {
                return self.give_up(event);
            }
            if code != KeyCode::Esc {
                self.text = Some(String::new());
            }
            self.held.push(event);
            return Picked::Held;
        };
        match (code, modifiers) {
            (KeyCode::Char(char), KeyModifiers::NONE) => {
                text.push(char);
                if !is_beginning(text) {
                    return self.give_up(event);
                }
                self.held.push(event);
                Picked::Held
            }
            // BEL, ST, and the bare escape that some send for ST.
            (KeyCode::Char('g'), KeyModifiers::CONTROL)
            | (KeyCode::Char('\\'), KeyModifiers::ALT)
            | (KeyCode::Esc, _) => match is_light(text) {
                Some(is_light) => {
                    self.release();
                    Picked::IsLight(is_light)
                }
                None => self.give_up(event),
            },
            _ => self.give_up(event),
        }
    }

    fn give_up(&mut self, event: Event) -> Picked {
        let mut events = self.release();
        events.push(event);
        Picked::Events(events)
    }
}

/// Whether an answer can begin so.
fn is_beginning(text: &str) -> bool {
    text.len() <= LONGEST_ANSWER
        && BEGINNINGS.iter().any(|beginning| match text.strip_prefix(beginning) {
            Some(colour) => colour.chars().all(|char| char.is_ascii_hexdigit() || char == '/'),
            None => beginning.starts_with(text),
        })
}

/// Whether an answer's colour is light: of more than middle lightness, as the eye sees it.
fn is_light(answer: &str) -> Option<bool> {
    let colour = BEGINNINGS.iter().find_map(|beginning| answer.strip_prefix(beginning))?;
    let mut parts = colour.split('/').map(|part| {
        let value = u16::from_str_radix(part, 16).ok()?;
        let greatest = 16_u32.pow(u32::try_from(part.len()).ok()?) - 1;
        Some((f64::from(value) / f64::from(greatest)).powf(2.2))
    });
    let (red, green, blue) = (parts.next()??, parts.next()??, parts.next()??);
    // The luminance of the middle lightness, L* = 50.
    Some(0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.184)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The events that crossterm makes of bytes, as far as they occur here.
    fn events(bytes: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut chars = bytes.chars();
        while let Some(char) = chars.next() {
            let (char, modifiers) = match char {
                '\x1b' => match chars.next() {
                    Some(char) => (char, KeyModifiers::ALT),
                    None => {
                        events.push(Event::Key(KeyCode::Esc.into()));
                        break;
                    }
                },
                '\x07' => ('g', KeyModifiers::CONTROL),
                char if char.is_uppercase() => (char, KeyModifiers::SHIFT),
                char => (char, KeyModifiers::NONE),
            };
            events.push(Event::Key(KeyEvent::new(KeyCode::Char(char), modifiers)));
        }
        events
    }

    /// What comes out: the keys, and the answer.
    fn pick(events: Vec<Event>) -> (Vec<Event>, Option<bool>) {
        let (mut answer, mut keys, mut light) = (Answer::default(), Vec::new(), None);
        for event in events {
            match answer.take(event) {
                Picked::Events(events) => keys.extend(events),
                Picked::Held => {}
                Picked::IsLight(is_light) => light = Some(is_light),
            }
        }
        keys.extend(answer.release());
        (keys, light)
    }

    #[test]
    fn an_answer_is_told_and_no_key_of_it_is_left() {
        for (bytes, is_light) in [
            ("\x1b]11;rgb:ffff/ffff/ffff\x07", true),
            ("\x1b]11;rgb:1e1e/1E1E/2e2e\x1b\\", false),
            ("\x1b]11;rgb:fd/f6/e3\x07", true),
            ("\x1b]11;rgb:00/2b/36\x1b", false),
            ("\x1b]11;rgba:0000/0000/0000/ffff\x07", false),
        ] {
            assert_eq!(pick(events(bytes)), (Vec::new(), Some(is_light)), "{bytes:?}");
        }
    }

    #[test]
    fn keys_before_and_after_an_answer_stay() {
        let bytes = "jk\x1b]11;rgb:ffff/ffff/ffff\x07d";
        assert_eq!(pick(events(bytes)), (events("jkd"), Some(true)));
    }

    #[test]
    fn an_escape_that_was_read_by_itself_belongs_to_the_answer() {
        let mut split = vec![Event::Key(KeyCode::Esc.into())];
        split.extend(events("]11;rgb:ffff/ffff/ffff\x07"));
        assert_eq!(pick(split), (Vec::new(), Some(true)));
    }

    #[test]
    fn what_only_begins_like_an_answer_is_typed() {
        for bytes in
            ["\x1b]", "\x1b]1", "\x1b]12", "\x1b]11;rgb:zz", "\x1b]11;rgb:\x07", "\x1b", "]11;rgb:1/1/1\x07"]
        {
            let typed = events(bytes);
            assert_eq!(pick(typed.clone()), (typed, None), "{bytes:?}");
        }
        let mut esc = vec![Event::Key(KeyCode::Esc.into())];
        esc.extend(events("j"));
        assert_eq!(pick(esc.clone()), (esc, None));
        let long = format!("\x1b]11;rgb:{}", "f".repeat(60));
        assert_eq!(pick(events(&long)), (events(&long), None));
    }

    #[test]
    fn a_terminal_that_would_show_the_question_is_not_asked() {
        assert!(is_askable(Some("xterm-256color")));
        assert!(!is_askable(Some("linux")));
        assert!(!is_askable(None));
    }
}

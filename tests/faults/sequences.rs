//! What a terminal hears in a stream of bytes, and whether the program has sent it by itself.
//!
//! Knows no roadmap.

use vte::{Params, Parser, Perform};

/// Where a stream goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stream {
    /// A file or another program.
    Pipe,
    /// The terminal, with the panes on it.
    Panes,
}

/// What was heard that the program sends nowhere.
struct Heard<'a> {
    stream: Stream,
    hostile: &'a [char],
    strange: Vec<String>,
    /// How many sequences were understood to their end.
    n_sequences: usize,
}

/// The first few things in a stream that are not the program's own, each in words.
pub(crate) fn strange(bytes: &[u8], stream: Stream, hostile: &[char]) -> Result<(), String> {
    const N_TOLD: usize = 3;
    let mut heard = Heard { stream, hostile, strange: Vec::new(), n_sequences: 0 };
    let mut parser = Parser::new();
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        // A diff has the ends of lines as the file has them.
        match line.strip_suffix(b"\r\n").filter(|_| stream == Stream::Pipe) {
            Some(line) => parser.advance(&mut heard, &[line, b"\n"].concat()),
            None => parser.advance(&mut heard, line),
        }
    }
    if let Err(error) = std::str::from_utf8(bytes) {
        heard.strange.push(format!("no UTF-8: {error}"));
    }
    // What is left out in silence, as strings of application programs are, has begun all the same.
    let n_begun = bytes.iter().filter(|&&byte| byte == b'\x1b').count();
    if n_begun != heard.n_sequences {
        heard.strange.push(format!("{n_begun} sequences begun, {} understood", heard.n_sequences));
    }
    if heard.strange.is_empty() {
        Ok(())
    } else {
        heard.strange.truncate(N_TOLD);
        Err(heard.strange.join(", "))
    }
}

impl Heard<'_> {
    fn sequence(&mut self, is_own: bool, what: impl FnOnce() -> String) {
        self.n_sequences += 1;
        if !is_own {
            self.strange.push(what());
        }
    }
}

impl Perform for Heard<'_> {
    fn print(&mut self, c: char) {
        if c.is_control() || self.hostile.contains(&c) {
            self.strange.push(format!("the character {}", c.escape_unicode()));
        }
    }

    fn execute(&mut self, byte: u8) {
        let is_own = match byte {
            b'\n' => true,
            b'\r' => self.stream == Stream::Panes,
            b'\t' => self.stream == Stream::Pipe,
            _ => false,
        };
        if !is_own {
            self.strange.push(format!("the control {byte:#04x}"));
        }
    }

    fn hook(&mut self, _: &Params, _: &[u8], _: bool, action: char) {
        self.sequence(false, || format!("a device's string {action:?}"));
    }

    fn osc_dispatch(&mut self, parameters: &[&[u8]], ended_by_bell: bool) {
        // The background's colour is asked for, and a copied text goes to the clipboard.
        let is_own = match parameters {
            [b"11", b"?"] => ended_by_bell,
            [b"52", b"c", text] => *text != b"aGFja2Vk" && *text != b"?",
            _ => false,
        };
        let is_own = is_own && self.stream == Stream::Panes;
        self.sequence(is_own, || format!("OSC {:?}", String::from_utf8_lossy(&parameters.concat())));
    }

    fn csi_dispatch(&mut self, parameters: &Params, intermediates: &[u8], is_cut: bool, action: char) {
        let numbers: Vec<u16> = parameters.iter().flatten().copied().collect();
        let is_own = self.stream == Stream::Panes && !is_cut && is_own(intermediates, &numbers, action);
        self.sequence(is_own, || {
            format!("CSI {}{numbers:?}{action}", String::from_utf8_lossy(intermediates))
        });
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _: bool, byte: u8) {
        // What ends a string belongs to it where it is the clipboard's.
        let is_end = intermediates.is_empty() && byte == b'\\' && self.stream == Stream::Panes;
        self.sequence(is_end, || format!("ESC {}", char::from(byte)));
    }
}

/// The sequences that the program sends: places on the screen, styles, its modes, and erasing all.
fn is_own(intermediates: &[u8], numbers: &[u16], action: char) -> bool {
    match (intermediates, action) {
        (b"?", 'h' | 'l') => matches!(numbers, [25 | 1000 | 1002 | 1003 | 1006 | 1015 | 1049 | 2004]),
        (b"", 'H') => matches!(numbers, [1..=30, 1..=110]),
        (b"", 'J') => numbers == [2],
        // The colour of underlines is never asked for.
        (b"", 'm') => !numbers.iter().any(|number| matches!(number, 58 | 99)),
        _ => false,
    }
}

//! Texts that would drive a terminal, or hide something from who looks at it.
//!
//! Knows nothing of where they are put.

/// Bytes of which all that are not printable ASCII must never reach a terminal.
#[derive(Clone)]
pub(crate) struct Payload(pub(crate) Vec<u8>);

/// Each in two forms: ended, so that it would be carried out, and begun, so that it would swallow what follows.
const SEQUENCES: &[&str] = &[
    // Colours, places, erasing, scrolling, modes, reports, repetition, a reset, titles.
    "\x1b[6;58;5;99mblink",
    "\x1b[99;999H",
    "\x1b[3J",
    "\x1b[?47h",
    "\x1b[?1005h",
    "\x1b[4h",
    "\x1b[6n",
    "\x1b[>c",
    "\x1b[999b",
    "\x1b[!p",
    "\x1b[5;9r",
    "\x1b[22;2t",
    "\x1b[38;5;",
    "\x1bc",
    "\x1b(0lqqk",
    "\x1b#8",
    "\x1b]0;title\x07",
    "\x1b]2;title\x1b\\",
    "\x1b]8;;https://example.org/hidden\x1b\\shown\x1b]8;;\x1b\\",
    "\x1b]52;c;aGFja2Vk\x07",
    "\x1b]52;c;?\x07",
    "\x1b]4;1;rgb:00/00/00\x07",
    "\x1b]1337;File=inline=1:AAAA\x07",
    "\x1b]0;begun",
    "\x1bP$q\"p\x1b\\",
    "\x1bP1;2|17/ab\x1b\\",
    "\x1b_Gf=24;AAAA\x1b\\",
    "\x1b^private\x1b\\",
    "\x1bXstring\x1b\\",
    // The same, begun by a single character of eight bits.
    "\u{9b}58;5;99mblink",
    "\u{9d}0;title\u{9c}",
    "\u{90}q\u{9c}",
];

/// Bidirectional overrides, embeddings and isolates; tags; what has no width.
const UNSEEN: &[&str] = &[
    "\u{202a}",
    "\u{202b}",
    "\u{202c}",
    "\u{202d}",
    "\u{202e}evil",
    "\u{2066}",
    "\u{2067}",
    "\u{2068}",
    "\u{2069}",
    "\u{200e}",
    "\u{200f}",
    "\u{61c}",
    "\u{e0001}\u{e0068}\u{e0069}\u{e007f}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{2060}",
    "\u{feff}",
    "\u{ad}",
    "\u{180e}",
    "\u{2028}",
    "\u{2029}",
    "\u{fff9}",
];

/// Single bytes that are no UTF-8, and that a terminal of eight bits acts on.
const BYTES: &[&[u8]] = &[b"\x9b58;5;99m", b"\x9d0;title\x9c", b"\x90q\x9c"];

/// Every payload: each control character alone but for tab and line feed, which mean something in a text, then the rest.
pub(crate) fn payloads() -> Vec<Payload> {
    let controls = ('\0'..='\u{9f}').filter(|c| c.is_control() && !matches!(c, '\t' | '\n'));
    let controls = controls.map(|c| c.to_string().into_bytes());
    let texts = [SEQUENCES, UNSEEN].concat().into_iter().map(|text| text.as_bytes().to_vec());
    let bytes = BYTES.iter().map(|bytes| bytes.to_vec());
    controls.chain(texts).chain(bytes).map(Payload).collect()
}

impl Payload {
    /// As a file's name or an argument can hold it.
    pub(crate) fn without_nul(&self) -> Self {
        Self(self.0.iter().copied().filter(|&byte| byte != 0).collect())
    }

    /// A text with the payload wherever `PAYLOAD` stands.
    pub(crate) fn within(&self, text: &str) -> Vec<u8> {
        text.split("PAYLOAD").map(str::as_bytes).collect::<Vec<_>>().join(self.0.as_slice())
    }

    pub(crate) fn lossy(&self) -> String {
        String::from_utf8_lossy(&self.0).into_owned()
    }

    /// What of it must reach no terminal. (What is no UTF-8 is found by that.)
    pub(crate) fn hostile(&self) -> Vec<char> {
        let is_hostile = |c: &char| !matches!(*c, ' '..='~' | char::REPLACEMENT_CHARACTER);
        self.lossy().chars().filter(is_hostile).collect()
    }
}

impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\"{}\"", self.lossy().escape_unicode().to_string().replace("\\u{", "<").replace('}', ">"))
    }
}

//! What an input says: what is chosen, what is typed, and the text it is done to.
//!
//! An input is four bytes, some words up to a NUL, and the text; so any file is a text with four bytes and a NUL before
//! it (`run` makes the first inputs that way), and what is chosen and typed can be changed on its own.

#![allow(dead_code, reason = "each target uses its part")]

use std::borrow::Cow;

pub(crate) struct Input<'a> {
    choices: [u8; 4],
    pub(crate) words: Cow<'a, str>,
    pub(crate) text: &'a [u8],
}

impl<'a> Input<'a> {
    /// None of what is too short to choose.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let (&choices, rest) = bytes.split_first_chunk()?;
        let nul = rest.iter().position(|&byte| byte == 0)?;
        let (words, text) = rest.split_at(nul);
        Some(Self { choices, words: String::from_utf8_lossy(words), text: text.get(1..)? })
    }

    /// One of some, by one of the four bytes.
    pub(crate) fn choose<T: Clone>(&self, nth: usize, of: &[T]) -> Option<T> {
        let index = usize::from(self.choices[nth]).checked_rem(of.len())?;
        of.get(index).cloned()
    }

    /// A number by two of the four bytes.
    pub(crate) fn number(&self, nth: usize) -> usize {
        usize::from(u16::from_le_bytes([self.choices[nth], self.choices[nth + 1]]))
    }
}

/// Ends the process at any panic but those of the Markdown parser, which the program catches.
pub(crate) fn end_at_panic() {
    let end = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !milepost::markdown::is_guarded() {
            end(panic);
        }
    }));
}

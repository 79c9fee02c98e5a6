//! Short names for paths and texts: the same in every version of milepost, and wide enough that two never meet by
//! accident. No protection against somebody who wants them to meet.

use std::fmt::Write as _;
use std::path::Path;

/// A text, by what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fingerprint(u128);

impl Fingerprint {
    /// The fingerprint of a text: FNV-1a over words of eight bytes, as a text may have a hundred million of them.
    pub fn of(text: &[u8]) -> Self {
        let (words, rest) = text.as_chunks::<8>();
        let hash = words.iter().fold(OFFSET, |hash, word| step(hash, u64::from_le_bytes(*word)));
        let hash = rest.iter().fold(hash, |hash, byte| step(hash, u64::from(*byte)));
        Self(step(hash, text.len() as u64))
    }

    /// Its 32 hexadecimal digits.
    pub fn digits(self) -> String {
        format!("{:032x}", self.0)
    }
}

/// The name under which a path's own files are kept: 32 hexadecimal digits, the same in every version of milepost, as
/// two versions must find the same lock.
pub fn key(real: &Path) -> String {
    let mut key = String::new();
    // Writing to a String does not fail.
    let _ = write!(key, "{:032x}", fnv(real.as_os_str().as_encoded_bytes()));
    key
}

/// FNV-1a with 128 bits: small and fixed for ever.
fn fnv(bytes: &[u8]) -> u128 {
    bytes.iter().fold(OFFSET, |hash, byte| step(hash, u64::from(*byte)))
}

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;

fn step(hash: u128, word: u64) -> u128 {
    (hash ^ u128::from(word)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_the_published_fnv() {
        assert_eq!(fnv(b""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fnv(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }

    #[test]
    fn texts_that_differ_anywhere_have_other_fingerprints() {
        let text = b"- [ ] a\n- [ ] b\n- [ ] c";
        for at in 0..text.len() {
            let mut other = *text;
            other[at] ^= 1;
            assert_ne!(Fingerprint::of(text), Fingerprint::of(&other), "{at}");
            assert_ne!(Fingerprint::of(text), Fingerprint::of(&text[..at]), "{at}");
        }
        assert_ne!(Fingerprint::of(b"\0"), Fingerprint::of(b""));
        assert_eq!(Fingerprint::of(b"").digits().len(), 32);
    }
}

//! How the files that the store makes are called: temporary files beside the user's, and its own in the state folder.

use std::ffi::{OsStr, OsString};
use std::fmt::Write as _;
use std::path::Path;

/// Names of most file systems end at 255 bytes; the temporary name needs some 40 of its own.
const LONGEST_STEM: usize = 180;

/// How temporary files for `real` begin, whichever process made them: `.roadmap.md.milepost-`.
pub(super) fn temp_stem(real: &Path) -> OsString {
    let name = real.file_name().unwrap_or(OsStr::new("file"));
    let mut stem = OsString::from(".");
    if name.len() <= LONGEST_STEM {
        stem.push(name);
    } else {
        stem.push(key(real));
    }
    stem.push(".milepost-");
    stem
}

/// The process that made a temporary file for `real`, if the name is of one.
pub(super) fn temp_owner(real: &Path, name: &OsStr) -> Option<u32> {
    let rest = name.as_encoded_bytes().strip_prefix(temp_stem(real).as_encoded_bytes())?;
    let (pid, random) = std::str::from_utf8(rest).ok()?.split_once('-')?;
    (!random.is_empty()).then(|| pid.parse().ok()).flatten()
}

/// The name under which a path's own files are kept: 32 hexadecimal digits, the same in every version of milepost, as
/// two versions must find the same lock.
pub(super) fn key(real: &Path) -> String {
    let mut key = String::new();
    // Writing to a String does not fail.
    let _ = write!(key, "{:032x}", fnv(real.as_os_str().as_encoded_bytes()));
    key
}

/// FNV-1a with 128 bits: small, fixed for ever, and wide enough that two paths never meet by accident.
pub(super) fn fnv(bytes: &[u8]) -> u128 {
    bytes.iter().fold(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013B)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_names_have_an_owner() {
        let real = Path::new("/notes/roadmap.md");
        let owner = |name: &str| temp_owner(real, OsStr::new(name));
        assert_eq!(owner(".roadmap.md.milepost-812-a1B2c3"), Some(812));
        assert_eq!(owner(".roadmap.md.milepost-812-"), None);
        assert_eq!(owner(".roadmap.md.milepost-x-a1B2c3"), None);
        assert_eq!(owner(".roadmap.md.swp"), None);
        assert_eq!(owner("roadmap.md"), None);
        assert_eq!(owner(".other.md.milepost-812-a1B2c3"), None);
    }

    #[test]
    fn the_key_is_the_published_fnv() {
        assert_eq!(fnv(b""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fnv(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}

//! How the files that the store makes are called: temporary files beside the user's, and its own in the state folder.

use std::ffi::{OsStr, OsString};
use std::path::Path;

pub(super) use crate::fingerprint::key;

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
}

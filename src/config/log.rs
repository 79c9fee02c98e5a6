//! `milepost.log`: what went wrong with milepost's own files, which is no reason to bother the user.

use std::fs::{self, OpenOptions};
use std::io::Write;

use super::Places;

/// A log that is larger is begun anew.
const MAX_LEN: u64 = 64 * 1024;

/// Adds a line to the log. Where that cannot be done there is nobody left to tell.
pub fn log(places: &Places, line: &str) {
    let path = places.log_file();
    let is_full = path.metadata().is_ok_and(|meta| meta.len() > MAX_LEN);
    let open = || {
        fs::create_dir_all(&places.state)?;
        OpenOptions::new().create(true).append(!is_full).write(true).truncate(is_full).open(&path)
    };
    if let Ok(mut file) = open() {
        let _ = writeln!(file, "{}", line.replace(['\n', '\r'], " "));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_until_there_are_too_many() {
        let folder = tempfile::tempdir().unwrap();
        let places = Places::under(folder.path());
        log(&places, "one\ntwo");
        log(&places, "three");
        assert_eq!(fs::read_to_string(places.log_file()).unwrap(), "one two\nthree\n");
        log(&places, &"x".repeat(70_000));
        log(&places, "four");
        assert_eq!(fs::read_to_string(places.log_file()).unwrap(), "four\n");
    }
}

//! Files that may lie beside the project: real roadmaps and the specifications' suites.

#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::print_stdout, reason = "what is not tested is said, never passed over in silence")]

use std::fs;
use std::path::{Path, PathBuf};

/// A file or folder, if it is there.
pub(crate) fn find(part: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(part);
    if !path.exists() {
        println!("not beside the project, so not tested here: {part}");
        return None;
    }
    Some(path)
}

/// The real files, by name.
pub(crate) fn corpus() -> Option<Vec<(String, Vec<u8>)>> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(find("corpus")?)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    Some(files)
}

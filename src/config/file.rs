//! Small text files of milepost's own: read whole with a limit, written whole or not at all.

use std::fs::{self, File};
use std::io::{ErrorKind, Read, Write};
use std::path::Path;

use crate::error::Error;

/// The text of a file of at most `max_len` bytes; nothing if there is no such file.
pub(super) fn read_text(path: &Path, max_len: u64) -> Result<Option<String>, Error> {
    let refuse = |reason: String| Err(Error::new("read", reason).at(path));
    let Some(bytes) = read_bytes(path, max_len + 1)? else { return Ok(None) };
    if bytes.len() as u64 > max_len {
        return refuse(format!("it is larger than {} KiB", max_len / 1024));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let bytes = error.as_bytes();
            let before = bytes.get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let before = String::from_utf8_lossy(before);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            refuse(format!("line {line}, column {column}: it is not UTF-8"))
        }
    }
}

/// The first `max_len` bytes of a file; nothing if there is no such file.
pub(super) fn read_bytes(path: &Path, max_len: u64) -> Result<Option<Vec<u8>>, Error> {
    let failed = |source: std::io::Error| Error::io("read", path, &source);
    match fs::metadata(path) {
        // A pipe or a device would be waited for when opened.
        Ok(metadata) if !metadata.is_file() => return Err(Error::new("read", "it is not a file").at(path)),
        Ok(_) => {}
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        Err(e) => return Err(failed(e)),
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|file| file.take(max_len).read_to_end(&mut bytes)).map_err(failed)?;
    Ok(Some(bytes))
}

/// Replaces a file by a new text in one step, and makes its folder if there is none.
pub(super) fn write_text(path: &Path, text: &str) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = || {
        fs::create_dir_all(folder)?;
        let mut aside = tempfile::Builder::new().prefix(".milepost-").tempfile_in(folder)?;
        aside.write_all(text.as_bytes())?;
        aside.as_file().sync_all()?;
        aside.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    write().map_err(|source: std::io::Error| Error::io("write", path, &source))
}

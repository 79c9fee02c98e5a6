//! A file that is gone while it is open: what is shown of it is nowhere else. Does not make it again: whoever took it
//! away may have meant to.

use super::{App, Effect, Status};
use crate::error::{Error, Kind};

impl App {
    /// The file cannot be read. What is shown stays.
    pub(super) fn file_lost(&mut self, error: Error) {
        self.is_lost = error.kind == Kind::Missing;
        let hint = "its text is still here: put the file back, or copy the text with ctrl-y";
        let error = if self.is_lost { error.hint(hint) } else { error };
        self.status = Status::error(error.to_string());
    }

    /// The file was read or written.
    pub(super) fn file_found(&mut self) {
        if std::mem::take(&mut self.is_lost) {
            self.status = Status::done("the file is there again");
        }
    }

    /// Copies the whole text.
    pub(super) fn copy_roadmap(&mut self) -> Vec<Effect> {
        let text = String::from_utf8_lossy(&self.roadmap().to_bytes()).into_owned();
        self.status = Status::done("copied the whole roadmap");
        vec![Effect::Copy(text)]
    }
}

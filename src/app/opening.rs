//! The question before a link is opened: where it leads, whole and true, and why it is not opened where it is not.

use super::prompt::Overlay;
use super::{App, Effect, Status};

/// A link that is about to be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    pub address: String,
    /// Why it is not.
    pub refused: Option<String>,
    /// How many lines of a long address are scrolled away.
    pub scroll: usize,
}

impl App {
    /// Shows where a link leads, and asks whether to go there, or says why not.
    pub(super) fn show_target(&mut self, address: String, refused: Option<String>) {
        self.overlay = Some(Overlay::Open(Opening { address, refused, scroll: 0 }));
    }

    /// The answer yes.
    pub(super) fn open_asked(&mut self, opening: Opening) -> Vec<Effect> {
        match opening.refused {
            None => vec![Effect::OpenLink(opening.address)],
            Some(reason) => {
                self.status = Status::warning(format!("not opened: {reason}"));
                Vec::new()
            }
        }
    }

    /// Copies the address instead.
    pub(super) fn copy_asked(&mut self) -> Vec<Effect> {
        let Some(Overlay::Open(opening)) = &self.overlay else { return Vec::new() };
        let address = opening.address.clone();
        self.overlay = None;
        self.status = Status::done("copied the address");
        vec![Effect::Copy(address)]
    }
}

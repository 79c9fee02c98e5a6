//! Coming back to a text that another program's writing took away for a while: some empty the file before they fill it
//! anew, or write it in pieces, and what is read in between is no text of anybody's.
//!
//! Whether such a piece is shown at all is not decided here.

use super::tab::Tab;
use super::unsaved::Unsaved;
use super::{App, View};
use crate::history::History;
use crate::model::CellPlace;

/// The text before another program's, and what belongs to it.
pub(super) struct Former {
    bytes: Vec<u8>,
    history: History,
    /// Where the user was in it; none once a command was given in another text.
    pub(super) standing: Option<Standing>,
}

pub(super) struct Standing {
    tab: Tab,
    view: View,
    cell: Option<CellPlace>,
    unsaved: Unsaved,
}

/// Whether a text is the beginning of another and no more, as while that one is being written.
fn is_cut_off(bytes: &[u8], whole: &[u8]) -> bool {
    bytes.len() < whole.len() && whole.starts_with(bytes)
}

impl App {
    /// Whether a text that was read may be ours, emptied and not yet written again.
    pub fn may_be_cut_off(&self, bytes: &[u8]) -> bool {
        bytes.len() < self.roadmap().len() && is_cut_off(bytes, &self.roadmap().to_bytes())
    }

    /// Remembers the text that another program's is about to replace. A piece of the one remembered is not a text to
    /// come back to.
    pub(super) fn remember_former(&mut self) {
        let bytes = self.roadmap().to_bytes();
        if self.former.as_ref().is_some_and(|former| is_cut_off(&bytes, &former.bytes)) {
            return;
        }
        let standing = Standing {
            tab: self.tab,
            view: self.view.clone(),
            cell: self.matrix.cursor,
            unsaved: self.unsaved.clone(),
        };
        let history = self.document.history.clone();
        self.former = Some(Former { bytes, history, standing: Some(standing) });
    }

    /// The former text, if these are its bytes.
    pub(super) fn take_former(&mut self, bytes: &[u8]) -> Option<Former> {
        self.former.take_if(|former| former.bytes == bytes)
    }

    /// Gives back what belongs to the text that is there again. Its places are of that very text.
    pub(super) fn come_back(&mut self, former: Former) {
        self.document.history = former.history;
        if let Some(standing) = former.standing {
            // The open field has been found again, or not, like any other.
            self.view = View { lost: self.view.lost.take(), ..standing.view };
            self.matrix.cursor = standing.cell;
            self.unsaved = standing.unsaved;
            self.tab = standing.tab;
        }
        self.refresh();
        self.view.changed.clear();
        self.matrix.changed.clear();
    }
}

//! Makes any text fit to be shown: nothing in it can drive the terminal, and its width in columns is known.
//!
//! Every text that did not come from this program (titles, items, notes, links, file names, error reasons) goes
//! through [`displayable`] or [`displayable_lines`] once, when it is loaded. The file's bytes are never changed by it.
//! Knows no Markdown and no drawing library; [`width`] counts as ratatui's buffer does, a grapheme at a time.

mod marks;
mod measure;
mod pieces;

pub use marks::{MARK, TAB_STOP, displayable, displayable_from, displayable_lines, is_unseen};
pub use measure::{head, truncate, width, wrap};
pub use pieces::{Piece, joined, slice_pieces, truncate_pieces, width_of, wrap_pieces};

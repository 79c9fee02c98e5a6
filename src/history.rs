//! What was done and what was taken back: undo and redo as values.
//!
//! Knows nothing of the text: its edits are only good for the text that they were recorded on, so whoever changes the
//! text in another way forgets it.

use std::collections::VecDeque;

use crate::edit::Edit;

/// More steps than this are forgotten, the oldest first.
const MAX_STEPS: usize = 1000;

/// One action, and what it is called to its user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub edit: Edit,
    pub label: String,
}

/// The edits that can be taken back, and those that were.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// The last is the newest.
    undo: VecDeque<Step>,
    /// As they were made; the last is the one taken back last.
    redo: Vec<Step>,
}

impl History {
    /// Remembers an edit that was made. What was taken back before can then not come again.
    pub fn record(&mut self, edit: Edit, label: impl Into<String>) {
        if edit.is_empty() {
            return;
        }
        self.redo.clear();
        self.undo.push_back(Step { edit, label: label.into() });
        if self.undo.len() > MAX_STEPS {
            self.undo.pop_front();
        }
    }

    /// The edit that takes the last one back; it counts as taken back. Where it cannot be made, [`Self::redo`] gives
    /// the step back.
    pub fn undo(&mut self) -> Option<Step> {
        let step = self.undo.pop_back()?;
        let inverse = Step { edit: step.edit.invert(), label: step.label.clone() };
        self.redo.push(step);
        Some(inverse)
    }

    /// The edit that was taken back last; it counts as made again.
    pub fn redo(&mut self) -> Option<Step> {
        let step = self.redo.pop()?;
        self.undo.push_back(step.clone());
        Some(step)
    }

    /// What [`Self::undo`] would take back.
    pub fn next_undo(&self) -> Option<&str> {
        self.undo.back().map(|step| step.label.as_str())
    }

    /// What [`Self::redo`] would make again.
    pub fn next_redo(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// Forgets all, as after a change of the text from outside.
    pub fn clear(&mut self) {
        self.undo.clear();
        self.redo.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Effect, Splice};
    use crate::span::Span;

    fn tick(at: usize) -> Edit {
        let splice = Splice { span: Span::new(at, at + 1), old: b" ".to_vec(), new: b"x".to_vec() };
        Edit::new(vec![splice], Effect { states: 1, ..Effect::default() })
    }

    fn steps(history: &mut History) -> Vec<String> {
        std::iter::from_fn(|| history.undo()).map(|step| step.label).collect()
    }

    #[test]
    fn undo_and_redo_go_back_and_forth() {
        let mut history = History::default();
        history.record(tick(3), "a");
        history.record(tick(9), "b");
        let undo = history.undo().unwrap();
        assert_eq!((undo.label.as_str(), undo.edit), ("b", tick(9).invert()));
        assert_eq!((history.next_undo(), history.next_redo()), (Some("a"), Some("b")));
        assert_eq!(history.redo().unwrap().edit, tick(9));
        assert_eq!(steps(&mut history), ["b", "a"]);
        assert_eq!(history.undo(), None);
    }

    #[test]
    fn a_new_edit_ends_what_could_come_again() {
        let mut history = History::default();
        history.record(tick(3), "a");
        history.undo();
        history.record(tick(9), "b");
        assert_eq!(history.redo(), None);
        assert_eq!(steps(&mut history), ["b"]);
    }

    #[test]
    fn an_edit_that_changes_nothing_is_no_step() {
        let mut history = History::default();
        history.record(tick(3), "a");
        history.undo();
        history.record(Edit::default(), "nothing");
        assert_eq!(history.next_redo(), Some("a"));
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut history = History::default();
        for nth in 0..MAX_STEPS + 5 {
            history.record(tick(nth), nth.to_string());
        }
        assert_eq!(steps(&mut history).last().map(String::as_str), Some("5"));
    }
}

//! Undo and redo: the edits that were made, newest last, and those that were taken back.

use std::borrow::Cow;

use crate::edit::Edit;

/// How many steps are kept.
const MAX_STEPS: usize = 1000;

/// What one action of the user did; undone as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// In the order in which they were made; each on the text that the one before made.
    pub edits: Vec<Edit>,
    /// What it did, as its verb is called: `tick`.
    pub label: Cow<'static, str>,
}

/// Whether a step is new, taken back or made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    Act,
    Undo,
    Redo,
}

impl Step {
    /// The step that takes this one back.
    #[must_use]
    pub fn invert(&self) -> Self {
        Self { edits: self.edits.iter().rev().map(Edit::invert).collect(), label: self.label.clone() }
    }

    /// The same step on the text that a change by another program made, and that change on the text that this step
    /// makes; none where both touch the same bytes.
    fn over(&self, foreign: &Edit) -> Option<(Self, Edit)> {
        let mut foreign = foreign.clone();
        let mut edits = Vec::with_capacity(self.edits.len());
        for edit in &self.edits {
            edits.push(edit.over(&foreign)?);
            foreign = foreign.over(edit)?;
        }
        Some((Self { edits, label: self.label.clone() }, foreign))
    }
}

/// The steps of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Why steps were given up, if any were.
    cut: Option<Cut>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// Another program changed the same text.
    Overlapping,
    /// Another program changed the file while no milepost had it open.
    Outdated,
}

impl History {
    /// No steps, as those that were kept are of a text that is not there any more.
    pub fn outdated() -> Self {
        Self { cut: Some(Cut::Outdated), ..Self::default() }
    }

    /// The steps that can be taken back, newest last, and those that can be made again, next one last.
    pub fn steps(&self) -> (&[Step], &[Step]) {
        (&self.done, &self.undone)
    }

    /// Follows a step that was made; one that changes nothing is none.
    pub fn follow(&mut self, step: Step, kind: ChangeKind) {
        match kind {
            ChangeKind::Act if step.edits.iter().all(Edit::is_empty) => {}
            ChangeKind::Act => self.record(step),
            ChangeKind::Undo => self.undone(),
            ChangeKind::Redo => self.redone(),
        }
    }

    /// Remembers a step that was made. What was taken back before can no longer be made again.
    pub fn record(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
        if self.done.len() > MAX_STEPS {
            self.done.remove(0);
        }
    }

    /// The step that takes the newest one back.
    pub fn undo_step(&self) -> Option<Step> {
        self.done.last().map(Step::invert)
    }

    /// The newest step that was taken back.
    pub fn redo_step(&self) -> Option<Step> {
        self.undone.last().cloned()
    }

    /// The newest step was taken back.
    pub fn undone(&mut self) {
        self.undone.extend(self.done.pop());
    }

    /// The newest step that was taken back was made again.
    pub fn redone(&mut self) {
        self.done.extend(self.undone.pop());
    }

    /// Why there are no more steps, if some were given up.
    pub fn why_cut(&self) -> Option<&'static str> {
        self.cut.map(|cut| match cut {
            Cut::Overlapping => "another program changed the text of the steps before",
            Cut::Outdated => "another program changed the file since the steps before",
        })
    }

    /// Moves all steps over a change that another program made to the present text. A step whose own bytes that
    /// change touched is given up, with those behind it.
    pub fn rebase(&mut self, foreign: &Edit) {
        let newest_first = |steps: &mut Vec<Step>, invert: bool| {
            let mut foreign = foreign.clone();
            let mut kept = Vec::with_capacity(steps.len());
            while let Some(step) = steps.pop() {
                let next = if invert { step.invert() } else { step };
                let Some((moved, beyond)) = next.over(&foreign) else {
                    steps.clear();
                    break;
                };
                kept.push(if invert { moved.invert() } else { moved });
                foreign = beyond;
            }
            kept.reverse();
            kept
        };
        let n_before = self.done.len() + self.undone.len();
        self.done = newest_first(&mut self.done, true);
        self.undone = newest_first(&mut self.undone, false);
        if self.done.len() + self.undone.len() < n_before {
            self.cut = Some(Cut::Overlapping);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::difference::difference;

    fn step(old: &str, new: &str) -> Step {
        Step { edits: vec![difference(old.as_bytes(), new.as_bytes())], label: "".into() }
    }

    fn apply(step: &Step, text: &str) -> String {
        let bytes =
            step.edits.iter().fold(text.as_bytes().to_vec(), |bytes, edit| edit.apply(&bytes).unwrap());
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn steps_are_taken_back_and_made_again_in_order() {
        let mut history = History::default();
        history.record(step("a\nb\n", "a\nB\n"));
        history.record(step("a\nB\n", "A\nB\n"));
        let undo = history.undo_step().unwrap();
        assert_eq!(apply(&undo, "A\nB\n"), "a\nB\n");
        history.undone();
        assert_eq!(apply(&history.redo_step().unwrap(), "a\nB\n"), "A\nB\n");
        history.record(step("a\nB\n", "a\nc\n"));
        assert_eq!(history.redo_step(), None);
    }

    #[test]
    fn undo_survives_a_change_elsewhere_even_of_one_line_changed_twice() {
        let mut history = History::default();
        history.record(step("a\nb\n", "a\nB\n"));
        history.record(step("a\nB\n", "a\nC\n"));
        history.rebase(&difference(b"a\nC\n", b"new\na\nC\n"));
        let undo = history.undo_step().unwrap();
        assert_eq!(apply(&undo, "new\na\nC\n"), "new\na\nB\n");
        history.undone();
        assert_eq!(apply(&history.undo_step().unwrap(), "new\na\nB\n"), "new\na\nb\n");
        assert_eq!(history.why_cut(), None);
    }

    #[test]
    fn a_step_whose_text_another_program_changed_is_given_up() {
        let mut history = History::default();
        history.record(step("a\nb\n", "A\nb\n"));
        history.record(step("A\nb\n", "A\nB\n"));
        history.rebase(&difference(b"A\nB\n", b"A\nX\n"));
        assert_eq!(history.undo_step(), None);
        assert!(history.why_cut().is_some());
    }
}

//! Undo and redo: the edits that were made, newest last, and those that were taken back.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::edit::{Edit, Splice};

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
            foreign = foreign.before(edit)?;
        }
        Some((Self { edits, label: self.label.clone() }, foreign))
    }

    /// The same for another step.
    fn over_step(&self, other: &Self) -> Option<(Self, Self)> {
        let mut moved = self.clone();
        let mut edits = Vec::with_capacity(other.edits.len());
        for edit in &other.edits {
            let (further, beyond) = moved.over(edit)?;
            moved = further;
            edits.push(beyond);
        }
        Some((moved, Self { edits, label: other.label.clone() }))
    }

    /// Whether both write the same bytes at the same places, or, without `places`, for the same bytes anywhere.
    fn writes_as(&self, other: &Self, places: bool) -> bool {
        let is_same = |(left, right): (&Splice, &Splice)| {
            left.old == right.old && left.new == right.new && (!places || left.span == right.span)
        };
        let is_same_edit = |(left, right): (&Edit, &Edit)| {
            let (left, right) = (left.splices(), right.splices());
            left.len() == right.len() && left.iter().zip(right).all(is_same)
        };
        self.edits.len() == other.edits.len() && self.edits.iter().zip(&other.edits).all(is_same_edit)
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

/// Why steps were given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cut {
    /// Another program changed the same text.
    Overlapping,
    /// Another program changed the file while no milepost had it open.
    Outdated,
    /// Where they were kept they cannot be read.
    Damaged,
    /// There was no more room.
    Forgotten,
}

impl History {
    /// No steps, as those that were kept were given up.
    pub fn given_up(cut: Cut) -> Self {
        Self { cut: Some(cut), ..Self::default() }
    }

    /// What was before the oldest step was given up.
    #[must_use]
    pub fn after_cut(self, cut: Option<Cut>) -> Self {
        Self { cut, ..self }
    }

    pub fn cut(&self) -> Option<Cut> {
        self.cut
    }

    /// The steps that can be taken back, newest last, and those that can be made again, next one last.
    pub fn steps(&self) -> (&[Step], &[Step]) {
        (&self.done, &self.undone)
    }

    /// Follows a step that was made, as it was written; one that changes nothing is none.
    ///
    /// What was taken back or made again need not be the newest step, as of one file two documents write one history
    /// each. It is the newest that writes just this once it is moved over those after it; they are then moved in turn.
    pub fn follow(&mut self, step: Step, kind: ChangeKind) {
        match kind {
            ChangeKind::Act if step.edits.iter().all(Edit::is_empty) => {}
            ChangeKind::Act => self.record(step),
            ChangeKind::Undo if take_out(&mut self.done, Step::invert, &step) => {
                self.undone.push(step.invert());
            }
            // Of a step that is not known, as if another program had written it.
            ChangeKind::Undo => step.edits.iter().for_each(|edit| self.rebase(edit)),
            ChangeKind::Redo if take_out(&mut self.undone, Step::clone, &step) => self.done.push(step),
            ChangeKind::Redo => self.record(step),
        }
    }

    /// Remembers a step that was made. What was taken back before can no longer be made again.
    pub fn record(&mut self, step: Step) {
        self.undone.clear();
        self.done.push(step);
        if self.done.len() > MAX_STEPS {
            self.done.remove(0);
            self.cut = Some(Cut::Forgotten);
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

    /// Why there are no more steps, if some were given up.
    pub fn why_cut(&self) -> Option<&'static str> {
        self.cut.map(|cut| match cut {
            Cut::Overlapping => "another program changed the text of the steps before",
            Cut::Outdated => "another program changed the file since the steps before",
            Cut::Damaged => "the kept history of the steps before could not be read",
            Cut::Forgotten => "the kept history ends here",
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

/// Takes the newest step out of `steps`, newest last, that writes just what was made, and moves those after it.
/// `next` gives the edits that a step of these will write: to take it back, or to make it again.
fn take_out(steps: &mut Vec<Step>, next: fn(&Step) -> Step, made: &Step) -> bool {
    for (index, step) in steps.iter().enumerate().rev() {
        let taken = next(step);
        if !taken.writes_as(made, false) {
            continue;
        }
        let later = steps.iter().skip(index + 1);
        let moved =
            later.map(|step| next(step).invert()).try_fold((taken, Vec::new()), |(taken, mut kept), step| {
                let (taken, moved) = taken.over_step(&step)?;
                kept.push(next(&moved.invert()));
                Some((taken, kept))
            });
        if let Some((taken, kept)) = moved
            && taken.writes_as(made, true)
        {
            steps.truncate(index);
            steps.extend(kept);
            return true;
        }
    }
    false
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
        history.follow(undo, ChangeKind::Undo);
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
        history.follow(undo, ChangeKind::Undo);
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

    /// As another document takes it back, which has only this one of the steps.
    fn taken_back(of: Step, foreign: &Edit) -> Step {
        let mut other = History::default();
        other.record(of);
        other.rebase(foreign);
        other.undo_step().unwrap()
    }

    #[test]
    fn another_step_than_the_newest_is_taken_back_and_made_again() {
        let texts = ["a\nb\nc\n", "a\nb\nC\n", "long\na\nb\nC\n"];
        let (first, second) = (step(texts[0], texts[1]), step(texts[1], texts[2]));
        let mut history = History::default();
        history.record(first.clone());
        history.record(second.clone());
        let undo = taken_back(first, &second.edits[0]);
        let without = apply(&undo, texts[2]);
        assert_eq!(without, "long\na\nb\nc\n");
        history.follow(undo, ChangeKind::Undo);
        assert_eq!(apply(&history.redo_step().unwrap(), &without), texts[2]);
        assert_eq!(apply(&history.undo_step().unwrap(), &without), texts[0]);
        assert_eq!((history.steps().0.len(), history.steps().1.len()), (1, 1));
        let (undo, redo) = (history.undo_step().unwrap(), history.redo_step().unwrap());
        history.follow(undo, ChangeKind::Undo);
        let redo = redo.over(&second.edits[0].invert()).unwrap().0;
        history.follow(redo, ChangeKind::Redo);
        assert_eq!(apply(&history.undo_step().unwrap(), texts[1]), texts[0]);
        assert_eq!(apply(&history.redo_step().unwrap(), texts[1]), texts[2]);
    }

    #[test]
    fn what_another_document_makes_again_is_a_step_though_it_is_not_known() {
        let mut history = History::default();
        history.record(step("a\nb\n", "A\nb\n"));
        history.follow(step("A\nb\n", "A\nB\n"), ChangeKind::Redo);
        assert_eq!(apply(&history.undo_step().unwrap(), "A\nB\n"), "A\nb\n");
        assert_eq!(history.steps().0.len(), 2);
    }

    #[test]
    fn what_was_taken_back_unknown_is_another_programs_change() {
        let mut history = History::default();
        history.record(step("a\nb\n", "A\nb\n"));
        history.record(step("A\nb\n", "A\nB\n"));
        history.follow(step("A\nB\n", "X\nB\n"), ChangeKind::Undo);
        assert_eq!(apply(&history.undo_step().unwrap(), "X\nB\n"), "X\nb\n");
        assert_eq!(history.steps().0.len(), 1);
        assert!(history.why_cut().is_some());
    }
}

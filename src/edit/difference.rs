//! What another program changed, as an [`Edit`]: whole lines.

use std::collections::HashSet;
use std::hash::Hash;
use std::ops::Range;

use similar::algorithms::{Capture, diff_slices};
use similar::{Algorithm, DiffOp};

use super::{Edit, Effect, Splice};
use crate::span::{Span, whole_lines as lines};

/// The edit that makes `new` of `old`.
pub fn difference(old: &[u8], new: &[u8]) -> Edit {
    difference_of_lines(old, new, lines)
}

/// The same, by what `lines` divides a text into.
pub fn difference_of_lines(old: &[u8], new: &[u8], lines: fn(&[u8]) -> Vec<&[u8]>) -> Edit {
    let old_lines = lines(old);
    let new_lines = lines(new);
    // Most changes are small: what is equal at both ends needs no comparison of all with all.
    let head = old_lines.iter().zip(&new_lines).take_while(|(left, right)| left == right).count();
    let rest = old_lines.len().min(new_lines.len()) - head;
    let tail = old_lines
        .iter()
        .rev()
        .zip(new_lines.iter().rev())
        .take(rest)
        .take_while(|(left, right)| left == right)
        .count();
    let old_middle = &old_lines[head..old_lines.len() - tail];
    let new_middle = &new_lines[head..new_lines.len() - tail];
    let old_starts = starts(&old_lines);
    let new_starts = starts(&new_lines);
    let splices = changed_runs(old_middle, new_middle).into_iter().map(|(old_run, new_run)| {
        let span = Span::new(old_starts[head + old_run.start], old_starts[head + old_run.end]);
        let new_span = new_starts[head + new_run.start]..new_starts[head + new_run.end];
        Splice { span, old: old[span.range()].to_vec(), new: new[new_span].to_vec() }
    });
    Edit::new(splices.collect(), Effect::default())
}

/// What is taken out and what is put in for it, in order and apart from each other. Not as
/// [`similar::capture_diff_slices`] has it, which moves the two together and leaves the places of some as they were.
pub(super) fn changed_runs<T: Hash + Eq + Ord>(old: &[T], new: &[T]) -> Vec<(Range<usize>, Range<usize>)> {
    // What is on one side alone stays nowhere; without it, a text of which each line changed costs no comparison of all
    // with all.
    let (of_old, of_new): (HashSet<&T>, HashSet<&T>) = (old.iter().collect(), new.iter().collect());
    let old_shared: Vec<usize> = (0..old.len()).filter(|&index| of_new.contains(&old[index])).collect();
    let new_shared: Vec<usize> = (0..new.len()).filter(|&index| of_old.contains(&new[index])).collect();
    let mut capture = Capture::new();
    let old_lines: Vec<&T> = old_shared.iter().map(|&index| &old[index]).collect();
    let new_lines: Vec<&T> = new_shared.iter().map(|&index| &new[index]).collect();
    let Ok(()) = diff_slices(Algorithm::Myers, &mut capture, &old_lines, &new_lines);
    let mut runs = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let ops = capture.into_ops();
    let equal = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. }));
    let stay = equal.flat_map(|op| op.old_range().zip(op.new_range()));
    let stay = stay.map(|(left, right)| (old_shared[left], new_shared[right]));
    for (left, right) in stay.chain([(old.len(), new.len())]) {
        if old_at < left || new_at < right {
            runs.push((old_at..left, new_at..right));
        }
        (old_at, new_at) = (left + 1, right + 1);
    }
    runs
}

/// Where each line begins, and where the last one ends.
fn starts(lines: &[&[u8]]) -> Vec<usize> {
    let mut at = 0;
    let mut starts = vec![0];
    starts.extend(lines.iter().map(|line| {
        at += line.len();
        at
    }));
    starts
}

impl Edit {
    /// The same edit on the text that `other`, made on the same text, makes; none where both touch the same bytes.
    pub fn over(&self, other: &Self) -> Option<Self> {
        self.moved_by(|span| moved(span, other))
    }

    /// The same, but where both put in bytes at one place, these stand first. So `one.over(two)` after `two` makes the
    /// text that `two.before(one)` makes after `one`.
    pub fn before(&self, other: &Self) -> Option<Self> {
        let is_apart =
            |span: Span| other.splices().iter().all(|splice| !span.is_empty() || splice.span != span);
        self.moved_by(|span| {
            if is_apart(span) {
                return moved(span, other);
            }
            let ahead = other.splices().iter().filter(|splice| splice.span.start < span.start);
            moved(span, &Self::new(ahead.cloned().collect(), other.effect))
        })
    }

    fn moved_by(&self, moved: impl Fn(Span) -> Option<Span>) -> Option<Self> {
        let move_splice = |splice: &Splice| Some(Splice { span: moved(splice.span)?, ..splice.clone() });
        let splices: Option<Vec<Splice>> = self.splices().iter().map(move_splice).collect();
        Some(Self { splices: splices?, effect: self.effect, remarks: self.remarks.clone() })
    }
}

/// Where some bytes are after an edit; none where the edit touches them.
pub fn moved(span: Span, edit: &Edit) -> Option<Span> {
    let mut shift = 0_i64;
    for splice in edit.splices() {
        if splice.span.end <= span.start {
            shift += splice.new.len() as i64 - splice.old.len() as i64;
        } else if splice.span.start >= span.end {
            break;
        } else {
            return None;
        }
    }
    let start = usize::try_from(i64::from(span.start) + shift).ok()?;
    Some(Span::new(start, start + span.len()))
}

/// What takes edits back that were made one after the other, each splice where it would stand in the text that all of
/// them make. Left out is what a later edit has changed again.
pub fn made(edits: &[Edit]) -> Vec<Splice> {
    let mut made = Vec::new();
    for (index, edit) in edits.iter().enumerate() {
        let later = edits.get(index + 1..).unwrap_or_default();
        made.extend(edit.invert().splices().iter().filter_map(|splice| {
            let span = later.iter().try_fold(splice.span, moved)?;
            Some(Splice { span, ..splice.clone() })
        }));
    }
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::ProptestConfig;
    use proptest::test_runner::RngSeed;

    #[test]
    fn a_difference_makes_the_new_of_the_old() {
        let cases =
            [("a\nb\nc\n", "a\nX\nc\nd"), ("", "a"), ("a\n", ""), ("a\nb\n", "a\nb\n"), ("x\n", "y\nx\n")];
        for (old, new) in cases {
            let edit = difference(old.as_bytes(), new.as_bytes());
            assert_eq!(edit.apply(old.as_bytes()).unwrap(), new.as_bytes());
            assert_eq!(edit.invert().apply(new.as_bytes()).unwrap(), old.as_bytes());
        }
    }

    #[test]
    fn a_difference_of_lines_that_are_often_the_same_makes_the_new_of_the_old() {
        check_difference(&lines_of("0000002120"), &lines_of("000001002222221000000"));
    }

    /// Compared all with all, this takes minutes.
    #[test]
    fn a_text_of_which_each_line_changed_is_compared_at_once() {
        let text = |line: &str| format!("{line}\n\n").repeat(20_000);
        let (old, new) = (text("-[ ] same"), text("- [ ] same"));
        check_difference(&old, &new);
        assert_eq!(difference(old.as_bytes(), new.as_bytes()).splices().len(), 20_000);
    }

    fn lines_of(chars: &str) -> String {
        chars.chars().map(|line| format!("{line}\n")).collect()
    }

    #[track_caller]
    fn check_difference(old: &str, new: &str) {
        let edit = difference(old.as_bytes(), new.as_bytes());
        assert_eq!(String::from_utf8(edit.apply(old.as_bytes()).unwrap()).unwrap(), new);
        let is_apart = edit.splices().is_sorted_by(|left, right| left.span.end < right.span.start);
        assert!(is_apart, "{edit:?}");
    }

    proptest::proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_difference_makes_the_new_of_the_old(
            old in "[abc]{0,30}",
            new in "[abc]{0,30}",
        ) {
            check_difference(&lines_of(&old), &lines_of(&new));
        }
    }

    #[test]
    fn an_edit_moves_over_a_change_elsewhere_and_not_over_one_of_its_bytes() {
        let old = b"- [ ] a\n- [ ] b\n";
        let tick = Edit::new(
            vec![Splice { span: Span::new(11, 12), old: b" ".to_vec(), new: b"x".to_vec() }],
            Effect::default(),
        );
        let before = difference(old, b"# New\n- [ ] a\n- [ ] b\n");
        let applied = tick.over(&before).unwrap().apply(b"# New\n- [ ] a\n- [ ] b\n").unwrap();
        assert_eq!(applied, b"# New\n- [ ] a\n- [x] b\n");
        assert_eq!(tick.over(&difference(old, b"- [ ] a\n- [/] b\n")), None);
    }

    #[test]
    fn two_edits_that_put_in_at_one_place_make_the_same_text_in_either_order() {
        let put_in = |new: &[u8]| {
            Edit::new(
                vec![Splice { span: Span::new(2, 2), old: Vec::new(), new: new.to_vec() }],
                Effect::default(),
            )
        };
        let (one, two) = (put_in(b"1\n"), put_in(b"2\n"));
        let two_first = one.over(&two).unwrap().apply(&two.apply(b"a\nb\n").unwrap()).unwrap();
        let one_first = two.before(&one).unwrap().apply(&one.apply(b"a\nb\n").unwrap()).unwrap();
        assert_eq!(two_first, b"a\n2\n1\nb\n");
        assert_eq!(one_first, two_first);
    }

    #[test]
    fn what_edits_made_one_after_the_other_stands_where_the_last_left_it() {
        let edit = |at: usize, old: &[u8], new: &[u8]| {
            let span = Span::new(at, at + old.len());
            Edit::new(vec![Splice { span, old: old.to_vec(), new: new.to_vec() }], Effect::default())
        };
        let edits = [edit(4, b"d", b"DD"), edit(0, b"", b"x\n"), edit(0, b"x", b"y")];
        let text = edits.iter().fold(b"abc\nd\n".to_vec(), |text, edit| edit.apply(&text).unwrap());
        assert_eq!(text, b"y\nabc\nDD\n");
        let places: Vec<&[u8]> = made(&edits).iter().map(|splice| &text[splice.span.range()]).collect();
        assert_eq!(places, [b"DD".as_slice(), b"y"], "the line that was put in is changed again");
    }
}

//! A roadmap before and after an edit → what became another.
//!
//! Looks at the items that the edit touched, not at all: the time goes by the edit. What was only moved or is only called
//! otherwise did not become another; a new name is told as one that left and one that came.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::What;
use crate::model::fields::Fields;
use crate::model::identity::name_of;
use crate::model::{Item, Level, Roadmap, Section, SectionKind, State};

/// What became another in the parts of a roadmap that were read again, which are as
/// [`Rereading::parts`](crate::model::Rereading::parts) has them.
///
/// Sections that come or go have no items that count.
pub fn compare(old: &Roadmap, parts: &[(&[Section], &[Section])]) -> Vec<What> {
    let mut changes = Vec::new();
    // The last part comes first in them.
    for (olds, news) in parts.iter().rev() {
        let first = olds.first().map_or(0, |first| old.index_of(first));
        for (index, (before, after)) in (first..).zip(olds.iter().zip(*news)) {
            if before.text != after.text {
                Pair { roadmap: old, index, before, after }.compare(&mut changes);
            }
        }
    }
    changes
}

/// A section of a roadmap, before and after.
#[derive(Clone, Copy)]
struct Pair<'a> {
    roadmap: &'a Roadmap,
    index: u32,
    before: &'a Section,
    after: &'a Section,
}

/// The state of an item that counts by itself, and that of one that does so through its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Values {
    counted: Option<State>,
    parent: Option<State>,
}

impl Pair<'_> {
    fn compare(self, changes: &mut Vec<What>) {
        let (olds, news) = self.touched();
        if self.has_same_names(&olds, &news) {
            self.add_states(olds.clone(), news.clone(), changes);
        } else {
            let (olds, news) = (with_below(self.before, &olds), with_below(self.after, &news));
            self.add_by_path(olds, news, changes);
        }
        if !matches!(self.before.kind, SectionKind::Resources | SectionKind::Journal) {
            self.add_levels(olds, news, changes);
        }
    }

    /// The items from the first that differs to the last.
    fn touched(self) -> (Range<u32>, Range<u32>) {
        let (olds, news) = (&self.before.items, &self.after.items);
        let (head, tail) = equal_ends(olds, news, |old, new| {
            (old.depth, self.values(old)) == (new.depth, self.values(new))
                && old.text(self.before) == new.text(self.after)
        });
        let range = |items: &[Item]| head as u32..(items.len() - tail) as u32;
        (range(olds), range(news))
    }

    fn has_same_names(self, olds: &Range<u32>, news: &Range<u32>) -> bool {
        let of = |section: &Section, item: u32| name_of(&section.items[item as usize], section);
        olds.len() == news.len()
            && olds.clone().zip(news.clone()).all(|(old, new)| of(self.before, old) == of(self.after, new))
    }

    /// Adds what is different of items that are all called as before.
    fn add_states(self, olds: Range<u32>, news: Range<u32>, changes: &mut Vec<What>) {
        let paths = self.roadmap.slug_paths_in(self.index, self.before, olds.clone());
        let pairs =
            self.before.items[olds.start as usize..].iter().zip(&self.after.items[news.start as usize..]);
        for (path, (old, new)) in paths.into_iter().zip(pairs) {
            changes.extend(state_changes(&path, self.values(old), self.values(new)));
        }
    }

    /// Adds what is different by the paths of items.
    fn add_by_path(self, olds: Range<u32>, news: Range<u32>, changes: &mut Vec<What>) {
        let values = |section: &Section, items: Range<u32>| {
            let paths = self.roadmap.slug_paths_in(self.index, section, items.clone());
            let values = section.items[items.start as usize..].iter().map(|item| self.values(item));
            paths.into_iter().zip(values).collect::<Vec<_>>()
        };
        let (olds, news) = (values(self.before, olds), values(self.after, news));
        let mut left: HashMap<&str, Values> =
            news.iter().map(|(path, value)| (path.as_str(), *value)).collect();
        for (path, from) in olds {
            let to = left.remove(path.as_str()).unwrap_or_default();
            changes.extend(state_changes(&path, from, to));
        }
        let new = news.iter().filter(|(path, _)| left.contains_key(path.as_str()));
        let come: Vec<What> =
            new.flat_map(|(path, to)| state_changes(path, Values::default(), *to)).collect();
        changes.extend(come);
    }

    fn values(self, item: &Item) -> Values {
        let rule = self.roadmap.rule();
        Values {
            counted: item.is_counted(rule).then_some(item.state),
            parent: item.counts_by_children(rule).then_some(item.state),
        }
    }

    /// Adds what is different of skills, which rows of matrices and items speak of.
    fn add_levels(self, olds: Range<u32>, news: Range<u32>, changes: &mut Vec<What>) {
        let (old_rows, new_rows) = (rows(self.before, self.index), rows(self.after, self.index));
        let (old_rows, new_rows) = without_equal_ends(&old_rows, &new_rows);
        let skills = |section: &Section, items: Range<u32>, rows: &[(Cow<'_, str>, Option<Level>)]| {
            let of_rows = rows.iter().map(|(cell, level)| (self.roadmap.skill_of_row(cell), *level));
            let items = &section.items[items.start as usize..items.end as usize];
            let rated = items.iter().filter_map(|item| Some((item, level(item, section)?)));
            let of_items =
                rated.map(|(item, level)| (self.roadmap.skill_of_item(item, section), Some(level)));
            of_rows.chain(of_items).filter(|(skill, _)| !skill.is_empty()).collect::<Vec<_>>()
        };
        let olds = skills(self.before, olds, old_rows);
        let mut news = skills(self.after, news, new_rows);
        let mut add = |skill, from, to| {
            if from != to {
                changes.push(What::Level { skill, from, to });
            }
        };
        for (skill, from) in olds {
            let at = news.iter().position(|(other, _)| *other == skill);
            let to = at.and_then(|at| news.remove(at).1);
            add(skill, from, to);
        }
        news.into_iter().for_each(|(skill, to)| add(skill, None, to));
    }
}

/// The items with all below them, whose paths their names are part of.
fn with_below(section: &Section, items: &Range<u32>) -> Range<u32> {
    let ends = section.items[items.start as usize..items.end as usize].iter().map(|item| item.end);
    items.start..ends.max().unwrap_or(items.end)
}

fn state_changes(path: &str, from: Values, to: Values) -> impl Iterator<Item = What> {
    // What has no box does not count, there or not.
    let boxed = |state: Option<State>| state.filter(|state| state.is_tracked());
    let is_other = |from, to| boxed(from) != boxed(to);
    let item = || path.to_owned();
    let counted = is_other(from.counted, to.counted).then(|| What::State {
        item: item(),
        from: from.counted,
        to: to.counted,
    });
    let parent = is_other(from.parent, to.parent).then(|| What::Parent {
        item: item(),
        from: from.parent,
        to: to.parent,
    });
    counted.into_iter().chain(parent)
}

/// The level that an item bears.
fn level(item: &Item, section: &Section) -> Option<Level> {
    let text = item.text(section);
    text.contains("::").then(|| Fields::read(text).level()).flatten()
}

/// The rows of a section's matrices: the skill's cell, and the level.
fn rows(section: &Section, index: u32) -> Vec<(Cow<'_, str>, Option<Level>)> {
    let tables = 0..section.tables.len() as u32;
    let matrices = tables.filter_map(|table| section.matrix(index, table));
    matrices.flat_map(|matrix| matrix.rows().map(move |row| (matrix.skill(row), matrix.level(row)))).collect()
}

fn without_equal_ends<'a, T: PartialEq>(old: &'a [T], new: &'a [T]) -> (&'a [T], &'a [T]) {
    let (head, tail) = equal_ends(old, new, |old, new| old == new);
    (&old[head..old.len() - tail], &new[head..new.len() - tail])
}

/// How many are the same at the beginning and at the end.
fn equal_ends<T>(old: &[T], new: &[T], is_same: impl Fn(&T, &T) -> bool) -> (usize, usize) {
    let is_same = |(old, new): &(&T, &T)| is_same(old, new);
    let head = old.iter().zip(new).take_while(is_same).count();
    let rest = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(rest).take_while(is_same).count();
    (head, tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Action, Change, Document, Target};
    use crate::edit::{Circumstances, Verb};
    use crate::model::{CellPlace, Place};
    use crate::settings::{Cascade, CountRule, Defaults};

    const CIRCUMSTANCES: Circumstances = Circumstances { today: jiff::civil::Date::constant(2026, 11, 22) };

    /// `path: from → to`
    fn told(changes: &[What]) -> Vec<String> {
        let told = changes.iter().map(|what| match what {
            What::State { item, from, to } => {
                let name = |state: &Option<State>| state.map_or("-", State::name);
                format!("{item}: {} → {}", name(from), name(to))
            }
            What::Parent { item, from, to } => {
                let name = |state: &Option<State>| state.map_or("-", State::name);
                format!("{item} above: {} → {}", name(from), name(to))
            }
            What::Level { skill, from, to } => {
                let number = |level: &Option<Level>| level.map_or(0, Level::number);
                format!("{skill}: {} → {}", number(from), number(to))
            }
        });
        told.collect()
    }

    fn open(text: &str) -> Document {
        Document::new(text.into(), Defaults::default())
    }

    fn item(document: &Document, words: &str) -> Target {
        let mut items = document.roadmap.items();
        let place = items.find(|(place, _)| document.roadmap.words(*place).starts_with(words)).unwrap().0;
        Target::Item(place)
    }

    fn make(document: &mut Document, change: &Change) -> Vec<String> {
        let prepared = document.prepare(change, CIRCUMSTANCES).unwrap();
        let changes = prepared.changes(document);
        document.commit(prepared);
        told(&changes)
    }

    fn act(document: &mut Document, target: Target, verb: Verb) -> Vec<String> {
        make(document, &Change::Act(vec![Action { target, verb }]))
    }

    /// What a verb at an item changes; and that taking it back changes the same back.
    #[track_caller]
    fn check(text: &str, words: &str, verb: Verb, changes: &[&str]) {
        let mut document = open(text);
        let target = item(&document, words);
        assert_eq!(act(&mut document, target, verb), changes);
        let back = |change: &&str| {
            let (name, states) = change.split_once(": ").unwrap();
            let (from, to) = states.split_once(" → ").unwrap();
            format!("{name}: {to} → {from}")
        };
        assert_eq!(sorted(make(&mut document, &Change::Undo)), sorted(changes.iter().map(back)));
        assert_eq!(
            sorted(make(&mut document, &Change::Redo)),
            sorted(changes.iter().map(ToString::to_string))
        );
    }

    fn sorted(changes: impl IntoIterator<Item = String>) -> Vec<String> {
        let mut sorted: Vec<String> = changes.into_iter().collect();
        sorted.sort();
        sorted
    }

    const LIST: &str = "# H [0/2]\n\n- [ ] p\n  - [ ] a\n  - [/] b ✅ 2026-11-20\n- c\n";

    #[test]
    fn a_state_is_told_by_its_item() {
        check(LIST, "a", Verb::SetState(State::Done), &["h/p/a: todo → done"]);
        check(LIST, "c", Verb::SetState(State::Done), &["h/c: untracked → done"]);
        check(LIST, "c", Verb::Track, &["h/c: untracked → todo"]);
        let mut document = open(LIST);
        let target = item(&document, "b");
        assert_eq!(act(&mut document, target, Verb::SetState(State::Doing)), [""; 0]);
    }

    #[test]
    fn a_parent_that_counts_through_its_children_has_a_state_of_another_sort() {
        check(LIST, "p", Verb::SetState(State::Doing), &["h/p above: todo → doing"]);
        check("- p\n  - [ ] a\n", "p", Verb::Track, &["p above: untracked → todo"]);
        check("- [ ] p\n  - [ ] a\n", "p", Verb::AddChild("b".into()), &["p/b: - → todo"]);
        let changes = ["p: done → -", "p above: - → done", "p/a: - → todo"];
        check("- [x] p\n", "p", Verb::AddChild("a".into()), &changes);
        let changes = ["p: - → done", "p above: done → -", "p/a: todo → -"];
        check("- [x] p\n  - [ ] a\n", "a", Verb::Delete, &changes);
    }

    #[test]
    fn a_cascade_is_told_whole() {
        let text = "- [ ] p\n  - [ ] a\n  - [x] b\n";
        let defaults = Defaults { cascade: Cascade::Both, count: CountRule::All, ..Defaults::default() };
        let mut document = Document::new(text.into(), defaults);
        let target = item(&document, "a");
        let changes = act(&mut document, target, Verb::SetState(State::Done));
        assert_eq!(changes, ["p: todo → done", "p/a: todo → done"]);
    }

    #[test]
    fn what_is_added_comes_and_what_is_deleted_leaves() {
        check(LIST, "b", Verb::AddBelow("x".into()), &["h/p/x: - → todo"]);
        check(LIST, "p", Verb::Delete, &["h/p above: todo → -", "h/p/a: todo → -", "h/p/b: doing → -"]);
        check(LIST, "c", Verb::Delete, &[]);
    }

    #[test]
    fn a_move_changes_nothing_and_other_words_are_another_name() {
        check(LIST, "p", Verb::MoveDown, &[]);
        check(LIST, "a", Verb::MoveDown, &[]);
        check(LIST, "a", Verb::SetNote("x".into()), &[]);
        check(LIST, "a", Verb::Reword("z".into()), &["h/p/a: todo → -", "h/p/z: - → todo"]);
        let changes = [
            "h/p above: todo → -",
            "h/p/a: todo → -",
            "h/p/b: doing → -",
            "h/q above: - → todo",
            "h/q/a: - → todo",
            "h/q/b: - → doing",
        ];
        check(LIST, "p", Verb::Reword("q".into()), &changes);
    }

    #[test]
    fn equals_are_told_apart() {
        let text = "# A\n\n- [ ] a\n- [ ] a\n\n# A\n\n- [ ] a\n- [ ] last\n";
        let mut document = open(text);
        let target = Target::Item(Place { section: 2, item: 0 });
        assert_eq!(act(&mut document, target, Verb::SetState(State::Done)), ["a/a~3: todo → done"]);
    }

    #[test]
    fn a_section_is_tracked_as_one_step() {
        let mut document = open("# P\n\n## A\n\n- a\n- [x] b\n\n## B\n\n- c\n");
        let verb = Verb::TrackSection { with_resources: false };
        let changes = act(&mut document, Target::Section(1), verb);
        assert_eq!(changes, ["p/a/a: untracked → todo", "p/b/c: untracked → todo"]);
    }

    const MATRIX: &str = "|Skill|Mid|Level|\n|-|-|-|\n|**Node.js** x|✅|2|\n|B|🔲||\n";

    #[test]
    fn a_level_is_told_by_its_skill() {
        let cell = |row| Target::Cell(CellPlace { section: 0, table: 0, row, column: 2 });
        let mut document = open(MATRIX);
        let rate = |level| Verb::SetLevel(Some(level));
        assert_eq!(act(&mut document, cell(1), rate(Level::Competent)), ["Node.js x: 2 → 3"]);
        assert_eq!(act(&mut document, cell(2), Verb::SetCell("expert".into())), ["B: 0 → 5"]);
        assert_eq!(act(&mut document, cell(2), Verb::AddBelow("C".into())), [""; 0]);
        assert_eq!(make(&mut document, &Change::Undo), [""; 0]);
        assert_eq!(make(&mut document, &Change::Undo), ["B: 5 → 0"]);
        assert_eq!(act(&mut document, cell(1), Verb::Delete), ["Node.js x: 3 → 0"]);
        let mut document = open("|Skill|Mid|\n|-|-|\n|A|✅|\n|B|✅|\n");
        let name = Target::Cell(CellPlace { section: 0, table: 0, row: 2, column: 0 });
        assert_eq!(act(&mut document, name, rate(Level::Novice)), ["B: 0 → 1"], "with a column of its own");
    }

    #[test]
    fn an_items_level_is_its_skills() {
        let text = "- [ ] **Testing**: all of it\n  - [ ] a\n";
        check(text, "**Testing**", Verb::SetLevel(Some(Level::Expert)), &["Testing: 0 → 5"]);
        let text = "- [x] Typing [level:: 3]\n";
        check(text, "Typing", Verb::SetLevel(None), &["Typing: 3 → 0"]);
        check("# Books\n\n- A\n", "A", Verb::SetLevel(Some(Level::Expert)), &[]);
    }

    #[test]
    fn of_several_actions_all_is_told_and_of_another_program_nothing() {
        let document = open("- [ ] a\n- [ ] b\n- [ ] c\n");
        let tick = |words| Action { target: item(&document, words), verb: Verb::SetState(State::Done) };
        let change = Change::Act(vec![tick("a"), tick("c")]);
        let prepared = document.prepare(&change, CIRCUMSTANCES).unwrap();
        assert_eq!(told(&prepared.changes(&document)), ["a: todo → done", "c: todo → done"]);
        let foreign = b"- [ ] new\n- [ ] a\n- [x] b\n- [ ] c\n";
        let prepared = document.prepare_on(foreign, &change, CIRCUMSTANCES).unwrap();
        assert_eq!(told(&prepared.changes(&document)), ["a: todo → done", "c: todo → done"]);
    }
}

//! Tests of what a timeline is gathered from.

use super::*;
use crate::settings::Defaults;
use jiff::ToSpan as _;
use jiff::civil::date;

const TODAY: Date = date(2026, 11, 30);

/// `22 a/b todo done`: on the 22nd, a second after the line before; with `+22` in the same instant as that;
/// of `^a` the state counts through its children.
fn changes(lines: &[&str]) -> Vec<Change> {
    let mut at = jiff::Timestamp::UNIX_EPOCH;
    let change = |line: &&str| {
        let [day, name, from, to] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let what = match name.strip_prefix('#') {
            Some(skill) => {
                let level = |number: &str| Level::of_number(number.parse().ok()?);
                What::Level { skill: skill.to_owned(), from: level(from), to: level(to) }
            }
            None => {
                let (from, to) = (State::of_name(from), State::of_name(to));
                match name.strip_prefix('^') {
                    Some(item) => What::Parent { item: item.to_owned(), from, to },
                    None => What::State { item: name.to_owned(), from, to },
                }
            }
        };
        at += i64::from(!day.starts_with('+')).seconds();
        Change { at, date: date(2026, 11, day.parse().unwrap()), what }
    };
    lines.iter().map(change).collect()
}

/// `22: 3 changes, 1 done, 4/5` for each day, and `words since 22` for each item of which that is known.
fn gathered(text: &str, lines: &[&str]) -> Vec<String> {
    let roadmap = Roadmap::read(text.into(), Defaults::default());
    let timeline = Timeline::gather(&roadmap, &changes(lines), TODAY);
    let day = |day: &Day| {
        let Day { date, n_changes, n_done, met, of } = *day;
        format!("{}: {n_changes} changes, {n_done} done, {met}/{of}", date.day())
    };
    let since = |(place, date): &(Place, Date)| {
        let words = roadmap.words(*place);
        let end = words.find(' ').unwrap_or(words.len());
        format!("{} since {}", words.get(..end).unwrap(), date.day())
    };
    timeline.days.iter().map(day).chain(timeline.since.iter().map(since)).collect()
}

#[test]
fn each_day_is_followed_back_from_now() {
    let text = "- [x] a\n- [/] b\n- [x] c\n- [ ] d\n- [x] e\n";
    let lines = [
        "20 a todo doing",
        "21 gone done -",
        "21 d - todo",
        "22 a doing done",
        "22 b todo doing",
        "22 c done todo",
        "22 c todo done",
        "23 #S 2 3",
    ];
    let told = [
        "20: 1 changes, 0 done, 3/5",
        "21: 2 changes, 0 done, 2/5",
        "22: 4 changes, 1 done, 3/5",
        "23: 1 changes, 0 done, 3/5",
        "a since 22",
        "b since 22",
        "d since 21",
    ];
    assert_eq!(gathered(text, &lines), told);
}

#[test]
fn without_changes_there_are_the_dates_in_the_file() {
    let text = "- [x] a ✅ 2026-11-20\n- [/] b 🛫 2026-11-21\n- [ ] c ➕ 2026-11-22\n- [x] d [completion:: 2026-11-22] [created:: 2026-11-20]\n- [x] e\n- [ ] f ✅ 2026-11-20 🛫 2026-11-20\n- [x] g ✅ 2026-12-01\n";
    let told = [
        "20: 2 changes, 1 done, 3/6",
        "22: 2 changes, 1 done, 4/7",
        "a since 20",
        "b since 21",
        "c since 22",
        "d since 22",
    ];
    assert_eq!(gathered(text, &[]), told);
}

#[test]
fn dates_in_the_file_win() {
    let text = "- [x] a ✅ 2026-11-20 ➕ 2026-11-18\n";
    let told = [
        "18: 1 changes, 0 done, 0/1",
        "19: 1 changes, 0 done, 0/1",
        "20: 1 changes, 1 done, 1/1",
        "a since 20",
    ];
    assert_eq!(gathered(text, &["17 a - todo", "19 a todo doing", "22 a doing done"]), told);
    let parent = "- [/] p 🛫 2026-11-20\n  - [ ] a\n";
    assert_eq!(gathered(parent, &[]), ["p since 20"], "it is not counted by itself");
}

#[test]
fn a_start_that_was_planned_tells_nothing_where_the_beginning_was_seen() {
    let text = "- [/] a 🛫 2026-11-01\n";
    let told = ["20: 1 changes, 0 done, 0/1", "a since 20"];
    assert_eq!(gathered(text, &["20 a todo doing"]), told);
    assert_eq!(gathered(text, &[]), ["a since 1"], "and is no active day");
    let told = ["20: 1 changes, 0 done, 0/1", "a since 1"];
    assert_eq!(gathered(text, &["20 a - doing"]), told, "it came as one that was begun before");
    assert_eq!(gathered("- [/] p [start:: 2026-11-01]\n  - [ ] a\n", &["20 ^p todo doing"])[1], "p since 20");
}

#[test]
fn a_parents_state_is_activity_and_counts_for_nothing() {
    let text = "- [/] p\n  - [ ] a\n  - [x] b\n";
    let told = ["19: 1 changes, 0 done, 1/2", "20: 2 changes, 0 done, 1/2", "p since 20"];
    assert_eq!(gathered(text, &["19 ^p doing todo", "20 ^p todo done", "20 ^p done doing"]), told);
    let lines = ["18 p todo doing", "20 p doing -", "+20 ^p - doing", "+20 p/a - todo"];
    let told = ["18: 1 changes, 0 done, 1/2", "20: 2 changes, 0 done, 1/2", "p since 18", "a since 20"];
    assert_eq!(gathered(text, &lines), told, "it was begun before it had parts");
    let renamed = ["18 ^o todo doing", "20 ^o doing -", "+20 ^p - doing"];
    assert_eq!(gathered(text, &renamed), ["18: 1 changes, 0 done, 1/2", "p since 18"]);
    let done = "- [x] p ✅ 2026-11-20\n  - [x] a\n";
    assert_eq!(gathered(done, &["22 ^p todo done"]), ["20: 1 changes, 0 done, 1/1", "p since 20"]);
}

#[test]
fn what_went_to_and_fro_on_a_day_was_changed() {
    let lines = ["20 a done todo", "20 a todo done"];
    assert_eq!(gathered("- [x] a\n", &lines), ["20: 2 changes, 0 done, 1/1"]);
    let since_before = ["18: 1 changes, 1 done, 1/1", "20: 2 changes, 0 done, 1/1", "a since 18"];
    assert_eq!(gathered("- [x] a\n", &[&["18 a todo done"], &lines[..]].concat()), since_before);
    assert_eq!(
        gathered("- [x] a\n", &["20 a done done"]),
        ["20: 1 changes, 0 done, 1/1"],
        "a record made smaller"
    );
    let levels = ["20 #S 1 2", "20 #S 2 1"];
    assert_eq!(gathered("- [ ] a\n", &levels), ["20: 2 changes, 0 done, 0/1"]);
    let again = ["18 a todo done", "20 a done todo", "20 a todo done"];
    let told = ["18: 1 changes, 0 done, 0/1", "20: 2 changes, 1 done, 1/1", "a since 20"];
    assert_eq!(gathered("- [x] a ✅ 2026-11-20\n", &again), told);
}

#[test]
fn what_git_knows_later_is_not_told_again() {
    let text = "- [x] a\n- [ ] b\n";
    let record = ["20 a todo doing", "20 a doing done", "21 b todo done", "22 b done todo"];
    let both = [&record[..], &["23 a todo done", "24 b - todo"]].concat();
    assert_eq!(gathered(text, &both), gathered(text, &record));
    let unticked_elsewhere = ["20 a todo done", "22 a done todo", "23 a todo done"];
    assert_eq!(
        gathered("- [x] a\n", &unticked_elsewhere)[1..3],
        ["22: 1 changes, 0 done, 0/1", "23: 1 changes, 1 done, 1/1"]
    );
}

#[test]
fn what_a_roadmap_begins_with_was_not_done_on_its_first_day() {
    let text = "- [x] a\n- [x] b\n- [x] c ✅ 2026-11-20\n";
    let told = gathered(text, &["20 a - done", "20 c - done", "21 b - done"]);
    assert_eq!(told[..2], ["20: 2 changes, 1 done, 2/2", "21: 1 changes, 1 done, 3/3"]);
}

#[test]
fn what_is_ticked_again_and_again_was_done_when_it_was_ticked_last() {
    let n_done = |text: &str, lines: &[&str]| -> Vec<(i8, u32)> {
        let roadmap = Roadmap::read(text.into(), Defaults::default());
        let days = Timeline::gather(&roadmap, &changes(lines), TODAY).days;
        days.iter().filter(|day| day.n_done > 0).map(|day| (day.date.day(), day.n_done)).collect()
    };
    let lines = ["1 a todo done", "2 a done todo", "3 a todo done", "4 a done doing", "5 a doing done"];
    assert_eq!(n_done("- [x] a\n", &lines), [(5, 1)]);
    assert_eq!(n_done("- [/] a\n", &lines[..4]), [], "it is not done any more");
    assert_eq!(n_done("- [ ] a\n", &lines), [], "nor where nobody saw that");
    assert_eq!(n_done("", &lines), [(5, 1)], "it was done when it left");
    assert_eq!(n_done("", &[&lines[..4], &["5 a doing -"]].concat()), []);
    let back = ["1 b - todo", "2 a todo done", "3 a done -", "4 a - done"];
    assert_eq!(n_done("- [x] a\n- [ ] b\n", &back), [(2, 1)], "it was away for a while");
}

#[test]
fn the_day_on_which_something_was_added_is_not_that_on_which_it_was_done() {
    assert_eq!(gathered("- [x] a ➕ 2026-11-20\n- [x] b [created:: 2026-11-21]\n", &[]), [""; 0]);
    let todo = "- [x] a ➕ 2026-11-20\n- [ ] b ➕ 2026-11-21\n";
    assert_eq!(gathered(todo, &[]), ["21: 1 changes, 0 done, 1/2", "b since 21"]);
    let told = ["20: 1 changes, 0 done, 0/1", "22: 1 changes, 1 done, 1/1", "a since 22"];
    assert_eq!(gathered("- [x] a ➕ 2026-11-20\n", &["22 a todo done"]), told);
    let on_one_day = ["20: 1 changes, 1 done, 1/1", "a since 20"];
    assert_eq!(gathered("- [x] a ➕ 2026-11-20 ✅ 2026-11-20\n", &[]), on_one_day);
}

#[test]
fn a_new_name_is_no_change() {
    let text = "# New\n\n- [x] a\n- [/] b\n- [x] reworded\n";
    let told = ["20: 1 changes, 1 done, 2/3", "21: 1 changes, 0 done, 2/3", "a since 20", "b since 21"];
    let lines = [
        "20 old/a todo done",
        "21 old/b todo doing",
        "22 old/a done -",
        "+22 old/b doing -",
        "+22 old/words done -",
        "+22 new/a - done",
        "+22 new/b - doing",
        "+22 new/words - done",
        "23 new/words done -",
        "+23 new/reworded - done",
    ];
    assert_eq!(gathered(text, &lines), told);
    assert_eq!(gathered(text, &lines[..2]), told, "the heading was changed elsewhere");
}

#[test]
fn who_tells_by_the_old_name_and_who_tells_by_the_new_one_tell_of_one_thing() {
    let text = "# New\n\n- [x] a\n- [ ] b\n";
    let git = ["1 new/a - todo", "1 new/b - todo", "23 new/a todo done"];
    let record = ["20 old/a todo done", "22 old/a done -", "+22 new/a - done"];
    let told = ["1: 2 changes, 0 done, 0/2", "20: 1 changes, 1 done, 1/2", "a since 20", "b since 1"];
    let mut both = changes(&[&git[..2], &record[..], &git[2..]].concat());
    let roadmap = Roadmap::read(text.into(), Defaults::default());
    assert_eq!(gathered(text, &[&git[..2], &record[..], &git[2..]].concat()), told);
    assert_eq!(gathered(text, &[&git[..2], &record[..1], &git[2..]].concat()), told, "renamed elsewhere");
    both.reverse();
    assert_eq!(Timeline::gather(&roadmap, &both, TODAY).days.len(), 2);
}

#[test]
fn what_came_for_something_that_left_is_not_done_by_that() {
    let text = "# New\n\n- [x] other\n- [x] words\n- [x] more\n";
    let lines = [
        "20 a/one done -",
        "+20 a/two done -",
        "+20 new/other - done",
        "+20 new/words - done",
        "+20 new/more - done",
    ];
    assert_eq!(gathered(text, &lines)[0], "20: 5 changes, 1 done, 3/3");
}

#[test]
fn what_nobody_saw_makes_no_day_of_its_own() {
    assert_eq!(
        gathered("- [x] a\n- [ ] b\n", &["20 a todo doing", "21 b todo done"]),
        ["20: 1 changes, 0 done, 1/2", "21: 1 changes, 0 done, 1/2"]
    );
    assert_eq!(
        gathered("- [ ] a\n", &["20 a todo doing", "20 a doing todo"]),
        ["20: 2 changes, 0 done, 0/1"]
    );
    assert_eq!(gathered("", &["20 a todo done"]), ["20: 1 changes, 1 done, 0/0"]);
    assert_eq!(gathered("- p\n  - [ ] a\n", &["20 p - untracked", "21 p untracked -"]), [""; 0]);
}

#[test]
fn what_is_of_tomorrow_is_of_today() {
    let roadmap = Roadmap::read("- [x] a\n".into(), Defaults::default());
    let mut told = changes(&["22 a todo done"]);
    told[0].date = date(2026, 12, 2);
    let timeline = Timeline::gather(&roadmap, &told, TODAY);
    assert_eq!(timeline.days, [Day { date: TODAY, n_changes: 1, n_done: 1, met: 1, of: 1 }]);
    assert_eq!(timeline.since, [(Place { section: 0, item: 0 }, TODAY)]);
}

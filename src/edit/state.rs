//! Sets an item's state: one character, and what goes with it.

use super::lines::Lines;
use super::{Circumstances, Edit, Effect, Splice, cascade, counters, dates, field, track, verify};
use crate::error::Error;
use crate::model::{Item, Place, Roadmap, State};
use crate::settings::{Defaults, StateSet};

/// `- [ ] a` → `- [x] a`, `- a` → `- [x] a`
///
/// With dates, `- [x] a ✅ 2026-11-22`; where only GitHub's states are written, `- [ ] a [status:: doing]`.
pub(super) fn set(
    roadmap: &Roadmap,
    place: Place,
    state: State,
    circumstances: Circumstances,
) -> Result<Edit, Error> {
    if state.char().is_none() {
        return Err(Error::new("set the state", format!("{} is no state that can be set", state.name()))
            .hint("use todo, doing, done, skipped or deferred"));
    }
    if roadmap.item(place).state == state {
        return Ok(Edit::default());
    }
    let settings = roadmap.settings();
    let lines = Lines::of(roadmap, place.section);
    let mut writer = Writer { lines, settings, circumstances, edit: Vec::new(), remarks: Vec::new() };
    let changes = cascade::changes(lines.section, place.item, state, settings.cascade);
    let mut effect = Effect { states: changes.len() as u32, ..Effect::default() };
    for (&index, &state) in &changes {
        let item = lines.item(index);
        effect.boxes += i32::from(item.mark.is_none());
        writer.write(item, state)?;
    }
    let Writer { edit, remarks, .. } = writer;
    let edit = Edit { remarks, ..Edit::new(edit, effect) };
    // Even one character can turn a text into another: a label of a link, an item that ends sooner without words
    // behind its box, a line that a field is taken out of.
    verify::check(roadmap, &edit, place.section, |section| {
        changes.iter().all(|(&index, state)| section.items[index as usize].state == *state)
    })?;
    counters::keep_right(roadmap, edit, place.item)
}

struct Writer<'a> {
    lines: Lines<'a>,
    settings: Defaults,
    circumstances: Circumstances,
    edit: Vec<Splice>,
    remarks: Vec<String>,
}

impl Writer<'_> {
    fn write(&mut self, item: &Item, state: State) -> Result<(), Error> {
        let lines = self.lines;
        let is_github = self.settings.states == StateSet::Github;
        let char = match state.char() {
            Some(char) if !is_github => char,
            _ if state == State::Done => 'x',
            _ => ' ',
        };
        match item.mark {
            Some(mark) => {
                let expected = format!("[{}]", mark.char);
                if lines.bytes.get(mark.span().range()) != Some(expected.as_bytes()) {
                    return Err(Error::new("set the state", "the item's box is not where it was read")
                        .hint("open the file again"));
                }
                self.edit.push(lines.splice(mark.char_span().range(), char.to_string()));
            }
            None => {
                let at = track::box_place(&lines, item)?;
                self.edit.push(lines.insertion(at, format!("[{char}] ")));
            }
        }
        self.write_status(item, state, is_github);
        if state == State::Done {
            let date = dates::write(&lines, item, self.settings.done_date, self.circumstances.today);
            self.edit.extend(date);
            if dates::repeats(&lines, item) {
                self.remarks.push("this item repeats, and milepost does not add its next one".to_owned());
            }
        } else if item.state == State::Done {
            self.edit.extend(dates::remove(&lines, item));
        }
        Ok(())
    }

    /// Keeps `[status:: …]` in agreement with the box.
    fn write_status(&mut self, item: &Item, state: State, is_github: bool) {
        let lines = self.lines;
        let is_kept = is_github && !matches!(state, State::Todo | State::Done);
        let mut statuses = field::statuses(&lines, item);
        if is_kept {
            let text = format!("[status:: {}]", state.name());
            if statuses.is_empty() {
                return self.edit.push(field::put_before_dates(&lines, item, &text));
            }
            let first = statuses.remove(0).span.shifted(item.text.start as usize);
            let is_round = lines.bytes.get(first.start as usize) == Some(&b'(');
            let text = if is_round { format!("(status:: {})", state.name()) } else { text };
            self.edit.push(lines.splice(first.range(), text));
        }
        self.edit.extend(statuses.iter().map(|status| field::take_out(&lines, item, status.span)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::Verb;
    use crate::edit::testing::{DEFAULTS, check, check_with, circumstances, read_marked, refused};
    use crate::settings::{Cascade, DoneDate};

    const DONE: Verb = Verb::SetState(State::Done);
    const TODO: Verb = Verb::SetState(State::Todo);

    #[test]
    fn tick_changes_one_byte() {
        check("- [ ] ‸a\n- [ ] b\n", &DONE, "- [x] a\n- [ ] b\n");
        let (roadmap, place) = read_marked("- [ ] ‸a", DEFAULTS);
        assert_eq!(DONE.edit(&roadmap, place, circumstances()).unwrap().bytes_written(), 1);
    }

    #[test]
    fn tick_keeps_everything_around() {
        check("- [ ] a\r\n\r\n- [ ] ‸b  \r\n", &DONE, "- [ ] a\r\n\r\n- [x] b  \r\n");
        check("-\t[ ]\t‸a\n\t- [ ] b", &DONE, "-\t[x]\ta\n\t- [ ] b");
        check("1) [ ] a\n2) [ ] ‸b", &DONE, "1) [ ] a\n2) [x] b");
        check("> - [ ] a\n>   - [ ] ‸b\n>\n", &DONE, "> - [ ] a\n>   - [x] b\n>\n");
        check("\u{feff}- [ ] ‸a\n", &DONE, "\u{feff}- [x] a\n");
        check("---\ntitle: T\n---\n* [ ] ‸a\n", &DONE, "---\ntitle: T\n---\n* [x] a\n");
        check("# H\n\n- a\n    - b\n        - [ ] ‸c", &DONE, "# H\n\n- a\n    - b\n        - [x] c");
    }

    #[test]
    fn every_state_has_its_character() {
        for (state, after) in [
            (State::Doing, "- [/] a"),
            (State::Skipped, "- [-] a"),
            (State::Deferred, "- [>] a"),
            (State::Done, "- [x] a"),
        ] {
            check("- [ ] ‸a", &Verb::SetState(state), after);
        }
        check("- [X] ‸a", &TODO, "- [ ] a");
        check("- [?] ‸a", &TODO, "- [ ] a");
    }

    #[test]
    fn a_state_that_is_there_changes_nothing() {
        for text in ["- [X] ‸a", "- [ ] a\n- [x] ‸b ✅ 2026-01-01"] {
            check(text, &DONE, &text.replace('‸', ""));
        }
        check("- [o] ‸a", &Verb::SetState(State::Doing), "- [o] a");
    }

    #[test]
    fn an_untracked_item_gets_its_box_and_state() {
        check("- a\n    \n- ‸b\n    \n", &DONE, "- a\n    \n- [x] b\n    \n");
        check("- ‸\\[ ] a", &Verb::SetState(State::Doing), "- [/] \\[ ] a");
        refused("- ‸# a", &DONE, "heading");
        refused("-‸\n", &DONE, "no text");
    }

    #[test]
    fn what_is_no_state_is_refused() {
        refused("- [ ] ‸a", &Verb::SetState(State::Other), "no state");
        refused("- [ ] ‸a", &Verb::SetState(State::Untracked), "no state");
        refused("- [ ] ‸a\n\n[/]: http://a.b\n", &Verb::SetState(State::Doing), "other items or boxes");
    }

    #[test]
    fn github_states_are_kept_as_a_field() {
        let github = |state, before, after| {
            let defaults = Defaults { states: StateSet::Github, ..DEFAULTS };
            check_with(defaults, before, &Verb::SetState(state), after);
        };
        github(State::Doing, "- [ ] ‸a", "- [ ] a [status:: doing]");
        github(State::Doing, "- [x] ‸a #t 📅 2026-01-02 ^b", "- [ ] a #t [status:: doing] 📅 2026-01-02 ^b");
        github(State::Skipped, "- [ ] ‸a [status:: doing] b", "- [ ] a [status:: skipped] b");
        github(State::Skipped, "- [ ] ‸a (status:: doing)", "- [ ] a (status:: skipped)");
        github(State::Done, "- [ ] ‸a [status:: doing]\n", "- [x] a\n");
        github(State::Todo, "- [ ] ‸a [status:: doing] 📅 2026-01-02\n", "- [ ] a 📅 2026-01-02\n");
        github(State::Done, "- [/] ‸a", "- [x] a");
        github(State::Deferred, "- ‸a", "- [ ] a [status:: deferred]");
    }

    #[test]
    fn a_status_field_never_contradicts_the_box() {
        check("- [ ] ‸a [status:: doing]", &DONE, "- [x] a");
        check("- [ ] ‸a [status:: open]", &DONE, "- [x] a [status:: open]");
    }

    fn dated(form: DoneDate, verb: &Verb, before: &str, after: &str) {
        check_with(Defaults { done_date: form, ..DEFAULTS }, before, verb, after);
    }

    #[test]
    fn a_done_date_goes_behind_all_but_the_block_id() {
        dated(DoneDate::Tasks, &DONE, "- [ ] ‸a", "- [x] a ✅ 2026-11-22");
        dated(
            DoneDate::Tasks,
            &DONE,
            "- [ ] ‸a #t 📅 2026-01-02 ^b  \n",
            "- [x] a #t 📅 2026-01-02 ✅ 2026-11-22 ^b  \n",
        );
        dated(DoneDate::Tasks, &DONE, "- [ ] ‸a\r\n  more\r\n", "- [x] a ✅ 2026-11-22\r\n  more\r\n");
        dated(DoneDate::Tasks, &DONE, "- [ ] ‸a\\\n  more", "- [x] a ✅ 2026-11-22\\\n  more");
        dated(DoneDate::Dataview, &DONE, "- ‸a", "- [x] a [completion:: 2026-11-22]");
        dated(DoneDate::Tasks, &DONE, "- [ ] ‸a ✅ 2026-01-01", "- [x] a ✅ 2026-01-01");
    }

    #[test]
    fn a_done_date_goes_when_the_item_is_open_again() {
        dated(DoneDate::Off, &TODO, "- [x] ‸a ✅ 2026-01-01 ^b", "- [ ] a ^b");
        dated(DoneDate::Off, &TODO, "- [x] ‸a [completion:: 2026-01-01]\n", "- [ ] a\n");
        dated(DoneDate::Tasks, &Verb::SetState(State::Skipped), "- [x] ‸a ✅ 2026-01-01", "- [-] a");
        dated(DoneDate::Tasks, &TODO, "- [x] ‸a", "- [ ] a");
    }

    #[test]
    fn a_file_that_dates_its_items_is_followed() {
        dated(
            DoneDate::Off,
            &DONE,
            "- [x] a ✅ 2026-01-01\n- [ ] ‸b",
            "- [x] a ✅ 2026-01-01\n- [x] b ✅ 2026-11-22",
        );
        let dataview = "- [x] a [completion:: 2026-01-01]\n";
        dated(
            DoneDate::Off,
            &DONE,
            &format!("{dataview}- [ ] ‸b"),
            &format!("{dataview}- [x] b [completion:: 2026-11-22]"),
        );
    }

    #[test]
    fn a_repeating_item_is_ticked_with_a_remark() {
        let (roadmap, place) = read_marked("- [ ] ‸a 🔁 every week", DEFAULTS);
        assert_eq!(DONE.edit(&roadmap, place, circumstances()).unwrap().remarks.len(), 1);
        let (roadmap, place) = read_marked("- [ ] ‸a", DEFAULTS);
        assert_eq!(DONE.edit(&roadmap, place, circumstances()).unwrap().remarks.len(), 0);
    }

    fn cascaded(cascade: Cascade, verb: &Verb, before: &str, after: &str) {
        check_with(Defaults { cascade, ..DEFAULTS }, before, verb, after);
    }

    #[test]
    fn nothing_cascades_by_default() {
        check("- [ ] a\n  - [ ] ‸b\n", &DONE, "- [ ] a\n  - [x] b\n");
    }

    #[test]
    fn cascade_up_ticks_the_parents_of_the_last_child() {
        let up = |verb, before, after| cascaded(Cascade::Up, verb, before, after);
        up(
            &DONE,
            "- [ ] a\n  - [ ] b\n    - [x] c\n    - [ ] ‸d\n",
            "- [x] a\n  - [x] b\n    - [x] c\n    - [x] d\n",
        );
        up(&DONE, "- [ ] a\n  - [ ] ‸b\n  - [ ] c\n", "- [ ] a\n  - [x] b\n  - [ ] c\n");
        up(&DONE, "- [ ] a\n  - [ ] ‸b\n  - [-] c\n  - d\n", "- [x] a\n  - [x] b\n  - [-] c\n  - d\n");
        up(&DONE, "- [ ] a\n  - ‸b\n", "- [x] a\n  - [x] b\n");
        up(&DONE, "- a\n  - [ ] ‸b\n", "- a\n  - [x] b\n");
        up(&TODO, "- [x] a\n  - [x] ‸b\n  - [x] c\n", "- [ ] a\n  - [ ] b\n  - [x] c\n");
        up(&Verb::SetState(State::Skipped), "- [ ] a\n  - [ ] ‸b\n", "- [ ] a\n  - [-] b\n");
        up(&DONE, "- [ ] ‸a\n  - [ ] b\n", "- [x] a\n  - [ ] b\n");
    }

    #[test]
    fn what_the_user_says_of_a_parent_stands_against_what_is_below_it() {
        for cascade in [Cascade::Off, Cascade::Up] {
            let check = |before, after| cascaded(cascade, &TODO, before, after);
            check("- [x] ‸a\n  - [x] b\n  - [x] c\n", "- [ ] a\n  - [x] b\n  - [x] c\n");
            check("- [x] ‸a\n  - [x] b\n    - [x] c\n", "- [ ] a\n  - [x] b\n    - [x] c\n");
        }
        // And what stands above an item that was opened again is not done.
        cascaded(
            Cascade::Up,
            &TODO,
            "- [x] a\n  - [x] ‸b\n    - [x] c\n",
            "- [ ] a\n  - [ ] b\n    - [x] c\n",
        );
    }

    #[test]
    fn cascade_down_gives_children_the_state() {
        let down = |verb, before, after| cascaded(Cascade::Down, verb, before, after);
        down(
            &DONE,
            "- [ ] ‸a\n  - [/] b\n    - c\n  - [?] d\n- [ ] e\n",
            "- [x] a\n  - [x] b\n    - c\n  - [?] d\n- [ ] e\n",
        );
        down(&DONE, "- [ ] a\n  - [ ] ‸b\n", "- [ ] a\n  - [x] b\n");
        cascaded(
            Cascade::Both,
            &DONE,
            "- [ ] a\n  - [ ] ‸b\n    - [ ] c\n",
            "- [x] a\n  - [x] b\n    - [x] c\n",
        );
    }

    #[test]
    fn the_parent_is_offered_once_all_below_it_is_done() {
        let offered = |text| {
            let (roadmap, place) = read_marked(text, DEFAULTS);
            cascade::parent_offered(&roadmap, place).map(|place| place.item)
        };
        assert_eq!(offered("- [ ] a\n  - [x] b\n  - [x] ‸c\n"), Some(0));
        assert_eq!(offered("- [ ] a\n  - b\n    - [x] ‸c\n"), Some(0));
        assert_eq!(offered("- [ ] a\n  - [ ] b\n  - [x] ‸c\n"), None);
        assert_eq!(offered("- [x] a\n  - [x] ‸c\n"), None);
        assert_eq!(offered("- a\n  - [x] ‸c\n"), None);
        assert_eq!(offered("- [ ] a\n  - [ ] ‸c\n"), None);
    }

    #[test]
    fn counters_are_kept_right_in_the_same_edit() {
        check(
            "# T [1/3]\n\n## A [33%] ##\n\n- [ ] p [1/2]: [1/2] #t\n  - [ ] ‸b\n  - [x] c\n\n## B [0/1]\n- [ ] d\n",
            &DONE,
            "# T [2/3]\n\n## A [100%] ##\n\n- [ ] p [1/2]: [2/2] #t\n  - [x] b\n  - [x] c\n\n## B [0/1]\n- [ ] d\n",
        );
        check("- [ ] p [9/9]\n  - [ ] ‸b\n", &Verb::SetState(State::Doing), "- [ ] p [9/9]\n  - [/] b\n");
        check("A [0/1]\n===\n- [ ] ‸b", &Verb::SetState(State::Skipped), "A [0/0]\n===\n- [-] b");
        check("# A [0%]\n- [ ] ‸b", &DONE, "# A [100%]\n- [x] b");
        check("- p [0/0]\n  - ‸b", &DONE, "- p [1/1]\n  - [x] b");
    }

    #[test]
    fn a_counter_is_never_added_and_what_is_none_stays() {
        check("# A [ ]\n- [ ] ‸b", &DONE, "# A [ ]\n- [x] b");
        check("# A [0/1] b\n- [ ] ‸b", &DONE, "# A [0/1] b\n- [x] b");
        check("# A\n- [ ] ‸b", &DONE, "# A\n- [x] b");
    }
}

//! A smaller record that tells the same, day by day, but for how often things changed; and the oldest lines left out where that does not suffice.

use std::collections::HashMap;

use super::line::Line;

/// What became of a record.
pub(super) struct Smaller {
    pub lines: Vec<u8>,
    /// How many of its changes had no room.
    pub n_dropped: usize,
}

/// The lines of a record, in at most `max_len` bytes.
///
/// Of the changes of one thing on one day the first `from` and the last `to` are kept, the same where it went to and fro:
/// that something changed on a day is kept, and how often not. Lines that tell that it came or
/// left stay, as what left and came in one instant was renamed; those that cannot be read go.
pub(super) fn compact(bytes: &[u8], max_len: usize) -> Smaller {
    let mut lines: Vec<Option<Line<'_>>> = Vec::new();
    let mut last_of: HashMap<_, usize> = HashMap::new();
    for mut line in bytes.split(|byte| *byte == b'\n').filter_map(Line::read) {
        let thing = (line.file.clone(), line.item.clone(), line.skill.clone(), line.parent);
        if let Some(earlier) = last_of.insert(thing, lines.len()).and_then(|index| {
            let earlier = lines[index].as_ref()?;
            (is_change(earlier) && is_change(&line) && earlier.date() == line.date())
                .then(|| lines[index].take())
                .flatten()
        }) {
            line.from = earlier.from;
        }
        lines.push(Some(line));
    }
    let written: Vec<Vec<u8>> = lines.iter().flatten().map(Line::write).collect();
    let mut len = 0;
    let kept = written.iter().rev().take_while(|line| {
        len += line.len();
        len <= max_len
    });
    let n_dropped = written.len() - kept.count();
    Smaller { lines: written[n_dropped..].concat(), n_dropped }
}

/// Whether what it is about was there before and after.
fn is_change(line: &Line<'_>) -> bool {
    line.from.is_some() && line.to.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Roadmap;
    use crate::settings::Defaults;
    use crate::timeline::{Change, Timeline};
    use proptest::prelude::*;
    use proptest::sample::select;
    use proptest::test_runner::RngSeed;

    /// `22T10 a todo done` as a line.
    fn lines(short: &[&str]) -> String {
        let line = |short: &&str| {
            let [time, item, from, to] = short.split(' ').collect::<Vec<_>>().try_into().unwrap();
            let value = |value: &str| if value == "-" { "null".to_owned() } else { format!("\"{value}\"") };
            let (file, item) = item.split_once(':').unwrap_or(("f", item));
            format!(
                "{{\"at\":\"2026-11-{time}:00:00.000+01:00\",\"file\":\"{file}\",\"item\":\"{item}\",\"from\":{},\"to\":{}}}\n",
                value(from),
                value(to)
            )
        };
        short.iter().map(line).collect()
    }

    fn compacted(text: &str, max_len: usize) -> String {
        String::from_utf8(compact(text.as_bytes(), max_len).lines).unwrap()
    }

    #[test]
    fn the_changes_of_a_thing_on_a_day_are_one() {
        let text = lines(&[
            "22T10 a todo doing",
            "22T10 g:a todo skipped",
            "22T11 b todo done",
            "22T12 a doing done",
            "22T13 a done todo",
            "23T10 a todo done",
            "23T11 a done -",
            "23T12 a - done",
            "23T13 a done todo",
            "23T14 a todo done",
        ]);
        let smaller = lines(&[
            "22T10 g:a todo skipped",
            "22T11 b todo done",
            "22T13 a todo todo",
            "23T10 a todo done",
            "23T11 a done -",
            "23T12 a - done",
            "23T14 a done done",
        ]);
        assert_eq!(compacted(&text, usize::MAX), smaller);
        assert_eq!(compacted(&smaller, usize::MAX), smaller);
    }

    #[test]
    fn where_that_does_not_suffice_the_oldest_go() {
        let text = lines(&["22T10 a todo done", "22T11 b todo done", "22T12 c todo done"]);
        let two = lines(&["22T11 b todo done", "22T12 c todo done"]);
        assert_eq!(compacted(&text, text.len() - 1), two);
        assert_eq!(compacted(&text, two.len()), two);
        assert_eq!(compacted(&text, 1), "");
    }

    #[test]
    fn what_cannot_be_read_goes_and_what_others_added_stays_readable() {
        let line = lines(&["22T10 a todo done"]);
        let torn = line.get(..40).unwrap();
        assert_eq!(compacted(&format!("{line}{torn}\n{torn}{line}\n{torn}"), usize::MAX), line);
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_smaller_record_tells_the_same_days(
            mut told in prop::collection::vec((20..23, select(ITEMS), select(STATES), select(STATES)), 0..24),
        ) {
            told.sort_by_key(|(day, ..)| *day);
            let mut known: HashMap<&str, &str> = HashMap::new();
            for (_, item, from, to) in &mut told {
                *from = known.insert(item, to).unwrap_or(from);
            }
            told.retain(|(.., from, to)| from != to);
            let told = (0..24).zip(&told).map(|(hour, (day, item, from, to))| format!("{day}T{hour:02} {item} {from} {to}"));
            let told: Vec<String> = told.collect();
            let text = lines(&told.iter().map(String::as_str).collect::<Vec<_>>());
            let roadmap = Roadmap::read("- [x] a\n- [ ] b\n\n# H\n\n- [/] a\n".into(), Defaults::default());
            let gathered = |text: &str| {
                let changes: Vec<Change> = text.lines().map(|line| Line::read(line.as_bytes()).unwrap().change().unwrap()).collect();
                let mut timeline = Timeline::gather(&roadmap, &changes, jiff::civil::date(2026, 11, 30));
                timeline.days.iter_mut().for_each(|day| day.n_changes = 1);
                timeline
            };
            prop_assert_eq!(gathered(&compacted(&text, usize::MAX)), gathered(&text));
        }
    }

    const ITEMS: &[&str] = &["a", "b", "h/a", "c"];
    const STATES: &[&str] = &["-", "todo", "doing", "done"];
}

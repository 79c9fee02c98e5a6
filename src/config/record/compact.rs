//! A smaller record that tells the same, day by day; and the oldest lines left out where that does not suffice.

use std::collections::HashMap;

use super::line::Line;

/// The lines of a record, in at most `max_len` bytes.
///
/// Of the changes of one thing on one day the first `from` and the last `to` are kept. Lines that tell that it came or
/// left stay, as what left and came in one instant was renamed; those that cannot be read go.
pub(super) fn compact(bytes: &[u8], max_len: usize) -> Vec<u8> {
    let mut lines: Vec<Option<Line<'_>>> = Vec::new();
    let mut last_of: HashMap<_, usize> = HashMap::new();
    for mut line in bytes.split(|byte| *byte == b'\n').filter_map(Line::read) {
        let thing = (line.file.clone(), line.item.clone(), line.skill.clone());
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
    let n_kept = kept.count();
    written[written.len() - n_kept..].concat()
}

/// Whether what it is about was there before and after.
fn is_change(line: &Line<'_>) -> bool {
    line.from.is_some() && line.to.is_some()
}

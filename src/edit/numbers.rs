//! The numbers of ordered lists: a list that counts goes on counting when an item comes or goes.
//!
//! A list that numbers its items otherwise, all alike for example, is left as it is.

use super::Splice;
use super::lines::Lines;
use crate::model::Item;

/// CommonMark reads as many digits (5.2).
const MAX_DIGITS: usize = 9;

/// A marker's number and the delimiter behind it; none for a bullet.
pub(super) fn number(marker: &str) -> Option<(&str, &str)> {
    let (digits, delimiter) = marker.split_at_checked(marker.len().checked_sub(1)?)?;
    (!digits.is_empty()).then_some((digits, delimiter))
}

/// The digits of a number as long as others at least: `08` is followed by `09`.
pub(super) fn digits_like(number: u32, digits: &str) -> String {
    if digits.starts_with('0') { format!("{number:0len$}", len = digits.len()) } else { number.to_string() }
}

/// The items behind one in its list numbered anew, as [`shifted_from`] does it.
pub(super) fn shifted_behind(lines: &Lines<'_>, index: u32, by: i32) -> Vec<Splice> {
    lines.next(index).map_or_else(Vec::new, |next| shifted_from(lines, next, by))
}

/// An item and those behind it in its list numbered anew, when `by` more come before them. None at all where the list does
/// not count, or where lines below an item would have to be indented anew.
pub(super) fn shifted_from(lines: &Lines<'_>, index: u32, by: i32) -> Vec<Splice> {
    let number_of = |index: u32| number(lines.item(index).marker.of(lines.text()));
    if number_of(index).is_none() {
        return Vec::new();
    }
    let value = |index: u32| number_of(index).and_then(|(digits, _)| digits.parse::<u32>().ok());
    let counts = |left: u32, right: u32| {
        value(left).and_then(|left| left.checked_add(1)).is_some_and(|next| value(right) == Some(next))
    };
    let before = std::iter::successors(Some(index), |&index| lines.previous(index));
    let before_counts = before.map_while(|index| Some((lines.previous(index)?, index)));
    let shifted = std::iter::successors(Some(index), |&index| lines.next(index));
    let behind_counts = shifted.clone().map_while(|index| Some((index, lines.next(index)?)));
    if !before_counts.chain(behind_counts).all(|(left, right)| counts(left, right)) {
        return Vec::new();
    }
    let splices = shifted.map(|index| {
        let marker = lines.item(index).marker;
        let (digits, _) = number_of(index)?;
        let new = digits_like(value(index)?.checked_add_signed(by)?, digits);
        let fits =
            new.len() <= MAX_DIGITS && (new.len() == digits.len() || is_one_line(lines, lines.item(index)));
        let start = marker.start as usize;
        fits.then(|| lines.splice(start..start + digits.len(), new))
    });
    splices.collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn is_one_line(lines: &Lines<'_>, item: &Item) -> bool {
    lines.line_end(item.marker.start as usize) >= lines.end(item)
}

//! How far a resource is read: one more, one less, or a number that is typed.

use std::str::FromStr;

use super::ResourcesPane;
use crate::app::field::Field;
use crate::app::outline::Row;
use crate::app::prompt::{Inline, Overlay, Purpose};
use crate::app::{App, Effect, Status};
use crate::document::Target;
use crate::edit::Verb;
use crate::model::Place;
use crate::model::fraction::Fraction;

impl App {
    /// One more or one less, and no further than to the ends.
    pub(super) fn read_by(&mut self, by: i64) -> Vec<Effect> {
        let Some(place) = self.selected_resource_item() else { return Vec::new() };
        let Some(fraction) = self.roadmap().fraction(place) else {
            self.status = Status::warning("it does not say how far it is read; = does");
            return Vec::new();
        };
        let done = moved(fraction, by);
        if done == fraction.done {
            let end = if by > 0 { "it is read to its end" } else { "nothing of it is read" };
            self.status = Status::warning(end);
            return Vec::new();
        }
        self.write(Target::Item(place), Verb::SetFraction { done, total: None })
    }

    /// Opens a field for the number.
    pub(super) fn open_reading_field(&mut self) {
        let Some(place) = self.selected_resource_item() else { return };
        let fraction = self.roadmap().fraction(place);
        let text = fraction.map(|known| format!("{}/{}", known.done, known.total)).unwrap_or_default();
        self.resources.focus = ResourcesPane::List;
        self.overlay = Some(Overlay::Inline(Inline {
            purpose: Purpose::Reading,
            row: Row::Item(place),
            field: Field::new(&text, false),
            is_lost: false,
        }));
    }

    /// What a typed number asks for; where it is none, the status says what is.
    pub(in crate::app) fn reading_verb(&mut self, place: Place, text: &str) -> Option<Verb> {
        let verb = amount(text, self.roadmap().fraction(place));
        verb.map_err(|reason| self.status = Status::warning(reason)).ok()
    }
}

fn moved(fraction: Fraction, by: i64) -> u32 {
    let done = (i64::from(fraction.done) + by).clamp(0, i64::from(fraction.total));
    u32::try_from(done).unwrap_or(fraction.done)
}

const NO_NUMBER: &str = "type how far, such as 120, +30, 50% or 120/320";
const NO_TOTAL: &str = "its text does not say of how many; type both, such as 120/320";

/// `120`, `+30`, `-5`, `50%`, `120/320`, `120 of 320`. Else why it is none of them.
fn amount(text: &str, known: Option<Fraction>) -> Result<Verb, &'static str> {
    fn number<N: FromStr>(text: &str) -> Result<N, &'static str> {
        text.trim().parse().map_err(|_| NO_NUMBER)
    }
    let text = text.trim();
    let (done, total) = if let Some(percent) = text.strip_suffix('%') {
        let percent = number::<u8>(percent)?;
        if percent > 100 {
            return Err(NO_NUMBER);
        }
        (part(known.ok_or(NO_TOTAL)?.total, percent), None)
    } else if text.starts_with(['+', '-']) {
        let by = number(text)?;
        (moved(known.ok_or(NO_TOTAL)?, by), None)
    } else if let Some((done, total)) = text.split_once('/').or_else(|| text.split_once(" of ")) {
        (number(done)?, Some(number(total)?))
    } else {
        (number(text)?, None)
    };
    Ok(Verb::SetFraction { done, total })
}

/// So many hundredths of it.
fn part(total: u32, percent: u8) -> u32 {
    u32::try_from(u64::from(total) * u64::from(percent) / 100).unwrap_or(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn why_a_number_is_none_is_told() {
        let known = Fraction::read("Book (120/320)");
        for text in ["50%", "+3", "-1", " 0 % "] {
            assert_eq!(amount(text, None), Err(NO_TOTAL), "{text}");
        }
        for (text, known) in [("all", None), ("all", known), ("101%", None), ("+x", None), ("x%", known)] {
            assert_eq!(amount(text, known), Err(NO_NUMBER), "{text}");
        }
    }

    #[test]
    fn numbers_are_typed_as_they_come() {
        let known = Fraction::read("Book (120/320)");
        let to = |text| match amount(text, known) {
            Ok(Verb::SetFraction { done, total }) => Some((done, total)),
            _ => None,
        };
        assert_eq!(to(" 130 "), Some((130, None)));
        assert_eq!(to("+30"), Some((150, None)));
        assert_eq!(to("-500"), Some((0, None)));
        assert_eq!(to("+9999999"), Some((320, None)));
        assert_eq!(to("50%"), Some((160, None)));
        assert_eq!(to("3/4"), Some((3, Some(4))));
        assert_eq!(to("3 of 4"), Some((3, Some(4))));
        for text in ["", "all", "101%", "-", "1/", "4294967296", "1.5", "+", "% "] {
            assert_eq!(to(text), None, "{text}");
        }
        assert_eq!(amount("3/20", None), Ok(Verb::SetFraction { done: 3, total: Some(20) }));
    }
}

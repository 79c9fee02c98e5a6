//! A day as it is asked for: of the calendar, or counted from today.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::model::fields::is_date;

/// A day of the calendar, or so many days from today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    On(Date),
    FromToday(i16),
}

impl Day {
    /// Reads `2026-12-01`, `today`, `today+7`, `today-7`, `tomorrow` and `yesterday`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        let offset = match lower.as_str() {
            "today" => Some(0),
            "tomorrow" => Some(1),
            "yesterday" => Some(-1),
            _ => lower
                .strip_prefix("today")
                .filter(|rest| rest.starts_with(['+', '-']))
                .and_then(|rest| rest.parse().ok()),
        };
        let date = || is_date(text).then(|| text.parse().ok()).flatten();
        offset.map(Self::FromToday).or_else(|| date().map(Self::On))
    }

    /// Which day it is.
    pub(super) fn date(self, today: Date) -> Date {
        match self {
            Self::On(date) => date,
            Self::FromToday(days) => today.saturating_add(days.days()),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => write!(f, "{date}"),
            Self::FromToday(0) => f.write_str("today"),
            Self::FromToday(days) => write!(f, "today{days:+}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_today() {
        let today = jiff::civil::date(2026, 11, 30);
        let date = |text| Day::parse(text).map(|day| day.date(today).to_string());
        for (text, day) in [
            ("2026-12-01", "2026-12-01"),
            ("Today", "2026-11-30"),
            ("tomorrow", "2026-12-01"),
            ("yesterday", "2026-11-29"),
            ("today+7", "2026-12-07"),
            ("today-30", "2026-10-31"),
            ("today+32767", "2116-08-17"),
        ] {
            assert_eq!(date(text).as_deref(), Some(day), "{text}");
        }
        for text in ["", "2026-13-01", "2026-1-1", "today7", "today+", "today+99999", "soon"] {
            assert_eq!(date(text), None, "{text}");
        }
        assert_eq!(Day::FromToday(i16::MIN).date(Date::MIN), Date::MIN);
    }
}

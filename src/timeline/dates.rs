//! Days counted, and dates as people say them. Knows no clock: what is today is passed in.

use jiff::ToSpan;
use jiff::civil::Date;

/// How many days lie between two dates; negative where the second is the earlier one.
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// The date so many days later, as far as the calendar goes.
pub fn days_later(date: Date, days: i64) -> Date {
    let last = if days < 0 { Date::MIN } else { Date::MAX };
    // More than the calendar has, and not more than a span can hold.
    let days = days.clamp(-4_000_000, 4_000_000);
    date.checked_add(days.days()).unwrap_or(last)
}

/// The Monday of a date's week.
pub fn monday_of(date: Date) -> Date {
    days_later(date, -i64::from(date.weekday().to_monday_zero_offset()))
}

/// `3 Mar`, with its year where that is not this one.
pub fn said(date: Date, today: Date) -> String {
    let format = if date.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    date.strftime(format).to_string()
}

/// `3 Mar 2027`
pub fn said_whole(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// `3–18 Mar`, `3 Mar – 18 Apr 2027`: both ends, and what they share once.
pub fn said_range(from: Date, to: Date, today: Date) -> String {
    if from == to {
        return said(from, today);
    }
    if (from.year(), from.month()) == (to.year(), to.month()) {
        return format!("{}–{}", from.day(), said(to, today));
    }
    // A year that both have is said behind the second.
    let first = if from.year() == to.year() { from.strftime("%-d %b").to_string() } else { said_whole(from) };
    format!("{first} – {}", if from.year() == to.year() { said(to, today) } else { said_whole(to) })
}

/// `1 day`, `2 days`; with thousands set apart.
pub fn counted(n: u32, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{} {noun}s", grouped(n)) }
}

/// `12,345`
pub fn grouped(n: u32) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_date_is_said_without_the_year_that_everybody_knows() {
        let today = date(2026, 11, 22);
        assert_eq!(said(date(2026, 3, 3), today), "3 Mar");
        assert_eq!(said(date(2027, 3, 3), today), "3 Mar 2027");
        assert_eq!(said_range(date(2026, 3, 3), date(2026, 3, 18), today), "3–18 Mar");
        assert_eq!(said_range(date(2027, 3, 3), date(2027, 3, 18), today), "3–18 Mar 2027");
        assert_eq!(said_range(date(2027, 3, 3), date(2027, 4, 18), today), "3 Mar – 18 Apr 2027");
        assert_eq!(said_range(date(2026, 12, 3), date(2027, 4, 18), today), "3 Dec 2026 – 18 Apr 2027");
        assert_eq!(said_range(date(2026, 3, 3), date(2026, 3, 3), today), "3 Mar");
    }

    #[test]
    fn numbers_are_grouped_and_counted() {
        assert_eq!([1, 999, 1000, 1_234_567].map(grouped), ["1", "999", "1,000", "1,234,567"]);
        assert_eq!(
            (counted(1, "day"), counted(0, "day"), counted(3400, "version")),
            ("1 day".into(), "0 days".into(), "3,400 versions".into())
        );
    }

    #[test]
    fn a_week_begins_on_monday() {
        assert_eq!(monday_of(date(2026, 11, 22)), date(2026, 11, 16));
        assert_eq!(monday_of(date(2026, 11, 16)), date(2026, 11, 16));
    }

    proptest! {
        #[test]
        fn days_go_there_and_back(days in -700_000i64..700_000) {
            let from = date(2026, 11, 22);
            prop_assert_eq!(i64::from(days_between(from, days_later(from, days))), days);
        }

        #[test]
        fn the_calendar_is_never_left(days in any::<i64>()) {
            days_later(date(2026, 11, 22), days);
        }
    }
}

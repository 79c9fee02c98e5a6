//! Comparisons as people write them: `3`, `<3`, `>=3`, `1..3`. Knows nothing of what is compared.

use std::fmt;

/// How a value has to stand to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare<T> {
    Is(T),
    Below(T),
    AtMost(T),
    Above(T),
    AtLeast(T),
    /// Either may be the greater one.
    Between(T, T),
}

/// What stands before a value, and the comparison that it makes.
type Sign<C, T> = (&'static str, fn(T) -> C);

impl<T> Compare<T> {
    /// Reads a comparison with values that `read` knows.
    pub(super) fn parse(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Self> {
        if let Some((from, to)) = text.split_once("..") {
            return Some(Self::Between(read(from)?, read(to)?));
        }
        for (sign, make) in Self::SIGNS {
            if let Some(value) = text.strip_prefix(sign) {
                return read(value).map(make);
            }
        }
        read(text).map(Self::Is)
    }

    /// Those that begin like others come before them.
    const SIGNS: [Sign<Self, T>; 5] = [
        ("<=", Self::AtMost),
        (">=", Self::AtLeast),
        ("<", Self::Below),
        (">", Self::Above),
        ("=", Self::Is),
    ];

    /// The same comparison with other values.
    pub(super) fn map<U>(self, with: impl Fn(T) -> U) -> Compare<U> {
        match self {
            Self::Is(value) => Compare::Is(with(value)),
            Self::Below(value) => Compare::Below(with(value)),
            Self::AtMost(value) => Compare::AtMost(with(value)),
            Self::Above(value) => Compare::Above(with(value)),
            Self::AtLeast(value) => Compare::AtLeast(with(value)),
            Self::Between(from, to) => Compare::Between(with(from), with(to)),
        }
    }
}

impl<T: Copy + Ord> Compare<T> {
    pub(super) fn holds(self, value: T) -> bool {
        match self {
            Self::Is(other) => value == other,
            Self::Below(other) => value < other,
            Self::AtMost(other) => value <= other,
            Self::Above(other) => value > other,
            Self::AtLeast(other) => value >= other,
            Self::Between(from, to) => (from.min(to)..=from.max(to)).contains(&value),
        }
    }
}

impl<T: fmt::Display> fmt::Display for Compare<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(value) => write!(f, "{value}"),
            Self::Below(value) => write!(f, "<{value}"),
            Self::AtMost(value) => write!(f, "<={value}"),
            Self::Above(value) => write!(f, ">{value}"),
            Self::AtLeast(value) => write!(f, ">={value}"),
            Self::Between(from, to) => write!(f, "{from}..{to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_as_it_is_written() {
        let held = |text: &str| -> Vec<u8> {
            let compare = Compare::parse(text, |text| text.parse::<u8>().ok()).unwrap();
            (1..=5).filter(|value| compare.holds(*value)).collect()
        };
        for (text, holds) in [
            ("3", &[3][..]),
            ("=3", &[3]),
            ("<3", &[1, 2]),
            ("<=3", &[1, 2, 3]),
            (">3", &[4, 5]),
            (">=3", &[3, 4, 5]),
            ("2..4", &[2, 3, 4]),
            ("4..2", &[2, 3, 4]),
        ] {
            assert_eq!(held(text), holds, "{text}");
        }
        for text in ["", "<", "3..", "..3", "<x", "==3", "< 3"] {
            assert_eq!(Compare::parse(text, |text| text.parse::<u8>().ok()), None, "{text}");
        }
    }
}

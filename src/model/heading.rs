//! The parts of a phase's heading: emoji, number, level name, years. They are read, never changed.

/// What a phase heading says: `🌱 Phase 1: Junior Developer (0–2 years)`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhaseName {
    pub emoji: Option<String>,
    pub number: Option<u32>,
    /// `Junior Developer`
    pub level: Option<String>,
    /// `0–2` or `5+`
    pub years: Option<String>,
}

impl PhaseName {
    pub fn read(heading: &str) -> Self {
        let text = heading.trim();
        let words_start = text
            .find(|char: char| char.is_alphanumeric() || matches!(char, '(' | '[' | '"' | '*' | '_' | '`'));
        let (sign, rest) = text.split_at_checked(words_start.unwrap_or(0)).unwrap_or(("", text));
        let emoji = Some(sign.trim()).filter(|sign| !sign.is_empty() && !sign.is_ascii()).map(str::to_owned);
        let (rest, years) = without_years(rest.trim());
        let (number, level) = without_number(rest);
        let level = Some(level.trim()).filter(|level| !level.is_empty()).map(str::to_owned);
        Self { emoji, number, level, years }
    }
}

/// Splits `… (0–2 years)` at the end.
pub fn without_years(text: &str) -> (&str, Option<String>) {
    let Some((before, inside)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else {
        return (text, None);
    };
    let lower = inside.to_lowercase();
    let years = ["years", "year", "yrs", "y"].iter().find_map(|unit| lower.strip_suffix(unit)).map(str::trim);
    match years {
        Some(years) if years.starts_with(|char: char| char.is_ascii_digit()) => {
            (before.trim_end(), Some(years.to_owned()))
        }
        _ => (text, None),
    }
}

/// Splits `Phase 1: …`, `1. …`, `1) …` or `1 – …` at the beginning.
fn without_number(text: &str) -> (Option<u32>, &str) {
    const WORDS: [&str; 6] = ["phase", "stage", "level", "part", "step", "milestone"];
    let first = text.split([' ', '\u{a0}']).next().unwrap_or_default();
    let has_word = WORDS.contains(&first.to_lowercase().as_str());
    let rest = if has_word { text.get(first.len()..).unwrap_or_default().trim_start() } else { text };
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let (number, after) = rest.split_at_checked(digits).unwrap_or(("", rest));
    let Ok(number) = number.parse() else { return (None, text) };
    let after = after.trim_start();
    match after.strip_prefix([':', '.', ')', '–', '—', '-', '|']) {
        Some(name) => (Some(number), name),
        None if has_word => (Some(number), after),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(heading: &str) -> (Option<String>, Option<u32>, Option<String>, Option<String>) {
        let name = PhaseName::read(heading);
        (name.emoji, name.number, name.level, name.years)
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn a_full_heading_has_all_parts() {
        assert_eq!(
            parts("🌱 Phase 1: Junior Developer (0–2 years)"),
            (some("🌱"), Some(1), some("Junior Developer"), some("0–2"))
        );
        assert_eq!(parts("🌳 Phase 3: Senior Developer (5+ years)").3, some("5+"));
    }

    #[test]
    fn parts_may_be_missing() {
        assert_eq!(parts("1. Basics"), (None, Some(1), some("Basics"), None));
        assert_eq!(parts("🧭 Tracking Progress"), (some("🧭"), None, some("Tracking Progress"), None));
        assert_eq!(parts("3 things (draft)"), (None, None, some("3 things (draft)"), None));
        assert_eq!(parts("Phase 2"), (None, Some(2), None, None));
        assert_eq!(parts(""), (None, None, None, None));
    }
}

//! The Dreyfus scale, and the forms in which a file writes a level (format.md, "Levels and ladders").
//!
//! Knows nothing of tables and items: where a level stands is [`super::matrix`]'s and [`super::fields`]' business.

/// How well a skill is mastered, from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    Novice = 1,
    AdvancedBeginner,
    Competent,
    Proficient,
    Expert,
}

/// How a level is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LevelForm {
    /// `3`
    Number,
    /// `competent`
    Name,
    /// `Competent`
    CapitalizedName,
    /// `★★★☆☆`
    Stars,
}

impl Level {
    pub const ALL: [Self; 5] =
        [Self::Novice, Self::AdvancedBeginner, Self::Competent, Self::Proficient, Self::Expert];

    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }

    /// The level that a word names: a number, a name or an unambiguous beginning of one in any case, or stars.
    pub fn from_token(token: &str) -> Option<Self> {
        read(token).map(|(level, _)| level)
    }

    pub fn number(self) -> u8 {
        self as u8
    }

    /// What Dreyfus calls it, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Novice => "novice",
            Self::AdvancedBeginner => "advanced beginner",
            Self::Competent => "competent",
            Self::Proficient => "proficient",
            Self::Expert => "expert",
        }
    }

    /// What it says of the one who has it, in a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Novice => "Follows rules and instructions step by step, whatever the situation.",
            Self::AdvancedBeginner => "Recognises situations met before and adapts the rules to them.",
            Self::Competent => "Plans, chooses what matters, and answers for the outcome.",
            Self::Proficient => "Sees the situation as a whole and bends the maxims where they do not fit.",
            Self::Expert => "Acts from understanding, and makes the rules that others follow.",
        }
    }

    /// The next higher level; none above the highest.
    pub fn above(self) -> Option<Self> {
        Self::of_number(self.number() + 1)
    }

    /// The next lower level; none below the lowest.
    pub fn below(self) -> Option<Self> {
        Self::of_number(self.number() - 1)
    }
}

impl LevelForm {
    /// The form of a word that names a level.
    pub fn of_token(token: &str) -> Option<Self> {
        read(token).map(|(_, form)| form)
    }

    /// A level in this form.
    pub fn write(self, level: Level) -> String {
        let n_stars = usize::from(level.number());
        match self {
            Self::Number => level.number().to_string(),
            Self::Name => level.name().to_owned(),
            Self::CapitalizedName => {
                let (first, rest) = level.name().split_at(1);
                first.to_uppercase() + rest
            }
            Self::Stars => "★".repeat(n_stars) + &"☆".repeat(Level::ALL.len() - n_stars),
        }
    }
}

fn read(token: &str) -> Option<(Level, LevelForm)> {
    let token = token.trim();
    let first = token.chars().next()?;
    if first == '★' {
        let (filled, all) = (token.trim_end_matches('☆').chars().count(), token.chars().count());
        let is_row = token.trim_start_matches('★').trim_start_matches('☆').is_empty();
        let level = Level::of_number(u8::try_from(filled).ok()?)?;
        return (is_row && all <= Level::ALL.len()).then_some((level, LevelForm::Stars));
    }
    if first.is_ascii_digit() {
        let number = if token.len() == 1 { token.parse().ok()? } else { return None };
        return Some((Level::of_number(number)?, LevelForm::Number));
    }
    let words = token.to_lowercase();
    let words = words.split(|char: char| char.is_whitespace() || char == '-').filter(|word| !word.is_empty());
    let words = words.collect::<Vec<_>>().join(" ");
    let mut meant = Level::ALL.into_iter().filter(|level| level.name().starts_with(&words));
    let level = meant.next().filter(|_| !words.is_empty())?;
    let form = if first.is_uppercase() { LevelForm::CapitalizedName } else { LevelForm::Name };
    meant.next().is_none().then_some((level, form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_read_in_each_form() {
        for (token, number) in [
            ("1", 1),
            (" 5 ", 5),
            ("novice", 1),
            ("Advanced Beginner", 2),
            ("advanced-beginner", 2),
            ("adv", 2),
            ("COMP", 3),
            ("p", 4),
            ("Expert", 5),
            ("★☆☆☆☆", 1),
            ("★★★", 3),
            ("★★★★★", 5),
        ] {
            assert_eq!(Level::from_token(token).map(Level::number), Some(number), "{token}");
        }
    }

    #[test]
    fn other_words_are_no_level() {
        for token in ["", " ", "0", "6", "03", "3.5", "-", "-1", "novices", "x", "☆☆☆☆☆", "★☆★☆☆", "★★★★★★"]
        {
            assert_eq!(Level::from_token(token), None, "{token}");
        }
    }

    #[test]
    fn a_level_is_written_as_it_was_read() {
        for token in ["4", "proficient", "Advanced beginner", "★★☆☆☆"] {
            let (level, form) = read(token).unwrap();
            assert_eq!(form.write(level), token);
        }
        assert_eq!(LevelForm::of_token("comp"), Some(LevelForm::Name));
        assert_eq!(LevelForm::of_token("ten"), None);
    }

    #[test]
    fn the_scale_ends_at_both_ends() {
        assert_eq!(Level::Novice.below(), None);
        assert_eq!(Level::Novice.above(), Some(Level::AdvancedBeginner));
        assert_eq!(Level::Expert.above(), None);
    }
}

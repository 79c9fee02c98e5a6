//! The program's own glyphs, in Unicode and in ASCII.
//!
//! Each is one or two columns wide, without variation selectors, so that all terminals agree on its width. What a state
//! is can be told by its glyph alone.

use std::borrow::Cow;

use ratatui::symbols::border;

/// Which characters the program draws with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum GlyphSet {
    #[default]
    Unicode,
    /// For terminals, fonts and screen readers that know no more.
    Ascii,
}

/// Declares [`Mark`] and its glyph in each set.
macro_rules! marks {
    ($($(#[doc = $doc:literal])* $mark:ident $unicode:literal $ascii:literal,)+) => {
        /// A sign that the program draws.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Mark { $($(#[doc = $doc])* $mark,)+ }

        impl Mark {
            pub const fn all() -> &'static [Self] {
                &[$(Self::$mark),+]
            }
        }

        impl GlyphSet {
            pub const fn glyph(self, mark: Mark) -> &'static str {
                match (self, mark) {
                    $((Self::Unicode, Mark::$mark) => $unicode,
                    (Self::Ascii, Mark::$mark) => $ascii,)+
                }
            }
        }
    };
}

marks! {
    Todo "☐" "_",
    Doing "◐" "/",
    Done "✔" "x",
    Skipped "⊘" "-",
    Deferred "→" ">",
    /// A state that is some other program's.
    Other "◇" "?",
    Untracked "·" "*",
    Unfolded "▾" "v",
    Folded "▸" "+",
    /// Before what went up.
    Rise "▴" "^",
    SelectionBar "▌" ">",
    GaugeDone "▰" "#",
    GaugeLeft "▱" ".",
    /// How far it should be, on a bar or an axis; where it is as far, and where it is not.
    Reached "◆" "O",
    Asked "◇" "o",
    Note "✎" "\"",
    /// The kinds of a journal's entries; that of a note is the one above.
    Project "◈" "%",
    Mistake "✗" "!",
    Lesson "★" "*",
    Assessment "≡" "=",
    Link "↗" "@",
    Table "▦" "=",
    Ellipsis "…" "..",
    /// Where columns are scrolled away.
    MoreLeft "‹" "<",
    MoreRight "›" ">",
    /// Between the parts of a path.
    Crumb "›" ">",
    /// Before a row that another program changed.
    Changed "▎" "|",
    /// Before a row whose change is not in the file.
    Unsaved "!" "!",
    /// A day by how much changed on it, from nothing on.
    Day0 "·" ".",
    Day1 "□" "-",
    Day2 "▤" "+",
    Day3 "▦" "*",
    Day4 "■" "#",
    /// The line of all that there is to do, over what is done of it.
    Total "─" "o",
    ScrollTrack "│" "|",
    ScrollThumb "┃" "#",
}

impl Mark {
    /// The signs of days with the fewest changes that each stands for, from none on.
    pub const DAYS: [(u32, Self); 5] =
        [(0, Self::Day0), (1, Self::Day1), (2, Self::Day2), (4, Self::Day3), (8, Self::Day4)];

    /// The sign of a day with so many changes.
    pub fn of_changes(n_changes: u32) -> Self {
        let reached = Self::DAYS.iter().rev().find(|(least, _)| n_changes >= *least);
        reached.map_or(Self::Day0, |(_, mark)| *mark)
    }
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl GlyphSet {
    /// The lines around panes and popups.
    pub const fn border(self) -> border::Set<'static> {
        match self {
            Self::Unicode => border::ROUNDED,
            Self::Ascii => ASCII_BORDER,
        }
    }

    /// What the program says, which has quotes, dashes, ellipses and arrows that not every font has.
    pub fn words(self, words: &str) -> Cow<'_, str> {
        if self == Self::Unicode || words.is_ascii() {
            return Cow::Borrowed(words);
        }
        let mut plain = String::with_capacity(words.len());
        for char in words.chars() {
            match char {
                '\u{2018}' | '\u{2019}' => plain.push('\''),
                '\u{201c}' | '\u{201d}' => plain.push('"'),
                '–' | '—' => plain.push('-'),
                '…' => plain.push_str("..."),
                '→' => plain.push_str("->"),
                _ => plain.push(char),
            }
        }
        Cow::Owned(plain)
    }

    /// How many of a gauge's `columns` are filled for `done` of `total`.
    ///
    /// All of them only when all is done, and at least one when anything is: a gauge never flatters and never
    /// discourages.
    pub fn gauge_columns(columns: u16, done: usize, total: usize) -> u16 {
        if done == 0 || total == 0 || columns == 0 {
            return 0;
        }
        if done >= total {
            return columns;
        }
        let share = u128::from(columns) * done as u128 / total as u128;
        let most = columns.saturating_sub(1).max(1);
        u16::try_from(share).unwrap_or(most).clamp(1, most)
    }

    /// The filled and the empty part of a gauge.
    pub fn gauge(self, columns: u16, done: usize, total: usize) -> (String, String) {
        let n_filled = Self::gauge_columns(columns, done, total);
        let part = |mark, n: u16| self.glyph(mark).repeat(usize::from(n));
        (part(Mark::GaugeDone, n_filled), part(Mark::GaugeLeft, columns - n_filled))
    }
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    const SETS: [GlyphSet; 2] = [GlyphSet::Unicode, GlyphSet::Ascii];
    const STATES: [Mark; 7] =
        [Mark::Todo, Mark::Doing, Mark::Done, Mark::Skipped, Mark::Deferred, Mark::Other, Mark::Untracked];

    #[test]
    fn glyphs_take_one_or_two_columns_and_no_variation_selector() {
        for set in SETS {
            for &mark in Mark::all() {
                let glyph = set.glyph(mark);
                assert!((1..=2).contains(&glyph.width()), "{set:?} {mark:?}");
                assert!(!glyph.contains(|c| matches!(c, '\u{FE00}'..='\u{FE0F}')), "{set:?} {mark:?}");
            }
        }
    }

    #[test]
    fn marks_that_stand_in_one_column_are_equally_wide() {
        for set in SETS {
            assert!(STATES.iter().all(|&mark| set.glyph(mark).width() == 1), "{set:?}");
            for pair in [
                [Mark::Folded, Mark::Unfolded],
                [Mark::GaugeDone, Mark::GaugeLeft],
                [Mark::Reached, Mark::Asked],
                [Mark::Day0, Mark::Day4],
            ] {
                assert_eq!(set.glyph(pair[0]).width(), set.glyph(pair[1]).width(), "{set:?} {pair:?}");
            }
        }
    }

    #[test]
    fn more_changes_never_have_a_lesser_sign() {
        use Mark::{Day0, Day1, Day2, Day3, Day4};
        let marks = [0, 1, 2, 3, 4, 7, 8, u32::MAX].map(Mark::of_changes);
        assert_eq!(marks, [Day0, Day1, Day2, Day2, Day3, Day3, Day4, Day4]);
    }

    #[test]
    fn each_state_is_told_by_its_glyph() {
        for set in SETS {
            let mut glyphs: Vec<&str> = STATES.iter().map(|&mark| set.glyph(mark)).collect();
            glyphs.sort_unstable();
            glyphs.dedup();
            assert_eq!(glyphs.len(), STATES.len(), "{set:?}");
        }
    }

    #[test]
    fn the_ascii_set_is_ascii() {
        assert!(Mark::all().iter().all(|&mark| GlyphSet::Ascii.glyph(mark).is_ascii()));
        let border = GlyphSet::Ascii.border();
        assert!(
            [border.top_left, border.horizontal_top, border.vertical_left].iter().all(|line| line.is_ascii())
        );
    }

    #[test]
    fn words_are_the_same_in_ascii() {
        let words = "“a” waits: b → c → …, in 3–5 weeks; é";
        assert_eq!(GlyphSet::Unicode.words(words), words);
        assert_eq!(GlyphSet::Ascii.words(words), "\"a\" waits: b -> c -> ..., in 3-5 weeks; é");
    }

    #[test]
    fn a_gauge_is_full_only_when_all_is_done_and_never_empty_when_some_is() {
        for (columns, done, total, filled) in [
            (10, 0, 13, 0),
            (10, 9, 13, 6),
            (10, 13, 13, 10),
            (10, 999, 1000, 9),
            (10, 1, 1000, 1),
            (1, 1, 2, 1),
            (0, 1, 2, 0),
            (10, 0, 0, 0),
            (u16::MAX, usize::MAX - 1, usize::MAX, u16::MAX - 1),
        ] {
            assert_eq!(
                GlyphSet::gauge_columns(columns, done, total),
                filled,
                "{done} of {total} in {columns}"
            );
        }
        assert_eq!(GlyphSet::Ascii.gauge(4, 1, 2), ("##".to_owned(), "..".to_owned()));
    }
}

//! The blanks around a cell's content, and how the content shares a width with them.

use unicode_width::UnicodeWidthStr;

use crate::model::table::Alignment;

/// How many blanks stand on either side of a cell's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Blanks {
    pub(super) left: usize,
    pub(super) right: usize,
}

impl Blanks {
    pub(super) const ONE: Self = Self { left: 1, right: 1 };

    pub(super) fn sum(self) -> usize {
        self.left + self.right
    }

    /// As many at most.
    pub(super) fn at_most(self, most: Self) -> Self {
        Self { left: self.left.min(most.left), right: self.right.min(most.right) }
    }

    /// A content with these blanks around it.
    pub(super) fn around(self, content: &str) -> String {
        format!("{}{content}{}", " ".repeat(self.left), " ".repeat(self.right))
    }

    /// The blanks that fill a content up to a width, `least` of them at any rate: those on the side that the content
    /// leans to stay as they are, as far as there is room.
    pub(super) fn filling(self, content: &str, width: usize, least: Self, side: Alignment) -> Self {
        let room = width.saturating_sub(columns(content)).max(least.sum());
        let left = match side {
            Alignment::None | Alignment::Left => self.left.min(room - least.right).max(least.left),
            Alignment::Right => room - self.right.min(room - least.left).max(least.right),
            Alignment::Center => (room / 2).clamp(least.left, room - least.right),
        };
        Self { left, right: room - left }
    }
}

/// How many columns of a screen a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(content: &str, blanks: (usize, usize), width: usize, side: Alignment) -> String {
        let blanks = Blanks { left: blanks.0, right: blanks.1 };
        blanks.filling(content, width, Blanks::ONE, side).around(content)
    }

    #[test]
    fn blanks_fill_a_width_on_the_side_away_from_the_content() {
        assert_eq!(filled("ab", (1, 4), 7, Alignment::None), " ab    ");
        assert_eq!(filled("ab", (4, 1), 7, Alignment::Right), "    ab ");
        assert_eq!(filled("ab", (1, 1), 7, Alignment::Center), "  ab   ");
        assert_eq!(filled("漢字", (1, 1), 7, Alignment::None), " 漢字  ");
    }

    #[test]
    fn what_does_not_fit_has_the_least_blanks() {
        for side in [Alignment::None, Alignment::Right, Alignment::Center] {
            assert_eq!(filled("abcdefg", (3, 3), 7, side), " abcdefg ");
            assert_eq!(filled("abcd", (5, 5), 7, side).len(), 7);
        }
        assert_eq!(filled("abcd", (2, 4), 7, Alignment::None), "  abcd ");
    }
}

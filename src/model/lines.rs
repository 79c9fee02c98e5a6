//! The lines of all items and rows at once, where asking for each would begin at its section's start every time.

use super::Roadmap;
use super::matrix::Matrix;
use crate::span::count_line_ends;

impl Roadmap {
    /// The lines of all items, in order.
    pub fn item_lines(&self) -> Vec<usize> {
        let mut lines = Vec::new();
        for section in self.sections() {
            let bytes = section.text.as_bytes();
            let (mut at, mut line) = (0, section.line + 1);
            for item in &section.items {
                let start = item.mark.map_or(item.marker.start, |mark| mark.at) as usize;
                // An item that begins on its parent's line may have its marker before the parent's box.
                if start >= at {
                    line += count_line_ends(&bytes[at..start]);
                    at = start;
                    lines.push(line);
                } else {
                    lines.push(line - count_line_ends(&bytes[start..at]));
                }
            }
        }
        lines
    }

    /// The lines of a matrix's rows below its header: a table has no line between them.
    pub fn row_lines(&self, matrix: &Matrix<'_>) -> impl Iterator<Item = usize> + use<> {
        let first = self.row_line(matrix.place(1, 0));
        matrix.rows().map(move |row| first.unwrap_or_default() + row - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[test]
    fn lines_are_those_that_are_told_one_by_one() {
        for text in [
            "# A\n\n- a\n  - [ ] b\n\n  c\n- d\n\n# B\n\n1. e\n",
            "\u{feff}- a\r\n- - [ ] b\r- c\n\n# H\n\n1. - x\n   - [ ] y\n",
            "- [ ]\n  - a\n",
        ] {
            let roadmap = Roadmap::read(text.into(), Defaults::default());
            let each: Vec<usize> = roadmap.items().map(|(place, _)| roadmap.item_line(place)).collect();
            assert_eq!(roadmap.item_lines(), each, "{text:?}");
        }
    }
}

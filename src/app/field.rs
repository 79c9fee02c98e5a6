//! A text field: one line or several, with a cursor.

use tui_input::{Input, InputRequest};

/// The text that is being typed.
#[derive(Debug, Clone, Default)]
pub struct Field {
    input: Input,
    /// Whether it may have several lines.
    pub is_multiline: bool,
}

/// What is done to a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldEdit {
    Insert(char),
    DeleteBack,
    DeleteForward,
    DeleteWordBack,
    DeleteWordForward,
    DeleteToEnd,
    DeleteToStart,
    /// Puts back what was deleted last.
    Yank,
    Left,
    Right,
    WordLeft,
    WordRight,
    Start,
    End,
    /// To the line above or below, in a field of several lines.
    Up,
    Down,
    /// A line break, in a field of several lines.
    Break,
}

impl Field {
    pub fn new(text: &str, is_multiline: bool) -> Self {
        Self { input: Input::new(text.to_owned()), is_multiline }
    }

    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> &str {
        self.text().get(..self.cursor_byte()).unwrap_or_default()
    }

    /// Where the cursor stands, in bytes of the text.
    pub fn cursor_byte(&self) -> usize {
        self.text().char_indices().nth(self.input.cursor()).map_or(self.text().len(), |(at, _)| at)
    }

    pub fn edit(&mut self, edit: FieldEdit) {
        let request = match edit {
            FieldEdit::Insert(char) => InputRequest::InsertChar(char),
            FieldEdit::DeleteBack => InputRequest::DeletePrevChar,
            FieldEdit::DeleteForward => InputRequest::DeleteNextChar,
            FieldEdit::DeleteWordBack => InputRequest::DeletePrevWord,
            FieldEdit::DeleteWordForward => InputRequest::DeleteNextWord,
            FieldEdit::DeleteToEnd => InputRequest::DeleteTillEnd,
            FieldEdit::DeleteToStart => InputRequest::DeleteFromStart,
            FieldEdit::Yank => InputRequest::Yank,
            FieldEdit::Left => InputRequest::GoToPrevChar,
            FieldEdit::Right => InputRequest::GoToNextChar,
            FieldEdit::WordLeft => InputRequest::GoToPrevWord,
            FieldEdit::WordRight => InputRequest::GoToNextWord,
            FieldEdit::Start => InputRequest::SetCursor(self.line_bounds().0),
            FieldEdit::End => InputRequest::SetCursor(self.line_bounds().1),
            FieldEdit::Up => return self.change_line(-1),
            FieldEdit::Down => return self.change_line(1),
            FieldEdit::Break if self.is_multiline => InputRequest::InsertChar('\n'),
            FieldEdit::Break => return,
        };
        self.input.handle(request);
    }

    /// Puts a text in at the cursor; its line breaks are blanks in a field of one line.
    pub fn paste(&mut self, text: &str) {
        for char in text.replace("\r\n", "\n").replace('\r', "\n").chars() {
            let is_break = char == '\n';
            match char {
                '\n' if self.is_multiline => self.edit(FieldEdit::Break),
                _ if is_break || char == '\t' => self.edit(FieldEdit::Insert(' ')),
                _ if char.is_control() => {}
                _ => self.edit(FieldEdit::Insert(char)),
            }
        }
    }

    /// The beginning and the end of the cursor's line, in characters.
    fn line_bounds(&self) -> (usize, usize) {
        let cursor = self.input.cursor();
        let before = self.before_cursor();
        let start = cursor - before.rsplit('\n').next().unwrap_or_default().chars().count();
        let after = self.text().get(before.len()..).unwrap_or_default();
        (start, cursor + after.split('\n').next().unwrap_or_default().chars().count())
    }

    fn change_line(&mut self, by: isize) {
        let (start, end) = self.line_bounds();
        let column = self.input.cursor() - start;
        let lines: Vec<usize> = self.text().split('\n').map(|line| line.chars().count()).collect();
        let target = if by < 0 {
            let Some(above_end) = start.checked_sub(1) else { return };
            let line_idx = self.before_cursor().matches('\n').count();
            let above = lines.get(line_idx - 1).copied().unwrap_or(0);
            above_end - above + column.min(above)
        } else {
            let line_idx = self.before_cursor().matches('\n').count();
            let Some(&below) = lines.get(line_idx + 1) else { return };
            end + 1 + column.min(below)
        };
        self.input.handle(InputRequest::SetCursor(target));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backspace_takes_a_whole_grapheme() {
        let mut field = Field::new("ae\u{301}👨‍👩‍👧", false);
        field.edit(FieldEdit::DeleteBack);
        assert_eq!(field.text(), "ae\u{301}");
        field.edit(FieldEdit::DeleteBack);
        assert_eq!(field.text(), "a");
    }

    #[test]
    fn the_cursor_moves_over_lines() {
        let mut field = Field::new("one\nlonger\nx", true);
        field.edit(FieldEdit::Up);
        assert_eq!(field.before_cursor(), "one\nl");
        field.edit(FieldEdit::End);
        field.edit(FieldEdit::Up);
        assert_eq!(field.before_cursor(), "one");
        field.edit(FieldEdit::Down);
        assert_eq!(field.before_cursor(), "one\nlon");
        field.edit(FieldEdit::Start);
        assert_eq!(field.before_cursor(), "one\n");
    }

    #[test]
    fn a_paste_stays_on_the_line_of_a_field_of_one() {
        let mut field = Field::new("", false);
        field.paste("a\r\nb\tc\u{7}");
        assert_eq!(field.text(), "a b c");
        let mut field = Field::new("", true);
        field.paste("a\r\nb");
        assert_eq!(field.text(), "a\nb");
    }
}

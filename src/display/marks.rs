//! Control and format characters become visible marks; tabs become blanks.
//!
//! Left as they are: combining marks, the joiners and variation selectors that emoji are made of, and the joiners between
//! letters of scripts that are spelt with them. Knows nothing of
//! widths, except that each mark takes one column.

use std::borrow::Cow;

use super::measure::width;

/// Stands for a character that has no picture of its own.
pub const MARK: char = '\u{FFFD}';

/// Columns from one tab stop to the next (CommonMark, section 2.2).
pub const TAB_STOP: usize = 4;

const ZERO_WIDTH_JOINER: char = '\u{200D}';
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';

/// Makes a text displayable on one line: line breaks become marks too.
///
/// Borrows when there is nothing to change, which is nearly always.
pub fn displayable(text: &str) -> Cow<'_, str> {
    replace(text, 0, LineBreaks::Marked)
}

/// As [`displayable`], for a text that begins at `column` of its line, so that its tabs reach the right stops.
pub fn displayable_from(text: &str, column: usize) -> Cow<'_, str> {
    replace(text, column, LineBreaks::Marked)
}

/// As [`displayable`], but line breaks stay (`\r\n` becomes `\n`), and tabs count from the beginning of their line.
pub fn displayable_lines(text: &str) -> Cow<'_, str> {
    replace(text, 0, LineBreaks::Kept)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineBreaks {
    Kept,
    Marked,
}

fn replace(text: &str, column: usize, line_breaks: LineBreaks) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    // How much of `text` is in `shown`; nothing is copied before the first change.
    let mut n_copied = 0;
    let mut line = Line { start: 0, column };
    let mut before = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, next)| next);
        let substitute = if line_breaks == LineBreaks::Kept && c == '\r' && after == Some('\n') {
            Some(Substitute::Nothing)
        } else if line_breaks == LineBreaks::Kept && c == '\n' {
            None
        } else {
            substitute(c, before, after)
        };
        if let Some(substitute) = substitute {
            shown.push_str(text.get(n_copied..at).unwrap_or_default());
            n_copied = at + c.len_utf8();
            match substitute {
                Substitute::Nothing => {}
                Substitute::Char(mark) => shown.push(mark),
                Substitute::Blanks => {
                    let column = line.column + width(shown.get(line.start..).unwrap_or_default());
                    let n_blanks = TAB_STOP - column % TAB_STOP;
                    shown.extend(std::iter::repeat_n(' ', n_blanks));
                    line = Line { start: shown.len(), column: column + n_blanks };
                }
            }
        } else if c == '\n' {
            line = Line { start: shown.len() + (at + 1 - n_copied), column: 0 };
        }
        // A joiner that became a mark joins nothing any more.
        before = if substitute.is_some() { None } else { Some(c) };
    }
    if n_copied == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(text.get(n_copied..).unwrap_or_default());
    Cow::Owned(shown)
}

/// A place in the shown text from which columns are counted: the line's start, or what follows its last tab.
struct Line {
    start: usize,
    column: usize,
}

#[derive(Debug, Clone, Copy)]
enum Substitute {
    Nothing,
    Char(char),
    Blanks,
}

/// What stands on the screen for `c` between its neighbours; nothing if `c` may stand for itself.
fn substitute(c: char, before: Option<char>, after: Option<char>) -> Option<Substitute> {
    match c {
        ' '..='~' => None,
        '\t' => Some(Substitute::Blanks),
        '\0'..='\x1f' => Some(Substitute::Char(char::from_u32(0x2400 + u32::from(c)).unwrap_or(MARK))),
        '\x7f' => Some(Substitute::Char('\u{2421}')),
        ZERO_WIDTH_JOINER | ZERO_WIDTH_NON_JOINER
            if before.is_some_and(is_joined) && after.is_some_and(is_joined) =>
        {
            None
        }
        ZERO_WIDTH_JOINER => {
            let joins_emoji = before.is_some_and(|c| is_pictograph(c) || is_emoji_selector(c))
                && after.is_some_and(is_pictograph);
            (!joins_emoji).then_some(Substitute::Char(MARK))
        }
        c if is_emoji_selector(c) => {
            let selects = before.is_some_and(|c| is_pictograph(c) || matches!(c, '0'..='9' | '#' | '*'));
            (!selects).then_some(Substitute::Char(MARK))
        }
        c if is_unseen(c) => Some(Substitute::Char(MARK)),
        _ => None,
    }
}

/// Letters and vowel signs of the scripts whose spelling needs joiners and non-joiners between them: Arabic (with Persian
/// and Urdu), Syriac, N'Ko, the Indic ones.
fn is_joined(c: char) -> bool {
    matches!(c,
        '\u{620}'..='\u{6DC}' | '\u{6DE}'..='\u{70E}' | '\u{710}'..='\u{88F}'
        | '\u{8A0}'..='\u{8E1}' | '\u{8E3}'..='\u{DFF}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// The selectors of text and of emoji presentation.
fn is_emoji_selector(c: char) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}')
}

/// Controls (C1) and what changes the text around it without being seen itself.
///
/// General categories Cf, Zl and Zp of Unicode 17, and the other default-ignorable characters that need no base. Not
/// here: the joiner and the selectors of emoji, which depend on their neighbours.
pub fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9F}'
        | '\u{AD}'
        | '\u{34F}'
        | '\u{600}'..='\u{605}' | '\u{61C}' | '\u{6DD}' | '\u{70F}'
        | '\u{890}' | '\u{891}' | '\u{8E2}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0D}'
        | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{110BD}' | '\u{110CD}'
        | '\u{13430}'..='\u{1343F}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Unicode's `Extended_Pictographic`, and the modifiers of skin and the regional indicators, by their blocks.
fn is_pictograph(c: char) -> bool {
    matches!(c,
        '\u{A9}' | '\u{AE}' | '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}'
        | '\u{2190}'..='\u{21FF}'
        | '\u{2300}'..='\u{23FF}'
        | '\u{24C2}'
        | '\u{25A0}'..='\u{27BF}'
        | '\u{2934}' | '\u{2935}'
        | '\u{2B00}'..='\u{2BFF}'
        | '\u{3030}' | '\u{303D}' | '\u{3297}' | '\u{3299}'
        | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
pub(in crate::display) mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(displayable(text), shown, "{text:?}");
    }

    #[test]
    fn plain_text_is_borrowed() {
        for text in ["", "Event Loop & Call Stack", "Größe 漢字 über", "👩🏽‍💻 ❤️ 🇫🇷 1️⃣", "e\u{301}"]
        {
            assert!(matches!(displayable(text), Cow::Borrowed(_)), "{text:?}");
            check(text, text);
        }
    }

    #[test]
    fn controls_become_their_pictures() {
        check("\x1b[31mred\x1b[0m", "␛[31mred␛[0m");
        check("a\0b\x07c\x7f", "a␀b␇c␡");
        check("one\r\ntwo", "one␍␊two");
        check("\u{9b}31m\u{85}", "\u{FFFD}31m\u{FFFD}");
    }

    #[test]
    fn bidirectional_and_invisible_characters_become_a_mark() {
        check("a\u{202E}b\u{2066}c\u{200F}d\u{61C}", "a�b�c�d�");
        check("a\u{200B}b\u{FEFF}c\u{AD}d\u{2028}e\u{E0041}f\u{FFF9}", "a�b�c�d�e�f�");
    }

    #[test]
    fn joiners_and_selectors_stay_only_inside_emoji() {
        check("👩\u{200D}🚀", "👩\u{200D}🚀");
        check("🏳\u{FE0F}\u{200D}🌈", "🏳\u{FE0F}\u{200D}🌈");
        check("a\u{200D}b", "a�b");
        check("چک\u{200C}لیست", "چک\u{200C}لیست");
        check("क्\u{200D}ष", "क्\u{200D}ष");
        check("ک\u{200C}a", "ک�a");
        check("ک\u{200C}\u{200C}ل", "ک��ل");
        check("a\u{FE0F}", "a�");
        check("👩\u{200D}a", "👩�a");
        check("👩\u{FE0F}\u{FE0F}", "👩\u{FE0F}�");
        check("\u{202E}\u{200D}🚀", "��🚀");
    }

    #[test]
    fn tabs_reach_the_next_stop() {
        check("\ta", "    a");
        check("abc\tb", "abc b");
        check("abcd\tb", "abcd    b");
        check("漢字\tb", "漢字    b");
        check("a\tb\tc", "a   b   c");
        assert_eq!(displayable_from("\ta", 3), " a");
    }

    #[test]
    fn lines_keep_their_breaks_and_count_their_own_columns() {
        assert_eq!(displayable_lines("one\r\ntwo\n\tx\ry"), "one\ntwo\n    x␍y");
        assert_eq!(displayable_lines("\u{1b}abc\nab\tc"), "␛abc\nab  c");
        assert_eq!(displayable_lines("abc\nab\tc"), "abc\nab  c");
    }

    #[test]
    fn every_replaced_character_takes_one_column() {
        for c in ('\0'..=char::MAX).filter(|&c| c != '\t') {
            if let Some(substitute) = substitute(c, None, None) {
                let Substitute::Char(mark) = substitute else { panic!("{c:?} became {substitute:?}") };
                assert_eq!(width(mark.encode_utf8(&mut [0; 4])), 1, "{c:?}");
            }
        }
    }

    /// Ordinary words, and everything that a terminal or a reader could be misled with.
    pub(in crate::display) fn hostile() -> impl Strategy<Value = String> {
        let pieces = proptest::sample::select(vec![
            "\x1b",
            "\u{9b}",
            "\t",
            "\n",
            "\r\n",
            "\u{202E}",
            "\u{2066}",
            "\u{200D}",
            "\u{FE0F}",
            "\u{200B}",
            "👩",
            "🚀",
            "漢",
            "e\u{301}",
            "\u{301}",
            "word",
            " ",
            "。",
            "\u{1100}",
            "لا",
            "ﾞ",
            "\u{E0041}",
            "🇫",
            "\u{A0}",
        ]);
        proptest::collection::vec(
            prop_oneof![pieces.prop_map(str::to_owned), any::<char>().prop_map(String::from)],
            0..24,
        )
        .prop_map(|pieces| pieces.concat())
    }

    fn drives_the_terminal(c: char) -> bool {
        c.is_control()
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}')
    }

    proptest! {
        #[test]
        fn what_is_shown_never_drives_the_terminal(text in hostile()) {
            prop_assert!(!displayable(&text).contains(drives_the_terminal));
            prop_assert!(!displayable_lines(&text).contains(|c| c != '\n' && drives_the_terminal(c)));
        }

        #[test]
        fn what_is_shown_is_shown_the_same_again(text in hostile()) {
            let shown = displayable_lines(&text).into_owned();
            prop_assert_eq!(displayable_lines(&shown), shown.as_str());
        }
    }
}

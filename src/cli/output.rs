//! What a command has to say, and how it looks: aligned for people, tab-separated or JSON for scripts.
//!
//! Every text of a file passes [`displayable`] on its way here, so that nothing in a file can drive the terminal. Prints
//! nothing itself.

use serde::Serialize;

use super::arguments::Form;
use crate::display::{displayable, is_unseen, width};
use crate::error::{Error, Kind};
use crate::theme::GlyphSet;

/// What a command answers.
#[derive(Debug, Default)]
pub(super) struct Output {
    /// For standard output.
    pub text: String,
    /// For standard error, a line each.
    pub remarks: Vec<String>,
    /// Whether problems were looked for and found.
    pub has_problems: bool,
    /// What could not be done of it, while the rest is here.
    pub failures: Vec<Failure>,
    /// Whether a file was written: then it is done, even if nobody can be told.
    pub has_written: bool,
}

impl Output {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }
}

/// Why a command has no answer.
#[derive(Debug)]
pub(super) struct Failure {
    pub error: Error,
    /// What the message speaks of, such as the items that could be meant: a line each.
    pub details: Vec<String>,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self { error, details: Vec::new() }
    }
}

/// A request that makes no sense.
pub(super) fn usage(attempted: &'static str, reason: impl Into<String>, hint: impl Into<String>) -> Error {
    Error::new(attempted, reason).of_kind(Kind::Usage).hint(hint)
}

/// The version of what `--json` prints: fields may be added to it, never changed or taken away.
const SCHEMA: u32 = 1;

/// A JSON document with its schema in front.
pub(super) fn json(value: &impl Serialize) -> Result<Output, Failure> {
    #[derive(Serialize)]
    struct Document<'a, T> {
        schema: u32,
        #[serde(flatten)]
        value: &'a T,
    }
    let text = serde_json::to_string_pretty(&Document { schema: SCHEMA, value })
        .map_err(|error| Error::new("print JSON", error.to_string()))?;
    Ok(Output::text(escaped(&text) + "\n"))
}

/// JSON escapes C0 controls; others that a terminal acts on, or that nobody sees, stand only within its strings and can
/// be escaped there.
fn escaped(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for char in json.chars() {
        if char == '\u{7f}' || is_unseen(char) {
            for unit in char.encode_utf16(&mut [0; 2]) {
                escaped.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            escaped.push(char);
        }
    }
    escaped
}

/// How answers look on this standard output.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look {
    pub form: Form,
    pub has_colors: bool,
    /// For those who hear it: words for signs, and no columns.
    pub is_aloud: bool,
    pub glyphs: GlyphSet,
}

/// Whether an answer has colours: where they can be shown, unless they are not wanted, or where they are wanted in any
/// case (<https://no-color.org>, <https://bixense.com/clicolors>).
pub(super) fn has_colors(form: Form, is_able: bool, var: impl Fn(&str) -> Option<String>) -> bool {
    let value = |name| var(name).filter(|value| !value.is_empty());
    let is_forced = value("CLICOLOR_FORCE").is_some_and(|value| value != "0");
    let is_unwanted = value("CLICOLOR").is_some_and(|value| value == "0");
    let is_for_scripts = form.json || form.plain;
    !is_for_scripts && value("NO_COLOR").is_none() && (is_forced || is_able && !is_unwanted)
}

/// What a piece of text is, to be told apart by colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Title,
    Secondary,
    Done,
    Active,
}

impl Look {
    /// So many of so many.
    pub(super) fn fraction(self, met: u32, of: u32) -> String {
        if self.is_aloud { format!("{met} of {of}") } else { format!("{met}/{of}") }
    }

    /// The text in the colour of its role; as it is where there are no colours.
    pub(super) fn paint(self, role: Role, text: &str) -> String {
        let code = match role {
            Role::Text => "",
            Role::Title => "1",
            Role::Secondary => "2",
            Role::Done => "32",
            Role::Active => "33",
        };
        if code.is_empty() || !self.has_colors || text.is_empty() {
            return text.to_owned();
        }
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// A cell of a table: displayable text in a role.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    text: String,
    role: Role,
    is_right: bool,
    /// Its column is made no wider than this for it.
    most: usize,
}

impl Cell {
    pub(super) fn new(role: Role, text: &str) -> Self {
        Self { text: displayable(text).into_owned(), role, is_right: false, most: usize::MAX }
    }

    pub(super) fn text(text: &str) -> Self {
        Self::new(Role::Text, text)
    }

    /// With blanks in front.
    #[must_use]
    pub(super) fn indented(self, columns: usize) -> Self {
        Self { text: " ".repeat(columns) + &self.text, ..self }
    }

    /// Whole, but what is wider than this stands out of its column, and what comes behind it is not aligned.
    #[must_use]
    pub(super) fn at_most(self, columns: usize) -> Self {
        Self { most: columns, ..self }
    }

    /// The line of the file that a row is about.
    pub(super) fn line(look: Look, line: usize) -> Self {
        Self::right(Role::Secondary, &if look.is_aloud { format!("line {line}") } else { line.to_string() })
    }

    /// A number, at the right of its column.
    pub(super) fn right(role: Role, text: &str) -> Self {
        Self { is_right: true, ..Self::new(role, text) }
    }
}

/// A table with a title above each column. Read aloud, each cell is told with its title: nobody hears a column.
pub(super) fn headed(look: Look, titles: &[&str], mut rows: Vec<Vec<Cell>>) -> String {
    if look.is_aloud {
        for (cell, title) in rows.iter_mut().flat_map(|row| row.iter_mut().zip(titles)) {
            if !title.is_empty() && !cell.text.is_empty() {
                cell.text.insert_str(0, &format!("{} ", displayable(title)));
            }
        }
    } else {
        rows.insert(0, titles.iter().map(|title| Cell::new(Role::Secondary, title)).collect());
    }
    aligned(look, 0, &rows)
}

/// Rows whose columns are aligned, two blanks between them; `indent` blanks before each. Read aloud, the cells of a row
/// stand behind one another.
pub(super) fn aligned(look: Look, indent: usize, rows: &[Vec<Cell>]) -> String {
    if look.is_aloud {
        let cells = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.trim().to_owned()).collect::<Vec<_>>();
        let told = |row: &Vec<Cell>| {
            cells(row).into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ") + "\n"
        };
        return rows.iter().map(told).collect();
    }
    let n_columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..n_columns)
        .map(|column| {
            let widths =
                rows.iter().filter_map(|row| row.get(column)).map(|cell| (width(&cell.text), cell.most));
            widths.map(|(width, most)| width.min(most)).max().unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for row in rows {
        let mut line = " ".repeat(indent);
        // Blanks are written before the next text, so that no line ends in them.
        let mut blanks = 0;
        for (cell, column_width) in row.iter().zip(&widths) {
            let padding = column_width.saturating_sub(width(&cell.text));
            let (before, behind) = if cell.is_right { (padding, 0) } else { (0, padding) };
            blanks += before;
            if !cell.text.is_empty() {
                line.push_str(&" ".repeat(std::mem::take(&mut blanks)));
                line.push_str(&look.paint(cell.role, &cell.text));
            }
            blanks += behind;
            if *column_width > 0 {
                blanks += 2;
            }
        }
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// Tab-separated lines: columns in a fixed order, without a header.
pub(super) fn tab_separated<'a>(rows: impl IntoIterator<Item = Vec<std::borrow::Cow<'a, str>>>) -> String {
    let mut text = String::new();
    for row in rows {
        let cells: Vec<_> = row.iter().map(|cell| displayable(cell)).collect();
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}

/// `1 byte`, `2 bytes`.
pub(super) fn counted(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOOK: Look = Look {
        form: Form { json: false, plain: false },
        has_colors: false,
        is_aloud: false,
        glyphs: GlyphSet::Unicode,
    };

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        let rows = vec![
            vec![Cell::text("🌱 a"), Cell::right(Role::Text, "3/3"), Cell::text("")],
            vec![Cell::text("bb"), Cell::right(Role::Text, "10/13"), Cell::text("x")],
            vec![Cell::text("c"), Cell::right(Role::Text, ""), Cell::text("y")],
        ];
        assert_eq!(aligned(LOOK, 1, &rows), " 🌱 a    3/3\n bb    10/13  x\n c            y\n");
    }

    #[test]
    fn aloud_each_cell_is_told_with_its_title_and_nothing_is_padded() {
        let rows = || vec![vec![Cell::right(Role::Text, "7"), Cell::text(""), Cell::text("x").indented(2)]];
        let titles = ["", "level", "skill"];
        assert_eq!(headed(LOOK, &titles, rows()), "   level  skill\n7           x\n");
        assert_eq!(headed(Look { is_aloud: true, ..LOOK }, &titles, rows()), "7, skill   x\n");
    }

    #[test]
    fn a_cell_that_is_too_long_does_not_widen_its_column() {
        let row = |text: &str| vec![Cell::text(text).at_most(4), Cell::text("x")];
        let rows = [row("a"), row("bbb"), row("a long one"), row("dddd")];
        assert_eq!(aligned(LOOK, 0, &rows), "a     x\nbbb   x\na long one  x\ndddd  x\n");
        assert_eq!(aligned(LOOK, 0, &[row("a long one")]), "a long one  x\n");
    }

    #[test]
    fn nothing_that_drives_a_terminal_comes_through() {
        let hostile = "a\u{1b}[2J\u{9b}31m\u{202e}\u{200b}\u{e0041}\tb\nc";
        let unfit = ['\u{1b}', '\u{9b}', '\u{202e}', '\u{200b}', '\u{e0041}'];
        let is_tame = |text: &str| !text.contains(unfit);
        assert!(is_tame(&aligned(LOOK, 0, &[vec![Cell::text(hostile)]])));
        let plain = tab_separated([vec![hostile.into(), "d".into()]]);
        assert!(is_tame(&plain) && plain.matches('\t').count() == 1 && plain.lines().count() == 1);
        let text = json(&std::collections::BTreeMap::from([("text", hostile)])).unwrap().text;
        assert!(is_tame(&text), "{text}");
        let back: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(back["text"], hostile);
    }

    #[test]
    fn colours_are_forced_by_one_variable_and_taken_away_by_another() {
        let people = Form { json: false, plain: false };
        let has = |form, is_able, set: &[(&str, &str)]| {
            let found = |name: &str| set.iter().find(|(known, _)| *known == name);
            has_colors(form, is_able, |name| found(name).map(|(_, value)| (*value).to_owned()))
        };
        assert!(has(people, true, &[]) && !has(people, false, &[]));
        assert!(has(people, false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!has(people, false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!has(people, false, &[("CLICOLOR_FORCE", "")]));
        assert!(!has(people, true, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
        assert!(has(people, true, &[("NO_COLOR", "")]));
        assert!(!has(people, true, &[("CLICOLOR", "0")]));
        for form in [Form { plain: true, ..people }, Form { json: true, ..people }] {
            assert!(!has(form, true, &[("CLICOLOR_FORCE", "1")]));
        }
    }

    #[test]
    fn colours_are_only_where_they_are_wanted() {
        assert_eq!(LOOK.paint(Role::Title, "a"), "a");
        assert_eq!(Look { has_colors: true, ..LOOK }.paint(Role::Title, "a"), "\u{1b}[1ma\u{1b}[0m");
    }
}

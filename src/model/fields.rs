//! What an item's text says besides words: dates, fields, tags, block id (format.md, "Dates" and "Fields").
//!
//! Obsidian Tasks reads its fields from the end of the line and stops at what it does not know; so does this.

use super::Level;
use crate::span::Span;

/// A field of an item's text and the bytes of that text which hold it, signifier and brackets included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub kind: FieldKind,
    pub value: String,
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldKind {
    /// `✅` or `[completion:: …]`
    Done,
    /// `➕` or `[created:: …]`
    Created,
    /// `🛫` or `[start:: …]`
    Start,
    /// `⏳` or `[scheduled:: …]`
    Scheduled,
    /// `📅` or `[due:: …]`
    Due,
    /// `❌` or `[cancelled:: …]`
    Cancelled,
    /// `🔺 ⏫ 🔼 🔽 ⏬` or `[priority:: …]`
    Priority,
    /// `🔁` or `[repeat:: …]`
    Recurrence,
    /// `🆔` or `[id:: …]`
    Id,
    /// `⛔` or `[dependsOn:: …]`
    DependsOn,
    /// `#tag` at the end of the text.
    Tag,
    /// `^block-id` at the very end.
    BlockId,
    /// Any other `[key:: value]`, by its key in lower case.
    Named(String),
}

/// The keys of our own fields that hold a level.
pub const LEVEL: &str = "level";
pub const TARGET: &str = "target";

/// The signs of Obsidian Tasks, and what follows each.
const SIGNS: [(char, FieldKind); 13] = [
    ('✅', FieldKind::Done),
    ('➕', FieldKind::Created),
    ('🛫', FieldKind::Start),
    ('⏳', FieldKind::Scheduled),
    ('⌛', FieldKind::Scheduled),
    ('📅', FieldKind::Due),
    ('📆', FieldKind::Due),
    ('🗓', FieldKind::Due),
    ('❌', FieldKind::Cancelled),
    ('🔁', FieldKind::Recurrence),
    ('🆔', FieldKind::Id),
    ('⛔', FieldKind::DependsOn),
    ('#', FieldKind::Tag),
];

const PRIORITIES: [(&str, &str); 5] =
    [("🔺", "highest"), ("⏫", "high"), ("🔼", "medium"), ("🔽", "low"), ("⏬", "lowest")];

/// All that an item's text carries, in the order of the text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fields {
    fields: Vec<Field>,
    /// Where the words end and the trailing fields begin.
    words_end: usize,
}

impl Fields {
    /// Reads an item's text (its first paragraph).
    pub fn read(text: &str) -> Self {
        let mut fields = bracketed(text);
        let (trailing, words_end) = trailing(text, &fields);
        fields.extend(trailing);
        fields.sort_by_key(|field| field.span);
        Self { fields, words_end }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter()
    }

    pub fn get(&self, kind: &FieldKind) -> Option<&Field> {
        self.fields.iter().find(|field| field.kind == *kind)
    }

    pub fn value(&self, kind: &FieldKind) -> Option<&str> {
        self.get(kind).map(|field| field.value.as_str())
    }

    /// A `[key:: value]` by its key.
    pub fn named(&self, key: &str) -> Option<&Field> {
        self.fields.iter().find(|field| matches!(&field.kind, FieldKind::Named(name) if name == key))
    }

    /// The level of what the item is about: `[level:: 3]`.
    pub fn level(&self) -> Option<Level> {
        Level::from_token(&self.named(LEVEL)?.value)
    }

    /// The level that is aimed at: `[target:: 4]`.
    pub fn target(&self) -> Option<Level> {
        Level::from_token(&self.named(TARGET)?.value)
    }

    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(|field| field.kind == FieldKind::Tag).map(|field| field.value.as_str())
    }

    /// Where the words end; what follows are trailing fields.
    pub fn words_end(&self) -> usize {
        self.words_end
    }
}

/// An item's words: its text without fields, dates and block id, lines joined, runs of blanks as one.
pub fn words(text: &str) -> String {
    let fields = Fields::read(text);
    let mut words = String::with_capacity(text.len());
    let mut at = 0;
    for field in fields.iter().filter(|field| field.kind != FieldKind::Tag) {
        let start = field.span.start as usize;
        if start < at {
            continue;
        }
        words.push_str(text.get(at..start).unwrap_or_default());
        at = field.span.end as usize;
    }
    words.push_str(text.get(at..).unwrap_or_default());
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `[key:: value]` and `(key:: value)`, anywhere in the text.
fn bracketed(text: &str) -> Vec<Field> {
    let is_key_char = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | ' ');
    let mut fields = Vec::new();
    // Brackets that nothing closes any more: looked for once, as there may be many that are left open.
    let mut never_closed = Vec::new();
    let mut at = 0;
    while let Some(middle) = text.get(at..).and_then(|rest| rest.find("::")).map(|found| at + found) {
        at = middle + 2;
        let before = text.get(..middle).unwrap_or_default();
        let opening = before.trim_end_matches(|char: char| is_key_char(char) || char.is_whitespace());
        let key = before.get(opening.len()..).unwrap_or_default().trim();
        let close = match opening.chars().next_back() {
            Some('[') => ']',
            Some('(') => ')',
            _ => continue,
        };
        if key.is_empty() || !key.chars().all(is_key_char) || never_closed.contains(&close) {
            continue;
        }
        let Some(end) = text.get(at..).and_then(|rest| rest.find(close)).map(|found| at + found) else {
            never_closed.push(close);
            continue;
        };
        let value = text.get(at..end).unwrap_or_default().trim().to_owned();
        fields.push(Field { kind: named(key), value, span: Span::new(opening.len() - 1, end + 1) });
        at = end + 1;
    }
    fields
}

/// The kind of a Dataview key.
fn named(key: &str) -> FieldKind {
    match key.to_lowercase().as_str() {
        "completion" => FieldKind::Done,
        "created" => FieldKind::Created,
        "start" => FieldKind::Start,
        "scheduled" => FieldKind::Scheduled,
        "due" => FieldKind::Due,
        "cancelled" => FieldKind::Cancelled,
        "priority" => FieldKind::Priority,
        "repeat" => FieldKind::Recurrence,
        "id" => FieldKind::Id,
        "dependson" => FieldKind::DependsOn,
        other => FieldKind::Named(other.to_owned()),
    }
}

/// Reads fields from the end of the text until a word that is none.
fn trailing(text: &str, bracketed: &[Field]) -> (Vec<Field>, usize) {
    let mut fields = Vec::new();
    let mut end = text.trim_end().len();
    if let Some(start) = last_word(text, end)
        && let Some(id) = text.get(start..end).and_then(|word| word.strip_prefix('^'))
        && !id.is_empty()
        && id.chars().all(|char| char.is_ascii_alphanumeric() || char == '-')
    {
        fields.push(Field { kind: FieldKind::BlockId, value: id.to_owned(), span: Span::new(start, end) });
        end = text.get(..start).unwrap_or_default().trim_end().len();
    }
    loop {
        let before = text.get(..end).unwrap_or_default();
        let field = bracketed
            .binary_search_by_key(&end, |field| field.span.end as usize)
            .ok()
            .map(|index| (None, bracketed[index].span.start as usize))
            .or_else(|| last_sign(before).map(|field| (Some(field.clone()), field.span.start as usize)));
        let Some((field, start)) = field else { break };
        fields.extend(field);
        end = text.get(..start).unwrap_or_default().trim_end().len();
    }
    (fields, end)
}

fn last_word(text: &str, end: usize) -> Option<usize> {
    let before = text.get(..end)?;
    Some(
        before.rfind(char::is_whitespace).map_or(0, |at| {
            at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
        }),
    )
}

/// The field of Obsidian Tasks that `text` ends with: a sign and its value, a priority, or a tag.
fn last_sign(text: &str) -> Option<Field> {
    let text = text.trim_end().trim_end_matches('\u{fe0f}');
    for (sign, value) in PRIORITIES {
        if let Some(before) = text.strip_suffix(sign) {
            let span = Span::new(before.len(), text.len());
            return Some(Field { kind: FieldKind::Priority, value: value.to_owned(), span });
        }
    }
    // From the end, and no further than to the last sign: many fields are read one after the other.
    let start = text.rfind(|char| SIGNS.iter().any(|(sign, _)| *sign == char))?;
    let behind = text.get(start..)?;
    let (sign, kind) = SIGNS.iter().find(|(sign, _)| behind.starts_with(*sign))?;
    let follows = behind.get(sign.len_utf8()..)?;
    let value = follows.trim_start_matches('\u{fe0f}').trim();
    let is_value = match kind {
        FieldKind::Tag => {
            let begins_word = text.get(..start)?.chars().next_back().is_none_or(char::is_whitespace);
            begins_word && !follows.is_empty() && !follows.contains(char::is_whitespace)
        }
        FieldKind::Recurrence => {
            !value.is_empty()
                && value.chars().all(|char| char.is_ascii_alphanumeric() || " ,!".contains(char))
        }
        FieldKind::Id | FieldKind::DependsOn => {
            !value.is_empty()
                && value.chars().all(|char| char.is_ascii_alphanumeric() || "-_, ".contains(char))
        }
        _ => is_date(value),
    };
    is_value.then(|| Field {
        kind: kind.clone(),
        value: value.to_owned(),
        span: Span::new(start, text.len()),
    })
}

/// Where the counter begins that a text ends with: `[2/5]` or `[40%]`.
pub fn counter_start(text: &str) -> Option<usize> {
    let start = text.rfind('[')?;
    let inside = text.get(start + 1..)?.strip_suffix(']')?;
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_counter = match inside.split_once('/') {
        Some((met, of)) => is_number(met) && is_number(of),
        None => inside.strip_suffix('%').is_some_and(is_number),
    };
    is_counter.then_some(start)
}

/// `2026-11-22`, as a real day of the calendar.
pub fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<FieldKind> {
        Fields::read(text).iter().map(|field| field.kind.clone()).collect()
    }

    #[test]
    fn fields_are_read_from_the_end() {
        let fields = Fields::read("Read it 🔼 ➕ 2026-01-02 📅 2026-02-03 #deep ✅ 2026-11-22 ^abc-1");
        assert_eq!(fields.value(&FieldKind::Done), Some("2026-11-22"));
        assert_eq!(fields.value(&FieldKind::Due), Some("2026-02-03"));
        assert_eq!(fields.value(&FieldKind::Priority), Some("medium"));
        assert_eq!(fields.value(&FieldKind::BlockId), Some("abc-1"));
        assert_eq!(fields.tags().collect::<Vec<_>>(), ["deep"]);
        assert_eq!(fields.words_end(), "Read it".len());
    }

    #[test]
    fn a_sign_before_plain_words_is_text() {
        assert_eq!(kinds("✅ 2026-11-22 is the day"), []);
        assert_eq!(kinds("due 📅 someday"), []);
        assert_eq!(kinds("Prelude in C # minor"), []);
    }

    #[test]
    fn bracketed_fields_are_read_anywhere() {
        let fields = Fields::read("Event [level:: 3] loop (completion:: 2026-11-22)");
        assert_eq!(fields.named("level").map(|field| field.value.as_str()), Some("3"));
        assert_eq!((fields.level(), fields.target()), (Some(Level::Competent), None));
        assert_eq!(Fields::read("a (Target:: adv)").target(), Some(Level::AdvancedBeginner));
        assert_eq!(fields.value(&FieldKind::Done), Some("2026-11-22"));
        assert_eq!(kinds("a [\n  b c :: d] (\te:: f)").len(), 2);
        assert_eq!(kinds("[a\nb:: c] [:: d] a:: b]").len(), 0);
        assert_eq!(kinds("std::fs and [std::fs](x)"), [FieldKind::Named("std".into())]);
    }

    #[test]
    fn many_fields_and_what_only_begins_like_one_are_read_at_once() {
        const MANY: usize = 50_000;
        for (text, n_fields) in [
            ("#a ", MANY),
            ("[a:: b] ", MANY),
            ("a:: ", 0),
            ("[a:: ", 0),
            ("(a:: b] ", 0),
            ("(a b[c:: ", 0),
            ("✅ 2026-11-22 ", MANY),
        ] {
            assert_eq!(kinds(&text.repeat(MANY)).len(), n_fields, "{text}");
        }
    }

    #[test]
    fn words_are_the_text_without_fields() {
        assert_eq!(words("Read\n  it [level:: 3] now #deep 📅 2026-02-03 ^id"), "Read it now #deep");
        assert_eq!(words("`a` **b**"), "`a` **b**");
    }
}

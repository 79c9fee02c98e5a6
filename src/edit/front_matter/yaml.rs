//! Where in a YAML text a setting of ours stands or belongs.
//!
//! Knows the forms in which people write a map of scalars by hand: lines below the key, or braces on the key's line.
//! Anything else is refused; a wrong guess is found out by reading the result.

use std::ops::Range;

use crate::span::{line_end, next_line};

/// Some bytes of the YAML text and what they become.
#[derive(Debug)]
pub(super) struct Put {
    pub(super) range: Range<usize>,
    pub(super) new: String,
}

/// A map with settings in it, as lines.
pub(super) fn lines(own: &str, settings: &[(&str, String)], ending: &str) -> String {
    let lines = settings.iter().map(|(key, value)| format!("  {key}: {}{ending}", scalar(value, None)));
    format!("{own}:{ending}") + &lines.collect::<String>()
}

/// What sets some settings of the map `own`; the reason where that is not sure.
pub(super) fn places(
    text: &str,
    own: &str,
    settings: &[(&str, String)],
    ending: &str,
) -> Result<Vec<Put>, String> {
    let Some(own_line) = Lines::of(text, 0).find(|line| line.key() == Some(own)) else {
        return Ok(vec![Put { range: text.len()..text.len(), new: lines(own, settings, ending) }]);
    };
    match own_line.value().trim_start().chars().next() {
        None | Some('#') => below(text, &own_line, settings, ending),
        Some('{') => in_braces(&own_line, settings),
        Some(_) => Err(format!("something else than settings stands after `{own}:`")),
    }
}

/// The settings are lines below the key.
fn below(text: &str, own: &Line<'_>, settings: &[(&str, String)], ending: &str) -> Result<Vec<Put>, String> {
    let after = next_line(text.as_bytes(), own.start);
    let children: Vec<Line<'_>> =
        Lines::of(text, after).take_while(|line| line.is_blank() || line.indent > 0).collect();
    let content: Vec<&Line<'_>> = children.iter().filter(|line| !line.is_blank()).collect();
    let indent = content.first().map_or(2, |first| first.indent);
    let mut puts = Vec::new();
    let mut missing = String::new();
    for (key, value) in settings {
        match content.iter().find(|line| line.indent == indent && line.key() == Some(key)) {
            Some(line) => puts.extend(replaced(line, key, value)?),
            None => missing += &format!("{}{key}: {}{ending}", " ".repeat(indent), scalar(value, None)),
        }
    }
    if !missing.is_empty() {
        let at = content.last().map_or(after, |last| next_line(text.as_bytes(), last.start));
        puts.push(Put { range: at..at, new: missing });
    }
    Ok(puts)
}

/// Replaces the scalar behind a line's key.
fn replaced(line: &Line<'_>, key: &str, new: &str) -> Result<Option<Put>, String> {
    let value = line.value();
    let start = line.value_start();
    let blanks = value.len() - value.trim_start().len();
    let rest = value.trim_start();
    let refused = || format!("the value of `{key}:` is more than a word on its line");
    if rest.is_empty() || rest.starts_with('#') {
        return Ok(Some(Put { range: start..start, new: format!(" {}", scalar(new, None)) }));
    }
    let (len, quote) = scalar_len(rest, &[]).ok_or_else(refused)?;
    let behind = rest.get(len..).unwrap_or_default().trim_start();
    if !behind.is_empty() && !behind.starts_with('#') {
        return Err(refused());
    }
    let old = start + blanks..start + blanks + len;
    let new = scalar(new, quote);
    Ok((rest.get(..len) != Some(&new)).then_some(Put { range: old, new }))
}

/// The settings stand in braces on the key's line.
fn in_braces(own: &Line<'_>, settings: &[(&str, String)]) -> Result<Vec<Put>, String> {
    let open = own.value_start() + own.value().find('{').unwrap_or_default();
    let inner = own.text.get(open + 1 - own.start..).unwrap_or_default();
    let entries = entries(inner).ok_or("the braces hold more than words, or go over several lines")?;
    let mut puts = Vec::new();
    let mut missing = Vec::new();
    for (key, value) in settings {
        match entries.iter().find(|entry| inner.get(entry.key.clone()).map(unquoted) == Some(key)) {
            None => missing.push(format!("{key}: {}", scalar(value, None))),
            Some(entry) => {
                let old = inner.get(entry.value.clone()).unwrap_or_default();
                let quote = match scalar_len(old, &[',', '}']) {
                    Some((len, quote)) if len == old.len() => quote,
                    None if old.is_empty() => None,
                    _ => return Err(format!("the value of `{key}:` is more than a word")),
                };
                let new = scalar(value, quote);
                if new != old {
                    let blank = if old.is_empty() { " " } else { "" };
                    let range = open + 1 + entry.value.start..open + 1 + entry.value.end;
                    puts.push(Put { range, new: format!("{blank}{new}") });
                }
            }
        }
    }
    if !missing.is_empty() {
        let missing = missing.join(", ");
        puts.push(match entries.last() {
            Some(last) => {
                let at = open + 1 + last.value.end;
                Put { range: at..at, new: format!(", {missing}") }
            }
            None => {
                let blank = if inner.starts_with(' ') { "" } else { " " };
                Put { range: open + 1..open + 1, new: format!(" {missing}{blank}") }
            }
        });
    }
    Ok(puts)
}

/// A key and its value between braces, without the blanks around them.
struct Entry {
    key: Range<usize>,
    value: Range<usize>,
}

/// The entries up to the closing brace; none where it is not on this line.
fn entries(inner: &str) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let (mut depth, mut start, mut colon, mut quote) = (0_usize, 0, None, None);
    let mut before = ' ';
    let trimmed = |range: Range<usize>| {
        let part = inner.get(range.clone())?;
        let start = range.start + part.len() - part.trim_start().len();
        Some(start..start.max(range.start + part.trim_end().len()))
    };
    for (at, char) in inner.char_indices() {
        let begins_scalar = matches!(before, ' ' | '{' | '[' | ',' | ':');
        match (quote, char) {
            (Some('"'), '"') if before != '\\' => quote = None,
            (Some('\''), '\'') => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if begins_scalar || at == 0 || before == '\'' => quote = Some(char),
            (None, '{' | '[') => depth += 1,
            (None, '#') if before == ' ' => return None,
            (None, ':') if depth == 0 && colon.is_none() => colon = Some(at),
            (None, ',' | '}') if depth == 0 => {
                match colon.take() {
                    Some(colon) => {
                        entries.push(Entry { key: trimmed(start..colon)?, value: trimmed(colon + 1..at)? });
                    }
                    None if inner.get(start..at)?.trim().is_empty() => {}
                    None => return None,
                }
                start = at + 1;
                if char == '}' {
                    return Some(entries);
                }
            }
            (None, '}' | ']') => depth = depth.checked_sub(1)?,
            _ => {}
        }
        // A pair of backslashes is one, and escapes nothing.
        before = if before == '\\' && char == '\\' { ' ' } else { char };
    }
    None
}

/// How long the scalar is with which a text begins, and its quotes; none for what is no scalar on one line. A plain one
/// goes up to one of `ends`, or a comment, or the end.
fn scalar_len(text: &str, ends: &[char]) -> Option<(usize, Option<char>)> {
    match text.chars().next()? {
        '"' => {
            let mut is_escaped = false;
            let inner = text.get(1..)?;
            let end = inner.char_indices().find(|(_, char)| {
                let ends = *char == '"' && !is_escaped;
                is_escaped = *char == '\\' && !is_escaped;
                ends
            });
            end.map(|(at, _)| (at + 2, Some('"')))
        }
        '\'' => {
            let mut at = 1;
            loop {
                at += text.get(at..)?.find('\'')? + 1;
                if !text.get(at..)?.starts_with('\'') {
                    return Some((at, Some('\'')));
                }
                at += 1;
            }
        }
        '&' | '*' | '!' | '|' | '>' | '{' | '[' | '%' | '@' | '`' => None,
        _ => {
            let end = text.find(" #").unwrap_or(text.len());
            let end = text.find(ends).map_or(end, |found| found.min(end));
            Some((text.get(..end)?.trim_end().len(), None))
        }
    }
}

/// A text as a scalar: in the quotes that stood there, else plain where that reads as the same text.
pub(super) fn scalar(text: &str, quote: Option<char>) -> String {
    let is_simple = |char: char| char.is_alphanumeric() || " -_./+".contains(char);
    let reads_as_text =
        || crate::yaml::parse::<serde_yaml::Value>(text).is_ok_and(|value| value.as_str() == Some(text));
    match quote {
        Some('\'') => format!("'{}'", text.replace('\'', "''")),
        None if text.chars().all(is_simple) && reads_as_text() => text.to_owned(),
        _ => format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")),
    }
}

fn unquoted(key: &str) -> &str {
    let inner = |quote: char| key.strip_prefix(quote).and_then(|key| key.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(key)
}

/// The lines of a YAML text.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

/// One line without its ending.
struct Line<'a> {
    start: usize,
    indent: usize,
    text: &'a str,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str, at: usize) -> Self {
        Self { text, at }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let start = self.at;
        if start >= self.text.len() {
            return None;
        }
        self.at = next_line(self.text.as_bytes(), start);
        let text = self.text.get(start..line_end(self.text.as_bytes(), start))?;
        Some(Line { start, indent: text.len() - text.trim_start_matches(' ').len(), text })
    }
}

impl<'a> Line<'a> {
    /// Neither keys nor values are on it.
    fn is_blank(&self) -> bool {
        let text = self.text.trim();
        text.is_empty() || text.starts_with('#')
    }

    /// Where the first colon stands that ends a key.
    fn colon(&self) -> Option<usize> {
        self.text.match_indices(':').map(|(at, _)| at).find(|at| {
            let behind = self.text.get(at + 1..).unwrap_or_default();
            behind.is_empty() || behind.starts_with([' ', '\t'])
        })
    }

    fn key(&self) -> Option<&'a str> {
        if self.is_blank() {
            return None;
        }
        Some(unquoted(self.text.get(self.indent..self.colon()?)?.trim_end()))
    }

    fn value_start(&self) -> usize {
        self.start + self.colon().map_or(self.text.len(), |colon| colon + 1)
    }

    fn value(&self) -> &'a str {
        self.text.get(self.value_start() - self.start..).unwrap_or_default()
    }
}

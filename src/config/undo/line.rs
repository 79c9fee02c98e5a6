//! One line of an undo file: a step as JSON, and back.
//!
//! What is read is not believed: a step whose splices are not in order and disjoint is none.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::edit::{Edit, Effect, Splice};
use crate::fingerprint::Fingerprint;
use crate::history::{ChangeKind, Step};
use crate::span::Span;

/// A step that was made, taken back or made again, as it was written. An undo without edits takes back the newest.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line<'a> {
    did: Did,
    #[serde(default, skip_serializing_if = "str::is_empty")]
    label: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    edits: Vec<EditLine<'a>>,
    /// The fingerprint of the text that it made. The last field, so that the end of the file tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<Cow<'a, str>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Did {
    Act,
    Undo,
    Redo,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EditLine<'a> {
    splices: Vec<SpliceLine<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    effect: EffectLine,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpliceLine<'a> {
    at: u32,
    old: Bytes<'a>,
    new: Bytes<'a>,
}

/// Bytes of the user's file, as text wherever they are.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Bytes<'a> {
    Text(Cow<'a, str>),
    Raw(Cow<'a, [u8]>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EffectLine {
    #[serde(skip_serializing_if = "is_default")]
    items: i32,
    #[serde(skip_serializing_if = "is_default")]
    boxes: i32,
    #[serde(skip_serializing_if = "is_default")]
    states: u32,
    #[serde(skip_serializing_if = "is_default")]
    is_move: bool,
    #[serde(skip_serializing_if = "is_default")]
    is_scattered: bool,
    #[serde(skip_serializing_if = "is_default")]
    tables: i32,
    #[serde(skip_serializing_if = "is_default")]
    rows: i32,
    #[serde(skip_serializing_if = "is_default")]
    columns: i32,
    #[serde(skip_serializing_if = "is_default")]
    cells: u32,
    #[serde(skip_serializing_if = "is_default")]
    headings: i32,
}

impl<'a> Line<'a> {
    pub(super) fn of(step: &'a Step, kind: ChangeKind) -> Self {
        let did = match kind {
            ChangeKind::Act => Did::Act,
            ChangeKind::Undo => Did::Undo,
            ChangeKind::Redo => Did::Redo,
        };
        let edits = step.edits.iter().map(EditLine::of).collect();
        Self { did, label: Cow::Borrowed(&*step.label), edits, text: None }
    }

    /// The line with its end; `text` is what the step made, where nothing follows that says so.
    pub(super) fn write(mut self, text: Option<Fingerprint>) -> Option<String> {
        self.text = text.map(|text| text.digits().into());
        // Of these types there is none that JSON cannot say.
        serde_json::to_string(&self).ok().map(|line| line + "\n")
    }

    pub(super) fn read(line: &'a str) -> Option<(Step, ChangeKind)> {
        let line: Self = serde_json::from_str(line).ok()?;
        let kind = match line.did {
            Did::Act => ChangeKind::Act,
            Did::Undo => ChangeKind::Undo,
            Did::Redo => ChangeKind::Redo,
        };
        let edits = line.edits.into_iter().map(EditLine::edit).collect::<Option<Vec<_>>>()?;
        let is_one = kind == ChangeKind::Undo || !edits.is_empty();
        is_one.then(|| (Step { edits, label: Cow::Owned(line.label.into_owned()) }, kind))
    }
}

/// How a line ends that says which text its step made.
pub(super) fn end_of(text: Fingerprint) -> String {
    format!(",\"text\":\"{}\"}}\n", text.digits())
}

impl<'a> EditLine<'a> {
    fn of(edit: &'a Edit) -> Self {
        let splices = edit.splices().iter().map(|splice| SpliceLine {
            at: splice.span.start,
            old: Bytes::of(&splice.old),
            new: Bytes::of(&splice.new),
        });
        let Effect { items, boxes, states, is_move, is_scattered, tables, rows, columns, cells, headings } =
            edit.effect;
        let effect = EffectLine {
            items,
            boxes,
            states,
            is_move,
            is_scattered,
            tables,
            rows,
            columns,
            cells,
            headings,
        };
        Self { splices: splices.collect(), effect }
    }

    fn edit(self) -> Option<Edit> {
        let splices: Option<Vec<Splice>> = self.splices.into_iter().map(SpliceLine::splice).collect();
        let splices = splices.filter(|splices| {
            splices.is_sorted_by(|left, right| left.span.end <= right.span.start)
                && splices.iter().all(|splice| splice.old != splice.new)
        })?;
        let EffectLine {
            items,
            boxes,
            states,
            is_move,
            is_scattered,
            tables,
            rows,
            columns,
            cells,
            headings,
        } = self.effect;
        Some(Edit::new(
            splices,
            Effect { items, boxes, states, is_move, is_scattered, tables, rows, columns, cells, headings },
        ))
    }
}

impl SpliceLine<'_> {
    fn splice(self) -> Option<Splice> {
        let (old, new) = (self.old.into_bytes(), self.new.into_bytes());
        let end = self.at.checked_add(u32::try_from(old.len()).ok()?)?;
        Some(Splice { span: Span::new(self.at as usize, end as usize), old, new })
    }
}

impl<'a> Bytes<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        match str::from_utf8(bytes) {
            Ok(text) => Self::Text(text.into()),
            Err(_) => Self::Raw(bytes.into()),
        }
    }

    fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.into_owned().into_bytes(),
            Self::Raw(bytes) => bytes.into_owned(),
        }
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_read_as_it_was_written() {
        let splice = |at: usize, old: &[u8], new: &[u8]| Splice {
            span: Span::new(at, at + old.len()),
            old: old.to_vec(),
            new: new.to_vec(),
        };
        let effect = Effect { boxes: -1, is_move: true, cells: 3, ..Effect::default() };
        let edits = vec![
            Edit::new(vec![splice(3, b" ", b"x"), splice(9, b"", "é\r\n\0".as_bytes())], effect),
            Edit::new(vec![splice(0, b"\xff\"", b"")], Effect::default()),
        ];
        let step = Step { edits, label: "tick".into() };
        let text = Fingerprint::of(b"a");
        let line = Line::of(&step, ChangeKind::Act).write(Some(text)).unwrap();
        assert!(line.ends_with(&end_of(text)));
        assert_eq!(Line::read(line.trim_end()), Some((step.clone(), ChangeKind::Act)));
        let line = Line::of(&step, ChangeKind::Undo).write(None).unwrap();
        assert_eq!(Line::read(&line), Some((step, ChangeKind::Undo)));
        let newest = Step { edits: Vec::new(), label: "".into() };
        assert_eq!(Line::read("{\"did\":\"undo\"}"), Some((newest, ChangeKind::Undo)));
    }

    #[test]
    fn what_is_no_step_is_none() {
        let act = |splices: &str| format!("{{\"did\":\"act\",\"edits\":[{{\"splices\":[{splices}]}}]}}");
        let good = act(r#"{"at":1,"old":"a","new":"b"}"#);
        assert!(Line::read(&good).is_some());
        for line in [
            "",
            "{}",
            r#"{"did":"act"}"#,
            r#"{"did":"redo"}"#,
            r#"{"did":"eat"}"#,
            good.trim_end_matches('}'),
            &act(r#"{"at":5,"old":"a","new":"b"},{"at":1,"old":"a","new":"b"}"#),
            &act(r#"{"at":1,"old":"abc","new":"b"},{"at":2,"old":"a","new":"b"}"#),
            &act(r#"{"at":4294967295,"old":"abc","new":"b"}"#),
            &act(r#"{"at":-1,"old":"a","new":"b"}"#),
            &act(r#"{"at":1,"old":[300],"new":"b"}"#),
            &act(r#"{"at":1,"old":"a","new":"a"}"#),
        ] {
            assert_eq!(Line::read(line), None, "{line}");
        }
    }
}

//! One line of the record. Read without copying what is not kept.

use std::borrow::Cow;
use std::fmt;

use jiff::Zoned;
use jiff::civil::Date;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::{Level, State};
use crate::timeline::{Change, What};

/// A change as it is written. It is about an item or about a skill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line<'a> {
    /// RFC 3339, with the offset of the zone in which it was made.
    #[serde(borrow)]
    pub at: Text<'a>,
    pub file: Text<'a>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<Text<'a>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<Text<'a>>,
    pub from: Option<Value<'a>>,
    pub to: Option<Value<'a>>,
    /// Whether the item counts through its children.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub parent: bool,
}

/// A text that is borrowed where it has no escapes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub Cow<'a, str>);

/// A state by its name, or a level by its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(super) enum Value<'a> {
    State(Text<'a>),
    Level(u8),
}

/// By hand, as what serde derives for an untagged enum copies the value first.
impl<'de: 'a, 'a> Deserialize<'de> for Value<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfEither;

        impl<'de> Visitor<'de> for OfEither {
            type Value = Value<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a state or a level")
            }

            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Value::State(text(name)))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                u8::try_from(number).map(Value::Level).map_err(E::custom)
            }
        }

        deserializer.deserialize_any(OfEither)
    }
}

impl<'a> Line<'a> {
    pub(super) fn of(file: &'a str, at: &Zoned, what: &'a What) -> Self {
        let (item, skill, from, to) = match what {
            What::State { item, from, to } | What::Parent { item, from, to } => {
                (Some(text(item)), None, from.map(Value::of_state), to.map(Value::of_state))
            }
            What::Level { skill, from, to } => {
                (None, Some(text(skill)), from.map(Value::of_level), to.map(Value::of_level))
            }
        };
        let parent = matches!(what, What::Parent { .. });
        let at = at.strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string();
        Self { at: Text(at.into()), file: text(file), item, skill, from, to, parent }
    }

    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        serde_json::from_str(std::str::from_utf8(bytes).ok()?).ok()
    }

    /// With its line end.
    pub(super) fn write(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).expect("texts and numbers can be written");
        line.push(b'\n');
        line
    }

    /// The local date on which it was made.
    pub(super) fn date(&self) -> Option<Date> {
        self.at.0.get(..10)?.parse().ok()
    }

    pub(super) fn change(self) -> Option<Change> {
        let (at, date) = (self.at.0.parse().ok()?, self.date()?);
        let what = match (self.item, self.skill) {
            (Some(item), None) => {
                let item = item.0.into_owned();
                let (from, to) = (known(self.from, Value::state)?, known(self.to, Value::state)?);
                match self.parent {
                    true => What::Parent { item, from, to },
                    false => What::State { item, from, to },
                }
            }
            (None, Some(skill)) => What::Level {
                skill: skill.0.into_owned(),
                from: known(self.from, Value::level)?,
                to: known(self.to, Value::level)?,
            },
            _ => return None,
        };
        Some(Change { at, date, what })
    }
}

impl Value<'_> {
    fn of_state(state: State) -> Self {
        Self::State(text(state.name()))
    }

    fn of_level(level: Level) -> Self {
        Self::Level(level.number())
    }

    fn state(self) -> Option<State> {
        match self {
            Self::State(name) => State::of_name(&name.0),
            Self::Level(_) => None,
        }
    }

    fn level(self) -> Option<Level> {
        match self {
            Self::Level(number) => Level::of_number(number),
            Self::State(_) => None,
        }
    }
}

fn text(text: &str) -> Text<'_> {
    Text(text.into())
}

/// What a value says, if there is one; none where it cannot be read.
fn known<'a, T>(value: Option<Value<'a>>, read: fn(Value<'a>) -> Option<T>) -> Option<Option<T>> {
    value.map_or(Some(None), |value| read(value).map(Some))
}

//! YAML scalars, lists and maps read by functions, so that what those refuse is told with its place.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

/// A scalar of whatever YAML type, read as text: `1` and `off` are names where names are expected.
pub(super) struct Scalar<F> {
    expected: &'static str,
    read: F,
}

/// `expected` tells what should stand there.
pub(super) fn scalar<T, F: FnOnce(&str) -> Result<T, String>>(expected: &'static str, read: F) -> Scalar<F> {
    Scalar { expected, read }
}

impl<'de, T, F: FnOnce(&str) -> Result<T, String>> DeserializeSeed<'de> for Scalar<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> Result<T, String>> Visitor<'_> for Scalar<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        (self.read)(text).map_err(E::custom)
    }
}

/// A list of scalars.
pub(super) struct List<F> {
    example: &'static str,
    read: F,
}

pub(super) fn list<T, F: FnMut(&str) -> Result<T, String>>(example: &'static str, read: F) -> List<F> {
    List { example, read }
}

impl<'de, T, F: FnMut(&str) -> Result<T, String>> DeserializeSeed<'de> for List<F> {
    type Value = Vec<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T, F: FnMut(&str) -> Result<T, String>> Visitor<'de> for List<F> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list, as in `{}`", self.example)
    }

    fn visit_seq<S: SeqAccess<'de>>(mut self, mut seq: S) -> Result<Vec<T>, S::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element_seed(scalar("text", &mut self.read))? {
            items.push(item);
        }
        Ok(items)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Vec<T>, E> {
        Ok(Vec::new())
    }
}

/// A map of scalars.
pub(super) struct Map<K, V> {
    pub(super) example: &'static str,
    pub(super) key: K,
    pub(super) value: V,
}

impl<'de, K, V, A, B> DeserializeSeed<'de> for Map<K, V>
where
    K: FnMut(&str) -> Result<A, String>,
    V: Fn(&str) -> Result<B, String>,
{
    type Value = Vec<(A, B)>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, K, V, A, B> Visitor<'de> for Map<K, V>
where
    K: FnMut(&str) -> Result<A, String>,
    V: Fn(&str) -> Result<B, String>,
{
    type Value = Vec<(A, B)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a map, as in `{}`", self.example)
    }

    fn visit_map<M: MapAccess<'de>>(mut self, mut map: M) -> Result<Self::Value, M::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key_seed(scalar("a role", &mut self.key))? {
            entries.push((key, map.next_value_seed(scalar("text", &self.value))?));
        }
        Ok(entries)
    }

    fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }
}

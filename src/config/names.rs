//! Values with names: how the config's choices are written, and which name was probably meant by a wrong one.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, MapAccess, Visitor};

use crate::command::Command;
use crate::settings::{Cascade, CountRule, DoneDate, StateSet};
use crate::spelling::nearest;
use crate::theme::{GlyphSet, Role, Theme};

/// A choice among values that have names.
pub trait Named: Copy + 'static {
    /// What one of them is, for messages: `theme`.
    const WHAT: &'static str;

    /// Every value with its name, in the order in which they are told.
    fn names() -> Vec<(&'static str, Self)>;

    fn from_name(name: &str) -> Option<Self> {
        Self::names().into_iter().find(|(named, _)| *named == name).map(|(_, value)| value)
    }
}

/// Declares an enum whose variants have names; the first is the default.
macro_rules! named {
    ($(#[doc = $doc:literal])+ $what:literal $enum:ident {
        $(#[doc = $first_doc:literal])* $first:ident = $first_name:literal,
        $($(#[doc = $variant_doc:literal])* $variant:ident = $name:literal,)*
    }) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub enum $enum {
            $(#[doc = $first_doc])* #[default] $first,
            $($(#[doc = $variant_doc])* $variant,)*
        }

        impl $enum {
            /// The name in the config and the front matter.
            pub const fn name(self) -> &'static str {
                match self {
                    Self::$first => $first_name,
                    $(Self::$variant => $name,)*
                }
            }
        }

        impl Named for $enum {
            const WHAT: &'static str = $what;

            fn names() -> Vec<(&'static str, Self)> {
                vec![($first_name, Self::$first), $(($name, Self::$variant),)*]
            }
        }
    };
}

named! {
    /// Which theme is used; [`ThemeChoice::resolve`] decides.
    "theme" ThemeChoice {
        /// As the terminal's background is; mono with `NO_COLOR`.
        Auto = "auto",
        Dark = "dark",
        Light = "light",
        /// Nothing faint; as the terminal's background is.
        HighContrast = "high-contrast",
        Mono = "mono",
    }
}

impl ThemeChoice {
    /// The theme to draw with. `background_is_light` is what the terminal answered, if it did.
    ///
    /// The background is asked for where it matters, see [`ThemeChoice::depends_on_background`].
    ///
    /// A theme that was chosen goes before `NO_COLOR`, as <https://no-color.org> has it.
    pub fn resolve(self, no_color: bool, background_is_light: Option<bool>) -> Theme {
        match self {
            Self::Auto if no_color => Theme::Mono,
            Self::Auto if background_is_light == Some(true) => Theme::Light,
            Self::Auto | Self::Dark => Theme::Dark,
            Self::Light => Theme::Light,
            Self::HighContrast if background_is_light == Some(true) => Theme::HighContrastLight,
            Self::HighContrast => Theme::HighContrastDark,
            Self::Mono => Theme::Mono,
        }
    }

    /// Whether the theme is another one on a light background.
    pub fn depends_on_background(self, no_color: bool) -> bool {
        self.resolve(no_color, Some(true)) != self.resolve(no_color, Some(false))
    }
}

/// Gives values that have names of their own to the config.
macro_rules! settings {
    ($($what:literal $enum:ident { $($variant:ident),+ })+) => {
        $(impl Named for $enum {
            const WHAT: &'static str = $what;

            fn names() -> Vec<(&'static str, Self)> {
                vec![$((Self::$variant.name(), Self::$variant)),+]
            }
        })+
    };
}

settings! {
    "counting rule" CountRule { Leaves, All, SkippedAsDone }
    "form of date" DoneDate { Off, Tasks, Dataview }
    "form of states" StateSet { Obsidian, Github }
    "cascade" Cascade { Off, Up, Down, Both }
}

impl Named for GlyphSet {
    const WHAT: &'static str = "glyph set";

    fn names() -> Vec<(&'static str, Self)> {
        vec![("unicode", Self::Unicode), ("ascii", Self::Ascii)]
    }
}

impl Named for bool {
    const WHAT: &'static str = "switch";

    fn names() -> Vec<(&'static str, Self)> {
        vec![("true", true), ("false", false)]
    }
}

impl Named for Role {
    const WHAT: &'static str = "role";

    fn names() -> Vec<(&'static str, Self)> {
        Self::all().iter().map(|&role| (role.name(), role)).collect()
    }
}

impl Named for Command {
    const WHAT: &'static str = "command";

    fn names() -> Vec<(&'static str, Self)> {
        Self::all().iter().map(|&command| (command.name(), command)).collect()
    }
}

/// Why `typed` names no `T`: with the nearest name, or all of them if they are few.
pub fn unknown<T: Named>(typed: &str) -> String {
    let names = T::names();
    let names = || names.iter().map(|(name, _)| *name);
    let shown: String = typed.chars().take(64).collect();
    let mut message = format!("unknown {} `{shown}`", T::WHAT);
    if let Some(name) = nearest(typed, names()) {
        message.push_str(&format!("; did you mean `{name}`?"));
    } else if names().count() <= 12 {
        message.push_str(&format!("; there are {}", names().collect::<Vec<_>>().join(", ")));
    }
    message
}

/// A value read by its name.
pub(super) struct ByName<T>(pub(super) T);

/// The next key of a map, of which each may stand there once: none at the end. The error is where the key is.
pub(super) fn next_new_key<'de, T: Named + PartialEq, M: MapAccess<'de>>(
    map: &mut M,
    seen: &mut Vec<T>,
) -> Result<Option<T>, M::Error> {
    next_key_where(map, seen, |_| Ok(()))
}

/// The same of a map in which not every name may stand: `is_fit` says why one may not.
pub(super) fn next_key_where<'de, T: Named + PartialEq, M: MapAccess<'de>>(
    map: &mut M,
    seen: &mut Vec<T>,
    is_fit: impl Fn(T) -> Result<(), String>,
) -> Result<Option<T>, M::Error> {
    struct NewKey<'a, T, F>(&'a [T], F);

    impl<'de, T: Named + PartialEq, F: Fn(T) -> Result<(), String>> DeserializeSeed<'de> for NewKey<'_, T, F> {
        type Value = T;

        fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
            deserializer.deserialize_str(self)
        }
    }

    impl<T: Named + PartialEq, F: Fn(T) -> Result<(), String>> Visitor<'_> for NewKey<'_, T, F> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "the name of a {}", T::WHAT)
        }

        fn visit_str<E: de::Error>(self, name: &str) -> Result<T, E> {
            match T::from_name(name) {
                None => Err(E::custom(unknown::<T>(name))),
                Some(value) if self.0.contains(&value) => Err(E::custom(format!("`{name}` is set twice"))),
                Some(value) => (self.1)(value).map_err(E::custom).map(|()| value),
            }
        }
    }

    let key = map.next_key_seed(NewKey(seen, is_fit))?;
    seen.extend(key);
    Ok(key)
}

impl<'de, T: Named> Deserialize<'de> for ByName<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor<T>(PhantomData<T>);

        impl<T: Named> Visitor<'_> for NameVisitor<T> {
            type Value = ByName<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "the name of a {}", T::WHAT)
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<ByName<T>, E> {
                T::from_name(name).map(ByName).ok_or_else(|| E::custom(unknown::<T>(name)))
            }
        }

        // As text whatever YAML makes of it: `off` and `true` are names here.
        deserializer.deserialize_str(NameVisitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check<T: Named + PartialEq + fmt::Debug + Default>(first: &str) {
        for (name, value) in T::names() {
            assert_eq!(T::from_name(name), Some(value));
        }
        assert_eq!(T::from_name(first), Some(T::default()));
    }

    #[test]
    fn every_value_has_its_name_and_the_default_comes_first() {
        check::<ThemeChoice>("auto");
        check::<GlyphSet>("unicode");
        check::<CountRule>("leaves");
        check::<DoneDate>("off");
        check::<StateSet>("obsidian");
        check::<Cascade>("off");
        assert_eq!(CountRule::SkippedAsDone.name(), "skipped-as-done");
    }

    #[test]
    fn an_unknown_name_is_answered_with_what_could_be_meant() {
        assert_eq!(unknown::<ThemeChoice>("drak"), "unknown theme `drak`; did you mean `dark`?");
        assert_eq!(
            unknown::<Cascade>("sideways"),
            "unknown cascade `sideways`; there are off, up, down, both"
        );
        assert_eq!(unknown::<Command>("fly-to-the-moon"), "unknown command `fly-to-the-moon`");
    }

    #[test]
    fn a_chosen_theme_goes_before_no_color_and_the_terminals_answer() {
        for (choice, no_color, light, theme) in [
            (ThemeChoice::Auto, false, None, Theme::Dark),
            (ThemeChoice::Auto, false, Some(false), Theme::Dark),
            (ThemeChoice::Auto, false, Some(true), Theme::Light),
            (ThemeChoice::Auto, true, Some(true), Theme::Mono),
            (ThemeChoice::Dark, true, Some(true), Theme::Dark),
            (ThemeChoice::Light, false, Some(false), Theme::Light),
            (ThemeChoice::HighContrast, true, None, Theme::HighContrastDark),
            (ThemeChoice::HighContrast, false, Some(true), Theme::HighContrastLight),
            (ThemeChoice::Mono, false, None, Theme::Mono),
        ] {
            assert_eq!(choice.resolve(no_color, light), theme, "{choice:?} {no_color} {light:?}");
        }
    }
}

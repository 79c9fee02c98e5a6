//! Colours by role, as `config.yaml` sets them.

use std::fmt;

use serde::de::{self, Deserialize, Deserializer, MapAccess, Visitor};

use super::names::next_new_key;
use crate::spelling::nearest;
use crate::theme::{COLOR_NAMES, Color, Colors, Role, color_from_name};

/// Roles with their colours.
pub(super) struct OwnColors(pub(super) Colors);

impl<'de> Deserialize<'de> for OwnColors {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColorsVisitor;

        impl<'de> Visitor<'de> for ColorsVisitor {
            type Value = OwnColors;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("roles with their colours, as in `done-mark: green`")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<OwnColors, M::Error> {
                let mut colors = Colors::default();
                let mut seen = Vec::new();
                while let Some(role) = next_new_key::<Role, M>(&mut map, &mut seen)? {
                    let OwnColor(color) = map.next_value()?;
                    colors.set(role, color);
                }
                Ok(OwnColors(colors))
            }
        }

        deserializer.deserialize_map(ColorsVisitor)
    }
}

struct OwnColor(Color);

impl<'de> Deserialize<'de> for OwnColor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColorVisitor;

        impl Visitor<'_> for ColorVisitor {
            type Value = OwnColor;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a colour, as in `green`, `208` or `\"#ff8800\"`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<OwnColor, E> {
                color_from_name(text).map(OwnColor).ok_or_else(|| E::custom(unknown(text)))
            }
        }

        // As text, as an index is a number to YAML.
        deserializer.deserialize_str(ColorVisitor)
    }
}

/// Why a text is no colour.
fn unknown(typed: &str) -> String {
    let shown: String = typed.chars().take(64).collect();
    if let Some(name) = nearest(typed, COLOR_NAMES) {
        return format!("unknown colour `{shown}`; did you mean `{name}`?");
    }
    // Without the quotes it is a comment, and nothing is left of it.
    format!("unknown colour `{shown}`; there are names as `green`, 0 to 255, and \"#rrggbb\" in quotes")
}

#[cfg(test)]
mod tests {
    use crate::config::Config;
    use crate::theme::{Color, Role};

    #[track_caller]
    fn check_refused(text: &str, reason: &str) {
        assert_eq!(Config::from_yaml(text).unwrap_err().reason, reason, "{text}");
    }

    #[test]
    fn roles_have_the_colours_they_are_given() {
        let text = "colors:\n  done-mark: green\n  border: 240\n  tab: \"208\"\n  link: \"#ff8800\"\n  text: default\n";
        let colors = Config::from_yaml(text).unwrap().colors;
        assert_eq!(
            colors.iter().collect::<Vec<_>>(),
            [
                (Role::DoneMark, Color::Green),
                (Role::Border, Color::Indexed(240)),
                (Role::Tab, Color::Indexed(208)),
                (Role::Link, Color::Rgb(255, 136, 0)),
                (Role::Text, Color::Reset),
            ]
        );
    }

    #[test]
    fn what_is_no_role_or_no_colour_is_refused_with_its_place_and_the_nearest() {
        check_refused(
            "colors:\n  done-mrak: green\n",
            "line 2, column 3: colors: unknown role `done-mrak`; did you mean `done-mark`?",
        );
        check_refused(
            "colors:\n  done-mark: grean\n",
            "line 2, column 14: colors.done-mark: unknown colour `grean`; did you mean `green`?",
        );
        check_refused(
            "colors: {border: 256}\n",
            "line 1, column 18: colors.border: unknown colour `256`; there are names as `green`, 0 to 255, and \
             \"#rrggbb\" in quotes",
        );
        check_refused(
            "colors:\n  border: #ff8800\n",
            "line 2, column 10: colors.border: unknown colour ``; there are names as `green`, 0 to 255, and \
             \"#rrggbb\" in quotes",
        );
        check_refused("colors: {tab: 1, tab: 2}\n", "line 1, column 18: colors: `tab` is set twice");
        check_refused(
            "colors: green\n",
            "line 1, column 9: colors: invalid type: string \"green\", expected roles with their colours, as in \
             `done-mark: green`",
        );
    }
}

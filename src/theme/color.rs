//! A colour as the user writes it: by its name, its index or as `#rrggbb`. Knows nothing of what it is for.

use ratatui::style::Color;

/// The terminal's own sixteen in the order of their index, and the one that text has by itself.
const NAMED: [(&str, Color); 17] = [
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
    ("default", Color::Reset),
];

/// Every name of a colour.
pub const COLOR_NAMES: [&str; NAMED.len()] = {
    let mut names = [""; NAMED.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = NAMED[index].0;
        index += 1;
    }
    names
};

/// The terminal's colour of an index below 16.
pub(super) fn basic(index: u8) -> Option<Color> {
    NAMED.get(..16)?.get(usize::from(index)).map(|(_, color)| *color)
}

/// Which of the terminal's sixteen a colour is.
pub(super) fn index_of(color: Color) -> Option<u8> {
    (0..16).find(|&index| basic(index) == Some(color))
}

/// The colour of a name (`green`, `bright-red`), an index (`0` to `255`), or parts in hexadecimal (`#ff8800`).
pub fn color_from_name(name: &str) -> Option<Color> {
    if let Some((_, color)) = NAMED.iter().find(|(named, _)| *named == name) {
        return Some(*color);
    }
    if let Some(digits) = name.strip_prefix('#') {
        let is_whole = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let rgb = u32::from_str_radix(digits, 16).ok().filter(|_| is_whole)?;
        let [_, r, g, b] = rgb.to_be_bytes();
        return Some(Color::Rgb(r, g, b));
    }
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
    let index: u8 = name.parse().ok().filter(|_| is_number)?;
    Some(basic(index).unwrap_or(Color::Indexed(index)))
}

/// A colour as it is written: the inverse of [`color_from_name`].
pub fn color_name(color: Color) -> String {
    match color {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Indexed(index) => index.to_string(),
        named => NAMED.iter().find(|(_, color)| *color == named).map_or("", |(name, _)| name).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_read_by_name_index_and_parts() {
        for (text, color) in [
            ("green", Some(Color::Green)),
            ("bright-white", Some(Color::White)),
            ("default", Some(Color::Reset)),
            ("2", Some(Color::Green)),
            ("15", Some(Color::White)),
            ("16", Some(Color::Indexed(16))),
            ("255", Some(Color::Indexed(255))),
            ("#FF8800", Some(Color::Rgb(255, 136, 0))),
            ("256", None),
            ("+2", None),
            ("-1", None),
            ("#f80", None),
            ("#+ff880", None),
            ("#ff88000", None),
            ("ff8800", None),
            ("Green", None),
            ("", None),
        ] {
            assert_eq!(color_from_name(text), color, "{text}");
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        for name in COLOR_NAMES.iter().copied().chain(["16", "255", "#ff8800"]) {
            assert_eq!(color_from_name(name).map(color_name).as_deref(), Some(name));
        }
    }
}

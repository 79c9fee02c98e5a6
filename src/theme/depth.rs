//! How many colours a terminal has, and the nearest of them to one that it has not.

use ratatui::style::Color;

use super::color::{basic, index_of};

/// How many colours a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ColorDepth {
    /// Its own sixteen.
    #[default]
    Sixteen,
    /// Those, a cube of 6 × 6 × 6, and 24 greys.
    Indexed,
    /// Every colour.
    Rgb,
}

/// What the sixteen are taken for when another colour is compared with them: xterm's. A user's own may differ.
const BASIC: [[u8; 3]; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

/// The steps of the cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
/// The indices at which the cube and the greys begin.
const CUBE: u8 = 16;
const GREYS: u8 = 232;

/// Terminals that show every colour, by how their `$TERM` begins: over ssh it is all that is known of them.
const RGB_TERMS: [&str; 8] =
    ["alacritty", "contour", "foot", "ghostty", "wezterm", "xterm-ghostty", "xterm-kitty", "vscode"];

impl ColorDepth {
    /// What a terminal says of itself in `$COLORTERM` and `$TERM`.
    pub fn of(colorterm: Option<&str>, term: Option<&str>) -> Self {
        let term = term.unwrap_or_default();
        let says_rgb = matches!(colorterm, Some("truecolor" | "24bit"));
        if says_rgb || term.ends_with("-direct") || RGB_TERMS.iter().any(|name| term.starts_with(name)) {
            Self::Rgb
        } else if term.contains("256color") {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }

    /// The nearest colour that can be shown.
    pub fn nearest(self, color: Color) -> Color {
        let is_shown = match color {
            Color::Rgb(..) => self == Self::Rgb,
            Color::Indexed(_) => self != Self::Sixteen,
            _ => true,
        };
        let Some(rgb) = rgb_of(color).filter(|_| !is_shown) else { return color };
        let indices = match self {
            // The user may have made anything of the first sixteen; the others are the same everywhere.
            Self::Indexed | Self::Rgb => CUBE..=255,
            Self::Sixteen => 0..=15,
        };
        let nearest = indices.min_by_key(|&index| distance(rgb, rgb_at(index))).unwrap_or_default();
        basic(nearest).unwrap_or(Color::Indexed(nearest))
    }
}

/// The parts of a colour; none of the one that text has by itself.
pub(super) fn rgb_of(color: Color) -> Option<[u8; 3]> {
    match color {
        Color::Rgb(r, g, b) => Some([r, g, b]),
        Color::Indexed(index) => Some(rgb_at(index)),
        named => index_of(named).map(rgb_at),
    }
}

fn rgb_at(index: u8) -> [u8; 3] {
    if let Some(&rgb) = BASIC.get(usize::from(index)) {
        return rgb;
    }
    if index >= GREYS {
        return [8 + 10 * (index - GREYS); 3];
    }
    let at = index - CUBE;
    [at / 36, at / 6 % 6, at % 6].map(|step| STEPS[usize::from(step)])
}

/// How far apart two colours are to the eye, which sees differences of green best. (The "redmean" approximation.)
fn distance(one: [u8; 3], other: [u8; 3]) -> i32 {
    let mean = (i32::from(one[0]) + i32::from(other[0])) / 2;
    let [r, g, b] = [0, 1, 2].map(|part| (i32::from(one[part]) - i32::from(other[part])).pow(2));
    (((512 + mean) * r) >> 8) + 4 * g + (((767 - mean) * b) >> 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_says_how_many_colours_it_has() {
        for (colorterm, term, depth) in [
            (Some("truecolor"), Some("xterm-256color"), ColorDepth::Rgb),
            (Some("24bit"), None, ColorDepth::Rgb),
            (Some("1"), Some("xterm-256color"), ColorDepth::Indexed),
            (None, Some("tmux-256color"), ColorDepth::Indexed),
            (None, Some("xterm-kitty"), ColorDepth::Rgb),
            (None, Some("xterm-direct"), ColorDepth::Rgb),
            (None, Some("xterm"), ColorDepth::Sixteen),
            (None, Some("linux"), ColorDepth::Sixteen),
            (None, None, ColorDepth::Sixteen),
        ] {
            assert_eq!(ColorDepth::of(colorterm, term), depth, "{colorterm:?} {term:?}");
        }
    }

    #[test]
    fn a_colour_is_brought_down_to_the_nearest() {
        let orange = Color::Rgb(255, 136, 0);
        for (color, indexed, sixteen) in [
            (orange, Color::Indexed(208), Color::Yellow),
            (Color::Rgb(255, 0, 0), Color::Indexed(196), Color::LightRed),
            (Color::Rgb(8, 8, 8), Color::Indexed(232), Color::Black),
            (Color::Rgb(128, 128, 128), Color::Indexed(244), Color::DarkGray),
            (Color::Indexed(33), Color::Indexed(33), Color::LightBlue),
            (Color::Cyan, Color::Cyan, Color::Cyan),
            (Color::Reset, Color::Reset, Color::Reset),
        ] {
            assert_eq!(ColorDepth::Rgb.nearest(color), color);
            assert_eq!(ColorDepth::Indexed.nearest(color), indexed, "{color}");
            assert_eq!(ColorDepth::Sixteen.nearest(color), sixteen, "{color}");
        }
    }

    #[test]
    fn what_can_be_shown_stays() {
        for index in 16..=255 {
            let color = Color::Indexed(index);
            assert_eq!(ColorDepth::Indexed.nearest(color), color);
            let Some([r, g, b]) = rgb_of(color) else { panic!("{index}") };
            assert_eq!(rgb_of(ColorDepth::Indexed.nearest(Color::Rgb(r, g, b))), Some([r, g, b]));
        }
    }
}

//! How things look: roles become styles, marks become glyphs.
//!
//! Drawing names a [`Role`] or a [`Mark`] and never a colour or a glyph. A theme's colours are the sixteen of the user's
//! own palette, and the background is the terminal's: every palette keeps those legible on it. Secondary text is dim
//! rather than bright black, which some palettes (Solarized) make invisible. Over a theme lie the [`Colors`] that the
//! user has set. Knows nothing of roadmaps and of the screen.

mod color;
mod colors;
mod depth;
mod glyphs;
mod role;

use ratatui::style::{Modifier, Style};

pub use color::{COLOR_NAMES, color_from_name, color_name};
pub use colors::Colors;
pub use depth::ColorDepth;
pub use glyphs::{GlyphSet, Mark};
pub use ratatui::style::Color;
pub use role::Role;

/// A set of styles, one for each role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// For light text on a dark background.
    #[default]
    Dark,
    /// For dark text on a light background.
    Light,
    /// For light text on a dark background, where nothing may be faint: nothing is dim, and the colours are bright.
    HighContrastDark,
    /// For dark text on a light background, where nothing may be faint: nothing is dim, and the colours are dark.
    HighContrastLight,
    /// Modifiers alone, no colours: for `NO_COLOR`.
    Mono,
}

/// The few colours of a theme: none in the mono one.
struct Accents {
    /// Where the user is.
    focus: Option<Color>,
    done: Option<Color>,
    doing: Option<Color>,
    link: Option<Color>,
    field: Option<Color>,
    warning: Option<Color>,
    error: Option<Color>,
}

impl Theme {
    pub const fn all() -> &'static [Self] {
        &[Self::Dark, Self::Light, Self::HighContrastDark, Self::HighContrastLight, Self::Mono]
    }

    /// The style of a role, to be laid over that of the terminal.
    pub fn style(self, role: Role) -> Style {
        let accents = self.accents();
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        // What is faint in the other themes.
        let dim = if self.is_high_contrast() { plain } else { plain.add_modifier(Modifier::DIM) };
        // What stands out by its colour in the themes that are not to be strained by much of it.
        let strong = if self == Self::Mono || self.is_high_contrast() { bold } else { plain };
        let italic = plain.add_modifier(Modifier::ITALIC);
        let struck = plain.add_modifier(Modifier::CROSSED_OUT);
        match role {
            Role::Text | Role::Input | Role::TodoMark | Role::OtherMark | Role::Note => plain,
            Role::Secondary
            | Role::Tab
            | Role::Border
            | Role::PaneTitle
            | Role::FoldMark
            | Role::UntrackedMark
            | Role::SkippedMark
            | Role::KeyHelp
            | Role::GaugeLeft
            | Role::Placeholder
            | Role::Scrollbar => dim,
            Role::Heading | Role::Strong | Role::SelectedElsewhere => bold,
            Role::Brand | Role::Phase | Role::Key | Role::FocusedPaneTitle | Role::PopupTitle => {
                in_colour(bold, accents.focus)
            }
            Role::ActiveTab => in_colour(bold, accents.focus).add_modifier(Modifier::UNDERLINED),
            Role::FocusedBorder | Role::PopupBorder | Role::SelectionBar => in_colour(strong, accents.focus),
            // The strongest there is: the terminal's own two colours.
            Role::Selected if self.is_high_contrast() => reversed(Some(Color::Reset)),
            Role::Selected => reversed(accents.focus).remove_modifier(Modifier::DIM),
            Role::DoneText if self.is_high_contrast() => in_colour(plain, accents.done),
            Role::DoneText => dim,
            Role::Changed | Role::NoteMark | Role::DeferredMark => in_colour(plain, accents.field),
            Role::DoingMark => in_colour(plain, accents.doing),
            Role::Asked => in_colour(bold, accents.doing),
            Role::DoneMark | Role::Own | Role::GaugeDone | Role::Status | Role::Added => {
                in_colour(plain, accents.done)
            }
            Role::Removed => in_colour(plain, accents.error),
            Role::SkippedText | Role::Strikethrough => struck.patch(dim),
            Role::Emphasis => italic,
            Role::Code => in_colour(strong, accents.field),
            Role::Link => in_colour(plain, accents.link).add_modifier(Modifier::UNDERLINED),
            Role::Field => in_colour(dim, accents.field),
            Role::Match => in_colour(bold, accents.doing).add_modifier(Modifier::UNDERLINED),
            // On a reversed row without colours only what is not reversed stands out.
            Role::CurrentMatch if self == Self::Mono => {
                self.style(Role::Match).remove_modifier(Modifier::REVERSED)
            }
            Role::CurrentMatch => reversed(accents.doing),
            Role::Warning => in_colour(plain, accents.warning),
            Role::Error => in_colour(bold, accents.error),
        }
    }

    fn accents(self) -> Accents {
        match self {
            Self::Dark => Accents {
                focus: Some(Color::Cyan),
                done: Some(Color::Green),
                doing: Some(Color::Yellow),
                link: Some(Color::Cyan),
                field: Some(Color::Magenta),
                warning: Some(Color::Yellow),
                error: Some(Color::Red),
            },
            // Yellow and cyan are too faint on white.
            Self::Light => Accents {
                focus: Some(Color::Blue),
                done: Some(Color::Green),
                doing: Some(Color::Magenta),
                link: Some(Color::Blue),
                field: Some(Color::Magenta),
                warning: Some(Color::Magenta),
                error: Some(Color::Red),
            },
            Self::HighContrastDark => Accents {
                focus: Some(Color::LightCyan),
                done: Some(Color::LightGreen),
                doing: Some(Color::LightYellow),
                link: Some(Color::LightCyan),
                field: Some(Color::LightMagenta),
                warning: Some(Color::LightYellow),
                error: Some(Color::LightRed),
            },
            // Green is too faint on white, and so is every bright colour.
            Self::HighContrastLight => Accents {
                focus: Some(Color::Blue),
                done: Some(Color::Blue),
                doing: Some(Color::Magenta),
                link: Some(Color::Blue),
                field: Some(Color::Magenta),
                warning: Some(Color::Red),
                error: Some(Color::Red),
            },
            Self::Mono => Accents {
                focus: None,
                done: None,
                doing: None,
                link: None,
                field: None,
                warning: None,
                error: None,
            },
        }
    }

    pub const fn is_high_contrast(self) -> bool {
        matches!(self, Self::HighContrastDark | Self::HighContrastLight)
    }
}

/// A colour as background with the terminal's own background as text: as legible as the colour is as text, in every
/// palette, which white or black on a colour is not.
fn reversed(colour: Option<Color>) -> Style {
    let reversed = Style::new().add_modifier(Modifier::REVERSED);
    match colour {
        Some(colour) => reversed.fg(colour).bg(Color::Reset),
        None => reversed,
    }
}

fn in_colour(style: Style, colour: Option<Color>) -> Style {
    match colour {
        Some(colour) => style.fg(colour),
        None => style,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mono_theme_has_no_colours_at_all() {
        for &role in Role::all() {
            let style = Theme::Mono.style(role);
            assert_eq!((style.fg, style.bg, style.underline_color), (None, None, None), "{role:?}");
        }
    }

    #[test]
    fn colours_are_the_users_own_and_the_background_is_the_terminals() {
        for &theme in Theme::all() {
            for &role in Role::all() {
                let style = theme.style(role);
                let is_named = !matches!(style.fg, Some(Color::Rgb(..) | Color::Indexed(_)));
                assert!(is_named, "{theme:?} {role:?}");
                assert!(matches!(style.bg, None | Some(Color::Reset)), "{theme:?} {role:?}");
            }
        }
    }

    #[test]
    fn no_colour_is_one_that_vanishes_on_its_background() {
        const ON_BLACK: [u8; 3] = [0, 0, 0];
        const ON_WHITE: [u8; 3] = [255, 255, 255];
        for &role in Role::all() {
            for (theme, background) in
                [(Theme::HighContrastDark, ON_BLACK), (Theme::HighContrastLight, ON_WHITE)]
            {
                let Some(colour) = theme.style(role).fg else { continue };
                let Some(rgb) = depth::rgb_of(colour) else { continue };
                // What WCAG 2.2 asks of text (1.4.3), in the colours of xterm.
                assert!(contrast(rgb, background) >= 4.5, "{theme:?} {role:?}");
            }
        }

        for &role in Role::all() {
            let dark = Theme::Dark.style(role).fg;
            assert!(!matches!(dark, Some(Color::Black | Color::DarkGray | Color::Blue)), "{role:?}");
            let light = Theme::Light.style(role).fg;
            let vanishes = matches!(
                light,
                Some(
                    Color::White
                        | Color::Gray
                        | Color::Yellow
                        | Color::LightYellow
                        | Color::Cyan
                        | Color::LightCyan
                )
            );
            assert!(!vanishes, "{role:?}");
        }
    }

    /// The ratio of two colours' luminances, as WCAG has it.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |[r, g, b]: [u8; 3]| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        (one / other).max(other / one)
    }

    #[test]
    fn nothing_is_dim_where_contrast_is_to_be_high() {
        for theme in [Theme::HighContrastDark, Theme::HighContrastLight] {
            for &role in Role::all() {
                assert!(!theme.style(role).add_modifier.contains(Modifier::DIM), "{theme:?} {role:?}");
            }
        }
    }

    #[test]
    fn what_must_stand_out_does_so_in_every_theme() {
        let pairs = [
            (Role::Selected, Role::Text),
            (Role::Selected, Role::SelectedElsewhere),
            (Role::SelectedElsewhere, Role::Text),
            (Role::FocusedBorder, Role::Border),
            (Role::ActiveTab, Role::Tab),
            (Role::Match, Role::Text),
            (Role::CurrentMatch, Role::Match),
            (Role::Key, Role::KeyHelp),
            (Role::Link, Role::Text),
            (Role::Code, Role::Text),
            (Role::DoneText, Role::Text),
            (Role::Error, Role::Text),
        ];
        for &theme in Theme::all() {
            for (one, other) in pairs {
                assert_ne!(theme.style(one), theme.style(other), "{theme:?} {one:?} {other:?}");
            }
        }
    }

    #[test]
    fn a_selected_row_looks_the_same_whatever_lies_below() {
        for theme in [Theme::Dark, Theme::Light, Theme::HighContrastDark, Theme::HighContrastLight] {
            let selected = theme.style(Role::Selected);
            for &role in Role::all() {
                let laid_over = theme.style(role).patch(selected);
                assert_eq!((laid_over.fg, laid_over.bg), (selected.fg, selected.bg), "{theme:?} {role:?}");
                assert!(!laid_over.add_modifier.contains(Modifier::DIM), "{theme:?} {role:?}");
                assert!(laid_over.add_modifier.contains(Modifier::REVERSED), "{theme:?} {role:?}");
            }
        }
    }
}

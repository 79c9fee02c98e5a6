//! How things look: roles become styles, marks become glyphs.
//!
//! Drawing names a [`Role`] or a [`Mark`] and never a colour or a glyph. The colours are the sixteen of the user's own
//! palette, and the background is the terminal's: every palette keeps those legible on it. Secondary text is dim rather
//! than bright black, which some palettes (Solarized) make invisible. Knows nothing of roadmaps and of the screen.

mod glyphs;

use ratatui::style::{Color, Modifier, Style};

pub use glyphs::{GlyphSet, Mark};

/// A set of styles, one for each role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// For light text on a dark background.
    #[default]
    Dark,
    /// For dark text on a light background.
    Light,
    /// Modifiers alone, no colours: for `NO_COLOR`.
    Mono,
}

/// Declares [`Role`] and the list of all roles.
macro_rules! roles {
    ($($(#[doc = $doc:literal])* $role:ident,)+) => {
        /// What a piece of the screen is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Role { $($(#[doc = $doc])* $role,)+ }

        impl Role {
            pub const fn all() -> &'static [Self] {
                &[$(Self::$role),+]
            }
        }
    };
}

roles! {
    /// What is read: an item's text, a note.
    Text,
    /// What stands beside it: counts, breadcrumbs, line numbers.
    Secondary,
    /// The program's name.
    Brand,
    Tab,
    ActiveTab,
    Border,
    /// The border of the pane that has the keys.
    FocusedBorder,
    PaneTitle,
    FocusedPaneTitle,
    Phase,
    Heading,
    /// The row of the cursor, in the pane that has the keys. Laid over the row when its text is drawn.
    Selected,
    /// The row of the cursor in the other panes.
    SelectedElsewhere,
    /// The mark before a selected row.
    SelectionBar,
    /// Rows that another program changed.
    Changed,
    FoldMark,
    TodoMark,
    DoingMark,
    DoneMark,
    SkippedMark,
    DeferredMark,
    OtherMark,
    UntrackedMark,
    /// The text of an item that is done.
    DoneText,
    /// The text of an item that is skipped.
    SkippedText,
    NoteMark,
    Note,
    Strong,
    Emphasis,
    Strikethrough,
    Code,
    Link,
    /// A tag, a field, a date.
    Field,
    /// What a search found.
    Match,
    /// The found place where the cursor is.
    CurrentMatch,
    /// What there is, and what is asked for, where the two are compared.
    Own,
    Asked,
    GaugeDone,
    GaugeLeft,
    /// A key in the hints, the help and the palette.
    Key,
    /// What the key does.
    KeyHelp,
    /// What was done, in the status line.
    Status,
    Warning,
    Error,
    /// A line that a change takes away, and one that it brings.
    Removed,
    Added,
    PopupBorder,
    PopupTitle,
    /// The text in a text field.
    Input,
    /// What an empty text field asks for.
    Placeholder,
    Scrollbar,
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
        &[Self::Dark, Self::Light, Self::Mono]
    }

    /// The style of a role, to be laid over that of the terminal.
    pub fn style(self, role: Role) -> Style {
        let accents = self.accents();
        let plain = Style::new();
        let dim = plain.add_modifier(Modifier::DIM);
        let bold = plain.add_modifier(Modifier::BOLD);
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
            | Role::DoneText
            | Role::KeyHelp
            | Role::GaugeLeft
            | Role::Placeholder
            | Role::Scrollbar => dim,
            Role::Heading | Role::Strong | Role::SelectedElsewhere => bold,
            Role::Brand | Role::Phase | Role::Key | Role::FocusedPaneTitle | Role::PopupTitle => {
                in_colour(bold, accents.focus)
            }
            Role::ActiveTab => in_colour(bold, accents.focus).add_modifier(Modifier::UNDERLINED),
            Role::FocusedBorder | Role::PopupBorder | Role::SelectionBar => {
                in_colour(if self == Self::Mono { bold } else { plain }, accents.focus)
            }
            Role::Selected => self.reversed(accents.focus).remove_modifier(Modifier::DIM),
            Role::Changed | Role::NoteMark | Role::DeferredMark => in_colour(plain, accents.field),
            Role::DoingMark => in_colour(plain, accents.doing),
            Role::Asked => in_colour(bold, accents.doing),
            Role::DoneMark | Role::Own | Role::GaugeDone | Role::Status | Role::Added => {
                in_colour(plain, accents.done)
            }
            Role::Removed => in_colour(plain, accents.error),
            Role::SkippedText | Role::Strikethrough => struck.patch(dim),
            Role::Emphasis => italic,
            Role::Code => in_colour(if self == Self::Mono { bold } else { plain }, accents.field),
            Role::Link => in_colour(plain, accents.link).add_modifier(Modifier::UNDERLINED),
            Role::Field => in_colour(dim, accents.field),
            Role::Match => in_colour(bold, accents.doing).add_modifier(Modifier::UNDERLINED),
            Role::CurrentMatch => self.reversed(accents.doing),
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

    /// A colour as background with the terminal's own background as text: as legible as the colour is as text, in every
    /// palette, which white or black on a colour is not.
    fn reversed(self, colour: Option<Color>) -> Style {
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        match colour {
            Some(colour) => reversed.fg(colour).bg(Color::Reset),
            None => reversed,
        }
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
        for &theme in &[Theme::Dark, Theme::Light] {
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

//! The colours that the user has set, role by role, over those of a theme.

use ratatui::style::{Color, Modifier, Style};

use super::{ColorDepth, Role, Theme};

/// Colours by role; each role has at most one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Colors(Vec<(Role, Color)>);

impl Colors {
    /// None at all.
    pub const NONE: &'static Self = &Self(Vec::new());

    /// Sets the colour of a role, in place of the one it had.
    pub fn set(&mut self, role: Role, color: Color) {
        self.0.retain(|(set, _)| *set != role);
        self.0.push((role, color));
    }

    pub fn get(&self, role: Role) -> Option<Color> {
        self.0.iter().find(|(set, _)| *set == role).map(|(_, color)| *color)
    }

    /// In the order in which they were set.
    pub fn iter(&self) -> impl Iterator<Item = (Role, Color)> {
        self.0.iter().copied()
    }

    /// The nearest that a terminal can show.
    pub fn within(&self, depth: ColorDepth) -> Self {
        Self(self.iter().map(|(role, color)| (role, depth.nearest(color))).collect())
    }

    /// The style of a role in a theme, with its own colour in place of the theme's. The mono theme has no colours.
    ///
    /// Who gives faint text a colour says how faint it is to be: it is no longer dim.
    pub fn style(&self, theme: Theme, role: Role) -> Style {
        let style = theme.style(role);
        match self.get(role) {
            Some(color) if theme != Theme::Mono => style.fg(color).remove_modifier(Modifier::DIM),
            _ => style,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_takes_the_place_of_the_themes_and_of_its_dimness() {
        let mut colors = Colors::default();
        colors.set(Role::Border, Color::Red);
        colors.set(Role::Border, Color::Indexed(240));
        let border = colors.style(Theme::Dark, Role::Border);
        assert_eq!(border, Style::new().fg(Color::Indexed(240)).remove_modifier(Modifier::DIM));
        assert_eq!(colors.style(Theme::Dark, Role::Tab), Theme::Dark.style(Role::Tab));
        assert_eq!(colors.style(Theme::Mono, Role::Border), Theme::Mono.style(Role::Border));
    }

    #[test]
    fn a_selected_row_in_a_colour_of_ones_own_is_reversed_still() {
        let mut colors = Colors::default();
        colors.set(Role::Selected, Color::Rgb(255, 136, 0));
        let selected = colors.within(ColorDepth::Sixteen).style(Theme::Dark, Role::Selected);
        assert_eq!((selected.fg, selected.bg), (Some(Color::Yellow), Some(Color::Reset)));
        assert!(selected.add_modifier.contains(Modifier::REVERSED));
    }
}

//! What a pane with nothing in it shows: why, and how to begin.

use ratatui::buffer::Buffer;

use super::pen::{Pen, Text, padded};
use super::{Scene, hints};
use crate::app::layout::Area;
use crate::command::Command;
use crate::display::{Piece, width};
use crate::theme::Role;

/// A sentence, the keys that help with what they do, and an example of what the file would hold.
pub(super) struct Beginning<'a> {
    pub said: &'a str,
    pub keys: &'a [(Command, &'a str)],
    pub example: Option<(&'a str, &'a [&'a str])>,
}

impl Beginning<'_> {
    pub(super) fn draw(&self, scene: &Scene<'_>, buffer: &mut Buffer, content: Area) {
        let Scene { app, look, .. } = *scene;
        let secondary = look.style(Role::Secondary);
        let mut lines: Vec<Text> = vec![vec![Piece::new(self.said, look.style(Role::Text))], Text::new()];
        let view = hints::panes_view(app);
        let label = |&(command, does)| Some((hints::key_label(look, view, command)?, does));
        let keys: Vec<(String, &str)> = self.keys.iter().filter_map(label).collect();
        let columns = keys.iter().map(|(key, _)| width(key)).max().unwrap_or(0);
        for (key, does) in keys {
            lines.push(vec![
                Piece::new(padded(&key, columns), look.style(Role::Key)),
                Piece::new(format!("  {does}"), secondary),
            ]);
        }
        if let Some((said, example)) = self.example {
            lines.push(Text::new());
            lines.push(vec![Piece::new(said, secondary)]);
            lines.extend(example.iter().map(|line| vec![Piece::new(format!("  {line}"), secondary)]));
        }
        let top = content.rows.saturating_sub(lines.len() as u16).min(2) / 2;
        for (line, text) in (top..).zip(lines) {
            let mut pen = Pen::new(buffer, content, line);
            pen.skip(if content.columns > 40 { 3 } else { 1 });
            pen.write_text(&text, look);
        }
    }
}

//! What is said of the chosen entry, as lines of the width that there is: its words, what stands below it, its tags and
//! what it is about.
//!
//! Here and not where it is drawn, so that scrolling knows how many lines there are.

use super::{App, JournalPane};
use crate::app::details::{Kind, Line};
use crate::display::{Piece, displayable, head, wrap_pieces};
use crate::markdown::inline;
use crate::model::journal::Entry;

/// All that is said of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JournalPage {
    /// Its date and kind.
    pub title: String,
    /// Its line in the file, counted from 1.
    pub line: Option<usize>,
    pub lines: Vec<Line>,
}

/// Of a longer text no more is shown.
const MAX_BYTES: usize = 64 * 1024;
/// Of more items below an entry, only so many are shown.
const MAX_CHILDREN: usize = 500;

impl App {
    /// What is known of the chosen entry.
    pub fn journal_page(&self) -> JournalPage {
        let content = self.journal_layout().content(JournalPane::Entry);
        let Some(entry) = self.journal.entry() else { return JournalPage::default() };
        let date = entry.date.map_or_else(|| "no date".to_owned(), |date| date.to_string());
        let columns = usize::from(content.columns.saturating_sub(2)).max(1);
        let mut writer = Writer { app: self, columns, lines: Vec::new() };
        writer.write(entry);
        JournalPage {
            title: format!("{date} {}", entry.kind.name()),
            line: Some(entry.line(self.roadmap())),
            lines: writer.lines,
        }
    }
}

struct Writer<'a> {
    app: &'a App,
    columns: usize,
    lines: Vec<Line>,
}

impl Writer<'_> {
    fn write(&mut self, entry: &Entry) {
        let roadmap = self.app.roadmap();
        let section = roadmap.section(entry.place.section());
        self.rich(entry.words(roadmap), 0, "");
        let children = entry.children(roadmap);
        if let Some(first) = children.first() {
            self.lines.push(Line::new());
            for child in children.iter().take(MAX_CHILDREN) {
                let depth = usize::from(child.depth - first.depth);
                self.rich(child.text(section), (depth * 2).min(self.columns / 2), "- ");
            }
        }
        let tags = entry.tags(roadmap);
        let about = self.app.about(entry);
        if !tags.is_empty() || about.is_some() {
            self.lines.push(Line::new());
        }
        if !tags.is_empty() {
            let tags = tags.iter().map(|tag| format!("#{tag}")).collect::<Vec<_>>().join(" ");
            self.labelled("Tags", &tags, Kind::Field);
        }
        if let Some(about) = about {
            let words = inline::plain(&roadmap.words(about), roadmap.definitions());
            self.labelled("About", words.trim_end_matches(':'), Kind::Text(inline::RunStyle::default()));
        }
    }

    /// Inline Markdown, wrapped, behind an indent and a bullet.
    fn rich(&mut self, source: &str, indent: usize, bullet: &'static str) {
        let runs = inline::runs(head(source, MAX_BYTES), self.app.roadmap().definitions());
        let pieces: Line =
            runs.into_iter().map(|run| Piece::new(displayable(&run.text), Kind::Text(run.style))).collect();
        let before = indent + bullet.chars().count();
        let mut bullet = bullet;
        for line in wrap_pieces(&pieces, self.columns.saturating_sub(before).max(1)) {
            let shown = format!("{}{bullet:width$}", " ".repeat(indent), width = before - indent);
            let mut pieces = vec![Piece::new(shown, Kind::Secondary)];
            pieces.extend(line);
            self.lines.push(pieces);
            bullet = "";
        }
    }

    fn labelled(&mut self, label: &str, text: &str, kind: Kind) {
        let text = displayable(head(text, MAX_BYTES)).into_owned();
        let mut label = format!("{label:7}");
        let room = self.columns.saturating_sub(label.len()).max(1);
        for line in wrap_pieces(&[Piece::new(text, kind)], room) {
            let mut pieces = vec![Piece::new(label, Kind::Label)];
            pieces.extend(line);
            self.lines.push(pieces);
            label = " ".repeat(7);
        }
    }
}

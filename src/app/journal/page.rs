//! What is said of the chosen entry, as lines of the width that there is: its words and all that belongs to it, its tags and
//! what it is about.
//!
//! Here and not where it is drawn, so that scrolling knows how many lines there are.

use super::{App, JournalPane};
use crate::app::details::{Kind, Line};
use crate::display::{Piece, displayable, head, wrap_pieces};
use crate::markdown::inline::{self, RunStyle};
use crate::model::journal::{Entry, Part, PartKind};

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
/// Of more paragraphs and items, only so many are shown.
const MAX_PARTS: usize = 500;
/// Of more lines of code.
const MAX_LINES: usize = 500;

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
        let mut before = None;
        for part in entry.parts(roadmap).iter().take(MAX_PARTS) {
            // The items of a list stand close together.
            if before.is_some_and(|before| before != PartKind::Item || part.kind != PartKind::Item) {
                self.lines.push(Line::new());
            }
            self.part(part);
            before = Some(part.kind);
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
            self.labelled("About", words.trim_end_matches(':'), Kind::Text(RunStyle::default()));
        }
    }

    fn part(&mut self, part: &Part<'_>) {
        let most = self.columns / 2;
        let indent = |depth: u16| (usize::from(depth) * 2).min(most);
        match part.kind {
            PartKind::Paragraph => self.rich(part.text, indent(part.depth), "", ""),
            PartKind::Item => self.rich(part.text, indent(part.depth.saturating_sub(1)), "- ", "  "),
            PartKind::Quote => self.rich(part.text, indent(part.depth), "> ", "> "),
            PartKind::Code | PartKind::Table => {
                let style =
                    Kind::Text(RunStyle { is_code: part.kind == PartKind::Code, ..RunStyle::default() });
                for line in part.lines().into_iter().take(MAX_LINES) {
                    let text = displayable(head(line, MAX_BYTES));
                    self.wrapped(&[Piece::new(text, style)], indent(part.depth), "", "");
                }
            }
        }
    }

    /// Inline Markdown, wrapped, behind an indent and a mark.
    fn rich(&mut self, source: &str, indent: usize, bullet: &str, below: &str) {
        let runs = inline::runs(head(source, MAX_BYTES), self.app.roadmap().definitions());
        let pieces: Line =
            runs.into_iter().map(|run| Piece::new(displayable(&run.text), Kind::Text(run.style))).collect();
        self.wrapped(&pieces, indent, bullet, below);
    }

    /// Pieces in lines of the width that there is, with a mark before the first and one before the others.
    fn wrapped(&mut self, pieces: &[Piece<Kind>], indent: usize, first: &str, others: &str) {
        let room = self.columns.saturating_sub(indent + first.len()).max(1);
        for (nth, line) in wrap_pieces(pieces, room).into_iter().enumerate() {
            let mark = if nth == 0 { first } else { others };
            let mut pieces = vec![Piece::new(format!("{}{mark}", " ".repeat(indent)), Kind::Secondary)];
            pieces.extend(line);
            self.lines.push(pieces);
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

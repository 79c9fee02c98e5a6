//! What the details pane says about the cursor's row, as lines of the width that there is.
//!
//! Here and not where it is drawn, so that scrolling knows how many lines there are. Knows no colours: each piece of
//! text says what it is.

mod facts;
mod grid;
mod path;
mod resource;

pub use path::short_heading;

use super::layout::{Layout, Size};
use super::outline::Row;
use super::{App, Pane};
use crate::display::{Piece, displayable, head, joined, width, wrap_pieces};
use crate::markdown::inline::{self, RunStyle};
use crate::markdown::paragraphs;
use crate::model::{Item, Place, Section, fields};

/// What a piece of the details is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Label,
    Text(RunStyle),
    Secondary,
    /// A date, a tag, a level.
    Field,
    /// A date that has passed.
    Overdue,
    /// Where a link goes.
    Address,
    /// Stands for the mark of a link; one column.
    LinkMark,
    /// Stands for the mark between the parts of a path; one column.
    Crumb,
    /// Stands where something is cut off; one column.
    Cut,
    /// The header row of a table.
    Header,
    /// The lines of a table: `-`, `|` and `+` stand for them.
    Rule,
}

/// A line in pieces.
pub type Line = Vec<Piece<Kind>>;

/// All that is said about one row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Details {
    /// The row in its own words, on one line.
    pub title: String,
    /// The headings and items above it, from the outermost.
    pub crumbs: Vec<String>,
    /// Its line in the file, counted from 1.
    pub line: Option<usize>,
    pub lines: Vec<Line>,
}

/// Of a longer text no more is shown.
const MAX_BYTES: usize = 64 * 1024;
/// Of a name in the title and the path above it.
const MAX_NAME: usize = 200;
/// From this width on the title and the path stand in the pane's border.
pub const WIDE: u16 = 58;
/// The column behind the labels.
const LABEL: usize = 8;

/// How far the details can be scrolled on a screen of that size.
pub fn max_scroll(app: &App, size: Size) -> u16 {
    let content = Layout::of(size, app.view.focus, &app.shares).content(Pane::Details);
    let n_lines = Details::of(app, content.columns.saturating_sub(2)).lines.len();
    u16::try_from(n_lines).unwrap_or(u16::MAX).saturating_sub(content.rows)
}

impl Details {
    /// What is said in so many columns about the cursor's row; about the phase where there is none, and while the
    /// phases have the keys.
    pub fn of(app: &App, columns: u16) -> Self {
        let page = Page { app, columns: usize::from(columns), is_wide: columns >= WIDE - 4 };
        let is_phase = app.view.focus == Pane::Phases && app.overlay.is_none();
        match app.view.cursor.filter(|row| !is_phase && exists(app, *row)) {
            Some(Row::Item(place)) => page.item(place),
            Some(Row::Heading(section)) => page.heading(section),
            Some(Row::Table(section, table)) => page.table(section, table as usize),
            None => {
                let phase = app.document.roadmap.phases().get(app.view.phase);
                phase.map(|phase| page.heading(phase.first)).unwrap_or_default()
            }
        }
    }
}

/// Whether a row names something that is there.
pub fn exists(app: &App, row: Row) -> bool {
    let roadmap = &app.document.roadmap;
    match row {
        Row::Item(place) => roadmap.get(place).is_some(),
        Row::Heading(section) => roadmap.sections().len() > section as usize,
        Row::Table(section, table) => roadmap
            .sections()
            .get(section as usize)
            .is_some_and(|section| section.tables.len() > table as usize),
    }
}

struct Page<'a> {
    app: &'a App,
    columns: usize,
    is_wide: bool,
}

impl Page<'_> {
    fn item(&self, place: Place) -> Details {
        let roadmap = &self.app.document.roadmap;
        let section = roadmap.section(place.section);
        let item = roadmap.item(place);
        let text = head(item.text(section), MAX_BYTES);
        let words = self.rich(&fields::words(text));
        let mut details = Details { line: Some(roadmap.item_line(place)), ..Details::default() };
        details.crumbs = self.crumbs(place.section, Some(place));
        self.begin(&mut details, &words);
        if let Some(note) = item.note_source(section) {
            let note = head(&note, MAX_BYTES);
            let lines: Vec<Line> = note.lines().flat_map(|line| self.wrapped(&self.rich(line))).collect();
            self.labelled("Note", lines, &mut details.lines);
        }
        self.labelled("Fields", self.fields(text, item), &mut details.lines);
        if item.of_below > 0 {
            let text = format!("{} of {} below are done", item.met_below, item.of_below);
            let line = vec![Piece::new(text, Kind::Text(RunStyle::default()))];
            self.labelled("Parts", self.wrapped(&line), &mut details.lines);
        }
        self.labelled("Links", self.links(section, item), &mut details.lines);
        if item.note.is_none() {
            self.labelled("About", self.prose(section), &mut details.lines);
        }
        details
    }

    fn heading(&self, index: u32) -> Details {
        let roadmap = &self.app.document.roadmap;
        let section = roadmap.section(index);
        let mut details = Details::default();
        let heading = section.heading_text().map(|heading| self.rich(head(heading, MAX_BYTES)));
        if let Some(words) = heading {
            details.crumbs = self.crumbs(index, None);
            details.line = Some(roadmap.line_of(index, section.heading_block.start));
            self.begin(&mut details, &words);
        } else if !section.text.is_empty() {
            details.title = "Before the first heading".to_owned();
        }
        let states = vec![Piece::new(facts::by_state(section.total), Kind::Text(RunStyle::default()))];
        if !states[0].text.is_empty() {
            self.labelled("Items", self.wrapped(&states), &mut details.lines);
        }
        self.labelled("About", self.prose(section), &mut details.lines);
        let links = roadmap.addresses_in(head(section.prose.of(section.text.as_str()), MAX_BYTES));
        self.labelled("Links", self.addresses(&links), &mut details.lines);
        details
    }

    fn table(&self, index: u32, table: usize) -> Details {
        let roadmap = &self.app.document.roadmap;
        let section = roadmap.section(index);
        let value = &section.tables[table];
        let mut details =
            Details { line: Some(roadmap.line_of(index, value.span.start)), ..Details::default() };
        details.crumbs = self.crumbs(index, None);
        details.title = match section.heading_text() {
            Some(heading) => joined(&self.rich(head(heading, MAX_NAME))),
            None => "Table".to_owned(),
        };
        let cell = |row: usize, column: usize| {
            joined(&self.rich(head(value.cell(section.text.as_str(), row, column), MAX_NAME)))
        };
        details.lines = grid::lines(value.rows.len(), value.n_columns(), cell, self.columns);
        details
    }

    /// The title, and where it has no room in the border, the whole text and the path.
    fn begin(&self, details: &mut Details, words: &[Piece<Kind>]) {
        let title = joined(words);
        let is_long = width(&title) > self.columns / 2;
        details.title = head(&title, MAX_NAME * 4).to_owned();
        if !self.is_wide && !details.crumbs.is_empty() {
            let mut crumbs = Line::new();
            for (index, crumb) in details.crumbs.iter().enumerate() {
                if index > 0 {
                    crumbs.extend([" ", ">", " "].map(|text| {
                        Piece::new(text, if text == ">" { Kind::Crumb } else { Kind::Secondary })
                    }));
                }
                crumbs.push(Piece::new(crumb, Kind::Secondary));
            }
            details.lines.extend(wrap_pieces(&crumbs, self.columns));
        }
        if !self.is_wide || is_long {
            details.lines.extend(wrap_pieces(words, self.columns));
            if !self.is_wide {
                details.lines.push(Vec::new());
            }
        }
    }

    fn prose(&self, section: &Section) -> Vec<Line> {
        let prose = head(section.prose.of(section.text.as_str()), MAX_BYTES);
        let mut lines: Vec<Line> = Vec::new();
        for paragraph in paragraphs(prose) {
            if !lines.is_empty() {
                lines.push(Vec::new());
            }
            lines.extend(self.wrapped(&self.rich(paragraph)));
        }
        lines
    }

    /// Inline Markdown in its styles, displayable.
    fn rich(&self, source: &str) -> Line {
        let runs = inline::runs(source, self.app.document.roadmap.definitions());
        runs.into_iter().map(|run| Piece::new(displayable(&run.text), Kind::Text(run.style))).collect()
    }

    /// Wraps beside the labels.
    fn wrapped(&self, line: &[Piece<Kind>]) -> Vec<Line> {
        wrap_pieces(line, self.columns.saturating_sub(self.label_columns()))
    }

    /// In a narrow pane the labels stand above.
    fn label_columns(&self) -> usize {
        if self.columns < 34 { 0 } else { LABEL }
    }

    fn labelled(&self, label: &str, lines: Vec<Line>, all: &mut Vec<Line>) {
        let indent = self.label_columns();
        if indent == 0 && !lines.is_empty() {
            all.push(vec![Piece::new(label, Kind::Label)]);
        }
        for (index, mut line) in lines.into_iter().enumerate() {
            if indent > 0 {
                let label = if index == 0 { label } else { "" };
                line.insert(0, Piece::new(format!("{label:indent$}"), Kind::Label));
            }
            all.push(line);
        }
    }
}

impl App {
    /// Whether an item is still to be done after its day.
    pub fn is_overdue(&self, item: &Item, due: &str) -> bool {
        item.state.is_open() && due.parse::<jiff::civil::Date>().is_ok_and(|due| due < self.today)
    }
}

//! The guided self-assessment: a skill with what is known of it, the scale, a line of one's own, and the summary.

use ratatui::buffer::Buffer;

use super::pen::{Pen, Text, padded, tint};
use super::popup::Popup;
use super::{Cursor, Look, Scene, input};
use crate::app::assessment::{Assessment, Step, Summary};
use crate::app::field::Field;
use crate::app::layout::Area;
use crate::assess::walk::Question;
use crate::display::{Piece, displayable, head, width, wrap};
use crate::model::Level;
use crate::theme::{Mark, Role};

/// Without the border.
const COLUMNS: u16 = 76;
const ROWS: u16 = 16;

pub(super) fn draw(scene: &Scene<'_>, buffer: &mut Buffer, assessment: &Assessment) -> Cursor {
    let look = scene.look;
    let (at, of) = assessment.walk.position();
    let secondary = look.style(Role::Secondary);
    let right = match assessment.step {
        Step::Rate(_) | Step::Line(..) => vec![Piece::new(format!("question {at} of {of}"), secondary)],
        Step::Resume | Step::Summary(_) => Text::new(),
    };
    let rows = match &assessment.step {
        Step::Resume => 3,
        Step::Rate(_) | Step::Line(..) => ROWS,
        Step::Summary(summary) => u16::try_from(summary.outcome.changes.len() + 7).unwrap_or(u16::MAX),
    };
    let title = "How well do you know it?";
    let title = if matches!(assessment.step, Step::Summary(_)) { "What has changed" } else { title };
    let (inside, _) = Popup { title, right, columns: COLUMNS, rows }.draw(look, buffer);
    let body = Area { x: inside.x + 1, columns: inside.columns.saturating_sub(2), ..inside };
    let mut page = Page { look, buffer, rest: body };
    match &assessment.step {
        Step::Resume => {
            page.text(&format!("You left this at question {} of {of}.", at.min(of)), Role::Text);
            page.blank();
            page.text("Nothing is written yet. Go on there, or begin anew?", Role::Secondary);
            None
        }
        Step::Rate(chosen) => {
            let question = assessment.walk.question()?;
            page.question(question, assessment.role.as_deref());
            page.scale(question, *chosen, assessment.role.as_deref());
            page.meaning(question, *chosen, assessment.role.as_deref());
            None
        }
        Step::Line(level, field) => {
            let question = assessment.walk.question()?;
            page.question(question, assessment.role.as_deref());
            page.line(question, *level, field)
        }
        Step::Summary(summary) => {
            page.summary(summary);
            None
        }
    }
}

/// Lines below each other, as long as there is room.
struct Page<'a> {
    look: &'a Look<'a>,
    buffer: &'a mut Buffer,
    rest: Area,
}

impl Page<'_> {
    /// The next line; none where the page is full.
    fn next_line(&mut self) -> Option<Area> {
        let line = Area { rows: 1, ..self.rest };
        self.rest.rows = self.rest.rows.checked_sub(1)?;
        self.rest.y += 1;
        Some(line)
    }

    fn blank(&mut self) {
        self.next_line();
    }

    fn pieces(&mut self, pieces: &[Piece<ratatui::style::Style>]) {
        if let Some(line) = self.next_line() {
            Pen::new(self.buffer, line, 0).write_text(pieces, self.look);
        }
    }

    /// A text in as many lines as it takes.
    fn text(&mut self, text: &str, role: Role) {
        let text = displayable(head(text, 2000)).into_owned();
        for range in wrap(&text, usize::from(self.rest.columns).max(1)) {
            let line = text.get(range).unwrap_or_default();
            self.pieces(&[Piece::new(line, self.look.style(role))]);
        }
    }

    /// The skill and what is known of it.
    fn question(&mut self, question: &Question, role: Option<&str>) {
        let is_tight = self.rest.rows < 12;
        let skill = displayable(head(&question.skill, 400)).into_owned();
        self.pieces(&[Piece::new(skill, self.look.style(Role::Heading))]);
        let now = question
            .level
            .map_or("not rated".to_owned(), |level| format!("rated {} {}", level.number(), level.name()));
        let asked = question.expected.map(|level| match role {
            Some(role) => format!("{role} asks for {}", level.number()),
            None => format!("your target is {}", level.number()),
        });
        let parts: Vec<String> =
            [Some(now), asked, Some(question.evidence.clone())].into_iter().flatten().collect();
        let known = parts.join(self.look.dot());
        if is_tight {
            self.pieces(&[Piece::new(displayable(&known), self.look.style(Role::Secondary))]);
        } else {
            self.text(&known, Role::Secondary);
        }
        for disagreement in question.disagreements.iter().take(if is_tight { 0 } else { 2 }) {
            self.text(disagreement, Role::Warning);
        }
        if !is_tight {
            self.blank();
        }
    }

    /// The five levels with what they are called and what they mean.
    fn scale(&mut self, question: &Question, chosen: Level, role: Option<&str>) {
        let look = self.look;
        for level in Level::ALL {
            let Some(line) = self.next_line() else { return };
            let is_chosen = level == chosen;
            let mut pen = Pen::new(self.buffer, line, 0);
            let bar = if is_chosen { look.glyph(Mark::SelectionBar) } else { " " };
            pen.write(bar, look.style(Role::SelectionBar));
            let mut beside = Text::new();
            if question.level == Some(level) {
                beside.push(Piece::new("now", look.style(Role::Own)));
            }
            if question.expected == Some(level) {
                let gap = if beside.is_empty() { "" } else { " " };
                let role = role.unwrap_or("target");
                let role =
                    crate::display::truncate(&displayable(head(role, 100)), 14, look.ellipsis()).into_owned();
                beside.push(Piece::new(
                    format!("{gap}{} {role}", look.glyph(Mark::Asked)),
                    look.style(Role::Asked),
                ));
            }
            pen.shorten(1);
            pen.write_right(&beside, 2);
            pen.write(&format!(" {} ", level.number()), look.style(Role::Key));
            let columns = Level::ALL.into_iter().map(|level| width(level.name())).max().unwrap_or(0);
            pen.write(&padded(level.name(), columns), look.style(Role::Text));
            if pen.room() > 24 {
                pen.skip(2);
                pen.write_text(&[Piece::new(level.meaning(), look.style(Role::Secondary))], look);
            }
            if is_chosen {
                let over = Area { x: line.x + 1, columns: line.columns.saturating_sub(1), ..line };
                tint(self.buffer, over, look.style(Role::Selected));
            }
        }
    }

    /// What the role asks for in the ladder's words, and the chosen level whole.
    fn meaning(&mut self, question: &Question, chosen: Level, role: Option<&str>) {
        if self.rest.rows >= 4 {
            self.blank();
        }
        self.text(&format!("{} {}", chosen.number(), chosen.meaning()), Role::Text);
        if let (Some(meaning), Some(role)) = (&question.meaning, role) {
            self.text(&format!("{role}: {meaning}"), Role::Note);
        }
    }

    /// The field for a line of one's own.
    fn line(&mut self, question: &Question, level: Level, field: &Field) -> Cursor {
        let step = match question.level {
            Some(old) if old != level => {
                format!("{} {} {}", old.number(), self.look.glyph(Mark::Deferred), level.number())
            }
            _ => level.number().to_string(),
        };
        let is_tight = self.rest.rows < 8;
        let meaning = if is_tight { String::new() } else { format!(": {}", level.meaning()) };
        self.text(&format!("{step} {}{meaning}", level.name()), Role::Text);
        if !is_tight {
            self.blank();
            self.text("Why? One line for the journal, or none.", Role::Secondary);
        }
        let line = self.next_line()?;
        let mut pen = Pen::new(self.buffer, line, 0);
        pen.write("> ", self.look.style(Role::Key));
        let area = Area { x: pen.x, columns: pen.room() as u16, ..line };
        input::draw_line(self.look, self.buffer, area, field, "why? enter goes on without")
    }

    /// What rose and fell, and what is written.
    fn summary(&mut self, summary: &Summary) {
        let look = self.look;
        self.text(&summary.outcome.summary(), Role::Strong);
        self.blank();
        let changes = &summary.outcome.changes;
        let notes = 4_u16;
        let shown = changes.len().min(usize::from(self.rest.rows.saturating_sub(notes)).max(1));
        for change in changes.iter().take(shown) {
            let (mark, role) = match change.old {
                Some(old) if old > change.new => (Mark::Unfolded, Role::Removed),
                Some(old) if old == change.new => (Mark::Untracked, Role::Secondary),
                _ => (Mark::Rise, Role::Added),
            };
            let words = displayable(head(&change.to_string(), 400)).replace('→', look.glyph(Mark::Deferred));
            let mut pieces = vec![
                Piece::new(format!("{} ", look.glyph(mark)), look.style(role)),
                Piece::new(words, look.style(Role::Text)),
            ];
            let line = change.line.as_deref().map(|line| displayable(head(line, 400)).into_owned());
            pieces.extend(line.map(|line| Piece::new(format!("  {line}"), look.style(Role::Secondary))));
            self.pieces(&pieces);
        }
        if changes.len() > shown {
            self.text(&format!("and {} more", changes.len() - shown), Role::Secondary);
        }
        if !changes.is_empty() {
            self.blank();
        }
        if let Some(additions) = &summary.additions {
            self.text(&format!("This {additions}."), Role::Warning);
        }
        if !summary.homeless.is_empty() {
            let names = summary.homeless.join(", ");
            self.text(&format!("There is no matrix and no item to write these in: {names}."), Role::Warning);
        }
        if summary.has_entry {
            self.text("An entry in the journal says so.", Role::Secondary);
        }
        let end = if summary.is_empty() {
            "There is nothing to write."
        } else {
            "Nothing is written before enter; then all of it is one step to undo."
        };
        self.text(end, Role::Secondary);
    }
}

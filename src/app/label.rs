//! What a phase is called where there is little room: its emoji, its number, its level.

use crate::display::{displayable, head, truncate};
use crate::markdown::inline;
use crate::model::heading::PhaseName;
use crate::model::{Phase, Roadmap};

/// A phase in short.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    pub emoji: String,
    pub number: String,
    pub name: String,
}

impl Label {
    /// `file_stem` names the one phase of a roadmap that has neither phases nor a title.
    pub fn of(roadmap: &Roadmap, phase: &Phase, file_stem: &str) -> Self {
        let heading = roadmap.section(phase.first).heading_text().filter(|_| !phase.is_unnamed);
        let Some(heading) = heading.map(|heading| head(heading, 400)) else {
            let name = if roadmap.phases().len() > 1 {
                "Before the phases".to_owned()
            } else {
                roadmap.title().map_or_else(|| file_stem.to_owned(), |title| plain(roadmap, title))
            };
            return Self { name, ..Self::default() };
        };
        let name = PhaseName::read(heading);
        let emoji =
            name.emoji.map(|emoji| truncate(&displayable(&emoji), 2, "").into_owned()).unwrap_or_default();
        let words = match (name.level, name.number) {
            (Some(level), _) => plain(roadmap, &level),
            (None, Some(_)) => "Phase".to_owned(),
            (None, None) => plain(roadmap, heading),
        };
        let number = name.number.map_or(String::new(), |number| number.to_string());
        Self { emoji, number, name: words }
    }
}

/// Inline Markdown as it is shown, without its marks.
pub(super) fn plain(roadmap: &Roadmap, text: &str) -> String {
    displayable(&inline::plain(head(text, 400), roadmap.definitions())).into_owned()
}

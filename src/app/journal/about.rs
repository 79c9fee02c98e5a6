//! What an entry is about: it is tied to an item or a skill by a tag, or by its name in the words.

use super::App;
use crate::app::outline::Row;
use crate::app::tab::Tab;
use crate::assess::evidence::link;
use crate::markdown::inline;
use crate::model::journal::Entry;
use crate::model::slug::slug;
use crate::model::{Place, Roadmap, SectionKind, fields::Fields};

/// What an entry that is being written is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its words, to be shown.
    pub name: String,
    /// What ties the entry to it: `#event-loop`, or the name where no tag would be found.
    pub link: String,
}

/// A tag has no more words.
const MAX_WORDS: usize = 5;

impl App {
    /// The item or the skill that is selected.
    pub(super) fn selected_about(&self) -> Option<About> {
        let roadmap = self.roadmap();
        match self.tab {
            Tab::Roadmap => {
                let Row::Item(place) = self.view.cursor? else { return None };
                let item = roadmap.get(place)?;
                let name = inline::plain(&roadmap.words(place), roadmap.definitions());
                let fields = Fields::read(item.text(roadmap.section(place.section)));
                let tag = fields.tags().last().map(|tag| format!("#{tag}"));
                let link = tag.unwrap_or_else(|| link(&subject(&name)));
                Some(About { name, link })
            }
            Tab::Matrix if self.gap.is_shown => {
                let (found, gap) = self.gap.selected()?;
                Some(About::skill(&found.skill(gap).name))
            }
            Tab::Matrix => {
                let cell = self.matrix.cursor.filter(|cell| cell.row > 0)?;
                let skill = self.shown_matrix()?.skill(cell.row as usize).into_owned();
                let name = inline::plain(&skill, roadmap.definitions());
                (!name.trim().is_empty()).then(|| About::skill(&name))
            }
            Tab::Journal => None,
        }
    }

    /// The item that an entry is about: the first one that has one of its tags, or that is named by one.
    pub(super) fn about(&self, entry: &Entry) -> Option<Place> {
        let roadmap = self.roadmap();
        let tags = entry.tags(roadmap);
        if tags.is_empty() {
            return None;
        }
        let is_meant = |place: Place| {
            let own = Fields::read(roadmap.item(place).text(roadmap.section(place.section)));
            let is_tagged = own.tags().any(|own| tags.contains(&own));
            is_tagged || tags.contains(&item_slug(roadmap, place).as_str())
        };
        let items = roadmap.items().map(|(place, _)| place);
        items
            .filter(|place| roadmap.section(place.section).kind != SectionKind::Journal)
            .find(|place| is_meant(*place))
    }
}

impl About {
    fn skill(name: &str) -> Self {
        Self { name: name.to_owned(), link: link(name) }
    }
}

fn item_slug(roadmap: &Roadmap, place: Place) -> String {
    slug(&subject(&inline::plain(&roadmap.words(place), roadmap.definitions())))
}

/// What an item is about, in a few words: `Node.js Basics: modules, streams` → `Node.js Basics`.
fn subject(words: &str) -> String {
    let head = words.split([':', '(', ';']).next().filter(|head| !head.trim().is_empty()).unwrap_or(words);
    head.split_whitespace().take(MAX_WORDS).collect::<Vec<_>>().join(" ")
}

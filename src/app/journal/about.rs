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
        match self.tab {
            Tab::Roadmap => {
                let Row::Item(place) = self.view.cursor? else { return None };
                self.about_item(place)
            }
            Tab::Matrix if self.gap.is_shown => {
                let (found, gap) = self.gap.selected()?;
                Some(About::skill(&found.skill(gap).name))
            }
            Tab::Matrix => {
                let cell = self.matrix.cursor.filter(|cell| cell.row > 0)?;
                let skill = self.shown_matrix()?.skill(cell.row as usize).into_owned();
                let name = inline::plain(&skill, self.roadmap().definitions());
                (!name.trim().is_empty()).then(|| About::skill(&name))
            }
            Tab::Progress => self.about_item(self.progress.selected_entry()?.place),
            Tab::Journal => None,
            Tab::Resources => self.about_item(self.resources.selected()?.place()?),
        }
    }

    fn about_item(&self, place: Place) -> Option<About> {
        let roadmap = self.roadmap();
        let item = roadmap.get(place)?;
        let name = inline::plain(&roadmap.words(place), roadmap.definitions());
        let fields = Fields::read(item.text(roadmap.section(place.section)));
        let tag = fields.tags().last().map(|tag| format!("#{tag}"));
        let slug = item_slug(roadmap, place);
        let in_use = || {
            let entries = roadmap.entries_newest_first();
            let mut tags = entries.iter().flat_map(|entry| entry.tags(roadmap));
            tags.find(|tag| begins_as(&slug, tag)).map(|tag| format!("#{tag}"))
        };
        let link = tag.or_else(in_use).unwrap_or_else(|| link(&subject(&name)));
        Some(About { name, link })
    }

    /// The item that an entry is about: the first one that has one of its tags, is named by one, or whose name begins as
    /// one does.
    pub(super) fn about(&self, entry: &Entry) -> Option<Place> {
        let roadmap = self.roadmap();
        let tags = entry.tags(roadmap);
        if tags.is_empty() {
            return None;
        }
        let mut begins = None;
        for (place, item) in roadmap.items() {
            let section = roadmap.section(place.section);
            if section.kind == SectionKind::Journal {
                continue;
            }
            let slug = item_slug(roadmap, place);
            let is_tagged = Fields::read(item.text(section)).tags().any(|own| tags.contains(&own));
            if is_tagged || tags.contains(&slug.as_str()) {
                return Some(place);
            }
            if begins.is_none() && tags.iter().any(|tag| begins_as(&slug, tag)) {
                begins = Some(place);
            }
        }
        begins
    }
}

/// Whether a name begins as a tag of several words does: `event-loop-call-stack` as `event-loop`.
fn begins_as(slug: &str, tag: &str) -> bool {
    tag.contains('-') && slug.strip_prefix(tag).is_some_and(|rest| rest.starts_with('-'))
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

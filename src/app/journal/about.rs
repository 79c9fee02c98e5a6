//! What an entry is about: it is tied to an item or a skill by a tag, or by its name in the words.

use super::App;
use crate::app::outline::Row;
use crate::app::tab::Tab;
use crate::assess::evidence::{link, speaks_of};
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
/// Unless it would be another item's: then it has so many more.
const MAX_MORE_WORDS: usize = 5;

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
        let name = plain_name(roadmap, place);
        let subject = subject(&name);
        let is_to_it = |tag: &String| item_about(roadmap, &[tag]) == Some(place);
        let fields = Fields::read(item.text(roadmap.section(place.section)));
        let own = fields.tags().map(str::to_owned).filter(is_to_it).last();
        let in_use = || {
            let whole = slug(&name);
            let entries = roadmap.entries();
            let mut tags = entries
                .flat_map(|entry| entry.tags(roadmap).into_iter().map(str::to_owned).collect::<Vec<_>>());
            tags.find(|tag| begins_as(&whole, tag) && is_to_it(tag))
        };
        let made = || tags_for(roadmap, place, &name).find(|tag| speaks_of(tag, &subject) && is_to_it(tag));
        let tag = own.or_else(in_use).or_else(made);
        let link = tag.map_or_else(|| subject.clone(), |tag| format!("#{tag}"));
        Some(About { name, link })
    }

    /// The item that an entry is about.
    pub(super) fn about(&self, entry: &Entry) -> Option<Place> {
        let roadmap = self.roadmap();
        item_about(roadmap, &entry.tags(roadmap))
    }
}

/// The item that tags lead to: the first one that has one of them, is named by one, alone or behind what it lies in, or
/// whose name begins as one does.
fn item_about(roadmap: &Roadmap, tags: &[impl AsRef<str>]) -> Option<Place> {
    if tags.is_empty() {
        return None;
    }
    let is_one = |name: &str| tags.iter().any(|tag| tag.as_ref() == name);
    let mut begins = None;
    for (place, item) in roadmap.items() {
        let section = roadmap.section(place.section);
        if section.kind == SectionKind::Journal {
            continue;
        }
        let name = plain_name(roadmap, place);
        let (short, whole) = (slug(&subject(&name)), slug(&name));
        let is_tagged = Fields::read(item.text(section)).tags().any(is_one);
        let is_behind = |tag: &str| tag.strip_suffix(&*short).is_some_and(|outer| outer.ends_with('-'));
        let is_named_whole = || {
            tags.iter().any(|tag| is_behind(tag.as_ref()))
                && outer_tag(roadmap, place, &short).is_some_and(|tag| is_one(&tag))
        };
        if is_tagged || is_one(&short) || is_one(&whole) || is_named_whole() {
            return Some(place);
        }
        if begins.is_none() && tags.iter().any(|tag| begins_as(&whole, tag.as_ref())) {
            begins = Some(place);
        }
    }
    begins
}

/// The tags that an item may be called by, without their `#`, the shortest first: its subject, more of its words, and what
/// it lies in with its subject.
fn tags_for(roadmap: &Roadmap, place: Place, name: &str) -> impl Iterator<Item = String> {
    let short = slug(&subject(name));
    let whole = slug(name);
    let ends = whole.match_indices('-').map(|(at, _)| at).chain([whole.len()]);
    let longer = ends.filter(|&end| end > short.len()).take(MAX_MORE_WORDS);
    let longer: Vec<String> = longer.filter_map(|end| whole.get(..end).map(str::to_owned)).collect();
    let outer = outer_tag(roadmap, place, &short);
    std::iter::once(short).chain(longer).chain(outer)
}

/// `lists-sorting` for what is called `sorting` below the item, else the heading, `Lists`.
fn outer_tag(roadmap: &Roadmap, place: Place, short: &str) -> Option<String> {
    let outer = match roadmap.item(place).parent {
        Some(item) => plain_name(roadmap, Place { item, ..place }),
        None => inline::plain(roadmap.section(place.section).heading_text()?, roadmap.definitions()),
    };
    Some(format!("{}-{short}", slug(&subject(&outer))))
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

fn plain_name(roadmap: &Roadmap, place: Place) -> String {
    inline::plain(&roadmap.words(place), roadmap.definitions())
}

/// What an item is about, in a few words: `Node.js Basics: modules, streams` → `Node.js Basics`.
fn subject(words: &str) -> String {
    let head = words.split([':', '(', ';']).next().filter(|head| !head.trim().is_empty()).unwrap_or(words);
    head.split_whitespace().take(MAX_WORDS).collect::<Vec<_>>().join(" ")
}

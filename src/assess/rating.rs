//! Levels that stand on items: `[level:: 3]`, `[target:: 4]` (format.md, "Levels and ladders").

use std::collections::HashSet;

use super::{SkillStanding, key};
use crate::model::Level;
use crate::model::fields::Fields;
use crate::model::{Place, Roadmap, Section, SectionKind};

/// What an item's fields say of a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Rating {
    level: Option<Level>,
    target: Option<Level>,
}

impl Rating {
    fn of(text: &str) -> Option<Self> {
        // Most texts have no fields at all.
        if !text.contains("::") {
            return None;
        }
        let fields = Fields::read(text);
        let level = |key| fields.named(key).and_then(|field| Level::from_token(&field.value));
        let rating = Self { level: level("level"), target: level("target") };
        (rating != Self::default()).then_some(rating)
    }
}

/// Whether a section's items can be skills, or speak of them as more than something to read or to look back on.
pub(super) fn can_hold_skills(section: &Section) -> bool {
    !matches!(section.kind, SectionKind::Resources | SectionKind::Journal)
}

/// Adds the items that bear a level and are no skill yet.
pub(super) fn add_rated_items(roadmap: &Roadmap, skills: &mut Vec<SkillStanding>) {
    let mut known: HashSet<String> = skills.iter().map(|skill| key(&skill.name)).collect();
    for (place, item) in roadmap.items() {
        let section = roadmap.section(place.section);
        if can_hold_skills(section) && Rating::of(item.text(section)).is_some() {
            let name = roadmap.skill_of_item(item, section);
            if !name.is_empty() && known.insert(key(&name)) {
                skills.push(SkillStanding::new(name));
            }
        }
    }
}

/// An item that names a skill, and can say something of its level.
pub(super) struct Naming {
    place: Place,
    /// It is the skill, rather than something that speaks of it.
    is_skill: bool,
    rating: Rating,
}

impl Naming {
    /// None for an item that only speaks of the skill.
    pub(super) fn of(roadmap: &Roadmap, place: Place, skill: &SkillStanding) -> Option<Self> {
        let (section, item) = (roadmap.section(place.section), roadmap.item(place));
        let is_skill = key(&roadmap.skill_of_item(item, section)) == key(&skill.name);
        let rating = Rating::of(item.text(section));
        (is_skill || rating.is_some()).then(|| Self { place, is_skill, rating: rating.unwrap_or_default() })
    }
}

/// Takes over what the items that name a skill say of it: the one that is the skill goes before those that speak of it,
/// and the matrix before all.
pub(super) fn take(skill: &mut SkillStanding, mut namings: Vec<Naming>) {
    namings.sort_by_key(|naming| !naming.is_skill);
    let rated = namings.iter().find(|naming| naming.rating != Rating::default());
    skill.item = rated.or(namings.first()).map(|naming| naming.place);
    let own = namings.iter().filter(|naming| naming.is_skill).find_map(|naming| naming.rating.level);
    skill.other_level = own.filter(|&own| skill.level.is_some_and(|level| level != own));
    skill.level = skill.level.or_else(|| namings.iter().find_map(|naming| naming.rating.level));
    skill.target = skill.target.or_else(|| namings.iter().find_map(|naming| naming.rating.target));
}

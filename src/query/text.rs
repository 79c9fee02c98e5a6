//! Where a text is looked for: in what is shown of an item, in its source, and in its note.

use crate::markdown::{Definitions, inline};
use crate::matching::Needle;
use crate::model::{Place, Roadmap};

/// What inline Markdown has in its source and not on the screen.
const MARKS: [char; 8] = ['\n', '*', '`', '_', '[', '\\', '&', '~'];

/// Whether an item's words or its note hold what is looked for.
pub fn is_in_item(roadmap: &Roadmap, place: Place, needle: &Needle) -> bool {
    let section = roadmap.section(place.section);
    let item = roadmap.item(place);
    is_shown_in(item.text(section), roadmap.definitions(), needle)
        || item.note.is_some() && item.note(section).is_some_and(|note| needle.is_in(&note))
}

/// Whether a text holds it as it stands or as it is shown.
pub fn is_shown_in(source: &str, definitions: &Definitions, needle: &Needle) -> bool {
    needle.is_in(source) || source.contains(MARKS) && needle.is_in(&inline::plain(source, definitions))
}

//! What a resource is called.

use crate::address::scheme_of;
use crate::markdown::{Definitions, inline};
use crate::model::fields::{self, Fields};
use crate::model::fraction::Fraction;
use crate::model::links::Reference;

/// What stands at the ends of words from which an address or a number was taken out.
const LEFT_OVER: &[char] = &[' ', ':', ',', '-', '–', '—', '|'];

/// An item's words as they are shown, without fields, tags, addresses and what says how far it is read; none where nothing
/// is left.
pub(super) fn of_item<'a>(
    text: &str,
    fraction: Option<Fraction>,
    links: impl IntoIterator<Item = &'a Reference>,
    definitions: &Definitions,
) -> Option<String> {
    let end = fraction.map_or_else(|| Fields::read(text).words_end(), |fraction| fraction.words_end);
    let words = fields::words(text.get(..end).unwrap_or(text));
    let shown = inline::plain(&words, definitions);
    // The page that a wiki link names is its words, and a path may be words too.
    let is_bare = |link: &&Reference| !link.is_wiki_link && scheme_of(&link.address).is_some();
    let addresses = links.into_iter().filter(is_bare).map(|link| &link.address);
    cleaned(&addresses.fold(shown, |shown, address| without(&shown, address)))
}

/// What a link shows; none where that is its address. `source` is the link as it stands in the text.
pub(super) fn of_link(source: &str, address: &str, definitions: &Definitions) -> Option<String> {
    let wiki = source.strip_prefix("[[").and_then(|inside| inside.strip_suffix("]]"));
    if let Some(inside) = wiki {
        return cleaned(inside.rsplit('|').next().unwrap_or(inside));
    }
    cleaned(&without(&inline::plain(source, definitions), address))
}

/// An address without what every address begins with.
pub(super) fn of_address(address: &str) -> String {
    let short = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let short = short.or_else(|| address.strip_prefix("mailto:")).unwrap_or(address);
    short.strip_prefix("www.").unwrap_or(short).trim_end_matches('/').to_owned()
}

fn without(text: &str, address: &str) -> String {
    // A bare address may be written without its scheme, and one of mail is.
    let bare = address.strip_prefix("http://").or_else(|| address.strip_prefix("mailto:")).unwrap_or(address);
    text.replace(address, "").replace(bare, "")
}

fn cleaned(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = words.trim_matches(LEFT_OVER).trim_end_matches("()").trim_end_matches(LEFT_OVER);
    (!words.is_empty()).then(|| words.to_owned())
}

//! `milepost journal add`: a new entry, of today.

use crate::cli::arguments::JournalAdd;
use crate::cli::carry_out::{carry_out, circumstances};
use crate::cli::open::{Surroundings, split_file};
use crate::cli::output::{Failure, Look, Output, usage};
use crate::cli::stdin;
use crate::config::nearest;
use crate::document::{Action, Target};
use crate::edit::{Below, Draft, Verb};
use crate::model::journal::{EntryKind, has_words, is_in_tag, tags_in};
use crate::span::{lines, next_line};

pub(in crate::cli) fn add(
    surroundings: &Surroundings,
    look: Look,
    add: JournalAdd,
) -> Result<Output, Failure> {
    let (file, arguments) = split_file(add.arguments, add.source.file, 2, 2, "[FILE] KIND TEXT")?;
    let [kind, text] = &*arguments else { return Ok(Output::default()) };
    let kind = kind_of(kind)?;
    let text = if text == "-" { stdin::text()? } else { text.clone() };
    let action = action(kind, &text, &add.tag)?;
    let opened = surroundings.open_for(file.as_deref(), &arguments)?;
    carry_out(surroundings, look, &opened, vec![action], add.writing)
}

/// What adds an entry of today: the first line is the entry, and what follows stands below it.
pub(in crate::cli) fn action(kind: EntryKind, text: &str, tags: &[String]) -> Result<Action, Failure> {
    let text = text.trim_start();
    let first = lines(text).next().unwrap_or_default();
    let below = text.get(next_line(text.as_bytes(), 0)..).unwrap_or_default();
    let mut words = first.to_owned();
    for tag in tags {
        let tag = tag_of(tag)?;
        let is_it = |known: &str| known.to_lowercase() == tag.to_lowercase();
        let is_there = tags_in(&words).chain(tags_in(below)).any(is_it);
        if !is_there && has_words(first) {
            words.push_str(&format!(" #{tag}"));
        }
    }
    let below = Below::Markdown(below.to_owned());
    let draft = Draft { date: circumstances().today, kind, words, below };
    Ok(Action { target: Target::Roadmap, verb: Verb::AddEntry(draft) })
}

/// The kind of a name, or of its beginning where only one begins so.
pub(in crate::cli) fn kind_of(name: &str) -> Result<EntryKind, Failure> {
    let name = name.to_lowercase();
    let kinds = EntryKind::ALL.map(|kind| kind.name().to_lowercase());
    let begins = |kind: &&EntryKind| kind.name().to_lowercase().starts_with(&name);
    match (EntryKind::of_name(&name), &*EntryKind::ALL.iter().filter(begins).collect::<Vec<_>>()) {
        (Some(kind), _) => Ok(kind),
        (None, [only]) if !name.is_empty() => Ok(**only),
        _ => {
            let meant = nearest(&name, kinds.iter().map(String::as_str));
            let hint = meant.map(|meant| format!("did you mean `{meant}`?"));
            let hint = hint.unwrap_or_else(|| format!("there are {}", kinds.join(", ")));
            Err(usage("add an entry", format!("there is no kind `{name}`"), hint).into())
        }
    }
}

fn tag_of(tag: &str) -> Result<&str, Failure> {
    let tag = tag.trim_start_matches('#');
    let is_tag =
        !tag.is_empty() && tag.chars().all(is_in_tag) && tag.chars().any(|char| !char.is_ascii_digit());
    is_tag.then_some(tag).ok_or_else(|| {
        let hint = "a tag is of letters, digits, `-`, `_` and `/`, and not of digits alone";
        usage("add an entry", format!("`{tag}` cannot be a tag"), hint).into()
    })
}

//! The shortest name of each choice, for who completes one.

use std::collections::HashMap;

use super::{Choice, Choices};
use crate::document::Target;

/// A choice, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct Named {
    /// The shortest end of its path that no other path has.
    pub name: String,
    pub target: Target,
    /// Whether it is meant before others that have the words too.
    pub is_first: bool,
}

impl Choices<'_> {
    /// All choices with their names, in the order of the file.
    pub(in crate::cli) fn names(&self) -> Vec<Named> {
        let mut n_with: HashMap<&str, usize> = HashMap::new();
        for tail in self.choices.iter().flat_map(tails) {
            *n_with.entry(tail).or_default() += 1;
        }
        let named = |choice: &Choice| {
            // With a number it names one of equals, and alone the first of them only as a whole path.
            let own = tails(choice).find(|tail| n_with.get(tail) == Some(&1));
            let name = own.map_or_else(|| self.name(choice), |tail| numbered(tail, choice));
            Named { name, target: choice.target, is_first: choice.rank == 0 }
        };
        self.choices.iter().map(named).collect()
    }
}

/// The ends of a choice's path, without its number, from the shortest.
fn tails(choice: &Choice) -> impl Iterator<Item = &str> {
    let (path, _) = choice.nth_at_path();
    let starts = path.rmatch_indices('/').map(|(at, _)| at + 1).chain([0]);
    starts.filter_map(move |at| path.get(at..)).filter(|tail| !tail.is_empty())
}

fn numbered(tail: &str, choice: &Choice) -> String {
    match choice.nth_at_path().1 {
        1 => tail.to_owned(),
        nth => format!("{tail}~{nth}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::open::Opened;
    use crate::document::Document;
    use crate::settings::Defaults;

    #[test]
    fn each_name_means_its_item_and_is_as_short_as_can_be() {
        let text = "# A\n\n- [ ] one\n  - [ ] read\n- [ ] two\n  - [ ] read\n- [ ] C\n- [ ] C++\n\n# B\n\n- [ ] one\n- [ ] last\n";
        let document = Document::new(text.into(), Defaults::default());
        let opened = Opened { shown: "a.md".into(), path: "a.md".into(), document };
        let choices = Choices::items(&opened);
        let names = choices.names();
        let told: Vec<&str> = names.iter().map(|named| &*named.name).collect();
        assert_eq!(told, ["a/one", "one/read", "two", "two/read", "a/c~1", "a/c~2", "b/one", "last"]);
        for named in names {
            assert_eq!(choices.target(&named.name).ok(), Some(named.target), "{}", named.name);
        }
    }
}

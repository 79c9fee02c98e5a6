//! Says how far a resource has been read.

use super::lines::Lines;
use super::{Edit, Effect, verify};
use crate::error::Error;
use crate::model::fields::Fields;
use crate::model::fraction::Fraction;
use crate::model::{Place, Roadmap};

/// `Clean Code (120/320) #book` → `Clean Code (121/320) #book`
///
/// Only the digits that differ are written. A text without a fraction gets one behind its words, if the total is told:
/// `Clean Code #book` → `Clean Code (120/320) #book`
pub(super) fn set(roadmap: &Roadmap, place: Place, done: u32, total: Option<u32>) -> Result<Edit, Error> {
    let lines = Lines::of(roadmap, place.section);
    let item = lines.item(place.item);
    let text = item.text.of(lines.text());
    let start = item.text.start as usize;
    let known = Fraction::read(text);
    let Some(total) = total.or(known.map(|known| known.total)) else {
        return Err(refused("its text does not say of how many").hint("tell both, such as 120/320"));
    };
    if total == 0 || done > total {
        return Err(refused(format!("{done} of {total} is more than all of it")));
    }
    let splices = match known {
        Some(known) => [(known.done_span, done), (known.total_span, total)]
            .into_iter()
            .map(|(span, number)| {
                let span = span.shifted(start);
                lines.splice(span.range(), number.to_string())
            })
            .collect(),
        None => {
            let end = Fields::read(text).words_end();
            let blank = if end == 0 { "" } else { " " };
            let behind = if end == 0 && !text.is_empty() { " " } else { "" };
            vec![lines.insertion(start + end, format!("{blank}({done}/{total}){behind}"))]
        }
    };
    let edit = Edit::new(splices, Effect::default());
    let reads = |section: &crate::model::Section| {
        let item = section.items.get(place.item as usize);
        let read = item.and_then(|item| Fraction::read(item.text(section)));
        read.is_some_and(|read| (read.done, read.total) == (done, total))
    };
    verify::check(roadmap, &edit, place.section, reads)?;
    Ok(edit)
}

fn refused(reason: impl Into<String>) -> Error {
    Error::new("say how far it is read", reason)
}

#[cfg(test)]
mod tests {
    use crate::edit::Verb;
    use crate::edit::testing::{check, refused};

    fn to(done: u32) -> Verb {
        Verb::SetFraction { done, total: None }
    }

    #[test]
    fn only_the_digits_are_written() {
        check("- [ ] _A_ (9‸/12) #t ✅ 2026-01-01\r\n", &to(10), "- [ ] _A_ (10/12) #t ✅ 2026-01-01\r\n");
        check("- ‸A, page 120 of 320", &to(0), "- A, page 0 of 320");
        check("* ‸https://a.b/7/12 7/12 ^id\n", &to(12), "* https://a.b/7/12 12/12 ^id\n");
        check("> - ‸A\n>   7/12\n", &to(8), "> - A\n>   8/12\n");
        check("- ‸A 7/12\n", &Verb::SetFraction { done: 8, total: Some(20) }, "- A 8/20\n");
    }

    #[test]
    fn a_text_without_one_gets_it_behind_its_words() {
        let to = Verb::SetFraction { done: 3, total: Some(20) };
        check("- [ ] ‸A #t 📅 2026-01-01 ^id\n", &to, "- [ ] A (3/20) #t 📅 2026-01-01 ^id\n");
        check("- ‸[A](https://b.c)", &to, "- [A](https://b.c) (3/20)");
        check("- ‸A  \n", &to, "- A (3/20)  \n");
        check("- [ ] ‸#t\n", &to, "- [ ] (3/20) #t\n");
    }

    #[test]
    fn more_than_all_and_all_of_nothing_are_refused() {
        refused("- ‸A 7/12\n", &to(13), "more than all");
        refused("- ‸A\n", &to(1), "of how many");
        refused("- ‸A\n", &Verb::SetFraction { done: 0, total: Some(0) }, "more than all");
        refused(
            "- ‸A\n",
            &Verb::SetFraction { done: 1, total: Some(12_345_678) },
            "would not read as it should",
        );
    }
}

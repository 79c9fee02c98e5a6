//! Inline Markdown as HTML: emphasis, code, and links that may be followed. HTML of the file is text.

use crate::address::{self, Link};
use crate::export::xml::escaped;
use crate::markdown::inline::{self, Run};
use crate::model::Roadmap;
use crate::model::links::bare_addresses;

/// A paragraph's source as what stands in a `<p>`.
pub(super) fn words(roadmap: &Roadmap, source: &str) -> String {
    let runs = inline::runs(source, roadmap.definitions());
    let same_link = |one: &Run, other: &Run| one.address.is_some() && one.address == other.address;
    runs.chunk_by(same_link)
        .map(|runs| match runs {
            [Run { address: Some(address), .. }, ..] => {
                let words: String = runs.iter().map(|run| styled(run, &escaped(&run.text))).collect();
                let is_blank = runs.iter().all(|run| run.text.trim().is_empty());
                link(address, if is_blank { escaped(address) } else { words })
            }
            runs => runs.iter().map(|run| styled(run, &with_addresses(run))).collect(),
        })
        .collect()
}

/// A link where its address is one of the web or of mail; its words where it is not, with an address of another scheme
/// behind them.
fn link(address: &str, words: String) -> String {
    match address::read(address) {
        Link::Address(address) => {
            format!(r#"<a href="{}" rel="noopener noreferrer">{words}</a>"#, escaped(address))
        }
        _ if address::scheme_of(address).is_some() => {
            format!(r#"{words} <span class="quiet">({})</span>"#, escaped(address))
        }
        _ => words,
    }
}

fn styled(run: &Run, words: &str) -> String {
    let style = run.style;
    let tags = [
        (style.is_code, "code"),
        (style.is_struck, "del"),
        (style.is_emphasized, "em"),
        (style.is_strong, "strong"),
    ];
    let tags = tags.into_iter().filter(|(is_set, _)| *is_set);
    tags.fold(words.to_owned(), |words, (_, tag)| format!("<{tag}>{words}</{tag}>"))
}

/// The text of a run, with links where it has bare addresses.
fn with_addresses(run: &Run) -> String {
    let text = run.text.as_str();
    if run.style.is_code {
        return escaped(text);
    }
    let mut found: Vec<_> = bare_addresses(text).collect();
    found.sort_by_key(|reference| reference.span);
    let mut html = String::new();
    let mut at = 0;
    for reference in found {
        let (start, end) = (reference.span.start as usize, reference.span.end as usize);
        let Some(before) = text.get(at..start) else { continue };
        html.push_str(&escaped(before));
        html.push_str(&match address::read(&reference.address) {
            Link::Address(address) => link(address, escaped(reference.span.of(text))),
            _ => escaped(reference.span.of(text)),
        });
        at = end;
    }
    html + &escaped(text.get(at..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Defaults;

    #[track_caller]
    fn check(source: &str, html: &str) {
        let roadmap = Roadmap::read("[r]: https://r.example 'x'\n".into(), Defaults::default());
        assert_eq!(words(&roadmap, source), html);
    }

    #[test]
    fn styles_are_tags() {
        check("**a** _b `c`_ ~~d~~", "<strong>a</strong> <em>b </em><em><code>c</code></em> <del>d</del>");
        check("a & b", "a &amp; b");
    }

    #[test]
    fn only_web_and_mail_addresses_are_links() {
        let rel = r#"rel="noopener noreferrer""#;
        check(
            "[**a** b](https://a.example/?b&c)",
            &format!(r#"<a href="https://a.example/?b&amp;c" {rel}><strong>a</strong> b</a>"#),
        );
        check("<a@b.example>", &format!(r#"<a href="mailto:a@b.example" {rel}>a@b.example</a>"#));
        check(
            "[a][r], [r]",
            &format!(r#"<a href="https://r.example" {rel}>a</a>, <a href="https://r.example" {rel}>r</a>"#),
        );
        check(
            "see https://b.example/c.",
            &format!(r#"see <a href="https://b.example/c" {rel}>https://b.example/c</a>."#),
        );
        check("www.b.example", &format!(r#"<a href="http://www.b.example" {rel}>www.b.example</a>"#));
        check("[a](javascript:alert%281%29)", r#"a <span class="quiet">(javascript:alert%281%29)</span>"#);
        check("[a](notes/b.md) [c](#d)", "a c");
        check("`https://a.example`", "<code>https://a.example</code>");
        check("![a](https://a.example/b.png)", &format!(r#"<a href="https://a.example/b.png" {rel}>a</a>"#));
    }

    #[test]
    fn html_is_text() {
        check("a <b onclick=x>c</b>", "a &lt;b onclick=x&gt;c&lt;/b&gt;");
        check("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
        check("`<img>` \u{202e}a", "<code>&lt;img&gt;</code> \u{fffd}a");
    }
}

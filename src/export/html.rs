//! The page: one file that needs no other, runs no script and asks the network for nothing.
//!
//! At its head how far the roadmap has come, below that the roadmap itself, phase by phase. The journal is its owner's and
//! is left out.

mod burn_up;
mod icon;
mod items;
mod outline;
mod radar;
mod summary;
mod tables;
mod words;

use super::Subject;
use super::xml::escaped;
use crate::settings::CountRule;

const STYLE: &str = include_str!("html/page.css");
/// Of [`STYLE`]: with it no other style is let in.
const STYLE_HASH: &str = "sha256-a/Yxa91MarlRrYNw5fSLOEZX6BfYj5Xu0WQXkSmJUu4=";

/// The page as a whole document.
pub fn html(subject: &Subject<'_>) -> String {
    let title = escaped(&subject.title);
    let (icons, summary, outline) =
        (icon::definitions(), summary::summary(subject), outline::outline(subject));
    let footer = footer(subject);
    format!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '{STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="milepost">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
{icons}{summary}<main>
{outline}</main>
{footer}</body>
</html>
"#
    )
}

fn footer(subject: &Subject<'_>) -> String {
    let rule = match subject.status.rule {
        CountRule::Leaves => "An item with boxes below it is counted through them.",
        CountRule::All => "Every box is counted.",
        CountRule::SkippedAsDone => {
            "An item with boxes below it is counted through them, and what is skipped counts as done."
        }
    };
    let journal = if subject.roadmap.has_journal() { " The journal is left out." } else { "" };
    format!("<footer><p>{rule}{journal} Made with milepost.</p></footer>\n")
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use sha2::{Digest as _, Sha256};

    use super::*;

    #[test]
    fn the_page_lets_its_own_style_in() {
        assert_eq!(STYLE_HASH, format!("sha256-{}", STANDARD.encode(Sha256::digest(STYLE))));
    }
}

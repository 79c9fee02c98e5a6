//! Where a link leads, by its text alone: what it is, whether it may be opened, which site it names, which addresses are
//! the same.
//!
//! What a roadmap says is not trusted: it may come from anybody. What is refused is shown and copied, and never run.
//! Touches no file and no network.

mod normal;
mod punycode;

pub use normal::normalized;

use std::path::{Component, Path};

use crate::display::displayable;

/// What a link is, by its text alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link<'a> {
    /// To be given to the system as it is.
    Address(&'a str),
    /// A path, relative to the roadmap's folder.
    File(String),
    /// Not to be opened, for this reason.
    Refused(&'static str),
}

/// A longer address is nobody's own, and more than programs take.
const MAX_BYTES: usize = 2048;

/// Tells what a link is.
pub fn read(link: &str) -> Link<'_> {
    let link = link.trim();
    if link.is_empty() {
        return Link::Refused("it is empty");
    }
    if link.len() > MAX_BYTES {
        return Link::Refused("it is too long");
    }
    if displayable(link) != link || has_other_blanks(link) || has_escaped_controls(link) {
        return Link::Refused("it has characters that cannot be seen");
    }
    match scheme_of(link) {
        Some((scheme, rest)) if is_web(scheme) => web_address(link, rest),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto") => mail_address(link, rest),
        Some(_) => Link::Refused("only web and mail addresses and files beside the roadmap are opened"),
        None => file(link),
    }
}

/// The site of a web address as the network knows it: in lower case, without user and port, other letters than English
/// ones in Punycode, so that no name passes for another.
pub fn site(address: &str) -> Option<String> {
    let (scheme, rest) = scheme_of(address.trim())?;
    let rest = rest.strip_prefix("//").filter(|_| is_web(scheme))?;
    let site = rest.split(['/', '?', '#', '\\']).next()?;
    let host = site.rsplit('@').next()?;
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    let labels = host.split('.').map(|label| punycode::of_label(&label.to_lowercase()));
    let site = labels.collect::<Vec<String>>().join(".");
    (!site.is_empty()).then_some(site)
}

/// What stands before the first `:` if it can be a scheme (RFC 3986, section 3.1), and what comes after.
pub fn scheme_of(link: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = link.split_once(':')?;
    let is_scheme = scheme.starts_with(|char: char| char.is_ascii_alphabetic())
        && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char));
    is_scheme.then_some((scheme, rest))
}

fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
}

/// Blanks that are as wide as nothing or as any other.
fn has_other_blanks(link: &str) -> bool {
    link.chars().any(|char| char != ' ' && char.is_whitespace())
}

/// `%0A`, `%00`: a line end or the like that whoever opens it may unpack.
fn has_escaped_controls(link: &str) -> bool {
    let escapes = link.as_bytes().windows(3).filter(|window| window[0] == b'%');
    let mut bytes = escapes.filter_map(|window| hex(&window[1..]));
    bytes.any(|byte| byte.is_ascii_control())
}

/// The byte of two hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u8> {
    let digits = digits.iter().map(|&digit| char::from(digit).to_digit(16));
    digits.collect::<Option<Vec<u32>>>().and_then(|digits| match *digits {
        [high, low] => u8::try_from(high * 16 + low).ok(),
        _ => None,
    })
}

fn web_address<'a>(link: &'a str, rest: &str) -> Link<'a> {
    let Some(rest) = rest.strip_prefix("//") else { return Link::Refused("it names no site") };
    if link.contains(['\\', ' ', '"', '<', '>', '`']) {
        return Link::Refused("it has characters that no address has");
    }
    let site = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if site.contains('@') {
        return Link::Refused("its site is not what it begins with: there is a user's name before it");
    }
    if site.is_empty() || site.starts_with([':', '.', '-']) {
        return Link::Refused("it names no site");
    }
    let is_of_site = |char: char| char.is_alphanumeric() || "-._:[]".contains(char);
    if !site.chars().all(is_of_site) {
        return Link::Refused("its site has characters that no site has");
    }
    Link::Address(link)
}

fn mail_address<'a>(link: &'a str, rest: &str) -> Link<'a> {
    let (address, fields) = rest.split_once('?').unwrap_or((rest, ""));
    let attaches = |field: &str| field.trim_start().to_lowercase().starts_with("attach");
    if unescape(fields).split(['&', ';']).any(attaches) {
        return Link::Refused("it would attach a file");
    }
    if !address.contains('@') || address.starts_with('-') || link.contains(['\\', ' ', '"', '<', '>', '`']) {
        return Link::Refused("it is no mail address");
    }
    Link::Address(link)
}

fn file(link: &str) -> Link<'_> {
    let inside = link.strip_prefix("[[").and_then(|link| link.strip_suffix("]]")).unwrap_or(link);
    let inside = inside.split('|').next().unwrap_or_default();
    let path = inside.split('#').next().unwrap_or_default().trim();
    if path.is_empty() {
        return Link::Refused("it leads into this roadmap");
    }
    let path = unescape(path);
    if path.starts_with('-') {
        return Link::Refused("it begins with a hyphen");
    }
    // A step up that stays inside is for whoever knows the folder to tell.
    let is_inside = Path::new(&path).components().all(|component| {
        matches!(component, Component::Normal(_) | Component::CurDir | Component::ParentDir)
    });
    if !is_inside || path.starts_with('/') || path.contains('\\') {
        return Link::Refused("only files in the roadmap's folder are opened");
    }
    Link::File(path)
}

/// A path of a Markdown link as it is on disk: `%20` is a blank. What is not UTF-8 then stays as it was.
fn unescape(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        match after.get(..2).filter(|_| byte == b'%').and_then(hex) {
            Some(escaped) => {
                bytes.push(escaped);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_and_mail_addresses_are_opened_as_they_are() {
        for link in [
            "https://nodejs.org/en/docs?x=1&y=2#top",
            "HTTP://example.org:8080/a%20b",
            "http://[2001:db8::1]:80/",
            "https://example.org/@user/post",
            "https://bücher.example/ä",
            "mailto:ada@example.org?subject=Review",
        ] {
            assert_eq!(read(link), Link::Address(link));
        }
    }

    #[test]
    fn a_path_is_a_file_of_the_folder() {
        for (link, path) in [
            ("notes/libuv.md", "notes/libuv.md"),
            ("./notes/a%20b.md#part", "./notes/a b.md"),
            ("[[Event Loop|the loop]]", "Event Loop"),
            ("Event Loop#phases", "Event Loop"),
            ("100%.md", "100%.md"),
            ("../outside.md", "../outside.md"),
            ("%2e%2e/outside.md", "../outside.md"),
        ] {
            assert_eq!(read(link), Link::File(path.to_owned()), "{link}");
        }
    }

    #[test]
    fn whatever_else_is_never_opened() {
        let long = format!("https://good.org/{}", "a".repeat(8000));
        for link in [
            "",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "vscode://x",
            "x-man-page:ls",
            "C:\\Windows\\calc.exe",
            "-a Calculator",
            "--help",
            "%2dhelp",
            "/etc/passwd",
            "%2fetc/passwd",
            "//host/share",
            "\\\\host\\share",
            "..\\..\\outside.md",
            "a%00b.md",
            "#heading",
            "https:example.org",
            "https://",
            "https://-x/",
            "https://good.org@evil.org/",
            "https://user:word@evil.org/",
            "https://good.org\\@evil.org/",
            "https://good.org\u{ff0f}.evil.org/",
            "https://good.org%2f.evil.org/",
            "https://good.org/\u{202e}gro.live",
            "https://good\u{200b}.org/",
            "https://good.org/\u{a0}x",
            "https://good.org/\u{1b}[2J",
            "https://good.org/a\nb",
            "https://good.org/%0d%0aSet-Cookie:x",
            "https://good.org/%00",
            "https://good.org/%7f",
            "https://good.org/ x",
            "https://good.org/\"x",
            &long,
            "mailto:",
            "mailto:a@b?attach=/etc/passwd",
            "mailto:a@b?subject=x&Attachment=/etc/passwd",
            "mailto:a@b?%61ttach=/etc/passwd",
            "mailto:a@b?subject=x%0aBcc:c@d",
        ] {
            assert!(matches!(read(link), Link::Refused(_)), "{link:?}: {:?}", read(link));
        }
    }

    #[test]
    fn the_site_is_what_the_network_takes_it_for() {
        for (address, expected) in [
            ("https://NodeJS.org:443/en?a@b", Some("nodejs.org")),
            ("http://good.org@evil.org/", Some("evil.org")),
            ("https://good.org\\@evil.org", Some("good.org")),
            ("https://аpple.com/", Some("xn--pple-43d.com")),
            ("https://www.Bücher.example", Some("www.xn--bcher-kva.example")),
            ("http://[2001:db8::1]:80/", Some("[2001:db8::1]")),
            ("mailto:a@b.org", None),
            ("notes/a.md", None),
            ("https://", None),
        ] {
            assert_eq!(site(address).as_deref(), expected, "{address}");
        }
    }
}

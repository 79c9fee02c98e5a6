//! Which addresses lead to the same place.

use std::borrow::Cow;

use super::{is_web, scheme_of, site, unescape};

/// An address in the form that it shares with those that lead to the same place: `http` and `https`, `www.`, the case of
/// the site, its usual port, a slash at the end, and what only tells where a visitor came from, make no difference. Of a
/// file neither do `./` and `.md`.
pub fn normalized(address: &str) -> String {
    let address = address.trim();
    match scheme_of(address) {
        Some((scheme, rest)) if is_web(scheme) => web(address, scheme, rest),
        Some((scheme, rest)) => format!("{}:{rest}", scheme.to_ascii_lowercase()),
        None => file(address),
    }
}

fn web(address: &str, scheme: &str, rest: &str) -> String {
    let Some(host) = site(address) else { return address.to_owned() };
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let rest = rest.trim_start_matches('/');
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (named, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let usual = if scheme.eq_ignore_ascii_case("https") { "443" } else { "80" };
    let digits = |port: &&str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    let port = named.rsplit_once(':').map(|(_, port)| port).filter(digits).filter(|port| *port != usual);
    let user = named.rsplit_once('@').map(|(user, _)| format!("{user}@")).unwrap_or_default();
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    let (before, fragment) = path.split_once('#').unwrap_or((path, ""));
    let (path, query) = before.split_once('?').unwrap_or((before, ""));
    let tells_origin = |part: &&str| part.starts_with("utm_") || part.starts_with("fbclid=");
    let query: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !tells_origin(part)).collect();
    let with = |sign: &str, part: &str| if part.is_empty() { String::new() } else { format!("{sign}{part}") };
    let (query, fragment) = (with("?", &query.join("&")), with("#", fragment));
    format!("//{user}{host}{port}{}{query}{fragment}", path.trim_end_matches('/'))
}

fn file(address: &str) -> String {
    let (path, part) = address.split_once('#').unwrap_or((address, ""));
    let path: Cow<'_, str> = if path.contains('%') { unescape(path).into() } else { path.into() };
    let path = path.trim().trim_start_matches("./");
    let path = path.strip_suffix(".md").unwrap_or(path);
    if part.is_empty() { path.to_owned() } else { format!("{path}#{part}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_place_are_the_same() {
        for same in [
            &["https://nodejs.org/en", "http://www.NodeJS.org/en/", "https://nodejs.org:443/en?utm_source=x"]
                [..],
            &["https://a.org", "https://a.org/", "http://a.org:80", "HTTPS://A.org"],
            &["https://a.org/b?x=1#c", "http://a.org/b/?x=1&utm_medium=y#c"],
            &["notes/Event%20Loop.md", "./notes/Event Loop"],
            &["notes/Event%20Loop.md#phases", "notes/Event Loop#phases"],
            &["mailto:a@b.org", "MAILTO:a@b.org"],
        ] {
            for address in same {
                assert_eq!(normalized(address), normalized(same[0]), "{address}");
            }
        }
    }

    #[test]
    fn addresses_of_other_places_are_not() {
        for (one, other) in [
            ("https://a.org/b", "https://a.org/B"),
            ("https://a.org/b#c", "https://a.org/b#d"),
            ("notes/a.md#b", "notes/a.md#c"),
            ("https://a.org/?x=1", "https://a.org/?x=2"),
            ("https://a.org:8080", "https://a.org"),
            ("https://good.org@evil.org", "https://evil.org"),
            ("https://аpple.com", "https://apple.com"),
            ("https://a.org", "a.org"),
        ] {
            assert_ne!(normalized(one), normalized(other), "{one} {other}");
        }
    }
}

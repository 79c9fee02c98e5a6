//! Which links are opened, and where they lead: addresses of the web and of mail, and files in the roadmap's folder.
//!
//! What a roadmap says is not trusted: it may come from anybody. What is refused is shown and never run.

use std::path::{Component, Path, PathBuf};

use crate::display::displayable;
use crate::error::Error;

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

/// Files that the system would run rather than show.
const PROGRAMS: &[&str] = &[
    "app", "appimage", "bat", "bin", "cmd", "com", "command", "cpl", "desktop", "exe", "hta", "jar", "jnlp",
    "js", "jse", "lnk", "msc", "msi", "pif", "ps1", "reg", "run", "scf", "scr", "sh", "terminal", "tool",
    "url", "vb", "vbe", "vbs", "webloc", "workflow", "ws", "wsf", "wsh",
];

/// Tells what a link is. Touches no file.
pub fn is_openable(link: &str) -> Link<'_> {
    let link = link.trim();
    if link.is_empty() {
        return Link::Refused("it is empty");
    }
    if displayable(link) != link {
        return Link::Refused("it has characters that cannot be seen");
    }
    match scheme_of(link) {
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") =>
        {
            web_address(link, rest)
        }
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto") => mail_address(link, rest),
        Some(_) => Link::Refused("only web and mail addresses and files beside the roadmap are opened"),
        None => file(link),
    }
}

/// The file that a link means: the path itself or, as wiki links leave it out, with `.md`.
///
/// It lies in `folder` when all links are resolved, and is nothing that the system would run.
pub fn find_file(folder: &Path, link: &str) -> Result<PathBuf, Error> {
    let refuse = |reason: &str| Error::new("open", reason).at(Path::new(link));
    let folder = folder.canonicalize().map_err(|error| Error::io("open", folder, &error))?;
    let path = folder.join(link);
    let mut with_md = path.clone().into_os_string();
    with_md.push(".md");
    let found = [path, PathBuf::from(with_md)].into_iter().find_map(|path| path.canonicalize().ok());
    let file = found.ok_or_else(|| refuse("there is no such file"))?;
    if !file.starts_with(&folder) {
        return Err(refuse("it is not in the roadmap's folder"));
    }
    let extension = file.extension().map(|extension| extension.to_string_lossy().to_lowercase());
    if extension.is_some_and(|extension| PROGRAMS.contains(&&*extension)) || is_bare_program(&file) {
        return Err(refuse("it is a program"));
    }
    Ok(file)
}

/// What stands before the first `:` if it can be a scheme (RFC 3986, section 3.1), and what comes after.
fn scheme_of(link: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = link.split_once(':')?;
    let is_scheme = scheme.starts_with(|char: char| char.is_ascii_alphabetic())
        && scheme.chars().all(|char| char.is_ascii_alphanumeric() || "+-.".contains(char));
    is_scheme.then_some((scheme, rest))
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
    if site.is_empty() || site.starts_with(':') {
        return Link::Refused("it names no site");
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
    if path.starts_with('-') {
        return Link::Refused("it begins with a hyphen");
    }
    let is_inside = Path::new(path).components().all(|component| {
        matches!(component, Component::Normal(_) | Component::CurDir | Component::ParentDir)
    });
    if !is_inside || path.starts_with(['/', '\\']) {
        return Link::Refused("only files in the roadmap's folder are opened");
    }
    Link::File(unescape(path))
}

/// A path of a Markdown link as it is on disk: `%20` is a blank. What is not UTF-8 then stays as it was.
fn unescape(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let escaped = digits.filter(|_| byte == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match escaped {
            Some(escaped) if escaped >= b' ' => {
                bytes.push(escaped);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// A file without an extension that may be run.
#[cfg(unix)]
fn is_bare_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.extension().is_none()
        && file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_bare_program(_: &Path) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_and_mail_addresses_are_opened_as_they_are() {
        for link in [
            "https://nodejs.org/en/docs?x=1&y=2#top",
            "HTTP://example.org:8080/a%20b",
            "https://example.org/@user/post",
            "mailto:ada@example.org?subject=Review",
        ] {
            assert_eq!(is_openable(link), Link::Address(link));
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
            ("a%00b.md", "a%00b.md"),
        ] {
            assert_eq!(is_openable(link), Link::File(path.to_owned()), "{link}");
        }
    }

    #[test]
    fn whatever_else_is_never_opened() {
        for link in [
            "",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "vscode://x",
            "x-man-page:ls",
            "C:\\Windows\\calc.exe",
            "-a Calculator",
            "--help",
            "/etc/passwd",
            "\\\\host\\share",
            "#heading",
            "https:example.org",
            "https://",
            "https://good.org@evil.org/",
            "https://good.org\\@evil.org/",
            "https://good.org/\u{202e}gro.live",
            "https://good.org/\u{1b}[2J",
            "https://good.org/ x",
            "https://good.org/\"x",
            "mailto:",
            "mailto:a@b?attach=/etc/passwd",
            "mailto:a@b?subject=x&Attachment=/etc/passwd",
            "mailto:a@b?%61ttach=/etc/passwd",
        ] {
            assert!(matches!(is_openable(link), Link::Refused(_)), "{link:?}: {:?}", is_openable(link));
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_a_file_that_lies_in_the_folder_and_is_no_program_is_found() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let outside = tempfile::tempdir().unwrap();
        let folder = outside.path().join("roadmaps");
        std::fs::create_dir_all(folder.join("notes")).unwrap();
        std::fs::write(outside.path().join("secret.md"), "").unwrap();
        for name in ["Event Loop.md", "notes/a.pdf", "run.sh", "tool"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        std::fs::set_permissions(folder.join("tool"), std::fs::Permissions::from_mode(0o755)).unwrap();
        symlink(outside.path().join("secret.md"), folder.join("link.md")).unwrap();
        let found = |link: &str| find_file(&folder, link).map_err(|error| error.reason);
        let real = folder.canonicalize().unwrap();
        assert_eq!(found("Event Loop"), Ok(real.join("Event Loop.md")));
        assert_eq!(found("./notes/../notes/a.pdf"), Ok(real.join("notes/a.pdf")));
        for (link, reason) in [
            ("missing", "there is no such file"),
            ("../secret.md", "it is not in the roadmap's folder"),
            ("link.md", "it is not in the roadmap's folder"),
            ("run.sh", "it is a program"),
            ("tool", "it is a program"),
        ] {
            assert_eq!(found(link), Err(reason.to_owned()), "{link}");
        }
    }
}

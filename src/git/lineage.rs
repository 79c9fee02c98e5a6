//! Which versions a file had, and from which each was made.
//!
//! `git log --follow` keeps one name for all lines of development at a time: where a file was renamed on one of them, it
//! misses what happened to it on the others, and the merge. So the log is asked for all names at once: where the versions
//! begin with a new file, its commit is asked whether it was a rename, and with the old name the log is asked again.

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::process::{Git, OnWait};
use super::{Known, Unread};

/// A file that was renamed more often is followed no further.
const MAX_NAMES: usize = 32;

/// One version made from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: Timestamp,
    /// The author's local date.
    pub(super) date: Date,
    /// The blobs of both; none where the file is new.
    pub(super) old: Option<String>,
    pub(super) new: String,
}

/// What a commit did to a file of the name that was asked for.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    commit: String,
    step: Step,
    /// What the file is called after it.
    name: OsString,
}

/// The commits to look through.
pub(super) struct Range<'a> {
    upto: &'a str,
    without: Option<&'a str>,
}

impl<'a> Range<'a> {
    pub(super) fn upto(commit: &'a str) -> Self {
        Self { upto: commit, without: None }
    }
}

/// How a version came about.
pub(super) struct Lineage {
    /// Each after those that it rests on, by their dates where they may be.
    pub(super) steps: Vec<Step>,
    /// Whether git could look at all that it needs.
    pub(super) is_whole: bool,
}

/// The steps that led to a version of the file.
pub(super) fn lineage(
    git: &Git,
    range: &Range<'_>,
    blob: &str,
    on_wait: &mut OnWait<'_>,
) -> Result<Lineage, Unread> {
    let (steps, is_whole) = match steps(git, Alike::Mostly, range, blob, on_wait) {
        // Where old versions are not in the repository, git cannot compare them.
        Err(Unread::Failed(_)) => (steps(git, Alike::Wholly, range, blob, on_wait)?, false),
        steps => (steps?, true),
    };
    Ok(Lineage { steps, is_whole })
}

/// How like its old self a renamed file has to be.
#[derive(Clone, Copy)]
enum Alike {
    Mostly,
    Wholly,
}

impl Alike {
    fn argument(self) -> &'static str {
        match self {
            Self::Mostly => "-M",
            Self::Wholly => "-M100%",
        }
    }
}

fn steps(
    git: &Git,
    alike: Alike,
    range: &Range<'_>,
    blob: &str,
    on_wait: &mut OnWait<'_>,
) -> Result<Vec<Step>, Unread> {
    let prefix = git.prefix(on_wait)?;
    // Git prints names from the top of the repository, and takes them from the folder that it runs in.
    let to_top = "../".repeat(prefix.iter().filter(|byte| **byte == b'/').count());
    let mut names: Vec<OsString> = name(&prefix).into_iter().collect();
    names.iter_mut().for_each(|name| name.push(&git.name));
    let mut asked = HashSet::new();
    loop {
        let paths = names.iter().map(|name| {
            let mut path = OsString::from(&to_top);
            path.push(name);
            path
        });
        let log = log(git, alike, range, &paths.collect::<Vec<_>>(), on_wait)?;
        let entries = leading_to(blob, entries(&log));
        let n_names = names.len();
        for entry in entries.iter().filter(|entry| entry.step.old.is_none()) {
            if names.len() < MAX_NAMES && asked.insert(entry.commit.clone()) {
                let renamed = renamed(git, alike, entry, on_wait)?;
                names.extend(renamed.into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>());
            }
        }
        if names.len() == n_names {
            return Ok(entries.into_iter().map(|entry| entry.step).rev().collect());
        }
    }
}

/// The steps from what is known to a version; none where they do not lead from the one to the other.
pub(super) fn since(
    git: &Git,
    known: &Known,
    commit: &str,
    blob: &str,
    on_wait: &mut OnWait<'_>,
) -> Result<Option<Lineage>, Unread> {
    if !git.is_ancestor(&known.commit, commit, on_wait)? {
        return Ok(None);
    }
    let range = Range { upto: commit, without: Some(&known.commit) };
    let lineage = lineage(git, &range, blob, on_wait)?;
    let mut reached = HashSet::from([known.blob.as_str()]);
    let rests = lineage.steps.iter().all(|step| {
        let rests = step.old.as_deref().is_some_and(|old| reached.contains(old));
        reached.insert(&step.new);
        rests
    });
    let leads = rests && reached.contains(blob);
    Ok(leads.then_some(lineage))
}

/// What became of files of these names, the last first; a merge once for each commit that it was made from.
fn log(
    git: &Git,
    alike: Alike,
    range: &Range<'_>,
    paths: &[OsString],
    on_wait: &mut OnWait<'_>,
) -> Result<Vec<u8>, Unread> {
    let arguments = ["log", alike.argument(), "-m", "--author-date-order", "--date=raw", "--format=%H %ad"];
    let without = range.without.map(|commit| OsString::from(format!("^{commit}")));
    let revisions = [OsStr::new(range.upto)].into_iter().chain(without.as_deref());
    let arguments = arguments.iter().chain(RAW).map(OsStr::new).chain(revisions).chain([OsStr::new("--")]);
    git.output(arguments.chain(paths.iter().map(OsString::as_os_str)), on_wait)
}

/// Every setting that could make the output another one, or run a program, is overruled.
const RAW: &[&str] = &[
    "--raw",
    "-z",
    "--root",
    "--no-abbrev",
    "--no-color",
    "--no-notes",
    "--encoding=UTF-8",
    "--no-show-signature",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
];

/// What an entry's file was called before its commit, where it was not new but renamed.
fn renamed(
    git: &Git,
    alike: Alike,
    entry: &Entry,
    on_wait: &mut OnWait<'_>,
) -> Result<Vec<OsString>, Unread> {
    let arguments = ["diff-tree", alike.argument(), "-r", "-m", "--no-commit-id", "--diff-filter=R"];
    let arguments = arguments.iter().chain(RAW).copied().chain([entry.commit.as_str()]);
    let output = git.output(arguments, on_wait)?;
    let mut fields = output.split(|byte| *byte == 0);
    let mut sources = Vec::new();
    while let (Some(_), Some(from), Some(to)) = (fields.next(), fields.next(), fields.next()) {
        if name(to).as_ref() == Some(&entry.name) {
            sources.extend(name(from));
        }
    }
    Ok(sources)
}

/// Those of the log's entries that led to a version. Others are of files that only had one of its names.
fn leading_to(blob: &str, entries: Vec<Entry>) -> Vec<Entry> {
    let mut wanted = HashSet::from([blob.to_owned()]);
    let leads = |entry: &Entry| {
        let leads = wanted.contains(&entry.step.new);
        if leads {
            wanted.extend(entry.step.old.clone());
        }
        leads
    };
    entries.into_iter().filter(leads).collect()
}

/// Reads a log: for each commit `<id> <date>`, then for each file `:<mode> <mode> <id> <id> <letter>` and its name, or
/// both names of a renamed one.
fn entries(log: &[u8]) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut commit = (String::new(), (Timestamp::UNIX_EPOCH, Date::default()));
    let mut fields = log.split(|byte| *byte == 0).map(|field| field.trim_ascii_start());
    while let Some(field) = fields.next() {
        let Some(raw) = field.strip_prefix(b":") else {
            let field = String::from_utf8_lossy(field);
            if let Some((id, date)) = field.split_once(' ') {
                commit = (id.to_owned(), read_date(date));
            }
            continue;
        };
        let raw = String::from_utf8_lossy(raw);
        let raw: Vec<&str> = raw.split(' ').collect();
        let [_, _, old, new, letter] = raw[..] else { continue };
        let names = (fields.next(), if letter.starts_with(['R', 'C']) { fields.next() } else { None });
        let (Some(name), Some(new)) = (names.1.or(names.0).and_then(name), existing(new)) else { continue };
        let (id, (at, date)) = commit.clone();
        entries.push(Entry { commit: id, step: Step { at, date, old: existing(old), new }, name });
    }
    entries
}

/// A blob's id; none for the zeros that stand for a file that is not there.
fn existing(id: &str) -> Option<String> {
    (!id.bytes().all(|byte| byte == b'0')).then(|| id.to_owned())
}

/// Git's raw date, `<seconds> <zone>`. One that is beyond all calendars is that of the epoch, as git prints it.
fn read_date(raw: &str) -> (Timestamp, Date) {
    let (seconds, zone) = raw.split_once(' ').unwrap_or((raw, ""));
    let at = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let at = at.unwrap_or(Timestamp::UNIX_EPOCH);
    let zone = zone.parse::<i16>().ok().map(i32::from).and_then(|zone| {
        // `+0530` is five hours and thirty minutes.
        Offset::from_seconds((zone / 100 * 60 + zone % 100) * 60).ok()
    });
    (at, zone.unwrap_or(Offset::UTC).to_datetime(at).date())
}

/// A name as the system has it; none where it cannot have such a name.
fn name(bytes: &[u8]) -> Option<OsString> {
    #[cfg(unix)]
    return Some(std::os::unix::ffi::OsStrExt::from_bytes(bytes)).map(|name: &OsStr| name.to_owned());
    #[cfg(not(unix))]
    return std::str::from_utf8(bytes).ok().map(OsString::from);
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const B: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    const ZERO: &str = "0000000000000000000000000000000000000000";

    #[test]
    fn a_log_is_read_as_git_writes_it() {
        let log = format!(
            "c2 1700000000 +0530\0\0:100644 100644 {A} {B} R090\0:old\nname\0new name\0\
             c1 1699999999 -1100\0\0:000000 100644 {ZERO} {A} A\0:old\nname\0\
             \n:100644 000000 {B} {ZERO} D\0other\0"
        );
        let entries = entries(log.as_bytes());
        let told = |entry: &Entry| {
            let Step { date, old, new, .. } = &entry.step;
            (entry.commit.clone(), date.to_string(), old.clone(), new.clone(), entry.name.clone())
        };
        assert_eq!(
            entries.iter().map(told).collect::<Vec<_>>(),
            [
                ("c2".into(), "2023-11-15".into(), Some(A.into()), B.into(), "new name".into()),
                ("c1".into(), "2023-11-14".into(), None, A.into(), ":old\nname".into()),
            ]
        );
    }

    #[test]
    fn a_date_is_the_authors_own() {
        let date = |raw| read_date(raw).1.to_string();
        assert_eq!(date("1700000000 +0000"), "2023-11-14");
        assert_eq!(date("1700000000 +0145"), "2023-11-14");
        assert_eq!(date("1700000000 +0147"), "2023-11-15");
        assert_eq!(date("1699999999 -2213"), "2023-11-14");
        assert_eq!(date("1699999999 -2214"), "2023-11-13");
        for odd in ["", "x y", "99999999999999999 +0000", "-1", "0 +99999999"] {
            assert_eq!(date(odd).get(..4), Some(if odd == "-1" { "1969" } else { "1970" }), "{odd}");
        }
    }

    #[test]
    fn only_what_led_to_the_version_is_its_past() {
        let entry = |old: Option<&str>, new: &str| {
            let (at, date) = (Timestamp::UNIX_EPOCH, Date::default());
            let step = Step { at, date, old: old.map(str::to_owned), new: new.to_owned() };
            Entry { commit: String::new(), step, name: "a".into() }
        };
        let log = vec![
            entry(Some("x"), "y"),
            entry(Some("2"), "3"),
            entry(Some("x"), "2"),
            entry(Some("1"), "2"),
            entry(Some("w"), "x"),
            entry(Some("other"), "stranger"),
            entry(None, "1"),
        ];
        let news: Vec<String> = leading_to("3", log).into_iter().map(|entry| entry.step.new).collect();
        assert_eq!(news, ["3", "2", "2", "x", "1"]);
    }
}

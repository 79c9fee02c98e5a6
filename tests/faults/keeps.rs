//! What a file is besides the bytes that an edit is about: its other bytes, whatever they are, and its links, mode,
//! owner, access list and attributes. All of it is after a save what it was before.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::path::{Path, PathBuf};

use rustix::fs::XattrFlags;

use crate::desk::{Desk, NOBODY, Shape, is_root};
use crate::edits::{EDITS, Edit, LINES};
use crate::table::{Outcome, Scale};

/// A shape of bytes: which lines end how, and what the lines are that no edit is about.
struct Bytes {
    name: &'static str,
    /// What goes before everything.
    mark: &'static [u8],
    end: fn(&str) -> &'static [u8],
    /// In place of [`LAST`].
    last: &'static [u8],
    has_final_end: bool,
}

const LAST: &str = "Nothing is lost.";
const BOM: &[u8] = b"\xef\xbb\xbf";

fn lf(_: &str) -> &'static [u8] {
    b"\n"
}

fn crlf(_: &str) -> &'static [u8] {
    b"\r\n"
}

/// As two editors leave it that took turns: what is between items has other ends than the items.
fn mixed(line: &str) -> &'static [u8] {
    if line.is_empty() || line.starts_with('#') { b"\r\n" } else { b"\n" }
}

const PLAIN: Bytes = Bytes { name: "plain", mark: b"", end: lf, last: LAST.as_bytes(), has_final_end: true };

const BYTES: [Bytes; 11] = [
    PLAIN,
    Bytes { name: "CRLF", end: crlf, ..PLAIN },
    Bytes { name: "a byte-order mark", mark: BOM, ..PLAIN },
    Bytes { name: "a byte-order mark and CRLF", mark: BOM, end: crlf, ..PLAIN },
    Bytes { name: "no final line end", has_final_end: false, ..PLAIN },
    Bytes { name: "mixed line ends", end: mixed, ..PLAIN },
    Bytes { name: "NUL", last: b"Nothing\0 is\0\0 lost.\n\n- [ ] \0\n- [x] a\0b", ..PLAIN },
    Bytes { name: "invalid UTF-8", last: b"Caf\xe9 \xff\xfe \xc3( \xed\xa0\x80\n\n- [ ] \xf0\x9f", ..PLAIN },
    Bytes { name: "lone carriage returns", last: b"Nothing\ris\r\rlost.\r", has_final_end: false, ..PLAIN },
    Bytes {
        name: "blanks and empty lines at the end",
        last: b"Nothing  \n\t\n   \nis lost.\t \n\x0c\n\n\n",
        ..PLAIN
    },
    Bytes {
        name: "characters that editors like to change",
        last: "e\u{301} \u{a0}\u{200b}\u{202e}\u{2028}\u{feff} \u{1b}[31m \u{1f469}\u{200d}\u{1f52c}"
            .as_bytes(),
        ..PLAIN
    },
];

impl Bytes {
    fn of(&self, lines: &[&str]) -> Vec<u8> {
        let mut text = self.mark.to_vec();
        for line in lines {
            text.extend_from_slice(if *line == LAST { self.last } else { line.as_bytes() });
            text.extend_from_slice((self.end)(line));
        }
        if !self.has_final_end {
            text.truncate(text.len() - (self.end)(LAST).len());
        }
        text
    }
}

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

/// What a file has besides bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Property {
    Nothing,
    SymbolicLink,
    /// Through another folder, relative and absolute.
    ChainOfLinks,
    HardLink,
    Mode(u32),
    Owner,
    AccessList,
    Attributes,
    /// The folder gives every file made in it an access list, which this one does not have.
    DefaultAccessList,
    ClosedFolder,
}

const PROPERTIES: [Property; 11] = [
    Property::Nothing,
    Property::SymbolicLink,
    Property::ChainOfLinks,
    Property::HardLink,
    Property::Mode(0o600),
    Property::Mode(0o6754),
    Property::Owner,
    Property::AccessList,
    Property::Attributes,
    Property::DefaultAccessList,
    Property::ClosedFolder,
];

#[derive(Debug)]
struct Case {
    edit: &'static Edit,
    bytes: &'static Bytes,
    property: Property,
    /// None is who runs the tests.
    user: Option<u32>,
}

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    let mut outcome = Outcome::new(
        "7 links, mode, owner, ACL, attributes, BOM, line ends, missing final line end, NUL, invalid UTF-8 stay",
    );
    if !is_root() {
        outcome.leave_out("another user and owner, as only root can be somebody else");
    }
    let properties: Vec<Property> = PROPERTIES
        .into_iter()
        .filter(|property| match can_have(*property) {
            Ok(()) => true,
            Err(why) => {
                outcome.leave_out(&why);
                false
            }
        })
        .collect();
    let users: &[Option<u32>] = if is_root() { &[None, Some(NOBODY)] } else { &[None] };
    let mut cases = Vec::new();
    for &user in users {
        for bytes in &BYTES {
            for edit in &EDITS {
                cases.extend(properties.iter().map(|&property| Case { edit, bytes, property, user }));
            }
        }
    }
    outcome.try_all(&scale.sample(cases, 7), check);
    vec![outcome]
}

/// Whether a file can have it here.
fn can_have(property: Property) -> Result<(), String> {
    let desk = Desk::new(b"");
    match property {
        Property::Owner if !is_root() => Err("owners, as only root can give a file away".to_owned()),
        Property::AccessList | Property::DefaultAccessList | Property::Attributes => give(&desk, property)
            .map(drop)
            .map_err(|errno| format!("{property:?}, which this file system refuses: {errno}")),
        _ => Ok(()),
    }
}

fn check(Case { edit, bytes, property, user }: &Case) -> Result<(), String> {
    let mut desk = Desk::new(&bytes.of(LINES));
    if user.is_some() {
        desk.give_to(*user);
    }
    let links = give(&desk, *property).map_err(|errno| errno.to_string())?;
    if *property == Property::ClosedFolder {
        desk.shape(Shape::ClosedFolder);
    }
    if let Some(first) = links.first() {
        desk.path.clone_from(first);
    }
    desk.make_old();
    let (names, before) = (desk.names(), Kept::of(&desk, &links));
    let run = desk.edit(&[], edit);
    let wanted = bytes.of(&edit.lines());
    let text = desk.text();
    if text != wanted {
        return Err(format!(
            "{run:?}, wanted {:?}, found {:?}",
            String::from_utf8_lossy(&wanted),
            String::from_utf8_lossy(&text)
        ));
    }
    run.agrees(true)?;
    let after = Kept::of(&desk, &links);
    if after != before {
        return Err(format!("it was {before:?} and is {after:?}"));
    }
    if desk.names() != names {
        return Err(format!("left beside it: {:?}", desk.names()));
    }
    Ok(())
}

/// Gives the file a property; the links that lead to it, the first one first.
fn give(desk: &Desk, property: Property) -> rustix::io::Result<Vec<PathBuf>> {
    let (real, place) = (desk.real(), &desk.place);
    let link = |name: &str, target: &Path| {
        let link = place.join(name);
        symlink(target, &link).unwrap();
        link
    };
    let set = |path: &Path, name, value: &[u8]| rustix::fs::setxattr(path, name, value, XattrFlags::empty());
    match property {
        Property::Nothing | Property::ClosedFolder => {}
        Property::SymbolicLink => return Ok(vec![link("link.md", Path::new("roadmap.md"))]),
        Property::ChainOfLinks => {
            fs::create_dir(place.join("links")).unwrap();
            let second = link("links/second.md", Path::new("../roadmap.md"));
            return Ok(vec![link("first.md", &second), second]);
        }
        Property::HardLink => fs::hard_link(&real, place.join("twin.md")).unwrap(),
        Property::Mode(mode) => fs::set_permissions(&real, Permissions::from_mode(mode)).unwrap(),
        Property::Owner => {
            // Root can give the new file away as well; another user can only write where the file is.
            let owner = if desk.user.is_none() { 1234 } else { 0 };
            chown(&real, Some(owner), Some(4321)).unwrap();
            fs::set_permissions(&real, Permissions::from_mode(0o666)).unwrap();
        }
        Property::AccessList => set(&real, "system.posix_acl_access", &access_list())?,
        Property::Attributes => {
            set(&real, "user.note", b"mine")?;
            set(&real, "user.empty", b"")?;
            set(&real, "user.bytes", b"\0\xff\n")?;
        }
        Property::DefaultAccessList => set(place, "system.posix_acl_default", &access_list())?,
    }
    Ok(Vec::new())
}

/// The owner reads and writes, user 1234 and the group read.
fn access_list() -> Vec<u8> {
    let entries: [(u16, u16, u32); 5] =
        [(1, 6, u32::MAX), (2, 4, 1234), (4, 4, u32::MAX), (0x10, 4, u32::MAX), (0x20, 0, u32::MAX)];
    let entry = |(tag, permissions, id): (u16, u16, u32)| {
        [&tag.to_le_bytes()[..], &permissions.to_le_bytes(), &id.to_le_bytes()].concat()
    };
    [2u32.to_le_bytes().to_vec(), entries.map(entry).concat()].concat()
}

/// What is to be the same afterwards.
#[derive(Debug, PartialEq, Eq)]
struct Kept {
    mode: u32,
    owner: (u32, u32),
    n_names: u64,
    /// The file itself, where it has other names.
    inode: Option<u64>,
    attributes: Vec<(String, Vec<u8>)>,
    links: Vec<PathBuf>,
}

impl Kept {
    fn of(desk: &Desk, links: &[PathBuf]) -> Self {
        let meta = fs::symlink_metadata(desk.real()).unwrap();
        Self {
            mode: meta.mode(),
            owner: (meta.uid(), meta.gid()),
            n_names: meta.nlink(),
            inode: (meta.nlink() > 1).then_some(meta.ino()),
            attributes: attributes(&desk.real()),
            links: links.iter().map(|link| fs::read_link(link).unwrap()).collect(),
        }
    }
}

fn attributes(path: &Path) -> Vec<(String, Vec<u8>)> {
    let mut names = vec![0; 4096];
    let n_bytes = rustix::fs::listxattr(path, names.as_mut_slice()).unwrap_or(0);
    let names = String::from_utf8(names[..n_bytes].to_vec()).unwrap();
    let value = |name: &str| {
        let mut value = vec![0; 4096];
        let n_bytes = rustix::fs::getxattr(path, name, value.as_mut_slice()).unwrap();
        value.truncate(n_bytes);
        (name.to_owned(), value)
    };
    let mut attributes: Vec<_> = names.split_terminator('\0').map(value).collect();
    attributes.sort();
    attributes
}

//! The roadmaps to choose from: what is offered, and a thread that reads what they hold.
//!
//! The thread reads what was asked for last first, and one file at a time; nobody waits for it.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
use std::thread;

use jiff::civil::Date;

use super::Event;
use crate::app::roadmaps::digest::Digest;
use crate::app::roadmaps::{Group, Offer, Reading, Source};
use crate::config::library::{self, TEMPLATES, Template};
use crate::config::{KnownRoadmaps, Places};
use crate::display::{displayable, head};
use crate::error::Error;
use crate::model::Roadmap;
use crate::settings::Defaults;
use crate::store::Store;

/// A larger file is not read before it is opened, in bytes.
const LARGEST: u64 = 8 << 20;

/// All that can be opened: those that were found, in the order in which they are known best, and the templates.
pub(super) fn offers(places: &Places, here: &Path, found: KnownRoadmaps) -> Vec<Offer> {
    let shown = |path: &Path| shown(&places.shorten(path));
    let of = |group: &Group, paths: Vec<PathBuf>| -> Vec<Offer> {
        let offer = |path: PathBuf| Offer {
            group: group.clone(),
            name: self::shown(Path::new(path.file_stem().unwrap_or(path.as_os_str()))),
            about: shown(&path),
            source: Source::File(path),
            reading: Reading::Unread,
        };
        paths.into_iter().map(offer).collect()
    };
    let mut offers = of(&Group::Lately, found.lately);
    offers.extend(of(&Group::Here(shown(here)), found.here));
    for (folder, paths) in found.folders {
        offers.extend(of(&Group::Folder(shown(&folder)), paths));
    }
    offers.extend(of(&Group::Library(shown(&places.library)), found.library));
    offers.extend(of(&Group::Earlier, found.earlier));
    offers.extend(TEMPLATES.iter().map(|template| Offer {
        group: Group::Templates(shown(&places.library)),
        source: Source::Template(template.name.to_owned()),
        name: template.name.to_owned(),
        about: template.summary.to_owned(),
        reading: Reading::Unread,
    }));
    offers
}

/// A path fit to be shown.
fn shown(path: &Path) -> String {
    displayable(head(&path.to_string_lossy(), 1000)).into_owned()
}

/// The file of what was chosen. Of a template the user gets a copy, and is told where it is.
pub(super) fn path_of(source: Source, places: &Places) -> Result<(PathBuf, Option<String>), Error> {
    match source {
        Source::File(path) => Ok((path, None)),
        Source::Template(name) => {
            let path = library::copy(&places.library, &Template::named(&name)?)?;
            let told = format!("your own copy: {}", places.shorten(&path).display());
            Ok((path, Some(told)))
        }
    }
}

/// The thread that reads. It ends with this.
#[derive(Debug)]
pub(super) struct Reader {
    wanted: Sender<Vec<Source>>,
}

impl Reader {
    /// Tells in events what it has read. Where there can be no thread, nothing is told.
    pub(super) fn start(store: Store, defaults: Defaults, today: Date, events: Sender<Event>) -> Self {
        let (wanted, asked) = channel();
        let read = move |source: &Source| read(source, &store, defaults, today);
        let tell = move |source, reading| events.send(Event::RoadmapRead(source, reading)).is_ok();
        let _ = thread::Builder::new().name("roadmaps".to_owned()).spawn(move || run(&asked, read, tell));
        Self { wanted }
    }

    /// Reads these before all that was asked for earlier.
    pub(super) fn read(&self, wanted: Vec<Source>) {
        let _ = self.wanted.send(wanted);
    }
}

/// Reads one after the other until nobody asks or listens any more.
fn run(
    asked: &Receiver<Vec<Source>>,
    read: impl Fn(&Source) -> Reading,
    tell: impl Fn(Source, Reading) -> bool,
) {
    let mut waiting: VecDeque<Source> = VecDeque::new();
    loop {
        if waiting.is_empty() {
            let Ok(wanted) = asked.recv() else { return };
            waiting.extend(wanted);
        }
        loop {
            match asked.try_recv() {
                Ok(wanted) => {
                    waiting.retain(|source| !wanted.contains(source));
                    wanted.into_iter().rev().for_each(|source| waiting.push_front(source));
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return,
            }
        }
        let Some(next) = waiting.pop_front() else { continue };
        let reading = read(&next);
        if !tell(next, reading) {
            return;
        }
    }
}

fn read(source: &Source, store: &Store, defaults: Defaults, today: Date) -> Reading {
    let (bytes, name) = match source {
        Source::Template(name) => match Template::named(name) {
            Ok(template) => (template.text.as_bytes().to_vec(), name.clone()),
            Err(error) => return Reading::Failed(error.reason),
        },
        Source::File(path) => {
            if path.metadata().is_ok_and(|meta| meta.len() > LARGEST) {
                return Reading::TooLarge;
            }
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            match store.load(path) {
                Ok(loaded) => (loaded.bytes, name),
                Err(error) => return Reading::Failed(displayable(head(&error.reason, 400)).into_owned()),
            }
        }
    };
    Reading::Read(Box::new(Digest::of(&Roadmap::read(bytes, defaults), &name, today)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 22);

    #[test]
    fn what_was_asked_for_last_is_read_first_and_nothing_twice() {
        let source = |name: &str| Source::Template(name.to_owned());
        let sources = |names: &str| names.split(' ').map(source).collect::<Vec<_>>();
        let (wanted, asked) = channel();
        let (told, read) = channel();
        wanted.send(sources("a b c d e")).unwrap();
        wanted.send(sources("d c")).unwrap();
        let until_the_last = |source: Source, _| {
            let is_last = source == sources("e")[0];
            told.send(source).unwrap();
            !is_last
        };
        run(&asked, |_| Reading::TooLarge, until_the_last);
        drop(told);
        assert_eq!(read.iter().collect::<Vec<_>>(), sources("d c a b e"));
    }

    #[test]
    fn nothing_is_read_for_nobody() {
        let (wanted, asked) = channel();
        let send = || wanted.send(["a", "b"].map(|name| Source::Template(name.to_owned())).into()).unwrap();
        send();
        run(
            &asked,
            |_| Reading::TooLarge,
            |source, _| {
                assert_eq!(source, Source::Template("a".to_owned()));
                false
            },
        );
        send();
        drop(wanted);
        run(&asked, |_| Reading::TooLarge, |_, _| panic!("nobody looks at the list any more"));
    }

    #[test]
    fn a_reading_tells_what_a_file_holds_or_why_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path().join("state"));
        let read = |name: &str| {
            self::read(&Source::File(folder.path().join(name)), &store, Defaults::default(), TODAY)
        };
        std::fs::write(folder.path().join("a.md"), "- [x] a\n- [ ] b\n").unwrap();
        let Reading::Read(digest) = read("a.md") else { panic!() };
        assert_eq!((digest.title.as_deref(), digest.counts.percent()), (None, Some(50)));
        assert_eq!(digest.phases[0].0.name, "a", "the file's name");
        std::fs::write(
            folder.path().join("b.md"),
            "\u{feff}a".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        )
        .unwrap();
        assert_eq!(read("b.md"), Reading::Failed("it is UTF-16, and a roadmap is UTF-8".to_owned()));
        assert_eq!(read("none.md"), Reading::Failed("there is no such file".to_owned()));
        let large = std::fs::File::create(folder.path().join("c.md")).unwrap();
        large.set_len(LARGEST + 1).unwrap();
        assert_eq!(read("c.md"), Reading::TooLarge);
    }

    #[test]
    fn every_template_is_offered_and_can_be_read() {
        let places = Places::under(Path::new("/m"));
        let offers = offers(&places, Path::new("/here"), KnownRoadmaps::default());
        assert_eq!(offers.len(), TEMPLATES.len());
        for offer in offers {
            let reading = read(&offer.source, &Store::new("/m"), Defaults::default(), TODAY);
            assert!(matches!(reading, Reading::Read(digest) if digest.counts.of() > 50), "{}", offer.name);
        }
    }
}

//! The text moves under a change: real files, changed by another program between reading and ticking. The tick stands on
//! the very item that was meant, or it is refused and the file is as the other program left it.
//!
//! Which line is the right one is known without the program: each line carries where it comes from while it is moved.

use std::fs;
use std::path::{Path, PathBuf};

use milepost::config::{FileSession, Places, Session};
use milepost::document::{Action, Change, Document, Target};
use milepost::edit::{Circumstances, Verb};
use milepost::model::{Place, Roadmap, State};
use milepost::saving::write_and_settle;
use milepost::settings::Defaults;
use milepost::store::Store;

use crate::beside;
use crate::table::{Outcome, Scale};
use crate::terminal::{Run, Signal};
use crate::ticking::Dice;

const CIRCUMSTANCES: Circumstances = Circumstances { today: jiff::civil::Date::constant(2026, 11, 22) };
/// Boxes of each file, for each of the changes.
const N_BOXES: usize = 7;

/// A line of the file, and which line of the first text it is.
#[derive(Debug, Clone)]
struct Line {
    bytes: Vec<u8>,
    from: Option<usize>,
}

/// What another program does to the file, around the line of the box that is to be ticked.
#[derive(Debug, Clone, Copy)]
enum Foreign {
    Insert,
    DeleteAnother,
    Duplicate,
    MoveSection,
    SameChange,
    DeleteIt,
    LineEndings,
    Indent,
    RenameHeading,
    OtherVersion,
}

const ALL: [Foreign; 10] = [
    Foreign::Insert,
    Foreign::DeleteAnother,
    Foreign::Duplicate,
    Foreign::MoveSection,
    Foreign::SameChange,
    Foreign::DeleteIt,
    Foreign::LineEndings,
    Foreign::Indent,
    Foreign::RenameHeading,
    Foreign::OtherVersion,
];

/// A change of one line, by one byte: a box is ticked, or no more, or that is taken back.
struct Chosen {
    /// As it is before the change.
    document: Document,
    change: Change,
    line: usize,
    /// The line as the change makes it.
    changed: Vec<u8>,
}

struct Case<'a> {
    name: &'a str,
    chosen: &'a Chosen,
    foreign: Foreign,
    seed: u64,
}

impl std::fmt::Debug for Case<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Chosen { change, line, .. } = self.chosen;
        let verb = if *change == Change::Undo { "undo" } else { "tick" };
        write!(f, "{}:{} {verb} {:?}", self.name, line + 1, self.foreign)
    }
}

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    const PROMISE: &str = "6 if the text moved, the right line is ticked, or none and it says so";
    let mut outcome = Outcome::new(PROMISE);
    let files = beside::corpus().unwrap_or_else(|| {
        outcome.leave_out("the real files, which are not beside the project: its own roadmaps instead");
        own_files()
    });
    let files: Vec<(String, Vec<Chosen>)> = files
        .into_iter()
        .map(|(name, text)| (name, choose(&Document::new(text, Defaults::default()))))
        .collect();
    let mut cases = Vec::new();
    for (name, chosen) in &files {
        for chosen in chosen {
            for foreign in ALL {
                let seed = cases.len() as u64 + 1;
                cases.push(Case { name, chosen, foreign, seed });
            }
        }
    }
    let mut running = Outcome::new("6 the same while the panes are open and a key is pressed");
    let in_panes = cases.iter().filter(|case| can_be_pressed(case));
    let in_panes: Vec<&Case<'_>> = scale.sample(in_panes.collect(), 10);
    running.try_all(&in_panes, |case| check_in_panes(case));
    let cases = scale.sample(cases, 7);
    outcome.try_all(&cases, check);
    vec![outcome, running]
}

/// Whether it is the first tick of its file, which is what the key does. On a line that another program has ticked just
/// then the key may be pressed for either.
fn can_be_pressed(case: &Case<'_>) -> bool {
    let Chosen { document, change, line, .. } = case.chosen;
    let is_first = || choose(document).first().is_some_and(|first| first.line == *line);
    *change != Change::Undo && !matches!(case.foreign, Foreign::SameChange) && is_first()
}

/// The same in the program: it stands on the item and is stopped, the file becomes another one, the key is pressed, and
/// it goes on.
fn check_in_panes(case: &Case<'_>) -> Result<(), String> {
    let Case { chosen, foreign, seed, .. } = *case;
    let text = chosen.document.roadmap.to_bytes();
    let lines = foreign.change(lines_of(&text), chosen, &mut Dice::new(seed));
    let moved = bytes_of(&lines);
    let Change::Act(actions) = &chosen.change else { return Ok(()) };
    let [Action { target: Target::Item(place), .. }] = &**actions else { return Ok(()) };
    let roadmap = &chosen.document.roadmap;
    let item = roadmap.items().position(|(at, _)| at == *place).unwrap();
    let run = Run::new("");
    let path = run.home().join("roadmap.md").canonicalize().unwrap();
    fs::write(&path, &text).unwrap();
    let selected = Some(roadmap.slug_paths().swap_remove(item));
    let mut session = Session::default();
    session.remember(FileSession { selected, ..FileSession::new(path.clone()) });
    session.save(&Places::under(&run.home().canonicalize().unwrap()).session_file()).unwrap();
    let mut running = run.start();
    let stands = format!("line {} ", chosen.line + 1);
    running.wait_until(&stands, |screen, _| screen.contents().contains(&stands));
    running.send(Signal::STOP);
    fs::write(&path, &moved).unwrap();
    running.press(" \x03");
    running.send(Signal::CONT);
    let ended = running.ended();
    let now = fs::read(&path).unwrap();
    if now == moved {
        // An item that is there no more, or stands elsewhere in the outline, may be nobody's to tick.
        let is_expected = matches!(foreign, Foreign::DeleteIt | Foreign::Indent);
        let could_be = is_still_there(&lines, chosen) && is_the_only_one(case);
        return match ended.as_str() {
            "0" if !matches!(foreign, Foreign::DeleteIt) => Err("told as saved, and is not".to_owned()),
            _ if !is_expected && could_be => Err("refused where only that line could be meant".to_owned()),
            _ => Ok(()),
        };
    }
    let is_right = |(nth, line): (usize, &Line)| {
        line.from == Some(chosen.line) && {
            let mut expected = lines.clone();
            expected[nth].bytes = foreign.line(&chosen.changed);
            bytes_of(&expected) == now
        }
    };
    if !lines.iter().enumerate().any(is_right) {
        return Err(format!("another line became {:?}", difference(&moved, &now)));
    }
    if ended == "0" { Ok(()) } else { Err(format!("written, and it ended with {ended}")) }
}

fn own_files() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("roadmaps");
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
    paths.sort();
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    paths.iter().map(|path| (name(path), fs::read(path).unwrap())).collect()
}

/// Boxes from all over a file, those whose tick changes their own line alone.
fn choose(document: &Document) -> Vec<Chosen> {
    let boxes: Vec<Place> = document
        .roadmap
        .items()
        .filter(|(_, item)| item.mark.is_some() && matches!(item.state, State::Todo | State::Done))
        .map(|(place, _)| place)
        .collect();
    let nth = boxes.len().div_ceil(N_BOXES).max(1);
    boxes.into_iter().step_by(nth).flat_map(|place| chosen(document, place)).collect()
}

/// The tick of a box, and the same taken back; none where it changes more than a byte.
fn chosen(document: &Document, place: Place) -> Vec<Chosen> {
    let state = if document.roadmap.item(place).state == State::Done { State::Todo } else { State::Done };
    let change = Change::Act(vec![Action { target: Target::Item(place), verb: Verb::SetState(state) }]);
    let mut ticked = document.clone();
    ticked.commit(ticked.prepare(&change, CIRCUMSTANCES).unwrap());
    let (before, after) = (document.roadmap.to_bytes(), ticked.roadmap.to_bytes());
    // A date is written as long as the file has dates, and another program may take them all away.
    let others: Vec<usize> =
        (0..before.len().min(after.len())).filter(|&at| before[at] != after[at]).collect();
    let (true, [at]) = (before.len() == after.len(), &*others) else { return Vec::new() };
    let line = before[..*at].iter().filter(|&&byte| byte == b'\n').count();
    let line_in = |text: &[u8]| lines_of(text)[line].bytes.clone();
    vec![
        Chosen { document: document.clone(), change, line, changed: line_in(&after) },
        Chosen { document: ticked, change: Change::Undo, line, changed: line_in(&before) },
    ]
}

fn lines_of(text: &[u8]) -> Vec<Line> {
    let lines = text.split_inclusive(|&byte| byte == b'\n').enumerate();
    lines.map(|(nth, line)| Line { bytes: line.to_vec(), from: Some(nth) }).collect()
}

fn bytes_of(lines: &[Line]) -> Vec<u8> {
    lines.iter().flat_map(|line| line.bytes.iter().copied()).collect()
}

/// Has the file become another under a document, ticks, and looks at what is there.
fn check(case: &Case<'_>) -> Result<(), String> {
    let Case { chosen, foreign, seed, .. } = *case;
    let text = chosen.document.roadmap.to_bytes();
    let lines = foreign.change(lines_of(&text), chosen, &mut Dice::new(seed));
    let moved = bytes_of(&lines);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("roadmap.md");
    fs::write(&path, &moved).unwrap();
    let store = Store::new(folder.path().join("state"));
    let written = write_and_settle(&store, &path, &chosen.document, &chosen.change, CIRCUMSTANCES);
    let now = fs::read(&path).unwrap();
    if now == moved {
        // A step is taken back where its bytes are, and nowhere else.
        let is_act = chosen.change != Change::Undo;
        let is_expected = matches!(foreign, Foreign::SameChange | Foreign::DeleteIt | Foreign::Indent);
        return match written {
            Ok(_) if !matches!(foreign, Foreign::SameChange) => Err("told as written, and is not".to_owned()),
            Err(error)
                if !is_expected && is_act && is_still_there(&lines, chosen) && is_the_only_one(case) =>
            {
                Err(format!("refused where nothing could be meant but that line: {error}"))
            }
            _ => Ok(()),
        };
    }
    let is_right = |(nth, line): (usize, &Line)| {
        line.from == Some(chosen.line) && {
            let mut expected = lines.clone();
            expected[nth].bytes = foreign.line(&chosen.changed);
            bytes_of(&expected) == now
        }
    };
    if !lines.iter().enumerate().any(is_right) {
        return Err(format!("another line became {:?}", difference(&moved, &now)));
    }
    written.map(|_| ()).map_err(|error| format!("told as failed, and is written: {error}"))
}

/// Whether an item still begins on the chosen line: without its parent it may be words of the item before.
fn is_still_there(lines: &[Line], chosen: &Chosen) -> bool {
    let Some(nth) = lines.iter().position(|line| line.from == Some(chosen.line)) else { return false };
    let roadmap = Roadmap::read(bytes_of(lines), Defaults::default());
    roadmap.items().any(|(place, _)| roadmap.item_line(place) == nth + 1)
}

/// Whether no other line of the first text has the words of the chosen one.
fn is_the_only_one(case: &Case<'_>) -> bool {
    let words = |line: &[u8]| String::from_utf8_lossy(line).trim_end().to_owned();
    let lines = lines_of(&case.chosen.document.roadmap.to_bytes());
    let it = words(&lines[case.chosen.line].bytes);
    lines.iter().filter(|line| words(&line.bytes) == it).count() == 1
}

/// The lines that became others.
fn difference(before: &[u8], after: &[u8]) -> Vec<String> {
    let (before, after) = (lines_of(before), lines_of(after));
    let others = before.iter().zip(&after).filter(|(before, after)| before.bytes != after.bytes);
    others.take(3).map(|(_, after)| String::from_utf8_lossy(&after.bytes).into_owned()).collect()
}

impl Foreign {
    fn change(self, mut lines: Vec<Line>, chosen: &Chosen, dice: &mut Dice) -> Vec<Line> {
        let it = chosen.line;
        // A last line without an end would become one with what is put behind it.
        if let (Self::Duplicate | Self::MoveSection, Some(last)) = (self, lines.last_mut()) {
            last.bytes = self.line(&last.bytes);
        }
        let other_box = |line: &Line| line.from != Some(it) && is_box(&line.bytes);
        match self {
            Self::Insert => {
                let new = with_words(&lines[it].bytes, "a line of another program");
                lines.splice(it..it, [new.clone(), new, with_words(&lines[it].bytes, "and one more")]);
            }
            Self::DeleteAnother => {
                if let Some(nearest) =
                    (0..it).rev().chain(it..lines.len()).find(|&nth| other_box(&lines[nth]))
                {
                    lines.remove(nearest);
                }
            }
            Self::Duplicate => {
                lines.insert(it, lines[it].clone());
            }
            Self::MoveSection => {
                let start = (0..it).rev().find(|&nth| is_heading(&lines[nth].bytes)).unwrap_or(0);
                let end = (it..lines.len()).find(|&nth| is_heading(&lines[nth].bytes));
                let section: Vec<Line> = lines.drain(start..end.unwrap_or(lines.len())).collect();
                let to = if start == 0 || dice.below(2) == 0 {
                    lines.len()
                } else {
                    lines.iter().position(|line| is_heading(&line.bytes)).unwrap_or(0)
                };
                lines.splice(to..to, section);
            }
            Self::SameChange => lines[it].bytes.clone_from(&chosen.changed),
            Self::DeleteIt => {
                lines.remove(it);
            }
            Self::LineEndings | Self::Indent => {
                for line in &mut lines {
                    line.bytes = self.line(&line.bytes);
                }
            }
            Self::RenameHeading => {
                if let Some(nth) = (0..it).rev().find(|&nth| is_heading(&lines[nth].bytes)) {
                    let end = lines[nth].bytes.trim_ascii_end().len();
                    lines[nth].bytes.splice(end..end, *b" by another name");
                }
            }
            Self::OtherVersion => {
                lines = Self::RenameHeading.change(lines, chosen, dice);
                lines = Self::Insert.change(lines, chosen, dice);
                for _ in 0..6 {
                    let others: Vec<usize> = (0..lines.len()).filter(|&nth| other_box(&lines[nth])).collect();
                    let Some(&nth) = others.get(dice.below(others.len().max(1) as u64) as usize) else {
                        break;
                    };
                    match dice.below(3) {
                        0 => drop(lines.remove(nth)),
                        1 => lines[nth] = Line { from: None, ..with_words(&lines[nth].bytes, "reworded") },
                        _ => lines.insert(nth, with_words(&lines[nth].bytes, "new in this version")),
                    }
                }
            }
        }
        lines
    }

    /// What becomes of every line.
    fn line(self, line: &[u8]) -> Vec<u8> {
        match self {
            Self::LineEndings => match line.strip_suffix(b"\r\n") {
                Some(words) => [words, b"\n"].concat(),
                None => {
                    line.strip_suffix(b"\n").map_or_else(|| line.to_vec(), |words| [words, b"\r\n"].concat())
                }
            },
            Self::Indent if is_box(line) => [b"  ", line].concat(),
            Self::Duplicate | Self::MoveSection if !line.ends_with(b"\n") => [line, b"\n"].concat(),
            _ => line.to_vec(),
        }
    }
}

fn is_heading(line: &[u8]) -> bool {
    let n_signs = line.iter().take_while(|&&byte| byte == b'#').count();
    n_signs > 0 && line.get(n_signs) == Some(&b' ')
}

fn is_box(line: &[u8]) -> bool {
    line.windows(4).any(|window| matches!(window, b"[ ] " | b"[x] " | b"[X] "))
}

/// A line like another, with other words behind its box.
fn with_words(line: &[u8], words: &str) -> Line {
    let end = line.windows(2).position(|window| window == b"] ").map_or(0, |at| at + 2);
    let ending: &[u8] = if line.ends_with(b"\r\n") { b"\r\n" } else { b"\n" };
    Line { bytes: [&line[..end], words.as_bytes(), ending].concat(), from: None }
}

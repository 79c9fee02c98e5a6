//! A kill or an error at every call of a save that changes a file: afterwards the file is the old one or the new one, the
//! answer says which, and the next start leaves nothing beside it.
//!
//! The calls are those of an undisturbed run, listed by strace, which then makes each of them fail in turn.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use crate::desk::{Desk, Run, Shape, can, is_root};
use crate::edits::{EDITS, Edit, before};
use crate::table::{Outcome, Scale};

/// All calls by which a file, a name or an attribute can change or is made durable.
const CALLS: &str = "openat,write,pwrite64,writev,pwritev,copy_file_range,sendfile,ftruncate,fallocate,fsync,fdatasync,\
    rename,renameat,renameat2,link,linkat,symlinkat,unlink,unlinkat,mkdir,mkdirat,rmdir,fchmod,chmod,fchmodat,fchown,\
    chown,fchownat,fsetxattr,fremovexattr,flock,utimensat";

const KILL: &str = "signal=KILL";
const FAULTS: [&str; 8] = [
    KILL,
    "error=ENOSPC",
    "error=EIO",
    "error=EACCES",
    "error=EPERM",
    "error=EINTR",
    // From that call on, all of its kind fail: also what would make up for the first failure.
    "error=ENOSPC and all later ones",
    "error=EIO and all later ones",
];

const AND_LATER: &str = " and all later ones";

/// What is said where calls cannot be made to fail.
pub(crate) const NO_STRACE: &str = "all of it: strace is not here or may not trace";

/// A system's answer that one knows of no exchange of names.
const NO_EXCHANGE: &str = "inject=renameat2:error=EINVAL";

/// A call of an undisturbed run.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) call: String,
    /// Which of those with this name it is, from 1.
    pub(crate) nth: usize,
}

/// A call that is to go wrong, and how.
struct Fault {
    shape: Shape,
    can_exchange: bool,
    edit: &'static Edit,
    point: Point,
    how: &'static str,
}

impl std::fmt::Debug for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { shape, can_exchange, edit, point: Point { call, nth }, how } = self;
        let exchange = if *can_exchange { "" } else { " without exchange" };
        write!(f, "{edit:?} on {shape:?}{exchange}, {how} at {call} {nth}")
    }
}

pub(crate) fn run(scale: Scale) -> Vec<Outcome> {
    const WHOLE: &str = "1 after any kill or error the file is the old or the new bytes";
    const TOLD: &str = "12 and what is told of such a save is what is in the file";
    if !can_inject() {
        return [WHOLE, TOLD].map(|promise| Outcome::not_run(promise, NO_STRACE)).into();
    }
    let (mut whole, mut told) = (Outcome::new(WHOLE), Outcome::new(TOLD));
    if !is_root() {
        whole.leave_out("another user, as only root can be somebody else");
    }
    let mut cases = Vec::new();
    for (shape, can_exchange) in [
        (Shape::Plain, true),
        (Shape::SymbolicLink, true),
        (Shape::HardLink, true),
        (Shape::ClosedFolder, true),
        (Shape::Plain, false),
    ] {
        for edit in &EDITS {
            match points(shape, can_exchange, edit) {
                Ok(points) => cases.extend(points.iter().flat_map(|point| {
                    FAULTS.map(|how| Fault { shape, can_exchange, edit, point: point.clone(), how })
                })),
                Err(failure) => whole.add(Err(format!("{edit:?} on {shape:?}, undisturbed: {failure}"))),
            }
        }
    }
    // A kill at every call. Of the errors each at every call, and not with every edit: a step without a factor in
    // common with their number meets all.
    let (kills, errors): (Vec<_>, Vec<_>) = cases.into_iter().partition(|case| case.how == KILL);
    let mut cases = scale.sample(kills, 5);
    cases.extend(errors.into_iter().step_by(if scale == Scale::Full { 4 } else { 31 }));
    let answers = Mutex::new(&mut told);
    whole.try_all(&cases, |case| check(case, &answers));
    vec![whole, told]
}

/// Whether strace is here, may trace, and can make calls fail.
pub(crate) fn can_inject() -> bool {
    can("strace", &["-e", "inject=getpid:error=EPERM", "true"])
}

/// The calls of an undisturbed run that change files.
pub(crate) fn points(shape: Shape, can_exchange: bool, edit: &Edit) -> Result<Vec<Point>, String> {
    let desk = Desk::shaped(shape, &before());
    let trace = desk.home.join("trace");
    let mut options = vec![format!("trace={CALLS}")];
    options.extend((!can_exchange).then(|| NO_EXCHANGE.to_owned()));
    let run = traced(&desk, &trace, &options, edit);
    run.agrees(desk.text() == edit.after())?;
    if run.code != Some(0) {
        return Err(run.err);
    }
    let mut points: Vec<Point> = Vec::new();
    let mut n_seen = std::collections::HashMap::new();
    for line in fs::read_to_string(&trace).unwrap().lines() {
        // `812 openat(AT_FDCWD</tmp>, "…", O_RDONLY) = 3`
        let line = line.trim_start_matches(|char: char| char.is_ascii_digit() || char == ' ');
        let Some((call, arguments)) = line.split_once('(') else { continue };
        let nth = n_seen.entry(call.to_owned()).or_insert(0);
        *nth += 1;
        if changes_a_file(call, arguments) {
            points.push(Point { call: call.to_owned(), nth: *nth });
        }
    }
    if points.is_empty() { Err("no calls were seen".to_owned()) } else { Ok(points) }
}

fn changes_a_file(call: &str, arguments: &str) -> bool {
    match call {
        "openat" => ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|flag| arguments.contains(flag)),
        // The answer, on standard output.
        "write" => !arguments.starts_with(['0', '1', '2']) || !arguments.contains("<pipe:"),
        _ => true,
    }
}

pub(crate) fn traced(desk: &Desk, trace: &Path, options: &[String], edit: &Edit) -> Run {
    let mut strace: Vec<OsString> = ["strace", "-f", "-qq", "-y", "-o"].map(OsString::from).to_vec();
    strace.push(trace.into());
    // Faster, but some versions then forget the signal.
    if !options.iter().any(|option| option.contains("signal=")) {
        strace.push("--seccomp-bpf".into());
    }
    strace.extend(options.iter().flat_map(|option| [OsString::from("-e"), option.into()]));
    let strace: Vec<&OsStr> = strace.iter().map(OsString::as_os_str).collect();
    desk.edit(&strace, edit)
}

fn check(fault: &Fault, answers: &Mutex<&mut Outcome>) -> Result<(), String> {
    let Fault { shape, can_exchange, edit, point: Point { call, nth }, how } = fault;
    let desk = Desk::shaped(*shape, &before());
    let names = desk.names();
    let trace = desk.home.join("trace");
    let (how, and_later) = how.strip_suffix(AND_LATER).map_or((*how, ""), |how| (how, "+"));
    let mut options = vec![format!("trace={call},renameat2")];
    options.push(format!("inject={call}:{how}:when={nth}{and_later}"));
    options.extend((!can_exchange && call != "renameat2").then(|| NO_EXCHANGE.to_owned()));
    let run = traced(&desk, &trace, &options, edit);
    let seen = fs::read_to_string(&trace).unwrap_or_default();
    if !seen.contains("(INJECTED)") && run.signal.is_none() {
        return Err(format!("the call was not reached: {run:?}"));
    }
    let (old, new) = (before(), edit.after());
    let is_whole = |text: &[u8]| text == old || text == new;
    let text = desk.text();
    // What is written in place is cut short by a kill, or where it cannot even be taken back, and is whole again with
    // the next start.
    let is_in_place = matches!(shape, Shape::HardLink | Shape::ClosedFolder);
    let may_be_torn = is_in_place && (run.signal.is_some() || !and_later.is_empty());
    if !is_whole(&text) && !may_be_torn {
        return Err(format!("damaged: {}", String::from_utf8_lossy(&text)));
    }
    // Where no write succeeds any more, nothing can be told.
    let can_tell = run.signal.is_none() && (call != "write" || and_later.is_empty());
    if can_tell {
        let answer = run.agrees(text == new).map_err(|failure| format!("{fault:?}: {failure}"));
        answers.lock().unwrap().add(answer);
    }
    let looked = desk.look();
    if looked.code != Some(0) {
        return Err(format!("the next start fails: {looked:?}"));
    }
    let text = desk.text();
    if !is_whole(&text) {
        return Err(format!("damaged after the next start: {}", String::from_utf8_lossy(&text)));
    }
    if desk.names() != names {
        return Err(format!("left beside it after the next start: {:?}", desk.names()));
    }
    if *shape == Shape::SymbolicLink && !desk.path.is_symlink() {
        return Err("the link is one no more".to_owned());
    }
    if *shape == Shape::HardLink && fs::read(desk.place.join("twin.md")).unwrap() != text {
        return Err("the two names lead to different texts".to_owned());
    }
    desk.backups_are_whole(&old, &new)
}

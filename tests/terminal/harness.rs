//! Runs the program in a pseudo-terminal, presses keys and waits for what the screen shows.
//!
//! Nothing sleeps: what is waited for is looked at whenever the program has written something, and often enough
//! where it shows in the file alone.

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
pub(crate) use rustix::process::Signal;

/// Far longer than anything takes; a test that fails waits for it.
const DEADLINE: Duration = Duration::from_secs(20);
/// How often the file is looked at while nothing is drawn.
const LOOK: Duration = Duration::from_millis(20);
const SIZE: PtySize = PtySize { rows: 30, cols: 110, pixel_width: 0, pixel_height: 0 };

/// The program that is run: the one built with the tests, or another, such as the released one, that
/// `MILEPOST_PROGRAM` names.
pub(crate) fn program() -> PathBuf {
    std::env::var_os("MILEPOST_PROGRAM").map_or_else(
        || env!("CARGO_BIN_EXE_milepost").into(),
        |program| std::path::absolute(program).unwrap(),
    )
}

/// A run that is being set up.
pub(crate) struct Run {
    home: Arc<tempfile::TempDir>,
    /// None takes the variable away.
    env: Vec<(String, Option<String>)>,
    has_job_control: bool,
}

/// A program that runs in its terminal.
pub(crate) struct Running {
    home: Arc<tempfile::TempDir>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<Box<dyn Write + Send>>,
    reader: Option<JoinHandle<()>>,
    shown: Arc<Shown>,
    ended: Receiver<ExitStatus>,
    process: u32,
}

struct Shown {
    terminal: Mutex<(vt100::Parser, Vec<u8>)>,
    changed: Condvar,
    is_deaf: AtomicBool,
}

impl Run {
    pub(crate) fn new(roadmap: &str) -> Self {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("roadmap.md"), roadmap).unwrap();
        Self { home: Arc::new(home), env: Vec::new(), has_job_control: true }
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.env.push((name.to_owned(), Some(value.to_owned())));
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.env.push((name.to_owned(), None));
        self
    }

    pub(crate) fn config(self, text: &str) -> Self {
        std::fs::write(self.home.path().join("config.yaml"), text).unwrap();
        self
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Writes a shell script into the run's folder.
    pub(crate) fn script(&self, name: &str, text: &str) {
        use std::os::unix::fs::PermissionsExt;
        let folder = self.home.path().join("bin");
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, format!("#!/bin/sh\n{text}")).unwrap();
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Makes the script `editor` the user's editor, under the name of one that is known.
    pub(crate) fn editor(self, name: &str) -> Self {
        let folder = self.home.path().join("bin");
        std::fs::rename(folder.join("editor"), folder.join(name)).unwrap();
        let path = folder.join(name).to_str().unwrap().to_owned();
        self.env("EDITOR", &path)
    }

    /// The terminal is nobody's controlling one: that it is gone is told by no signal.
    pub(crate) fn without_job_control(mut self) -> Self {
        self.has_job_control = false;
        self
    }

    pub(crate) fn start(self) -> Running {
        let mut command = CommandBuilder::new(program());
        command.arg("roadmap.md");
        self.spawn(command)
    }

    /// Starts the program with these arguments.
    pub(crate) fn start_with(self, arguments: &[&str]) -> Running {
        let mut command = CommandBuilder::new(program());
        command.args(arguments);
        self.spawn(command)
    }

    /// Starts the program where there is no roadmap, and names none.
    pub(crate) fn start_without_roadmap(self) -> Running {
        std::fs::remove_file(self.home.path().join("roadmap.md")).unwrap();
        self.spawn(CommandBuilder::new(program()))
    }

    /// Starts the program without a file, beside other roadmaps.
    pub(crate) fn start_beside(self, others: &[&str]) -> Running {
        for other in others {
            std::fs::write(self.home.path().join(other), format!("- [ ] of {other}\n")).unwrap();
        }
        self.spawn(CommandBuilder::new(program()))
    }

    /// Starts another program.
    pub(crate) fn start_other(self, name: &str, arguments: &[&str]) -> Running {
        let mut command = CommandBuilder::new(name);
        command.args(arguments);
        self.spawn(command)
    }

    /// Starts a shell, to which `$MILEPOST` is the program.
    pub(crate) fn in_shell(self) -> Running {
        let mut command = CommandBuilder::new("sh");
        command.arg("-i");
        command.env("MILEPOST", program());
        command.env("PS1", "$ ");
        self.spawn(command)
    }

    fn spawn(self, mut command: CommandBuilder) -> Running {
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        for (name, _) in std::env::vars_os() {
            if name != "MILEPOST" && name != "PS1" {
                command.env_remove(name);
            }
        }
        command.env("PATH", inherited);
        command.env("TERM", "xterm-256color");
        command.env("LC_ALL", "C.UTF-8");
        command.env("HOME", self.home.path());
        command.env("MILEPOST_HOME", self.home.path());
        for (name, value) in &self.env {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            }
        }
        command.cwd(self.home.path());
        command.set_controlling_tty(self.has_job_control);
        let pair = native_pty_system().openpty(SIZE).unwrap();
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let process = child.process_id().unwrap();
        let (sender, ended) = channel();
        thread::spawn(move || sender.send(child.wait().unwrap()));
        let shown = Arc::new(Shown {
            terminal: Mutex::new((vt100::Parser::new(SIZE.rows, SIZE.cols, 0), Vec::new())),
            changed: Condvar::new(),
            is_deaf: AtomicBool::new(false),
        });
        let reader = pair.master.try_clone_reader().unwrap();
        let heard = Arc::clone(&shown);
        let reader = thread::spawn(move || heard.listen(reader));
        Running {
            home: self.home,
            writer: Some(pair.master.take_writer().unwrap()),
            master: Some(pair.master),
            reader: Some(reader),
            shown,
            ended,
            process,
        }
    }
}

impl Shown {
    fn listen(&self, mut reader: Box<dyn Read + Send>) {
        let mut buffer = [0; 4096];
        while !self.is_deaf.load(Ordering::SeqCst)
            && let Ok(n_read @ 1..) = reader.read(&mut buffer)
        {
            let mut terminal = self.terminal.lock().unwrap();
            terminal.0.process(&buffer[..n_read]);
            terminal.1.extend_from_slice(&buffer[..n_read]);
            self.changed.notify_all();
        }
    }
}

impl Running {
    pub(crate) fn press(&mut self, keys: &str) {
        let writer = self.writer.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    pub(crate) fn send(&self, signal: Signal) {
        let process = rustix::process::Pid::from_raw(self.process().try_into().unwrap()).unwrap();
        rustix::process::kill_process(process, signal).unwrap();
    }

    pub(crate) fn process(&self) -> u32 {
        self.process
    }

    pub(crate) fn resize(&self, rows: u16, cols: u16) {
        self.shown.terminal.lock().unwrap().0.screen_mut().set_size(rows, cols);
        self.master.as_ref().unwrap().resize(PtySize { rows, cols, ..SIZE }).unwrap();
    }

    /// Takes the terminal away.
    pub(crate) fn hang_up(&mut self) {
        self.shown.is_deaf.store(true, Ordering::SeqCst);
        // Has something drawn, so that the reader wakes up and lets go.
        self.press("\x0c");
        self.reader.take().unwrap().join().unwrap();
        self.writer = None;
        self.master = None;
    }

    /// How the program ended: its exit code, or its signal's name.
    pub(crate) fn ended(&mut self) -> String {
        let Ok(status) = self.ended.recv_timeout(DEADLINE) else {
            panic!("it still runs:\n{}", self.contents())
        };
        // All that it wrote is read before it is looked at.
        if let Some(reader) = self.reader.take() {
            reader.join().unwrap();
        }
        status.signal().map_or_else(|| status.exit_code().to_string(), str::to_owned)
    }

    /// The same files in a new terminal.
    pub(crate) fn again(&self) -> Self {
        let home = Arc::clone(&self.home);
        Run { home, env: Vec::new(), has_job_control: true }.start()
    }

    /// The same without what the last run has remembered.
    pub(crate) fn again_afresh(&self) -> Self {
        let home = Arc::clone(&self.home);
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_milepost"));
        command.args(["--fresh", "roadmap.md"]);
        Run { home, env: Vec::new(), has_job_control: true }.spawn(command)
    }

    /// The same with these arguments.
    pub(crate) fn again_with(&self, arguments: &[&str]) -> Self {
        let home = Arc::clone(&self.home);
        Run { home, env: Vec::new(), has_job_control: true }.start_with(arguments)
    }

    pub(crate) fn screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shown.terminal.lock().unwrap().0.screen())
    }

    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    pub(crate) fn contents(&self) -> String {
        self.screen(vt100::Screen::contents)
    }

    pub(crate) fn wait_for(&self, words: &str) {
        self.wait_until(words, |screen, _| screen.contents().contains(words));
    }

    /// Waits for bytes that the program writes, whatever they do.
    pub(crate) fn wait_for_bytes(&self, bytes: &str) {
        self.wait_until_written(bytes, |written| is_within(written, bytes));
    }

    /// Waits until what the program has written is as it should be.
    pub(crate) fn wait_until_written(&self, what: &str, is_so: impl Fn(&[u8]) -> bool) {
        self.wait(what, |terminal| is_so(&terminal.1));
    }

    /// Whether the program has written these bytes by now.
    pub(crate) fn has_written(&self, bytes: &str) -> bool {
        self.written(|written| is_within(written, bytes))
    }

    /// All bytes that the program has written by now.
    pub(crate) fn written<T>(&self, look: impl FnOnce(&[u8]) -> T) -> T {
        look(&self.shown.terminal.lock().unwrap().1)
    }

    /// Waits until the screen and the file are as they should be.
    pub(crate) fn wait_until(&self, what: &str, is_so: impl Fn(&vt100::Screen, &str) -> bool) {
        let path = self.path();
        self.wait(what, |terminal| {
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            is_so(terminal.0.screen(), &text)
        });
    }

    fn wait(&self, what: &str, is_so: impl Fn(&(vt100::Parser, Vec<u8>)) -> bool) {
        let started = Instant::now();
        let mut terminal = self.shown.terminal.lock().unwrap();
        while !is_so(&terminal) {
            assert!(
                started.elapsed() < DEADLINE,
                "waited for {what:?} and saw:\n{}\nin the file:\n{}",
                terminal.0.screen().contents(),
                std::fs::read_to_string(self.path())
                    .unwrap_or_default()
                    .chars()
                    .take(10_000)
                    .collect::<String>()
            );
            terminal = self.shown.changed.wait_timeout(terminal, LOOK).unwrap().0;
        }
    }

    /// The terminal is in the state in which programs find it.
    #[track_caller]
    pub(crate) fn assert_given_back(&self) {
        self.screen(|screen| {
            assert!(!screen.alternate_screen(), "the alternate screen is left");
            assert!(!screen.hide_cursor(), "the cursor is shown");
            assert!(!screen.bracketed_paste(), "pastes are plain");
            assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
        });
    }

    pub(crate) fn text(&self) -> String {
        std::fs::read_to_string(self.path()).unwrap()
    }

    /// Writes the roadmap as another program would.
    pub(crate) fn write(&self, text: &str) {
        std::fs::write(self.path(), text).unwrap();
    }

    fn path(&self) -> PathBuf {
        Path::new(self.home.path()).join("roadmap.md")
    }
}

fn is_within(written: &[u8], bytes: &str) -> bool {
    written.windows(bytes.len()).any(|window| window == bytes.as_bytes())
}

impl Drop for Running {
    fn drop(&mut self) {
        // A failed test must not leave the program behind.
        if self.ended.try_recv().is_err()
            && let Ok(process) = i32::try_from(self.process)
            && let Some(process) = rustix::process::Pid::from_raw(process)
        {
            let _ = rustix::process::kill_process(process, Signal::KILL);
        }
    }
}

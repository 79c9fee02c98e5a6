//! The bytes of versions, asked for all at once and read one after the other.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::Stdio;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::Unread;
use super::process::{Git, OnWait, Running, receive};

/// A version that is larger is left out: no roadmap that people keep comes near.
const MAX_LEN: u64 = 32 * 1024 * 1024;

/// Git may be so many versions ahead of who reads them.
const AHEAD: usize = 4;

/// Versions to come, in the order in which they were asked for.
pub(super) struct Contents<'a> {
    git: &'a Git,
    running: Running,
    receiver: Receiver<Option<Vec<u8>>>,
}

impl<'a> Contents<'a> {
    /// Asks git for blobs. One thread writes and one reads, so that neither pipe can fill while the other waits.
    pub(super) fn ask(git: &'a Git, ids: Vec<String>) -> Result<Self, Unread> {
        let mut running = git.start(["cat-file", "--batch", "--buffer"], Stdio::piped())?;
        let (sender, receiver) = sync_channel(AHEAD);
        if let (Some(mut stdin), Some(stdout)) = (running.child.stdin.take(), running.child.stdout.take()) {
            thread::spawn(move || {
                // A git that has ended reads no more; that is found where it is read from.
                ids.iter().try_for_each(|id| writeln!(stdin, "{id}"))
            });
            thread::spawn(move || send_all(BufReader::new(stdout), &sender));
        }
        Ok(Self { git, running, receiver })
    }

    /// The next version; none if it is too large, or not in the repository.
    pub(super) fn next(&mut self, on_wait: &mut OnWait<'_>) -> Result<Option<Vec<u8>>, Unread> {
        match receive(&self.receiver, on_wait)? {
            Some(content) => Ok(content),
            None => {
                let (_, complaint) = self.running.end().map_err(|source| self.git.io(&source))?;
                Err(self.git.failed(&complaint).into())
            }
        }
    }
}

/// Sends what git answers until it ends or nobody waits for more.
fn send_all(mut answers: impl BufRead, sender: &SyncSender<Option<Vec<u8>>>) {
    while let Ok(Some(content)) = read_one(&mut answers) {
        if sender.send(content).is_err() {
            return;
        }
    }
}

/// One answer: `<id> blob <size>` with the bytes below it, or `<id> missing`. None at the end.
fn read_one(answers: &mut impl BufRead) -> io::Result<Option<Option<Vec<u8>>>> {
    let mut head = Vec::new();
    if answers.read_until(b'\n', &mut head)? == 0 {
        return Ok(None);
    }
    let head = String::from_utf8_lossy(&head);
    let mut words = head.split_whitespace().skip(1);
    let (Some(kind), Some(size)) = (words.next(), words.next().and_then(|size| size.parse::<u64>().ok()))
    else {
        return Ok(Some(None));
    };
    let mut bytes = answers.take(size + 1);
    if kind != "blob" || size > MAX_LEN {
        io::copy(&mut bytes, &mut io::sink())?;
        return Ok(Some(None));
    }
    let mut content = Vec::new();
    bytes.read_to_end(&mut content)?;
    if content.len() as u64 <= size {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    content.pop();
    Ok(Some(Some(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_git_gives_them() {
        let too_large = format!("d blob {}\n{}\n", MAX_LEN + 1, "x".repeat(MAX_LEN as usize + 1));
        let text =
            format!("a blob 3\n1\n2\nb missing\nc tree 2\n\0\n\n{too_large}e blob 0\n\nf blob 9\ntorn");
        let mut answers = text.as_bytes();
        let mut next = || read_one(&mut answers);
        assert_eq!(next().unwrap(), Some(Some(b"1\n2".to_vec())));
        for _ in ["b", "c", "d"] {
            assert_eq!(next().unwrap(), Some(None));
        }
        assert_eq!(next().unwrap(), Some(Some(Vec::new())));
        assert!(next().is_err());
        assert_eq!(next().unwrap(), None);
    }
}

//! A repository with as many commits as are wanted, made by one git.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Commits a text and then its boxes, one after the other, ticked or not; the file is as in the last commit.
pub(crate) fn commit_ticks(folder: &Path, text: &str, n_commits: usize) -> PathBuf {
    git(folder, &["init", "--quiet"]);
    let mut bytes = text.as_bytes().to_vec();
    let boxes: Vec<usize> = text
        .match_indices("- [")
        .map(|(at, _)| at + 3)
        .filter(|at| matches!(bytes[*at], b' ' | b'x'))
        .collect();
    let mut import = Vec::new();
    for n in 0..n_commits {
        let at = boxes[n * 7 % boxes.len()];
        bytes[at] = if bytes[at] == b'x' { b' ' } else { b'x' };
        let time = 1_600_000_000 + n * 20_000;
        let head = format!("commit refs/heads/bench\ncommitter Ada <a@b> {time} +0100\ndata 1\nx\n");
        import.extend_from_slice(head.as_bytes());
        import.extend_from_slice(format!("M 644 inline roadmap.md\ndata {}\n", bytes.len()).as_bytes());
        import.extend_from_slice(&bytes);
        import.push(b'\n');
    }
    let mut child = Command::new("git")
        .args(["fast-import", "--quiet"])
        .current_dir(folder)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(&import).unwrap();
    assert!(child.wait().unwrap().success());
    git(folder, &["symbolic-ref", "HEAD", "refs/heads/bench"]);
    git(folder, &["reset", "--quiet", "--hard"]);
    folder.join("roadmap.md")
}

/// Commits one more change of the file.
pub(crate) fn tick_once_more(folder: &Path) {
    let path = folder.join("roadmap.md");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("[ ]", "[x]", 1)).unwrap();
    git(folder, &["-c", "user.name=Ada", "-c", "user.email=a@b", "commit", "--quiet", "--all", "-m", "x"]);
}

fn git(folder: &Path, arguments: &[&str]) {
    assert!(Command::new("git").args(arguments).current_dir(folder).status().unwrap().success());
}

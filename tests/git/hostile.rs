//! What a repository's configuration and the environment must not be able to do.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use milepost::git::{self, Unread};

use crate::repository::{Repository, lines, read, roadmap, run};

/// Tells, in a process of its own, which file is to be read.
const FILE: &str = "MILEPOST_TEST_FILE";

fn repository() -> (Repository, std::path::PathBuf) {
    let repository = Repository::new();
    let item = |state: char| format!("- [{state}] a\n- [ ] b\n- [ ] c\n");
    repository.commit("2026-11-01", "sub/a.md", item(' '));
    repository.commit("2026-11-02", "sub/a.md", item('/'));
    repository.git(["mv", "sub/a.md", "sub/b.md"]);
    let file = repository.commit("2026-11-03", "sub/b.md", item('x'));
    (repository, file)
}

#[cfg(unix)]
fn program(path: &Path, marker: &Path) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    fs::write(path, format!("#!/bin/sh\necho \"$0 $*\" >> '{}'\n", marker.display())).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
    path.to_str().unwrap().to_owned()
}

#[cfg(unix)]
#[test]
fn nothing_that_the_repository_names_is_run() {
    let (repository, file) = repository();
    let expected = read(&file).unwrap();
    let marker = repository.beside("marker");
    let evil = program(&repository.beside("evil"), &marker);
    let hooks = repository.beside("hooks");
    fs::create_dir(&hooks).unwrap();
    for hook in ["post-index-change", "post-checkout", "reference-transaction", "fsmonitor-watchman"] {
        program(&hooks.join(hook), &marker);
    }
    repository.git(["config", "core.hooksPath", hooks.to_str().unwrap()]);
    for key in [
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "core.editor",
        "core.askPass",
        "core.sshCommand",
        "core.gitProxy",
        "core.alternateRefsCommand",
        "credential.helper",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "gpg.program",
        "gpg.ssh.program",
        "merge.evil.driver",
        "alias.log",
        "alias.cat-file",
        "trailer.x.command",
    ] {
        repository.git(["config", key, &evil]);
    }
    repository.git(["config", "log.showSignature", "true"]);
    let commit = repository.git(["cat-file", "commit", "HEAD"]);
    let signed = commit.replacen(
        "\n\n",
        "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\n",
        1,
    );
    fs::write(repository.beside("commit"), signed).unwrap();
    let write = ["hash-object", "-t", "commit", "-w", "--", "../commit"];
    let commit = repository.git(write);
    repository.git(["reset", "--quiet", "--soft", commit.trim()]);
    fs::write(repository.folder.join(".gitattributes"), "* diff=evil filter=evil merge=evil\n").unwrap();
    // Making all this has run some of it.
    let _ = fs::remove_file(&marker);
    let past = read(&file).unwrap();
    assert_eq!((past.changes, past.n_versions), (expected.changes, expected.n_versions));
    assert!(!marker.exists(), "{}", fs::read_to_string(&marker).unwrap());
}

#[test]
fn no_setting_changes_what_is_read() {
    let (repository, file) = repository();
    let expected = read(&file).unwrap();
    assert_eq!(lines(&expected.changes).last().unwrap(), "2026-11-03 a doing done");
    for (key, value) in [
        ("log.diffMerges", "off"),
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.date", "relative"),
        ("log.decorate", "full"),
        ("log.abbrevCommit", "true"),
        ("log.mailmap", "true"),
        ("log.initialDecorationSet", "all"),
        ("format.pretty", "fuller"),
        ("format.notes", "true"),
        ("color.ui", "always"),
        ("color.diff", "always"),
        ("core.abbrev", "4"),
        ("core.quotePath", "true"),
        ("core.precomposeUnicode", "true"),
        ("diff.renames", "false"),
        ("diff.renameLimit", "1"),
        ("diff.relative", "true"),
        ("diff.noPrefix", "true"),
        ("diff.orderFile", "missing"),
        ("diff.submodule", "log"),
        ("diff.stat", "1"),
        ("diff.ignoreSubmodules", "all"),
        ("i18n.logOutputEncoding", "UTF-16"),
        ("i18n.commitEncoding", "UTF-16"),
        ("notes.displayRef", "*"),
        ("core.bigFileThreshold", "1"),
        ("core.attributesFile", "/dev/null"),
        ("grep.patternType", "perl"),
        ("core.commentChar", "-"),
    ] {
        repository.git(["config", key, value]);
        assert_eq!(read(&file).as_ref(), Ok(&expected), "{key}");
    }
    repository.git(["notes", "add", "--message", ":a\n:b"]);
    assert_eq!(read(&file).unwrap(), expected);
}

#[cfg(unix)]
#[test]
fn nothing_is_fetched() {
    let (repository, _) = repository();
    repository.commit("2026-11-01", "c.md", "- [ ] a\n");
    repository.commit("2026-11-02", "c.md", "- [x] a\n");
    repository.git(["config", "uploadpack.allowFilter", "true"]);
    let clone = repository.beside("clone");
    let url = format!("file://{}", repository.folder.display());
    run(repository
        .command(&repository.folder)
        .args(["clone", "--quiet", "--filter=blob:none", &url])
        .arg(&clone));
    let marker = repository.beside("marker");
    let evil = program(&repository.beside("evil"), &marker);
    for (key, value) in [
        ("remote.origin.uploadpack", &*evil),
        ("protocol.allow", "always"),
        ("protocol.file.allow", "always"),
    ] {
        run(repository.command(&clone).args(["config", key, value]));
    }
    // The last versions are there, as they were checked out.
    let past = read(&clone.join("c.md")).unwrap();
    assert_eq!((past.n_versions, past.n_left_out, past.known), (2, 1, None));
    assert_eq!(lines(&past.changes), ["2026-11-02 a none done"]);
    let past = read(&clone.join("sub/b.md")).unwrap();
    assert_eq!((lines(&past.changes)[0].as_str(), past.known), ("2026-11-03 a none done", None));
    assert!(!marker.exists(), "{}", fs::read_to_string(&marker).unwrap());
}

/// A folder that looks like a bare repository can lie in any archive or clone.
#[cfg(unix)]
#[test]
fn an_embedded_bare_repository_is_no_repository() {
    let root = Repository::new();
    let bare = root.beside("bare");
    run(root.command(&root.folder).args(["init", "--quiet", "--bare"]).arg(&bare));
    fs::write(bare.join("a.md"), "- [ ] a\n").unwrap();
    fs::write(bare.join("config"), "[core]\nbare = false\nworktree = .\nrepositoryFormatVersion = 0\n")
        .unwrap();
    let Err(Unread::Failed(error)) = read(&bare.join("a.md")) else { panic!() };
    assert!(error.reason.contains("bare repository"), "{error}");
}

/// Reads in a process of its own, with these variables.
fn read_with(file: &Path, variables: &[(&str, &Path)]) {
    let mut own = Command::new(std::env::current_exe().unwrap());
    own.args(["--exact", "hostile::variables_lead_to_no_other_repository"]).env(FILE, file);
    run(own.envs(variables.iter().copied()));
}

/// In a hook, git's variables say on which repository it works.
#[test]
fn variables_lead_to_no_other_repository() {
    if let Some(file) = std::env::var_os(FILE) {
        let past = read(Path::new(&file)).unwrap();
        assert_eq!(lines(&past.changes).last().unwrap(), "2026-11-03 a doing done");
        return;
    }
    let (_repository, file) = repository();
    let (other, _) = repository();
    let folder = other.folder.join(".git");
    let (objects, index) = (folder.join("objects"), folder.join("index"));
    for (name, value) in [
        ("GIT_DIR", &folder),
        ("GIT_WORK_TREE", &other.folder),
        ("GIT_COMMON_DIR", &folder),
        ("GIT_OBJECT_DIRECTORY", &objects),
        ("GIT_INDEX_FILE", &index),
        ("GIT_NAMESPACE", &folder),
        ("GIT_TRACE", &folder),
        ("GIT_EXTERNAL_DIFF", &folder),
        ("GIT_LITERAL_PATHSPECS", &folder),
        ("GIT_GLOB_PATHSPECS", &folder),
        ("GIT_ICASE_PATHSPECS", &folder),
        ("GIT_DIFF_OPTS", &folder),
    ] {
        read_with(&file, &[(name, value)]);
    }
}

/// An object that is a pipe is waited for by git, for ever.
#[cfg(unix)]
#[test]
fn a_git_that_does_not_answer_is_ended() {
    let (repository, file) = repository();
    let blob = repository.git(["rev-parse", "HEAD~1:sub/a.md"]);
    let (folder, name) = blob.trim().split_at(2);
    let object = repository.folder.join(".git/objects").join(folder).join(name);
    fs::remove_file(&object).unwrap();
    run(Command::new("mkfifo").arg(&object));
    let started = Instant::now();
    let mut n_waits = 0;
    let outcome = git::read(&file, &roadmap(b""), None, &mut |_, _| {
        n_waits += 1;
        if n_waits < 8 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!(outcome, Err(Unread::Stopped));
    assert!(started.elapsed() < Duration::from_secs(20));
}

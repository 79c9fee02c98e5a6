//! Where a roadmap can lie: under any name, in any kind of repository.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::repository::{Repository, lines, read, run};

const TICKED: [&str; 2] = ["2026-11-01 a none todo", "2026-11-02 a todo done"];

/// Two commits of a file, in which an item is done.
fn tick(repository: &Repository, name: impl AsRef<Path>) -> std::path::PathBuf {
    repository.commit("2026-11-01", &name, "- [ ] a\n");
    repository.commit("2026-11-02", &name, "- [x] a\n")
}

fn told(file: &Path) -> Vec<String> {
    lines(&read(file).unwrap().changes)
}

#[test]
fn a_name_is_only_a_name() {
    let mut names: Vec<OsString> =
        ["-n.md", "--follow", "*.md", ":(top)a.md", ":a.md", "HEAD", "a b.md", "ü \"q\".md"]
            .map(OsString::from)
            .to_vec();
    names
        .extend(["sub folder/-x/a.md", "[a-z].md", "~.md", "^a.md", "a:b.md", "a\\b.md"].map(OsString::from));
    if cfg!(unix) {
        names.extend(["new\nline.md", "sub\nfolder/a\n", "\u{1b}[31m.md"].map(OsString::from));
    }
    #[cfg(target_os = "linux")]
    names.push(std::os::unix::ffi::OsStringExt::from_vec(b"f\xff/\xc3.md".to_vec()));
    let repository = Repository::new();
    repository.commit("2026-10-01", "decoy.md", "- [ ] decoy\n");
    for name in names {
        let file = tick(&repository, &name);
        assert_eq!(told(&file), TICKED, "{name:?}");
        let renamed = Path::new("renamed").join(&name);
        fs::create_dir_all(repository.folder.join(&renamed).parent().unwrap()).unwrap();
        repository.git([OsString::from("mv"), "--".into(), name.clone(), renamed.clone().into()]);
        let file = repository.commit("2026-11-03", &renamed, "- [x] a\n- [ ] b\n");
        assert_eq!(told(&file), [TICKED[0], TICKED[1], "2026-11-03 b none todo"], "{name:?}");
    }
}

#[test]
fn a_worktree_has_the_past_of_its_branch() {
    let repository = Repository::new();
    tick(&repository, "a.md");
    let worktree = repository.beside("worktree");
    repository.git(["worktree".as_ref(), "add".as_ref(), "--quiet".as_ref(), worktree.as_os_str()]);
    repository.commit("2026-11-03", "a.md", "- [ ] a\n");
    assert_eq!(told(&worktree.join("a.md")), TICKED);
}

#[test]
fn a_submodule_has_a_past_of_its_own() {
    let inner = Repository::new();
    tick(&inner, "a.md");
    let outer = Repository::new();
    tick(&outer, "a.md");
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add"];
    let add = add.map(OsString::from).into_iter().chain([inner.folder.into(), "sub".into()]);
    outer.git(add);
    outer.git(["commit", "--quiet", "--message", "x"]);
    assert_eq!(told(&outer.folder.join("sub/a.md")), TICKED);
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_file_that_has_a_past() {
    let repository = Repository::new();
    let file = tick(&repository, "notes/a.md");
    let link = repository.beside("link.md");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    assert_eq!(told(&link), TICKED);
    let folder = repository.beside("folder");
    std::os::unix::fs::symlink(repository.folder.join("notes"), &folder).unwrap();
    assert_eq!(told(&folder.join("a.md")), TICKED);
    // In the repository it is a link; what it leads to is elsewhere.
    let outside = repository.beside("outside.md");
    fs::write(&outside, "- [ ] a\n").unwrap();
    std::os::unix::fs::symlink(&outside, repository.folder.join("in.md")).unwrap();
    repository.git(["add", "in.md"]);
    repository.git(["commit", "--quiet", "--message", "x"]);
    assert!(read(&repository.folder.join("in.md")).is_err());
}

#[test]
fn a_shallow_clone_begins_with_the_first_version_that_it_has() {
    let repository = Repository::new();
    tick(&repository, "a.md");
    repository.commit("2026-11-03", "a.md", "- [x] a\n- [ ] b\n");
    let clone = repository.beside("clone");
    let url = format!("file://{}", repository.folder.display());
    run(repository.command(&repository.folder).args(["clone", "--quiet", "--depth=2", &url]).arg(&clone));
    assert_eq!(told(&clone.join("a.md")), ["2026-11-02 a none done", "2026-11-03 b none todo"]);
}

#[test]
fn ids_may_be_longer() {
    let repository = Repository::with(&["--object-format=sha256"]);
    let file = tick(&repository, "a.md");
    assert_eq!(told(&file), TICKED);
    assert_eq!(read(&file).unwrap().known.unwrap().commit.len(), 64);
}

#[test]
fn a_packed_repository_with_a_detached_head_is_read() {
    let repository = Repository::new();
    let file = tick(&repository, "a.md");
    repository.git(["checkout", "--quiet", "--detach"]);
    repository.git(["gc", "--quiet", "--aggressive"]);
    assert_eq!(told(&file), TICKED);
}

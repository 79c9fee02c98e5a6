//! What is loaded and what is refused, with a reason.

use std::fs::File;

use crate::{Home, read};

fn refusal(home: &Home, path: &std::path::Path) -> String {
    home.store().load(path).unwrap_err().to_string()
}

#[test]
fn a_file_is_loaded_as_it_is() {
    let (home, path) = Home::with("\u{feff}- [ ] a\r\n\0");
    let loaded = home.store().load(&path).unwrap();
    assert_eq!(loaded.path, path);
    assert_eq!(loaded.bytes, read(&path).as_bytes());
}

#[test]
fn an_empty_file_is_loaded() {
    let (home, path) = Home::with("");
    assert_eq!(home.store().load(&path).unwrap().bytes, b"");
}

#[test]
fn a_missing_file_is_named() {
    let home = Home::new();
    let told = refusal(&home, &home.path("none.md"));
    assert!(told.contains("none.md: there is no such file; "), "{told}");
}

#[test]
fn a_folder_is_refused() {
    let home = Home::new();
    let told = refusal(&home, home.folder.path());
    assert!(told.contains("it is a folder, not a file; "), "{told}");
}

#[test]
fn a_path_through_a_file_is_told() {
    let (home, path) = Home::with("");
    let told = refusal(&home, &path.join("below.md"));
    assert!(told.contains("a part of the path is a file"), "{told}");
}

#[test]
fn utf_16_and_utf_32_are_refused_with_the_way_out() {
    let home = Home::new();
    let marks: [(&[u8], &str); 4] = [
        (b"\xff\xfe-\0", "UTF-16"),
        (b"\xfe\xff\0-", "UTF-16"),
        (b"\xff\xfe\0\0", "UTF-32"),
        (b"\0\0\xfe\xff", "UTF-32"),
    ];
    for (mark, name) in marks {
        let told = refusal(&home, &home.write("roadmap.md", mark));
        assert!(told.contains(&format!("it is {name}")) && told.contains("iconv"), "{told}");
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_unread() {
    let (home, path) = Home::with("");
    // Sparse: it has a size and no blocks.
    File::options().write(true).open(&path).unwrap().set_len((1 << 30) + 1).unwrap();
    let told = refusal(&home, &path);
    assert!(told.contains("larger than 1 GiB"), "{told}");
}

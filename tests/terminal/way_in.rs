//! From nothing to the first tick, and from one roadmap to another.

use std::path::PathBuf;

use super::harness::{Run, Running, Signal};

const ROADMAP: &str = "# Phase 1\n\n- [ ] Modules\n- [ ] Event Loop\n\n# Phase 2\n\n- [x] Streams\n";
const NODE: &str = include_str!("../../roadmaps/nodejs-developer.md");
const DATA: &str = include_str!("../../roadmaps/data-engineer.md");

/// The names of all that there is in the run's folder.
fn names(run: &Running) -> Vec<String> {
    let entries = run.home().read_dir().unwrap();
    let mut names: Vec<_> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn copy(run: &Running, name: &str) -> PathBuf {
    run.home().join("library").join(name)
}

/// The last line of the screen, which names the keys.
fn keys(screen: &vt100::Screen) -> String {
    screen.contents().lines().last().unwrap_or_default().to_owned()
}

/// Waits until the first item of a text is ticked in a file, and nothing else is another.
fn wait_for_first_tick(run: &Running, path: &std::path::Path, text: &str) {
    let ticked = text.replacen("- [ ] ", "- [x] ", 1);
    run.wait_until("the tick on disk", |_, _| std::fs::read_to_string(path).is_ok_and(|now| now == ticked));
}

#[test]
fn a_first_start_comes_to_its_first_tick_by_two_keys_each_of_which_the_screen_names() {
    for (rows, columns) in [(24, 80), (40, 120), (12, 40)] {
        let mut run = Run::new("").start_without_roadmap();
        run.wait_for("nodejs-developer");
        run.resize(rows, columns);
        run.wait_until("the key that begins", |screen, _| {
            screen.contents().lines().count() == usize::from(rows)
                && keys(screen).contains("enter begin with this one")
                && screen.contents().contains("90 items")
        });
        assert_eq!(names(&run), Vec::<String>::new(), "nothing is written before something is chosen");
        run.press("\r");
        run.wait_until("the key that ticks, and where the copy is", |screen, _| {
            keys(screen).contains("space done") && keys(screen).contains("your own copy: ")
        });
        run.press(" ");
        wait_for_first_tick(&run, &copy(&run, "nodejs-developer.md"), NODE);
        run.wait_for("1 byte");
        run.press("q");
        assert_eq!(run.ended(), "0");
        run.assert_given_back();
        // Once more where it can be copied from.
        let said = run.contents().replace('\n', "");
        assert!(said.contains("your own copy: ") && said.contains("nodejs-developer.md"), "{said}");
    }
}

#[test]
fn what_is_typed_ahead_of_the_panes_is_theirs() {
    let mut run = Run::new("").start_without_roadmap();
    run.wait_for("nodejs-developer");
    run.press("\r ");
    run.wait_for("1 byte");
    wait_for_first_tick(&run, &copy(&run, "nodejs-developer.md"), NODE);
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn a_template_is_begun_with_by_some_letters_of_its_name_and_never_over_a_file() {
    let run = Run::new("");
    std::fs::create_dir(run.home().join("library")).unwrap();
    // Not offered as a roadmap, and not to be written over.
    std::fs::write(run.home().join("library/data-engineer.md"), "mine").unwrap();
    std::fs::write(run.home().join("library/other.md"), "- [ ] a\n").unwrap();
    let mut run = run.start_without_roadmap();
    run.wait_for("Begin from a template");
    run.press("sql pipe");
    run.wait_until("the one template", |screen, _| {
        screen.contents().contains("▌ data-engineer") && keys(screen).contains("enter begin with this one")
    });
    run.press("\r");
    run.wait_for("data-engineer-2.md");
    run.press(" ");
    wait_for_first_tick(&run, &copy(&run, "data-engineer-2.md"), DATA);
    run.press("q");
    assert_eq!(run.ended(), "0");
    assert_eq!(std::fs::read_to_string(copy(&run, "data-engineer.md")).unwrap(), "mine");
}

#[test]
fn of_several_roadmaps_the_user_chooses_one() {
    let mut run = Run::new(ROADMAP).start_beside(&["a.md", "b.md"]);
    run.wait_for("roadmap.md");
    run.wait_for("enter open  esc quit");
    run.press("road\r");
    run.wait_for("Modules");
    run.press(" ");
    run.wait_until("the tick", |_, text| text.contains("[x] Modules"));
    run.press("q");
    assert_eq!(run.ended(), "0");
    run.assert_given_back();
}

#[test]
fn where_the_folder_holds_nothing_to_do_the_templates_come_first() {
    let run = Run::new("");
    std::fs::write(run.home().join("README.md"), "# Read me\n\nNothing to tick.\n").unwrap();
    let mut run = run.start_without_roadmap();
    run.wait_for("no items");
    let contents = run.contents();
    assert!(contents.contains("▌ nodejs-developer") && contents.contains("In this folder"), "{contents}");
    run.press("readme\r");
    run.wait_for("Nothing to do yet.");
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn who_chooses_no_roadmap_leaves_nothing_behind() {
    for (keys, ending) in [("\x1b", "0"), ("q", "0"), ("\x03", "0"), ("", "Terminated")] {
        for has_roadmaps in [true, false] {
            let mut run = match has_roadmaps {
                true => Run::new(ROADMAP).start_beside(&["a.md"]),
                false => Run::new("").start_without_roadmap(),
            };
            run.wait_for("nodejs-developer");
            if keys.is_empty() {
                run.send(Signal::TERM);
            }
            run.press(keys);
            assert_eq!(run.ended(), ending);
            run.assert_given_back();
            assert_eq!(names(&run), if has_roadmaps { &["a.md", "roadmap.md"][..] } else { &[] });
        }
    }
}

#[test]
fn another_roadmap_is_found_by_its_title_over_the_open_one_and_the_last_one_is_one_key_away() {
    let run = Run::new(ROADMAP);
    std::fs::create_dir(run.home().join("notes")).unwrap();
    let garden = run.home().join("notes/g.md");
    let text = "# Kitchen garden\n\n- [ ] Sow\n- [x] Water\n";
    std::fs::write(&garden, text).unwrap();
    let mut run = run.config("folders: [notes]\n").start();
    run.wait_for("Modules");
    run.press("\x0f");
    run.wait_for("Kitchen garden");
    run.wait_for("50%");
    run.press("kit gar");
    run.wait_until("what it holds", |screen, _| {
        screen.contents().contains("☐ Sow") && keys(screen).contains("enter open")
    });
    run.press("\r");
    run.wait_until("the garden", |screen, _| {
        screen.contents().contains("Water") && keys(screen).contains("space done")
    });
    run.press(" ");
    wait_for_first_tick(&run, &garden, text);
    run.press("\x0f");
    run.wait_for("Lately opened");
    run.press("\r");
    run.wait_for("Modules");
    run.press(" ");
    run.wait_until("the tick", |_, text| text == ROADMAP.replacen("[ ]", "[x]", 1));
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn the_mouse_selects_and_opens() {
    let mut run = Run::new("").start_without_roadmap();
    run.wait_for("rust-developer");
    let row = |words: &str| {
        run.screen(|screen| screen.contents().lines().position(|line| line.contains(words)).unwrap() + 1)
    };
    let click = format!("\x1b[<0;10;{0}M\x1b[<0;10;{0}m", row("rust-developer"));
    run.press(&click);
    run.wait_for("▌ rust-developer");
    // The wheel moves on and back.
    run.press("\x1b[<65;10;8M");
    run.wait_for("▌ frontend-developer");
    run.press("\x1b[<64;10;8M");
    run.wait_for("▌ rust-developer");
    assert!(!run.home().join("library").exists());
    run.press(&click);
    run.wait_for("your own copy");
    assert!(copy(&run, "rust-developer.md").is_file());
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn a_copy_that_cannot_be_made_is_told_and_another_roadmap_can_be_chosen() {
    let run = Run::new("");
    std::fs::write(run.home().join("library"), "in the way").unwrap();
    std::fs::write(run.home().join("a.md"), "- [ ] a\n").unwrap();
    std::fs::write(run.home().join("b.md"), "- [ ] b\n").unwrap();
    let mut run = run.start_without_roadmap();
    run.wait_for("nodejs-developer");
    run.press("nodejs\r");
    run.wait_for("cannot make ");
    run.press("\x15");
    run.wait_for("b.md");
    run.press("\r");
    run.wait_for("line 1");
    run.press("q");
    assert_eq!(run.ended(), "0");
}

#[test]
fn what_a_hostile_file_is_called_drives_no_terminal() {
    let run = Run::new(ROADMAP);
    let evil = "\x1b]0;owned\x07\u{202e}";
    std::fs::write(run.home().join(format!("{evil}.md")), format!("# {evil}\n\n- [ ] {evil} b\n")).unwrap();
    let mut run = run.start_beside(&[]);
    run.wait_for("owned");
    run.wait_for("Next");
    assert!(!run.has_written("\x1b]0;") && !run.has_written("\u{202e}"), "{}", run.contents());
    run.press("q");
    assert_eq!(run.ended(), "0");
}

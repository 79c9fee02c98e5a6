//! The user's editor: which it is, and how it is told the line.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// An editor's program with the arguments that the user gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    pub program: String,
    pub arguments: Vec<String>,
}

impl Editor {
    /// The editor of `$VISUAL`, `$EDITOR`, else vi.
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Self {
        let set = ["VISUAL", "EDITOR"].into_iter().filter_map(var).map(|text| split(&text));
        let mut words =
            set.into_iter().find(|words| !words.is_empty()).unwrap_or_else(|| vec!["vi".to_owned()]);
        let program = words.remove(0);
        Self { program, arguments: words }
    }

    /// All arguments to open a file at a line, counted from 1; only the file where it is not known how.
    pub fn arguments_at(&self, file: &Path, line: usize) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = self.arguments.iter().map(OsString::from).collect();
        let with_line = || {
            let mut file = file.as_os_str().to_owned();
            file.push(format!(":{line}"));
            file
        };
        match &*self.name() {
            "vi" | "vim" | "nvi" | "nvim" | "gvim" | "mvim" | "rvim" | "view" | "ex" | "elvis" | "vis"
            | "nvim-qt" | "nano" | "rnano" | "pico" | "emacs" | "emacsclient" | "zile" | "mg" | "jmacs"
            | "kak" | "micro" | "joe" | "jstar" | "jpico" | "jed" | "ne" | "mcedit" | "less" | "gedit"
            | "pluma" | "xed" | "bbedit" => {
                arguments.extend([format!("+{line}").into(), file.into()]);
            }
            "hx" | "helix" | "subl" | "sublime_text" | "zed" | "zeditor" => arguments.push(with_line()),
            "code" | "code-insiders" | "code-oss" | "codium" | "vscodium" | "cursor" | "windsurf" => {
                let is_goto = |argument: &String| argument == "-g" || argument == "--goto";
                arguments.extend((!self.arguments.iter().any(is_goto)).then(|| "-g".into()));
                arguments.push(with_line());
            }
            "kate" | "kwrite" | "mate" => {
                arguments.extend(["-l".into(), line.to_string().into(), file.into()]);
            }
            _ => arguments.push(file.into()),
        }
        arguments
    }

    /// The program's name without its folder and extension.
    pub fn name(&self) -> String {
        PathBuf::from(&self.program).file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }
}

/// The words of a command as a shell would split them; knows quotes and backslashes, expands nothing.
fn split(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut chars = command.chars();
    while let Some(char) = chars.next() {
        match (quote, char) {
            (Some(open), _) if char == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(char);
                word.get_or_insert_default();
            }
            (None | Some('"'), '\\') if cfg!(unix) => word.get_or_insert_default().extend(chars.next()),
            (None, _) if char.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(char),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn editor(visual: Option<&str>, editor: Option<&str>) -> Editor {
        Editor::from_env(|name| if name == "VISUAL" { visual } else { editor }.map(str::to_owned))
    }

    fn arguments(command: &str) -> Vec<String> {
        let arguments = editor(None, Some(command)).arguments_at(Path::new("/r/a b.md"), 20);
        arguments.into_iter().map(|argument| argument.into_string().unwrap()).collect()
    }

    #[test]
    fn visual_goes_before_editor_and_vi_is_the_last_resort() {
        assert_eq!(editor(Some("nvim"), Some("ed")).program, "nvim");
        assert_eq!(editor(Some(" "), Some("ed")).program, "ed");
        assert_eq!(editor(None, None).program, "vi");
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        assert_eq!(arguments("vim"), ["+20", "/r/a b.md"]);
        assert_eq!(arguments("/usr/bin/nano -w"), ["-w", "+20", "/r/a b.md"]);
        assert_eq!(arguments("hx"), ["/r/a b.md:20"]);
        assert_eq!(arguments("code -w"), ["-w", "-g", "/r/a b.md:20"]);
        assert_eq!(arguments("codium --wait --goto"), ["--wait", "--goto", "/r/a b.md:20"]);
        assert_eq!(arguments("kate -b"), ["-b", "-l", "20", "/r/a b.md"]);
        let with_plus = ["vi", "nvim", "vim.basic", "nano", "emacs", "emacsclient", "kak", "micro"];
        for command in with_plus {
            assert_eq!(arguments(command), ["+20", "/r/a b.md"], "{command}");
        }
        for command in ["helix", "subl", "zed", "zeditor"] {
            assert_eq!(arguments(command), ["/r/a b.md:20"], "{command}");
        }
        assert_eq!(arguments("subl --wait"), ["--wait", "/r/a b.md:20"]);
        assert_eq!(arguments("'/opt/my editors/nvim' -u NONE"), ["-u", "NONE", "+20", "/r/a b.md"]);
        assert_eq!(arguments("emacsclient -t -a ''"), ["-t", "-a", "", "+20", "/r/a b.md"]);
        assert_eq!(arguments("ed"), ["/r/a b.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_command_is_split_as_a_shell_does() {
        assert_eq!(split("a 'b c' \"d \\\" e\" f\\ g ''"), ["a", "b c", "d \" e", "f g", ""]);
        assert_eq!(split("  "), Vec::<String>::new());
    }
}

//! `milepost help` and `man`, both out of the same arguments that are read.

use super::arguments::{Arguments, examples};
use super::output::{Failure, Output, usage};
use crate::error::Error;

/// What `--json` and `--plain` print.
const JSON: &str = include_str!("json.md");

pub(super) fn help(topic: &[String]) -> Result<Output, Failure> {
    if topic == ["json"] {
        return Ok(Output::text(JSON));
    }
    let mut command = Arguments::definition();
    command.build();
    for name in topic {
        let names = command.get_subcommands().map(|known| known.get_name().to_owned()).collect::<Vec<_>>();
        command = command.find_subcommand(name).cloned().ok_or_else(|| {
            let hint = format!("there is help on keys, json, {}", names.join(", "));
            usage("help", format!("there is no command `{name}`"), hint)
        })?;
    }
    Ok(Output::text(command.render_help().to_string()))
}

/// The examples of a command as a section of the manual; nothing where there are none.
fn examples(name: &str) -> String {
    let Some(lines) = examples::of(name) else { return String::new() };
    let lines = lines.lines().map(|line| line.replace('\\', "\\e").replace('-', "\\-") + "\n");
    format!(".SH EXAMPLES\n.nf\n{}.fi\n", lines.collect::<String>())
}

/// The manual page: the program's, then each command's options.
pub(super) fn man() -> Result<Output, Failure> {
    let mut command = Arguments::definition();
    command.build();
    let mut roff = Vec::new();
    let render = |roff: &mut Vec<u8>| -> std::io::Result<()> {
        let man = clap_mangen::Man::new(command.clone());
        man.render_title(roff)?;
        man.render_name_section(roff)?;
        man.render_synopsis_section(roff)?;
        man.render_description_section(roff)?;
        man.render_options_section(roff)?;
        let with_own = |command: &clap::Command| {
            let own = command
                .get_subcommands()
                .map(|own| (format!("{} {}", command.get_name(), own.get_name()), own.clone()));
            std::iter::once((command.get_name().to_owned(), command.clone())).chain(own).collect::<Vec<_>>()
        };
        for (name, subcommand) in command.get_subcommands().flat_map(with_own) {
            let name = name.to_uppercase();
            let mut page = Vec::new();
            let has_extra = subcommand.get_after_help().is_some();
            let man = clap_mangen::Man::new(subcommand);
            man.render_description_section(&mut page)?;
            man.render_synopsis_section(&mut page)?;
            man.render_options_section(&mut page)?;
            if has_extra {
                man.render_extra_section(&mut page)?;
            }
            page.extend_from_slice(examples(&name.to_lowercase()).as_bytes());
            roff.extend_from_slice(format!(".SH {name}\n").as_bytes());
            // Sections of a command are parts of its own section here.
            roff.extend_from_slice(String::from_utf8_lossy(&page).replace(".SH ", ".SS ").as_bytes());
        }
        man.render_extra_section(roff)?;
        roff.extend_from_slice(examples("").as_bytes());
        man.render_version_section(roff)
    };
    render(&mut roff).map_err(|error| Error::new("print the manual", error.to_string()))?;
    Ok(Output::text(String::from_utf8_lossy(&roff)))
}

//! Manual pages, written from the grammar.

use crate::app::{Exit, Outcome};
use crate::cli::Cli;
use crate::view::{self, words};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::io;

/// The manual page of klon, or of one of its commands.
pub fn manual(command: Option<&str>) -> Outcome {
    let mut whole = Cli::command();
    whole.build();
    let names: Vec<&str> = whole.get_subcommands().map(Command::get_name).collect();
    let page = match command {
        None => Some(&whole),
        Some(name) => whole.find_subcommand(name),
    };
    let Some(page) = page else {
        let text = words::no_such_command(&view::shown(command.unwrap_or_default()), &names);
        return Outcome::failed(text, Exit::Usage);
    };
    let mut text = Vec::new();
    // Writing to memory does not fail.
    let _ = write(page, command, &names, &mut text);
    Outcome::answered(String::from_utf8_lossy(&text).into_owned())
}

fn write(page: &Command, command: Option<&str>, all: &[&str], to: &mut Vec<u8>) -> io::Result<()> {
    let name = command.map_or_else(|| "klon".to_owned(), |name| format!("klon-{name}"));
    let man = Man::new(page.clone()).title(name);
    man.render_title(to)?;
    man.render_name_section(to)?;
    man.render_synopsis_section(to)?;
    man.render_description_section(to)?;
    man.render_options_section(to)?;
    if page.has_subcommands() {
        man.render_subcommands_section(to)?;
    }
    let examples = match command {
        None => Some(words::EXAMPLES.map(|(command, what)| format!("  {command:<37}{what}\n")).concat()),
        Some(_) => page.get_after_help().map(|help| help.to_string().replacen("Examples:\n", "", 1)),
    };
    let mut rest = String::new();
    if let Some(examples) = examples {
        section("EXAMPLES", &mut rest);
        rest.push_str(&format!(".nf\n{}\n.fi\n", escaped(examples.trim_end())));
    }
    section("ENVIRONMENT", &mut rest);
    terms(words::MANUAL_ENVIRONMENT, &mut rest);
    section("FILES", &mut rest);
    terms(words::MANUAL_FILES, &mut rest);
    section("EXIT STATUS", &mut rest);
    terms(words::MANUAL_EXIT, &mut rest);
    section("SEE ALSO", &mut rest);
    let pages: Vec<String> = match command {
        None => all.iter().filter(|name| **name != "help").map(|name| format!("klon-{name}(1)")).collect(),
        Some(_) => vec!["klon(1)".to_owned()],
    };
    rest.push_str(&format!("{}\n", escaped(&pages.join(", "))));
    to.extend(rest.bytes());
    Ok(())
}

fn section(name: &str, to: &mut String) {
    to.push_str(&format!(".SH \"{name}\"\n"));
}

fn terms(terms: &[(&str, &str)], to: &mut String) {
    for (term, words) in terms {
        to.push_str(&format!(".TP\n\\fB{}\\fR\n{}\n", escaped(term), escaped(words)));
    }
}

/// Words in which nothing means anything to a manual page.
fn escaped(words: &str) -> String {
    let lines = words.lines().map(|line| {
        let line = line.replace('\\', "\\e").replace('-', "\\-");
        // A line that begins with a dot or a quote would be a request.
        if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Surroundings;

    #[test]
    fn a_manual_has_its_usual_parts() {
        for command in [None, Some("overdose"), Some("check"), Some("config")] {
            let page = manual(command).stdout;
            for part in ["NAME", "SYNOPSIS", "EXAMPLES", "ENVIRONMENT", "FILES", "EXIT STATUS", "SEE ALSO"] {
                assert!(
                    page.contains(&format!(".SH {part}\n")) || page.contains(&format!(".SH \"{part}\"\n")),
                    "{command:?} {part}"
                );
            }
        }
    }

    #[test]
    fn the_manual_names_every_variable_that_is_read() {
        let named = |variable: &&&str| words::MANUAL_ENVIRONMENT.iter().any(|(names, _)| names.contains(**variable));
        let missing: Vec<&&str> = Surroundings::READ.iter().filter(|variable| !named(variable)).collect();
        assert_eq!(missing, [&""; 0]);
    }

    #[test]
    fn every_command_has_an_example() {
        let mut whole = Cli::command();
        whole.build();
        for command in whole.get_subcommands().filter(|command| command.get_name() != "help") {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(&format!("klon {}", command.get_name())), "{}", command.get_name());
        }
    }
}

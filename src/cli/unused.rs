//! Options that a command has no use for. They are errors, so that nobody waits for what they would do.

use super::{Command, Format, Global};
use std::path::Path;

/// An option that changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unused {
    /// The command prints one thing in one way; here its name.
    Format(&'static str),
    /// `check` prints text or JSON.
    FormatOfCheck,
    /// `new` has its own file.
    OutputOfNew,
}

impl Command {
    /// The option that has no use with this command, if one was given.
    pub fn unused(&self, global: &Global, output: Option<&Path>) -> Option<Unused> {
        let only = |name| (global.format != Format::Text).then_some(Unused::Format(name));
        match self {
            Self::New { .. } if output.is_some() => Some(Unused::OutputOfNew),
            Self::New { .. } => only("new"),
            Self::Config => only("config"),
            Self::Schema { .. } => only("schema"),
            Self::Completions { .. } => only("completions"),
            Self::Man { .. } => only("man"),
            Self::Export { .. } if global.format != Format::Json => only("export"),
            Self::Check(_) if !matches!(global.format, Format::Text | Format::Json) => Some(Unused::FormatOfCheck),
            _ => None,
        }
    }
}

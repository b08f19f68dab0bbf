//! Questions without an answer, in words.

use super::{shown, words};
use crate::query::{Failure, Suggestion};

/// `error: what` and `hint: what to do`.
///
/// `commands` are those that a mistyped name may have been. Beside an answer that tells what to do in an emergency
/// (`urgent`), nobody needs to be told where that is.
pub fn failure(failure: &Failure, commands: &[String], urgent: bool) -> String {
    let named = |suggestion: &Suggestion| format!("  {}\n", words::suggested(suggestion));
    match failure {
        Failure::Unknown { name, suggestions, taken_for } => {
            let shown = if name.trim().is_empty() { "an empty name".to_owned() } else { shown(name) };
            let what = if commands.is_empty() { "no such drug" } else { "no such command, and no such drug" };
            let mut text = format!("error: {shown}: {what}\n");
            text.extend(commands.iter().map(|command| format!("hint: Did you mean the command `klon {command}`?\n")));
            if !taken_for.is_empty() {
                let others = taken_for.join(", ").to_lowercase();
                text.push_str(&format!(
                    "hint: {shown} is not {others}, though the two are confused. klon has no page for it.\n"
                ));
            } else if let Some(first) = suggestions.first() {
                text.push_str(&format!("hint: Did you mean {}?", words::suggested(first)));
                // Beside an emergency page one line is enough.
                let others = suggestions.iter().skip(1).filter(|_| !urgent);
                let others: String = others.map(named).collect();
                text.push_str(if others.is_empty() { "\n" } else { " Names that are near as well:\n" });
                text.push_str(&others);
            } else {
                text.push_str(
                    "hint: nothing in the knowledge base has a name like this. Check the spelling on the package.\n",
                );
            }
            if !urgent {
                text.push_str("hint: In an emergency: klon overdose\n");
            }
            text
        }
        Failure::NoMonograph { name } => {
            let shown = shown(name);
            format!(
                "error: {shown}: klon knows its interactions and has no page for it\nhint: klon interactions {shown}\n"
            )
        }
        Failure::NoClass { name, classes } => {
            let classes: Vec<&str> = classes.iter().map(|id| id.as_str()).collect();
            format!("error: {}: no such class\nhint: the classes are {}\n", shown(name), classes.join(", "))
        }
        Failure::Ambiguous { name, candidates } => {
            let mut text = format!("error: {}: this name means several drugs\n", shown(name));
            text.push_str("hint: Name one of them, or your country with --country:\n");
            text.extend(candidates.iter().map(named));
            text
        }
    }
}

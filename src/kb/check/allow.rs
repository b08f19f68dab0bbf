//! Findings that a file's author explains in place: `# klon: allow K101 the clinic's own description`.

use crate::kb::file::DataFile;
use crate::kb::finding::{Code, Finding, Severity, position};
use crate::model::text::printable;
use std::collections::HashMap;

struct Allowance {
    code: String,
    reason: bool,
    /// The line that it speaks of: its own if it follows a value, else the next one that is not a remark.
    line: usize,
    start: usize,
    used: bool,
}

fn allowances(text: &str) -> Vec<Allowance> {
    let mut all = Vec::new();
    let mut start = 0;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (nth, line) in lines.iter().enumerate() {
        if let Some((before, rest)) = line.split_once("# klon: allow ") {
            let (code, reason) = rest.trim().split_once(' ').unwrap_or((rest.trim(), ""));
            let next = lines.iter().skip(nth + 1).position(|l| !l.trim().is_empty() && !l.trim().starts_with('#'));
            let own_line = before.trim().is_empty();
            all.push(Allowance {
                code: code.trim_end_matches(':').to_owned(),
                reason: !reason.trim().is_empty(),
                line: if own_line { nth + 2 + next.unwrap_or(0) } else { nth + 1 },
                start: start + before.len(),
                used: false,
            });
        }
        start += line.len();
    }
    all
}

/// Leaves out the warnings that are allowed where they stand, and reports allowances that do nothing.
pub fn apply(files: &[DataFile], findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut by_file: HashMap<String, Vec<Finding>> = HashMap::new();
    for finding in findings {
        by_file.entry(finding.file.clone()).or_default().push(finding);
    }
    for file in files {
        let own = by_file.remove(&file.name).unwrap_or_default();
        let mut allowed = allowances(&file.text);
        for finding in own {
            let start = finding.span.as_ref().map_or(0, |span| span.start);
            let line = position(&file.text, start).0;
            let header = header_line(&file.text, start);
            let allowance = allowed
                .iter_mut()
                .find(|a| a.code == finding.code.number() && a.reason && (a.line == line || a.line == header));
            match allowance {
                Some(allowance) if finding.code.severity() == Severity::Warning => allowance.used = true,
                _ => kept.push(finding),
            }
        }
        for allowance in allowed.iter().filter(|a| !a.used) {
            let known = Code::ALL.iter().any(|code| code.number() == allowance.code);
            let message = match (known, allowance.reason) {
                (false, _) => format!("there is no finding `{}` to allow", printable(&allowance.code)),
                (true, false) => format!("why is {} allowed here?", allowance.code),
                (true, true) => format!("nothing here needs {} to be allowed", allowance.code),
            };
            kept.push(Finding {
                code: Code::UselessAllow,
                file: file.name.clone(),
                span: Some(allowance.start..allowance.start + 1),
                message,
                help: Some("write `# klon: allow K101 reason` above the fact, or take it out".to_owned()),
            });
        }
    }
    // What belongs to no file that was read: files that could not be.
    kept.extend(by_file.into_values().flatten());
    kept
}

/// The line of the `[table]` heading above a byte, which an allowance for a whole table stands over.
fn header_line(text: &str, byte: usize) -> usize {
    let before = text.get(..byte).unwrap_or_default();
    let mut header = 0;
    for (nth, line) in before.lines().enumerate() {
        if line.starts_with('[') {
            header = nth + 1;
        }
    }
    header
}

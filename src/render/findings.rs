//! Findings -> text with lines and carets, JSON, annotations.

use crate::kb::file::DataFile;
use crate::kb::finding::{Finding, Severity};
use crate::model::text::printable;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use serde_json::json;
use std::collections::HashMap;

/// The text of every file by its name.
fn texts<'f>(files: &[&'f DataFile]) -> HashMap<&'f str, &'f str> {
    files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect()
}

/// Findings as a compiler prints them.
pub fn text(findings: &[Finding], files: &[&DataFile], width: usize) -> String {
    let texts = texts(files);
    let renderer = Renderer::plain().term_width(width.max(40));
    let mut out = String::new();
    for finding in findings {
        let level = match finding.code.severity() {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let path = printable(&finding.file);
        let message = printable(&finding.message);
        let title = level.primary_title(&message).id(finding.code.number());
        let help = finding.help.as_deref().map(|help| Level::HELP.message(help));
        let group = match (texts.get(finding.file.as_str()), &finding.span) {
            (Some(text), Some(span)) => {
                let end = span.end.min(text.len()).max(span.start);
                let mark = AnnotationKind::Primary.span(first_line(text, span.start, end));
                let group = title.element(Snippet::source(*text).path(&path).annotation(mark));
                if let Some(help) = help { group.element(help) } else { group }
            }
            _ => {
                let group = title.element(annotate_snippets::Origin::path(&path));
                if let Some(help) = help { group.element(help) } else { group }
            }
        };
        out.push_str(&renderer.render(&[group]));
        out.push_str("\n\n");
    }
    out
}

/// A caret under one line is enough.
fn first_line(text: &str, start: usize, end: usize) -> std::ops::Range<usize> {
    let start = text.floor_char_boundary(start.min(text.len()));
    let rest = text.get(start..end).unwrap_or_default();
    start..start + rest.find('\n').unwrap_or(rest.len())
}

/// Findings for programs.
pub fn json(findings: &[Finding], files: &[&DataFile]) -> String {
    let texts = texts(files);
    let list: Vec<_> = findings
        .iter()
        .map(|finding| {
            let (line, column) = finding.position(texts.get(finding.file.as_str()).copied().unwrap_or_default());
            let mut row = json!({
                "code": finding.code.number(),
                "severity": finding.code.severity(),
                "file": finding.file,
                "line": line,
                "column": column,
                "message": finding.message,
            });
            if let Some(help) = &finding.help {
                row["help"] = help.as_str().into();
            }
            row
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&json!({ "schema_version": 1, "findings": list })).unwrap_or_default();
    text.push('\n');
    text
}

/// Findings as annotations of a hosted check.
pub fn github(findings: &[Finding], files: &[&DataFile]) -> String {
    let texts = texts(files);
    let escape = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let mut out = String::new();
    for finding in findings {
        let (line, column) = finding.position(texts.get(finding.file.as_str()).copied().unwrap_or_default());
        let kind = match finding.code.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let file = escape(&printable(&finding.file)).replace(':', "%3A").replace(',', "%2C");
        let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        let message = escape(&printable(&format!("{}{help}", finding.message)));
        let code = finding.code.number();
        out.push_str(&format!("::{kind} file={file},line={line},col={column},title={code}::{message}\n"));
    }
    out
}

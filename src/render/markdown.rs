//! A document -> Markdown.

use super::text::INHERITED;
use crate::document::{Block, Callout, Document, Inline, Line, Mark, Reference, WEB};
use crate::view::words;
use std::rc::Rc;

/// Writes a document as Markdown.
pub fn render(document: &Document) -> String {
    let parts: Vec<String> = document.blocks.iter().map(block).filter(|part| !part.is_empty()).collect();
    parts.join("\n\n").replace('\u{a0}', " ") + "\n"
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(words) => format!("# {}", plain(words)),
        Block::Heading(words) => format!("## {}", escaped(words)),
        Block::Subheading(words) => format!("### {}", escaped(words)),
        Block::Paragraph(words) => line(words),
        Block::List(items) => items.iter().map(|item| format!("- {}", line(item))).collect::<Vec<_>>().join("\n"),
        Block::Fields(fields) => fields.iter().map(|(name, words)| item(name, words)).collect::<Vec<_>>().join("\n"),
        Block::Table(table) => {
            let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
            let head = row(table.head.iter().map(|name| cell(&escaped(name))).collect());
            let rule = row(table.head.iter().map(|_| "---".to_owned()).collect());
            let rows = table.rows.iter().map(|cells| row(cells.iter().map(|words| cell(&line(words))).collect()));
            [head, rule].into_iter().chain(rows).collect::<Vec<_>>().join("\n")
        }
        Block::Bars(block) => block.bars.iter().map(|bar| item(&bar.label, &bar.text)).collect::<Vec<_>>().join("\n"),
        Block::Callout(inner) => callout(inner),
        Block::References(list) => list.iter().map(|one| reference(one)).collect::<Vec<_>>().join("\n"),
        Block::Fine(words) => line(words),
    }
}

fn item(label: &str, words: &Line) -> String {
    if label.is_empty() { format!("- {}", line(words)) } else { format!("- **{}**: {}", escaped(label), line(words)) }
}

fn callout(callout: &Callout) -> String {
    let title = (!callout.title.is_empty()).then(|| line(&callout.title));
    let parts: Vec<String> = title.into_iter().chain(callout.body.iter().map(block)).collect();
    let inner = parts.join("\n\n");
    inner.lines().map(|row| format!("> {row}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}

fn reference(reference: &Reference) -> String {
    let shown = escaped(&reference.shown);
    let web = if reference.web { words::WEB_PAGE } else { "" };
    match &reference.url {
        Some(url) => format!("{}. [{shown}](<{}>){web}", reference.number(), url.replace(['<', '>'], "")),
        None => format!("{}. {shown}{web}", reference.number()),
    }
}

fn line(line: &Line) -> String {
    let words = |inline: &Inline| match inline {
        Inline::Text(words) | Inline::Quiet(words) => escaped(words),
        Inline::Legend(Mark::Inherited, words) => format!("{INHERITED} {}", escaped(words)),
        Inline::Legend(Mark::Web, words) => format!("{WEB}: {}", escaped(words)),
        Inline::Strong(words) | Inline::Alarm(words) | Inline::Mark(words) => strong(words),
        Inline::Command(words) => format!("`{}`", words.replace('`', "")),
        Inline::Inherited => INHERITED.to_owned(),
        Inline::Cite(references) => cited(references),
    };
    line.0.iter().map(words).collect()
}

/// Strong words; the spaces around them must stand outside the marks.
fn strong(words: &str) -> String {
    let bare = words.trim();
    if bare.is_empty() {
        return words.to_owned();
    }
    let (before, after) = words.split_once(bare).unwrap_or_default();
    format!("{before}**{}**{after}", escaped(bare))
}

fn plain(words: &Line) -> String {
    line(words).replace("**", "")
}

fn cited(references: &[Rc<Reference>]) -> String {
    let numbers: Vec<String> = references.iter().map(ToString::to_string).collect();
    if numbers.is_empty() { String::new() } else { format!(" \\[{}\\]", numbers.join(", ")) }
}

fn cell(words: &str) -> String {
    words.replace('|', "\\|").replace('\n', " ")
}

/// Words in which nothing means anything to Markdown.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '~') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_means_anything_to_markdown() {
        let words = Line::text("*not* [a link](x) # <b>").with(Inline::Strong("Do: ".into()));
        assert_eq!(line(&words), "\\*not\\* \\[a link\\](x) \\# \\<b\\>**Do:** ");
    }
}

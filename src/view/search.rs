//! What a search found, in words.

use super::facts::Writer;
use super::{frame, shown, words};
use crate::document::{Block, Document, Inline, Line};
use crate::kb::{EntryKind, names};
use crate::query::search::{FactHit, NameHit, Search, TermHit};
use crate::query::{FactAnswer, Reply};

/// More drugs than these are counted.
const MOST_DRUGS: usize = 8;

/// The answer as a document.
pub fn document(reply: &Reply, answer: &Search) -> Document {
    let writer = Writer::new(reply);
    let mut blocks = vec![Block::Title(Line::strong(format!("Search: {}", shown(&answer.words))))];
    blocks.extend(missing(reply, answer).map(|text| Block::Paragraph(Line::text(text))));
    if !answer.names.is_empty() {
        blocks.push(Block::Heading("Names".to_owned()));
        blocks.push(Block::List(answer.names.iter().map(name).collect()));
    }
    if !answer.terms.is_empty() {
        blocks.push(Block::Heading("Signs and symptoms".to_owned()));
        blocks.push(Block::List(answer.terms.iter().map(term).collect()));
    }
    if !answer.facts.is_empty() {
        blocks.push(Block::Heading("Facts".to_owned()));
        blocks.push(Block::List(answer.facts.iter().map(|hit| fact(hit, &answer.marked, &writer)).collect()));
    }
    if answer.total > answer.facts.len() {
        blocks.push(Block::Fine(Line::text(words::more_facts(answer.total - answer.facts.len()))));
    }
    let facts: Vec<&FactAnswer> = answer.facts.iter().map(|hit| &hit.fact).collect();
    blocks.extend(frame::foot(reply, None, &facts));
    Document { blocks, tight: false }
}

/// What was not found, of all of the words or of some.
fn missing(reply: &Reply, answer: &Search) -> impl Iterator<Item = String> {
    let searched = &answer.searched;
    let is_partial = !answer.is_empty();
    let lost: Vec<String> = answer.lost.iter().map(|word| shown(word)).collect();
    let nowhere = (!lost.is_empty() && (is_partial || !answer.names.is_empty() || !answer.terms.is_empty()))
        .then(|| words::nowhere(&lost) + if is_partial { words::THE_REST_BELOW } else { "" });
    let none = (!is_partial)
        .then(|| words::no_match(searched.names, searched.terms, searched.facts, reply.knowledge_base.version));
    let folded = names::fold(&answer.words);
    let is_one = !folded.contains(' ') || answer.names.iter().any(|hit| !hit.is_near && hit.asked == folded);
    let apart = (is_partial && answer.total == 0 && !is_one).then(|| words::NOT_TOGETHER.to_owned());
    [nowhere, none, apart].into_iter().flatten()
}

fn name(hit: &NameHit) -> Line {
    let found = &hit.suggestion.name;
    let line = match found.shown == hit.suggestion.means {
        true => Line::strong(found.shown.clone()).and(format!(": {}", words::name_kind(found.kind, found.country))),
        false => Line::strong(found.shown.clone()).and(format!(
            ": {}, {}",
            words::meant(&hit.suggestion),
            words::name_kind(found.kind, found.country)
        )),
    };
    if hit.is_near { line.with(near(&hit.asked)) } else { line }
}

fn near(asked: &str) -> Inline {
    Inline::Quiet(words::near_to(&shown(asked)).into())
}

fn term(hit: &TermHit) -> Line {
    let clinical = hit.term.clinical.as_ref().map(|word| format!(" ({word})")).unwrap_or_default();
    let mut line = Line::strong(format!("{}{clinical}", hit.term.name));
    if hit.is_near {
        line = line.with(near(&hit.asked));
    }
    let lists = hit.seen.iter().map(|seen| {
        let more = seen.drugs.len().saturating_sub(MOST_DRUGS);
        let mut names: Vec<String> = seen.drugs.iter().take(MOST_DRUGS).map(|name| words::lower_name(name)).collect();
        if more > 0 {
            names.push(words::more(more));
        }
        format!(". {} of {}", words::group(seen.section.group()), words::and_names(&names))
    });
    line.and(lists.collect::<String>())
}

fn fact(hit: &FactHit, marked: &[String], writer: &Writer) -> Line {
    let place = words::group(hit.fact.address.section.group()).to_lowercase();
    let all = match hit.kind {
        EntryKind::Class => words::holds_for(hit.holds_for),
        _ => String::new(),
    };
    let line = writer.line(&hit.fact);
    Line::strong(format!("{}{all}, {place}: ", hit.name)).then(mark(line, marked))
}

/// The line with the words that were looked for marked.
fn mark(line: Line, marked: &[String]) -> Line {
    let mut out = Line::default();
    for inline in line.0 {
        let Inline::Text(text) = inline else {
            out = out.with(inline);
            continue;
        };
        let mut done = 0;
        for (place, word) in names::words(&text) {
            if marked.iter().any(|wanted| names::matches(&word, wanted)) {
                let between = text.get(done..place.start).unwrap_or_default().to_owned();
                done = place.end;
                let word = text.get(place).unwrap_or_default().to_owned();
                out = out.and(between).with(Inline::Mark(word.into()));
            }
        }
        out = out.and(text.get(done..).unwrap_or_default().to_owned());
    }
    out
}

//! What a search and a lookup by signs found: a row for everything that the text shows, each with what kind of row it is.

use super::{Sheet, cited};
use crate::kb::Name;
use crate::query::Reply;
use crate::query::emergency::Emergency;
use crate::query::search::Search;
use crate::query::which::Which;
use crate::view;
use serde::Serialize;
use std::collections::BTreeMap;

/// The cells of a row that are not empty, by the head of their column.
type Cells = BTreeMap<&'static str, String>;

/// A sheet whose rows end with the edition of the facts.
fn sheet(head: &[&'static str], reply: &Reply, rows: impl IntoIterator<Item = Cells>) -> Sheet {
    let edition = reply.knowledge_base.version;
    let row = |mut cells: Cells| {
        let cells = head.iter().map(|column| cells.remove(column).unwrap_or_default());
        cells.chain([edition.to_owned()]).collect()
    };
    let rows = rows.into_iter().map(row).collect();
    Sheet { head: head.iter().copied().chain(["knowledge_base"]).collect(), rows }
}

/// The word by which JSON tells a value of few.
fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn status(is_near: bool) -> String {
    if is_near { "near" } else { "found" }.to_owned()
}

/// `row` is `name`, `sign`, `fact` or `lost`; `status` is `found`, `near` or `lost`.
pub fn search(reply: &Reply, search: &Search) -> Sheet {
    let head = [
        "row",
        "status",
        "asked",
        "entry",
        "name",
        "kind",
        "country",
        "section",
        "key",
        "text",
        "holds_for",
        "from",
        "web_alone",
        "citations",
    ];
    let names = search.names.iter().map(|hit| {
        let Name { shown, kind, country, id, .. } = &hit.suggestion.name;
        Cells::from([
            ("row", "name".to_owned()),
            ("status", status(hit.is_near)),
            ("asked", hit.asked.clone()),
            ("entry", id.to_string()),
            ("name", shown.to_string()),
            ("kind", word(kind)),
            ("country", country.map(|country| country.to_string()).unwrap_or_default()),
            ("text", hit.suggestion.means.to_string()),
        ])
    });
    let terms = search.terms.iter().flat_map(|hit| {
        let row = |section: &str, drug: &str| {
            Cells::from([
                ("row", "sign".to_owned()),
                ("status", status(hit.is_near)),
                ("asked", hit.asked.clone()),
                ("name", drug.to_owned()),
                ("section", section.to_owned()),
                ("key", hit.id.to_string()),
                ("text", hit.term.name.to_string()),
            ])
        };
        let seen = hit.seen.iter().flat_map(|seen| seen.drugs.iter().map(|drug| row(seen.section.path(), drug)));
        let rows: Vec<Cells> = seen.collect();
        if rows.is_empty() { vec![row("", "")] } else { rows }
    });
    let facts = search.facts.iter().map(|hit| {
        let citations: Vec<String> = hit.fact.fact.citations().map(ToString::to_string).collect();
        Cells::from([
            ("row", "fact".to_owned()),
            ("status", status(false)),
            ("entry", hit.entry.to_string()),
            ("name", hit.name.to_string()),
            ("kind", word(&hit.kind)),
            ("section", hit.fact.address.section.path().to_owned()),
            ("key", hit.fact.address.key.to_string()),
            ("text", view::sentence(&hit.fact)),
            ("holds_for", hit.holds_for.to_string()),
            ("from", hit.fact.origin.entry.to_string()),
            ("web_alone", hit.fact.web_alone.to_string()),
            ("citations", citations.join("; ")),
        ])
    });
    let lost = search
        .lost
        .iter()
        .map(|word| Cells::from([("row", "lost".to_owned()), ("status", "lost".to_owned()), ("asked", word.clone())]));
    sheet(&head, reply, lost.chain(names).chain(terms).chain(facts))
}

/// `row` is `emergency`, `number`, `sign`, `lost` or `drug`; `status` is `found`, `near`, `lost` or `unlisted`.
pub fn which(reply: &Reply, which: &Which) -> Sheet {
    let head = [
        "row",
        "status",
        "asked",
        "class",
        "drug",
        "name",
        "sign",
        "list",
        "danger",
        "text",
        "from",
        "file",
        "web_alone",
        "citations",
    ];
    let emergency = which.emergency.iter().flat_map(emergency);
    let signs = which.signs.iter().map(|sign| {
        let status = if which.unlisted.contains(&sign.id) { "unlisted".to_owned() } else { status(sign.is_near) };
        Cells::from([
            ("row", "sign".to_owned()),
            ("status", status),
            ("asked", sign.asked.clone()),
            ("sign", sign.id.to_string()),
            ("text", sign.term.name.to_string()),
        ])
    });
    let lost = which.not_understood.iter().map(|lost| {
        let near: Vec<&str> = lost.near.iter().map(|sign| sign.name.as_str()).collect();
        Cells::from([
            ("row", "lost".to_owned()),
            ("status", "lost".to_owned()),
            ("asked", lost.asked.clone()),
            ("text", near.join("; ")),
        ])
    });
    let drugs = which.groups.iter().flat_map(|group| group.drugs.iter().map(move |drug| (group, drug)));
    let found = drugs.flat_map(|(group, drug)| drug.signs.iter().map(move |sign| (group, drug, sign)));
    let found = found.map(|(group, drug, sign)| {
        Cells::from([
            ("row", "drug".to_owned()),
            ("status", status(false)),
            ("class", group.class.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("drug", drug.id.to_string()),
            ("name", drug.name.to_string()),
            ("sign", sign.term.to_string()),
            ("list", sign.list.signs().path().to_owned()),
            ("danger", sign.danger.to_string()),
            ("from", sign.from.entry.to_string()),
            ("file", sign.from.file.clone().unwrap_or_default()),
            ("web_alone", sign.web_alone.to_string()),
            ("citations", cited(&sign.cite)),
        ])
    });
    sheet(&head, reply, emergency.chain(signs).chain(lost).chain(found))
}

/// What to do and whom to call.
fn emergency(emergency: &Emergency) -> Vec<Cells> {
    let parts = emergency.page.iter().flat_map(|page| page.parts());
    let statements = parts.flat_map(|(part, statements)| statements.iter().map(move |it| (part, it)));
    let statements = statements.map(|(part, (key, statement))| {
        Cells::from([
            ("row", "emergency".to_owned()),
            ("list", part.to_owned()),
            ("sign", key.to_string()),
            ("text", statement.text.to_string()),
            ("citations", cited(&statement.cite)),
        ])
    });
    let lines = emergency.lines.iter().flat_map(|lines| lines.lines.values()).map(|line| {
        Cells::from([
            ("row", "number".to_owned()),
            ("list", word(&line.kind)),
            ("name", line.name.to_string()),
            ("text", line.number.to_string()),
            ("citations", cited(&line.cite)),
        ])
    });
    lines.chain(statements).collect()
}

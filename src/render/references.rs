//! The sources of an answer -> BibTeX, RIS and CSL-JSON, for those who write papers.

use crate::model::{Kind, Source, SourceId, Str};
use crate::query::sources::{Sources, Used};
use crate::view::address;
use serde_json::{Map, Value, json};

/// How a work is called where works have kinds.
fn is_article(source: &Source) -> bool {
    source.journal.is_some()
}

/// BibTeX.
pub fn bibtex(sources: &Sources) -> String {
    sources.cited.iter().map(|used| bibtex_entry(used) + "\n").collect()
}

fn bibtex_entry(used: &Used) -> String {
    let source = &used.source.source;
    let kind = if is_article(source) { "article" } else { "misc" };
    let mut fields: Vec<(&str, String)> = Vec::new();
    if !source.authors.is_empty() {
        // Names are written surname first; a comma tells BibTeX so.
        let authors: Vec<String> = source.authors.iter().map(|name| family_first(name.as_str())).collect();
        fields.push(("author", authors.join(" and ")));
    } else if let Some(organisation) = &source.organisation {
        fields.push(("author", format!("{{{}}}", tex(organisation.as_str()))));
    }
    fields.push(("title", format!("{{{}}}", tex(source.title.as_str()))));
    let texts = [
        ("journal", &source.journal),
        ("volume", &source.volume),
        ("number", &source.issue),
        ("pages", &source.pages),
        ("edition", &source.version),
    ];
    fields.extend(texts.into_iter().filter_map(|(name, text)| Some((name, tex(text.as_ref()?.as_str())))));
    fields.extend(source.year.map(|year| ("year", year.to_string())));
    fields.extend(source.doi.as_ref().map(|doi| ("doi", tex(&doi.to_string()))));
    fields.extend(address(source).map(|url| ("url", url.into_string())));
    fields.push(("urldate", source.accessed.to_string()));
    fields.extend(source.note.as_ref().map(|note| ("note", tex(note.as_str()))));
    let fields: Vec<String> = fields.into_iter().map(|(name, value)| format!("  {name} = {{{value}}}")).collect();
    format!("@{kind}{{{},\n{}\n}}\n", used.id, fields.join(",\n"))
}

/// `Moro RN` as `Moro, RN`.
fn family_first(name: &str) -> String {
    match name.rsplit_once(' ') {
        Some((family, given)) if given.chars().all(|c| c.is_uppercase() || c == '.') => {
            format!("{}, {}", tex(family), tex(given))
        }
        _ => format!("{{{}}}", tex(name)),
    }
}

/// Words in which nothing means anything to TeX.
fn tex(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            _ => out.push(c),
        }
    }
    out
}

/// RIS.
pub fn ris(sources: &Sources) -> String {
    sources.cited.iter().map(|used| ris_entry(&used.id, &used.source.source)).collect()
}

fn ris_entry(id: &SourceId, source: &Source) -> String {
    let kind = match source.kind {
        _ if is_article(source) => "JOUR",
        Kind::Web => "ELEC",
        Kind::Law => "STAT",
        _ => "RPRT",
    };
    let mut rows: Vec<(&str, String)> = vec![("TY", kind.to_owned()), ("ID", id.to_string())];
    rows.extend(source.authors.iter().map(|name| ("AU", family_first_plain(name.as_str()))));
    if source.authors.is_empty() {
        rows.extend(source.organisation.as_ref().map(|name| ("AU", name.to_string())));
    }
    rows.push(("TI", source.title.to_string()));
    let texts = [
        ("JO", &source.journal),
        ("VL", &source.volume),
        ("IS", &source.issue),
        ("ET", &source.version),
        ("N1", &source.note),
    ];
    rows.extend(texts.into_iter().filter_map(|(tag, text)| Some((tag, text.as_ref()?.to_string()))));
    if let Some(pages) = &source.pages {
        let (first, last) = pages.as_str().split_once(['-', '–']).unwrap_or((pages.as_str(), ""));
        rows.push(("SP", first.trim().to_owned()));
        rows.extend((!last.is_empty()).then(|| ("EP", last.trim().to_owned())));
    }
    rows.extend(source.year.map(|year| ("PY", year.to_string())));
    rows.extend(source.doi.as_ref().map(|doi| ("DO", doi.to_string())));
    rows.extend(address(source).map(|url| ("UR", url.into_string())));
    rows.push(("Y2", source.accessed.to_string().replace('-', "/")));
    rows.push(("ER", String::new()));
    let text: String = rows.into_iter().map(|(tag, value)| format!("{tag}  - {value}\n")).collect();
    text + "\n"
}

fn family_first_plain(name: &str) -> String {
    family_first(name).replace(['{', '}'], "").replace('\\', "")
}

/// CSL-JSON.
pub fn csl(sources: &Sources) -> String {
    let items: Vec<Value> = sources.cited.iter().map(|used| csl_item(&used.id, &used.source.source)).collect();
    format!("{:#}\n", Value::Array(items))
}

fn csl_item(id: &SourceId, source: &Source) -> Value {
    let mut item = Map::new();
    let kind = match source.kind {
        _ if is_article(source) => "article-journal",
        Kind::Web => "webpage",
        Kind::Law => "legislation",
        _ => "report",
    };
    item.insert("id".to_owned(), json!(id.as_str()));
    item.insert("type".to_owned(), json!(kind));
    item.insert("title".to_owned(), json!(source.title.as_str()));
    let mut authors: Vec<Value> = Vec::new();
    for name in &source.authors {
        authors.push(match name.as_str().rsplit_once(' ') {
            Some((family, given)) if given.chars().all(|c| c.is_uppercase() || c == '.') => {
                json!({ "family": family, "given": given })
            }
            _ => json!({ "literal": name.as_str() }),
        });
    }
    if authors.is_empty() {
        authors.extend(source.organisation.as_ref().map(|name| json!({ "literal": name.as_str() })));
    }
    if !authors.is_empty() {
        item.insert("author".to_owned(), Value::Array(authors));
    }
    let texts = [
        ("container-title", &source.journal),
        ("volume", &source.volume),
        ("issue", &source.issue),
        ("page", &source.pages),
        ("edition", &source.version),
        ("note", &source.note),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            item.insert(name.to_owned(), json!(text.as_str()));
        }
    }
    let optional = [
        ("DOI", source.doi.as_ref().map(ToString::to_string)),
        ("PMID", source.pmid.as_ref().map(ToString::to_string)),
        ("URL", address(source).map(Str::into_string)),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            item.insert(name.to_owned(), json!(value));
        }
    }
    if let Some(year) = source.year {
        item.insert("issued".to_owned(), json!({ "date-parts": [[year]] }));
    }
    let read = source.accessed;
    item.insert("accessed".to_owned(), json!({ "date-parts": [[read.year, read.month, read.day]] }));
    Value::Object(item)
}

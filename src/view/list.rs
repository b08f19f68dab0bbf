//! The formulary as a table.

use super::{frame, words};
use crate::document::{Block, Document, Line, Table};
use crate::kb::index::Listed;
use crate::model::{Country, Str};
use crate::query::Reply;
use crate::query::list::List;

/// More brands make no table.
const MOST_BRANDS: usize = 3;

/// The answer as a document.
pub fn document(reply: &Reply, answer: &List) -> Document {
    let shown = answer.drugs.len();
    let mut blocks = vec![Block::Title(Line::strong(words::list_title(shown, answer.known)))];
    let law = answer.law;
    if answer.drugs.is_empty() {
        let text = match &answer.filter.schedule {
            Some(schedule) => words::no_such_schedule(&super::shown(schedule), law),
            None => words::LIST_IS_EMPTY.to_owned(),
        };
        blocks.push(Block::Paragraph(Line::text(text)));
    } else {
        let schedule = format!("{law} schedule");
        let head = ["Drug", "Brands", "Class", &schedule, "Facts", "Reviewed"].map(str::to_owned).into();
        let rows = answer.drugs.iter().map(|drug| row(drug, law)).collect();
        blocks.push(Block::Table(Table { head, rows }));
        blocks.push(Block::Fine(Line::text(words::list_legend(law))));
        let users: Vec<&Listed> = answer.drugs.iter().filter(|drug| !drug.files.is_empty()).collect();
        if !users.is_empty() {
            let line = |drug: &&Listed| Line::text(format!("{}: {}", drug.name, drug.files.join(", ")));
            blocks.push(Block::Heading("From your files".to_owned()));
            blocks.push(Block::List(users.iter().map(line).collect()));
        }
    }
    blocks.extend(frame::foot(reply, None, &[]));
    Document { blocks, tight: false }
}

fn row(drug: &Listed, law: Country) -> Vec<Line> {
    let brands = drug.brands.iter().find(|(place, _)| *place == law);
    let mut names: Vec<Str> = brands.map(|(_, names)| names.clone()).unwrap_or_default();
    let more = names.len().saturating_sub(MOST_BRANDS);
    names.truncate(MOST_BRANDS);
    if more > 0 {
        names.push(format!("+{more}").into());
    }
    let schedule = drug.schedule(law).map_or(words::NO_SCHEDULE.into(), |placed| placed.schedule.clone());
    let classes: Vec<&str> = drug.classes.iter().map(|class| class.as_str()).collect();
    let mark = if drug.files.is_empty() { "" } else { " (yours)" };
    let reviewed = drug.reviewed.map(|day| day.to_string()).unwrap_or_default();
    let review = drug.clinical_review.as_ref().map_or(reviewed.clone(), |_| format!("{reviewed}, by a clinician"));
    vec![
        Line::strong(format!("{}{mark}", drug.name)),
        Line::text(names.join(", ")),
        Line::text(classes.join(", ")),
        Line::text(schedule),
        Line::text(drug.facts.to_string()),
        Line::text(review),
    ]
}

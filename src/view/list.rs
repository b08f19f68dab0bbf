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
    if answer.drugs.is_empty() {
        blocks.push(Block::Paragraph(Line::text(words::LIST_IS_EMPTY)));
    } else {
        let head = ["Drug", "Brands", "Class", "Schedule", "Facts", "Reviewed"].map(str::to_owned).into();
        let country = answer.filter.country.unwrap_or(Country::US);
        let rows = answer.drugs.iter().map(|drug| row(drug, country)).collect();
        blocks.push(Block::Table(Table { head, rows }));
        blocks.push(Block::Fine(Line::text(words::list_legend(country))));
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

fn row(drug: &Listed, country: Country) -> Vec<Line> {
    let brands = drug.brands.iter().find(|(place, _)| *place == country);
    let mut names: Vec<Str> = brands.map(|(_, names)| names.clone()).unwrap_or_default();
    let more = names.len().saturating_sub(MOST_BRANDS);
    names.truncate(MOST_BRANDS);
    if more > 0 {
        names.push(format!("+{more}").into());
    }
    let schedule = drug.schedules.iter().find(|(place, _)| place == country.code());
    let classes: Vec<&str> = drug.classes.iter().map(|class| class.as_str()).collect();
    let mark = if drug.files.is_empty() { "" } else { " (yours)" };
    let reviewed = drug.reviewed.map(|day| day.to_string()).unwrap_or_default();
    let review = drug.clinical_review.as_ref().map_or(reviewed.clone(), |_| format!("{reviewed}, by a clinician"));
    vec![
        Line::strong(format!("{}{mark}", drug.name)),
        Line::text(names.join(", ")),
        Line::text(classes.join(", ")),
        Line::text(schedule.map(|(_, schedule)| schedule.clone()).unwrap_or_default()),
        Line::text(drug.facts.to_string()),
        Line::text(review),
    ]
}

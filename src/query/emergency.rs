//! What to do now and whom to call.

use super::country::{CountryChoice, How};
use super::{Context, Gatherer};
use crate::model::*;
use serde::Serialize;

/// The emergency page's general part, for one country.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Emergency {
    /// What holds for any drug; none only where a knowledge base has no such page.
    pub page: Option<EmergencyPage>,
    /// The reader's country.
    pub country: Option<Country>,
    /// How the country was found.
    pub how: How,
    /// The lines of that country; none, where klon knows none.
    pub lines: Option<Lines>,
    /// The user's file that some of the lines are from.
    pub file: Option<String>,
}

/// The general part for the reader's country.
pub fn emergency(context: &Context, gather: &mut Gatherer) -> Emergency {
    let CountryChoice { country, how } = context.country;
    let page = context.kb.emergency();
    for statement in page.iter().flat_map(EmergencyPage::parts).flat_map(|(_, statements)| statements.values()) {
        gather.cite(&statement.cite);
    }
    let lines = country.and_then(|country| context.kb.lines(country));
    for line in lines.iter().flat_map(|lines| lines.lines.values()) {
        gather.cite(&line.cite);
    }
    let file = country.and_then(|country| context.kb.file_of_lines(country));
    Emergency { page, country, how, lines, file }
}

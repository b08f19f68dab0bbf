//! `klon identify`: klon cannot tell what a tablet is; it says who can.

use super::country::CountryChoice;
use super::{Answer, Context, Gatherer, Reply};
use crate::model::{Country, LineKind, Lines};
use serde::Serialize;

/// Whom to ask.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(deny_unknown_fields))]
pub struct Identify {
    /// What was asked about, as it was described; nothing, if nothing was.
    pub asked: Option<String>,
    /// The reader's country.
    pub country: Option<Country>,
    /// Its emergency and poison lines; none, where klon knows none.
    pub lines: Option<Lines>,
}

/// Whom to ask in the reader's country.
pub fn identify(context: &Context, tablet: &[String]) -> Reply {
    let asked = Some(tablet.join(" ").trim().to_owned()).filter(|asked| !asked.is_empty());
    let CountryChoice { country, .. } = context.country;
    let mut gather = Gatherer::new(context.kb);
    let mut lines = country.and_then(|country| context.kb.lines(country));
    for lines in lines.iter_mut() {
        lines.lines.retain(|_, line| matches!(line.kind, LineKind::Poison | LineKind::Emergency));
        lines.lines.values().for_each(|line| gather.cite(&line.cite));
    }
    let answer = Identify { asked, country, lines };
    Reply::new(context.kb, Answer::Identify(Box::new(answer)), gather.sources)
}

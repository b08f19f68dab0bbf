//! The texts of a fact, and who is to understand them.

use crate::model::*;

/// A text in a file.
pub struct Found<'f> {
    /// Where it stands in its fact.
    pub path: Vec<String>,
    /// The text.
    pub text: &'f Text,
    /// Whether somebody without training must understand it.
    pub lay: bool,
}

/// Sections whose text is for anybody unless it says otherwise: what a reader acts on.
fn is_for_anybody(section: Section) -> bool {
    matches!(
        section,
        Section::WithdrawalAdvice
            | Section::OverdoseFirstAid
            | Section::SuddenStop
            | Section::Driving
            | Section::Storage
            | Section::Disposal
    )
}

/// Every text of a fact.
pub fn of<'f>(section: Section, fact: &'f Fact) -> Vec<Found<'f>> {
    let mut all = Vec::new();
    let mut add = |path: &[&str], text: Option<&'f Text>, lay| {
        if let Some(text) = text {
            all.push(Found { path: super::path(path), text, lay });
        }
    };
    match fact {
        Fact::Statement(f) => {
            let lay = f.audience.map_or(is_for_anybody(section), |audience| audience == Audience::Lay);
            add(&["text"], Some(&f.text), lay);
        }
        Fact::Name(f) => add(&["note"], f.note.as_ref(), false),
        Fact::Confusion(f) => add(&["note"], f.note.as_ref(), false),
        Fact::Code(_) => {}
        Fact::Schedule(f) => add(&["means"], f.means.as_ref(), false),
        Fact::Indication(f) => add(&["text"], Some(&f.text), false),
        Fact::Form(f) => add(&["note"], f.note.as_ref(), false),
        Fact::Dose(f) => add(&["how"], f.how.as_ref(), false),
        Fact::Quantity(f) => {
            add(&["of"], f.of.as_ref(), false);
            add(&["note"], f.note.as_ref(), false);
        }
        Fact::Enzyme(f) => add(&["note"], f.note.as_ref(), false),
        Fact::Metabolite(f) => add(&["note"], f.note.as_ref(), false),
        Fact::Sign(f) => add(&["note"], f.note.as_ref(), false),
        Fact::Phase(f) => add(&["text"], Some(&f.text), false),
        Fact::Statistic(f) => add(&["text"], Some(&f.text), false),
        Fact::Event(f) => add(&["text"], Some(&f.text), false),
        Fact::Equivalent(f) => add(&["note"], f.note.as_ref(), false),
        Fact::Dispute(f) => {
            for (nth, position) in f.positions.iter().enumerate() {
                add(&["positions", &nth.to_string(), "says"], Some(&position.says), false);
            }
            add(&["finding"], f.finding.as_ref(), false);
            add(&["therefore"], f.therefore.as_ref(), true);
        }
    }
    all
}

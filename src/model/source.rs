//! The works that facts are from.

use super::identifier::{Doi, Pmid, SetId, Url};
use super::{Date, Text};
use serde::{Deserialize, Serialize};

/// What kind of work a source is, best first: how far it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// An official product label or summary of product characteristics.
    Label,
    /// A clinical guideline, or a regulator's or health agency's own guidance.
    Guideline,
    /// A review or a book of reference reviewed by peers.
    Review,
    /// A single study.
    Study,
    /// Official or surveyed figures.
    Statistics,
    /// An act, a regulation, a treaty.
    Law,
    /// A catalogue, a database, a list.
    Reference,
    /// Anything else on the web. A fact that rests on this alone is marked.
    Web,
}

/// A work that facts are from, with all that is needed to find it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// What kind of work it is.
    pub kind: Kind,
    /// Its title.
    pub title: Text,
    /// A short name for the foot of a page: `Klonopin label 2023`.
    pub short: Text,
    /// Its authors, in Vancouver form: `Lader MH`.
    #[serde(default)]
    pub authors: Vec<Text>,
    /// The organisation that issued it.
    pub organisation: Option<Text>,
    /// The journal or book that it is part of.
    pub journal: Option<Text>,
    /// The volume.
    pub volume: Option<Text>,
    /// The issue.
    pub issue: Option<Text>,
    /// Its pages.
    pub pages: Option<Text>,
    /// When it was published or last revised.
    pub year: Option<u16>,
    /// Its version, revision date or edition, as it gives it.
    pub version: Option<Text>,
    /// The number of the application that a label belongs to.
    pub application: Option<Text>,
    /// The label's set id at DailyMed.
    pub setid: Option<SetId>,
    /// Its digital object identifier.
    pub doi: Option<Doi>,
    /// Its PubMed number.
    pub pmid: Option<Pmid>,
    /// Its official address.
    pub url: Option<Url>,
    /// Where a copy of it was read, if not at its official address: evidence, and no place to send readers to.
    pub copy: Option<Url>,
    /// The day on which it was last read for klon.
    pub accessed: Date,
    /// What else to know: which part was read, what is odd about it.
    pub note: Option<Text>,
}

impl Source {
    /// Whether a reader could find the work: an address, an identifier, or a place in a journal.
    pub fn is_findable(&self) -> bool {
        self.doi.is_some()
            || self.pmid.is_some()
            || self.url.is_some()
            || self.copy.is_some()
            || self.setid.is_some()
            || self.application.is_some()
            || (self.journal.is_some() && self.year.is_some() && self.pages.is_some())
    }
}

//! A question to the knowledge base -> an answer. No words for people are chosen here, and nothing is printed.

pub mod compare;
pub mod country;
pub mod diff;
pub mod emergency;
pub mod export;
pub mod identify;
pub mod info;
pub mod interactions;
pub mod list;
pub mod overdose;
pub mod search;
pub mod signs;
pub mod sources;
pub mod symptoms;
pub mod which;

use crate::kb::store::TermHead;
use crate::kb::{EntryKind, Held, KnowledgeBase, Lookup, Monograph, Name, Origin, names};
use crate::model::*;
use country::CountryChoice;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::Serialize;
use std::rc::Rc;

/// The version of the JSON contract: raised when a field changes its meaning or goes away.
pub const SCHEMA_VERSION: u32 = 1;

/// What every question is asked against.
pub struct Context<'kb> {
    /// The knowledge base.
    pub kb: &'kb KnowledgeBase,
    /// The reader's country.
    pub country: CountryChoice,
    /// The drug that is meant where none is named.
    pub default_drug: String,
    /// Whose words come first, where that was said.
    pub audience: Option<Audience>,
}

/// A question that has no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Failure {
    /// No entry has this name; these are near.
    Unknown {
        /// What was asked for.
        name: String,
        /// Names that are near, with what they mean.
        suggestions: Vec<Suggestion>,
        /// Drugs that it is known to be confused with: it is none of them.
        taken_for: Vec<Str>,
    },
    /// It is known for its interactions alone.
    NoMonograph {
        /// What it is called.
        name: Str,
    },
    /// It is no class.
    NoClass {
        /// What was asked for.
        name: String,
        /// The classes that there are.
        classes: Vec<EntryId>,
    },
    /// Several entries have this name.
    Ambiguous {
        /// What was asked for.
        name: String,
        /// What it can mean.
        candidates: Vec<Suggestion>,
    },
}

impl Failure {
    /// The name that was asked for.
    pub fn name(&self) -> &str {
        match self {
            Self::Unknown { name, .. } | Self::NoClass { name, .. } | Self::Ambiguous { name, .. } => name,
            Self::NoMonograph { name } => name,
        }
    }
}

/// A name and the entry that it means.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Suggestion {
    /// The name.
    pub name: Name,
    /// The entry's own name.
    pub means: Str,
}

/// What an entry is, at the head of every answer about it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Head {
    /// Its id.
    pub id: EntryId,
    /// A drug or a class.
    pub kind: EntryKind,
    /// Its name.
    pub name: Str,
    /// The name with its telling letters in capitals.
    pub tall_man: Option<Str>,
    /// The name that was asked for, if it was another one.
    pub asked_as: Option<Name>,
    /// Whether nobody named it, and it is the default.
    pub is_default: bool,
    /// Its classes, each with its name.
    pub classes: Vec<ClassName>,
    /// The drugs in a combination product.
    pub contains: Vec<EntryId>,
    /// Names that it is confused with in practice.
    pub confused_with: Vec<FactAnswer>,
    /// Whether stopping it suddenly is dangerous.
    pub must_not_stop_suddenly: bool,
    /// The facts that say so.
    pub sudden_stop: Vec<FactAnswer>,
    /// Whether the user's files leave that out, and klon keeps the built-in facts.
    pub keeps_built_in_warning: bool,
    /// When all of it was last checked against its sources.
    pub reviewed: Option<Date>,
    /// The clinician who reviewed it.
    pub clinical_review: Option<Str>,
    /// The user's files that it rests on.
    pub files: Vec<String>,
}

/// A class by id and name.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClassName {
    /// Its id.
    pub id: EntryId,
    /// Its name.
    pub name: Str,
}

/// A term as an answer needs it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TermAnswer {
    /// The plain name.
    pub name: Str,
    /// The clinical word.
    pub clinical: Option<Str>,
    /// Where it shows.
    pub system: System,
}

impl From<TermHead> for TermAnswer {
    fn from(term: TermHead) -> Self {
        Self { name: term.name.into(), clinical: term.clinical.map(Str::from), system: term.system }
    }
}

/// A fact with its address, its origin and its words.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FactAnswer {
    /// Where it stands.
    pub address: Address,
    /// The sign that it is about, if it is about one.
    pub term: Option<TermAnswer>,
    /// The fact.
    #[serde(flatten)]
    pub fact: Rc<Fact>,
    /// The layer that it is from.
    pub origin: Rc<Origin>,
    /// Whether it rests on web pages alone.
    pub web_alone: bool,
}

/// A source in an answer.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SourceAnswer {
    /// The source: apart, since a table that grows moves what is in it.
    #[serde(flatten)]
    pub source: Box<Source>,
    /// The user's file that it is from.
    pub file: Option<String>,
}

/// The sources of everything that an answer says, by id.
pub type SourceTable = IndexMap<SourceId, SourceAnswer, FxBuildHasher>;

/// Turns what the knowledge base holds into what answers say, and remembers every source that was cited.
pub struct Gatherer<'kb> {
    kb: &'kb KnowledgeBase,
    /// What was cited so far.
    pub sources: SourceTable,
}

impl<'kb> Gatherer<'kb> {
    /// Nothing is cited yet.
    pub fn new(kb: &'kb KnowledgeBase) -> Self {
        Self { kb, sources: SourceTable::default() }
    }

    /// Remembers citations.
    pub fn cite<'c>(&mut self, citations: impl IntoIterator<Item = &'c Citation>) {
        for citation in citations {
            self.cite_one(citation);
        }
    }

    /// Remembers a citation; the kind of its source.
    fn cite_one(&mut self, citation: &Citation) -> Option<Kind> {
        if let Some(known) = self.sources.get(&citation.source) {
            return Some(known.source.kind);
        }
        let (source, file) = self.kb.source(&citation.source)?;
        let kind = source.kind;
        self.sources.insert(citation.source.clone(), SourceAnswer { source: Box::new(source), file });
        Some(kind)
    }

    /// Remembers citations; whether all of them are of web pages.
    pub fn rest_on_web_alone<'c>(&mut self, citations: impl IntoIterator<Item = &'c Citation>) -> bool {
        citations.into_iter().fold(true, |all, citation| (self.cite_one(citation) == Some(Kind::Web)) & all)
    }

    /// A fact for an answer.
    pub fn fact(&mut self, held: &Held) -> FactAnswer {
        let on_web = self.rest_on_web_alone(held.fact.citations());
        let web_alone = on_web && !matches!(&*held.fact, Fact::Dispute(_));
        let term = sign_of(held).and_then(|id| self.kb.term_head(&id)).map(TermAnswer::from);
        FactAnswer {
            address: held.address.clone(),
            term,
            fact: held.fact.clone(),
            origin: held.origin.clone(),
            web_alone,
        }
    }

    /// All facts of a section.
    pub fn section(&mut self, monograph: &Monograph, section: Section) -> Vec<FactAnswer> {
        monograph.section(section).iter().map(|held| self.fact(held)).collect()
    }

    /// The disputes about a section: about all of it, or about one address in it.
    pub fn disputes(&mut self, monograph: &Monograph, sections: &[Section]) -> Vec<FactAnswer> {
        let concerns = |held: &&Held| match &*held.fact {
            Fact::Dispute(dispute) => {
                let about = dispute.about.as_str();
                sections.iter().any(|s| {
                    about == s.path()
                        || about == s.group()
                        || about.strip_prefix(s.path()).is_some_and(|rest| rest.starts_with('.'))
                })
            }
            _ => false,
        };
        monograph.section(Section::Disputes).iter().filter(concerns).map(|held| self.fact(held)).collect()
    }

    /// The head of an answer about a monograph.
    pub fn head(&mut self, monograph: &Monograph, asked: &Asked) -> Head {
        let name = |id: &EntryId| self.kb.name_of(id).unwrap_or_else(|| id.clone().into());
        let class = |id: &EntryId| ClassName { id: id.clone(), name: name(id) };
        let classes = monograph.classes.iter().map(class).collect();
        let asked_as = asked.name.clone().filter(|name| !name.kind.is_own());
        Head {
            id: monograph.id.clone(),
            kind: monograph.kind,
            name: monograph.name.clone(),
            tall_man: monograph.tall_man.clone(),
            asked_as,
            is_default: asked.name.is_none(),
            classes,
            contains: monograph.contains.clone(),
            confused_with: self.section(monograph, Section::ConfusedWith),
            must_not_stop_suddenly: monograph.must_not_stop_suddenly(),
            sudden_stop: self.section(monograph, Section::SuddenStop),
            keeps_built_in_warning: monograph.keeps_built_in_warning(),
            reviewed: monograph.reviewed,
            clinical_review: monograph.clinical_review.clone(),
            files: monograph.files.clone(),
        }
    }
}

/// The sign that a fact is about, if it is about one: also a disputed one.
fn sign_of(held: &Held) -> Option<TermId> {
    let key = match &*held.fact {
        Fact::Dispute(dispute) => Section::ALL
            .iter()
            .filter(|section| section.holds_signs())
            .find_map(|section| dispute.about.as_str().strip_prefix(section.path())?.strip_prefix('.'))?,
        Fact::Sign(_) => held.address.key.as_str(),
        _ => return None,
    };
    TermId::try_from(key.to_owned()).ok()
}

/// Which monograph was asked for, and by which name.
pub struct Asked {
    /// The name that was found; none, where the default is shown.
    pub name: Option<Name>,
    /// All that is known of it.
    pub monograph: Monograph,
}

/// The drugs with which a name that klon does not know is known to be confused.
fn taken_for(kb: &KnowledgeBase, name: &str) -> Vec<Str> {
    let folded = names::fold(name);
    let confused = |m: &Monograph| {
        m.section(Section::ConfusedWith)
            .iter()
            .any(|held| matches!(&*held.fact, Fact::Confusion(f) if names::fold(f.name.as_str()) == folded))
    };
    let drugs = kb.ids(EntryKind::Drug).into_iter().filter_map(|id| kb.monograph(&id));
    drugs.filter(confused).map(|monograph| monograph.name).collect()
}

/// The drug that is shown when none is named.
pub const DEFAULT_DRUG: &str = "clonazepam";

/// Finds what a reader asked for: exactly that, or a failure that says what it may have been.
pub fn ask(context: &Context, name: Option<&str>) -> Result<Asked, Failure> {
    let kb = context.kb;
    let wanted = name.unwrap_or(&context.default_drug);
    match kb.find(wanted, context.country.country) {
        Lookup::Found(found) => match kb.monograph(&found.id) {
            Some(monograph) => Ok(Asked { name: name.map(|_| found), monograph }),
            None => Err(Failure::NoMonograph { name: found.shown }),
        },
        other => Err(failure_of(context, wanted, other)),
    }
}

/// What to say of a name that led to no single thing.
fn failure_of(context: &Context, wanted: &str, lookup: Lookup) -> Failure {
    let kb = context.kb;
    let suggestion = |name: Name| {
        let means = kb.name_of(&name.id).unwrap_or_else(|| name.id.clone().into());
        Suggestion { name, means }
    };
    let name = wanted.to_owned();
    match lookup {
        Lookup::Ambiguous(names) => {
            Failure::Ambiguous { name, candidates: names.into_iter().map(suggestion).collect() }
        }
        Lookup::Found(found) => Failure::NoMonograph { name: found.shown },
        // Several names in one, or a name with a strength: those that are known are told.
        Lookup::Unknown(names) if names.is_empty() => {
            let words = names::fold(wanted);
            let known = words.split(' ').filter_map(|word| match kb.find(word, context.country.country) {
                Lookup::Found(name) => Some(suggestion(name)),
                _ => None,
            });
            Failure::Unknown { name, suggestions: known.take(5).collect(), taken_for: taken_for(kb, wanted) }
        }
        Lookup::Unknown(names) => Failure::Unknown {
            name,
            suggestions: names.into_iter().map(suggestion).collect(),
            taken_for: taken_for(kb, wanted),
        },
    }
}

/// An answer to one of the questions.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "command", content = "answer", rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Answer {
    Info(Box<info::Info>),
    Symptoms(Box<symptoms::Symptoms>),
    Overdose(Box<overdose::OverdosePage>),
    Sources(Box<sources::Sources>),
    Diff(Box<diff::Diff>),
    Interactions(Box<interactions::Interactions>),
    List(Box<list::List>),
    Search(Box<search::Search>),
    Which(Box<which::Which>),
    Compare(Box<compare::Compare>),
    Identify(Box<identify::Identify>),
}

impl Answer {
    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Info(info) => !info.essentials && info.sections.is_empty(),
            Self::List(list) => list.drugs.is_empty(),
            Self::Search(search) => search.is_empty(),
            Self::Which(which) => which.groups.is_empty() || !which.not_understood.is_empty(),
            _ => false,
        }
    }

    /// Whether it tells what to do in an emergency.
    pub fn is_urgent(&self) -> bool {
        match self {
            Self::Overdose(_) => true,
            Self::Symptoms(symptoms) => symptoms.emergency.is_some(),
            Self::Info(info) => info.emergency.is_some(),
            Self::Which(which) => which.emergency.is_some(),
            _ => false,
        }
    }
}

/// An answer with everything that stands around it: what programs get as JSON.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Reply {
    /// The version of this contract.
    pub schema_version: u32,
    /// The version of the program.
    pub klon: &'static str,
    /// Which facts it answered from.
    pub knowledge_base: Edition,
    /// Whose words come first, where that was said.
    pub audience: Option<Audience>,
    /// The question's name on the command line, and the answer to it.
    #[serde(flatten)]
    pub answer: Answer,
    /// Every source that it cites.
    pub sources: SourceTable,
}

/// Which facts an answer rests on.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Edition {
    /// The edition of the built-in knowledge base.
    pub version: &'static str,
    /// All of the user's files that are in use; where there are none, the answer rests on the built-in facts alone.
    pub files: Vec<String>,
    /// The user's files that could not be used, each with the reason.
    pub left_out: Vec<LeftOut>,
}

/// A user's file that could not be used.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// The file or folder.
    pub file: String,
    /// Why.
    pub reason: String,
}

impl Reply {
    /// Puts an answer into its frame.
    pub fn new(kb: &KnowledgeBase, answer: Answer, sources: SourceTable) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            klon: env!("CARGO_PKG_VERSION"),
            knowledge_base: edition(kb),
            audience: None,
            answer,
            sources,
        }
    }
}

/// Which facts these are, and which of the user's files are not among them.
fn edition(kb: &KnowledgeBase) -> Edition {
    let broken = kb.left_out.iter().map(|file| {
        let first = file.content.as_ref().err().and_then(|findings| findings.first());
        let reason = first.map_or_else(String::new, |finding| {
            let (line, column) = finding.position(&file.text);
            format!("line {line}, column {column}: {}", finding.message)
        });
        LeftOut { file: file.name.clone(), reason }
    });
    let unreadable = kb.unreadable.iter().map(|f| LeftOut { file: f.file.clone(), reason: f.message.clone() });
    Edition { version: kb.version(), files: kb.files.clone(), left_out: broken.chain(unreadable).collect() }
}

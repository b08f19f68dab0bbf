//! Facts -> lines and blocks, the same in every view.

use super::{bars, words};
use crate::arrange::Arrange;
use crate::document::{Block, Callout, Inline, Line, Reference, Table, Tone};
use crate::kb::{EntryKind, Origin};
use crate::model::*;
use crate::query::{FactAnswer, Reply, SourceTable};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// The level that a fact is from, and how weak its ground is.
pub fn marks(origin: &Origin, web_alone: bool) -> Line {
    let inherited = (origin.kind == EntryKind::Class).then_some(Inline::Inherited);
    Line(inherited.into_iter().collect()).then(ground(origin, web_alone))
}

/// How weak the ground of a fact is: a user's file, or a web page alone.
pub fn ground(origin: &Origin, web_alone: bool) -> Line {
    let mut marks = Line::default();
    if let Some(file) = &origin.file {
        marks = marks.with(Inline::Quiet(format!(" (from {file})").into()));
    }
    if web_alone {
        marks = marks.with(Inline::Quiet(" (a web page alone says so)".into()));
    }
    marks
}

/// Turns facts into words, with the sources that they cite at hand.
pub struct Writer<'a> {
    /// The sources of the answer.
    pub sources: &'a SourceTable,
    /// Whose words come first.
    pub audience: Audience,
    /// What was cited so far, so that each work has one reference.
    cited: RefCell<FxHashMap<Citation, Rc<Reference>>>,
}

impl<'a> Writer<'a> {
    /// Writes what a reply says.
    pub fn new(reply: &'a Reply) -> Self {
        Self::with(&reply.sources, reply.audience.unwrap_or(Audience::Lay))
    }

    /// Writes with these sources for somebody.
    pub fn with(sources: &'a SourceTable, audience: Audience) -> Self {
        Self { sources, audience, cited: RefCell::default() }
    }
}

impl Writer<'_> {
    /// The mark of citations.
    pub fn cite<'c>(&self, citations: impl IntoIterator<Item = &'c Citation>) -> Inline {
        Inline::Cite(citations.into_iter().map(|citation| self.reference(citation)).collect())
    }

    fn reference(&self, citation: &Citation) -> Rc<Reference> {
        if let Some(known) = self.cited.borrow().get(citation) {
            return Rc::clone(known);
        }
        let source = self.sources.get(&citation.source).map(|answer| &answer.source);
        let short: Str = source.map_or_else(|| citation.source.clone().into(), |source| source.short.clone().into());
        let shown = match &citation.place {
            Some(place) => format!("{short}: {place}").into(),
            None => short,
        };
        let web = source.is_some_and(|source| source.kind == Kind::Web);
        let new = Reference::new(shown, source.and_then(|source| address(source)), web);
        self.cited.borrow_mut().insert(citation.clone(), Rc::clone(&new));
        new
    }

    /// What stands behind every fact: its citations, the level it is from, and how weak its ground is.
    fn tail(&self, answer: &FactAnswer) -> Line {
        Line::default().with(self.cite(answer.fact.citations())).then(marks(&answer.origin, answer.web_alone))
    }

    /// A sentence for a fact, with its citations.
    pub fn line(&self, answer: &FactAnswer) -> Line {
        self.sentence(answer).then(self.tail(answer))
    }

    /// The words of a fact.
    pub fn sentence(&self, answer: &FactAnswer) -> Line {
        let key = answer.address.key.as_str();
        let and = |text: &Option<Text>, before: &str| text.as_ref().map(|t| format!("{before}{t}")).unwrap_or_default();
        match &*answer.fact {
            Fact::Statement(f) => {
                let lead = f.urgency.map(|urgency| format!("{}: ", words::urgency(urgency))).unwrap_or_default();
                let lead = match f.urgency {
                    Some(Urgency::Emergency) => Line::alarm(lead),
                    _ => Line::strong(lead),
                };
                let clinician = if f.audience == Some(Audience::Clinician)
                    && self.audience == Audience::Lay
                    && !matches!(answer.address.section, Section::OverdoseManagement | Section::OverdoseAntidote)
                {
                    Line(vec![Inline::Quiet("For clinicians: ".into())])
                } else {
                    Line::default()
                };
                let place = f.country.map(|country| format!("{country}: ")).unwrap_or_default();
                lead.then(clinician).and(place).and(f.text.to_string())
            }
            Fact::Name(f) => {
                let name = key.split_once('.').map_or(key, |(_, name)| name);
                let name = if answer.address.section == Section::Brands { name } else { key };
                Line::text(format!("{name}{}{}", words::with_parts(&f.with), and(&f.note, ": ")))
            }
            Fact::Confusion(f) => Line::text(format!("{}{}", f.name, and(&f.note, ": "))),
            Fact::Code(f) => Line::text(format!("{}: {}", code(key), f.value)),
            Fact::Schedule(f) => {
                let since = f.since.map(|year| format!(", since {year}")).unwrap_or_default();
                Line::text(format!("{key}: {} ({}{since}){}", f.schedule, f.law, and(&f.means, ": ")))
            }
            Fact::Indication(f) => {
                let place = f.country.map(|country| format!("{country}: ")).unwrap_or_default();
                let off = if f.approval == Approval::OffLabel { " (off-label)" } else { "" };
                Line::text(format!("{place}{}{off}", f.text))
            }
            Fact::Form(f) => {
                let place = f.country.map(|country| format!("{country}: ")).unwrap_or_default();
                Line::text(format!("{place}{}{}{}", f.name, strengths(f, " "), and(&f.note, ". ")))
            }
            Fact::Dose(f) => {
                let part = |name: &str, amount: &Option<Amount>| amount.as_ref().map(|a| format!("{name} {a}"));
                let parts = [part("start", &f.start), part("usual", &f.usual), part("label's ceiling", &f.maximum)];
                let parts: Vec<String> = parts.into_iter().flatten().collect();
                let place = f.country.map(|country| format!("{country}: ")).unwrap_or_default();
                let how = and(&f.how, if parts.is_empty() { "" } else { ". " });
                Line::text(format!("{place}{}: {}{how}", f.group, parts.join("; ")))
            }
            Fact::Quantity(f) => Line::text(format!("{}{}{}", f.amount(), and(&f.of, ": "), and(&f.note, ". "))),
            Fact::Enzyme(f) => Line::text(format!("{} {}{}", f.name, words::enzyme_role(f.role), and(&f.note, ". "))),
            Fact::Metabolite(f) => {
                let active = f.active.map_or("", |active| if active { " (active)" } else { " (inactive)" });
                let half_life = f.half_life.as_ref().map(|h| format!(", half-life {h}")).unwrap_or_default();
                Line::text(format!("{}{active}{half_life}{}", f.name, and(&f.note, ". ")))
            }
            Fact::Sign(f) => self.sign(answer, f),
            Fact::Phase(f) => Line::strong(format!("{} ({}): ", f.name, f.when)).and(f.text.to_string()),
            Fact::Statistic(f) => Line::text(f.text.clone()),
            Fact::Event(f) => Line::strong(format!("{}: ", f.year)).and(f.text.to_string()),
            Fact::Equivalent(f) => {
                Line::text(format!("{} for {}\u{a0}mg of diazepam{}", f.dose, f.diazepam_mg, and(&f.note, ". ")))
            }
            Fact::Dispute(f) => Line::text(f.title.clone()),
        }
    }

    /// The name of a sign, in plain words and in the clinic's, with what is known of it.
    fn sign(&self, answer: &FactAnswer, sign: &Sign) -> Line {
        let mut line = self.sign_name(answer, true);
        if sign.serious && !sign.danger {
            line = line.and(", serious");
        }
        let mut more: Vec<String> = sign.frequency.map(|f| words::frequency(f).to_owned()).into_iter().collect();
        for rate in &sign.rates {
            let placebo = rate.placebo.map(|p| format!(" against {p}% on placebo")).unwrap_or_default();
            more.push(format!("{}%{placebo}, {}", rate.percent, rate.group));
        }
        more.extend(sign.note.as_ref().map(ToString::to_string));
        if more.is_empty() { line } else { line.and(format!(": {}", more.join("; "))) }
    }

    /// The name of a sign alone.
    pub fn sign_name(&self, answer: &FactAnswer, clinical: bool) -> Line {
        let Some(term) = &answer.term else { return Line::text(answer.address.key.clone()) };
        match (&term.clinical, self.audience) {
            (Some(word), Audience::Clinician) if clinical => {
                Line::text(format!("{} ({})", words::upper_first(word), words::lower_name(&term.name)))
            }
            (Some(word), Audience::Clinician) => Line::text(words::upper_first(word)),
            (Some(word), Audience::Lay) if clinical => Line::text(format!("{} ({word})", term.name)),
            _ => Line::text(term.name.clone()),
        }
    }

    /// Names of signs as one run, with all their citations at its end.
    pub fn brief(&self, signs: &[FactAnswer]) -> Line {
        self.run(signs, |answer| self.cite(answer.fact.citations()))
    }

    /// Names of signs as one run, each with the best of its citations: for a page that must fit on one screen.
    pub fn briefest(&self, signs: &[FactAnswer]) -> Line {
        self.run(signs, |answer| self.cite(self.one(answer.fact.citations())))
    }

    /// One of a fact's citations, where there is no room for all: before all no web page, then a work that is cited
    /// already, so that there are fewer of them.
    pub fn one<'c>(&self, citations: impl IntoIterator<Item = &'c Citation>) -> Option<&'c Citation> {
        let cited = self.cited.borrow();
        let rank = |citation: &&Citation| {
            let kind = self.sources.get(&citation.source).map(|answer| answer.source.kind);
            let other_place = !cited.contains_key(*citation);
            (kind == Some(Kind::Web), other_place, kind)
        };
        citations.into_iter().min_by_key(rank)
    }

    /// A sentence for a fact, with one of its citations.
    pub fn short_line(&self, answer: &FactAnswer) -> Line {
        let sentence = self.sentence(answer).first_sentence().with(self.cite(self.one(answer.fact.citations())));
        if answer.origin.kind == EntryKind::Class { sentence.with(Inline::Inherited) } else { sentence }
    }

    /// The citation of the best kind, the first named if several are.
    pub fn best<'c>(&self, citations: impl IntoIterator<Item = &'c Citation>) -> Option<&'c Citation> {
        let rank = |citation: &&Citation| self.sources.get(&citation.source).map(|answer| answer.source.kind);
        citations.into_iter().min_by_key(rank)
    }

    fn run<'f>(&self, signs: &'f [FactAnswer], cite: impl Fn(&'f FactAnswer) -> Inline) -> Line {
        let named = signs.iter().enumerate().map(|(nth, answer)| {
            let name = self.sign_name(answer, false);
            let name = if nth == 0 { name } else { lower_first(name) };
            name.with(cite(answer))
        });
        let inherited = signs.iter().any(|answer| answer.origin.kind == EntryKind::Class);
        let line = Line::join(named, "; ").cited_once();
        if inherited { line.with(Inline::Inherited) } else { line }
    }

    /// Facts of one section, in the shape that suits it.
    pub fn blocks(&self, section: Section, facts: &[FactAnswer]) -> Vec<Block> {
        match section {
            Section::Disputes => facts.iter().map(|fact| self.dispute(fact)).collect(),
            Section::Brands => vec![Block::Fields(self.brands(facts))],
            Section::Schedule => vec![self.schedules(facts)],
            _ if section.holds_signs() => self.signs(facts),
            Section::Statistics => facts.iter().flat_map(|fact| self.statistic(fact)).collect(),
            Section::HalfLife | Section::Tmax | Section::WithdrawalTimeline | Section::RecoveryTimeline
                if facts.len() > 1 =>
            {
                let times = facts.iter().filter_map(|fact| Some((String::new(), time_of(fact)?, self.line(fact))));
                match bars::times(times) {
                    Some(bars) if bars.bars.len() == facts.len() => vec![Block::Bars(bars)],
                    _ => vec![Block::List(facts.iter().map(|fact| self.line(fact)).collect())],
                }
            }
            Section::WithdrawalAdvice => {
                let mut facts: Vec<&FactAnswer> = facts.iter().collect();
                facts.arrange_by_key(|answer| match &*answer.fact {
                    Fact::Statement(f) => f.urgency.unwrap_or(Urgency::Routine),
                    _ => Urgency::Routine,
                });
                vec![Block::List(facts.into_iter().map(|fact| self.line(fact)).collect())]
            }
            _ => vec![Block::List(facts.iter().map(|fact| self.line(fact)).collect())],
        }
    }

    /// A figure, and the figures of several years as bars.
    fn statistic(&self, answer: &FactAnswer) -> Vec<Block> {
        let mut blocks = vec![Block::List(vec![self.line(answer)])];
        if let Fact::Statistic(Statistic { series, counts, .. }) = &*answer.fact
            && series.len() > 1
        {
            let years = series.iter().map(|point| (point.year.to_string(), point.value));
            blocks.push(Block::Bars(bars::figures(years, counts.clone().map(Str::from).unwrap_or_default())));
        }
        blocks
    }

    /// Brands by country.
    pub fn brands(&self, facts: &[FactAnswer]) -> Vec<(String, Line)> {
        let mut fields: Vec<(String, Vec<Line>)> = Vec::new();
        for answer in facts {
            let country = answer.address.key.split_once('.').map_or("", |(country, _)| country);
            match fields.iter_mut().find(|(known, _)| known == country) {
                Some((_, lines)) => lines.push(self.line(answer)),
                None => fields.push((country.to_owned(), vec![self.line(answer)])),
            }
        }
        fields.into_iter().map(|(country, lines)| (country, Line::join(lines, "; "))).collect()
    }

    fn schedules(&self, facts: &[FactAnswer]) -> Block {
        let rows = facts.iter().filter_map(|answer| {
            let Fact::Schedule(f) = &*answer.fact else { return None };
            let since = f.since.map(|year| year.to_string()).unwrap_or_default();
            let means = f.means.as_ref().map(ToString::to_string).unwrap_or_default();
            let law = if means.is_empty() { f.law.to_string() } else { format!("{}. {means}", f.law) };
            Some(vec![
                Line::text(answer.address.key.clone()),
                Line::text(f.schedule.clone()),
                Line::text(since),
                Line::text(law).then(self.tail(answer)),
            ])
        });
        let head = ["Law of", "Schedule", "Since", "Law and what it means"];
        Block::Table(Table { head: head.map(str::to_owned).into(), rows: rows.collect() })
    }

    /// Signs: those that threaten life first and apart.
    pub fn signs(&self, facts: &[FactAnswer]) -> Vec<Block> {
        let (danger, usual): (Vec<&FactAnswer>, Vec<&FactAnswer>) =
            facts.iter().partition(|answer| matches!(&*answer.fact, Fact::Sign(sign) if sign.danger));
        let mut blocks = Vec::new();
        let lines = |facts: &[&FactAnswer]| Block::List(facts.iter().map(|fact| self.line(fact)).collect());
        if !danger.is_empty() {
            blocks.push(Block::Callout(Callout {
                tone: Tone::Emergency,
                title: Line::alarm("Life-threatening: call for help at once"),
                body: vec![lines(&danger)],
            }));
        }
        if !usual.is_empty() {
            if !danger.is_empty() {
                blocks.push(Block::Subheading("Other signs".to_owned()));
            }
            blocks.push(lines(&usual));
        }
        blocks
    }

    /// A dispute: who says what, what settles it, what follows.
    pub fn dispute(&self, answer: &FactAnswer) -> Block {
        let Fact::Dispute(dispute) = &*answer.fact else { return Block::List(vec![self.line(answer)]) };
        let mut body: Vec<Block> = Vec::new();
        let says = |position: &Position| {
            let speaker = self.best(&position.cite).and_then(|c| self.sources.get(&c.source));
            let speaker = speaker.map(|answer| format!("{} says: ", answer.source.short)).unwrap_or_default();
            Line(vec![Inline::Strong(speaker.into())]).and(position.says.clone()).with(self.cite(&position.cite))
        };
        body.push(Block::List(dispute.positions.iter().map(says).collect()));
        let mut end = Line::default();
        if let Some(finding) = &dispute.finding {
            end = end.with(Inline::Strong("Finding: ".into())).and(format!("{finding} "));
        }
        if let Some(therefore) = &dispute.therefore {
            end = end.with(Inline::Strong("So: ".into())).and(therefore.to_string());
        }
        if !end.is_empty() {
            body.push(Block::Paragraph(end));
        }
        let mut title = Line::text(format!("Disputed: {}", dispute.title));
        if answer.origin.kind == EntryKind::Class {
            title = title.and("\u{a0}").with(Inline::Inherited);
        }
        Block::Callout(Callout { tone: Tone::Dispute, title, body })
    }
}

/// The stretch of time that a fact is about.
fn time_of(answer: &FactAnswer) -> Option<Amount> {
    match &*answer.fact {
        Fact::Quantity(quantity) => Some(quantity.amount()),
        Fact::Phase(phase) => Some(phase.when.clone()),
        _ => None,
    }
}

/// Where a reader finds a source.
pub fn address(source: &Source) -> Option<Str> {
    if let Some(url) = &source.url {
        return Some(url.clone().into());
    }
    let doi = source.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
    let pubmed = source.pmid.as_ref().map(|pmid| format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"));
    let label = source.setid.as_ref().map(|id| format!("https://dailymed.nlm.nih.gov/dailymed/lookup.cfm?setid={id}"));
    doi.or(label).or(pubmed).map(Str::from)
}

/// Strengths with their unit: ` 0.5, 1, 2 mg`.
pub fn strengths(form: &Form, before: &str) -> String {
    let numbers: Vec<String> = form.strengths.iter().map(ToString::to_string).collect();
    match form.unit {
        Some(unit) if !numbers.is_empty() => format!("{before}{}\u{a0}{unit}", numbers.join(", ")),
        _ => String::new(),
    }
}

fn code(key: &str) -> &'static str {
    match key {
        "cas" => "CAS",
        "atc" => "ATC",
        "unii" => "UNII",
        "rxcui" => "RxCUI",
        "pubchem" => "PubChem CID",
        "inchikey" => "InChIKey",
        _ => "Formula",
    }
}

/// A name as it stands within a sentence.
pub fn lower_first(line: Line) -> Line {
    let mut parts = line.0;
    if let Some(Inline::Text(words)) = parts.first_mut() {
        let mut chars = words.chars();
        if let Some(first) = chars.next()
            && !chars.clone().next().is_some_and(char::is_uppercase)
        {
            *words = first.to_lowercase().chain(chars).collect::<String>().into();
        }
    }
    Line(parts)
}

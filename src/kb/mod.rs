//! The knowledge base: reading it, laying its layers over one another, finding things in it, checking it.

pub mod check;
pub mod file;
pub mod finding;
pub mod gist;
pub mod index;
pub mod library;
pub mod monograph;
pub mod names;
pub mod parse;
pub mod progress;
pub mod store;
mod value;

pub use library::EntryKind;
pub use monograph::{Held, Monograph, Origin};
pub use names::{Name, NameKind};

use crate::arrange::Arrange;
use crate::model::*;
use file::{DataFile, Reading};
use finding::Finding;
use index::{Document, Listed, Seen};
use library::Library;
use monograph::{Facts, Sheet};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::Arc;
use store::{GroupHead, Store, TermHead};

/// Nothing that is longer is a slip for a name.
const LONGEST_NAME: usize = 100;
/// More suggestions than these help nobody.
const MOST_SUGGESTIONS: usize = 5;

/// What a name led to.
#[derive(Debug, Clone, PartialEq)]
pub enum Lookup {
    /// One entry, by this name.
    Found(Name),
    /// Several entries have this name.
    Ambiguous(Vec<Name>),
    /// None has; these names are near, the nearest first.
    Unknown(Vec<Name>),
}

/// The built-in knowledge base with a user's files laid over it.
#[derive(Debug, Default)]
pub struct KnowledgeBase {
    store: Option<&'static Store>,
    users: Library,
    user_names: BTreeMap<String, Vec<Name>>,
    /// The user's files that could not be used, with what is wrong with each.
    pub left_out: Vec<DataFile>,
    /// The user's files and folders that could not be read.
    pub unreadable: Vec<Finding>,
    /// The user's files that are in use.
    pub files: Vec<String>,
    /// What stands in the user's folders and has no effect.
    pub not_used: Vec<Finding>,
}

impl KnowledgeBase {
    /// The compiled knowledge base alone.
    pub fn compiled(store: &'static Store) -> Self {
        Str::open(store.text);
        Self { store: Some(store), ..Self::default() }
    }

    /// A knowledge base of these files alone.
    pub fn alone(files: &[DataFile]) -> Self {
        Self::default().with_files(files)
    }

    /// This one with files that were read already on top.
    pub fn with_files<'f>(self, files: impl IntoIterator<Item = &'f DataFile>) -> Self {
        self.with_library(Library::of(files).0)
    }

    fn with_library(mut self, library: Library) -> Self {
        self.user_names.clear();
        for name in names::of_library(&library) {
            self.user_names.entry(names::fold(&name.shown)).or_default().push(name);
        }
        self.users = library;
        self
    }

    /// This one with the files of folders on top. Files with errors are left out, and remembered.
    pub fn with_folders(mut self, folders: &[PathBuf]) -> Self {
        let mut reading = Reading::default();
        for folder in folders {
            reading.add(folder);
        }
        self.unreadable = reading.unreadable;
        self.not_used = reading.not_used;
        let mut files = reading.files;
        // A file can rest on another that turns out to be broken: look again until nothing more falls out.
        loop {
            let (fine, broken): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| file.content.is_ok());
            self.left_out.extend(broken);
            files = fine;
            let known = Self { store: self.store, ..Self::default() }.with_library(Library::of(&files).0);
            let findings = check::errors(&known, &files);
            if findings.is_empty() {
                self.files = files.iter().map(|file| file.name.clone()).collect();
                self.not_used.extend(check::shadowed(&files));
                return Self { store: None, ..known }.joined(self);
            }
            let mut by_file: HashMap<String, Vec<Finding>> = HashMap::new();
            for found in findings {
                by_file.entry(found.file.clone()).or_default().push(found);
            }
            for file in &mut files {
                if let Some(own) = by_file.remove(&file.name) {
                    file.content = Err(own);
                }
            }
        }
    }

    fn joined(self, rest: Self) -> Self {
        Self { users: self.users, user_names: self.user_names, ..rest }
    }

    /// Whether the built-in facts are part of it.
    pub fn is_compiled(&self) -> bool {
        self.store.is_some()
    }

    /// Which edition of the built-in facts it is.
    pub fn version(&self) -> &'static str {
        self.store.map_or("none", |store| store.version)
    }

    fn sheet(&self, id: &EntryId) -> Option<Sheet> {
        if let Some(filed) = self.users.entries.get(id) {
            let (kind, layer) = filed.value.clone();
            let origin = Origin { entry: id.clone(), kind, file: Some(filed.file.clone()) };
            return Some(Sheet { origin, head: layer.head(), facts: Facts::of(&layer) });
        }
        let store = self.store?;
        let (kind, head) = store.head(id.as_str())?;
        let origin = Origin { entry: id.clone(), kind, file: None };
        Some(Sheet { origin, head, facts: Facts::Compiled(store, store.body(id.as_str())?) })
    }

    fn patches(&self, id: &EntryId, kind: EntryKind) -> Vec<Sheet> {
        let patches = self.users.patches.get(id).into_iter().flatten();
        let sheet = |patch: &library::Filed<Arc<Layer>>| Sheet {
            head: patch.value.head(),
            facts: Facts::of(&patch.value),
            origin: Origin { entry: id.clone(), kind, file: Some(patch.file.clone()) },
        };
        patches.map(sheet).collect()
    }

    /// The classes of an entry and theirs, the farthest first, each once; patches follow what they patch.
    fn class_sheets(&self, own: &LayerHead, seen: &mut Vec<EntryId>) -> Vec<Sheet> {
        let mut sheets = Vec::new();
        // The class named first is the nearest: it is laid last.
        for class in own.classes.iter().rev() {
            if seen.contains(class) {
                continue;
            }
            seen.push(class.clone());
            let Some(sheet) = self.sheet(class) else { continue };
            sheets.extend(self.class_sheets(&sheet.head, seen));
            sheets.push(sheet);
            sheets.extend(self.patches(class, EntryKind::Class));
        }
        sheets
    }

    /// All that is known of a drug or a class.
    pub fn monograph(&self, id: &EntryId) -> Option<Monograph> {
        if let Some(store) = self.store.filter(|_| !self.is_touched(id)) {
            return Monograph::compiled(store, id);
        }
        let own = self.sheet(id)?;
        let classes = self.class_sheets(&own.head, &mut vec![id.clone()]);
        let patches = self.patches(id, own.origin.kind);
        let whole = Monograph::lay(own, classes, patches);
        // No file of a user's takes the warning away that a medicine must not be stopped suddenly.
        match self.built_in(id).filter(|built_in| built_in.must_not_stop_suddenly()) {
            Some(built_in) if !whole.must_not_stop_suddenly() => Some(whole.warned_by(&built_in)),
            _ => Some(whole),
        }
    }

    /// What the built-in knowledge base alone says of an entry.
    pub fn built_in(&self, id: &EntryId) -> Option<Monograph> {
        Self::compiled(self.store?).monograph(id)
    }

    /// What stands above the facts of an entry's own file.
    pub fn head_of(&self, id: &EntryId) -> Option<LayerHead> {
        if let Some(filed) = self.users.entries.get(id) {
            return Some(filed.value.1.head());
        }
        Some(self.store?.head(id.as_str())?.1)
    }

    /// The classes that an entry names.
    pub fn parents(&self, id: &EntryId) -> Vec<EntryId> {
        self.head_of(id).map(|head| head.classes).unwrap_or_default()
    }

    /// All classes whose facts an entry inherits, each with its distance, the nearest first.
    pub fn ancestors(&self, id: &EntryId) -> Vec<(EntryId, usize)> {
        let mut all: Vec<(EntryId, usize)> = Vec::new();
        let mut level = self.parents(id);
        let mut distance = 1;
        while !level.is_empty() {
            level.retain(|class| class != id && !all.iter().any(|(known, _)| known == class));
            level.dedup();
            all.extend(level.iter().map(|class| (class.clone(), distance)));
            level = level.iter().flat_map(|class| self.parents(class)).collect();
            distance += 1;
        }
        all
    }

    /// Whether a layer under this file of an entry states a fact at an address: what its `except` can name.
    pub fn is_stated_below(&self, id: &EntryId, file: &str, address: &Address) -> bool {
        let Some(own) = self.sheet(id) else { return false };
        let classes = self.class_sheets(&own.head, &mut vec![id.clone()]);
        let patches = self.patches(id, own.origin.kind);
        let is_this = |sheet: &Sheet| sheet.origin.entry == *id && sheet.origin.file.as_deref() == Some(file);
        let mut below = classes.into_iter().chain([own]).chain(patches).take_while(|sheet| !is_this(sheet));
        below.any(|sheet| sheet.speaks_for(id, address.section) && sheet.facts.state(address))
    }

    /// The name of a drug, a class, a substance or a group.
    pub fn name_of(&self, id: &EntryId) -> Option<Str> {
        let named = |head: LayerHead| head.name.map_or_else(|| id.clone().into(), Str::from);
        let layer = self.head_of(id).map(named);
        let light = || self.substance(id).map(|(substance, _)| substance.name.into());
        layer.or_else(light).or_else(|| self.group(id).map(|group| group.name.into()))
    }

    /// Whether there is such an entry, and what it is.
    pub fn kind_of(&self, id: &EntryId) -> Option<EntryKind> {
        if let Some(filed) = self.users.entries.get(id) {
            return Some(filed.value.0);
        }
        if let Some((kind, _)) = self.store.and_then(|store| store.head(id.as_str())) {
            return Some(kind);
        }
        let substance = self.substance(id).map(|_| EntryKind::Substance);
        substance.or_else(|| self.group(id).map(|_| EntryKind::Group))
    }

    /// What the built-in knowledge base has under an id.
    pub fn built_in_kind(&self, id: &EntryId) -> Option<EntryKind> {
        Self::compiled(self.store?).kind_of(id)
    }

    /// Whether the built-in knowledge base has this sign.
    pub fn is_built_in_term(&self, id: &TermId) -> bool {
        self.store.is_some_and(|store| store.has_term(id))
    }

    /// Whether the built-in knowledge base has this source.
    pub fn is_built_in_source(&self, id: &SourceId) -> bool {
        self.store.is_some_and(|store| store.has_source(id))
    }

    /// The ids of all entries of a kind, sorted.
    pub fn ids(&self, kind: EntryKind) -> Vec<EntryId> {
        let store = self.store.into_iter();
        let mut ids: Vec<EntryId> = match kind {
            EntryKind::Drug | EntryKind::Class => {
                let of_kind =
                    |store: &Store, id: &EntryId| store.head(id.as_str()).is_some_and(|(known, _)| known == kind);
                let built_in = store.flat_map(|store| store.entry_ids().filter(move |id| of_kind(store, id)));
                let users = self.users.entries.iter().filter(|(_, filed)| filed.value.0 == kind);
                built_in.chain(users.map(|(id, _)| id.clone())).collect()
            }
            EntryKind::Substance => {
                let built_in = store.flat_map(Store::substance_ids);
                built_in.chain(self.users.substances.keys().cloned()).collect()
            }
            EntryKind::Group => self.groups().into_iter().map(|(id, _)| id).collect(),
        };
        ids.arrange();
        ids.dedup();
        ids
    }

    /// How many drugs and classes there are.
    pub fn entries_known(&self) -> usize {
        let new = self.users.entries.keys().filter(|id| self.store.is_none_or(|store| !store.has_entry(id)));
        self.store.map_or(0, |store| store.tables.heads.count as usize) + new.count()
    }

    /// Whether a user's file has a part in what is known of an entry.
    fn is_touched(&self, id: &EntryId) -> bool {
        if !self.has_users() {
            return false;
        }
        let own = |id: &EntryId| self.users.entries.contains_key(id) || self.users.patches.contains_key(id);
        own(id) || self.ancestors(id).iter().any(|(class, _)| own(class))
    }

    fn has_users(&self) -> bool {
        self.store.is_none() || !self.users.entries.is_empty() || !self.users.patches.is_empty()
    }

    /// The monographs that a user's file has a part in, and so are not as they were compiled; one at a time, since
    /// there may be many.
    fn touched(&self) -> impl Iterator<Item = Monograph> {
        let kinds = if self.has_users() { &[EntryKind::Drug, EntryKind::Class][..] } else { &[] };
        let ids = kinds.iter().flat_map(|kind| self.ids(*kind));
        ids.filter(|id| self.is_touched(id)).filter_map(|id| self.monograph(&id))
    }

    /// A row for every drug, sorted by id.
    pub fn listed(&self) -> Vec<Listed> {
        let untouched = |row: &Listed| !self.is_touched(&row.id);
        let mut rows: Vec<Listed> = self.store.into_iter().flat_map(Store::listed).filter(untouched).collect();
        let drugs = self.touched().filter(|monograph| monograph.kind == EntryKind::Drug);
        rows.extend(drugs.map(|monograph| index::listed(&monograph)));
        rows.arrange_by(|a, b| a.id.cmp(&b.id));
        rows
    }

    /// For each of these signs, the drugs that have it.
    pub fn seen(&self, terms: &[TermId]) -> Vec<(TermId, Seen)> {
        let untouched = |place: &Seen| !self.is_touched(&place.entry);
        let mut all: Vec<(TermId, Seen)> = Vec::new();
        for term in terms {
            let built_in = self.store.into_iter().flat_map(|store| store.seen(term));
            all.extend(built_in.filter(untouched).map(|place| (term.clone(), place)));
        }
        let users = self.touched().flat_map(|monograph| index::seen(&monograph));
        all.extend(users.filter(|(term, _)| terms.contains(term)));
        all
    }

    /// The facts that have all of these folded words, or words that begin like them.
    pub fn documents(&self, words: &[String]) -> Vec<Document> {
        let mut found: Vec<Document> = Vec::new();
        if let Some(store) = self.store {
            let mut lists = words.iter().map(|word| match names::is_completed(word) {
                true => store.documents_with(word),
                false => store.documents_with_word(word),
            });
            let first = lists.next().unwrap_or_default();
            let common = lists.fold(first, |mut common, list| {
                common.retain(|number| list.binary_search(number).is_ok());
                common
            });
            found.extend(common.into_iter().filter_map(|number| store.document(number)));
        }
        if self.has_users() {
            found.retain(|document| !self.is_touched(&document.entry));
            for monograph in self.touched() {
                let documents = index::documents(self, &monograph).into_iter().filter(|(_, have)| {
                    words.iter().all(|wanted| have.iter().any(|word| names::matches(word, wanted)))
                });
                found.extend(documents.map(|(document, _)| document));
            }
        }
        found
    }

    /// Whether a fact has this folded word, or one that begins like it.
    pub fn is_written(&self, word: &str) -> bool {
        let built_in = |store: &Store| match names::is_completed(word) {
            true => !store.documents_with(word).is_empty(),
            false => !store.documents_with_word(word).is_empty(),
        };
        self.store.is_some_and(built_in) || !self.documents(&[word.to_owned()]).is_empty()
    }

    /// The sign that a word means exactly.
    pub fn term_of_word(&self, word: &str) -> Option<TermId> {
        let folded = names::fold(word);
        let mut users = self.users.terms.iter();
        let own = users.find(|(_, term)| term.value.words().any(|word| names::fold(word) == folded));
        own.map(|(id, _)| id.clone()).or_else(|| self.built_in_term_of(&folded))
    }

    /// The built-in sign that a folded word means, unless a user's file says anew what the sign is.
    pub fn built_in_term_of(&self, folded: &str) -> Option<TermId> {
        self.store?.term_of_word(folded).filter(|id| !self.users.terms.contains_key(id))
    }

    /// The signs of which a folded word passes, each once, those that pass with the least first.
    pub fn terms_where<K: Ord>(&self, pass: impl Fn(&str) -> Option<K>) -> Vec<(K, TermId)> {
        let built_in = self.store.into_iter().flat_map(|store| store.term_words_where(&pass));
        let mut hits: Vec<(K, TermId)> = built_in.filter(|(_, id)| !self.users.terms.contains_key(id)).collect();
        for (id, term) in &self.users.terms {
            let words = term.value.words().filter_map(|word| pass(&names::fold(word)));
            hits.extend(words.map(|key| (key, id.clone())));
        }
        index::each_once(hits)
    }

    /// The signs of which a word tells this.
    pub fn terms_that_tell(&self, told: &str) -> Vec<TermId> {
        let mut all = self.store.map(|store| store.terms_that_tell(told)).unwrap_or_default();
        all.retain(|id| !self.users.terms.contains_key(id));
        let users = self.users.terms.iter().filter(|(_, term)| index::tells(&term.value).any(|tells| tells == told));
        all.extend(users.map(|(id, _)| id.clone()));
        all
    }

    /// How many names there are.
    pub fn names_known(&self) -> usize {
        let is_new = |folded: &&String| self.store.is_none_or(|store| !store.has_name(folded));
        let new = self.user_names.keys().filter(is_new).count();
        self.store.map_or(0, |store| store.tables.names.count as usize) + new
    }

    /// How many facts are stated: those that a user's files replace do not count.
    pub fn facts_known(&self) -> usize {
        let own = |monograph: &Monograph| monograph.facts().filter(|held| held.origin.entry == monograph.id).count();
        let compiled = self.store.map_or(0, |store| store.tables.documents_count as usize);
        let touched = self.users.entries.keys().chain(self.users.patches.keys());
        let touched: std::collections::BTreeSet<&EntryId> = touched.collect();
        let now: usize = touched.iter().filter_map(|id| self.monograph(id)).map(|monograph| own(&monograph)).sum();
        let before = touched.iter().filter_map(|id| self.built_in(id)).map(|monograph| own(&monograph)).sum();
        (compiled + now).saturating_sub(before)
    }

    /// How many signs there are.
    pub fn terms_known(&self) -> usize {
        let new = self.users.terms.keys().filter(|id| self.store.is_none_or(|store| !store.has_term(id)));
        self.store.map_or(0, |store| store.tables.terms.count as usize) + new.count()
    }

    /// Every sign and symptom, sorted by id.
    pub fn terms(&self) -> Vec<(TermId, Term)> {
        let mut all: Vec<(TermId, Term)> = self.store.into_iter().flat_map(Store::terms).collect();
        all.retain(|(id, _)| !self.users.terms.contains_key(id));
        all.extend(self.users.terms.iter().map(|(id, term)| (id.clone(), term.value.clone())));
        all.arrange_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// Every rule between drugs, with the user's file that it is from.
    pub fn rules(&self) -> Vec<(Key, Rule, Option<String>)> {
        self.with_users_rules(self.store.into_iter().flat_map(Store::rules), |_| true)
    }

    /// The rules that have one of these on one of their sides, with the user's file that each is from.
    pub fn rules_with(&self, ids: &[EntryId]) -> Vec<(Key, Rule, Option<String>)> {
        let built_in = self.store.map(|store| store.rules_with(ids)).unwrap_or_default();
        self.with_users_rules(built_in, |rule| rule.between.iter().any(|id| ids.contains(id)))
    }

    /// Built-in rules without those that a user's file has taken the place of, and the wanted ones of the user's.
    fn with_users_rules(
        &self,
        built_in: impl IntoIterator<Item = (Key, Rule)>,
        is_wanted: impl Fn(&Rule) -> bool,
    ) -> Vec<(Key, Rule, Option<String>)> {
        let built_in = built_in.into_iter().map(|(key, rule)| (key, rule, None));
        let users = self.users.rules.iter().filter(|(_, filed)| is_wanted(&filed.value));
        let users = users.map(|(key, filed)| (key.clone(), filed.value.clone(), Some(filed.file.clone())));
        built_in.filter(|(key, ..)| !self.users.rules.contains_key(key)).chain(users).collect()
    }

    /// How many rules there are.
    pub fn rules_known(&self) -> usize {
        let new = self.users.rules.keys().filter(|key| self.store.is_none_or(|store| !store.has_rule(key)));
        self.store.map_or(0, |store| store.tables.rules.count as usize) + new.count()
    }

    /// Everything that adds up.
    pub fn sums(&self) -> Vec<Sum> {
        self.keyed_sums().into_iter().map(|(_, sum)| sum).collect()
    }

    /// Everything that adds up, by its key.
    pub fn keyed_sums(&self) -> Vec<(Key, Sum)> {
        let built_in = self.store.into_iter().flat_map(Store::sums).map(|(key, sum)| (Key::compiled(key), sum));
        let kept = built_in.filter(|(key, _)| !self.users.sums.contains_key(key));
        kept.chain(self.users.sums.iter().map(|(key, filed)| (key.clone(), filed.value.clone()))).collect()
    }

    /// A substance without a monograph, and the user's file that it is from.
    pub fn substance(&self, id: &EntryId) -> Option<(Substance, Option<String>)> {
        if let Some(filed) = self.users.substances.get(id) {
            return Some((filed.value.clone(), Some(filed.file.clone())));
        }
        Some((self.store?.substance(id.as_str())?, None))
    }

    /// A group, without the remarks on its members.
    pub fn group(&self, id: &EntryId) -> Option<GroupHead> {
        let head = |group: &Group| GroupHead {
            name: group.name.clone(),
            synonyms: group.synonyms.clone(),
            members: group.members.keys().cloned().collect(),
        };
        let users = self.users.groups.get(id).map(|filed| head(&filed.value));
        users.or_else(|| self.store?.group(id.as_str()))
    }

    /// The groups of which something is a member, sorted.
    pub fn groups_with(&self, id: &EntryId) -> Vec<EntryId> {
        let mut all = self.store.map(|store| store.groups_with(id.as_str())).unwrap_or_default();
        all.retain(|group| !self.users.groups.contains_key(group));
        let users = self.users.groups.iter().filter(|(_, filed)| filed.value.members.contains_key(id));
        all.extend(users.map(|(group, _)| group.clone()));
        all.arrange();
        all
    }

    /// Every group, sorted by id.
    pub fn groups(&self) -> Vec<(EntryId, Group)> {
        let mut all: Vec<(EntryId, Group)> = self.store.into_iter().flat_map(Store::groups).collect();
        all.retain(|(id, _)| !self.users.groups.contains_key(id));
        all.extend(self.users.groups.iter().map(|(id, filed)| (id.clone(), filed.value.clone())));
        all.arrange_by(|a, b| a.0.cmp(&b.0));
        all
    }

    /// What is read of a sign most often.
    pub fn term_head(&self, id: &TermId) -> Option<TermHead> {
        let users = self.users.terms.get(id).map(|filed| filed.value.clone().into());
        users.or_else(|| self.store?.term_head(id))
    }

    /// A sign or symptom.
    pub fn term(&self, id: &TermId) -> Option<Term> {
        self.users.terms.get(id).map(|filed| filed.value.clone()).or_else(|| self.store?.term(id))
    }

    /// Whether there is such a source.
    pub fn has_source(&self, id: &SourceId) -> bool {
        self.users.sources.contains_key(id) || self.is_built_in_source(id)
    }

    /// A source, and the user's file that it is from.
    pub fn source(&self, id: &SourceId) -> Option<(Source, Option<String>)> {
        if let Some(filed) = self.users.sources.get(id) {
            return Some((filed.value.clone(), Some(filed.file.clone())));
        }
        Some((self.store?.source(id)?, None))
    }

    /// Every source, those of the built-in knowledge base first.
    pub fn sources(&self) -> Vec<(SourceId, Source)> {
        let built_in = self.store.into_iter().flat_map(Store::sources);
        let kept = built_in.filter(|(id, _)| !self.users.sources.contains_key(id));
        kept.chain(self.users.sources.iter().map(|(id, filed)| (id.clone(), filed.value.clone()))).collect()
    }

    /// A country's lines: the built-in ones first, so that no file comes before the ambulance. A user's line under the
    /// key of a built-in one corrects it; every line of a user's says which file it is from.
    pub fn lines(&self, country: Country) -> Option<Lines> {
        let mut lines = self.lines_as_written(country)?;
        let Some(users) = self.users.countries.get(&country).filter(|_| self.store.is_some()) else {
            return Some(lines);
        };
        for key in users.value.lines.keys() {
            if let Some(line) = lines.lines.get_mut(key)
                && let Ok(name) = Text::try_from(format!("{} (from {})", line.name, users.file))
            {
                line.name = name;
            }
        }
        Some(lines)
    }

    /// The user's file that a country's lines are from, or some of them.
    pub fn file_of_lines(&self, country: Country) -> Option<String> {
        self.users.countries.get(&country).map(|users| users.file.to_string())
    }

    /// A country's lines, without a word on where each is from.
    pub fn lines_as_written(&self, country: Country) -> Option<Lines> {
        let built_in = self.store.and_then(|store| store.lines(country));
        let Some(users) = self.users.countries.get(&country) else { return built_in };
        let mut lines = built_in.unwrap_or_else(|| Lines { lines: Default::default(), ..users.value.clone() });
        lines.lines.extend(users.value.lines.iter().map(|(key, line)| (key.clone(), line.clone())));
        Some(lines)
    }

    /// The countries whose lines are known, sorted.
    pub fn countries(&self) -> Vec<Country> {
        let mut all: Vec<Country> = self.store.into_iter().flat_map(Store::countries).collect();
        all.extend(self.users.countries.keys());
        all.arrange();
        all.dedup();
        all
    }

    /// The emergency page: the built-in one wherever there is one, so that no file can empty it.
    pub fn emergency(&self) -> Option<EmergencyPage> {
        self.store.and_then(Store::emergency).or_else(|| self.users.emergency.clone())
    }

    /// Whether a built-in name still means what it meant: a user's file can replace its entry.
    fn is_current(&self, name: &Name) -> bool {
        !self.users.entries.contains_key(&name.id)
    }

    /// What a folded name means in the built-in knowledge base, but for entries that a user's file replaces.
    pub fn built_in_names(&self, folded: &str) -> Vec<Name> {
        let mut hits = self.store.map(|store| store.names(folded)).unwrap_or_default();
        hits.retain(|name| self.is_current(name));
        hits
    }

    /// What a folded name means in the user's files.
    pub fn users_names(&self, folded: &str) -> &[Name] {
        self.user_names.get(folded).map_or(&[], Vec::as_slice)
    }

    fn names_folded(&self, folded: &str) -> Vec<Name> {
        let mut hits = self.built_in_names(folded);
        hits.extend_from_slice(self.users_names(folded));
        hits
    }

    /// What a name means: exactly, never by guess. In a country, that country's brand goes before another's.
    pub fn find(&self, name: &str, country: Option<Country>) -> Lookup {
        let mut each = self.means(name, country);
        match each.len() {
            0 => Lookup::Unknown(self.suggestions(&names::fold(name))),
            1 => Lookup::Found(each.swap_remove(0)),
            _ => Lookup::Ambiguous(each),
        }
    }

    /// The entries that a name means: none, if it is not known; several, if they share it.
    pub fn means(&self, name: &str, country: Option<Country>) -> Vec<Name> {
        let mut hits = self.names_folded(&names::fold(name));
        hits.arrange_by_key(|hit| (hit.kind, hit.country != country));
        // A substance's own name is never overruled by a brand or by what is said in the street; but an entry that a
        // user adds does not take a name away from a built-in one.
        let is_added = |hit: &Name| self.store.is_some() && self.built_in_kind(&hit.id).is_none();
        if let Some(own) = hits.iter().find(|hit| hit.kind.is_own()) {
            let is_lasting = |hit: &Name| hit.kind != NameKind::Street && hit.id != own.id;
            if !is_added(own) || !hits.iter().any(|hit| is_lasting(hit) && !is_added(hit)) {
                return vec![own.clone()];
            }
        }
        if country.is_some() && hits.iter().any(|hit| hit.country == country) {
            hits.retain(|hit| hit.country == country);
        }
        let mut each: Vec<Name> = Vec::new();
        for hit in hits {
            match each.iter_mut().find(|known| known.id == hit.id) {
                // A brand of several countries, none of them the reader's, is no country's in particular.
                Some(known) if known.country != hit.country && known.country != country => known.country = None,
                Some(_) => {}
                None => each.push(hit),
            }
        }
        each
    }

    /// Whether a name means anything: one thing or several.
    pub fn knows(&self, name: &str) -> bool {
        !self.names_folded(&names::fold(name)).is_empty()
    }

    /// Whether a name that means nothing is near to one that does.
    pub fn is_near(&self, name: &str) -> bool {
        !self.suggestions(&names::fold(name)).is_empty()
    }

    /// At most five names near a folded one or beginning with it, the nearest first, each entry once.
    fn suggestions(&self, folded: &str) -> Vec<Name> {
        if folded.is_empty() || folded.len() > LONGEST_NAME {
            return Vec::new();
        }
        let near = |other: &str| names::nearness(folded, other);
        let built_in = self.store.into_iter().flat_map(|store| store.names_where(near));
        let built_in = built_in.flat_map(|(distance, names)| names.into_iter().map(move |name| (distance, name)));
        let users = self.user_names.iter().filter_map(|(folded, names)| Some((near(folded)?, names)));
        let users = users.flat_map(|(distance, names)| names.iter().map(move |name| (distance, name.clone())));
        let mut hits: Vec<(usize, Name)> = built_in.filter(|(_, name)| self.is_current(name)).chain(users).collect();
        // Of two that are as near, a drug's own name goes first.
        hits.arrange_by(|(a, first), (b, second)| {
            (a, !first.kind.is_own(), first).cmp(&(b, !second.kind.is_own(), second))
        });
        let mut each: Vec<Name> = Vec::new();
        for (_, hit) in hits {
            match each.iter_mut().find(|known| known.id == hit.id) {
                // A brand of several countries is no country's in particular.
                Some(known) if known.shown == hit.shown && known.country != hit.country => known.country = None,
                Some(_) => {}
                None => each.push(hit),
            }
        }
        each.truncate(MOST_SUGGESTIONS);
        each
    }

    /// All names, built in and of the user.
    pub fn names(&self) -> Vec<Name> {
        let built_in = self.store.into_iter().flat_map(|store| store.names_where(|_| Some(0)));
        let built_in = built_in.flat_map(|(_, names)| names).filter(|name| self.is_current(name));
        built_in.chain(self.user_names.values().flatten().cloned()).collect()
    }

    /// The user's library, for those who check or compare it.
    pub fn users(&self) -> &Library {
        &self.users
    }
}

//! The files of a folder, read within bounds and typed by their place.

use super::finding::{Code, Finding};
use super::parse::parse;
use super::progress::PROGRESS;
use crate::arrange::Arrange;
use crate::model::files::{EmergencyFile, HelplinesFile, SourcesFile, TermsFile};
use crate::model::interaction::{InteractionsFile, SubstancesFile};
use crate::model::text::printable;
use crate::model::{Layer, Source, SourceId};
use indexmap::IndexMap;
use std::collections::HashSet;
use std::fs;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// A file larger than this is no monograph.
pub const MOST_BYTES: u64 = 1024 * 1024;
/// More than this in all is no knowledge base, and would fill the memory.
const MOST_TOTAL: usize = 256 * 1024 * 1024;
/// Fewer files are not worth a thread of their own.
const FEW_FILES: usize = 16;
/// The folders of a knowledge base within its own; no other is entered, so no tree of links can be endless.
const FOLDERS: [&str; 2] = ["drugs", "classes"];
/// The files of a knowledge base that are no monographs.
pub const SHARED: [&str; 6] = ["terms", "sources", "helplines", "emergency", "interactions", "substances"];
/// What a folder may hold for people: files whose names begin so.
const FOR_PEOPLE: [&str; 2] = ["README", "LICENSE"];

/// What a file of the knowledge base holds.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub enum Content {
    Drug(Arc<Layer>),
    Class(Arc<Layer>),
    DrugPatch(Arc<Layer>),
    ClassPatch(Arc<Layer>),
    Terms(TermsFile),
    Sources(SourcesFile),
    Helplines(HelplinesFile),
    Emergency(Box<EmergencyFile>),
    Interactions(InteractionsFile),
    Substances(SubstancesFile),
}

impl Content {
    /// The layer of facts in it, if it is one.
    pub fn layer(&self) -> Option<&Layer> {
        match self {
            Self::Drug(layer) | Self::Class(layer) | Self::DrugPatch(layer) | Self::ClassPatch(layer) => Some(layer),
            _ => None,
        }
    }

    /// The sources that it defines.
    pub fn sources(&self) -> Option<&IndexMap<SourceId, Source>> {
        match self {
            Self::Sources(content) => Some(&content.sources),
            Self::Helplines(content) => Some(&content.sources),
            Self::Emergency(content) => Some(&content.sources),
            Self::Interactions(content) => Some(&content.sources),
            Self::Substances(content) => Some(&content.sources),
            Self::Terms(_) => None,
            _ => self.layer().map(|layer| &layer.sources),
        }
    }
}

/// A file that was read, with what it holds if it could be understood.
#[derive(Debug)]
pub struct DataFile {
    /// How it is shown: its path as it was reached.
    pub name: String,
    /// Which of the paths that were to be read led to it.
    pub root: usize,
    /// Its text.
    pub text: String,
    /// What it holds, or what is wrong with it.
    pub content: Result<Content, Vec<Finding>>,
}

/// Files and folders that were read, and what could not be.
#[derive(Debug, Default)]
pub struct Reading {
    /// What was read.
    pub files: Vec<DataFile>,
    /// What could not be read at all.
    pub unreadable: Vec<Finding>,
    /// What stands in the folders and is no file of a knowledge base.
    pub not_used: Vec<Finding>,
    /// How many bytes were read.
    total: usize,
    /// How many paths were to be read before this one.
    root: usize,
    /// What was reached, so that nothing is read twice.
    seen: HashSet<PathBuf>,
}

impl Reading {
    /// Reads a file, or every `.toml` file in a folder and in its `drugs` and `classes`; what was read before is not read
    /// again.
    pub fn add(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => self.add_folder(path, true),
            Ok(_) => self.add_file(path),
            Err(error) => self.fail(path, &reason(&error)),
        }
        self.root += 1;
    }

    /// Reads what belongs with the files among these paths and was not read yet: the rest of the folders in which they
    /// stand, and these other folders.
    pub fn beside(&self, paths: &[PathBuf], folders: &[PathBuf]) -> Self {
        let mut rest = Self { seen: self.seen.clone(), root: self.root, ..Self::default() };
        let files: Vec<&PathBuf> = paths.iter().filter(|path| fs::metadata(path).is_ok_and(|m| m.is_file())).collect();
        for folder in files.iter().filter_map(|file| knowledge_base_of(file)) {
            rest.add(&folder);
        }
        if !files.is_empty() {
            folders.iter().for_each(|folder| rest.add(folder));
        }
        rest
    }

    fn add_folder(&mut self, folder: &Path, enter: bool) {
        let real = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        if !self.seen.insert(real.clone()) {
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.fail(folder, &reason(&error)),
        };
        let mut paths: Vec<PathBuf> = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => paths.push(entry.path()),
                Err(error) => self.fail(folder, &reason(&error)),
            }
        }
        // The order in which a folder lists its files is not the same on every machine.
        paths.arrange();
        let mut read: Vec<(PathBuf, Vec<u8>)> = Vec::new();
        for path in paths {
            let Some(name) = path.file_name() else { continue };
            let hidden = name.as_encoded_bytes().starts_with(b".");
            // On some platforms the configuration stands in the same folder.
            let is_settings = name == "config.toml";
            if hidden || is_settings {
                continue;
            }
            let is_folder = fs::metadata(&path).is_ok_and(|meta| meta.is_dir());
            let is_known = FOLDERS.iter().any(|folder| name == *folder);
            if is_folder && is_known && enter {
                self.add_all(std::mem::take(&mut read));
                self.add_folder(&path, false);
            } else if !is_folder && path.extension().is_some_and(|ext| ext.eq_ignore_ascii_case("toml")) {
                if self.seen.insert(real.join(name)) {
                    read.extend(self.bytes_of(&path).map(|bytes| (path, bytes)));
                }
            } else if is_folder || !FOR_PEOPLE.iter().any(|start| name.as_encoded_bytes().starts_with(start.as_bytes()))
            {
                self.pass_over(&path, is_folder);
            }
        }
        self.add_all(read);
    }

    fn add_file(&mut self, path: &Path) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let real = fs::canonicalize(folder).ok().zip(path.file_name()).map(|(folder, name)| folder.join(name));
        if self.seen.insert(real.unwrap_or_else(|| path.to_owned()))
            && let Some(bytes) = self.bytes_of(path)
        {
            self.add_bytes(path, bytes);
        }
    }

    fn bytes_of(&mut self, path: &Path) -> Option<Vec<u8>> {
        if self.total > MOST_TOTAL {
            self.fail(path, "the files before it have more than 256 MiB in all");
            return None;
        }
        match read_bounded(path) {
            Ok(bytes) => {
                self.total += bytes.len();
                Some(bytes)
            }
            Err(reason) => {
                self.fail(path, &reason);
                None
            }
        }
    }

    /// Takes bytes as the file at a path; klon itself only ever gives it what it read there.
    pub fn add_bytes(&mut self, path: &Path, bytes: Vec<u8>) {
        match data_file(path, self.root, bytes) {
            Ok(file) => self.files.push(file),
            Err(reason) => self.fail(path, &reason),
        }
    }

    /// Takes many files, understood on all processors at once; their order stays.
    fn add_all(&mut self, read: Vec<(PathBuf, Vec<u8>)>) {
        PROGRESS.expect(read.len());
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let share = read.len().div_ceil(processors).max(FEW_FILES);
        let mut read = read.into_iter();
        let mut shares: Vec<Vec<(PathBuf, Vec<u8>)>> = Vec::new();
        while read.len() > 0 {
            shares.push(read.by_ref().take(share).collect());
        }
        type Understood = (PathBuf, Result<DataFile, String>);
        let root = self.root;
        let understand = |share: Vec<(PathBuf, Vec<u8>)>| -> Vec<Understood> {
            let one = |(path, bytes): (PathBuf, Vec<u8>)| {
                let file = data_file(&path, root, bytes);
                PROGRESS.step();
                (path, file)
            };
            share.into_iter().map(one).collect()
        };
        let understood: Vec<Understood> = match shares.len() {
            0 | 1 => shares.into_iter().flat_map(understand).collect(),
            _ => thread::scope(|scope| {
                let work: Vec<_> = shares.into_iter().map(|share| scope.spawn(move || understand(share))).collect();
                work.into_iter().flat_map(|share| share.join().unwrap_or_default()).collect()
            }),
        };
        for (path, file) in understood {
            match file {
                Ok(file) => self.files.push(file),
                Err(reason) => self.fail(&path, &reason),
            }
        }
    }

    /// The text of one file, or why it cannot be read.
    pub fn text(path: &Path) -> (Option<String>, Vec<Finding>) {
        let mut reading = Self::default();
        let text = read_bounded(path).and_then(text_of);
        if let Err(reason) = &text {
            reading.fail(path, reason);
        }
        (text.ok(), reading.unreadable)
    }

    fn pass_over(&mut self, path: &Path, is_folder: bool) {
        let (what, help) = match is_folder {
            true => ("folder", "klon enters `drugs` and `classes` alone"),
            false => ("file", "klon reads files that end in .toml"),
        };
        self.not_used.push(Finding {
            code: Code::NotUsed,
            file: path.display().to_string(),
            span: None,
            message: format!("this {what} is not read"),
            help: Some(help.to_owned()),
        });
    }

    fn fail(&mut self, path: &Path, reason: &str) {
        self.unreadable.push(Finding {
            code: Code::Unreadable,
            file: path.display().to_string(),
            span: None,
            message: format!("cannot be read: {reason}"),
            help: None,
        });
    }
}

/// Why something cannot be read.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        _ => error.to_string(),
    }
}

/// The folder of the knowledge base to which a file belongs.
fn knowledge_base_of(file: &Path) -> Option<PathBuf> {
    let folder =
        fs::canonicalize(file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
    let folder = folder.ok()?;
    let is_within = folder.file_name().is_some_and(|name| FOLDERS.iter().any(|known| name == *known));
    if is_within { folder.parent().map(Path::to_owned) } else { Some(folder) }
}

/// Reads a regular file of at most [`MOST_BYTES`].
fn read_bounded(path: &Path) -> Result<Vec<u8>, String> {
    let meta = fs::metadata(path).map_err(|error| reason(&error))?;
    if !meta.is_file() {
        return Err("not a regular file".to_owned());
    }
    let file = fs::File::open(path).map_err(|error| error.to_string())?;
    let mut bytes = Vec::new();
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err("larger than 1 MiB".to_owned());
    }
    Ok(bytes)
}

/// Bytes as a file, or why they are no text.
fn data_file(path: &Path, root: usize, bytes: Vec<u8>) -> Result<DataFile, String> {
    let text = text_of(bytes)?;
    let name = path.display().to_string();
    let content = understand(path, &name, &text);
    Ok(DataFile { name, root, text, content })
}

/// UTF-8 without a byte order mark.
fn text_of(bytes: Vec<u8>) -> Result<String, String> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => Err(format!("not UTF-8 (byte {})", error.utf8_error().valid_up_to() + 1)),
    }
}

/// Types a file by its place: `classes/x.toml`, `x.patch.toml`, `terms.toml`, ... Anything else is a drug.
fn understand(path: &Path, name: &str, text: &str) -> Result<Content, Vec<Finding>> {
    let file_name = path.file_name().map(|f| f.to_string_lossy()).unwrap_or_default();
    let stem = file_name.strip_suffix(".toml").unwrap_or_default();
    match stem {
        "terms" => parse(name, text).map(Content::Terms),
        "sources" => parse(name, text).map(Content::Sources),
        "helplines" => parse(name, text).map(Content::Helplines),
        "emergency" => parse(name, text).map(|file| Content::Emergency(Box::new(file))),
        "interactions" => parse(name, text).map(Content::Interactions),
        "substances" => parse(name, text).map(Content::Substances),
        _ => {
            let layer: Layer = parse(name, text).map_err(|findings| misnamed(name, stem, text).unwrap_or(findings))?;
            let id = stem.strip_suffix(".patch").unwrap_or(stem);
            if layer.id.as_str() != id {
                return Err(vec![Finding {
                    code: Code::FileName,
                    file: name.to_owned(),
                    span: super::parse::Places::of(text).find(&["id".to_owned()]),
                    message: format!("the id is `{}`, but the file is named `{}`", layer.id, printable(&file_name)),
                    help: Some("give the file the name of its id, or the other way round".to_owned()),
                }]);
            }
            let layer = Arc::new(layer);
            Ok(match (is_in_classes(path), id.len() < stem.len()) {
                (false, false) => Content::Drug(layer),
                (false, true) => Content::DrugPatch(layer),
                (true, false) => Content::Class(layer),
                (true, true) => Content::ClassPatch(layer),
            })
        }
    }
}

/// Whether a file stands in a folder `classes`, also where the path that was given does not name it.
fn is_in_classes(path: &Path) -> bool {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is_classes = |folder: &Path| folder.file_name().is_some_and(|name| name == "classes");
    match folder.file_name() {
        Some(_) => is_classes(folder),
        None => fs::canonicalize(folder).is_ok_and(|folder| is_classes(&folder)),
    }
}

/// What to say of a file that is no monograph, and whose name is nearly that of another kind of file.
fn misnamed(name: &str, stem: &str, text: &str) -> Option<Vec<Finding>> {
    let near = SHARED.iter().find(|known| strsim::damerau_levenshtein(stem, known) <= 2)?;
    let has_id = text.lines().any(|line| line.trim_start().starts_with("id"));
    (!has_id).then(|| {
        vec![Finding {
            code: Code::FileName,
            file: name.to_owned(),
            span: None,
            message: "a file of this name would be a drug, and it has no `id`".to_owned(),
            help: Some(format!("did you mean {near}.toml?")),
        }]
    })
}

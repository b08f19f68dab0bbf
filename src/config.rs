//! What a user has settled: from the command line, the environment, the configuration file, the locale, or nowhere.

use crate::app::Surroundings;
use crate::cli::{Global, Reader, When};
use crate::kb::file::{DataFile, Reading};
use crate::kb::finding::Finding;
use crate::kb::parse::parse_what_is_right;
use crate::model::text::printable;
use crate::model::{Audience, Country};
use crate::query::country::CountryChoice;
use crate::view::words;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use std::path::{Path, PathBuf};

/// The drug that is shown when none is named.
const DEFAULT_DRUG: &str = "clonazepam";
/// What pages where nothing else was chosen: quits where all fits on a screen, keeps colours, leaves the text there.
const DEFAULT_PAGER: &str = "less -FRX";

/// The configuration file. What is not in it is not settled there.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    drug: Option<String>,
    #[serde(deserialize_with = "asked_country")]
    country: Option<Country>,
    audience: Option<Reader>,
    color: Option<When>,
    pager: Option<String>,
    data: Vec<PathBuf>,
}

/// A country as it may be given on the command line too: in any case, and `UK`.
fn asked_country<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Country>, D::Error> {
    let raw = String::deserialize(deserializer)?;
    Country::asked(&raw).map(Some).map_err(D::Error::custom)
}

/// Where a value is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// An option of the command line.
    Option(&'static str),
    /// A variable of the environment.
    Variable(&'static str),
    /// The configuration file.
    File,
    /// The language settings.
    Locale,
    /// Nobody chose it.
    Default,
}

/// A value and where it is from.
#[derive(Debug, Clone)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it is from.
    pub from: Origin,
}

impl<T> Setting<T> {
    fn new(value: T, from: Origin) -> Self {
        Self { value, from }
    }
}

/// Everything that can be settled.
#[derive(Debug)]
pub struct Settings {
    /// The file, whether or not it is there.
    pub path: Option<PathBuf>,
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// The file as it was read, for showing what is wrong.
    pub file: Option<DataFile>,
    /// The drug that is meant where none is named.
    pub drug: Setting<String>,
    /// Whose numbers, brands and schedules.
    pub country: Setting<CountryChoice>,
    /// Whose words come first.
    pub audience: Setting<Option<Audience>>,
    /// When to colour.
    pub color: Setting<When>,
    /// The command that shows long answers; none, if it is empty.
    pub pager: Setting<String>,
    /// The folders of a user's files, the first to be read first.
    pub data: Vec<Setting<PathBuf>>,
}

/// The folder that the platform has for something of klon's: under a variable of its own on most Unixes, else under
/// the home.
fn platform(around: &Surroundings, variable: &str, under_home: &str) -> Option<PathBuf> {
    let home = around.path("HOME");
    let folder = if cfg!(windows) {
        around.path("APPDATA")
    } else if cfg!(target_os = "macos") {
        home.map(|home| home.join("Library/Application Support"))
    } else {
        let given = around.path(variable).filter(|path| path.is_absolute());
        given.or_else(|| home.map(|home| home.join(under_home)))
    };
    folder.map(|folder| folder.join("klon"))
}

/// The configuration file's place.
fn place(around: &Surroundings) -> Option<PathBuf> {
    around
        .path("KLON_CONFIG")
        .or_else(|| platform(around, "XDG_CONFIG_HOME", ".config").map(|folder| folder.join("config.toml")))
}

/// The folder of a user's files that the platform has for that; nobody asked for it, so it need not be there.
fn platform_data(around: &Surroundings) -> Option<PathBuf> {
    platform(around, "XDG_DATA_HOME", ".local/share").filter(|folder| folder.exists())
}

/// Reads a configuration file; what is wrong in it settles nothing, and is told.
fn read(path: &Path) -> (File, Vec<Finding>, Option<DataFile>) {
    let (text, findings) = Reading::text(path);
    let Some(text) = text else { return (File::default(), findings, None) };
    let name = path.display().to_string();
    let (file, findings) = parse_what_is_right::<File>(&name, &text);
    let content = Err(findings.clone());
    (file.unwrap_or_default(), findings, Some(DataFile { name, root: 0, text, content }))
}

impl Settings {
    /// Everything that holds for a run.
    pub fn of(global: &Global, around: &Surroundings) -> Self {
        let path = place(around);
        let asked = around.path("KLON_CONFIG").is_some();
        let there = path.as_deref().filter(|path| asked || path.exists());
        let (file, findings, read) = there.map(read).unwrap_or_default();
        Self {
            drug: file.drug.map_or_else(
                || Setting::new(DEFAULT_DRUG.to_owned(), Origin::Default),
                |drug| Setting::new(drug, Origin::File),
            ),
            country: country(global, file.country, around),
            audience: match (global.audience, file.audience) {
                (Some(reader), _) => Setting::new(Some(reader.audience()), Origin::Option("--audience")),
                (None, Some(reader)) => Setting::new(Some(reader.audience()), Origin::File),
                (None, None) => Setting::new(None, Origin::Default),
            },
            color: color(global, file.color, around),
            pager: pager(global, file.pager, around),
            data: data(global, &file.data, path.as_deref(), around),
            path,
            findings,
            file: read,
        }
    }

    /// Settles what suits a file: no colour, unless the command line asks for it, and no pager.
    pub fn no_terminal(&mut self) {
        if !matches!(self.color.from, Origin::Option(_)) {
            self.color.value = When::Never;
        }
        self.pager.value.clear();
    }

    /// The folders of a user's files.
    pub fn folders(&self) -> Vec<PathBuf> {
        self.data.iter().map(|setting| setting.value.clone()).collect()
    }

    /// `klon config`: every value and where it is from.
    pub fn shown(&self) -> String {
        let file = self.path.as_ref().map_or_else(|| words::NO_CONFIG_PLACE.to_owned(), |path| path_in_words(path));
        let there = self.path.as_ref().is_some_and(|path| path.exists());
        let country = self.country.value.country.map(|country| country.to_string()).unwrap_or_default();
        let audience = match self.audience.value {
            Some(Audience::Clinician) => "clinician",
            _ => "patient",
        };
        let color = match self.color.value {
            When::Auto => "auto",
            When::Always => "always",
            When::Never => "never",
        };
        let mut rows = vec![
            ("drug", printable(&self.drug.value), &self.drug.from),
            ("country", country, &self.country.from),
            ("audience", audience.to_owned(), &self.audience.from),
            ("color", color.to_owned(), &self.color.from),
            ("pager", printable(&self.pager.value), &self.pager.from),
        ];
        if self.data.is_empty() {
            rows.push(("data", String::new(), &Origin::Default));
        }
        rows.extend(self.data.iter().map(|folder| {
            let path = path_in_words(&folder.value);
            let path = if folder.value.exists() { path } else { format!("{path} {}", words::NOT_THERE) };
            ("data", path, &folder.from)
        }));
        for (_, value, _) in rows.iter_mut().filter(|(_, value, _)| value.trim().is_empty()) {
            *value = words::NOT_SET.to_owned();
        }
        let widest = rows.iter().map(|(_, value, _)| value.chars().count()).max().unwrap_or(0);
        let row = |(key, value, from): (&str, String, &Origin)| {
            let pad = " ".repeat(widest - value.chars().count());
            format!("{key:<9}{value}{pad}  {}\n", words::setting_origin(from))
        };
        let rows: String = rows.into_iter().map(row).collect();
        format!("{rows}\n{}\n", words::config_file(&file, there))
    }
}

/// A path as it may be printed.
fn path_in_words(path: &Path) -> String {
    printable(&path.to_string_lossy())
}

fn country(global: &Global, configured: Option<Country>, around: &Surroundings) -> Setting<CountryChoice> {
    let locale = |name| around.get(name).map(str::to_owned);
    let locales = [locale("LC_ALL"), locale("LC_MESSAGES"), locale("LANG")];
    let choice = CountryChoice::new(global.country, configured, locales);
    let from = match choice.how {
        crate::query::country::How::Given => Origin::Option("--country"),
        crate::query::country::How::Configured => Origin::File,
        crate::query::country::How::Locale => Origin::Locale,
        crate::query::country::How::Unknown => Origin::Default,
    };
    Setting::new(choice, from)
}

fn color(global: &Global, configured: Option<When>, around: &Surroundings) -> Setting<When> {
    if let Some(when) = global.color {
        return Setting::new(when, Origin::Option("--color"));
    }
    // Variables are for one session, the file is for all of them.
    if around.get("NO_COLOR").is_some() {
        return Setting::new(When::Never, Origin::Variable("NO_COLOR"));
    }
    if around.get("CLICOLOR_FORCE").is_some_and(|value| value != "0") {
        return Setting::new(When::Always, Origin::Variable("CLICOLOR_FORCE"));
    }
    configured.map_or(Setting::new(When::Auto, Origin::Default), |when| Setting::new(when, Origin::File))
}

fn pager(global: &Global, configured: Option<String>, around: &Surroundings) -> Setting<String> {
    if global.no_pager {
        return Setting::new(String::new(), Origin::Option("--no-pager"));
    }
    for name in ["KLON_PAGER", "PAGER"] {
        let (own, set) = (name == "KLON_PAGER", around.set(name));
        // An empty KLON_PAGER says that there is to be none; it goes before the file, PAGER goes behind it.
        if let Some(value) = set.filter(|value| own || !value.is_empty()) {
            if !own && let Some(configured) = configured {
                return Setting::new(configured, Origin::File);
            }
            return Setting::new(value.to_owned(), Origin::Variable(name));
        }
    }
    match configured {
        Some(pager) => Setting::new(pager, Origin::File),
        None => Setting::new(DEFAULT_PAGER.to_owned(), Origin::Default),
    }
}

/// The folders of a user's files: the command line's, the environment's, the file's, the platform's.
fn data(global: &Global, configured: &[PathBuf], file: Option<&Path>, around: &Surroundings) -> Vec<Setting<PathBuf>> {
    let given = global.data.iter().map(|path| Setting::new(path.clone(), Origin::Option("--data")));
    let variable = around.path("KLON_DATA").map(|path| Setting::new(path, Origin::Variable("KLON_DATA")));
    // A folder that the file names is where the file is, unless it says otherwise.
    let beside = |path: &PathBuf| file.and_then(Path::parent).map_or_else(|| path.clone(), |folder| folder.join(path));
    let configured = configured.iter().map(|path| Setting::new(beside(path), Origin::File));
    let platform = platform_data(around).map(|path| Setting::new(path, Origin::Default));
    given.chain(variable).chain(configured).chain(platform).collect()
}

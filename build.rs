//! Compiles `data/` into the program, with the program's own types and checks.

#![allow(dead_code, unused_imports)]

#[path = "src/arrange.rs"]
mod arrange;
#[path = "src/kb/mod.rs"]
mod kb;
#[path = "src/model/mod.rs"]
mod model;

use kb::file::Reading;
use kb::finding::{Finding, Severity};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=src/arrange.rs");
    println!("cargo::rerun-if-changed=src/model");
    println!("cargo::rerun-if-changed=src/kb");
    fold_identical_code();
    match compile() {
        Ok(()) => ExitCode::SUCCESS,
        Err(reasons) => {
            for reason in reasons {
                println!("cargo::error={reason}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Generic code comes out alike for many types. Where Rust brings its own linker, that keeps one of each kind.
fn fold_identical_code() {
    let is = |name: &str, value: &str| env::var(name).is_ok_and(|known| known == value);
    if is("TARGET", "x86_64-unknown-linux-gnu") && is("PROFILE", "release") {
        println!("cargo::rustc-link-arg-bins=-Wl,--icf=all");
    }
}

fn compile() -> Result<(), Vec<String>> {
    let mut reading = Reading::default();
    reading.add(Path::new("data"));
    let kb = kb::KnowledgeBase::alone(&reading.files);
    let findings = kb::check::check(&kb, &reading, &[], &kb::check::Options::new(None));
    let errors: Vec<String> =
        findings.iter().filter(|f| f.code.severity() == Severity::Error).map(|f| line(&reading, f)).collect();
    if !errors.is_empty() {
        return Err(errors);
    }
    let compiled = kb::store::compile(&kb).map_err(|error| vec![error])?;
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let write =
        |name: &str, bytes: &[u8]| fs::write(out.join(name), bytes).map_err(|error| vec![format!("{name}: {error}")]);
    write("knowledge.bin", &compiled.blob)?;
    write("knowledge.txt", compiled.text.as_bytes())?;
    write("knowledge.rs", compiled.tables.as_bytes())
}

/// `data/drugs/x.toml:12:5: K003 a fact without a citation (add ...)`
fn line(reading: &Reading, finding: &Finding) -> String {
    let text = reading.files.iter().find(|file| file.name == finding.file).map_or("", |file| file.text.as_str());
    let (line, column) = finding.position(text);
    let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    format!("{}:{line}:{column}: {} {}{help}", finding.file, finding.code.number(), finding.message)
}

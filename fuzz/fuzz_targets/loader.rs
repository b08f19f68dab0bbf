//! Any bytes as a file of a user's folder: an answer or findings, and never a panic.
//!
//! `cargo fuzz run loader fuzz/corpus/loader -- -max_total_time=600` (needs a nightly compiler, or RUSTC_BOOTSTRAP=1).

#![no_main]

use klon::builtin::STORE;
use klon::kb::KnowledgeBase;
use klon::kb::check::{Options, check};
use klon::kb::file::Reading;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut reading = Reading::default();
    reading.add_bytes("drugs/drug.toml".as_ref(), bytes.to_vec());
    let kb = KnowledgeBase::compiled(&STORE).with_files(&reading.files);
    for finding in check(&kb, &reading, &[], &Options::new(None)) {
        let text = reading.files.first().map_or("", |file| file.text.as_str());
        let (line, column) = finding.position(text);
        assert!(line >= 1 && column >= 1);
        assert!(!finding.message.chars().any(char::is_control));
    }
});

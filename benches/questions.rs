//! What a question costs inside the process: `cargo bench`.
//!
//! What it costs a reader, from the start of the process to its end, is measured by `benches/compare`.

use divan::{Bencher, black_box};
use klon::app::{Surroundings, run};
use klon::builtin::STORE;
use klon::kb::KnowledgeBase;
use klon::model::EntryId;

fn main() {
    divan::main();
}

fn answered(words: &[&str]) -> String {
    let arguments = ["klon"].iter().chain(words).map(Into::into);
    run(arguments, &Surroundings::default()).stdout
}

/// Every section of one monograph with its classes, decoded and laid.
#[divan::bench]
fn decode_one_monograph(bencher: Bencher) {
    let kb = KnowledgeBase::compiled(&STORE);
    let id = EntryId::try_from("clonazepam".to_owned()).expect("an id");
    bencher.bench(|| kb.monograph(black_box(&id)).expect("a monograph").facts().count());
}

/// A name -> its drug; a misspelt one -> what it may have been.
#[divan::bench(args = ["klonopin", "klonipin"])]
fn resolve_a_name(bencher: Bencher, name: &str) {
    let kb = KnowledgeBase::compiled(&STORE);
    bencher.bench(|| kb.find(black_box(name), None));
}

/// Whole questions, from the command line's words to the text that is printed.
#[divan::bench(args = [
    "overdose clonazepam", "info clonazepam", "symptoms clonazepam", "sources clonazepam", "list", "search flumazenil seizures",
    "which coma yawning", "compare clonazepam diazepam", "interactions clonazepam oxycodone", "info clonazepam --format json",
])]
fn answer(bencher: Bencher, words: &str) {
    let words: Vec<&str> = words.split(' ').collect();
    bencher.bench(|| answered(black_box(&words)));
}

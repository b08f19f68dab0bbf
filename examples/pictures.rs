//! Draws answers as pictures for the README, from real runs: `cargo run --example pictures`.

use klon::app::{Surroundings, run};
use std::fs;
use std::io;

/// A picture's file, and the words that klon is asked.
const PICTURES: [(&str, &[&str]); 4] = [
    ("overdose", &["overdose", "oxycodone", "--country", "US"]),
    ("compare", &["compare", "clonazepam", "diazepam"]),
    ("interactions", &["interactions", "klonopin", "percocet", "alcohol"]),
    ("symptoms", &["symptoms", "clonazepam", "--withdrawal", "--country", "GB"]),
];

/// More lines make no picture.
const MOST_LINES: usize = 48;

fn main() -> io::Result<()> {
    let variables = vec![("LANG".to_owned(), "en_US.UTF-8".to_owned())];
    let around = Surroundings { variables, ..Surroundings::default() };
    for (name, words) in PICTURES {
        let arguments = ["klon", "--color", "always"].iter().chain(words).map(Into::into);
        let answer = run(arguments, &around).stdout;
        let shown: String = answer.split_inclusive('\n').take(MOST_LINES).collect();
        let term = anstyle_svg::Term::new().min_width_px(720);
        fs::write(format!("docs/{name}.svg"), term.render_svg(&format!("$ klon {}\n{shown}", words.join(" "))))?;
    }
    Ok(())
}

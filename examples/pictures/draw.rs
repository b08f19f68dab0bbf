//! A run of klon -> a picture of it.

use klon::app::{Surroundings, run};

/// A picture's file, and the words that klon is asked.
pub const PICTURES: [(&str, &[&str]); 2] = [
    ("overdose", &["overdose", "oxycodone", "--country", "US"]),
    ("compare", &["compare", "clonazepam", "diazepam", "--country", "US"]),
];

/// More lines make no picture.
const MOST_LINES: usize = 48;

/// What a terminal shows.
pub fn picture(words: &[&str]) -> String {
    let variables = vec![("LANG".to_owned(), "en_US.UTF-8".to_owned())];
    let around = Surroundings { variables, ..Surroundings::default() };
    let arguments = ["klon", "--color", "always"].iter().chain(words).map(Into::into);
    let answer = run(arguments, &around).stdout;
    let shown: String = answer.split_inclusive('\n').take(MOST_LINES).collect();
    let term = anstyle_svg::Term::new().min_width_px(720);
    term.render_svg(&format!("$ klon {}\n{shown}", words.join(" ")))
}

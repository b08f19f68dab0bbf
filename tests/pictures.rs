//! The README's pictures are what klon shows: `cargo run --example pictures` draws them anew.

#[path = "../examples/pictures/draw.rs"]
mod draw;

use klon::builtin::STORE;
use std::fs;

#[test]
fn the_pictures_are_what_klon_shows() {
    for (name, words) in draw::PICTURES {
        let drawn = draw::picture(words);
        let kept = fs::read_to_string(format!("docs/{name}.svg")).expect("a picture");
        assert_eq!(drawn.lines().count(), kept.lines().count(), "{name}: cargo run --example pictures");
        for (now, before) in drawn.lines().zip(kept.lines()) {
            // The edition changes with every correction of a fact.
            assert!(now == before || now.contains(STORE.version), "{name}: {now}\nbefore: {before}");
        }
    }
}

#[test]
fn the_readme_shows_every_picture() {
    let readme = fs::read_to_string("README.md").expect("a README");
    for file in fs::read_dir("docs").expect("docs").map(|file| file.expect("a file").file_name()) {
        let file = file.to_string_lossy().into_owned();
        assert!(!file.ends_with(".svg") || readme.contains(&file), "{file}");
    }
}

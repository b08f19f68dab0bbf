//! Draws answers as pictures for the README, from real runs: `cargo run --example pictures`.

mod draw;

use std::fs;
use std::io;

fn main() -> io::Result<()> {
    for (name, words) in draw::PICTURES {
        fs::write(format!("docs/{name}.svg"), draw::picture(words))?;
    }
    Ok(())
}

//! Prints the plain word sequences of a folder of taxonomy files, one a line: what matchers without patterns can be given.

use std::io::Write as _;
use std::path::Path;

use skills::Taxonomy;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dir = std::env::args().nth(1).ok_or("name a folder of taxonomy files")?;
    let literals = Taxonomy::from_dir(Path::new(&dir))?.literals();
    std::io::stdout().write_all(literals.join("\n").as_bytes())?;
    Ok(())
}

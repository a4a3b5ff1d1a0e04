//! Reads WARC files of anybody and prints a table: records, captures, and each damage with its reason; ARC files are refused by name.
//!
//! `cargo run -p rolescope-archive --example read_warcs -- [--together] FILE|FOLDER...`
//!
//! Each file is an archive by itself; `--together` adds what all are as one, where a revisit finds its payload in another file.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use archive::{Archive, Damage, Entry, Item, read_records};

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let (flags, paths): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|arg| arg == "--together");
    let mut files = Vec::new();
    for path in paths {
        collect(Path::new(&path), &mut files)?;
    }
    if files.is_empty() {
        return Err("usage: read_warcs [--together] FILE|FOLDER...".into());
    }
    files.sort();
    println!("{:<44} {:>7} {:>8} {:>7}", "file", "records", "captures", "damages");
    for file in &files {
        print(file)?;
    }
    if !flags.is_empty() {
        print_line("together", None, &captures(&files)?);
    }
    Ok(())
}

/// The file, or those of a folder whose names speak of an archive.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        let is_archive = path.to_string_lossy().contains(".warc") || path.to_string_lossy().contains(".arc");
        if path.is_dir() || is_archive {
            collect(&path, files)?;
        }
    }
    Ok(())
}

fn print(file: &Path) -> Result<(), Failure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let records: usize = match read_records(file) {
        Ok(entries) => entries.filter(|entry| matches!(entry, Ok(Entry::Record(..)))).count(),
        Err(error) => {
            println!("{name:<44} {error}");
            return Ok(());
        }
    };
    print_line(&name, Some(records), &captures(std::slice::from_ref(&file.to_owned()))?);
    Ok(())
}

fn print_line(name: &str, records_n: Option<usize>, items: &[Item]) {
    let captures_n = items.iter().filter(|item| matches!(item, Item::Capture(_))).count();
    let records = records_n.map_or_else(String::new, |n| n.to_string());
    println!("{name:<44} {records:>7} {captures_n:>8} {:>7}", items.len() - captures_n);
    for item in items {
        if let Item::Damage(Damage { offset, length, detail, .. }) = item {
            println!("  {length} bytes at byte {offset}: {detail}");
        }
    }
}

/// What an archive of these files holds. The copies bear names that an archive looks for.
fn captures(files: &[PathBuf]) -> Result<Vec<Item>, Failure> {
    let dir = tempfile::tempdir()?;
    for (file, n) in files.iter().zip(1..) {
        let bytes = fs::read(file)?;
        let ending = if bytes.starts_with(&[0x1f, 0x8b]) { "warc.gz" } else { "warc" };
        fs::write(dir.path().join(format!("{n}.{ending}")), bytes)?;
    }
    let items: Result<Vec<Item>, _> = Archive::open(dir.path())?.captures().collect();
    Ok(items?)
}

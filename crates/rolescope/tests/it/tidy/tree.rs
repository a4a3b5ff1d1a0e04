//! The files of the workspace as a fresh checkout holds them: without what git ignores and what builds leave behind.

use std::fs;
use std::path::{Path, PathBuf};

/// A text file of the workspace.
pub(crate) struct TextFile {
    /// Its path from the root, with `/` between the parts.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) text: String,
}

impl TextFile {
    pub(crate) fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "rs")
    }

    /// The folder of its crate; `None` for what lies in no crate.
    pub(crate) fn crate_name(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("crates/").and_then(|rest| rest.split_once('/'));
        inside.map(|(name, _)| name).or(self.path.starts_with("benches/").then_some("benches"))
    }

    /// Whether nothing of it is in what users run: tests, benches, build scripts.
    pub(crate) fn is_for_tests(&self) -> bool {
        self.path.split('/').any(|part| matches!(part, "tests" | "benches" | "examples" | "fuzz" | "tests.rs" | "build.rs"))
    }
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every text file, by path.
pub(crate) fn text_files() -> Vec<TextFile> {
    let ignored = fs::read_to_string(root().join(".gitignore")).unwrap_or_default();
    let mut files = Vec::new();
    visit(&root(), "", &ignored, &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 100, "the tree is not where it is looked for: {}", root().display());
    files
}

fn visit(dir: &Path, at: &str, ignored: &str, files: &mut Vec<TextFile>) {
    // Somebody else may be building or writing beside the test: what has gone in the meantime is no offense.
    let Ok(entries) = fs::read_dir(dir) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{at}{name}");
        if name == ".git" || ignored.lines().any(|pattern| is_ignored(pattern, &path, &name)) {
            continue;
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            let is_made = ["CACHEDIR.TAG", "pyvenv.cfg"].iter().any(|mark| entry.path().join(mark).exists());
            if !is_made {
                visit(&entry.path(), &format!("{path}/"), ignored, files);
            }
        } else if let Ok(text) = fs::read_to_string(entry.path()) {
            files.push(TextFile { path, text });
        }
    }
}

/// The part of git's language that this project's `.gitignore` uses: `/path`, `name`, `name/`, `*.ending`.
fn is_ignored(pattern: &str, path: &str, name: &str) -> bool {
    let pattern = pattern.trim().trim_end_matches('/');
    match (pattern.strip_prefix('/'), pattern.strip_prefix('*')) {
        (Some(anchored), _) => path == anchored,
        (_, Some(ending)) => name.ends_with(ending),
        _ => !pattern.is_empty() && name == pattern,
    }
}

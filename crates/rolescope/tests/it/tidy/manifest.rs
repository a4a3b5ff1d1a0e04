//! What a crate's manifest says, as far as the rules need it.

use std::collections::BTreeSet;
use std::fs;

use super::tree::root;

/// The manifest of one crate.
pub(crate) struct Manifest {
    /// The folder of the crate.
    pub(crate) name: String,
    /// What it is built with: `[dependencies]`, of any target, and `[build-dependencies]`.
    pub(crate) dependencies: BTreeSet<String>,
    /// What only its tests are built with.
    pub(crate) dev_dependencies: BTreeSet<String>,
    /// Whether it inherits the lints of the workspace.
    pub(crate) has_workspace_lints: bool,
}

/// The manifests of the crates under `crates/`, and of the benches.
pub(crate) fn manifests() -> Vec<Manifest> {
    let entries = fs::read_dir(root().join("crates")).expect("the workspace has crates").flatten();
    let mut names: Vec<String> = entries.map(|entry| format!("crates/{}", entry.file_name().to_string_lossy())).collect();
    names.push("benches".to_owned());
    names.sort();
    let read = |path: &String| fs::read_to_string(root().join(path).join("Cargo.toml")).ok().map(|text| (path.clone(), text));
    names.iter().filter_map(read).map(|(path, text)| parse(path.trim_start_matches("crates/"), &text)).collect()
}

fn parse(name: &str, text: &str) -> Manifest {
    let mut manifest =
        Manifest { name: name.to_owned(), dependencies: BTreeSet::new(), dev_dependencies: BTreeSet::new(), has_workspace_lints: false };
    let mut section = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(title) = line.strip_prefix('[') {
            title.trim_end_matches(']').clone_into(&mut section);
            if let Some((table, dependency)) = section.rsplit_once("dependencies.") {
                manifest.note(table.contains("dev-"), dependency);
            }
        } else if section.ends_with("dependencies") {
            manifest.note(section.ends_with("dev-dependencies"), line.split(['.', '=', ' ']).next().unwrap_or_default());
        } else if section == "lints" && line.replace(' ', "") == "workspace=true" {
            manifest.has_workspace_lints = true;
        }
    }
    manifest
}

impl Manifest {
    fn note(&mut self, is_dev: bool, dependency: &str) {
        let list = if is_dev { &mut self.dev_dependencies } else { &mut self.dependencies };
        // Ours may be named by folder or by package.
        list.insert(dependency.strip_prefix("rolescope-").unwrap_or(dependency).to_owned());
    }
}

#[test]
fn both_ways_of_naming_a_dependency_are_read() {
    let text = "[package]\nname = \"x\"\n[dependencies]\na.workspace = true\nrolescope-b = \"1\"\n[target.'cfg(unix)'.dependencies]\nc = \"1\"\n\
                [dependencies.d]\nversion = \"1\"\n[dev-dependencies]\ne = \"1\"\n[dev-dependencies.f]\nversion = \"1\"\n[lints]\nworkspace = true\n";
    let manifest = parse("x", text);
    assert_eq!(manifest.dependencies.into_iter().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    assert_eq!(manifest.dev_dependencies.into_iter().collect::<Vec<_>>(), ["e", "f"]);
    assert!(manifest.has_workspace_lints);
}

//! Checks that neither the compiler nor a lint can make. Each returns sentences, one per finding.

mod layers;
pub mod licences;
mod locales;
mod sources;
mod styles;
mod uses;

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Outcome, project};

/// Folders that hold nothing written here.
const FOREIGN: [&str; 4] = ["target", ".git", "node_modules", "dist"];

/// Every finding about the project's own files.
///
/// # Errors
/// When a file cannot be read.
pub fn findings() -> Outcome<Vec<String>> {
    let mut files = Vec::new();
    list(&project::root(), &mut files)?;
    files.sort();
    let mut findings = Vec::new();
    for file in &files {
        let content = fs::read(file)?;
        sources::inspect(&within(file), &content, &mut findings);
        let text = String::from_utf8_lossy(&content);
        layers::inspect(&within(file), &text, &mut findings);
        styles::inspect(&within(file), &text, &mut findings);
    }
    findings.extend(locales::findings(&files)?);
    Ok(findings)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> Outcome<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let kind = entry.file_type()?;
        if kind.is_file() {
            files.push(entry.path());
        } else if kind.is_dir() && !FOREIGN.contains(&name.to_string_lossy().as_ref()) {
            list(&entry.path(), files)?;
        }
    }
    Ok(())
}

/// The path as people name it: from the project's root on.
fn within(file: &Path) -> String {
    file.strip_prefix(project::root()).unwrap_or(file).display().to_string()
}

#[cfg(test)]
mod tests {
    /// So that a plain test run keeps the project tidy, too.
    #[test]
    fn the_project_is_tidy() {
        let findings = super::findings().expect("the project's files can be read");
        assert!(findings.is_empty(), "{}", findings.join("\n"));
    }
}

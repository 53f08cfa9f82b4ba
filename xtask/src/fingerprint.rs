//! Whether inputs changed since a build: one number over the names and contents of files.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::Outcome;

/// A number that changes when a file below the paths appears, disappears, moves or changes.
/// Paths that do not exist count as empty.
///
/// # Errors
/// When something below the paths cannot be read.
pub fn of(root: &Path, paths: &[&str]) -> Outcome<u64> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        add(&root.join(path), &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn add(path: &Path, hasher: &mut DefaultHasher) -> Outcome<()> {
    if path.is_dir() {
        let mut entries = fs::read_dir(path)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            add(&entry.path(), hasher)?;
        }
    } else if path.exists() {
        path.hash(hasher);
        fs::read(path)?.hash(hasher);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing set-up is a failing test")]

    use super::*;

    #[test]
    fn any_change_below_the_paths_changes_the_number() {
        let root = std::env::temp_dir().join(format!("furgo-fingerprint-{}", std::process::id()));
        fs::create_dir_all(root.join("a/b")).unwrap();
        fs::write(root.join("a/b/file"), "one").unwrap();
        let first = of(&root, &["a", "missing"]).unwrap();
        assert_eq!(of(&root, &["a", "missing"]).unwrap(), first);

        fs::write(root.join("a/b/file"), "two").unwrap();
        let changed = of(&root, &["a", "missing"]).unwrap();
        assert_ne!(changed, first);

        fs::rename(root.join("a/b/file"), root.join("a/b/other")).unwrap();
        assert_ne!(of(&root, &["a", "missing"]).unwrap(), changed);
        fs::remove_dir_all(root).unwrap();
    }
}

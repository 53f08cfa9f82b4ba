//! What lies in a data folder beside the data file: copies, and what a killed process left
//! unfinished.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// Names of files that somebody was writing: how they begin and how they end.
const UNFINISHED: &[(&str, &str)] = &[
    ("furgo-backup-", ".tmp"),
    ("furgo.redb", ".new"),
    ("furgo-before-", ".new"),
    ("secret.key", ".new"),
    ("local-ca.pem", ".new"),
    ("acme-", ".new"),
    ("roads-", ".new"),
];

/// Removes what a killed process was writing. The folder is locked, so nobody else writes there,
/// but for an import of roads, which holds a lock on its own file.
pub(super) fn sweep(dir: &Path) {
    let unfinished = UNFINISHED.iter().flat_map(|(start, end)| files_named(dir, start, end));
    for path in unfinished {
        let is_in_use = File::open(&path).is_ok_and(|file| file.try_lock().is_err());
        if is_in_use {
            continue;
        }
        match fs::remove_file(&path) {
            Ok(()) => tracing::info!(path = %path.display(), "an unfinished file was removed"),
            Err(error) => {
                tracing::warn!(path = %path.display(), %error, "an unfinished file could not be removed");
            }
        }
    }
}

/// Copies of the data that were kept beside the file.
pub(super) fn copies(dir: &Path) -> Vec<PathBuf> {
    files_named(dir, "furgo-before-", ".redb")
}

/// The first free one of the names `START-1.redb`, `START-2.redb` and so on. Copies are never
/// written over: the oldest may be the only good one.
pub fn free_name(dir: &Path, start: &str) -> PathBuf {
    let names = (1_u32..).map(|number| dir.join(format!("{start}-{number}.redb")));
    names.into_iter().find(|path| !path.exists()).unwrap_or_else(|| dir.join(start))
}

/// The files whose names begin and end so, in the order of their names.
fn files_named(dir: &Path, start: &str, end: &str) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            name.starts_with(start) && name.ends_with(end)
        })
        .collect();
    files.sort();
    files
}

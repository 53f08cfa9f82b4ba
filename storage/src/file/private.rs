//! Files and folders that are their owner's alone, whatever the umask says: the data name people
//! and their addresses, and so do all copies of them.

use std::{
    fs::{self, DirBuilder, File},
    io::{self, ErrorKind},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

/// What nobody but the owner may do with a file or a folder.
const OTHERS: u32 = 0o077;

/// An empty file, in place of whatever file has the name.
pub fn create(path: &Path) -> io::Result<File> {
    // An old file keeps its permissions when it is only emptied.
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    File::options().read(true).write(true).create_new(true).mode(0o600).open(path)
}

/// A copy of a file, in place of whatever file has the name.
pub fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let mut from = File::open(from)?;
    io::copy(&mut from, &mut create(to)?).map(drop)
}

/// Makes a folder, and those above it, where they are missing. An empty one, as service managers
/// and container volumes provide it, is closed to others; one with something in it is not ours to
/// close.
pub fn make_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let is_empty = fs::read_dir(path)?.next().is_none();
    match is_empty && !exposed([path.to_owned()]).is_empty() {
        true => fs::set_permissions(path, fs::Permissions::from_mode(0o700)),
        false => Ok(()),
    }
}

/// Those of some files and folders that others can read or change; what is missing harms nobody.
pub fn exposed(paths: impl IntoIterator<Item = PathBuf>) -> Vec<PathBuf> {
    let is_open = |path: &PathBuf| {
        fs::metadata(path).is_ok_and(|metadata| metadata.permissions().mode() & OTHERS != 0)
    };
    paths.into_iter().filter(is_open).collect()
}

/// The command that closes them to others.
pub fn mending(paths: &[PathBuf]) -> String {
    let (folders, files): (Vec<&PathBuf>, Vec<_>) = paths.iter().partition(|path| path.is_dir());
    let command = |mode: &str, paths: &[&PathBuf]| {
        let names: Vec<_> = paths.iter().map(|path| quoted(path)).collect();
        (!names.is_empty()).then(|| format!("chmod {mode} {}", names.join(" ")))
    };
    let commands = [command("700", &folders), command("600", &files)];
    commands.into_iter().flatten().collect::<Vec<_>>().join(" && ")
}

/// As a shell reads it back.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |char: char| char.is_alphanumeric() || "/._-+:@%".contains(char);
    match path.chars().all(is_plain) {
        true => path,
        false => format!("'{}'", path.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests may fail")]

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_its_owners_alone_also_in_the_place_of_something_open() {
        let folder = tempfile::tempdir().unwrap();
        let (open, copied) = (folder.path().join("open file"), folder.path().join("copied"));
        fs::write(&open, "content").unwrap();
        fs::set_permissions(&open, fs::Permissions::from_mode(0o644)).unwrap();
        assert_eq!(exposed([open.clone(), copied.clone()]), [&*open]);
        assert_eq!(mending(std::slice::from_ref(&open)), format!("chmod 600 '{}'", open.display()));

        copy(&open, &copied).unwrap();
        assert_eq!((mode(&copied), fs::read(&copied).unwrap()), (0o600, b"content".to_vec()));
        drop(create(&open).unwrap());
        assert_eq!((mode(&open), fs::read(&open).unwrap()), (0o600, Vec::new()));
        let deep = folder.path().join("some/where");
        make_folder(&deep).unwrap();
        assert_eq!((mode(&deep), mode(deep.parent().unwrap())), (0o700, 0o700));

        for (path, closed) in [(&deep, 0o700), (&folder.path().to_owned(), 0o755)] {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
            make_folder(path).unwrap();
            assert_eq!(mode(path), closed, "only an empty folder is closed");
        }
    }
}

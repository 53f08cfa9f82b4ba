//! Which instances are run: those of a folder, or generated ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use furgo_planner_bench::{Instance, best_known, read};

use crate::Failure;
use crate::classes::{Band, Class, Group};

/// An instance that can be run, without its matrix.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub name: String,
    pub class: Class,
    pub places: usize,
    pub symmetric: bool,
    pub best_known: Option<i64>,
    source: Source,
}

#[derive(Clone, Debug)]
enum Source {
    File(PathBuf),
    Made(Box<Instance>),
}

impl Candidate {
    /// The row that it belongs to.
    pub fn group(&self) -> Group {
        (self.class, Band::of(self.places))
    }

    /// The instance itself.
    ///
    /// # Errors
    /// When its file is gone or has changed into something else.
    pub fn instance(&self) -> Result<Instance, Failure> {
        match &self.source {
            Source::File(path) => Ok(read(path)?),
            Source::Made(instance) => Ok((**instance).clone()),
        }
    }

    fn new(instance: &Instance, best_known: Option<i64>, source: Source) -> Self {
        Self {
            name: instance.name.clone(),
            class: Class::of(instance),
            places: instance.size,
            symmetric: is_symmetric(instance),
            best_known,
            source,
        }
    }

    /// A candidate of this kind and size with nothing behind it.
    #[cfg(test)]
    pub fn sized(name: &str, class: Class, places: usize) -> Self {
        let source = Source::File(PathBuf::new());
        let (name, symmetric, best_known) = (name.to_owned(), true, None);
        Self { name, class, places, symmetric, best_known, source }
    }

    /// A generated instance.
    pub fn made(instance: Instance) -> Self {
        Self::new(&instance, None, Source::Made(Box::new(instance.clone())))
    }
}

fn is_symmetric(instance: &Instance) -> bool {
    let all = 0..instance.size;
    all.clone().all(|a| all.clone().all(|b| instance.leg(a, b) == instance.leg(b, a)))
}

/// Every instance in a folder and the folders in it, and a sentence for each file that is none.
///
/// # Errors
/// When a folder cannot be read.
pub fn in_folder(folder: &Path) -> Result<(Vec<Candidate>, Vec<String>), Failure> {
    let (mut candidates, mut refused) = (Vec::new(), Vec::new());
    let mut paths = files(folder)?;
    paths.sort();
    for path in paths {
        match read(&path) {
            Ok(instance) if instance.size < 2 => {
                refused.push(format!("{}: no stops", path.display()))
            }
            Ok(instance) => {
                let best = best_known(&path, &instance);
                candidates.push(Candidate::new(&instance, best, Source::File(path)));
            }
            Err(error) => refused.push(error.to_string()),
        }
    }
    Ok((candidates, refused))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if !is_companion(&path) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Solutions and descriptions that lie beside the instances.
fn is_companion(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    [".sol", ".best.txt", ".md", ".tour"].iter().any(|ending| name.ends_with(ending))
}

/// At most so many of each kind and size, spread over the names.
pub fn spread(candidates: &[Candidate], each: usize) -> Vec<Candidate> {
    let mut groups: BTreeMap<Group, Vec<&Candidate>> = BTreeMap::new();
    for candidate in candidates {
        groups.entry(candidate.group()).or_default().push(candidate);
    }
    let mut chosen = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by(|a, b| (a.places, &a.name).cmp(&(b.places, &b.name)));
        let count = group.len().min(each);
        chosen.extend(
            (0..count).map(|number| group[(2 * number + 1) * group.len() / (2 * count)].clone()),
        );
    }
    chosen
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failing set-up is a failing test")]

    use super::*;

    #[test]
    fn a_few_are_spread_over_each_group() {
        let mut candidates: Vec<_> = (0..9)
            .map(|number| Candidate::sized(&format!("s{number}"), Class::OneVan, 10))
            .collect();
        candidates.push(Candidate::sized("m", Class::OneVan, 300));
        let names =
            |each| spread(&candidates, each).into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names(1), ["s4", "m"]);
        assert_eq!(names(3), ["s1", "s4", "s7", "m"]);
        assert_eq!(names(usize::MAX).len(), 10);
    }

    #[test]
    fn a_folder_brings_instances_and_says_what_is_none() {
        let folder = std::env::temp_dir().join(format!("furgo-select-{}", std::process::id()));
        fs::create_dir_all(folder.join("Family")).unwrap();
        fs::write(folder.join("Family/n2.001.txt"), "2\n0 5\n5 0\n0 90\n1 50\n").unwrap();
        fs::write(folder.join("Family.best.txt"), "n2.001.txt 10 0 1\n").unwrap();
        fs::write(folder.join("broken.vrp"), "NAME : nothing\n").unwrap();
        fs::write(folder.join("README.md"), "about").unwrap();
        let (found, refused) = in_folder(&folder).unwrap();
        fs::remove_dir_all(folder).unwrap();
        assert_eq!((found.len(), refused.len()), (1, 1));
        let one = &found[0];
        assert_eq!((one.name.as_str(), one.best_known), ("Family-n2.001", Some(10)));
        assert!(one.symmetric && one.class == Class::OneVanWindows);
        assert!(refused[0].contains("broken.vrp"));
    }
}

//! Runs a target with one input after the other and keeps what breaks it.

use std::{
    fs, io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
};

use rand::{SeedableRng, rngs::StdRng};
use sha2::{Digest, Sha256};

use crate::{Target, mutation};

/// An input that broke something, in the file that keeps it.
#[derive(Debug)]
pub struct Found {
    pub path: PathBuf,
}

/// Where inputs are kept that broke a target once.
fn folder(target: &Target) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("found").join(target.name)
}

/// What broke the target before, by the names of the files.
///
/// # Errors
/// When a file cannot be read.
pub fn found_before(target: &Target) -> io::Result<Vec<(PathBuf, Vec<u8>)>> {
    let folder = folder(target);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let bytes = fs::read(&path)?;
        files.push((path, bytes));
    }
    files.sort();
    Ok(files)
}

/// Runs mutated seeds for as long as `goes_on` says; the same seed gives the same inputs.
///
/// # Errors
/// At the first input that breaks the target, once it is kept.
pub fn run(target: &Target, seed: u64, mut goes_on: impl FnMut(u64) -> bool) -> Result<u64, Found> {
    let mut chance = StdRng::seed_from_u64(seed);
    let seeds = (target.seeds)();
    let mut tried = 0;
    while goes_on(tried) {
        // Every seed once as it is: a target that refuses its own seeds proves nothing.
        let as_it_is = usize::try_from(tried).ok().and_then(|at| seeds.get(at)).cloned();
        let input = as_it_is.unwrap_or_else(|| mutation::of(&seeds, target.words, &mut chance));
        if catch_unwind(AssertUnwindSafe(|| (target.run)(&input))).is_err() {
            return Err(keep(target, &input));
        }
        tried += 1;
    }
    Ok(tried)
}

fn keep(target: &Target, input: &[u8]) -> Found {
    let folder = folder(target);
    let digest = Sha256::digest(input);
    let name: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    let path = folder.join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(&path, input).unwrap();
    Found { path }
}

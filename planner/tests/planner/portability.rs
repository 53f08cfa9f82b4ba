//! What could make a plan differ between machines is not in the sources of the search. That plans
//! are in fact equal is shown by `tests/portable`.

use std::fs;
use std::path::Path;

/// Functions whose last bit is the platform's choice. The four basic operations, `sqrt`, `round`
/// and comparisons are exact everywhere.
const INEXACT: [&str; 16] = [
    "exp", "exp2", "exp_m1", "ln", "ln_1p", "log", "log2", "log10", "powf", "powi", "cbrt", "sin",
    "cos", "tan", "tanh", "hypot",
];
/// Makes matrices, which are part of a problem; its sines are rounded to metres and seconds.
const BEFORE_THE_SEARCH: &str = "straight_line.rs";

#[test]
fn no_function_decides_whose_last_bit_is_the_platforms() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(BEFORE_THE_SEARCH) {
                inspect(&path);
                seen += 1;
            }
        }
    }
    assert!(seen > 10, "the sources have moved");
}

fn inspect(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let program = text.split("#[cfg(test)]").next().unwrap_or_default();
    for name in INEXACT {
        let used = [format!(".{name}("), format!("f64::{name}")];
        assert!(!used.iter().any(|used| program.contains(used)), "{name} in {path:?}");
    }
}

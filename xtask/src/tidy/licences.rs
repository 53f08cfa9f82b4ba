//! The licences of all crates, by what their authors declare.

use crate::program::{answer, command};
use crate::{Failure, Outcome, project};

/// Licences that leave users of an MIT program as free as it does. Kept equal to `deny.toml`.
const ALLOWED: [&str; 11] = [
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "MPL-2.0",
    "0BSD",
];

/// Crates whose licence is not allowed, one sentence each.
///
/// # Errors
/// When cargo cannot tell the crates.
pub fn findings() -> Outcome<Vec<String>> {
    let mut tree = command("cargo");
    tree.args(["tree", "--workspace", "--target", "all", "--edges", "normal,build,dev"]);
    tree.args(["--prefix", "none", "--format", "{p}|{l}"]).current_dir(project::root());
    let list = answer(&mut tree).ok_or_else(|| Failure::new("`cargo tree` failed"))?;
    let mut findings: Vec<String> = list.lines().filter_map(finding).collect();
    findings.sort();
    findings.dedup();
    Ok(findings)
}

fn finding(line: &str) -> Option<String> {
    let (krate, licence) = line.trim_end_matches(" (*)").split_once('|')?;
    (!is_allowed(licence)).then(|| format!("{krate}: the licence `{licence}` is not allowed"))
}

/// True when the expression can be met with allowed licences alone. An empty one cannot.
///
/// `OR` offers a choice, `AND` demands both, brackets group; the old `/` means `OR`.
fn is_allowed(expression: &str) -> bool {
    let expression = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = expression.split_whitespace().collect();
    let (answer, rest) = any_of(&words);
    answer && rest.is_empty()
}

fn any_of<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut answer, mut rest) = all_of(words);
    while let Some(("OR", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (next, remaining) = all_of(after);
        answer |= next;
        rest = remaining;
    }
    (answer, rest)
}

fn all_of<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    let (mut answer, mut rest) = one(words);
    while let Some(("AND", after)) = rest.split_first().map(|(word, after)| (*word, after)) {
        let (next, remaining) = one(after);
        answer &= next;
        rest = remaining;
    }
    (answer, rest)
}

fn one<'a>(words: &'a [&'a str]) -> (bool, &'a [&'a str]) {
    match words {
        ["(", inner @ ..] => {
            let (answer, rest) = any_of(inner);
            match rest {
                [")", after @ ..] => (answer, after),
                _ => (false, rest),
            }
        }
        [licence, "WITH", exception, rest @ ..] => {
            (ALLOWED.contains(&format!("{licence} WITH {exception}").as_str()), rest)
        }
        [licence, rest @ ..] => (ALLOWED.contains(licence), rest),
        [] => (false, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_needs_one_and_a_demand_needs_all() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "Apache-2.0 OR GPL-2.0-only",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0-only",
        ] {
            assert!(is_allowed(good), "{good}");
        }
        for bad in ["", "GPL-3.0-or-later", "MIT AND GPL-2.0-only", "(MIT", "MIT MIT", "OR MIT"] {
            assert!(!is_allowed(bad), "{bad}");
        }
    }

    #[test]
    fn a_finding_names_the_crate() {
        assert_eq!(finding("serde v1.0.0|MIT OR Apache-2.0 (*)"), None);
        assert!(finding("evil v1.0.0|GPL-3.0-only").is_some_and(|found| found.contains("evil")));
        assert_eq!(finding(""), None);
    }
}

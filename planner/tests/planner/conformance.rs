//! The list of what a day may need, in `docs/planning.md`, names a test for each item. It must exist.

const LIST: &str = include_str!("../../../docs/planning.md");
const SOURCES: [(&str, &str); 5] = [
    ("constraints", include_str!("constraints.rs")),
    ("set_up_windows", include_str!("set_up_windows.rs")),
    ("trips", include_str!("trips.rs")),
    ("balance", include_str!("balance.rs")),
    ("under_way", include_str!("under_way.rs")),
];

/// Everything in the list that reads like `file::test`.
fn named() -> Vec<(&'static str, &'static str)> {
    let (_, list) = LIST.split_once("## Every constraint and its test").unwrap();
    let list = list.split("\n## ").next().unwrap();
    list.split('`').skip(1).step_by(2).filter_map(|code| code.split_once("::")).collect()
}

#[test]
fn every_test_that_the_list_names_exists() {
    let named = named();
    assert!(named.len() >= 30, "{named:?}");
    for (file, test) in named {
        let (_, source) = SOURCES.iter().find(|(name, _)| *name == file).unwrap();
        assert!(source.contains(&format!("fn {test}(")), "{file}::{test}");
    }
}

#[test]
fn every_case_of_a_constraint_is_in_the_list() {
    for (file, source) in [SOURCES[0], SOURCES[1]] {
        let tests = source.split("#[test]\nfn ").skip(1).filter_map(|test| test.split('(').next());
        for test in tests {
            assert!(named().contains(&(file, test)), "{file}::{test}");
        }
    }
}

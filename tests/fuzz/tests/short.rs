//! Each target for a while, and with everything that ever broke it.

use furgo_fuzz::{TARGETS, Target, runner};

fn holds(name: &str) {
    let target: &Target = TARGETS.iter().find(|target| target.name == name).expect("a target");
    for (path, input) in runner::found_before(target).expect("kept inputs can be read") {
        eprintln!("{}", path.display());
        (target.run)(&input);
    }
    let inputs = u64::from(target.inputs);
    let tried = runner::run(target, 7, |tried| tried < inputs);
    assert_eq!(tried.expect("no input breaks it"), inputs);
}

#[test]
fn no_map_extract_breaks_the_reader_or_its_bounds() {
    holds("map_reader");
}

#[test]
fn no_problem_file_breaks_planning() {
    holds("plan_file");
}

#[test]
fn no_query_string_is_a_fault_of_the_server() {
    holds("query_strings");
}

#[test]
fn no_head_of_a_request_is_a_fault_of_the_server() {
    holds("heads");
}

#[test]
fn every_target_has_its_test() {
    let tested = ["map_reader", "plan_file", "query_strings", "heads"];
    assert_eq!(TARGETS.map(|target| target.name), tested);
}

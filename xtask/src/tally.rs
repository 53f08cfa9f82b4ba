//! Counts tests over several runners by reading the closing lines that each of them prints.

use crate::{Failure, Outcome, say};

/// What all suites together did.
#[derive(Debug, Default)]
pub struct Tally {
    passed: u64,
    failed: u64,
    /// Suites that ended badly, whether or not they said how many tests failed.
    failed_suites: Vec<String>,
}

impl Tally {
    /// Reads one line of a runner's output.
    pub fn read(&mut self, line: &str) {
        if let Some((passed, failed)) = counts_in(line) {
            self.passed += passed;
            self.failed += failed;
        }
    }

    /// Notes how a suite ended.
    pub fn end_suite(&mut self, title: &str, succeeded: bool) {
        if !succeeded {
            self.failed_suites.push(title.to_owned());
        }
    }

    /// Notes a suite that could not even start, which is a failure.
    pub fn cannot_run(&mut self, title: &str, why: &Failure) {
        self.failed_suites.push(format!("{title} (not run: {why})"));
    }

    /// Where nothing is counted: whether every suite ended well.
    ///
    /// # Errors
    /// When one did not.
    pub fn findings(self) -> Outcome<()> {
        match self.failed_suites.is_empty() {
            true => Ok(()),
            false => Err(Failure::new(self.failed_suites.join(", "))),
        }
    }

    /// Prints the sum as the last line.
    ///
    /// # Errors
    /// When a test or a whole suite failed, or none ran at all.
    pub fn conclude(self) -> Outcome<()> {
        say::result(&format!("{} passed, {} failed", self.passed, self.failed));
        match self.failed_suites.is_empty() && self.failed == 0 && self.passed > 0 {
            true => Ok(()),
            false => Err(Failure::new(format!("failed: {}", self.failed_suites.join(", ")))),
        }
    }
}

/// The counts in a closing line of nextest or of the standard test harness.
///
/// Only lines that begin as the runner itself begins them: nextest repeats, indented, what a failed
/// test printed, and its harness's closing line is among that.
fn counts_in(line: &str) -> Option<(u64, u64)> {
    let is_closing =
        line.trim_start().starts_with("Summary [") || line.starts_with("test result: ");
    is_closing.then(|| {
        (number_before("passed", line).unwrap_or(0), number_before("failed", line).unwrap_or(0))
    })
}

fn number_before(word: &str, line: &str) -> Option<u64> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_word = |found: &str| found.trim_end_matches([',', ';', '.']) == word;
    let at = words.iter().position(|found| is_word(found))?;
    words.get(at.checked_sub(1)?)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_every_runner_are_understood() {
        let nextest =
            "     Summary [   1.204s] 30 tests run: 28 passed (1 slow), 2 failed, 4 skipped";
        assert_eq!(counts_in(nextest), Some((28, 2)));
        assert_eq!(
            counts_in("     Summary [   0.1s] 3 tests run: 3 passed, 0 skipped"),
            Some((3, 0))
        );
        let harness = "test result: ok. 10 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(counts_in(harness), Some((10, 0)));
    }

    #[test]
    fn other_lines_count_nothing() {
        let repeated = "    test result: FAILED. 0 passed; 1 failed; 0 ignored";
        for line in ["the route 5 passed, finally", "test a ... ok", "", repeated] {
            assert_eq!(counts_in(line), None, "{line}");
        }
    }

    #[test]
    fn a_suite_that_broke_before_its_tests_is_a_failure() {
        let mut tally = Tally::default();
        tally.read("test result: ok. 7 passed; 0 failed; 0 ignored");
        tally.end_suite("browser tests", false);
        assert!(tally.conclude().is_err());
    }

    #[test]
    fn a_suite_that_cannot_run_is_a_failure_that_says_why() {
        let mut tally = Tally::default();
        tally.read("test result: ok. 7 passed; 0 failed; 0 ignored");
        tally.cannot_run("browser tests", &Failure::new("no browser"));
        let failure = tally.conclude().expect_err("half of the tests did not run");
        assert!(failure.to_string().contains("no browser"));
    }

    #[test]
    fn no_tests_at_all_are_a_failure() {
        assert!(Tally::default().conclude().is_err());
    }
}

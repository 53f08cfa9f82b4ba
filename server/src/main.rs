//! The `furgo` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    furgo::cli::run()
}

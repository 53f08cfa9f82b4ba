//! Generated requests of every role against the API's own description: what `/api/openapi.json`
//! says is what the server does, whoever asks.
//!
//! Each role has a demo fleet of its own, because an admin may remove what the next role needs.
//! What is asked for is the same in every run.

use std::fs;
use std::path::{Path, PathBuf};

use super::server::contender::{Contender, Kind};
use super::server::http::{Client, text_field};
use crate::program::{command, run};
use crate::{Failure, Outcome, project, say};

/// Requests of each kind for each operation, unless the caller wants more or fewer.
const EXAMPLES: &str = "20";

/// A clean run proves these. Not asked: that what fits the description is accepted, because some
/// rules hold between fields and between records, which JSON Schema cannot say.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
response_headers_conformance,response_schema_conformance,negative_data_rejection,\
unsupported_method,ignored_auth";

/// Streams that never end or send the whole file, and what would end the asker's own access.
const LEFT_OUT: [&str; 5] = ["events", "backup", "logout", "update_password", "end_session"];

/// Who asks: a demo account for each role, and nobody.
const ASKERS: [(&str, Option<&str>); 5] = [
    ("admin", Some("admin@example.org")),
    ("dispatcher", Some("dispatcher@example.org")),
    ("driver", Some("ane@example.org")),
    ("viewer", Some("viewer@example.org")),
    ("nobody", None),
];

/// The password of the demo's accounts.
const PASSWORD: &str = "tolosa-furgo-demo";

const DEMO: Kind = Kind {
    name: "furgo demo",
    path: "/api/packages",
    list: "/api/packages",
    package: |_| String::new(),
    sign_in: |_| Ok(String::new()),
};

/// Runs all roles, or those that are named, and fails unless each is clean.
///
/// # Errors
/// When the server does not start, a role is unknown, or an answer is not as described.
pub fn measure(schemathesis: &Path, furgo: &Path, arguments: &[String]) -> Outcome<()> {
    let (numbers, roles): (Vec<&String>, Vec<&String>) =
        arguments.iter().partition(|word| word.parse::<u32>().is_ok());
    let examples = numbers.first().map_or(EXAMPLES, |number| number.as_str());
    if let Some(unknown) = roles.iter().find(|role| ASKERS.iter().all(|(name, _)| name != **role)) {
        return Err(Failure::new(format!("there is no role {unknown}; {USAGE}")));
    }
    let is_wanted = |name: &str| roles.is_empty() || roles.iter().any(|role| *role == name);
    let mut unclean = Vec::new();
    for (name, email) in ASKERS.into_iter().filter(|(name, _)| is_wanted(name)) {
        say::step(&format!("generated requests of {name} (minutes)"));
        let folder = project::root().join("target/bench-schemathesis").join(name);
        if ask(schemathesis, furgo, &folder, email, examples).is_err() {
            unclean.push(name);
        }
    }
    match unclean.is_empty() {
        true => Ok(()),
        false => Err(Failure::new(format!("not as described for {}", unclean.join(", ")))),
    }
}

const USAGE: &str =
    "cargo xtask bench schemathesis [EXAMPLES] [admin dispatcher driver viewer nobody]";

fn ask(
    schemathesis: &Path,
    furgo: &Path,
    folder: &PathBuf,
    email: Option<&str>,
    examples: &str,
) -> Outcome<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    let server = Contender::start(&DEMO, |address| {
        let mut serve = command(furgo);
        serve.args(["demo", "--listen", &address.to_string(), "--data"]).arg(folder);
        serve
    })?;
    let mut tool = command(schemathesis);
    tool.arg("run").arg(format!("http://{}/api/openapi.json", server.address));
    if let Some(email) = email {
        // Not as a header of its own: then it would also be sent where the tool leaves it out to
        // see what is refused without it.
        let settings = format!("[auth.openapi.bearer]\nbearer = \"{}\"\n", token(&server, email)?);
        fs::write(folder.join("schemathesis.toml"), settings)?;
    }
    for operation in LEFT_OUT {
        tool.args(["--exclude-operation-id", operation]);
    }
    tool.args(["--checks", CHECKS, "--max-examples", examples, "--seed", "1"]);
    // The description is made when it is first asked for; a busy machine takes its time.
    tool.args(["--wait-for-schema", "60"]);
    tool.args(["--phases", "examples,coverage,fuzzing", "--generation-database", "none"]);
    tool.args(["--suppress-health-check", "all", "--continue-on-failure", "--no-color"]);
    run(tool.current_dir(folder))
}

fn token(server: &Contender, email: &str) -> Outcome<String> {
    let json = format!(r#"{{"email":"{email}","password":"{PASSWORD}","grant":"token"}}"#);
    text_field(
        &Client::connect(server.address, "")?.send("POST", "/api/auth/login", &json)?,
        "access_token",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_that_is_none_is_refused() {
        let wrong = ["owner".to_owned()];
        assert!(measure(Path::new("none"), Path::new("none"), &wrong).is_err());
    }
}

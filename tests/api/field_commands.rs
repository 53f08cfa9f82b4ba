//! Field commands as phones keep them, of every version that was ever shipped, brought over HTTP.

use std::{fs, path::Path};

use chrono::{DateTime, Utc};
use furgo_shared::{field::FieldCommand, problem::ErrorCode};
use support::TestApp;

use crate::day::given_vehicle;

/// The examples are of the day before.
const DAY: &str = "2026-12-01T09:00:00Z";

fn examples() -> Vec<FieldCommand> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures/field_commands");
    let files = fs::read_dir(folder).unwrap();
    let read = |file: std::io::Result<fs::DirEntry>| {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let commands: Vec<FieldCommand> = serde_json::from_str(&text).unwrap();
        commands
    };
    files.flat_map(read).collect()
}

/// The records of the examples are not there, which is said; nothing of them is unreadable, and what
/// is entered on a vehicle is taken.
#[actix_web::test]
async fn every_command_that_a_phone_may_hold_is_understood() {
    let app = TestApp::start().await;
    let day: DateTime<Utc> = DAY.parse().unwrap();
    app.advance(day - app.now());
    let admin = app.admin().await;
    for alias in ["Transit", "Rifter", "Dokker"] {
        given_vehicle(&admin, alias).await;
    }
    let mut taken = 0;
    let examples = examples();
    for command in &examples {
        let request = command.request();
        let reply = admin.raw(request.method.name(), &request.path, Some(&request.body)).await;
        match reply.status {
            200 | 201 => taken += 1,
            status => {
                let problem = reply.problem(status);
                let is_about_records = matches!(
                    problem.code,
                    ErrorCode::NotFound | ErrorCode::Validation | ErrorCode::NotRecurring
                );
                assert!(is_about_records, "{command:?}: {problem:?}");
            }
        }
    }
    assert!(taken >= 5, "{taken} of {}", examples.len());
}

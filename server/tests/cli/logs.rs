//! The log: that it cannot be written stops nothing, and nobody fills it with what they like.

use std::{
    fs::File,
    io::{Read, Write, pipe},
    path::Path,
    process::Stdio,
};

use crate::process::{Serving, furgo, login};

const ORIGIN: &str = "Sec-Fetch-Site: same-origin\r\n";

/// Refused requests, each of which is a line in the log.
fn refused(serving: &Serving, times: usize) {
    for _ in 0..times {
        let answer = serving.post("/api/auth/login", "", &login("nobody@example.org", ""));
        assert_eq!(answer.status, 400, "{answer:?}");
    }
}

fn lost(serving: &Serving) -> u64 {
    let health = serving.get("/api/health", "");
    assert_eq!(health.status, 200, "{health:?}");
    let lost = health.body.split("\"log_lines_lost\":").nth(1).unwrap();
    lost.trim_end_matches('}').parse().unwrap()
}

/// Until as many lines are counted as lost; the thread that writes them has a pace of its own.
fn until_lost(serving: &Serving, lines: u64) {
    while lost(serving) < lines {}
}

fn goes_on_without_its_log(data: &Path, log: Stdio) {
    let serving = Serving::logging_to(data, log);
    refused(&serving, 5);
    until_lost(&serving, 5);
    // A request that is fulfilled, a refused one, and the end in good order, whose line is lost too.
    assert_eq!(serving.get("/api/welcome", "").status, 200);
    refused(&serving, 1);
    serving.tell_to_stop();
    assert_eq!(serving.ended().0.code(), Some(0));
}

#[test]
fn a_full_disk_under_the_log_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    goes_on_without_its_log(folder.path(), full.into());
}

#[test]
fn a_log_that_nobody_reads_any_more_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    goes_on_without_its_log(folder.path(), writer.into());
}

#[test]
fn a_log_that_nobody_empties_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (mut reader, writer) = pipe().unwrap();
    // Full to the brim before the server begins: its first line waits for ever.
    let mut filler = writer.try_clone().unwrap();
    let filled = std::thread::spawn(move || {
        drop(filler.write_all(&[b'.'; 1 << 20]));
    });
    let mut some = [0];
    reader.read_exact(&mut some).unwrap();
    let serving = Serving::logging_to(folder.path(), writer.into());
    refused(&serving, 20);
    assert_eq!(serving.get("/api/health", "").status, 200);
    serving.tell_to_stop();
    assert_eq!(serving.ended().0.code(), Some(0));
    drop(reader);
    filled.join().unwrap();
}

#[test]
fn a_failure_that_cannot_be_told_is_one_all_the_same() {
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let mut command = furgo(&["check", "--data", "/proc/nowhere"]);
    let status = command.stderr(full()).stdout(full()).status().unwrap();
    assert_eq!(status.code(), Some(1));
}

#[test]
fn names_that_somebody_made_up_are_cut_and_stay_out_of_the_log() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    let long = "ane@example.org".repeat(600);
    let unknown = format!(r#"{{"email":"a@example.org","password":"x","{long}":1}}"#);
    let answer = serving.post("/api/auth/login", "", &unknown);
    assert_eq!(answer.status, 400);
    assert!(answer.body.contains(&long[..64]) && !answer.body.contains(&long[..65]), "{answer:?}");
    let text = format!(r#""{long}""#);
    for (path, body) in [
        ("/api/auth/login", text.as_str()),
        ("/api/auth/login", &format!(r#"{{"email":{{"{long}":1}},"password":"x"}}"#)),
        ("/api/auth/login", &format!(r#"{{"email":"a","password":"x","grant":"{long}"}}"#)),
        ("/api/auth/login", &format!("{{\"{long}")),
    ] {
        let answer = serving.post(path, "", body);
        assert_eq!(answer.status, 400, "{answer:?}");
        assert!(!answer.body.contains("example.org"), "{answer:?}");
    }
    let query = serving.get(&format!("/api/tracking/x?{long}=1"), "");
    assert_eq!(query.status, 400);
    assert!(!query.body.contains(&long[..65]), "{query:?}");
    serving.get(&format!("/api/{long}"), "");
    let log = serving.stop();
    assert!(log.matches("request refused").count() >= 7, "{log}");
    assert!(!log.contains("example.org"), "{log}");
    assert!(log.lines().all(|line| line.len() < 400), "{log}");
}

#[test]
fn an_address_that_is_refused_again_and_again_is_slowed_and_fills_no_log() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    let send = |_| serving.post("/api/auth/login", "", r#"{"x":1}"#).status;
    let statuses: Vec<u16> = (0..400).map(send).collect();
    let refused = statuses.iter().filter(|status| **status == 400).count();
    // As many as are free, and those that time gave back meanwhile.
    assert!((300..400).contains(&refused), "{refused}");
    assert!(statuses.iter().all(|status| [400, 429].contains(status)), "{statuses:?}");
    let slowed = serving.post("/api/auth/login", "", r#"{"x":1}"#);
    assert_eq!(slowed.status, 429);
    assert!(slowed.head.to_lowercase().contains("retry-after: 1"), "{slowed:?}");
    // Whoever only reads is not kept out.
    assert_eq!(serving.get("/api/health", "").status, 200);
    assert_eq!(serving.get("/api/auth/me", ORIGIN).status, 401);
    let log = serving.stop();
    assert!(log.lines().count() < 400, "{}", log.lines().count());
    assert!(log.contains("too many requests of an address"), "{log}");
}

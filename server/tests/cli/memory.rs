//! What the program gives back after it was asked for much.

use crate::process::{PASSWORD, Serving, login, registration};

/// What may stay after a flood.
const KEPT_BYTES_MAX: u64 = 30 << 20;
/// Sign-ins at the same time, of as many accounts from as many addresses: a throttled one costs
/// nothing.
const FLOOD: usize = 200;
/// So many wait for their turn at least; the others may be told to come back.
const HASHED_MIN: usize = 32;

#[test]
fn a_flood_of_sign_ins_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::behind_a_proxy(folder.path());
    assert_eq!(serving.post("/api/auth/register", "", &registration(&serving)).status, 201);
    assert_eq!(
        serving.post("/api/auth/login", "", &login("alma@example.org", PASSWORD)).status,
        200
    );
    let before = serving.resident_bytes();
    let sign_in = |nth: usize| {
        let from = format!("X-Forwarded-For: 198.51.100.{nth}\r\n");
        let login = login(&format!("nobody{nth}@example.org"), PASSWORD);
        serving.post("/api/auth/login", &from, &login).status
    };
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let sign_in = &sign_in;
        let running: Vec<_> = (0..FLOOD).map(|nth| scope.spawn(move || sign_in(nth))).collect();
        running.into_iter().map(|sign_in| sign_in.join().unwrap()).collect()
    });
    let hashed = statuses.iter().filter(|status| **status == 401).count();
    assert!(hashed >= HASHED_MIN, "{statuses:?}");
    assert!(statuses.iter().all(|status| [401, 503].contains(status)), "{statuses:?}");
    let after = serving.resident_bytes();
    assert!(after < before + KEPT_BYTES_MAX, "{} MiB became {}", before >> 20, after >> 20);
}

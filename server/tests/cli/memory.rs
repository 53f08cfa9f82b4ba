//! What the program gives back after it was asked for much.

use crate::process::{PASSWORD, Serving, login, registration};

/// What may stay after a flood.
const KEPT_BYTES_MAX: u64 = 30 << 20;
/// Sign-ins at the same time.
const FLOOD: usize = 200;

#[test]
fn a_flood_of_sign_ins_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    assert_eq!(serving.post("/api/auth/register", "", &registration(&serving)).status, 201);
    assert_eq!(
        serving.post("/api/auth/login", "", &login("alma@example.org", PASSWORD)).status,
        200
    );
    let before = serving.resident_bytes();
    let sign_in =
        || serving.post("/api/auth/login", "", &login("alma@example.org", PASSWORD)).status;
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..FLOOD).map(|_| scope.spawn(sign_in)).collect();
        running.into_iter().map(|sign_in| sign_in.join().unwrap()).collect()
    });
    assert!(statuses.iter().filter(|status| **status == 200).count() >= 10, "{statuses:?}");
    assert!(statuses.iter().all(|status| [200, 429, 503].contains(status)), "{statuses:?}");
    let after = serving.resident_bytes();
    assert!(after < before + KEPT_BYTES_MAX, "{} MiB became {}", before >> 20, after >> 20);
}

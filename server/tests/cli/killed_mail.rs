//! The server is killed in the middle of what it does by itself: sending mail.

use std::collections::BTreeSet;

use crate::{
    letterbox::Letterbox,
    process::{PASSWORD, Serving, login, registration},
};

const KILLS: usize = 8;
const PACKAGES: usize = 12;

#[test]
fn every_mail_that_was_promised_arrives_whenever_the_server_is_killed() {
    let (folder, letterbox) = (tempfile::tempdir().unwrap(), Letterbox::open());
    let start = || Serving::with_linked_mail(folder.path(), &letterbox.url());
    let mut serving = start();
    assert_eq!(serving.post("/api/auth/register", "", &registration(&serving)).status, 201);
    let answer = serving.post("/api/auth/login", "", &login("alma@example.org", PASSWORD));
    let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    let token = format!("Authorization: Bearer {}\r\n", body["access_token"].as_str().unwrap());

    let (mut promised, mut arrived) = (BTreeSet::new(), Vec::new());
    for life in 0..KILLS {
        for number in 0..PACKAGES {
            let recipient = format!("r{life}-{number}@example.org");
            let package = format!(
                r#"{{"recipient_name":"Ane","recipient_email":"{recipient}","address":{{"street":"Kale 1","city":"Tolosa","postal_code":"20400","country":"ES"}}}}"#
            );
            assert_eq!(serving.post("/api/packages", &token, &package).status, 201);
            promised.insert(recipient);
        }
        // Further on in each life, and never in a pause: more mails wait.
        (0..=life).for_each(|_| arrived.push(letterbox.wait_for_mail()));
        drop(serving);
        serving = start();
    }
    let mut awaited = promised.clone();
    awaited.retain(|recipient| !arrived.contains(recipient));
    while !awaited.is_empty() {
        let recipient = letterbox.wait_for_mail();
        awaited.remove(&recipient);
        arrived.push(recipient);
    }
    // Between a mail server's answer and the disk lies the one moment in which a mail can double.
    assert!(arrived.iter().all(|recipient| promised.contains(recipient)));
    assert!(arrived.len() <= promised.len() + KILLS, "{} of {}", arrived.len(), promised.len());
    assert!(!serving.stop().contains("panicked"));
}

//! The installation's own authority: what it may speak for, and what is told of it.

use std::fs;

use chrono::TimeDelta;
use furgo::{
    clock::Clock,
    tls::{
        authority::{self, Authority},
        certificate::parsed,
    },
};

use crate::tls::local;

#[test]
fn our_own_authority_is_for_servers_below_names_of_ours_alone() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["localhost", "van", "com", "furgo.local", "192.168.1.7"];
    let names = names.map(|name| name.parse().unwrap()).into();
    let made = Authority::create(folder.path(), &names, Clock::system().now()).unwrap();
    let certificate = parsed(made.der()).unwrap();
    let constraints = certificate.name_constraints().unwrap().unwrap().value;
    let permitted = constraints.permitted_subtrees.as_ref().unwrap();
    let mut told: Vec<String> = permitted.iter().map(|subtree| subtree.base.to_string()).collect();
    told.sort_unstable();
    // A name of one part would be one for all that ends so. A kind of name that is not there at all
    // would be free: mailboxes are at a domain that cannot be.
    assert_eq!(
        told,
        [
            "DNSName(furgo.local)",
            "DNSName(localhost)",
            "IPAddress(c0:a8:01:07:ff:ff:ff:ff)",
            "RFC822Name(invalid)",
        ]
    );
    let permitted: Vec<String> = made.permitted().iter().map(ToString::to_string).collect();
    assert_eq!(permitted, ["furgo.local", "localhost", "192.168.1.7"].map(str::to_owned));
    let usage = certificate.extended_key_usage().unwrap().unwrap().value;
    assert!(usage.server_auth && !usage.any && !usage.client_auth && !usage.code_signing);
    assert!(!usage.email_protection && usage.other.is_empty());
}

#[actix_web::test]
async fn an_authority_that_is_broken_or_gone_is_told_of_until_it_is_back() {
    let clock = Clock::system();
    let (folder, app, client) = local(&clock).await;
    let tls = &app.app.tls;
    let path = folder.path().join(authority::FILE_NAME);
    let good = fs::read(&path).unwrap();
    tls.look(&clock).await;
    assert_eq!(tls.trouble(), None);
    let break_it: [(&dyn Fn(), &[&str]); 2] = [
        (&|| fs::write(&path, "rubbish").unwrap(), &["cannot be used", "new-ca", "--tls-names"]),
        (&|| fs::remove_file(&path).unwrap(), &["is gone", "put it back"]),
    ];
    for (break_it, says) in break_it {
        break_it();
        // The first time somebody might be writing still.
        tls.look(&clock).await;
        for _ in 0..3 {
            tls.look(&clock).await;
            let why = tls.trouble().unwrap();
            let is_told = says.iter().all(|part| why.contains(part));
            assert!(is_told && why.contains(authority::FILE_NAME), "{why}");
        }
        assert_eq!(client.get("localhost", "/api/health").status, 200);
    }
    authority::write_in_place(&path, &good).unwrap();
    tls.look(&clock).await;
    tls.look(&clock).await;
    assert_eq!(tls.trouble(), None);
    assert_eq!(client.get("localhost", "/api/health").status, 200);
}

#[actix_web::test]
async fn the_end_of_an_authority_is_told_of_in_time() {
    let clock = Clock::system();
    let (_folder, app, _) = local(&clock).await;
    let trouble_after = async |days: i64| {
        clock.advance(TimeDelta::days(days));
        app.app.tls.look(&clock).await;
        app.app.tls.trouble().unwrap_or_default()
    };
    // Of 3650 days.
    assert_eq!(trouble_after(3650 - 91).await, "");
    let why = trouble_after(2).await;
    let end = app.app.tls.authority().unwrap().until.date_naive().to_string();
    assert!(why.contains(&end) && why.contains("furgo tls new-ca"), "{why}");
    // By a clock that went back, as that of a machine without a battery, it does not hold yet.
    let why = trouble_after(-3650).await;
    assert!(why.contains("set the clock"), "{why}");
    assert_eq!(trouble_after(3650 - 91).await, "");
}

//! `furgo user …`.

use std::ops::ControlFlow;

use furgo::{
    features,
    storage::{
        Author,
        change_log::Change,
        engine::{Engine as _, KeyRange, Order},
        file::{OpenOptions, open_engine},
        schema::CHANGES,
    },
};

use crate::process::{PASSWORD, Serving, login, run_on};

const ADD_ANA: &[&str] =
    &["user", "add", "--name", "Ana", "--email", "ana@example.org", "--role", "driver"];

#[test]
fn people_are_added_with_a_link_or_a_password() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let link = run_on(data, ADD_ANA, "").done().out;
    let token = link.trim().strip_prefix("http://127.0.0.1:8080/activate#").unwrap().to_owned();
    run_on(data, ADD_ANA, "").failed_saying(&["email", "taken"]);
    let add_ben = [
        "user",
        "add",
        "--name",
        "Ben",
        "--email",
        "ben@example.org",
        "--role",
        "admin",
        "--password-stdin",
    ];
    run_on(data, &add_ben, &format!("{PASSWORD}\n")).done();
    let list = run_on(data, &["user", "list"], "").done().out;
    assert_eq!(
        list,
        "driver\tinvited\tana@example.org\tAna\t\nadmin\tactive\tben@example.org\tBen\t\n"
    );

    let serving = Serving::start(data);
    assert_eq!(
        serving.post("/api/auth/login", "", &login("ben@example.org", PASSWORD)).status,
        200
    );
    let body = format!(r#"{{"token":"{token}","password":"{PASSWORD}"}}"#);
    assert_eq!(serving.post("/api/auth/activate", "", &body).status, 204);
    assert_eq!(
        serving.post("/api/auth/login", "", &login("ana@example.org", PASSWORD)).status,
        200
    );
}

#[test]
fn somebody_of_the_office_is_added_who_also_drives() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let add = ["user", "add", "--name", "Maite", "--email", "maite@example.org", "--also-drives"];
    let viewer = [&add[..], &["--role", "viewer"]].concat();
    run_on(data, &viewer, "").failed_saying(&["Viewers only read", "another role"]);
    let admin = [&add[..], &["--role", "admin", "--password-stdin"]].concat();
    run_on(data, &admin, PASSWORD).done();
    let serving = Serving::start(data);
    let signed_in = serving.post("/api/auth/login", "", &login("maite@example.org", PASSWORD));
    assert!(signed_in.body.contains(r#""also_drives":true"#), "{}", signed_in.body);
}

#[test]
fn a_forgotten_password_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let add = [ADD_ANA, &["--password-stdin"]].concat();
    run_on(data, &add, PASSWORD).done();
    run_on(data, &["user", "reset-password", "nobody@example.org"], "")
        .failed_saying(&["nobody@example.org", "user list"]);
    run_on(
        data,
        &["user", "reset-password", "ANA@example.org", "--password-stdin"],
        "password12\n",
    )
    .failed_saying(&["password", "too weak"]);
    let link = run_on(data, &["user", "reset-password", "ana@example.org"], "").done().out;
    let token = link.trim().split_once("/reset-password#").unwrap().1.to_owned();

    let serving = Serving::start(data);
    assert_eq!(
        serving.post("/api/auth/login", "", &login("ana@example.org", PASSWORD)).status,
        200,
        "until the link is used"
    );
    let body = format!(r#"{{"token":"{token}","password":"ocho-faroles-7-trigo"}}"#);
    assert_eq!(serving.post("/api/auth/reset-password", "", &body).status, 204);
    assert_eq!(serving.post("/api/auth/reset-password", "", &body).status, 400);
    assert_eq!(
        serving.post("/api/auth/login", "", &login("ana@example.org", PASSWORD)).status,
        401
    );
    assert_eq!(
        serving
            .post("/api/auth/login", "", &login("ana@example.org", "ocho-faroles-7-trigo"))
            .status,
        200
    );
}

#[test]
fn a_forgotten_password_is_replaced_while_the_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    run_on(data, &[ADD_ANA, &["--password-stdin"]].concat(), PASSWORD).done();
    let serving = Serving::start(data);
    run_on(data, &["user", "list"], "").ended_with(73, &["another furgo"]);
    let reset = ["user", "reset-password", "ANA@example.org"];
    run_on(data, &[&reset[..], &["--password-stdin"]].concat(), "ocho-faroles-7-trigo")
        .failed_saying(&["--password-stdin", "running"]);
    let link = run_on(data, &reset, "").done().out;
    let token = link.trim().split_once("/reset-password#").unwrap().1.to_owned();
    let body = format!(r#"{{"token":"{token}","password":"ocho-faroles-7-trigo"}}"#);
    assert_eq!(serving.post("/api/auth/activate", "", &body).status, 400);
    assert_eq!(serving.post("/api/auth/reset-password", "", &body).status, 204);
    assert_eq!(serving.post("/api/auth/reset-password", "", &body).status, 400, "it works once");
    let login = login("ana@example.org", "ocho-faroles-7-trigo");
    assert_eq!(serving.post("/api/auth/login", "", &login).status, 200);

    let link = run_on(data, &["user", "reset-password", "nobody@example.org"], "").done().out;
    let token = link.trim().split_once("/reset-password#").unwrap().1.to_owned();
    let body = format!(r#"{{"token":"{token}","password":"{PASSWORD}"}}"#);
    assert_eq!(serving.post("/api/auth/reset-password", "", &body).status, 400);
}

#[test]
fn somebody_is_made_admin() {
    let folder = tempfile::tempdir().unwrap();
    run_on(folder.path(), &[ADD_ANA, &["--password-stdin"]].concat(), PASSWORD).done();
    run_on(folder.path(), &["user", "make-admin", "ana@example.org"], "").done();
    assert!(
        run_on(folder.path(), &["user", "list"], "")
            .done()
            .out
            .starts_with("admin\tactive\tana@example.org")
    );
}

#[test]
fn a_wrong_address_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let add = ["user", "add", "--name", "Ana", "--email", "nowhere", "--role", "driver"];
    run_on(folder.path(), &add, "").failed_saying(&["email: invalid"]);
}

#[test]
fn what_a_command_writes_is_the_command_s() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    run_on(data, &[ADD_ANA, &["--password-stdin"]].concat(), PASSWORD).done();
    run_on(data, &["user", "make-admin", "ana@example.org"], "").done();
    let engine = open_engine(data, &features::schema(), &OpenOptions::default()).unwrap();
    let mut causes = Vec::new();
    let view = engine.view().unwrap();
    view.scan(CHANGES, &KeyRange::all(), Order::Ascending, &mut |_, row| {
        let change = Change::from_bytes(row).unwrap();
        let origin = change.origin.unwrap();
        assert_eq!((origin.by, origin.request), (Author::Command, None));
        if change.table == "users" {
            causes.push(origin.cause);
        }
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(causes, ["user add", "user --password-stdin", "user make-admin"]);
}

//! Arguments and settings.

use crate::process::{furgo, run, run_on};

#[test]
fn it_says_its_version() {
    assert_eq!(run(&["--version"]).done().out.trim(), concat!("furgo ", env!("CARGO_PKG_VERSION")));
}

#[test]
fn wrong_usage_is_exit_code_2() {
    for arguments in [
        &[][..],
        &["drive"],
        &["serve", "--colour", "red"],
        &["serve", "--listen", "nowhere"],
        &["user", "add"],
        &["serve", "--workers", "0"],
    ] {
        let ended = run(arguments);
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.out.is_empty() && !ended.err.is_empty(), "{ended:?}");
    }
}

#[test]
fn an_unknown_setting_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("furgo.toml");
    std::fs::write(&file, "colour = \"red\"\n").unwrap();
    run(&["check", "--config", file.to_str().unwrap()]).failed_saying(&["colour", "furgo.toml"]);
    run(&["check", "--config", "/nowhere/furgo.toml"]).failed_saying(&["/nowhere/furgo.toml"]);
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let file = path("furgo.toml");
    std::fs::write(&file, format!("data = {:?}\n", path("of-file"))).unwrap();
    let file = file.to_str().unwrap();

    run(&["user", "list", "--config", file]).done();
    assert!(path("of-file").join("furgo.redb").exists());
    let of_environment = furgo(&["user", "list", "--config", file])
        .env("FURGO_DATA", path("of-environment"))
        .output()
        .unwrap();
    assert!(of_environment.status.success() && path("of-environment").join("furgo.redb").exists());
    let mut command = furgo(&["user", "list", "--config", file, "--data"]);
    let of_flag = command.arg(path("of-flag")).env("FURGO_DATA", path("unused")).output().unwrap();
    assert!(
        of_flag.status.success()
            && path("of-flag").join("furgo.redb").exists()
            && !path("unused").exists()
    );
}

#[test]
fn a_public_url_with_a_path_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    run_on(folder.path(), &["serve", "--public-url", "https://example.org/furgo"], "")
        .failed_saying(&["public_url", "https://example.org/furgo"]);
}

#[test]
fn a_healthcheck_without_a_server_fails() {
    run(&["healthcheck", "--listen", "127.0.0.1:1"]).failed_saying(&["127.0.0.1:1"]);
}

#[test]
fn a_mail_server_that_cannot_be_one_is_refused_without_its_password() {
    let url = "smtp://post:gl1tzer@mail.example.org";
    let ended = run(&["user", "list", "--smtp-url", url, "--mail-from", "furgo@example.org"]);
    let ended = ended.failed_saying(&["smtp_url", "tls=required"]);
    assert!(!ended.err.contains("gl1tzer"), "{ended:?}");
    let url = "smtps://post:gl1tzer@mail.example.org";
    let ended = run(&["user", "list", "--smtp-url", url]).failed_saying(&["mail_from"]);
    assert!(!ended.err.contains("gl1tzer"), "{ended:?}");
}

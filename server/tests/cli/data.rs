//! Data folders that cannot be used, and copies of the data.

use std::{fs, path::Path};

use crate::process::{PASSWORD, Serving, login, registration, run_on};

fn data_file(folder: &Path) -> std::path::PathBuf {
    folder.join("furgo.redb")
}

#[test]
fn a_folder_that_cannot_be_made_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    run_on(&file.join("data"), &["serve"], "").failed_saying(&["file/data", "--data"]);
    run_on(Path::new("/proc/furgo"), &["serve"], "").failed_saying(&["/proc/furgo"]);
}

#[test]
fn a_folder_in_use_is_told_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    for arguments in [
        &["serve", "--listen", "127.0.0.1:0"][..],
        &["user", "list"],
        &["check"],
        &["restore", "/dev/null"],
    ] {
        run_on(folder.path(), arguments, "").failed_saying(&["another furgo"]);
    }
    assert_eq!(serving.get("/api/health", "").status, 200);
}

#[test]
fn a_damaged_file_is_told_and_left_as_it_was() {
    for (content, what) in [
        (b"not a data file".repeat(1000), "text"),
        (vec![0; 1 << 20], "zeros"),
        (Vec::new(), "nothing"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(data_file(folder.path()), &content).unwrap();
        let ended = run_on(folder.path(), &["serve"], "").failed_saying(&["furgo.redb"]);
        assert_eq!(fs::read(data_file(folder.path())).unwrap(), content, "{what}: {ended:?}");
    }
}

#[test]
fn a_secret_that_others_can_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    run_on(folder.path(), &["user", "list"], "").done();
    let secret = folder.path().join("secret.key");
    assert_eq!(fs::metadata(&secret).unwrap().permissions().mode() & 0o777, 0o600);
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o640)).unwrap();
    run_on(folder.path(), &["serve"], "").failed_saying(&["chmod 600"]);
}

#[test]
fn a_backup_brings_back_what_was() {
    let folder = tempfile::tempdir().unwrap();
    let (data, copy) = (folder.path().join("data"), folder.path().join("copy.redb"));
    let copy = copy.to_str().unwrap();
    let serving = Serving::start(&data);
    serving.post("/api/auth/register", "", &registration(&serving));
    serving.stop();
    run_on(&data, &["check"], "").done();
    run_on(&data, &["backup", copy], "").done();

    run_on(
        &data,
        &["user", "add", "--name", "Ben", "--email", "ben@example.org", "--role", "viewer"],
        "",
    )
    .done();
    assert!(run_on(&data, &["user", "list"], "").done().out.contains("ben@example.org"));
    let restored = run_on(&data, &["restore", copy], "").done();
    assert!(restored.out.contains("The previous file is kept as"), "{restored:?}");
    let users = run_on(&data, &["user", "list"], "").done().out;
    assert!(users.contains("alma@example.org") && !users.contains("ben@example.org"), "{users}");

    let serving = Serving::start(&data);
    assert_eq!(
        serving.post("/api/auth/login", "", &login("alma@example.org", PASSWORD)).status,
        200
    );
}

#[test]
fn a_copy_of_nothing_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (data, copy) = (folder.path().join("mistyped"), folder.path().join("copy.redb"));
    for arguments in [&["check"][..], &["backup", copy.to_str().unwrap()]] {
        run_on(&data, arguments, "").failed_saying(&["mistyped"]);
    }
    assert!(!data.exists() && !copy.exists());
    let rubbish = folder.path().join("rubbish");
    fs::write(&rubbish, "rubbish").unwrap();
    run_on(&data, &["restore", rubbish.to_str().unwrap()], "").failed_saying(&["rubbish"]);
}

//! Data folders that cannot be used, and copies of the data.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path, thread, time::Instant};

use crate::process::{PASSWORD, Serving, furgo, login, registration, run_on, run_shell};

/// A fleet with records of every kind.
const FLEET: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/databases/fleet-v3.redb");

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn allow(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

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
        run_on(folder.path(), arguments, "").ended_with(73, &["another furgo"]);
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
        allow(&data_file(folder.path()), 0o600);
        allow(folder.path(), 0o700);
        let ended = run_on(folder.path(), &["serve"], "").failed_saying(&["furgo.redb"]);
        assert_eq!(fs::read(data_file(folder.path())).unwrap(), content, "{what}: {ended:?}");
    }
}

#[test]
fn a_secret_that_others_can_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    run_on(folder.path(), &["user", "list"], "").done();
    let secret = folder.path().join("secret.key");
    assert_eq!(mode(&secret), 0o600);
    allow(&secret, 0o640);
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
fn files_are_their_owners_alone_whatever_the_umask() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let extract =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/roads/helsinki-streets.osm.pbf");
    let on_data = |arguments: &str| {
        let line =
            format!("umask 0; cd '{}'; furgo {arguments} --data data", folder.path().display());
        run_shell(&line).done()
    };
    on_data("user list");
    on_data("backup copy.redb");
    assert_eq!(mode(&folder.path().join("copy.redb")), 0o600);
    allow(&folder.path().join("copy.redb"), 0o644);
    on_data("restore copy.redb");
    on_data(&format!("roads import '{extract}'"));
    assert_eq!(mode(&data), 0o700);
    let files = fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().path());
    let modes: Vec<_> = files.map(|path| (mode(&path), path)).collect();
    assert_eq!(modes.len(), 5, "{modes:?}");
    assert!(modes.iter().all(|(mode, _)| *mode == 0o600), "{modes:?}");
}

#[test]
fn the_command_that_closes_data_to_others_is_named_and_works() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("of Ane");
    run_on(&data, &["user", "list"], "").done();
    allow(&data_file(&data), 0o644);
    for exposed in [data_file(&data), data.clone()] {
        allow(&exposed, 0o755);
        let refused = run_on(&data, &["serve", "--listen", "127.0.0.1:0"], "");
        let refused = refused.failed_saying(&["others can read", "chmod", "of Ane"]);
        let command = refused.err.split('`').nth(1).unwrap();
        run_shell(command).done();
    }
    run_on(&data, &["check"], "").done();
}

#[test]
fn a_file_is_compacted_while_no_server_runs() {
    let folder = tempfile::tempdir().unwrap();
    run_on(&folder.path().join("mistyped"), &["compact"], "").failed_saying(&["mistyped"]);
    let data = folder.path().join("data");
    let serving = Serving::start(&data);
    serving.post("/api/auth/register", "", &registration(&serving));
    run_on(&data, &["compact"], "").ended_with(73, &["another furgo"]);
    serving.stop();
    assert!(run_on(&data, &["compact"], "").done().out.contains("bytes"));
    assert_eq!(mode(&data_file(&data)), 0o600);
    assert!(run_on(&data, &["user", "list"], "").done().out.contains("alma@example.org"));
    run_on(&data, &["check"], "").done();
}

/// Killed at any moment, it leaves the old file or the new one, and nothing that is in the way later.
#[test]
fn a_compaction_that_is_killed_leaves_one_good_file() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    run_on(&data, &["user", "list"], "").done();
    fs::write(data_file(&data), fs::read(FLEET).unwrap()).unwrap();
    let people = run_on(&data, &["user", "list"], "").done().out;
    let began = Instant::now();
    run_on(&data, &["compact"], "").done();
    let whole = began.elapsed();
    for turn in 0..12 {
        let mut child = furgo(&["compact", "--data"]).arg(&data).spawn().unwrap();
        thread::sleep(whole * turn / 10);
        child.kill().unwrap();
        child.wait().unwrap();
        run_on(&data, &["check"], "").done();
        assert_eq!(run_on(&data, &["user", "list"], "").done().out, people, "{turn}");
    }
    run_on(&data, &["compact"], "").done();
    let mut names: Vec<_> =
        fs::read_dir(&data).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.retain(|name| name.to_string_lossy().starts_with("furgo.redb"));
    assert_eq!(names, ["furgo.redb"]);
}

#[test]
fn a_backup_never_replaces_what_is_no_backup() {
    let folder = tempfile::tempdir().unwrap();
    let (data, letter) = (folder.path().join("data"), folder.path().join("letter.txt"));
    run_on(&data, &["user", "list"], "").done();
    fs::write(&letter, "Dear Ane").unwrap();
    for taken in [&letter, &data_file(&data)] {
        run_on(&data, &["backup", taken.to_str().unwrap()], "").failed_saying(&["is no backup"]);
    }
    assert_eq!(fs::read_to_string(&letter).unwrap(), "Dear Ane");
    run_on(&data, &["check"], "").done();
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

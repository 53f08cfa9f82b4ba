//! `furgo serve`, from its first start to its end.

use std::io::{Read, Write};

use crate::{
    letterbox::Letterbox,
    process::{Answer, PASSWORD, Serving, login, registration, run, run_on},
};

const ORIGIN: &str = "Sec-Fetch-Site: same-origin\r\n";

#[test]
fn a_first_start_makes_the_folder_and_shows_the_way() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("deep/er");
    let serving = Serving::start(&data);
    assert!(
        serving.greeting[1].contains(&format!("http://{}/", serving.address)),
        "{:?}",
        serving.greeting
    );
    run(&["healthcheck", "--listen", &serving.address]).done();
    assert_eq!(serving.post("/api/auth/register", "", &registration(&serving)).status, 201);
    serving.stop();

    let serving = Serving::start(&data);
    assert_eq!(serving.greeting.len(), 1, "{:?}", serving.greeting);
    assert!(!serving.get("/api/welcome", "").body.contains("\"setup_needed\":true"));
}

#[test]
fn a_browser_stays_signed_in_over_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    let cookie = serving.post("/api/auth/register", "", &registration(&serving)).cookie();
    assert_eq!(serving.get("/api/auth/me", &cookie).status, 200);
    serving.stop();
    let serving = Serving::start(folder.path());
    assert_eq!(serving.get("/api/auth/me", &cookie).status, 200);
}

#[test]
fn what_is_under_way_is_finished_before_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    // Half of the body is on its way when the end comes.
    let request = serving.post_text("/api/auth/register", "", &registration(&serving));
    let (first, second) = request.split_at(request.len() - registration(&serving).len() / 2);
    let mut stream = serving.connect();
    stream.write_all(first.as_bytes()).unwrap();
    // The one worker has begun with it once a later connection was answered.
    assert_eq!(serving.get("/api/health", "").status, 200);
    serving.tell_to_stop();
    stream.write_all(second.as_bytes()).unwrap();
    let answer = Answer::read(stream);
    assert_eq!(answer.status, 201, "{answer:?}");
    let (status, log) = serving.ended();
    assert_eq!(status.code(), Some(0), "{log}");

    let serving = Serving::start(folder.path());
    assert_eq!(
        serving.post("/api/auth/login", "", &login("alma@example.org", PASSWORD)).status,
        200
    );
}

#[test]
fn the_end_does_not_wait_for_open_streams() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    let cookie = serving.post("/api/auth/register", "", &registration(&serving)).cookie();
    let mut stream = serving.connect();
    let request = format!("GET /api/events HTTP/1.1\r\nHost: {}\r\n{cookie}\r\n", serving.address);
    stream.write_all(request.as_bytes()).unwrap();
    let mut first = [0];
    stream.read_exact(&mut first).unwrap();
    serving.tell_to_stop();
    // The last chunk is empty: the stream was ended in good order, and not cut off after a wait.
    let answer = Answer::read(stream);
    assert!(answer.body.ends_with("0\r\n\r\n"), "{answer:?}");
    let (status, log) = serving.ended();
    assert_eq!(status.code(), Some(0), "{log}");
}

#[test]
fn the_log_holds_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path());
    let cookie = serving.post("/api/auth/register", "", &registration(&serving)).cookie();
    let invitation = r#"{"name":"Ana","email":"ana@example.org","role":"driver"}"#;
    let created = serving.post("/api/users", &format!("{cookie}{ORIGIN}"), invitation);
    let link =
        created.body.split("/activate#").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let secrets = ["kantauri-itsaso-9-belar", "Basic c2VjcmV0", "0123456789abcdef-tracking"];
    serving.post("/api/auth/login", "", &login("alma@example.org", secrets[0]));
    serving.post(
        "/api/auth/login",
        "",
        &format!(r#"{{"email":"alma@example.org","password":"{}","x":1}}"#, secrets[0]),
    );
    serving.post(
        "/api/auth/activate",
        "",
        &format!(r#"{{"token":"{link}","password":"{}"}}"#, "short"),
    );
    serving.get("/api/auth/me", &format!("Authorization: {}\r\n", secrets[1]));
    serving.get(&format!("/api/tracking/{}", secrets[2]), "");
    let log = serving.stop();
    assert!(log.contains("request refused"), "{log}");
    let key = cookie.split('=').nth(1).unwrap().trim();
    for secret in secrets.into_iter().chain([PASSWORD, &link, key, "alma@example.org"]) {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
}

#[test]
fn a_busy_address_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let data = folder.path().to_str().unwrap();
    run(&["serve", "--listen", &address, "--data", data]).failed_saying(&[&address, "--listen"]);
}

#[test]
fn figures_are_served_beside_the_server_for_this_machine_alone() {
    let folder = tempfile::tempdir().unwrap();
    let everywhere = ["serve", "--metrics", "0.0.0.0:9464"];
    run_on(folder.path(), &everywhere, "").failed_saying(&["metrics", "127.0.0.1:9464"]);
    let serving = Serving::with_metrics(folder.path());
    let line = serving.greeting.last().unwrap();
    let address = line.split("http://").nth(1).unwrap().trim_end_matches("/metrics");
    let mut stream = std::net::TcpStream::connect(address).unwrap();
    let request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let page = Answer::read(stream);
    assert_eq!(page.status, 200, "{page:?}");
    assert!(page.body.contains("furgo_data_file_bytes "), "{page:?}");
    assert!(!serving.stop().contains("panicked"));
}

#[test]
fn the_end_comes_in_good_order_after_a_mail() {
    let (folder, letterbox) = (tempfile::tempdir().unwrap(), Letterbox::open());
    let serving = Serving::with_mail(folder.path(), &letterbox.url());
    let linux = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0\r\n";
    let phone = "User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Safari/604.1\r\n";
    serving.post("/api/auth/register", linux, &registration(&serving));
    let login = login("alma@example.org", PASSWORD);
    assert_eq!(serving.post("/api/auth/login", phone, &login).status, 200);
    letterbox.wait_for_mail();
    assert!(!serving.stop().contains("panicked"));
}

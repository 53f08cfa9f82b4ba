//! How many may be connected, who gets in when all places are taken, and what becomes of those who
//! do not read.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use furgo::{
    auth::Person,
    http::connections::Limits,
    storage::feed::{LISTENERS_MAX, LISTENERS_OF_OFFICE},
};
use furgo_shared::{
    access::Role,
    auth::{Grant, Login, Password},
    id::{SessionId, UserId},
};
use support::{PASSWORD, TestApp, email_of};
use uuid::Uuid;

/// Longest that a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

fn connect(app: &TestApp) -> TcpStream {
    let stream = TcpStream::connect(app.url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

fn ask(stream: &mut TcpStream, path: &str, cookie: &str) -> std::io::Result<u16> {
    write!(stream, "GET {path} HTTP/1.1\r\nHost: furgo\r\nCookie: {cookie}\r\n\r\n")?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap().to_lowercase();
    let length = head.split("content-length: ").nth(1).unwrap().lines().next().unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body)?;
    Ok(head.split(' ').nth(1).unwrap().parse().unwrap())
}

/// The cookie of somebody who is signed in.
async fn cookie_of(app: &TestApp, name: &str, role: Role) -> String {
    let email = app.active(name, role).await.email;
    let login =
        Login { email, password: Password(PASSWORD.to_owned()), grant: Some(Grant::Session) };
    let body = serde_json::to_string(&login).unwrap();
    let reply = app.stranger().raw("POST", "/api/auth/login", Some(&body)).await;
    reply.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// An installation whose one address has this many places, all of which are taken in silence.
async fn crowded(of_address: usize, kept: usize) -> (TestApp, Vec<TcpStream>, [String; 2]) {
    let app = TestApp::start().await;
    let cookies = [
        cookie_of(&app, "olaia", Role::Dispatcher).await,
        cookie_of(&app, "dani", Role::Driver).await,
    ];
    let limits = Limits { of_address, kept, ..Limits::default() };
    let app = app.beside_with(limits);
    let silent = (0..of_address).map(|_| connect(&app)).collect();
    (app, silent, cookies)
}

fn has_ended(stream: &mut TcpStream) -> bool {
    matches!(stream.read(&mut [0]), Ok(0)) || stream.read(&mut [0]).is_err()
}

#[actix_web::test]
async fn places_of_an_address_end_and_those_kept_are_the_office_s() {
    let (app, mut silent, [office, driver]) = crowded(3, 2).await;
    for cookie in ["", &driver] {
        let mut late = connect(&app);
        assert_eq!(ask(&mut late, "/api/health", cookie).unwrap(), 503, "{cookie}");
        assert!(has_ended(&mut late));
    }
    let mut late = connect(&app);
    assert_eq!(ask(&mut late, "/api/auth/me", &office).unwrap(), 200);
    assert_eq!(ask(&mut late, "/api/health", "").unwrap(), 200, "whose it is, is settled");
    // Whoever leaves makes room for anybody.
    assert_eq!(ask(&mut silent[0], "/api/health", "").unwrap(), 200);
    let before = app.app.connections.open();
    drop(silent.pop());
    while app.app.connections.open() == before {
        actix_web::rt::task::yield_now().await;
    }
    assert_eq!(ask(&mut connect(&app), "/api/health", "").unwrap(), 200);
}

#[actix_web::test]
async fn silent_connections_do_not_hold_the_kept_places() {
    let (app, _silent, [office, _]) = crowded(1, 2).await;
    let mut squatters: Vec<_> = (0..6).map(|_| connect(&app)).collect();
    let mut first = connect(&app);
    assert_eq!(ask(&mut first, "/api/auth/me", &office).unwrap(), 200);
    assert!(squatters[..5].iter_mut().all(has_ended));
    let mut second = connect(&app);
    assert_eq!(ask(&mut second, "/api/auth/me", &office).unwrap(), 200);
    assert!(has_ended(&mut squatters[5]));
    // Both kept places are the office's now; there is none left, not even for the office.
    let mut third = connect(&app);
    assert!(ask(&mut third, "/api/auth/me", &office).map_or(true, |status| status == 503));
    assert_eq!(ask(&mut first, "/api/auth/me", &office).unwrap(), 200);
}

#[actix_web::test]
async fn who_does_not_read_is_not_waited_for() {
    let app = TestApp::start().await;
    let limits = Limits { standstill: Duration::from_secs(1), ..Limits::default() };
    let app = app.beside_with(limits);
    let mut stream = connect(&app);
    // Asks and asks, and reads nothing, until the server has enough of it.
    let request = b"GET /api/openapi.json HTTP/1.1\r\nHost: furgo\r\n\r\n";
    let error = loop {
        if let Err(error) = stream.write_all(request) {
            break error;
        }
    };
    assert!(!matches!(error.kind(), std::io::ErrorKind::WouldBlock), "{error}");
    while app.app.connections.open() > 0 {
        actix_web::rt::task::yield_now().await;
    }
}

#[actix_web::test]
async fn the_office_hears_of_events_when_drivers_have_taken_all_other_streams() {
    let app = TestApp::start().await;
    let driver = |number: usize| Person {
        id: UserId(Uuid::from_u128(number as u128)),
        role: Role::Driver,
        session: SessionId(Uuid::from_u128(number as u128)),
    };
    let feed = app.app.db.feed();
    let listening: Vec<_> = (0..LISTENERS_MAX).filter_map(|n| feed.listen(driver(n))).collect();
    assert_eq!(listening.len(), LISTENERS_MAX - LISTENERS_OF_OFFICE);
    app.active("dani", Role::Driver).await;
    let dani = app.sign_in(&email_of("dani")).await;
    dani.try_events().await.err().unwrap().problem(429);
    app.dispatcher("olaia").await.events().await;
}

//! Lines of HTTP end in CR LF, and nothing else is taken for an end of line: what a proxy in front
//! reads as one request is not two here.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use support::TestApp;

/// Longest that a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

const ASK: &str = "GET /api/health HTTP/1.1\r\nHost: furgo\r\n\r\n";
const ASK_LAST: &str = "GET /api/health HTTP/1.1\r\nHost: furgo\r\nConnection: close\r\n\r\n";
const SIGN_IN: &str =
    "POST /api/auth/login HTTP/1.1\r\nHost: furgo\r\nContent-Type: application/json\r\n";
/// Nobody's, on several lines.
const NOBODY: &str = "{\n\"email\": \"nobody@example.org\",\n\"password\": \"as-good-as-any-7\"\n}";

/// None of them is a request, but for whoever takes a bare LF, a bare CR or a blank for something
/// that it is not.
const WRONG: [&str; 9] = [
    "GET /api/health HTTP/1.1\nHost: furgo\r\n\r\n",
    "GET /api/health HTTP/1.1\r\nHost: furgo\nX-Y: z\r\n\r\n",
    "GET /api/health HTTP/1.1\r\nHost: furgo\r\n\n",
    "GET /api/health HTTP/1.1\nHost: furgo\n\n",
    "\nGET /api/health HTTP/1.1\r\nHost: furgo\r\n\r\n",
    "GET /api/health HTTP/1.1\r\nHost: furgo\rX-Y: z\r\n\r\n",
    "GET /api/health HTTP/1.1\r\nHost: furgo\r\r\n\r\n",
    "GET /api/health HTTP/1.1\r\nHost: furgo\r\nX-Y: z\r\n folded\r\n\r\n",
    "GET /api/health HTTP/1.1\r\nHost: furgo\r\nX-Y: z\r\n\tfolded: z\r\n\r\n",
];

fn connect(app: &TestApp) -> TcpStream {
    let stream = TcpStream::connect(app.url.trim_start_matches("http://")).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_nodelay(true).unwrap();
    stream
}

/// All that comes until the server ends the connection.
fn answers(mut stream: TcpStream) -> String {
    let mut answers = Vec::new();
    stream.read_to_end(&mut answers).unwrap();
    String::from_utf8(answers).unwrap()
}

fn statuses(answers: &str) -> Vec<&str> {
    answers.split("HTTP/1.1 ").skip(1).map(|answer| answer.split(' ').next().unwrap()).collect()
}

/// The statuses of all answers to these bytes, the last request of which ends the connection.
fn asked(app: &TestApp, bytes: &str) -> Vec<String> {
    let mut stream = connect(app);
    stream.write_all(bytes.as_bytes()).unwrap();
    statuses(&answers(stream)).into_iter().map(str::to_owned).collect()
}

/// Asks in order, and reads the whole answer.
fn ask_first(stream: &mut TcpStream) {
    stream.write_all(ASK.as_bytes()).unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"}") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
    assert_eq!(statuses(&String::from_utf8(answer).unwrap()), ["200"]);
}

fn in_pieces(pieces: &str) -> String {
    format!("{SIGN_IN}Transfer-Encoding: chunked\r\n\r\n{pieces}")
}

#[actix_web::test]
async fn a_head_whose_lines_end_otherwise_is_refused() {
    let app = TestApp::start().await;
    for wrong in WRONG {
        assert_eq!(asked(&app, wrong), ["400"], "{wrong:?}");
        let mut stream = connect(&app);
        ask_first(&mut stream);
        stream.write_all(wrong.as_bytes()).unwrap();
        assert_eq!(statuses(&answers(stream)), ["400"], "on a connection in use: {wrong:?}");
    }
}

#[actix_web::test]
async fn a_request_that_hides_behind_a_bare_line_feed_reaches_nobody() {
    let app = TestApp::start().await;
    let hidden = "GET /api/openapi.json HTTP/1.1\r\nHost: furgo\r\nConnection: close\r\n\r\n";
    for before in [
        "GET /api/health HTTP/1.1\r\nHost: furgo\r\nX-Y: z\n\n".to_owned(),
        format!("{ASK}GET /api/health HTTP/1.1\r\nHost: furgo\r\n\n"),
        format!("{SIGN_IN}Content-Length: 2\r\n\r\n{{}}GET /api/health HTTP/1.1\nHost: a\r\n\r\n"),
        in_pieces("2\r\n{}\r\n0\r\n\nX: y\r\n\r\n"),
    ] {
        let mut stream = connect(&app);
        stream.write_all(format!("{before}{hidden}").as_bytes()).unwrap();
        let answers = answers(stream);
        assert!(answers.contains(" 400 "), "{before:?}: {answers}");
        assert!(!answers.contains("\"openapi\""), "{before:?}: {answers}");
    }
}

#[actix_web::test]
async fn a_body_may_hold_any_line_ends() {
    let app = TestApp::start().await;
    let length = NOBODY.len();
    let whole = format!("{SIGN_IN}Content-Length: {length}\r\n\r\n{NOBODY}");
    assert_eq!(asked(&app, &format!("{whole}{ASK_LAST}")), ["401", "200"]);
    let (one, two) = NOBODY.split_at(14);
    let (first, second) = (one.len(), two.len());
    let pieces = format!(
        "{first:x}\r\n{one}\r\n{second:X};name=\"value\"\r\n{two}\r\n0\r\nX-Sum: 1\r\n\r\n"
    );
    assert_eq!(asked(&app, &format!("{}{ASK_LAST}", in_pieces(&pieces))), ["401", "200"]);
    // Empty lines between requests are read over.
    assert_eq!(asked(&app, &format!("\r\n{whole}\r\n\r\n{ASK_LAST}")), ["401", "200"]);
}

#[actix_web::test]
async fn what_frames_the_pieces_of_a_body_ends_in_both() {
    let app = TestApp::start().await;
    let length = NOBODY.len();
    for wrong in [
        format!("{length:x}\n{NOBODY}\r\n0\r\n\r\n"),
        format!("{length:x};a=b\n{NOBODY}\r\n0\r\n\r\n"),
        format!("{length:x}\r\n{NOBODY}\n0\r\n\r\n"),
        format!("{length:x}\r\n{NOBODY}\r\n0\n\r\n"),
        format!("{length:x}\r\n{NOBODY}\r\n0\r\n\n"),
        format!("{length:x}\r\n{NOBODY}\r\n0\r\nX-Sum: 1\n\r\n"),
    ] {
        let answered = asked(&app, &format!("{}{ASK_LAST}", in_pieces(&wrong)));
        assert!(!answered.contains(&"200".to_owned()), "{wrong:?}: {answered:?}");
        assert!(!answered.contains(&"401".to_owned()), "{wrong:?}: {answered:?}");
    }
}

#[actix_web::test]
async fn a_request_may_come_byte_by_byte() {
    let app = TestApp::start().await;
    let length = NOBODY.len();
    let bytes = format!("{SIGN_IN}Content-Length: {length}\r\n\r\n{NOBODY}{ASK_LAST}");
    let mut stream = connect(&app);
    for byte in bytes.bytes() {
        stream.write_all(&[byte]).unwrap();
        actix_web::rt::task::yield_now().await;
    }
    assert_eq!(statuses(&answers(stream)), ["401", "200"]);
}
